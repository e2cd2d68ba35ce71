"""Who may moderate: asked at every command, suggestion, button and form."""

from __future__ import annotations

from typing import Any

import discord
import pytest
import simcord
from discord import app_commands

from bot.client.permissions import find_owners
from bot.discord_ui.controls import PUBLIC_ACTIONS, Control, ControlAction
from tests.support.discord.moderation import EnterRoom, Room, make_enter, open_to_everybody, read_reply
from tests.support.discord.stage import HARBOUR, Open, Stage, make_client, read_response, require_response
from tests.support.library.fake_library import FakeLibrary, make_records

REFUSED = "Only moderators may do this"
OPTIONS: dict[str, dict[str, Any]] = {
    "show": {"article": HARBOUR.id},
    "edit": {"article": HARBOUR.id},
    "remove": {"article": HARBOUR.id, "reason": "wrong"},
    "rollback": {"snapshot": make_records()[1].name},
    "feed add": {"url": "https://news.example/feed"},
    "feed remove": {"url": "https://news.example/feed"},
}


def list_options(command: str, channel: simcord.ChannelHandle) -> dict[str, Any]:
    """Return what a command must be given; the channel is the one that it is used in."""
    return OPTIONS.get(command, {}) | ({"channel": channel} if command == "feed add" else {})


@pytest.fixture
def enter(open_stage: Open) -> EnterRoom:
    return make_enter(open_stage)


def list_commands(stage: Stage) -> list[app_commands.Command[Any, ..., Any]]:
    return [each for each in stage.client.tree.walk_commands() if isinstance(each, app_commands.Command)]


def list_moderators_commands(stage: Stage) -> list[str]:
    names = (each.qualified_name for each in list_commands(stage))
    return [each.removeprefix("corpus ") for each in names if each.startswith("corpus ")]


async def use_control(room: Room, who: simcord.MemberActor, control: Control) -> simcord.InteractionResult:
    """Click a button of any control, as if it stood in a message that this member sees."""
    shown = await who.slash(room.stage.channel, "help")
    message = room.stage.env.backend.get_message(room.stage.channel.id, require_response(shown).id)
    message.components[1]["components"][0]["custom_id"] = control.to_id()
    return await who.click(require_response(shown), custom_id=control.to_id())


@pytest.mark.asyncio
async def test_every_command_of_moderators_is_refused_to_a_member(enter: EnterRoom) -> None:
    """Also where an admin has opened it to everybody in the server's settings; the library hears nothing of it."""
    async with enter(FakeLibrary(records=make_records())) as room:
        commands = list_moderators_commands(room.stage)
        assert len(commands) == 17
        for command in commands:
            options = list_options(command, room.stage.channel)
            refused = await room.stage.member.slash(room.stage.channel, f"corpus {command}", **options)
            assert refused.ephemeral
            assert read_reply(refused).startswith(REFUSED), command
            assert refused.modal is None
        assert room.library.calls == []


@pytest.mark.asyncio
async def test_every_control_of_moderators_is_refused_to_a_member(enter: EnterRoom) -> None:
    """A button or menu that is clicked by somebody else, or after the role was lost, does nothing."""
    async with enter() as room:
        for action in set(ControlAction) - PUBLIC_ACTIONS:
            refused = await use_control(room, room.stage.member, Control(action, (HARBOUR.id,)))
            assert read_reply(refused).startswith(REFUSED), action
        assert room.library.calls == []


@pytest.mark.asyncio
async def test_every_control_does_something(enter: EnterRoom) -> None:
    """No action is left without a cog that does it, whatever its arguments are."""
    async with enter() as room:
        for action in ControlAction:
            answered = await use_control(room, room.moderator, Control(action, (HARBOUR.id,)))
            assert "Something went wrong" not in read_reply(answered), action


def test_what_everybody_may_do() -> None:
    """What is public is what anybody may do with an answer or a list; a new action is for moderators."""
    assert {
        "example", "more", "morepage", "related", "relatedpage", "context", "turn", "share", "thread", "report",
        "reported", "sources", "speakers", "speaker", "quotes",
    } == PUBLIC_ACTIONS  # fmt: skip


@pytest.mark.asyncio
async def test_no_command_is_there_twice_or_unchecked(enter: EnterRoom) -> None:
    """Every command is for everybody, by name, or in a group for moderators or for those who manage the server."""
    async with enter() as room:
        commands = list_commands(room.stage)
        names = [each.qualified_name for each in commands]
        assert len(set(names)) == len(names)
        unchecked = {each.qualified_name for each in commands if not _is_checked(each)}
        assert unchecked == {"ask", "sources", "speakers", "help", "about"}


