"""Asking by a message: a mention, a reply to an answer or to anybody, a direct message, a new post of a forum."""

from __future__ import annotations

import contextlib
from collections import OrderedDict
from dataclasses import dataclass
from datetime import timedelta

import discord
from discord.ext import commands

from bot.client.client import Client
from bot.client.languages import read_written_texts
from bot.cogs.asking.answering import is_small_talk, look_up, read_question, record
from bot.cogs.asking.claims import Claims, is_check
from bot.cogs.asking.message_text import read_paragraphs, read_previous
from bot.discord_ui import send as sending
from bot.discord_ui.i18n import Texts
from bot.discord_ui.message import OutgoingMessage
from bot.messages.answers.answer import AnswerView, tidy_question
from bot.messages.notice import render_notice
from index.errors import Refusal
from index.search.answer import Answer

MAY_NOT_WRITE = "\N{ZIPPER-MOUTH FACE}"
"""The reaction to a mention where the bot may not write."""

SMALL_TALK = "\N{WAVING HAND SIGN}"
"""The reaction to thanks and greetings."""

CORRECTED_WITHIN = timedelta(minutes=1)
_REMEMBERED = 500

_ASKS_HELP = {"", "help", "допомога", "довідка", "помощь", "справка"}


@dataclass(frozen=True)
class _Asked:
    """What a message asks, and the message that it replies to, where that was looked up."""

    text: str
    replied: discord.Message | None = None


