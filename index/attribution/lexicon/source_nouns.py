"""Words that say what a noun phrase is: an office, a person, an organisation, a document (source_nouns.toml)."""

from __future__ import annotations

from index.attribution.lexicon.word_lists import read_words
from index.vocabulary import COURTESY_TITLES, HER_TITLES, HIS_TITLES, with_full_stop

_FILE = "source_nouns"

COURTESY = with_full_stop(COURTESY_TITLES)
"""Forms of address that say nothing of what somebody is."""

TITLES = read_words(_FILE, "titles") | COURTESY
"""Forms of address and ranks that come before a name."""

OFFICES = read_words(_FILE, "offices")
"""What one person can be, in the singular."""

HER_ROLES = read_words(_FILE, "her_roles") | with_full_stop(HER_TITLES)
HIS_ROLES = read_words(_FILE, "his_roles") | with_full_stop(HIS_TITLES)
"""What only a woman is, and what only a man is."""


def _plural(noun: str) -> str:
    if noun.endswith("y") and noun[-2:-1] not in {"a", "e", "o"}:
        return noun[:-1] + "ies"
    if noun.endswith(("s", "ch", "sh")):
        return noun + "es"
    return noun[:-3] + "men" if noun.endswith("man") else noun + "s"


PLURALS = frozenset(_plural(noun) for noun in OFFICES) | read_words(_FILE, "plurals")
"""What several people can be."""

SPOKESPEOPLE = read_words(_FILE, "spokespeople")
"""Those who speak for the organisation beside them, unless their own name is given."""

RELATIONS = read_words(_FILE, "relations")
"""Those who are somebody's: whoever is named behind "of" is another person."""

ORGANISATIONS = read_words(_FILE, "organisations")
"""What many people together can be, and the words that their names are made of."""

ACTING_ORGANISATIONS = ORGANISATIONS - read_words(_FILE, "parts_of_names")
"""Organisations that speak when they come last in a phrase."""

ADJECTIVES_OF_NAMES = read_words(_FILE, "adjectives_of_names")
"""Words of organisations' names behind which the name goes on: (Office of) National Harbour Control."""

BODIES_WITHOUT_NAME = read_words(_FILE, "bodies_without_name")
"""Bodies that a common noun tells no name of: "the company" is what speaks, not who."""

DOCUMENTS = read_words(_FILE, "documents")
"""What is written or read and can say something."""

ROLE_MODIFIERS = read_words(_FILE, "role_modifiers")
"""Words in lower case that a role may open with."""
