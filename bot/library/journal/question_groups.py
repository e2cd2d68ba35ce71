"""Questions that ask for the same in nearly the same words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.library.events import UnansweredGroup
from bot.library.journal.feedback import Unanswered
from index.engines.bm25 import find_content_words, find_words

ALIKE = 0.8
"""Share of two questions' words that are common, from which they are one."""

MOST = 500
"""Questions that are compared, the most asked first."""


def group_questions(
    questions: Sequence[Unanswered], find_title: Callable[[str], str | None]
) -> tuple[UnansweredGroup, ...]:
    """Group questions by their words, most often asked first; `find_title` names an article that still serves."""
    groups: list[list[Unanswered]] = []
    words: list[frozenset[str]] = []
    for question in questions[:MOST]:
        stems = _read_stems(question.question)
        place = next((place for place, other in enumerate(words) if _are_alike(stems, other)), None)
        if place is None:
            groups.append([question])
            words.append(stems)
        else:
            groups[place].append(question)
    made = (_make_group(group, find_title) for group in groups)
    return tuple(sorted(made, key=lambda group: (-group.times, group.questions)))


def _read_stems(question: str) -> frozenset[str]:
    words = find_content_words(question) or find_words(question)
    return frozenset(word.stem for word in words) or frozenset({question.casefold().strip()})


def _are_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= ALIKE * len(one | other)


def _make_group(group: Sequence[Unanswered], find_title: Callable[[str], str | None]) -> UnansweredGroup:
    titles = [find_title(each.resolved_by) if each.resolved_by else None for each in group]
    return UnansweredGroup(
        tuple(each.question for each in group),
        sum(each.times for each in group),
        max(each.last for each in group),
        titles[0] if all(titles) else None,
    )
