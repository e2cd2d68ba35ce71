"""Which sentence gives the reason that "why" asks for, and which only says again what it asks the reason of."""

from __future__ import annotations

import re

from index.search.confidence.clause import may_be_base
from index.search.confidence.premises import Premise
from index.search.confidence.support import Support, count_covered, judge, names_others, names_subject, tells_all

_A_TIME = r"(?:first|last|time|while|moment|hour|day|night|week|weekend|month|year|decade|season|term)"
_REASON = re.compile(
    r"\b(?:because|due to|owing to|thanks to|so that|so as|if|after|following|amid|citing|prompted by|on the grounds"
    r"|over (?!\d|the (?:past|last|next|weekend|border)\b)"
    rf"|for (?:fear|(?:the|an?) (?!(?:\w+ )?{_A_TIME}\b)|its|his|her|their|\w+ing)|as (?:a result|he|she|it|they|the)"
    r"|since (?:he|she|it|they)|in (?:order|support|response|retaliation|protest|revenge|return"
    r"|an? (?:bid|effort|attempt))"
    r"|reasons?|causes?|aims?|goals?|purpose|motives?|want(?:s|ed)?|need(?:s|ed)?|no longer"
    r"|hop(?:es?|ed|ing)|seeks?|sought|accus\w+|blam\w+"
    r"|found that|agreed that|argu\w+|saying|led to|forced|fear(?:s|ed|ing)?(?= (?:of|that)\b)|feared)\b",
    re.IGNORECASE,
)
_PURPOSE = re.compile(
    r"\b(?:his|her|its|their|the|['’]s|main|stated|only) (?:aim|goal|purpose|reason|motive)s?\b", re.IGNORECASE
)
_INFINITIVE = re.compile(r"\b(\w+),? to ([a-z]+)\b")
# fmt: off
_GOVERNS_INFINITIVE = frozenset(
    {
        "agree", "agreed", "agrees", "voted", "vote", "refused", "refuses", "began", "begin", "begins", "expected",
        "decided", "decision", "plan", "plans", "planned", "able", "unable", "ready", "continue", "continued",
        "continues", "had", "has", "have", "need", "needs", "needed", "likely", "set", "due", "supposed", "allow",
        "allowed", "allows", "ordered", "asked", "urged", "told", "vowed", "pledge", "pledged", "promised", "offered",
        "tried", "failed", "going", "used", "according", "chose", "managed", "threatened", "not", "close", "closer",
    }
)
# fmt: on
"""What stands before an infinitive that says no purpose: "agreed to send"."""


def gives_reason(text: str) -> bool:
    """Return whether a text has a word that leads to a reason, a purpose or an occasion."""
    infinitives = (match for match in _INFINITIVE.finditer(text) if match[1].casefold() not in _GOVERNS_INFINITIVE)
    return bool(_REASON.search(text)) or any(may_be_base(match[2]) for match in infinitives)


def states_purpose(text: str) -> bool:
    """Return whether a text names a purpose or a reason as somebody's or something's."""
    return bool(_PURPOSE.search(text))


def repeats(premise: Premise, text: str) -> bool:
    """Return whether a text tells all that a question says, perhaps by another verb, and gives no reason."""
    return not gives_reason(text) and is_echo(premise, text)


def is_echo(premise: Premise, text: str) -> bool:
    """Return whether a text tells all that a question says, perhaps by another verb."""
    is_so = judge(premise, text) is Support.BORNE_OUT and names_others(premise, text)
    return tells_all(premise, text) or (is_so and count_covered(premise, text) >= len(premise.words) - 1 > 0)


def may_explain(premise: Premise, text: str) -> bool:
    """Return whether a text gives a reason and is about what a question asks the reason of, by its words alone."""
    if not gives_reason(text) or judge(premise, text) > Support.UNKNOWN:
        return False
    covered = count_covered(premise, text)
    return covered > 0 and (
        judge(premise, text) is Support.BORNE_OUT
        or states_purpose(text)
        or (names_subject(premise, text) and 2 * covered >= len(premise.words))
    )
