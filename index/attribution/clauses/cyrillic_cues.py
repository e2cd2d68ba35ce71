"""Reporting clauses of Ukrainian and Russian: "…, — сказав X", "X заявил, что …", "за словами X"."""

from __future__ import annotations

from index.attribution.clauses.clause import Clause
from index.attribution.lexicon.cyrillic import ANY_VERB, PLURAL, TAKES_OBJECT, TEXTS_SAY, VERB, WORDS_OF
from index.attribution.phrases.cyrillic_sources import CyrillicSources, are_told, find_outlet
from index.attribution.phrases.segments import DASHES
from index.attribution.phrases.source_kinds import Source
from index.attribution.phrases.tokens import QUOTATION, Token, lower_at, span_of, text_at
from index.attribution.quotes.frames import Frame

_THAT = frozenset({"що", "что", "чтобы", "щоб", "як", "как"})
_AS = frozenset({"як", "как"})
_OWNERS = {"його": "he", "её": "she", "ее": "she", "її": "she", "его": "he"}
_ABOUT = frozenset({"о", "об", "про"})
_PLACES = frozenset({"у", "в"})
_NEGATES = frozenset({"не", "що", "что", "би", "бы", "б"})
_THIS = frozenset({"це", "этом", "цьому", "том", "те"})
_MARKS_BEFORE = frozenset({"—", "–", "-", ",", "?", "!", QUOTATION})
_QUOTES = "цит"
"""How the verb begins whose object speaks: цитирует мэра."""
_LONGEST = 14
_LONGEST_OUTLET = 6
_LONGEST_ABBREVIATION = 4
_FARTHEST_THAT = 5


def find_cyrillic_clause(text: str, frame: Frame) -> Clause | None:
    """Find the clause of a Ukrainian or Russian sentence that reports speech."""
    return _Reader(frame.tokens, CyrillicSources(text)).read()


