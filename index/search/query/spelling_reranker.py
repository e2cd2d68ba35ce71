"""The reranker, asked in each excerpt's own spelling."""

from __future__ import annotations

from collections.abc import Sequence

from index.models.reading import Excerpt, Reading, Reranker
from index.search.query.rewriting import RewrittenQuestion


class SpellingReranker:
    """Puts a question to each excerpt in the excerpt's own spelling; implements `index.models.reading.Reranker`."""

    def __init__(self, reranker: Reranker, rewritten: RewrittenQuestion) -> None:
        self._reranker = reranker
        self._wording = rewritten

    @property
    def sure(self) -> float:
        """Return the score that ends the reading."""
        return self._reranker.sure

    def read(self, question: str, excerpts: Sequence[Excerpt]) -> list[Reading]:  # noqa: ARG002  # it is spelt again
        """Return a reading an excerpt, in the same order."""
        asked = [self._wording.spell_as("\n".join((each.heading, *each.sentences))) for each in excerpts]
        readings: dict[int, Reading] = {}
        for question_spelt in dict.fromkeys(asked):
            places = [place for place, each in enumerate(asked) if each == question_spelt]
            read = self._reranker.read(question_spelt, [excerpts[place] for place in places])
            readings |= dict(zip(places, read, strict=True))
        return [readings[place] for place in range(len(excerpts))]
