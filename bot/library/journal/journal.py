"""All that the bot remembers across starts, in one file.

Askers' names are never stored; moderators' names always are.
"""

from __future__ import annotations

from bot.library.journal.changes import ChangeRecords
from bot.library.journal.feedback import FeedbackRecords
from bot.library.journal.servers import ServerRecords


class Journal(ChangeRecords, FeedbackRecords, ServerRecords):
    """Questions without an answer, reports, who changed the corpus, and what is chosen for each server."""
