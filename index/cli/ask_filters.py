"""The filters of `ask`: --speaker, --article, --from, --to."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from index.engines.filters import Filters
from index.errors import QuestionError
from index.snapshots.contents import Contents


def find_filters(contents: Contents, arguments: argparse.Namespace) -> Filters:
    """Return the part of the corpus that the arguments name.

    Raises QuestionError where nobody and nothing is called so, or the days are the wrong way round.
    """
    after, before = arguments.after, arguments.before
    if after and before and after > before:
        raise QuestionError(f"--from {after} is later than --to {before}", "Exchange them")
    articles = {key: article.id for article in contents.articles for key in (article.title, article.name)}
    speaker = _find("--speaker", arguments.speaker, contents.facts.speakers)
    article = _find("--article", arguments.article, articles)
    return Filters(speaker, articles[article] if article else None, after, before)


def _find(option: str, wanted: str | None, names: Iterable[str]) -> str | None:
    """Return the name that is meant: the same in any case, else the shortest that holds it."""
    if wanted is None:
        return None
    sought = wanted.casefold().strip()
    found = sorted((name for name in names if sought in name.casefold()), key=lambda name: (len(name), name))
    if not found or not sought:
        raise QuestionError(f"{option}: nothing in the corpus is called {wanted!r}", "Write it as the articles do")
    return found[0]
