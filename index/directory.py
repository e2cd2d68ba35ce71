"""What a generation holds, looked up without a question: articles, speakers, a quotation and its paragraph."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from index.articles import Article
from index.errors import UnprovenQuotationError
from index.generation import Contents
from index.quotations import Entry, Quotation, prove
from index.spans import Span

log = logging.getLogger(__name__)

_BLANK_LINE = re.compile(r"\n[ \t\r>]*\n")


@dataclass(frozen=True)
class QuotedSpeaker:
    """Somebody who is quoted, and in how many sentences."""

    name: str
    count: int


class Directory:
    """Looks things up in a generation; every quotation that it returns is proved."""

    def __init__(self, contents: Contents) -> None:
        self._contents = contents

    @cached_property
    def articles(self) -> tuple[Article, ...]:
        """Return the articles, newest first, then the undated ones by title."""
        by_title = sorted(self._contents.articles, key=lambda article: article.title)
        return tuple(sorted(by_title, key=lambda article: article.published or date.min, reverse=True))

    @cached_property
    def speakers(self) -> tuple[QuotedSpeaker, ...]:
        """Return who is quoted, most often first."""
        names = (entry.known_as for entry in self._contents.entries)
        counted = Counter(name for name in names if name)
        return tuple(
            QuotedSpeaker(name, count) for name, count in sorted(counted.items(), key=lambda item: (-item[1], item))
        )

    def find_article(self, article_id: str) -> Article | None:
        """Return an article by its id, or None when it has been withdrawn."""
        return self._contents.articles_by_id.get(article_id)

    def find_quotation(self, article_id: str, span: Span) -> Quotation | None:
        """Return the quotation that stands at a place of an article, or None when it is there no more."""
        quotations = self._quote(self._entries_by_article.get(article_id, ()))
        return next((quotation for quotation in quotations if quotation.span == span), None)

    def quote_speaker(self, name: str) -> tuple[Quotation, ...]:
        """Return what somebody said, article by article."""
        return tuple(self._quote(entry for entry in self._contents.entries if entry.known_as == name))

    def find_paragraph(self, quotation: Quotation) -> tuple[Quotation, ...]:
        """Return the sentences of the paragraph that a quotation stands in, in order."""
        paragraph = find_paragraph_span(quotation.article, quotation.span)
        entries = self._entries_by_article.get(quotation.article.id, ())
        return tuple(
            each
            for each in self._quote(entries)
            if paragraph.start <= each.span.start and each.span.end <= paragraph.end
        )

    @cached_property
    def _entries_by_article(self) -> dict[str, list[Entry]]:
        found: dict[str, list[Entry]] = {article.id: [] for article in self._contents.articles}
        for entry in self._contents.entries:
            found[entry.sentence.article_id].append(entry)
        return found

    def _quote(self, entries: Iterable[Entry]) -> Iterable[Quotation]:
        for entry in entries:
            quotation = Quotation(entry, self._contents.articles_by_id[entry.sentence.article_id], 0.0)
            try:
                prove(quotation)
            except UnprovenQuotationError:
                log.exception("A quotation is not its source's slice and was not shown")
            else:
                yield quotation


def find_paragraph_span(article: Article, span: Span) -> Span:
    """Return the paragraph around a span: from blank line to blank line within its section."""
    bodies = (section.body for section in article.sections)
    body = next((each for each in bodies if each.start <= span.start < each.end), Span(0, len(article.text)))
    starts = [blank.end() for blank in _BLANK_LINE.finditer(article.text, body.start, span.start)]
    following = _BLANK_LINE.search(article.text, span.end, body.end)
    return Span(starts[-1] if starts else body.start, following.start() if following else body.end)
