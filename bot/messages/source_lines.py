"""Who said a quotation and where it comes from, as markup.

All of it is about a quotation and not of one, so it may be shortened; nothing in it can ping or format.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping

from bot.discord_ui.escaping import escape, show_on_one_line
from bot.discord_ui.i18n import Texts
from bot.discord_ui.links import link_to_words, name_host
from bot.discord_ui.message import clip
from index.corpus.articles import Article
from index.engines.filters import Filters
from index.snapshots.quotations import Quotation
from index.text.dates import find_weekdays

_SPEAKER = 80
_ROLE = 120
_CURATED = 60
_TITLE = 150
_SECTION = 100
_PUBLISHER = 60
_OTHER_TITLE = 60
_OTHERS = 2
_OTHER = 60
_MOST_OTHERS = 5

_RIGHT_TO_LEFT = {"R", "AL"}


def write_name(text: str, longest: int) -> str:
    """Return a name as markup: on one line, not too long, and not able to turn its neighbours around."""
    shown = clip(show_on_one_line(text), longest)
    markup = escape(shown)
    turns = any(unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in shown)
    return f"\N{FIRST STRONG ISOLATE}{markup}\N{POP DIRECTIONAL ISOLATE}" if turns else markup


def write_values(values: Mapping[str, object], longest: int) -> dict[str, object]:
    """Return what is put into a text, with whatever others wrote made harmless."""
    return {name: write_name(value, longest) if isinstance(value, str) else value for name, value in values.items()}


def describe_speaker(texts: Texts, quotation: Quotation) -> str:
    """Return who said it, how we know, in which outlet and when."""
    article = quotation.article
    outlet = write_name(article.publisher, _PUBLISHER) if article.publisher else ""
    parts = [_describe_who(texts, quotation), *_describe_voice(texts, quotation), outlet, describe_date(texts, article)]
    return "— " + " · ".join(filter(None, parts))


def _describe_who(texts: Texts, quotation: Quotation) -> str:
    attribution = quotation.attribution
    if attribution.voice == "own":
        return texts("said.own")
    role = write_name(attribution.role, _ROLE) if attribution.role else ""
    if attribution.speaker:
        who = f"**{write_name(attribution.speaker, _SPEAKER)}**" + (f", {role}" if role else "")
    else:
        who = f"**{role}**" if role else texts("said.nobody")
    return who + _describe_curated(quotation)


def _describe_voice(texts: Texts, quotation: Quotation) -> Iterator[str]:
    """Yield how the words came to be in the article; where a name is said to be is said only of a name."""
    attribution = quotation.attribution
    if attribution.via:
        yield texts("said.via", outlet=write_name(attribution.via, _PUBLISHER))
    if attribution.voice != "own":
        yield texts(f"said.{attribution.voice}")
    if attribution.speaker and attribution.inferred:
        yield texts("said.inferred")


def _describe_curated(quotation: Quotation) -> str:
    """Return the curated name, role and side in brackets: they are ours, and what is before them is the article's."""
    curated = quotation.entry.curated
    if curated is None:
        return ""
    name = "" if curated.name == quotation.attribution.speaker else curated.name
    known = [write_name(part, _CURATED) for part in (name, curated.role, curated.side) if part]
    return rf" \[{', '.join(known)}\]" if known else ""


def describe_others(texts: Texts, quotation: Quotation) -> str | None:
    """Return whom else a sentence tells of, in the article's words, or None."""
    others = [other.speaker or other.role or "" for other in quotation.attribution.others]
    names = "; ".join(write_name(name, _OTHER) for name in others[:_MOST_OTHERS])
    return "-# " + texts("context.also", names=names) if names else None


def describe_source(texts: Texts, quotation: Quotation, *, linked: bool = False, titled: bool = True) -> str | None:
    """Return where in which article it stands, and who wrote that; without a title, None where nothing is left."""
    article, section = quotation.article, quotation.entry.sentence.section
    place = [name_article(quotation, linked=linked)] if titled else []
    place += [write_name(section, _SECTION)] if section else []
    author = [write_name(article.author, _PUBLISHER)] if article.author and titled else []
    parts = [" › ".join(place), *author, describe_weekdays(texts, quotation)]
    return "-# " + " · ".join(filter(None, parts)) if any(parts) else None


def name_article(quotation: Quotation, *, linked: bool = False) -> str:
    """Return the title of a quotation's article, as a link to its words where that is asked for and there is one."""
    title = write_name(quotation.article.title, _TITLE)
    link = link_to_words(quotation) if linked else None
    return f"[{title}](<{link}>)" if link else title


def describe_weekdays(texts: Texts, quotation: Quotation) -> str:
    """Return which days the weekdays of a quotation are, worked out from its article's date; empty without any."""
    published = quotation.article.published
    if published is None:
        return ""
    mentions = find_weekdays(quotation.text, published)
    days = {mention.span.of(quotation.text): mention.period.first for mention in mentions}
    return " · ".join(texts("answer.weekday", name=name, day=texts.write_date(day)) for name, day in days.items())


def describe_date(texts: Texts, article: Article) -> str:
    """Return when an article appeared, or that it does not say so."""
    return texts.write_date(article.published) if article.published else texts("undated")


def describe_agreement(texts: Texts, quotation: Quotation) -> str | None:
    """Return how many other articles have these words, and the first of them."""
    others = {twin.article.id: twin.article for twin in quotation.also_in if twin.article.id != quotation.article.id}
    if not others:
        return None
    titles = [write_name(article.title, _OTHER_TITLE) for article in others.values()][:_OTHERS]
    return "-# " + texts.count("agreement", len(others), titles="; ".join(titles))


def describe_filters(texts: Texts, filters: Filters, title: str | None, undated: int = 0) -> str | None:
    """Return what a question was narrowed to, and how many articles of no known day that left out."""
    parts = [
        texts("filters.speaker", name=write_name(filters.speaker, _SPEAKER)) if filters.speaker else "",
        texts("filters.article", title=write_name(title, _TITLE)) if title else "",
        texts("filters.after", day=texts.write_date(filters.after)) if filters.after else "",
        texts("filters.before", day=texts.write_date(filters.before)) if filters.before else "",
        texts.count("filters.undated", undated) if undated else "",
    ]
    return "-# " + " · ".join(filter(None, parts)) if any(parts) else None


def name_link(texts: Texts, url: str) -> str:
    """Return what a link button says."""
    return texts("button.read", host=name_host(url))
