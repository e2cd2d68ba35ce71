"""The small words of English that show where a phrase begins and ends."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text that is written as a list of them."""
    return frozenset(text.split())


DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "their", "its", "both"})
INDEFINITE = frozenset(
    {"a", "an", "one", "another", "some", "several", "many", "two", "three", "few", "most", "no", "any"}
)
ARTICLES = frozenset({"the", "a", "an"})
PRONOUNS = frozenset({"he", "she", "it", "they", "i", "we", "you", "who"})
RELATIVES = frozenset({"who", "which", "that", "whose", "whom", "where"})
AUXILIARIES = word_set(
    """
    has have had is are was were be been being am will would can could may might must shall should do does did
    cannot 's 've 'd 'll 're having
    """
)
ADVERBS = word_set(
    """
    not never also then later further again once just earlier even still now soon today yesterday always often
    sometimes once first long only all both each since too already perhaps instead meanwhile however though
    therefore nevertheless moreover furthermore additionally likewise indeed but and or yet so meantime
    afterwards elsewhere twice late last early next week month year night morning evening afternoon previously
    far more recently
    """
)
SUBORDINATORS = word_set(
    """
    while although though when whenever after before because since if unless whether as until where what how why
    whereas than once that lest whatever despite
    """
)
PREPOSITIONS = word_set(
    """
    in on at by for from with of to into about over under during amid among against between within without
    across through throughout despite following regarding concerning behind beyond near toward towards upon via
    per outside inside asked speaking addressing offering after before since as along alongside like including
    """
)
FUNCTION_WORDS = (
    DEFINITE | INDEFINITE | PRONOUNS | RELATIVES | AUXILIARIES | ADVERBS | SUBORDINATORS | PREPOSITIONS
    | word_set(
    """
    there here yes well while these those such my our your him them me us nor not it's he's she's i'm
    """
)
)  # fmt: skip
