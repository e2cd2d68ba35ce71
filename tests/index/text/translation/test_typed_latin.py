from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.languages import Language
from index.text.translation.typed_latin import restore_cyrillic


@pytest.mark.parametrize(
    ("typed", "language", "text"),
    [
        ("skilky zahynulo soldativ", Language.UKRAINIAN, "скільки загинуло солдатів"),
        ("kto vzorval most", Language.RUSSIAN, "кто взорвал мост"),
        ("shcho skazav ministr pro vybory", Language.UKRAINIAN, "що сказав міністр про вибори"),
        ("pochemu zakryli port", Language.RUSSIAN, "почему закрыли порт"),
        ("kakaya aviakompaniya otmenila reysy", Language.RUSSIAN, "какая авиакомпания отменила рейсы"),
        ("yaka likarnia pryiniala shakhtariv", Language.UKRAINIAN, "яка лікарня прийняла шахтарів"),
    ],
)
def test_reads_what_was_typed_in_latin_letters(typed: str, language: Language, text: str) -> None:
    """A question without a Cyrillic keyboard is read as it was meant."""
    restored = restore_cyrillic(typed)
    assert restored is not None
    assert (restored.language, restored.text) == (language, text)


@pytest.mark.parametrize(
    "question",
    [
        "who burned the harbour",
        "do most men on the port agree",
        "a star to pick",
        "Sanna Marin",
        "where is Kherson",
        "turnout in the Sumy by-election",
        "Monako tennis final score",
        "dam burst toll",
        "",
    ],
)
def test_leaves_english_alone(question: str) -> None:
    """English words that happen to spell Russian ones make no Russian question."""
    assert restore_cyrillic(question) is None


@given(st.text(st.characters(codec="ascii"), max_size=60))
def test_takes_any_text(text: str) -> None:
    """Whatever is typed is looked at without an error."""
    restore_cyrillic(text)
