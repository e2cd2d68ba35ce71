"""Building in a process of its own: limits, progress, and an end with the bot."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.errors import JobRefusal, Reason
from bot.library.events import Progress
from bot.library.jobs.build_process import OUT_OF_MEMORY
from index.building.build_job import JobRequest
from index.building.stages import Stage
from index.building.worker import NICENESS, ORPHANED, Order
from index.snapshots.store import find_current
from tests.support.library.real_library import ignore, make_build_process, make_corpus, write
from tests.support.library.worker import SLOW

ROOT = Path(__file__).parents[4]


@pytest.fixture
def request_(tmp_path: Path) -> JobRequest:
    """Return a request to index a corpus with a new article."""
    settings = make_corpus(tmp_path)
    write(settings, "tower", "The lighthouse of Orlan is 40 metres high.")
    return JobRequest.from_settings(settings, everything=False)


@pytest.mark.asyncio
async def test_it_builds_and_publishes_nothing(request_: JobRequest) -> None:
    """Progress is told as it goes, and what serves is left to the bot."""
    settings = request_.read_settings()
    before, told = find_current(settings.index), []  # type: ignore[var-annotated]
    result = await make_build_process().run(request_, told.append)
    assert (result.articles, result.passed) == (3, True)
    assert Progress(Stage.READING, 3, 3) in told
    assert told[-1].stage == Stage.EXPORTING
    assert find_current(settings.index) == before


@pytest.mark.asyncio
async def test_a_process_that_was_prepared_does_the_next_job(request_: JobRequest) -> None:
    """It is the one that waited, only one waits at a time, and none is left once the library is closed."""
    build_process = make_build_process()
    await build_process.prepare()
    await build_process.prepare()
    (waiting,) = find_workers()
    seen: list[int] = []
    result = await build_process.run(request_, lambda _: seen.extend(find_workers()))
    assert (result.articles, set(seen)) == (3, {waiting})
    await build_process.prepare()
    await build_process.close()
    assert not list(find_workers())


@pytest.mark.asyncio
async def test_a_process_that_died_while_it_waited_is_replaced(request_: JobRequest) -> None:
    """Whatever ended it, the job is done."""
    build_process = make_build_process()
    await build_process.prepare()
    os.kill(find_workers()[0], signal.SIGKILL)
    while build_process._ready and build_process._ready.process.returncode is None:
        await asyncio.sleep(0.01)
    assert (await build_process.run(request_, ignore)).articles == 3


@pytest.mark.asyncio
async def test_what_takes_too_long_is_ended(request_: JobRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process is gone, and the refusal says how long it had."""
    monkeypatch.setenv(SLOW, "1")
    with pytest.raises(JobRefusal, match=Reason.JOB_TOO_SLOW) as refused:
        await make_build_process(time_limit=0.05).run(request_, ignore)
    assert refused.value.values == {"seconds": 0}
    assert not list(find_workers())


@pytest.mark.asyncio
async def test_too_little_memory_is_told(request_: JobRequest) -> None:
    """The machine is not brought down, and the setting is named."""
    with pytest.raises(JobRefusal, match=Reason.JOB_FAILED) as refused:
        await make_build_process(memory=100).run(request_, ignore)
    assert refused.value.cause == OUT_OF_MEMORY


@pytest.mark.asyncio
async def test_it_runs_with_little_claim_on_the_machine(request_: JobRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is nice, knows no token, and ends when it is cancelled."""
    monkeypatch.setenv(SLOW, "1")
    monkeypatch.setenv("DISCORD_TOKEN", "canary")
    reading = asyncio.Event()
    task = asyncio.create_task(make_build_process().run(request_, lambda _: reading.set()))
    await reading.wait()
    (worker,) = find_workers()
    assert os.getpriority(os.PRIO_PROCESS, worker) >= min(19, NICENESS)
    assert b"canary" not in Path(f"/proc/{worker}/environ").read_bytes()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not list(find_workers())


def test_it_ends_with_the_bot(request_: JobRequest) -> None:
    """When the other end of its input is gone, it goes without a result."""
    worker = subprocess.Popen(
        [sys.executable, "-m", "tests.support.library.worker"],
        cwd=ROOT, env={**os.environ, SLOW: "1"}, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert worker.stdin is not None
    assert worker.stdout is not None
    worker.stdin.write(Order(request=request_, memory=4096).model_dump_json().encode() + b"\n")
    worker.stdin.flush()
    worker.stdout.readline()
    worker.stdin.close()
    assert worker.wait(30) == ORPHANED
    worker.stdout.close()


def find_workers() -> list[int]:
    """Return the processes of this one that run the worker."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            line = (entry / "cmdline").read_bytes()
            parent = (entry / "stat").read_text().rpartition(")")[2].split()[1]
        except (OSError, IndexError):
            continue
        if b"tests.support.library.worker" in line and parent == str(os.getpid()):
            found.append(int(entry.name))
    return found
