from __future__ import annotations

import contextlib
import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.corpus.articles import LARGEST, Metadata, make_article, read_article, read_corpus, write_article
from index.corpus.curated_speakers import read_speakers_source
from index.errors import ArticleError, CorpusError

HEAD = "---\ntitle: A title\n---\n"


def write(path: Path, content: bytes | str) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def refuse(path: Path) -> str:
    with pytest.raises(ArticleError) as caught:
        read_article(path)
    return str(caught.value)


def test_reads_every_field(tmp_path: Path) -> None:
    """Every field of the front matter comes through, the date as a date."""
    source = (
        "---\ntitle: 'A: title'\npublisher: The Post\nauthor: A. Writer\npublished: 2024-03-02\n"
        "url: https://example.org/a\nlanguage: uk\nlicence: CC0\n---\nBody."
    )
    article = read_article(write(tmp_path / "x.md", source))
    assert (article.title, article.publisher, article.author) == ("A: title", "The Post", "A. Writer")
    assert (article.published, article.url, article.language) == (date(2024, 3, 2), "https://example.org/a", "uk")
    assert (article.name, article.licence, article.text) == ("x", "CC0", "Body.")


def test_invents_nothing(tmp_path: Path) -> None:
    """Fields that are absent or empty are None."""
    article = read_article(write(tmp_path / "x.md", "---\ntitle: T\nauthor:\npublisher: ~\n---\nBody."))
    assert (article.author, article.publisher, article.published, article.url) == (None, None, None, None)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]) | st.sampled_from("\n\t\r")))
def test_keeps_the_body_to_the_character(body: str) -> None:
    """Whatever stands below the front matter is the text, line ends and all."""
    article = make_article("x.md", body, Metadata(title="T"))
    assert article.text == body


@pytest.mark.parametrize(
    "body",
    ["curly “quotes” — and NBSP\u00a0here\n", "emoji 😀 and ‘more’", "Слово о мире.\nДва.", "one\r\ntwo\r\n"],
    ids=["typography", "emoji", "cyrillic", "crlf"],
)
def test_reads_what_real_texts_hold(tmp_path: Path, body: str) -> None:
    """Typography, emoji, Cyrillic and CRLF stay as they are."""
    assert read_article(write(tmp_path / "x.md", HEAD + body)).text == body


def test_reads_a_byte_order_mark(tmp_path: Path) -> None:
    """A BOM is not part of the text."""
    assert read_article(write(tmp_path / "x.md", b"\xef\xbb\xbf" + (HEAD + "Body.").encode())).text == "Body."


def test_reads_front_matter_with_crlf(tmp_path: Path) -> None:
    """Front matter from an editor of Windows is read."""
    article = read_article(write(tmp_path / "x.md", "---\r\ntitle: T\r\npublished: 2024-01-01\r\n---\r\nBody."))
    assert (article.title, article.published, article.text) == ("T", date(2024, 1, 1), "Body.")


def test_reads_plain_text(tmp_path: Path) -> None:
    """In a .txt the first line is the title and short lines between blank ones are headings."""
    article = read_article(write(tmp_path / "x.txt", "The Title\n\nFirst.\n\nA Heading\n\nSecond, which ends.\n"))
    assert article.title == "The Title"
    assert [section.title for section in article.sections] == [None, "A Heading"]


def test_reads_five_megabytes(tmp_path: Path) -> None:
    """A long article is read whole."""
    body = "A sentence of some words. " * 200_000
    assert len(read_article(write(tmp_path / "x.md", HEAD + body)).text) == len(body)


