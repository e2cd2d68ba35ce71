"""Print to whom PolNeAR's direct quotations are given: the right person, a wrong one, or nobody.

    python -m benchmarks.attribution quotations FOLDER [--errors]      FOLDER holds articles/ and attributions.jsonl

A *direct quotation* is a gold attribution at least six tenths of whose content are in quotation marks. Asked is
every sentence at least half of which is its content. Its speaker is *right* if the words of the speaker, of the
role, or of what names them in the sentence are those of the gold source by half or more (Dice), or hold its last
word that is a name's; *nobody* if neither speaker nor role is given; *wrong* otherwise. Whom a bare pronoun means
is not marked: that class counts what was not answered rather than what was wrong.

Classes: `pronoun`; `label`, a source without a verb, before a colon or behind a dash; `pull quote`, a quotation
in a paragraph without its source; `named`, all others.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Literal

from benchmarks.attribution.polnear import Attributed, Gold, find_words, is_named, read_gold, share_covered
from index.corpus.articles import Metadata, make_article

Verdict = Literal["right", "wrong", "nobody"]
_QUOTED = re.compile(r"[“\"][^”\"“]*(?:[”\"]|$)|^[^“\"]*”")
_NAME = re.compile(r"\b[A-ZÀ-Þ]\w+")
_FEWEST_LETTERS = 15


def is_direct(gold: Gold, text: str) -> bool:
    """Return whether most of an attribution's content is in quotation marks."""
    content = text[gold.content[0][0] - 1 : gold.content[-1][1] + 1] if gold.content else ""
    quoted = sum(len(match[0]) for match in _QUOTED.finditer(content))
    return len(content) > _FEWEST_LETTERS and quoted >= 0.6 * len(content)


def classify(gold: Gold, text: str, start: int, end: int) -> str:
    """Return the class of a quotation, one of whose sentences is `text[start:end]`."""
    if gold.is_pronoun:
        return "pronoun"
    first, last = text.rfind("\n", 0, start), text.find("\n", end)
    if not any(first <= place <= (last if last >= 0 else len(text)) for place, _ in gold.source):
        return "pull quote"
    cue = "".join(text[begin:stop] for begin, stop in gold.cue)
    return "named" if any(letter.isalpha() for letter in cue) else "label"


def judge(gold: Gold, done: Attributed, number: int) -> Verdict:
    """Return whether a sentence is given to its gold source."""
    given = done.attributions[number]
    if not (given.speaker or given.role):
        return "nobody"
    if gold.is_pronoun or is_named(gold, given, done, number):
        return "right"
    cue = " ".join(done.article.text[start:end] for start, end in gold.cue)
    named = find_words(given.speaker or given.role)
    # Some golds have source and cue changed over.
    names = _NAME.findall(gold.source_text) or _NAME.findall(cue)
    is_same = named <= find_words(f"{gold.source_text} {cue}") or bool(named & {name.lower() for name in names[-1:]})
    is_written_alike = (given.speaker or "").split()[-1:] == gold.source_text.split()[-1:]
    return "right" if is_same or is_written_alike else "wrong"


def score_quotations(folder: Path, shows_errors: bool) -> None:
    """Print the share of wrong and of unnamed speakers, by class."""
    tallies: defaultdict[str, Counter[Verdict]] = defaultdict(Counter)
    for name, golds in read_gold(folder / "attributions.jsonl").items():
        text = (folder / "articles" / f"{name}.txt").read_text(encoding="utf-8")
        done = Attributed.from_article(make_article(f"{name}.md", text, Metadata(title=name)))
        for gold in golds:
            if not is_direct(gold, text):
                continue
            for number in range(done.at(gold.content[0][0]), done.at(gold.content[-1][1] - 1) + 1):
                span = done.sentences[number].span
                if share_covered(done.sentences[number], [gold.content], text) < 0.5:
                    continue
                kind, verdict = classify(gold, text, span.start, span.end), judge(gold, done, number)
                for counted in (kind, "all"):
                    tallies[counted][verdict] += 1
                if shows_errors and verdict != "right":
                    show(gold, done, number, f"{verdict}, {kind}")
    for kind, tally in sorted(tallies.items()):
        count = sum(tally.values())
        print(f"{kind:>10} {count:5d}  wrong {tally['wrong'] / count:.3f}  nobody {tally['nobody'] / count:.3f}")


def show(gold: Gold, done: Attributed, number: int, title: str) -> None:
    """Print a sentence that is not given to its source."""
    given, text = done.attributions[number], done.article.text
    span = done.sentences[number].span
    print(f"{title}: gold {gold.source_text!r}, given {given.voice} {given.speaker} | {given.role} | {given.inferred}")
    print(f"  before: {text[max(0, span.start - 200) : span.start]!r}")
    print(f"  {span.of(text)}")