class _Reader:
    """Reads the words of one sentence."""

    def __init__(self, tokens: list[Token], sources: CyrillicSources) -> None:
        self._tokens = tokens
        self._sources = sources

    def read(self) -> Clause | None:
        """Return the first clause that reports speech."""
        for index, token in enumerate(self._tokens):
            clause = self._read_words_of(index)
            if clause is None and token.lower in TEXTS_SAY:
                clause = self._read_text(index)
            if clause is None and (VERB.fullmatch(token.lower) or self._follows_quotation(index)):
                clause = self._read_verb(index)
            if clause:
                return clause
        return None

    def _read_words_of(self, index: int) -> Clause | None:
        """Read "за словами X" and "за його словами"."""
        owner = _OWNERS.get(lower_at(self._tokens, index + 1))
        words = self._tokens[index : index + 3]
        if owner and f"{words[0].lower} {words[-1].lower}" in WORDS_OF:
            return Clause(span_of(words), Source("pronoun", words[1].span, head=owner), index, is_tail=index > 2)
        for length in (2, 3):
            words = self._tokens[index : index + length]
            if " ".join(token.lower for token in words) in WORDS_OF:
                source, via = self._sources.read(self._phrase_after(index + length), is_subject=False)
                return Clause(span_of(words), source, index, is_tail=index > 2, via=via) if source else None
        return None

    def _read_text(self, index: int) -> Clause | None:
        """Read "говорится в обращении X": the text is what speaks."""
        words = self._phrase_after(index + 1)
        if len(words) < 2 or words[0].lower not in _PLACES:
            return None
        source = Source("document", span_of(words), role=span_of(words[1:]), head=words[1].lower)
        cue, beside = self._tokens[index].span, self._is_beside(index)
        return Clause(cue, source, index, is_tail=index > 0, is_beside_quotation=beside)

    def _read_verb(self, index: int) -> Clause | None:
        tokens, verb = self._tokens, self._tokens[index].lower
        beside, is_this = self._is_beside(index), self._is_about_this(index)
        is_inverted = index > 0 and (tokens[index - 1].text in _MARKS_BEFORE or tokens[index - 1].lower in _AS)
        if lower_at(tokens, index - 1) in _NEGATES or not (
            beside or is_inverted or is_this or self._has_complement(index)
        ):
            return None
        is_plural = bool(PLURAL.search(verb))
        source: Source | None
        before, after = self._phrases_beside(index)
        behind, via = self._sources.read(after, is_plural=is_plural, is_subject=not verb.startswith(_QUOTES))
        if are_told(before) and behind:
            source, is_inverted, via = behind, True, via or find_outlet(before)
        else:
            source, told = self._sources.read(before, opens=before[:1] == tokens[:1], is_plural=is_plural)
            via = told or via or find_outlet(after if source else before)
            is_inverted = is_inverted or source is None
            source = source or behind
        return Clause(tokens[index].span, source, index, is_inverted, beside, via=via) if source else None

    def _phrases_beside(self, verb: int) -> tuple[list[Token], list[Token]]:
        """Return the words before a verb, or before what is inserted there, and those behind it."""
        before = self._phrase_before(verb, 2 if lower_at(self._tokens, 1) in _THIS else 0)
        inserted = self._subject_before_insertion(verb) if not before and self._has_complement(verb) else []
        return (inserted, []) if inserted else (before, self._phrase_after(verb + 1))

    def _subject_before_insertion(self, verb: int) -> list[Token]:
        """Return "Олена Гай" of "Олена Гай, лікарка, каже, що …" and of "Олена Гай, яка …, каже, що …"."""
        if text_at(self._tokens, verb - 1) != ",":
            return []
        commas = [i for i in range(1, verb - 1) if self._tokens[i].text == ","]
        subject = self._phrase_before(commas[0], 0) if commas else []
        return subject if len(subject) == (commas[0] if commas else 0) else []

    def _has_complement(self, index: int) -> bool:
        """Return whether what is reported follows a verb: a clause, a colon, what it is about, or an object."""
        behind = self._tokens[index + 1 : index + 1 + _FARTHEST_THAT]
        if any(token.lower in _THAT or token.text == ":" for token in behind):
            return True
        if lower_at(self._tokens, index + 1) in _ABOUT:
            return True
        return bool(TAKES_OBJECT.match(self._tokens[index].lower)) and bool(behind) and behind[0].is_word

    def _follows_quotation(self, index: int) -> bool:
        """Return whether a verb, whichever, is right behind a quotation and its dash: «…», — відрізав X."""
        marks = [token.text for token in self._tokens[max(0, index - 3) : index]]
        is_behind = marks[-1:] and marks[-1] in DASHES and QUOTATION in marks[:-1]
        return bool(is_behind and ANY_VERB.fullmatch(self._tokens[index].lower))

    def _is_about_this(self, index: int) -> bool:
        """Return whether a sentence opens with what was told: "Про це повідомив X", "Об ударе сообщил X"."""
        return index > 1 and self._tokens[0].lower in _ABOUT and all(token.is_word for token in self._tokens[:index])

    def _is_beside(self, index: int) -> bool:
        near = [*self._tokens[max(0, index - 3) : index], *self._tokens[index + 1 : index + 7]]
        return any(token.text == QUOTATION for token in near)

    def _phrase_after(self, start: int) -> list[Token]:
        """Return the words behind a verb; an outlet in quotation marks only if nothing follows it."""
        close = next((i for i in range(start, start + _LONGEST_OUTLET) if text_at(self._tokens, i) == "»"), None)
        if close and text_at(self._tokens, start) == "«":
            return self._phrase_after(close + 1) or [token for token in self._tokens[start:close] if token.is_word]
        end = start
        while end < len(self._tokens) and end - start < _LONGEST and self._is_part(end):
            end += 1
        return [token for token in self._tokens[start:end] if token.is_word]

    def _phrase_before(self, end: int, first: int) -> list[Token]:
        start = end
        while start > first and end - start < _LONGEST and self._is_part(start - 1):
            start -= 1
        return [token for token in self._tokens[start:end] if token.is_word]

    def _is_part(self, index: int) -> bool:
        token = self._tokens[index]
        if not token.is_word:
            return self._ends_abbreviation(index)
        return token.lower not in _THAT and not VERB.fullmatch(token.lower)

    def _ends_abbreviation(self, index: int) -> bool:
        """Return whether a full stop is of an abbreviation: "м. Рівне", "О. Гай"."""
        before = text_at(self._tokens, index - 1)
        is_short = 0 < len(before) <= _LONGEST_ABBREVIATION and (before.islower() or len(before) == 1)
        return text_at(self._tokens, index) == "." and is_short and text_at(self._tokens, index + 1)[:1].isalpha()
