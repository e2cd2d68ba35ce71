"""What Prometheus sees, through the address that it asks."""

from __future__ import annotations

import asyncio
import json
import re
from pathlib import Path

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.library.jobs.job_queue import Job, JobQueue
from bot.runtime.health import report_health
from index.errors import Refusal
from tests.support.discord.processes import find_port
from tests.support.discord.stage import Open, Stage, make_searcher
from tests.support.library.fake_library import PUBLISHED

ROOT = Path(__file__).parents[3]
DASHBOARD = ROOT / "deploy/grafana-dashboard.json"
PORT = 1

Figures = dict[str, float]


@pytest.fixture
def free_port() -> int:
    return find_port()


async def scrape(stage: Stage, free_port: int) -> tuple[int, str]:
    """Return the status and the text of /metrics, as served by the bot."""
    async with (
        report_health(stage.client, None, free_port),
        aiohttp.ClientSession() as session,
        session.get(f"http://127.0.0.1:{free_port}/metrics") as response,
    ):
        return response.status, await response.text()


async def read_figures(stage: Stage, free_port: int) -> Figures:
    """Return every figure by its name and labels."""
    status, text = await scrape(stage, free_port)
    assert status == 200
    return parse_figures(text)


def parse_figures(text: str) -> Figures:
    return {
        " ".join([sample.name, *sample.labels.values()]): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


@pytest.mark.asyncio
async def test_they_are_off_unless_asked_for(open_stage: Open, free_port: int) -> None:
    """Who wants to be asked for health alone tells nothing else."""
    async with open_stage() as stage:
        assert (await scrape(stage, free_port))[0] == 404


@pytest.mark.asyncio
async def test_questions_are_counted_by_what_came_of_them(open_stage: Open, free_port: int) -> None:
    """An answer is one, and every stage of it has a time."""
    async with open_stage(metrics=True, health_port=PORT) as stage:
        await stage.ask("How many boats did the storm sink?")
        figures = await read_figures(stage, free_port)
        assert figures["verbatim_asks_total answered"] == 1
        assert figures["verbatim_asks_total unanswered"] == 0
        for timed in ("waiting", "searching", "embedding", "first_stage", "reading"):
            assert figures[f"verbatim_stage_seconds_count {timed}"] >= 1


@pytest.mark.asyncio
async def test_a_question_without_an_answer_is_another(open_stage: Open, free_port: int) -> None:
    """What the corpus does not answer is counted apart."""
    async with open_stage(make_searcher(threshold=1.0), metrics=True, health_port=PORT) as stage:
        await stage.ask("Who won the cup?")
        assert (await read_figures(stage, free_port))["verbatim_asks_total unanswered"] == 1


@pytest.mark.asyncio
async def test_a_question_that_is_turned_away_is_counted_once(open_stage: Open, free_port: int) -> None:
    """While the bot stops, a question is neither answered nor forgotten."""
    async with open_stage(metrics=True, health_port=PORT) as stage:
        await stage.client.search_service.close(0)
        await stage.ask("How many boats did the storm sink?")
        figures = await read_figures(stage, free_port)
        assert stage.env.errors
        assert figures["verbatim_asks_total stopping"] == 1
        assert sum(value for name, value in figures.items() if name.startswith("verbatim_asks_total")) == 1


@pytest.mark.asyncio
async def test_the_state_of_the_bot_is_told(open_stage: Open, free_port: int) -> None:
    """Its index, its queue, its drafts and its gateway."""
    async with open_stage(metrics=True, health_port=PORT) as stage:
        drafts = stage.client.settings.state / "drafts"
        drafts.mkdir()
        (drafts / "0123456789abcdef.json").write_text("{}")
        figures = await read_figures(stage, free_port)
        contents = stage.client.search_service.searcher.snapshot.contents
        assert figures["verbatim_index_sentences"] == len(contents.entries)
        assert figures["verbatim_index_articles"] == len(contents.articles)
        assert figures["verbatim_index_age_seconds"] > 0
        assert figures["verbatim_queue_length"] == figures["verbatim_jobs_in_progress"] == 0
        assert figures["verbatim_drafts_waiting"] == 1
        assert figures["verbatim_gateway_shards"] == figures["verbatim_gateway_shards_connected"] == 1


@pytest.mark.asyncio
async def test_nothing_that_people_write_or_are_called_is_in_it(open_stage: Open, free_port: int) -> None:
    """No question, no name and no id, whatever was asked."""
    async with open_stage(metrics=True, health_port=PORT) as stage:
        await stage.ask("How many boats did canaryword sink?")
        _, text = await scrape(stage, free_port)
        values = re.findall(r'="([^"]*)"', text)
        assert "canaryword" not in text
        assert stage.member.name not in text
        assert not any(re.search(r"\d{6,}", value) for value in values)
        assert {value for value in values if not re.fullmatch(r"[\d.]+|\+Inf", value)} <= {
            "answered", "unanswered", "busy", "too_slow", "stopping", "refused", "failed",
            "waiting", "searching", "embedding", "first_stage", "reading",
        }  # fmt: skip


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("raised", "outcome"), [(None, "done"), (Refusal("refusal.disk"), "refused"), (OSError(), "failed")]
)
async def test_jobs_are_counted_by_kind_and_outcome(
    open_stage: Open, free_port: int, raised: Exception | None, outcome: str
) -> None:
    """One that fails is not one that is done."""

    async def work(_: Job) -> object:
        if raised:
            raise raised
        return PUBLISHED

    async with open_stage(metrics=True, health_port=PORT) as stage:
        queue = JobQueue(stage.client.search_service.metrics)
        await asyncio.wait([queue.start(Job("add", lambda _: None), work)])  # type: ignore[arg-type]  # any outcome
        await asyncio.sleep(0)
        assert (await read_figures(stage, free_port))[f"verbatim_jobs_total add {outcome}"] == 1


def test_the_dashboard_asks_for_what_there_is() -> None:
    """Every query of the Grafana dashboard names metrics that the bot has."""
    dashboard = json.loads(DASHBOARD.read_text("utf-8"))
    queries = [target["expr"] for panel in dashboard["panels"] for target in panel["targets"]]
    asked = {name for query in queries for name in re.findall(r"verbatim_\w+", query)}
    source = (ROOT / "bot/library/metrics.py").read_text() + (ROOT / "bot/runtime/metrics.py").read_text()
    bare = {re.sub(r"_(total|bucket|count|sum)$", "", name) for name in asked}
    assert len(queries) >= 8
    assert [name for name in bare if name not in source and f'"{name.removeprefix("verbatim_")}"' not in source] == []
