"""The articles as moderators list, show and export them -> messages; pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import discord

from bot.discord_ui.controls import Control, ControlAction, ControlButton, ControlMenu
from bot.discord_ui.escaping import escape
from bot.discord_ui.i18n import Texts
from bot.discord_ui.message import LONGEST_OPTION, Builder, OutgoingMessage, clip, label
from bot.discord_ui.paging import add_paging, cut_page
from bot.messages.moderation.article_card import (
    SHORT_TITLE,
    describe_card,
    describe_speakers,
)
from bot.messages.moderation.confirmations import make_field_buttons
from bot.messages.notice import ANSWER_COLOUR
from bot.messages.source_lines import describe_date, write_name
from index.corpus.articles import Article
from index.search.catalog import QuotedSpeaker

ARTICLES_A_PAGE = 8
_NAME = 80


@dataclass(frozen=True)
class Listed:
    """An article in a list, and in how many sentences it can be quoted."""

    article: Article
    sentences: int


def render_corpus(listed: Sequence[Listed], page: int, wanted: str, texts: Texts) -> OutgoingMessage:
    """Return a page of the articles, with a menu that shows one of them."""
    shown = cut_page(listed, page, ARTICLES_A_PAGE)
    builder = Builder(ANSWER_COLOUR)
    builder.add_text(texts.count("corpus.list.title", len(listed)) + _describe_filter(wanted, texts))
    if shown.items:
        builder.add_text("\n".join(_describe_listed(each, texts) for each in shown.items))
        options = [_make_option(each.article, texts) for each in shown.items]
        builder.add_menu(
            ControlMenu.make(Control(ControlAction.CORPUS_SHOW), label(texts("corpus.list.pick")), options)
        )
    add_paging(
        builder,
        shown.number,
        shown.pages,
        lambda number: Control(ControlAction.CORPUS_LIST, (str(number), wanted)),
        texts,
    )
    return builder.build()


def _describe_filter(wanted: str, texts: Texts) -> str:
    return f"\n-# {texts('corpus.list.filtered', wanted=write_name(wanted, _NAME))}" if wanted else ""


def _describe_listed(listed: Listed, texts: Texts) -> str:
    article = listed.article
    outlet = [write_name(article.publisher, _NAME)] if article.publisher else []
    about = [*outlet, describe_date(texts, article), texts.count("card.sentences", listed.sentences)]
    return f"- **{write_name(article.title, SHORT_TITLE)}**\n-# {' · '.join(about)}"


def _make_option(article: Article, texts: Texts) -> discord.SelectOption:
    about = clip(describe_date(texts, article), LONGEST_OPTION)
    return discord.SelectOption(label=clip(article.title, LONGEST_OPTION), value=article.id, description=about)


def render_article(listed: Listed, speakers: Sequence[QuotedSpeaker], texts: Texts) -> OutgoingMessage:
    """Return one article with what a moderator can do to it."""
    article = listed.article
    builder = Builder(ANSWER_COLOUR)
    builder.add_text(describe_card(article, texts))
    builder.add_text(f"{texts.count('card.sentences', listed.sentences)}\n{describe_speakers(speakers, texts)}")
    name = write_name(article.path, SHORT_TITLE)
    builder.add_text(f"-# {texts('card.file')} {name}")
    remove = Control(ControlAction.ARTICLE_REMOVE, (article.id,))
    builder.add_buttons(
        [
            *make_field_buttons(ControlAction.ARTICLE_FORM, article.id, texts),
            ControlButton.make(Control(ControlAction.REINDEX), texts("button.reindex")),
            ControlButton.make(remove, texts("button.take_out"), discord.ButtonStyle.danger),
        ]
    )
    return builder.build()


def render_export(path: Path, name: str, texts: Texts) -> OutgoingMessage:
    """Return the corpus as a zip."""
    builder = Builder(ANSWER_COLOUR)
    builder.add_text(texts("export.done"))
    builder.add_stored_file(path, name)
    return builder.build()


def render_kept_export(path: Path, texts: Texts) -> OutgoingMessage:
    """Return where a zip lies that is larger than Discord takes."""
    builder = Builder(ANSWER_COLOUR)
    builder.add_text(texts("export.kept", path=escape(str(path))))
    return builder.build()
