"""What the commands `backup` and `restore` do."""

from __future__ import annotations

from pathlib import Path

from bot.library.corpus.backup import Places, make_backup_name, read_backup, restore_backup, write_backup
from bot.settings import PREFIX, Settings
from index.cli.console import count
from index.settings import PREFIX as INDEX_PREFIX
from index.settings import Settings as IndexSettings


def back_up(settings: Settings, index_settings: IndexSettings, file: Path | None) -> int:
    """Write corpus, journal and settings into a file, by default a new one."""
    target = file or make_backup_name(settings.state.parent / "backups")
    kept = write_backup(target, _read_places(settings, index_settings), _name(settings, index_settings))
    print(f"{target} has {count(kept, 'file')} of the corpus, the journal, and the settings without the token.")
    return 0


def restore(settings: Settings, index_settings: IndexSettings, file: Path) -> int:
    """Put corpus and journal back as a backup has them; what is there is backed up before."""
    read_backup(file)
    places = _read_places(settings, index_settings)
    if places.corpus.exists():
        name = make_backup_name(settings.state.parent / "backups")
        before = name.with_stem(f"{name.stem}-before-restoring")
        write_backup(before, places, _name(settings, index_settings))
        print(f"What was there is in {before}.")
    kept = restore_backup(file, places)
    print("The corpus and the journal are as in the backup. Its settings, to compare with yours:\n")
    print(kept)
    print("Start the bot: it indexes what differs.")
    return 0


def _read_places(settings: Settings, index_settings: IndexSettings) -> Places:
    return Places(index_settings.corpus, index_settings.index, settings.state)


def _name(settings: Settings, index_settings: IndexSettings) -> dict[str, Settings | IndexSettings]:
    return {PREFIX: settings, INDEX_PREFIX: index_settings}
