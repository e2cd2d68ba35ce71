"""Which words give the reason that "why" asks for, and which only say again what it asks the reason of."""

from __future__ import annotations

import re

from index.search.confidence.clause import is_past, may_be_base
from index.search.confidence.event import find_same, names_event, read_same
from index.search.confidence.premises import Premise
from index.search.confidence.support import Support, count_covered, judge, names_others, tells_all

_A_TIME = r"(?:first|last|time|while|moment|hour|day|night|week|weekend|month|year|decade|season|term)"
_LEADS_BACK = re.compile(
    r"\b(?:because|due to|owing to|thanks to|after|following|amid|citing|prompted by|on the grounds|follow(?:s|ed)"
    r"|over (?!\d|the (?:past|last|next|weekend|border)\b)"
    rf"|for (?:fear|(?:the|an?) (?!(?:\w+ )?{_A_TIME}\b)|its|his|her|their|\w+ing)|as (?:a result|he|she|it|they|the)"
    r"|since (?:he|she|it|they)|since (?!\d)(?=[^.;]*\b(?:was|were|had|is|are|has|have|kept)\b)"
    r"|in (?:response|retaliation|protest|revenge|return))\b",
    re.IGNORECASE,
)
"""What leads from what happened to its reason: what stands behind it did not happen for the reason before it."""

_REASON_CLAUSE = re.compile(rf"(?:{_LEADS_BACK.pattern})[^,;.]*", re.IGNORECASE)

_REASON = re.compile(
    r"\b(?:so that|so as|if|in (?:order|support|an? (?:bid|effort|attempt))"
    r"|reasons?|causes?|aims?|aimed|goals?|purpose|motives?|no longer|(?:meant|intended|designed|supposed) to"
    r"|reprisals?|retaliation|revenge|punish\w*|gesture|reaction|response|in exchange|provok\w+"
    r"|put\b[^.;]{1,30}\bdown to|explain(?:s|ed)?\b[^.;]{1,40}\bby|attribut\w+"
    r"|found that|agreed that|argu\w+|saying|led to|forced)\b",
    re.IGNORECASE,
)
_CHARGE = re.compile(r"\b(?:accus\w+|blam\w+|suspect\w*)\b", re.IGNORECASE)
_WISH = re.compile(
    r"\b(?:want(?:s|ed)?|need(?:s|ed)?|hop(?:es?|ed|ing)|seeks?|sought|fear(?:s|ed|ing)?(?= (?:of|that)\b)|feared)\b",
    re.IGNORECASE,
)
_LASTING = re.compile(
    r"\bfor (?:\w+ ){0,2}(?:decades|years|centuries|generations)\b"
    r"|\b(?:long|always|never|once|used to|until (?:then|now))\b",
    re.IGNORECASE,
)
"""What a wish goes with that somebody had long before, and that led to nothing of one day."""

_PURPOSE = re.compile(
    r"\b(?:his|her|its|their|the|['’]s|main|stated|only) (?:aim|goal|purpose|reason|motive)s?\b", re.IGNORECASE
)
_BACKGROUND = re.compile(r"\bhad (?:(?:not|never|already|also|just|long) )?(?P<verb>\w+)", re.IGNORECASE)
_AS_ITS_BASE = frozenset({"come", "become", "run", "overcome"})
"""Participles that are as their base."""

_STATE = re.compile(
    r"\b(?:would|could|can|will)(?:n['’]t| not)\b|\bcannot\b"
    r"|\b(?:thought|believed?|felt|h[eo]ld|considered) (?:that|it)\b",
    re.IGNORECASE,
)
"""What tells how things were before: beside what happened, it may be why."""

_INFINITIVE = re.compile(r"\b(\w+),? to ([a-z]+)\b")
# fmt: off
_GOVERNS_INFINITIVE = frozenset(
    {
        "agree", "agreed", "agrees", "voted", "vote", "refused", "refuses", "began", "begin", "begins", "expected",
        "decided", "decision", "plan", "plans", "planned", "able", "unable", "ready", "continue", "continued",
        "continues", "had", "has", "have", "need", "needs", "needed", "likely", "set", "due", "supposed", "allow",
        "allowed", "allows", "ordered", "asked", "urged", "told", "vowed", "pledge", "pledged", "promised", "offered",
        "tried", "failed", "going", "used", "according", "chose", "managed", "threatened", "not", "close", "closer",
        "want", "wants", "wanted", "hope", "hopes", "hoped", "is", "are", "was", "were",
    }
)
# fmt: on
"""What stands before an infinitive that says no purpose: "agreed to send"."""


def gives_reason(text: str) -> bool:
    """Return whether a text has a word that leads to a reason, a purpose or an occasion."""
    return leads_to_reason(text) or bool(_CHARGE.search(text)) or _wishes(text)


def leads_to_reason(text: str) -> bool:
    """Return whether it has one that tells of nothing else: "because", and not "accused"."""
    return bool(_LEADS_BACK.search(text) or _REASON.search(text)) or _has_purpose(text)


def tells_background(text: str) -> bool:
    """Return whether a text tells how things had been, which beside what happened may be why."""
    verbs = [match["verb"].casefold() for match in _BACKGROUND.finditer(text) if match["verb"]]
    return any(is_past(verb) or verb in _AS_ITS_BASE for verb in verbs) or bool(_STATE.search(text))


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


def tells_event(premise: Premise, text: str) -> bool:
    """Return whether a text tells or names what a question asks the reason of: its verb or noun, and whom or what."""
    if judge(premise, text) > Support.UNKNOWN:
        return False
    if not premise.verb:
        return 2 * count_covered(premise, text) > len(premise.words)
    others = frozenset(map(find_same, premise.words - {premise.verb}))
    return names_event(premise, text) and (not others or not others.isdisjoint(read_same(text)))


def is_reason_of_another(premise: Premise, text: str) -> bool:
    """Return whether a text tells what is asked about only as the reason of something else: "resigned over the ban"."""
    if not premise.verb or not names_event(premise, text):
        return False
    return not names_event(premise, _REASON_CLAUSE.sub(" ", text))


def _wishes(text: str) -> bool:
    return bool(_WISH.search(text)) and not _LASTING.search(text)


def _has_purpose(text: str) -> bool:
    infinitives = (match for match in _INFINITIVE.finditer(text) if match[1].casefold() not in _GOVERNS_INFINITIVE)
    return any(may_be_base(match[2]) for match in infinitives)
