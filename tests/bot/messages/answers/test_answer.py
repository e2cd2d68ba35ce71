"""Answers as messages."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

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
from index.corpus.curated_speakers import CuratedSpeaker
from index.engines.filters import Filters
from index.search.answer import Answer
from index.search.catalog import Catalog
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
    filters = Filters(
        case.quotations[0].attribution.speaker, case.quotations[0].article.id, date(2000, 1, 1), date(2030, 1, 1)
    )
    frame = AnswerView(
        EN, filters, case.quotations[0].article.title, 1, private=True, is_claim=True, shared_by=case.question
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
