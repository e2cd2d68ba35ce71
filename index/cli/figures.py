"""Figures of an evaluation and of a calibration, as people read them in a terminal."""

from __future__ import annotations

from rich.console import Console

from index.evaluation.calibrate import Calibrated
from index.evaluation.metrics import Evaluation, Point


def print_evaluation(console: Console, figures: Evaluation) -> None:
    """Print the figures of an evaluation, those by kind of question, and its reliability table."""
    console.print(
        f"answerable {figures.answerable}  R@1 {figures.recall_at_1:.3f}  R@3 {figures.recall_at_3:.3f}  "
        f"R@10 {figures.recall_at_10:.3f}  MRR {figures.mean_reciprocal_rank:.3f}"
    )
    console.print(f"shown: correct {figures.correct:.3f}  wrong {figures.wrong:.3f}  abstained {figures.abstained:.3f}")
    console.print(
        f"unanswerable {figures.unanswerable}  refused {figures.refused:.3f}  "
        f"AUC of confidence {figures.separation:.3f}"
    )
    console.print("by kind: answerable, R@1, R@3, correct, wrong; unanswerable, refused")
    for each in figures.by_type:
        console.print(
            f"{each.kind:9} {each.answerable:6}  {each.recall_at_1:.2f}  {each.recall_at_3:.2f}  {each.correct:.2f}  "
            f"{each.wrong:.2f}  {each.unanswerable:6}  {f'{each.refused:.2f}' if each.unanswerable else '   -'}"
        )
    console.print("reliability: questions, mean confidence, share right")
    for bin_ in figures.reliability:
        console.print(f"{bin_.count:6}  {bin_.confidence:.2f}  {bin_.right:.2f}")
    console.print(f"expected calibration error {figures.calibration_error:.3f}")


def print_trade_off(console: Console, points: tuple[Point, ...]) -> None:
    """Print what each threshold shows and refuses."""
    console.print("threshold  correct  wrong  unanswerable refused")
    for point in points:
        console.print(f"{point.threshold:9.2f}  {point.correct:7.3f}  {point.wrong:.3f}  {point.refused:.3f}")


def print_calibration(console: Console, found: Calibrated) -> None:
    """Print what a calibration is worth, what it would show and which threshold it suggests."""
    console.print(f"{found.questions} questions, each measured by a fit on the others:")
    console.print(f"{'':10}calibration error  Brier score  shown right  shown wrong")
    rows = (("shipped", found.before, found.shown_before), ("fitted", found.after, found.shown_after))
    for name, quality, shown in rows:
        console.print(
            f"{name:10}{quality.calibration_error:17.3f}  {quality.brier_score:11.3f}"
            f"  {shown.right / found.questions:11.0%}  {shown.wrong / found.questions:11.0%}"
        )
    console.print(f"Shown: at the threshold in force, {found.threshold:.2f}, of all questions.\n")
    print_trade_off(console, found.trade_off)
    console.print(f"\n{_describe_threshold(found)}")


def _describe_threshold(found: Calibrated) -> str:
    target = f"{found.target:.0%} of the answers shown"
    if not found.suggested:
        return f"At every threshold more than {target} are wrong, or none is shown."
    right, wrong = (count / found.questions for count in (found.suggested.shown.right, found.suggested.shown.wrong))
    return (
        f"With VERBATIM_THRESHOLD={found.suggested.value:.2f} at most {target} are wrong: "
        f"{right:.0%} of the questions get a right answer, {wrong:.0%} a wrong one."
    )
