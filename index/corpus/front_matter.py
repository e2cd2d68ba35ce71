"""Front matter of an article file: a flat list of fields, each with its line.

Only `name: value` lines are YAML that an article needs, so anchors, tags, lists and nested
values are refused before a parser can expand them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import yaml

from index.errors import Problem

LONGEST = 16_384
"""Characters of front matter that are read at most."""

_OPENING = re.compile(r"---[ \t]*\r?\n")
_CLOSING = re.compile(r"^---[ \t]*(?:\r?\n|\Z)", re.MULTILINE)
_ALLOWED = (
    yaml.StreamStartToken,
    yaml.StreamEndToken,
    yaml.BlockMappingStartToken,
    yaml.BlockEndToken,
    yaml.KeyToken,
    yaml.ValueToken,
    yaml.ScalarToken,
)
_MOST_BRACKETS = 100
"""Brackets of all fields together; at thousands of them YAML's scanner takes seconds."""

_NULLS = {"~", "null"}
_NEEDS_ESCAPE = re.compile(r'["\\\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]')


class FrontMatterError(Exception):
    """The front matter cannot be read; `problem` says where and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


@dataclass(frozen=True)
class FrontMatter:
    """The fields of a file, the line of each, and where the body begins."""

    values: dict[str, str | None]
    lines: dict[str, int]
    body_start: int


def read_front_matter(text: str) -> FrontMatter:
    """Read the fields at the head of a Markdown file.

    Raises FrontMatterError for anything but `name: value` lines between two `---`.
    """
    opening = _OPENING.match(text)
    if not opening:
        return FrontMatter({}, {}, 0)
    closing = _CLOSING.search(text, opening.end(), opening.end() + LONGEST)
    if not closing:
        message = f"the front matter that opens here is not closed by '---' within {LONGEST:,} characters"
        raise FrontMatterError(Problem(message, 1))
    fields = _read_fields(text[opening.end() : closing.start()])
    return FrontMatter(
        {name: value for name, (value, _) in fields.items()},
        {name: line for name, (_, line) in fields.items()},
        closing.end(),
    )


def _read_fields(source: str) -> dict[str, tuple[str | None, int]]:
    fields: dict[str, tuple[str | None, int]] = {}
    name, expects_value = "", False
    for token in _scan(source):
        line = token.start_mark.line + 2
        if not isinstance(token, _ALLOWED):
            remedy = "`python -m index add` maps what other programs write"
            raise FrontMatterError(Problem(f"only 'name: value' lines are allowed here; {remedy}", line))
        if isinstance(token, yaml.KeyToken | yaml.ValueToken):
            expects_value = isinstance(token, yaml.ValueToken)
        elif isinstance(token, yaml.BlockMappingStartToken) and fields:
            raise FrontMatterError(Problem("a value inside a value is not allowed", line, name))
        elif isinstance(token, yaml.ScalarToken) and expects_value:
            fields[name] = (None if _is_null(token) else token.value, fields[name][1])
        elif isinstance(token, yaml.ScalarToken):
            name = token.value
            if name in fields:
                raise FrontMatterError(Problem("the field is given twice", line, name))
            fields[name] = (None, line)
    return fields


def write_front_matter(fields: Mapping[str, str]) -> str:
    """Return the head of a file from which `read_front_matter` reads these fields."""
    lines = (f'{name}: "{_NEEDS_ESCAPE.sub(_escape, value)}"\n' for name, value in fields.items())
    return f"---\n{''.join(lines)}---\n"


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    return f"\\{character}" if character in '"\\' else f"\\u{ord(character):04x}"


def _is_null(token: yaml.ScalarToken) -> bool:
    return not token.value or (token.plain and token.value in _NULLS)


def _scan(source: str) -> Iterator[yaml.Token]:
    """Yield the tokens one by one, so that the first that is not allowed ends it: the scanner is slow at brackets."""
    if source.count("[") + source.count("{") > _MOST_BRACKETS:
        raise FrontMatterError(Problem("only 'name: value' lines are allowed here, without so many brackets", 1))
    try:
        yield from yaml.scan(source, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        raise FrontMatterError(Problem(f"{error.problem} (quote values that hold ': ' or '#')", line)) from error
    except yaml.YAMLError as error:
        raise FrontMatterError(Problem("the front matter holds a character that YAML does not allow", 1)) from error
