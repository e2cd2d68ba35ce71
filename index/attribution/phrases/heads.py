"""Where the chief noun of a phrase ends: "a poll (of voters)", "bosses (meeting in Kharkiv)"."""

from __future__ import annotations

from index.attribution.lexicon.function_words import BEHIND_HEAD, DEFINITE, FUNCTION_WORDS, INDEFINITE
from index.attribution.lexicon.source_nouns import ACTING_ORGANISATIONS, DOCUMENTS, PLURALS, ROLE_MODIFIERS
from index.attribution.phrases.tokens import Token


def find_head(words: list[Token]) -> list[Token]:
    """Return a phrase's words up to its chief noun."""
    return words[: next((i for i in range(1, len(words)) if _ends_head(words, i)), len(words))]


def _ends_head(words: list[Token], index: int) -> bool:
    """Return whether a phrase's chief noun comes before a word: a poll (of …), a report (released in …)."""
    word = words[index]
    if word.lower in BEHIND_HEAD:
        return True
    if _opens_participle(words, index):
        return True
    if not word.lower.endswith("ed") or word.is_capitalised or words[index - 1].lower.endswith("ly"):
        return False
    following = words[index + 1] if index + 1 < len(words) else None
    return following is None or following.lower in FUNCTION_WORDS


def _opens_participle(words: list[Token], index: int) -> bool:
    """Return whether "-ing" opens a clause: "bosses meeting in Kharkiv", but not "managing director"."""
    word, before = words[index], words[index - 1]
    if not (word.text.islower() and word.lower.endswith("ing")):
        return False
    if word.lower in ROLE_MODIFIERS or word.lower in DOCUMENTS or before.lower in FUNCTION_WORDS:
        return False
    following = words[index + 1] if index + 1 < len(words) else None
    takes_object = following is not None and (following.is_capitalised or following.lower in DEFINITE | INDEFINITE)
    return takes_object or before.lower in PLURALS or before.lower in ACTING_ORGANISATIONS
