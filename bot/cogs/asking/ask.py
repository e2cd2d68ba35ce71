"""Asking: /ask, a mention or a reply, and the menu entry of a message."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import discord
from discord import app_commands
from discord.ext import commands

from bot.client.client import Client, Interaction
from bot.client.languages import read_texts
from bot.discord_ui import send as sending
from bot.discord_ui.article_choices import find_article, match_names, offer_articles
from bot.discord_ui.controls import Control, ControlAction
from bot.discord_ui.i18n import Texts, localized
from bot.discord_ui.message import LONGEST_OPTION, OutgoingMessage, clip
from bot.errors import Reason
from bot.messages.answers.answer import LONGEST_QUESTION, AnswerView, render_answer, tidy_question
from bot.messages.notice import render_notice
from index.errors import Refusal
from index.search.answer import Answer
from index.search.query.filters import EVERYTHING, Filters

MORE = 24
"""Quotations that are looked up besides the first."""


@dataclass(frozen=True)
class _Found:
    """An answer, and what it is shown with."""

    answer: Answer
    view: AnswerView

    def render(self, *, recorded: bool = False) -> OutgoingMessage:
        return render_answer(self.answer, replace(self.view, recorded=recorded))


class Ask(commands.Cog):
    """Answers questions, however they are put."""

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
        asked = read_question(question)
        scope = Filters(self._find_speaker(speaker), self._find_article(article), _read_day(after), _read_day(before))
        await self._answer(interaction, asked, scope, private=private, is_claim=False)

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

    async def check_claim(self, interaction: Interaction, message: discord.Message) -> None:
        """Answer privately what sources say about a message."""
        claim = tidy_question(message.clean_content)
        if not claim:
            raise Refusal(Reason.BLANK)
        await self._answer(interaction, clip(claim, LONGEST_QUESTION), EVERYTHING, private=True, is_claim=True)

    async def ask_example(self, interaction: Interaction, control: Control, _: tuple[str, ...]) -> None:
        """Ask the question of a button."""
        examples, number = self.client.settings.examples, control.read_number(0)
        if number >= len(examples):
            raise Refusal(Reason.OUTDATED)
        await self._answer(interaction, read_question(examples[number]), EVERYTHING, private=False, is_claim=False)

    async def _answer(
        self, interaction: Interaction, question: str, scope: Filters, *, private: bool, is_claim: bool
    ) -> None:
        exempt = self.client.is_exempt(interaction.user)
        with self.client.search_service.attend(), self.client.rate_limiter.admit(interaction.user.id, exempt=exempt):
            self.client.search_service.require_room()
            await interaction.response.defer(ephemeral=private, thinking=True)
            texts = read_texts(interaction)
            view = AnswerView(texts, scope, private=private, is_claim=is_claim)
            found = await self._look_up(question, view, interaction.user.id)
            await sending.respond(interaction, found.render(), private=private)
        if await self._record(question, found):
            await sending.respond(interaction, found.render(recorded=True), private=private)

    async def _look_up(self, question: str, view: AnswerView, person: int) -> _Found:
        search_service, scope = self.client.search_service, view.scope
        answer = await search_service.ask(question, MORE, scope, person)
        article = search_service.catalog.find_article(scope.article_id) if scope.article_id else None
        title = article.title if article else None
        sources = len(search_service.catalog.articles)
        return _Found(answer, replace(view, article_title=title, sources=sources))

    async def _record(self, question: str, found: _Found) -> bool:
        """Keep a question without an answer, after it was answered; return whether it is kept."""
        if not self.client.settings.record_unanswered or found.answer.answered or found.view.is_claim:
            return False
        return await self.client.recorder.record(lambda: self.client.journal.record_unanswered(question))

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

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer a message that mentions the bot or replies to it with a question."""
        if message.author.bot or message.webhook_id or not self._may_answer(message):
            return
        asked = self._read_message(message)
        if asked is not None:
            await self.client.guard(message, lambda: self._reply(message, asked))

    async def _reply(self, message: discord.Message, asked: str) -> None:
        texts = read_texts(message)
        with self.client.rate_limiter.admit(message.author.id, exempt=self.client.is_exempt(message.author)):
            if not asked:
                await sending.reply(message, render_notice(texts("help.short")))
                return
            question = read_question(asked)
            async with sending.show_typing(message.channel):
                found = await self._look_up(question, AnswerView(texts), message.author.id)
            sent = await sending.reply(message, found.render())
        if await self._record(question, found):
            await sending.edit_sent(sent, found.render(recorded=True))

    def _read_message(self, message: discord.Message) -> str | None:
        """Return the question of a message, empty for a bare mention, or None where nothing is asked."""
        bot = self.client.user
        assert bot is not None
        if any(call in message.content for call in (f"<@{bot.id}>", f"<@!{bot.id}>")):
            names = (each.display_name for each in message.mentions if each.id == bot.id)
            return tidy_question(message.clean_content.replace(f"@{next(names, bot.name)}", " "))
        if message.guild is None:
            return tidy_question(message.clean_content)
        replied = message.reference.resolved if message.reference else None
        is_reply = isinstance(replied, discord.Message) and replied.author.id == bot.id
        text = message.clean_content
        return text if is_reply and _looks_like_question(text, read_texts(message)) else None

    def _may_answer(self, message: discord.Message) -> bool:
        if message.guild is None:
            return self.client.settings.direct_messages
        if message.type not in {discord.MessageType.default, discord.MessageType.reply}:
            return False
        allowed = message.channel.permissions_for(message.guild.me)
        return (
            allowed.send_messages_in_threads if isinstance(message.channel, discord.Thread) else allowed.send_messages
        )


def read_question(text: str) -> str:
    """Return a question as it is searched for.

    Raises a Refusal where there is nothing to search for, or too much.
    """
    question = tidy_question(text)
    if not question:
        raise Refusal(Reason.BLANK)
    if len(question) > LONGEST_QUESTION:
        raise Refusal(Reason.LONG, most=LONGEST_QUESTION)
    return question


def _looks_like_question(text: str, texts: Texts) -> bool:
    words = text.casefold().split()
    return "?" in text or (len(words) > 1 and words[0].strip(",") in texts.list("question_words"))


def _read_day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise Refusal(Reason.DATE) from error


async def add_to(client: Client) -> None:
    """Add this cog and its entry in the menu of messages."""
    cog = Ask(client)
    await client.add_cog(cog)
    client.on_control(ControlAction.EXAMPLE, cog.ask_example)
    client.tree.add_command(app_commands.ContextMenu(name=localized("claim.name"), callback=cog.check_claim))
