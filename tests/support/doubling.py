"""Text that is made to be slow to read, and whether a function's time grows faster than the text does."""

from __future__ import annotations

import gc
import importlib
import inspect
import pkgutil
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from types import ModuleType

Function = Callable[[str], object]

UNITS = {
    "blanks": " ", "tabs": "\t", "newlines": "\n", "returns": "\r\n", "blank lines": " \n", "letters": "a",
    "capitals": "A", "digits": "1", "words": "word ", "names": "Ab ", "lines": "a\n", "paragraphs": "a\n\n",
    "straight quotes": '"', "opening quotes": "“", "closing quotes": "”", "guillemets": "« », ", "apostrophes": "'",
    "quoted words": "“a” ", "quotations": "“a,” he said. ", "hyphens": "-", "dashes": "— ", "joined": "A-", "dots": ".",
    "abbreviations": "A. ", "titles": "Mr. ", "commas": ",", "lists": "a, ", "colons": ":", "semicolons": "; ",
    "opening brackets": "[", "parentheses": "(", "closing brackets": "]", "pairs": "()", "angles": "<", "braces": "{",
    "tags": "<a", "comments": "<!--", "entities": "&", "numbered entities": "&#1", "marks": "⟦", "spelt marks": "⟦U+",
    "headings": "# ", "block quotations": "> ", "bullets": "* ", "numbers": "1. ", "rules": "---\n", "fields": "a: b\n",
    "nested fields": " a:\n", "stars": "*", "underscores": "_", "backslashes": "\\", "thousands": "1,000,",
    "ranges": "1-", "numerals": "hundred ", "percents": "%", "addresses": "http://a.b/", "said": "he said ",
    "nested reports": "he said that ", "questions": "who a? ", "joined questions": " and who", "what": "what-",
    "Cyrillic": "я", "Cyrillic reports": "— сказав він. ", "combining marks": "\u0301", "accented": "e\u0301",
    "unseen": "\u200b", "bidi": "\u202e", "emoji": "😀", "alternating": "“'[(", "possessives": "Ab's ",
}  # fmt: skip

SHAPES: tuple[tuple[str, str], ...] = (("", ""), ("# Xy ", " z"), ("“Ab ", ""))
"""What stands before and after the repeated unit: nothing, a heading that ends, a quotation that is never closed."""


def make_texts(size: int, shapes: Sequence[tuple[str, str]] = SHAPES) -> Iterator[tuple[str, str]]:
    """Return texts of a size by name, each made of one unit over and over."""
    for name, unit in UNITS.items():
        for number, (before, after) in enumerate(shapes):
            yield f"{name} {number}", f"{before}{(unit * (size // len(unit) + 1))[:size]}{after}"


MOST = 3.0
"""Times that twice the text may take; a quadratic expression takes four."""

CLEARLY_LINEAR = 2.5
"""Times that twice the text takes, below which one look is enough: a quadratic one is far from it."""

FLOOR = 0.1
"""Seconds of the processor below which nothing is judged: there the clock says more than the text."""

_TRIES = 4


def is_superlinear(function: Function, half: str, text: str) -> bool:
    """Return whether a text takes more than its share of what its half takes, at the best of some tries of each."""
    once = measure(function, text)
    if once < FLOOR or once < CLEARLY_LINEAR * measure(function, half):
        return False
    whole = min(measure(function, text) for _ in range(_TRIES))
    return whole > max(FLOOR, MOST * min(measure(function, half) for _ in range(_TRIES)))


def measure(function: Function, text: str) -> float:
    """Return the seconds of the processor that a call takes; what refuses the text has read it too.

    No garbage is collected meanwhile: its cost is that of everything in memory, not of the text.
    """
    gc.disable()
    started = time.thread_time()
    try:
        result = function(text)
        if isinstance(result, Iterator):
            deque(result, maxlen=0)
    except Exception:  # noqa: BLE001  # what is raised is for other tests to judge
        pass
    finally:
        gc.enable()
    return time.thread_time() - started


def find_functions(*packages: str) -> dict[str, Function]:
    """Return the public functions of packages whose only required parameter is a text, without what they remember."""
    return {
        f"{module.__name__}.{name}": function
        for package in packages
        for module in _walk(package)
        for name, value in vars(module).items()
        if inspect.isfunction(function := getattr(value, "__wrapped__", value))
        and function.__module__ == module.__name__
        and _takes_text(name, function)
    }


def _walk(package: str) -> Iterator[ModuleType]:
    root = importlib.import_module(package)
    yield root
    for found in pkgutil.walk_packages(getattr(root, "__path__", ()), f"{package}."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def _takes_text(name: str, function: Callable[..., object]) -> bool:
    required = [each for each in inspect.signature(function).parameters.values() if each.default is each.empty]
    return not name.startswith("_") and len(required) == 1 and required[0].annotation == "str"
