"""Answers and sentences as people read them in a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from index.attribution.attribution import Attribution
from index.cli.answer_notes import (
    NOTES,
    describe_newer,
    describe_sides,
    describe_understanding,
    describe_weekdays,
)
from index.corpus.articles import Article
from index.corpus.curated_speakers import CuratedSpeaker
from index.corpus.sentences import Sentence
from index.evaluation.explain import Explanation, Reason
from index.search.answer import Answer, Note
from index.search.confidence.confidence import UNCALIBRATED
from index.snapshots.quotations import Quotation

NO_ANSWER = "The corpus has no answer to this question."
RELATED = "Related, not an answer:"
_WITH_RELATED = (None, Note.NOT_NAMED, Note.NO_REASON, Note.NOBODY_NAMED)
"""Notes that do not say themselves what the quotations below are."""

_MEASURED = {
    "intercept": "to begin with",
    "reading": "how much it reads like the answer",
    "lead": "by how much it reads better than the next",
    "cosine": "cosine of question and sentence",
    "score": "how well it ranks, by all of that and across languages",
    "score_lead": "by how much it ranks better than the next",
    "told": "it is told by the one whose words are asked for",
    "untold": "somebody else tells it",
    "unnamed": "its article lacks a name of the question",
    "few": "how few sentences the corpus has",
    "unnumbered": "a number of the question is not around it",
    "lacking": "it lacks the number or time asked for",
    "opposed": "it is about another country's people",
    "exchanged": "it says of somebody else what is asked",
    "asking": "it is a question itself",
}
"""What each feature of the confidence measures."""

_NOT_SEARCHED = {Note.NO_REFERENT, Note.TO_THE_BOT}

_HOW = {"direct": "said directly", "indirect": "as reported"}


def print_answer(console: Console, answer: Answer) -> None:
    """Print the question and the quotations that answer it, or that there are none."""
    console.print(Text("? ", "bold cyan") + Text(make_visible(answer.question), "bold"))
    if answer.read_as:
        console.print(Text(f"  read as: {make_visible(answer.read_as)}", "yellow"))
    for phrasing in answer.also_asked:
        console.print(Text(f"  also asked: {make_visible(phrasing)}", "yellow"))
    _print_verdict(console, answer)
    for number, quotation in enumerate(answer.quotations, 1):
        console.print()
        _print_quotation(console, number, quotation)
    if newer := describe_newer(answer):
        console.print()
        _print_indented(console, Text(newer, "yellow"))


def _print_verdict(console: Console, answer: Answer) -> None:
    """Print whether the quotations answer, and what is special about them."""
    if answer.answered:
        console.print(Text(f"  confidence {answer.confidence:.0%}", "dim"))
    elif answer.note not in _NOT_SEARCHED:
        console.print(Text(f"  {NO_ANSWER}", "yellow"))
    if answer.note:
        console.print(Text(f"  {NOTES[answer.note]}", "yellow"))
    if not answer.answered and answer.quotations and answer.note in _WITH_RELATED:
        console.print(Text(f"  {RELATED}", "yellow"))
    for line in describe_sides(answer.sides):
        console.print(Text(f"  {line}", "yellow"))


def print_sentence(console: Console, article: Article, sentence: Sentence, attribution: Attribution) -> None:
    """Print a sentence of an inspected article and who said it."""
    console.print(Text(f"{sentence.span.start}-{sentence.span.end}", "dim"))
    _print_indented(console, Text(sentence.span.of(article.text), "bold" if sentence.is_heading else ""))
    if not sentence.is_heading:
        _print_indented(console, describe_speaker(attribution))
        for other in attribution.others:
            who = ", ".join(part for part in (other.speaker, other.role) if part)
            _print_indented(console, Text(f"also reported here: {who} ({other.cue})", "dim"))


def _print_quotation(console: Console, number: int, quotation: Quotation) -> None:
    if quotation.context:
        _print_indented(console, Text("before it: " + quotation.context.of(quotation.article.text), "dim italic"))
    text = Text(quotation.text)
    for span in quotation.highlights:
        text.stylize("bold", span.start, span.end)
    console.print(Text(f"{number:>2}  ", "cyan"), end="")
    _print_indented(console, text, first=0)
    _print_indented(console, describe_speaker(quotation.attribution, quotation.entry.curated))
    _print_indented(console, Text(describe_source(quotation), "dim"))
    if days := describe_weekdays(quotation):
        _print_indented(console, Text(days, "dim italic"))
    for twin in quotation.also_in:
        _print_indented(console, Text(f"also in: {describe_source(twin)}", "dim"))


def _print_indented(console: Console, text: Text, *, first: int = 4) -> None:
    wrapped = text.wrap(console, max(20, console.width - 4))
    for number, line in enumerate(wrapped):
        console.print(Padding(line, (0, 0, 0, first if number == 0 else 4), expand=False), soft_wrap=True)


def describe_speaker(attribution: Attribution, curated: CuratedSpeaker | None = None) -> Text:
    """Return who said a sentence and how, or that it is the article itself.

    The article's wording comes first; a curated name, role and side follow in brackets.
    """
    if attribution.voice == "own":
        return Text("— the article itself")
    who = ", ".join(part for part in (attribution.speaker, attribution.role) if part) or "speaker not named"
    known = [part for part in (curated.name, curated.role, curated.side) if part] if curated else []
    listed = f" [{', '.join(known)}]" if known else ""
    passed_on = f", by way of {attribution.via}" if attribution.via else ""
    guessed = " (named elsewhere in the article)" if attribution.speaker and attribution.inferred else ""
    return Text("— ") + Text(who, "bold") + Text(f"{listed}{passed_on} · {_HOW[attribution.voice]}{guessed}")


def describe_source(quotation: Quotation) -> str:
    """Return where a quotation is from: title › section, then what is known of publisher, author, date and link."""
    article = quotation.article
    place = " › ".join(part for part in (article.title, quotation.entry.sentence.section) if part)
    published = article.published.isoformat() if article.published else None
    return " · ".join(part for part in (place, article.publisher, article.author, published, article.url) if part)


def make_visible(text: str) -> str:
    """Replace what would control the terminal; only questions can hold it."""
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)


def print_explanation(console: Console, explanation: Explanation) -> None:
    """Print what the question was read as, what the scores are made of, and what the confidence is made of."""
    console.print()
    for line in describe_understanding(explanation.understanding) if explanation.understanding else ():
        console.print(Text(f"  {make_visible(line)}", "yellow"))
    if explanation.names:
        console.print(Text(f"  names: {make_visible(', '.join(explanation.names))}", "yellow"))
    if explanation.premise and explanation.premise.claim:
        console.print(Text(f"  takes for granted: {make_visible(explanation.premise.claim)}", "yellow"))
    for change in explanation.changes:
        console.print(Text(f"  read as: {change.typed} → {change.read_as or '(nothing)'}", "yellow"))
    if not explanation.reasons:
        return
    console.print(Text("  score = reading + first stage (cosines and word matches) + who tells it", "bold"))
    console.print(Text(f"{'':4}{'score':>7}{'reading':>9}{'first':>8}{'place':>7}{'told':>6}", "dim"), end="")
    console.print(Text(f"{'cosine':>9}{'passage':>9}{'words':>8}{'passage':>9}", "dim"))
    for number, reason in enumerate(explanation.reasons, 1):
        console.print(_describe_score(number, reason))
        if reason.answer:
            _print_indented(console, Text(f"answer: {reason.answer} ({reason.answer_logit:.1f})", "dim"))
    console.print(Text("  confidence: what is measured of the first, and what it adds", "bold"))
    for part in explanation.contributions:
        names = f"  {', '.join(explanation.unnamed)}" if part.name == "unnamed" else ""
        console.print(f"    {_MEASURED[part.name]:<46}{part.value:>8.2f}{part.adds + 0.0:>+8.2f}{make_visible(names)}")
    console.print(f"    {'sum, whose logistic is the confidence':<54}{explanation.logit:>+8.2f}")
    if explanation.calibration != UNCALIBRATED:
        slope, shift = explanation.calibration.slope, explanation.calibration.shift
        console.print(
            f"    calibrated before: {slope:.2f} × sum {shift:+.2f} = {slope * explanation.logit + shift:+.2f}"
        )


def _describe_score(number: int, reason: Reason) -> str:
    reading = "unread" if reason.reading is None else f"{reason.reading:.2f}"
    return (
        f"{number:>3} {reason.score:>7.2f}{reading:>9}{reason.first_stage:>8.2f}{reason.first_stage_place:>7}"
        f"{reason.told + 0.0:>6.1f}{reason.cosine:>9.2f}{reason.passage_cosine:>9.2f}"
        f"{reason.words:>8.1f}{reason.passage_words:>9.1f}"
    )
