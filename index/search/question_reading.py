"""What a question is read as, without searching for an answer: its understanding, names and premise."""

from __future__ import annotations

from dataclasses import dataclass

from index.search.confidence.contradictions import find_names
from index.search.confidence.premises import Premise, find_premise
from index.search.query.rewriting import rewrite_question
from index.search.query.understanding import Understanding, understand
from index.snapshots.contents import Contents


@dataclass(frozen=True)
class QuestionReading:
    """What a question was understood to be, the names in it, and what it takes for granted, if anything."""

    understanding: Understanding
    names: tuple[str, ...]
    premise: Premise | None


def read_question(contents: Contents, question: str) -> QuestionReading:
    """Return what a complete question, in English words, is read as."""
    dated = (article.published for article in contents.articles if article.published)
    understood = understand(question, newest=max(dated, default=None))
    text = rewrite_question(contents, understood.question).text
    premise = None if understood.defined else find_premise(contents, text)
    return QuestionReading(understood, tuple(find_names(contents, text)), premise)
