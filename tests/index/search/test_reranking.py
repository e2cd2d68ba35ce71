from __future__ import annotations

import numpy as np
import pytest

from index.search.first_stage import UNREAD, Ranking, rank
from index.search.reranking import (
    FIRST_STAGE_WEIGHT,
    LONGEST_EXCERPT,
    MOST_EXCERPTS,
    READ_AT_ONCE,
    find_excerpts,
    make_excerpt,
    rerank,
)
from index.snapshots.contents import Contents
from tests.support.index.corpus import Library
from tests.support.index.rerankers import WordReranker


@pytest.fixture
def contents(built: Library) -> Contents:
    """Return two articles: rows 0 and 1 stand below no heading, and so do 2 and 3; 4 to 7 below one."""
    return built.open().snapshot.contents


def find_first(built: Library, contents: Contents, question: str) -> Ranking:
    return rank(contents, question, built.embedder.embed([question])[0])


def locate(contents: Contents, words: str) -> int:
    texts = [
        entry.sentence.span.of(contents.articles_by_id[entry.sentence.article_id].text) for entry in contents.entries
    ]
    return next(row for row, text in enumerate(texts) if words in text)


def test_an_excerpt_holds_the_sentences_around(contents: Contents) -> None:
    """A candidate is read with the sentence before and the one after."""
    row = locate(contents, "He called it")
    (rows,) = find_excerpts(contents, [row])
    assert rows == range(row - 1, row + 2)


def test_an_excerpt_stays_in_its_section(contents: Contents) -> None:
    """Neither the article before nor the section before is read with a sentence."""
    row = locate(contents, "340 damaged ships")
    (rows,) = find_excerpts(contents, [row])
    assert rows == range(row, row + 2)


def test_near_candidates_share_an_excerpt(contents: Contents) -> None:
    """Sentences are read once, in order, however the candidates are ranked."""
    first, last = locate(contents, "340 damaged ships"), locate(contents, "three days")
    assert find_excerpts(contents, [last, first]) == [range(first, last + 1)]


def test_every_candidate_is_in_one_excerpt(library: Library) -> None:
    """A long article is cut into excerpts of bounded length."""
    library.write("long", " ".join(f"Ship number {number} sank off the coast." for number in range(40)))
    library.build()
    contents = library.open().snapshot.contents
    excerpts = find_excerpts(contents, range(40))
    assert all(any(row in rows for rows in excerpts) for row in range(40))
    assert max(map(len, excerpts)) <= LONGEST_EXCERPT + 1


def test_an_excerpt_carries_its_headings(contents: Contents) -> None:
    """What is read says which article and section it is from."""
    row = locate(contents, "340 damaged ships")
    excerpt = make_excerpt(contents, range(row, row + 1))
    assert excerpt.heading == "Fire in the harbour. Losses"
    assert excerpt.sentences == ("Officials counted 340 damaged ships.",)


def test_reading_decides(built: Library, contents: Contents) -> None:
    """A sentence that reads like the answer comes before one that shares the question's words."""
    ranking = find_first(built, contents, "what did the fire in the warehouse burn")
    reranked = rerank(contents, "", ranking, WordReranker("disaster"))
    assert reranked.rows[0] == locate(contents, "disaster")
    assert sorted(reranked.rows) == sorted(ranking.rows)
    first = dict(zip(ranking.rows, ranking.scores, strict=True))
    expected = [
        reading + FIRST_STAGE_WEIGHT * first[row] for row, reading in zip(reranked.rows, reranked.readings, strict=True)
    ]
    np.testing.assert_allclose(reranked.scores, expected, rtol=1e-5)


def test_what_was_not_read_comes_last(built: Library, contents: Contents) -> None:
    """With one candidate only its excerpt is read."""
    ranking = find_first(built, contents, "how many trucks cross the bridge")
    reranker = WordReranker("trucks")
    reranked = rerank(contents, "", ranking, reranker, candidates=1)
    assert len(reranker.read_excerpts) == 1
    assert reranked.readings[0] == 5
    assert reranked.readings[-1] == UNREAD


@pytest.mark.parametrize(("sure", "read"), [(5.0, READ_AT_ONCE), (5.1, 6)])
def test_reading_ends_with_a_sentence_that_the_reranker_is_sure_of(library: Library, sure: float, read: int) -> None:
    """What the first stage finds best is read first; most questions need no more."""
    for number in range(6):
        library.write(f"article-{number}", f"The bridge of town number {number} is open to trucks.")
    library.build()
    contents, reranker = library.open().snapshot.contents, WordReranker("trucks", sure)
    rerank(contents, "", find_first(library, contents, "is the bridge open"), reranker)
    assert len(reranker.read_excerpts) == read


def test_reading_ends_where_nothing_that_follows_could_come_first(library: Library) -> None:
    """What the first stage finds far worse is not read, though nothing that was read is sure."""
    for number in range(READ_AT_ONCE):
        library.write(f"article-{number}", f"The bridge of town number {number} is open to trucks.")
    for number in range(3):
        library.write(f"other-{number}", f"Bakers of village {number} sold bread.")
    library.build()
    contents, reranker = library.open().snapshot.contents, WordReranker("trucks", sure=5.1)
    rerank(contents, "", find_first(library, contents, "is the bridge open to trucks"), reranker)
    assert len(reranker.read_excerpts) == READ_AT_ONCE


def test_no_question_costs_more_than_the_excerpts_of_the_best_candidates(library: Library) -> None:
    """Where nothing answers, reading ends all the same."""
    for number in range(MOST_EXCERPTS + 3):
        library.write(f"article-{number}", f"The bridge of town number {number} is open to trucks.")
    library.build()
    contents, reranker = library.open().snapshot.contents, WordReranker("disaster")
    rerank(contents, "", find_first(library, contents, "is the bridge open"), reranker)
    assert len(reranker.read_excerpts) == MOST_EXCERPTS
