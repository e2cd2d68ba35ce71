"""Who wrote an article, out of what a page declares and its byline says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import Any

from index.ingestion.page.dates import has_more_than_dates, strip_dates
from index.ingestion.page.structured_data import StructuredData
from index.ingestion.page.text import class_names, words_of

_META = (
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "byl",
    "citation_author",
)
_BYLINE = re.compile(
    r"(?:^|[\s_-]|text)(?:author|authors|byline|by-line|autor|autore|auteur|signature|writer|written-?by|contributor|created-?by|submitted)(?:[\s_-]|__name|name|$)"
)
_BY = re.compile(
    r"^(?:(?:written|reported|submitted|posted|story|text|words|interview|report|analysis|publicado|publié|escrito|geschrieben|veröffentlicht)\s+)?"
    r"(?:by|von|por|par|di|door|av|af|от|автор[иы]?|text|autor(?:in|en)?|author|interview|entretien|entrevista|gespräch|беседовала?|интервью|інтерв'ю)\b[\s:]+",
    re.I,
)
_CREDIT = re.compile(
    r"^\W*(?:photo|foto|picture|image|bild|video|illustration|graphic|getty|фото|світлина|відео|видео)\w*\b", re.I
)
_JOB = re.compile(
    r"\s*(?:[,|/–—-]|\bis\b)\s*(?:[\w'’.-]+\s+){0,4}(?:correspondent|reporter|editor|writer|journalist(?:in)?|columnist|producer|"
    r"analyst|chief|contributor|redakteur(?:in)?|korrespondent(?:in)?|freelance\w*)\b.*$",
    re.I,
)
_ADDRESS = re.compile(r"https?://|www\.|@|\.(?:com|org|net|de|uk|ua|ru)\b", re.I)
_WHEN = re.compile(r"\s+(?:on|at|am|vom|le|il|el|den)(?:\s+\w{2,10})?[\s,.–-]*$", re.I)
"""What is left behind a name where a date was taken out."""

_AFTER = re.compile(r"\s+(?:published|updated|posted|last modified)\b.*$", re.I)
_PERSON_PAGE = re.compile(
    r"/(?:authors?|staff|journalists?|reporters?|contributors?|profiles?|autor(?:en|es)?|auteurs?|redaktion|by)/[\w.-]",
    re.I,
)
_PARTING = re.compile(r"\s*(?:;|\||/|•|·|\band\b|\bund\b|\bта\b|&)\s*", re.I)
_HANDLE = re.compile(r"\s*\(?@\w+\)?|\s*<?[\w.+-]+@[\w-]+(?:\.[\w-]+)+>?")
_WORTHLESS = re.compile(
    r"^(?:admin\w*|redaktion\w*|editor\w*|staff|webdesk|web desk|desk|news ?desk|newsroom|author|autor|unknown|anonymous|root|user\w*|"
    r"read more|follow|share|more|редакц\w+|редакція|адмін\w*|none|null|wordpress|super user|journalist\w*|reporter)$",
    re.I,
)
_PROGRAM = re.compile(r"[\[\]{}=$]|\(\)")
"""What a script leaves where its page should have put a name."""

_LONGEST = 60
_LONGEST_LINE = 120
_MOST = 12


def is_byline(line: str, authors: str | None) -> bool:
    """Return whether a line holds the names of authors, dates, the words that go with them, and nothing else."""
    if not authors or len(line) > 3 * _LONGEST:
        return False
    rest = line
    for name in authors.split("; "):
        rest = rest.replace(name, " ")
    return rest != line and not has_more_than_dates(_BY.sub("", rest.strip()))


def read_authors(tree: Any, declared: StructuredData, publisher: str | None) -> str | None:
    """Return the authors with semicolons between, or None where none is named.

    The outlet is one only where the page declares it and nobody else.
    """
    outlets = {_letters(name) for name in (publisher, declared.publisher) if name}
    persons = [name.text for name in declared.authors if name.is_person]
    declared_names = [name.text for name in declared.authors]
    for given, known in (
        (persons, outlets),
        (_read_meta(tree), outlets),
        (_read_bylines(tree), outlets),
        (_read_links(tree), outlets),
        (_read_worded_byline(tree), outlets),
        (declared_names, set()),
    ):
        names = _clean_all(given, known)
        if names:
            return "; ".join(names[:_MOST])
    return None


def _read_meta(tree: Any) -> list[str]:
    found: list[str] = []
    for wanted in _META:
        for meta in tree.iter("meta"):
            name = (meta.get("name") or meta.get("property") or "").lower()
            if name == wanted and (content := " ".join((meta.get("content") or "").split())):
                found.append(content)
        if found:
            return found
    return found


def _read_bylines(tree: Any) -> list[str]:
    """Return the words of the first byline of a page, or of the links in it."""
    for element in tree.iter("a", "address", "div", "span", "p", "li", "dd", "td", "h3", "h4", "h5", "strong", "em"):
        is_named = "author" in (element.get("rel") or "").lower().split() or element.get("itemprop") == "author"
        if not is_named and not _BYLINE.search(class_names(element)):
            continue
        words = words_of(element)
        if not words or len(words) > 3 * _LONGEST:
            continue
        links = [words_of(link) for link in element.iter("a") if link is not element and words_of(link)]
        names = [link for link in links if _clean(link)]
        pieces = [" ".join(piece.split()) for piece in element.itertext() if piece.strip()]
        if not names and len(pieces) > 1:
            names = list(takewhile(lambda piece: _is_full_name(_BY.sub("", piece)) and bool(_clean(piece)), pieces))
        return names or [words]
    return []


def _read_links(tree: Any) -> list[str]:
    """Return the name in the first link to a person's page behind the headline."""
    is_behind = False
    for element in tree.iter("h1", "a"):
        if element.tag == "h1":
            is_behind = True
        elif is_behind and _PERSON_PAGE.search(element.get("href") or "") and _is_full_name(words_of(element)):
            return [words_of(element)]
    return []


