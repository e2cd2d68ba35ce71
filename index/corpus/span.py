"""Where a piece of text is in the text that it belongs to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """A half-open range of code points."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """Return the slice of `text` that this span marks."""
        return text[self.start : self.end]

    def shift(self, offset: int) -> Span:
        """Return the same range seen from `offset` code points earlier."""
        return Span(self.start + offset, self.end + offset)

    def trim(self, text: str) -> Span:
        """Return this span without white space at its ends."""
        piece = self.of(text)
        start = self.start + len(piece) - len(piece.lstrip())
        return Span(start, max(start, self.start + len(piece.rstrip())))
