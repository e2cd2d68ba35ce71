"""What a moderator hands in becomes a draft, or is refused in one clear line."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_ui.i18n import LANGUAGES, texts_for
from index.corpus.articles import LARGEST, Metadata, read_article
from index.ingestion.drafts import Draft, Note, draft_fetched, draft_file, draft_paste
from index.ingestion.fetching.fetcher import FetchedPage
from index.ingestion.formats.docx import make_sample
from index.ingestion.formats.pdf import SAMPLE as PDF
from index.ingestion.limited.reader import Reader
from index.ingestion.metadata import MISSING_TITLE
from index.ingestion.refusals import (
    BrokenReaderRefusal,
    DraftRefusal,
    MetadataRefusal,
)
from tests.support.ingestion.documents import STATEMENT, make_pdf, make_press_release
from tests.support.ingestion.pages import ORDINARY, ORDINARY_TEXT, UKRAINIAN, make_article_page


def keys(draft: Draft) -> list[str]:
    return [note.key for note in draft.notes]


def test_a_markdown_file_is_taken_as_it_is(reader: Reader) -> None:
    """Its fields are the metadata, what stands below them is the text, to the character."""
    draft = draft_file(
        "x.md",
        b"---\ntitle: A title\npublished: 2024-03-02\n---\r\nOne \xe2\x80\x9ctwo\xe2\x80\x9d.\r\n## B\r\n",
        reader,
    )
    assert draft.text == "One “two”.\r\n## B\r\n"
    assert draft.metadata == Metadata(title="A title", published=date(2024, 3, 2))
    assert (draft.origin, draft.notes) == ("file", ())
    assert [section.title for section in draft.article.sections] == [None, "B"]


def test_a_file_is_named_by_its_title_and_text(reader: Reader) -> None:
    """Never by the name that it came with."""
    evil = draft_file("evil.md", b"---\ntitle: The Sea, again!\n---\nIt is blue.", reader)
    assert evil.name == "the-sea-again-1e1e5bb0.md"
    assert draft_paste(UKRAINIAN, reader).name.startswith("порт-вельдри")
    assert draft_paste("!!! ???\n\nIt is blue.", reader).name.startswith("article-")


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("A title\n\nIt is blue.", "A title", "\nIt is blue."),
        ("A title\nIt is blue.", "A title", "It is blue."),
        ("Is it blue?\n\nIt is.", "Is it blue?", "\nIt is."),
    ],
)
def test_the_first_line_of_a_plain_text_is_its_title(reader: Reader, text: str, title: str, body: str) -> None:
    """Where it looks like one, and the moderator is told."""
    draft = draft_file("x.txt", text.encode(), reader)
    assert (draft.metadata.title, draft.text, keys(draft)) == (title, body, ["note.title_from_first_line"])


@pytest.mark.parametrize("text", ["It is blue.\nIt is wide.", f"{'a long line ' * 20}\n\nIt is blue.", "It is blue."])
def test_a_missing_title_is_proposed(reader: Reader, text: str) -> None:
    """The whole text stays, and the beginning of it is offered."""
    draft = draft_paste(text, reader)
    assert draft.text == text
    assert keys(draft) == ["note.missing_title"]
    assert text.startswith(draft.metadata.title)
    assert len(draft.metadata.title) <= 100


def test_a_heading_is_proposed_for_a_title(reader: Reader) -> None:
    """Without its mark."""
    assert draft_paste("# The sea\n\nIt is blue.", reader).metadata.title == "The sea"


def test_headings_of_a_plain_text_are_marked(reader: Reader) -> None:
    """A line that the index reads as a heading of plain text is one in Markdown too."""
    draft = draft_paste("The sea\n\nIt is blue.\n\nThe sky\n\nIt is too.\n", reader)
    assert draft.text == "\nIt is blue.\n\n## The sky\n\nIt is too.\n"
    assert Note("note.marked_headings", {"number": 1}) in draft.notes


@pytest.mark.parametrize(
    ("text", "language"), [(UKRAINIAN, "uk"), ("Порт закрыли. Никто не пострадал.", "ru"), ("It is blue.", "en")]
)
def test_a_language_is_assumed_by_its_letters(reader: Reader, text: str, language: str) -> None:
    """Names of speakers are found by it; the moderator is told unless it is English."""
    draft = draft_paste(text, reader)
    assert draft.metadata.language == language
    assert ("note.assumed_language" in keys(draft)) == (language != "en")


def test_a_field_that_is_wrong_is_left_out(reader: Reader) -> None:
    """With its name and why; the others stay."""
    draft = draft_file("x.md", b"---\ntitle: T\nauthor: A\npublished: 3 May\ntags: war\n---\nIt is blue.", reader)
    assert draft.metadata == Metadata(title="T", author="A")
    assert Note("note.ignored_fields", {"fields": "tags"}) in draft.notes
    assert [note.values["field"] for note in draft.notes if note.key == "note.dropped_field"] == ["published"]


FOREIGN = {
    "yaml": "---\ntitle: T\ndate: 2024-03-02T10:00:00Z\nauthors: [Tilda Bern, {name: Per Lom}]\ntags: [sea]\nsource: The Post\n---\n",
    "toml": '+++\ntitle = "T"\ndate = 2024-03-02T10:00:00Z\nauthors = ["Tilda Bern", "Per Lom"]\nsource = "The Post"\n[extra]\nx = 1\n+++\n',
}


@pytest.mark.parametrize("kind", FOREIGN)
def test_the_front_matter_of_other_programs_is_mapped(reader: Reader, kind: str) -> None:
    """Hugo, Jekyll and Obsidian call the fields otherwise; what an article does not have is named and left out."""
    draft = draft_file("x.markdown", f"{FOREIGN[kind]}It is blue.".encode(), reader)
    assert draft.text == "It is blue."
    assert draft.metadata == Metadata(
        title="T", author="Tilda Bern; Per Lom", published=date(2024, 3, 2), publisher="The Post"
    )
    assert keys(draft).count("note.mapped_field") == 3
    assert keys(draft)[-1] == "note.ignored_fields"


def test_old_line_ends_become_todays(reader: Reader) -> None:
    """A text of an old Macintosh has a title and paragraphs like any other."""
    draft = draft_file("x.txt", b"The sea\r\rIt is blue.\r\rIt is wide.\r", reader)
    assert (draft.metadata.title, draft.text) == ("The sea", "\nIt is blue.\n\nIt is wide.\n")


def test_a_page_becomes_an_article(reader: Reader) -> None:
    """What was kept and left out is noted."""
    draft = draft_file("x.html", ORDINARY.encode(), reader)
    assert draft.text == ORDINARY_TEXT
    assert draft.metadata == Metadata(
        title="Harbour burned for three days",
        publisher="The Veldra Post",
        author="Jo Lind",
        published=date(2024, 3, 2),
        url="https://post.example/harbour",
        language="en",
    )
    left_out = {"links": 1, "images": 1, "captions": 1, "tables": 0}
    assert draft.notes[1] == Note("note.dropped_blocks", left_out)
    assert draft.notes[0].key == "note.kept_characters"


@pytest.mark.parametrize(
    ("declared", "text", "language"),
    [
        ("en-US", UKRAINIAN, "uk"),
        ("ru", UKRAINIAN, "uk"),
        ("uk", "The sea is blue and wide. ", "en"),
        ("bg", UKRAINIAN.replace("і", "и"), "bg"),
    ],
)
def test_a_language_that_the_letters_deny_is_corrected(reader: Reader, declared: str, text: str, language: str) -> None:
    """A template's declaration counts less than the letters of the text."""
    page = make_article_page(text * 8).replace("<html>", f"<html lang={declared}>").encode()
    draft = draft_file("x.html", page, reader)
    assert draft.metadata.language == language
    assert ("note.language_by_letters" in keys(draft)) == (declared != language)


