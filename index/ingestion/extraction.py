"""A page in HTML -> the article on it, read by a process that can do nothing else."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pydantic import TypeAdapter, ValidationError

from index.ingestion.extractor import CLOCK_SECONDS, OUTPUT, TOO_MUCH
from index.ingestion.refusals import HeavyPageRefusal, NoArticleRefusal

log = logging.getLogger(__name__)

PROCESSOR_SECONDS = 10
"""What reading one page may take of a processor."""

_SCRIPT = Path(__file__).with_name("extractor.py")
_SECONDS = CLOCK_SECONDS + 5


@dataclass(frozen=True)
class ExtractedPage:
    """The article of a page as Markdown, what the page says of it, and what became of the rest.

    `kept` and `visible` count characters without white space; `unproven` paragraphs do not stand on the page
    as it is shown; of `links` only the words are kept, `images`, `tables` and `captions` are left out.
    """

    text: str
    title: str | None = None
    author: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    kept: int = 0
    visible: int = 0
    unproven: int = 0
    links: int = 0
    images: int = 0
    tables: int = 0
    captions: int = 0


_PAGE = TypeAdapter(ExtractedPage)


def extract_article(page: str, processor_seconds: int = PROCESSOR_SECONDS) -> ExtractedPage:
    """Return the article of a page; takes seconds at worst, so it belongs off the event loop.

    Raises NoArticleRefusal, or HeavyPageRefusal when the page takes more than the process may use.
    """
    try:
        found = _PAGE.validate_json(_run(page.encode("utf-8", "replace"), processor_seconds))
    except ValidationError as error:
        raise NoArticleRefusal from error
    if not found.text.strip():
        raise NoArticleRefusal
    return found


def _run(page: bytes, processor_seconds: int) -> bytes:
    with _open_memory(page) as given, _open_memory() as taken:
        process = subprocess.Popen(  # noqa: S603  # our own interpreter and script
            [sys.executable, "-I", _SCRIPT, str(processor_seconds)],
            stdin=given,
            stdout=taken,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env={},
            start_new_session=True,
        )
        _require_success(_wait(process))
        taken.seek(0)
        return taken.read(OUTPUT)


def _open_memory(content: bytes = b"") -> BinaryIO:
    """Return a file that is on no disk, so that none can be full, read-only or left behind."""
    file = open(os.memfd_create("page"), "w+b")  # noqa: SIM115  # the caller closes it
    file.write(content)
    file.seek(0)
    return file


def _wait(process: subprocess.Popen[bytes]) -> int:
    """Return how the process ended, and make sure that it has."""
    try:
        return process.wait(_SECONDS)
    except subprocess.TimeoutExpired:
        raise HeavyPageRefusal from None
    finally:
        process.kill()
        process.wait()


def _require_success(code: int) -> None:
    if code == 0:
        return
    log.warning("Reading a page ended with %s", code)
    raise HeavyPageRefusal if code < 0 or code == TOO_MUCH else NoArticleRefusal
