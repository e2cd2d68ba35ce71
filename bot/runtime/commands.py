"""What the commands of the bot do; `bot/__main__.py` reads them and imports this only when one is run."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.client.permissions import PUBLIC, describe_moderators, find_owners
from bot.client.servers import Servers
from bot.library.journal.journal import Journal
from bot.messages.setup import CHANNELS
from bot.runtime.application import read_application
from bot.runtime.invite import name_permissions, read_application_id, write_invitation, write_own_invitation
from bot.runtime.log_redaction import set_up_logging
from bot.runtime.memory import freeze_opened
from bot.runtime.preview import copy_library, require_preview, show_preview
from bot.runtime.run import run_until_stopped
from bot.runtime.startup import JOURNAL, MakeEmbedder, open_client, open_searcher
from bot.settings import Settings
from index.allocator import bound_allocator
from index.cli.console import count
from index.settings import Settings as IndexSettings
from index.snapshots.snapshot import prove_everything


def run(settings: Settings, index_settings: IndexSettings, make: MakeEmbedder) -> int:
    """Connect to Discord, or open the preview where there is no token."""
    token = settings.token.get_secret_value()
    if not token:
        print("DISCORD_TOKEN is not set, so the bot opens in a browser instead of on Discord.")
        return preview(settings, index_settings, make)
    read_application_id(token)
    bound_allocator()
    client = open_client(settings, index_settings, make)
    freeze_opened()
    try:
        asyncio.run(run_until_stopped(client, token))
    finally:
        client.journal.close()
    return 0


def preview(settings: Settings, index_settings: IndexSettings, make: MakeEmbedder) -> int:
    """Open the bot in a local browser."""
    require_preview()
    if settings.log_level == "INFO":
        set_up_logging("ERROR", "")  # so that the address is what a newcomer sees
    print("Opening the model and the index…", flush=True)
    with TemporaryDirectory() as folder:
        state = Path(folder)
        changed = {"state": state, "guild_ids": (), "shard_count": 1, "shard_ids": (), "message_content": True}
        chosen = settings.model_copy(update=changed)
        client = open_client(chosen, copy_library(index_settings, state), make)
        try:
            asyncio.run(show_preview(client, settings.preview_port, _announce))
        finally:
            client.journal.close()
    print("The preview is closed.")
    return 0


def _announce(url: str) -> None:
    print(f"\n  Open this in a browser:  {url}\n", flush=True)
    print("  It works on this computer only. Ctrl-C stops it.", flush=True)
    print(
        "  /corpus, for the moderator, changes copies that end with it; your corpus and index stay as they are.",
        flush=True,
    )


def check(settings: Settings, index_settings: IndexSettings, make: MakeEmbedder) -> int:
    """Verify everything that the bot needs, and print the link that invites it."""
    print("settings     no unknown or malformed one")
    token = settings.token.get_secret_value()
    application_id = read_application_id(token) if token else None
    _check_application(settings, token)
    searcher = open_searcher(index_settings.index, index_settings, make)
    snapshot = searcher.snapshot
    print(f"model        {snapshot.manifest.model.id}, verified")
    prove_everything(snapshot)
    contents = snapshot.contents
    articles, sentences = count(len(contents.articles), "article"), count(len(contents.entries), "sentence")
    print(f"index        {articles}, {sentences}, every one of them proved")
    print(f"permissions  {name_permissions()}")
    if application_id is not None:
        print(f"invite       {write_invitation(application_id)}")
        if settings.user_install:
            print(f"             for oneself: {write_own_invitation(application_id)}")
    return 0


def _check_application(settings: Settings, token: str) -> None:
    """Say who may moderate, as Discord knows it, and warn of an application that anybody may add to a server."""
    if not token:
        print("token        not set: `run` opens the preview")
        return
    application = asyncio.run(read_application(token, list_moderators_channels(settings)))
    if application is None:
        print("token        has the shape of one; Discord cannot be reached")
        return
    print("token        known to Discord")
    print(f"moderators   {describe_moderators(settings, find_owners(application.info))}")
    for channel, missing in application.missing.items():
        print(f"channel      {channel} {_describe_missing(missing)}")
    if application.info.bot_public:
        print(f"warning: {PUBLIC}", file=sys.stderr)


def _describe_missing(missing: Sequence[str]) -> str:
    return f"cannot be written to: the bot lacks {', '.join(missing)}" if missing else "can be written to"


def list_moderators_channels(settings: Settings) -> tuple[int, ...]:
    """Return the channels that the settings name and that servers chose, as far as there is a journal yet."""
    path = settings.state / JOURNAL
    if not path.is_file():
        return tuple(filter(None, (settings.log_channel, settings.report_channel)))
    journal = Journal(path)
    try:
        servers = Servers(journal)
        return tuple(dict.fromkeys(each for kind in CHANNELS for each in servers.list_channels(settings, kind)))
    finally:
        journal.close()
