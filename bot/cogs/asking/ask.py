"""The command /ask, and the questions of buttons."""

from __future__ import annotations

import asyncio
from datetime import date

import discord
from discord import app_commands
from discord.ext import commands

from bot.client.client import Client, Interaction
from bot.client.languages import read_texts
from bot.cogs.asking.answering import is_small_talk, look_up, read_question, record
from bot.cogs.asking.typed_dates import read_period
from bot.discord_ui import send as sending
from bot.discord_ui.article_choices import find_article, match_names, offer_articles
from bot.discord_ui.controls import Control, ControlAction
from bot.discord_ui.i18n import Texts, localized
from bot.discord_ui.message import LONGEST_OPTION, clip
from bot.errors import Reason
from bot.messages.answers.answer import LONGEST_QUESTION, AnswerView
from bot.messages.notice import render_notice
from index.engines.filters import EVERYTHING, Filters
from index.errors import Refusal


class Ask(commands.Cog):
    """Answers questions that are typed as a command, or clicked."""

    def __init__(self, client: Client) -> None:
        self.client = client

    @app_commands.command(name=localized("ask.name"), description=localized("ask.description"))
    @app_commands.rename(
        question=localized("ask.question.name"),
        speaker=localized("ask.speaker.name"),
        article=localized("ask.article.name"),
        after=localized("ask.after.name"),
        before=localized("ask.before.name"),
        private=localized("ask.private.name"),
    )
    @app_commands.describe(
        question=localized("ask.question.description"),
        speaker=localized("ask.speaker.description"),
        article=localized("ask.article.description"),
        after=localized("ask.after.description"),
        before=localized("ask.before.description"),
        private=localized("ask.private.description"),
    )
    async def ask(
        self,
        interaction: Interaction,
        question: app_commands.Range[str, 1, LONGEST_QUESTION],
        speaker: str | None = None,
        article: str | None = None,
        after: str | None = None,
        before: str | None = None,
        private: bool = False,
    ) -> None:
        """Answer a question with what the corpus says."""
        asked, texts = read_question(question), read_texts(interaction)
        if is_small_talk(asked):
            await sending.respond(interaction, render_notice(texts("help.short")), private=True)
            return
        first, last = await asyncio.to_thread(read_range, after, before, texts)
        filters = Filters(self._find_speaker(speaker), self._find_article(article), first, last)
        await self._answer(interaction, asked, filters, private=private)

    @ask.autocomplete("speaker")
    async def complete_speaker(self, _: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer the speakers whose names hold what was typed."""
        names = [speaker.name for speaker in self.client.search_service.catalog.speakers]
        return [
            app_commands.Choice(name=clip(each, LONGEST_OPTION), value=each[:LONGEST_OPTION])
            for each in match_names(names, typed)
        ]

    @ask.autocomplete("article")
    async def complete_article(self, _: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer the articles whose titles hold what was typed, newest first."""
        return offer_articles(self.client.search_service.catalog.articles, typed)

    async def ask_example(self, interaction: Interaction, control: Control, _: tuple[str, ...]) -> None:
        """Ask the question of a button."""
        question = await self.client.examples.find(control.arguments[0] if control.arguments else "")
        if question is None:
            raise Refusal(Reason.OUTDATED)
        await self._answer(interaction, read_question(question), EVERYTHING, private=False)

    async def _answer(self, interaction: Interaction, question: str, filters: Filters, *, private: bool) -> None:
        client = self.client
        private = private or not may_answer_publicly(client, interaction)
        exempt = client.is_exempt(interaction.user)
        with client.search_service.attend(), client.rate_limiter.admit(interaction.user.id, exempt=exempt):
            client.search_service.require_room()
            await interaction.response.defer(ephemeral=private, thinking=True)
            may_open_thread = isinstance(interaction.channel, discord.TextChannel)
            view = AnswerView(read_texts(interaction), filters, private=private, may_open_thread=may_open_thread)
            found = await look_up(client, question, view, interaction.user.id)
            await sending.respond(interaction, found.render(), private=private)
        if await record(client, found, interaction.guild_id):
            await sending.respond(interaction, found.render(recorded=True), private=private)

    def _find_speaker(self, given: str | None) -> str | None:
        if given is None:
            return None
        wanted = given.casefold().strip()
        names = [speaker.name for speaker in self.client.search_service.catalog.speakers]
        exact = [each for each in names if wanted in {each.casefold(), each[:LONGEST_OPTION].casefold()}]
        found = exact or [each for each in names if wanted in each.casefold()]
        if not found or not wanted:
            raise Refusal(Reason.SPEAKER)
        return found[0]

    def _find_article(self, given: str | None) -> str | None:
        return None if given is None else find_article(self.client.search_service.catalog.articles, given).id


def may_answer_publicly(client: Client, interaction: Interaction) -> bool:
    """Return whether an answer may be for all to see: where the bot is a member and its server wants that there."""
    if interaction.guild_id is None:
        return True
    if interaction.is_user_integration() and not interaction.is_guild_integration():
        return False  # somebody has added the bot to their account, and the server has not
    chosen = client.servers.find(interaction.guild_id)
    return chosen.public and client.servers.answers_in(interaction.channel, interaction.guild_id)


def read_range(after: str | None, before: str | None, texts: Texts) -> tuple[date | None, date | None]:
    """Return the first and the last day that two options name.

    Raises a Refusal that names the option and what was typed.
    """
    first, last = _read_edge("after", after, texts), _read_edge("before", before, texts)
    start, end = first[0] if first else None, last[1] if last else None
    if start and end and start > end:
        names = {"after": texts("ask.after.name"), "before": texts("ask.before.name")}
        raise Refusal(Reason.DATE_ORDER, **names, first=texts.write_date(start), last=texts.write_date(end))
    return start, end


def _read_edge(option: str, typed: str | None, texts: Texts) -> tuple[date, date] | None:
    if typed is None:
        return None
    found = read_period(typed, date.today())
    if found is None:
        raise Refusal(Reason.DATE, option=texts(f"ask.{option}.name"), typed=typed)
    return found


async def add_to(client: Client) -> None:
    """Add this cog."""
    cog = Ask(client)
    await client.add_cog(cog)
    client.on_control(ControlAction.EXAMPLE, cog.ask_example)
