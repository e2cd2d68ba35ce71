"""Who uses the bot: ordinary people, one who means ill, moderators; and what goes wrong around it."""

from __future__ import annotations

import asyncio
import itertools
import random
import sqlite3
import time
from collections.abc import Awaitable, Iterator, Sequence
from dataclasses import dataclass, field

from benchmarks.safety.chaos.home import Home
from benchmarks.safety.chaos.records import Proof, Record, make_record
from benchmarks.safety.chaos.stand_in import File, UnreliableStandIn
from tests.support.discord.loopback import Asked
from tests.support.discord.payloads import APPLICATION
from tests.support.discord.stage import Shown

ANSWER_PATIENCE = 30.0
DRAFT_PATIENCE = 400.0
JOB_PATIENCE = 600.0
_MODERATOR, _SPITEFUL, _FIRST_PERSON = 11, 12, 1_000_000

HOSTILE_QUESTIONS = (
    "a" * 500, "who " + "1" * 310 + " boats", "é\u0301" * 250, "(((" * 160, "who or who " * 45, "— " * 250,
    "\u202e" * 499 + "a", "«" * 500, "hundred thousand " * 29, "what-" * 100, "Сколько " * 60, "1,000," * 83,
)  # fmt: skip


@dataclass
class Traffic:
    """Everything that is asked in a run, and what became of it."""

    standin: UnreliableStandIn
    home: Home
    proof: Proof
    questions: Sequence[str]
    began: float = field(default_factory=time.perf_counter)
    records: list[Record] = field(default_factory=list)
    jobs: dict[str, str] = field(default_factory=dict)
    added: str = ""
    """Title of the article that was added."""

    published_at: float = 0.0
    locks: int = 0
    _open: set[asyncio.Task[None]] = field(default_factory=set)
    _people: Iterator[int] = field(default_factory=lambda: iter(range(_FIRST_PERSON, 10**9)))

    @property
    def now(self) -> float:
        """Return the seconds since the run began."""
        return time.perf_counter() - self.began

    async def follow(self, kind: str, sending: Awaitable[Asked], patience: float = ANSWER_PATIENCE) -> Record:
        """Wait until an interaction has ended, and keep its record."""
        asked = await sending
        moment: list[float] = []
        asked.answered.add_done_callback(lambda _: moment.append(time.perf_counter()))
        await asyncio.wait({asked.answered}, timeout=patience)
        await asyncio.sleep(0.5)  # a second end would come at once, and so would the word that it was noted
        record = make_record(kind, asked, moment[0] if moment else None, self.began, self.proof)
        self.records.append(record)
        return record

    def begin(self, kind: str, sending: Awaitable[Asked]) -> None:
        """Send something and go on."""
        task = asyncio.create_task(_ignore(self.follow(kind, sending)))
        self._open.add(task)
        task.add_done_callback(self._open.discard)

    def begin_ask(self, chance: random.Random) -> None:
        """Let somebody else ask an ordinary question."""
        self.begin("ask", self.standin.ask(chance.choice(self.questions), next(self._people)))

    async def wait_for_all(self) -> None:
        """Wait until everything that was sent has ended or been given up."""
        while self._open:
            await asyncio.wait(set(self._open))

    async def ask_at(self, rate: float, seconds: float) -> None:
        """Let people ask at a rate, whatever becomes of it."""
        chance, began = random.Random(1), self.now
        for number in range(int(rate * seconds)):
            await asyncio.sleep(max(0.0, began + number / rate - self.now))
            self.begin_ask(chance)

    async def ask_closely(self, people: int, seconds: float) -> int:
        """Let so many people ask, each as soon as they are answered; return how many answers there were."""

        async def ask() -> None:
            chance, end = random.Random(next(self._people)), self.now + seconds
            while self.now < end:
                asked = await self.standin.ask(chance.choice(self.questions), next(self._people))
                moment: list[float] = []
                asked.answered.add_done_callback(lambda _, moment=moment: moment.append(time.perf_counter()))  # type: ignore[misc]
                await asyncio.wait({asked.answered}, timeout=ANSWER_PATIENCE)
                at = moment[0] if moment else None
                self.records.append(make_record("ask", asked, at, self.began, self.proof))

        before = len(self.records)
        await asyncio.gather(*(ask() for _ in range(people)))
        return len(self.records) - before

    async def be_spiteful(self) -> None:
        """Ask what is costly, again and again, as one person; and mention the bot in between."""
        for number in range(10**9):
            question = HOSTILE_QUESTIONS[number % len(HOSTILE_QUESTIONS)]
            self.begin("hostile ask", self.standin.ask(question, _SPITEFUL))
            await self.standin.say(f"<@{APPLICATION}> {question[:200]}")
            await asyncio.sleep(0.4)

    async def hand_in_for_ever(self, files: Sequence[File]) -> None:
        """Hand in documents, one after another."""
        for file in itertools.cycle(files):
            await self.follow("draft", self.standin.hand_in(file, _MODERATOR), DRAFT_PATIENCE)

    async def moderate(self) -> None:
        """Add an article, and reindex everything, while the log channel hangs up; note what the bot says of it."""
        self.standin.hangs_up = True
        file = self._make_addition()
        preview = await self.standin.hand_in(file, _MODERATOR + 10)
        body = await asyncio.wait_for(preview.answered, DRAFT_PATIENCE)
        added = await self.standin.click(body, "Add to the corpus", _MODERATOR + 10)
        self.jobs["add"] = await self._wait_for_end(added)
        self.proof.add(self.added, file.content.decode())
        everything = [{"name": "scope", "type": 3, "value": "all"}]
        self.jobs["reindex"] = await self._wait_for_end(
            await self.standin.use_corpus("reindex", everything, _MODERATOR)
        )
        self.published_at = self.now

    def _make_addition(self) -> File:
        """Return an article that is not there yet, also where a run before added one."""
        number = len(self.home.read_articles())
        self.added = f"Dam {number} of Orsk"
        text = f"---\ntitle: {self.added}\n---\nDam {number} of Orsk held through the night of the flood.\n"
        return File("dam.md", text.encode())

    async def _wait_for_end(self, asked: Asked) -> str:
        """Return what the last edit of a job's message says, once it shows no progress any more."""
        deadline = self.now + JOB_PATIENCE
        while self.now < deadline:
            await asyncio.sleep(0.5)
            last = next((each for each in reversed(asked.callbacks) if "components" in each), None)
            if last and "Cancel" not in Shown(last["components"]).labels:
                return Shown(last["components"]).text.splitlines()[0]
        return "did not end"

    async def drop_connections(self, every: float) -> None:
        """Lose the connection again and again."""
        while True:
            await asyncio.sleep(every)
            await self.standin.drop()

    async def lock_journal(self, every: float, held: float) -> None:
        """Hold the journal as a backup does, again and again."""
        while True:
            await asyncio.sleep(every)
            connection = sqlite3.connect(self.home.journal, timeout=10, isolation_level=None, check_same_thread=False)
            try:
                await asyncio.to_thread(connection.execute, "BEGIN EXCLUSIVE")
                self.locks += 1
                await asyncio.sleep(held)
                connection.execute("ROLLBACK")
            finally:
                connection.close()


async def _ignore(following: Awaitable[Record]) -> None:
    await following
