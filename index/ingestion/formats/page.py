"""A page as HTML or as the one file that browsers save (MHTML) -> the article on it."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

from index.ingestion.formats.decoding import Decoded, decode_page, require_no_control_character
from index.ingestion.page.read_page import read_page
from index.ingestion.refusals import (
    ConsentPageRefusal,
    EmptyArchiveRefusal,
    NoArticleRefusal,
    PaywallRefusal,
    ScriptPageRefusal,
)

_ARCHIVE = re.compile(rb"\s{0,9}(?:[A-Za-z-]{2,40}:[^\n]{0,998}\r?\n(?:[ \t][^\n]{0,998}\r?\n)*){2,30}\r?\n")
_MULTIPART = re.compile(
    rb"^(?:content-type:\s*multipart/related|mime-version:|content-location:|snapshot-content-location:)", re.I | re.M
)
_SENTENCE = re.compile(r"\w[^.!?…。]{20,}[.!?…。]")
_HARDLY = 600
_FIELDS = ("title", "publisher", "author", "published", "url", "language")

_PARAGRAPH = "The harbour of Veldra burned for three days, and nobody in the hall said what for, the mayor told them. "
_FULL = f"""<!DOCTYPE html><html lang="uk"><head><meta charset="utf-8"><title>Гавань горіла | Вісник</title>
<meta property="og:title" content="Гавань горіла"><meta property="og:site_name" content="Вісник">
<link rel="canonical" href="https://www.ov.ua/war/harbour"><link rel="alternate" href="https://post.co/x">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Гавань горіла", "author": {{"@type": "Person",
"name": "Jo Lind"}}, "datePublished": "2024-03-02T08:00:00+02:00"}}</script></head><body><main><article>
<h1>Гавань горіла</h1>
<p>{_PARAGRAPH * 2}</p><p>Гавань горіла три дні, а мер мовчав, повідомила рада міста у вівторок після засідання.</p>
<ul><li>One boat sank.</li><li>Two came home.</li></ul><h2>Losses</h2>
<table><tr><th>Boats</th></tr><tr><td>Two</td></tr></table>
<blockquote><p>The pier is gone.</p>&mdash; Jo Lind (@jolind) <a href="https://x.com/1">May 2, 2024</a></blockquote>
<blockquote>It burned for three days.</blockquote><p>{_PARAGRAPH}<b>Nobody</b> <a href="https://nv.ua/a">slept</a>.</p>
</article></main></body></html>"""
_SHORT = f"""<html><head><meta charset="utf-8"><title>Гавань</title></head><body><nav>
<a href="/">Home</a></nav><div><p>Гавань горіла три дні, а мер мовчав.</p><p>{_PARAGRAPH}</p></div><div id="root"></div><script>1</script></body></html>"""
SAMPLES = (_FULL.encode(), _SHORT.encode("cp1251"), b"<html><body><p>Hm.</p><a href='/'>Home</a></body></html>")
"""Pages that lead through everything that is loaded late: a date in JSON-LD, domains of two and three letters, a wrong
encoding, lists, a table, an embedded post, and pages so short that the last means are tried."""


def parse_page(content: bytes, options: dict[str, Any]) -> dict[str, Any]:
    """Return the text and the fields of the article on a page, and notes on how it was read.

    Raises NoArticleRefusal or a more precise refusal, EncodingRefusal, ControlCharacterRefusal.
    """
    html, charset, address = _open_archive(content) or (content, options.get("charset"), None)
    decoded = decode_page(html, charset)
    if "\0" in decoded.text:
        require_no_control_character(decoded.text)
    found = read_page(decoded.text)
    if not _has_article(found):
        _refuse(found)
    fields = {name: found[name] for name in _FIELDS if found.get(name)}
    if address and "url" not in fields:
        fields["url"] = address
    return {"text": found["text"], "fields": fields, "notes": list(_describe(found, decoded))}


def _has_article(found: dict[str, Any]) -> bool:
    """Return whether there is a sentence of an article, and not the menu of an empty page."""
    text = found["text"]
    if not text.strip() or found.get("asks_consent"):
        return False
    return bool(_SENTENCE.search(text)) or len(text) > _HARDLY


def _refuse(found: dict[str, Any]) -> None:
    """Say why there is no article."""
    if found.get("asks_consent"):
        raise ConsentPageRefusal
    if found.get("is_free") is False or found.get("has_paywall"):
        raise PaywallRefusal
    if found.get("has_script") and found.get("visible", 0) < _HARDLY:
        raise ScriptPageRefusal
    raise NoArticleRefusal


def _describe(found: dict[str, Any], decoded: Decoded) -> Iterator[tuple[str, dict[str, Any]]]:
    """Return what a moderator should know of how a page was read."""
    if found["is_from_data"]:
        yield "note.from_data", {}
    else:
        yield "note.kept_characters", {"kept": f"{found['kept']:,}", "all": f"{found['visible']:,}"}
    left_out = {name: found[name] for name in ("links", "images", "captions", "tables")}
    if any(left_out.values()):
        yield "note.dropped_blocks", left_out
    if found["furniture"]:
        yield "note.furniture", {"number": found["furniture"]}
    if found["hidden"]:
        yield "note.hidden", {"number": found["hidden"]}
    if found["unproven"]:
        yield "note.unproven_paragraphs", {"number": found["unproven"]}
    if found["is_free"] is False or found["has_paywall"]:
        yield "note.paywall", {}
    if decoded.misdeclared:
        yield "note.misdeclared_encoding", {"declared": decoded.misdeclared, "encoding": decoded.encoding}
    if broken := found["text"].count("\ufffd"):
        yield "note.broken_characters", {"number": broken}


def _open_archive(content: bytes) -> tuple[bytes, str | None, str | None] | None:
    """Return the page in a web archive, its encoding and address; None where it is none.

    Raises EmptyArchiveRefusal.
    """
    head = _ARCHIVE.match(content[:20_000])
    if not head or not _MULTIPART.search(head[0]):
        return None
    message = email.message_from_bytes(content.lstrip(), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    for part in message.walk():
        if part.get_content_type() in {"text/html", "application/xhtml+xml"}:
            page = part.get_payload(decode=True)
            address = str(part.get("Content-Location") or message.get("Snapshot-Content-Location") or "")
            assert isinstance(page, bytes)
            return page, part.get_content_charset(), address if address.startswith("http") else None
    raise EmptyArchiveRefusal
