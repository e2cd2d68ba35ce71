"""The buttons of an answer, for as long as its message exists."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cogs.asking.reports import LONGEST_REASON
from index.corpus.articles import Metadata, make_article
from tests.support.discord.stage import (
    BRIDGE,
    CORPUS,
    HARBOUR,
    Open,
    Shown,
    make_client,
    make_searcher,
    read_field,
    read_message,
    read_response,
    require_response,
)

pytestmark = pytest.mark.asyncio

BOATS = "The storm sank nine boats in the harbour of Velm."
LIVES = "“We lost everything but our lives,” said Ada Brandt, the harbour master."
NOBODY = "Nobody was hurt, she added."


async def test_more_quotations_are_paged_privately(open_stage: Open) -> None:
    """The related ones are shown to who clicked, page by page, without the first; the pages turn in place."""
    async with open_stage() as stage:
        answer = await stage.ask("Velm")
        first = await stage.click(answer, "Related passages")
        assert first.ephemeral
        before = read_response(first)
        lead = read_response(answer).quotations[0]
        assert lead not in before.quotations
        assert "Page 1 of" in before.text
        turned = await stage.click(first, "Next →")
        after = read_response(first)
        assert require_response(turned).id == require_response(first).id
        assert not set(before.quotations) & set(after.quotations)
        await stage.click(first, "← Back")
        assert read_response(first).quotations == before.quotations


async def test_more_keeps_to_what_was_narrowed(open_stage: Open) -> None:
    """The pages of a narrowed answer hold only what it was narrowed to."""
    async with open_stage() as stage:
        more = await stage.click(await stage.ask("harbour", speaker="Ada Brandt"), "Related passages")
        assert set(read_response(more).quotations) | {LIVES, NOBODY} == {LIVES, NOBODY}


async def test_related_passages_are_labelled(open_stage: Open) -> None:
    """What is no answer is never shown as one."""
    async with open_stage(make_searcher(threshold=1.0)) as stage:
        related = await stage.click(await stage.ask("boats"), "Related passages")
        assert related.ephemeral
        shown = read_response(related)
        assert shown.texts[0].startswith("**Related, not an answer**")
        assert BOATS in shown.quotations


async def test_context_shows_the_paragraph_with_the_quotation_marked(open_stage: Open) -> None:
    """The paragraph stands there whole, and the quotation in it is bold; nobody else sees it."""
    async with open_stage() as stage:
        answer = await stage.ask("harbour master", speaker="Ada Brandt")
        context = await stage.click(answer, "Context")
        shown = read_response(context)
        assert context.ephemeral
        assert shown.quotations == [f"{BOATS} {LIVES} {NOBODY}"]
        assert f"**{LIVES}**" in shown.text or f"**{NOBODY}**" in shown.text


async def test_context_of_a_long_paragraph_turns_in_whole_sentences(open_stage: Open) -> None:
    """A paragraph that does not fit is parted between sentences, and begins where the quotation stands."""
    sentences = [
        f"Sentence number {number} tells of the winter in some more words than are needed." for number in range(120)
    ]
    long = make_article("long.md", " ".join(sentences) + "\n", Metadata(title="Long"))
    async with open_stage(make_searcher([long])) as stage:
        context = await stage.click(await stage.ask("Sentence number 60"), "Context")
        shown = read_response(context)
        assert "Page" in shown.text
        assert all(part in sentences for part in shown.quotations[0].replace(". ", ".\n").split("\n"))
        await stage.click(context, "Next →")
        assert read_response(context).quotations != shown.quotations


async def test_a_quotation_that_does_not_fit_is_a_file(open_stage: Open) -> None:
    """It is never cut: the message has it as a file, to the character."""
    text = "The list names " + ", ".join(f"place {number}" for number in range(400)) + "."
    async with open_stage(make_searcher([make_article("list.md", text, Metadata(title="List"))])) as stage:
        result = await stage.ask("list")
        assert read_response(result).quotations == []
        (attachment,) = require_response(result).attachments
        assert await attachment.read() == text.encode()


async def test_share_posts_what_was_shown(open_stage: Open) -> None:
    """The channel sees the same quotation of the same question, and by whom it is shared."""
    async with open_stage() as stage:
        answer = await stage.ask("boats", private=True)
        quoted = read_response(answer).quotations
        shared = await stage.click(answer, "Share")
        (posted,) = shared.followups
        assert not posted.ephemeral
        shown = Shown(posted.components)
        assert shown.quotations == quoted
        assert "Shared by mira" in shown.text
        assert "Share" not in shown.labels


async def test_share_works_once(open_stage: Open) -> None:
    """The channel sees it once, and the private answer says that it is shared."""
    async with open_stage() as stage:
        answer = await stage.ask("boats", private=True)
        shared = await stage.click(answer, "Share")
        assert "Shared" in read_response(answer).labels
        assert "Share" not in read_response(answer).labels
        assert len(shared.followups) == 1
        button = next(each for each in read_response(answer).walk() if each.get("label") == "Shared")
        assert button["disabled"]
        button["disabled"] = False  # as a client does that has not heard of it yet
        message = stage.env.backend.get_message(stage.channel.id, require_response(answer).id)
        for row in message.components[1:]:
            for each in row["components"]:
                each["disabled"] = False
        again = await stage.click(answer, "Shared")
        assert "shared already" in Shown(again.followups[0].components if again.followups else ()).text or (
            "shared already" in read_response(again).text
        )


async def test_an_answer_goes_on_in_a_thread(open_stage: Open) -> None:
    """The thread has the question's name and every quotation that answers."""
    async with open_stage() as stage:
        answer = await stage.ask("how many boats sank in the harbour of Velm")
        opened = await stage.click(answer, "Answer in a thread")
        assert opened.ephemeral
        (thread,) = stage.channel.threads
        assert thread.name == "how many boats sank in the harbour of Velm"
        assert read_response(answer).quotations[0] in read_message(thread.last_message).quotations


