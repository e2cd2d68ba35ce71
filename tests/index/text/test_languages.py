from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.languages import Language, detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("who blew up the harbour", Language.ENGLISH),
        ("хто підірвав порт", Language.UKRAINIAN),
        ("кто взорвал порт", Language.RUSSIAN),
        ("де зараз флот", Language.UKRAINIAN),
        ("когда вернулся флот", Language.RUSSIAN),
        ("сколько солдат у НАТО", Language.RUSSIAN),
        ("що таке HIMARS", Language.UKRAINIAN),
        ("what does «перемога» mean in the harbour of Veldra", Language.ENGLISH),
        ("كم عدد الجنود", Language.OTHER),
        ("2022?", Language.ENGLISH),
    ],
)
def test_tells_the_language_by_its_letters_and_common_words(text: str, language: Language) -> None:
    """A letter that only one language has decides; without one, its common words; a foreign name decides nothing."""
    assert detect_language(text) == language


@given(st.text())
def test_every_text_has_a_language(text: str) -> None:
    """No text makes it fail."""
    assert detect_language(text) in Language
