"""Which text says nearly what another one says, by the runs of three words that both have."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from zlib import crc32

from index.corpus.articles import Article

NEAR = 0.5
"""Share of the shorter text's phrases in the other from which one is told."""

SAME = 0.8
"""Share from which it is taken for the same article."""

_WORD = re.compile(r"\w+")
_PHRASE = 3
"""Words of a phrase: one wrong letter breaks three of them, and two reports on one event share few."""

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
    words = _WORD.findall(text.casefold())
    digests = [crc32(" ".join(words[start : start + _PHRASE]).encode()) for start in range(max(1, len(words) - 2))]
    return frozenset(each for each in digests if each % one_in == 0) or frozenset(digests)
