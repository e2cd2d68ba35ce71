"""A quotation, and the proof that it is its article's slice.

The text of a quotation is never stored: it is the slice of the article, taken each time that it is shown,
and shown only if the article and the slice still have the digests that were taken at building.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, field

from index.attribution.attribution import Attribution
from index.corpus.articles import Article, digest_text
from index.corpus.curated_speakers import CuratedSpeaker
from index.corpus.sentences import BLOCK_MARKER, Sentence
from index.corpus.span import Span
from index.errors import UnprovenQuotationError


@dataclass(frozen=True, slots=True)
class Entry:
    """A sentence that can be quoted and who said it, with the digests of what was indexed."""

    sentence: Sentence
    attribution: Attribution
    curated: CuratedSpeaker | None
    digest: str
    passage_digest: str

    @property
    def known_as(self) -> str | None:
        """Return the speaker's name across articles: the curated one, else the article's."""
        return self.curated.name if self.curated else self.attribution.speaker


@dataclass(frozen=True)
class Quotation:
    """A sentence shown as an answer; `context` is the sentence before it, where it needs one."""

    entry: Entry
    article: Article
    score: float
    highlights: tuple[Span, ...] = ()
    context: Span | None = None
    also_in: tuple[Quotation, ...] = field(default=())

    @property
    def span(self) -> Span:
        """Return where the quotation is in its article."""
        return find_words_of(self.article, self.entry.sentence)

    @property
    def attribution(self) -> Attribution:
        """Return who said it."""
        return self.entry.attribution

    @property
    def text(self) -> str:
        """Return the slice of the article."""
        return self.span.of(self.article.text)


def find_words_of(article: Article, sentence: Sentence) -> Span:
    """Return a sentence's span without the list, quotation or heading marker before its words."""
    marker = BLOCK_MARKER.match(article.text, sentence.span.start, sentence.span.end)
    start = marker.end() if marker else sentence.span.start
    return Span(start, sentence.span.end) if start < sentence.span.end else sentence.span


def digest_slice(article: Article, sentence: Sentence) -> str:
    """Return the digest that a sentence's words must have whenever they are shown."""
    return digest_text(find_words_of(article, sentence).of(article.text))


def prove(quotation: Quotation) -> None:
    """Take the slice again and compare it with what was indexed.

    Raises UnprovenQuotationError when the article or the slice is not the one that was indexed.
    """
    article, sentence = quotation.article, quotation.entry.sentence
    if _digest_article(article.text) != article.digest:
        raise UnprovenQuotationError(f"the text of {article.path} is not the one that was indexed")
    if digest_slice(article, sentence) != quotation.entry.digest:
        where = f"{article.path} {sentence.span.start}-{sentence.span.end}"
        raise UnprovenQuotationError(f"{where} is not what was indexed")


@functools.lru_cache(maxsize=8)
def _digest_article(text: str) -> str:
    """Return the digest of a text; many quotations of one article that is large do not hash it each."""
    return digest_text(text)
