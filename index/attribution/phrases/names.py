"""Which words are a person's name, and which are what somebody is."""

from __future__ import annotations

import itertools
import re

from index.attribution.lexicon.cyrillic import OFFICE
from index.attribution.lexicon.function_words import ARTICLES, AUXILIARIES, FUNCTION_WORDS, PRONOUNS
from index.attribution.lexicon.proper_names import NOT_NAMES, PLACES, is_given_name
from index.attribution.lexicon.source_nouns import DOCUMENTS, OFFICES, ORGANISATIONS, PLURALS, TITLES
from index.attribution.lexicon.word_lists import read_words
from index.attribution.phrases.tokens import Token

_NAME_PARTICLES = read_words("proper_names", "particles")
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
_NO_NAME = re.compile(r"[-‐‑](?:born|based|backed|led|held|run|owned|funded|style|era|trained|area)$")
MODIFIES_NAME = re.compile(r"[-‐‑](?:born|based|educated|trained|year-old|backed|appointed)$")
"""The end of a word that comes before a name and tells of its bearer: Siberian-born, 63-year-old."""
_OF_CLAUSES = (AUXILIARIES | PRONOUNS | {"but", "than", "into"}) - {"it"}
_LONGEST_NAME = 4


def name_start(words: list[Token]) -> int | None:
    """Return where the person's name begins that ends a run of words, or None without one."""
    first = len(words)
    if len(words) > 1 and is_given_name(words[-2].text) and words[-1].lower in PLACES:
        first -= 1  # Jordan, Georgia, Paris: surnames too
    while first and len(words) - first < _LONGEST_NAME + 1 and can_be_name(words[first - 1]):
        first -= 1
    if 0 < first < len(words) and is_given_name(words[first - 1].text) and words[first - 1].lower in PLACES:
        first -= 1  # Sofia, Georgia: given names too
    while first < len(words) and (words[first].lower in _NAME_PARTICLES or words[first].lower in _SUFFIXES):
        first += 1
    return first if first < len(words) and not words[-1].is_possessive else None


def can_be_name(word: Token) -> bool:
    """Return whether a word may be part of a person's name."""
    if word.lower in _NAME_PARTICLES or word.lower in _SUFFIXES:
        return True
    if word.lower in FUNCTION_WORDS or word.lower == "according":
        return False
    if _NO_NAME.search(word.text):
        return False
    if not word.is_capitalised or word.stem in NOT_NAMES:
        return False
    if is_given_name(word.text):
        return True
    if OFFICE.fullmatch(word.lower):
        return False
    if word.text.isupper() and 1 < len(word.text.replace(".", "")) <= 4 and word.text.replace(".", "").isalpha():
        return False
    singular = word.lower in OFFICES or word.lower in ORGANISATIONS or word.lower in DOCUMENTS
    return not (singular or word.lower in TITLES or word.lower in PLURALS or word.is_possessive)


def is_human(word: Token) -> bool:
    """Return whether a noun means one person: an office, or a physicist."""
    return word.lower.removeprefix("ex-") in OFFICES or (
        word.lower.endswith(("ist", "ologist"))
        and word.text[0].islower()
        and word.lower not in {"list", "twist", "mist"}
    )


def strip_article(words: list[Token]) -> list[Token]:
    """Leave out the article that a phrase opens with."""
    return words[1:] if len(words) > 1 and words[0].lower in ARTICLES else words


def without_asides(tokens: list[Token]) -> list[Token]:
    """Leave out what is in brackets."""
    kept: list[Token] = []
    depth = 0
    for token in tokens:
        depth += token.text in "(["
        if not depth:
            kept.append(token)
        depth = max(0, depth - (token.text in ")]"))
    return kept


def is_whole_name(name: str) -> bool:
    """Return whether words can be a name of somebody or a body: no verb, pronoun, adverb or bracket is among them."""
    words = name.split()
    opens_participle = words[0].endswith("ed") and (words[0].islower() or any(word.islower() for word in words[1:2]))
    if "(" in name or opens_participle:
        return False
    is_open = any(one == "to" and other.islower() for one, other in itertools.pairwise(words))
    return not is_open and not any(_is_of_clause(word) for word in words)


def _is_of_clause(word: str) -> bool:
    return word in _OF_CLAUSES or (word.islower() and word.endswith("ly") and word not in ORGANISATIONS)


def cut_at(words: list[Token], stops: set[str]) -> list[Token]:
    """Return the words before the first stop, or before a participle: "the union [representing nurses]"."""
    end = next((i for i, word in enumerate(words) if i and (word.lower in stops or _is_participle(word))), len(words))
    return words[:end]


def _is_participle(word: Token) -> bool:
    is_noun = word.lower in DOCUMENTS or word.lower in OFFICES
    return word.text[0].islower() and word.lower.endswith(("ing", "ed")) and "-" not in word.text and not is_noun
