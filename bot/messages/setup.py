"""What is chosen for a server, and whether it works -> a message; pure functions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.discord_ui.i18n import Texts
from bot.discord_ui.message import Builder, OutgoingMessage
from bot.library.journal.servers import ServerSettings
from bot.messages.notice import ANSWER_COLOUR, RELATED_COLOUR

CHANNELS = ("log", "reports", "drafts")


@dataclass(frozen=True)
class Checks:
    """What was found when the choices were checked.

    `missing` has, by channel, the permissions that the bot lacks there; `moderates` is whether the corpus is moderated
    from this server.
    """

    missing: Mapping[int, Sequence[str]]
    moderates: bool
    server: int


def render_setup(chosen: ServerSettings, checks: Checks, texts: Texts) -> OutgoingMessage:
    """Return what is chosen, each channel with whether the bot may write there."""
    trouble = list(_describe_trouble(chosen, checks, texts))
    builder = Builder(RELATED_COLOUR if any("⚠️" in each for each in trouble) else ANSWER_COLOUR)
    builder.add_text(f"**{texts('setup.title')}**\n" + "\n".join(_describe_choices(chosen, checks, texts)))
    if trouble:
        builder.add_rule()
        builder.add_text("\n".join(trouble))
    builder.add_text("-# " + texts("setup.how"))
    return builder.build()


def _describe_choices(chosen: ServerSettings, checks: Checks, texts: Texts) -> Iterator[str]:
    role = f"<@&{chosen.moderators}>" if chosen.moderators else texts("setup.managers_only")
    yield f"**{texts('setup.moderators.name')}** · {role if checks.moderates else texts('setup.elsewhere')}"
    places = ", ".join(write_channel(each, checks, texts) for each in chosen.answers_in)
    yield f"**{texts('setup.answers_in.name')}** · {places or texts('setup.everywhere')}"
    forums = ", ".join(write_channel(each, checks, texts) for each in chosen.forums)
    yield f"**{texts('setup.forum.name')}** · {forums or texts('setup.no_forum')}"
    for kind in CHANNELS:
        channel = getattr(chosen, kind)
        shown = write_channel(channel, checks, texts) if channel else texts("setup.none")
        yield f"**{texts(f'setup.{kind}.name')}** · {shown}"
    language = chosen.language or "server"
    yield f"**{texts('setup.language.name')}** · {texts(f'setup.language.{language}')}"
    yield f"**{texts('setup.answers.name')}** · {texts('setup.public' if chosen.public else 'setup.private')}"
    yield f"**{texts('setup.keep_days.name')}** · {_write_days(chosen.keep_days, texts)}"


def write_channel(channel: int, checks: Checks, texts: Texts) -> str:
    """Return a channel and whether the bot may write in it."""
    missing = checks.missing.get(channel)
    if not missing:
        return f"<#{channel}> ✓"
    return f"<#{channel}> ⚠️ {texts('setup.lacks', permissions=', '.join(missing))}"


def _write_days(days: int | None, texts: Texts) -> str:
    if days is None:
        return texts("setup.kept_on")
    return texts.count("setup.days", days) if days else texts("setup.not_kept")


def _describe_trouble(chosen: ServerSettings, checks: Checks, texts: Texts) -> Iterator[str]:
    if any(checks.missing.values()):
        yield f"⚠️ {texts('setup.cannot_write')}"
    asks_for_moderation = chosen.moderators or any(getattr(chosen, kind) for kind in CHANNELS)
    if asks_for_moderation and not checks.moderates:
        yield f"⚠️ {texts('setup.not_moderating', server=checks.server)}"
    if chosen.forums:
        yield f"-# {texts('setup.titles_only')}"
