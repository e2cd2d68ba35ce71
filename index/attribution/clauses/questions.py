"""Sentences that ask whether something was said, so that nobody said it: "Did Karr say so?"."""

from __future__ import annotations

from index.attribution.clauses.clauses import Clause
from index.attribution.lexicon.function_words import AUXILIARIES
from index.attribution.lexicon.word_lists import read_words
from index.attribution.quotes.frames import Frame

_OPENS_QUESTION = AUXILIARIES | read_words("function_words", "open_questions")


def asks(frame: Frame, clause: Clause) -> bool:
    """Return whether a reporting clause is part of the article's own question."""
    words = [token for token in frame.tokens if token.is_word]
    ends = frame.tokens[-1].text == "?" if frame.tokens else False
    return ends and not clause.is_tail and words[0].lower in _OPENS_QUESTION
