"""Count which of PolNeAR's sources are found, and how many of those found are right.

PolNeAR marks spans: content, cue and source. An attribution counts if its source is not a bare
pronoun. It is *found* if the sentence in which its cue stands (its content, where it has no cue) names
it: if the words of speaker, of role, of both, or of the evidence that is in that sentence overlap the
words of the gold source by half or more (Dice, without articles). Asked are, first, all of whom the
sentence tells (`Attribution.sources`) and, second, its speaker alone; the share of those whose content
is at least half of their sentence is printed for the second, too.
*Precision of the sources*: of all named in a sentence's `sources`, the share of those that are in it and overlap,
in the same sense or by lying within it, the source of any gold attribution, pronouns among them (a name right
before a gold "who" or "which" is what that means); what is known from another sentence only is left out.
*Precision on whole-sentence quotations*: of the sentences that hold nothing but a gold content, its cue
and its source (nine tenths of the letters) and that are attributed to somebody, the share of those whose
source is right in the same sense; those whose source is a pronoun or in another sentence are left out.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

from index.attribution.attribute import attribute
from index.attribution.attribution import Attribution, ReportedSource
from index.attribution.lexicon.attitudes import ATTITUDE_VERBS, REPORT_NOUNS
from index.attribution.lexicon.reporting_verbs import KIND_OF_VERB
from index.corpus.articles import Article, Metadata, make_article
from index.corpus.sentences import Sentence, split_article
from index.corpus.span import Span

PRONOUNS = {
    "he", "she", "they", "it", "who", "i", "we", "you", "him", "her", "them", "which", "that", "his", "their", "us",
    "me", "himself", "herself",
}  # fmt: skip
ARTICLES = {"the", "a", "an"}
Ranges = list[tuple[int, int]]
_LONGEST_GAP = 3
"""Characters between a name and the relative pronoun that means it."""


@dataclass(frozen=True)
class Gold:
    """An attribution of PolNeAR."""

    content: Ranges
    cue: Ranges
    source: Ranges
    source_text: str

    @property
    def is_pronoun(self) -> bool:
        """Return whether a source is a bare pronoun."""
        return self.source_text.strip().lower() in PRONOUNS

    @property
    def place(self) -> int:
        """Return the offset whose sentence the attribution belongs to."""
        return (self.cue or self.content or self.source)[0][0]


@dataclass(frozen=True)
class Attributed:
    """An article with its sentences and their attributions."""

    article: Article
    sentences: tuple[Sentence, ...]
    attributions: tuple[Attribution, ...]

    @classmethod
    def from_article(cls, article: Article) -> Attributed:
        """Split and attribute an article."""
        sentences = split_article(article)
        return cls(article, sentences, attribute(article, sentences))

    def at(self, offset: int) -> int:
        """Return the number of the sentence at an offset."""
        return max(0, bisect_right([sentence.span.start for sentence in self.sentences], offset) - 1)


@dataclass
class Tally:
    """How many of how many were right."""

    right: int = 0
    all: int = 0

    def add(self, is_right: bool) -> None:
        """Count one more."""
        self.right += is_right
        self.all += 1

    def __str__(self) -> str:
        return f"{self.right / max(1, self.all):.3f} of {self.all}"


def find_words(text: str | None) -> set[str]:
    """Return a text's words without articles."""
    found = set(re.findall(r"\w+", (text or "").lower()))
    return found - ARTICLES or found


def overlap(one: set[str], other: set[str]) -> bool:
    """Return whether two sets of words are the same by half or more."""
    return bool(one and other) and 2 * len(one & other) / (len(one) + len(other)) >= 0.5


def is_found(gold: Gold, done: Attributed, number: int) -> bool:
    """Return whether the speaker of a sentence is a gold source."""
    return is_named(gold, done.attributions[number], done, number)


def is_reported(gold: Gold, done: Attributed, number: int) -> bool:
    """Return whether a gold source is among all of whom a sentence tells."""
    given = done.attributions[number]
    named: list[Attribution | ReportedSource] = [given, *given.sources]
    return any(is_named(gold, source, done, number) for source in named)


def is_named(gold: Gold, given: Attribution | ReportedSource, done: Attributed, number: int) -> bool:
    """Return whether a speaker or source names a gold source."""
    worded = [piece.of(done.article.text) for piece in find_evidence(given, done, number)]
    candidates = [given.speaker, given.role, f"{given.speaker or ''} {given.role or ''}", *worded]
    return any(overlap(find_words(candidate), find_words(gold.source_text)) for candidate in candidates)


def find_evidence(given: Attribution | ReportedSource, done: Attributed, number: int) -> list[Span]:
    """Return the spans within a sentence that name a source."""
    span = done.sentences[number].span
    return [piece for piece in given.evidence if span.start <= piece.start < span.end]


