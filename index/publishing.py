"""Which generation serves, and how a new one takes its place: whole, or not at all.

`<index>/<generation>/` is never changed once it has this name.
`<index>/CURRENT` names the generation that serves, in one line.
`<index>/.building-*` is unfinished; the next publication sweeps it.
`<index>/LOCK` is held while a generation is made.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp

import filelock

from index.errors import DamagedGenerationError, MissingGenerationError, PublicationError
from index.generation import (
    FORMAT,
    MANIFEST,
    REBUILD,
    Contents,
    Manifest,
    ManifestModel,
    digest_files,
    name_generation,
    write_contents,
)

CURRENT = "CURRENT"
_NAME = re.compile(r"\d{8}T\d{12}-[0-9a-f]{16}")
UNFINISHED = ".building-"


def find_current(index: Path) -> Path:
    """Return the folder of the generation that serves.

    Raises MissingGenerationError where none was ever published, DamagedGenerationError for a bad pointer.
    """
    try:
        name = (index / CURRENT).read_text("utf-8").strip()
    except FileNotFoundError as error:
        raise MissingGenerationError(f"there is no index in {index}", REBUILD) from error
    except (OSError, UnicodeDecodeError) as error:
        raise DamagedGenerationError(f"{index / CURRENT} cannot be read", REBUILD) from error
    if not _NAME.fullmatch(name) or not (index / name).is_dir():
        raise DamagedGenerationError(f"{index / CURRENT} does not name a generation", REBUILD)
    return index / name


@contextmanager
def hold_lock(index: Path) -> Iterator[None]:
    """Keep every other build of this index out.

    Raises PublicationError when another one is running, or the folder cannot be written.
    """
    with _explain_failures(index):
        index.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(index / "LOCK", blocking=False)
        try:
            lock.acquire()
        except filelock.Timeout as error:
            raise PublicationError(f"another build of {index} is running", "Wait for it to end") from error
    try:
        yield
    finally:
        lock.release()


def publish(index: Path, contents: Contents, model: ManifestModel, inputs: str) -> str:
    """Write a generation beside the others and let it serve; return its name.

    Raises PublicationError, after which the generation before still serves.
    """
    with _explain_failures(index):
        unfinished = Path(mkdtemp(prefix=UNFINISHED, dir=index))
        try:
            name = _write(unfinished, contents, model, inputs)
            _sync_tree(unfinished)
            unfinished.rename(index / name)
        except BaseException:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise
        _sync(index)
        _point_to(index, name)
    return name


def sweep(index: Path, keep: int) -> None:
    """Remove what killed builds left and all but the newest `keep` generations; the serving one stays."""
    current = find_current(index).name
    finished = sorted(path.name for path in index.iterdir() if _NAME.fullmatch(path.name))
    before = [name for name in finished if name != current]
    kept = {current, *before[len(before) - keep + 1 :]}
    for path in index.iterdir():
        if path.name.startswith(UNFINISHED) or (path.name in finished and path.name not in kept):
            shutil.rmtree(path, ignore_errors=True)


def _write(folder: Path, contents: Contents, model: ManifestModel, inputs: str) -> str:
    write_contents(folder, contents)
    created = datetime.now(UTC)
    manifest = Manifest(
        format=FORMAT,
        created=created,
        inputs=inputs,
        model=model,
        articles={article.id: article.digest for article in contents.articles},
        files=digest_files(folder),
    )
    content = manifest.model_dump_json(indent=2).encode()
    (folder / MANIFEST).write_bytes(content)
    folder.chmod(0o755)
    return name_generation(content, created)


def _point_to(index: Path, name: str) -> None:
    unfinished = index / f"{CURRENT}.new"
    unfinished.write_text(name + "\n", "utf-8")
    _sync(unfinished)
    unfinished.replace(index / CURRENT)
    _sync(index)


def _sync_tree(folder: Path) -> None:
    for path in [*folder.rglob("*"), folder]:
        _sync(path)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _explain_failures(index: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        problem = f"the index could not be written to {index}: {error.strerror or error}"
        remedy = "Make room or make it writable, then run: python -m index build (the index before still serves)"
        raise PublicationError(problem, remedy) from error
