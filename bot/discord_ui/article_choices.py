"""An article by what somebody typed, and what is offered while they type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from discord import app_commands

from bot.discord_ui.message import LONGEST_OPTION, MOST_OPTIONS, clip, measure
from bot.errors import Reason
from index.corpus.articles import Article
from index.errors import Refusal

_SEPARATOR = "\n"


def find_article(articles: Sequence[Article], given: str) -> Article:
    """Return the article of an id, a name or a title, or the first whose title holds what was given.

    Raises a Refusal where there is no such article.
    """
    wanted = given.casefold().strip()
    exact = [each for each in articles if wanted in {each.id, each.title.casefold(), each.name.casefold()}]
    found = exact or [each for each in articles if wanted in each.title.casefold()]
    if not found or not wanted:
        raise Refusal(Reason.ARTICLE)
    return found[0]


def offer_articles(articles: Sequence[Article], typed: str) -> list[app_commands.Choice[str]]:
    """Return the articles whose titles hold what was typed, to choose from."""
    shown_as = Counter(clip(article.title, LONGEST_OPTION) for article in articles)
    found = {f"{article.title}{_SEPARATOR}{article.id}": article for article in articles}
    return [
        app_commands.Choice(name=_name_choice(found[each], shown_as), value=found[each].id)
        for each in match_names(list(found), typed)
    ]


def _name_choice(article: Article, shown_as: Counter[str]) -> str:
    """Return an article's title, with its outlet and date where another's looks the same."""
    title = clip(article.title, LONGEST_OPTION)
    if shown_as[title] == 1:
        return title
    day = article.published.isoformat() if article.published else None
    known = " · ".join(part for part in (article.publisher, day) if part) or article.name
    about = " · " + clip(known, LONGEST_OPTION // 2)
    return clip(article.title, LONGEST_OPTION - measure(about)) + about


def match_names(names: Sequence[str], typed: str) -> list[str]:
    """Return the names that hold what was typed, those that begin with it first."""
    wanted = typed.casefold().strip()
    found = [each for each in names if wanted in each.casefold()]
    return sorted(found, key=lambda each: not each.casefold().startswith(wanted))[:MOST_OPTIONS]
