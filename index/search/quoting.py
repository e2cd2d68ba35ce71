"""Ranked rows -> proved quotations: the words in bold, the sentence before, near-duplicates folded."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from index.corpus.span import Span
from index.engines.bm25 import find_stems
from index.errors import UnprovenQuotationError
from index.models.reading import AnswerSpan
from index.search.first_stage import Ranking
from index.search.highlighting import find_highlights
from index.snapshots.contents import Contents
from index.snapshots.quotations import Quotation, prove
from index.text.anaphora import refers_back
from index.text.languages import Language, detect_language
from index.text.translation.english import is_english, read_in_english

log = logging.getLogger(__name__)

NEAR_DUPLICATE = 0.8
"""Share of two sentences' words that are common, from which the second is folded into the first."""

TRANSLATION = 0.9
"""Cosine across languages from which one sentence is the other's translation, if it has the same numbers.

Of 666 sentences of news it takes 12 (English and Ukrainian) to 78 (Ukrainian and Russian) in 100 translations, and 15
of 1.3 million pairs of others: `python -m benchmarks.retrieval.translations FILE`.
"""

_FOLDED_AMONG = 50
_NUMBER = re.compile(r"\d+")


def quote(contents: Contents, question: str, ranking: Ranking, limit: int) -> tuple[Quotation, ...]:
    """Return up to `limit` proved quotations of a ranking, best first."""
    return tuple(
        replace(
            quotation,
            highlights=find_highlights(question, quotation.text, _find_answer(ranking, row, quotation)),
            context=_find_context(contents, row, quotation),
        )
        for row, quotation in _prove_best(contents, _quote_all(contents, ranking), limit)
    )


def _quote_all(contents: Contents, ranking: Ranking) -> Iterable[tuple[int, Quotation]]:
    for row, score in zip(ranking.rows, ranking.scores, strict=True):
        entry = contents.entries[row]
        article = contents.articles_by_id[entry.sentence.article_id]
        yield int(row), Quotation(entry, article, round(float(score), 4))


def _find_answer(ranking: Ranking, row: int, quotation: Quotation) -> AnswerSpan | None:
    """Return the words of a quotation that answer; those of an English gloss are at other places than its own."""
    return ranking.answers.get(row) if is_english(quotation.text) else None


def _prove_best(
    contents: Contents, quotations: Iterable[tuple[int, Quotation]], limit: int
) -> list[tuple[int, Quotation]]:
    """Prove quotations of rows until there are enough, folding near-duplicates into the one before."""
    kept: list[tuple[int, Quotation]] = []
    told: list[_Told] = []
    for number, (row, quotation) in enumerate(quotations):
        if len(kept) == limit and number >= _FOLDED_AMONG:
            break
        this = _Told.from_text(row, quotation.text)
        twin = next((place for place, other in enumerate(told) if this.says_the_same(other, contents)), None)
        if (twin is None and len(kept) == limit) or not _is_proven(quotation):
            continue
        if twin is None:
            kept.append((row, quotation))
            told.append(this)
        else:
            first, shown = kept[twin]
            kept[twin] = first, replace(shown, also_in=(*shown.also_in, quotation))
    return kept


def _find_context(contents: Contents, row: int, quotation: Quotation) -> Span | None:
    if row == 0 or not refers_back(quotation.text):
        return None
    before, sentence = contents.entries[row - 1].sentence, quotation.entry.sentence
    same_section = (before.article_id, before.section) == (sentence.article_id, sentence.section)
    return before.span if same_section else None


def _is_proven(quotation: Quotation) -> bool:
    try:
        prove(quotation)
    except UnprovenQuotationError:
        log.exception("A quotation is not its source's slice and was not shown")
        return False
    return True


@dataclass(frozen=True)
class _Told:
    """What is compared of a sentence to find another that says the same."""

    row: int
    language: Language
    stems: frozenset[str]
    numbers: tuple[str, ...]

    @classmethod
    def from_text(cls, row: int, text: str) -> _Told:
        stems = frozenset(find_stems(read_in_english(text)))
        return cls(row, detect_language(text), stems, tuple(sorted(_NUMBER.findall(text))))

    def says_the_same(self, other: _Told, contents: Contents) -> bool:
        """Return whether two sentences have nearly the same words, or one is the other in another language."""
        if len(self.stems & other.stems) >= NEAR_DUPLICATE * max(1, len(self.stems | other.stems)):
            return True
        vectors = contents.multilingual_vectors
        if not vectors or self.language == other.language or self.numbers != other.numbers:
            return False
        return float(vectors.read(self.row) @ vectors.read(other.row)) >= TRANSLATION
