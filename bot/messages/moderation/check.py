"""What is wrong in the articles -> a message; a pure function."""

from __future__ import annotations

from collections.abc import Sequence

from bot.discord_ui.i18n import Texts
from bot.discord_ui.message import Builder, OutgoingMessage
from bot.messages.moderation.article_card import SHORT_TITLE, fit_lines
from bot.messages.notice import DONE_COLOUR, RELATED_COLOUR
from bot.messages.source_lines import write_name
from index.ingestion.lint import Finding

_ROOM = 3_000
_TEXT = 200


def render_check(findings: Sequence[Finding], texts: Texts) -> OutgoingMessage:
    """Return what was found, as much of it as there is room for, and all of it as a file."""
    builder = Builder(RELATED_COLOUR if findings else DONE_COLOUR)
    builder.add_text(texts.count("check.title", len(findings)) if findings else texts("check.none"))
    if findings:
        lines = [
            f"- {_place(each)}: {write_name(each.problem, _TEXT)}; {write_name(each.remedy, _TEXT)}"
            for each in findings
        ]
        builder.add_text(fit_lines(lines, _ROOM, texts))
        every = "".join(f"{each.file}:{each.line}: {each.problem}; {each.remedy}\n" for each in findings)
        builder.add_file("check", every)
    return builder.build()


def _place(finding: Finding) -> str:
    return f"**{write_name(finding.file, SHORT_TITLE)}**:{finding.line}"
