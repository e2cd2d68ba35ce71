"""Attributions behind a dash or before a colon: "… - John Kirby, spokesperson", "Putin: …"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.spans import Span
from index.speech.appositions import apposition_of, is_office
from index.speech.frames import Frame
from index.speech.function_words import ARTICLES, AUXILIARIES, FUNCTION_WORDS, word_set
from index.speech.reporting_verbs import KIND_OF_VERB
from index.speech.sources import Source, describe
from index.speech.tokens import QUOTATION, Token, find_tokens

_NAMED = r"[^\W\d_a-zа-яіїєґ][^\n–—]{2,140}"
_TAIL = re.compile(
    rf"(?<=[^\s\d–—―-])\s*(?:[-–—―]{{1,2}}\s+|[–—―]|(?<=[.!?\"”»])-{{1,2}})(?P<who>{_NAMED})$"
    rf"|^[–—―]\s*(?P<only>{_NAMED})$"
)
_LONGEST_LABEL = 9
_LONGEST_ROLE = 8
_FEWEST_SAID = 3
_COLLECTIVE_LABELS = word_set("poll report study survey sources officials police experts analysts researchers")


@dataclass(frozen=True, slots=True)
class Label:
    """A speaker named apart from the words that are his or hers."""

    source: Source
    cue: Span


def find_dash_tail(text: str, span: Span) -> Label | None:
    """Find the speaker whom a sentence names behind a dash at its end."""
    start = max(span.start, span.end - 300)
    match = _TAIL.search(text[start : span.end].rstrip(" *_"))
    if not match:
        return None
    group = "who" if match["who"] else "only"
    tokens = list(find_tokens(text, Span(start + match.start(group), start + match.end(group))))
    source = _read_name_and_role(tokens)
    if source is None:
        return None
    return Label(source, Span(start + match.start(), start + match.start(group)).trim(text))


def find_label(frame: Frame) -> Label | None:
    """Find the speaker whom a sentence names before a colon at its beginning."""
    tokens = frame.tokens[: _LONGEST_LABEL + 1]
    colon = next((i for i, token in enumerate(tokens) if token.text == ":"), None)
    if not colon or any(not token.is_word and token.text not in {",", "."} for token in tokens[:colon]):
        return None
    if colon == 1 and tokens[0].lower in _COLLECTIVE_LABELS and len(frame.tokens) > _FEWEST_SAID:
        return Label(Source("document", tokens[0].span, tokens[0].span, head=tokens[0].lower), tokens[colon].span)
    if tokens[0].lower in FUNCTION_WORDS - ARTICLES or tokens[0].lower in KIND_OF_VERB:
        return None
    source = describe(tokens[:colon])
    said = frame.tokens[colon + 1 :]
    is_quoted = bool(said) and said[0].text == QUOTATION
    if source is None or source.kind != "name" or len(said) + frame.quoted_words < _FEWEST_SAID:
        return None
    assert source.name is not None
    if source.role is None and not is_quoted and (colon < 2 or source.name != source.span):
        return None
    return Label(source, tokens[colon].span)


def _read_name_and_role(tokens: list[Token]) -> Source | None:
    """Read "John Kirby, National Security Council spokesperson"; a bare word is no tail."""
    while tokens and not tokens[-1].is_word:
        tokens = tokens[:-1]
    comma = next((i for i, token in enumerate(tokens) if token.text == ","), len(tokens))
    source = describe(tokens[:comma])
    if source is None or source.kind != "name" or source.name is None:
        return None
    after = [token for token in tokens[comma:] if token.is_word]
    if not after:
        return source if comma > 1 and all(token.is_word for token in tokens) else None
    is_short = comma > 1 and len(after) <= _LONGEST_ROLE and not any(token.lower in AUXILIARIES for token in after)
    if not is_short and not is_office(after):
        return None
    role = apposition_of([*tokens, _end(tokens)], comma) or Span(after[0].span.start, after[-1].span.end)
    return Source("name", Span(source.span.start, after[-1].span.end), source.name, source.role or role, source.head)


def _end(tokens: list[Token]) -> Token:
    end = tokens[-1].span.end
    return Token(".", Span(end, end), ".")
