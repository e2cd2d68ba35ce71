"""Attributions behind a dash or before a colon: "… - John Kirby, spokesperson", "Putin: …"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from index.attribution.lexicon.cyrillic import VERB
from index.attribution.lexicon.function_words import ARTICLES, AUXILIARIES, FUNCTION_WORDS, PREPOSITIONS
from index.attribution.lexicon.proper_names import is_given_name
from index.attribution.lexicon.reporting_verbs import KIND_OF_VERB
from index.attribution.lexicon.source_nouns import ACTING_ORGANISATIONS, DOCUMENTS
from index.attribution.lexicon.word_lists import read_words
from index.attribution.phrases.appositions import apposition_of, is_office, role_span
from index.attribution.phrases.source_kinds import Source
from index.attribution.phrases.sources import describe
from index.attribution.phrases.tokens import QUOTATION, Token, find_tokens
from index.attribution.quotes.frames import Frame
from index.corpus.span import Span

_NAMED = r"[^\W\d_a-zа-яіїєґ][^\n–—]{2,140}"
_TAIL = re.compile(
    rf"(?<=[^\s\d–—―-])\s*(?:[-–—―]{{1,2}}\s+|[–—―]|(?<=[.!?\"”»])-{{1,2}}|(?<=[\"”»]\s)-{{1,2}})(?P<who>{_NAMED})$"
    rf"|(?<=[\"”»]):\s+(?P<behind>{_NAMED})$"
    rf"|^[–—―]\s*(?P<only>{_NAMED})$"
)
_ENDS_WORDS = frozenset("\"”»’'.!?…")
_LIST_DASH = re.compile(r"\s[–—-]\s")
_BEHIND_TAIL = " \t\r\u00a0*_"
_LONGEST_LABEL = 9
_LONGEST_TEXT_LABEL = 18
_NUMBERS = read_words("function_words", "numbers")
_COUNTRIES = frozenset({"us", "usa", "uk", "uae", "ussr"})
_LONGEST_ROLE = 8
_FEWEST_SAID = 3
_COLLECTIVE_LABELS = read_words("source_nouns", "collective_labels")


@dataclass(frozen=True, slots=True)
class Label:
    """A speaker named apart from the words that are his or hers."""

    source: Source
    cue: Span


def find_dash_tail(text: str, span: Span) -> Label | None:
    """Find the speaker whom a sentence names behind a dash at its end."""
    start = max(span.start, span.end - 300)
    match = _TAIL.search(text[start : span.end].rstrip(_BEHIND_TAIL))
    if not match:
        return None
    group = match.lastgroup or "only"
    if group == "who" and not _may_be_said(text[start : start + match.start()]):
        return None
    tokens = list(find_tokens(text, Span(start + match.start(group), start + match.end(group))))
    source = read_name_and_role(tokens, is_behind_quotation=group == "behind")
    if source is None:
        return None
    return Label(source, Span(start + match.start(), start + match.start(group)).trim(text))


def _may_be_said(before: str) -> bool:
    """Return whether words before a dash may be somebody's: quoted, or no item of a list with dashes of its own."""
    return before.rstrip()[-1:] in _ENDS_WORDS or not _LIST_DASH.search(before)