async def test_a_thread_that_may_not_be_opened_is_told(open_stage: Open) -> None:
    """With the permission that the bot lacks."""
    async with open_stage() as stage:
        stage.env.inject_error("POST", "/channels/*/messages/*/threads", status=403, code=50013)
        result = await stage.click(await stage.ask("boats"), "Answer in a thread")
        assert "Create Public Threads" in read_response(result).text


async def test_context_says_how_sure_and_what_was_read(open_stage: Open) -> None:
    """The number that the answer has a word for, and what kind of question it was taken for."""
    async with open_stage() as stage:
        context = await stage.click(await stage.ask("how many boats sank in May 2023"), "Context")
        text = read_response(context).text
        assert "Your question was read as: asks how many or how much" in text
        assert "about 1 May 2023 to 31 May 2023" in text
        assert " %" in text


async def test_context_says_what_is_taken_for_granted(open_stage: Open) -> None:
    """The names that were read, and who is said to have done what."""
    async with open_stage() as stage:
        context = await stage.click(await stage.ask("When did the storm sink the boats in Veldra?"), "Context")
        text = read_response(context).text
        assert "names: veldra" in text
        assert "takes for granted: the storm sink" in text


async def test_context_takes_nothing_for_granted_of_nobody(open_stage: Open) -> None:
    """Behind "how many have" stands no subject: "been sunk" alone would tell nothing."""
    async with open_stage() as stage:
        context = await stage.click(await stage.ask("how many have been sunk in the harbour"), "Context")
        text = read_response(context).text
        assert "asks how many" in text
        assert "takes for granted" not in text


async def test_a_report_reaches_the_moderators(open_stage: Open) -> None:
    """The reason, the question and the quotation are kept and posted; the name is not."""
    async with open_stage() as stage:
        search_service = stage.guild.create_text_channel("reports")
        stage.client.settings = stage.client.settings.model_copy(update={"report_channel": search_service.id})
        question = "How many boats did the storm sink in the harbour?"
        form = await stage.click(await stage.ask(question), "Report")
        field = read_field(form)
        assert field["max_length"] == LONGEST_REASON
        done = await stage.member.submit_modal(form, {field["custom_id"]: "It were **ten** @everyone"})
        assert done.ephemeral
        (report,) = stage.client.journal.list_reports()
        assert (report.reason, report.question) == ("It were **ten** @everyone", question)
        posted = read_message(search_service.last_message)
        assert r"It were \*\*ten\*\* \@everyone" in posted.text
        assert posted.quotations == [BOATS]
        assert "mira" not in posted.text


async def test_a_report_is_kept_where_the_channel_cannot_be_posted_to(open_stage: Open) -> None:
    """A missing channel does not lose the report."""
    async with open_stage(report_channel=1) as stage:
        form = await stage.click(await stage.ask("boats"), "Report")
        field = read_field(form)["custom_id"]
        done = await stage.member.submit_modal(form, {field: "wrong"})
        assert "Thank you" in read_response(done).text
        assert len(stage.client.journal.list_reports()) == 1


async def test_buttons_work_after_a_restart(open_stage: Open, tmp_path: Path) -> None:
    """Everything that a button needs stands in its message."""
    async with open_stage() as stage:
        answer = await stage.ask("boats", private=True)
        form = await stage.click(answer, "Report")
        await stage.env.restart_bot(make_client(tmp_path / "again"))
        for label in ("Related passages", "Context"):
            assert read_response(await stage.click(answer, label)).quotations
        field = read_field(form)["custom_id"]
        assert "Thank you" in read_response(await stage.member.submit_modal(form, {field: "wrong"})).text


async def test_a_withdrawn_article_is_told(open_stage: Open) -> None:
    """A button of words that are no longer in the corpus says so and shows none of them."""
    async with open_stage() as stage:
        answer = await stage.ask("nine boats sank", article=HARBOUR.title, private=True)
        stage.client.search_service.serve(make_searcher([each for each in CORPUS if each is not HARBOUR]))
        for label in ("Context", "Share", "Report"):
            result = await stage.click(answer, label)
            shown = read_response(result)
            assert result.ephemeral
            assert "withdrawn or changed since" in shown.text
            assert shown.quotations == []


async def test_a_changed_article_is_told(open_stage: Open) -> None:
    """An article with another text is another article."""
    async with open_stage() as stage:
        answer = await stage.ask("bridge", article=BRIDGE.title)
        changed = make_article("bridge.md", BRIDGE.text.replace("June", "July"), Metadata(title=BRIDGE.title))
        stage.client.search_service.serve(make_searcher([changed]))
        assert "withdrawn or changed since" in read_response(await stage.click(answer, "Context")).text


async def test_a_button_of_another_version_is_told(open_stage: Open) -> None:
    """A control that this version does not know says to ask again."""
    async with open_stage() as stage:
        answer = await stage.ask("boats")
        message = stage.env.backend.get_message(stage.channel.id, require_response(answer).id)
        for button in message.components[1]["components"]:
            if button.get("label") == "Context":
                button["custom_id"] = "v1|unknown|1"
        assert "out of date" in read_response(await stage.click(answer, "Context")).text


async def test_somebody_else_may_use_a_public_answer(open_stage: Open) -> None:
    """What they open is theirs alone; the answer stays as it is."""
    async with open_stage() as stage:
        answer = await stage.ask("boats")
        other = stage.guild.add_member(stage.env.create_user("olha"))
        before = read_response(answer).components
        assert (await other.click(require_response(answer), label="Context")).ephemeral
        assert read_response(answer).components == before
