"""A feed (RSS, Atom, JSON Feed) or a sitemap -> what it calls itself and where its items are."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from index.ingestion.refusals import EmptyFeedRefusal, NoFeedRefusal

MOST_ITEMS = 1_000
"""Items of a feed that are looked at, the first ones."""

_SITEMAP = ("urlset", "sitemapindex")
_LONGEST = 500

SAMPLE = b"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>
<title>The Post</title><item><title>Fire &amp; water
</title><link>https://post.example/fire</link><author>jo@post.example (Jo Lind)</author>
<pubDate>Sat, 02 Mar 2024 10:00:00 GMT
</pubDate><description>&lt;p&gt;It burned.&lt;/p&gt;</description></item></channel></rss>"""


def parse_feed(content: bytes, options: dict[str, Any]) -> dict[str, Any]:
    """Return the feed's title, its kind (feed, sitemap or index) and its items: address, title, author, day.

    `count` is how many it has, of which the first are looked at.
    Raises NoFeedRefusal, EmptyFeedRefusal.
    """
    base = str(options.get("url") or "")
    found = _parse_json(content) or _parse_sitemap(content) or _parse_xml(content)
    if found is None:
        raise NoFeedRefusal
    items = [_shorten(item, base) for item in found["items"][:MOST_ITEMS]]
    items = [item for item in items if item["url"].startswith(("http://", "https://"))]
    if not items:
        raise EmptyFeedRefusal
    title, count = str(found["title"] or "")[:_LONGEST], found.get("count", len(found["items"]))
    return {"title": title, "kind": found["kind"], "items": items, "count": count}


def _shorten(item: dict[str, Any], base: str) -> dict[str, str]:
    texts = {name: " ".join(str(value or "").split())[:2_000] for name, value in item.items()}
    return {**texts, "url": urljoin(base, texts["url"])}


def _parse_json(content: bytes) -> dict[str, Any] | None:
    if content.lstrip()[:1] != b"{":
        return None
    try:
        feed = json.loads(content)
    except (ValueError, RecursionError):
        return None
    if not isinstance(feed, dict) or "jsonfeed.org" not in str(feed.get("version")):
        return None
    items = [each for each in feed.get("items") or [] if isinstance(each, dict)]
    return {"title": feed.get("title"), "kind": "feed", "items": [_describe_json(each) for each in items]}


def _describe_json(item: dict[str, Any]) -> dict[str, Any]:
    authors = item.get("authors") or [item.get("author")]
    names = [each.get("name") for each in authors if isinstance(each, dict) and each.get("name")]
    return {
        "url": item.get("url") or item.get("external_url"),
        "title": item.get("title"),
        "author": "; ".join(map(str, names)),
        "published": str(item.get("date_published") or "")[:10],
    }


def _parse_sitemap(content: bytes) -> dict[str, Any] | None:
    from lxml import etree

    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        root = etree.fromstring(content.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    kind = etree.QName(root).localname if isinstance(root.tag, str) else ""
    if kind not in _SITEMAP:
        return None
    items = [dict(_describe_entry(entry)) for entry in root if isinstance(entry.tag, str)]
    wanted = sorted((each for each in items if each.get("url")), key=lambda each: each["published"], reverse=True)
    return {"title": "", "kind": "index" if kind == "sitemapindex" else "sitemap", "items": wanted}


def _describe_entry(entry: Any) -> Iterator[tuple[str, str]]:
    from lxml import etree

    values = {
        etree.QName(each).localname: (each.text or "").strip() for each in entry.iter() if isinstance(each.tag, str)
    }
    yield "url", values.get("loc", "")
    yield "title", values.get("title", "")
    yield "author", ""
    yield "published", (values.get("publication_date") or values.get("lastmod") or "")[:10]


def _parse_xml(content: bytes) -> dict[str, Any] | None:
    import feedparser

    feed = feedparser.parse(io.BytesIO(content), sanitize_html=False, resolve_relative_uris=False)
    if not feed.get("version"):
        return None
    items = [_describe_item(entry) for entry in feed.entries[:MOST_ITEMS]]
    return {"title": feed.feed.get("title"), "kind": "feed", "items": items, "count": len(feed.entries)}


def _describe_item(entry: Any) -> dict[str, Any]:
    moment = entry.get("published_parsed") or entry.get("updated_parsed")
    return {
        "url": entry.get("link"),
        "title": entry.get("title"),
        "author": entry.get("author"),
        "published": f"{moment.tm_year:04}-{moment.tm_mon:02}-{moment.tm_mday:02}" if moment else "",
    }
