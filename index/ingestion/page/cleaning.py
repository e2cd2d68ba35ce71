"""A page's tree without what is hidden and what is no part of any article."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from index.ingestion.page.boxes import (
    drop_boxes,
    drop_emptied,
    drop_note_links,
    drop_prompts_in_line,
    is_attached,
    mark_quotes,
    open_interviews,
    remove,
)
from index.ingestion.page.dates import is_date_line
from index.ingestion.page.furniture import is_furniture
from index.ingestion.page.text import class_names, count_link_letters, squeeze, words_of

UNSEEN = (
    "//script|//style|//template|//noscript|//head|//*[@hidden]|//dialog[not(@open)]"
    "|//*[contains(translate(@style, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ ', 'abcdefghijklmnopqrstuvwxyz'), 'display:none')]"
    "|//*[contains(translate(@style, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ ', 'abcdefghijklmnopqrstuvwxyz'), 'visibility:hidden')]"
)
_UNSEEN_CLASS = re.compile(
    r"(?:^|\s)(?:sr-only|screen-reader(?:-text|-only)?|screenreader\w*|visually-?hidden|u-visually-hidden|a11y-hidden|d-none|is-hidden|u-hidden)(?:\s|$)"
)
_CAPTION = re.compile(
    r"(?:^|[\s_-])(?:fig)?(?:caption|captions|credit|credits|copyright|image-credit|photo-credit|bildunterschrift|byline-image|photoby)(?:[\s_-]|$)|caption"
)
_FURNITURE = re.compile(
    r"newsletter|sign-?up|subscri(?:be|ption)|(?:^|[\s_-])(?:related|recommend\w*|read-?more|more-on|also-read|see-also|promo\w*|teasers?|share|sharing|social\w*|"
    r"breadcrumbs?|tags?|topics?|comments?|advert\w*|ads?|cookies?|consent|gdpr|paywall|regwall|most-?read|trending|popular|outbrain|taboola|toolbar|"
    r"player|playlist|poll|quiz|widget|byline|bylines|author-?(?:bio|box|info|card)?|authors|dateline|timestamp|dates?|time|post_time|published|pubdate|meta|reading-?time|read-?also|"
    r"disclaimer|footer|support|donate|banner|cta|app-?download|print|reprints?|skip|infobox-related|linkbox|link-list)(?:[\s_-]|$)"
)
_BLOCKS = frozenset(
    "address article aside blockquote div dl fieldset figure footer form h1 h2 h3 h4 h5 h6 header li main nav ol p pre "  # noqa: SIM905
    "section table ul".split()
)
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_LONGEST_CAPTION = 600
_LONGEST_FURNITURE = 400
_LONGEST_LABEL = 3
_LINK_HEAVY = 0.75
_ALL_LINK = 0.9
_LONGEST_CELL = 400
_NOTE_MARK = re.compile(r"\[?(?:\d{1,3}|[*†‡]|[a-z])\]?")
_SIGNATURE = re.compile(r"[—–]\s*(?P<name>[^()—–]{2,60}?)\s*\(@\w{1,30}\)")


@dataclass
class Cleaned:
    """What was taken out of a page's tree."""

    hidden: int = 0
    captions: int = 0
    furniture: int = 0


def drop_unseen(tree: Any) -> int:
    """Take out what a browser would not show; return how many paragraphs of words went."""
    dropped = 0
    headlines = set(tree.iter("h1"))
    elements = [
        *tree.xpath(UNSEEN),
        *(each for each in tree.iter("*") if _UNSEEN_CLASS.search((each.get("class") or "").lower())),
    ]
    for element in elements:
        if element.getparent() is None or element.tag in {"body", "html"}:
            continue
        if headlines and headlines <= set(element.iter("h1")):
            continue  # it holds the only headline: a script shows it once the page has loaded
        if element.tag not in {"script", "style", "template", "noscript", "head"}:
            dropped += sum(1 for each in element.iter("p", "li") if words_of(each)) or bool(words_of(element))
        element.drop_tree()
    return dropped


def clean(tree: Any) -> Cleaned:
    """Take out captions, notes' marks, lists of teasers, prompts and lines of dates; mend embedded posts."""
    cleaned = Cleaned()
    whole = max(1, len(squeeze(tree.text_content())))
    _open_layout_tables(tree)
    open_interviews(tree)
    _drop_note_marks(tree)
    drop_note_links(tree)
    _mend_posts(tree)
    mark_quotes(tree)
    cleaned.captions = _drop_captions(tree)
    cleaned.furniture = (
        drop_prompts_in_line(tree) + drop_boxes(tree) + _drop_furniture(tree, whole) + _drop_link_blocks(tree)
    )
    drop_emptied(tree)
    return cleaned


def _drop_captions(tree: Any) -> int:
    dropped = 0
    for element in list(tree.iter("figcaption", "div", "span", "p", "small", "cite", "figure", "em", "i", "aside")):
        if not is_attached(element, tree):
            continue
        if element.tag == "figure":
            is_caption = (
                len(element.findall(".//p")) < 2
                and not element.findall(".//blockquote")
                and _is_short(element, _LONGEST_CAPTION)
            )
            has_words = is_caption and bool(words_of(element))
        else:
            is_caption = (element.tag == "figcaption" or bool(_CAPTION.search(class_names(element)))) and _is_short(
                element, _LONGEST_CAPTION
            )
            has_words = is_caption and bool(words_of(element))
        if has_words:
            dropped += 1
            remove(element)
    return dropped


