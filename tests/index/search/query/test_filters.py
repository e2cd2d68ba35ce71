from __future__ import annotations

from datetime import date

import pytest

from index.engines import embedded
from index.engines.embedded import SMALL
from index.engines.filters import EVERYTHING, Filters
from tests.support.index.corpus import Library


def quote(library: Library, filters: Filters) -> set[str]:
    return {each.article.name for each in library.open().ask("ships trucks bridge harbour", 50, filters).quotations}


def test_everything_is_asked_by_default(built: Library) -> None:
    """Without a scope no article is left out."""
    assert quote(built, EVERYTHING) == {"harbour", "bridge"}


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        (Filters(after=date(2024, 3, 2)), {"harbour"}),
        (Filters(before=date(2024, 3, 2)), {"harbour"}),
        (Filters(after=date(2024, 3, 3)), set()),
        (Filters(before=date(2024, 3, 1)), set()),
    ],
)
def test_days_are_inclusive_and_the_undated_are_in_none(built: Library, filters: Filters, names: set[str]) -> None:
    """Nothing is known of when an undated article appeared."""
    assert quote(built, filters) == names


def test_an_article_is_asked_alone(built: Library) -> None:
    """Nothing of another article is quoted."""
    bridge = next(each for each in built.open().snapshot.contents.articles if each.name == "bridge")
    assert quote(built, Filters(article_id=bridge.id)) == {"bridge"}


def test_a_speaker_is_asked_alone(built: Library) -> None:
    """Only sentences of this speaker are quoted."""
    answer = built.open().ask("ships", 50, Filters(speaker="Anna Karr"))
    assert {each.entry.known_as for each in answer.quotations} == {"Anna Karr"}


def test_nobody_has_no_answer(built: Library) -> None:
    """A scope that leaves nothing is no error."""
    answer = built.open().ask("ships", 50, Filters(speaker="Nobody"))
    assert (answer.answered, answer.quotations) == (False, ())


def test_all_that_a_scope_leaves_can_be_found(built: Library) -> None:
    """Narrowing comes before ranking, so that nothing is crowded out by what is left out."""
    searcher = built.open()
    bridge = next(each for each in searcher.snapshot.contents.articles if each.name == "bridge")
    filters = Filters(article_id=bridge.id)
    found = searcher.ask("ships", 50, filters).quotations
    assert len(found) == len(
        [each for each in searcher.snapshot.contents.entries if each.sentence.article_id == bridge.id]
    )


@pytest.mark.parametrize("small", [SMALL, 2], ids=["a small part", "a large part"])
def test_what_was_withdrawn_is_never_quoted(built: Library, monkeypatch: pytest.MonkeyPatch, small: int) -> None:
    """However large the rest of the corpus is, from which the best rows are put forward first."""
    monkeypatch.setattr(embedded, "SMALL", small)
    searcher = built.open()
    bridge = next(each.id for each in searcher.snapshot.contents.articles if each.name == "bridge")
    answer = searcher.over(searcher.snapshot, frozenset({bridge})).ask("how many trucks cross the bridge", 50)
    assert {each.article.name for each in answer.quotations} == {"harbour"}


@pytest.mark.parametrize("small", [SMALL, 2], ids=["a small part", "a large part"])
def test_nothing_outside_of_the_filters_is_quoted(built: Library, monkeypatch: pytest.MonkeyPatch, small: int) -> None:
    """Also where the filters leave more rows than are ranked without being put forward."""
    monkeypatch.setattr(embedded, "SMALL", small)
    assert quote(built, Filters(after=date(2024, 1, 1))) == {"harbour"}
