"""How often somebody may ask."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bot.errors import Reason
from index.errors import Refusal

NOTICE_PAUSE = 5.0
"""Seconds between two notices to one person at least, also where there is no cooldown."""

_FORGET_ABOVE = 1_000
"""People of whom it is looked who need not be remembered any longer."""


class RateLimiter:
    """Keeps a pause between two questions of one person, and one question at a time."""

    def __init__(self, cooldown: float, now: Callable[[], float] = time.monotonic) -> None:
        self._cooldown = cooldown
        self._now = now
        self._free_from: dict[int, float] = {}
        self._in_flight: set[int] = set()
        self._told_until: dict[int, float] = {}

    @contextmanager
    def admit(self, person: int, *, exempt: bool = False) -> Iterator[None]:
        """Let somebody ask for as long as the block runs; `exempt` people need not wait between two.

        Raises a Refusal where another question is in flight, or the pause is not over.
        """
        if person in self._in_flight:
            raise Refusal(Reason.IN_FLIGHT)
        wait = self._free_from.get(person, 0) - self._now()
        if wait > 0 and not exempt:
            raise Refusal(Reason.COOLDOWN, seconds=math.ceil(wait))
        self._in_flight.add(person)
        try:
            yield
        finally:
            self._in_flight.discard(person)
            self._remember(self._free_from, person, self._cooldown)

    def may_notify(self, person: int) -> bool:
        """Return whether somebody may be told in public why they get no answer: once a cooldown."""
        if self._told_until.get(person, 0) > self._now():
            return False
        self._remember(self._told_until, person, max(self._cooldown, NOTICE_PAUSE))
        return True

    def _remember(self, until: dict[int, float], person: int, seconds: float) -> None:
        """Note until when something counts, and forget what no longer does where there is much of it."""
        now = self._now()
        until[person] = now + seconds
        if len(until) > _FORGET_ABOVE:
            for each in [each for each, end in until.items() if end <= now]:
                del until[each]
