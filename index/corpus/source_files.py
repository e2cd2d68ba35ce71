"""The files of a corpus to the byte: read once, kept in every snapshot, put back from it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from index.digests import digest_bytes
from index.errors import ArticleError, CorpusError, Problem

LARGEST = 10 * 1024 * 1024
"""Bytes of an article file that are read at most."""

SPEAKERS = "speakers.toml"
QUESTIONS = "questions.jsonl"
_ENDINGS = {".md", ".txt"}
NO_ARTICLE = "README.md"
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class SourceFile:
    """A file of the corpus."""

    name: str
    content: bytes

    @property
    def digest(self) -> str:
        """Return the SHA-256 of the file."""
        return digest_bytes(self.content)


def list_article_files(folder: Path) -> list[Path]:
    """Return the files of a corpus that should be articles, by name.

    Raises CorpusError when the folder cannot be read.
    """
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        raise CorpusError(f"the corpus {folder} cannot be read: {error.strerror}") from error
    named = (path for path in entries if path.suffix in _ENDINGS and path.name != NO_ARTICLE and _is_utf8(path.name))
    return [path for path in named if path.is_file()]


def list_passed_over(folder: Path) -> list[tuple[str, str]]:
    """Return the names in a corpus that are not read as articles, each with why; what belongs there is left out."""
    known = {NO_ARTICLE, SPEAKERS, QUESTIONS}
    read = set(list_article_files(folder))
    others = [path for path in sorted(folder.iterdir()) if path not in read and path.name not in known]
    return [(path.name, _explain_passing(path)) for path in others if not path.name.startswith(".")]


def _is_utf8(name: str) -> bool:
    """Return whether a name can be written down; the system hands other bytes on as halves of surrogate pairs."""
    return not any("\ud800" <= character <= "\udfff" for character in name)


def _explain_passing(path: Path) -> str:
    if not _is_utf8(path.name):
        return "its name is not UTF-8; rename it"
    if path.is_dir():
        return "folders are not looked into; move its articles up"
    if path.suffix.lower() in _ENDINGS:
        return f"write its ending in small letters: {path.suffix.lower()}"
    return f"add it with: python -m index add {path.name}"


def read_source(path: Path) -> SourceFile:
    """Read an article file; a link that leads out of its folder is not followed.

    Raises ArticleError.
    """
    try:
        if leads_out(path):
            raise ArticleError(path.name, Problem("is a link that leads out of the corpus; put the file itself here"))
        if path.stat().st_size > LARGEST:
            raise ArticleError(path.name, Problem(f"larger than {LARGEST // 1024**2} MB; split it"))
        return SourceFile(path.name, path.read_bytes())
    except OSError as error:
        raise ArticleError(path.name, Problem(f"cannot be read: {error.strerror}")) from error


def leads_out(path: Path) -> bool:
    """Return whether a file is a link to another folder's file."""
    return path.is_symlink() and path.resolve().parent != path.parent.resolve()


def pack_sources(sources: Iterable[SourceFile]) -> bytes:
    """Return a zip of files, the same bytes for the same files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for source in sorted(sources, key=lambda source: source.name):
            archive.writestr(zipfile.ZipInfo(source.name, _EPOCH), source.content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def unpack_sources(content: bytes) -> dict[str, SourceFile]:
    """Return the files of a zip that `pack_sources` made, by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: SourceFile(name, archive.read(name)) for name in archive.namelist()}
