"""Who said a sentence, and how we know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from index.articles import Article
from index.sentences import Sentence
from index.spans import Span

Voice = Literal["direct", "indirect", "own"]


@dataclass(frozen=True)
class Attribution:
    """Whose words a sentence is: quoted (`direct`), reported (`indirect`) or the article's `own`."""

    voice: Voice
    speaker: str | None = None
    role: str | None = None
    cue: str | None = None
    inferred: bool = False
    evidence: tuple[Span, ...] = ()


def attribute(article: Article, sentences: Sequence[Sentence]) -> tuple[Attribution, ...]:
    """Tell for every sentence of an article who said it."""
    return tuple(Attribution("own") for _ in sentences)
