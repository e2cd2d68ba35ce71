"""The commands of `python -m index` and their options."""

from __future__ import annotations

import argparse
from pathlib import Path

from index.cli.argument_types import count_of_quotations, day, share


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of every command."""
    parser = argparse.ArgumentParser(prog="python -m index", description="Answers questions by quoting a corpus.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", dest="command")
    of_index = argparse.ArgumentParser(add_help=False)
    of_index.add_argument("--index", type=Path, metavar="DIR", help="folder of the index")
    of_corpus = argparse.ArgumentParser(add_help=False)
    of_corpus.add_argument("--corpus", type=Path, metavar="DIR", help="folder of the articles")

    commands.add_parser("build", parents=[of_index, of_corpus], help="index the corpus")
    add = commands.add_parser(
        "add", parents=[of_index, of_corpus], help="add articles: files, folders, addresses, feeds"
    )
    _take_sources(add)
    feeds = commands.add_parser(
        "feeds", parents=[of_index, of_corpus], help="add what is new in the feeds that are followed"
    )
    feeds.add_argument("--yes", action="store_true", help="add everything without asking, and index it")
    feeds.add_argument("--list", action="store_true", help="ask no feed; say what waits and what failed")
    commands.add_parser("lint", parents=[of_corpus], help="find what is wrong in the articles")
    ask = commands.add_parser("ask", parents=[of_index], help="answer a question")
    _take_question(ask)
    inspect = commands.add_parser("inspect", help="show an article's sentences and who said them")
    inspect.add_argument("file", type=Path, metavar="FILE")
    inspect.add_argument("--json", action="store_true", help="one JSON object a sentence")
    commands.add_parser("check", parents=[of_index], help="verify the index and every quotation in it")
    speakers = commands.add_parser("speakers", parents=[of_index], help="list who is quoted, suspicious names first")
    speakers.add_argument("--draft", type=Path, metavar="FILE", help="write a draft of speakers.toml to a new file")
    evaluate = commands.add_parser("evaluate", parents=[of_index], help="measure the answers to a file of questions")
    evaluate.add_argument("file", type=Path, metavar="FILE")
    calibrate = commands.add_parser("calibrate", parents=[of_index], help="fit the confidence to your own questions")
    _take_calibration(calibrate)
    return parser


def _take_sources(add: argparse.ArgumentParser) -> None:
    add.add_argument("sources", nargs="+", metavar="SOURCE", help="a file, folder, zip of an export, address or feed")
    add.add_argument("--yes", action="store_true", help="add everything without asking, and index it")
    add.add_argument("--dry-run", action="store_true", help="add nothing; only say what would be")
    add.add_argument("--drafts", type=Path, metavar="DIR", help="with --dry-run: write the drafts there")
    add.add_argument("--json", action="store_true", help="one JSON object a source")


def _take_question(ask: argparse.ArgumentParser) -> None:
    ask.add_argument("question", nargs="*", metavar="QUESTION", help="without it, one a line from standard input")
    ask.add_argument("--json", action="store_true", help="one JSON object a question")
    ask.add_argument("--explain", action="store_true", help="say how each quotation was ranked")
    ask.add_argument("--limit", type=count_of_quotations, metavar="N", help="quotations at most")
    ask.add_argument("--previous", metavar="QUESTION", help="the question before, which this one leans on")
    ask.add_argument("--speaker", metavar="NAME", help="only what this person or body says")
    ask.add_argument("--article", metavar="NAME", help="only this article: its title or file name, or part of it")
    ask.add_argument("--from", type=day, dest="after", metavar="DATE", help="only articles from this day on")
    ask.add_argument("--to", type=day, dest="before", metavar="DATE", help="only articles up to this day")


def _take_calibration(calibrate: argparse.ArgumentParser) -> None:
    calibrate.add_argument("file", type=Path, nargs="?", metavar="FILE")
    calibrate.add_argument("--reset", action="store_true", help="go back to the confidence that ships")
    calibrate.add_argument(
        "--wrong", type=share, default=0.1, metavar="SHARE", help="of the answers shown, how many may be wrong"
    )
