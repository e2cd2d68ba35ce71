"""Words -> BM25 scores, kept in arrays that are mapped into memory; Snowball for the stems."""

from __future__ import annotations

import functools
import json
import re
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import Stemmer
from numpy.typing import NDArray

from index.corpus.span import Span
from index.engines.posting_lists import PostingList, add_up, find_best
from index.engines.row_facts import RowSet
from index.engines.stopwords import FUNCTION_WORDS, STOPWORDS
from index.types import Rows, Scores
from index.vocabulary import LETTERS

K1 = 0.9
B = 0.4
"""BM25's saturation and length normalisation as Anserini sets them for passages."""

_WORD = re.compile(rf"\d+(?:[.,]\d+)*|{LETTERS}")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
_STEMS = "stems.json"
_ARRAYS = ("starts", "texts", "scores", "counts")


@dataclass(frozen=True)
class Word:
    """A word of a text: where it is and the stem that it is compared by."""

    span: Span
    stem: str


def find_words(text: str) -> list[Word]:
    """Return the words of a text that are worth comparing, stop words left out."""
    return [Word(Span(*match.span()), stem_word(word)) for match, word in _read(text)]


def find_stems(text: str) -> tuple[str, ...]:
    """Return the stems of the words of a text that are worth comparing, in their order."""
    return tuple(stem_word(word) for _, word in _read(text))


def _read(text: str) -> list[tuple[re.Match[str], str]]:
    """Return the words of a text that are no stop words, each with itself in lower case."""
    matches = ((match, match[0].casefold()) for match in _WORD.finditer(text))
    return [(match, word) for match, word in matches if word not in STOPWORDS]


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


@dataclass(frozen=True, eq=False)
class Lexicon:
    """A BM25 index of texts, which can give its texts to another one.

    The postings of stem number n are those from `_starts[n]` to `_starts[n + 1]`: text, its score and its count.
    """

    _size: int
    _numbers: dict[str, int]
    _starts: NDArray[np.int32]
    _texts: NDArray[np.int32]
    _scores: NDArray[np.float32]
    _counts: NDArray[np.float32]

    @classmethod
    def from_texts(cls, texts: Sequence[str]) -> Lexicon:
        """Index the words of these texts."""
        vocabulary: dict[str, int] = {}
        columns = stems, places, counts = array("q"), array("q"), array("q")  # which take a tenth of a list of tuples
        for place, text in enumerate(texts):
            for stem, count in Counter(find_stems(text)).items():
                stems.append(vocabulary.setdefault(stem, len(vocabulary)))
                places.append(place)
                counts.append(count)
        ordered = sorted(vocabulary)
        ranks = np.empty(len(ordered), np.int64)
        ranks[[vocabulary[stem] for stem in ordered]] = np.arange(len(ordered))
        numbers, texts_at, times = (np.frombuffer(column, np.int64) for column in columns)
        return _index_postings(_Postings(ranks[numbers], texts_at, times.astype(np.float32)), ordered, len(texts))

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
        stored = json.loads((folder / _STEMS).read_text("utf-8"))
        # As plain arrays over the mapped files, of which a slice takes a fifth of the time.
        arrays = (np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False)) for name in _ARRAYS)
        return cls(stored["texts"], {stem: number for number, stem in enumerate(stored["stems"])}, *arrays)

    def save(self, folder: Path) -> None:
        """Write the index into a folder of its own."""
        folder.mkdir()
        stored = {"texts": self._size, "stems": list(self._numbers)}
        (folder / _STEMS).write_text(json.dumps(stored, ensure_ascii=False), "utf-8")
        for name in _ARRAYS:
            np.save(folder / f"{name}.npy", getattr(self, f"_{name}"), allow_pickle=False)

    def _move(
        self, places: NDArray[np.int64], vocabulary: dict[str, int]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
        """Return the postings of the texts that are taken, at their new places, by a vocabulary that grows."""
        numbers = np.array([vocabulary.setdefault(stem, len(vocabulary)) for stem in self._numbers], np.int64)
        stems = np.repeat(np.arange(len(numbers)), np.diff(self._starts))
        texts = places[self._texts]
        taken = texts >= 0
        return numbers[stems[taken]], texts[taken], self._counts[taken]

    def __len__(self) -> int:
        return self._size

    def score(self, stems: Sequence[str], rows: Rows) -> Scores:
        """Return the BM25 score of each of these texts for the stems of a question."""
        return add_up([self._list_postings(stem) for stem in stems], rows)

    def find_best(self, stems: Sequence[str], count: int, among: RowSet | None = None) -> Rows:
        """Return the places of the `count` texts of the highest scores above 0, best first; only `among` these."""
        lists = [self._list_postings(stem) for stem in stems]
        return find_best(lists if among is None else [each.among(among) for each in lists], count)

    def knows(self, stem: str) -> bool:
        """Return whether a text has a word of this stem."""
        return stem in self._numbers

    def count_texts(self, stem: str) -> int:
        """Return how many texts have a word of this stem."""
        return len(self._list_postings(stem).rows)

    def find_texts(self, stem: str, count: int) -> Rows:
        """Return the places of the first `count` texts that have a word of this stem."""
        return np.asarray(self._list_postings(stem).rows[:count], np.int64)

    def number(self, stems: Sequence[str]) -> dict[int, float]:
        """Return how often each of the stems that a text has is among these, by its number."""
        known = Counter(self._numbers[stem] for stem in stems if stem in self._numbers)
        return {number: float(count) for number, count in known.items()}

    def count_with_words(self) -> int:
        """Return how many texts have a word."""
        return len(np.unique(self._texts))

    def list_weights(self) -> Iterator[tuple[int, dict[int, float]]]:
        """Yield the place of every text that has a word, and what each of its stems weighs, by its number."""
        order = np.argsort(self._texts, kind="stable")
        places = np.asarray(self._texts)[order]
        stems = np.repeat(np.arange(len(self._starts) - 1), np.diff(self._starts))[order]
        starts = np.flatnonzero(np.diff(places, prepend=-1))
        for start, stop in zip(starts.tolist(), [*starts[1:].tolist(), len(places)], strict=True):
            weights = np.asarray(self._scores)[order[start:stop]]
            yield int(places[start]), dict(zip(stems[start:stop].tolist(), weights.tolist(), strict=True))

    def _list_postings(self, stem: str) -> PostingList:
        number = self._numbers.get(stem)
        first, last = (0, 0) if number is None else self._starts[number : number + 2]
        return PostingList(np.asarray(self._texts)[first:last], np.asarray(self._scores)[first:last])


def _index_postings(postings: _Postings, stems: Sequence[str], size: int) -> Lexicon:
    """Score postings all at once, as Lucene does since version 8 (Kamphuis and others, ECIR 2020)."""
    used, numbers = np.unique(postings.stems, return_inverse=True)
    order = np.lexsort((postings.texts, numbers))
    numbers, texts, counts = numbers[order], postings.texts[order], postings.counts[order]
    frequencies = np.bincount(numbers, minlength=len(used))
    lengths = np.bincount(texts, counts, minlength=size)
    mean = np.maximum(lengths, 1).mean()
    weights = np.log(1 + (size - frequencies + 0.5) / (frequencies + 0.5))
    saturated = counts / (counts + K1 * (1 - B + B * lengths[texts] / mean))
    return Lexicon(
        size,
        {stems[number]: place for place, number in enumerate(used.tolist())},
        np.concatenate([[0], np.cumsum(frequencies)]).astype(np.int32),
        texts.astype(np.int32),
        (weights[numbers] * saturated).astype(np.float32),
        counts.astype(np.float32),
    )
