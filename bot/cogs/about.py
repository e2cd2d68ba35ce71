"""What the bot is and how it is used: /help and /about."""

from __future__ import annotations

from collections.abc import Sequence

from discord import app_commands
from discord.ext import commands

from bot.client.client import Client, Interaction
from bot.client.languages import read_texts
from bot.discord_ui import send as sending
from bot.discord_ui.i18n import Texts, localized
from bot.discord_ui.message import Builder, OutgoingMessage
from bot.messages.notice import ANSWER_COLOUR
from bot.messages.source_lines import describe_date, write_name
from bot.messages.welcome import make_examples
from index.search.catalog import Catalog

_TITLE = 150


class About(commands.Cog):
    """Shows what the bot is and how it is used."""

    def __init__(self, client: Client) -> None:
        self.client = client

    @app_commands.command(name=localized("help.name"), description=localized("help.description"))
    async def help(self, interaction: Interaction) -> None:
        """Show what each command does."""
        settings = self.client.settings
        moderates = self.client.is_moderator(interaction)
        message = render_help(read_texts(interaction), settings.examples, moderates=moderates)
        await sending.respond(interaction, message, private=True)

    @app_commands.command(name=localized("about.name"), description=localized("about.description"))
    async def about(self, interaction: Interaction) -> None:
        """Show what the bot is, how large its corpus is and what it keeps."""
        keeps = self.client.settings.record_unanswered
        message = render_about(self.client.search_service.catalog, read_texts(interaction), keeps_questions=keeps)
        await sending.respond(interaction, message, private=True)


def render_help(texts: Texts, examples: Sequence[str], *, moderates: bool = False) -> OutgoingMessage:
    """Return what each command does."""
    commands_ = [
        f"**/{texts(f'{each}.name')}** · {texts(f'{each}.description')}"
        for each in ("ask", "sources", "speakers", "help", "about")
    ]
    moderation = [f"**/{texts('corpus.name')}** · {texts('help.moderate')}"] if moderates else []
    builder = Builder(ANSWER_COLOUR)
    builder.add_text(texts("help.title"))
    builder.add_text("\n".join([*commands_, f"**{texts('claim.name')}** · {texts('help.claim')}", *moderation]))
    builder.add_text(texts("help.mention"))
    builder.add_text(texts("help.buttons"))
    builder.add_buttons(make_examples(examples))
    return builder.build()


def render_about(catalog: Catalog, texts: Texts, *, keeps_questions: bool) -> OutgoingMessage:
    """Return what the bot is, how large its corpus is and what it keeps."""
    builder = Builder(ANSWER_COLOUR)
    builder.add_text(texts("about.what"))
    builder.add_text(_describe_corpus(catalog, texts))
    builder.add_text(texts("about.privacy") + " " + texts("about.keeps" if keeps_questions else "about.keeps_nothing"))
    return builder.build()


def _describe_corpus(catalog: Catalog, texts: Texts) -> str:
    size = texts.count("about.articles", len(catalog.articles))
    speakers = texts.count("about.speakers", len(catalog.speakers))
    newest = next((article for article in catalog.articles if article.published), None)
    if newest is None:
        return f"{size} {speakers} {texts('about.undated')}"
    title = write_name(newest.title, _TITLE)
    return f"{size} {speakers} {texts('about.newest', title=title, day=describe_date(texts, newest))}"


async def add_to(client: Client) -> None:
    """Add this cog."""
    await client.add_cog(About(client))
