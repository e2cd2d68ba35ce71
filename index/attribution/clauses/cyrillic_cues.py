"""Reporting clauses of Ukrainian and Russian: "…, — сказав X", "X заявил, что …", "за словами X"."""

from __future__ import annotations

from collections.abc import Sequence

from index.attribution.clauses.clauses import Clause
from index.attribution.lexicon.cyrillic import CARRIERS, OFFICE, TEXTS_SAY, TOLD, VERB, WORDS_OF
from index.attribution.phrases.source_kinds import Source
from index.attribution.phrases.tokens import QUOTATION, Token, span_of
from index.attribution.quotes.frames import Frame
from index.corpus.span import Span

_PRONOUNS = {"він": "he", "вона": "she", "он": "he", "она": "she"}
_NOT_NAMED = frozenset({"я", "ми", "мы", "ви", "вы", "вони", "они", "хто", "кто", "який", "который"})
_THAT = frozenset({"що", "что", "чтобы", "щоб", "як", "как"})
_INSIDE = frozenset({"у", "в", "з", "із", "с", "від", "от", "на", "про", "о", "об", "при", "під", "под", "до", "для"})
_PLACES = frozenset({"у", "в"})
_MARKS_BEFORE = frozenset({"—", "–", "-", ",", "?", "!", QUOTATION})
_LONGEST = 14
_FARTHEST_THAT = 5


def find_cyrillic_clause(frame: Frame) -> Clause | None:
    """Find the clause of a Ukrainian or Russian sentence that reports speech."""
    tokens = frame.tokens
    for index, token in enumerate(tokens):
        clause = _read_words_of(tokens, index)
        if clause is None and token.lower in TEXTS_SAY:
            clause = _read_text(tokens, index)
        if clause is None and VERB.fullmatch(token.lower):
            clause = _read_verb(tokens, index)
        if clause:
            return clause
    return None


def _read_words_of(tokens: list[Token], index: int) -> Clause | None:
    """Read "за словами X"."""
    for length in (2, 3):
        if " ".join(token.lower for token in tokens[index : index + length]) in WORDS_OF:
            source, via = _read_source(_phrase_after(tokens, index + length))
            cue = span_of(tokens[index : index + length])
            return Clause(cue, source, index, is_tail=index > 2, via=via) if source else None
    return None


def _read_text(tokens: list[Token], index: int) -> Clause | None:
    """Read "говорится в обращении X": the text is what speaks."""
    words = _phrase_after(tokens, index + 1)
    if len(words) < 2 or words[0].lower not in _PLACES:
        return None
    source = Source("document", span_of(words), role=span_of(words[1:]), head=words[1].lower)
    return Clause(tokens[index].span, source, index, is_tail=index > 0, is_beside_quotation=_is_beside(tokens, index))


def _read_verb(tokens: list[Token], index: int) -> Clause | None:
    beside = _is_beside(tokens, index)
    is_inverted = index > 0 and tokens[index - 1].text in _MARKS_BEFORE
    behind = tokens[index + 1 : index + 1 + _FARTHEST_THAT]
    is_that = any(token.lower in _THAT or token.text == ":" for token in behind)
    before = _phrase_before(tokens, index)
    if not (beside or is_inverted or is_that) or (index and tokens[index - 1].lower in {"не", "що", "что"}):
        return None
    source, via = _read_source(before) if before else (None, None)
    if source is None:
        source, via = _read_source(_phrase_after(tokens, index + 1))
        is_inverted = True
    elif via is None:
        via = _find_outlet(_phrase_after(tokens, index + 1))
    return Clause(tokens[index].span, source, index, is_inverted, beside, via=via) if source else None


def _is_beside(tokens: list[Token], index: int) -> bool:
    near = [*tokens[max(0, index - 3) : index], *tokens[index + 1 : index + 7]]
    return any(token.text == QUOTATION for token in near)


def _phrase_after(tokens: list[Token], start: int) -> list[Token]:
    end = start
    while end < len(tokens) and end - start < _LONGEST and _is_part(tokens[end]):
        end += 1
    return tokens[start:end]


def _phrase_before(tokens: list[Token], end: int) -> list[Token]:
    start = end
    while start and end - start < _LONGEST and _is_part(tokens[start - 1]):
        start -= 1
    return tokens[start:end]


def _is_part(token: Token) -> bool:
    return token.is_word and token.lower not in _THAT and not VERB.fullmatch(token.lower)


def _find_outlet(words: list[Token]) -> Span | None:
    """Return the outlet or agency that a phrase names."""
    named = [word for word in words if _is_carrier(word)]
    return span_of(named) if named else None


def _is_carrier(word: Token) -> bool:
    return word.lower in CARRIERS or (word.is_capitalised and word.text[0].isascii())


def _read_source(words: Sequence[Token]) -> tuple[Source | None, Span | None]:
    """Read "Reuters речник бригади Тарас Вовк": who is told, what somebody is, and the name."""
    words, via = _without_told(list(words))
    if not words:
        return None, via
    first = words[0].lower
    if first in _PRONOUNS and len(words) == 1:
        return Source("pronoun", words[0].span, head=_PRONOUNS[first]), via
    if first in _NOT_NAMED or any(word.lower in _NOT_NAMED for word in words):
        return None, via
    if first in _PLACES:
        body = [word for word in words[1:] if word.text[0].isalpha()]
        is_named = bool(body) and body[0].is_capitalised
        return (Source("organisation", span_of(words), span_of(body), head=body[-1].lower) if is_named else None), via
    return _read_named(words), via


def _without_told(words: list[Token]) -> tuple[list[Token], Span | None]:
    """Leave out those who are told at a phrase's beginning, and return the outlet among them."""
    end = 0
    while end < len(words) and (_is_carrier(words[end]) or words[end].lower.startswith(TOLD)):
        end += 1
    if not end or end == len(words) or not any(word.is_capitalised or _is_office(word) for word in words[end:]):
        return words, None
    if not any(_is_carrier(word) for word in words[:end]) and _is_office(words[0]):
        return words, None
    return words[end:], _find_outlet(words[:end])


def _is_office(word: Token) -> bool:
    return bool(OFFICE.fullmatch(word.lower))


def _read_named(words: list[Token]) -> Source | None:
    """Read an office and a name, a name alone, a body, or somebody without a name."""
    end = next((i for i, word in enumerate(words) if i and word.lower in _INSIDE), len(words))
    start = end
    while start and words[start - 1].is_capitalised and not _is_acronym(words[start - 1]):
        start -= 1
    while start < end and start == 0 and _is_office(words[start]):
        start += 1
    name, before = words[start:end], words[:start]
    if (
        name
        and (before or end == len(words) or len(name) > 1)
        and (not before or _is_office(before[0]) or len(name) > 1)
    ):
        role = span_of(before) if before else None
        return Source("name", span_of(words[:end]), span_of(name), role, name[-1].lower)
    if any(_is_office(word) for word in words):
        return Source("unnamed", span_of(words), role=span_of(words), head=words[0].lower)
    if words[0].is_capitalised:
        body = words[:end]
        return Source("organisation", span_of(body), span_of(body), head=body[-1].lower)
    return None


def _is_acronym(word: Token) -> bool:
    return len(word.text) > 1 and word.text.isupper()
