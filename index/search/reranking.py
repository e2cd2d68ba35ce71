"""Question and excerpts -> how well each sentence of them answers it.

An excerpt is read whole, so that a sentence is understood by those around it; each of its sentences
gets a score of its own. The score is absolute: above 0 the sentence rather answers than not.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from index.models.reading import AnswerSpan, Excerpt, Reading, Reranker
from index.search.first_stage import UNREAD, Ranking
from index.snapshots.contents import Contents
from index.text.translation.english import read_in_english

CANDIDATES = 20
"""Rows of the first stage that are read, with those around them; the right one is among them."""

FIRST_STAGE_WEIGHT = 3.5
"""Of the first stage's score beside the reading, which is a logit (decision 0007)."""

MOST_EXCERPTS = 6
"""Excerpts that are read at most: those of the best candidates (decision 0007)."""

READ_AT_ONCE = 2
"""Excerpts between which reading may end, since none of the others could come first."""

LONGEST_EXCERPT = 5
"""Sentences from the first candidate of an excerpt to its end; one before the first is added."""


def rerank(
    contents: Contents,
    question: str,
    ranking: Ranking,
    reranker: Reranker,
    candidates: int = CANDIDATES,
    thorough: bool = False,
) -> Ranking:
    """Order the rows of a first-stage ranking by what reading them adds; those not read come last.

    `thorough` reads every candidate's excerpt, where one answer is not enough: a newer one may count more.
    """
    excerpts = _put_best_first(find_excerpts(contents, [int(row) for row in ranking.rows[:candidates]]), ranking)
    found: dict[int, float] = {}
    answers: dict[int, AnswerSpan] = {}
    most, sure = (len(excerpts), math.inf) if thorough else (MOST_EXCERPTS, reranker.sure)
    weighed = FIRST_STAGE_WEIGHT * ranking.scores
    firsts = dict(zip(map(int, ranking.rows), map(float, weighed), strict=True))
    for rows, reading in _read(contents, question, excerpts[:most], firsts, reranker, sure):
        found.update(zip(rows, map(float, reading.scores), strict=True))
        answers.update((row, answer) for row, answer in zip(rows, reading.answers, strict=False) if answer)
    readings = np.array([found.get(int(row), UNREAD) for row in ranking.rows], dtype=np.float32)
    scores = readings + weighed
    read = replace(ranking, scores=scores, readings=readings, answers=answers)
    return read.take(np.argsort(-scores, kind="stable"))


def _put_best_first(excerpts: Sequence[range], ranking: Ranking) -> list[range]:
    """Return the excerpts in the order in which the first stage found the best candidate of each."""
    places = {int(row): place for place, row in enumerate(ranking.rows)}
    return sorted(excerpts, key=lambda rows: min(places.get(row, len(places)) for row in rows))


def _read(
    contents: Contents,
    question: str,
    excerpts: Sequence[range],
    firsts: Mapping[int, float],
    reranker: Reranker,
    sure: float,
) -> Iterator[tuple[range, Reading]]:
    """Yield excerpts with their readings until not even a sure reading of the next would put it first."""
    best = -math.inf
    for start in range(0, len(excerpts), READ_AT_ONCE):
        rows = excerpts[start : start + READ_AT_ONCE]
        if start and best >= sure + max(firsts.get(row, -math.inf) for row in rows[0]):
            return
        readings = reranker.read(question, [make_excerpt(contents, each) for each in rows])
        for each, reading in zip(rows, readings, strict=True):
            yield each, reading
            totals = (firsts.get(row, -math.inf) + score for row, score in zip(each, reading.scores, strict=True))
            best = max(best, *totals)


def find_excerpts(contents: Contents, rows: Sequence[int]) -> list[range]:
    """Return the rows of the excerpts that hold these rows, with a sentence around each where there is one."""
    excerpts: list[range] = []
    for row in sorted(rows):
        if excerpts and row < excerpts[-1].start + LONGEST_EXCERPT and _are_neighbours(contents, excerpts[-1][0], row):
            excerpts[-1] = range(excerpts[-1].start, row + 1)
            continue
        start = row - 1 if row and _are_neighbours(contents, row - 1, row) else row
        excerpts.append(range(start, row + 1))
    return [_add_following(contents, excerpt) for excerpt in excerpts]


def make_excerpt(contents: Contents, rows: range) -> Excerpt:
    """Return the excerpt of these rows, which follow each other."""
    entries = contents.entries[rows.start : rows.stop]
    article = contents.articles_by_id[entries[0].sentence.article_id]
    heading = ". ".join(part for part in (article.title, entries[0].sentence.section) if part)
    return Excerpt(read_in_english(heading), tuple(contents.read(row) for row in rows))


def _add_following(contents: Contents, rows: range) -> range:
    follows = rows.stop < len(contents.entries) and _are_neighbours(contents, rows.stop - 1, rows.stop)
    return range(rows.start, rows.stop + 1) if follows else rows


def _are_neighbours(contents: Contents, one: int, other: int) -> bool:
    first, second = contents.entries[one].sentence, contents.entries[other].sentence
    return (first.article_id, first.section) == (second.article_id, second.section)
