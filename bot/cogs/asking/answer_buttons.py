"""The buttons of an answer: more quotations, context, share, a thread."""

from __future__ import annotations

from collections import deque
from dataclasses import replace

import discord

from bot.client.client import Client, Interaction
from bot.client.languages import read_texts
from bot.client.rate_limit import RateLimiter
from bot.cogs.asking.answering import complete_view
from bot.cogs.asking.message_text import find_read_as
from bot.discord_ui import send as sending
from bot.discord_ui.controls import Control, ControlAction, read_filters, read_place, write_place
from bot.discord_ui.i18n import Texts
from bot.discord_ui.message import OutgoingMessage, TextId, clip, find_text
from bot.errors import Reason
from bot.messages.answers.answer import AnswerView, render_answer
from bot.messages.answers.context import Surroundings, render_context
from bot.messages.answers.notes import describe_reading
from bot.messages.answers.quotation_pages import Heading, render_quotations
from bot.messages.notice import ANSWER_COLOUR, RELATED_COLOUR, render_notice
from bot.messages.source_lines import write_name
from index.engines.filters import Filters
from index.errors import Refusal
from index.search.answer import Answer
from index.search.highlighting import find_highlights
from index.search.question_reading import read_question
from index.snapshots.quotations import Quotation
from index.text.translation.english import is_english

MOST = 24
"""Quotations that can be paged through."""

_REMEMBERED = 1_000
_THREAD_NAME = 90
_READ_AS = 300

_PAGES = {ControlAction.MORE: ControlAction.MORE_PAGE, ControlAction.RELATED: ControlAction.RELATED_PAGE}
"""What a button of an answer opens, and what turns its pages."""

_RELATED = {ControlAction.RELATED, ControlAction.RELATED_PAGE}


