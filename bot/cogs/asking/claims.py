"""Claims: what sources say about somebody's message, as a whole or sentence by sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

import discord
from discord import app_commands

from bot.client.client import Client, Interaction
from bot.client.languages import read_texts
from bot.cogs.asking.answering import Found, complete_view, is_small_talk, look_up
from bot.cogs.asking.message_text import read_paragraphs, split_sentences
from bot.discord_ui import send as sending
from bot.discord_ui.controls import write_place
from bot.discord_ui.i18n import Texts, localized
from bot.discord_ui.message import OutgoingMessage, clip
from bot.errors import Reason
from bot.messages.answers.answer import LONGEST_QUESTION, AnswerView, tidy_question
from bot.messages.answers.claims import Checked, render_claims
from index.engines.bm25 import find_words
from index.errors import Refusal
from index.search.answer import Answer
from index.search.confidence.clause import denies
from index.text.translation.english import read_in_english

MOST_SENTENCES = 20
"""Sentences of a message that are looked up."""

BEST = 3

NEARLY_THE_SAME = 0.8
"""Share of the words of a claim and a sentence that are common, from which the sentence bears on the claim."""


class Claims:
    """Looks up what messages claim."""

    def __init__(self, client: Client) -> None:
        self.client = client

    async def check_message(self, interaction: Interaction, message: discord.Message) -> None:
        """Answer privately what sources say about a message."""
        client, texts = self.client, read_texts(interaction)
        paragraphs = read_paragraphs(message)
        if not _read_claims(paragraphs):
            raise Refusal(Reason.BLANK)
        with client.rate_limiter.admit(interaction.user.id, exempt=client.is_exempt(interaction.user)):
            client.search_service.require_room()
            await interaction.response.defer(ephemeral=True, thinking=True)
            found = await self.check(paragraphs, texts, interaction.user.id, private=True)
            await sending.respond(interaction, found, private=True)

    async def check(
        self, paragraphs: list[str], texts: Texts, person: int, *, private: bool = False
    ) -> OutgoingMessage:
        """Return what sources say about the texts of a message.

        Raises a Refusal where they claim nothing, or Discord did not hand them over.
        """
        claims = _read_claims(paragraphs)
        if not claims:
            raise Refusal(Reason.CLAIM, menu=texts("claim.name"))
        view = AnswerView(texts, private=private, is_claim=True)
        found = [await self._look_up(claim, view, person) for claim in claims[:MOST_SENTENCES]]
        if len(found) == 1:
            return found[0].render()
        best = find_best(found)
        if not best:
            nothing = replace(found[0].answer, question=clip(" ".join(claims), LONGEST_QUESTION), quotations=())
            return Found(nothing, complete_view(self.client, view)).render()
        in_order = [each.answer for each in found if each in best]
        return render_claims(Checked(tuple(in_order), len(found), len(claims)), texts)

    async def _look_up(self, claim: str, view: AnswerView, person: int) -> Found:
        found = await look_up(self.client, claim, view, person)
        return replace(found, answer=put_nearest_first(found.answer, found.view.threshold))


def put_nearest_first(answer: Answer, threshold: float) -> Answer:
    """Return an answer led by the sentence that says nearly the same as the claim, where there is one.

    What reads sentences was made for questions; a sentence in the claim's own words bears on it in any case, and it is
    shown, however sure that is: no surer than its reading.
    """
    near = next((each for each in answer.quotations if say_the_same(answer.question, each.text)), None)
    if near is None:
        return answer
    rest = (each for each in answer.quotations if each is not near)
    return replace(answer, answered=True, confidence=max(answer.confidence, threshold), quotations=(near, *rest))


def say_the_same(one: str, other: str) -> bool:
    """Return whether two texts have nearly the same words in nearly the same order, and neither alone denies them."""
    stems, others = _read_stems(one), _read_stems(other)
    common = len(set(stems) & set(others)) / max(1, len(set(stems) | set(others)))
    if common < NEARLY_THE_SAME or denies(read_in_english(one)) != denies(read_in_english(other)):
        return False
    return SequenceMatcher(None, stems, others, autojunk=False).ratio() >= NEARLY_THE_SAME


def _read_stems(text: str) -> list[str]:
    return [word.stem for word in find_words(read_in_english(text))]


def is_check(text: str, texts: Texts) -> bool:
    """Return whether somebody who replies to a message asks no more than whether it is so."""
    words = " ".join("".join(each if each.isalnum() else " " for each in text.casefold()).split())
    return not words or words in texts.list("check_phrases")


def find_best(found: Sequence[Found]) -> list[Found]:
    """Return the best of what is answered, each by a sentence of its own."""
    answered = [each for each in found if each.answer.answered]
    by_sentence: dict[tuple[str, ...], Found] = {}
    for each in sorted(answered, key=lambda each: -each.answer.confidence):
        by_sentence.setdefault(write_place(each.answer.quotations[0]), each)
    return list(by_sentence.values())[:BEST]


def _read_claims(paragraphs: list[str]) -> list[str]:
    """Return the sentences that say something, each as it is searched for."""
    tidied = (tidy_question(sentence) for sentence in split_sentences(paragraphs))
    return [clip(claim, LONGEST_QUESTION) for claim in tidied if not is_small_talk(claim)]


async def add_to(client: Client) -> None:
    """Add the entry in the menu of messages."""
    menu = app_commands.ContextMenu(name=localized("claim.name"), callback=Claims(client).check_message)
    client.tree.add_command(menu)
