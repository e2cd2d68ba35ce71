"""Assumptions of a question that the sentence or article does not support."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from index.engines.bm25 import find_content_words, stem_word
from index.folding import fold
from index.snapshots.contents import Contents
from index.text.aliases import match_name, read_aliases
from index.text.common_english import is_common_in_english
from index.text.numerals import NUMERAL, read_numeral
from index.text.translation.english import read_in_english
from index.vocabulary import ANY_MONTH, ANY_WEEKDAY, WORD

_LOOKED_AT = 30
"""Sentences that have a word, that decide whether it is a name."""

_MOSTLY = 0.8
"""Share of a word's places that are capitalised, from which it is a name."""

_SHOUTED = 0.6
"""Share of capitals from which a question's capitals say nothing."""

_SPEAKER = re.compile(
    r"\b(?:did|does|do|has|have|had|would|will) ((?:[\w'’.-]+ ){1,3}?)(?:say|tell|ask|think|call|want|promise|claim)\b"
    r"|\baccording to ([\w'’.-]+(?: [\w'’.-]+)?)",
    re.IGNORECASE,
)
_ONE_LETTER = r"[^\W\d_]"
_LETTER = re.compile(_ONE_LETTER)
_DATES = re.compile(rf"(?:{ANY_MONTH}|(?:{ANY_WEEKDAY})s?)".lower())
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_VAGUE = frozenset(["zero", "one", "two", "three", "hundred", "thousand", "million", "billion"])
# fmt: off
_PERSONS = frozenset(
    stem_word(word) for word in (
        "soldiers", "troops", "forces", "servicemen", "military", "army", "fighters", "militants", "rebels",
        "mercenaries", "volunteers", "casualties", "losses", "deaths", "dead", "wounded", "prisoners", "civilians",
        "people", "citizens", "children", "refugees", "police", "policemen", "officers", "officials", "journalists",
        "pilots", "tanks", "planes", "jets", "aircraft", "ships", "vehicles", "missiles", "drones",
    )
)
# fmt: on
"""What is counted by side: "Ukrainian troops" is contradicted by "Russian soldiers"."""


def find_missing_names(contents: Contents, question: str, row: int) -> tuple[str, ...]:
    """Return the names of a question that the article of a row does not have, nor any other name of the same."""
    article = contents.articles_by_id[contents.entries[row].sentence.article_id]
    text = read_in_english(f"{article.title}\n{article.text}")
    folded = _fold_text(text)
    return tuple(
        name
        for name in find_names(contents, question)
        if not mentions(folded, name) and not any(mentions(folded, other) for other in _find_curated(contents, name))
    )


def find_unknown_names(contents: Contents, question: str) -> tuple[str, ...]:
    """Return the names of a question that no article of the corpus has, nor any other name of the same."""
    return tuple(name for name in find_names(contents, question) if not _is_known(contents, name))


def _is_known(contents: Contents, name: str) -> bool:
    others = {*read_aliases().find_mentions(name), *_find_curated(contents, name)}
    return any(all(contents.engine.has(word.stem) for word in find_content_words(other)) for other in others)


def contradicts_people(contents: Contents, question: str, row: int) -> bool:
    """Return whether a sentence is about the same kind of people of another country than the question asks about.

    Where the sentence itself names no country, those around it and the title do.
    """
    asked = _find_sides(question)
    if not asked:
        return False
    text, title = contents.read(row), contents.articles_by_id[contents.entries[row].sentence.article_id].title
    around = "\n".join([title, *(contents.read(near) for near in find_near(contents, row))])
    return any(_contradicts(country, text, around) for country in asked)


def find_unnumbered(question: str, text: str) -> list[str]:
    """Return the numbers of a question, years and the smallest words left out, that a text does not have."""
    there = {value for _, value in _read_numbers(text)}
    return [
        written
        for written, value in _read_numbers(question)
        if value not in there and not _YEAR.fullmatch(written) and written.casefold() not in _VAGUE
    ]


def _read_numbers(text: str) -> Iterator[tuple[str, str]]:
    """Yield the numbers of a text as they are written and in digits: "20k" is 20000, "game four" has 4."""
    for match in NUMERAL.finditer(text):
        value = read_numeral(match[0])
        yield match[0], match[0].replace(",", "") if value is None else str(value)
    for digits in _NUMBER.findall(NUMERAL.sub(" ", text)):
        yield digits, digits.replace(",", "")


def read_surroundings(contents: Contents, row: int) -> str:
    """Return a sentence with its neighbours, its section and its article's title, in English."""
    sentence = contents.entries[row].sentence
    title = contents.articles_by_id[sentence.article_id].title
    texts = [title, sentence.section, *(contents.read(near) for near in sorted([row, *find_near(contents, row)]))]
    return read_in_english("\n".join(text for text in texts if text))


