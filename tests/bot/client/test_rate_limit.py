"""How often somebody may ask."""

from __future__ import annotations

import pytest

from bot.client.rate_limit import RateLimiter
from bot.errors import Reason
from index.errors import Refusal


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_the_wait_is_told_in_whole_seconds() -> None:
    """It counts from the end of the last answer, and rounds up."""
    clock = Clock()
    rate_limiter = RateLimiter(5, clock)
    with rate_limiter.admit(1):
        pass
    clock.now += 2.5
    with pytest.raises(Refusal, match=Reason.COOLDOWN) as refused, rate_limiter.admit(1):
        pass
    assert refused.value.values == {"seconds": 3}


def test_after_the_wait_one_may_ask() -> None:
    """The pause ends."""
    clock = Clock()
    rate_limiter = RateLimiter(5, clock)
    for _ in range(2):
        with rate_limiter.admit(1):
            pass
        clock.now += 5


def test_others_do_not_wait() -> None:
    """A pause is of one person."""
    rate_limiter = RateLimiter(5, Clock())
    for person in (1, 2):
        with rate_limiter.admit(person):
            pass


def test_one_answer_at_a_time() -> None:
    """Nobody, exempt or not, has two in flight."""
    rate_limiter = RateLimiter(0, Clock())
    with rate_limiter.admit(1), pytest.raises(Refusal, match=Reason.IN_FLIGHT), rate_limiter.admit(1, exempt=True):
        pass


def test_a_failed_answer_frees_its_place() -> None:
    """An error does not lock anybody out."""
    rate_limiter = RateLimiter(0, Clock())
    with pytest.raises(ValueError, match="x"), rate_limiter.admit(1):
        raise ValueError("x")
    with rate_limiter.admit(1):
        pass


def test_exempt_people_do_not_wait() -> None:
    """Moderators may ask again at once."""
    rate_limiter = RateLimiter(5, Clock())
    for _ in range(2):
        with rate_limiter.admit(1, exempt=True):
            pass


def test_who_has_waited_is_forgotten() -> None:
    """Memory does not grow with everybody who ever asked."""
    clock = Clock()
    rate_limiter = RateLimiter(1, clock)
    for person in range(5_000):
        clock.now += 0.01
        with rate_limiter.admit(person):
            assert rate_limiter.may_notify(-person)
    assert len(rate_limiter._free_from) <= 1_001
    assert len(rate_limiter._told_until) <= 1_001


def test_the_pause_begins_anew_with_every_answer() -> None:
    """Whoever has waited once has to wait again."""
    clock = Clock()
    rate_limiter = RateLimiter(5, clock)
    for _ in range(2):
        with rate_limiter.admit(1):
            pass
        clock.now += 5
    with rate_limiter.admit(1):
        pass
    with pytest.raises(Refusal, match=Reason.COOLDOWN), rate_limiter.admit(1):
        pass
