"""A corpus as its readers will see it -> what is wrong in it, each with file, line and what to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from index.attribution.attribute import attribute
from index.corpus.articles import Article, read_corpus
from index.corpus.front_matter import FrontMatterError, read_front_matter
from index.corpus.sections import split_plain
from index.corpus.sentences import Sentence, split_article
from index.corpus.source_files import list_passed_over
from index.ingestion.language import guess_language, is_declared_wrongly
from index.ingestion.near_duplicates import KnownTexts
from index.ingestion.page.furniture import is_furniture

_NAME_IS_BROKEN = re.compile(r"^[^\w“«\"'‘(]|\d{3,}|[@|<>{}]|[,;:]$|^\W*$")
_LONGEST_NAME = 8
_UNREAD = "until then it is not read"
_WANTED = {"published": "date", "publisher": "outlet"}


@dataclass(frozen=True)
class Finding:
    """Something wrong in a file of the corpus."""

    file: str
    line: int
    problem: str
    remedy: str


@dataclass(frozen=True)
class _Read:
    article: Article
    source: str
    sentences: Sequence[Sentence]

    def line_of(self, offset: int) -> int:
        """Return the line of the file that an offset of the text stands in."""
        head = len(self.source) - len(self.article.text)
        return self.source.count("\n", 0, head + offset) + 1


def lint_corpus(folder: Path) -> list[Finding]:
    """Return everything that is wrong in a corpus, by file.

    Raises CorpusError when the folder cannot be read.
    """
    corpus = read_corpus(folder)
    findings = [Finding(name, 1, "is not read", remedy) for name, remedy in list_passed_over(folder)]
    for error in corpus.errors:
        findings += [
            Finding(error.name, each.line or 1, each.message, "until then it is not read") for each in error.problems
        ]
    known = KnownTexts()
    for article, source in zip(corpus.articles, corpus.sources, strict=True):
        text = source.content.decode("utf-8-sig").replace("\r\n", "\n")
        read = _Read(article, text, split_article(article))
        findings += [finding for check in _CHECKS for finding in check(read)]
        findings += _find_twins(read, known)
    return sorted(findings, key=lambda each: (each.file, each.line))


def _find_missing(read: _Read) -> Iterator[Finding]:
    for field, name in _WANTED.items():
        if getattr(read.article, field) is None:
            yield Finding(read.article.path, 1, f"no {name}", f"write {field}: in its front matter")
    if read.article.published and read.article.published > date.today():
        yield Finding(read.article.path, 1, f"{read.article.published} has not come yet", "correct its date")


def _find_dead_fields(read: _Read) -> Iterator[Finding]:
    try:
        fields = read_front_matter(read.source)
    except FrontMatterError:
        return
    for name, value in fields.values.items():
        if value is None:
            yield Finding(
                read.article.path, fields.lines[name], f"the field {name} is empty", "fill it in or remove it"
            )


def _find_furniture(read: _Read) -> Iterator[Finding]:
    for sentence in read.sentences:
        words = sentence.span.of(read.article.text)
        if not sentence.is_heading and is_furniture(words):
            line = read.line_of(sentence.span.start)
            yield Finding(read.article.path, line, f"looks like a page's own: {_shorten(words)}", "remove it")


def _find_headings(read: _Read) -> Iterator[Finding]:
    """Find short lines that plain text would have for headings, in Markdown that marks none."""
    article = read.article
    if not article.path.endswith(".md") or any(section.heading for section in article.sections):
        return
    for section in split_plain(article.text):
        words = section.heading.of(article.text) if section.heading else ""
        if section.heading and words[:1].isalpha():
            line = read.line_of(section.heading.start)
            yield Finding(article.path, line, f"looks like a heading: {_shorten(words)}", "write ## before it")


def _find_broken_names(read: _Read) -> Iterator[Finding]:
    for sentence, said in zip(read.sentences, attribute(read.article, read.sentences), strict=True):
        name = said.speaker
        if name and (_NAME_IS_BROKEN.search(name) or len(name.split()) > _LONGEST_NAME):
            line = read.line_of(sentence.span.start)
            yield Finding(
                read.article.path, line, f"the speaker looks broken: {_shorten(name)}", "look at the sentence"
            )


def _find_language(read: _Read) -> Iterator[Finding]:
    seen, told = guess_language(read.article.text), read.article.language.partition("-")[0]
    if is_declared_wrongly(told, seen):
        yield Finding(
            read.article.path, 1, f"it is not written in the language {told}", f"write language: {seen or 'en'}"
        )


def _find_twins(read: _Read, known: KnownTexts) -> Iterator[Finding]:
    twin = known.find_nearest(read.article)
    known.add(read.article)
    if twin:
        yield Finding(read.article.path, 1, f"{twin.share:.0%} of it stands in: {twin.title}", "keep one of the two")


def _shorten(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:59]}…"


_CHECKS: tuple[Callable[[_Read], Iterator[Finding]], ...] = (
    _find_missing,
    _find_dead_fields,
    _find_furniture,
    _find_headings,
    _find_broken_names,
    _find_language,
)
