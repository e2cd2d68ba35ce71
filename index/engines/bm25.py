"""Words -> BM25 scores; bm25s behind it, Snowball for the stems."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import bm25s
import numpy as np
import Stemmer
from bm25s.stopwords import STOPWORDS_EN, STOPWORDS_EN_PLUS
from numpy.typing import NDArray

from index.corpus.span import Span
from index.vocabulary import LETTERS

K1 = 0.9
B = 0.4
"""BM25's saturation and length normalisation as Anserini sets them for passages."""

_WORD = re.compile(rf"\d+(?:[.,]\d+)*|{LETTERS}")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
_STOPWORDS = frozenset(STOPWORDS_EN) | {"s", "t", "d", "ll", "re", "ve", "m"}
# fmt: off
FUNCTION_WORDS = _STOPWORDS | frozenset(STOPWORDS_EN_PLUS) | {
    "who", "whom", "whose", "what", "whats", "which", "when", "where", "why", "how", "did", "does", "do", "has", "have",
    "had", "many", "much", "long", "exactly", "anyone", "tell", "according", "say", "said", "says", "about", "happened",
    "happen", "make", "made", "get", "got", "going", "go", "ppl", "people",
}
# fmt: on
"""Words of a question that its answer need not have."""


@dataclass(frozen=True)
class Word:
    """A word of a text: where it is and the stem that it is compared by."""

    span: Span
    stem: str


def find_words(text: str) -> list[Word]:
    """Return the words of a text that are worth comparing, stop words left out."""
    matches = [(match, match[0].casefold()) for match in _WORD.finditer(text)]
    return [Word(Span(*match.span()), stem_word(word)) for match, word in matches if word not in _STOPWORDS]


def find_content_words(text: str) -> list[Word]:
    """Return the words of a text that say what it is about."""
    return [word for word in find_words(text) if word.span.of(text).casefold() not in FUNCTION_WORDS]


@functools.lru_cache(maxsize=65_536)
def stem_word(word: str) -> str:
    """Return the Snowball stem of a lower-case word; a number without its separators."""
    if word[0].isdigit():
        return word.replace(",", "")
    language = "russian" if _CYRILLIC.match(word) else "english"
    return str(_stemmer(language).stemWord(word))


@functools.cache
def _stemmer(language: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(language)


class Lexicon:
    """A BM25 index of texts."""

    def __init__(self, index: bm25s.BM25) -> None:
        self._index = index

    @classmethod
    def from_texts(cls, texts: Sequence[str]) -> Lexicon:
        """Index the words of these texts."""
        index = bm25s.BM25(k1=K1, b=B, auto_compile=False)
        index.index([_stems(text) or [""] for text in texts], show_progress=False)
        return cls(index)

    @classmethod
    def load(cls, folder: Path) -> Lexicon:
        """Read what `save` wrote; the caller has verified it."""
        return cls(bm25s.BM25.load(folder, show_progress=False))

    def save(self, folder: Path) -> None:
        """Write the index as bm25s does, into a folder of its own."""
        self._index.save(folder, show_progress=False)

    def score(self, question: str) -> NDArray[np.float32]:
        """Return the BM25 score of every text, in their order."""
        known = [stem for stem in _stems(question) if self.knows(stem)]
        if not known:
            return np.zeros(self._index.scores["num_docs"], dtype=np.float32)
        return np.asarray(self._index.get_scores(known), dtype=np.float32)

    def knows(self, stem: str) -> bool:
        """Return whether a text has a word of this stem."""
        return stem in self._index.vocab_dict

    def find_texts(self, stem: str) -> NDArray[np.int64]:
        """Return the places of the texts that have a word of this stem."""
        if not self.knows(stem):
            return np.zeros(0, np.int64)
        token, starts = self._index.vocab_dict[stem], self._index.scores["indptr"]
        return np.asarray(self._index.scores["indices"][starts[token] : starts[token + 1]], np.int64)


def _stems(text: str) -> list[str]:
    return [word.stem for word in find_words(text)]
