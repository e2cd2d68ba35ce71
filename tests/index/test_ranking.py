from __future__ import annotations

from dataclasses import replace

import numpy as np

from index.ranking import (
    PASSAGE_WEIGHT,
    PASSAGE_WORDS_WEIGHT,
    WORDS_WEIGHT,
    Features,
    estimate_confidence,
    rank,
)
from tests.library import Library


def test_fuses_the_four_indexes(built: Library) -> None:
    """The score of every row is the documented weighted sum, and the best comes first."""
    contents, question = built.open().generation.contents, "how many trucks cross the bridge"
    query = built.embedder.embed([question])[0]
    ranking = rank(contents, question, query)
    expected = (
        contents.sentence_vectors.to_matrix() @ query
        + PASSAGE_WEIGHT * (contents.passage_vectors.to_matrix() @ query)
        + WORDS_WEIGHT
        * (contents.sentence_words.score(question) + PASSAGE_WORDS_WEIGHT * contents.passage_words.score(question))
    )
    np.testing.assert_allclose(ranking.scores, expected[ranking.rows], rtol=1e-5)
    np.testing.assert_array_equal(ranking.scores, np.sort(ranking.scores)[::-1])
    assert len(ranking.rows) == len(contents.entries)


def test_confidence_grows_with_what_fits() -> None:
    """More of the question in the sentence, or a nearer vector, never lowers the confidence."""
    poor = Features(cosine=0.2, score=0.5, margin=0.0, coverage=0.0, passage_coverage=0.2, unknown=0.5)
    assert 0 < estimate_confidence(poor) < estimate_confidence(replace(poor, coverage=0.8))
    assert estimate_confidence(poor) < estimate_confidence(replace(poor, cosine=0.7)) < 1
