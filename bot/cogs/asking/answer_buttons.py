"""The buttons of an answer: more quotations, context, share, report."""

from __future__ import annotations

from dataclasses import replace

import discord
from discord import ui

from bot.client.client import Client, Interaction
from bot.client.languages import read_texts
from bot.client.moderators_channel import post_to_moderators
from bot.client.rate_limit import RateLimiter
from bot.discord_ui import send as sending
from bot.discord_ui.controls import Control, ControlAction, read_place, read_scope, write_place
from bot.discord_ui.escaping import escape
from bot.discord_ui.i18n import Texts
from bot.discord_ui.message import Builder, OutgoingMessage, TextId, find_text
from bot.errors import Reason
from bot.library.journal.journal import Report
from bot.messages.answers.answer import AnswerView, mark_quotation, render_answer, tidy_question
from bot.messages.answers.context import Surroundings, render_context
from bot.messages.answers.quotation_pages import Heading, render_quotations
from bot.messages.notice import ANSWER_COLOUR, RELATED_COLOUR, render_notice
from bot.messages.source_lines import describe_source, describe_speaker
from index.errors import Refusal
from index.search.answer import Answer
from index.search.highlighting import find_highlights
from index.snapshots.quotations import Quotation

MOST = 24
"""Quotations that can be paged through."""

LONGEST_REASON = 500

_PAGES = {ControlAction.MORE: ControlAction.MORE_PAGE, ControlAction.RELATED: ControlAction.RELATED_PAGE}
"""What a button of an answer opens, and what turns its pages."""

_RELATED = {ControlAction.RELATED, ControlAction.RELATED_PAGE}


class AnswerButtons:
    """Does what the buttons of answers are for."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self._shares = RateLimiter(client.settings.cooldown)
        self._reports = RateLimiter(client.settings.cooldown)

    async def show_more(self, interaction: Interaction, control: Control, _: tuple[str, ...]) -> None:
        """Show a page of the quotations after the first, to whoever clicked only."""
        texts, search_service, page = read_texts(interaction), self.client.search_service, control.read_number(0)
        scope = read_scope(search_service.catalog, control.arguments[1:])
        question = require_question(interaction)
        with self.client.rate_limiter.admit(interaction.user.id, exempt=True):
            search_service.require_room()
            if control.action in _PAGES:
                await interaction.response.defer(ephemeral=True, thinking=True)
            else:
                await interaction.response.defer()
            answer = await search_service.ask(question, MOST, scope, interaction.user.id)
            await sending.respond(interaction, self._render_more(answer, control, page, texts), private=True)

    def _render_more(self, answer: Answer, control: Control, page: int, texts: Texts) -> OutgoingMessage:
        is_related = control.action in _RELATED
        quotations = answer.quotations if is_related else answer.quotations[1:]
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
        """Show the paragraph of a quotation, to whoever clicked only."""
        texts, catalog = read_texts(interaction), self.client.search_service.catalog
        quotation = read_place(catalog, control)
        around = Surroundings(catalog.find_paragraph(quotation), catalog.find_naming(quotation))
        if control.action is ControlAction.CONTEXT_PAGE:
            await sending.edit(interaction, render_context(quotation, around, control.read_number(3), texts))
        else:
            await sending.respond(interaction, render_context(quotation, around, None, texts), private=True)

    async def share(self, interaction: Interaction, control: Control, _: tuple[str, ...]) -> None:
        """Post a private answer in the channel, with the quotation that it showed."""
        search_service = self.client.search_service
        quotation = read_place(search_service.catalog, control)
        scope = read_scope(search_service.catalog, control.arguments[3:])
        question = require_question(interaction)
        with self._shares.admit(interaction.user.id, exempt=self.client.is_exempt(interaction.user)):
            search_service.require_room()
            await interaction.response.defer(thinking=True)
            answer = put_first(await search_service.ask(question, MOST, scope, interaction.user.id), quotation)
            article = search_service.catalog.find_article(scope.article_id or "")
            title, sources = article.title if article else None, len(search_service.catalog.articles)
            texts, sharer = read_texts(interaction), interaction.user.display_name
            frame = AnswerView(texts, scope, title, sources, shared_by=sharer)
            await sending.respond(interaction, render_answer(answer, frame), private=False)

    async def open_report(self, interaction: Interaction, control: Control, _: tuple[str, ...]) -> None:
        """Ask for the reason of a report."""
        quotation = read_place(self.client.search_service.catalog, control)
        with self._reports.admit(interaction.user.id, exempt=self.client.is_exempt(interaction.user)):
            await interaction.response.send_modal(make_report_form(quotation, read_texts(interaction)))

    async def report(self, interaction: Interaction, control: Control, values: tuple[str, ...]) -> None:
        """Keep a report and tell the moderators."""
        quotation = read_place(self.client.search_service.catalog, control)
        reason, question = tidy_question(" ".join(values)), find_question(interaction) or ""
        await interaction.response.defer(ephemeral=True, thinking=True)
        article_id, span = quotation.article.id, quotation.span
        report = Report(reason, question, quotation.article.path, article_id, span.start, span.end)
        kept = await self.client.recorder.record(lambda: self.client.journal.record_report(report))
        channel = self.client.settings.report_channel
        await post_to_moderators(self.client, channel, lambda texts: render_report(quotation, report, texts))
        text = read_texts(interaction)("report.done" if kept else "report.failed")
        await sending.respond(interaction, render_notice(text), private=True)


def make_report_form(quotation: Quotation, texts: Texts) -> ui.Modal:
    """Return the form of a report; its custom id says what it is about, so a restart loses nothing."""
    form = ui.Modal(
        title=texts("report.title"), custom_id=Control(ControlAction.REPORT_FORM, write_place(quotation)).to_id()
    )
    reason: ui.TextInput[ui.Modal] = ui.TextInput(
        style=discord.TextStyle.paragraph, max_length=LONGEST_REASON, placeholder=texts("report.placeholder")
    )
    return form.add_item(ui.Label(text=texts("report.label"), component=reason))


def render_report(quotation: Quotation, report: Report, texts: Texts) -> OutgoingMessage:
    """Return what moderators see of a report."""
    builder = Builder(RELATED_COLOUR)
    builder.add_text(f"**{texts('report.heading')}**\n{escape(report.reason)}")
    if report.question:
        builder.add_text(f"-# {texts('report.question')} {escape(report.question)}")
    about = f"{describe_speaker(texts, quotation)}\n{describe_source(texts, quotation, linked=True)}"
    builder.add_quotation(mark_quotation(quotation), about, quotation, texts("answer.in_file"))
    return builder.build()


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
    found = find_question(interaction)
    if not found:
        raise Refusal(Reason.OUTDATED)
    return found


def find_question(interaction: Interaction) -> str | None:
    """Return the question in the message of a button, if any."""
    return find_text(interaction.message, TextId.QUESTION)


async def add_to(client: Client) -> None:
    """Let the buttons of answers do what they are for."""
    cog = AnswerButtons(client)
    for action in (*_PAGES, *_PAGES.values()):
        client.on_control(action, cog.show_more)
    client.on_control(ControlAction.CONTEXT, cog.show_context)
    client.on_control(ControlAction.CONTEXT_PAGE, cog.show_context)
    client.on_control(ControlAction.SHARE, cog.share)
    client.on_control(ControlAction.REPORT, cog.open_report)
    client.on_control(ControlAction.REPORT_FORM, cog.report)
