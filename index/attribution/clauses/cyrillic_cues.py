"""Reporting clauses of Ukrainian and Russian: "…, — сказав X", "X заявил, что …", "за словами X"."""

from __future__ import annotations

from index.attribution.clauses.clauses import Clause
from index.attribution.lexicon.function_words import word_set
from index.attribution.phrases.names import name_start
from index.attribution.phrases.source_kinds import Source
from index.attribution.phrases.tokens import QUOTATION, Token, span_of
from index.attribution.quotes.frames import Frame
from index.corpus.span import Span

_VERBS = word_set(
    """
    сказав сказала сказали каже кажуть заявив заявила заявили заявляє повідомив повідомила повідомили повідомляє
    додав додала додали зазначив зазначила зазначили зауважив зауважила наголосив наголосила пояснив пояснила
    пояснили розповів розповіла розповіли підкреслив підкреслила написав написала стверджує стверджують вважає
    вважають запевнив запевнила відповів відповіла відзначив відзначила сказал сказала сказали говорит говорят
    заявил заявила заявили заявляет сообщил сообщила сообщили сообщает добавил добавила добавили отметил
    отметила отметили подчеркнул подчеркнула пояснил пояснила рассказал рассказала рассказали написал написала
    утверждает утверждают считает считают заверил заверила ответил ответила
    """
)
_PRONOUNS = {"він": "he", "вона": "she", "он": "he", "она": "she"}
_WORDS_OF = {("за", "словами"), ("по", "словам"), ("за", "даними"), ("по", "данным")}
_THAT = {"що", "что"}
_LONGEST_ROLE = 6


def find_cyrillic_clause(frame: Frame) -> Clause | None:
    """Find the clause of a Ukrainian or Russian sentence that reports speech."""
    tokens = frame.tokens
    for index, token in enumerate(tokens):
        if index and (tokens[index - 1].lower, token.lower) in _WORDS_OF:
            source = _read_name(tokens, index + 1)
            if source:
                return Clause(span_of(tokens[index - 1 : index + 1]), source, index, is_tail=index > 2)
        if token.lower in _VERBS:
            clause = _read_verb(tokens, index)
            if clause:
                return clause
    return None


def _read_verb(tokens: list[Token], index: int) -> Clause | None:
    before = [token.text for token in tokens[max(0, index - 3) : index]]
    beside = QUOTATION in before or any(token.text == QUOTATION for token in tokens[index + 1 : index + 5])
    is_inverted = bool(before) and before[-1] in {"—", "–", "-", ",", QUOTATION}
    source = _read_name(tokens, index + 1) if is_inverted else _read_subject(tokens, index)
    reports = beside or is_inverted or any(token.lower in _THAT for token in tokens[index + 1 : index + 4])
    if source is None or not reports:
        return None
    return Clause(tokens[index].span, source, index, is_inverted, beside)


def _read_name(tokens: list[Token], start: int) -> Source | None:
    """Read "міністр Данило Горбенко": an office in lower case, then a name."""
    end = start
    while end < len(tokens) and end - start < _LONGEST_ROLE and tokens[end].is_word and not tokens[end].is_capitalised:
        if tokens[end].lower in _PRONOUNS:
            return Source("pronoun", tokens[end].span, head=_PRONOUNS[tokens[end].lower])
        end += 1
    first = end
    while end < len(tokens) and tokens[end].is_word and tokens[end].is_capitalised:
        end += 1
    if first == end:
        return None
    role = span_of(tokens[start:first]) if first > start else None
    name = span_of(tokens[first:end])
    return Source("name", Span(tokens[start].span.start, name.end), name, role, tokens[end - 1].lower)


def _read_subject(tokens: list[Token], verb: int) -> Source | None:
    if verb and tokens[verb - 1].lower in _PRONOUNS:
        return Source("pronoun", tokens[verb - 1].span, head=_PRONOUNS[tokens[verb - 1].lower])
    first = verb
    while first and tokens[first - 1].is_word and tokens[first - 1].is_capitalised:
        first -= 1
    start = name_start(tokens[first:verb])
    if start is None:
        return None
    name = tokens[first + start : verb]
    return Source("name", span_of(name), span_of(name), head=name[-1].lower)