def score_sources(golds: list[Gold], done: Attributed, precision: Tally) -> None:
    """Count which of the sources that sentences name are gold in them."""
    for number, (sentence, given) in enumerate(zip(done.sentences, done.attributions, strict=True)):
        here = [gold for gold in golds if any(start < sentence.span.end and end > sentence.span.start
                                              for start, end in gold.source)]  # fmt: skip
        for source in given.sources:
            if find_evidence(source, done, number):
                precision.add(any(is_gold(source, gold, done, number) for gold in here))


def is_gold(source: ReportedSource, gold: Gold, done: Attributed, number: int) -> bool:
    """Return whether a named source is a gold one, lies within it or is what a relative pronoun means."""
    if is_named(gold, source, done, number):
        return True
    pieces = find_evidence(source, done, number)
    is_inside = any(start <= piece.start and piece.end <= end + 1 for piece in pieces for start, end in gold.source)
    is_meant = gold.source_text.lower() in {"who", "which", "that"} and any(
        0 <= start - piece.end <= _LONGEST_GAP for piece in pieces for start, _ in gold.source
    )
    return is_inside or is_meant


def read_gold(path: Path) -> dict[str, list[Gold]]:
    """Read PolNeAR's attributions that have a source by article."""
    found: dict[str, list[Gold]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["source_text"].strip():
            found[row["article"]].append(Gold(row["content"], row["cue"], row["source"], row["source_text"]))
    return found


def share_covered(sentence: Sentence, parts: list[Ranges], text: str) -> float:
    """Return the share of a sentence's letters that lie in some ranges."""
    covered = {i for part in parts for start, end in part for i in range(start, end)}
    letters = [i for i in range(sentence.span.start, sentence.span.end) if text[i].isalnum()]
    return sum(i in covered for i in letters) / max(1, len(letters))


def score_polnear(folder: Path, shows_errors: bool) -> None:
    """Print PolNeAR's figures."""
    reported, precision, found, half, whole = Tally(), Tally(), Tally(), Tally(), Tally()
    missed: Counter[str] = Counter()
    for name, golds in read_gold(folder / "attributions.jsonl").items():
        text = (folder / "articles" / f"{name}.txt").read_text(encoding="utf-8")
        done = Attributed.from_article(make_article(f"{name}.md", text, Metadata(title=name)))
        score_sources(golds, done, precision)
        for gold in golds:
            if gold.is_pronoun:
                continue
            number = done.at(gold.place)
            sentence, right = done.sentences[number], is_found(gold, done, number)
            is_half = share_covered(sentence, [gold.content], text) >= 0.5
            reported.add(is_reported(gold, done, number))
            found.add(right)
            if is_half:
                half.add(right)
            if is_whole(gold, done, number):
                whole.add(right)
            if is_reported(gold, done, number):
                continue
            missed[classify(gold, done, number)] += 1
            if shows_errors:
                show_error(gold, done, number, is_half)
    print(f"sources found {reported}; precision of the sources named {precision}")
    print(f"as the speaker alone {found}; where the content is half of the sentence or more {half}")
    print(f"precision on whole-sentence quotations {whole}")
    for kind, count in missed.most_common():
        print(f"  not found: {kind} {count}")


def classify(gold: Gold, done: Attributed, number: int) -> str:
    """Return the class of an attribution that was not found: by the words of its cue, and what was given instead."""
    words = {word.lower() for start, end in gold.cue for word in done.article.text[start:end].split()}
    kinds = {"verb of speech": KIND_OF_VERB, "verb of attitude": ATTITUDE_VERBS, "noun of report": REPORT_NOUNS}
    kind = next((kind for kind, known in kinds.items() if words & set(known)), "other words")
    return (
        f"{kind}, {'nobody' if done.attributions[number].voice == 'own' else 'somebody else'} speaks for the sentence:"
    )


def is_whole(gold: Gold, done: Attributed, number: int) -> bool:
    """Return whether an attributed sentence is one quotation and nothing else."""
    given, sentence = done.attributions[number], done.sentences[number]
    is_here = any(sentence.span.start <= start < sentence.span.end for start, _ in gold.source)
    everything = share_covered(sentence, [gold.content, gold.cue, gold.source], done.article.text)
    return everything >= 0.9 and is_here and bool(given.speaker or given.role)


def show_error(gold: Gold, done: Attributed, number: int, is_half: bool) -> None:
    """Print an attribution that was not found."""
    given, text = done.attributions[number], done.article.text
    cue = " ".join(text[start:end] for start, end in gold.cue)
    print(f"{'half' if is_half else 'part'}: {gold.source_text!r} {cue!r}")
    print(f"  given: {given.voice} | {given.speaker} | {given.role} | {given.cue}")
    print(f"  {done.sentences[number].span.of(text)}")
