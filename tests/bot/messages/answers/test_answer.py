"""Answers as messages."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_ui.controls import Control, ControlAction
from bot.discord_ui.escaping import unescape
from bot.discord_ui.i18n import LANGUAGES, texts_for
from bot.discord_ui.links import link_to_words
from bot.discord_ui.message import clip, measure
from bot.discord_ui.paging import paginate
from bot.messages.answers.answer import AnswerView, render_answer, tidy_question
from bot.messages.answers.context import Surroundings, render_context
from bot.messages.answers.quotation_pages import Heading, render_quotations
from index.attribution.attribute import Attribution
from index.corpus.curated_speakers import CuratedSpeaker
from index.search.answer import Answer, Note
from index.search.catalog import Catalog
from index.search.query.filters import Filters
from index.search.sides import part_by_side
from index.snapshots.quotations import Quotation
from tests.support.discord.generated_answers import Case, generate_case
from tests.support.discord.limits import check_limits, check_shows
from tests.support.discord.stage import ADA, HARBOUR, Shown, make_searcher
from tests.support.discord.stage import show as show_message

EN = texts_for("en")
CASES = st.integers(0, 2**32).map(lambda seed: generate_case(random.Random(seed)))
HEADING = Heading("title", lambda number: Control(ControlAction.MORE, (str(number), "", "", "", "")))


def find(beginning: str, question: str = "boats") -> Quotation:
    quotations = make_searcher().ask(question, 50).quotations
    return next(each for each in quotations if each.text.startswith(beginning))


def show(quotation: Quotation, *, private: bool = False) -> Shown:
    return show_message(render_answer(Answer("boats", True, 1.0, (quotation,)), AnswerView(EN, private=private)))


@given(CASES)
def test_every_answer_is_within_the_limits_and_to_the_character(case: Case) -> None:
    """Whatever stands in an article, its question and its metadata."""
    question = tidy_question(case.question)
    scope = Filters(
        case.quotations[0].attribution.speaker, case.quotations[0].article.id, date(2000, 1, 1), date(2030, 1, 1)
    )
    frame = AnswerView(
        EN, scope, case.quotations[0].article.title, 1, private=True, is_claim=True, shared_by=case.question
    )
    message = render_answer(Answer(question, True, 1.0, case.quotations), frame)
    shown = check_limits(message)
    check_shows(message, shown, case.quotations[0])
    if question:
        marked = next(each["content"] for each in shown.walk() if each.get("id") == 7)
        assert unescape(marked) == question


@given(CASES)
def test_every_quotation_stands_on_some_page(case: Case) -> None:
    """Pages hold all quotations, each whole, in order."""
    unique = tuple({each.article.id: each for each in case.quotations}.values())
    page, seen = 0, []
    while True:
        message = render_quotations(unique, page, replace(HEADING, question=tidy_question(case.question)), EN)
        shown = check_limits(message)
        seen += [each for each in unique if _is_on(message, shown, each)]
        if EN("button.next") not in shown.labels:
            break
        page += 1
    assert {each.article.id for each in seen} == {each.article.id for each in unique}


def _is_on(message: object, shown: Shown, quotation: Quotation) -> bool:
    try:
        check_shows(message, shown, quotation)  # type: ignore[arg-type]
    except AssertionError:
        return False
    return True


@given(CASES)
def test_every_context_is_within_the_limits(case: Case) -> None:
    """A quotation and its paragraph, on any page."""
    for page in (None, 0, 99):
        check_limits(
            render_context(case.quotations[0], Surroundings(case.quotations[:1], case.quotations[-1]), page, EN)
        )


def test_the_attribution_stands_below_the_quotation() -> None:
    """Speaker in bold, role, how it was said, outlet and date; in small print article, section, author, how sure."""
    shown = show(find("“We lost everything"))
    assert shown.texts[2] == (
        "— **Ada Brandt**, harbour master · said · Velm Courier · 2 May 2023\n"
        "-# Storm closes the harbour of Velm › Losses · Jo Lind · Clear answer"
    )


def test_a_reported_sentence_says_by_whom() -> None:
    """And that the name comes from elsewhere."""
    shown = show(find("Nobody was hurt"))
    assert (
        "— **Ada Brandt**, harbour master · reported in the article · named elsewhere in the article · Velm Courier"
        in shown.text
    )


def test_a_speaker_without_a_name_has_a_role() -> None:
    """Nothing is invented."""
    assert "— **mayor of Velm** · reported in the article · Orne Post · undated" in show(find("The mayor")).text


def test_the_article_speaks_for_itself() -> None:
    """Its own words are nobody else's."""
    assert "— the article itself · Velm Courier · 2 May 2023" in show(find("The harbour of Velm closed")).text


