"""What a moderator hands in -> a draft of an article, exact, or one clear reason why not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from bot.fetching import Fetcher
from index.articles import Article, Metadata, make_article

Origin = Literal["file", "url", "paste"]


@dataclass(frozen=True)
class Note:
    """Something that a moderator should know of a draft: a text of the catalogue and what is put in."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Draft:
    """An article that is not yet in the corpus: its file's name, exact text and metadata.

    `notes` tell what was dropped, assumed or is missing; where the title is, the one here is proposed.
    """

    name: str
    text: str
    metadata: Metadata
    origin: Origin
    notes: tuple[Note, ...] = ()

    @cached_property
    def article(self) -> Article:
        """Return the article as the index would read it."""
        return make_article(self.name, self.text, self.metadata)

    def edited(self, metadata: Metadata) -> Draft:
        """Return the draft with other metadata, and the file name that goes with it."""
        raise NotImplementedError

    def source(self) -> str:
        """Return the file: reading it gives this text and metadata again, to the character.

        Raises MetadataRefusal or ControlCharacterRefusal for what no file can hold.
        """
        raise NotImplementedError


def check_file(name: str, size: int) -> None:
    """Refuse by name and declared size, before anything is downloaded."""
    raise NotImplementedError


def draft_file(name: str, content: bytes) -> Draft:
    """Make a draft of a Markdown, plain-text or HTML file; HTML takes seconds and a process of its own.

    Raises DraftRefusal.
    """
    raise NotImplementedError


def draft_paste(text: str) -> Draft:
    """Make a draft of a text that was pasted.

    Raises DraftRefusal.
    """
    raise NotImplementedError


async def draft_url(url: str, fetcher: Fetcher) -> Draft:
    """Fetch a page and make a draft of the article on it.

    Raises DraftRefusal.
    """
    raise NotImplementedError
