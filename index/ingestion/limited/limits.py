"""What a process gives up for good before it reads what a stranger wrote."""

from __future__ import annotations

import ctypes
import os
import resource
import signal

MEMORY = 1024**3
OUTPUT = 32 * 1024**2
CLOCK_SECONDS = 90
"""Seconds of the clock that a process has besides those of the processor."""

_NEW_USER_NAMESPACE = 0x10000000
_NEW_NETWORK_NAMESPACE = 0x40000000
_NO_NEW_PRIVILEGES = 38


def limit_resources(processor_seconds: int) -> None:
    """Have the kernel end this process when it takes too much: SIGXCPU or SIGALRM for time, MemoryError for memory."""
    _limit(resource.RLIMIT_CPU, processor_seconds, processor_seconds + 1)
    _limit(resource.RLIMIT_AS, MEMORY)
    _limit(resource.RLIMIT_FSIZE, OUTPUT)
    _limit(resource.RLIMIT_CORE, 0)
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(processor_seconds + CLOCK_SECONDS)


def leave_network() -> bool:
    """Move into a network namespace without any interface; return whether the system allows that."""
    try:
        system = ctypes.CDLL(None, use_errno=True)
        system.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        return not system.unshare(_NEW_USER_NAMESPACE | _NEW_NETWORK_NAMESPACE)
    except (OSError, AttributeError):
        return False


def close_door() -> None:
    """Take away every further file, socket and process, also where the system allows no namespace."""
    _limit(resource.RLIMIT_NPROC, 0)
    _limit(resource.RLIMIT_NOFILE, 0)


def be_nice() -> None:
    """Serve everybody else first."""
    os.nice(5)


def _limit(kind: int, most: int, hard: int | None = None) -> None:
    """Lower a limit for good; one that is lower already stays."""
    _, given = resource.getrlimit(kind)
    hard = most if hard is None else hard
    hard = hard if given == resource.RLIM_INFINITY else min(hard, given)
    resource.setrlimit(kind, (min(most, hard), hard))
