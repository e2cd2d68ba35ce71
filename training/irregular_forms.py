"""Write `index/text/translation/irregular_forms.tsv`: forms that the stemmer does not lead to their word of the tables.

    pip install simplemma==2.0.0
    python -m training.irregular_forms

The forms are those of simplemma's dictionaries (MIT); only words of `words.tsv` and `names.tsv` are looked up.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from index.text import translation
from index.text.east_slavic import stem_cyrillic
from index.text.languages import EAST_SLAVIC, Language
from index.text.translation.dictionary import read_pairs

TARGET = Path(translation.__file__).parent / "irregular_forms.tsv"

_FORM = re.compile(r"[а-яіїєґь'-]{3,}")


@dataclass(frozen=True)
class Irregular:
    """A form, or the stem of one, and the word or stem that it is read as."""

    language: Language
    kind: str
    form: str
    read_as: str


def find_irregular(language: Language) -> Iterator[Irregular]:
    """Yield what the stemmer gets wrong: forms that meet another word's stem, and stems that no word has."""
    first_of_word, first_of_stem = _read_firsts(language)
    stems: dict[str, Counter[str]] = defaultdict(Counter)
    for form, words in sorted(_list_forms(language, set(first_of_word)).items()):
        word, stem = min(words), stem_cyrillic(form)
        caught = first_of_stem.get(stem)
        if form in first_of_word or caught == first_of_word[word]:
            continue
        if caught and len(words) == 1:
            yield Irregular(language, "lemma", form, word)
        elif not caught:
            stems[stem][stem_cyrillic(word)] += 1
    for stem, found in sorted(stems.items()):
        yield Irregular(language, "stem", stem, found.most_common(1)[0][0])


def _read_firsts(language: Language) -> tuple[dict[str, str], dict[str, str]]:
    """Return the first English word of each word of the tables, and of each stem."""
    words: dict[str, str] = {}
    stems: dict[str, str] = {}
    for english, phrase, found in (*read_pairs(language, "words.tsv"), *read_pairs(language, "names.tsv")):
        for word, stem in zip(phrase, found, strict=True):
            sense = english if len(phrase) == 1 else word
            words.setdefault(word, sense)
            stems.setdefault(stem, sense)
    return words, stems


def _list_forms(language: Language, words: set[str]) -> dict[str, set[str]]:
    """Return every form of these words, with the words that it may be of."""
    lemmas = defaultdict(set)
    for word in words:
        lemmas[word.replace("ё", "е")].add(word)
    forms: dict[str, set[str]] = defaultdict(set)
    for form, lemma in DefaultDictionaryFactory().get_dictionary(language).items():
        for word in lemmas.get(_decode(lemma), ()):
            spelt = _decode(form)
            if _FORM.fullmatch(spelt) and spelt[0] == word[0]:
                forms[spelt].add(word)
    return forms


def _decode(word: bytes | str) -> str:
    return (word.decode() if isinstance(word, bytes) else word).lower()


def main() -> None:
    """Write the table, a line for each word or stem."""
    groups = defaultdict(list)
    for language in sorted(EAST_SLAVIC):
        for each in find_irregular(language):
            groups[each.language, each.kind, each.read_as].append(each.form)
    lines = ["\t".join((*key, " ".join(forms))) for key, forms in sorted(groups.items())]
    TARGET.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{TARGET}: {len(lines)} lines")


if __name__ == "__main__":
    main()
