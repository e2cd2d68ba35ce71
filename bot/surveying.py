"""What a moderator should see of a draft before it is published."""

from __future__ import annotations

from dataclasses import dataclass

from bot.drafting import Draft
from index.generation import Contents
from index.speakers import NOBODY, Speakers


@dataclass(frozen=True)
class QuotedSpeaker:
    """Somebody whom the draft quotes, by the curated name where there is one."""

    name: str
    sentences: int


@dataclass(frozen=True)
class NearDuplicate:
    """An article of the corpus with (nearly) the same text; `share` of the shorter one's phrases are common."""

    article_id: str
    title: str
    share: float
    identical: bool


@dataclass(frozen=True)
class Survey:
    """A draft at a glance; `missing` has the names of metadata fields."""

    sentences: int
    speakers: tuple[QuotedSpeaker, ...]
    near_duplicates: tuple[NearDuplicate, ...]
    missing: tuple[str, ...]


def survey(draft: Draft, contents: Contents, speakers: Speakers = NOBODY) -> Survey:
    """Survey a draft against what the corpus holds; takes a while, so it belongs off the event loop."""
    raise NotImplementedError
