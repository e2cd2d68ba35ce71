from __future__ import annotations

import pytest

from index.building.build import build
from index.building.stages import Stage
from index.errors import CorpusError, StoppedAfterPublication
from index.snapshots.store import find_current
from tests.support.index.corpus import BRIDGE, Library
from tests.support.index.embedders import WordEmbedder


def test_publishes_nothing_when_nothing_changed(built: Library) -> None:
    """A second build leaves the snapshot that serves, and embeds nothing."""
    serving = find_current(built.index)
    built.embedder.embedded.clear()
    assert built.build().snapshot is None
    assert find_current(built.index) == serving
    assert built.embedder.embedded == []


def test_embeds_only_what_changed(built: Library) -> None:
    """After a change of one sentence only the texts that hold it are embedded."""
    built.embedder.embedded.clear()
    built.write("bridge", BRIDGE.replace("40 trucks", "30 trucks"), title="The bridge is open")
    report = built.build()
    assert report.embedded == len(built.embedder.embedded) == 4
    assert all("30 trucks" in text for text in built.embedder.embedded)


def test_embeds_nothing_for_metadata(built: Library) -> None:
    """A new date is published without embedding anything."""
    built.write("bridge", BRIDGE, title="The bridge is open", published="2024-01-01")
    report = built.build()
    assert report.snapshot
    assert report.embedded == 0


def test_embeds_everything_for_another_model(built: Library) -> None:
    """Vectors of one model are never mixed with those of another."""
    built.embedder = WordEmbedder("other")
    assert built.build().embedded == len(built.embedder.embedded) > 4


def test_answers_are_the_same_after_a_partial_build(built: Library) -> None:
    """A snapshot that was built in steps answers like one that was built at once."""
    built.write("bridge", BRIDGE.replace("40 trucks", "30 trucks"), title="The bridge is open")
    built.build()
    fresh = Library(built.folder / "fresh")
    fresh.folder.mkdir()
    built.corpus.rename(fresh.corpus)
    fresh.build()
    question = "how many trucks an hour"
    assert fresh.open().ask(question, 5) == built.open().ask(question, 5)


def test_a_removed_article_is_gone(built: Library) -> None:
    """What was taken out of the corpus is no longer quoted."""
    (built.corpus / "bridge.md").unlink()
    built.build()
    assert {quotation.article.name for quotation in built.open().ask("trucks on the bridge", 9).quotations} == {
        "harbour"
    }


def test_a_bad_article_hides_no_other(library: Library) -> None:
    """The good articles are published and the bad one is named."""
    library.write("bridge", BRIDGE)
    library.write("bad", "Text.", published="yesterday")
    report = library.build()
    assert [error.name for error in report.errors] == ["bad.md"]
    assert library.open().ask("trucks", 1).quotations


def test_an_article_that_was_broken_keeps_serving(built: Library) -> None:
    """An article whose file was spoilt keeps the text that it had."""
    built.write("bridge", "Spoilt.", published="yesterday")
    built.write("new", "The lighthouse of Orlan is 40 metres high.")
    report = built.build()
    assert report.kept == ("bridge.md",)
    assert "40 trucks" in built.open().ask("trucks an hour", 1).quotations[0].text


def test_an_empty_corpus_publishes_nothing(library: Library) -> None:
    """Without an article there is an error that names the folder, and no index."""
    library.corpus.mkdir()
    with pytest.raises(CorpusError, match="corpus"):
        library.build()
    assert not (library.index / "CURRENT").exists()


def test_an_empty_corpus_leaves_the_old_index(built: Library) -> None:
    """Emptying the corpus by mistake takes nothing away."""
    for path in built.corpus.iterdir():
        path.unlink()
    with pytest.raises(CorpusError):
        built.build()
    assert built.open().ask("trucks", 1).quotations


def test_curated_speakers_are_published_without_embedding(built: Library) -> None:
    """A change of speakers.toml makes a new snapshot of the same vectors."""
    (built.corpus / "speakers.toml").write_text('[[speaker]]\nname = "Anna B. Karr"\naliases = ["Anna Karr"]\n')
    report = built.build()
    assert report.snapshot
    assert report.embedded == 0
    entries = built.open().snapshot.contents.entries
    assert {entry.known_as for entry in entries if entry.attribution.speaker == "Anna Karr"} == {"Anna B. Karr"}


def test_bad_speakers_leave_the_old_index(built: Library) -> None:
    """A speakers.toml that cannot be read is named, and the index before serves."""
    (built.corpus / "speakers.toml").write_text('[[speaker]]\nnam = "Anna Karr"\n')
    with pytest.raises(CorpusError, match=r"speakers\.toml"):
        built.build()
    assert built.open().ask("trucks", 1).quotations


def test_reports_progress(library: Library) -> None:
    """Every stage is told how far it has come, up to its end."""
    library.write("bridge", BRIDGE)
    told: list[tuple[Stage, int, int]] = []
    build(library.corpus, library.index, library.embedder, 2, lambda *step: told.append(step))
    assert (Stage.READING, 1, 1) in told
    assert (Stage.EMBEDDING, 6, 6) in told


def test_stopped_after_publication_says_so(built: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever stops a build while old snapshots are swept is told that the new one serves already."""
    before = find_current(built.index)
    built.write("tower", "The lighthouse of Orlan is 40 metres high.")

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("index.building.build.sweep", interrupt)
    with pytest.raises(StoppedAfterPublication):
        built.build()
    assert find_current(built.index) != before


def test_stopped_before_publication_changes_nothing(built: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Until the pointer names the new snapshot, a stop is an ordinary one."""
    before = find_current(built.index)
    built.write("tower", "The lighthouse of Orlan is 40 metres high.")

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("index.building.build.publish", interrupt)
    with pytest.raises(KeyboardInterrupt) as stopped:
        built.build()
    assert not isinstance(stopped.value, StoppedAfterPublication)
    assert find_current(built.index) == before


def test_what_an_interrupted_build_left_is_swept(built: Library) -> None:
    """Also by a build that has nothing to do, so that it does not pile up."""
    left = built.index / ".building-left"
    left.mkdir()
    (left / "vectors").write_bytes(bytes(10))
    built.build()
    assert not left.exists()
