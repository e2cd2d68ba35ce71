"""The parsers that run in the limited process, each with a sample that makes it load all that it ever needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from index.errors import ConfigurationError

Parse = Callable[[bytes, dict[str, Any]], dict[str, Any]]


@dataclass(frozen=True)
class Parser:
    """What reads a kind of document; `proof` is what has to stand in what it makes of the first sample."""

    parse: Parse
    samples: tuple[bytes, ...]
    proof: str


def find_parser(kind: str) -> Parser:
    """Return the parser of a kind with its libraries imported."""
    if kind == "feed":
        from index.ingestion.feeds.parse import SAMPLE as FEED
        from index.ingestion.feeds.parse import parse_feed

        return Parser(parse_feed, (FEED,), "2024-03-02")
    if kind == "review":
        from index.ingestion.limited.review import SAMPLES as DRAFTS
        from index.ingestion.limited.review import review

        return Parser(review, DRAFTS, "Jo Lind")
    return _find_document_parser(kind)


def _find_document_parser(kind: str) -> Parser:
    """Return the parser of a kind of document; all of them make the same of it, which is what becomes a draft."""
    from index.ingestion.limited import documents

    if kind == "page":
        from index.ingestion.formats.page import SAMPLES, parse_page

        return Parser(partial(documents.complete, parse_page), SAMPLES, "2024-03-02")
    if kind == "pdf":
        from index.ingestion.formats.pdf import SAMPLE as PDF
        from index.ingestion.formats.pdf import parse_pdf

        return Parser(partial(documents.complete, parse_pdf), (PDF,), "harbour")
    if kind == "docx":
        from index.ingestion.formats.docx import make_sample, parse_docx

        return Parser(partial(documents.complete, parse_docx), (make_sample(),), "harbour")
    if kind == "markdown":
        return Parser(documents.read_markdown_file, documents.MARKDOWN_SAMPLES, "2024-03-02")
    if kind == "text":
        return Parser(documents.read_text_file, documents.TEXT_SAMPLES, "cp1251")
    if kind == "paste":
        return Parser(documents.read_paste, documents.PASTE_SAMPLES, "2024-03-02")
    raise ConfigurationError(f"nothing reads {kind}")
