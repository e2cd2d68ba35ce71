"""The blocks of a page's article: what trafilatura finds, and the paragraphs beside it that it passes over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from index.ingestion.page.blocks import Block, find_blocks, join_torn, read_shown
from index.ingestion.page.text import class_names, count_link_letters, squeeze, words_of

_LEAD = re.compile(
    r"(?:^|[\s_-])(?:standfirst|lead|lede|leadtext|intro|introduction|deck|dek|subtitle|sub-?title|subheadline|sub-?heading|subhead|summary|perex|chapo|vorspann|"
    r"abstract|excerpt|description|teaser-?text|anons|announce|lid)(?:[\s_-]|__|$)"
)
_APART = {"a", "aside", "nav", "footer", "form", "figure", "li", "table", "button", "label"}
_APART_CLASS = re.compile(
    r"related|recommend|newsletter|comment|share|social|promo|sidebar|author-?(?:bio|info|card)|teaser-list|most-?read|footer|cookie|consent"
)
_ENDS = (".", "!", "?", "…", "”", "»", '"', ":", "。", "।")
_SHORTEST = 40
_SHORTEST_LEAD = 30
_MOST_LEADS = 3
_LONGEST_HEADING = 120
_LINK_LIGHT = 0.4
_LINK_FEW = 0.2


@dataclass(frozen=True)
class Body:
    """The blocks of an article in order, what the page shows in all, and what else is known of it."""

    blocks: tuple[Block, ...]
    shown: str
    found: Any
    recovered: int = 0


def find_body(tree: Any, title: str, description: str | None) -> Body:
    """Return the article of a tree from which everything unseen is gone."""
    import trafilatura

    _mark_leads(tree, description)
    shown = read_shown(deepcopy(tree))
    page = deepcopy(tree)
    found: Any = trafilatura.bare_extraction(
        page,
        with_metadata=False,
        include_comments=False,
        include_tables=True,
        include_images=False,
        include_links=True,
        include_formatting=True,
    )
    if found is None:
        return Body((), shown, None)
    blocks = join_torn(find_blocks(found.body, title), shown)
    recovered = _recover(tree, blocks, title, description)
    return Body(tuple(recovered), shown, found, len(recovered) - len(blocks))


def _mark_leads(tree: Any, description: str | None) -> None:
    """Make a paragraph of the lead above the article's first one, where the page marks it up as a heading."""
    for element in tree.iter("p", "div", "span", "h2", "h3", "h4"):
        if element.tag not in {"h2", "h3", "h4"}:
            if _is_leaf(element) and len(squeeze(element.text_content())) >= _SHORTEST and not _is_apart(element):
                return
        elif _LEAD.search(class_names(element)) or squeeze(element.text_content()) == squeeze(description or "-"):
            element.tag = "p"
            return


@dataclass(frozen=True)
class _Paragraph:
    element: Any
    text: str


def _recover(tree: Any, blocks: Sequence[Block], title: str, description: str | None) -> list[Block]:
    """Return the blocks with those paragraphs among them that stand with the article's, but were passed over."""
    kept_text = squeeze(" ".join(block.words for block in blocks))
    paragraphs = [
        _Paragraph(each, squeeze(each.text_content()))
        for each in tree.iter("p", "h2", "h3", "div", "span", "li")
        if _is_leaf(each)
    ]
    paragraphs = [each for each in paragraphs if each.text]
    is_kept = [each.text in kept_text and each.element.tag in {"p", "div"} for each in paragraphs]
    if not any(is_kept):
        return list(blocks)
    first, parents, containers = is_kept.index(True), *_describe_places(paragraphs, is_kept)
    home = _find_home(paragraphs[first].element)
    head = _find_headline(paragraphs, tree, title, first)
    added: list[tuple[str | None, Block]] = []
    leads, before = 0, None
    for number, paragraph in enumerate(paragraphs):
        if is_kept[number]:
            before = paragraph.text
            continue
        if paragraph.text in kept_text or squeeze(title) == paragraph.text:
            continue
        if number < first:
            is_wanted = leads < _MOST_LEADS and _is_lead(
                paragraph, description, home, after_headline=head is not None and number > head
            )
            leads += is_wanted
        else:
            is_wanted = _is_sibling(paragraph, parents, containers, home) or _heads_kept(number, paragraphs, is_kept)
        if is_wanted:
            kept_text += paragraph.text
            kind = "head" if number > first and paragraph.element.tag in {"h2", "h3"} else "p"
            added.append((before, Block(kind, words_of(paragraph.element))))
            before = paragraph.text if before is not None else None
    return _insert(blocks, added)


def _is_leaf(element: Any) -> bool:
    """Return whether an element is a paragraph by itself: no block is in it, and it is in no paragraph."""
    if element.tag in {"div", "span"}:
        if not (element.text or "").strip() and not any((child.tail or "").strip() for child in element):
            return False
        if any(
            child.tag in {"p", "div", "ul", "ol", "section", "h1", "h2", "h3", "figure", "table"}
            for child in element.iterdescendants()
            if isinstance(child.tag, str)
        ):
            return False
        parent = element.getparent()
        return parent is not None and parent.tag not in {"p", "h1", "h2", "h3", "a", "span", "li", "blockquote"}
    return True


