"""Words -> BM25 scores; bm25s keeps them, Snowball for the stems."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import bm25s
import numpy as np
import Stemmer
from bm25s.stopwords import STOPWORDS_EN, STOPWORDS_EN_PLUS
from numpy.typing import NDArray

from index.corpus.span import Span
from index.engines.posting_lists import PostingList, add_up, find_best
from index.engines.row_facts import RowSet
from index.types import Rows, Scores
from index.vocabulary import LETTERS

K1 = 0.9
B = 0.4
"""BM25's saturation and length normalisation as Anserini sets them for passages."""

_WORD = re.compile(rf"\d+(?:[.,]\d+)*|{LETTERS}")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
_COUNTS = "counts.npy"
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


@dataclass(frozen=True)
class _Postings:
    """How often a text has a stem: one row each, by stem and then by text."""

    stems: NDArray[np.int64]
    texts: NDArray[np.int64]
    counts: NDArray[np.float32]


class Lexicon:
    """A BM25 index of texts, which can give its texts to another one."""

    def __init__(self, index: bm25s.BM25, counts: NDArray[np.float32]) -> None:
        self._index = index
        self._counts = counts

    @classmethod
    def from_texts(cls, texts: Sequence[str]) -> Lexicon:
        """Index the words of these texts."""
        found = [Counter(find_stems(text)) for text in texts]
        vocabulary = {stem: number for number, stem in enumerate(sorted(set().union(*found)))}
        rows = [(vocabulary[stem], text, count) for text, stems in enumerate(found) for stem, count in stems.items()]
        stems, places, counts = np.array(rows, np.int64).reshape(-1, 3).T
        return _index_postings(_Postings(stems, places, counts.astype(np.float32)), list(vocabulary), len(texts))

    @classmethod
    def from_parts(cls, parts: Sequence[tuple[Lexicon, NDArray[np.int64]]]) -> Lexicon:
        """Index the texts of other lexicons as if all were read again.

        Each comes with the places that its texts take, -1 for one that is left out; every place is taken once.
        """
        vocabulary: dict[str, int] = {}
        moved = [lexicon._move(places, vocabulary) for lexicon, places in parts]
        postings = _Postings(*(np.concatenate(column) for column in zip(*moved, strict=True)))
        size = sum(int(np.count_nonzero(places >= 0)) for _, places in parts)
        return _index_postings(postings, list(vocabulary), size)

    @classmethod
    def load(cls, folder: Path) -> Lexicon:
        """Read what `save` wrote; the caller has verified it."""
        counts = np.load(folder / _COUNTS, mmap_mode="r", allow_pickle=False)
        return cls(bm25s.BM25.load(folder, mmap=True, show_progress=False), counts)

    def save(self, folder: Path) -> None:
        """Write the index as bm25s does, into a folder of its own, and beside it what scores are made of."""
        self._index.save(folder, show_progress=False)
        np.save(folder / _COUNTS, self._counts, allow_pickle=False)

    def _move(
        self, places: NDArray[np.int64], vocabulary: dict[str, int]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
        """Return the postings of the texts that are taken, at their new places, by a vocabulary that grows."""
        numbers = np.array([vocabulary.setdefault(stem, len(vocabulary)) for stem in self._index.vocab_dict], np.int64)
        stems = np.repeat(np.arange(len(numbers)), np.diff(self._index.scores["indptr"])[: len(numbers)])
        texts = places[self._index.scores["indices"]]
        taken = texts >= 0
        return numbers[stems[taken]], texts[taken], self._counts[taken]

    def __len__(self) -> int:
        return int(self._index.scores["num_docs"])

    def score(self, stems: Sequence[str], rows: Rows) -> Scores:
        """Return the BM25 score of each of these texts for the stems of a question."""
        return add_up([self._list_postings(stem) for stem in stems], rows)

    def find_best(self, stems: Sequence[str], count: int, among: RowSet | None = None) -> Rows:
        """Return the places of the `count` texts of the highest scores above 0, best first; only `among` these."""
        lists = [self._list_postings(stem) for stem in stems]
        return find_best(lists if among is None else [each.among(among) for each in lists], count)

    def knows(self, stem: str) -> bool:
        """Return whether a text has a word of this stem."""
        return stem in self._index.vocab_dict

    def count_texts(self, stem: str) -> int:
        """Return how many texts have a word of this stem."""
        return len(self._list_postings(stem).rows)

    def find_texts(self, stem: str, count: int) -> Rows:
        """Return the places of the first `count` texts that have a word of this stem."""
        return np.asarray(self._list_postings(stem).rows[:count], np.int64)

    def number(self, stems: Sequence[str]) -> dict[int, float]:
        """Return how often each of the stems that a text has is among these, by its number."""
        known = Counter(self._index.vocab_dict[stem] for stem in stems if stem in self._index.vocab_dict)
        return {number: float(count) for number, count in known.items()}

    def count_with_words(self) -> int:
        """Return how many texts have a word."""
        return len(np.unique(self._index.scores["indices"]))

    def list_weights(self) -> Iterator[tuple[int, dict[int, float]]]:
        """Yield the place of every text that has a word, and what each of its stems weighs, by its number."""
        scores = self._index.scores
        order = np.argsort(scores["indices"], kind="stable")
        places = np.asarray(scores["indices"])[order]
        stems = np.repeat(np.arange(len(scores["indptr"]) - 1), np.diff(scores["indptr"]))[order]
        starts = np.flatnonzero(np.diff(places, prepend=-1))
        for start, stop in zip(starts.tolist(), [*starts[1:].tolist(), len(places)], strict=True):
            weights = np.asarray(scores["data"])[order[start:stop]]
            yield int(places[start]), dict(zip(stems[start:stop].tolist(), weights.tolist(), strict=True))

    def _list_postings(self, stem: str) -> PostingList:
        token, scores = self._index.vocab_dict.get(stem), self._index.scores
        first, last = (0, 0) if token is None else scores["indptr"][token : token + 2]
        rows, weights = np.asarray(scores["indices"]), np.asarray(scores["data"])
        return PostingList(rows[first:last], weights[first:last])


def find_stems(text: str) -> tuple[str, ...]:
    """Return the stems of the words of a text that are worth comparing, in their order."""
    return tuple(word.stem for word in find_words(text))


def _index_postings(postings: _Postings, stems: Sequence[str], size: int) -> Lexicon:
    """Score postings as bm25s does by its method `lucene`, but all at once (Kamphuis and others, ECIR 2020)."""
    used, numbers = np.unique(postings.stems, return_inverse=True)
    order = np.lexsort((postings.texts, numbers))
    numbers, texts, counts = numbers[order], postings.texts[order], postings.counts[order]
    frequencies = np.bincount(numbers, minlength=len(used))
    lengths = np.bincount(texts, counts, minlength=size)
    mean = np.maximum(lengths, 1).mean()
    weights = np.log(1 + (size - frequencies + 0.5) / (frequencies + 0.5))
    saturated = counts / (counts + K1 * (1 - B + B * lengths[texts] / mean))
    index = bm25s.BM25(k1=K1, b=B, auto_compile=False)
    index.vocab_dict = {stems[number]: place for place, number in enumerate(used.tolist())}
    index.scores = {
        "data": (weights[numbers] * saturated).astype(np.float32),
        "indices": texts.astype(np.int32),
        "indptr": np.concatenate([[0], np.cumsum(frequencies)]).astype(np.int32),
        "num_docs": size,
    }
    index.nonoccurrence_array = None
    index.unique_token_ids_set = set(index.vocab_dict.values())
    return Lexicon(index, counts.astype(np.float32))
