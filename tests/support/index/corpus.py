"""A corpus and its index in a test's own folder."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from index.building.build import Built, build
from index.search.searcher import Searcher
from tests.support.index.embedders import WordEmbedder

HARBOUR = """The port of Veldra was closed on Monday. "We had no choice," said Anna Karr, the harbour master.

## Losses

Officials counted 340 damaged ships. He called it a disaster.
The fire began in a warehouse. It burned for three days.
"""

BRIDGE = """Engineers reopened the Orlan bridge in 2019. Traffic is limited to 40 trucks an hour.
According to the transport ministry, repairs cost 12 million crowns.
"""


@dataclass
class Library:
    """Writes articles, builds them and opens what was built."""

    folder: Path
    embedder: WordEmbedder = field(default_factory=WordEmbedder)

    @property
    def corpus(self) -> Path:
        return self.folder / "corpus"

    @property
    def index(self) -> Path:
        return self.folder / "index"

    def write(self, name: str, body: str, title: str | None = None, **fields: str) -> Path:
        self.corpus.mkdir(exist_ok=True)
        matter = "".join(f"{key}: {value}\n" for key, value in {"title": title or name, **fields}.items())
        path = self.corpus / f"{name}.md"
        path.write_text(f"---\n{matter}---\n{body}", "utf-8")
        return path

    def build(self) -> Built:
        return build(self.corpus, self.index, self.embedder, 2, lambda *_: None)

    def open(self, threshold: float = 0.3) -> Searcher:
        return Searcher.open(self.index, self.embedder, threshold)
