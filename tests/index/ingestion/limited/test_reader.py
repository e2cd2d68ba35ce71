"""A stranger's document is read by a process that can do nothing else, and how that ends is told apart."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import bot
from index.ingestion.limited import server
from index.ingestion.limited.parsers import find_parser
from index.ingestion.limited.reader import Reader
from index.ingestion.refusals import (
    BrokenReaderRefusal,
    DamagedFileRefusal,
    DraftRefusal,
    HeavyFileRefusal,
    NoArticleRefusal,
    SlowFileRefusal,
)
from tests.support.ingestion.pages import ORDINARY, ORDINARY_TEXT, make_hostile_pages

ROOT = Path(bot.__file__).parents[1]
PARSERS = """
import os, socket, sys
sys.path.insert(0, {root!r})
from index.ingestion.limited import parsers, server

def parse(content, options):
    if content == b"harmless":
        return {{"text": "harmless"}}
    return {{"text": str(eval(content))}}

parsers.find_parser = lambda kind: parsers.Parser(parse, (b"harmless",), "harmless")
server.main()
"""


@pytest.fixture(scope="module")
def evaluating(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """Return a reader whose parser evaluates what it is given, as one that a stranger has taken over."""
    script = tmp_path_factory.mktemp("server") / "server.py"
    script.write_text(PARSERS.format(root=str(ROOT)))
    with Reader(seconds=2, script=script) as made:
        yield made


def test_a_page_is_read(reader: Reader) -> None:
    """Its text and what it says of itself."""
    found = reader.read("page", ORDINARY.encode())
    assert found["text"] == ORDINARY_TEXT
    assert found["metadata"]["published"] == "2024-03-02"


@pytest.mark.parametrize("page", [b"\xef\xbf\xbd<", b"<html><body><img></body>"])
def test_a_page_without_an_article_is_refused(reader: Reader, page: bytes) -> None:
    """One clear line, whatever it is."""
    with pytest.raises(NoArticleRefusal):
        reader.read("page", page)


@pytest.mark.parametrize(
    "attempt",
    [
        "socket.socket()",
        "open('/etc/hostname')",
        "open('/tmp/x', 'w')",
        "socket.socketpair()",
        "__import__('antigravity')",
    ],
)
def test_no_file_socket_or_module_can_be_opened(evaluating: Reader, attempt: str) -> None:
    """And that is told as what it is: something of the program's, not of the document's."""
    with pytest.raises(BrokenReaderRefusal):
        evaluating.read("page", attempt.encode())


@pytest.mark.parametrize(
    ("attempt", "refusal"),
    [
        ("bytearray(2 * 1024**3)", HeavyFileRefusal),
        ("all(iter(int, 1) for _ in iter(int, 1)) or sum(1 for _ in iter(int, 1))", SlowFileRefusal),
        ("1 / 0", DamagedFileRefusal),
        ("os.abort()", DamagedFileRefusal),
        ("os.kill(os.getpid(), 9)", HeavyFileRefusal),
    ],
)
def test_how_reading_ends_is_told_apart(evaluating: Reader, attempt: str, refusal: type[DraftRefusal]) -> None:
    """Out of memory, out of time, and an error of the parser's own."""
    with pytest.raises(refusal):
        evaluating.read("page", attempt.encode())


def test_one_document_leaves_nothing_for_the_next(evaluating: Reader) -> None:
    """Each is read in a fork of its own."""
    evaluating.read("page", b"__import__('builtins').__dict__.update(left=1)")
    with pytest.raises(DamagedFileRefusal):
        evaluating.read("page", b"left")
    assert evaluating.read("page", b"'still here'") == {"text": "still here"}


def test_the_process_ends_when_it_has_nothing_to_do(evaluating: Reader) -> None:
    """And starts again at the next document."""
    with Reader(script=evaluating.script, idle_seconds=0.05) as resting:
        first = resting.read("page", b"os.getppid()")["text"]
        deadline = time.monotonic() + 60
        while Path(f"/proc/{first}").exists() and time.monotonic() < deadline:
            time.sleep(0.02)
        assert resting.read("page", b"os.getppid()")["text"] != first


def test_a_page_that_costs_too_much_is_given_up() -> None:
    """The kernel ends the fork, and the reader goes on."""
    with Reader(seconds=1) as impatient:
        with pytest.raises(SlowFileRefusal):
            impatient.read("page", make_hostile_pages(5_000_000)["spans"].encode())
        assert impatient.read("text", "Гавань горіла три дні.".encode())["text"]


