"""The feeds that are followed, and what is new in them -> messages; pure functions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import discord

from bot.discord_ui.controls import Control, ControlAction, ControlButton, ControlMenu
from bot.discord_ui.escaping import escape, quote_block
from bot.discord_ui.i18n import Texts
from bot.discord_ui.links import LONGEST_URL, make_safe
from bot.discord_ui.message import LONGEST_OPTION, Builder, OutgoingMessage, clip, label
from bot.messages.moderation.article_card import SHORT_TITLE, fit_lines, write_moment
from bot.messages.notice import ANSWER_COLOUR, QUIET_COLOUR, RELATED_COLOUR
from bot.messages.source_lines import describe_date, write_name
from index.ingestion.feeds.store import Feed, Item, ItemState

ITEMS_A_MESSAGE = 8
_EXCERPT = 160
_REASON = 200
_MARGIN = 100
_FAILURES = 3


@dataclass(frozen=True)
class FeedState:
    """A feed, how many of its items wait, and those whose pages could not be read."""

    feed: Feed
    channels: tuple[int, ...]
    waiting: int
    failed: tuple[Item, ...]


def render_items(feed: str, items: Sequence[Item], texts: Texts) -> OutgoingMessage:
    """Return what is new in a feed, each item with what became of it; those that wait can be decided on."""
    waiting = [item for item in items if item.state is ItemState.WAITING]
    builder = Builder(ANSWER_COLOUR if waiting else QUIET_COLOUR)
    builder.add_text(f"**{write_name(feed, SHORT_TITLE)}**\n-# {texts.count('feeds.new', len(items))}")
    for item in items:
        builder.add_text(_describe_item(item, texts))
    if not waiting:
        return builder.build()
    ids = tuple(str(item.id) for item in items)
    if len(items) == 1:
        builder.add_buttons([_make_button(action, ids, texts) for action in _LABELS])
    else:
        for action in _LABELS:
            builder.add_menu(_make_menu(action, ids, waiting, texts))
    return builder.build()


_LABELS = {
    ControlAction.FEED_ADD: "feeds.add",
    ControlAction.FEED_EDIT: "feeds.edit",
    ControlAction.FEED_DROP: "feeds.discard",
}


def _make_button(action: ControlAction, ids: tuple[str, ...], texts: Texts) -> ControlButton:
    style = discord.ButtonStyle.success if action is ControlAction.FEED_ADD else discord.ButtonStyle.secondary
    return ControlButton.make(Control(action, ids), texts(f"{_LABELS[action]}.one"), style)


def _make_menu(action: ControlAction, ids: tuple[str, ...], waiting: Sequence[Item], texts: Texts) -> ControlMenu:
    """Return a menu of the items that wait: several can be added or discarded at once, and one be edited."""
    options = [discord.SelectOption(label=clip(item.title, LONGEST_OPTION), value=str(item.id)) for item in waiting]
    most = 1 if action is ControlAction.FEED_EDIT else len(options)
    return ControlMenu.make(Control(action, ids), label(texts(f"{_LABELS[action]}.many")), options, most)


def _describe_item(item: Item, texts: Texts) -> str:
    title = write_name(item.title or item.url, SHORT_TITLE)
    link = make_safe(item.url)
    shown = f"**[{title}](<{link}>)**" if 0 < len(link) <= LONGEST_URL // 4 else f"**{title}**"
    if item.draft is None:
        return f"{shown} · {texts(f'feeds.state.{item.state}')}"
    article = item.draft.article
    facts = [write_name(article.publisher, SHORT_TITLE)] if article.publisher else []
    facts += [describe_date(texts, article), texts.count("card.sentences", item.draft.sentences)]
    words = " ".join(item.draft.text[: 4 * _EXCERPT].split())
    lines = [shown, f"-# {' · '.join(facts)}"]
    if item.reason:
        lines.append(f"-# ⚠️ {write_name(item.reason, _REASON)}")
    return "\n".join([*lines, quote_block(escape(clip(words, _EXCERPT)))])


def render_feeds(states: Sequence[FeedState], texts: Texts) -> OutgoingMessage:
    """Return the feeds: when each was asked, what waits, and what failed and when."""
    builder = Builder(ANSWER_COLOUR)
    builder.add_text(texts.count("feeds.title", len(states)) if states else texts("feeds.none"))
    if states:
        builder.add_text(
            fit_lines(("\n".join(_describe_feed(each, texts)) for each in states), builder.room - _MARGIN, texts)
        )
    if any(each.waiting for each in states):
        builder.add_buttons([ControlButton.make(Control(ControlAction.FEED_WAITING), texts("feeds.show"))])
    return builder.build()


def _describe_feed(state: FeedState, texts: Texts) -> Iterator[str]:
    feed = state.feed
    yield f"- **{write_name(feed.name, SHORT_TITLE)}** · `{write_name(feed.url, SHORT_TITLE)}`"
    asked = texts("feeds.asked", when=write_moment(feed.polled, "R")) if feed.polled else texts("feeds.not_asked")
    where = _write_channels(state.channels)
    mode = texts("feeds.publishes") if feed.publishes else texts.count("feeds.waiting", state.waiting)
    yield "-# " + " · ".join(part for part in (where, asked, mode) if part)
    if feed.failure and feed.failed:
        reason = write_name(feed.failure, _REASON)
        yield f"-# ⚠️ {texts('feeds.failed', when=write_moment(feed.failed, 'R'), reason=reason)}"
    for item in state.failed[-_FAILURES:]:
        reason = f"{write_name(item.url, SHORT_TITLE)}: {write_name(item.reason or '', _REASON)}"
        yield f"-# ⚠️ {texts('feeds.failed', when=write_moment(item.at, 'R'), reason=reason)}"


def _write_channels(channels: Sequence[int]) -> str:
    return ", ".join(f"<#{channel}>" for channel in channels)


def render_followed(feed: Feed, channels: Sequence[int], texts: Texts) -> OutgoingMessage:
    """Return that a feed is followed now."""
    builder = Builder(ANSWER_COLOUR)
    builder.add_text(texts("feeds.followed", url=write_name(feed.url, SHORT_TITLE), channel=_write_channels(channels)))
    if feed.publishes:
        builder.add_text(f"⚠️ {texts('feeds.publishes')}")
    return builder.build()


def render_left(url: str, *, was_followed: bool, texts: Texts) -> OutgoingMessage:
    """Return that a feed is followed no longer, or never was."""
    builder = Builder(QUIET_COLOUR if was_followed else RELATED_COLOUR)
    builder.add_text(texts("feeds.left" if was_followed else "feeds.unknown", url=write_name(url, SHORT_TITLE)))
    return builder.build()
