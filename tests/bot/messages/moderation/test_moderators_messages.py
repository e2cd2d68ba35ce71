"""What moderators see, whatever stands in an article, a reason or an error: within Discord's limits, and harmless."""

from __future__ import annotations

import re
import string
from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_ui.i18n import LANGUAGES, Texts, texts_for
from bot.discord_ui.message import OutgoingMessage
from bot.library.events import (
    AuditAction,
    Change,
    HeldBack,
    Moderator,
    Outcome,
    Progress,
    Published,
    RollbackPlan,
    SnapshotRecord,
    UnansweredGroup,
    Unchanged,
)
from bot.library.journal.feedback import Report
from bot.messages.moderation.article_card import name_snapshot
from bot.messages.moderation.confirmations import render_draft, render_removal, render_rollback
from bot.messages.moderation.corpus_articles import Listed, render_article, render_corpus
from bot.messages.moderation.history import render_change, render_history
from bot.messages.moderation.jobs import JobLabel, render_outcome, render_progress
from bot.messages.moderation.reader_feedback import (
    group_reports,
    render_question,
    render_report_group,
    render_reports,
    render_unanswered,
)
from bot.messages.moderation.status import render_status
from index.building.stages import Stage
from index.corpus.articles import CONTROL_CHARACTER, Metadata, make_article
from index.ingestion.draft_review import DraftReview, NearDuplicate
from index.ingestion.drafts import Draft
from index.ingestion.extracted import Note
from index.search.catalog import QuotedSpeaker
from index.snapshots.gate_result import QuestionChange, Verdict
from tests.support.discord.hostile_text import NASTY
from tests.support.discord.limits import LONGEST_ID, check_limits
from tests.support.library.fake_library import SNAPSHOT, make_status

EVIL = st.one_of(
    NASTY,
    st.sampled_from(
        ["@everyone", "<@1>", "[a](https://b.example)", "**b**", "# h", "- i", "`c`", "\u202ed", "*" * 500]
    ),
).map(lambda text: (text * 3)[:480])
NAMED = EVIL.filter(lambda text: bool(text.strip()) and not CONTROL_CHARACTER.search(text))
PINGS = re.compile(r"(?<!\\)(?:\\\\)*(?:@everyone|@here|<[@#])")
MOMENT = datetime(2026, 11, 25, tzinfo=UTC)
TEXTS = st.sampled_from([texts_for(language) for language in LANGUAGES])


def check_harmless(message: OutgoingMessage) -> None:
    """Require that Discord takes the message, and that nothing in it pings, links or hides."""
    for text in check_limits(message).texts:
        assert not PINGS.search(text)
        assert "](https://b" not in text
        assert "\u202e" not in text


def make_metadata(title: str) -> Metadata:
    return Metadata(title=title, publisher=title, author=title, published=date(2024, 5, 2), licence=title)


@given(NAMED, TEXTS)
def test_a_preview(evil: str, texts: Texts) -> None:
    """Of the most hostile article with every remark there is."""
    draft = Draft("a.md", evil * 20, make_metadata(evil), "file", tuple(_make_notes(evil)))
    found = DraftReview(
        3,
        tuple(QuotedSpeaker(evil, number) for number in range(30)),
        tuple(NearDuplicate("a" * 16, evil, 0.9, identical=False) for _ in range(20)),
        ("publisher", "url"),
    )
    check_harmless(render_draft("0" * 16, draft, found, texts))


def _make_notes(evil: str) -> list[Note]:
    known = texts_for("en").entries
    names = {name for text in known.values() for _, name, _, _ in string.Formatter().parse(text) if name}
    return [Note(key, dict.fromkeys(names, evil)) for key in known if key.startswith("note.")]


@given(NAMED, TEXTS)
def test_questions_before_something_is_changed(evil: str, texts: Texts) -> None:
    """Of the longest reason and the most titles."""
    article = make_article("a.md", evil, make_metadata(evil))
    check_harmless(render_removal(article, 3, evil[:300], texts))
    record = SnapshotRecord(SNAPSHOT, MOMENT, 3, 9, None, is_serving=False, is_held=False)
    titles = (evil,) * 40
    check_harmless(render_rollback(RollbackPlan(SNAPSHOT, titles, titles, titles), record, texts))


@given(NAMED, TEXTS, st.sampled_from(list(Stage)), st.integers(0, 500), st.integers(0, 500))
def test_progress(evil: str, texts: Texts, stage: Stage, done: int, total: int) -> None:
    """At every stage, however far."""
    message = render_progress(JobLabel(AuditAction.ADD, evil), Progress(stage, done, total), texts, is_last=True)
    check_harmless(message)


def make_outcomes(evil: str) -> Sequence[Outcome]:
    verdict = Verdict("listed", 0.5, evil, evil)
    worse = tuple(QuestionChange(evil, verdict, verdict) for _ in range(20))
    warnings = (evil,) * 40
    return (Published(SNAPSHOT, 1, 2, 3, warnings), Unchanged(SNAPSHOT, warnings), HeldBack(SNAPSHOT, worse))


@given(NAMED, TEXTS)
def test_outcomes(evil: str, texts: Texts) -> None:
    """With more warnings and changed questions than there is room for."""
    for outcome in make_outcomes(evil):
        check_harmless(render_outcome(JobLabel(AuditAction.EDIT, evil), outcome, texts))


def make_changes(evil: str) -> tuple[Change, ...]:
    moderator = Moderator(1, evil)
    actions = tuple(AuditAction)
    return tuple(
        Change("1", MOMENT, moderator, action, evil, "a", evil, "a" * 64, "b" * 64, SNAPSHOT, undone=True)
        for action in actions
    )


@given(NAMED, TEXTS)
def test_records(evil: str, texts: Texts) -> None:
    """Every list, with the most hostile entries."""
    changes = make_changes(evil)
    records = tuple(SnapshotRecord(SNAPSHOT, MOMENT, 3, 9, change, is_serving=True, is_held=True) for change in changes)
    listed = [Listed(make_article("a.md", evil + str(n), make_metadata(evil)), 3) for n in range(20)]
    check_harmless(render_history(records * 12, changes, 0, texts))
    check_harmless(render_corpus(listed, 0, evil.replace("\n", " ")[:50], texts))
    check_harmless(render_article(listed[0], [QuotedSpeaker(evil, 3)] * 30, texts))
    groups = tuple(UnansweredGroup((evil + str(number), evil), 3, MOMENT, evil) for number in range(12))
    check_harmless(render_unanswered(groups, 0, texts))
    check_harmless(render_question(groups[0], texts))
    reports = group_reports([Report(evil, evil, evil, "a", number // 4, 2, number, MOMENT) for number in range(12)])
    check_harmless(render_reports(reports, {}, 0, texts))
    check_harmless(render_report_group(reports[0], None, texts))
    status = make_status(
        model=evil, last_error=evil, pending=3, running=Progress(Stage.GATE, 1, 2), held=HeldBack(SNAPSHOT, ())
    )
    check_harmless(render_status(status, texts))
    for change in changes:
        check_harmless(render_change(change, texts))


@given(st.text(max_size=60))
def test_a_snapshot_has_a_short_name(name: str) -> None:
    """By when it was built; a folder of another name does no harm."""
    assert not PINGS.search(name_snapshot(name).replace("<t:", ""))


@pytest.mark.parametrize("name", [SNAPSHOT, "x" * 60])
def test_the_longest_control_of_a_snapshot_fits(name: str) -> None:
    """A custom id has at most 100 characters."""
    assert len(f"v1|publishheld|{name}") <= LONGEST_ID
