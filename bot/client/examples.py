"""The questions that newcomers are offered: the settings', or some that the corpus has an answer to."""

from __future__ import annotations

import asyncio
import functools
import logging
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence

from bot.discord_ui.controls import key_question
from bot.library.serving.search_service import SearchService
from index.errors import Refusal, VerbatimError
from index.evaluation.question_file import Question
from index.search.searcher import Searcher
from index.text.languages import detect_language

log = logging.getLogger(__name__)

MOST = 3
_TRIED = 6
"""Questions of the corpus that are asked in a language to find some with an answer."""


class Examples:
    """Questions to click on, in the reader's language where the corpus has some."""

    def __init__(
        self, named: Sequence[str], read_questions: Callable[[], Sequence[Question]], search_service: SearchService
    ) -> None:
        self._named = tuple(named)
        self._read_questions = read_questions
        self._search_service = search_service
        self._answered: tuple[str, tuple[str, ...]] = ("", ())
        """The snapshot that was asked, and which of its questions it answers."""

    async def list(self, language: str) -> tuple[str, ...]:
        """Return some questions in a language, or in any where there is none."""
        every = self._named or await self._list_answered()
        own = [question for question in every if detect_language(question).value == language]
        return tuple((own or every)[:MOST])

    async def find(self, key: str) -> str | None:
        """Return the question of a button's key; buttons of earlier versions have its number."""
        if len(key) < 3 and key.isdecimal():
            return self._named[int(key)] if int(key) < len(self._named) else None
        every = [*self._named, *(question.question for question in await asyncio.to_thread(self._read))]
        return next((question for question in every if key_question(question) == key), None)

    async def _list_answered(self) -> tuple[str, ...]:
        service = self._search_service
        searcher = service.searcher
        if self._answered[0] != searcher.snapshot.name:
            answered: list[str] = []
            try:
                async for question in _find_answered(await asyncio.to_thread(self._read), service):
                    answered.append(question)  # noqa: PERF401  # a refusal loses none of those before it
            except Refusal:
                return tuple(answered)  # a bot that is busy looks for the others the next time
            self._answered = (searcher.snapshot.name, tuple(answered))
        return self._answered[1]

    def _read(self) -> Sequence[Question]:
        try:
            return self._read_questions()
        except VerbatimError as error:
            log.warning("There are no examples: %s", error)
            return ()


async def _find_answered(questions: Sequence[Question], service: SearchService) -> AsyncIterator[str]:
    """Yield questions that are answered, a few in each language, the first ones about different articles.

    Each is asked in a turn of its own, so that nobody waits for all of them.
    """
    searcher = service.searcher
    tried: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for question in order_by_article([each for each in questions if each.gold]):
        language = detect_language(question.question).value
        if tried[language] == _TRIED or found[language] == MOST:
            continue
        tried[language] += 1
        if await service.run(functools.partial(_has_answer, searcher, question.question)):
            found[language] += 1
            yield question.question


def _has_answer(searcher: Searcher, question: str) -> bool:
    return searcher.ask(question, 1).answered


def order_by_article(questions: Sequence[Question]) -> list[Question]:
    """Return questions so that the first ones are about different articles."""
    seen: Counter[str] = Counter()
    ranked = []
    for question in questions:
        seen[question.gold[0].article] += 1
        ranked.append((seen[question.gold[0].article], question))
    return [question for _, question in sorted(ranked, key=lambda pair: pair[0])]
