"""What the bot is and how it is used: /help and /about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from discord import app_commands
from discord.ext import commands

from bot.client.client import Client, Interaction
from bot.client.command_mentions import mention_command
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
        client, texts = self.client, read_texts(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        examples = await client.examples.list(texts.language)
        ids = await client.command_mentions.learn(interaction.guild_id if client.settings.guild_ids else None)
        message = render_help(texts, examples, ids, moderates=client.is_moderator(interaction))
        await sending.respond(interaction, message, private=True)

    @app_commands.command(name=localized("about.name"), description=localized("about.description"))
    async def about(self, interaction: Interaction) -> None:
        """Show what the bot is, how large its corpus is and what it keeps."""
        keeps = self.client.settings.record_unanswered
        message = render_about(self.client.search_service.catalog, read_texts(interaction), keeps_questions=keeps)
        await sending.respond(interaction, message, private=True)


def render_help(
    texts: Texts, examples: Sequence[str], ids: Mapping[str, int] | None = None, *, moderates: bool = False
) -> OutgoingMessage:
    """Return what each command does; with the `ids` of commands, they can be clicked."""
    known = ids or {}
    lines = [
        f"{mention_command(each, known, texts)} · {texts(f'{each}.description')}"
        for each in ("ask", "sources", "speakers", "help", "about")
    ]
    lines.append(f"**{texts('claim.name')}** · {texts('help.claim')}")
    if moderates:
        lines.append(f"{mention_command('corpus status', known, texts)} · {texts('help.moderate')}")
    builder = Builder(ANSWER_COLOUR)
    builder.add_text(texts("help.title"))
    builder.add_text("\n".join(lines))
    builder.add_text(texts("help.mention"))
    builder.add_text(texts("help.buttons"))
    builder.add_buttons(make_examples(examples))
    return builder.build()


def render_about(catalog: Catalog, texts: Texts, *, keeps_questions: bool) -> OutgoingMessage:
    """Return what the bot is, how large its corpus is and what it keeps."""
    builder = Builder(ANSWER_COLOUR)
    builder.add_text(texts("about.what"))
    builder.add_text(_describe_corpus(catalog, texts))
    if len(catalog.articles) == 1:
        builder.add_text(texts("about.one_source"))
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
