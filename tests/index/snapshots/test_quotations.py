from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.corpus.articles import Article, Metadata, make_article
from index.corpus.curated_speakers import NOBODY
from index.corpus.span import Span
from index.errors import UnprovenQuotationError
from index.snapshots.passages import make_passages
from index.snapshots.quotations import Quotation, prove
from index.text.anaphora import refers_back
from tests.support.index.corpus import HARBOUR


def quote(body: str, number: int = 0) -> Quotation:
    article = make_article("x.md", body, Metadata(title="T"))
    return Quotation(make_passages(article, NOBODY)[number].entry, article, 1.0)


def forge(quotation: Quotation, article: Article) -> Quotation:
    return replace(quotation, article=article)


def test_proves_a_slice() -> None:
    """A quotation that is its article's slice passes."""
    prove(quote(HARBOUR, 2))


def test_refuses_a_changed_article() -> None:
    """One letter changed in the text is enough, even outside the quotation."""
    quotation = quote(HARBOUR)
    changed = replace(quotation.article, text=quotation.article.text.replace("three", "four!"))
    with pytest.raises(UnprovenQuotationError, match=r"x\.md"):
        prove(forge(quotation, changed))


def test_refuses_another_article() -> None:
    """An article that is intact, but not the one that was indexed, is not the source."""
    with pytest.raises(UnprovenQuotationError):
        prove(forge(quote(HARBOUR), make_article("x.md", HARBOUR.replace("Monday", "Sunday"), Metadata(title="T"))))


@given(st.integers(-3, 3), st.integers(-3, 3))
def test_refuses_shifted_offsets(start: int, end: int) -> None:
    """Offsets that are off by a character do not pass."""
    quotation = quote(HARBOUR, 1)
    entry, span = quotation.entry, quotation.entry.sentence.span
    moved = Span(span.start + start, span.end + end)
    shifted = replace(quotation, entry=replace(entry, sentence=replace(entry.sentence, span=moved)))
    if shifted.text == quotation.text:
        prove(shifted)
    else:
        with pytest.raises(UnprovenQuotationError):
            prove(shifted)


@pytest.mark.parametrize("marker", ["- ", "> ", "* ", "1. ", "> - "])
def test_leaves_markers_out(marker: str) -> None:
    """What Markdown puts before the words is not quoted."""
    assert quote(f"{marker}We lost three ships.").text == "We lost three ships."


@pytest.mark.parametrize(
    "text",
    ["He called it a disaster.", "“And then we’ll see.", "However, many left.", "It burned for days.", "Но он ушёл."],
)
def test_knows_what_needs_the_sentence_before(text: str) -> None:
    """A pronoun or connective at the opening refers back."""
    assert refers_back(text)


@pytest.mark.parametrize(
    "text",
    [
        "Karr called it a disaster.",
        "It is essential that help arrives.",
        "There are 40 ships.",
        "Thistles grow.",
    ],
)
def test_knows_what_stands_alone(text: str) -> None:
    """Names, expletives and words that only begin alike do not."""
    assert not refers_back(text)