def test_what_is_curated_stands_in_brackets() -> None:
    """The article's own wording comes first."""
    quotation = find("“We lost everything")
    curated = CuratedSpeaker(name="Adelheid Brandt", role="official", side="Velm")
    known = replace(quotation, entry=replace(quotation.entry, curated=curated))
    assert r"— **Ada Brandt**, harbour master \[Adelheid Brandt, official, Velm\] · said" in show(known).text


def test_no_date_is_told() -> None:
    """An undated article says so."""
    assert "Orne Post · undated" in show(find("The mayor")).text


def test_the_sentence_before_is_shown_where_it_is_needed() -> None:
    """A quotation that refers back stands below what it refers to."""
    shown = show(find("It cost forty", "bridge"))
    assert shown.quotations == ["The bridge over the Orne will open in June.", "It cost forty million crowns."]
    assert "Before it:" in shown.text


def test_a_source_is_one_tap_away() -> None:
    """A button leads to the very words."""
    quotation = find("The harbour of Velm closed")
    links = [each["url"] for each in show(quotation).walk() if each.get("url")]
    assert links == [link_to_words(quotation)]
    assert "Read at courier.example" in show(quotation).labels


def test_a_hostile_source_is_shown_as_it_is() -> None:
    """Its markup is text."""
    quotation = find("The @everyone", "cat")
    shown = show(quotation)
    assert shown.quotations == [quotation.text]
    assert r"\@everyone" in shown.text
    assert "<@1>" not in shown.text.replace(r"\<\@1", "")


def test_share_is_on_private_answers_only() -> None:
    """A public answer is shared already."""
    assert "Share" in show(find("The mayor"), private=True).labels
    assert "Share" not in show(find("The mayor")).labels


def test_every_language_renders() -> None:
    """An answer and its pages in each language."""
    catalog = Catalog(make_searcher().snapshot.contents)
    for language in LANGUAGES:
        texts = texts_for(language)
        check_limits(render_answer(make_searcher().ask("boats", 5), AnswerView(texts, undated=2)))
        check_limits(render_answer(make_searcher(threshold=1).ask("boats", 5), AnswerView(texts, recorded=True)))
        check_limits(render_quotations(catalog.quote_speaker(ADA), 0, HEADING, texts))
        quotation = find("“We lost")
        check_limits(render_context(quotation, Surroundings(catalog.find_paragraph(quotation)), None, texts))


@given(st.lists(st.integers(0, 50), max_size=30), st.integers(1, 6))
def test_pages_hold_everything_once(sizes: list[int], most: int) -> None:
    """In order, at most so many, and within the room unless it is one alone."""
    pages = paginate(sizes, 60, most)
    assert [number for page in pages for number in page] == list(range(len(sizes)))
    assert all(len(page) <= most for page in pages)
    assert all(len(page) == 1 or sum(sizes[number] for number in page) <= 60 for page in pages if page)


@given(st.text(), st.integers(2, 30))
def test_clipping_keeps_to_its_length(text: str, longest: int) -> None:
    """Counted as Discord's clients count."""
    assert measure(clip(text, longest)) <= longest


def test_an_article_that_agrees_with_itself_is_not_counted() -> None:
    """Only other articles count as agreeing."""
    quotation = find("The harbour of Velm closed")
    assert quotation.article is HARBOUR or quotation.article == HARBOUR
    assert "same words" not in show(replace(quotation, also_in=(quotation,))).text


def show_answer(answer: Answer, **view: Any) -> Shown:
    return show_message(render_answer(answer, AnswerView(EN, **view)))


def test_a_speaker_who_is_not_named_is_not_named_elsewhere() -> None:
    """Where nobody's name is known, nothing is said of where it stands."""
    quotation = find("Nobody was hurt")
    nameless = replace(quotation.entry, attribution=Attribution("indirect", None, None, inferred=True))
    text = show(replace(quotation, entry=nameless)).text
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
    answer = Answer("bridge", True, 1.0, (older,), newer=find("The storm sank"))
    shown = show_answer(answer)
    assert "-# Newer in the corpus: 2 May 2023" in shown.text
    assert "Newer: 2 May 2023" in shown.labels


def test_a_weekday_is_shown_with_its_date_outside_of_the_quotation() -> None:
    """It is worked out from the article's date, and says so."""
    shown = show(find("The harbour of Velm closed"))
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
    assert texts_for(language)(f"note.{note.name.lower()}") in shown.text


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
