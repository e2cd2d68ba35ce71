"""A mistyped word -> the word of the corpus that was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.engines.bm25 import find_words, stem_word
from index.engines.stopwords import FUNCTION_WORDS
from index.snapshots.contents import Contents
from index.text.common_english import is_common_in_english

SHORTEST = 4
"""Letters of a word that may be mistyped; a shorter one has too many neighbours."""

LONGEST = 24
"""Letters of a word that may be mistyped; each letter more costs another fifty words to look up."""

_CONTRACTED = re.compile(
    r"(?:who|what|where|when|how|why|that|there|here|it|he|she)(?:s|d|ll|re|ve)|(?:they|you|we)(?:d|ll|re|ve)"
    r"|(?:do|does|did|is|are|was|were|has|have|had|would|could|should|ca|wo|ai)nt"
)
"""What is left of "who's" and "didn't" without the apostrophe."""

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_LOOKED_AT = 20


def correct_word(contents: Contents, word: str) -> str | None:
    """Return the word of the corpus, or the asking word, one slip of the finger away from a lower-case word.

    None for a word that the corpus or the language knows, and where nothing or nothing certain is near.
    """
    if not is_unknown(contents, word):
        return None
    near = {other: _guess_slip(word, other) for other in _find_near(word) if not _is_form_of(word, other)}
    asking = [other for other in near if other in FUNCTION_WORDS]
    known = asking or [found for other in near if (found := _find_in_corpus(contents, other))]
    return max(known, key=lambda other: (near[other], _count(contents, other), other)) if known else None


def is_unknown(contents: Contents, word: str) -> bool:
    """Return whether a lower-case word may be mistyped: of a length that can be, and known to nobody."""
    may_be = SHORTEST <= len(word) <= LONGEST and word.isascii() and word.isalpha()
    return may_be and not _is_known(contents, word)


def _is_known(contents: Contents, word: str) -> bool:
    if contents.engine.knows(stem_word(word)) or word in FUNCTION_WORDS or _CONTRACTED.fullmatch(word):
        return True
    return is_common_in_english(word)


def _is_form_of(one: str, other: str) -> bool:
    """Return whether a word is another with an ending: then it was meant."""
    return one.startswith(other) or other.startswith(one)


def _find_near(word: str) -> set[str]:
    """Return every string that a letter left out, doubled, exchanged, mistaken or swapped makes the word."""
    splits = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    near = {head + letter + tail for head, tail in splits for letter in _LETTERS}
    near |= {head + tail[1:] for head, tail in splits if tail}
    near |= {head + letter + tail[1:] for head, tail in splits if tail for letter in _LETTERS}
    near |= {head + tail[1] + tail[0] + tail[2:] for head, tail in splits if len(tail) > 1}
    return near - {word}


def _find_in_corpus(contents: Contents, word: str) -> str | None:
    """Return a word if some sentence of the corpus has it, in just this form."""
    stem = stem_word(word)
    rows = contents.engine.find_rows(stem, _LOOKED_AT)
    return word if any(word in _find_forms(contents, int(row), stem) for row in rows) else None


def _find_forms(contents: Contents, row: int, stem: str) -> Iterator[str]:
    text = contents.read(row)
    return (each.span.of(text).casefold() for each in find_words(text) if each.stem == stem)


def _guess_slip(typed: str, meant: str) -> int:
    """Return how likely a slip is: 2 for swapped or doubled letters and keys side by side, else 1; 0 at the first."""
    if typed[0] != meant[0]:
        return 0
    if sorted(typed) == sorted(meant) or set(typed) == set(meant):
        return 2
    changed = [pair for pair in zip(typed, meant, strict=False) if pair[0] != pair[1]]
    return 2 if len(typed) == len(meant) and len(changed) == 1 and _are_beside(*changed[0]) else 1


def _are_beside(one: str, other: str) -> bool:
    places = {letter: (row, place) for row, letters in enumerate(_ROWS) for place, letter in enumerate(letters)}
    (row, place), (other_row, other_place) = places[one], places[other]
    return abs(row - other_row) <= 1 and abs(place - other_place) <= 1


def _count(contents: Contents, word: str) -> int:
    return contents.engine.count_rows(stem_word(word))
