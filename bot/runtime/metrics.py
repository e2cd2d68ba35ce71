"""What Prometheus is told: what was counted while serving, and the state of the bot at this moment."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Iterator
from datetime import UTC, datetime

from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.registry import Collector

from bot.client.client import Client
from bot.cogs.moderation.corpus_add import FOLDER
from index.ingestion.draft_store import Drafts

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4


class _State(Collector):
    """Reads the gauges when they are asked for."""

    def __init__(self, client: Client, drafts: int) -> None:
        self._client = client
        self._drafts = drafts

    def collect(self) -> Iterator[Metric]:
        """Yield every gauge."""
        client, manifest = self._client, self._client.search_service.searcher.snapshot.manifest
        shards = client.shards.values()
        age = datetime.now(UTC) - manifest.created
        yield _gauge("queue_length", "Questions that wait or are being answered.", client.search_service.waiting)
        yield _gauge("index_sentences", "Sentences of the index that serves.", manifest.sentences)
        yield _gauge("index_articles", "Articles of the index that serves.", len(manifest.articles))
        yield _gauge("index_age_seconds", "Seconds since the index that serves was built.", age.total_seconds())
        yield _gauge("jobs_in_progress", "Jobs of moderators that run or wait.", client.library.count_jobs())
        yield _gauge("drafts_waiting", "Drafts that moderators have not decided on.", self._drafts)
        yield _gauge("gateway_shards", "Shards of this process.", len(shards))
        connected = sum(not shard.is_closed() for shard in shards) if client.is_ready() else 0
        yield _gauge("gateway_shards_connected", "Shards that are connected.", connected)
        if shards and math.isfinite(client.latency):
            yield _gauge("gateway_latency_seconds", "Seconds between heartbeat and answer, mean.", client.latency)


async def write_metrics(client: Client) -> bytes:
    """Return everything in Prometheus' text format."""
    drafts = await asyncio.to_thread(Drafts(client.settings.state / FOLDER).count)
    state = CollectorRegistry()
    state.register(_State(client, drafts))
    return generate_latest(client.search_service.metrics.registry) + generate_latest(state)


def _gauge(name: str, description: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"verbatim_{name}", description, value=value)
