"""How each quotation of an answer was ranked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.search.answer import Search
from index.search.confidence.confidence import UNCALIBRATED, Calibration, Contribution, weigh
from index.search.confidence.contradictions import find_missing_names, find_names
from index.search.confidence.premises import Premise
from index.search.first_stage import UNREAD, Ranking, fuse
from index.search.query.rewriting import Correction
from index.search.query.understanding import Understanding
from index.search.reranking import FIRST_STAGE_WEIGHT
from index.snapshots.contents import Contents
from index.snapshots.quotations import Quotation


@dataclass(frozen=True)
class Reason:
    """What the score of a quotation is made of; without a reading it was not among the candidates that are read."""

    quotation: Quotation
    cosine: float
    passage_cosine: float
    words: float
    passage_words: float
    first_stage: float
    first_stage_place: int
    told: float
    reading: float | None
    score: float
    answer: str | None
    answer_logit: float


@dataclass(frozen=True)
class Explanation:
    """What the question was read as, what each quotation's score is made of, and what the confidence is made of.

    `names` are those of the question, `premise` what it takes for granted. `unnamed` has the names that the first
    quotation's article does not have.
    """

    understanding: Understanding | None
    changes: tuple[Correction, ...]
    reasons: tuple[Reason, ...]
    contributions: tuple[Contribution, ...]
    unnamed: tuple[str, ...]
    calibration: Calibration
    names: tuple[str, ...] = ()
    premise: Premise | None = None

    @property
    def logit(self) -> float:
        """Return the sum of the contributions."""
        return sum(each.adds for each in self.contributions)


def explain(contents: Contents, search: Search, calibration: Calibration = UNCALIBRATED) -> Explanation:
    """Explain an answer by how it was found."""
    if not search.rewritten or not search.ranking or not search.features:
        return Explanation(
            understanding=search.understanding,
            changes=(),
            reasons=(),
            contributions=(),
            unnamed=(),
            calibration=calibration,
        )
    first = int(search.ranking.rows[0])
    return Explanation(
        understanding=search.understanding,
        changes=search.rewritten.changes,
        reasons=tuple(_explain_quotations(contents, search.answer.quotations, search.ranking)),
        contributions=weigh(search.features),
        unnamed=find_missing_names(contents, search.rewritten.text, first),
        calibration=calibration,
        names=tuple(find_names(contents, search.rewritten.text)),
        premise=search.premise,
    )


def _explain_quotations(contents: Contents, quotations: Sequence[Quotation], ranking: Ranking) -> Iterator[Reason]:
    """Explain the quotations that are in a ranking: of two questions in one, those of the part that comes first."""
    places = {contents.entries[row].sentence: place for place, row in enumerate(ranking.rows)}
    for quotation in quotations:
        if quotation.entry.sentence in places:
            yield _explain_quotation(quotation, ranking, places[quotation.entry.sentence])


def _explain_quotation(quotation: Quotation, ranking: Ranking, place: int) -> Reason:
    signals, first_stage, score = ranking.signals, fuse(ranking.signals), float(ranking.scores[place])
    answer = ranking.answers.get(int(ranking.rows[place]))
    reading = float(ranking.readings[place])
    return Reason(
        quotation=quotation,
        cosine=float(signals.cosines[place]),
        passage_cosine=float(signals.passage_cosines[place]),
        words=float(signals.words[place]),
        passage_words=float(signals.passage_words[place]),
        first_stage=FIRST_STAGE_WEIGHT * float(first_stage[place]),
        told=score - reading - FIRST_STAGE_WEIGHT * float(first_stage[place]),
        first_stage_place=1 + int((first_stage > first_stage[place]).sum()),
        reading=None if reading == UNREAD else reading,
        score=score,
        answer=answer.span.of(quotation.text) if answer else None,
        answer_logit=answer.logit if answer else 0.0,
    )
