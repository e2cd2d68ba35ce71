"""The parsers that run in the limited process, each with a sample that makes it load all that it ever needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
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
    if kind == "page":
        from index.ingestion.formats.page import SAMPLES, parse_page

        return Parser(parse_page, SAMPLES, "2024-03-02")
    if kind == "text":
        from index.ingestion.formats.text import SAMPLE as TEXT
        from index.ingestion.formats.text import parse_text

        return Parser(parse_text, (TEXT,), "cp1251")
    if kind == "pdf":
        from index.ingestion.formats.pdf import SAMPLE as PDF
        from index.ingestion.formats.pdf import parse_pdf

        return Parser(parse_pdf, (PDF,), "harbour")
    if kind == "docx":
        from index.ingestion.formats.docx import make_sample, parse_docx

        return Parser(parse_docx, (make_sample(),), "harbour")
    if kind == "feed":
        from index.ingestion.feeds.parse import SAMPLE as FEED
        from index.ingestion.feeds.parse import parse_feed

        return Parser(parse_feed, (FEED,), "2024-03-02")
    raise ConfigurationError(f"nothing reads {kind}")
