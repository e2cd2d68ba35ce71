"""The settings of the bot."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import Settings, load_settings
from index.errors import ConfigurationError
from tests.support.settings_file import describe_settings


def test_nothing_is_required(tmp_path: Path) -> None:
    """Without a setting the bot runs, as a preview."""
    settings = load_settings()
    assert not settings.token.get_secret_value()
    assert settings.guild_ids == ()


def test_numbers_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    """A list is written as people write lists."""
    monkeypatch.setenv("DISCORD_GUILD_IDS", "1, 2,")
    monkeypatch.setenv("DISCORD_EXAMPLES", "Who, and when? | Where?")
    settings = load_settings()
    assert settings.guild_ids == (1, 2)
    assert settings.examples == ("Who, and when?", "Where?")


def test_what_is_left_empty_is_not_set(tmp_path: Path) -> None:
    """A line of `.env` without a value means the default."""
    names = ("SHARD_COUNT", "HEALTH_PORT", "HEALTH_FILE", "REPORT_CHANNEL", "SHARD_IDS", "TOKEN")
    (tmp_path / ".env").write_text("".join(f"DISCORD_{name}=\n" for name in names))
    assert load_settings() == Settings(_env_file=None)


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("DISCORD_QUEUE", "many", "DISCORD_QUEUE"),
        ("DISCORD_GUILD_IDS", "one", "DISCORD_GUILD_IDS: a name was given, and an id is needed"),
        ("DISCORD_MODERATOR_ROLES", "@Mods", "DISCORD_MODERATOR_ROLES: a name was given.*Developer Mode"),
        ("DISCORD_LOG_CHANNEL", "#log", "DISCORD_LOG_CHANNEL: a name was given.*Copy ID"),
    ],
)
def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str) -> None:
    """Malformed ones stop the start; where a name stands for an id, it says how the id is found."""
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigurationError, match=told):
        load_settings()


def test_an_unknown_name_of_the_environment_is_warned_of(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """It may be another tool's, such as DISCORD_WEBHOOK, and keeps nothing from starting; the nearest name is told."""
    monkeypatch.setenv("DISCORD_WEBHOOK", "https://canary")
    monkeypatch.setenv("DISCORD_COOLDWON", "1")
    assert load_settings().cooldown == 5
    assert "unknown setting DISCORD_WEBHOOK" in caplog.text
    assert "did you mean DISCORD_COOLDOWN" in caplog.text
    assert "canary" not in caplog.text


def test_an_unknown_name_of_the_file_is_refused(tmp_path: Path) -> None:
    """The file is the bot's own, so a name that it does not know is a slip."""
    (tmp_path / ".env").write_text("DISCORD_WEBHOOK=1\n")
    with pytest.raises(ConfigurationError, match=r"\.env: unknown setting DISCORD_WEBHOOK"):
        load_settings()


def test_a_token_is_never_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither in a text of the settings nor in an error."""
    monkeypatch.setenv("DISCORD_TOKEN", "canary")
    assert "canary" not in repr(load_settings())
    monkeypatch.setenv("DISCORD_QUEUE", "canary")
    with pytest.raises(ConfigurationError) as raised:
        load_settings()
    assert "canary" not in str(raised.value)


def test_every_setting_is_described_and_documented() -> None:
    """The description is the comment in `.env.example`; the page for server owners names it."""
    page = (Path(__file__).parents[2] / "docs/discord.md").read_text("utf-8")
    for name, field in Settings.model_fields.items():
        assert (field.description or "").endswith(".")
        assert f"DISCORD_{name.upper()}" in page


def test_the_example_file_says_the_defaults(tmp_path: Path) -> None:
    """Copying it as it is changes nothing."""
    defaults = load_settings()
    (tmp_path / ".env").write_text(describe_settings(Settings), "utf-8")
    assert load_settings() == defaults


@pytest.mark.parametrize("ids", ["0", "2", "-1"])
def test_shards_need_their_count(monkeypatch: pytest.MonkeyPatch, ids: str) -> None:
    """A shard is one of so many."""
    monkeypatch.setenv("DISCORD_SHARD_IDS", ids)
    if ids != "0":
        monkeypatch.setenv("DISCORD_SHARD_COUNT", "2")
    with pytest.raises(ConfigurationError, match="DISCORD_SHARD_COUNT"):
        load_settings()


@pytest.mark.parametrize(
    ("name", "value"), [("DISCORD_MODERATOR_ROLES", "7"), ("DISCORD_MODERATING_GUILDS", "2")], ids=["roles", "servers"]
)
def test_moderation_needs_a_server_that_has_commands(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    """Roles without their server, or a server without commands, would moderate nothing: the start says so."""
    monkeypatch.setenv("DISCORD_GUILD_IDS", "1")
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigurationError, match=r"name the servers|no commands to moderate"):
        load_settings()


def test_a_mistyped_name_in_the_file_is_named(tmp_path: Path) -> None:
    """A slip in the prefix is found as well, or the bot would start without what was set."""
    (tmp_path / ".env").write_text("DISCRD_COOLDOWN=1\n")
    with pytest.raises(ConfigurationError, match="did you mean DISCORD_COOLDOWN"):
        load_settings()
