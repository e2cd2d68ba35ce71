"""The documents say what is true: links, commands, settings and versions."""

from __future__ import annotations

import importlib.metadata
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from bot.settings import Settings as BotSettings
from index.cli.parser import make_parser
from index.settings import PREFIX, Settings
from tests.support.settings_file import describe_settings

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted(path for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("corpus/README.md")])
README = (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(document: Path) -> None:
    """Every link to a file of this repository has that file, and its heading."""
    for target in re.findall(r"\]\(([^)\s]+)\)", document.read_text("utf-8")):
        name, _, heading = target.partition("#")
        if "://" in target or target.startswith("mailto:"):
            continue
        path = (document.parent / name) if name else document
        assert path.exists(), f"{document.name}: {target}"
        if heading:
            assert heading in _anchors(path), f"{document.name}: {target}"


def _anchors(path: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


def test_the_example_settings_are_the_settings() -> None:
    """.env.example has every setting with its default and its description, and nothing else."""
    described = [describe_settings(Settings), describe_settings(BotSettings)]
    assert (ROOT / ".env.example").read_text("utf-8") == "\n".join(described)


def test_every_setting_is_documented() -> None:
    """The table of README has a row for each of the index's, docs/discord.md names the bot's."""
    discord = (ROOT / "docs/discord.md").read_text("utf-8")
    assert [name for name in Settings.model_fields if f"`{PREFIX}{name.upper()}`" not in README] == []
    assert [name for name in BotSettings.model_fields if f"DISCORD_{name.upper()}" not in discord] == []


def test_every_command_is_documented() -> None:
    """Commands are in the contract and the README, and what those name is a command."""
    contract = (ROOT / "docs/contract.md").read_text("utf-8")
    help_text = make_parser().format_help()
    commands = set(re.findall(r"^    (\w+)(?: {2,}\w|$)", help_text, re.MULTILINE))
    assert set(re.findall(r"^    python -m index (\w+)", contract, re.MULTILINE)) == commands
    (table,) = re.findall(r"^\| `python -m index …`.*?\n\n", README, re.MULTILINE | re.DOTALL)
    assert set(re.findall(r"^\| `(\w+)`", table, re.MULTILINE)) == commands


def test_every_target_is_documented() -> None:
    """README names what can be made."""
    for target in re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE):
        assert f"make {target}" in README or target == "setup"


def test_every_dependency_is_pinned_and_justified() -> None:
    """What pyproject.toml asks for has an exact version and a reason."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    pinned = (ROOT / "constraints.txt").read_text("utf-8").lower()
    reasons = (ROOT / "docs/dependencies.md").read_text("utf-8").lower()
    for requirement in [*project["dependencies"], *project["optional-dependencies"]["dev"]]:
        name = re.split(r"[<>=\[]", requirement)[0].lower()
        assert re.search(rf"^{re.escape(name)}==\d", pinned, re.MULTILINE), name
        assert name in reasons, name


def test_no_version_is_a_range() -> None:
    """Every line of constraints.txt is one exact version, of some machines alone where it says so."""
    for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines():
        assert line.startswith("#") or re.fullmatch(r"[\w.-]+==[\w.]+(?:; \w+ == .+)?", line), line


def test_everything_that_is_installed_has_an_exact_version() -> None:
    """What a pinned package needs is pinned too; torch aside, whose builds need different libraries."""
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pinned = {canonicalize_name(line.partition("==")[0]) for line in lines if not line.startswith("#")}
    needed = [
        Requirement(text)
        for name in pinned - {"torch"}
        for text in importlib.metadata.distribution(name).requires or ()
    ]
    here = {need.name for need in needed if need.marker is None or need.marker.evaluate({"extra": ""})}
    assert {canonicalize_name(name) for name in here} - pinned == set()
