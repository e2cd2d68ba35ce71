"""Ukrainian and Russian words of reported speech, from `cyrillic.toml`."""

from __future__ import annotations

import re

from index.attribution.lexicon.word_lists import read_list, read_phrases

_FORM = rf"[а-яіїєґё']{{0,4}}?(?:{'|'.join(read_list('cyrillic', 'endings'))})"
VERB_FORM = rf"(?:{'|'.join(map(re.escape, read_list('cyrillic', 'verbs')))}){_FORM}"
VERB = re.compile(VERB_FORM)
"""Matches a whole finite form of a verb that reports speech."""

ANY_VERB = re.compile(r"[а-яіїєґё'’]{2,}(?:[аеиіуюяє]в|л[ао]?|ли|[аіуює]є|[аеиуюя]ть?)")
"""Matches what may be a finite form of any verb; beside a quotation it is one of speech."""

PLURAL = re.compile(r"(?:ли|[юуая]ть?)$")
"""Matches the end of a verb's form for several: заявили, кажуть, сообщают; "пише" and "заявив" have none."""

TAKES_OBJECT = re.compile(rf"(?:{'|'.join(read_list('cyrillic', 'take_object'))})")
"""Matches the beginning of a verb that reports with an object alone: "опроверг сообщения"."""

WORDS_OF = frozenset(read_phrases("cyrillic", "words_of"))
TEXTS_SAY = frozenset(read_list("cyrillic", "texts_say"))
OFFICE = re.compile(
    rf"(?:[а-яіїєґё]+-)?(?:{'|'.join(map(re.escape, read_list('cyrillic', 'offices')))})[а-яіїєґё]{{0,4}}"
)
"""Matches a whole form of a word for what somebody is."""

_KIN = read_list("cyrillic", "kin")
KIN = re.compile(rf"(?:{'|'.join(_KIN)})[а-яіїєґё]{{0,4}}")
"""Matches a whole form of a word for kin, friends and neighbours."""

RELATION = re.compile(rf"(?:{'|'.join((*_KIN, *read_list('cyrillic', 'relations')))})[а-яіїєґё]{{0,4}}")
"""Matches a whole form of a word for who is somebody's."""

SURNAME = re.compile(r"(?:енко|[уюч]к|ськ(?:ий|а)|ск(?:ий|ая)|[оеєії]ва?|[иії]на?|ич|ко|дзе|швілі|швили|ян)$")
"""Matches the end of a surname."""

TOLD = read_list("cyrillic", "told")
CARRIERS = frozenset(read_list("cyrillic", "carriers"))
PREPOSITIONS = frozenset(read_list("cyrillic", "prepositions"))
ADVERBS = frozenset(read_list("cyrillic", "adverbs"))
REFERS_TO = frozenset(read_list("cyrillic", "refers_to"))
