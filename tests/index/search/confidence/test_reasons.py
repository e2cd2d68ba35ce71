from __future__ import annotations

import pytest

from index.search.confidence.reasons import gives_reason


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The dockers stayed on strike for a third day.", False),
        ("The pass was closed for the first time.", False),
        ("The dockers went on strike for an increase of pay.", True),
        ("He was jailed for a murder.", True),
    ],
)
def test_how_long_is_no_reason(text: str, expected: bool) -> None:
    """What something was done for may be a reason; for how long is none."""
    assert gives_reason(text) is expected