def test_takes_an_article_without_text(tmp_path: Path) -> None:
    """A title alone is an article of no sentences, not an error."""
    assert read_article(write(tmp_path / "x.md", HEAD)).text == ""


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", "x.md, line 1, field 'title': required"),
        ("No front matter.", "x.md, line 1, field 'title': required"),
        ("---\ntitle: T\n\nBody", "line 1: the front matter that opens here is not closed"),
        ("---\ntitle: T\npublished: 2 March\n---\n", "line 3, field 'published'"),
        ("---\ntitle: T\npublished: 1709337600\n---\n", "line 3, field 'published'"),
        ("---\ntitle: T\npublished: 2024-02-30\n---\n", "line 3, field 'published'"),
        ("---\ntitle: T\nurl: ftp://x\n---\n", "line 3, field 'url'"),
        ("---\ntitle: T\nlanguage: English\n---\n", "line 3, field 'language'"),
        ("---\ntitle: T\npublsher: P\n---\n", "field 'publsher': unknown field; did you mean 'publisher'?"),
        ("---\ntitle: T\ntitle: U\n---\n", "line 3, field 'title': the field is given twice"),
        ("---\ntitle: T\nauthor: a: b\n---\n", "line 3"),
        (HEAD.encode() + b"caf\xe9", "line 4: is not UTF-8"),
        ("\ufeff".join(["", HEAD]).encode("utf-16"), "is UTF-16"),
        (HEAD + "a\x00b", "line 4: control character U+0000"),
        (HEAD + "a\x1b[31mb", "line 4: control character U+001B"),
    ],
)
def test_names_file_line_and_field(tmp_path: Path, content: bytes | str, expected: str) -> None:
    """A refusal says where and why."""
    message = refuse(write(tmp_path / "x.md", content))
    assert message.startswith("x.md")
    assert expected in message


def test_names_every_problem_at_once(tmp_path: Path) -> None:
    """All fields that are wrong are named together."""
    message = refuse(write(tmp_path / "x.md", "---\npublished: x\nurl: y\n---\nBody"))
    assert all(field in message for field in ("'title'", "'published'", "'url'"))


@pytest.mark.parametrize(
    "matter",
    [
        "a: &a [x]\nb: *a",
        "title: !!python/object/apply:os.system [ls]",
        "title: " + "[" * 5000,
        "title:\n" + "\n".join(" " * depth + "a:" for depth in range(1, 120)),
        "? x\n: y\n- z",
        "title: T\n" + "x" * 20_000,
        "title: 'never closed",
    ],
    ids=["anchors", "tags", "flow", "nesting", "lists", "long", "unclosed"],
)
def test_refuses_front_matter_bombs(tmp_path: Path, matter: str) -> None:
    """Front matter that is more than names and values is refused before anything expands."""
    assert refuse(write(tmp_path / "x.md", f"---\n{matter}\n---\nBody")).startswith("x.md")


@given(st.text(max_size=300))
def test_reads_or_refuses_any_text(tmp_path_factory: pytest.TempPathFactory, matter: str) -> None:
    """No front matter makes the reader fail in any other way."""
    path = tmp_path_factory.mktemp("any") / "x.md"
    path.write_bytes(f"---\n{matter}\n---\nBody.".encode("utf-8", "surrogatepass"))
    with contextlib.suppress(ArticleError):
        read_article(path)


def test_refuses_a_file_that_is_too_large(tmp_path: Path) -> None:
    """A file over the limit is refused unread."""
    path = tmp_path / "x.md"
    with path.open("wb") as file:
        file.truncate(11 * 1024 * 1024)
    assert "larger than 10 MB" in refuse(path)


def test_a_bad_article_hides_no_other(tmp_path: Path) -> None:
    """The good ones are read and the bad ones named."""
    write(tmp_path / "a.md", HEAD + "One.")
    write(tmp_path / "b.md", "---\n")
    write(tmp_path / "c.md", HEAD + "Two.")
    corpus = read_corpus(tmp_path)
    assert [article.name for article in corpus.articles] == ["a", "c"]
    assert [error.name for error in corpus.errors] == ["b.md"]


def test_refuses_the_same_text_twice(tmp_path: Path) -> None:
    """An article whose text is already there is named with its twin."""
    write(tmp_path / "a.md", HEAD + "Same.")
    write(tmp_path / "b.md", "---\ntitle: Other\n---\nSame.")
    (error,) = read_corpus(tmp_path).errors
    assert error.name == "b.md"
    assert "a.md" in str(error)


def test_refuses_the_same_name_twice(tmp_path: Path) -> None:
    """Two files of one name could not be told apart in an answer."""
    write(tmp_path / "a.md", HEAD + "One.")
    write(tmp_path / "a.txt", "Title\nTwo.")
    assert [error.name for error in read_corpus(tmp_path).errors] == ["a.txt"]


def test_passes_over_what_is_no_article(tmp_path: Path) -> None:
    """README.md, other files and folders are left alone."""
    write(tmp_path / "README.md", "How to")
    write(tmp_path / "questions.jsonl", "{}")
    (tmp_path / "folder.md").mkdir()
    assert read_corpus(tmp_path) == read_corpus(tmp_path / "folder.md")


