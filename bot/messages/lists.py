"""Lists of articles and speakers -> messages; pure functions."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.discord_ui.controls import Control, ControlAction, ControlMenu, key_speaker
from bot.discord_ui.i18n import Texts
from bot.discord_ui.links import LONGEST_URL, make_safe
from bot.discord_ui.message import LONGEST_OPTION, Builder, OutgoingMessage, clip, label
from bot.discord_ui.paging import add_paging, cut_page
from bot.messages.notice import ANSWER_COLOUR
from bot.messages.source_lines import describe_date, write_name
from index.corpus.articles import Article
from index.search.catalog import QuotedSpeaker, count_bodies

ARTICLES_A_PAGE = 5
SPEAKERS_A_PAGE = 15
_TITLE = 150
_NAME = 80


def render_articles(articles: Sequence[Article], page: int, texts: Texts) -> OutgoingMessage:
    """Return a page of the list of articles."""
    shown = cut_page(articles, page, ARTICLES_A_PAGE)
    builder = Builder(ANSWER_COLOUR)
    builder.add_text(texts.count("sources.title", len(articles)))
    if shown.items:
        builder.add_text("\n".join(_describe_article(article, texts) for article in shown.items))
    add_paging(builder, shown.number, shown.pages, lambda number: Control(ControlAction.SOURCES, (str(number),)), texts)
    return builder.build()


def render_speakers(speakers: Sequence[QuotedSpeaker], page: int, texts: Texts) -> OutgoingMessage:
    """Return a page of the list of speakers, with a menu to pick one."""
    shown = cut_page(speakers, page, SPEAKERS_A_PAGE)
    builder = Builder(ANSWER_COLOUR)
    builder.add_text(_count_speakers(speakers, texts) if speakers else texts("speakers.none"))
    if shown.items:
        builder.add_text("\n".join(_describe_listed_speaker(speaker, texts) for speaker in shown.items))
        options = [_make_option(speaker) for speaker in shown.items]
        builder.add_menu(ControlMenu.make(Control(ControlAction.SPEAKER), label(texts("speakers.pick")), options))
    add_paging(
        builder, shown.number, shown.pages, lambda number: Control(ControlAction.SPEAKERS, (str(number),)), texts
    )
    return builder.build()


def _count_speakers(speakers: Sequence[QuotedSpeaker], texts: Texts) -> str:
    """Write how many people and how many bodies are quoted."""
    bodies = count_bodies(speakers)
    counted = (("speakers.title", len(speakers) - bodies), ("speakers.bodies", bodies))
    return "\n".join(texts.count(key, number) for key, number in counted if number)


def _make_option(speaker: QuotedSpeaker) -> discord.SelectOption:
    return discord.SelectOption(label=clip(speaker.name, LONGEST_OPTION), value=key_speaker(speaker.name))


def _describe_article(article: Article, texts: Texts) -> str:
    title = write_name(article.title, _TITLE)
    link = make_safe(article.url) if article.url else ""
    shown = f"[{title}](<{link}>)" if 0 < len(link) <= LONGEST_URL // 2 else f"**{title}**"
    outlet = write_name(article.publisher, _NAME) + " · " if article.publisher else ""
    return f"- {shown}\n-# {outlet}{describe_date(texts, article)}"


def _describe_listed_speaker(speaker: QuotedSpeaker, texts: Texts) -> str:
    return f"- **{write_name(speaker.name, _NAME)}** · {texts.count('speakers.count', speaker.sentences)}"