def _is_checked(command: app_commands.Command[Any, ..., Any]) -> bool:
    return command.root_parent is not None and bool({"moderators", "managers"} & set(command.root_parent.extras))


@pytest.mark.asyncio
async def test_suggestions_are_refused_to_a_member(enter: EnterRoom) -> None:
    """What is offered while typing would tell what the corpus has."""
    async with enter(FakeLibrary(records=make_records())) as room:
        channel = room.stage.channel
        for command, option in (
            ("show", "article"),
            ("edit", "article"),
            ("remove", "article"),
            ("rollback", "snapshot"),
        ):
            assert await room.stage.member.autocomplete(channel, f"corpus {command}", option, "") == []
            assert await room.moderator.autocomplete(channel, f"corpus {command}", option, "") != []


@pytest.mark.asyncio
async def test_a_form_is_refused_to_who_is_no_moderator_any_more(enter: EnterRoom) -> None:
    """The role was lost between opening the form and sending it."""
    async with enter() as room:
        form = await room.run("edit", article=HARBOUR.id)
        room.demote()
        assert read_reply(await room.fill(form, "Another title", "", "", "", "")).startswith(REFUSED)
        assert room.library.calls == []


@pytest.mark.parametrize(
    ("command", "options", "label"),
    [
        ("add", {"file": ("dam.md", b"---\ntitle: The dam\n---\nIt held.\n")}, "Add to the corpus"),
        ("remove", OPTIONS["remove"], "Remove it"),
        ("rollback", OPTIONS["rollback"], "Go back"),
    ],
)
@pytest.mark.asyncio
async def test_a_confirmation_is_refused_to_who_is_no_moderator_any_more(
    enter: EnterRoom, command: str, options: dict[str, Any], label: str
) -> None:
    """The role was lost between a preview and its confirmation: nothing is changed."""
    async with enter(FakeLibrary(records=make_records())) as room:
        preview = await room.run(command, **options)
        room.demote()
        assert REFUSED in read_reply(await room.click(preview, label))
        assert room.library.calls == []


@pytest.mark.asyncio
async def test_who_manages_the_server_may_moderate(enter: EnterRoom) -> None:
    """With no role of the settings."""
    async with enter() as room:
        role = room.stage.guild.create_role("Owners", permissions=discord.Permissions(manage_guild=True))
        owner = room.stage.guild.add_member(room.stage.env.create_user("ann"), roles=[role])
        assert "**4 articles**" in read_reply(await owner.slash(room.stage.channel, "corpus list"))


@pytest.mark.asyncio
async def test_a_role_is_enough(enter: EnterRoom) -> None:
    """Who has a role of the settings need not manage the server."""
    async with enter() as room:
        assert "**4 articles**" in read_reply(await room.run("list"))


@pytest.mark.asyncio
async def test_a_role_counts_where_the_corpus_is_moderated(enter: EnterRoom) -> None:
    """On another server a moderators' role does not spare anybody the pause between two questions."""
    async with enter(cooldown=60) as room:
        elsewhere = room.stage.env.create_guild("Elsewhere")
        room.client.settings = room.client.settings.model_copy(update={"moderating_guilds": (elsewhere.id,)})
        for _ in range(2):
            answer = await room.moderator.slash(room.stage.channel, "ask", question="boats")
        assert "Please wait" in read_response(answer).text
        assert room.stage.env.errors


@pytest.mark.asyncio
async def test_another_server_is_refused(enter: EnterRoom) -> None:
    """Who has a moderators' role on a server that is not named may not touch the corpus."""
    async with enter() as room:
        elsewhere = room.stage.env.create_guild("Elsewhere")
        room.client.settings = room.client.settings.model_copy(update={"moderating_guilds": (elsewhere.id,)})
        assert "not moderated on this server" in read_reply(await room.run("list"))
        refused = await use_control(room, room.moderator, Control(ControlAction.CORPUS_LIST, ("0",)))
        assert "not moderated on this server" in read_reply(refused)


@pytest.mark.asyncio
async def test_the_admin_of_a_strangers_server_is_refused(enter: EnterRoom) -> None:
    """Anybody may add a public bot to a server of their own; the corpus stays as it is, and nothing is read."""
    async with enter(FakeLibrary(records=make_records())) as room:
        elsewhere = room.stage.env.create_guild("Elsewhere")
        channel = elsewhere.create_text_channel("general")
        admin = elsewhere.create_role("Owners", permissions=discord.Permissions(administrator=True))
        eve = elsewhere.add_member(room.stage.env.create_user("eve"), roles=[admin])
        for command in list_moderators_commands(room.stage):
            refused = await eve.slash(channel, f"corpus {command}", **list_options(command, channel))
            assert "not moderated on this server" in read_reply(refused), command
        assert room.library.calls == []


