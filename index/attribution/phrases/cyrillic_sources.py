"""Who speaks in Ukrainian and Russian: office and name, a body, somebody without a name; the outlet is beside them."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import replace

from index.attribution.lexicon.cyrillic import ADVERBS, CARRIERS, KIN, OFFICE, PREPOSITIONS, REFERS_TO, SURNAME, TOLD
from index.attribution.phrases.cyrillic_names import is_common, is_owner, is_place, is_spelt_common, look_up_name
from index.attribution.phrases.source_kinds import Source
from index.attribution.phrases.tokens import Token, span_of
from index.corpus.span import Span
from index.text.east_slavic import stem_cyrillic

_PRONOUNS = {"він": "he", "вона": "she", "он": "he", "она": "she"}
_NOT_NAMED = frozenset({"я", "ми", "мы", "ви", "вы", "вони", "они", "хто", "кто", "який", "который", "ніхто", "никто"})
_JOINS = frozenset({"і", "и", "й", "та", "а"})
_WITHIN = frozenset({"у", "в", "во"})
_IN_SENTENCE = re.compile(r"(?<=[\w,»”][ \u00a0])[А-ЯЄІЇҐ][\w’'-]+")
_PATRONYMIC = re.compile(r"(?:вич|вна|їч|ич)(?:а|у|ем|ем|ою|ої|ой|ы|е|і)?$")
_CARRIERS = frozenset(map(stem_cyrillic, CARRIERS))
_FULL_NAME = 2
"""Words of a name with a given name and a surname; more are a patronymic's, or of the office before it."""


class CyrillicSources:
    """Reads the noun phrases of a text's reporting clauses."""

    def __init__(self, text: str) -> None:
        self._names = _find_names(text)

    def read(
        self, words: Sequence[Token], *, opens: bool = False, is_plural: bool = False, is_subject: bool = True
    ) -> tuple[Source | None, Span | None]:
        """Read "Reuters речник бригади Тарас Вовк": whoever speaks, and the outlet that is told.

        `opens` is of a phrase whose first word begins the sentence, so that its capital shows no name; `is_plural` of
        one whose verb has the plural's form; `is_subject` is not of one behind "за словами", which has another case.
        """
        phrase = _without_adverbs(words)
        refers = next((i for i, word in enumerate(phrase) if word.lower in REFERS_TO), None)
        if refers is not None:
            return self.read(phrase[refers + 2 :], is_subject=False)[0], find_outlet(phrase[:refers])
        phrase, via = _without_told(phrase, is_plural)
        if not phrase:
            return None, via
        if phrase[-1].lower in _PRONOUNS:
            return Source("pronoun", phrase[-1].span, head=_PRONOUNS[phrase[-1].lower]), via
        if any(word.lower in _NOT_NAMED for word in phrase):
            return None, via
        if phrase[0].lower in PREPOSITIONS:
            return (_read_place(phrase) if is_plural else _read_behind_setting(phrase)), via
        is_capital_due = opens and phrase[0] is words[0] and not self._is_name(phrase, is_plural)
        source = _read_phrase(_before_setting(phrase), is_capital_due, is_subject=is_subject)
        if source and source.kind == "unnamed":
            source = replace(source, span=span_of(phrase), role=span_of(phrase))
        return source, via

    def _is_name(self, words: list[Token], is_plural: bool) -> bool:
        """Return whether the word that opens a sentence is a name, not capitalised for its place alone."""
        first = words[0]
        if _is_acronym(first) or first.text[0].isascii() or _is_office(first):
            return True
        if is_only_opening(words):
            return False
        if stem_cyrillic(first.lower) in self._names or look_up_name(first.lower):
            return True
        is_alone = len(words) == 1 or words[1].is_capitalised
        return is_alone and not is_plural and bool(words[1:] or SURNAME.search(first.lower))


def is_only_opening(words: Sequence[Token]) -> bool:
    """Return whether the word that opens a sentence is a common one; before a name, as one is spelt only."""
    word = words[0].lower
    if len(words) == _FULL_NAME and words[1].is_capitalised:
        return is_spelt_common(word)
    return is_common(word)


@functools.lru_cache(maxsize=4)
def _find_names(text: str) -> frozenset[str]:
    """Return the stems of the words that a text capitalises within its sentences."""
    return frozenset(stem_cyrillic(match[0].lower()) for match in _IN_SENTENCE.finditer(text))


def find_outlet(words: list[Token]) -> Span | None:
    """Return the outlet or agency that a phrase names."""
    named = [word for word in words if _is_carrier(word)]
    return span_of(named) if named else None


def are_told(words: list[Token]) -> bool:
    """Return whether all words are outlets, agencies or journalists, who may be told or may speak."""
    return bool(words) and all(_is_carrier(word) or word.lower.startswith(TOLD) for word in words)


def _is_carrier(word: Token) -> bool:
    return stem_cyrillic(word.lower) in _CARRIERS or (word.is_capitalised and word.text[0].isascii())


