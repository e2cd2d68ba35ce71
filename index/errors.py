"""Everything that the index raises, from the most general down."""

from __future__ import annotations

from dataclasses import dataclass


class VerbatimError(Exception):
    """A problem that a person can fix: what is wrong, and what to do about it."""

    exit_code = 1

    def __init__(self, problem: str, remedy: str = "") -> None:
        super().__init__(f"{problem}. {remedy}" if remedy else problem)


class ConfigurationError(VerbatimError):
    """A setting, or the installation itself, is wrong."""

    exit_code = 78


class ModelError(ConfigurationError):
    """The embedding model is missing, damaged or not the one that was pinned."""


class QuestionError(VerbatimError):
    """A question cannot be searched for."""

    exit_code = 2


class CorpusError(VerbatimError):
    """The corpus as a whole cannot be read."""


@dataclass(frozen=True)
class Problem:
    """What is wrong in an article file, and where."""

    message: str
    line: int | None = None
    field: str | None = None


class ArticleError(CorpusError):
    """One article file is refused; `problems` has every reason."""

    def __init__(self, name: str, *problems: Problem) -> None:
        self.name = name
        self.problems = problems
        super().__init__("; ".join(self._describe(problem) for problem in problems))

    def _describe(self, problem: Problem) -> str:
        line = f", line {problem.line}" if problem.line else ""
        field = f", field '{problem.field}'" if problem.field else ""
        return f"{self.name}{line}{field}: {problem.message}"


class SnapshotError(VerbatimError):
    """An index on disk cannot be served."""


class MissingSnapshotError(SnapshotError):
    """There is no index where one was expected."""


class DamagedSnapshotError(SnapshotError):
    """Files of an index are not what its manifest says."""


class ForeignSnapshotError(SnapshotError):
    """An index was built by another model or in another format."""


class PublicationError(SnapshotError):
    """A new snapshot could not be written; the one before still serves."""


class UnreachableEngineError(VerbatimError):
    """What finds rows is on another machine, and that does not answer."""

    def __init__(self) -> None:
        super().__init__("the index cannot be reached", "Is Milvus running at VERBATIM_MILVUS_URI?")


class CalibrationError(VerbatimError):
    """The confidence cannot be fitted to these questions, or what was fitted cannot be read."""


class OtherBuildError(PublicationError):
    """Another program is building this index."""


class UnprovenQuotationError(VerbatimError):
    """A quotation is not its article's slice, so it must not be shown."""


class Refusal(VerbatimError):  # noqa: N818  # nothing has gone wrong: somebody has to wait, or to ask otherwise
    """A request that is refused, with the reason and what to do; `key` names the text."""

    key = "refusal"

    def __init__(self, key: str | None = None, /, **values: object) -> None:
        self.key = key or self.key
        super().__init__(f"{self.key} {values}" if values else self.key)
        self.values = values


class StoppedAfterAdding(KeyboardInterrupt):
    """Somebody stopped adding articles; those that were confirmed are in the corpus."""


class StoppedAfterPublication(KeyboardInterrupt):  # as Python's own, it is no error
    """Somebody stopped a build whose snapshot serves already."""
