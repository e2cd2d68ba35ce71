"""The verbs that report what somebody said, in all their forms (reporting_verbs.toml).

Grouped by what they can go with, as in Levin's verb classes (say, advise, judgement verbs).
"""

from __future__ import annotations

from typing import Literal, get_args

from index.attribution.lexicon.word_lists import read_list, read_phrases, read_table, read_words

Kind = Literal["show", "judge", "think", "say"]
"""say: takes a quotation, a clause, a tail; think: a clause or a tail; judge: an object; show: a document's verb."""

_FILE = "reporting_verbs"
_IRREGULAR = read_table(_FILE, "irregular")
_DOUBLED = read_words(_FILE, "doubled")


def inflect(verb: str) -> set[str]:
    """Return every form of a verb."""
    if verb in _IRREGULAR:
        return {verb, *_IRREGULAR[verb]}
    if verb in _DOUBLED:
        return {verb, f"{verb}s", f"{verb}{verb[-1]}ed", f"{verb}{verb[-1]}ing"}
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return {verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"}
    stem = verb.removesuffix("e")
    third = f"{verb}es" if verb.endswith(("s", "sh", "ch", "x")) else f"{verb}s"
    return {verb, third, f"{stem}ed", f"{stem}ing"}


KIND_OF_VERB: dict[str, Kind] = {
    form: kind for kind in get_args(Kind) for verb in read_list(_FILE, kind) for form in inflect(verb)
}
"""Every form of every reporting verb; where two verbs share one, the later kind's."""

PHRASES: dict[str, Kind] = {
    **dict.fromkeys(read_phrases(_FILE, "say_phrases"), "say"),
    **dict.fromkeys(read_phrases(_FILE, "judge_phrases"), "judge"),
}
"""Reporting verbs of several words."""

QUOTING_ONLY = read_words(_FILE, "quoting_only")
"""Forms that report speech only beside a quotation, a clause with "that" or at a sentence's end."""

BESIDE_QUOTATION_ONLY = read_words(_FILE, "beside_quotation_only")
"""Forms that report speech only right beside a quotation."""

NEEDS_CLAUSE = read_words(_FILE, "needs_clause")
"""Forms that report only with "that" behind them, unless a document is their subject."""

ONLY_PEOPLE = frozenset(form for verb in read_list(_FILE, "only_people") for form in inflect(verb))
"""Forms of what only people do, so that whoever comes before them is somebody."""

ALSO_NOUNS = read_words(_FILE, "also_nouns")
"""Forms that are nouns or adjectives as often as verbs, so that what is beside them must decide."""

OTHER_SENSES = frozenset(
    (form, behind)
    for verb, behind in map(str.split, read_phrases(_FILE, "other_senses"))
    for form in inflect(verb)
)  # fmt: skip
"""Forms that are no speech with the word behind them: "adding to his wins"."""