def _drop_furniture(tree: Any, whole: int) -> int:
    """Take out elements that are called furniture and are short or full of links."""
    dropped = 0
    named = (
        "div",
        "section",
        "aside",
        "p",
        "span",
        "ul",
        "ol",
        "form",
        "time",
        "h2",
        "h3",
        "h4",
        "li",
        "header",
        "footer",
    )
    for element in list(tree.iter(*named)):
        if not is_attached(element, tree):
            continue
        names = class_names(element)
        if element.tag != "form" and not _FURNITURE.search(names) and not _is_line_of_furniture(element):
            continue
        letters = len(squeeze(element.text_content()))
        if not letters or letters > 0.3 * whole:
            continue
        links = count_link_letters(element)
        if element.tag == "form" or _is_line_of_furniture(element) or links >= 0.5 * letters:
            dropped += 1
            remove(element)
    return dropped


def _is_line_of_furniture(element: Any) -> bool:
    """Return whether an element without blocks in it is a line of furniture."""
    if element.tag in {"span", "time"} and _inside_paragraph(element):
        return False
    if any(child.tag in _BLOCKS for child in element.iterdescendants() if isinstance(child.tag, str)):
        return False
    words = words_of(element) if _is_short(element, _LONGEST_FURNITURE) else ""
    return bool(words) and (is_date_line(words) or is_furniture(words))


def _inside_paragraph(element: Any) -> bool:
    return any(parent.tag in {"p", "li", "blockquote", "h1", "h2", "h3", "a"} for parent in element.iterancestors())


def _drop_link_blocks(tree: Any) -> int:
    """Take out lists, boxes, paragraphs and headings of nothing but links, and the heading right above a list."""
    dropped = 0
    for element in list(tree.iter("ul", "ol", "section", "aside", "div", "p", "blockquote", *_HEADINGS)):
        if not is_attached(element, tree):
            continue
        letters, links = len(squeeze(element.text_content())), count_link_letters(element)
        if not letters or not links:
            continue
        number = sum(1 for _ in element.iter("a"))
        is_list = element.tag in {"ul", "ol", "section", "aside"} and number >= 2 and links >= _LINK_HEAVY * letters
        is_line = links >= _ALL_LINK * letters and (
            element.tag in {"p", "blockquote", *_HEADINGS} or (element.tag == "div" and _has_no_block(element))
        )
        if is_line and element.tag == "p" and _ends_sentence(element):
            is_line = number == 1 and letters > 30
        if is_list or is_line:
            _drop_with_heading(element)
            dropped += 1
    return dropped


def _ends_sentence(element: Any) -> bool:
    return words_of(element).endswith((".", "!", "…", ".”", ".»"))


def _drop_with_heading(element: Any) -> None:
    before = element.getprevious()
    is_list = element.tag in {"ul", "ol"} and not (element.tail or "").strip()
    if before is not None and is_list and (before.tag in _HEADINGS or _is_label(before)):
        remove(before)
    remove(element)


def _is_label(element: Any) -> bool:
    """Return whether a paragraph is a word or two above a list."""
    words = words_of(element)
    return element.tag == "p" and len(words.split()) <= _LONGEST_LABEL and words[-1:].isalnum()


def _has_no_block(element: Any) -> bool:
    return not any(child.tag in _BLOCKS for child in element.iterdescendants() if isinstance(child.tag, str))


def _open_layout_tables(tree: Any) -> None:
    """Make divisions of tables that lay out a page: one of their cells holds paragraphs or much text."""
    for table in list(tree.iter("table")):
        cells = [
            cell for cell in table.iter("td") if len(cell.findall(".//p")) >= 2 or len(words_of(cell)) > _LONGEST_CELL
        ]
        if not cells:
            continue
        for element in list(table.iter("table", "tbody", "tr", "td", "th")):
            element.tag = "div"


def _drop_note_marks(tree: Any) -> None:
    """Take out the marks of footnotes, but no exponents."""
    for element in list(tree.iter("sup")):
        words = words_of(element)
        before = element.getprevious()
        text = (before.tail if before is not None else element.getparent().text) or (
            words_of(before) if before is not None else ""
        )
        is_link = next(element.iter("a"), None) is not None
        if _NOTE_MARK.fullmatch(words) and (
            is_link
            or words.startswith("[")
            or text.rstrip()[-1:] in set('.,;:!?”’»")')
            or (before is not None and before.tag == "sup")
        ):
            element.drop_tree()


def _mend_posts(tree: Any) -> None:
    """Leave the name of who wrote an embedded post, without handle, date and links."""
    for quote in list(tree.iter("blockquote")):
        found = _SIGNATURE.search(words_of(quote))
        if not found or len(words_of(quote)) > 2_000:
            continue
        paragraphs = [words_of(each) for each in quote.iter("p") if words_of(each)] or [
            words_of(quote)[: found.start()]
        ]
        for child in list(quote):
            quote.remove(child)
        quote.text = None
        signature = f"— {found['name'].strip()}"
        for words in (*(each for each in paragraphs if not _SIGNATURE.match(each)), signature):
            line = quote.makeelement("p", {})
            line.text = _SIGNATURE.split(words)[0].strip() if words != signature else words
            quote.append(line)


def _is_short(element: Any, most: int) -> bool:
    return len(words_of(element)) <= most
