"""The reranker that ships, run by ONNX Runtime from files that are verified before they are loaded."""

from __future__ import annotations

import functools
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tokenizers import Tokenizer

from index.digests import digest_bytes
from index.errors import ModelError
from index.models.answer_spans import find_answer_spans
from index.models.onnx_session import MODEL, TOKENIZER, Runner
from index.models.reading import Excerpt, Reading
from index.models.reranker_input import TokenSequence, pad, sequence_excerpts

FOLDER = Path(__file__).parent / "reranker"
DIGESTS = {
    MODEL: "c3d184d04cf997cf7836074854ba3131fde2322a15e55a0aba066fb9f78c2a1f",
    TOKENIZER: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
"""SHA-256 of each file that is loaded; `training.export` prints them."""

_SCORE = 0
"""Column of the model's output that holds the score; the others are read by `index.models.answer_spans`."""


class OnnxReranker:
    """Reads excerpts by the model that ships; its files are loaded at the first question."""

    sure = 4.0

    def __init__(self, folder: Path = FOLDER, digests: Mapping[str, str] = DIGESTS) -> None:
        self._folder, self._digests = folder, tuple(digests.items())

    def read(self, question: str, excerpts: Sequence[Excerpt]) -> list[Reading]:
        """Return a reading an excerpt, in the same order.

        Raises ModelError when a file is missing or not the pinned one.
        """
        runner = _load(self._folder, self._digests)
        sequences = sequence_excerpts(runner.tokenizer, question, excerpts)
        # The model is so small that a core for each excerpt is faster than all cores for one after the other.
        return list(_cores().map(lambda each: _read_one(runner, each), sequences))


@functools.cache
def _cores() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(os.cpu_count(), thread_name_prefix="reading")


def _read_one(runner: Runner, sequence: TokenSequence) -> Reading:
    """Read one excerpt alone: int8 takes its scale from the whole batch, so a score would depend on the others."""
    (output,) = runner.run(pad([sequence]))
    return Reading(output[sequence.marks, _SCORE], find_answer_spans(output, sequence))


@functools.cache
def _load(folder: Path, digests: tuple[tuple[str, str], ...]) -> Runner:
    files = {name: _read_verified(folder / name, digest) for name, digest in digests}
    return Runner.from_bytes(files[MODEL], make_tokenizer(files[TOKENIZER].decode()))


def make_tokenizer(description: str) -> Tokenizer:
    """Return a tokenizer that neither truncates nor pads."""
    tokenizer = Tokenizer.from_str(description)
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def _read_verified(path: Path, digest: str) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ModelError(f"the reranker's {path} cannot be read", "Check the project out again") from error
    if digest_bytes(content) != digest:
        raise ModelError(f"the reranker's {path} is not the pinned one", "Check the project out again")
    return content
