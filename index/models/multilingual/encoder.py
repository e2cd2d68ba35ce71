"""Sentences and questions -> vectors that can be compared across languages.

`python -m index.models.multilingual.encoder FOLDER` exports the packaged weights; else the first build does.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.errors import VerbatimError
from index.models.exported_model import Export, export_apart
from index.models.multilingual.packaged_weights import DIGEST, find_packaged
from index.types import Matrix

if TYPE_CHECKING:
    from index.models.multilingual.network import MultilingualNetwork

EXPORTER = 1
"""Raised whenever `export.py` would write other files, or they would be read otherwise."""

ID = "multilingual-e5-small"
DIMENSION = 384
_QUESTION, _SENTENCE = "query: ", "passage: "
"""What the model was taught to find before a question and before what may answer it (Wang et al., 2024)."""

_LOADING = threading.Lock()
"""Held while an export is made or loaded, so that whoever needs it meanwhile waits for it."""


@dataclass(frozen=True)
class MultilingualEncoder:
    """Embeds texts by the export that a folder keeps."""

    folder: Path

    @classmethod
    def find(cls, folder: Path) -> MultilingualEncoder | None:
        """Return the encoder whose export a folder keeps or will keep; None where its package is not installed."""
        encoder = cls(folder)
        return encoder if encoder.is_exported or find_packaged() else None

    @property
    def digest(self) -> str:
        """Return what tells vectors of this encoder from those of another."""
        return f"{DIGEST[:16]}-{EXPORTER}"

    @property
    def is_exported(self) -> bool:
        """Return whether it can embed at once."""
        return self._export.is_made

    def embed_sentences(self, texts: Sequence[str]) -> Matrix:
        """Return one unit vector a sentence, in the same order; raises ModelError.

        Each is read alone: int8 takes its scale from all that is read at once.
        """
        network = self._network
        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            return np.stack(list(pool.map(lambda text: network.embed(_SENTENCE + text), texts)))

    def embed_question(self, text: str) -> Matrix:
        """Return the unit vector of a question; raises ModelError."""
        return self._network.embed(_QUESTION + text)

    def load(self) -> None:
        """Load what embeds now; raises ModelError."""
        _ = self._network

    @property
    def _network(self) -> MultilingualNetwork:
        with _LOADING:
            return self._load()

    def _load(self) -> MultilingualNetwork:
        if not self.is_exported:
            export_apart("index.models.multilingual.encoder", str(self.folder), of=ID)
        return _load(self._export)

    @property
    def _export(self) -> Export:
        return Export(self.folder / f"multilingual-{self.digest}")

    def export(self) -> None:
        """Export the packaged weights into the folder; raises ModelError, OSError."""
        from index.models.multilingual.export import export_multilingual

        self._export.write(export_multilingual)


@lru_cache(maxsize=1)
def _load(export: Export) -> MultilingualNetwork:
    """Load an export, verified; encoders of the same folder share it."""
    from index.models.multilingual.network import MultilingualNetwork

    for name in export.files:
        export.verify(name)
    return MultilingualNetwork.load(export.place)


def main(arguments: Sequence[str]) -> int:
    """Export into the folder that the first argument names."""
    encoder = MultilingualEncoder.find(Path(arguments[0]))
    if not encoder:
        sys.stderr.write(f"There is no {ID} for this machine: other languages are read by their English words alone\n")
        return 0
    try:
        encoder.export()
    except (VerbatimError, OSError, ImportError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
