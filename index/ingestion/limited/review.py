"""A draft that nobody has confirmed yet -> who is quoted in it, and by what words the corpus may have it already."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from index.corpus.articles import Metadata, make_article
from index.corpus.curated_speakers import CuratedSpeaker, collect_speakers
from index.corpus.source_files import SPEAKERS
from index.ingestion.near_duplicates import find_phrases
from index.snapshots.passages import make_passages

_PROBES = 16
_LONGEST_PROBE = 1_000
_MOST_PHRASES = 5_000
"""What leaves the process, so that it stays small however long the text is; a sample of phrases is as telling."""

_TEXTS = (
    "“The harbour is gone,” said Jo Lind. Nobody was hurt on 2 March 2024, she told the council’s 12 members.",
    "«Гавань зникла», — сказала Олена Кравець у вівторок. Ніхто не постраждав, повідомила вона.",
    "«Гавань исчезла», — сказала Елена Кравец во вторник. Никто не пострадал, сообщила она.",
)
SAMPLES = tuple(
    json.dumps({"name": "a.md", "text": text, "metadata": {"title": "Harbour"}, "speakers": []}).encode()
    for text in _TEXTS
)


def review(content: bytes, options: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG001  # every parser takes both
    """Return a draft's number of sentences, its speakers, some sentences to look for and its phrases' digests.

    Of the phrases, those whose digest `one_in` divides.
    """
    given = json.loads(content)
    article = make_article(given["name"], given["text"], Metadata.model_validate(given["metadata"]))
    curated = [CuratedSpeaker.model_validate(each) for each in given["speakers"]]
    passages = make_passages(article, collect_speakers(SPEAKERS, curated))
    names = Counter(passage.entry.known_as for passage in passages)
    phrases = find_phrases(article.text)
    one_in = 1 + len(phrases) // _MOST_PHRASES
    probes = passages[:: max(1, len(passages) // _PROBES)]
    return {
        "sentences": len(passages),
        "speakers": [(name, count) for name, count in names.most_common() if name is not None],
        "probes": [passage.sentence.text[:_LONGEST_PROBE] for passage in probes],
        "phrases": sorted(find_phrases(article.text, one_in)),
        "one_in": one_in,
    }
