"""What every way of asking does with a question: read it, look it up, keep it where it had no answer."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.client.client import Client
from bot.discord_ui.message import OutgoingMessage
from bot.errors import Reason
from bot.messages.answers.answer import LONGEST_QUESTION, AnswerView, render_answer, tidy_question
from index.engines.filters import EVERYTHING, Filters
from index.errors import Refusal
from index.search.answer import Answer, Note
from index.search.query.speech_act import SpeechAct, find_speech_act

MORE = 24
"""Quotations that are looked up besides the first."""

_RECORDED_NOTES = {
    None,
    Note.OTHER_TIME,
    Note.NOT_SAID,
    Note.NOT_CLEAR,
    Note.NOT_NAMED,
    Note.NO_REASON,
    Note.NOBODY_NAMED,
}
"""What a question without an answer may be noted as and still be one that an article could answer."""


@dataclass(frozen=True)
class Found:
    """An answer, and what it is shown with."""

    answer: Answer
    view: AnswerView

    def render(self, *, recorded: bool = False) -> OutgoingMessage:
        """Return the message."""
        return render_answer(self.answer, replace(self.view, recorded=recorded))


async def look_up(
    client: Client, question: str, view: AnswerView, person: int, previous: Answer | None = None
) -> Found:
    """Answer a question within what the view narrows it to; it may lean on a `previous` answer."""
    service, filters = client.search_service, view.filters
    answer = await service.ask(question, MORE, filters, person, previous)
    return Found(answer, complete_view(client, view))


def complete_view(client: Client, view: AnswerView) -> AnswerView:
    """Return a view with what the corpus says of its filters."""
    service, filters = client.search_service, view.filters
    article = service.catalog.find_article(filters.article_id) if filters.article_id else None
    return replace(
        view,
        article_title=article.title if article else None,
        undated=_count_undated(client, filters),
        threshold=service.searcher.threshold,
    )


def _count_undated(client: Client, filters: Filters) -> int:
    """Return how many articles are left out for having no date."""
    if filters.after is None and filters.before is None:
        return 0
    articles = client.search_service.catalog.articles
    return sum(article.published is None and filters.article_id in {None, article.id} for article in articles)


async def record(client: Client, found: Found, server: int | None) -> bool:
    """Keep a question without an answer, after it was answered; return whether it is kept.

    Questions that were narrowed, private or no question to the articles say nothing of what the corpus lacks.
    """
    view, answer = found.view, found.answer
    days = client.servers.find(server).keep_days
    if not client.settings.record_unanswered or days == 0 or answer.answered or answer.note not in _RECORDED_NOTES:
        return False
    if view.is_claim or view.private or view.filters != EVERYTHING:
        return False
    question = answer.read_as or answer.question
    return await client.recorder.record(lambda: client.journal.record_unanswered(question, days))


def read_question(text: str) -> str:
    """Return a question as it is searched for.

    Raises a Refusal where there is nothing to search for, or too much.
    """
    question = tidy_question(text)
    if not question:
        raise Refusal(Reason.BLANK)
    if len(question) > LONGEST_QUESTION:
        raise Refusal(Reason.LONG, most=LONGEST_QUESTION)
    return question


def is_small_talk(text: str) -> bool:
    """Return whether a text asks nothing: thanks, greetings, a lone question mark."""
    return not any(map(str.isalnum, text)) or find_speech_act(text) is SpeechAct.SMALL_TALK
