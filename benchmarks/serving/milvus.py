"""Measure the engine on a real Milvus server: load, first stage, kill -9 and restart, snapshots that switch meanwhile.

usage: python -m benchmarks.serving.milvus --server PYTHON --built FOLDER --kept FILE [--sentences N]

PYTHON has the package `milvus` (a server in a wheel), FOLDER is what `benchmarks.serving.scale --folder` built.
The server listens on every address unless the network has none but the loopback, so run it in one of its own:

    unshare -rn sh -c 'ip link set lo up; python -m benchmarks.serving.milvus …'
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from benchmarks.serving.repeated import read_real
from benchmarks.serving.scale import POOL, add_arguments, open_engine
from index.engines.bm25 import find_stems
from index.engines.embedded import EmbeddedEngine
from index.engines.engine import Engine, Query
from index.engines.faiss_vectors import Vectors
from index.engines.milvus import MilvusStore
from index.engines.milvus_connection import MilvusConnection
from index.errors import UnreachableEngineError
from index.types import Rows

PORT = 19530
ASKED = 1_000
BEST = 10
_BACK_WITHIN = 300
_START = """
import sys, time
from milvus import MilvusServer, MilvusServerConfig
server = MilvusServer(MilvusServerConfig(data_dir=sys.argv[1], proxy_port=int(sys.argv[2])))
server.start()
print(server.server_proc.pid, flush=True)
server.server_proc.wait()
"""


@dataclass(frozen=True)
class Server:
    """A server that was started, by the process id of what serves."""

    pid: int


def main() -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--server", type=Path, required=True)
    add_arguments(parser, 200_000)
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that no server outlives it
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {time.strftime('%F %R')}")
    _, asked = read_real(Path(), given.kept)
    queries = [Query(find_stems(text), vector) for text, vector in zip(asked.texts, asked.vectors, strict=True)]
    rows = open_engine(given.built / str(given.sentences), given.sentences)
    connection = MilvusConnection(f"http://127.0.0.1:{PORT}", "", None, 10)
    store = MilvusStore(connection, "benchmark")
    with tempfile.TemporaryDirectory() as folder:
        with start(given.server, Path(folder)) as server:
            engine = load(store, rows)
            before = measure(engine, rows, queries)
            os.kill(server.pid, signal.SIGKILL)
            print(f"killed: {_describe_failure(engine, queries[0])}")
        with start(given.server, Path(folder)):
            come_back(store, rows, queries, before)
            switch(store, rows, queries[:50])


@contextmanager
def start(python: Path, folder: Path) -> Iterator[Server]:
    """Run the server over a folder until the block ends."""
    command = [str(python), "-c", _START, str(folder), str(PORT)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            server = Server(int(process.stdout.readline()))
            yield server
        finally:
            for pid in (server.pid, process.pid):
                if Path(f"/proc/{pid}").exists():
                    os.kill(pid, signal.SIGKILL)


def load(store: MilvusStore, rows: EmbeddedEngine) -> Engine:
    """Load a snapshot and print how long it took."""
    started = time.perf_counter()
    store.load("first", rows)
    print(f"loaded {len(rows):,} sentences in {time.perf_counter() - started:.0f} s")
    return store.open("first", rows)


def measure(engine: Engine, rows: EmbeddedEngine, queries: Sequence[Query]) -> list[list[int]]:
    """Print times of the first stage and what of the embedded engine's rows it finds; return the best rows."""
    for query in queries[:20]:
        engine.score(query, engine.put_forward(query, POOL))
    times, found, shared = [], [], []
    for query in queries:
        started = time.perf_counter()
        put_forward = engine.put_forward(query, POOL)
        engine.score(query, put_forward)
        times.append(1_000 * (time.perf_counter() - started))
        found.append(_rank(engine, query, put_forward))
        expected = rows.put_forward(query, POOL)
        shared.append(len(np.intersect1d(put_forward, expected)) / len(expected))
    figures = f"p50 {np.median(times):.1f} ms, p99 {np.quantile(times, 0.99):.1f} ms"
    print(f"first stage: {figures}; {np.mean(shared):.4f} of the rows that the embedded engine puts forward")
    return found


def _rank(engine: Engine, query: Query, rows: Rows) -> list[int]:
    """Return the rows of the highest cosines, of sentence and passage together."""
    signals = engine.score(query, rows)
    order = np.argsort(-(signals.cosines + signals.passage_cosines), kind="stable")
    return [int(each) for each in rows[order][:BEST]]


def come_back(
    store: MilvusStore, rows: EmbeddedEngine, queries: Sequence[Query], before: Sequence[Sequence[int]]
) -> None:
    """Wait until what was loaded answers again, and print how long that took and whether it answers alike."""
    started = time.perf_counter()
    while True:
        try:
            engine = store.open("first", rows)
            after = [_rank(engine, query, engine.put_forward(query, POOL)) for query in queries]
            break
        except UnreachableEngineError:
            if time.perf_counter() - started > _BACK_WITHIN:
                raise
            time.sleep(1)
    seconds, pairs = time.perf_counter() - started, list(zip(before, after, strict=True))
    first, all_of_them = (sum(one[:count] == other[:count] for one, other in pairs) for count in (1, BEST))
    told = f"the best row the same for {first} of {len(pairs)} questions, the best {BEST} for {all_of_them}"
    print(f"restarted: answers after {seconds:.0f} s, {told}")


def switch(store: MilvusStore, rows: EmbeddedEngine, queries: Sequence[Query]) -> None:
    """Ask while another snapshot is loaded, opened and the first one dropped; print what was failed or mixed.

    The other one has the same vectors, the last first, so that hardly a row of one is among those of the other.
    """
    backwards = (_turn_round(each) for each in (rows.sentence_vectors, rows.passage_vectors))
    sentence_vectors, passage_vectors = backwards
    other = replace(rows, sentence_vectors=sentence_vectors, passage_vectors=passage_vectors)
    engines = [store.open("first", rows)]
    expected = [[engines[0].put_forward(query, POOL).tolist() for query in queries]]
    answers: list[tuple[int, list[int]]] = []
    failed, done = 0, threading.Event()

    def publish() -> None:
        store.load("second", other)
        opened = store.open("second", other)
        expected.append([opened.put_forward(query, POOL).tolist() for query in queries])
        engines.append(opened)  # the pointer: who asks from here on asks the second
        done.set()

    thread = threading.Thread(target=publish)
    thread.start()
    while len(answers) + failed < ASKED or not done.is_set():
        place = (len(answers) + failed) % len(queries)
        try:
            answers.append((place, engines[-1].put_forward(queries[place], POOL).tolist()))
        except UnreachableEngineError:
            failed += 1
    thread.join()
    store.keep({"second"})
    mixed = sum(_is_mixed(found, [each[place] for each in expected]) for place, found in answers)
    asked = len(answers) + failed
    print(f"{asked:,} asks while a snapshot was loaded and took over: {mixed} mixed, {failed} failed")


def _turn_round(vectors: Vectors) -> Vectors:
    return Vectors.from_matrix(vectors.to_matrix()[::-1], len(vectors))


def _is_mixed(found: Sequence[int], expected: Sequence[Sequence[int]]) -> bool:
    """Return whether rows of both snapshots were put forward together; graphs may find others of the same one."""
    other, own = sorted(map(set, expected), key=lambda rows: len(rows & set(found)))
    return bool(set(found) & (other - own))


def _describe_failure(engine: Engine, query: Query) -> str:
    try:
        engine.put_forward(query, POOL)
    except UnreachableEngineError as error:
        return str(error)
    return "it still answers"


if __name__ == "__main__":
    main()
