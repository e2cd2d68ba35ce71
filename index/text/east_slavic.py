"""Words of Russian and Ukrainian -> one stem: forms of a word are compared by it, and cognates of both languages."""

from __future__ import annotations

import functools
import re

_FOLDED = str.maketrans({
    "і": "и", "ї": "и", "ы": "и", "є": "е", "э": "е", "ё": "е", "ґ": "г",
    "ъ": None, "'": None, "’": None, "ʼ": None, "`": None,
})  # fmt: skip
"""Letters that only one of the languages has, written as the other does; Russian alone doubles consonants."""
_DOUBLED = re.compile(r"([бвгджзклмпрстфхцчшщ])\1")

_OF_NOUNS = "а я у ю е и о й ом ем ам ям ами ями ах ях ов ев ив ей ою ею ой ия ие ию ии ием иям иями иях ови еви"
_OF_ADJECTIVES = "ий ая яя ое ее ого его ому ему им их ими ую юю ан ана ано ани ен ена ено ени"
_OF_VERBS = (
    "ать ить еть оть уть ять ють оти ати ити ути яти нути ал ала ало али ил ила ило или ел ела ело ели ул ула уло ули"
    " ла ло ли нула нуло нули нув ав яв ив ают уют ует аем уем аете ите емо имо ишь ешь"
)
"""Only endings with a soft sign: "ат" and "ит" also end nouns, like "солдат" and "визит"."""

_ENDINGS = sorted(" ".join((_OF_NOUNS, _OF_ADJECTIVES, _OF_VERBS)).split(), key=len, reverse=True)
_PARTICIPLE = re.compile(r"(?<=\w{4})(?:[аиеяу]?вш|[ау]?ющ|ущ|ящ|ащ|[аяе]нн?)$")
_REFLEXIVE = re.compile(r"(?<=[аеиоуюяьшвл])(?:ся|сь)$")
_REFLEXIVE_FROM = 7
"""Letters from which a word may end in a reflexive; shorter ones are nouns, like "волося"."""

_STEM = re.compile(r"(?=.*[аеиоуюя]).{3}")


@functools.lru_cache(maxsize=65_536)
def stem_cyrillic(word: str) -> str:
    """Return the stem of a lower-case word of Russian or Ukrainian, in letters that both share."""
    folded = _DOUBLED.sub(r"\1", word.translate(_FOLDED))
    if len(folded) >= _REFLEXIVE_FROM:
        folded = _REFLEXIVE.sub("", folded)
    return _PARTICIPLE.sub("", folded.removesuffix(_find_ending(folded)).replace("ь", ""))


def _find_ending(word: str) -> str:
    """Return the longest ending that leaves a stem of some letters with a vowel among them."""
    fitting = (each for each in _ENDINGS if word.endswith(each) and _STEM.match(word.removesuffix(each)))
    return next(fitting, "")
