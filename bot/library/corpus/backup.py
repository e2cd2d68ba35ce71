"""Corpus, journal and settings -> one file, and back; both work beside whatever serves."""

from __future__ import annotations

import io
import sqlite3
import tempfile
import zipfile
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_settings import BaseSettings

from bot.library.journal.migrations import MIGRATIONS
from index.digests import digest_bytes
from index.errors import VerbatimError
from index.snapshots.atomic_files import UNFINISHED, stage_file, sync
from index.snapshots.store import hold_lock
from index.snapshots.transaction import DONE, TRANSACTION

FORMAT = 1
JOURNAL = "journal.sqlite"
_MANIFEST = "manifest.json"
_CORPUS = "corpus/"
_SETTINGS = "settings.env"
_SECRET = {"token"}


class BackupError(VerbatimError):
    """A backup cannot be made, or is not what it says it is; nothing was changed."""


class _Manifest(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    format: int
    created: datetime
    journal_version: int
    digests: dict[str, str]


@dataclass(frozen=True)
class Places:
    """What a backup is of."""

    corpus: Path
    index: Path
    state: Path

    @property
    def journal(self) -> Path:
        """Return the file of the journal."""
        return self.state / JOURNAL


def write_backup(target: Path, places: Places, settings: Mapping[str, BaseSettings]) -> int:
    """Write corpus, journal and settings into a new file and return how many files of the corpus it has.

    `settings` are by their prefix; the token is left out. The bot may go on serving.
    Raises BackupError, OtherBuildError while something is changed, and PublicationError.
    """
    with hold_lock(places.index):
        if any((places.index / name).exists() for name in (TRANSACTION, DONE)):
            raise BackupError("a change of the corpus was cut off", "Start the bot once, which finishes it")
        files = {f"{_CORPUS}{path.name}": path.read_bytes() for path in _list_corpus(places.corpus)}
        journal = _copy_journal(places.journal)
    corpus_files = len(files)
    files[_SETTINGS] = _write_settings(settings).encode()
    if journal:
        files[JOURNAL] = journal
    _write_archive(target, files)
    return corpus_files


def _list_corpus(folder: Path) -> list[Path]:
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        raise BackupError(f"the corpus {folder} cannot be read: {error.strerror}") from error
    return [path for path in entries if path.is_file() and not path.is_symlink() and not path.name.startswith(".")]


def _copy_journal(journal: Path) -> bytes | None:
    """Return the journal as it is at one moment, whoever writes meanwhile."""
    if not journal.exists():
        return None
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / JOURNAL
        with closing(sqlite3.connect(journal)) as connection, closing(sqlite3.connect(target)) as copy:
            connection.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # so that the one file is all of it
        return target.read_bytes()


def _write_settings(settings: Mapping[str, BaseSettings]) -> str:
    """Return what is not at its default, as lines of `.env`, without what is secret."""
    lines = []
    for prefix, values in settings.items():
        for name, field in type(values).model_fields.items():
            value = getattr(values, name)
            if name in _SECRET or value == field.default:
                continue
            if isinstance(value, tuple):
                value = ("|" if any(isinstance(each, str) for each in value) else ",").join(map(str, value))
            lines.append(f"{prefix}{name.upper()}={'' if value is None else value}")
    return "\n".join(["# The token is not in a backup.", *lines, ""])


def _write_archive(target: Path, files: Mapping[str, bytes]) -> None:
    digests = {name: digest_bytes(content) for name, content in files.items()}
    version = _read_version(files[JOURNAL]) if JOURNAL in files else 0
    manifest = _Manifest(format=FORMAT, created=datetime.now(UTC), journal_version=version, digests=digests)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_MANIFEST, manifest.model_dump_json(indent=1))
        for name, content in files.items():
            archive.writestr(name, content)
    if target.exists():
        raise BackupError(f"{target} is there already", "Name another file")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        staged = stage_file(target.parent, packed.getvalue())
        staged.chmod(0o600)
        staged.replace(target)
        sync(target.parent)
    except OSError as error:
        raise BackupError(f"{target} cannot be written: {error.strerror}") from error