def test_a_document_of_word_is_an_article(reader: Reader) -> None:
    """Its styles are headings, lists and quotations; tables are left out."""
    draft = draft_file("x.docx", make_sample(), reader)
    assert (
        draft.text == "The harbour of Veldra burned for three days.\n\n## Losses\n\n- One boat sank.\n\n> It burned.\n"
    )
    assert draft.metadata == Metadata(title="The harbour", author="Jo Lind")
    assert Note("note.tables", {"number": 1}) in draft.notes


def test_a_statement_to_the_press_is_its_text(reader: Reader) -> None:
    """A bold line is a heading, the first one the title; what surrounds the statement is read for its date alone."""
    draft = draft_file("x.docx", make_press_release(), reader)
    assert draft.text == "The dam of Tarn holds, said Ada Holt.\n\n## What changes\n\nThe lower road closes.\n"
    assert draft.metadata == Metadata(title="Dam to be lowered", published=date(2025, 3, 12))


def fetch(content: bytes, kind: str, charset: str | None = None) -> FetchedPage:
    """Return what an address led to."""
    return FetchedPage("https://news.example/there", content, kind, charset)


def test_a_fetched_page_has_the_address_that_it_was_found_at(reader: Reader) -> None:
    """Not what it says of itself; its server's word on the encoding counts most."""
    page = ORDINARY.replace("utf-8", "koi8-u").encode("cp1252")
    draft = draft_fetched(fetch(page, "text/html", "cp1252"), reader)
    assert (draft.text, draft.metadata.url, draft.origin) == (ORDINARY_TEXT, "https://news.example/there", "url")


