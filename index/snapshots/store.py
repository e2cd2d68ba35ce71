"""Which snapshot serves, and how a new one takes its place: whole, or not at all.

`<index>/<snapshot>/` is never changed once it has this name.
`<index>/CURRENT` names the snapshot that serves, in one line.
`<index>/.staged-<snapshot>/` is whole, and waits to be published.
`<index>/.building-*` is unfinished; the next publication sweeps it.
`<index>/LOCK` is held while a snapshot is made.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp

import filelock

from index.corpus.articles import Article, SourceKey
from index.corpus.source_files import SourceFile
from index.errors import DamagedSnapshotError, MissingSnapshotError, OtherBuildError, PublicationError, SnapshotError
from index.snapshots.atomic_files import sweep_unfinished, sync, sync_tree, write_file
from index.snapshots.contents import Contents, read_articles, write_contents
from index.snapshots.manifest import (
    FORMAT,
    MANIFEST,
    REBUILD,
    Manifest,
    ManifestModel,
    Origin,
    digest_files,
    make_snapshot_name,
    peek_manifest,
)
from index.snapshots.snapshot import STAGED

CURRENT = "CURRENT"
_NAME = re.compile(r"\d{8}T\d{12}-[0-9a-f]{16}")
UNFINISHED = ".building-"


def find_current(index: Path) -> Path:
    """Return the folder of the snapshot that serves.

    Raises MissingSnapshotError where none was ever published, DamagedSnapshotError for a bad pointer.
    """
    try:
        name = (index / CURRENT).read_text("utf-8").strip()
    except FileNotFoundError as error:
        raise MissingSnapshotError(f"there is no index in {index}", REBUILD) from error
    except (OSError, UnicodeDecodeError) as error:
        raise DamagedSnapshotError(f"{index / CURRENT} cannot be read", REBUILD) from error
    if not _NAME.fullmatch(name) or not (index / name).is_dir():
        raise DamagedSnapshotError(f"{index / CURRENT} does not name a snapshot", REBUILD)
    return index / name


def read_known_articles(index: Path) -> dict[SourceKey, Article]:
    """Return the articles of the snapshot that serves, by the files that they were read from; none where none serves.

    Only the file that has them is read and verified.
    """
    try:
        folder = find_current(index)
        manifest = peek_manifest(folder)
        return key_by_source(manifest, read_articles(folder, manifest))
    except SnapshotError:
        return {}  # whatever is wrong with it, the files of the corpus have all of it


def key_by_source(manifest: Manifest, articles: tuple[Article, ...]) -> dict[SourceKey, Article]:
    """Return the articles of a snapshot by the files that they were read from."""
    sources = manifest.sources
    return {(each.path, sources[each.path]): each for each in articles if each.path in sources}


def is_current(index: Path, name: str) -> bool:
    """Return whether CURRENT names a snapshot."""
    try:
        return (index / CURRENT).read_text("utf-8").strip() == name
    except (OSError, UnicodeDecodeError):
        return False


@contextmanager
def hold_lock(index: Path) -> Iterator[None]:
    """Keep every other build of this index out.

    Raises PublicationError when another one is running, or the folder cannot be written.
    """
    with map_disk_errors(index):
        index.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(index / "LOCK", blocking=False)
        try:
            lock.acquire()
        except filelock.Timeout as error:
            raise OtherBuildError(f"another build of {index} is running", "Wait for it to end") from error
    try:
        yield
    finally:
        lock.release()


def write_staged(
    index: Path, contents: Contents, sources: Sequence[SourceFile], model: ManifestModel, origin: Origin
) -> str:
    """Write a snapshot beside the others, without letting it serve; return its name.

    Raises PublicationError, after which nothing of it is left.
    """
    with map_disk_errors(index):
        unfinished = Path(mkdtemp(prefix=UNFINISHED, dir=index))
        try:
            name = _write(unfinished, contents, sources, model, origin)
            sync_tree(unfinished)
            unfinished.rename(staged_path(index, name))
        except BaseException:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise
        sync(index)
    return name


def staged_path(index: Path, name: str) -> Path:
    """Return the folder of a snapshot that has not been published."""
    return index / f"{STAGED}{name}"


def publish(index: Path, name: str) -> None:
    """Let a staged snapshot, or one that served before, serve.

    Raises PublicationError, after which the snapshot before still serves.
    """
    with map_disk_errors(index):
        staged = staged_path(index, name)
        if staged.is_dir():
            staged.rename(index / name)
            sync(index)
        point_to(index, name)


def point_to(index: Path, name: str) -> None:
    """Let CURRENT name another snapshot."""
    if (index / CURRENT).is_dir():
        shutil.rmtree(index / CURRENT)  # no program makes one, and a file cannot take its place
    write_file(index / CURRENT, f"{name}\n".encode())


def discard(index: Path, name: str) -> None:
    """Remove a staged snapshot."""
    shutil.rmtree(staged_path(index, name), ignore_errors=True)


def list_published(index: Path) -> list[str]:
    """Return the names of the snapshots that are published or were, oldest first."""
    return sorted(path.name for path in index.iterdir() if _NAME.fullmatch(path.name)) if index.is_dir() else []


def has_unfinished(index: Path, held: str | None = None) -> bool:
    """Return whether a build was cut off, by what it left."""
    return any(_is_left(path.name, held) for path in index.iterdir())


def sweep_cut_off(index: Path, held: str | None = None) -> None:
    """Remove what builds left that were cut off."""
    for path in index.iterdir():
        if _is_left(path.name, held):
            shutil.rmtree(path, ignore_errors=True)
    sweep_unfinished(index)


def sweep(index: Path, keep: int, held: str | None = None) -> None:
    """Remove what killed builds left and all but the newest `keep` snapshots.

    The serving one stays, and so does the held one.
    """
    current = find_current(index).name
    before = [name for name in list_published(index) if name != current]
    old = before[: max(0, len(before) - keep + 1)]
    for path in index.iterdir():
        if path.name in old:
            # Renamed first, so that what a kill leaves of it is no longer a snapshot.
            path.rename(index / f"{UNFINISHED}{path.name}")
    sweep_cut_off(index, held)


def _is_left(name: str, held: str | None) -> bool:
    return name.startswith((UNFINISHED, STAGED)) and name != f"{STAGED}{held}"


def _write(
    folder: Path, contents: Contents, sources: Sequence[SourceFile], model: ManifestModel, origin: Origin
) -> str:
    write_contents(folder, contents, sources)
    created = datetime.now(UTC)
    manifest = Manifest(
        format=FORMAT,
        created=created,
        inputs=origin.inputs,
        readers=origin.readers,
        model=model,
        articles={article.id: article.digest for article in contents.articles},
        sentences=len(contents.entries),
        sources={source.name: source.digest for source in sources},
        files=digest_files(folder),
    )
    content = manifest.model_dump_json(indent=2).encode()
    (folder / MANIFEST).write_bytes(content)
    folder.chmod(0o755)
    return make_snapshot_name(content, created)


@contextmanager
def map_disk_errors(index: Path) -> Iterator[None]:
    """Turn what the disk refuses into a PublicationError."""
    try:
        yield
    except OSError as error:
        problem = f"the index could not be written to {index}: {error.strerror or error}"
        remedy = "Make room or make it writable, then run: python -m index build (the index before still serves)"
        raise PublicationError(problem, remedy) from error
