"""Numbers in words or digits: "twenty thousand", "20k" and "20,000" are one."""

from __future__ import annotations

import re

# fmt: off
_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
# fmt: on
_VALUES = {word: value for value, word in enumerate(_SMALL)} | {word: 10 * n for n, word in enumerate(_TENS, 2)}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_ANY = "|".join([*_VALUES, *_SCALES])

NUMERAL = re.compile(
    rf"(?<![\w.,])\d+(?:,\d{{3}})*(?:\.\d+)?(?:\s?[km]\b|\s(?:hundred|thousand|million|billion)\b)?(?![\w%]|[.,]\d)"
    rf"|\b(?:{_ANY})(?:(?:[\s-]+(?:and\s+)?)(?:{_ANY}))*\b",
    re.IGNORECASE,
)
_MULTIPLIERS = {"k": 1_000, "m": 1_000_000, **_SCALES}
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_LARGEST = 10**12
_LONGEST = 40
"""Characters of a number in digits that is read; no larger one is below `_LARGEST`."""


def read_numeral(text: str) -> int | None:
    """Return the whole number that a numeral means, or None."""
    words = re.split(r"[\s-]+", re.sub(r"(?<=\d)(?=[km]$)", " ", text.strip().lower()))
    value = _read_digits(words) if words[0][:1].isdigit() else _read_words(words)
    return value if value is not None and value < _LARGEST else None


def write_numeral(value: int) -> tuple[str, ...]:
    """Return the ways to write a whole number, digits first."""
    digits = [f"{value:,}", str(value)]
    for name, scale in reversed(_SCALES.items()):
        if value >= scale and value % scale == 0 and value // scale < 1_000:
            count = value // scale
            digits += [f"{count} {name}", f"{_spell(count)} {name}"]
            break
    if value < 100:
        digits.append(_spell(value))
    return tuple(dict.fromkeys(digits))


def _read_digits(words: list[str]) -> int | None:
    digits = words[0].replace(",", "")
    if len(digits) > _LONGEST or not _DIGITS.fullmatch(digits):
        return None
    number = float(digits)
    for word in words[1:]:
        if number > _LARGEST or word not in _MULTIPLIERS:
            return None
        number *= _MULTIPLIERS[word]
    return int(number) if number.is_integer() else None


def _read_words(words: list[str]) -> int | None:
    total = current = 0
    for word in words:
        if max(total, current) > _LARGEST:
            return None
        if word in _VALUES:
            current += _VALUES[word]
        elif word == "hundred":
            current = max(1, current) * 100
        elif word in _SCALES:
            total, current = total + max(1, current) * _SCALES[word], 0
    return total + current


def _spell(value: int) -> str:
    """Return a number below 1,000 in words, as far as one writes it so; else its digits."""
    if value < 20:
        return _SMALL[value]
    if value >= 100:
        return f"{value:,}"
    tens, ones = divmod(value, 10)
    return _TENS[tens - 2] + (f"-{_SMALL[ones]}" if ones else "")
