"""Markdown with the fields of an article at its head, or with those of Hugo, Jekyll, Obsidian and their like."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

import yaml

from index.corpus.articles import Metadata
from index.corpus.front_matter import LONGEST, FrontMatterError, read_front_matter
from index.ingestion.extracted import Extracted, Note
from index.ingestion.page.dates import read_date
from index.ingestion.refusals import FrontMatterRefusal

_FOREIGN = {
    "published": (
        "date",
        "publishdate",
        "pubdate",
        "published_at",
        "publish_date",
        "date_published",
        "datepublished",
        "created",
    ),
    "author": ("authors", "by", "byline", "creator"),
    "publisher": ("source", "outlet", "publication", "site", "site_name", "sitename", "website", "newspaper"),
    "url": (
        "link",
        "source_url",
        "sourceurl",
        "canonical",
        "canonicalurl",
        "canonical_url",
        "permalink",
        "source",
        "original",
    ),
    "language": ("lang", "locale"),
    "licence": ("license", "rights"),
    "title": ("headline", "name"),
}
"""What other programs call the fields of an article; the first that is there counts."""

_YAML = re.compile(r"---[ \t]*\r?\n(?P<fields>.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_TOML = re.compile(r"\+\+\+[ \t]*\r?\n(?P<fields>.*?)^\+\+\+[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_MARKDOWN = re.compile(r"\A(?:---|\+\+\+)[ \t]*\r?\n|^#{1,6}[ \t]+\S", re.MULTILINE)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z0-9]+)*")


def is_markdown(text: str) -> bool:
    """Return whether a text has front matter or a heading."""
    return bool(_MARKDOWN.search(text))


def read_markdown(source: str) -> Extracted:
    """Return the body of a Markdown file to the character, and its fields; those of others are mapped or left out.

    Raises FrontMatterRefusal.
    """
    try:
        front_matter = read_front_matter(source)
    except FrontMatterError as error:
        foreign = _read_foreign(source)
        if foreign is None:
            line = f"line {error.problem.line}: " if error.problem.line else ""
            raise FrontMatterRefusal(problem=line + error.problem.message) from error
        return foreign
    if not front_matter.body_start and (foreign := _read_foreign(source)):
        return foreign
    given = {name: value for name, value in front_matter.values.items() if value is not None}
    return _map(given, source[front_matter.body_start :])


def _read_foreign(source: str) -> Extracted | None:
    """Return a file with front matter that an article has not; None where it cannot be read at all."""
    for pattern, load in ((_YAML, _load_yaml), (_TOML, tomllib.loads)):
        found = pattern.match(source)
        if found and len(found["fields"]) <= LONGEST:
            try:
                fields = load(found["fields"])
            except (yaml.YAMLError, tomllib.TOMLDecodeError, ValueError, RecursionError):
                return None
            return _map(fields, source[found.end() :]) if isinstance(fields, dict) else None
    return None


def _load_yaml(text: str) -> Any:
    """Return the values of YAML without anchors, which could grow without end."""
    if any(isinstance(token, yaml.AliasToken | yaml.TagToken) for token in yaml.scan(text, Loader=yaml.SafeLoader)):
        raise ValueError("aliases and tags are not read")
    return yaml.safe_load(text)


def _map(given: Mapping[Any, Any], body: str) -> Extracted:
    """Return the fields that an article has, those that mean the same, and a note on the others."""
    values = {str(name).strip().lower(): value for name, value in given.items()}
    fields = {
        name: text for name in Metadata.model_fields if name in values and (text := _write(name, values.pop(name)))
    }
    notes = []
    for name, others in _FOREIGN.items():
        for other in others:
            if name not in fields and other in values and (text := _write(name, values[other])):
                if other == "source" and (name == "url") != text.startswith("http"):
                    continue
                values.pop(other)
                fields[name] = text
                notes.append(Note("note.mapped_field", {"given": other, "field": name}))
    if values:
        notes.append(Note("note.ignored_fields", {"fields": ", ".join(sorted(values))[:200]}))
    return Extracted(body, fields, tuple(notes))


def _write(name: str, value: Any) -> str | None:
    """Return a value as a field of an article is written."""
    if name == "published" and isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if isinstance(value, list):
        return "; ".join(filter(None, _write_each(value))) or None
    if isinstance(value, dict):
        return next(_write_each([value]), None)
    if value is None or isinstance(value, bool):
        return None
    text = " ".join(str(value).split())
    if name == "published" and (day := read_date(text)):
        return day.isoformat()
    if name == "language" and _LANGUAGE.fullmatch(text):
        return text.partition("_")[0].partition("-")[0].lower()
    return text or None


def _write_each(values: list[Any]) -> Iterator[str]:
    for each in values:
        named = each.get("name") or each.get("title") if isinstance(each, dict) else each
        if isinstance(named, str) and named.strip():
            yield " ".join(named.split())
