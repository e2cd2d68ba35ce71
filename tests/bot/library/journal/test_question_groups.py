"""Questions that ask for the same."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.library.journal.feedback import Unanswered
from bot.library.journal.question_groups import group_questions

EARLY, LATE = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)


def test_a_group_was_asked_when_any_of_it_was() -> None:
    """Times add up, and the last time is the latest."""
    asked = [Unanswered("Who won the cup?", 3, EARLY), Unanswered("who won the cup", 2, LATE)]
    (group,) = group_questions(asked, lambda _: None)
    assert (group.times, group.last) == (5, LATE)
