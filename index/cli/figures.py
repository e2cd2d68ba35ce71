"""Figures of an evaluation and of a calibration, as people read them in a terminal."""

from __future__ import annotations

from rich.console import Console

from index.evaluation.calibrate import WRONG_AT_MOST, Calibrated
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
    """Print what a calibration is worth and which threshold it suggests."""
    console.print(f"{found.questions} questions, each measured by a fit on the others:")
    console.print(f"{'':10}calibration error  Brier score")
    for name, quality in (("shipped", found.before), ("fitted", found.after)):
        console.print(f"{name:10}{quality.calibration_error:17.3f}  {quality.brier_score:11.3f}")
    console.print()
    print_trade_off(console, found.trade_off)
    console.print(f"\nAt most {WRONG_AT_MOST:.0%} of them answered wrongly: VERBATIM_THRESHOLD={found.threshold:.2f}")
