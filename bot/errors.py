"""Everything that the bot raises.

`Reason` names every reason to refuse something; only a refusal that is caught by name has a class of its own.
"""

from __future__ import annotations

from enum import StrEnum

from index.errors import ConfigurationError, Refusal


class Reason(StrEnum):
    """Why something is refused: the keys of the texts that people are shown."""

    COOLDOWN = "refusal.cooldown"
    IN_FLIGHT = "refusal.in_flight"
    BUSY = "refusal.busy"
    TOO_SLOW = "refusal.too_slow"
    STOPPING = "refusal.stopping"
    WITHDRAWN = "refusal.withdrawn"
    BLANK = "refusal.blank"
    LONG = "refusal.long"
    SPEAKER = "refusal.speaker"
    ARTICLE = "refusal.article"
    DATE = "refusal.date"
    DATE_ORDER = "refusal.date_order"
    SHARED = "refusal.shared"
    THREAD = "refusal.thread"
    CLAIM = "refusal.claim"
    DIRECT_MESSAGE = "refusal.direct_message"
    MODERATE_IN_PRIVATE = "refusal.moderate_in_private"
    MODERATE_ELSEWHERE = "refusal.moderate_elsewhere"
    MODERATE = "refusal.moderate"
    MANAGE = "refusal.manage"
    MODERATE_NOBODY = "refusal.moderate_nobody"
    ONE_SOURCE = "refusal.one_source"
    LIBRARY = "refusal.library"
    OUTDATED = "refusal.outdated"
    DUPLICATE = "refusal.duplicate"
    LAST_ARTICLE = "refusal.last_article"
    SNAPSHOT = "refusal.snapshot"
    CHANNEL = "refusal.channel"
    NO_DRAFTS_CHANNEL = "refusal.no_drafts_channel"
    NOT_HELD = "refusal.not_held"
    UNINDEXED = "refusal.unindexed"
    JOB_CANCELLED = "refusal.job_cancelled"
    JOB_TOO_SLOW = "refusal.job_too_slow"
    JOB_FAILED = "refusal.job_failed"
    DISK = "refusal.disk"
    NOT_INDEXED = "refusal.not_indexed"
    OTHER_BUILD = "refusal.other_build"
    FOLLOWER = "refusal.follower"


class DiscordError(ConfigurationError):
    """Discord does not let this bot in; trying again cannot help."""


class FieldRefusal(Refusal):
    """A field of a form cannot be kept as it was written; what was typed is offered again."""

    def __init__(self, field: str) -> None:
        super().__init__(f"refusal.field.{field}")


class JobRefusal(Refusal):
    """A job did not come to its end."""

    @property
    def cause(self) -> str:
        """Return why, for the log and for whoever reads English."""
        if self.key == Reason.JOB_CANCELLED:
            return f"cancelled by {self.values['moderator']}"
        if self.key == Reason.JOB_TOO_SLOW:
            return f"it took longer than {self.values['seconds']} s"
        return str(self.values.get("reason", ""))


class NotIndexedRefusal(Refusal):
    """An article is out of the corpus and no longer quoted, but the index could not be rebuilt."""

    def __init__(self, cause: str) -> None:
        super().__init__(Reason.NOT_INDEXED, reason=cause)
        self.cause = cause
