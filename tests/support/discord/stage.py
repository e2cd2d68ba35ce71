"""A small invented corpus, the bot over it, and what a message shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import discord
import simcord
from simcord.results import ResponseMessage

from bot.client.client import Client
from bot.discord_ui.escaping import unescape
from bot.discord_ui.message import OutgoingMessage
from bot.library.journal.journal import Journal
from bot.library.library import Library
from bot.library.serving.search_service import SearchService
from bot.runtime.startup import add_cogs
from bot.settings import Settings
from index.attribution.attribution import Attribution
from index.building.contents import index_articles
from index.corpus.articles import Article, Metadata, make_article
from index.search.searcher import Searcher
from index.snapshots.contents import Contents
from index.snapshots.manifest import FORMAT, Manifest, ManifestModel
from index.snapshots.snapshot import Snapshot
from tests.support.index.embedders import WordEmbedder
from tests.support.library.fake_library import FakeLibrary

HARBOUR = make_article(
    "harbour.md",
    "The harbour of Velm closed on Monday.\n\n"
    "## Losses\n\n"
    "The storm sank nine boats in the harbour of Velm. “We lost everything but our lives,” said Ada Brandt, the harbour"
    " master. Nobody was hurt, she added.\n",
    Metadata(
        title="Storm closes the harbour of Velm",
        publisher="Velm Courier",
        author="Jo Lind",
        published=date(2023, 5, 2),
        url="https://courier.example/storm?id=7",
    ),
)
BRIDGE = make_article(
    "bridge.md",
    "The bridge over the Orne will open in June. It cost forty million crowns.\n",
    Metadata(title="A bridge over the Orne", published=date(2022, 1, 9)),
)
ECHO = make_article(
    "echo.md",
    "The storm sank nine boats in the harbour of Velm.\n\nThe mayor of Velm asked for help.\n",
    Metadata(title="What the storm left", publisher="Orne Post"),
)
HOSTILE = make_article(
    "hostile.md",
    "The @everyone cat of <@1> **hid** [here](https://evil.example) at <t:1:R> with <:cat:2> and \u202ereversed\u202c"
    " \u200bwords.\n",
    Metadata(title="[Cats](https://evil.example) **and** @everyone"),
)
CORPUS = (HARBOUR, BRIDGE, ECHO, HOSTILE)

ADA = "Ada Brandt"
SAID = {
    "We lost everything": Attribution("direct", ADA, "harbour master"),
    "Nobody was hurt": Attribution("indirect", ADA, "harbour master", inferred=True),
    "The mayor of Velm": Attribution("indirect", None, "mayor of Velm"),
}


def make_searcher(articles: Sequence[Article] = CORPUS, threshold: float = 0.0) -> Searcher:
    """Return a searcher over articles in memory; by the threshold, it answers everything or, at 1, nothing."""
    embedder = WordEmbedder()
    contents = _attribute(index_articles(articles, embedder, lambda *_: None).contents)
    manifest = Manifest(
        format=FORMAT,
        created=datetime(2023, 6, 1, tzinfo=UTC),
        inputs="",
        model=ManifestModel(id=embedder.model.id, digest=embedder.model.digest, dimension=embedder.dimension),
        articles={article.id: article.digest for article in articles},
        sentences=len(contents.entries),
        sources={},
        files={},
    )
    return Searcher(Snapshot("test", manifest, contents), embedder, threshold)


def _attribute(contents: Contents) -> Contents:
    entries = []
    for entry in contents.entries:
        text = entry.sentence.span.of(contents.articles_by_id[entry.sentence.article_id].text)
        found = (attribution for beginning, attribution in SAID.items() if beginning in text)
        entries.append(replace(entry, attribution=next(found, Attribution("own"))))
    return replace(contents, entries=tuple(entries))


def make_client(
    state: Path, searcher: Searcher | None = None, library: Library | None = None, **settings: Any
) -> Client:
    """Return a bot over a searcher, with nothing to wait for between two questions."""
    chosen = Settings(**{"state": state, "cooldown": 0, "shard_count": 1, "examples": ("How many boats?",), **settings})
    search_service = SearchService(searcher or make_searcher(), chosen.queue, chosen.time_limit)
    return Client(chosen, search_service, Journal(state / "journal.sqlite"), library or FakeLibrary(), 3, add_cogs)


@dataclass(frozen=True)
class Shown:
    """What a message shows."""

    components: Sequence[dict[str, Any]]

    def walk(self) -> Iterator[dict[str, Any]]:
        """Return every component, however nested."""
        yield from _walk(self.components)

    @property
    def texts(self) -> list[str]:
        """Return the markup of every text."""
        return [each["content"] for each in self.walk() if each["type"] == 10]

    @property
    def text(self) -> str:
        """Return the markup of all texts."""
        return "\n".join(self.texts)

    @property
    def quotations(self) -> list[str]:
        """Return every quotation, as it stood in its article."""
        return [quotation for text in self.texts for quotation in _read_blocks(text)]

    @property
    def labels(self) -> list[str]:
        """Return what the buttons say."""
        return [each["label"] for each in self.walk() if each["type"] == 2]


def unquote_block(block: str) -> str:
    """Return the markup that `quote_block` was given."""
    return "\n".join(line.removeprefix("> ") for line in block.split("\n"))


def _read_blocks(text: str) -> Iterator[str]:
    lines: list[str] = []
    for line in [*text.split("\n"), ""]:
        if line.startswith("> "):
            lines.append(line)
        elif lines:
            yield unescape(unquote_block("\n".join(lines)))
            lines = []


def _walk(components: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for component in components:
        yield component
        yield from _walk(component.get("components", ()))
        if accessory := component.get("accessory"):
            yield accessory


@dataclass
class Stage:
    """A server with a channel, a member and the bot."""

    env: simcord.Env
    client: Client
    guild: simcord.GuildHandle
    channel: simcord.ChannelHandle
    member: simcord.MemberActor

    async def ask(self, question: str, **options: Any) -> simcord.InteractionResult:
        """Ask as the member."""
        return await self.member.slash(self.channel, "ask", question=question, **options)

    async def click(self, result: simcord.InteractionResult, label: str) -> simcord.InteractionResult:
        """Click a button of an answer as the member."""
        return await self.member.click(require_response(result), label=label)

    @property
    def mention(self) -> str:
        """Return what mentions the bot."""
        assert self.client.user is not None
        return self.client.user.mention

    @property
    def last(self) -> discord.Message:
        """Return the last message of the channel."""
        assert self.channel.last_message is not None
        return self.channel.last_message

    def use_locale(self, locale: str) -> None:
        """Let every interaction from now on come from somebody who uses this language."""
        self._change_interactions({"locale": locale})

    def use_own_install(self) -> None:
        """Let every interaction from now on come from somebody who added the bot to their account alone."""
        self._change_interactions({"authorizing_integration_owners": {"1": str(self.member.id)}})

    def _change_interactions(self, changed: dict[str, Any]) -> None:
        emit = self.env.backend.emit

        def emit_changed(event: str, payload: Any, *rest: Any, **options: Any) -> Any:
            if event == "INTERACTION_CREATE":
                payload |= changed
            return emit(event, payload, *rest, **options)

        self.env.backend.emit = emit_changed  # type: ignore[method-assign]


Open = Callable[..., AbstractAsyncContextManager[Stage]]


def read_response(result: simcord.InteractionResult) -> Shown:
    """Return what the answer to an interaction shows."""
    return Shown(require_response(result).components)


def require_response(result: simcord.InteractionResult) -> ResponseMessage:
    """Return the message that answers an interaction."""
    assert result.response is not None
    return result.response


def read_field(form: simcord.InteractionResult) -> dict[str, Any]:
    """Return the only field of a form."""
    assert form.modal is not None
    field: dict[str, Any] = form.modal["components"][0]["component"]
    return field


def show(message: OutgoingMessage) -> Shown:
    """Return what a message shows that was not sent."""
    components: list[dict[str, Any]] = message.view.to_components()  # type: ignore[no-untyped-call]
    return Shown(components)


def read_message(message: discord.Message | None) -> Shown:
    """Return what a message shows."""
    assert message is not None
    return Shown([dict(component.to_dict()) for component in message.components])
