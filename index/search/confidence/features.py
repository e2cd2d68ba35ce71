"""What the confidence is computed from, measured of the first of a ranking."""

from __future__ import annotations

from dataclasses import dataclass

from index.search.confidence.contradictions import contradicts_people, find_missing_names, lacks_asked_type
from index.search.first_stage import Ranking
from index.snapshots.contents import Contents


@dataclass(frozen=True)
class Features:
    """What speaks for the first sentence (the higher the better), and what against it (1 where it is so).

    `answer` is the logit of the words in it that answer; `unnamed` says that its article does not have a name
    of the question, `lacking` that it has no number or time where one is asked for, `opposed` that it is about
    the same kind of people of another country.
    """

    reading: float
    cosine: float
    passage_cosine: float
    answer: float
    unnamed: float
    lacking: float
    opposed: float


def measure_features(contents: Contents, question: str, ranking: Ranking) -> Features:
    """Describe the first of a ranking that has a row."""
    row = int(ranking.rows[0])
    answer = ranking.answers.get(row)
    return Features(
        reading=float(ranking.readings[0]),
        cosine=float(ranking.signals.cosines[0]),
        passage_cosine=float(ranking.signals.passage_cosines[0]),
        answer=answer.logit if answer else 0.0,
        unnamed=float(bool(find_missing_names(contents, question, row))),
        lacking=float(lacks_asked_type(question, contents.read(row))),
        opposed=float(contradicts_people(contents, question, row)),
    )
