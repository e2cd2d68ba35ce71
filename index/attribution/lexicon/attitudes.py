"""Words that tell of somebody's plan, wish or claim without being speech of the sentence's own (attitudes.toml)."""

from __future__ import annotations

from index.attribution.lexicon.reporting_verbs import inflect
from index.attribution.lexicon.word_lists import read_list, read_words

_FILE = "attitudes"

ATTITUDE_VERBS = frozenset(
    form for verb in read_list(_FILE, "verbs") for form in inflect(verb)
) | read_words(_FILE, "verb_forms")  # fmt: skip
"""Every form of the verbs that tell what somebody wants, plans or does in words."""

ATTITUDE_ADJECTIVES = read_words(_FILE, "adjectives")
"""What somebody is said to be who thinks or feels so."""

REPORT_NOUNS = read_words(_FILE, "nouns")
"""What is somebody's who has said, thought or planned it."""

LIGHT_VERBS = read_words(_FILE, "light_verbs")
"""Verbs that tell of speech only with a noun that does: "issued a statement"."""

REPORTS_MADE = read_words(_FILE, "reports_made")
"""What a light verb makes a report of, though it is no sign of one when it is somebody's."""
