"""What a document holds -> all that becomes a draft of it, or one clear reason why not."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from index.corpus.articles import make_article, write_article
from index.corpus.sentences import Sentence, split_article
from index.errors import ArticleError
from index.ingestion.extracted import Extracted
from index.ingestion.formats.decoding import require_no_control_character
from index.ingestion.formats.markdown import is_markdown, read_markdown
from index.ingestion.formats.plain_text import read_plain
from index.ingestion.formats.text import parse_text
from index.ingestion.metadata import complete_metadata, name_file
from index.ingestion.refusals import EmptyTextRefusal, MetadataRefusal, NoSentenceRefusal

_LINE_END = re.compile(r"\r(?!\n)")

_TEXT = "Гавань горіла три дні, а мер мовчав, повідомила рада міста у вівторок після засідання."
MARKDOWN_SAMPLES = (
    f"---\ntitle: Гавань\npublished: 2024-03-02\n---\n{_TEXT}".encode(),
    f"---\ntitle: T\ndate: 2 March 2024\nauthors: [Jo Lind]\n---\n{_TEXT}".encode("cp1251"),
    b'+++\ntitle = "T"\ndate = 2024-03-02T10:00:00Z\n+++\nThe harbour burned.\r',
)
TEXT_SAMPLES = (_TEXT.encode("cp1251"), b"The harbour\n\nIt burned.\n\nLosses\n\nOne boat sank.\r")
PASTE_SAMPLES = (*MARKDOWN_SAMPLES[:1], TEXT_SAMPLES[1])
"""Texts that lead through everything that is loaded late: encodings, dates, the fields of other programs."""

Parse = Callable[[bytes, dict[str, Any]], dict[str, Any]]


def complete(parse: Parse, content: bytes, options: dict[str, Any]) -> dict[str, Any]:
    """Return what becomes a draft of what a parser finds; `url` is the address that it was found at.

    Raises DraftRefusal.
    """
    return _complete(Extracted.from_result(parse(content, options)), options.get("url"))


def read_markdown_file(content: bytes, options: dict[str, Any]) -> dict[str, Any]:
    """Return what becomes a draft of a Markdown file.

    Raises DraftRefusal.
    """
    return _read_text(read_markdown, _decode(content), options)


def read_text_file(content: bytes, options: dict[str, Any]) -> dict[str, Any]:
    """Return what becomes a draft of a plain text.

    Raises DraftRefusal.
    """
    return _read_text(read_plain, _decode(content), options)


def read_paste(content: bytes, options: dict[str, Any]) -> dict[str, Any]:
    """Return what becomes a draft of what was pasted, Markdown or plain, in UTF-8.

    Raises DraftRefusal.
    """
    found = _take(content.decode("utf-8", "surrogatepass"))
    return _read_text(read_markdown if is_markdown(found.text) else read_plain, found, options)


def _decode(content: bytes) -> Extracted:
    """Return a text that is plainly UTF-8 as it is, any other by what its encoding seems to be."""
    if b"\0" not in content[:1000]:
        try:
            return _take(content.decode("utf-8-sig"))
        except UnicodeDecodeError:
            pass
    return Extracted.from_result(parse_text(content, {}))


def _take(text: str) -> Extracted:
    require_no_control_character(text)
    return Extracted(_LINE_END.sub("\n", text))


def _read_text(read: Callable[[str], Extracted], found: Extracted, options: dict[str, Any]) -> dict[str, Any]:
    if not found.text.strip():
        raise EmptyTextRefusal
    made = read(found.text)
    return _complete(replace(made, notes=(*found.notes, *made.notes)), options.get("url"))


def _complete(found: Extracted, url: str | None) -> dict[str, Any]:
    require_no_control_character(found.text)
    if not found.text.strip():
        raise EmptyTextRefusal
    about = complete_metadata({**found.fields, "url": url} if url else found.fields, found.text)
    name = name_file(about.metadata.title, found.text)
    sentences = [each for each in split_article(make_article(name, found.text, about.metadata)) if not each.is_heading]
    if not any(_has_words(sentence, found.text) for sentence in sentences):
        raise NoSentenceRefusal
    try:
        write_article(name, found.text, about.metadata)
    except ArticleError as error:
        problem = error.problems[0]
        raise MetadataRefusal(field=problem.field or "text", problem=problem.message) from error
    return {
        "text": found.text,
        "metadata": about.metadata.model_dump(mode="json"),
        "notes": [(note.key, dict(note.values)) for note in (*found.notes, *about.notes)],
        "sentences": len(sentences),
    }


def _has_words(sentence: Sentence, text: str) -> bool:
    return any(character.isalpha() for character in sentence.span.of(text))
