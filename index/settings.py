"""The settings of building and searching, from the environment and `.env`."""

from __future__ import annotations

import difflib
import logging
import os
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from dotenv import dotenv_values
from pydantic import BeforeValidator, Field, SecretStr, ValidationError, field_serializer
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict, SettingsError

from index.errors import ConfigurationError

log = logging.getLogger(__name__)

PREFIX = "VERBATIM_"
_EXPORTED = Path("var/model")
NEAR_MISS = 0.85
"""Likeness from which a name in `.env` is a mistyped setting; what is less like one belongs to another program."""


def _split_words(given: object) -> object:
    return given.split() if isinstance(given, str) else given


class Role(StrEnum):
    """What a process is to an index: one builds and publishes it, others follow what that publishes."""

    BUILDER = "builder"
    FOLLOWER = "follower"


def _drop_empty(given: object) -> object:
    return None if given == "" else given


class Settings(BaseSettings):
    """Every setting of the index; the description is its comment in `.env.example`."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", env_file_encoding="utf-8", extra="ignore")

    corpus: Path = Field(Path("corpus"), description="Folder of the articles.")
    index: Path = Field(Path("var/index"), description="Folder of the built index.")
    model: str = Field(
        "", description="Embedding model: a folder or a hub name; empty for the all-MiniLM-L6-v2 that is installed."
    )
    exported_model: Annotated[Path, BeforeValidator(lambda given: given or _EXPORTED)] = Field(
        _EXPORTED,
        description="Folder of the embedding model exported to ONNX, so that only the first build needs PyTorch.",
    )
    languages: Annotated[tuple[Literal["en", "uk", "ru"], ...], NoDecode, BeforeValidator(_split_words)] = Field(
        ("en", "uk", "ru"),
        description="Languages that people ask in, with blanks between them; only en needs less memory and time.",
    )
    reranker: str = Field(
        "", description="Reranker: a cross-encoder's folder or hub name; empty for the one that ships with Verbatim."
    )
    feeds: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split_words)] = Field(
        (), description="Addresses of feeds that `python -m index feeds` follows, with blanks between them."
    )
    limit: int = Field(3, ge=1, le=50, description="Quotations that an answer shows at most.")
    threshold: float = Field(
        0.5, ge=0, le=1, description="Confidence from which an answer is given; below it the corpus has none."
    )
    candidates: int = Field(20, ge=1, le=100, description="Sentences of the first stage that the reranker reads.")
    batch_size: int = Field(32, ge=1, le=1024, description="Texts embedded at once; fewer need less memory.")
    snapshots: int = Field(5, ge=2, le=100, description="Built indexes that are kept, the serving one among them.")
    gate: float = Field(
        0.05, ge=0, le=1, description="Share of corpus/questions.jsonl that may get worse; more hold a new index back."
    )
    role: Role = Field(
        Role.BUILDER,
        description="builder, or follower: it serves what another process publishes in the same VERBATIM_INDEX.",
    )
    engine: Literal["embedded", "milvus"] = Field(
        "embedded", description="What finds rows: embedded, or milvus, which needs `pip install 'verbatim[milvus]'`."
    )
    milvus_uri: str = Field("", description="Address of the Milvus server; one that begins with https is asked by TLS.")
    milvus_token: SecretStr = Field(SecretStr(""), description="Token of the Milvus server, or user:password.")
    milvus_certificate: Annotated[Path | None, BeforeValidator(_drop_empty)] = Field(
        None, description="File of the certificate that the Milvus server is known by, where no public one signed it."
    )
    milvus_time_limit: float = Field(
        2, gt=0, le=60, description="Seconds that Milvus has for each thing that a question asks of it."
    )

    @field_serializer("milvus_token", when_used="json")
    def _hand_over_token(self, token: SecretStr) -> str:
        """Write the token as it is for the process that builds, which reads it from a pipe."""
        return token.get_secret_value()


def require_builder(settings: Settings) -> None:
    """Raise ConfigurationError where another process builds the index."""
    if settings.role is Role.FOLLOWER:
        problem = "this process follows an index that another one builds (VERBATIM_ROLE is follower)"
        raise ConfigurationError(problem, "Run it where VERBATIM_ROLE is builder")


_Settings = TypeVar("_Settings", bound=BaseSettings)


def load_settings() -> Settings:
    """Read the settings of the index.

    Raises ConfigurationError that names every unknown or malformed one.
    """
    return load(Settings)


def load(kind: type[_Settings]) -> _Settings:
    """Read the settings of a kind.

    Raises ConfigurationError that names every unknown or malformed one.
    """
    prefix = kind.model_config["env_prefix"]
    unknown = _find_unknown(prefix, set(kind.model_fields))
    if unknown:
        raise ConfigurationError("; ".join(unknown), "See .env.example for every setting")
    try:
        return kind()
    except ValidationError as error:
        problems = [f"{prefix}{str(item['loc'][0]).upper()}: {_describe_malformed(item)}" for item in error.errors()]
    except SettingsError as error:
        problems = [str(error)]
    # Not chained: what pydantic says holds what was given, and that may be a token.
    raise ConfigurationError("; ".join(problems), "See .env.example for every setting")


def _describe_malformed(item: Mapping[str, Any]) -> str:
    """Return what is wrong with a setting, never what was given."""
    message = str(item["msg"])
    return message.removeprefix("Value error, ")


def _find_unknown(prefix: str, fields: set[str]) -> list[str]:
    """Return what is wrong with the names in `.env`; those of the environment, which is everybody's, are warned of."""
    known = {f"{prefix}{name.upper()}" for name in fields}
    in_file = _read_dotenv()
    named = {name for name in in_file if name.upper().startswith(prefix)} | {
        name for name in in_file if difflib.get_close_matches(name.upper(), known, n=1, cutoff=NEAR_MISS)
    }
    for name in sorted(os.environ):
        if name.upper().startswith(prefix) and name.upper() not in known:
            log.warning("%s, in the environment, is ignored", _describe_unknown(name, known))
    problems = [f".env: {_describe_unknown(name, known)}" for name in sorted(named) if name.upper() not in known]
    return problems + [f".env: '{name}' has no '='" for name in sorted(named) if in_file.get(name, "") is None]


def _read_dotenv() -> dict[str, str | None]:
    try:
        return dotenv_values(".env", interpolate=False)
    except UnicodeDecodeError as error:
        raise ConfigurationError(".env is not UTF-8", "Save it as UTF-8") from error


def _describe_unknown(name: str, known: set[str]) -> str:
    close = difflib.get_close_matches(name.upper(), known, n=1)
    return f"unknown setting {name}" + (f" (did you mean {close[0]}?)" if close else "")