@pytest.mark.parametrize("kind", ["page", "text", "markdown", "paste", "pdf", "docx", "feed", "review"])
def test_every_parser_has_loaded_what_it_needs_by_the_time_the_door_closes(reader: Reader, kind: str) -> None:
    """Its sample reads the same behind the door: what a library loads late cannot be loaded there."""
    parser = find_parser(kind)
    assert parser.proof in str(reader.read(kind, parser.samples[0]))


def test_a_reader_that_was_prepared_reads_as_any_other(tmp_path: Path) -> None:
    """Its answers are those of what it is asked afterwards, also where it was prepared for something else, or is broken."""
    with Reader(is_nice=False) as prepared:
        prepared.prepare("text")
        assert prepared.read("page", ORDINARY.encode())["text"] == ORDINARY_TEXT
    (tmp_path / "server.py").write_text(PARSERS.replace('harmless"}}', 'other"}}').format(root=str(ROOT)))
    with Reader(script=tmp_path / "server.py") as broken:
        broken.prepare("page")
        with pytest.raises(BrokenReaderRefusal):
            broken.read("page", b"harmless")


@pytest.mark.parametrize("is_nice", [True, False])
def test_it_gives_way_only_where_nobody_waits_for_it(is_nice: bool) -> None:
    """In the bot everybody else is served first; in the terminal somebody waits."""
    with Reader(is_nice=is_nice) as made:
        made.read("text", b"The harbour burned for three days.")
        assert made._process
        assert os.getpriority(os.PRIO_PROCESS, made._process.pid) == os.getpriority(os.PRIO_PROCESS, 0) + 5 * is_nice


def test_a_parser_that_loads_late_is_found_before_any_document(tmp_path: Path) -> None:
    """No page is refused with an untrue reason: the reader says that it is broken."""
    late = PARSERS.replace('return {{"text": "harmless"}}', 'import antigravity; return {{"text": "harmless"}}')
    script = tmp_path / "server.py"
    script.write_text(late.replace("import antigravity", "open('/etc/hostname').close()").format(root=str(ROOT)))
    with Reader(script=script) as broken, pytest.raises(BrokenReaderRefusal):
        broken.read("page", b"harmless")


def test_a_parser_that_fails_on_its_own_sample_is_found_before_any_document(tmp_path: Path) -> None:
    """What goes wrong there is told as the program's fault, and not as a document that takes too long."""
    script = tmp_path / "server.py"
    script.write_text(PARSERS.replace('return {{"text": "harmless"}}', "{{}}['lost']").format(root=str(ROOT)))
    with Reader(script=script) as broken, pytest.raises(BrokenReaderRefusal) as caught:
        broken.read("page", b"harmless")
    assert "KeyError" in str(caught.value.values["problem"])


def run_confined(code: str) -> str:
    """Run code in a process that has given up what a fork gives up."""
    confined = f"""if True:
        import sys
        sys.path.insert(0, {str(ROOT)!r})
        import socket
        from index.ingestion.limited.limits import leave_network
        {code}
    """
    return subprocess.run([sys.executable, "-c", confined], capture_output=True, text=True, check=False).stdout.strip()


def test_there_is_no_network_where_the_system_allows_that() -> None:
    """In its namespace not even the loopback is up."""
    told = run_confined("""print(leave_network())
        try:
            socket.create_connection(("127.0.0.1", 9), 5)
        except OSError as error:
            print(error.errno)
    """)
    if told.startswith("False"):
        pytest.skip("unshare is not permitted here")
    assert told.split() == ["True", "101"]


def test_nothing_of_the_environment_is_handed_over(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither a token nor a path of modules: a module of the caller's would change what is read."""
    (tmp_path / "trafilatura.py").write_text("raise SystemExit(7)")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setitem(os.environ, "DISCORD_TOKEN", "canary")
    with Reader() as started:
        assert started.read("page", ORDINARY.encode())["text"] == ORDINARY_TEXT


def test_the_codes_are_no_signals() -> None:
    """How a fork says that it ended cannot be taken for how the kernel ends it."""
    assert {server.MEMORY_ENDED, server.FORBIDDEN, server.FAILED} & set(range(65)) == set()
