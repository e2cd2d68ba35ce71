from __future__ import annotations

import re
from importlib import resources

import pytest

from index.text.languages import EAST_SLAVIC, Language
from index.text.translation.dictionary import read_dictionary, read_pairs


@pytest.mark.parametrize("table", ["words.tsv", "names.tsv"])
def test_every_line_of_a_table_is_whole(table: str) -> None:
    """A line has English, Russian and Ukrainian, in their letters, and nothing that no lookup could match."""
    lines = (resources.files("index.text.translation") / table).read_text("utf-8").splitlines()
    malformed = [line for line in lines if not re.fullmatch(r"[\w '.-]+;[а-яё ,.-]+;(?:[а-яіїєґ' ,.-]+|=)", line, re.A)]
    assert [line for line in malformed if not re.fullmatch(r"[^;А-я]+;[^;A-Za-z]+;[^;A-Za-z]+", line)] == []


@pytest.mark.parametrize("language", sorted(EAST_SLAVIC))
def test_every_word_of_a_table_is_found(language: Language) -> None:
    """What a table lists is looked up as it is listed."""
    dictionary = read_dictionary(language)
    for english, words, _ in read_pairs(language, "words.tsv"):
        assert english in dictionary.look_up(words, as_name=False)


@pytest.mark.parametrize(
    ("language", "typed", "english"),
    [
        (Language.RUSSIAN, "кораблями", "ship"),
        (Language.UKRAINIAN, "кораблів", "ship"),
        (Language.RUSSIAN, "хочет", "want"),
        (Language.UKRAINIAN, "хоче", "want"),
        (Language.UKRAINIAN, "загиблих", "killed"),
        (Language.RUSSIAN, "выборов", "elections"),
        (Language.RUSSIAN, "задолженностью", "debt"),
        (Language.UKRAINIAN, "землетрусу", "earthquake"),
        (Language.RUSSIAN, "теннисистки", "tennis player"),
        (Language.UKRAINIAN, "вантажівок", "truck"),
        (Language.RUSSIAN, "прививками", "vaccination"),
    ],
)
def test_forms_are_found_as_their_word(language: Language, typed: str, english: str) -> None:
    """A case, a person or a participle leads to the word, also where another word's stem is the same."""
    assert read_dictionary(language).look_up((typed,), as_name=False)[0] == english


def test_a_capital_tells_a_name_from_a_word() -> None:
    """ "газа" is gas in the genitive, "Газа" a place."""
    dictionary = read_dictionary(Language.RUSSIAN)
    assert dictionary.look_up(("газа",), as_name=False)[0] == "gas"
    assert dictionary.look_up(("Газа",), as_name=True)[0] == "Gaza"
