"""What a question gets: quotations, whether they answer it, and what is special about that."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from index.search.confidence.features import Features
from index.search.confidence.premises import Premise
from index.search.first_stage import Ranking
from index.search.query.rewriting import RewrittenQuestion
from index.search.query.understanding import Understanding
from index.search.sides import Side
from index.snapshots.quotations import Quotation


class Note(StrEnum):
    """What is special about an answer."""

    NO_REFERENT = "no referent"
    TO_THE_BOT = "to the bot"
    VERDICT = "verdict"
    COMPARISON = "comparison"
    OTHER_TIME = "other time"
    UNDATED = "undated"
    NOT_SAID = "not said"
    REPORTED = "reported"
    NO_REASON = "no reason"
    NOBODY_NAMED = "nobody named"
    NOT_CLEAR = "not clear"
    NOT_NAMED = "not named"


SUPPORTING_MARGIN = 3.0
"""By how much a quotation's score, a logit, may be lower than the best one's and still support the answer."""


@dataclass(frozen=True)
class Answer:
    """What the corpus has on a question.

    `confidence` is the probability that the first quotation answers it; where it is too low
    the corpus has no answer, and the quotations are only related.
    `read_as` is what a question that leans on the one before was completed to, or that in another language is read as.
    `newer` answers the question too and is of a later article than the first quotation; `sides` part what is
    quoted by whose side its speakers are on, where a question asks for a verdict or sides disagree; `also_asked` are
    the phrasings that were asked beside one that judges.
    """

    question: str
    answered: bool
    confidence: float
    quotations: tuple[Quotation, ...]
    note: Note | None = None
    read_as: str | None = None
    newer: Quotation | None = None
    sides: tuple[Side, ...] = ()
    also_asked: tuple[str, ...] = ()

    @property
    def supporting(self) -> tuple[Quotation, ...]:
        """Return the quotations after the first that answer about as well; those after them are only related."""
        if not self.answered:
            return ()
        least = max(0.0, max(quotation.score for quotation in self.quotations) - SUPPORTING_MARGIN)
        return tuple(quotation for quotation in self.quotations[1:] if quotation.score >= least)


@dataclass(frozen=True)
class Search:
    """How an answer was found: what the question was read as, what was ranked, and what was measured of the first.

    Without a row to rank there is nothing else.
    """

    answer: Answer
    understanding: Understanding | None = None
    rewritten: RewrittenQuestion | None = None
    ranking: Ranking | None = None
    features: Features | None = None
    premise: Premise | None = None
