"""What is counted while the bot serves, for Prometheus: never a question, a name or an id."""

from __future__ import annotations

from enum import StrEnum

from prometheus_client import CollectorRegistry, Counter, Histogram

from bot.errors import Reason
from index.errors import QuestionError, Refusal

STAGE_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Upper bounds in seconds; the default of `DISCORD_TIME_LIMIT` lies below the last."""


class AskOutcome(StrEnum):
    """What came of a question."""

    ANSWERED = "answered"
    UNANSWERED = "unanswered"
    BUSY = "busy"
    TOO_SLOW = "too_slow"
    STOPPING = "stopping"
    REFUSED = "refused"
    FAILED = "failed"


class ServiceStage(StrEnum):
    """What a question waits for besides the stages of its search."""

    WAITING = "waiting"
    SEARCHING = "searching"


class JobOutcome(StrEnum):
    """What came of a job of the library."""

    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"
    STOPPED = "stopped"


_REFUSALS: dict[str, AskOutcome] = {
    Reason.BUSY: AskOutcome.BUSY,
    Reason.TOO_SLOW: AskOutcome.TOO_SLOW,
    Reason.STOPPING: AskOutcome.STOPPING,
}


class Metrics:
    """The counters and histograms of one bot."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._asks = Counter("verbatim_asks", "Questions by what came of them.", ["outcome"], registry=self.registry)
        self._stages = Histogram(
            "verbatim_stage_seconds",
            "Seconds that each stage of a question takes.",
            ["stage"],
            buckets=STAGE_BUCKETS,
            registry=self.registry,
        )
        self._jobs = Counter(
            "verbatim_jobs", "Jobs that ended, by kind and outcome.", ["kind", "outcome"], registry=self.registry
        )
        self._errors = Counter("verbatim_unexpected_errors", "Errors that are in the log.", registry=self.registry)
        for outcome in AskOutcome:
            self._asks.labels(outcome)  # so that each is there, and 0, from the start

    def count_answer(self, *, answered: bool) -> None:
        """Count a question that was looked up."""
        self._asks.labels(AskOutcome.ANSWERED if answered else AskOutcome.UNANSWERED).inc()

    def count_failure(self, error: Exception) -> None:
        """Count a question that was not looked up to the end."""
        self._asks.labels(_name_failure(error)).inc()

    def observe_stage(self, stage: str, seconds: float) -> None:
        """Note how long a stage of a question took."""
        self._stages.labels(stage).observe(seconds)

    def count_job(self, kind: str, outcome: JobOutcome) -> None:
        """Count a job that ended."""
        self._jobs.labels(kind, outcome).inc()

    def count_error(self) -> None:
        """Count an error that nobody expected."""
        self._errors.inc()


def _name_failure(error: Exception) -> AskOutcome:
    if isinstance(error, Refusal):
        return _REFUSALS.get(error.key, AskOutcome.REFUSED)
    return AskOutcome.REFUSED if isinstance(error, QuestionError) else AskOutcome.FAILED
