"""A confidence fitted to the questions of one corpus, kept beside its index."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from index.digests import digest_bytes
from index.errors import CalibrationError
from index.search.confidence.confidence import CONFIDENCE, UNCALIBRATED, Calibration
from index.snapshots.atomic_files import remove_file, write_file

log = logging.getLogger(__name__)

FILE = "calibration.json"
REMEDY = "Run: python -m index calibrate FILE (or --reset)"

FEWEST = 20
FEWEST_OF_EACH = 5
"""Questions that it takes, and of them right ones and others."""

_SLOPE_SPREAD = 0.5
_SHIFT_SPREAD = 1.5
"""How far slope and shift may wander from 1 and 0: standard deviations of a normal prior."""

_SMALLEST_SLOPE = 0.2
_STEPS = 50
_FOLDS = 10


@dataclass(frozen=True)
class Trial:
    """A question's logit by the shipped weights, and whether the first quotation was right."""

    logit: float
    right: bool


class _Kept(BaseModel):
    """The file beside the index; `weights` is the digest of what it was fitted on top of."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    slope: float = Field(gt=0, allow_inf_nan=False)
    shift: float = Field(allow_inf_nan=False)
    questions: int
    weights: str


def fit(trials: Sequence[Trial]) -> Calibration:
    """Fit slope and shift by Platt scaling that starts from the shipped confidence and needs evidence to leave it.

    Newton's method on the logistic loss with a normal prior around 1 and 0.
    """
    inputs = np.array([[trial.logit, 1.0] for trial in trials])
    right = np.array([trial.right for trial in trials], float)
    start, precision = np.array([1.0, 0.0]), np.diag([_SLOPE_SPREAD**-2, _SHIFT_SPREAD**-2])
    found = start.copy()
    for _ in range(_STEPS):
        chances = _sigmoid(inputs @ found)
        gradient = inputs.T @ (chances - right) + precision @ (found - start)
        curvature = inputs.T @ (inputs * (chances * (1 - chances))[:, np.newaxis]) + precision
        found = found - np.linalg.solve(curvature, gradient)
    return Calibration(max(_SMALLEST_SLOPE, float(found[0])), float(found[1]))


def cross_validate(trials: Sequence[Trial]) -> list[float]:
    """Return the confidence in each question by a fit on the others, in ten folds."""
    fits = [fit([trial for place, trial in enumerate(trials) if place % _FOLDS != fold]) for fold in range(_FOLDS)]
    return [fits[place % _FOLDS].apply(trial.logit) for place, trial in enumerate(trials)]


def require_enough(trials: Sequence[Trial]) -> None:
    """Refuse to fit to too few questions.

    Raises CalibrationError that says how many of which are missing.
    """
    right = sum(trial.right for trial in trials)
    wrong = len(trials) - right
    if len(trials) < FEWEST or min(right, wrong) < FEWEST_OF_EACH:
        problem = (
            f"{len(trials)} questions, {right} of them answered right and {wrong} not, are too few to calibrate by: "
            f"it takes {FEWEST}, at least {FEWEST_OF_EACH} of each"
        )
        raise CalibrationError(problem, "Add questions to the file, some of them without an answer")


def read_calibration(index: Path) -> Calibration:
    """Read what was fitted for an index; one that was fitted on top of other weights is not used, and said so.

    Raises CalibrationError for a file that cannot be read.
    """
    path = index / FILE
    try:
        kept = _Kept.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return UNCALIBRATED
    except (OSError, ValidationError) as error:
        raise CalibrationError(f"{path} cannot be read", REMEDY) from error
    if kept.weights != _digest_weights():
        log.warning("%s was fitted for another version of Verbatim and is not used. %s", path, REMEDY)
        return UNCALIBRATED
    return Calibration(kept.slope, kept.shift)


def write_calibration(index: Path, calibration: Calibration, questions: int) -> Path:
    """Keep a calibration beside an index, in place of any before it, whole or not at all; return its file."""
    kept = _Kept(
        slope=round(calibration.slope, 4),
        shift=round(calibration.shift, 4),
        questions=questions,
        weights=_digest_weights(),
    )
    path = index / FILE
    try:
        write_file(path, kept.model_dump_json(indent=2).encode() + b"\n")
    except OSError as error:
        raise CalibrationError(f"{path} cannot be written: {error.strerror}", "Make it writable") from error
    return path


def remove_calibration(index: Path) -> bool:
    """Go back to the shipped confidence; return whether there was another one."""
    try:
        was_there = (index / FILE).exists()
        remove_file(index / FILE)
    except OSError as error:
        raise CalibrationError(f"{index / FILE} cannot be removed: {error.strerror}", "Make it writable") from error
    return was_there


def _digest_weights() -> str:
    """Return a digest of the confidence's weights, which are fitted again for every reranker."""
    return digest_bytes(CONFIDENCE.read_bytes())


def _sigmoid(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -500, 500))))
