"""Ranked rows -> proved quotations: the words in bold, the sentence before, near-duplicates folded."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import replace

from index.corpus.span import Span
from index.engines.bm25 import find_words
from index.errors import UnprovenQuotationError
from index.models.reading import AnswerSpan
from index.search.first_stage import Ranking
from index.search.highlighting import find_highlights
from index.snapshots.contents import Contents
from index.snapshots.quotations import Quotation, prove
from index.text.anaphora import refers_back
from index.text.translation.english import is_english, read_in_english

log = logging.getLogger(__name__)

NEAR_DUPLICATE = 0.8
"""Share of two sentences' words that are common, from which the second is folded into the first."""

_FOLDED_AMONG = 50


def quote(contents: Contents, question: str, ranking: Ranking, limit: int) -> tuple[Quotation, ...]:
    """Return up to `limit` proved quotations of a ranking, best first."""
    return tuple(
        replace(
            quotation,
            highlights=find_highlights(question, quotation.text, _find_answer(ranking, row, quotation)),
            context=_find_context(contents, row, quotation),
        )
        for row, quotation in _prove_best(_quote_all(contents, ranking), limit)
    )


def _quote_all(contents: Contents, ranking: Ranking) -> Iterable[tuple[int, Quotation]]:
    for row, score in zip(ranking.rows, ranking.scores, strict=True):
        entry = contents.entries[row]
        article = contents.articles_by_id[entry.sentence.article_id]
        yield int(row), Quotation(entry, article, round(float(score), 4))


def _find_answer(ranking: Ranking, row: int, quotation: Quotation) -> AnswerSpan | None:
    """Return the words of a quotation that answer; those of an English gloss are at other places than its own."""
    return ranking.answers.get(row) if is_english(quotation.text) else None


def _prove_best(quotations: Iterable[tuple[int, Quotation]], limit: int) -> list[tuple[int, Quotation]]:
    """Prove quotations of rows until there are enough, folding near-duplicates into the one before."""
    kept: list[tuple[int, Quotation]] = []
    stems: list[frozenset[str]] = []
    for number, (row, quotation) in enumerate(quotations):
        if len(kept) == limit and number >= _FOLDED_AMONG:
            break
        words = frozenset(word.stem for word in find_words(read_in_english(quotation.text)))
        twin = next((place for place, other in enumerate(stems) if _are_near_duplicates(words, other)), None)
        if (twin is None and len(kept) == limit) or not _is_proven(quotation):
            continue
        if twin is None:
            kept.append((row, quotation))
            stems.append(words)
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


def _are_near_duplicates(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= NEAR_DUPLICATE * max(1, len(one | other))
