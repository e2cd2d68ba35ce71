"""A draft at a glance."""

from __future__ import annotations

import pytest

from index.corpus.articles import Metadata, make_article
from index.corpus.curated_speakers import CuratedSpeaker, CuratedSpeakers
from index.ingestion.draft_review import NearDuplicate, review_draft
from index.ingestion.drafts import Draft, draft_file, draft_paste
from index.ingestion.limited.reader import Reader
from index.search.catalog import QuotedSpeaker
from index.snapshots.contents import Contents
from tests.support.discord.stage import BRIDGE, HARBOUR, make_searcher

FIRE = (
    "The port of Veldra was closed on Monday after a fire in the old warehouse. Nobody was hurt. "
    "“We had no choice,” said Anna Karr, the harbour master. "
    "Karr said the port would open again within a week.\n"
)
OTHERS = [
    make_article(
        f"{number}.md", f"Report {number} of the council of Orne tells of the roads. {text}\n", Metadata(title="T")
    )
    for number, text in enumerate(("They are bad.", "They are good.", "They are long."))
]


def contents_with(text: str, title: str = "Fire in the harbour") -> Contents:
    return make_searcher(
        (HARBOUR, BRIDGE, *OTHERS, make_article("fire.md", text, Metadata(title=title)))
    ).snapshot.contents


@pytest.fixture
def draft(reader: Reader) -> Draft:
    return draft_paste(f"Fire\n\n{FIRE}", reader)


def test_sentences_and_speakers_are_counted(reader: Reader, draft: Draft) -> None:
    """Who is quoted most comes first."""
    found = review_draft(draft, contents_with("The sea is blue."), reader)
    assert found.sentences == 4
    assert found.speakers == (QuotedSpeaker("Anna Karr", 2),)


def test_speakers_go_by_their_curated_name(reader: Reader, draft: Draft) -> None:
    """The corpus knows who is who."""
    curated = CuratedSpeaker(name="A. Karr", aliases=("Anna Karr",))
    speakers = CuratedSpeakers((curated,), {"anna karr": curated})
    assert review_draft(draft, contents_with("The sea is blue."), reader, speakers).speakers == (
        QuotedSpeaker("A. Karr", 2),
    )


def test_the_same_text_is_found(reader: Reader, draft: Draft) -> None:
    """Whatever its title is."""
    contents = contents_with(draft.text, "Another title")
    assert review_draft(draft, contents, reader).near_duplicates == (
        NearDuplicate(draft.article.id, "Another title", 1.0, True),
    )


@pytest.mark.parametrize(
    "other",
    [
        FIRE.replace("warehouse", "warehuose"),
        FIRE.replace("“", '"').replace("”", '"').replace(". ", ".\n\n"),
        FIRE
        + "The council will meet on Friday to hear what the experts have to say about the fire and its costs.\n" * 3,
        FIRE.partition("Karr said")[0],
    ],
    ids=["a typo", "other marks", "a longer one", "a shorter one"],
)
def test_nearly_the_same_text_is_found(reader: Reader, draft: Draft, other: str) -> None:
    """A typo, other quotation marks, a part of it or more than it."""
    (found,) = review_draft(draft, contents_with(other), reader).near_duplicates
    assert (found.title, found.identical) == ("Fire in the harbour", False)
    assert 0.5 <= found.share <= 1


def test_another_report_is_no_duplicate(reader: Reader, draft: Draft) -> None:
    """The same event in other words is a second source."""
    other = "A fire in a warehouse shut the harbour of Veldra, its master Anna Karr told reporters. Nobody was hurt.\n"
    assert review_draft(draft, contents_with(other), reader).near_duplicates == ()


def test_a_corpus_may_be_empty(reader: Reader, draft: Draft) -> None:
    """The first article has nothing to be compared with."""
    contents = contents_with("The sea is blue.")
    empty = Contents((), (), *(getattr(contents, name) for name in _INDEXES))
    assert review_draft(draft, empty, reader).near_duplicates == ()


_INDEXES = ("sentence_vectors", "passage_vectors", "sentence_words", "passage_words")


def test_what_is_missing_is_named(reader: Reader) -> None:
    """Of publisher, author, date and link."""
    content = b"---\ntitle: T\npublisher: The Post\npublished: 2024-03-02\n---\nThe sea is blue."
    draft = draft_file("a.md", content, reader)
    assert review_draft(draft, contents_with("The sea is red."), reader).missing == ("author", "url")


def test_a_part_of_a_longer_article_is_all_in_it(reader: Reader, draft: Draft) -> None:
    """The share is of the shorter text."""
    longer = FIRE + " ".join(f"Number {number} of the list is a thing of its own." for number in range(60))
    (found,) = review_draft(draft, contents_with(longer), reader).near_duplicates
    assert found.share > 0.95
