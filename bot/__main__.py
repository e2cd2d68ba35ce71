"""The command line: python -m bot run | preview | check | backup | restore."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.client.permissions import PUBLIC, describe_moderators, find_owners
from bot.library.backup import Places, make_backup_name, read_backup, restore_backup, write_backup
from bot.runtime.application import read_application
from bot.runtime.invite import name_permissions, read_application_id, write_invitation
from bot.runtime.log_redaction import set_up_logging
from bot.runtime.preview import copy_library, require_preview, show_preview
from bot.runtime.run import run_until_stopped
from bot.runtime.startup import MakeEmbedder, open_client, open_searcher
from bot.settings import PREFIX, Settings, load_settings
from index.building.worker import make_embedder
from index.cli.terminal import count
from index.errors import VerbatimError
from index.settings import PREFIX as INDEX_PREFIX
from index.settings import Settings as IndexSettings
from index.settings import load_settings as load_index_settings
from index.snapshots.snapshot import prove_everything

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None, make: MakeEmbedder = make_embedder) -> int:
    """Run one command and return its exit code."""
    parsed = _make_parser().parse_args(arguments)
    try:
        settings, index_settings = load_settings(), load_index_settings()
        set_up_logging(settings.log_level, settings.token.get_secret_value())
        if parsed.run in {_backup, _restore}:
            code: int = parsed.run(settings, index_settings, parsed.file)
        else:
            code = parsed.run(settings, index_settings, make)
    except VerbatimError as error:
        print(f"error: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return INTERRUPTED
    return code


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot", description="Answers questions on Discord by quoting a corpus."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    run = commands.add_parser("run", help="connect to Discord; without DISCORD_TOKEN, open the preview")
    run.set_defaults(run=_run)
    preview = commands.add_parser("preview", help="open the same bot in a local browser, without a token")
    preview.set_defaults(run=_preview)
    check = commands.add_parser(
        "check", help="verify settings, token, model and index; print the link that invites the bot"
    )
    check.set_defaults(run=_check)
    backup = commands.add_parser("backup", help="write corpus, journal and settings, but no token, into one file")
    backup.add_argument("file", type=Path, nargs="?", metavar="FILE", help="default: a new one in var/backups")
    backup.set_defaults(run=_backup)
    restore = commands.add_parser("restore", help="put a backup's corpus and journal back; stop the bot first")
    restore.add_argument("file", type=Path, metavar="FILE")
    restore.set_defaults(run=_restore)
    return parser


def _run(settings: Settings, index_settings: IndexSettings, make: MakeEmbedder) -> int:
    token = settings.token.get_secret_value()
    if not token:
        print("DISCORD_TOKEN is not set, so the bot opens in a browser instead of on Discord.")
        return _preview(settings, index_settings, make)
    read_application_id(token)
    client = open_client(settings, index_settings, make)
    try:
        asyncio.run(run_until_stopped(client, token))
    finally:
        client.journal.close()
    return 0


def _preview(settings: Settings, index_settings: IndexSettings, make: MakeEmbedder) -> int:
    require_preview()
    if settings.log_level == "INFO":
        set_up_logging("ERROR", "")  # so that the address is what a newcomer sees
    print("Opening the model and the index…", flush=True)
    with TemporaryDirectory() as folder:
        state = Path(folder)
        chosen = settings.model_copy(update={"state": state, "guild_ids": (), "shard_count": 1, "shard_ids": ()})
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


def _check(settings: Settings, index_settings: IndexSettings, make: MakeEmbedder) -> int:
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
    return 0


def _backup(settings: Settings, index_settings: IndexSettings, file: Path | None) -> int:
    target = file or make_backup_name(settings.state.parent / "backups")
    known = {PREFIX: settings, INDEX_PREFIX: index_settings}
    files = write_backup(target, Places(index_settings.corpus, index_settings.index, settings.state), known)
    print(f"{target} has {count(files, 'file')} of the corpus, the journal and the settings without the token.")
    return 0


def _restore(settings: Settings, index_settings: IndexSettings, file: Path) -> int:
    places = Places(index_settings.corpus, index_settings.index, settings.state)
    read_backup(file)
    if places.corpus.exists() or places.journal.exists():
        before = make_backup_name(settings.state.parent / "backups")
        before = before.with_stem(f"{before.stem}-before-restoring")
        write_backup(before, places, {PREFIX: settings, INDEX_PREFIX: index_settings})
        print(f"What was there is in {before}.")
    kept = restore_backup(file, places)
    print("The corpus and the journal are as in the backup. Its settings, to compare with yours:\n")
    print(kept)
    print("Start the bot: it indexes what differs and serves it.")
    return 0


def _check_application(settings: Settings, token: str) -> None:
    """Say who may moderate, as Discord knows it, and warn of an application that anybody may add to a server."""
    if not token:
        print("token        not set: `run` opens the preview")
        return
    application = asyncio.run(read_application(token))
    if application is None:
        print("token        has the shape of one; Discord cannot be reached")
        return
    print("token        known to Discord")
    print(f"moderators   {describe_moderators(settings, find_owners(application))}")
    if application.bot_public:
        print(f"warning: {PUBLIC}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
