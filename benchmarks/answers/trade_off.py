"""Draw what the threshold trades: the risk of a wrong answer for the share of questions that are answered.

usage: python -m benchmarks.answers.trade_off FOLDER [--picture FILE]

FOLDER holds articles/, questions.jsonl and unanswerable.jsonl (docs/evaluation.md). Prints what each threshold
shows and refuses, and draws it as SVG.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.answers.asking import open_folder, read_folder
from index.cli.console import make_console
from index.cli.figures import print_trade_off
from index.evaluation.metrics import Outcome, Point, ask_all, measure_trade_off
from index.settings import load_settings

PICTURE = Path("docs/trade-off.svg")

_SIDE, _MARGIN, _GAP = 300, 50, 90
_COLOURS = ("#1f6f8b", "#c0392b", "#7d6608")


@dataclass(frozen=True)
class Line:
    """A curve of a panel: what it shows, and its points, both from 0 to 1."""

    name: str
    points: tuple[tuple[float, float], ...]


def main() -> None:
    """Build, ask, print, draw."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--picture", type=Path, default=PICTURE, metavar="FILE")
    arguments = parser.parse_args()
    settings = load_settings()
    outcomes = ask_all(read_folder(arguments.folder), open_folder(arguments.folder).ask)
    thresholds = [step / 50 for step in range(51)]
    print_trade_off(make_console(), measure_trade_off(outcomes, [step / 20 for step in range(1, 20)]))
    points = measure_trade_off(outcomes, thresholds)
    arguments.picture.write_text(draw(outcomes, points, settings.threshold), "utf-8")
    print(f"drawn to {arguments.picture}")


def find_risks(outcomes: Sequence[Outcome]) -> tuple[tuple[float, float], ...]:
    """Return coverage and risk for every number of questions answered, the surest first.

    Coverage is the share of all questions that are answered, risk the share of those that are answered wrongly.
    """
    surest = sorted(outcomes, key=lambda outcome: -outcome.answer.confidence)
    wrong, found = 0, []
    for number, outcome in enumerate(surest, 1):
        wrong += not outcome.is_right
        found.append((number / len(surest), wrong / number))
    return tuple(found)


def draw(outcomes: Sequence[Outcome], points: Sequence[Point], threshold: float) -> str:
    """Return the picture of both panels, with the default threshold marked in each."""
    answered = sum(outcome.answer.confidence >= threshold for outcome in outcomes) / len(outcomes)
    lines = (
        Line("answered right", tuple((point.threshold, point.correct) for point in points)),
        Line("answered wrong", tuple((point.threshold, point.wrong) for point in points)),
        Line("unanswerable refused", tuple((point.threshold, point.refused) for point in points)),
    )
    width, height = 2 * (_SIDE + _MARGIN) + _GAP, _SIDE + 2 * _MARGIN
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif"'
            ' font-size="13">',
            f'<rect width="{width}" height="{height}" fill="white"/>',
            *_draw_panel(_MARGIN, (Line("", find_risks(outcomes)),), answered, "share of questions answered", "risk"),
            *_draw_panel(_MARGIN + _SIDE + _GAP, lines, threshold, "threshold", "share of questions"),
            "</svg>\n",
        ]
    )


def _draw_panel(left: int, lines: Sequence[Line], mark: float, across: str, up: str) -> list[str]:
    bottom = _MARGIN + _SIDE
    parts = [f'<rect x="{left}" y="{_MARGIN}" width="{_SIDE}" height="{_SIDE}" fill="none" stroke="#888"/>']
    for step in range(6):
        share, x, y = step / 5, left + _SIDE * step / 5, bottom - _SIDE * step / 5
        parts += [
            f'<line x1="{left}" x2="{left + _SIDE}" y1="{y:g}" y2="{y:g}" stroke="#ddd"/>',
            f'<text x="{x:g}" y="{bottom + 16}" text-anchor="middle">{share:.1f}</text>',
            f'<text x="{left - 6}" y="{y + 4:g}" text-anchor="end">{share:.1f}</text>',
        ]
    x = left + _SIDE * mark
    parts += [
        f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{_MARGIN}" y2="{bottom}" stroke="#555" stroke-dasharray="4 4"/>',
        f'<text x="{x:.1f}" y="{_MARGIN - 6}" text-anchor="middle" fill="#555">default</text>',
        f'<text x="{left + _SIDE / 2:g}" y="{bottom + 36}" text-anchor="middle">{across}</text>',
        f'<text x="{left - 34}" y="{_MARGIN - 24}">{up}</text>',
    ]
    for line, colour in zip(lines, _COLOURS, strict=False):
        parts += _draw_line(line, colour, left, bottom)
    return parts


def _draw_line(line: Line, colour: str, left: int, bottom: int) -> list[str]:
    places = [(left + _SIDE * across, bottom - _SIDE * up) for across, up in line.points]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    x, y = places[len(places) * 3 // 5]
    beside = 18 if y < (_MARGIN + bottom) / 2 - _SIDE / 4 else -6
    label = f'<text x="{x + 4:.1f}" y="{y + beside:.1f}" fill="{colour}">{line.name}</text>' if line.name else ""
    return [f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>', label]


if __name__ == "__main__":
    main()
