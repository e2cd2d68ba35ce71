from __future__ import annotations

from dataclasses import replace

import pytest

from index.corpus.span import Span
from index.search.catalog import Catalog, QuotedSpeaker, find_paragraph_span
from tests.support.index.corpus import Library


@pytest.fixture
def catalog(built: Library) -> Catalog:
    return Catalog(built.open().snapshot.contents)


def test_articles_are_newest_first(catalog: Catalog) -> None:
    """The undated ones come last."""
    assert [article.name for article in catalog.articles] == ["harbour", "bridge"]


def test_speakers_are_counted(catalog: Catalog) -> None:
    """Who is quoted, and in how many sentences."""
    assert QuotedSpeaker("Anna Karr", len(catalog.quote_speaker("Anna Karr"))) in catalog.speakers
    assert all(each.entry.known_as == "Anna Karr" for each in catalog.quote_speaker("Anna Karr"))


def test_a_quotation_is_found_by_its_place(built: Library, catalog: Catalog) -> None:
    """By its article and its offsets."""
    quotation = built.open().ask("how many ships were damaged", 1).quotations[0]
    found = catalog.find_quotation(quotation.article.id, quotation.span)
    assert found is not None
    assert found.text == quotation.text


@pytest.mark.parametrize("span", [Span(0, 1), Span(5, 5), Span(10_000, 10_001)])
def test_what_is_no_quotation_is_not_found(catalog: Catalog, span: Span) -> None:
    """A place that no sentence has is never shown."""
    assert catalog.find_quotation(catalog.articles[0].id, span) is None
    assert catalog.find_quotation("withdrawn", span) is None


def test_a_changed_article_is_not_quoted(built: Library) -> None:
    """What cannot be proved is not returned."""
    contents = built.open().snapshot.contents
    quotation = built.open().ask("how many ships were damaged", 1).quotations[0]
    changed = tuple(replace(each, text=each.text.replace("340", "341")) for each in contents.articles)
    catalog = Catalog(replace(contents, articles=changed))
    assert catalog.find_quotation(quotation.article.id, quotation.span) is None


def test_a_paragraph_ends_at_blank_lines_and_headings(built: Library, catalog: Catalog) -> None:
    """It holds the sentences around a quotation, in order."""
    quotation = built.open().ask("how many ships were damaged", 1).quotations[0]
    assert [each.text for each in catalog.find_paragraph(quotation)] == [
        "Officials counted 340 damaged ships.",
        "He called it a disaster.",
        "The fire began in a warehouse.",
        "It burned for three days.",
    ]


def test_a_paragraph_holds_its_quotation(catalog: Catalog) -> None:
    """Whatever the quotation."""
    for article in catalog.articles:
        for entry in catalog._list_entries(article.id):
            span = entry.sentence.span
            around = find_paragraph_span(article, span)
            assert around.start <= span.start
            assert span.end <= around.end
