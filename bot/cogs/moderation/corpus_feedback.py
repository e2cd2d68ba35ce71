"""What readers left for the moderators: unanswered questions and reports, opened, acted upon and closed."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from bot.client.client import Client, Interaction
from bot.client.languages import read_texts
from bot.cogs.moderation.job_message import errors_as_refusals
from bot.cogs.moderation.metadata_forms import read_key
from bot.discord_ui import send as sending
from bot.discord_ui.controls import Control, ControlAction
from bot.library.events import UnansweredGroup
from bot.messages.moderation.reader_feedback import (
    ReportGroup,
    group_reports,
    key_group,
    render_question,
    render_report_group,
    render_reports,
    render_unanswered,
)
from bot.messages.notice import DONE_COLOUR, render_notice
from index.corpus.span import Span
from index.snapshots.quotations import Quotation


class CorpusFeedback:
    """Lists, opens and closes what readers left."""

    def __init__(self, client: Client) -> None:
        self.client = client

    async def list_unanswered(self, interaction: Interaction, control: Control | None = None, *_: object) -> None:
        """List a page of the unanswered questions."""
        page = await begin_page(interaction, control)
        message = render_unanswered(await self._read_questions(), page, read_texts(interaction))
        await sending.respond(interaction, message, private=True)

    async def open_question(self, interaction: Interaction, control: Control, _: tuple[str, ...]) -> None:
        """Show one question in all its wordings, with what can be done about it."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        group = await self._find_question(read_key(control))
        texts = read_texts(interaction)
        message = render_question(group, texts) if group else render_notice(texts("reports.missing"))
        await sending.respond(interaction, message, private=True)

    async def close_question(self, interaction: Interaction, control: Control, _: tuple[str, ...]) -> None:
        """Forget a question that a moderator is done with."""
        await sending.defer(interaction)
        group = await self._find_question(read_key(control))
        if group:
            with errors_as_refusals():
                await asyncio.to_thread(self.client.library.forget_unanswered, group.questions)
        await self._close(interaction, found=group is not None)

    async def list_reports(self, interaction: Interaction, control: Control | None = None, *_: object) -> None:
        """List a page of what people reported."""
        page = await begin_page(interaction, control)
        groups = await self._read_reports()
        message = render_reports(groups, self._find_quotations(groups), page, read_texts(interaction))
        await sending.respond(interaction, message, private=True)

    async def open_report(self, interaction: Interaction, control: Control, _: tuple[str, ...]) -> None:
        """Show a quotation that was reported, why and when, with what can be done about it."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        group, texts = await self._find_report(read_key(control)), read_texts(interaction)
        message = render_notice(texts("reports.missing"))
        if group:
            message = render_report_group(group, self._find_quotations([group]).get(group.key), texts)
        await sending.respond(interaction, message, private=True)

    async def close_report(self, interaction: Interaction, control: Control, _: tuple[str, ...]) -> None:
        """Close the reports on a quotation."""
        await sending.defer(interaction)
        group = await self._find_report(read_key(control))
        if group:
            numbers = [report.number for report in group.reports if report.number is not None]
            with errors_as_refusals():
                await asyncio.to_thread(self.client.library.close_reports, numbers)
        await self._close(interaction, found=group is not None)

    async def _close(self, interaction: Interaction, *, found: bool) -> None:
        texts = read_texts(interaction)
        text = texts("reports.closed" if found else "reports.missing")
        await sending.respond(interaction, render_notice(text, DONE_COLOUR), private=True)

    async def _read_questions(self) -> Sequence[UnansweredGroup]:
        with errors_as_refusals():
            return await asyncio.to_thread(self.client.library.list_unanswered)

    async def _find_question(self, key: str) -> UnansweredGroup | None:
        return next((group for group in await self._read_questions() if key_group(group) == key), None)

    async def _read_reports(self) -> Sequence[ReportGroup]:
        with errors_as_refusals():
            return group_reports(await asyncio.to_thread(self.client.library.list_reports))

    async def _find_report(self, key: str) -> ReportGroup | None:
        return next((group for group in await self._read_reports() if group.key == key), None)

    def _find_quotations(self, groups: Sequence[ReportGroup]) -> Mapping[str, Quotation]:
        """Return the quotations of reports as far as the corpus still has them, by the keys of the groups."""
        catalog = self.client.search_service.catalog
        found = {}
        for group in groups:
            report = group.reports[0]
            quotation = catalog.find_quotation(report.article_id, Span(report.start, report.end))
            if quotation:
                found[group.key] = quotation
        return found


async def begin_page(interaction: Interaction, control: Control | None) -> int:
    """Promise an answer and return the page that is asked for."""
    if control is None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        return 0
    page = control.read_number(0)
    await interaction.response.defer()
    return page


def add_to(client: Client) -> CorpusFeedback:
    """Let the pages and buttons of what readers left do what they are for."""
    cog = CorpusFeedback(client)
    client.on_control(ControlAction.CORPUS_UNANSWERED, cog.list_unanswered)
    client.on_control(ControlAction.UNANSWERED_OPEN, cog.open_question)
    client.on_control(ControlAction.UNANSWERED_DONE, cog.close_question)
    client.on_control(ControlAction.CORPUS_REPORTS, cog.list_reports)
    client.on_control(ControlAction.REPORT_OPEN, cog.open_report)
    client.on_control(ControlAction.REPORT_DONE, cog.close_report)
    return cog