def test_names_a_corpus_that_is_not_there(tmp_path: Path) -> None:
    """A missing folder is named."""
    with pytest.raises(CorpusError, match="nowhere"):
        read_corpus(tmp_path / "nowhere")


def test_an_id_comes_from_the_content(tmp_path: Path) -> None:
    """Renaming a file does not change its article's id, changing its text does."""
    one = read_article(write(tmp_path / "a.md", HEAD + "Same."))
    renamed = read_article(write(tmp_path / "b.md", HEAD + "Same."))
    changed = read_article(write(tmp_path / "a.md", HEAD + "Samé."))
    assert one.id == renamed.id != changed.id


PIECES = st.one_of(
    st.sampled_from("\n\r\t\x0b\x0c\x85\u2028\u2029\ufeff\ufffe\uffff\\:#-&*!|>%@`{}[],'\""),
    st.sampled_from(["---\n", "\n---\n", "\r\n", ": ", " #", "null", "~", "- ", "\\n", "\\u0041", "...", "<<", "😀"]),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20),
)
NASTY = st.lists(PIECES, max_size=30).map("".join)
FIELD = NASTY.filter(lambda value: value.strip() and len(value) <= 500) | st.sampled_from(["null", "~", "no", "---"])


@given(
    NASTY,
    st.builds(
        lambda title, publisher, author, licence, published, path: Metadata(
            title=title,
            publisher=publisher,
            author=author,
            licence=licence,
            published=published,
            url=f"https://example.org/{path}" if path is not None else None,
            language="uk",
        ),
        FIELD,
        st.none() | FIELD,
        st.none() | FIELD,
        st.none() | FIELD,
        st.none() | st.dates(),
        st.none() | st.text("abc:#'\"%?&=-é", max_size=20),
    ),
)
def test_what_is_written_reads_back_to_the_character(text: str, metadata: Metadata) -> None:
    """Quotes, colons, hashes, line separators, lines of dashes: the file gives text and fields again."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.md"
        path.write_bytes(write_article("x.md", text, metadata).encode())
        assert read_article(path) == make_article("x.md", text, metadata)


@pytest.mark.parametrize(
    ("text", "told"),
    [("a\nb\x00", "line 6: control character U+0000"), ("a\ud800", "surrogate"), ("a" * LARGEST, "larger than 10 MB")],
    ids=["control", "surrogate", "large"],
)
def test_what_no_file_can_hold_is_not_written(text: str, told: str) -> None:
    """What could not be read back is refused before it is written."""
    with pytest.raises(ArticleError, match=told.replace("+", r"\+")):
        write_article("x.md", text, Metadata.model_construct(title="T"))


def test_no_field_holds_a_control_character(tmp_path: Path) -> None:
    """Not even one that is written as an escape."""
    assert "control character U+0007" in refuse(write(tmp_path / "x.md", '---\ntitle: "a\\x07b"\n---\nBody.'))


def test_a_title_may_be_called_null(tmp_path: Path) -> None:
    """What is quoted is a text, whatever it says."""
    assert read_article(write(tmp_path / "x.md", '---\ntitle: "null"\n---\nBody.')).title == "null"


def test_a_link_out_of_the_corpus_is_not_followed(tmp_path: Path) -> None:
    """Neither for an article nor for speakers.toml; one that stays inside is read."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    secret = write(tmp_path / "secret.md", HEAD + "Secret.")
    (corpus / "out.md").symlink_to(secret)
    (error,) = read_corpus(corpus).errors
    assert "leads out of the corpus" in str(error)
    (corpus / "speakers.toml").symlink_to(secret)
    with pytest.raises(CorpusError, match="leads out of the corpus"):
        read_speakers_source(corpus / "speakers.toml")


def test_a_text_with_old_line_ends_has_lines(tmp_path: Path) -> None:
    """As an old Macintosh wrote them: the first line is the title, and no offset changes."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"The sea\r\rIt is blue.\r\rIt is wide.\r")
    article = read_article(path)
    assert (article.title, article.text) == ("The sea", "\nIt is blue.\n\nIt is wide.\n")


def test_a_long_line_of_plain_text_is_no_heading(tmp_path: Path) -> None:
    """Somebody forgot its full stop."""
    line = "The port of Veldra was closed on Monday and nobody could say for how long it would stay closed"
    article = read_article(write(tmp_path / "x.txt", f"T\n\n{line}\n\nMore.\n"))
    assert [section.title for section in article.sections] == [None]
