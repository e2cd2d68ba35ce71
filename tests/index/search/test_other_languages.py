"""What is asked in Ukrainian or Russian is found by vectors across languages, where the settings have them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.building.build import build
from index.building.stages import Stage
from index.engines.filters import Filters
from index.models.exported_model import ExportedEmbedder
from index.models.multilingual.encoder import MultilingualEncoder
from index.search.searcher import Searcher
from index.snapshots.snapshot import open_snapshot
from index.snapshots.store import find_current
from tests.support.index.corpus import Library
from tests.support.index.embedders import WordEmbedder

HARVEST = """Locusts devoured the barley before it could be cut.
Beekeepers lost most of their hives to a mite.
A landslide buried the road to the monastery.
"""
QUESTIONS = {
    "сарана пожерла ячмінь чи ні": "Locusts devoured the barley before it could be cut.",
    "из-за чего пасечники лишились ульев": "Beekeepers lost most of their hives to a mite.",
    "що завалило шлях до обителі": "A landslide buried the road to the monastery.",
}


@pytest.fixture
def valley(tmp_path: Path, multilingual: MultilingualEncoder) -> Library:
    """Return a library of one English article, indexed across languages."""
    library = Library(tmp_path, WordEmbedder(multilingual=multilingual))
    library.write("valley", HARVEST, title="A bad year in the valley")
    library.build()
    return library


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_sentence_comes_first_that_means_what_was_asked(valley: Library, question: str) -> None:
    """Words that no table has are found by what they mean."""
    assert valley.open().ask(question, 1).quotations[0].text == QUESTIONS[question]


def test_filters_hold_across_languages(valley: Library) -> None:
    """An article that is left out is not put forward by its meaning either."""
    valley.write("harbour", "The port was closed by a storm.", title="A storm")
    valley.build()
    searcher = valley.open()
    article = next(each for each in searcher.snapshot.contents.articles if each.title == "A storm")
    answer = searcher.ask(next(iter(QUESTIONS)), 3, Filters(article_id=article.id))
    assert {each.article.id for each in answer.quotations} == {article.id}


def test_only_new_sentences_are_embedded_again(valley: Library, multilingual: MultilingualEncoder) -> None:
    """A build takes over the vectors of articles that did not change, each for its own sentence."""
    before = open_snapshot(find_current(valley.index), None).contents
    valley.write("aaa", "Snow fell on the pass. Nobody came.", title="Snow")
    valley.build()
    after = open_snapshot(find_current(valley.index), None).contents
    assert before.multilingual_vectors
    assert after.multilingual_vectors
    rows = {entry.digest: row for row, entry in enumerate(after.entries)}
    for row, entry in enumerate(before.entries):
        kept = after.multilingual_vectors.read(rows[entry.digest])
        assert kept.tolist() == before.multilingual_vectors.read(row).tolist()
    snow = multilingual.embed_sentences(["Snow fell on the pass."])[0]
    assert snow.tolist() in [after.multilingual_vectors.read(row).tolist() for row in range(len(after.entries))]


def test_an_edited_article_keeps_the_vectors_of_its_other_sentences(
    valley: Library, multilingual: MultilingualEncoder
) -> None:
    """What is read again need not be embedded again: of four sentences one is new, and each has its own vector."""
    valley.write("valley", f"{HARVEST}Nobody came.\n", title="A bad year in the valley")
    told: list[tuple[Stage, int]] = []
    build(valley.corpus, valley.index, valley.embedder, 2, lambda stage, _, total: told.append((stage, total)))
    assert {total for stage, total in told if stage is Stage.EMBEDDING_ACROSS} == {1}
    contents = open_snapshot(find_current(valley.index), None).contents
    assert contents.multilingual_vectors
    texts = [*HARVEST.splitlines(), "Nobody came."]
    wanted = multilingual.embed_sentences(texts)
    assert [contents.read(row) for row in range(len(texts))] == texts
    assert contents.multilingual_vectors.to_matrix().tolist() == wanted.tolist()


def test_a_server_that_is_all_english_pays_nothing(valley: Library) -> None:
    """Without other languages there is no second file of vectors, and an index with one still answers."""
    english = Library(valley.folder, WordEmbedder())
    assert english.open().ask("what did locusts devour", 1).quotations
    english.build()
    snapshot = find_current(english.index)
    assert not (snapshot / "multilingual.faiss").exists()
    assert json.loads((snapshot / "manifest.json").read_text())["model"]["multilingual"] is None


def test_a_translation_is_shown_as_also_in(tmp_path: Path, multilingual: MultilingualEncoder) -> None:
    """A sentence that another article has in another language is shown once, with both articles."""
    library = Library(tmp_path, WordEmbedder(multilingual=multilingual))
    library.write("en", "The drone attack on the refinery killed 14 workers on Tuesday.", title="Attack")
    library.write("ru", "В результате атаки беспилотников на НПЗ во вторник погибли 14 рабочих.", title="Атака")
    library.write("uk", "Унаслідок атаки безпілотників на НПЗ у вівторок загинули 15 робітників.", title="Атака 15")
    library.build()
    (first, *others) = library.open().ask("сколько рабочих погибло при атаке беспилотников на НПЗ", 3).quotations
    assert {first.article.title, *(twin.article.title for twin in first.also_in)} == {"Attack", "Атака"}
    assert [each.article.title for each in others] == ["Атака 15"], "another number is another statement"


def test_english_questions_are_not_changed_by_it(
    tmp_path: Path, exported: ExportedEmbedder, multilingual: MultilingualEncoder
) -> None:
    """To the digit: the same rows, scores and confidence with the second vectors and without."""
    library = Library(tmp_path)
    library.write("valley", HARVEST, title="A bad year in the valley")
    answers = []
    for name, encoder in (("with", multilingual), ("without", None)):
        embedder = ExportedEmbedder(exported.model, exported.folder, multilingual=encoder)
        build(library.corpus, tmp_path / name, embedder, 2, lambda *_: None)
        answers.append(Searcher.open(tmp_path / name, embedder, 0.5).ask("what buried the road", 3))
    assert [(each.text, each.score) for each in answers[0].quotations] == [
        (each.text, each.score) for each in answers[1].quotations
    ]
    assert answers[0].confidence == answers[1].confidence
