"""Every public function that takes a text somebody else wrote, as a function of that text alone."""

from __future__ import annotations

import json
import logging
from functools import cache, partial

from bot.discord_ui.escaping import escape_with_bold
from bot.discord_ui.message import clip
from bot.runtime.log_redaction import RedactingFormatter
from index.attribution.attribute import attribute
from index.corpus.articles import Article, Metadata, make_article, parse_article
from index.corpus.curated_speakers import NOBODY, parse_speakers
from index.corpus.front_matter import read_front_matter, write_front_matter
from index.corpus.sentences import Sentence, split_article
from index.corpus.source_files import SourceFile
from index.corpus.span import Span
from index.ingestion.limited.documents import read_markdown_file, read_text_file
from index.ingestion.limited.review import review
from index.ingestion.metadata import complete_metadata, name_file
from index.search.catalog import find_paragraph_span
from index.search.confidence.contradictions import find_names
from index.search.highlighting import find_highlights
from index.search.query.answer_type import lacks_asked_type
from index.search.query.question_type import QuestionType, find_of_type
from index.search.query.rewriting import rewrite_question
from index.search.searcher import LONGEST_QUESTION, Searcher
from index.snapshots.contents import Contents
from index.snapshots.passages import make_passages
from index.text.numerals import NUMERAL
from tests.support.discord.stage import make_searcher
from tests.support.doubling import Function, find_functions

PACKAGES = (
    "index.corpus", "index.text", "index.attribution", "index.ingestion", "index.search", "index.engines.bm25",
    "index.snapshots.quotations", "bot.discord_ui", "bot.messages", "bot.cogs.asking.ask",
)  # fmt: skip

NOT_FREE_TEXT = {
    "bot.discord_ui.i18n.name", "bot.discord_ui.i18n.localized", "bot.messages.answers.answer.render_notice",
    "bot.messages.moderation.article_card.name_snapshot", "index.ingestion.fetching.fetch.resolve_by_system",
    "index.attribution.lexicon.reporting_verbs.inflect", "index.ingestion.limited.parsers.find_parser",
    "index.ingestion.refusals.find_refusal",
}  # fmt: skip
"""Keys, names of hosts and verbs of our own, and what asserts that a message was measured before."""

IN_A_PROCESS = {"index.ingestion.page.read_page.read_page"}
"""What runs in the limited process, which ends it."""


_HEAD = "---\ntitle: t\n---\n"


def list_functions() -> dict[str, Function]:
    """Return the functions by name: those of one text, found by themselves, and those that need more."""
    found = find_functions(*PACKAGES)
    alone = {name: each for name, each in found.items() if name not in NOT_FREE_TEXT | IN_A_PROCESS}
    return {**alone, **_list_corpus(), **_list_ingestion(), **_list_search(), **_list_shown()}


def list_question_functions() -> dict[str, Function]:
    """Return what reads a question, which is never longer than is searched for."""
    contents = _open().snapshot.contents
    return {
        "rewrite_question": partial(rewrite_question, contents),
        "find_names": partial(find_names, contents),
        "ask": lambda text: _open().ask(text[:LONGEST_QUESTION], 3),
    }


def _list_corpus() -> dict[str, Function]:
    return {
        "parse_article, Markdown": lambda text: parse_article(
            SourceFile("a.md", f"---\ntitle: t\n---\n{text}".encode())
        ),
        "parse_article, plain": lambda text: parse_article(SourceFile("a.txt", f"t\n{text}".encode())),
        "read_front_matter": lambda text: read_front_matter(f"---\n{text}\n---\n"),
        "write_front_matter": lambda text: write_front_matter({"title": text}),
        "parse_speakers": lambda text: parse_speakers(SourceFile("speakers.toml", text.encode())),
        "parse_speakers, value": lambda text: parse_speakers(SourceFile("speakers.toml", f"a = {text}".encode())),
        "Speakers.find": NOBODY.find,
        "split_article": lambda text: split_article(_make_article(text)),
        "attribute": lambda text: attribute(*_split(text)),
        "make_passages": lambda text: make_passages(_make_article(text), NOBODY),
        "find_paragraph_span": lambda text: find_paragraph_span(_make_article(text), Span(len(text) - 1, len(text))),
    }


def _list_ingestion() -> dict[str, Function]:
    return {
        "read_markdown_file": lambda text: read_markdown_file(text.encode(), {}),
        "read_text_file": lambda text: read_text_file(text.encode(), {}),
        "review": _review,
        "complete_metadata": lambda text: complete_metadata({}, text),
        "name_file": lambda text: name_file(text, text),
    }


def _list_search() -> dict[str, Function]:
    return {
        "NUMERAL": NUMERAL.findall,
        "lacks_asked_type": lambda text: lacks_asked_type(text, text),
        "find_highlights": lambda text: find_highlights("how many", text),
        **{f"find_of_type, {kind}": partial(find_of_type, kind) for kind in QuestionType},
    }


def _list_shown() -> dict[str, Function]:
    return {
        "clip": lambda text: clip(text, 80),
        "escape_with_bold": lambda text: escape_with_bold(text, [Span(0, len(text) // 2)]),
        "log redaction": lambda text: RedactingFormatter("secret").format(_make_record(text)),
    }


def _review(text: str) -> object:
    given = {"name": "a.md", "text": text, "metadata": {"title": "t"}, "speakers": []}
    return review(json.dumps(given).encode(), {})


def _make_record(text: str) -> logging.LogRecord:
    return logging.LogRecord("bot", logging.INFO, "bot.py", 1, text, None, None)


def _make_article(text: str) -> Article:
    return make_article("a.md", text, Metadata(title="t"))


@cache
def _open() -> Searcher:
    return make_searcher()


@cache
def _split(text: str) -> tuple[Article, tuple[Sentence, ...]]:
    article = _make_article(text)
    return article, split_article(article)


def open_contents() -> Contents:
    """Return a small snapshot's contents."""
    return _open().snapshot.contents