def test_a_fetched_text_is_an_article(reader: Reader) -> None:
    """Plain or Markdown."""
    plain = draft_fetched(fetch(b"The sea\n\nIt is blue.", "text/plain"), reader)
    assert (plain.metadata.title, plain.metadata.url) == ("The sea", "https://news.example/there")
    marked = draft_fetched(fetch(b"---\ntitle: T\n---\nIt is blue.", "text/markdown"), reader)
    assert (marked.metadata.title, marked.metadata.url) == ("T", "https://news.example/there")


def test_a_statement_to_the_press_is_its_text_alone(reader: Reader) -> None:
    """As a PDF too: its day is that of the release, and what is above its headline and below its end is left out."""
    draft = draft_file("x.pdf", make_pdf(lines=STATEMENT), reader)
    assert (draft.metadata.title, str(draft.metadata.published)) == ("Dam of Tarn to be lowered", "2025-03-12")
    assert draft.text.split("\n\n") == [
        "The dam of Tarn holds, but its crest is to be lowered by two metres before the next winter, the board decided on"
        " Tuesday.",
        '"We are not in a hurry," said Ada Holt, who has run the board since 2019.\n',
    ]
    assert ("note.furniture", {"number": 7}) in [(note.key, note.values) for note in draft.notes]


def test_a_fetched_pdf_is_read_as_what_it_is(reader: Reader) -> None:
    """Whatever its server calls it."""
    assert draft_fetched(fetch(PDF, "text/html"), reader).text.startswith("The harbour of Veldra burned")


def test_metadata_can_be_edited(reader: Reader) -> None:
    """The name follows the title, and nothing is missing."""
    draft = draft_paste("It is blue.\nIt is wide.", reader)
    edited = draft.edited(Metadata(title="The sea", published=date(2024, 3, 2)))
    assert edited.name.startswith("the-sea-")
    assert MISSING_TITLE not in edited.notes


def test_what_no_file_can_hold_is_refused(reader: Reader) -> None:
    """A text that grows too large with its fields."""
    draft = draft_paste("It is blue.", reader)
    with pytest.raises(MetadataRefusal):
        Draft(draft.name, "a" * LARGEST, draft.metadata, "paste").source()


@given(st.text(st.characters(codec="utf-8") | st.sampled_from("\r\n\t-#>:'\"\\ \u2028\u2029\ufeff😀.")))
def test_whatever_is_pasted_is_refused_or_comes_back_to_the_character(reader: Reader, text: str) -> None:
    """The file that a draft becomes gives the draft's text and metadata again."""
    try:
        draft = draft_paste(f"{text}\nIt is blue.", reader)
    except DraftRefusal:
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / draft.name
        path.write_bytes(draft.source().encode())
        assert read_article(path) == draft.article


@given(st.binary(max_size=200), st.sampled_from(["x.md", "x.txt"]))
def test_any_bytes_are_a_draft_or_a_refusal(reader: Reader, content: bytes, name: str) -> None:
    """Nothing else is raised, and every refusal has its words in every language."""
    try:
        said = draft_file(name, content, reader).notes
    except BrokenReaderRefusal:
        raise
    except DraftRefusal as refusal:
        said = (Note(refusal.key, refusal.values),)
    for note in said:
        assert all(texts_for(language)(note.key, **note.values) for language in LANGUAGES)
