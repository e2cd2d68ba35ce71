"""/corpus edit, remove, reindex, rollback and cancel, and what is held back."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.cogs.moderation.job_message import PAUSE
from bot.errors import JobRefusal, Reason
from bot.library.events import HeldBack, Moderator, OnProgress, Outcome, Progress, RollbackPlan, Unchanged
from index.building.stages import Stage
from index.errors import PublicationError, Refusal
from index.snapshots.gate_result import QuestionChange, Verdict
from tests.support.discord.moderation import EnterRoom, read_reply, read_values
from tests.support.discord.stage import BRIDGE, CORPUS, HARBOUR, make_searcher, read_message, read_response
from tests.support.library.fake_library import OLDER, PUBLISHED, SNAPSHOT, FakeLibrary, Gate, make_records

pytestmark = pytest.mark.asyncio

WORSE = QuestionChange(
    "How many boats sank?",
    Verdict("right", 0.91, "The storm sank nine boats in the harbour of Velm.", HARBOUR.title),
    Verdict("missing", 0.12, "It cost forty million crowns.", BRIDGE.title),
)
HELD = HeldBack(SNAPSHOT, (WORSE,))


async def test_an_article_is_edited_in_a_form(enter: EnterRoom) -> None:
    """It is filled in with what is known; what was written goes to the library at once."""
    async with enter() as room:
        form = await room.run("edit", article="storm closes")
        assert read_values(form) == [
            HARBOUR.title, "Velm Courier", "Jo Lind", "2023-05-02", "https://courier.example/storm?id=7",
        ]  # fmt: skip
        done = await room.fill(form, "A storm", "Velm Courier", "", "2023-05-03", "")
        assert done.ephemeral
        (call,) = room.library.calls
        article_id, metadata = call.arguments
        assert article_id == HARBOUR.id
        assert (metadata.title, metadata.author, metadata.published.isoformat()) == ("A storm", None, "2023-05-03")
        assert "**Changed: “A storm”**" in read_reply(done)


async def test_what_an_edit_cannot_keep_is_offered_again(enter: EnterRoom) -> None:
    """Nothing that was typed is lost, and nothing is changed."""
    async with enter() as room:
        refused = await room.fill(await room.run("edit", article=BRIDGE.id), "A bridge", "Post", "", "soon", "")
        assert "Write the date as 2023-05-31" in read_reply(refused)
        assert room.library.calls == []
        again = await room.click(refused, "Try again")
        assert read_values(again)[:4] == ["A bridge", "Post", "", "soon"]


async def test_language_and_licence_are_edited_from_the_article(enter: EnterRoom) -> None:
    """The second form is one click away from `show`."""
    async with enter() as room:
        form = await room.click(await room.run("show", article=BRIDGE.id), "Language, licence")
        await room.fill(form, "uk", "CC BY 4.0")
        metadata = room.library.calls[0].arguments[1]
        assert (metadata.language, metadata.licence, metadata.title) == ("uk", "CC BY 4.0", BRIDGE.title)


async def test_removal_asks_first(enter: EnterRoom) -> None:
    """It shows what goes and why, and does nothing until it is confirmed."""
    async with enter() as room:
        asked = await room.run("remove", article=HARBOUR.id, reason="It was **retracted** @everyone")
        shown = read_response(asked)
        assert asked.ephemeral
        assert f"### {HARBOUR.title}" in shown.text
        assert "4 sentences will no longer be quoted" in shown.text
        assert r"It was \*\*retracted\*\* \@everyone" in shown.text
        assert room.library.calls == []


async def test_a_confirmed_removal_takes_the_article_out(enter: EnterRoom) -> None:
    """The library gets the reason as it was written."""
    async with enter() as room:
        asked = await room.run("remove", article=HARBOUR.id, reason="It was **retracted** @everyone")
        done = await room.click(asked, "Remove it")
        assert room.library.calls[0].arguments == (HARBOUR.id, "It was **retracted** @everyone")
        assert f"**Removed: “{HARBOUR.title}”**" in read_reply(done)


async def test_a_removal_can_be_left(enter: EnterRoom) -> None:
    """Then nothing has changed."""
    async with enter() as room:
        asked = await room.run("remove", article=HARBOUR.id, reason="wrong")
        assert read_reply(await room.click(asked, "Keep it")) == "Nothing was changed."
        assert room.library.calls == []


async def test_an_article_that_went_meanwhile_is_told(enter: EnterRoom) -> None:
    """Two moderators took out the same one."""
    async with enter() as room:
        asked = await room.run("remove", article=HARBOUR.id, reason="wrong")
        room.client.search_service.serve(make_searcher([each for each in CORPUS if each is not HARBOUR]))
        assert "withdrawn or changed since" in read_reply(await room.click(asked, "Remove it"))
        assert room.library.calls == []


async def test_the_only_article_stays(enter: EnterRoom) -> None:
    """What the library refuses is told in one line, in the place of the question."""
    async with enter(FakeLibrary(outcome=Refusal(Reason.LAST_ARTICLE, title=HARBOUR.title))) as room:
        asked = await room.run("remove", article=HARBOUR.id, reason="wrong")
        assert "the only article of the corpus" in read_reply(await room.click(asked, "Remove it"))


@pytest.mark.parametrize(("scope", "everything"), [(None, False), ("changed", False), ("all", True)])
async def test_reindexing(enter: EnterRoom, scope: str | None, everything: bool) -> None:
    """What changed, unless everything is asked for."""
    async with enter() as room:
        done = await room.run("reindex", **({"scope": scope} if scope else {}))
        assert done.ephemeral
        assert room.library.calls[0].arguments == (everything,)
        assert "5 articles, 20 sentences" in read_reply(done)


async def test_nothing_to_reindex_is_told(enter: EnterRoom) -> None:
    """With what was found amiss in the corpus on the way."""
    async with enter(FakeLibrary(outcome=Unchanged(SNAPSHOT, ("bad.md, line 2: *no* title",)))) as room:
        done = read_reply(await room.run("reindex"))
        assert "Nothing had changed" in done
        assert r"⚠️ bad.md, line 2: \*no\* title" in done


async def test_progress_is_edited_at_a_polite_rate(enter: EnterRoom) -> None:
    """However often the library tells, Discord gets the first and, after the pause, the last."""
    stages = tuple(Progress(Stage.EMBEDDING, number, 200) for number in range(201))
    async with enter(FakeLibrary(stages=stages)) as room:
        room.library.gate = gate = Gate(room.stage.env)
        doing = await room.run("reindex")
        await room.stage.env.advance_time(PAUSE + 0.1)
        assert "100%" in read_response(doing).text
        await gate.open()
        edits = [each for each in room.stage.env.http_requests if each.method == "PATCH"]
        assert len(edits) <= 4


class UnhurriedLibrary(FakeLibrary):
    """Tells of its progress again and again, each time after what it told before was shown."""

    async def reindex(self, moderator: Moderator, everything: bool, on_progress: OnProgress) -> Outcome:
        for number in range(20):
            on_progress(Progress(Stage.EMBEDDING, number, 20))
            await asyncio.sleep(0.01)
        return await super().reindex(moderator, everything, on_progress)


async def test_edits_keep_a_pause(enter: EnterRoom) -> None:
    """Also where every edit is done long before the next progress is told."""
    async with enter(UnhurriedLibrary()) as room:
        await room.run("reindex")
        edits = [each for each in room.stage.env.http_requests if each.method == "PATCH"]
        assert len(edits) <= 4


async def test_every_stage_has_a_place(enter: EnterRoom) -> None:
    """What is done is ticked off, what is under way has a bar, what is to come stands below."""
    async with enter(FakeLibrary(stages=(Progress(Stage.GATE, 3, 12),))) as room:
        room.library.gate = gate = Gate(room.stage.env)
        doing = await room.run("reindex")
        assert read_response(doing).texts[1].split("\n") == [
            "✓ Reading the articles",
            "✓ Embedding the sentences",
            "▸ **Asking the golden questions**",
            "▰▰▱▱▱▱▱▱▱▱ 25% · 3 of 12",
            "-# Publishing",
        ]
        await gate.open()


async def test_an_answer_that_cannot_be_edited_any_more_is_posted(enter: EnterRoom) -> None:
    """Discord lets the bot edit an answer for 15 minutes; what comes of a longer job is in the log channel."""
    async with enter() as room:
        log = room.stage.guild.create_text_channel("log")
        room.client.settings = room.client.settings.model_copy(update={"log_channel": log.id})
        room.library.gate = gate = Gate(room.stage.env)
        await room.run("reindex")
        room.stage.env.inject_error("PATCH", "/webhooks/*/messages/@original", status=401, code=50027, times=5)
        await gate.open()
        assert "Indexed what had changed" in read_message(log.last_message).text


async def test_a_cancelled_job_is_told(enter: EnterRoom) -> None:
    """Who waits for it sees who cancelled it."""
    async with enter(FakeLibrary(outcome=JobRefusal(Reason.JOB_CANCELLED, moderator="ann"))) as room:
        assert "ann cancelled this. Nothing was changed." in read_reply(await room.run("reindex"))


async def test_cancel_cancels(enter: EnterRoom) -> None:
    """From a command as from the button; with nothing to cancel, it says so."""
    async with enter() as room:
        assert "No job is running" in read_reply(await room.run("cancel"))
        room.library.gate = gate = Gate(room.stage.env)
        await room.run("reindex")
        assert "The job is cancelled" in read_reply(await room.run("cancel"))
        await gate.open()


async def test_rollback_shows_what_changes_first(enter: EnterRoom) -> None:
    """Titles that come back, go and change; then it goes back."""
    async with enter(FakeLibrary(records=make_records())) as room:
        room.library.plan = RollbackPlan(OLDER, ("[Old](https://evil.example)",), ("New",), ("Both",))
        asked = await room.run("rollback", snapshot=OLDER)
        text = read_response(asked).text
        assert "**Restored:**\n- \\[Old\\](https\\://evil.example)" in text
        assert "**Removed:**\n- New" in text
        assert room.library.calls == []
        done = await room.click(asked, "Go back")
        assert room.library.calls[0].arguments == (OLDER,)
        assert "**Went back**" in read_reply(done)


async def test_a_rollback_that_changes_no_article_says_so(enter: EnterRoom) -> None:
    """Only the index is another."""
    async with enter(FakeLibrary(records=make_records(), plan=RollbackPlan(OLDER, (), (), ()))) as room:
        assert "The articles are the same" in read_reply(await room.run("rollback", snapshot=OLDER))


async def test_an_unknown_snapshot_is_refused(enter: EnterRoom) -> None:
    """What was typed is no snapshot that is kept."""
    async with enter(FakeLibrary(records=make_records())) as room:
        assert r"The snapshot ../\*\* is no longer kept" in read_reply(await room.run("rollback", snapshot="../**"))
        assert room.stage.env.errors


async def test_snapshots_are_offered_with_when_and_why(enter: EnterRoom) -> None:
    """The one that serves is not offered."""
    older = replace(make_records()[1], change=replace(make_records()[0].change, article="Boats"))  # type: ignore[type-var]
    async with enter(FakeLibrary(records=(make_records()[0], older))) as room:
        (choice,) = await room.moderator.autocomplete(room.stage.channel, "corpus rollback", "snapshot", "boats")
        assert choice == {"name": "2026-11-25 03:00 UTC · 3 articles · added: “Boats”", "value": OLDER}


async def test_what_is_held_back_shows_which_questions_got_worse(enter: EnterRoom) -> None:
    """Each with what it got before and gets now; the moderator decides."""
    async with enter(FakeLibrary(outcome=HELD)) as room:
        shown = read_response(await room.run("reindex"))
        assert "**Held back: one golden question got worse**" in shown.text
        assert "Before: answered correctly, first (91%)" in shown.text
        assert "Now: the right sentence is not found (12%)" in shown.text
        assert f"-# The storm sank nine boats in the harbour of Velm. — {HARBOUR.title}" in shown.text
        assert shown.labels == ["Publish anyway", "Discard"]


async def test_what_is_held_back_is_published_anyway(enter: EnterRoom) -> None:
    """By whoever decides."""
    async with enter(FakeLibrary(outcome=HELD)) as room:
        held = await room.run("reindex")
        room.library.outcome = PUBLISHED
        done = await room.click(held, "Publish anyway")
        assert room.library.calls[-1].arguments == (SNAPSHOT,)
        assert "**Published**" in read_reply(done)


async def test_what_is_held_back_is_dropped(enter: EnterRoom) -> None:
    """The corpus goes back to what serves."""
    async with enter(FakeLibrary(outcome=HELD)) as room:
        held = await room.run("reindex")
        room.library.outcome = PUBLISHED
        done = await room.click(held, "Discard")
        assert room.library.called == ["reindex", "discard_held"]
        assert "Discarded" in read_reply(done)


async def test_a_decision_that_was_made_already_is_told(enter: EnterRoom) -> None:
    """Another moderator was faster; what was shown stays."""
    async with enter(FakeLibrary(outcome=HELD)) as room:
        held = await room.run("reindex")
        room.library.outcome = Refusal(Reason.NOT_HELD, snapshot=SNAPSHOT)
        assert "no longer held back" in read_reply(await room.click(held, "Publish anyway"))
        room.library.outcome = PublicationError("the disk is full")
        assert "could not be done: the disk is full" in read_reply(await room.click(held, "Discard"))


async def test_mentions_are_off_wherever_moderators_are_answered(enter: EnterRoom) -> None:
    """Nobody can be pinged, whatever an article, a question or a reason says."""
    async with enter(FakeLibrary(outcome=HELD, records=make_records())) as room:
        await room.run("reindex")
        await room.run("list")
        await room.click(await room.run("remove", article=HARBOUR.id, reason="@everyone"), "Remove it")
        sent = [each.json for each in room.stage.env.http_requests if isinstance(each.json, dict)]
        bodies = [body.get("data", body) for body in sent]
        bodies = [body for body in bodies if isinstance(body, dict) and body.get("components")]
        assert len(bodies) >= 6
        assert all(body["allowed_mentions"].get("parse") == [] for body in bodies)
