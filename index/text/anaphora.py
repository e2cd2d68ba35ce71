"""Sentences that point back to the one before them."""

from __future__ import annotations

import re

_OPENING = r"[\s\"'“”‘’«»„(\[–—-]*"
_REFERS_BACK = re.compile(
    _OPENING + r"(?:he|she|it|they|him|his|hers?|them|their|theirs|its|this|that|these|those|there|such|both|neither"
    r"|none|one of them|the (?:two|latter|former|same|second|third|other)|and|but|or|so|yet|then|thus|hence|however"
    r"|therefore|moreover|furthermore|nevertheless|nonetheless|instead|otherwise|also|besides|meanwhile|still"
    r"|in addition|in turn|as a result|for (?:this|that)|by contrast|earlier|later|indeed"
    r"|він|вона|воно|вони|його|її|їх|цей|ця|це|ці|але|однак|проте|тому|також|он|она|оно|они|его|её|их|это|этот|эта|эти"
    r"|но|однако|поэтому|также)\b",
    re.IGNORECASE,
)
_POINTS_FORWARD = re.compile(
    _OPENING + r"(?:it (?:is|was|has been|will be|would be|remains|seems?) (?:\w+ ){1,3}(?:that|to|whether|for)\b"
    r"|there (?:is|are|was|were|has|have|will|would|can|could|should|must|may)\b|that (?=\w+ \w+ (?:is|was)\b)"
    r"|so (?:far|to speak)\b|both \w+ and\b|one of the\b|those who\b|then[- ])",
    re.IGNORECASE,
)


def refers_back(text: str) -> bool:
    """Return whether a sentence opens with a pronoun or connective that only the one before explains."""
    return bool(_REFERS_BACK.match(text)) and not _POINTS_FORWARD.match(text)
