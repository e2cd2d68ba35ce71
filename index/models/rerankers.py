"""The setting that names a reranker -> the reranker."""

from __future__ import annotations

from index.models.cross_encoder import open_cross_encoder
from index.models.onnx_reranker import OnnxReranker
from index.models.reading import Reranker


def make_reranker(name: str) -> Reranker:
    """Return the cross-encoder of this name, a folder or a hub name; the reranker that ships where it is empty.

    Raises ModelError when it cannot be found or is none.
    """
    return open_cross_encoder(name) if name else OnnxReranker()
