"""The tables of words and names: stems of Russian and Ukrainian -> English words, the likeliest first.

`words.tsv` and `names.tsv` have a line for each English word: what it is in Russian and in Ukrainian, `=` where both
write it alike. `irregular_forms.tsv` has forms whose stem is not their word's; `training/irregular_forms.py` makes it.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from index.text.east_slavic import stem_cyrillic
from index.text.languages import Language

_FOLDER = Path(__file__).parent
_COLUMNS = {Language.RUSSIAN: 1, Language.UKRAINIAN: 2}

Stems = tuple[str, ...]
_Key = TypeVar("_Key", Stems, str)


@dataclass(frozen=True)
class Table:
    """English words by the stems of a phrase or word, and by a single word as it is spelt."""

    by_stems: Mapping[Stems, tuple[str, ...]]
    by_spelling: Mapping[str, tuple[str, ...]]

    @classmethod
    def from_pairs(cls, pairs: Iterable[tuple[str, tuple[str, ...], Stems]]) -> Table:
        """Return a table of (English, words, stems); what comes first is likelier."""
        by_stems: dict[Stems, list[str]] = {}
        by_spelling: dict[str, list[str]] = {}
        for english, words, stems in pairs:
            by_stems.setdefault(stems, []).append(english)
            if len(words) == 1:
                by_spelling.setdefault(words[0], []).append(english)
        return cls(_settle(by_stems), _settle(by_spelling))

    def look_up(self, words: tuple[str, ...], stems: Stems) -> tuple[str, ...]:
        """Return the English words for lower-case words that stand together, or none."""
        spelt = self.by_spelling.get(words[0], ()) if len(words) == 1 else ()
        return spelt or self.by_stems.get(stems, ())


@dataclass(frozen=True)
class Dictionary:
    """The words and the names of one language.

    `lemmas` has the word of a form that another word's stem would catch, `stems` the stem of the word where that of a
    form is another.
    """

    words: Table
    names: Table
    lemmas: Mapping[str, str]
    stems: Mapping[str, str]
    longest: int

    def look_up(self, typed: tuple[str, ...], *, as_name: bool) -> tuple[str, ...]:
        """Return the English words for words that stand together, or none; `as_name` looks for a name first."""
        words = tuple(self.lemmas.get(word, word) for word in map(str.lower, typed))
        stems = tuple(self.stem(word) for word in words)
        tables = (self.names, self.words) if as_name else (self.words, self.names)
        return next((found for table in tables if (found := table.look_up(words, stems))), ())

    def stem(self, word: str) -> str:
        """Return the stem that the word of a lower-case form has."""
        stem = stem_cyrillic(word)
        return self.stems.get(stem, stem)


@functools.cache
def read_dictionary(language: Language) -> Dictionary:
    """Read the tables of a language."""
    words, names = (list(read_pairs(language, table)) for table in ("words.tsv", "names.tsv"))
    longest = max(len(stems) for _, _, stems in (*words, *names))
    lemmas, stems = (_read_irregular(language, kind) for kind in ("lemma", "stem"))
    return Dictionary(Table.from_pairs(words), Table.from_pairs(names), lemmas, stems, longest)


def is_english_word(word: str) -> bool:
    """Return whether a lower-case word of English is in the table of words, which has no names."""
    return word in _read_english()


@functools.cache
def _read_english() -> frozenset[str]:
    lines = (_FOLDER / "words.tsv").read_text("utf-8").splitlines()
    return frozenset(line.split(";", 1)[0] for line in lines)


def read_pairs(language: Language, table: str) -> Iterator[tuple[str, tuple[str, ...], Stems]]:
    """Yield English, the words of the language for it, and their stems."""
    for line in (_FOLDER / table).read_text("utf-8").splitlines():
        cells = line.split(";")
        cell = cells[1] if cells[_COLUMNS[language]] == "=" else cells[_COLUMNS[language]]
        for phrase in cell.split(","):
            words = tuple(phrase.split())
            yield cells[0], words, tuple(map(stem_cyrillic, words))


def _settle(found: Mapping[_Key, list[str]]) -> dict[_Key, tuple[str, ...]]:
    return {key: tuple(dict.fromkeys(senses)) for key, senses in found.items()}


def _read_irregular(language: Language, kind: str) -> dict[str, str]:
    """Return what the forms of a kind are read as: a form as its word, a form or a stem as another stem."""
    lines = (line.split("\t") for line in (_FOLDER / "irregular_forms.tsv").read_text("utf-8").splitlines())
    rows = [(word, forms) for tag, of_kind, word, forms in lines if (tag, of_kind) == (language, kind)]
    return {form: word for word, forms in rows for form in forms.split()}
