"""The catalogues: complete, alike, and within Discord's limits."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.cogs.about import render_about, render_help
from bot.discord_ui.i18n import LANGUAGES, CatalogueTranslator, Texts, texts_for
from bot.discord_ui.message import LONGEST_LABEL
from bot.errors import Reason
from bot.library.events import AuditAction
from bot.messages.moderation.forms import FORMS
from index.building.stages import Stage
from index.search.catalog import Catalog
from tests.support.discord.stage import Open, make_searcher

ROOT = Path(__file__).parents[3]
FORM_PLACEHOLDERS = {"form.paste.placeholder", *(f"form.{field}" for form in FORMS.values() for field in form)}
COMMAND_NAME = re.compile(r"[-_'\w]{1,32}")
PLURALS = {"one", "few", "many"}
LOCALES = {"uk": discord.Locale.ukrainian, "ru": discord.Locale.russian}


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_catalogues_have_the_same_keys(language: str) -> None:
    """Nothing is missing in a language, and nothing is left over."""
    english, other = texts_for("en").entries, texts_for(language).entries
    assert {key.removesuffix(".few") for key in other} - set(english) == {
        key.removesuffix(".few") for key in other if key.endswith(".few")
    }
    assert set(english) <= set(other)


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_catalogues_put_in_the_same_values(language: str) -> None:
    """A translation neither drops nor invents a value; a number may go without saying."""
    english, other = texts_for("en").entries, texts_for(language).entries
    for key, text in english.items():
        assert fields(other[key]) - {"number"} == fields(text) - {"number"}, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_fit(language: str) -> None:
    """What a button says is within Discord's limit."""
    texts = texts_for(language)
    buttons = {key: text for key, text in texts.entries.items() if key.startswith("button.")}
    assert all(len(text) <= LONGEST_LABEL for text in buttons.values())
    assert all(
        len(texts(key)) <= limit
        for key, limit in (("report.title", 45), ("report.label", 45), ("report.placeholder", 100))
    )
    fields = {key: text for key, text in texts.entries.items() if key.startswith(("field.", "form."))}
    assert all(len(text) <= (100 if key in FORM_PLACEHOLDERS else 45) for key, text in fields.items())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.asyncio
async def test_pages_of_words_fit(language: str) -> None:
    """Help and about are within Discord's limits."""
    catalog = Catalog(make_searcher().snapshot.contents)
    assert render_help(texts_for(language), ["x" * 300] * 5).view.content_length() <= 4000
    assert render_about(catalog, texts_for(language), keeps_questions=True).view.content_length() <= 4000


@pytest.mark.parametrize(
    ("language", "number", "form"),
    [
        ("en", 1, "one"),
        ("en", 2, "many"),
        ("uk", 1, "one"),
        ("uk", 3, "few"),
        ("uk", 12, "many"),
        ("ru", 21, "one"),
        ("ru", 5, "many"),
    ],
)
def test_plurals(language: str, number: int, form: str) -> None:
    """Numbers take the forms of their language."""
    texts = Texts(language, {f"x.{each}": each for each in PLURALS})
    assert texts.count("x", number) == form


def test_an_unknown_language_is_answered_in_english() -> None:
    """Nobody is left without words."""
    assert texts_for("fr").language == "en"
    assert texts_for("en-GB").language == "en"


async def collect(open_stage: Open) -> list[dict[str, Any]]:
    async with open_stage() as stage:
        translator = CatalogueTranslator()
        return [
            await each.get_translated_payload(stage.client.tree, translator)
            for each in stage.client.tree.get_commands()
        ]


@pytest.mark.asyncio
async def test_every_command_is_documented(open_stage: Open) -> None:
    """Each command and menu entry stands in README and on a page of the bot, each option on the latter."""
    page = "".join((ROOT / "docs" / each).read_text("utf-8") for each in ("discord.md", "members.md", "moderators.md"))
    readme = (ROOT / "README.md").read_text("utf-8")
    for command in await collect(open_stage):
        prefix = "/" if command["type"] == 1 else ""
        assert f"{prefix}{command['name']}" in page
        assert f"{prefix}{command['name']}" in readme
        for option in _walk(command):
            assert f"`{option['name']}" in page, option["name"]


@pytest.mark.asyncio
async def test_every_command_is_within_the_limits_in_every_language(open_stage: Open) -> None:
    """Names, descriptions and options keep Discord's rules, and no two are the same."""
    commands = await collect(open_stage)
    for language in ("en", *LOCALES.values()):
        names = [_translate(command, "name", language) for command in commands]
        assert len(set(names)) == len(names)
        for command in commands:
            if command["type"] == 1:
                _check_slash(command, language)
            else:
                assert 1 <= len(_translate(command, "name", language)) <= 32
            for parent in (command, *_walk(command)):
                options = [_translate(option, "name", language) for option in parent.get("options", [])]
                assert len(set(options)) == len(options) <= 25
            for option in _walk(command):
                _check_slash(option, language)


def _walk(command: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Return every subcommand and option."""
    for option in command.get("options", []):
        yield option
        yield from _walk(option)


def _check_slash(described: dict[str, Any], language: object) -> None:
    name = _translate(described, "name", language)
    assert COMMAND_NAME.fullmatch(name), name
    assert name == name.lower()
    assert 1 <= len(_translate(described, "description", language)) <= 100


def _translate(described: dict[str, Any], part: str, language: object) -> str:
    localized = described.get(f"{part}_localizations") or {}
    text: str = localized.get(str(language), described[part]) if language != "en" else described[part]
    if language != "en":
        assert str(language) in localized, (part, described["name"])
    return text


@pytest.mark.asyncio
async def test_only_what_asks_is_for_installing_on_oneself(open_stage: Open) -> None:
    """Who adds the bot to their own account may ask anywhere; what a server is set up and moderated by stays on it."""
    for command in await collect(open_stage):
        on_servers_only = command["name"] in {"corpus", "setup"}
        assert command["integration_types"] == ([0] if on_servers_only else [0, 1])
        assert command["contexts"] == ([0] if on_servers_only else [0, 1, 2])


@pytest.mark.parametrize(
    "key", [*Reason, *(f"change.{each}" for each in AuditAction), *(f"stage.{each}" for each in Stage)]
)
def test_every_reason_action_and_stage_has_a_text(key: str) -> None:
    """What the code names, people can read."""
    assert texts_for("en").entries[key]
