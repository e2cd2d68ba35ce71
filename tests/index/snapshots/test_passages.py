"""What is indexed of a sentence."""

from __future__ import annotations

from index.corpus.articles import Metadata, make_article
from index.corpus.curated_speakers import NOBODY
from index.snapshots.passages import make_passages

TEXT = "Ships burned. Nobody was hurt.\n\n## After the fire\n\nIt rained. The port opened. Karr left.\n"


def test_a_passage_is_the_title_the_section_and_the_neighbours() -> None:
    """The sentence before and the one after, of the same section only."""
    passages = make_passages(make_article("x.md", TEXT, Metadata(title="Fire")), NOBODY)
    assert [passage.context.text.split("\n") for passage in passages] == [
        ["Fire", "Ships burned.", "Nobody was hurt."],
        ["Fire", "Ships burned.", "Nobody was hurt."],
        ["Fire", "After the fire", "It rained.", "The port opened."],
        ["Fire", "After the fire", "It rained.", "The port opened.", "Karr left."],
        ["Fire", "After the fire", "The port opened.", "Karr left."],
    ]
