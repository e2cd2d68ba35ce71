"""The small words of English that show where a phrase begins and ends (function_words.toml)."""

from __future__ import annotations

from index.attribution.lexicon.word_lists import read_words

_FILE = "function_words"

DEFINITE = read_words(_FILE, "definite")
INDEFINITE = read_words(_FILE, "indefinite")
ARTICLES = read_words(_FILE, "articles")
PRONOUNS = read_words(_FILE, "pronouns")
RELATIVES = read_words(_FILE, "relatives")
AUXILIARIES = read_words(_FILE, "auxiliaries")
ADVERBS = read_words(_FILE, "adverbs")
SUBORDINATORS = read_words(_FILE, "subordinators")
PREPOSITIONS = read_words(_FILE, "prepositions")
FUNCTION_WORDS = (
    DEFINITE | INDEFINITE | PRONOUNS | RELATIVES | AUXILIARIES | ADVERBS | SUBORDINATORS | PREPOSITIONS
    | read_words(_FILE, "others")
)  # fmt: skip

BEHIND_HEAD = read_words(_FILE, "behind_head")
"""What follows the chief noun of a phrase: a poll of, a man who, officials including."""
