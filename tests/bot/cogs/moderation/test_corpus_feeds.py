"""/corpus feed: what is followed, what is new, and what moderators do with it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest
import simcord

from bot.cogs.moderation.feed_watch import FeedWatch
from bot.library.journal.servers import ServerSettings
from index.ingestion.feeds.store import Item, ItemState
from index.ingestion.fetching.fetcher import FetchedPage
from index.ingestion.refusals import StatusRefusal
from tests.bot.cogs.moderation.test_corpus_add import ADD
from tests.support.discord.moderation import EnterRoom, Room, read_reply
from tests.support.discord.stage import Shown, read_message, read_response
from tests.support.ingestion.outlet import FEED, STORIES, make_feed, make_page

pytestmark = pytest.mark.asyncio


class Outlet:
    """Fetches an outlet's feed and its stories."""

    def __init__(self, *stories: str) -> None:
        self.stories: Sequence[str] = stories

    async def fetch(self, url: str) -> FetchedPage:
        name = url.rpartition("/")[2]
        if name == "feed":
            return FetchedPage(url, make_feed(*self.stories).body, "feed", None)
        if name not in STORIES:
            raise StatusRefusal(host="news.example", status=404)
        return FetchedPage(url, make_page(name, STORIES[name]).body, "text/html", "utf-8")


def watch_of(room: Room) -> FeedWatch:
    watch = room.client.get_cog("FeedWatch")
    assert isinstance(watch, FeedWatch)
    watch.pause = 0
    return watch


async def follow(room: Room, *stories: str, **options: object) -> simcord.InteractionResult:
    """Follow an outlet of stories, and wait until its first poll is over."""
    room.client.settings = room.client.settings.model_copy(update={"fetch": True})
    room.client.fetcher = Outlet(*stories)
    watch_of(room)
    given = {"channel": room.stage.channel, **options}
    return await room.run("feed add", url=FEED, **{name: value for name, value in given.items() if value is not None})


def waiting_in(room: Room) -> list[Item]:
    return watch_of(room).store.list_items(ItemState.WAITING)


def posted(room: Room) -> Shown:
    return read_message(room.stage.last)


def menu_of(room: Room, placeholder: str) -> str:
    found = next(each for each in posted(room).walk() if each.get("placeholder") == placeholder)
    return str(found["custom_id"])


async def test_what_is_new_waits_in_the_channel(enter: EnterRoom) -> None:
    """The feed's first articles are posted with what is known of them; nothing is added by itself."""
    async with enter() as room:
        told = await follow(room, "storm", "bridge", outlet="Orne Post")
        assert "Followed: http" in read_reply(told)
        text = posted(room).text
        assert "**Orne Post**\n-# 2 new articles" in text
        assert "**[storm](<http://news.example/storm>)**\n-# Orne Post · 2 March 2024" in text
        assert room.library.calls == []


async def test_without_a_channel_of_its_own_a_feed_comes_to_the_channel_for_drafts(enter: EnterRoom) -> None:
    """The one that /setup chose; where there is none it is said how to choose it, and nothing is followed."""
    async with enter() as room:
        told = read_reply(await follow(room, "storm", channel=None))
        assert "There is no channel for drafts yet" in told
        assert room.stage.env.errors
        assert watch_of(room).store.list_feeds() == []
        drafts = room.stage.guild.create_text_channel("drafts")
        room.client.servers.save(room.stage.guild.id, ServerSettings(drafts=drafts.id))
        told = read_reply(await follow(room, "storm", channel=None))
        assert f"New articles come to <#{drafts.id}>" in told
        assert "storm" in read_message(drafts.last_message).text
        assert f"<#{drafts.id}>" in read_reply(await room.run("feed list"))


async def test_the_channel_of_a_feed_is_one_of_those_whose_state_is_shown(enter: EnterRoom) -> None:
    """With what the bot lacks to post there."""
    async with enter() as room:
        await follow(room, "storm")
        (feed,) = watch_of(room).store.list_feeds()
        assert f"<#{feed.channel}> ✓" in read_reply(await room.run("status"))


async def test_several_are_added_at_once(enter: EnterRoom) -> None:
    """What was picked is added in the name of who picked it; the message shows what became of each."""
    async with enter() as room:
        await follow(room, "storm", "bridge", "school")
        chosen = [str(item.id) for item in waiting_in(room)[:2]]
        done = await room.moderator.select(room.stage.last, chosen, custom_id=menu_of(room, "Add one or several…"))
        assert "Added: “storm; bridge”" in read_reply(done)
        assert [call.arguments[0].metadata.title for call in room.library.calls] == ["storm", "bridge"]
        assert {call.moderator.name for call in room.library.calls} == {"olha"}
        assert posted(room).text.count("✅ added") == 2
        assert [item.title for item in waiting_in(room)] == ["school"]


