"""Ukrainian and Russian words of reported speech, from `cyrillic.toml`."""

from __future__ import annotations

import re

from index.attribution.lexicon.word_lists import read_list, read_phrases

VERB = re.compile(
    rf"(?:{'|'.join(map(re.escape, read_list('cyrillic', 'verbs')))})[а-яіїєґё']{{0,4}}?"
    rf"(?:{'|'.join(read_list('cyrillic', 'endings'))})"
)
"""Matches a whole finite form of a verb that reports speech."""

WORDS_OF = frozenset(read_phrases("cyrillic", "words_of"))
TEXTS_SAY = frozenset(read_list("cyrillic", "texts_say"))
OFFICE = re.compile(rf"(?:{'|'.join(map(re.escape, read_list('cyrillic', 'offices')))})[а-яіїєґё]{{0,4}}")
"""Matches a whole form of a word for what somebody is."""

TOLD = read_list("cyrillic", "told")
CARRIERS = frozenset(read_list("cyrillic", "carriers"))
