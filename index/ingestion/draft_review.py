"""What a moderator should see of a draft before it is published."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from index.building.passages import Passage, make_passages
from index.corpus.articles import Article
from index.corpus.curated_speakers import NOBODY, CuratedSpeakers
from index.ingestion.drafts import Draft
from index.search.catalog import QuotedSpeaker
from index.snapshots.contents import Contents

NEAR_DUPLICATE = 0.5
"""Share of the shorter text's phrases that stand in the other, from which a moderator is told."""

_PHRASE = 3
"""Words of a phrase: one wrong letter breaks three of them, and two reports on one event share few."""

_PROBES = 16
_BEST_OF_PROBE = 3
_WORD = re.compile(r"\w+")
_WANTED = ("publisher", "author", "published", "url")


@dataclass(frozen=True)
class NearDuplicate:
    """An article of the corpus with (nearly) the same text; `share` of the shorter one's phrases are common."""

    article_id: str
    title: str
    share: float
    identical: bool


@dataclass(frozen=True)
class DraftReview:
    """A draft at a glance; `missing` has the names of metadata fields."""

    sentences: int
    speakers: tuple[QuotedSpeaker, ...]
    near_duplicates: tuple[NearDuplicate, ...]
    missing: tuple[str, ...]


def review_draft(draft: Draft, contents: Contents, speakers: CuratedSpeakers = NOBODY) -> DraftReview:
    """Review a draft against what the corpus holds; takes a while, so it belongs off the event loop."""
    passages = make_passages(draft.article, speakers)
    names = Counter(passage.entry.known_as for passage in passages)
    return DraftReview(
        len(passages),
        tuple(QuotedSpeaker(name, count) for name, count in names.most_common() if name is not None),
        tuple(_find_near_duplicates(draft.article, passages, contents)),
        tuple(name for name in _WANTED if getattr(draft.metadata, name) is None),
    )


def _find_near_duplicates(article: Article, passages: Sequence[Passage], contents: Contents) -> list[NearDuplicate]:
    """Compare a text with the articles that have sentences most like some of its own, the most alike first."""
    phrases = _find_phrases(article.text)
    found = [
        NearDuplicate(other.id, other.title, _share(phrases, _find_phrases(other.text)), other.id == article.id)
        for other in (contents.articles_by_id[each] for each in _find_candidates(article, passages, contents))
    ]
    alike = [each for each in found if each.identical or each.share >= NEAR_DUPLICATE]
    return sorted(alike, key=lambda each: (not each.identical, -each.share, each.title))


def _find_candidates(article: Article, passages: Sequence[Passage], contents: Contents) -> set[str]:
    candidates = {article.id} & set(contents.articles_by_id)
    if contents.entries:
        for passage in passages[:: max(1, len(passages) // _PROBES)]:
            candidates.update(_find_articles_with(passage.sentence.text, contents))
    return candidates


def _find_articles_with(sentence: str, contents: Contents) -> Iterator[str]:
    scores = contents.sentence_words.score(sentence)
    for row in np.argsort(-scores, kind="stable")[:_BEST_OF_PROBE]:
        if scores[row] > 0:
            yield contents.entries[row].sentence.article_id


def _find_phrases(text: str) -> frozenset[tuple[str, ...]]:
    """Return every run of three words, in any case; of a shorter text, all of it."""
    words = _WORD.findall(text.casefold())
    starts = range(max(1, len(words) - _PHRASE + 1))
    return frozenset(tuple(words[start : start + _PHRASE]) for start in starts)


def _share(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> float:
    return len(one & other) / min(len(one), len(other))