async def test_what_is_discarded_is_not_offered_again(enter: EnterRoom) -> None:
    """Neither in the message nor at the next poll."""
    async with enter() as room:
        await follow(room, "storm")
        await room.moderator.click(room.stage.last, label="Discard")
        assert "discarded" in posted(room).text
        assert posted(room).labels == []
        await asyncio.to_thread(watch_of(room)._make_poller().poll, watch_of(room).store.list_feeds()[0])
        assert waiting_in(room) == []


async def test_an_item_is_edited_in_the_preview(enter: EnterRoom) -> None:
    """Its metadata can be changed in private; once it is added there, it waits no longer."""
    async with enter() as room:
        await follow(room, "storm")
        preview = await room.moderator.click(room.stage.last, label="Edit")
        assert "### storm" in read_response(preview).text
        shown = await room.fill(await room.click(preview, "Edit details"), "The storm", "", "", "2024-05-02", "")
        await room.click(shown, ADD)
        assert room.library.calls[0].arguments[0].metadata.title == "The storm"
        assert waiting_in(room) == []


async def test_a_feed_may_publish_by_itself(enter: EnterRoom) -> None:
    """Only where it was said so; the channel is told, and the journal has who follows the feed."""
    async with enter() as room:
        await follow(room, "storm", publish=True)
        assert [call.moderator.name for call in room.library.calls] == ["olha"]
        assert "✅ added" in posted(room).text
        assert waiting_in(room) == []


async def test_what_cannot_be_added_waits_on(enter: EnterRoom) -> None:
    """A refused job is said, and the item can be tried again."""
    async with enter() as room:
        room.library.outcome = StatusRefusal(host="a", status=1)
        await follow(room, "storm")
        await room.moderator.click(room.stage.last, label="Add")
        assert [item.title for item in waiting_in(room)] == ["storm"]
        assert "Add" in posted(room).labels


async def test_the_list_says_what_waits_and_what_failed(enter: EnterRoom) -> None:
    """Each feed with when it was asked, and the pages that could not be read; what waits is shown on request."""
    async with enter() as room:
        await follow(room, "storm", "missing")
        listed = await room.run("feed list")
        text = read_reply(listed)
        assert "one article waits for a decision" in text
        assert "news.example/missing: news.example does not return that page (status 404)" in text
        shown = await room.click(listed, "Show what waits")
        assert "storm" in read_response(shown).text


async def test_a_feed_is_left(enter: EnterRoom) -> None:
    """It is polled no longer, and its drafts are forgotten."""
    async with enter() as room:
        await follow(room, "storm")
        assert "Followed no longer" in read_reply(await room.run("feed remove", url=FEED))
        assert waiting_in(room) == []
        assert "No feed is followed" in read_reply(await room.run("feed list"))
        assert "not followed" in read_reply(await room.run("feed remove", url=FEED))


async def test_where_fetching_is_off_no_feed_is_followed(enter: EnterRoom) -> None:
    """The same rule as for an address that somebody adds."""
    async with enter() as room:
        refused = await room.run("feed add", url=FEED, channel=room.stage.channel)
        assert "Fetching pages is switched off here" in read_reply(refused)
        assert room.stage.env.errors
        assert watch_of(room).store.list_feeds() == []


async def test_defaults_that_no_article_could_have_are_refused(enter: EnterRoom) -> None:
    """The field is named, and nothing is followed."""
    async with enter() as room:
        refused = await follow(room, "storm", language="Ukrainian")
        assert "language" in read_reply(refused)
        assert room.stage.env.errors
        assert watch_of(room).store.list_feeds() == []


async def test_check_says_what_is_wrong(enter: EnterRoom) -> None:
    """The same findings as `index lint` prints, with file, line and what to do."""
    async with enter() as room:
        room.library.corpus.mkdir()
        (room.library.corpus / "harbour.md").write_text("---\ntitle: Harbour\n---\nThe harbour is open again.\n")
        (room.library.corpus / "page.html").write_text("x")
        text = read_reply(await room.run("check"))
        assert "things to look at" in text
        assert "harbour.md" in text
        assert "page.html" in text