class AskByMessage(commands.Cog):
    """Answers messages that mention the bot or reply to it."""

    def __init__(self, client: Client, claims: Claims) -> None:
        self.client = client
        self._claims = claims
        self._answers: OrderedDict[int, tuple[str, discord.Message]] = OrderedDict()
        """What was asked lately, by the id of the message, and the answer to it."""

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer a message that mentions the bot or replies to it with a question."""
        if message.type in {discord.MessageType.default, discord.MessageType.reply}:
            await self._take(message)

    @commands.Cog.listener()
    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """Answer again a question that was corrected within a minute, in the place of the first answer."""
        message = payload.message
        if message.edited_at and message.edited_at - message.created_at <= CORRECTED_WITHIN:
            await self._take(message)

    @commands.Cog.listener()
    async def on_thread_create(self, thread: discord.Thread) -> None:
        """Answer a new post of a forum that was chosen for that, where the articles answer it; else say nothing."""
        if thread.parent_id not in self.client.servers.find(thread.guild.id).forums:
            return
        texts = read_written_texts(thread.name, thread.guild, self.client.servers)
        if _looks_like_question(thread.name, texts):
            with contextlib.suppress(Refusal, *sending.FAILURES), self.client.search_service.attend():
                await self._answer_post(thread, texts)

    async def _take(self, message: discord.Message) -> None:
        if message.author.bot or message.webhook_id:
            return
        asked = await self._read(message)
        if asked is None or self._has_answered(message, asked.text):
            return
        if not await self._may_write(message):
            await self._react(message, MAY_NOT_WRITE)
        elif self._is_wanted_in(message):
            await self.client.guard(message, lambda: self._reply(message, asked))

    async def _read(self, message: discord.Message) -> _Asked | None:
        """Return what a message asks, empty for a bare mention, or None where nothing is asked of the bot."""
        mentioned = self._take_off_mention(message)
        if mentioned is not None:
            return _Asked(mentioned, await self._find_replied(message))
        if message.guild is None:
            wanted = self.client.settings.direct_messages
            return _Asked(tidy_question(message.clean_content), _get_replied(message)) if wanted else None
        replied = _get_replied(message)
        if replied is None or not self._is_own(replied):
            return None
        text = message.clean_content
        is_question = _looks_like_question(text, self.client.read_texts(message))
        return _Asked(tidy_question(text), replied) if is_question else None

    def _take_off_mention(self, message: discord.Message) -> str | None:
        """Return a message without its mention of the bot, by hand or by Discord's list; None where there is none."""
        bot = self.client.user
        assert bot is not None
        name = next((each.display_name for each in message.mentions if each.id == bot.id), bot.name)
        calls = (f"<@{bot.id}>", f"<@!{bot.id}>")
        if any(call in message.content for call in calls):
            return tidy_question(message.clean_content.replace(f"@{name}", " "))
        typed = f"@{name}".casefold()
        if message.content.casefold().startswith(typed):
            return tidy_question(message.clean_content[len(typed) :])
        return None

    async def _find_replied(self, message: discord.Message) -> discord.Message | None:
        """Return the message that another replies to, asked of Discord where it did not come along."""
        replied = _get_replied(message)
        if replied or message.reference is None or message.reference.message_id is None:
            return replied
        if message.reference.type is not discord.MessageReferenceType.reply:
            return None
        with contextlib.suppress(*sending.FAILURES):
            return await message.channel.fetch_message(message.reference.message_id)
        return None

    def _is_own(self, message: discord.Message) -> bool:
        assert self.client.user is not None
        return message.author.id == self.client.user.id

    def _has_answered(self, message: discord.Message, text: str) -> bool:
        return message.id in self._answers and self._answers[message.id][0] == text

    async def _may_write(self, message: discord.Message) -> bool:
        channel = message.channel
        if message.guild is None:
            return True
        if isinstance(channel, discord.PartialMessageable):
            try:
                channel = await self.client.fetch_channel(channel.id)  # type: ignore[assignment]  # a thread in no cache
            except sending.FAILURES:
                return False
        allowed = channel.permissions_for(message.guild.me)
        return allowed.send_messages_in_threads if isinstance(channel, discord.Thread) else allowed.send_messages

    def _is_wanted_in(self, message: discord.Message) -> bool:
        """Return whether the server wants mentions answered in this channel."""
        return self.client.servers.answers_in(message.channel, message.guild.id if message.guild else None)

    async def _react(self, message: discord.Message, emoji: str) -> None:
        if not self.client.rate_limiter.may_notify(message.author.id):
            return
        with contextlib.suppress(*sending.FAILURES):
            await message.add_reaction(emoji)

    async def _reply(self, message: discord.Message, asked: _Asked) -> None:
        client = self.client
        texts = client.read_texts(message)
        claimed = asked.replied if asked.replied and not self._is_own(asked.replied) else None
        checks = claimed is not None and is_check(asked.text, texts)
        if not checks and is_small_talk(asked.text) and asked.text.casefold() not in _ASKS_HELP:
            await self._react(message, SMALL_TALK)
            return
        with client.rate_limiter.admit(message.author.id, exempt=client.is_exempt(message.author)):
            if message.guild and not client.servers.find(message.guild.id).public:
                await self._send(
                    message, asked.text, render_notice(texts("answer.only_private", ask=texts("ask.name")))
                )
            elif checks and claimed:
                async with sending.show_typing(message.channel):
                    found = await self._claims.check(read_paragraphs(claimed), texts, message.author.id)
                await self._send(message, asked.text, found)
            elif not asked.text or is_small_talk(asked.text):
                await self._send(message, asked.text, render_notice(texts("help.short")))
            else:
                await self._answer(message, asked, texts)

    async def _answer(self, message: discord.Message, asked: _Asked, texts: Texts) -> None:
        question = read_question(asked.text)
        previous = self._read_previous(asked.replied)
        view = AnswerView(texts, may_open_thread=isinstance(message.channel, discord.TextChannel))
        async with sending.show_typing(message.channel):
            found = await look_up(self.client, question, view, message.author.id, previous)
        sent = await self._send(message, asked.text, found.render())
        if await record(self.client, found, message.guild.id if message.guild else None):
            await sending.edit_sent(sent, found.render(recorded=True))

    def _read_previous(self, replied: discord.Message | None) -> Answer | None:
        if replied is None or not self._is_own(replied):
            return None
        return read_previous(replied, self.client.search_service.catalog)

    async def _send(self, message: discord.Message, text: str, answer: OutgoingMessage) -> discord.Message:
        """Reply to a message, or put the new reply in the place of the one before it was corrected."""
        before = self._answers.pop(message.id, None)
        if before:
            sent = before[1]
            await sending.edit_sent(sent, answer)
        else:
            sent = await sending.reply(message, answer)
        self._answers[message.id] = (text, sent)
        while len(self._answers) > _REMEMBERED:
            self._answers.popitem(last=False)
        return sent

    async def _answer_post(self, thread: discord.Thread, texts: Texts) -> None:
        found = await look_up(self.client, read_question(thread.name), AnswerView(texts), thread.owner_id)
        if found.answer.answered:
            await sending.post(thread, found.render())


def _get_replied(message: discord.Message) -> discord.Message | None:
    replied = message.reference.resolved if message.reference else None
    return replied if isinstance(replied, discord.Message) else None


def _looks_like_question(text: str, texts: Texts) -> bool:
    words = text.casefold().split()
    return "?" in text or (len(words) > 1 and words[0].strip(",") in texts.list("question_words"))


async def add_to(client: Client) -> None:
    """Add this cog, and the one that it hands claims to."""
    await client.add_cog(AskByMessage(client, Claims(client)))
