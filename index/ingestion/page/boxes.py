"""Boxes of a page that stand among an article's paragraphs: prompts, rubrics, bylines, quotations that are repeated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from index.ingestion.page.blocks import BREAKING
from index.ingestion.page.furniture import is_furniture
from index.ingestion.page.text import class_names, squeeze, words_of

BOXES = ("div", "section", "aside", "header", "footer", "ul")
_PROMPT = re.compile(
    r"newsletter|sign-?up|subscri(?:be|ption)(?!r)|donat|paywall|regwall|cookie|consent|membership|abo-?box"
    r"|(?:^|[\s_-])cta(?:[\s_-]|$)"
)
_PAYWALL = re.compile(
    r"paywall|regwall|subscri(?:be|ption)-?(?:wall|prompt|offer|box)|piano|premium-(?:offer|box|wall)|meter(?:ed)?-"
)
_ACCOUNT = re.compile(
    r"/(?:abo|login|log-in|signin|sign-in|subscribe|subscription|account|register|membership|donate)\b"
)
_RUBRIC = re.compile(
    r"(?:^|[\s_-])(?:kicker|overline|eyebrow|rubric|rubrik|flag|section-label|news-type|(?:article|post|story)-?(?:tag|category|label|type))(?:[\s_-]|__|$)"
)
_BYLINE = re.compile(
    r"(?:^|[\s_-])(?:byline|by-line|signature|author|authors|contributors?|meta-?items?|post-?(?:meta|info)|article-?(?:meta|info))(?:[\s_-]|__|$)"
)
_BUTTON = re.compile(r"(?:^|[\s_-])(?:button|btn)(?:[\s_-]|$)")
_PULLED = re.compile(r"pull-?quote")
_LEADS = re.compile(
    r"[(\[]?(?:read (?:also|more|next)|also read|see also|more on this|lesen sie (?:auch|mehr)|mehr dazu|lire aussi|lea también|czytaj (?:też|także|więcej)"
    r"|читайте (?:также|ещё|подробнее|також|ще)|читать (?:также|подробнее|далее)|читати (?:також|докладніше)|смотрите также|дивіться також)\b",
    re.I,
)
_NOTE_LINK = re.compile(r"\[\d{1,3}\]")
_SENTENCE = re.compile(r"\w{2,}[^.!?…]{15,}[.!?…][”»\"’]?(?:\s|$)")
_LONGEST_RUBRIC = 60
_LONGEST_BYLINE = 160
_LONGEST_PROMPT = 800
_SHORTEST_ANSWER = 40
_LEAST_LOST = 20
_LOST = "data-lost"
"""Attribute of a box with the number of letters that were taken out of it."""


def is_paywall(element: Any) -> bool:
    """Return whether an element is called a paywall."""
    return bool(_PAYWALL.search(class_names(element)))


def drop_boxes(tree: Any) -> int:
    """Take these boxes out; return how many."""
    whole, dropped = squeeze(tree.text_content()), 0
    for element in list(tree.iter(*BOXES, "p", "span", "a", "h2", "h3", "h4", "figure", "blockquote")):
        if not is_attached(element, tree) or not (words := words_of(element)):
            continue
        if _is_box(element, words, whole):
            dropped += 1
            remove(element)
    return dropped


def _is_box(element: Any, words: str, whole: str) -> bool:
    names = class_names(element)
    is_block = element.tag in BOXES
    if _PULLED.search(names) and whole.count(squeeze(words).strip('"“”„«»—–-')) > 1:
        return True
    if len(words) <= _LONGEST_RUBRIC and _RUBRIC.search(names) and not _stands_in_line(element):
        return not _holds_headline(element)
    if is_block and len(words) <= _LONGEST_BYLINE and _BYLINE.search(names):
        return not _SENTENCE.search(words) and not _holds_headline(element)
    is_small = len(words) <= _LONGEST_PROMPT and (2 * len(words) < len(whole) or is_paywall(element))
    return is_block and is_small and _PROMPT.search(names) is not None and _asks(element)


def _asks(element: Any) -> bool:
    """Return whether a box has something to press, or says in a line of its own what to do."""
    if next(element.iter("form", "input", "button"), None) is not None:
        return True
    if any(_ACCOUNT.search(link.get("href") or "") or _BUTTON.search(class_names(link)) for link in element.iter("a")):
        return True
    return any(is_furniture(words_of(each)) for each in element.iter("p", "a", "h2", "h3", "h4", "span"))


def _stands_in_line(element: Any) -> bool:
    return any(parent.tag in {"p", "li", "blockquote"} for parent in element.iterancestors())


def _holds_headline(element: Any) -> bool:
    return next(element.iter("h1"), None) is not None


def drop_emptied(tree: Any) -> None:
    """Take out boxes of which a heading is left, since what stood below it was taken out."""
    for element in list(tree.xpath(f"//*[@{_LOST}]")):
        if element.tag not in BOXES or not is_attached(element, tree):
            continue
        headings = "".join(words_of(each) for each in element.iter("h2", "h3", "h4", "h5", "h6"))
        is_rest = squeeze(words_of(element)) == squeeze(headings)
        if headings and is_rest and int(element.get(_LOST)) > len(squeeze(headings)) + _LEAST_LOST:
            element.drop_tree()


def mark_quotes(tree: Any) -> None:
    """Write the quotation marks that a browser shows around a quotation within a line."""
    for quote in list(tree.iter("q")):
        quote.tag = "span"
        quote.text = f"“{quote.text or ''}"
        if len(quote):
            quote[-1].tail = f"{quote[-1].tail or ''}”"
        else:
            quote.text += "”"


def drop_prompts_in_line(tree: Any) -> int:
    """Take out what leads to another article in the middle of a paragraph; return how many."""
    dropped = 0
    for element in list(tree.iter("a", "b", "strong", "em", "i", "span")):
        if not is_attached(element, tree) or not _stands_in_line(element) or not _LEADS.match(words_of(element)):
            continue
        beside = element.getnext()
        links = [element] if next(element.iter("a"), None) is not None or element.getparent().tag == "a" else []
        if not links and beside is not None and beside.tag == "a" and not (element.tail or "").strip():
            links = [beside, element]
        for link in links:
            remove(link)
        dropped += bool(links)
    return dropped


def open_interviews(tree: Any) -> None:
    """Make paragraphs of the terms and descriptions of a list whose descriptions are answers of a sentence or more."""
    for each in list(tree.iter("dl")):
        answers = [words_of(answer) for answer in each.iter("dd")]
        if 2 * sum(
            len(words) >= _SHORTEST_ANSWER and words.endswith((".", "!", "?", "…", "”")) for words in answers
        ) <= len(answers):
            continue
        each.tag = "div"
        for part in each.iter("dt", "dd"):
            part.tag = "div" if part.find(".//p") is not None else "p"


def drop_note_links(tree: Any) -> None:
    """Take out the marks of footnotes that are links within the page."""
    for link in list(tree.iter("a")):
        if (link.get("href") or "").startswith("#") and _NOTE_LINK.fullmatch(words_of(link)):
            link.drop_tree()


def remove(element: Any) -> None:
    """Take an element out, and leave a break where it parted the words before it from those behind it."""
    letters = len(squeeze(element.text_content()))
    for box in _surrounding(element):
        box.set(_LOST, str(int(box.get(_LOST) or 0) + letters))
    if (element.tail or "").strip() or _parts_a_line(element):
        parting = element.makeelement("br", {})
        parting.tail, element.tail = element.tail, None
        element.addnext(parting)
    element.drop_tree()


def _parts_a_line(element: Any) -> bool:
    """Return whether words stand right before an element and more of a line, such as words in bold, right behind it."""
    before, after = element.getprevious(), element.getnext()
    words = element.getparent().text if before is None else before.tail
    is_after_words = bool((words or "").strip()) or (before is not None and before.tag not in BREAKING)
    return is_after_words and after is not None and after.tag not in BREAKING


def _surrounding(element: Any) -> Iterator[Any]:
    for number, ancestor in enumerate(element.iterancestors(*BOXES)):
        if number == 3:
            return
        yield ancestor


def is_attached(element: Any, tree: Any) -> bool:
    """Return whether an element is still in the tree."""
    root = element
    while (parent := root.getparent()) is not None:
        root = parent
    return root is tree and element is not tree
