"""Backing up and putting back: corpus, journal, settings."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.library.corpus.backup import BackupError, Places, read_backup, restore_backup, write_backup
from bot.library.journal.journal import Journal
from bot.settings import Settings


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """Return a corpus of one article and a journal of one question."""
    made = Places(tmp_path / "corpus", tmp_path / "var/index", tmp_path / "var/bot")
    made.corpus.mkdir()
    (made.corpus / "harbour.md").write_text("---\ntitle: Harbour\n---\n\nThe storm sank nine boats.\n")
    journal = Journal(made.journal)
    journal.record_unanswered("who sank them?")
    journal.close()
    return made


def read_questions(places: Places) -> list[str]:
    """Return the questions that a journal holds."""
    journal = Journal(places.journal)
    try:
        return [each.question for each in journal.list_unanswered()]
    finally:
        journal.close()


def test_what_was_lost_comes_back(places: Places, tmp_path: Path) -> None:
    """Corpus and journal are again as they were; what was added since is gone."""
    write_backup(tmp_path / "kept.zip", places, {})
    article = (places.corpus / "harbour.md").read_bytes()
    (places.corpus / "harbour.md").unlink()
    (places.corpus / "later.md").write_text("---\ntitle: Later\n---\n\nLater.\n")
    places.journal.unlink()
    restore_backup(tmp_path / "kept.zip", places)
    assert [path.name for path in places.corpus.iterdir()] == ["harbour.md"]
    assert (places.corpus / "harbour.md").read_bytes() == article
    assert read_questions(places) == ["who sank them?"]


def test_it_is_made_while_the_bot_runs(places: Places, tmp_path: Path) -> None:
    """What the open journal has just written is in the backup."""
    journal = Journal(places.journal)
    journal.record_unanswered("and when?")
    write_backup(tmp_path / "kept.zip", places, {})
    journal.close()
    restore_backup(tmp_path / "kept.zip", places)
    assert set(read_questions(places)) == {"who sank them?", "and when?"}


def test_it_is_not_put_back_while_the_bot_runs(places: Places, tmp_path: Path) -> None:
    """The running bot would go on writing into what is no longer there."""
    write_backup(tmp_path / "kept.zip", places, {})
    journal = Journal(places.journal)
    (places.corpus / "later.md").write_text("Later\n\nLater.\n")
    with pytest.raises(BackupError, match="the bot is running"):
        restore_backup(tmp_path / "kept.zip", places)
    journal.close()
    assert (places.corpus / "later.md").exists()


def test_the_token_is_in_no_backup(places: Places, tmp_path: Path) -> None:
    """The other settings that are not at their defaults are."""
    settings = Settings(token=SecretStr("secret.of.mine"), cooldown=9, guild_ids=(1, 2))
    write_backup(tmp_path / "kept.zip", places, {"DISCORD_": settings})
    kept = read_backup(tmp_path / "kept.zip")["settings.env"].decode()
    assert "DISCORD_COOLDOWN=9" in kept
    assert "DISCORD_GUILD_IDS=1,2" in kept
    assert "secret" not in kept
    assert (tmp_path / "kept.zip").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("name", ["corpus/harbour.md", "journal.sqlite", "settings.env"])
def test_a_backup_that_was_changed_is_refused(places: Places, tmp_path: Path, name: str) -> None:
    """A file that is not what was backed up is named, and nothing is changed."""
    write_backup(tmp_path / "kept.zip", places, {})
    rewrite(tmp_path / "kept.zip", {name: b"other"})
    with pytest.raises(BackupError, match=name):
        restore_backup(tmp_path / "kept.zip", places)
    assert read_questions(places) == ["who sank them?"]


@pytest.mark.parametrize("name", ["corpus/../../escaped.md", "corpus/.env", "elsewhere.md"])
def test_a_backup_with_more_in_it_is_refused(places: Places, tmp_path: Path, name: str) -> None:
    """Nothing is written anywhere but into the corpus and the journal."""
    write_backup(tmp_path / "kept.zip", places, {})
    rewrite(tmp_path / "kept.zip", {name: b"other"})
    with pytest.raises(BackupError):
        restore_backup(tmp_path / "kept.zip", places)


def test_what_is_no_backup_is_refused(places: Places, tmp_path: Path) -> None:
    """Another file is not unpacked."""
    (tmp_path / "kept.zip").write_bytes(b"PK\x03\x04 and no more")
    with pytest.raises(BackupError, match="no backup"):
        restore_backup(tmp_path / "kept.zip", places)


def test_no_backup_is_overwritten(places: Places, tmp_path: Path) -> None:
    """A name that is taken is refused."""
    write_backup(tmp_path / "kept.zip", places, {})
    with pytest.raises(BackupError, match="there already"):
        write_backup(tmp_path / "kept.zip", places, {})


def rewrite(backup: Path, changes: dict[str, bytes]) -> None:
    """Put other contents into a backup."""
    with zipfile.ZipFile(backup) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(backup, "w") as archive:
        for name, content in (files | changes).items():
            archive.writestr(name, content)