def _describe_places(
    paragraphs: Sequence[_Paragraph], is_kept: Sequence[bool]
) -> tuple[set[int], set[tuple[str, str]]]:
    """Return the parents of the kept paragraphs, and what the containers around them are called."""
    parents: set[int] = set()
    containers: set[tuple[str, str]] = set()
    for paragraph, kept in zip(paragraphs, is_kept, strict=True):
        if kept and paragraph.element.tag == "p" and len(paragraph.text) >= _SHORTEST:
            parents.add(id(paragraph.element.getparent()))
            for ancestor in list(paragraph.element.iterancestors())[:3]:
                if ancestor.tag in {"div", "section"} and (ancestor.get("class") or "").strip():
                    containers.add((ancestor.tag, ancestor.get("class")))
    return parents, containers


def _find_home(element: Any) -> Any:
    """Return the article, main or body element that holds an element."""
    for ancestor in element.iterancestors("article", "main", "body", "html"):
        return ancestor
    return None


def _find_headline(paragraphs: Sequence[_Paragraph], tree: Any, title: str, first: int) -> int | None:
    """Return the number of the paragraph after which the headline's follow."""
    heads = [each for each in tree.iter("h1") if squeeze(each.text_content())]
    if not heads:
        return None
    order = {id(each): place for place, each in enumerate(tree.iter("*"))}
    place = order[id(heads[0])]
    wanted = [each for each in heads if squeeze(each.text_content()) == squeeze(title)]
    if wanted:
        place = order[id(wanted[0])]
    before = [number for number in range(first) if order[id(paragraphs[number].element)] < place]
    return before[-1] if before else -1


def _is_lead(paragraph: _Paragraph, description: str | None, home: Any, *, after_headline: bool) -> bool:
    """Return whether a paragraph above the article introduces it."""
    element, text = paragraph.element, paragraph.text
    if len(text) < _SHORTEST_LEAD or count_link_letters(element) > _LINK_LIGHT * len(text) or _is_apart(element):
        return False
    if description and _begins_alike(text, squeeze(description)):
        return True
    if not after_headline:
        return False
    named = any(_LEAD.search(class_names(each)) for each in (element, element.getparent()) if each is not None)
    in_home = home is not None and home.tag in {"article", "main"} and _find_home(element) is home
    return named or (in_home and element.tag == "p" and len(text) >= _SHORTEST and words_of(element).endswith(_ENDS))


def _begins_alike(text: str, description: str) -> bool:
    wanted = description.rstrip("….")
    return len(wanted) >= _SHORTEST_LEAD and (
        text.startswith(wanted) or (wanted.startswith(text.rstrip("….")) and len(text) > 0.5 * len(wanted))
    )


def _is_sibling(paragraph: _Paragraph, parents: set[int], containers: set[tuple[str, str]], home: Any) -> bool:
    """Return whether a paragraph stands in a container of the article's paragraphs, or in one that is called the same."""
    element, text = paragraph.element, paragraph.text
    if element.tag != "p" or len(text) < _SHORTEST or count_link_letters(element) > _LINK_LIGHT * len(text):
        return False
    if not words_of(element).endswith(_ENDS) or _is_apart(element) or _find_home(element) is not home:
        return False
    if id(element.getparent()) in parents:
        return True
    for ancestor in list(element.iterancestors("div", "section"))[:3]:
        if (ancestor.tag, ancestor.get("class")) in containers:
            return count_link_letters(ancestor) < _LINK_FEW * len(squeeze(ancestor.text_content()))
    return False


def _heads_kept(number: int, paragraphs: Sequence[_Paragraph], is_kept: Sequence[bool]) -> bool:
    """Return whether a heading stands right above a paragraph of the article."""
    element, text = paragraphs[number].element, paragraphs[number].text
    below = number + 1
    if element.tag not in {"h2", "h3"} or below == len(paragraphs) or not is_kept[below] or _is_apart(element):
        return False
    is_near = paragraphs[below].element.getparent() is element.getparent()
    return is_near and len(text) <= _LONGEST_HEADING and not count_link_letters(element)


def _is_apart(element: Any) -> bool:
    return any(
        each.tag in _APART or _APART_CLASS.search(class_names(each))
        for each in (element, *element.iterancestors())
        if each.tag not in {"body", "html"}
    )


def _insert(blocks: Sequence[Block], added: Sequence[tuple[str | None, Block]]) -> list[Block]:
    """Put each block behind the one that has the words before it; at the head where there are none."""
    result = list(blocks)
    top = 0
    for before, block in added:
        place = top
        if before is None:
            top += 1
        else:
            place = next(
                (number + 1 for number, each in enumerate(result) if before in squeeze(each.words)), len(result)
            )
        result.insert(place, block)
    return result
