"""What the bot can be told, from the environment and `.env`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from index.settings import load

PREFIX = "DISCORD_"

_NUMBER = re.compile(r"-?\d+")


def _split(value: object) -> object:
    """Read `1,2` as well as one number."""
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


def _require_ids(value: object) -> object:
    """Refuse a name where an id belongs, and say where the id is found; a number is an id of any length."""
    given = value if isinstance(value, list | tuple) else [value]
    for each in given:
        if isinstance(each, str) and each.strip() and not _NUMBER.fullmatch(each.strip()):
            raise ValueError(
                "a name was given, and an id is needed: a number of 17 to 20 digits. Turn on Developer Mode (User"
                " Settings, Advanced), right-click the role, channel or server, and Copy ID"
            )
    return value


def _split_questions(value: object) -> object:
    return [part.strip() for part in value.split("|") if part.strip()] if isinstance(value, str) else value


def _drop_empty(value: object) -> object:
    return None if value == "" else value


Ids = Annotated[tuple[int, ...], NoDecode, BeforeValidator(_require_ids), BeforeValidator(_split)]
MaybeId = Annotated[int | None, BeforeValidator(_require_ids), BeforeValidator(_drop_empty)]
MaybePath = Annotated[Path | None, BeforeValidator(_drop_empty)]


class Settings(BaseSettings):
    """Every setting of the bot; the description is its comment in `.env.example`."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", env_file_encoding="utf-8", extra="ignore")

    token: SecretStr = Field(
        SecretStr(""), description="Token of the bot; without one, `make run` opens the preview in a browser."
    )
    guild_ids: Ids = Field((), description="Servers that alone get the commands, by id; empty for every server.")
    direct_messages: bool = Field(True, description="Answer in direct messages too.")
    user_install: bool = Field(
        True, description="Let people add the bot to their own account, for private answers on any server."
    )
    message_content: bool = Field(
        False, description="Ask Discord for the message-content intent: replies are then read without a mention."
    )
    moderating_guilds: Ids = Field(
        (),
        description="Servers on which the corpus is moderated, by id; empty: only the application's owner or team may.",
    )
    moderator_roles: Ids = Field(
        (),
        description="Roles of the moderators on those servers, by id: they may use /corpus, as may who manages such a"
        " server, and ask without waiting.",
    )
    log_channel: MaybeId = Field(
        None, description="Channel that every change of the corpus is posted to, by id; the journal has it either way."
    )
    report_channel: MaybeId = Field(
        None, description="Channel that reports are posted to, by id; they are kept in the journal either way."
    )
    record_unanswered: bool = Field(
        True, description="Keep questions without an answer for the moderators: the text only, never who asked."
    )
    fetch: bool = Field(
        False, description="Let moderators add an article by its address; only hosts on the public internet are asked."
    )
    feed_minutes: int = Field(
        30, ge=5, le=10080, description="Minutes between two polls of a feed that moderators follow."
    )
    examples: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split_questions)] = Field(
        (),
        max_length=5,
        description="Questions offered in /help and the welcome, with | between them; empty: some of the corpus's own.",
    )
    cooldown: float = Field(5, ge=0, le=3600, description="Seconds between two questions of one person.")
    queue: int = Field(20, ge=1, le=1000, description="Questions that wait at most; more are told to come back.")
    time_limit: float = Field(8, gt=0, le=60, description="Seconds that an answer may take, waiting included.")
    job_time_limit: float = Field(
        1800, gt=0, le=86400, description="Seconds that building an index for the moderators may take."
    )
    job_memory: int = Field(
        6144, ge=256, le=1048576, description="MiB of address space that the process which builds an index may use."
    )
    state: Path = Field(Path("var/bot"), description="Folder of the journal and of what the bot remembers.")
    shard_count: Annotated[int | None, BeforeValidator(_drop_empty)] = Field(
        None, ge=1, description="Shards in all; empty for as many as Discord recommends."
    )
    shard_ids: Ids = Field((), description="Shards that this process runs; empty for all.")
    health_file: MaybePath = Field(
        None, description="File whose time is renewed every 15 seconds while the bot is connected."
    )
    health_port: Annotated[int | None, BeforeValidator(_drop_empty)] = Field(
        None, ge=1, le=65535, description="Port that answers /healthz."
    )
    health_host: str = Field(
        "127.0.0.1",
        description="Address that this port is opened on; another than 127.0.0.1 only in a network of your own.",
    )
    metrics: bool = Field(
        False, description="Answer /metrics for Prometheus on DISCORD_HEALTH_PORT: figures only, no question, no id."
    )
    preview_port: int = Field(0, ge=0, le=65535, description="Port of the preview; 0 takes a free one.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="How much is logged.")

    @field_validator("shard_ids")
    @classmethod
    def _require_shards(cls, ids: tuple[int, ...], info: ValidationInfo) -> tuple[int, ...]:
        count = info.data.get("shard_count")
        if ids and (count is None or max(ids) >= count or min(ids) < 0):
            raise ValueError("set DISCORD_SHARD_COUNT too; the shards are numbered from 0")
        return ids

    @field_validator("metrics")
    @classmethod
    def _require_port(cls, metrics: bool, info: ValidationInfo) -> bool:
        if metrics and info.data.get("health_port") is None:
            raise ValueError("set DISCORD_HEALTH_PORT too; /metrics is answered there")
        return metrics

    @field_validator("moderating_guilds")
    @classmethod
    def _require_commands(cls, ids: tuple[int, ...], info: ValidationInfo) -> tuple[int, ...]:
        served = info.data.get("guild_ids")
        if served and not set(ids) <= set(served):
            raise ValueError("a server that is not in DISCORD_GUILD_IDS has no commands to moderate by")
        return ids

    @field_validator("moderator_roles")
    @classmethod
    def _require_server(cls, ids: tuple[int, ...], info: ValidationInfo) -> tuple[int, ...]:
        if ids and info.data.get("moderating_guilds") == ():
            raise ValueError("name the servers of these roles in DISCORD_MODERATING_GUILDS")
        return ids

    @field_validator("token", mode="before")
    @classmethod
    def _strip_token(cls, value: object) -> object:
        return value.strip() if isinstance(value, str) else value


def load_settings() -> Settings:
    """Read the settings of the bot.

    Raises ConfigurationError that names every unknown or malformed one, and never what was given.
    """
    return load(Settings)
