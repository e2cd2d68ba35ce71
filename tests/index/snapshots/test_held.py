"""The golden questions decide whether a new index is published."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from index.building.build_job import JobRequest, JobResult, run_job
from index.evaluation.metrics import Outcome
from index.evaluation.quality_gate import compare, is_orphan, judge
from index.evaluation.question_file import Gold, Question
from index.settings import Settings
from index.snapshots.gate_result import Grade, QuestionChange, Verdict
from index.snapshots.held import HeldSnapshot, hold_snapshot, read_held
from index.snapshots.store import find_current
from tests.support.index.corpus import BRIDGE, Library
from tests.support.index.embedders import WordEmbedder

GOLD = Gold(article="bridge", text="Traffic is limited to 40 trucks an hour.")
TRUCKS = Question(question="how many trucks an hour", gold=(GOLD,))


def run(library: Library, gate: float = 0.0, *, everything: bool = False) -> JobResult:
    settings = Settings(corpus=library.corpus, index=library.index, threshold=0, gate=gate)
    request = JobRequest.from_settings(settings, everything=everything)
    return run_job(request, WordEmbedder(), lambda *_: None)


def ask_golden(library: Library, *questions: Question) -> None:
    lines = [json.dumps(question.model_dump()) for question in questions]
    (library.corpus / "questions.jsonl").write_text("\n".join(lines))


def test_a_worse_result_is_held_back(built: Library) -> None:
    """What a person sees of the question before and after is told, and nothing is published."""
    ask_golden(built, TRUCKS)
    serving = find_current(built.index)
    built.write("bridge", BRIDGE.replace("Traffic is limited to 40 trucks an hour.", "It is wide."), title="The bridge")
    result = run(built)
    assert not result.passed
    (change,) = result.worse
    assert change.question == TRUCKS.question
    assert change.before.grade == "right"
    assert change.before.quotation == "Traffic is limited to 40 trucks an hour."
    assert change.after.grade == "missing"
    assert find_current(built.index) == serving


def test_a_setting_allows_some(built: Library) -> None:
    """A share of the questions may get worse."""
    unanswerable = Question(question="who won the cup")
    ask_golden(built, TRUCKS, unanswerable)
    built.write("bridge", BRIDGE.replace("Traffic is limited to 40 trucks an hour.", "It is wide."), title="The bridge")
    assert run(built, gate=0.5).passed
    assert not run(built, gate=0.4).passed


def test_a_question_whose_article_is_gone_is_told_and_does_not_count(built: Library) -> None:
    """A moderator who removed the article knows."""
    ask_golden(built, TRUCKS)
    (built.corpus / "bridge.md").unlink()
    result = run(built)
    assert result.passed
    assert result.warnings == ("nothing is left that answers the golden question: how many trucks an hour",)


def test_a_bad_file_of_questions_is_told(built: Library) -> None:
    """It is named, and publication goes on."""
    (built.corpus / "questions.jsonl").write_text("{")
    built.write("new", "A new road.")
    result = run(built)
    assert result.passed
    assert "questions.jsonl, line 1" in result.warnings[0]


@pytest.mark.parametrize(
    ("before", "after", "worse"),
    [
        ("right", "listed", True),
        ("right", "related", True),
        ("listed", "right", False),
        ("missing", "missing", False),
        ("refused", "answered", True),
        ("answered", "refused", False),
    ],
)
def test_what_is_worse(before: Grade, after: Grade, worse: bool) -> None:
    """Further down is worse, and so is an answer where there is none."""
    assert QuestionChange("q", Verdict(before, 0.5), Verdict(after, 0.5)).is_worse is worse


def test_a_person_sees_so_many_quotations(built: Library) -> None:
    """A right quotation that is not among those shown is missing; one below "no answer" is related."""
    answer = built.open(0).ask(TRUCKS.question, 9)
    assert judge(Outcome(TRUCKS, answer, 1), 3).grade == "right"
    assert judge(Outcome(TRUCKS, answer, 3), 3).grade == "listed"
    assert judge(Outcome(TRUCKS, answer, 4), 3).grade == "missing"
    refused = replace(answer, answered=False)
    assert judge(Outcome(TRUCKS, refused, 1), 3).grade == "related"
    assert judge(Outcome(Question(question="q"), refused, 0), 3).grade == "refused"
    assert compare([Outcome(TRUCKS, answer, 1)], [Outcome(TRUCKS, answer, 1)], 3) == ()
    assert not is_orphan(Question(question="q"), set())


def test_a_held_snapshot_whose_folder_is_gone_is_none(built: Library) -> None:
    """What somebody removed by hand is not offered for publishing."""
    hold_snapshot(built.index, HeldSnapshot(snapshot="20240101T000000000000-0123456789abcdef", worse=()))
    assert read_held(built.index) is None