@pytest.mark.asyncio
async def test_with_no_server_named_only_the_owner_moderates(open_stage: Open) -> None:
    """By default who manages a server is refused, and told why; the application's owner may."""
    async with open_stage(library=FakeLibrary(records=make_records())) as stage:
        open_to_everybody(stage)
        admin = stage.guild.create_role("Owners", permissions=discord.Permissions(administrator=True))
        eve = stage.guild.add_member(stage.env.create_user("eve"), roles=[admin])
        assert "Only the owner of this bot" in read_reply(await eve.slash(stage.channel, "corpus list"))
        stage.client.owners = frozenset({eve.id})
        assert "**4 articles**" in read_reply(await eve.slash(stage.channel, "corpus list"))


def make_application(**others: Any) -> discord.AppInfo:
    """Return what Discord says of an application."""
    ada = {"id": "1", "username": "ada", "discriminator": "0", "avatar": None}
    known = {
        "id": "9", "name": "Verbatim", "icon": None, "description": "", "bot_public": True, "owner": ada,
        "bot_require_code_grant": False, "verify_key": "", "flags": 0,
    }  # fmt: skip
    state = discord.Client(intents=discord.Intents.none())._connection
    return discord.AppInfo(state, {**known, **others})  # type: ignore[typeddict-item]  # what Discord sends


def make_member(number: int, role: str, state: int = 2) -> dict[str, Any]:
    """Return a member of a team; state 1 is invited, 2 has accepted."""
    user = {"id": str(number), "username": f"person{number}", "discriminator": "0", "avatar": None}
    return {"user": user, "role": role, "membership_state": state, "permissions": ["*"], "team_id": "5"}


def test_an_application_is_owned_by_a_person() -> None:
    """Its owner alone."""
    assert find_owners(make_application()) == {1}


def test_an_application_is_owned_by_a_team() -> None:
    """Those who may change it; not who may only read it, nor who was invited and has not come."""
    members = [make_member(2, "admin"), make_member(3, "developer"), make_member(4, "read_only")]
    members.append(make_member(6, "admin", state=1))
    team = {"id": "5", "name": "Team", "icon": None, "owner_user_id": "2", "members": members}
    assert find_owners(make_application(team=team)) == {2, 3}


@pytest.mark.asyncio
async def test_the_commands_are_on_the_configured_servers_only(open_stage: Open, tmp_path: Any) -> None:
    """Elsewhere there is nothing to call."""
    async with open_stage() as stage:
        client = make_client(tmp_path / "other", guild_ids=str(stage.guild.id))
        await stage.env.restart_bot(client)
        elsewhere = stage.env.create_guild("Elsewhere")
        channel = elsewhere.create_text_channel("general")
        owner = elsewhere.add_member(
            stage.env.create_user("ann"),
            roles=[elsewhere.create_role("Owners", permissions=discord.Permissions(administrator=True))],
        )
        assert owner.available_commands(channel) == ()
        client.journal.close()


@pytest.mark.asyncio
async def test_direct_messages_are_refused(enter: EnterRoom) -> None:
    """The command is not there, and a button that stands there does nothing, whoever clicks."""
    async with enter() as room:
        user = room.moderator.user
        assert not any(each.startswith("corpus") for each in user.available_commands())
        shown = await user.slash("help")
        message = room.stage.env.backend.get_message(user.dm_channel.id, require_response(shown).id)
        button = message.components[1]["components"][0]
        button["custom_id"] = Control(ControlAction.CORPUS_LIST, ("0",)).to_id()
        refused = await user.click(require_response(shown), custom_id=button["custom_id"])
        assert "not in direct messages" in read_reply(refused)


@pytest.mark.asyncio
async def test_members_do_not_see_the_command_at_first(open_stage: Open) -> None:
    """Discord is told that it is for those who manage the server, as a hint."""
    async with open_stage() as stage:
        assert not any(each.startswith("corpus") for each in stage.member.available_commands(stage.channel))
        open_to_everybody(stage)
        assert any(each.startswith("corpus") for each in stage.member.available_commands(stage.channel))


@pytest.mark.asyncio
async def test_help_names_the_command_to_moderators_alone(enter: EnterRoom) -> None:
    """Others need not know what they may not use."""
    async with enter() as room:
        assert "</corpus status:" in read_response(await room.moderator.slash(room.stage.channel, "help")).text
        assert "/corpus" not in read_response(await room.stage.member.slash(room.stage.channel, "help")).text
