"""Answers and sentences as people read them in a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from index.articles import Article
from index.attribution import Attribution
from index.evaluation import Evaluation
from index.quotations import Quotation
from index.searching import Answer
from index.sentences import Sentence
from index.speakers import Speaker

NO_ANSWER = "The corpus has no answer to this question."
RELATED = "Related, not an answer:"

_UNWRAPPED = 1_000_000
_HOW = {"direct": "said directly", "indirect": "as reported"}


def make_console(*, stderr: bool = False) -> Console:
    """Return a console that wraps lines on a terminal only, so that piped quotations stay in one piece."""
    console = Console(stderr=stderr, highlight=False, emoji=False)
    return console if console.is_terminal else Console(stderr=stderr, highlight=False, emoji=False, width=_UNWRAPPED)


def count(number: int, thing: str) -> str:
    """Return a number of things in words."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def print_answer(console: Console, answer: Answer) -> None:
    """Print the question and the quotations that answer it, or that there are none."""
    console.print(Text("? ", "bold cyan") + Text(_make_visible(answer.question), "bold"))
    if answer.answered:
        console.print(Text(f"  confidence {answer.confidence:.0%}", "dim"))
    else:
        console.print(Text(f"  {NO_ANSWER}", "yellow"))
        if answer.quotations:
            console.print(Text(f"  {RELATED}", "yellow"))
    for number, quotation in enumerate(answer.quotations, 1):
        console.print()
        _print_quotation(console, number, quotation)


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
    for span in quotation.emphasis:
        text.stylize("bold", span.start, span.end)
    console.print(Text(f"{number:>2}  ", "cyan"), end="")
    _print_indented(console, text, first=0)
    _print_indented(console, describe_speaker(quotation.attribution, quotation.entry.curated))
    _print_indented(console, Text(describe_source(quotation), "dim"))
    for twin in quotation.also_in:
        _print_indented(console, Text(f"also in: {describe_source(twin)}", "dim"))


def _print_indented(console: Console, text: Text, *, first: int = 4) -> None:
    wrapped = text.wrap(console, max(20, console.width - 4))
    for number, line in enumerate(wrapped):
        console.print(Padding(line, (0, 0, 0, first if number == 0 else 4), expand=False), soft_wrap=True)


def describe_speaker(attribution: Attribution, curated: Speaker | None = None) -> Text:
    """Return who said a sentence and how, or that it is the article itself.

    The article's wording comes first; a curated name, role and side stand in brackets behind it.
    """
    if attribution.voice == "own":
        return Text("— the article itself")
    who = ", ".join(part for part in (attribution.speaker, attribution.role) if part) or "speaker not named"
    known = [part for part in (curated.name, curated.role, curated.side) if part] if curated else []
    listed = f" [{', '.join(known)}]" if known else ""
    guessed = " (named elsewhere in the article)" if attribution.inferred else ""
    return Text("— ") + Text(who, "bold") + Text(f"{listed} · {_HOW[attribution.voice]}{guessed}")


def describe_source(quotation: Quotation) -> str:
    """Return where a quotation stands: title › section, then what is known of publisher, author, date and link."""
    article = quotation.article
    place = " › ".join(part for part in (article.title, quotation.entry.sentence.section) if part)
    published = article.published.isoformat() if article.published else None
    return " · ".join(part for part in (place, article.publisher, article.author, published, article.url) if part)


def _make_visible(text: str) -> str:
    """Replace what would control the terminal; only questions can hold it."""
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)


def print_evaluation(console: Console, figures: Evaluation) -> None:
    """Print the figures of an evaluation and its reliability table."""
    console.print(
        f"answerable {figures.answerable}  R@1 {figures.recall_at_1:.3f}  R@3 {figures.recall_at_3:.3f}  "
        f"R@10 {figures.recall_at_10:.3f}  MRR {figures.mean_reciprocal_rank:.3f}"
    )
    console.print(f"shown: correct {figures.correct:.3f}  wrong {figures.wrong:.3f}  abstained {figures.abstained:.3f}")
    console.print(
        f"unanswerable {figures.unanswerable}  refused {figures.refused:.3f}  "
        f"AUC of confidence {figures.separation:.3f}"
    )
    console.print("reliability: questions, mean confidence, share right")
    for each in figures.reliability:
        console.print(f"{each.count:6}  {each.confidence:.2f}  {each.right:.2f}")
    console.print(f"expected calibration error {figures.calibration_error:.3f}")
