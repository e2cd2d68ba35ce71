"""A cross-encoder that somebody downloaded, in place of the reranker that ships.

It reads pairs of a question and one sentence under its heading, and gives each pair a logit.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from tokenizers import Tokenizer

from index.errors import ModelError
from index.models.model_folder import find_model_folder
from index.models.onnx_session import MODEL, TOKENIZER, Runner, make_inputs
from index.models.reading import Excerpt, Reading
from index.types import Scores

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

SETTING = "VERBATIM_RERANKER"
LONGEST_PAIR = 256
"""Tokens of a pair that are read."""

_EXPORTS = (Path("onnx", MODEL), Path(MODEL))
"""Where published models keep their ONNX file."""

_REMEDY = f"Name a cross-encoder that ranks, or nothing, in {SETTING}"


class PairScorer(Protocol):
    """Gives pairs of texts logits."""

    def score(self, pairs: Sequence[tuple[str, str]]) -> Scores:
        """Return one logit a pair, in the same order."""


class CrossEncoderReranker:
    """Reads each sentence of an excerpt as a pair with the question; implements `index.models.reading.Reranker`.

    What its logits mean differs from one to the next, so that none of them ends the reading.
    """

    sure = math.inf

    def __init__(self, scorer: PairScorer) -> None:
        self._scorer = scorer

    def read(self, question: str, excerpts: Sequence[Excerpt]) -> list[Reading]:
        """Return a reading an excerpt, in the same order; no words that answer are marked."""
        texts = [f"{each.heading}. {sentence}".lstrip(". ") for each in excerpts for sentence in each.sentences]
        scores = self._scorer.score([(question, text) for text in texts]) if texts else np.zeros(0, np.float32)
        ends = np.cumsum([len(each.sentences) for each in excerpts])
        return [Reading(part) for part in np.split(scores, ends[:-1])] if excerpts else []


def open_cross_encoder(name: str) -> CrossEncoderReranker:
    """Return the cross-encoder of this name, which may be a folder; run by ONNX Runtime where it has an ONNX file.

    Raises ModelError when it is missing or gives a pair more than one number.
    """
    folder = find_model_folder(name, SETTING)
    _require_one_number(folder)
    export = next((folder / path for path in _EXPORTS if (folder / path).is_file()), None)
    return CrossEncoderReranker(OnnxPairs(folder, export) if export else TorchPairs(folder))


def _require_one_number(folder: Path) -> None:
    try:
        config = json.loads((folder / "config.json").read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{folder} holds no cross-encoder: config.json cannot be read", _REMEDY) from error
    labels = len(config.get("id2label", {"0": "LABEL_0", "1": "LABEL_1"}))
    is_classifier = any(each.endswith("ForSequenceClassification") for each in config.get("architectures", ()))
    if labels != 1 or not is_classifier:
        raise ModelError(f"{folder} is no cross-encoder for ranking: it gives a pair {labels} numbers, not 1", _REMEDY)


class OnnxPairs:
    """A cross-encoder run by ONNX Runtime, without torch."""

    def __init__(self, folder: Path, export: Path) -> None:
        try:
            tokenizer = Tokenizer.from_str((folder / TOKENIZER).read_text("utf-8"))
        except OSError as error:
            raise ModelError(f"{folder / TOKENIZER} cannot be read", "Download the model whole") from error
        tokenizer.enable_truncation(LONGEST_PAIR)
        tokenizer.no_padding()
        self._runner = Runner.from_bytes(export.read_bytes(), tokenizer)

    def score(self, pairs: Sequence[tuple[str, str]]) -> Scores:
        """Return one logit a pair; each is read alone, since int8 takes its scale from the whole batch."""
        return np.array([self._score_one(*pair) for pair in pairs], np.float32)

    def _score_one(self, question: str, text: str) -> float:
        encoded = self._runner.tokenizer.encode(question, text)
        return float(self._runner.run(make_inputs([encoded])).reshape(-1)[0])


class TorchPairs:
    """A cross-encoder run by Sentence Transformers, which is imported at the first pair."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._loaded: CrossEncoder | None = None

    def score(self, pairs: Sequence[tuple[str, str]]) -> Scores:
        """Return one logit a pair, in the same order."""
        import torch

        self._loaded = self._loaded or self._load()
        logits = self._loaded.predict(list(pairs), activation_fn=torch.nn.Identity(), show_progress_bar=False)
        return np.asarray(logits, np.float32)

    def _load(self) -> CrossEncoder:
        from sentence_transformers import CrossEncoder

        try:
            loaded: CrossEncoder = CrossEncoder(
                str(self._folder), device="cpu", local_files_only=True, max_length=LONGEST_PAIR
            )
        except (OSError, ValueError, KeyError) as error:
            raise ModelError(f"the cross-encoder in {self._folder} cannot be loaded: {error}", _REMEDY) from error
        return loaded
