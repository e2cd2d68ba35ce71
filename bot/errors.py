"""Everything that the bot raises."""

from __future__ import annotations

from index.errors import ConfigurationError, Refusal


class DiscordError(ConfigurationError):
    """Discord does not let this bot in; trying again cannot help."""


class CooldownRefusal(Refusal):
    """Somebody asks again too soon."""

    key = "refusal.cooldown"


class InFlightRefusal(Refusal):
    """Somebody asks while their last question is still being answered."""

    key = "refusal.in_flight"


class BusyRefusal(Refusal):
    """Too many questions are waiting."""

    key = "refusal.busy"


class TooSlowRefusal(Refusal):
    """An answer took too long."""

    key = "refusal.too_slow"


class StoppingRefusal(Refusal):
    """The bot is about to stop."""

    key = "refusal.stopping"


class WithdrawnRefusal(Refusal):
    """The article of a button has been withdrawn or changed since."""

    key = "refusal.withdrawn"


class BlankQuestionRefusal(Refusal):
    """There is nothing to search for."""

    key = "refusal.blank"


class LongQuestionRefusal(Refusal):
    """The question is longer than is searched for."""

    key = "refusal.long"


class UnknownSpeakerRefusal(Refusal):
    """Nobody of this name is quoted."""

    key = "refusal.speaker"


class UnknownArticleRefusal(Refusal):
    """The corpus has no article of this title."""

    key = "refusal.article"


class DateRefusal(Refusal):
    """A date is not one."""

    key = "refusal.date"


class DirectMessageRefusal(Refusal):
    """Direct messages are not answered here."""

    key = "refusal.direct_message"


class ModeratorsInPrivateRefusal(Refusal):
    """The corpus is moderated on servers, not in direct messages."""

    key = "refusal.moderate_in_private"


class ForeignServerRefusal(Refusal):
    """The corpus is not moderated on this server."""

    key = "refusal.moderate_elsewhere"


class NotModeratorRefusal(Refusal):
    """Somebody who is no moderator, or no longer one, acts as one."""

    key = "refusal.moderate"


class NotOwnerRefusal(Refusal):
    """No server moderates yet, and somebody who does not own the application acts as a moderator."""

    key = "refusal.moderate_nobody"


class OneSourceRefusal(Refusal):
    """A file and an address are given, and only one of them can be meant."""

    key = "refusal.one_source"


class FieldRefusal(Refusal):
    """A field of a form cannot be kept as it was written; what was typed is offered again."""

    def __init__(self, field: str) -> None:
        self.key = f"refusal.field.{field}"
        super().__init__()


class LibraryRefusal(Refusal):
    """The corpus or the index on disk is in no state for this."""

    key = "refusal.library"


class OutdatedControlRefusal(Refusal):
    """A button's message no longer holds what it was made for."""

    key = "refusal.outdated"


class DuplicateArticleRefusal(Refusal):
    """The corpus has an article of this text already (title)."""

    key = "refusal.duplicate"


class LastArticleRefusal(Refusal):
    """The only article of the corpus cannot be taken out (title)."""

    key = "refusal.last_article"


class UnknownSnapshotRefusal(Refusal):
    """There is no such snapshot now, or it cannot be served (snapshot)."""

    key = "refusal.snapshot"


class NotHeldRefusal(Refusal):
    """The snapshot is no longer held back (snapshot)."""

    key = "refusal.not_held"


class UnindexedFilesRefusal(Refusal):
    """A file of the corpus is in no snapshot, so going back would lose it (name)."""

    key = "refusal.unindexed"


class JobRefusal(Refusal):
    """A job did not come to its end."""

    @property
    def reason(self) -> str:
        """Return why, for the log and for whoever reads English."""
        return str(self.values.get("reason", ""))


class JobCancelledRefusal(JobRefusal):
    """The job was cancelled (moderator)."""

    key = "refusal.job_cancelled"

    @property
    def reason(self) -> str:
        """Return who cancelled it."""
        return f"cancelled by {self.values['moderator']}"


class JobTooSlowRefusal(JobRefusal):
    """The job was ended when its time was up (seconds)."""

    key = "refusal.job_too_slow"

    @property
    def reason(self) -> str:
        """Return how long it had."""
        return f"it took longer than {self.values['seconds']} s"


class JobFailedRefusal(JobRefusal):
    """The job ended with an error (reason)."""

    key = "refusal.job_failed"


class DiskRefusal(JobRefusal):
    """Something could not be written (reason)."""

    key = "refusal.disk"


class NotIndexedRefusal(Refusal):
    """The article is out of the corpus and no longer quoted, but the index could not be rebuilt (reason)."""

    key = "refusal.not_indexed"


class OtherBuildRefusal(Refusal):
    """The index is being built by another program."""

    key = "refusal.other_build"
