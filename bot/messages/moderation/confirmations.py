"""What moderators see before the corpus is changed -> messages; pure functions.

A draft before it is added, and the questions before something is taken out or gone back to.
"""

from __future__ import annotations

from collections.abc import Iterator

import discord

from bot.discord_ui.controls import Control, ControlAction, ControlButton
from bot.discord_ui.escaping import escape, quote_block
from bot.discord_ui.i18n import Texts
from bot.discord_ui.message import Builder, OutgoingMessage, TextId
from bot.library.events import RollbackPlan, SnapshotRecord
from bot.messages.moderation.article_card import (
    SHORT_TITLE,
    describe_card,
    describe_speakers,
    fit_lines,
    write_moment,
)
from bot.messages.moderation.forms import FORMS
from bot.messages.notice import ANSWER_COLOUR, DANGER_COLOUR, QUIET_COLOUR, RELATED_COLOUR
from bot.messages.source_lines import write_name, write_values
from index.corpus.articles import Article
from index.ingestion.draft_review import DraftReview, NearDuplicate
from index.ingestion.drafts import Draft, Note

_OFTEN_MISSING = frozenset({"author"})
"""Fields that many articles lack: nobody is warned of it."""

_EXCERPT = 240
_READ = 20 * _EXCERPT
"""Characters at either end in which an excerpt is looked for, however long a text and its blanks are."""

_NOTE_VALUE = 120
_MARGIN = 100
_TITLES_ROOM = 1_000


def render_draft(key: str, draft: Draft, review: DraftReview, texts: Texts) -> OutgoingMessage:
    """Return the preview of a draft: nothing of it is in the corpus until it is confirmed."""
    builder = Builder(
        RELATED_COLOUR if review.near_duplicates or set(review.missing) - _OFTEN_MISSING else ANSWER_COLOUR
    )
    builder.add_text(f"-# {texts('draft.title')}\n{describe_card(draft.article, texts)}")
    builder.add_text(_describe_size(review, texts))
    builder.add_text(_describe_ends(draft.text, texts))
    remarks = list(_describe_remarks(draft, review, texts))
    if remarks:
        builder.add_rule()
        builder.add_text(fit_lines(remarks, builder.room - _MARGIN, texts))
    add = ControlButton.make(Control(ControlAction.DRAFT_ADD, (key,)), texts("button.add"), discord.ButtonStyle.success)
    drop = ControlButton.make(Control(ControlAction.DRAFT_DROP, (key,)), texts("button.discard"))
    builder.add_buttons([add, *make_field_buttons(ControlAction.DRAFT_FORM, key, texts), drop])
    return builder.build()


def make_field_buttons(opened: ControlAction, key: str, texts: Texts) -> list[ControlButton]:
    """Return the buttons that open the two forms of a draft's or an article's metadata."""
    return [ControlButton.make(Control(opened, (key, form)), texts(f"button.{form}")) for form in FORMS]


def _describe_size(review: DraftReview, texts: Texts) -> str:
    size = texts.count("card.sentences", review.sentences)
    quoted = describe_speakers(review.speakers, texts)
    return f"{size}\n{quoted}"


def _describe_ends(text: str, texts: Texts) -> str:
    """Return how the text begins and ends, where it can be seen whether something is missing or too much."""
    first, last = " ".join(text[:_READ].split()), " ".join(text[-_READ:].split())
    if len(text) <= _READ and len(first) <= 2 * _EXCERPT:
        return f"-# {texts('draft.text')}\n{quote_block(escape(first))}"
    start, end = escape(first[:_EXCERPT].rpartition(" ")[0]), escape(last[-_EXCERPT:].partition(" ")[2])
    return f"-# {texts('draft.ends')}\n{quote_block(f'{start} …')}\n> \n{quote_block(f'… {end}')}"


def _describe_remarks(draft: Draft, review: DraftReview, texts: Texts) -> Iterator[str]:
    for twin in review.near_duplicates:
        yield _describe_duplicate(twin, texts)
    known_of = [field for field in review.missing if field not in _OFTEN_MISSING]
    for mark, missing in (("⚠️", known_of), ("-#", [each for each in review.missing if each in _OFTEN_MISSING])):
        if missing:
            names = ", ".join(texts(f"field.{field}") for field in missing)
            yield f"{mark} {texts('draft.missing', fields=names)}"
    for note in draft.notes:
        yield f"-# {describe_note(note, texts)}"


def _describe_duplicate(twin: NearDuplicate, texts: Texts) -> str:
    title = write_name(twin.title, SHORT_TITLE)
    if twin.identical:
        return f"⚠️ {texts('draft.same', title=title)}"
    return f"⚠️ {texts('draft.near', title=title, share=f'{twin.share:.0%}')}"


def describe_note(note: Note, texts: Texts) -> str:
    """Return a note on a draft."""
    return texts(note.key, **write_values(note.values, _NOTE_VALUE))


def render_removal(article: Article, sentences: int, reason: str, texts: Texts) -> OutgoingMessage:
    """Return the question whether an article is to be taken out."""
    builder = Builder(DANGER_COLOUR)
    builder.add_text(f"-# {texts('removal.title')}\n{describe_card(article, texts)}")
    builder.add_text(f"{texts.count('card.sentences', sentences)} {texts('removal.at_once')}")
    builder.add_rule()
    builder.add_text(f"-# {texts('removal.reason')}")
    builder.add_text(escape(reason), TextId.REASON)
    sure = ControlButton.make(
        Control(ControlAction.REMOVE, (article.id,)), texts("button.remove"), discord.ButtonStyle.danger
    )
    builder.add_buttons([sure, ControlButton.make(Control(ControlAction.KEEP), texts("button.keep"))])
    return builder.build()


def render_rollback(plan: RollbackPlan, record: SnapshotRecord, texts: Texts) -> OutgoingMessage:
    """Return the question whether to go back to a snapshot, and what that changes."""
    builder = Builder(DANGER_COLOUR)
    made = write_moment(record.created)
    builder.add_text(f"**{texts('rollback.title')}**\n{made} · {texts.count('card.articles', record.articles)}")
    parts = {"added": plan.added, "removed": plan.removed, "changed": plan.changed}
    for name, titles in parts.items():
        if titles:
            lines = [f"- {write_name(title, SHORT_TITLE)}" for title in titles]
            builder.add_text(f"**{texts(f'rollback.{name}')}**\n{fit_lines(lines, _TITLES_ROOM, texts)}")
    if not any(parts.values()):
        builder.add_text(texts("rollback.nothing"))
    sure = ControlButton.make(
        Control(ControlAction.ROLLBACK, (record.name,)), texts("button.rollback"), discord.ButtonStyle.danger
    )
    builder.add_buttons([sure, ControlButton.make(Control(ControlAction.KEEP), texts("button.keep"))])
    return builder.build()


def render_again(problem: str, control: Control, texts: Texts) -> OutgoingMessage:
    """Return why something was not done, and a button that goes back to where nothing is lost."""
    builder = Builder(RELATED_COLOUR)
    builder.add_text(problem)
    builder.add_buttons([ControlButton.make(control, texts("button.again"), discord.ButtonStyle.primary)])
    return builder.build()


def render_dropped(texts: Texts) -> OutgoingMessage:
    """Return that a draft was discarded or a change was not made."""
    builder = Builder(QUIET_COLOUR)
    builder.add_text(texts("draft.dropped"))
    return builder.build()
