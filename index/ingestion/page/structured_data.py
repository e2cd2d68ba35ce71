"""What a page says of its article in JSON-LD, read as data and never trusted to be well formed."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

_ARTICLE = re.compile(r"article|posting|report|review|analysis|opinion", re.I)
_NO_ARTICLE = re.compile(r"webpage|list|organization|person|breadcrumb|website|image|video", re.I)
_DEEPEST = 12
_COMMENT = re.compile(r"^\s*(?://)?\s*(?:<!\[CDATA\[|<!--)|(?:\]\]>|-->)\s*$")
_TAG = re.compile(r"<[^<>]{1,300}>")
_BREAKING_TAG = re.compile(r"</?(?:p|br|div|li|h\d)\b[^<>]{0,300}>", re.I)
_PERSON = re.compile(r"person|author", re.I)


@dataclass(frozen=True)
class Name:
    """Somebody or something named as an author or a publisher."""

    text: str
    is_person: bool


@dataclass(frozen=True)
class StructuredData:
    """What a page declares of its article; what it does not is None or empty."""

    headline: str | None = None
    authors: tuple[Name, ...] = ()
    published: str | None = None
    publisher: str | None = None
    language: str | None = None
    description: str | None = None
    body: str | None = None
    is_free: bool | None = None


@dataclass
class _Found:
    nodes: list[dict[str, Any]] = field(default_factory=list)
    by_id: dict[str, dict[str, Any]] = field(default_factory=dict)


def read_structured_data(tree: Any) -> StructuredData:
    """Return what the JSON-LD of a page says of its article."""
    found = _Found()
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            _collect(_parse(script.text or ""), found, 0)
    if not found.nodes:
        return StructuredData()
    node = max(found.nodes, key=lambda each: ("headline" in each) + ("datePublished" in each) + ("articleBody" in each))
    return _describe(node, found)


def _describe(node: dict[str, Any], found: _Found) -> StructuredData:
    publisher = next(iter(_read_names(node.get("publisher"), found)), None)
    return StructuredData(
        headline=_read_text(node.get("headline")),
        authors=tuple(_read_names(node.get("author") or node.get("creator"), found)),
        published=_read_text(node.get("datePublished") or node.get("dateCreated")),
        publisher=publisher.text if publisher else None,
        language=_read_text(node.get("inLanguage")),
        description=_read_text(node.get("description")),
        body=_read_body(node.get("articleBody")),
        is_free=_read_flag(node.get("isAccessibleForFree")),
    )


def _parse(text: str) -> Any:
    """Return what a script holds; control characters and marks around it are passed over."""
    cleaned = _COMMENT.sub("", text).strip().rstrip(";")
    try:
        return json.loads(cleaned, strict=False)
    except (ValueError, RecursionError):
        return None


def _collect(value: Any, found: _Found, depth: int) -> None:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for each in value:
            _collect(each, found, depth + 1)
    elif isinstance(value, dict):
        kinds = value.get("@type")
        names = " ".join(map(str, kinds)) if isinstance(kinds, list) else str(kinds or "")
        if _ARTICLE.search(names) and not _NO_ARTICLE.search(names):
            found.nodes.append(value)
        if isinstance(value.get("@id"), str) and len(value) > 1:
            found.by_id.setdefault(value["@id"], value)
        for each in value.values():
            if isinstance(each, dict | list):
                _collect(each, found, depth + 1)


def _read_names(value: Any, found: _Found) -> Iterator[Name]:
    if isinstance(value, list):
        for each in value:
            yield from _read_names(each, found)
    elif isinstance(value, dict):
        node = {**found.by_id.get(str(value.get("@id")), {}), **value}
        name = node.get("name")
        for each in name if isinstance(name, list) else [name]:
            if text := _read_text(each):
                yield Name(text, bool(_PERSON.search(str(node.get("@type") or "person"))))
    elif text := _read_text(value):
        yield Name(text, True)


def _read_text(value: Any) -> str | None:
    """Return a value as one line of text, its entities and tags resolved."""
    if isinstance(value, list) and value:
        value = value[0]
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return None
    return " ".join(_TAG.sub("", html.unescape(html.unescape(str(value)))).split()) or None


def _read_body(value: Any) -> str | None:
    if not isinstance(value, str):
        return None
    text = _TAG.sub("", _BREAKING_TAG.sub("\n", html.unescape(value)))
    lines = (" ".join(line.split()) for line in re.split(r"[\r\n]+", text))
    return "\n\n".join(line for line in lines if line) or None


def _read_flag(value: Any) -> bool | None:
    known = {"true": True, "false": False, "1": True, "0": False}
    return known.get(str(value).strip().lower())
