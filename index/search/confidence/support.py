"""How far the place where a sentence stands bears out what a question takes for granted."""

from __future__ import annotations

import re

import numpy as np

from index.engines.bm25 import find_content_words
from index.search.confidence.contradictions import find_near
from index.snapshots.contents import Contents
from index.text.translation.english import read_in_english

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_YEAR = re.compile(r"(?:19|20)\d\d")


def read_surroundings(contents: Contents, row: int) -> str:
    """Return a sentence with its neighbours, its section and its article's title, in English."""
    sentence = contents.entries[row].sentence
    title = contents.articles_by_id[sentence.article_id].title
    texts = [title, sentence.section, *(contents.read(near) for near in sorted([row, *find_near(contents, row)]))]
    return read_in_english("\n".join(text for text in texts if text))


def measure_coverage(contents: Contents, question: str, text: str) -> float:
    """Return the share of a question's content words that a text has, each weighed by how rare it is in the corpus.

    Robertson's inverse document frequency; a word that the corpus does not know counts as the rarest.
    """
    stems = {word.stem for word in find_content_words(question)}
    if not stems:
        return 1.0
    total = len(contents.entries)
    there = {word.stem for word in find_content_words(text)}
    weights = {stem: float(np.log1p(total / (1 + contents.engine.count_rows(stem)))) for stem in stems}
    return sum(weight for stem, weight in weights.items() if stem in there) / sum(weights.values())


def find_unnumbered(question: str, text: str) -> list[str]:
    """Return the numbers of a question, years left out, that a text does not have."""
    numbers = [number for number in _NUMBER.findall(question) if not _YEAR.fullmatch(number)]
    there = {number.replace(",", "") for number in _NUMBER.findall(text)}
    return [number for number in numbers if number.replace(",", "") not in there]
