"""What a snapshot holds, looked up without a question: articles, speakers, a quotation and its paragraph."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from index.attribution.lexicon.proper_names import is_given_name
from index.attribution.phrases.sources import names_body
from index.corpus.articles import Article
from index.corpus.span import Span
from index.engines.filters import Filters
from index.errors import UnprovenQuotationError
from index.snapshots.contents import Contents
from index.snapshots.quotations import Entry, Quotation, prove

log = logging.getLogger(__name__)

_BLANK_LINE = re.compile(r"\n[ \t\r>]*\n")


@dataclass(frozen=True)
class QuotedSpeaker:
    """Somebody who is quoted, and in how many sentences."""

    name: str
    sentences: int


class Catalog:
    """Looks things up in a snapshot, withdrawn articles left out; every quotation that it returns is proved."""

    def __init__(self, contents: Contents, withdrawn: frozenset[str] = frozenset()) -> None:
        self._articles = {article.id: article for article in contents.articles if article.id not in withdrawn}
        self._contents = contents
        self._withdrawn = withdrawn
        self.articles = _order_articles(self._articles.values())
        self.speakers = _order_speakers(contents.facts.count_speakers(withdrawn))

    def find_article(self, article_id: str) -> Article | None:
        """Return an article by its id, or None when it has been withdrawn."""
        return self._articles.get(article_id)

    def find_title(self, article_id: str) -> str | None:
        """Return the title of an article, or None when it has been withdrawn."""
        article = self.find_article(article_id)
        return article.title if article else None

    def count_sentences(self, article_id: str) -> int:
        """Return in how many sentences an article can be quoted."""
        return len(self._find_rows(article_id))

    def list_speakers(self, article_id: str) -> tuple[QuotedSpeaker, ...]:
        """Return who is quoted in an article, most often first."""
        return _order_speakers(Counter(each.known_as for each in self._list_entries(article_id) if each.known_as))

    def find_quotation(self, article_id: str, span: Span) -> Quotation | None:
        """Return the quotation at a place of an article, or None when it is no longer there."""
        return next(self._quote(self._list_entries(article_id), lambda found: found == span), None)

    def quote_speaker(self, name: str) -> tuple[Quotation, ...]:
        """Return what somebody said, article by article."""
        part = self._contents.facts.select(Filters(speaker=name, without=self._withdrawn))
        rows = part.list().tolist() if part else []
        return tuple(self._quote(self._contents.entries[row] for row in rows))

    def find_paragraph(self, quotation: Quotation) -> tuple[Quotation, ...]:
        """Return the sentences of the paragraph that a quotation is in, in order."""
        around = find_paragraph_span(quotation.article, quotation.span)
        entries = self._list_entries(quotation.article.id)
        return tuple(self._quote(entries, lambda span: around.start <= span.start and span.end <= around.end))

    def find_naming(self, quotation: Quotation) -> Quotation | None:
        """Return the sentence that names the speaker of a quotation, where that is another one."""
        if not quotation.attribution.inferred or not quotation.attribution.evidence:
            return None
        name = quotation.attribution.evidence[-1]
        entries = self._list_entries(quotation.article.id)
        naming = next(self._quote(entries, lambda span: span.start <= name.start and name.end <= span.end), None)
        return naming if naming and naming.span != quotation.span else None

    def _find_rows(self, article_id: str) -> range:
        return self._contents.facts.find_rows(article_id) if article_id in self._articles else range(0)

    def _list_entries(self, article_id: str) -> Sequence[Entry]:
        rows = self._find_rows(article_id)
        return self._contents.entries[rows.start : rows.stop]

    def _quote(self, entries: Iterable[Entry], takes: Callable[[Span], bool] | None = None) -> Iterator[Quotation]:
        for entry in entries:
            quotation = Quotation(entry, self._articles[entry.sentence.article_id], 0.0)
            if takes and not takes(quotation.span):
                continue
            try:
                prove(quotation)
            except UnprovenQuotationError:
                log.exception("A quotation is not its source's slice and was not shown")
            else:
                yield quotation


def _order_articles(articles: Iterable[Article]) -> tuple[Article, ...]:
    """Return the articles newest first, then the undated ones, by title."""
    by_title = sorted(articles, key=lambda article: article.title)
    return tuple(sorted(by_title, key=lambda article: article.published or date.min, reverse=True))


def _order_speakers(counted: Mapping[str, int]) -> tuple[QuotedSpeaker, ...]:
    """Return who is quoted, most often first."""
    return tuple(
        QuotedSpeaker(name, count) for name, count in sorted(counted.items(), key=lambda item: (-item[1], item))
    )


def count_bodies(speakers: Iterable[QuotedSpeaker]) -> int:
    """Count the organisations among all who are quoted: one word is one but for given names and surnames."""
    names = [speaker.name for speaker in speakers]
    bodies = {name for name in names if names_body(name)}
    surnames = {name.split()[-1] for name in names if " " in name and name not in bodies}
    return sum(name in bodies or not (" " in name or name in surnames or is_given_name(name)) for name in names)


def find_paragraph_span(article: Article, span: Span) -> Span:
    """Return the paragraph around a span: from blank line to blank line within its section."""
    bodies = (section.body for section in article.sections)
    body = next((each for each in bodies if each.start <= span.start < each.end), Span(0, len(article.text)))
    starts = [blank.end() for blank in _BLANK_LINE.finditer(article.text, body.start, span.start)]
    following = _BLANK_LINE.search(article.text, span.end, body.end)
    return Span(starts[-1] if starts else body.start, following.start() if following else body.end)
