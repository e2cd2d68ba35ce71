from __future__ import annotations

import pytest

from index.search.confidence.event import tells_only_plans


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("when did orlan and veldra sign the treaty", "Orlan and Veldra will sign a treaty on 14 June."),
        ("when did orlan sign the treaty", "Orlan agreed to sign the treaty in June."),
        ("who signed the treaty", "The treaty would be signed by two ministers, Orlan said."),
        ("where was the treaty signed", "The treaty is to be signed in Geneva."),
    ],
)
def test_what_is_to_come_did_not_happen(question: str, text: str) -> None:
    """An announcement tells of no more than a plan."""
    assert tells_only_plans(question, text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("when did orlan sign the treaty", "Orlan signed the treaty on 14 June."),
        ("when did orlan sign the treaty", "Orlan, which would sign again later, signed on 14 June."),
        ("when did orlan sign the treaty", "Orlan managed to sign it in June."),
        ("when did orlan sign the treaty", "The parliament met in June."),
        ("when will orlan sign the treaty", "Orlan will sign a treaty on 14 June."),
        ("when did orlan agree to sign", "Orlan agreed in June to sign."),
        ("what did the border guards see", "The guards saw two ships, and will report on the border."),
    ],
)
def test_what_happened_or_is_asked_as_to_come_is_told(question: str, text: str) -> None:
    """Only the verb that is asked about counts, and only where all of it is to come."""
    assert not tells_only_plans(question, text)
