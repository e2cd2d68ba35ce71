from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from index.attribution.attribute import attribute
from index.attribution.attribution import Attribution
from index.corpus.articles import Metadata, make_article, read_article
from index.corpus.sentences import Sentence, split_article
from index.corpus.span import Span
from tests.support.doubling import is_superlinear
from tests.support.index.attributable_text import TEXTS
from tests.support.index.attributed import Attributed

SIZE = 10_000
"""Characters of a hostile sentence; what grew with their square and took 0.1 s would take 4 min for half a million."""

SEED = Path(__file__).parents[3] / "corpus" / "us-estimates-more-than-20000-russian-soldiers-killed.md"


@given(TEXTS)
def test_any_text_is_attributed(text: str) -> None:
    """Every sentence has one attribution, whose words and evidence stand in the article."""
    found = Attributed.from_text(text)
    assert len(found.attributions) == len(found.sentences)
    for attribution in found.attributions:
        assert all(0 <= span.start <= span.end <= len(text) for span in attribution.evidence)
        assert all(words is None or words in text for words in (attribution.speaker, attribution.role, attribution.cue))
        if attribution.voice == "own":
            assert attribution == Attribution("own", sources=attribution.sources)


def attribute_whole(text: str) -> tuple[Attribution, ...]:
    """Attribute a text as one sentence."""
    article = make_article("hostile.md", text, Metadata(title="Hostile"))
    return attribute(article, [Sentence(article.id, Span(0, len(text)), None)])


@pytest.mark.parametrize(
    "piece", ["word ", "said ", "Karr, ", '"', '"a" ', "( ", "(AB) ", "a", "Karr said ", "' ", "- Karr", " "]
)
def test_hostile_line_is_read_in_one_go(piece: str) -> None:
    """Twice the sentence costs little more than twice the time, so that half a million characters end, too."""
    assert len(attribute_whole(piece * 100)) == 1
    assert not is_superlinear(attribute_whole, piece * (SIZE // len(piece) // 2), piece * (SIZE // len(piece)))


def test_seed_article() -> None:
    """The seed article's tails, pronouns and claims are read as a person would."""
    article = read_article(SEED)
    sentences = split_article(article)
    found = Attributed(article, sentences, attribute(article, sentences))
    kirby = ("John Kirby", "National Security Council spokesperson")
    assert [found.of(words).voice for words in ("has faileds", "unable to seize", "100,000")] == ["direct"] * 3
    assert (found.of("has faileds").speaker, found.of("has faileds").role) == kirby
    assert (found.of("An additional 80,000").voice, found.of("An additional 80,000").speaker) == ("indirect", kirby[0])
    assert (found.of("to Mali").speaker, found.of("to Mali").inferred) == ("Yevgeny Prigozhin", True)
    assert found.of("The estimate is based") == found.of("he has frequently clashed") == Attribution("own")
