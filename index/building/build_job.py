"""A job of the library: stage a snapshot, verify it, and ask it the golden questions. It publishes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from index.building.build import build_staged
from index.building.stages import OnProgress, Stage
from index.errors import CorpusError, QuestionError
from index.evaluation.metrics import Outcome, ask_all
from index.evaluation.quality_gate import compare, is_orphan
from index.evaluation.question_file import Question, read_golden_questions
from index.models.embedder import Embedder
from index.models.rerankers import make_reranker
from index.search.confidence.calibration import read_calibration
from index.search.searcher import Searcher
from index.settings import Settings
from index.snapshots.engine_store import open_store
from index.snapshots.gate_result import QuestionChange
from index.snapshots.snapshot import Snapshot, open_snapshot, prove_everything
from index.snapshots.store import staged_path


class JobRequest(BaseModel):
    """What a job is to do; `unanswered` are questions that had no answer, to be asked again."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    settings: dict[str, str | int | float | list[str] | None]
    everything: bool
    unanswered: tuple[str, ...] = ()

    @classmethod
    def from_settings(cls, settings: Settings, *, everything: bool, unanswered: Sequence[str] = ()) -> JobRequest:
        """Return a request for the corpus and the index that the settings name."""
        dumped = settings.model_dump(mode="json")
        return cls(settings=dumped, everything=everything, unanswered=tuple(unanswered))

    def read_settings(self) -> Settings:
        """Return the settings."""
        return Settings.model_validate(self.settings)


class JobResult(BaseModel):
    """What came of a job: the `staged` snapshot, if any; `passed` says whether it may be published.

    `worse` are the golden questions that got worse; `resolved` names the article that answers a question now.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    staged: str | None
    passed: bool
    held: str | None
    articles: int
    sentences: int
    embedded: int
    warnings: tuple[str, ...]
    worse: tuple[QuestionChange, ...] = ()
    resolved: dict[str, str] = {}


def run_job(request: JobRequest, embedder: Embedder, on_progress: OnProgress) -> JobResult:
    """Do a job.

    Raises CorpusError and PublicationError, after which nothing has changed.
    """
    settings = request.read_settings()
    store = open_store(settings)
    built = build_staged(settings.corpus, settings.index, embedder, on_progress, store, everything=request.everything)
    warnings = [*map(str, built.errors), *(f"{name}: no text below its title" for name in built.empty)]
    result = JobResult(
        staged=built.snapshot, passed=True, held=built.held, articles=built.articles,
        sentences=built.sentences, embedded=built.embedded, warnings=tuple(warnings),
    )  # fmt: skip
    if not result.staged:
        return result
    golden = _read_golden(settings)
    before = _ask_serving(settings, golden, built.serving, embedder, on_progress)
    del built  # and with it what served before: only one snapshot is in memory
    return _examine(request, settings, result, golden, before, embedder, on_progress)


def _examine(
    request: JobRequest,
    settings: Settings,
    result: JobResult,
    golden: _Golden,
    before: list[Outcome] | None,
    embedder: Embedder,
    on_progress: OnProgress,
) -> JobResult:
    assert result.staged is not None
    snapshot = open_snapshot(staged_path(settings.index, result.staged), embedder.model, open_store(settings))
    prove_everything(snapshot)
    searcher = _make_searcher(settings, snapshot, embedder)
    gate = _ask_golden(settings, golden, before, searcher, on_progress)
    return result.model_copy(
        update={
            "passed": len(gate.worse) <= settings.gate * gate.asked,
            "worse": gate.worse,
            "warnings": (*result.warnings, *gate.warnings),
            "resolved": _ask_again(request.unanswered, searcher),
        }
    )


def _make_searcher(settings: Settings, snapshot: Snapshot, embedder: Embedder) -> Searcher:
    reranker, calibration = make_reranker(settings.reranker), read_calibration(settings.index)
    return Searcher(snapshot, embedder, settings.threshold, reranker, settings.candidates, calibration)


@dataclass(frozen=True)
class _Golden:
    """The golden questions, and why they could not be read."""

    questions: tuple[Question, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Gate:
    asked: int = 0
    worse: tuple[QuestionChange, ...] = ()
    warnings: tuple[str, ...] = ()


def _read_golden(settings: Settings) -> _Golden:
    try:
        return _Golden(read_golden_questions(settings.corpus))
    except CorpusError as error:
        return _Golden(warnings=(f"the golden questions were not asked: {error}",))


def _ask_serving(
    settings: Settings, golden: _Golden, serving: Snapshot | None, embedder: Embedder, on_progress: OnProgress
) -> list[Outcome] | None:
    """Ask the snapshot that served before; None where there is none of this model to compare with."""
    if serving is None or serving.manifest.model.digest != embedder.model.digest:
        return None
    progress = _Counted(on_progress, 2 * len(golden.questions))
    return _ask(golden.questions, _make_searcher(settings, serving, embedder), progress)


def _ask_golden(
    settings: Settings, golden: _Golden, before: list[Outcome] | None, searcher: Searcher, on_progress: OnProgress
) -> _Gate:
    """Ask the new snapshot and compare; a question that nothing is left to answer does not count."""
    names = {article.name for article in searcher.snapshot.contents.articles}
    orphans = [question for question in golden.questions if is_orphan(question, names)]
    told = (f"nothing is left that answers the golden question: {each.question}" for each in orphans)
    warnings = (*golden.warnings, *told)
    if before is None:
        return _Gate(warnings=warnings)
    progress = _Counted(on_progress, 2 * len(golden.questions), done=len(golden.questions))
    pairs = zip(golden.questions, before, strict=True)
    kept = [(question, outcome) for question, outcome in pairs if question not in orphans]
    after = _ask([question for question, _ in kept], searcher, progress)
    return _Gate(len(kept), compare([outcome for _, outcome in kept], after, settings.limit), warnings)


@dataclass
class _Counted:
    on_progress: OnProgress
    total: int
    done: int = 0

    def count(self) -> None:
        self.done += 1
        self.on_progress(Stage.GATE, self.done, self.total)


def _ask(questions: Sequence[Question], searcher: Searcher, progress: _Counted) -> list[Outcome]:
    outcomes = []
    for question in questions:
        outcomes += ask_all([question], searcher.ask)
        progress.count()
    return outcomes


def _ask_again(questions: Sequence[str], searcher: Searcher) -> dict[str, str]:
    resolved = {}
    for question in questions:
        try:
            answer = searcher.ask(question, 1)
        except QuestionError:
            continue
        if answer.answered:
            resolved[question] = answer.quotations[0].article.id
    return resolved
