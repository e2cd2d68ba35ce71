"""What the bot says, in every language that it speaks; quotations are never translated."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from importlib import resources

import discord
from discord import app_commands

from index.ingestion.messages import read_messages

LANGUAGES = ("en", "uk", "ru")
"""The first one is also used for every language that is not here."""


class Texts:
    """The texts of one language."""

    def __init__(self, language: str, entries: Mapping[str, str]) -> None:
        self.language = language
        self.entries = entries

    def __call__(self, key: str, **values: object) -> str:
        """Return a text with values put in."""
        return self.entries[key].format(**values)

    def count(self, key: str, number: int, **values: object) -> str:
        """Return a text in the form that a number takes in this language."""
        return self(f"{key}.{_choose_plural(self.language, number)}", number=f"{number:,}", **values)

    def write_date(self, day: date) -> str:
        """Return a date as it is written in this language."""
        return f"{day.day} {self(f'month.{day.month}')} {day.year}"

    def list(self, key: str) -> tuple[str, ...]:
        """Return a text that is several words, separated by commas."""
        return tuple(part.strip() for part in self(key).split(","))


@cache
def texts_for(locale: str) -> Texts:
    """Return the texts for one of Discord's locales, such as en-GB."""
    language = locale.partition("-")[0]
    language = language if language in LANGUAGES else LANGUAGES[0]
    source = resources.files("bot") / "locale" / f"{language}.toml"
    own = read_messages() if language == LANGUAGES[0] else {}
    return Texts(language, {**own, **dict(_flatten("", tomllib.loads(source.read_text("utf-8"))))})


def localized(key: str) -> app_commands.locale_str:
    """Return a command's name or description in English, to be translated by its key."""
    return app_commands.locale_str(texts_for(LANGUAGES[0])(key), key=key)


class CatalogueTranslator(app_commands.Translator):
    """Gives Discord the names and descriptions of commands in every language."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,  # noqa: ARG002  # the key says it all
    ) -> str | None:
        """Return the translation, or None where English serves."""
        key = string.extras.get("key")
        language = locale.value.partition("-")[0]
        if key is None or language == LANGUAGES[0] or language not in LANGUAGES:
            return None
        return texts_for(language)(key)


def _flatten(prefix: str, table: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flatten(f"{prefix}{key}.", value)
        else:
            yield f"{prefix}{key}", str(value)


def _choose_plural(language: str, number: int) -> str:
    """Return the plural category of CLDR for a whole number."""
    if language == "en":
        return "one" if number == 1 else "many"
    if number % 10 == 1 and number % 100 != 11:
        return "one"
    return "few" if number % 10 in {2, 3, 4} and number % 100 not in {12, 13, 14} else "many"
