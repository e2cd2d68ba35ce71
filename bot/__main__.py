"""The command line: python -m bot run | preview | check | backup | restore."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import VerbatimError

if TYPE_CHECKING:
    from bot.runtime.startup import MakeEmbedder

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None, make: MakeEmbedder | None = None) -> int:
    """Run one command and return its exit code."""
    parsed = _make_parser().parse_args(arguments)
    try:
        return _run(parsed.command, getattr(parsed, "file", None), make)
    except VerbatimError as error:
        print(f"error: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return INTERRUPTED


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot", description="Answers questions on Discord by quoting a corpus."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND", dest="command")
    commands.add_parser("run", help="connect to Discord; without DISCORD_TOKEN, open the preview")
    commands.add_parser("preview", help="open the same bot in a local browser, without a token")
    commands.add_parser("check", help="verify settings, token, model and index; print the link that invites the bot")
    backup = commands.add_parser("backup", help="write corpus, journal and settings, but no token, into one file")
    backup.add_argument("file", type=Path, nargs="?", metavar="FILE", help="default: a new one in var/backups")
    restore = commands.add_parser("restore", help="put a backup's corpus and journal back; stop the bot first")
    restore.add_argument("file", type=Path, metavar="FILE")
    return parser


def _run(command: str, file: Path | None, make: MakeEmbedder | None) -> int:
    # Imported here, so that --help and a mistyped command are answered at once.
    from bot.runtime import backups, commands
    from bot.runtime.log_redaction import set_up_logging
    from bot.settings import load_settings
    from index.models.exported_model import make_embedder
    from index.settings import load_settings as load_index_settings

    settings, index_settings = load_settings(), load_index_settings()
    set_up_logging(settings.log_level, settings.token.get_secret_value())
    if command == "backup":
        return backups.back_up(settings, index_settings, file)
    if command == "restore" and file:
        return backups.restore(settings, index_settings, file)
    run = {"run": commands.run, "preview": commands.preview, "check": commands.check}[command]
    return run(settings, index_settings, make or make_embedder)


if __name__ == "__main__":
    sys.exit(main())
