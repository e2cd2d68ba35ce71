"""Which part of the corpus a question is asked of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from index.corpus.articles import Article
from index.snapshots.contents import Contents
from index.types import Rows


@dataclass(frozen=True)
class Filters:
    """Narrows a question to a speaker, an article or dates, both inclusive; None does not narrow.

    `without` leaves articles out by their ids.

    An undated article is in no range of dates, since nothing is known of when it appeared.
    """

    speaker: str | None = None
    article_id: str | None = None
    after: date | None = None
    before: date | None = None
    without: frozenset[str] = frozenset()

    def is_everything(self) -> bool:
        """Return whether nothing is left out."""
        return self == EVERYTHING

    def holds(self, article: Article) -> bool:
        """Return whether an article may be quoted."""
        if article.id in self.without or (self.article_id is not None and article.id != self.article_id):
            return False
        if self.after is None and self.before is None:
            return True
        published = article.published
        return published is not None and (self.after or date.min) <= published <= (self.before or date.max)


EVERYTHING = Filters()


def find_rows(contents: Contents, filters: Filters) -> Rows:
    """Return the rows of the sentences that filters leave."""
    held = {article.id for article in contents.articles if filters.holds(article)}
    rows = [
        row
        for row, entry in enumerate(contents.entries)
        if entry.sentence.article_id in held and filters.speaker in {None, entry.known_as}
    ]
    return np.asarray(rows, dtype=np.int64)
