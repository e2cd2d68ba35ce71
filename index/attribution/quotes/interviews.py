"""Interviews without labels: questions to "you" in lines of their own, and below them answers by "I"."""

from __future__ import annotations

import re

_QUESTION = re.compile(r"[^\n]{3,400}\?[*_\"”»]{0,3}\s*")
_TO_YOU = re.compile(r"\b(?:you|your|ви|вас|вам|ваш\w*|вы|ти|ты|тебе|тебя)\b", re.IGNORECASE)
_BY_ME = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|me|us|[Яя]|[Мм]и|[Мм]ы|мені|мне|мене|меня|нас|наш\w*)\b")
_TELLS = re.compile(r"[\"”»],? (?:said|says|he|she|[A-Z]\w+ sa(?:id|ys))\b|[\"”»],?\s+[—–-]\s")
_LABEL = re.compile(r"[*_]{0,2}(?:[^\W\d_a-zа-яіїєґё][\w.’'-]+ ?){1,4}(?:, [^:\n]{2,40})?:[*_]{0,2}\s")
_FEWEST_QUESTIONS = 2
_FEWEST_TO_YOU = 0.5
_FEWEST_BY_ME = 0.3


def find_turns(text: str, lines: list[tuple[int, int]]) -> dict[int, bool]:
    """Return where an interview's questions and answers begin, and whether each is an answer; {} if it is none.

    An article whose subheadings ask what the reader may is no interview: nobody is asked, nobody says "I".
    """
    questions = [number for number, (start, end) in enumerate(lines) if _QUESTION.fullmatch(text, start, end)]
    answers = [number + 1 for number in questions if number + 1 < len(lines) and number + 1 not in questions]
    if len(questions) < _FEWEST_QUESTIONS or len(answers) < _FEWEST_QUESTIONS:
        return {}
    told = [text[start:end] for start, end in (lines[number] for number in range(answers[0], len(lines)))]
    to_you = sum(bool(_TO_YOU.search(text, *lines[number])) for number in questions)
    by_me = sum(bool(_BY_ME.search(line)) for line in told)
    if to_you < _FEWEST_TO_YOU * len(questions) or by_me < _FEWEST_BY_ME * len(told):
        return {}
    if any(_TELLS.search(line) or _LABEL.match(line) for line in told):
        return {}
    numbers = {**dict.fromkeys(questions, False), **dict.fromkeys(answers, True)}
    return {_skip_marks(text, *lines[number]): is_answer for number, is_answer in numbers.items()}


def _skip_marks(text: str, start: int, end: int) -> int:
    """Return where the words of a line begin, behind Markdown's marks."""
    return start + len(text[start:end]) - len(text[start:end].lstrip(" \t>#*_"))
