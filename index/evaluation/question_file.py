"""A file of questions with the sentences that answer them."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from index.corpus.source_files import QUESTIONS
from index.errors import CorpusError
from index.search.query.question_type import find_question_type


class Gold(BaseModel):
    """A sentence that answers a question."""

    model_config = ConfigDict(frozen=True)

    article: str
    text: str


class Question(BaseModel):
    """A question and the sentences that answer it; none where the corpus does not.

    `kind` and `answer`, the words that answer, are for figures only.
    """

    model_config = ConfigDict(frozen=True)

    question: str
    gold: tuple[Gold, ...] = ()
    kind: str | None = None
    answer: str | None = None

    @property
    def asks(self) -> str:
        """Return the kind of question: the one that the file gives it, else the one its wording shows."""
        return self.kind or find_question_type(self.question).value


def read_questions(path: Path) -> list[Question]:
    """Read a file with one JSON object a line.

    Raises CorpusError that names the file and the line.
    """
    try:
        lines = path.read_text("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path} cannot be read: {error}") from error
    questions = []
    for number, line in enumerate(lines, 1):
        try:
            questions += [Question.model_validate_json(line)] if line.strip() else []
        except ValidationError as error:
            raise CorpusError(f"{path}, line {number}: {error.errors()[0]['msg']}", "See docs/evaluation.md") from error
    if not questions:
        raise CorpusError(f"{path} holds no question", "See docs/evaluation.md")
    return questions


def read_golden_questions(corpus: Path) -> tuple[Question, ...]:
    """Return the questions that a corpus has beside its articles; none where there is no such file.

    Raises CorpusError as `read_questions` does.
    """
    path = corpus / QUESTIONS
    return tuple(read_questions(path)) if path.is_file() else ()
