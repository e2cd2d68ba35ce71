"""How the process takes memory and gives it back, so that it stays level while it serves for months."""

from __future__ import annotations

import ctypes
import gc

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
"""Parameters of glibc's mallopt."""

_LARGE = 256 * 1024
"""Bytes from which a block goes back to the system at once; glibc's own limit grows up to 32 MiB with what is freed."""

_ARENAS = 2

_OFTEN = 2
"""Collections of the middle generation until all is looked through, which is little once the rest is passed over."""


def bound_allocator() -> None:
    """Keep documents and vectors that were let go of from leaving holes; where there is no glibc, do nothing."""
    try:
        set_option = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):
        return
    set_option(_MMAP_THRESHOLD, _LARGE)
    set_option(_TRIM_THRESHOLD, _LARGE)
    set_option(_ARENA_MAX, _ARENAS)


def freeze_opened() -> None:
    """Let the garbage collector pass over what was opened: it stays, and looking through it stops everything else.

    What is replaced later goes all the same, since nothing of a snapshot refers to itself.
    """
    gc.collect()
    gc.freeze()
    gc.collect()  # what counts as old is counted anew, so that garbage is looked for sooner
    young, middle, _ = gc.get_threshold()
    gc.set_threshold(young, middle, _OFTEN)
