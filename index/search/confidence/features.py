"""What the confidence is computed from, measured of the first of a ranking."""

from __future__ import annotations

import math
from dataclasses import dataclass

from index.search.confidence.contradictions import (
    contradicts_people,
    find_missing_names,
    find_unnumbered,
    read_surroundings,
)
from index.search.confidence.premises import Premise
from index.search.confidence.speaker_match import Told, find_teller
from index.search.confidence.support import Support, judge
from index.search.first_stage import Ranking
from index.search.query.answer_type import lacks_asked_type
from index.search.query.asked_speaker import find_asked_speaker
from index.snapshots.contents import Contents
from index.types import Scores

_MANY = 200
"""Sentences of a corpus in which a near miss may as well be found as in a larger one."""


@dataclass(frozen=True)
class Features:
    """What speaks for the first sentence (the higher the better), and what against it (1 where it is so).

    `is_translated` says that a question was searched for across languages and read in its English words.

    `lead` is by how much its reading is above the next; `score` and `score_lead` are the same of what ranks it, of
    which the reading is a part; `told` says that it is told by the one whose words are asked
    for, `untold` by somebody else. `unnamed` says that its article does not have a name of the question, `unnumbered`
    that the sentences around it do not have a number of it, `lacking` that the sentence has no number or time where one
    is asked for, `opposed` that it is about the same kind of people of another country, `exchanged` that it says of
    somebody else what is asked of one who is named, `asking` that it is a question itself. `few` is by how many powers
    of ten a corpus has fewer sentences than 200, each of which might come near without being the answer.
    """

    reading: float
    lead: float
    cosine: float
    score: float
    score_lead: float
    told: float
    untold: float
    unnamed: float
    unnumbered: float
    lacking: float
    opposed: float
    exchanged: float
    asking: float
    few: float = 0.0
    is_translated: bool = False

    @property
    def is_doubtful(self) -> bool:
        """Return whether the sentence is a question, or of other people than is asked about, or by or of another."""
        return bool(self.untold or self.opposed or self.exchanged or self.asking)


def measure_features(contents: Contents, question: str, ranking: Ranking, premise: Premise | None) -> Features:
    """Describe the first of a ranking that has a row; `premise` is what the question takes for granted."""
    row = int(ranking.rows[0])
    text, surroundings = contents.read(row), read_surroundings(contents, row)
    teller = find_teller(contents, find_asked_speaker(question), row)
    return Features(
        reading=float(ranking.readings[0]),
        lead=_measure_lead(ranking.readings),
        cosine=float(ranking.signals.cosines[0]),
        score=float(ranking.scores[0]),
        score_lead=_measure_lead(ranking.scores),
        told=float(teller is Told.BY_THE_ASKED),
        untold=float(teller is Told.BY_ANOTHER),
        unnamed=float(bool(find_missing_names(contents, question, row))),
        unnumbered=float(bool(find_unnumbered(question, surroundings))),
        lacking=float(lacks_asked_type(question, text)),
        opposed=float(contradicts_people(contents, question, row)),
        exchanged=float(premise is not None and judge(premise, text) is Support.CONTRADICTED),
        asking=float(text.rstrip("\"'”’»)").endswith("?")),
        few=max(0.0, math.log10(_MANY / len(contents.entries))),
        is_translated=ranking.meanings is not None,
    )


def _measure_lead(scores: Scores) -> float:
    """Return by how much the first is above the best of the others."""
    return float(scores[0] - scores[1:].max()) if len(scores) > 1 else 0.0
