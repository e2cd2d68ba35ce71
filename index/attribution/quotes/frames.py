"""A sentence as attribution sees it: its own words, and each quoted passage as one token."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.attribution.lexicon.function_words import FUNCTION_WORDS
from index.attribution.lexicon.reporting_verbs import KIND_OF_VERB
from index.attribution.phrases.tokens import QUOTATION, Token, find_tokens, make_token
from index.attribution.quotes.quotation_marks import Quoted, QuotedPassages
from index.corpus.sentences import BLOCK_MARKER, Sentence
from index.corpus.span import Span

_DATELINE = re.compile(
    r"[^\n]{0,250}?\([A-ZČ][^()\n]{1,30}\)\s*[-–—]{1,2}\s+"
    r"|(?:[A-Z][\w.,/’' -]{0,60})?\([A-Z]{2,}(?: [A-Z][a-z]+)?\)\s+(?=[A-Z“\"])"
    r"|[A-Z][A-Z/.,'’ -]{2,40}\s[-–—]{1,2}\s+(?=[A-Z\"“])"
)
_ENDS_SPEECH = re.compile(r"[,.!?…;:–—-][\"”’'»]+$")
_WORD = re.compile(r"\w+")
_LONGEST_LABEL = 3
_LONGEST_TOPIC = 8
_MOST_TOKENS = 600
"""Of a sentence, from either end; nothing that reports is deeper in a text of people."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The tokens of a sentence outside its quotations, with the quotations beside them."""

    sentence: Sentence
    tokens: list[Token]
    quoted: list[Quoted]
    quoted_words: int
    own_words: int

    @property
    def is_title_case(self) -> bool:
        """Return whether every word is capitalised, as in headlines, so that capitals show no names."""
        words = [token for token in self.tokens if token.is_word and token.lower not in FUNCTION_WORDS]
        opens_quoted = bool(self.tokens) and self.tokens[0].text == QUOTATION
        says = any(token.lower in KIND_OF_VERB and not token.is_capitalised for token in words)
        return len(words) > 3 and not (opens_quoted or says) and sum(map(_is_big, words)) >= 0.8 * len(words)

    @property
    def is_all_quoted(self) -> bool:
        """Return whether nothing but a quotation is in the sentence."""
        return bool(self.quoted) and not any(token.is_word for token in self.tokens)

    @property
    def is_teaser(self) -> bool:
        """Return whether a line leads to another text, its topic before a colon without a blank: "More:Port closes"."""
        for before, mark, after in zip(self.tokens, self.tokens[1:_LONGEST_TOPIC], self.tokens[2:], strict=False):
            if mark.text == ":":
                is_tight = mark.span.end == after.span.start
                return is_tight and before.text[0].isalpha() and after.text[0].isupper()
        return False


def _is_big(token: Token) -> bool:
    return token.is_capitalised or token.text[0].isdigit()


def read_frame(text: str, sentence: Sentence, passages: QuotedPassages) -> Frame:
    """Part a sentence into its own words and its quoted passages."""
    marker = BLOCK_MARKER.match(text, sentence.span.start, sentence.span.end)
    start = marker.end() if marker else sentence.span.start
    quoted = [passage for passage in passages.within(sentence.span) if not _is_label(text, passage, sentence)]
    tokens: list[Token] = []
    position = _skip_dateline(text, Span(start, sentence.span.end), quoted)
    for passage in quoted:
        tokens += find_tokens(text, Span(position, max(position, passage.span.start)))
        tokens.append(make_token(QUOTATION, passage.span.start, passage.span.end))
        position = max(position, passage.span.end)
    tokens += find_tokens(text, Span(position, max(position, sentence.span.end)))
    words = sum(len(_WORD.findall(passage.span.of(text))) for passage in quoted)
    own = sum(token.is_word for token in tokens)
    return Frame(sentence, _shorten(tokens), quoted, words, own)


def _shorten(tokens: list[Token]) -> list[Token]:
    return tokens if len(tokens) <= 2 * _MOST_TOKENS else tokens[:_MOST_TOKENS] + tokens[-_MOST_TOKENS:]


def _skip_dateline(text: str, span: Span, quoted: list[Quoted]) -> int:
    dateline = _DATELINE.match(text, span.start, span.end)
    if dateline and not (quoted and quoted[0].span.start < dateline.end()):
        return dateline.end()
    return span.start


def _is_label(text: str, passage: Quoted, sentence: Sentence) -> bool:
    """Return whether a name or a word is in quotation marks, the "Right Sector", and no speech."""
    words = passage.span.of(text)
    if len(passage.span) > 40 or passage.span.start <= sentence.span.start or _ENDS_SPEECH.search(words):
        return False
    if words[-1:] not in "\"”»’'“":
        return False
    return len(_WORD.findall(words)) <= _LONGEST_LABEL
