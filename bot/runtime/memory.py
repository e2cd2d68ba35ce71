"""What the garbage collector looks through, so that it stays little while the bot serves for months."""

from __future__ import annotations

import gc

_OFTEN = 2
"""Collections of the middle generation until all is looked through, which is little once the rest is passed over."""


def freeze_opened() -> None:
    """Let the garbage collector pass over what was opened: it stays, and looking through it stops everything else.

    What is replaced later goes all the same, since nothing of a snapshot refers to itself.
    """
    gc.collect()
    gc.freeze()
    gc.collect()  # what counts as old is counted anew, so that garbage is looked for sooner
    young, middle, _ = gc.get_threshold()
    gc.set_threshold(young, middle, _OFTEN)
