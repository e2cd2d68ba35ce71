"""A question in Russian or Ukrainian, in Cyrillic or typed in Latin letters -> the English words that it is read as."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from index.corpus.articles import Article
from index.text.east_slavic import stem_cyrillic
from index.text.languages import EAST_SLAVIC, Language, detect_language
from index.text.translation.english import choose_sense
from index.text.translation.gloss import Term, gloss
from index.text.translation.typed_latin import restore_cyrillic
from index.text.transliteration import ALIKE, SAME, measure_likeness, spell_sounds, to_latin

_NAME = re.compile(r"(?<=[\w,;:\"'“”’)] )[A-ZÀ-Þ][^\W\d_]{2,}(?:-[^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’]s$")
_WHETHER = "whether"


@dataclass(frozen=True)
class Translation:
    """A question in the words that it is searched for in.

    `read_as` is its gloss and `original` what was typed, in its own letters, where it was not asked in English.
    """

    language: Language
    text: str
    read_as: str | None = None
    original: str | None = None


class Translator:
    """Reads questions in the words of a corpus."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self._articles = articles

    def translate(self, question: str) -> Translation:
        """Return a question as it is; or in English where it is in Russian or Ukrainian, whatever letters typed it."""
        language, typed = detect_language(question), question
        if language == Language.ENGLISH and (restored := restore_cyrillic(question)):
            language, typed = restored.language, restored.text
        if language not in EAST_SLAVIC:
            return Translation(language, question)
        terms = [self._read_name(term, first=not place) for place, term in enumerate(gloss(typed, language))]
        text = " ".join(term.senses[0] for term in terms if term.senses[0] != _WHETHER)
        return Translation(language, text, text, typed)

    def _read_name(self, term: Term, *, first: bool) -> Term:
        """Return a term as the corpus writes it where the tables do not have it, or only a word spelt like a name."""
        capitalised = term.typed[0].isupper() and not first
        if term.senses and (not capitalised or term.senses[0][0].isupper()):
            return term
        name = self._find_alike(term.typed.lower(), SAME if term.senses else ALIKE)
        return Term(term.typed, (name or choose_sense(term),))

    def _find_alike(self, word: str, least: float) -> str | None:
        """Return the name of the corpus that sounds like a Cyrillic word in any of its cases."""
        sounds = {spell_sounds(to_latin(each)) for each in (word, stem_cyrillic(word))}
        scored = ((measure_likeness(sound, known), name) for known, name in self._names for sound in sounds)
        likeness, name = max(scored, default=(0.0, ""))
        return name if likeness >= least else None

    @cached_property
    def _names(self) -> tuple[tuple[str, str], ...]:
        """Return the sound and the spelling of each name that the articles write inside their sentences."""
        names: dict[str, str] = {}
        for name in self._read_names():
            names.setdefault(spell_sounds(name.lower()), name)
        return tuple(names.items())

    def _read_names(self) -> Iterator[str]:
        for article in self._articles:
            for text in (article.title, article.text):
                yield from (_POSSESSIVE.sub("", match[0]) for match in _NAME.finditer(text))
