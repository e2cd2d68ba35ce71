"""Text that is made to be slow to read, and whether a function's time grows faster than the text does."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import ModuleType

from index.errors import VerbatimError

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


def make_texts(size: int) -> Iterator[tuple[str, str]]:
    """Return texts of a size by name, each made of one unit over and over."""
    for name, unit in UNITS.items():
        for number, (before, after) in enumerate(SHAPES):
            yield f"{name} {number}", f"{before}{(unit * (size // len(unit) + 1))[:size]}{after}"


@dataclass(frozen=True)
class Growth:
    """What a text costs in seconds of the processor, and how many times what half of it costs."""

    seconds: float
    times: float


def measure_growth(function: Function, text: Callable[[int], str], size: int, floor: float) -> Growth | None:
    """Return how a function's time grows up to a size; None where it is not even the floor, in seconds."""
    seconds = measure(function, text(size))
    if seconds < floor:
        return None
    return Growth(seconds, seconds / max(1e-6, measure(function, text(size // 2))))


def measure(function: Function, text: str) -> float:
    """Return the seconds of the processor that a call takes; what refuses the text has read it too."""
    started = time.thread_time()
    try:
        result = function(text)
        if isinstance(result, Iterator):
            deque(result, maxlen=0)
    except (VerbatimError, ValueError, AssertionError):
        pass
    return time.thread_time() - started


def find_functions(*packages: str) -> dict[str, Function]:
    """Return the public functions of packages whose only required parameter is a text."""
    return {
        f"{module.__name__}.{name}": function
        for package in packages
        for module in _walk(package)
        for name, function in vars(module).items()
        if inspect.isfunction(function) and function.__module__ == module.__name__ and _takes_text(name, function)
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
