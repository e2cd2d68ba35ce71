"""Put generated articles and questions through the renderer and require what must hold of every message.

    python -m benchmarks.discord.rendering [--count 20000] [--seed 1]

Every body is within Discord's limits, by our own count and by simcord's rules; every quotation is its slice,
read back from the markup or the file; mentions are off in the body that discord.py would send.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import time
from dataclasses import replace
from datetime import date

from discord.http import handle_message_parameters

from bot.discord_ui.controls import Control, ControlAction
from bot.discord_ui.i18n import LANGUAGES, texts_for
from bot.discord_ui.message import NO_MENTIONS, OutgoingMessage, measure
from bot.messages.answers.answer import AnswerView, render_answer, tidy_question
from bot.messages.answers.claims import Checked, render_claims
from bot.messages.answers.context import Surroundings, render_context
from bot.messages.answers.quotation_pages import Heading, render_quotations
from index.engines.filters import Filters
from index.search.answer import Answer, Note
from index.search.sides import part_by_side
from index.snapshots.quotations import Quotation
from tests.support.discord.generated_answers import Case, generate_case, take_sides
from tests.support.discord.limits import check_limits, check_shows
from tests.support.discord.stage import Shown


class Figures:
    """What was counted."""

    def __init__(self) -> None:
        self.bodies = 0
        self.quotations = 0
        self.files = 0
        self.longest = 0

    def check(self, message: OutgoingMessage, quotation: Quotation | None = None) -> Shown:
        """Require what must hold of a message, and count it."""
        shown = check_limits(message)
        if quotation is not None:
            check_shows(message, shown, quotation)
            self.quotations += 1
        body = handle_message_parameters(view=message.view, allowed_mentions=NO_MENTIONS).payload
        assert body is not None
        assert body["allowed_mentions"]["parse"] == []
        assert not body["allowed_mentions"].get("replied_user")
        self.bodies += 1
        self.files += len(message.files)
        self.longest = max(self.longest, sum(measure(text) for text in shown.texts))
        return shown


async def run(count: int, seed: int) -> Figures:
    """Render `count` cases."""
    source, figures = random.Random(seed), Figures()
    for number in range(count):
        _render(generate_case(source), LANGUAGES[number % len(LANGUAGES)], figures)
    return figures


def _render(case: Case, language: str, figures: Figures) -> None:
    texts, question, first = texts_for(language), tidy_question(case.question), case.quotations[0]
    filters = Filters(first.attribution.speaker, first.article.id, date(2000, 1, 1), date(2030, 1, 1))
    full = AnswerView(texts, filters, first.article.title, 1, private=True, is_claim=True, shared_by=case.question)
    figures.check(render_answer(Answer(question, True, 1.0, case.quotations), full), first)
    figures.check(render_answer(Answer(question, False, 0.0, case.quotations), AnswerView(texts, recorded=True)))
    parted = take_sides(case.quotations)
    special = Answer(
        question,
        True,
        1.0,
        parted,
        Note.UNDATED,
        question,
        parted[-1] if len(parted) > 1 else None,
        part_by_side(parted),
    )
    figures.check(render_answer(special, full), first)
    figures.check(render_answer(replace(special, answered=False, note=Note.VERDICT), AnswerView(texts, recorded=True)))
    answers = tuple({each.article.id: replace(special, quotations=(each,)) for each in parted}.values())[:3]
    figures.check(render_claims(Checked(answers, 20, 40), texts))
    figures.check(render_context(first, Surroundings(case.quotations[:1]), None, texts), first)
    unique = tuple({each.article.id: each for each in case.quotations}.values())
    heading = Heading(
        texts("related.title"), lambda page: Control(ControlAction.MORE, (str(page), "", "", "", "")), question
    )
    figures.check(render_quotations(unique, 0, heading, texts), unique[0])
    figures.check(render_quotations(unique, len(unique), heading, texts), unique[-1])


def main() -> None:
    """Render, and print the figures; the first body that breaks a rule ends it with an AssertionError."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    started = time.perf_counter()
    figures = asyncio.run(run(chosen.count, chosen.seed))
    seconds = time.perf_counter() - started
    print(f"cases {chosen.count}  bodies {figures.bodies}  quotations equal to their slices {figures.quotations}")
    print(f"as files {figures.files}  longest text {figures.longest} of 4000  mentions on 0  over a limit 0")
    print(f"seconds {seconds:.0f}  bodies a second {figures.bodies / seconds:.0f}")


if __name__ == "__main__":
    main()
