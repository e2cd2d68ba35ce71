from __future__ import annotations

import pytest

from index.text.transliteration import ALIKE, measure_likeness, spell_sounds, to_latin


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [("зеленський", "zelenskyy"), ("янукович", "yanukovich"), ("пригожин", "prigozhin"), ("джонс", "jones")],
)
def test_a_name_sounds_as_in_any_romanisation(cyrillic: str, latin: str) -> None:
    """What a name sounds like in Cyrillic is like what its usual spellings in Latin letters sound like."""
    assert measure_likeness(spell_sounds(to_latin(cyrillic)), spell_sounds(latin)) >= ALIKE


def test_other_names_sound_otherwise() -> None:
    """Two people are not one."""
    assert measure_likeness(spell_sounds(to_latin("путин")), spell_sounds("pelosi")) < ALIKE