def _read_worded_byline(tree: Any) -> list[str]:
    """Return the names in a line between the headline and the text that begins as bylines do and has names alone."""
    is_behind = False
    for element in tree.iter("h1", "div", "span", "p", "li", "td", "small", "em", "strong"):
        if element.tag == "h1":
            is_behind = True
        words = words_of(element)
        if not is_behind or next(element.iter("p", "div", "h1"), element) is not element:
            continue
        if len(words) > _LONGEST_LINE:
            return []
        names = list(_split(words)) if _BY.match(words) else []
        if names and all(_is_full_name(name) for name in names):
            return names
    return []


def _clean_all(given: Iterable[str], outlets: set[str]) -> list[str]:
    names: dict[str, str] = {}
    for each in given:
        for name in _split(each):
            cleaned = _clean(name)
            if cleaned and _letters(cleaned) not in outlets:
                names.setdefault(cleaned.casefold(), cleaned)
    return list(names.values())


def _split(text: str) -> Iterator[str]:
    """Return the names in a text: "Surname, Name" is one, "One Name, Another Name" are two."""
    if _ADDRESS.match(text.strip()):
        return
    for part in _PARTING.split(_BY.sub("", _JOB.sub("", _WHEN.sub("", strip_dates(text.strip()))))):
        pieces = [piece.strip() for piece in part.split(",") if piece.strip()]
        if (
            len(pieces) == 2
            and len(pieces[0].split()) == 1
            and 1 <= len(pieces[1].split()) <= 2
            and _is_name(pieces[1])
        ):
            yield f"{pieces[1]} {pieces[0]}"
        else:
            yield from pieces


def _is_full_name(text: str) -> bool:
    return 2 <= len(text.split()) <= 4 and all(word[:1].isupper() for word in text.split())


def _is_name(text: str) -> bool:
    return text[:1].isupper() and not _JOB.search(f", {text}") and not any(character.isdigit() for character in text)


def _clean(text: str) -> str | None:
    """Return a name without what stands around it; None for what is no name of an author."""
    if _CREDIT.match(text.strip()) or _PROGRAM.search(text):
        return None
    name = _HANDLE.sub("", _AFTER.sub("", _JOB.sub("", _BY.sub("", " ".join(text.split())))))
    name = re.sub(r"\s*\([^()]*\)?\s*$", "", name).strip(' ,;:|–—-*"“”‘’')
    if not 1 < len(name) <= _LONGEST or _ADDRESS.search(name) or _WORTHLESS.match(name) or _CREDIT.match(name):
        return None
    is_name = any(map(str.isalpha, name)) and not any(map(str.isdigit, name))
    return name if is_name else None


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
