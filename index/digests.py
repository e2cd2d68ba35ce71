"""The one digest by which files, texts and slices are known again."""

from __future__ import annotations

import hashlib


def digest_bytes(content: bytes) -> str:
    """Return the SHA-256 of bytes, in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()
