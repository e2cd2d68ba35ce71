"""Sentences that ask or suppose that something was said, so that nobody said it: "Did Karr say so?"."""

from __future__ import annotations

from index.attribution.clauses.clause import Clause
from index.attribution.lexicon.function_words import AUXILIARIES
from index.attribution.lexicon.word_lists import read_words
from index.attribution.quotes.frames import Frame

_OPENS_CONDITION = frozenset({"had", "should", "were"})
_OPENS_QUESTION = AUXILIARIES | read_words("function_words", "open_questions")


def asks(frame: Frame, clause: Clause) -> bool:
    """Return whether a reporting clause is part of the article's own question or supposition."""
    words = [token for token in frame.tokens if token.is_word]
    if words[0].lower in _OPENS_CONDITION and _stands_second(frame, clause):
        return True  # "Had Karr said so, …"
    ends = frame.tokens[-1].text == "?" if frame.tokens else False
    return ends and not clause.is_tail and words[0].lower in _OPENS_QUESTION


def _stands_second(frame: Frame, clause: Clause) -> bool:
    """Return whether a clause's subject comes right behind the sentence's first word."""
    start = clause.source.span.start if clause.source else -1
    return len(frame.tokens) > 1 and frame.tokens[1].span.start == start
