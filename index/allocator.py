"""How memory that was let go of goes back to the system."""

from __future__ import annotations

import ctypes

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
"""Parameters of glibc's mallopt."""

_LARGE = 256 * 1024
"""Bytes from which a block goes back to the system at once; glibc's own limit grows up to 32 MiB with what is freed."""

_ARENAS = 2


def bound_allocator() -> None:
    """Keep documents and vectors that were let go of from leaving holes; where there is no glibc, do nothing."""
    try:
        set_option = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):
        return
    set_option(_MMAP_THRESHOLD, _LARGE)
    set_option(_TRIM_THRESHOLD, _LARGE)
    set_option(_ARENA_MAX, _ARENAS)
