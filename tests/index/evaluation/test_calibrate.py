from __future__ import annotations

import logging
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import CalibrationError
from index.evaluation.calibrate import Shown, judge_fit
from index.evaluation.metrics import Outcome
from index.evaluation.question_file import Question
from index.search.answer import Answer
from index.search.confidence.calibration import (
    FILE,
    Trial,
    cross_validate,
    fit,
    read_calibration,
    remove_calibration,
    require_enough,
    write_calibration,
)
from index.search.confidence.confidence import UNCALIBRATED, Calibration, sigmoid


def make_trials(count: int, slope: float, shift: float) -> list[Trial]:
    source = random.Random(1)
    logits = [source.uniform(-3, 3) for _ in range(count)]
    return [Trial(logit, source.random() < sigmoid(slope * logit + shift)) for logit in logits]


def test_finds_how_far_a_confidence_is_off() -> None:
    """With many questions the slope and shift that made them are found again."""
    found = fit(make_trials(4_000, 1.5, -1.0))
    assert found.slope == pytest.approx(1.5, abs=0.15)
    assert found.shift == pytest.approx(-1.0, abs=0.15)


def test_few_questions_change_little() -> None:
    """A fit on six questions that are all right stays near the shipped confidence."""
    found = fit([Trial(0.0, True)] * 6)
    assert 0.9 < found.slope < 1.1
    assert 0 < found.shift < 2.5


def test_is_measured_on_questions_it_was_not_fitted_on() -> None:
    """Every question gets a confidence by a fit on the others, and a confidence that is off gets better."""
    trials = make_trials(300, 1.0, -2.0)
    after = cross_validate(trials)
    before = [sigmoid(trial.logit) for trial in trials]

    def measure(confidences: list[float]) -> float:
        return sum((one - trial.right) ** 2 for one, trial in zip(confidences, trials, strict=True))

    assert measure(after) < measure(before)


@given(st.lists(st.builds(Trial, st.floats(-60, 60), st.booleans()), min_size=1, max_size=40))
def test_any_questions_can_be_fitted(trials: list[Trial]) -> None:
    """A higher logit never means less confidence, whatever came of the questions."""
    found = fit(trials)
    assert found.slope > 0
    assert 0 <= found.apply(-1) <= found.apply(1) <= 1


def test_is_kept_and_taken_back(tmp_path: Path) -> None:
    """What is written is read again; without it the shipped confidence stands."""
    assert read_calibration(tmp_path) == UNCALIBRATED
    write_calibration(tmp_path, Calibration(1.25, -0.5), 30)
    assert read_calibration(tmp_path) == Calibration(1.25, -0.5)
    assert remove_calibration(tmp_path)
    assert not remove_calibration(tmp_path)
    assert read_calibration(tmp_path) == UNCALIBRATED


def test_one_for_other_weights_is_not_used(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """After an update it would be wrong; that is said, with what to do."""
    path = write_calibration(tmp_path, Calibration(1.25, -0.5), 30)
    path.write_text(path.read_text().replace('"weights": "', '"weights": "0'))
    with caplog.at_level(logging.WARNING):
        assert read_calibration(tmp_path) == UNCALIBRATED
    assert "index calibrate" in caplog.text


@pytest.mark.parametrize("content", ["", "{}", '{"slope": -1, "shift": 0, "questions": 30, "weights": ""}'])
def test_a_damaged_file_is_refused(tmp_path: Path, content: str) -> None:
    """The error names the file and the command that mends it."""
    (tmp_path / FILE).write_text(content)
    with pytest.raises(CalibrationError, match=r"calibration\.json cannot be read.*--reset"):
        read_calibration(tmp_path)


@pytest.mark.parametrize(("right", "wrong"), [(10, 5), (30, 4), (4, 30)])
def test_too_few_questions_are_refused(right: int, wrong: int) -> None:
    """It takes twenty, five of each outcome, and the error says so."""
    with pytest.raises(CalibrationError, match="it takes 20, at least 5 of each"):
        require_enough([Trial(0.0, True)] * right + [Trial(0.0, False)] * wrong)


def test_a_calibration_of_too_few_questions_is_refused() -> None:
    """Nothing is fitted to them."""
    with pytest.raises(CalibrationError, match="it takes 20"):
        judge_fit(make_outcomes(2, 1), [2.0, 2.0, -2.0], 0.5, 0.1)


def make_outcomes(right: int, wrong: int) -> list[Outcome]:
    """Return what came of questions: first those that were answered right."""
    made = [Question(question=f"question {number}") for number in range(right + wrong)]
    answers = [Answer(each.question, True, 0.5, ()) for each in made]
    return [
        Outcome(each, answer, int(place < right))
        for place, (each, answer) in enumerate(zip(made, answers, strict=True))
    ]


def test_says_what_would_be_shown() -> None:
    """Right and wrong answers are counted at the threshold in force, as shipped and as fitted."""
    found = judge_fit(make_outcomes(20, 10), [2.0] * 20 + [1.0] * 5 + [-2.0] * 5, 0.5, 0.1)
    assert found.shown_before == Shown(20, 5)
    assert found.shown_after.right == 20


def test_suggests_the_lowest_threshold_that_keeps_to_the_target() -> None:
    """Of what it shows no more than the target is wrong, and a lower one would show more than that."""
    found = judge_fit(make_outcomes(30, 10), [3.0] * 20 + [1.0] * 10 + [1.0] * 5 + [-1.0] * 5, 0.5, 0.1)
    assert found.suggested
    shown = found.suggested.shown
    assert shown.wrong <= 0.1 * (shown.right + shown.wrong)
    assert shown == Shown(20, 0)


def test_suggests_none_where_none_keeps_to_the_target() -> None:
    """A confidence that says nothing of right and wrong has no threshold to name."""
    assert judge_fit(make_outcomes(10, 20), [1.0] * 30, 0.5, 0.1).suggested is None


def test_never_leaves_a_bot_silent() -> None:
    """Where most answers are wrong the fit believes none; it would hide the right ones too and is refused."""
    found = judge_fit(make_outcomes(8, 30), [0.5] * 38, 0.5, 0.1)
    assert found.after.brier_score < found.before.brier_score
    assert found.shown_after == Shown(0, 0)
    assert found.silences
    assert not found.helps