class AnswerButtons:
    """Does what the buttons of answers are for."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self._shares = RateLimiter(client.settings.cooldown)
        self._shared: deque[int] = deque(maxlen=_REMEMBERED)
        """Private answers that were shared lately, by the ids of their messages."""

    async def show_more(self, interaction: Interaction, control: Control, _: tuple[str, ...]) -> None:
        """Show a page of the quotations after the first, to whoever clicked only."""
        texts, search_service, page = read_texts(interaction), self.client.search_service, control.read_number(0)
        filters = read_filters(search_service.catalog, control.arguments[1:])
        require_question(interaction)
        with self.client.rate_limiter.admit(interaction.user.id, exempt=True):
            search_service.require_room()
            if control.action in _PAGES:
                await interaction.response.defer(ephemeral=True, thinking=True)
            else:
                await interaction.response.defer()
            answer = await self._ask_again(interaction, filters)
            await sending.respond(interaction, self._render_more(answer, control, page, texts), private=True)

    def _render_more(self, answer: Answer, control: Control, page: int, texts: Texts) -> OutgoingMessage:
        is_related = control.action in _RELATED
        quotations = find_related(answer) if is_related else answer.supporting
        if not quotations:
            return render_notice(texts("more.none"))
        action = _PAGES.get(control.action, control.action)
        heading = Heading(
            texts("related.title") if is_related else texts.count("more.title", len(quotations)),
            lambda number: Control(action, (str(number), *control.arguments[1:])),
            answer.question,
            RELATED_COLOUR if is_related else ANSWER_COLOUR,
        )
        return render_quotations(quotations, page, heading, texts, self.client.page_size)

    async def show_context(self, interaction: Interaction, control: Control, _: tuple[str, ...]) -> None:
        """Show the paragraph of a quotation, and what the question was read as, to whoever clicked only."""
        texts, catalog = read_texts(interaction), self.client.search_service.catalog
        quotation = read_place(catalog, control)
        around = Surroundings(catalog.find_paragraph(quotation), catalog.find_naming(quotation))
        if control.action is ControlAction.CONTEXT_PAGE:
            await sending.edit(interaction, render_context(quotation, around, control.read_number(3), texts))
            return
        if len(control.arguments) > 3:
            around = replace(around, reading=await self._describe_reading(interaction, control.read_number(3), texts))
        await sending.respond(interaction, render_context(quotation, around, None, texts), private=True)

    async def _describe_reading(self, interaction: Interaction, confidence: int, texts: Texts) -> str:
        """Return what the question of an answer was read as, and how sure the answer is."""
        question, read_as = require_question(interaction), find_read_as(interaction.message)
        service = self.client.search_service
        contents = service.searcher.snapshot.contents
        reading = await service.run(lambda: read_question(contents, read_as or question), interaction.user.id)
        lines = []
        if read_as:
            how = "understood.follow_up" if is_english(question) else "understood.translated"
            lines = [write_name(read_as, _READ_AS), texts(how)]
        lines += describe_reading(texts, reading)
        sure = texts("context.confidence", share=f"{confidence} %")
        return f"-# {texts('context.read_as')} {' · '.join(lines)}\n-# {sure}"

    async def share(self, interaction: Interaction, control: Control, _: tuple[str, ...]) -> None:
        """Post a private answer in the channel, once, with the quotation that it showed."""
        search_service, message = self.client.search_service, interaction.message
        quotation = read_place(search_service.catalog, control)
        filters = read_filters(search_service.catalog, control.arguments[3:])
        require_question(interaction)
        if message is None or message.id in self._shared:
            raise Refusal(Reason.SHARED)
        with self._shares.admit(interaction.user.id, exempt=self.client.is_exempt(interaction.user)):
            search_service.require_room()
            await interaction.response.defer()
            answer = put_first(await self._ask_again(interaction, filters), quotation)
            texts, sharer = read_texts(interaction), interaction.user.display_name
            view = complete_view(self.client, AnswerView(texts, filters, shared_by=sharer))
            await sending.post_followup(interaction, render_answer(answer, view))
            self._shared.append(message.id)
            await sending.disable_button(interaction, ControlAction.SHARE, texts("button.shared"))

    async def open_thread(self, interaction: Interaction, control: Control, _: tuple[str, ...]) -> None:
        """Start a thread at an answer and post there all the quotations that answer."""
        client, message = self.client, interaction.message
        filters, question = (
            read_filters(client.search_service.catalog, control.arguments),
            require_question(interaction),
        )
        with self._shares.admit(interaction.user.id, exempt=client.is_exempt(interaction.user)):
            client.search_service.require_room()
            await interaction.response.defer(ephemeral=True, thinking=True)
            texts = read_texts(interaction)
            answer = await self._ask_again(interaction, filters)
            try:
                assert message is not None
                thread = await message.create_thread(name=clip(question, _THREAD_NAME))
            except discord.HTTPException as error:
                raise Refusal(Reason.THREAD) from error
            quotations = answer.quotations[: 1 + len(answer.supporting)]
            heading = Heading(
                texts("thread.title"),
                lambda number: Control(ControlAction.MORE_PAGE, (str(number), *control.arguments)),
                question,
            )
            await sending.post(thread, render_quotations(quotations, 0, heading, texts))
            opened = render_notice(texts("thread.opened", thread=thread.mention))
            await sending.respond(interaction, opened, private=True)

    async def _ask_again(self, interaction: Interaction, filters: Filters) -> Answer:
        """Answer the question of a message again, as it was read there."""
        question, read_as = require_question(interaction), find_read_as(interaction.message)
        asked = read_as if read_as and is_english(question) else question
        answer = await self.client.search_service.ask(asked, MOST, filters, interaction.user.id)
        return replace(answer, question=question, read_as=read_as)


def find_related(answer: Answer) -> tuple[Quotation, ...]:
    """Return the quotations that do not answer, nearest first."""
    supporting = set(map(id, answer.supporting))
    first = 1 if answer.answered else 0
    return tuple(each for each in answer.quotations[first:] if id(each) not in supporting)


def put_first(answer: Answer, quotation: Quotation) -> Answer:
    """Return an answer whose first quotation is the one that was shown before."""
    place = write_place(quotation)
    found = next((each for each in answer.quotations if write_place(each) == place), None)
    first = found or replace(quotation, highlights=find_highlights(answer.question, quotation.text))
    others = tuple(each for each in answer.quotations if write_place(each) != place)
    return replace(answer, answered=True, quotations=(first, *others))


def require_question(interaction: Interaction) -> str:
    """Return the question in the message of a button.

    Raises a Refusal when there is none.
    """
    found = find_text(interaction.message, TextId.QUESTION)
    if not found:
        raise Refusal(Reason.OUTDATED)
    return found


async def add_to(client: Client) -> None:
    """Let the buttons of answers do what they are for."""
    cog = AnswerButtons(client)
    for action in (*_PAGES, *_PAGES.values()):
        client.on_control(action, cog.show_more)
    client.on_control(ControlAction.CONTEXT, cog.show_context)
    client.on_control(ControlAction.CONTEXT_PAGE, cog.show_context)
    client.on_control(ControlAction.SHARE, cog.share)
    client.on_control(ControlAction.THREAD, cog.open_thread)
