"""The article of a page: cleaned, found, proved to stand there, and written as Markdown."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

from index.ingestion.page.article_body import find_body
from index.ingestion.page.authors import is_byline, read_authors
from index.ingestion.page.blocks import (
    BREAK,
    Block,
    find_rows,
    nearly_stands_in,
    read_shown,
    stands_in,
    strip_mark,
    write_block,
)
from index.ingestion.page.boxes import is_paywall
from index.ingestion.page.cleaning import clean, drop_unseen
from index.ingestion.page.dates import is_date_line, read_date
from index.ingestion.page.furniture import ABOUT_AUTHOR, is_furniture
from index.ingestion.page.headline import read_publisher, read_title
from index.ingestion.page.structured_data import StructuredData, read_structured_data
from index.ingestion.page.text import squeeze, words_of

_EDGE = 3
"""Blocks at each end of an article among which bylines and sources are looked for."""

_SHORT_PAGE = 400
_LONGEST_RUBRIC = 3
_LONGEST_WORD = 15
_FIRST_CHINESE = "\u2e80"
_ENDS = (".", "!", "?", "…", ":", "”", "»", '"')
_CONSENT = re.compile(
    r"\b(?:cookies?|consent|partners?|privacy|gdpr|datenschutz|einwilligung|zustimm\w+"
    r"|конфіденційн\w+|конфиденциальн\w+|згод[аиоу]\w*|погод\w+|соглас\w+|партнер\w*|партн[её]р\w*)\b",
    re.I,
)
_PRINTED = re.compile(r"(?:printed|accessed|retrieved|gedruckt|роздруковано|распечатано)\b", re.I)
"""What comes before the day on which somebody looked at a page."""

_DATE_CLASS = re.compile(r"date|time|publish|posted|pubdate")
_META_DATES = (
    "article:published_time", "og:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "dcterms.date", "dcterms.created",
    "publish-date", "publish_date", "pubdate", "parsely-pub-date", "sailthru.date", "article.published", "article:published", "cxenseparse:recs:publishtime", "citation_publication_date", "citation_online_date",
)  # fmt: skip


def read_page(page: str) -> dict[str, Any]:
    """Return the article of a page and what became of the rest; the text is empty where there is none."""
    import trafilatura

    tree = trafilatura.load_html(page)
    if tree is None:
        return {"text": ""}
    declared = read_structured_data(tree)
    language, url = _read_language(tree, declared), _read_url(tree)
    publisher = read_publisher(tree, declared)
    title, author = read_title(tree, declared, publisher, url), read_authors(tree, declared, publisher)
    found: dict[str, Any] = {
        "title": title, "publisher": publisher, "url": url, "language": language,
        "author": author, "published": _read_published(tree, declared, language, author),
        "is_free": declared.is_free, "images": sum(1 for _ in tree.iter("img")), "has_script": next(tree.iter("script"), None) is not None,
    }  # fmt: skip
    description = declared.description or _read_meta(tree, ("description", "og:description"))
    return {**found, **_read_text(tree, declared, title or "", description, author)}


def _read_text(
    tree: Any, declared: StructuredData, title: str, description: str | None, author: str | None
) -> dict[str, Any]:
    hidden = drop_unseen(tree)
    visible = read_shown(deepcopy(tree)).replace(BREAK, "")
    paywall = any(is_paywall(each) for each in tree.iter("div", "section"))
    cleaned = clean(tree)
    body = find_body(tree, title, description)
    blocks, dropped = _drop_lines(_drop_headline(body.blocks, title), author)
    seen = body.shown.replace(BREAK, "")
    written = [written for block in blocks if (written := write_block(block))]
    proven = [block for block in written if stands_in(block, seen)]
    shown = [block for block in written if stands_in(block, seen) or nearly_stands_in(block, body.shown)]
    text, from_data = "\n\n".join(shown), False
    if declared.body and len(squeeze(text)) < 0.4 * len(squeeze(declared.body)) and declared.is_free is not False:
        text, from_data = declared.body, True
    links = body.found.body if body.found is not None else None
    return {
        "text": f"{text}\n" if text.strip() else "",
        "kept": sum(len(squeeze(strip_mark(line))) for line in text.splitlines()),
        "visible": len(visible),
        "unproven": len(shown) - len(proven),
        "hidden": hidden + len(written) - len(shown),
        "is_from_data": from_data,
        "furniture": cleaned.furniture + dropped,
        "captions": cleaned.captions,
        "links": sum(1 for _ in links.iter("ref")) if links is not None else 0,
        "tables": sum(not find_rows(each) for each in links.iter("table")) if links is not None else 0,
        "has_paywall": paywall,
        "asks_consent": len(visible) < 10 * _SHORT_PAGE
        and len(_CONSENT.findall(words_of(tree))) >= 5
        and (len(text) < _SHORT_PAGE / 2 or len(_CONSENT.findall(text)) >= 2)
        and len(text) < 2 * _SHORT_PAGE,
    }


def _drop_headline(blocks: tuple[Block, ...], title: str) -> list[Block]:
    """Leave out a first block that says the headline again."""
    wanted = squeeze(title).casefold()
    return [
        block for number, block in enumerate(blocks) if number >= _EDGE or squeeze(block.words).casefold() != wanted
    ]


def _drop_lines(blocks: list[Block], author: str | None) -> tuple[list[Block], int]:
    """Leave out lines that belong to the page, and headings that nothing follows; return how many."""
    kept: list[Block] = []
    for number, block in enumerate(blocks):
        if block.kind == "quote":
            kept.append(block)
            continue
        at_head, at_end = number < 2 * _EDGE, number >= max(len(blocks) // 2, len(blocks) - 2 * _EDGE)
        lines = [
            line
            for line in block.words.split("\n")
            if not is_furniture(line, at_head=at_head, at_end=at_end)
            and not is_byline(line, author)
            and (block.kind == "list" or not line.strip() or any(map(str.isalpha, line)))
        ]
        if any(line.strip() for line in lines) and not (not kept and _is_rubric(block, "\n".join(lines))):
            kept.append(Block(block.kind, "\n".join(lines)))
    about = next(
        (number for number, block in enumerate(kept) if ABOUT_AUTHOR.fullmatch(block.words.strip(" :\n"))), None
    )
    if about is not None and len(kept) - about <= _EDGE + 1:
        kept = kept[:about]
    while kept and (kept[-1].kind == "head" or _is_rubric(kept[-1], kept[-1].words)):
        kept.pop()
    return kept, _count_lines(blocks) - _count_lines(kept)


def _is_rubric(block: Block, words: str) -> bool:
    """Return whether what stands above an article is a word or two that are no sentence."""
    words = words.strip()
    is_short = len(words.split()) <= _LONGEST_RUBRIC and len(words) <= _LONGEST_RUBRIC * _LONGEST_WORD
    return block.kind == "p" and is_short and not words.endswith(_ENDS) and max(words) < _FIRST_CHINESE


def _count_lines(blocks: list[Block]) -> int:
    return sum(1 for block in blocks for line in block.words.split("\n") if line.strip())


def _read_published(tree: Any, declared: StructuredData, language: str | None, author: str | None) -> str | None:
    """Return the day of publication that a page declares, or the one in its only line of dates."""
    for given in (declared.published, _read_meta(tree, _META_DATES), _read_itemprop(tree), _read_time_element(tree)):
        if given and (day := read_date(given, language)):
            return day.isoformat()
    return _search_declared(tree) or _read_shown_date(tree, language, author)


def _search_declared(tree: Any) -> str | None:
    from htmldate import find_date

    found: str | None = (
        find_date(deepcopy(tree), extensive_search=False, original_date=True) if _has_declared_date(tree) else None
    )
    return found


def _has_declared_date(tree: Any) -> bool:
    return any(
        "date" in (each.get("name") or each.get("property") or each.get("itemprop") or "").lower()
        for each in tree.iter("meta")
    )


def _read_itemprop(tree: Any) -> str | None:
    for element in tree.iter("time", "meta", "span", "div", "abbr"):
        if (element.get("itemprop") or "").lower() == "datepublished":
            return element.get("datetime") or element.get("content") or element.get("title") or words_of(element)
    return None


def _read_time_element(tree: Any) -> str | None:
    for element in tree.iter("time"):
        if element.get("datetime") and not any(
            each.tag in {"aside", "nav", "footer", "li"} for each in element.iterancestors()
        ):
            return str(element.get("datetime"))
    return None


def _read_shown_date(tree: Any, language: str | None, author: str | None) -> str | None:
    """Return the date of the first line of dates near the headline; one that says it is an update counts last."""
    for element in tree.iter("span", "div", "p", "time", "small", "em"):
        words = words_of(element)
        if (
            len(words) > 160
            or _PRINTED.match(words)
            or any(each.tag in {"aside", "nav", "footer", "li"} for each in element.iterancestors())
        ):
            continue
        names = (element.get("class") or "").lower()
        is_named = _DATE_CLASS.search(names) or "author" in names or "byline" in names
        is_line = is_date_line(words) or is_named or is_byline(words, author)
        if is_line and (day := read_date(_prefer_published(words), language)):
            return day.isoformat()
    return None


def _prefer_published(words: str) -> str:
    """Return the part of a line that follows the word for publication, where there is one."""
    found = re.search(r"\b(?:published|posted|опубліковано|опубликовано|veröffentlicht|erstellt|publié)\b", words, re.I)
    return words[found.start() :] if found else words


def _read_language(tree: Any, declared: StructuredData) -> str | None:
    root = tree if tree.tag == "html" else next(tree.iter("html"), tree)
    return root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or declared.language


def _read_url(tree: Any) -> str | None:
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split() and (link.get("href") or "").startswith("http"):
            return str(link.get("href")).strip()
    found = _read_meta(tree, ("og:url",))
    return found if found and found.startswith("http") else None


def _read_meta(tree: Any, wanted: tuple[str, ...]) -> str | None:
    for name in wanted:
        for meta in tree.iter("meta"):
            if (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower() == name and (
                meta.get("content") or ""
            ).strip():
                return " ".join(meta.get("content").split())
    return None
