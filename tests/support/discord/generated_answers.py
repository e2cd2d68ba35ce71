"""Generated articles and questions, from harmless to hostile, for tests and benchmarks of the renderer."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from index.attribution.attribution import Attribution, Voice
from index.corpus.articles import Metadata, make_article
from index.corpus.curated_speakers import CuratedSpeaker
from index.corpus.sentences import Sentence
from index.corpus.span import Span
from index.search.highlighting import find_highlights
from index.snapshots.quotations import Entry, Quotation, digest_slice

_WORDS = (
    "boats",
    "storm",
    "20,000",
    "Київ",
    "отель",
    "القدس",
    "said",
    "well-known",
    "a",
    "harbour",
    "😀",
    "👨‍👩‍👧",
    "ﬁre",
    "e\u0301",
)
_TRAPS = (
    "@everyone", "<@1>", "<@&2>", "<#3>", "</ask:4>", "<:cat:5>", "<a:cat:6>", "<t:7:R>", "[a](https://b.example)",
    "https://b.example/x_y", "<https://b.example>", "**", "__", "~~", "||", "```", "`", "\\", "> ", "# ", "-# ", "1. ",
    "\n", "\n> ", "\n- ", "\u202e", "\u2066", "\u200b", "\u200d", "\ufeff", "\u00ad", "⟦U+202E⟧", "⟦", "&lt;",
    ":smile:", "\r\n", "\t",
)  # fmt: skip


@dataclass(frozen=True)
class Case:
    """A question and what was found for it."""

    question: str
    quotations: tuple[Quotation, ...]


def generate_case(source: random.Random) -> Case:
    """Return a question with one to twelve quotations, some of which agree in wording."""
    quotations = [_generate_quotation(source) for _ in range(source.randint(1, 12))]
    question = _generate_text(source, source.randint(1, 40))[:500]
    twins = tuple(_generate_quotation(source) for _ in range(source.choice((0, 0, 1, 5))))
    first = Quotation(
        quotations[0].entry,
        quotations[0].article,
        1.0,
        find_highlights(question, quotations[0].text),
        quotations[0].context,
        twins,
    )
    return Case(question, (first, *quotations[1:]))


def take_sides(quotations: Sequence[Quotation]) -> tuple[Quotation, ...]:
    """Return quotations whose speakers are on five sides, or on none that is known."""
    sides = [None, *(CuratedSpeaker(name="X", side=f"Side {number}") for number in range(5))]
    unique = {(each.article.id, each.span): each for each in quotations}.values()
    return tuple(
        replace(each, entry=replace(each.entry, curated=sides[number % len(sides)]))
        for number, each in enumerate(unique)
    )


def _generate_quotation(source: random.Random) -> Quotation:
    before = _generate_text(source, source.randint(1, 30)).strip() or "Before."
    words = source.choice((3, 20, 20, 60, 400, 1_500) if source.random() < 0.2 else (3, 12, 25, 40))
    text = _generate_text(source, words).strip() or "x"
    article = make_article("generated.md", f"{before}\n{text}\n", _generate_metadata(source))
    start = len(before) + 1
    sentence = Sentence(article.id, Span(start, start + len(text)), _maybe(source, 300))
    entry = Entry(sentence, _generate_attribution(source), _maybe_curated(source), digest_slice(article, sentence), "")
    quotation = Quotation(entry, article, 0.5, context=Span(0, len(before)) if source.random() < 0.3 else None)
    spans = [Span(*sorted(source.choices(range(len(quotation.text) + 1), k=2))) for _ in range(source.randint(0, 3))]
    return Quotation(entry, article, 0.5, tuple(spans), quotation.context)


def _generate_metadata(source: random.Random) -> Metadata:
    day = date(2000, 1, 1) + timedelta(days=source.randint(0, 9_000)) if source.random() < 0.5 else None
    path = _generate_text(source, 3).replace("\n", "").replace("\r", "").replace("\t", "")
    return Metadata.model_construct(
        title=_generate_text(source, source.randint(1, 60))[:500].strip() or "Title",
        publisher=_maybe(source, 500),
        author=_maybe(source, 500),
        published=day,
        url=f"https://source.example/{path}" if source.random() < 0.6 else None,
        language="en",
        licence=None,
    )


def _generate_attribution(source: random.Random) -> Attribution:
    voices: tuple[Voice, ...] = ("own", "direct", "indirect")
    voice = source.choice(voices)
    if voice == "own":
        return Attribution("own")
    return Attribution(voice, _maybe(source, 300), _maybe(source, 300), inferred=source.random() < 0.3)


def _maybe_curated(source: random.Random) -> CuratedSpeaker | None:
    name = _maybe(source, 200)
    return CuratedSpeaker(name=name, role=_maybe(source, 200), side=_maybe(source, 200)) if name else None


def _maybe(source: random.Random, longest: int) -> str | None:
    return _generate_text(source, 40)[:longest].strip() or None if source.random() < 0.6 else None


def _generate_text(source: random.Random, words: int) -> str:
    traps = source.choice((0.0, 0.05, 0.5))
    pieces = (source.choice(_TRAPS) if source.random() < traps else source.choice(_WORDS) for _ in range(words))
    return source.choice((" ", " ", "")).join(pieces)
