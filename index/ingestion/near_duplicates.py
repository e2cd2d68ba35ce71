"""Which text says nearly what another one says, by the runs of three words that both have."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from zlib import crc32

import numpy as np

from index.corpus.articles import Article

NEAR = 0.5
"""Share of the shorter text's phrases in the other from which one is told."""

SAME = 0.8
"""Share from which it is taken for the same article."""

_WORD = re.compile(r"\w+")
_FACTORS = np.array([0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D], np.uint32)
"""One odd number for each word of a phrase, by which their digests are mixed as xxHash does it.

Phrases have three words: one wrong letter breaks three of them, and two reports on one event share few.
"""

_ONE_IN = 4


@dataclass(frozen=True)
class Twin:
    """A text that says nearly what another one says; `share` is of the shorter one's phrases."""

    title: str
    share: float
    is_same: bool


@dataclass
class KnownTexts:
    """The texts that a corpus has, found by a sample of their phrases."""

    titles: dict[str, str] = field(default_factory=dict)
    _phrases: dict[str, frozenset[int]] = field(default_factory=dict)
    _holders: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, article: Article) -> None:
        """Know one more."""
        if article.id in self.titles:
            return
        phrases = find_phrases(article.text, _ONE_IN)
        self.titles[article.id] = article.title
        self._phrases[article.id] = phrases
        for phrase in phrases:
            self._holders[phrase].append(article.id)

    def find_nearest(self, article: Article) -> Twin | None:
        """Return the text most alike; None where none is near."""
        mine = find_phrases(article.text, _ONE_IN)
        counts = Counter(holder for phrase in mine for holder in self._holders.get(phrase, ()) if holder != article.id)
        shares = [(count / max(1, min(len(mine), len(self._phrases[each]))), each) for each, count in counts.items()]
        share, nearest = max(shares, default=(0.0, ""))
        if share < NEAR:
            return None
        longer = max(len(mine), len(self._phrases[nearest]))
        return Twin(self.titles[nearest], share, counts[nearest] >= SAME * longer)


def find_phrases(text: str, one_in: int = 1) -> frozenset[int]:
    """Return the digests of a text's phrases, or of a sample: the same ones of the same text, whatever surrounds it."""
    words = np.array([_digest_word(word) for word in _WORD.findall(text.casefold())], np.uint32)
    words = np.pad(words, (0, max(0, len(_FACTORS) - len(words))))
    phrases = np.lib.stride_tricks.sliding_window_view(words, len(_FACTORS))
    digests = np.asarray(np.sum(phrases * _FACTORS, axis=1, dtype=np.uint32), np.uint32)
    digests ^= digests >> np.uint32(15)
    taken = digests[digests % one_in == 0]
    return frozenset((taken if len(taken) else digests).tolist())


@lru_cache(maxsize=65_536)
def _digest_word(word: str) -> int:
    return crc32(word.encode())