def _read_version(journal: bytes) -> int:
    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.deserialize(journal)
            intact: str = connection.execute("PRAGMA integrity_check").fetchone()[0]
            version: int = connection.execute("PRAGMA user_version").fetchone()[0]
        except sqlite3.Error as error:
            raise BackupError(f"the journal is damaged: {error}") from error
    if intact != "ok":
        raise BackupError(f"the journal is damaged: {intact}")
    return version


def read_backup(source: Path) -> dict[str, bytes]:
    """Return the files of a backup, each proved to be what was backed up.

    Raises BackupError.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            manifest = _Manifest.model_validate_json(archive.read(_MANIFEST))
            files = {name: archive.read(name) for name in archive.namelist() if name != _MANIFEST}
    except (OSError, KeyError, zipfile.BadZipFile, ValidationError, zipfile.LargeZipFile) as error:
        raise BackupError(f"{source} is no backup, or is damaged", "Nothing was changed") from error
    if manifest.format != FORMAT:
        raise BackupError(f"{source} is of format {manifest.format}, and this program reads {FORMAT}")
    for name in sorted({*manifest.digests, *files}):
        if name not in files or manifest.digests.get(name) != digest_bytes(files[name]):
            raise BackupError(f"{source}: {name} is not what was backed up", "Nothing was changed; take another backup")
        if name not in {JOURNAL, _SETTINGS} and not _is_corpus_file(name):
            raise BackupError(f"{source}: {name!r} belongs in no backup", "Nothing was changed")
    if manifest.journal_version > len(MIGRATIONS):
        raise BackupError(f"{source} has the journal of a newer program", "Run that program; nothing was changed")
    if JOURNAL in files and _read_version(files[JOURNAL]) != manifest.journal_version:
        raise BackupError(f"{source}: the journal is not of the version that the backup says", "Nothing was changed")
    return files


def _is_corpus_file(name: str) -> bool:
    file = name.removeprefix(_CORPUS)
    return name.startswith(_CORPUS) and file != "" and "/" not in file and not file.startswith(".")


def restore_backup(source: Path, places: Places) -> str:
    """Put corpus and journal back as a backup has them, and return its settings, which are only shown.

    Raises BackupError when the file is damaged or the bot is running.
    """
    files = read_backup(source)
    with hold_lock(places.index):
        if any((places.index / name).exists() for name in (TRANSACTION, DONE)):
            raise BackupError("a change of the corpus was cut off", "Start the bot once, which finishes it")
        _require_stopped(places.journal)
        try:
            _replace_corpus(places.corpus, files)
            _replace_journal(places.journal, files.get(JOURNAL))
        except OSError as error:
            remedy = "Make it writable and restore again: what is written already is whole"
            raise BackupError(f"the backup could not be put back: {error}", remedy) from error
    return files[_SETTINGS].decode() if _SETTINGS in files else ""


def _require_stopped(journal: Path) -> None:
    """Refuse while the bot has the journal open: SQLite leaves its write-ahead log only to whoever is alone."""
    if not journal.exists():
        return
    try:
        with closing(sqlite3.connect(journal, timeout=0)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE").fetchone()
    except sqlite3.OperationalError as error:
        raise BackupError("the bot is running", "Stop it, restore, and start it again; nothing was changed") from error


def _replace_corpus(corpus: Path, files: Mapping[str, bytes]) -> None:
    corpus.mkdir(parents=True, exist_ok=True)
    wanted = {name.removeprefix(_CORPUS): content for name, content in files.items() if name.startswith(_CORPUS)}
    staged = {name: stage_file(corpus, content) for name, content in wanted.items()}
    for path in _list_corpus(corpus):
        if path.name not in wanted:
            path.unlink()
    for name, path in staged.items():
        path.replace(corpus / name)
    for left in corpus.glob(f"{UNFINISHED}*"):
        left.unlink()
    sync(corpus)


def _replace_journal(journal: Path, content: bytes | None) -> None:
    for ending in ("-wal", "-shm"):
        journal.with_name(journal.name + ending).unlink(missing_ok=True)
    if content is None:
        journal.unlink(missing_ok=True)
        return
    journal.parent.mkdir(parents=True, exist_ok=True)
    stage_file(journal.parent, content).replace(journal)
    sync(journal.parent)


def make_backup_name(folder: Path) -> Path:
    """Return the name of a backup that is made now."""
    return folder / f"verbatim-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.zip"
