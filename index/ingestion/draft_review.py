"""What a moderator should see of a draft before it is published."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.corpus.curated_speakers import NOBODY, CuratedSpeakers
from index.engines.bm25 import find_stems
from index.ingestion.drafts import Draft
from index.ingestion.limited.reader import Reader
from index.ingestion.near_duplicates import find_phrases
from index.search.catalog import QuotedSpeaker
from index.snapshots.contents import Contents

NEAR_DUPLICATE = 0.5
"""Share of the shorter text's phrases that stand in the other, from which a moderator is told."""

_BEST_OF_PROBE = 3
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


def review_draft(draft: Draft, contents: Contents, reader: Reader, speakers: CuratedSpeakers = NOBODY) -> DraftReview:
    """Review a draft against what the corpus holds; its text is read in the limited process, which takes a while.

    Raises DraftRefusal where that costs more than is allowed.
    """
    found = reader.read("review", _describe(draft, speakers))
    phrases = _Phrases(frozenset(found["phrases"]), found["one_in"])
    return DraftReview(
        found["sentences"],
        tuple(QuotedSpeaker(name, count) for name, count in found["speakers"]),
        tuple(_find_near_duplicates(draft, phrases, found["probes"], contents)),
        tuple(name for name in _WANTED if getattr(draft.metadata, name) is None),
    )


@dataclass(frozen=True)
class _Phrases:
    """The digests of a text's phrases; of a long text, those that `one_in` divides."""

    digests: frozenset[int]
    one_in: int

    def share(self, text: str) -> float:
        """Return how much of the shorter text stands in the other."""
        others = find_phrases(text, self.one_in)
        return len(self.digests & others) / min(len(self.digests), len(others))


def _describe(draft: Draft, speakers: CuratedSpeakers) -> bytes:
    given = {
        "name": draft.name,
        "text": draft.text,
        "metadata": draft.metadata.model_dump(mode="json"),
        "speakers": [speaker.model_dump(mode="json") for speaker in speakers.entries],
    }
    return json.dumps(given, ensure_ascii=False).encode()


def _find_near_duplicates(
    draft: Draft, phrases: _Phrases, probes: Sequence[str], contents: Contents
) -> list[NearDuplicate]:
    """Compare a text with the articles that have sentences most like some of its own, the most alike first."""
    own = draft.article.id
    found = [
        NearDuplicate(other.id, other.title, phrases.share(other.text), other.id == own)
        for other in (contents.articles_by_id[each] for each in _find_candidates(own, probes, contents))
    ]
    alike = [each for each in found if each.identical or each.share >= NEAR_DUPLICATE]
    return sorted(alike, key=lambda each: (not each.identical, -each.share, each.title))


def _find_candidates(own: str, probes: Sequence[str], contents: Contents) -> set[str]:
    candidates = {own} & set(contents.articles_by_id)
    if contents.entries:
        for probe in probes:
            candidates.update(_find_articles_with(probe, contents))
    return candidates


def _find_articles_with(sentence: str, contents: Contents) -> Iterator[str]:
    for row in contents.sentence_words.find_best(find_stems(sentence), _BEST_OF_PROBE):
        yield contents.entries[row].sentence.article_id
