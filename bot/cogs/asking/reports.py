"""Reports: what somebody says is wrong with a quotation, kept and told to the moderators."""

from __future__ import annotations

import discord
from discord import ui

from bot.client.client import Client, Interaction
from bot.client.languages import read_texts
from bot.client.moderators_channel import post_to_moderators
from bot.client.rate_limit import RateLimiter
from bot.discord_ui import send as sending
from bot.discord_ui.controls import Control, ControlAction, read_place, write_place
from bot.discord_ui.escaping import escape
from bot.discord_ui.i18n import Texts
from bot.discord_ui.message import Builder, OutgoingMessage, TextId, find_text
from bot.library.journal.feedback import Report
from bot.messages.answers.answer import tidy_question
from bot.messages.answers.quotation_pages import mark_quotation
from bot.messages.notice import RELATED_COLOUR, render_notice
from bot.messages.source_lines import describe_source, describe_speaker
from index.snapshots.quotations import Quotation

LONGEST_REASON = 500


class Reports:
    """Takes reports on quotations."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self._reports = RateLimiter(client.settings.cooldown)

    async def open_report(self, interaction: Interaction, control: Control, _: tuple[str, ...]) -> None:
        """Ask for the reason of a report."""
        quotation = read_place(self.client.search_service.catalog, control)
        with self._reports.admit(interaction.user.id, exempt=self.client.is_exempt(interaction.user)):
            await sending.open_form(interaction, make_report_form(quotation, read_texts(interaction)))

    async def report(self, interaction: Interaction, control: Control, values: tuple[str, ...]) -> None:
        """Keep a report and tell the moderators."""
        quotation = read_place(self.client.search_service.catalog, control)
        reason, question = tidy_question(" ".join(values)), find_text(interaction.message, TextId.QUESTION) or ""
        await interaction.response.defer(ephemeral=True, thinking=True)
        article_id, span = quotation.article.id, quotation.span
        report = Report(
            reason=reason,
            question=question,
            article=quotation.article.path,
            article_id=article_id,
            start=span.start,
            end=span.end,
        )
        kept = await self.client.recorder.record(lambda: self.client.journal.record_report(report))
        client = self.client
        channels = client.servers.list_channels(client.settings, "reports")
        await post_to_moderators(
            client, channels, client.servers, lambda texts: render_report(quotation, report, texts)
        )
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
    about = "\n".join(
        filter(None, [describe_speaker(texts, quotation), describe_source(texts, quotation, linked=True)])
    )
    builder.add_quotation(mark_quotation(quotation), about, quotation, texts("answer.in_file"))
    return builder.build()


async def add_to(client: Client) -> None:
    """Let the button and the form of reports do what they are for."""
    reports = Reports(client)
    client.on_control(ControlAction.REPORT, reports.open_report)
    client.on_control(ControlAction.REPORT_FORM, reports.report)
