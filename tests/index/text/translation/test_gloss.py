from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.languages import Language
from index.text.translation.gloss import gloss


def _read(question: str, language: Language) -> str:
    return " ".join(term.senses[0] if term.senses else f"<{term.typed}>" for term in gloss(question, language))


@pytest.mark.parametrize(
    ("language", "question", "read_as"),
    [
        (Language.RUSSIAN, "сколько кораблей потоплено в Одессе", "how many ship sunk in Odesa"),
        (Language.UKRAINIAN, "скільки кораблів потоплено в Одесі?", "how many ship sink in Odesa"),
        (Language.RUSSIAN, "кто, по словам министра, взорвал мост", "who according to minister blow up bridge"),
        (Language.UKRAINIAN, "що сталося 15 листопада", "what happen 15 november"),
        (Language.RUSSIAN, "что было в марте 2022 года", "what be in march 2022 year"),
        (Language.UKRAINIAN, "чи скасують вибори цього року", "whether cancel election this year"),
        (Language.RUSSIAN, "кто такой Квельц", "who is <Квельц>"),
        (Language.UKRAINIAN, "кто захопив порт", "who capture port"),
        (Language.RUSSIAN, "какая авиакомпания отложила рейсы", "which airline postpone flight"),
        (Language.UKRAINIAN, "скільки черепах врятували волонтери", "how many turtle save volunteer"),
    ],
)  # fmt: skip
def test_reads_a_question_word_by_word(language: Language, question: str, read_as: str) -> None:
    """Phrases are taken whole, forms as their words, and a word of the other language is understood, too."""
    assert _read(question, language) == read_as


@given(st.text(), st.sampled_from([Language.RUSSIAN, Language.UKRAINIAN]))
def test_takes_any_text(text: str, language: Language) -> None:
    """Whatever is typed is glossed without an error, and no term is made up."""
    assert all(term.typed in " ".join(text.split()) or " " in term.typed for term in gloss(text, language))
