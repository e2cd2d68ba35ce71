from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import ConfigurationError
from index.settings import load_settings


def test_has_defaults() -> None:
    """Nothing needs to be set."""
    assert load_settings().index == Path("var/index")


def test_environment_beats_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable of the environment overrides the line in .env."""
    (tmp_path / ".env").write_text("VERBATIM_LIMIT=5\nVERBATIM_CORPUS=elsewhere\n")
    monkeypatch.setenv("VERBATIM_LIMIT", "7")
    settings = load_settings()
    assert (settings.limit, settings.corpus) == (7, Path("elsewhere"))


def test_leaves_the_bot_its_settings(tmp_path: Path) -> None:
    """What others read from the same file is no error here."""
    (tmp_path / ".env").write_text("DISCORD_TOKEN=abc\nTZ=UTC\n")
    assert load_settings()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("VERBATIM_TRESHOLD=0.4", "VERBATIM_TRESHOLD (did you mean VERBATIM_THRESHOLD?)"),
        ("VERBTIM_LIMIT=4", "VERBTIM_LIMIT (did you mean VERBATIM_LIMIT?)"),
        ("VERBATIM_THRESHOLD=high", "VERBATIM_THRESHOLD"),
        ("VERBATIM_LIMIT=0", "VERBATIM_LIMIT"),
        ("VERBATIM_LIMIT", "'VERBATIM_LIMIT' has no '='"),
    ],
)
def test_refuses_by_name(tmp_path: Path, line: str, expected: str) -> None:
    """Unknown and malformed settings are named."""
    (tmp_path / ".env").write_text(line + "\n")
    with pytest.raises(ConfigurationError) as caught:
        load_settings()
    assert expected in str(caught.value)


def test_warns_of_an_unknown_variable(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """The environment is shared with other tools: a name that is unknown is told, with the nearest one."""
    monkeypatch.setenv("VERBATIM_INDX", "x")
    load_settings()
    assert "unknown setting VERBATIM_INDX (did you mean VERBATIM_INDEX?), in the environment, is ignored" in caplog.text


def test_refuses_a_file_that_is_no_text(tmp_path: Path) -> None:
    """A .env in another encoding is refused."""
    (tmp_path / ".env").write_bytes(b"VERBATIM_CORPUS=caf\xe9\n")
    with pytest.raises(ConfigurationError, match="UTF-8"):
        load_settings()
