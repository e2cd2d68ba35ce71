"""What the tables of words and names tell of a Ukrainian or Russian word: common or a name, a place, its case."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from index.attribution.lexicon.cyrillic import ADVERBS, RELATION, SURNAME
from index.attribution.lexicon.proper_names import PLACES, guess_gender, is_given_name
from index.attribution.phrases.tokens import Token
from index.text.languages import Language
from index.text.translation.dictionary import read_dictionary

_LANGUAGES = (Language.UKRAINIAN, Language.RUSSIAN)
_OF_PLACES = tuple("аяиыії")
_OF_MEN = tuple("аяую")
_OF_WOMEN = tuple("иіїы")
_OF_ADJECTIVES = ("ого", "его", "ої", "ой", "ій")
_VOWELS = tuple("аяуюиіїыеє")
_MEN_WITH_A = frozenset({"микола", "ілля", "илья", "лука", "никита", "микита", "фома", "хома", "кузьма", "сава"})


def is_cyrillic(text: str) -> bool:
    """Return whether a word is written in Cyrillic letters."""
    return "\u0400" <= text[:1] <= "\u04ff"


@functools.lru_cache(maxsize=16_384)
def is_common(word: str) -> bool:
    """Return whether a lower-case word is a common noun, adjective or adverb, as far as the tables of words tell."""
    tables = ((read_dictionary(each).words, read_dictionary(each).stem(word)) for each in _LANGUAGES)
    return word in ADVERBS or any(table.look_up((word,), (stem,)) for table, stem in tables)


def is_spelt_common(word: str) -> bool:
    """Return whether a lower-case word is a common one as it is spelt, not only by its stem."""
    return word in ADVERBS or any(word in read_dictionary(each).words.by_spelling for each in _LANGUAGES)


@functools.lru_cache(maxsize=16_384)
def look_up_name(word: str) -> tuple[str, ...]:
    """Return the English names for a lower-case word."""
    tables = ((read_dictionary(each).names, read_dictionary(each).stem(word)) for each in _LANGUAGES)
    return next((found for table, stem in tables if (found := table.look_up((word,), (stem,)))), ())


def is_place(word: Token) -> bool:
    """Return whether a word is a place's name in another case than the first, as behind an office."""
    return word.lower.endswith(_OF_PLACES) and any(name.lower() in PLACES for name in look_up_name(word.lower))


def is_owner(name: Sequence[Token], before: Sequence[Token]) -> bool:
    """Return whether a name behind a noun is whose it is, no subject: "сестра Андрія Гука", "мэр Мариуполя"."""
    if not before:
        return False
    first, last = name[0].lower, name[-1].lower
    genders = {guess_gender(each) for each in look_up_name(first) if is_given_name(each)}
    if len(name) > 1 and genders:
        is_his = first.endswith(_OF_MEN) and first not in _MEN_WITH_A and "he" in genders
        return is_his or (first.endswith(_OF_WOMEN) and "she" in genders)
    if before[-1].lower.endswith(_OF_ADJECTIVES) or (len(name) > 1 and last.endswith(_OF_ADJECTIVES)):
        return True
    if len(name) == 1 and last.endswith(_VOWELS) and not SURNAME.search(last):
        return True
    return any(RELATION.fullmatch(word.lower) for word in before) and first.endswith(_VOWELS)