def find_names(contents: Contents, question: str) -> list[str]:
    """Return the names in a question, in lower case: what the corpus or the question capitalises, and who speaks."""
    speakers = (match[1] or match[2] for match in _SPEAKER.finditer(question))
    spoken = {word.casefold() for speaker in speakers for word in WORD.findall(speaker)}
    letters = [character for character in question if character.isalpha()]
    shouted = sum(character.isupper() for character in letters) > _SHOUTED * len(letters)
    names = []
    for word in find_content_words(question):
        written, known = word.span.of(question), contents.engine.has(word.stem)
        lowered = fold(written)
        if written[0].isdigit() or _DATES.fullmatch(lowered):
            continue
        capitalised = written[0].isupper() and word.span.start > 0 and not shouted
        is_country = lowered in read_aliases().peoples
        if capitalised or is_country or (_is_name(contents, word.stem, lowered) if known else lowered in spoken):
            names.append(lowered)
    return names


def _is_name(contents: Contents, stem: str, word: str) -> bool:
    """Return whether the corpus capitalises a word inside its sentences; other words of its stem do not count.

    What only ever opens sentences there is a name where English has no such word.
    """
    forms = {word, word.removesuffix("s")}
    written = _compile_words(frozenset(forms))
    places = [
        (bool(_LETTER.search(text, 0, match.start())), match[0][0].isupper())
        for row in contents.engine.find_rows(stem, _LOOKED_AT)
        for text in [contents.read(int(row))]
        for match in written.finditer(text)
    ]
    inside = [is_capital for is_inside, is_capital in places if is_inside]
    if inside:
        return sum(inside) >= _MOSTLY * len(inside)
    return any(is_capital for _, is_capital in places) and not any(map(is_common_in_english, forms))


@functools.lru_cache(maxsize=1_024)
def _compile_words(words: frozenset[str]) -> re.Pattern[str]:
    """Return what matches one of these as a whole word, as `WORD` cuts them, in small or capital letters."""
    joined = "[-'’]"
    any_word = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    before, after = rf"(?<!{_ONE_LETTER})(?<!{_ONE_LETTER}{joined})", rf"(?!{_ONE_LETTER}|{joined}{_ONE_LETTER})"
    return re.compile(rf"{before}(?:{any_word}){after}", re.IGNORECASE)


def mentions(text: str, name: str) -> bool:
    """Return whether a folded text has a name, with or without the s of a genitive, or another name of the same."""
    aliases, names = read_aliases(), {name, name.removesuffix("s")}
    others = {other for each in names for other in aliases.find_mentions(each)}
    return any(match_name(other).search(text) for other in names | others) or any(
        len(each) > 4 and each in text for each in names
    )


def _find_curated(contents: Contents, name: str) -> set[str]:
    """Return the folded names of every curated speaker one of whose names has this word."""
    folded = [[fold(each) for each in speaker.names] for speaker in contents.curated]
    return {each for names in folded if any(name in each.split() for each in names) for each in names}


def _find_sides(text: str) -> set[str]:
    """Return the countries of which a text names soldiers, people or the like: ukraine, for "Ukrainian troops"."""
    peoples, words = read_aliases().peoples, _read_folded(text)
    return {
        country
        for place, word in enumerate(words)
        if (country := peoples.get(word)) and any(stem_word(near) in _PERSONS for near in words[place + 1 : place + 3])
    }


def _read_folded(text: str) -> list[str]:
    """Return the words of a text, folded and without the s of a genitive."""
    return [fold(word).removesuffix("'s").removesuffix("’s") for word in WORD.findall(text)]


def _contradicts(country: str, text: str, around: str) -> bool:
    sides = _find_sides(text)
    if not sides and country not in find_countries(text):
        sides = _find_sides(around)
    return bool(sides) and country not in sides


def find_countries(text: str) -> set[str]:
    """Return the countries whose name, or whose people's, a text has."""
    peoples = read_aliases().peoples
    return {peoples[word] for word in _read_folded(text) if word in peoples}


def find_near(contents: Contents, row: int) -> list[int]:
    """Return the rows before and after a row that are of the same article."""
    article = contents.entries[row].sentence.article_id
    near = [each for each in (row - 1, row + 1) if 0 <= each < len(contents.entries)]
    return [each for each in near if contents.entries[each].sentence.article_id == article]


@functools.lru_cache(maxsize=64)
def _fold_text(text: str) -> str:
    return fold(text)
