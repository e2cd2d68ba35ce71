"""What an answer says besides its quotations: how sure, what was read, what is newer, whose side."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest

from bot.discord_ui.controls import Control, ControlAction
from bot.discord_ui.i18n import LANGUAGES, texts_for
from bot.messages.answers.answer import AnswerView, render_answer, tidy_question
from bot.messages.answers.claims import Checked, render_claims
from bot.messages.answers.quotation_pages import Heading, render_quotations
from index.attribution.attribution import Attribution
from index.corpus.curated_speakers import CuratedSpeaker
from index.search.answer import Answer, Note
from index.search.catalog import Catalog
from index.search.sides import part_by_side
from index.snapshots.quotations import Quotation
from tests.support.discord.generated_answers import generate_case, take_sides
from tests.support.discord.limits import check_limits
from tests.support.discord.stage import ADA, HARBOUR, Shown, make_searcher
from tests.support.discord.stage import show as show_message

EN = texts_for("en")
HEADING = Heading("title", lambda number: Control(ControlAction.MORE, (str(number), "", "", "", "")))


def find(beginning: str) -> Quotation:
    quotations = make_searcher().ask("boats", 50).quotations
    return next(each for each in quotations if each.text.startswith(beginning))


def show_answer(answer: Answer, **view: Any) -> Shown:
    return show_message(render_answer(answer, AnswerView(EN, **view)))


def test_a_speaker_who_is_not_named_is_not_named_elsewhere() -> None:
    """Where nobody's name is known, nothing is said of where it stands."""
    quotation = find("Nobody was hurt")
    nameless = replace(quotation.entry, attribution=Attribution("indirect", None, None, inferred=True))
    text = show_answer(Answer("boats", True, 1.0, (replace(quotation, entry=nameless),))).text
    assert "speaker not named · reported in the article" in text
    assert "named elsewhere" not in text


def test_how_sure_an_answer_is_stands_in_a_word() -> None:
    """Clear from halfway between the threshold and certainty, likely below it; the number is in Context."""
    quotation = find("The storm sank")
    assert "Clear answer" in show_answer(Answer("boats", True, 0.8, (quotation,)), threshold=0.5).text
    assert "Likely answer" in show_answer(Answer("boats", True, 0.7, (quotation,)), threshold=0.5).text
    assert "%" not in show_answer(Answer("boats", True, 0.7, (quotation,))).text


def test_what_a_question_was_read_as_is_shown() -> None:
    """A question that leans on the one before is shown completed."""
    answer = Answer("and when?", True, 1.0, (find("The storm sank"),), read_as="when did the storm come")
    assert "-# read as: when did the storm come" in show_answer(answer).text


def test_a_newer_answer_is_one_tap_away() -> None:
    """Below an older one stands the day of the newer, and a button that opens it."""
    older = find("The bridge over the Orne will open")
    answer = Answer("bridge", True, 1.0, (older,), newer=find("“We lost"))
    shown = show_answer(answer)
    assert "-# Newer in the corpus: 2 May 2023" in shown.text
    assert "Newer: 2 May 2023" in shown.labels


def test_a_weekday_is_shown_with_its_date_outside_of_the_quotation() -> None:
    """It is worked out from the article's date, and says so."""
    shown = show_answer(Answer("boats", True, 1.0, (find("The harbour of Velm closed"),)))
    assert shown.quotations == ["The harbour of Velm closed on Monday."]
    assert "“Monday” here is 1 May 2023, worked out from the article’s date" in shown.text


def take_side(quotation: Quotation, side: str) -> Quotation:
    return replace(quotation, entry=replace(quotation.entry, curated=CuratedSpeaker(name="X", side=side)))


def test_a_verdict_is_parted_by_sides() -> None:
    """What each side says stands below its name, after the sentence that the bot does not judge."""
    ours, theirs = take_side(find("“We lost"), "Velm"), take_side(find("The mayor"), "Orne")
    answer = Answer("who is right", False, 0.1, (ours, theirs), Note.VERDICT, sides=part_by_side([ours, theirs]))
    shown = show_answer(answer)
    assert "The bot quotes and does not judge." in shown.text
    assert shown.text.index("**Velm**") < shown.text.index("We lost") < shown.text.index("**Orne**")
    assert set(shown.quotations) == {ours.text, theirs.text}
    assert "no answer" not in shown.text


def test_a_single_side_is_said_to_be_alone() -> None:
    """That only one side is quoted is told, and nobody's is guessed."""
    ours = take_side(find("“We lost"), "Velm")
    answer = Answer("who is right", False, 0.1, (ours,), Note.VERDICT, sides=part_by_side([ours]))
    assert "Only one side is quoted in these articles: Velm." in show_answer(answer).text
    nobody = find("The mayor")
    answer = Answer("who is right", False, 0.1, (nobody,), Note.VERDICT, sides=part_by_side([nobody]))
    assert "Nobody quoted here is listed as being on a side." in show_answer(answer).text


def test_sides_that_disagree_stand_below_an_answer() -> None:
    """An answer in which curated sides differ shows the other side too."""
    ours, theirs = take_side(find("“We lost"), "Velm"), take_side(find("The mayor"), "Orne")
    shown = show_answer(Answer("losses", True, 0.9, (ours, theirs), sides=part_by_side([ours, theirs])))
    assert "**Said by different sides**" in shown.text
    assert shown.quotations == [ours.text, theirs.text]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("note", list(Note))
def test_every_note_is_told(note: Note, language: str) -> None:
    """In every language; a question that is none of the articles' is not said to have no answer."""
    shown = show_message(render_answer(Answer("x", False, 0.0, (), note), AnswerView(texts_for(language))))
    assert texts_for(language)(f"answer.note.{note.name.lower()}") in shown.text


def test_only_what_answers_is_more() -> None:
    """Quotations far below the best one are related passages, not more quotations."""
    best, second, far = (
        replace(find(start), score=score)
        for start, score in (("The storm", 6.0), ("“We lost", 4.0), ("The mayor", 1.0))
    )
    answer = Answer("boats", True, 1.0, (best, second, far))
    assert answer.supporting == (second,)
    assert {"More quotations", "Related passages"} <= set(show_answer(answer).labels)
    assert "More quotations" not in show_answer(replace(answer, quotations=(best, far))).labels


def test_a_title_that_all_share_stands_once() -> None:
    """Above a page of quotations of one article."""
    quotations = Catalog(make_searcher().snapshot.contents).quote_speaker(ADA)
    text = show_message(render_quotations(quotations, 0, HEADING, EN)).text
    assert text.count(HARBOUR.title) == 1


@pytest.mark.parametrize("seed", range(8))
def test_all_of_it_at_once_is_within_the_limits(seed: int) -> None:
    """Sides, a newer answer, a note and what was read, of generated articles, from harmless to hostile."""
    case = generate_case(random.Random(seed))
    parted, question = take_sides(case.quotations), tidy_question(case.question)
    newer = parted[-1] if len(parted) > 1 else None
    answer = Answer(question, True, 1.0, parted, Note.UNDATED, question, newer, part_by_side(parted))
    check_limits(render_answer(answer, AnswerView(EN, private=True)))
    check_limits(render_answer(replace(answer, answered=False, note=Note.VERDICT), AnswerView(EN)))
    claims = tuple({each.article.id: replace(answer, quotations=(each,)) for each in parted}.values())[:3]
    check_limits(render_claims(Checked(claims, 20, 40), EN))
