from __future__ import annotations

import numpy as np

from index.engines.bm25 import find_stems
from index.search.first_stage import PASSAGE_WEIGHT, PASSAGE_WORDS_WEIGHT, UNREAD, WORDS_WEIGHT, rank
from tests.support.index.corpus import Library


def test_fuses_the_four_indexes(built: Library) -> None:
    """The score of every row is the documented weighted sum, and the best comes first."""
    contents, question = built.open().snapshot.contents, "how many trucks cross the bridge"
    stems, rows = find_stems(question), np.arange(len(contents.entries))
    query = built.embedder.embed([question])[0]
    words, passage_words = (each.score(stems, rows) for each in (contents.sentence_words, contents.passage_words))
    ranking = rank(contents, question, query)
    expected = (
        contents.sentence_vectors.to_matrix() @ query
        + PASSAGE_WEIGHT * (contents.passage_vectors.to_matrix() @ query)
        + WORDS_WEIGHT * (words + PASSAGE_WORDS_WEIGHT * passage_words)
    )
    np.testing.assert_allclose(ranking.scores, expected[ranking.rows], rtol=1e-5)
    np.testing.assert_array_equal(ranking.scores, np.sort(ranking.scores)[::-1])
    assert len(ranking.rows) == len(contents.entries)
    assert set(ranking.readings) == {UNREAD}
