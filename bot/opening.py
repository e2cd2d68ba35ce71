"""From settings to a bot that could connect: everything is opened and verified, nothing is sent."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from bot.answering import Desk
from bot.client import Client
from bot.journal import Journal
from bot.library import Library
from bot.settings import Settings
from index.embedding import Embedder, SentenceTransformerEmbedder, find_model
from index.searching import Searcher
from index.settings import Settings as IndexSettings

log = logging.getLogger(__name__)

JOURNAL = "journal.sqlite"
_WARM_UP = "what is known"

MakeEmbedder = Callable[[IndexSettings], Embedder]


def make_embedder(settings: IndexSettings) -> Embedder:
    """Find and verify the model that the settings name; it is loaded at the first text."""
    return SentenceTransformerEmbedder(find_model(settings.model), settings.batch_size)


def open_client(settings: Settings, index_settings: IndexSettings, make: MakeEmbedder = make_embedder) -> Client:
    """Open the model, the index and the journal, ask a first question, and make the client.

    Raises VerbatimError when any of them cannot serve.
    """
    desk = open_desk(settings, index_settings, make)
    journal = Journal(settings.state / JOURNAL)
    library = Library(desk, journal, index_settings)
    return Client(settings, desk, journal, library, index_settings.limit)


def open_desk(settings: Settings, index_settings: IndexSettings, make: MakeEmbedder) -> Desk:
    """Open the model and the index, and ask a first question so that nobody waits for the model to load."""
    searcher = open_searcher(index_settings.index, index_settings, make)
    searcher.ask(_WARM_UP, 1)
    return Desk(searcher, settings.queue, settings.time_limit)


def open_searcher(index: Path, settings: IndexSettings, make: MakeEmbedder) -> Searcher:
    """Open the generation that serves, verified."""
    searcher = Searcher.open(index, make(settings), settings.threshold, settings.candidates)
    log.info("Opened the index %s", searcher.generation.name)
    return searcher
