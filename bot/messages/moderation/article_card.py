"""An article as moderators see it, and the small parts of their messages; all of it is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from bot.discord_ui.i18n import Texts
from bot.discord_ui.links import LONGEST_URL, make_safe, name_host
from bot.discord_ui.message import measure
from bot.messages.source_lines import describe_date, write_name
from index.corpus.articles import Article
from index.search.catalog import QuotedSpeaker

TITLE = 200
SHORT_TITLE = 100
_NAME = 100
_HOST = 60
_MADE = len("20261125T030000")
_MOST_SPEAKERS = 10


def describe_card(article: Article, texts: Texts) -> str:
    """Return what an article says of itself, a line a field; there is no line for what it does not say."""
    values = {
        "publisher": _write(article.publisher),
        "author": _write(article.author),
        "published": describe_date(texts, article) if article.published else "",
        "url": _write_link(article.url),
        "language": _write(article.language),
        "licence": _write(article.licence),
    }
    lines = [f"**{texts(f'field.{field}')}** · {value}" for field, value in values.items() if value]
    return "\n".join([f"### {write_name(article.title, TITLE)}", *lines])


def describe_speakers(speakers: Sequence[QuotedSpeaker], texts: Texts) -> str:
    """Return who is quoted and in how many sentences, as far as there is room."""
    if not speakers:
        return texts("card.nobody")
    shown = [f"{write_name(each.name, _NAME)} ({each.sentences:,})" for each in speakers[:_MOST_SPEAKERS]]
    return f"**{texts('card.quoted')}** · {', '.join(shown)}{describe_rest(len(speakers) - len(shown), texts)}"


def describe_rest(number: int, texts: Texts) -> str:
    """Return that there are more than are shown, or nothing."""
    return f" {texts.count('rest', number)}" if number > 0 else ""


def fit_lines(lines: Iterable[str], room: int, texts: Texts) -> str:
    """Return as many lines as there is room for, and how many more there are."""
    every = list(lines)
    kept: list[str] = []
    for line in every:
        rest = describe_rest(len(every) - len(kept), texts)
        if measure("\n".join([*kept, line])) + measure(rest) > room:
            break
        kept.append(line)
    return "\n".join(kept) + describe_rest(len(every) - len(kept), texts)


def write_moment(moment: datetime, style: str = "f") -> str:
    """Return a moment that Discord shows in the reader's own time zone; style R is how long ago."""
    return f"<t:{int(moment.timestamp())}:{style}>"


def name_snapshot(snapshot: str) -> str:
    """Return a snapshot as people tell it from others: by when it was built, which its name begins with."""
    try:
        return write_moment(datetime.strptime(snapshot[:_MADE], "%Y%m%dT%H%M%S").replace(tzinfo=UTC))
    except ValueError:
        return write_name(snapshot, _NAME)


def _write(value: str | None) -> str:
    return write_name(value, _NAME) if value else ""


def _write_link(url: str | None) -> str:
    if url is None:
        return ""
    link, host = make_safe(url), write_name(name_host(url), _HOST)
    return f"[{host}](<{link}>)" if host and len(link) <= LONGEST_URL else host