def _without_adverbs(words: Sequence[Token]) -> list[Token]:
    """Leave out the adverbs and conjunctions around a phrase."""
    first = next((i for i, word in enumerate(words) if word.lower not in ADVERBS), len(words))
    end = next((i for i in range(len(words), first, -1) if words[i - 1].lower not in ADVERBS), first)
    return list(words[first:end])


def _without_told(words: list[Token], is_plural: bool) -> tuple[list[Token], Span | None]:
    """Leave out those who are told at a phrase's beginning, and return the outlet among them."""
    end = 0
    while end < len(words) and (_is_carrier(words[end]) or words[end].lower.startswith(TOLD)):
        end += 1
    rest = words[end:]
    if not end and is_plural:  # "сообщили РБК в порту": several speak, so the one is told
        end = next((i for i, word in enumerate(words) if not word.is_capitalised), 0)
        rest = words[end:]
        return (rest, span_of(words[:end])) if end and rest[0].lower in _WITHIN else (words, None)
    if not end or not rest or not (rest[0].lower in _WITHIN or any(w.is_capitalised or _is_office(w) for w in rest)):
        return words, None
    if not any(_is_carrier(word) for word in words[:end]) and _is_office(words[0]):
        return words, None
    return rest, find_outlet(words[:end])


def _is_office(word: Token) -> bool:
    return bool(OFFICE.fullmatch(word.lower))


def _is_acronym(word: Token) -> bool:
    return len(word.text) > 1 and word.text.isupper()


def _read_place(words: list[Token]) -> Source | None:
    """Read "в МВД", "у поліції", whose people speak."""
    body = [word for word in words[1:] if word.text[0].isalpha()]
    if words[0].lower not in _WITHIN or not body:
        return None
    if body[0].is_capitalised:
        return Source("organisation", span_of(words), span_of(body), head=body[-1].lower)
    return Source("unnamed", span_of(words), role=span_of(body), head=body[0].lower)


def _read_behind_setting(words: list[Token]) -> Source | None:
    """Read who follows what is said of time and place: "на брифінгу речниця Олена Гай", "у середу Лапін"."""
    start = start_of_name(words, 1)
    office = next((i for i in range(1, start) if _is_office(words[i]) and words[i - 1].lower not in PREPOSITIONS), None)
    if office is not None and start < len(words):
        return _read_phrase(words[office:])
    is_surname = start == len(words) - 1 and bool(SURNAME.search(words[start].lower)) and not is_place(words[start])
    is_named = len(words) - start >= _FULL_NAME or (is_surname and words[start - 1].lower not in PREPOSITIONS)
    return _read_phrase(words[start:]) if is_named else None


def _before_setting(words: list[Token]) -> list[Token]:
    """Return the words before what is said of time and place, and before the outlet that quotes them."""
    ends = (i for i, word in enumerate(words) if i and (word.lower in PREPOSITIONS or _is_told(word, words[i - 1])))
    end = next(ends, len(words))
    joins = (i for i in range(1, end - 1) if words[i].lower in _JOINS and not words[i + 1].is_capitalised)
    return words[: next(joins, end)]


def _can_be_name(word: Token) -> bool:
    return word.is_capitalised and not _is_acronym(word) and not word.lower.startswith(TOLD)


def _is_told(word: Token, before: Token) -> bool:
    return before.is_capitalised and word.lower.startswith(TOLD)


def start_of_name(words: Sequence[Token], first: int) -> int:
    """Return where the person's name begins that ends a phrase, not before a position."""
    start = len(words)
    while start > first and _can_be_name(words[start - 1]):
        start -= 1
    while start < len(words) - 1 and is_place(words[start]):
        start += 1  # (голова) Києва Марко Сич
    if (
        start
        and len(words) - start > _FULL_NAME
        and not any(_PATRONYMIC.search(w.lower) for w in words[start + 1 : -1])
    ):
        start = len(words) - _FULL_NAME
    return start


def _read_phrase(words: list[Token], is_capital_due: bool = False, *, is_subject: bool = True) -> Source | None:
    """Read an office and a name, a name alone, a body, or somebody without a name.

    `is_capital_due` where the first word is capitalised for its place alone.
    """
    start = start_of_name(words, int(is_capital_due))
    while start < len(words) and start == 0 and _is_office(words[start]):
        start += 1
    name, before = words[start:], words[:start]
    has_office = any(map(_is_office, before))
    if name and all(word.text[0].isascii() for word in name):
        return Source("organisation", span_of(words), span_of(name), head=name[-1].lower)
    if name and (is_owner(name, before) if is_subject else any(KIN.fullmatch(word.lower) for word in before)):
        return Source("unnamed", span_of(words), role=span_of(words), head=words[0].lower)
    if name and (has_office or not before or len(name) >= _FULL_NAME):
        role = span_of(before) if has_office or (before and not is_capital_due) else None
        return Source("name", span_of(words), span_of(name), role, name[-1].lower)
    if has_office or is_capital_due or (not words[0].is_capitalised and is_common(words[0].lower)):
        return Source("unnamed", span_of(words), role=span_of(words), head=words[0].lower)
    if words[0].is_capitalised:
        return Source("organisation", span_of(words), span_of(words), head=words[-1].lower)
    return None