def find_label(frame: Frame, is_known: Callable[[str], bool]) -> Label | None:
    """Find the speaker whom a sentence names before a colon at its beginning.

    A bare surname counts only if the article names that person elsewhere.
    """
    tokens = frame.tokens[: (_LONGEST_TEXT_LABEL if _opens_text(frame.tokens) else _LONGEST_LABEL) + 1]
    colon = next((i for i, token in enumerate(tokens) if token.text == ":"), None)
    if not colon or any(not token.is_word and token.text not in {",", "."} for token in tokens[:colon]):
        return None
    if colon == 1 and tokens[0].lower in _COLLECTIVE_LABELS and len(frame.tokens) > _FEWEST_SAID:
        return Label(Source("document", tokens[0].span, tokens[0].span, head=tokens[0].lower), tokens[colon].span)
    if tokens[0].lower in FUNCTION_WORDS - ARTICLES or tokens[0].lower in KIND_OF_VERB:
        return None
    if (
        any(VERB.fullmatch(token.lower) for token in tokens[:colon])
        or frame.is_teaser
        or _is_shouted(frame.tokens[:colon])
    ):
        return None
    source = _describe_label(tokens[:colon])
    said = frame.tokens[colon + 1 :]
    is_quoted = bool(said) and said[0].text == QUOTATION
    words = sum(token.is_word and token.text[0].isalpha() for token in said)
    if source is None or words + frame.quoted_words < _FEWEST_SAID:
        return None
    if source.kind == "organisation":
        return Label(source, tokens[colon].span) if _is_body(tokens[:colon]) else None
    if source.kind != "name":
        return None
    assert source.name is not None
    behind = next((token for token in tokens if token.span.start >= source.name.end), tokens[colon])
    if behind.text not in {",", ":", "("} and not (is_quoted and behind.lower in PREPOSITIONS):
        return None
    is_full = colon > 1 and source.name == source.span and is_given_name(tokens[0].text)
    if source.role is None and not is_quoted and not is_full and not is_known(tokens[colon - 1].text):
        return None
    return Label(source, tokens[colon].span)


def _is_shouted(label: list[Token]) -> bool:
    """Return whether a label is a line's topic, by its capitals: "HEAT WAVE: Danger goes on"."""
    words = [token for token in label if token.is_word]
    return len(words) > 1 and all(word.text.isupper() for word in words)


def _opens_text(tokens: list[Token]) -> bool:
    """Return whether a text is named first: "A speech by Karr to the hall: …"."""
    return bool(tokens) and tokens[0].lower in ARTICLES and any(token.lower in DOCUMENTS for token in tokens[1:4])


def _describe_label(tokens: list[Token]) -> Source | None:
    """Describe whoever is named before a colon, alone or with a role or an outlet behind a comma or in brackets."""
    end = next((i for i, token in enumerate(tokens) if token.text in {",", "("}), len(tokens))
    source = describe(tokens[:end])
    after = [token for token in tokens[end:] if token.is_word]
    if source is None or source.kind != "name":
        return describe(tokens)
    is_role = bool(after) and (is_office(after) or after[0].lower in ARTICLES)
    role = role_span(after) if is_role else None
    return replace(source, role=source.role or role)


def _is_body(words: list[Token]) -> bool:
    """Return whether a label is a body that speaks, no topic or place: "Kremlin: …", not "Crimea: …"."""
    last = words[-1]
    is_acronym = last.text.isupper()
    is_name = all(word.is_capitalised for word in words[:-1]) and words[0].is_capitalised
    return is_name and (is_acronym or last.lower in ACTING_ORGANISATIONS)


def read_name_and_role(tokens: list[Token], is_behind_quotation: bool = False) -> Source | None:
    """Read "John Kirby, National Security Council spokesperson"; a bare word is no tail."""
    while tokens and not tokens[-1].is_word:
        tokens = tokens[:-1]
    comma = next((i for i, token in enumerate(tokens) if token.text == ","), len(tokens))
    source = describe(tokens[:comma])
    if source is None or source.kind != "name" or source.name is None:
        return None
    after = [token for token in tokens[comma:] if token.is_word]
    if not after:
        is_alone = all(token.is_word for token in tokens)
        return source if (comma > 1 or is_behind_quotation) and is_alone else None
    is_short = comma > 1 and len(after) <= _LONGEST_ROLE and not any(token.lower in AUXILIARIES for token in after)
    if not is_short and not is_office(after):
        return None
    if any(token.lower in _NUMBERS for token in after):
        return None  # A list of people.
    role = apposition_of([*tokens, _end(tokens)], comma) or Span(after[0].span.start, after[-1].span.end)
    return Source("name", Span(source.span.start, after[-1].span.end), source.name, source.role or role, source.head)


def _end(tokens: list[Token]) -> Token:
    end = tokens[-1].span.end
    return Token(".", Span(end, end), ".")
