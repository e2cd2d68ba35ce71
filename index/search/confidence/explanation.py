"""Whether a sentence explains what "why" asks the reason of: in itself, or beside the sentence that tells it."""

from __future__ import annotations

import re

from index.search.confidence.contradictions import find_missing_names
from index.search.confidence.event import names_event
from index.search.confidence.premises import Premise
from index.search.confidence.reasons import (
    gives_reason,
    is_reason_of_another,
    states_purpose,
    tells_background,
    tells_event,
)
from index.search.confidence.support import Support, count_covered, judge
from index.snapshots.contents import Contents

_DEED = re.compile(
    r"\b(?:the|this|that|its|his|her|their) (?:\w+ )?"
    r"(?:operation|move|decision|step|measure|attack|strike|raid|offensive|campaign|action|plan|visit|ban|war)s?\b",
    re.IGNORECASE,
)
"""What an article calls what it has told: "the aim of the operation"."""


_NAMED = 3
"""Sentences from one that names what happened within which it is told: "the seizure"."""

_OF_PURPOSE = 10
"""Sentences from one that names a purpose within which what it is of is told."""


def explains(contents: Contents, premise: Premise, question: str, row: int) -> bool:
    """Return whether a sentence gives a reason and tells what a question asks the reason of, or names it again.

    A purpose may be that of somebody whom the question does not name, as long as it has a word of it.
    """
    text = contents.read(row)
    if not gives_reason(text) or not _may_explain(premise, text):
        return False
    if tells_event(premise, text) or (names_event(premise, text) and _is_told_near(contents, premise, row, _NAMED)):
        return True
    if not states_purpose(text):
        return False
    is_of_deed = bool(_DEED.search(text)) and not find_missing_names(contents, question, row)
    return is_of_deed or count_covered(premise, text) > 0


def explains_beside(contents: Contents, premise: Premise, row: int) -> bool:
    """Return whether a sentence may give the reason of what one directly beside it tells, and does not repeat it."""
    text = contents.read(row)
    if not (gives_reason(text) or tells_background(text)) or not _may_explain(premise, text):
        return False
    most = _OF_PURPOSE if states_purpose(text) else 1
    return not tells_event(premise, text) and _is_told_near(contents, premise, row, most)


def _is_told_near(contents: Contents, premise: Premise, row: int, most: int) -> bool:
    """Return whether a sentence of the same article, at most so many away, tells what is asked about."""
    near = (contents.read(each) for each in _find_around(contents, row, most) if each != row)
    return any(tells_event(premise, text) and not is_reason_of_another(premise, text) for text in near)


def _find_around(contents: Contents, row: int, most: int) -> list[int]:
    """Return the rows of the same article, at most some on either side."""
    article = contents.entries[row].sentence.article_id
    around = range(max(0, row - most), min(len(contents.entries), row + most + 1))
    return [each for each in around if contents.entries[each].sentence.article_id == article]


def _may_explain(premise: Premise, text: str) -> bool:
    return judge(premise, text) <= Support.UNKNOWN and not is_reason_of_another(premise, text)
