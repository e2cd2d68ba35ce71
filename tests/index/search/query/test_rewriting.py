from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.models.reading import Excerpt
from index.search.query.rewriting import RewrittenQuestion, rewrite_question, split_question
from index.search.query.spelling_reranker import SpellingReranker
from index.snapshots.contents import Contents
from tests.support.index.corpus import Library
from tests.support.index.rerankers import WordReranker


@pytest.fixture
def contents(built: Library) -> Contents:
    return built.open().snapshot.contents


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("how many damgaed ships", "how many damaged ships"),
        ("how many dammaged ships", "how many damaged ships"),
        ("how many tricks ran the bridge", "how many tricks ran the bridge"),
        ("whcih harbour burned", "which harbour burned"),
        ("was veldra closed", "was veldra closed"),
        ("was vekdra closed", "was veldra closed"),
        ("what did ppl say, y", "what did people say, why"),
        ("did the harbour really burn", "did the harbour burn"),
        ("does anyone know who burned it", "who burned it"),
        ("whos karr and why cant she say", "whos karr and why cant she say"),
        ("did zelenskyy come", "did zelenskyy come"),
        ("was the crossbow damaged", "was the crossbow damaged"),
    ],
)
def test_reads_a_question_as_it_was_meant(contents: Contents, typed: str, read_as: str) -> None:
    """Slips of the finger, short forms and filler are mended; words that the language or the corpus knows stand."""
    assert rewrite_question(contents, typed).text == read_as


def test_says_what_was_changed(contents: Contents) -> None:
    """Every correction is kept, so that it can be shown."""
    (change,) = rewrite_question(contents, "how many damgaed ships").changes
    assert (change.typed, change.read_as) == ("damgaed", "damaged")


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("who came to Kiev", "They came to Kyiv.", "who came to kyiv"),
        ("who came to kyiv", "They came to Kyiv.", "who came to kyiv"),
        ("who came to kiev", "They came.", "who came to kiev"),
        ("were 20k lost", "Over 20,000 were lost.", "were 20,000 lost"),
        ("were twenty thousand lost", "Over 20,000 were lost.", "were 20,000 lost"),
        ("did 6 jets come", "Six jets came.", "did six jets come"),
        ("was it in 2014", "It was.", "was it in 2014"),
        ("what happened in 2014", "It cost 2,014 crowns.", "what happened in 2014"),
        ("which one came", "Only 1 came.", "which one came"),
    ],
)
def test_a_question_is_put_in_the_spelling_of_the_text(
    contents: Contents, question: str, text: str, expected: str
) -> None:
    """Names and numbers are written as the text writes them, where it has them."""
    assert rewrite_question(contents, question).spell_as(text) == expected


def test_every_spelling_of_a_name_is_looked_up(contents: Contents) -> None:
    """A name finds sentences that spell it in another way."""
    assert {"kiev", "kyiv"} <= set(rewrite_question(contents, "who came to kiev").words.split())


def test_curated_aliases_are_spellings(library: Library) -> None:
    """What corpus/speakers.toml calls a speaker may stand for what an article calls them."""
    library.write("harbour", '"We had no choice," said Anna Karr, the harbour master.')
    (library.corpus / "speakers.toml").write_text('[[speaker]]\nname = "Anna Karr"\naliases = ["Hanna Kar"]\n')
    library.build()
    rewritten = rewrite_question(library.open().snapshot.contents, "what did hanna kar say")
    assert rewritten.spell_as("Anna Karr spoke.") == "what did anna karr say"


def test_readings_keep_their_order() -> None:
    """Excerpts in different spellings are read with different questions and come back in their own order."""
    rewritten = RewrittenQuestion("who came to kyiv", (), {"kyiv": ("kiev",)}, {})
    excerpts = [Excerpt("", (text,)) for text in ("To Kyiv.", "To Kiev, good.", "Nowhere.", "Kiev.", "Kyiv, good.")]
    readings = SpellingReranker(WordReranker("good"), rewritten).read("", excerpts)
    assert [float(reading.scores[0]) for reading in readings] == [-5, 5, -5, -5, 5]


@given(question=st.text(max_size=60), text=st.text(max_size=60))
def test_any_question_is_survived(question: str, text: str) -> None:
    """Whatever is typed has a wording, also without a corpus that knows any of it."""
    contents = _Empty.contents()
    rewrite_question(contents, question).spell_as(text)


class _Empty:
    """A corpus of one sentence, made once."""

    _made: Contents | None = None

    @classmethod
    def contents(cls) -> Contents:
        from index.building.contents import index_articles
        from index.corpus.articles import Metadata, make_article
        from tests.support.index.embedders import WordEmbedder

        if not cls._made:
            article = make_article("one.md", "A fire burned.", Metadata(title="One"))
            cls._made = index_articles([article], WordEmbedder(), lambda *_: None).contents
        return cls._made


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("who burned the harbour warehouse and when did the bridge reopen",
         ("who burned the harbour warehouse", "when did the bridge reopen")),
        ("How many ships were damaged? Who closed the port?", ("How many ships were damaged?", "Who closed the port?")),
        ("how many ships were damaged", ()),
        ("how did Karr react to the fire? did she judge it?", ()),
        ("how many ships and boats were damaged", ()),
    ],
)  # fmt: skip
def test_two_questions_in_one_are_told_apart(question: str, parts: tuple[str, ...]) -> None:
    """A text is split only where each part can be understood alone."""
    assert split_question(question) == parts


@pytest.mark.parametrize(("typed", "meant"), [("mijes", "mines"), ("mipes", "miles")])
def test_a_key_beside_the_right_one_is_the_likeliest_slip(library: Library, typed: str, meant: str) -> None:
    """Of two words that are one letter away, it decides before how often each is written."""
    library.write("x", "They walked for miles. There were mines. For miles, nobody spoke.")
    library.write("y", "The mines were old. Mines burned. Miles away, it rained. Miles count.")
    library.write(meant, f"{'Miles' if meant == 'mines' else 'Mines'} and more of them.")
    library.build()
    assert rewrite_question(library.open().snapshot.contents, typed).text == meant


def test_more_questions_than_two_are_searched_for_as_one() -> None:
    """Each part costs a search of its own, and nobody shall pay for a hundred."""
    assert split_question("who sank boats? who built bridges? who mended roads?") == ()


class CountingEngine:
    """A lexicon that knows no word and counts what it is asked for."""

    def __init__(self) -> None:
        self.asked = 0

    def knows(self, _: str) -> bool:
        return False

    def find_rows(self, _: str, count: int) -> list[int]:
        self.asked += 1
        return []


@pytest.mark.parametrize(
    "question", ["q" * 500, "q" * 2_000, " ".join(f"qz{a}{b}x" for a in "qwzxjkv" for b in "bcdfghjklm")]
)
def test_what_nobody_wrote_is_not_looked_up_for_long(contents: Contents, question: str) -> None:
    """A word of 500 letters has 26,000 neighbours, and a question may hold seventy unknown words."""
    engine = CountingEngine()
    counted = replace(contents, open_engine=lambda _: engine)  # type: ignore[arg-type,return-value]  # as far as it is asked
    rewrite_question(counted, question)
    assert engine.asked < 5_000
