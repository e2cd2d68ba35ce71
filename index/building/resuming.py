"""What a build has embedded stays in a file until its snapshot is written, so that one that is killed goes on there."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from index.models.embedder import Embedder, Model
from index.types import Matrix

if TYPE_CHECKING:
    from index.models.multilingual.encoder import MultilingualEncoder

KEPT = ".embedded-"
"""How the name of such a file begins; the rest names what embedded the texts."""


@contextmanager
def resume_embedding(index: Path, embedder: Embedder) -> Iterator[Embedder]:
    """Provide an embedder that knows what a build of the same model embedded before it was cut off.

    What is kept goes once the block has ended well; a file that is damaged is believed up to where it is.
    """
    file = index / f"{KEPT}{embedder.model.digest[:16]}-{(embedder.export_digest or '')[:16]}"
    for other in index.glob(f"{KEPT}*"):
        if other != file:
            other.unlink(missing_ok=True)
    yield ResumingEmbedder(embedder, file)
    file.unlink(missing_ok=True)


class ResumingEmbedder:
    """Embeds what is not in a file yet, and keeps it there."""

    def __init__(self, embedder: Embedder, file: Path) -> None:
        self._embedder = embedder
        self._file = file
        self._known = _read(file)

    @property
    def model(self) -> Model:
        """Return which model this is."""
        return self._embedder.model

    @property
    def export_digest(self) -> str | None:
        """Return the digest of the export that embeds the texts."""
        return self._embedder.export_digest

    @property
    def multilingual(self) -> MultilingualEncoder | None:
        """Return what embeds sentences and questions across languages, which it does each time."""
        return self._embedder.multilingual

    def embed(self, texts: Sequence[str]) -> Matrix:
        """Return one unit vector a text, in the same order."""
        digests = [hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest() for text in texts]
        missing = [place for place, digest in enumerate(digests) if digest not in self._known]
        if not missing:
            return np.stack([self._known[digest] for digest in digests])
        made = self._embedder.embed([texts[place] for place in missing])
        self._keep([digests[place] for place in missing], made)
        vectors = np.empty((len(texts), made.shape[1]), np.float32)
        vectors[missing] = made
        for place, digest in enumerate(digests):
            if digest in self._known:
                vectors[place] = self._known[digest]
        return vectors

    def export(self, folder: Path) -> bool:
        """Write the encoder of questions into a folder, and return whether there is one."""
        return self._embedder.export(folder)

    def release(self) -> None:
        """Let go of what is loaded."""
        self._known = {}
        self._embedder.release()

    def _keep(self, digests: Sequence[bytes], vectors: Matrix) -> None:
        records = np.zeros(len(digests), _make_record(vectors.shape[1]))
        records["vector"] = vectors
        for record, digest in zip(records, digests, strict=True):
            record["text"] = digest
            record["check"] = crc32(record["vector"].tobytes(), crc32(digest))
        # A disk that is full is told of where the snapshot is written.
        with contextlib.suppress(OSError), self._file.open("ab") as file:
            if not file.tell():
                file.write(vectors.shape[1].to_bytes(_HEAD, "little"))
            file.write(records.tobytes())


_HEAD = 4
_LONGEST_VECTOR = 8_192


def _make_record(dimension: int) -> np.dtype[np.void]:
    return np.dtype([("text", "V32"), ("vector", "<f4", (dimension,)), ("check", "<u4")])


def _read(file: Path) -> dict[bytes, Matrix]:
    """Return the vectors of a file by the digests of their texts, up to a record that is damaged or cut off."""
    try:
        content = file.read_bytes()
    except OSError:
        return {}
    dimension, known = int.from_bytes(content[:_HEAD], "little"), dict[bytes, Matrix]()
    if not 0 < dimension <= _LONGEST_VECTOR:
        file.unlink()
        return known
    record, good = _make_record(dimension), _HEAD
    for each in np.frombuffer(content, record, (len(content) - _HEAD) // record.itemsize, _HEAD):
        digest = each["text"].tobytes()
        if crc32(each["vector"].tobytes(), crc32(digest)) != each["check"]:
            break
        known[digest] = np.array(each["vector"], np.float32)
        good += record.itemsize
    if good != len(content):
        os.truncate(file, good)  # so that what is written next stands where it is looked for
    return known
