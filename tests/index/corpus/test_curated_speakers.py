from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from index.corpus.curated_speakers import CuratedSpeakers, Office, parse_speakers, read_speakers
from index.corpus.source_files import SourceFile
from index.errors import CorpusError

HANUSH = """
[[speaker]]
name = "Petro Hanush"
aliases = ["Pyotr Ganush", "Hanush"]
role = "mayor of Rivne"
side = "Ukraine"
"""


def read(folder: Path, text: str) -> CuratedSpeakers:
    path = folder / "speakers.toml"
    path.write_text(text, "utf-8")
    return read_speakers(path)


def test_missing_file_is_empty(tmp_path: Path) -> None:
    """Without a file nobody is curated."""
    assert read_speakers(tmp_path / "speakers.toml").find("Petro Hanush") is None


@pytest.mark.parametrize("wording", ["Petro Hanush", "PETRO  HANUSH", "Pyotr Ganush", "Mr Hanush", "the Hanush"])
def test_every_wording_finds_the_speaker(tmp_path: Path, wording: str) -> None:
    """Name and aliases are found in any case, with a title or an article."""
    found = read(tmp_path, HANUSH).find(wording)
    assert found is not None
    assert (found.name, found.role, found.side) == ("Petro Hanush", "mayor of Rivne", "Ukraine")


def test_accents_do_not_matter(tmp_path: Path) -> None:
    """A name is found with or without its accents."""
    assert read(tmp_path, '[[speaker]]\nname = "Miloš Karr"\n').find("Milos Karr") is not None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[speaker]\n", "speakers.toml is not TOML"),
        ('[[speaker]]\nalias = "x"\nname = "Karr"\n', "speaker 'Karr': 'alias'"),
        ('[[speaker]]\nrole = "mayor"\n', "speaker number 1: 'name'"),
        ('[people]\nname = "Karr"\n', "'people'"),
        ('[[speaker]]\nname = "A"\naliases = ["B"]\n[[speaker]]\nname = "b"\n', "'b' already means 'A'"),
    ],
)
def test_errors_name_the_file_and_the_entry(tmp_path: Path, text: str, message: str) -> None:
    """A malformed file is refused with the entry that is wrong."""
    with pytest.raises(CorpusError, match=r"speakers\.toml") as error:
        read(tmp_path, text)
    assert message in str(error.value)


def test_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    """Bytes that are no UTF-8 are an error of the corpus."""
    path = tmp_path / "speakers.toml"
    path.write_bytes(b'name = "\xff"')
    with pytest.raises(CorpusError, match="not UTF-8"):
        read_speakers(path)


@pytest.mark.parametrize("wording", ["Arsenii Yatseniuk", "Arseny Yatsenyuk", "Arsenij Jatsenyuk"])
def test_spellings_of_a_cyrillic_name_are_one(tmp_path: Path, wording: str) -> None:
    """Romanisations that differ by rule only are found without an alias; others need one."""
    found = read(tmp_path, '[[speaker]]\nname = "Arseniy Yatsenyuk"\n').find(wording)
    assert (found is not None) == ("J" not in wording)


def test_cities_are_found_in_either_spelling(tmp_path: Path) -> None:
    """Kyiv and Kiev are one."""
    assert read(tmp_path, '[[speaker]]\nname = "Kyiv City Council"\n').find("the Kiev City Council") is not None


OFFICES = (
    HANUSH
    + """
[[speaker.offices]]
role = "envoy"
until = 2019-12-31
[[speaker.offices]]
role = "minister"
since = 2020-01-01
until = 2021-06-30
"""
)


@pytest.mark.parametrize(
    ("day", "role"),
    [
        (date(2018, 5, 1), "envoy"),
        (date(2020, 1, 1), "minister"),
        (date(2022, 5, 1), "mayor of Rivne"),
        (None, "mayor of Rivne"),
    ],
)
def test_role_is_that_of_the_time(tmp_path: Path, day: date | None, role: str) -> None:
    """The office that covers an article's date is the role; without one, or a date, the general role."""
    found = read(tmp_path, OFFICES).find("Hanush")
    assert found is not None
    assert found.at(day).role == role


def test_a_pipe_is_refused(tmp_path: Path) -> None:
    """Reading it would wait for ever."""
    os.mkfifo(tmp_path / "speakers.toml")
    with pytest.raises(CorpusError, match="is not a file"):
        read_speakers(tmp_path / "speakers.toml")


@pytest.mark.parametrize("brackets", ["[", "{a="])
def test_brackets_in_brackets_are_refused(brackets: str) -> None:
    """A parser that follows them runs out of stack; the file is named."""
    with pytest.raises(CorpusError, match=r"speakers\.toml"):
        parse_speakers(SourceFile("speakers.toml", ("a = " + brackets * 5_000).encode()))


@pytest.mark.parametrize(
    ("day", "covered"),
    [(date(2019, 12, 31), False), (date(2020, 1, 1), True), (date(2022, 6, 30), True), (date(2022, 7, 1), False)],
)
def test_an_office_is_held_from_its_first_day_to_its_last(day: date, covered: bool) -> None:
    """Neither before nor after."""
    assert Office(role="mayor", since=date(2020, 1, 1), until=date(2022, 6, 30)).covers(day) == covered


def test_a_key_of_many_parts_is_refused(tmp_path: Path) -> None:
    """Before it is read; dots in a comment and in a name are no key's."""
    file = tmp_path / "speakers.toml"
    file.write_text("a." * 100_000 + "a = 1", "utf-8")
    with pytest.raises(CorpusError, match=r"speakers\.toml has a key of too many parts"):
        read_speakers(file)
    file.write_text(f'# {"." * 100}\n[[speaker]]\nname = "{"A. " * 40}Karr"\n', "utf-8")
    assert read_speakers(file)
