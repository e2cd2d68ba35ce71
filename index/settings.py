"""What building and searching can be told, from the environment and `.env`."""

from __future__ import annotations

import difflib
import os
from pathlib import Path

from dotenv import dotenv_values
from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from index.errors import ConfigurationError

PREFIX = "VERBATIM_"
OTHER_PREFIXES = ("DISCORD_",)
"""What `.env` may hold besides; the other half of the house reads it."""


class Settings(BaseSettings):
    """Every setting of this half; the description is its comment in `.env.example`."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", env_file_encoding="utf-8", extra="ignore")

    corpus: Path = Field(Path("corpus"), description="Folder of the articles.")
    index: Path = Field(Path("var/index"), description="Folder of the built index.")
    model: str = Field(
        "", description="Embedding model: a folder or a hub name; empty for the all-MiniLM-L6-v2 that is installed."
    )
    limit: int = Field(3, ge=1, le=50, description="Quotations that an answer shows at most.")
    threshold: float = Field(
        0.3, ge=0, le=1, description="Confidence from which an answer is given; below it the corpus has none."
    )
    batch_size: int = Field(32, ge=1, le=1024, description="Texts embedded at once; fewer need less memory.")
    generations: int = Field(2, ge=2, le=100, description="Built indexes that are kept, the serving one among them.")


def load_settings() -> Settings:
    """Read the settings.

    Raises ConfigurationError that names every unknown or malformed one.
    """
    unknown = _find_unknown()
    if unknown:
        raise ConfigurationError("; ".join(unknown), "See .env.example for every setting")
    try:
        return Settings()
    except ValidationError as error:
        problems = [f"{PREFIX}{str(item['loc'][0]).upper()}: {item['msg']}" for item in error.errors()]
        raise ConfigurationError("; ".join(problems), "See .env.example for every setting") from error


def describe_settings(settings: type[BaseSettings]) -> str:
    """Return a `.env` file with every setting at its default, each below a line that describes it."""
    prefix = settings.model_config.get("env_prefix", "")
    return "\n".join(
        f"# {field.description}\n{prefix}{name.upper()}={field.default}\n"
        for name, field in settings.model_fields.items()
    )


def _find_unknown() -> list[str]:
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    in_file = _read_dotenv()
    named = {name for name in os.environ if name.upper().startswith(PREFIX)} | {
        name for name in in_file if not name.upper().startswith(OTHER_PREFIXES)
    }
    problems = [_describe_unknown(name, known) for name in sorted(named) if name.upper() not in known]
    return problems + [f".env: '{name}' has no '='" for name, value in in_file.items() if value is None]


def _read_dotenv() -> dict[str, str | None]:
    try:
        return dotenv_values(".env", interpolate=False)
    except UnicodeDecodeError as error:
        raise ConfigurationError(".env is not UTF-8", "Save it as UTF-8") from error


def _describe_unknown(name: str, known: set[str]) -> str:
    close = difflib.get_close_matches(name.upper(), known, n=1)
    return f"unknown setting {name}" + (f" (did you mean {close[0]}?)" if close else "")
