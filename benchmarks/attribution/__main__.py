"""Print how well attribution does on gold labels: of sentences, and of PolNeAR's sources.

    python -m benchmarks.attribution inspect ARTICLES_DIR OUT_DIR   one JSONL an article, as `inspect --json`
    python -m benchmarks.attribution polnear FOLDER [--errors]      FOLDER holds articles/ and attributions.jsonl
    python -m benchmarks.attribution quotations FOLDER [--errors]   its direct quotations: right, wrong or nobody
    python -m benchmarks.attribution speed ARTICLES_DIR             sentences a second on one core

What is counted as found and as right is in `benchmarks.attribution.polnear` and `quotations`.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from benchmarks.attribution.polnear import Attributed, score_polnear
from benchmarks.attribution.quotations import score_quotations
from index.attribution.attribute import attribute
from index.attribution.attribution import Attribution
from index.corpus.articles import Article, read_article
from index.corpus.sentences import Sentence, split_article


def inspect(folder: Path, out: Path) -> None:
    """Write every article's sentences with their attributions."""
    out.mkdir(parents=True, exist_ok=True)
    for path in sorted([*folder.glob("*.md"), *folder.glob("*.txt")]):
        done = Attributed.from_article(read_article(path))
        rows = [
            json.dumps(make_row(done.article, sentence, given), ensure_ascii=False)
            for sentence, given in zip(done.sentences, done.attributions, strict=True)
        ]
        (out / f"{path.stem}.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")


def make_row(article: Article, sentence: Sentence, given: Attribution) -> dict[str, object]:
    """Put together what `inspect --json` prints of a sentence."""
    return {
        "text": sentence.span.of(article.text), "start": sentence.span.start, "end": sentence.span.end,
        "section": sentence.section, "voice": given.voice, "speaker": given.speaker, "role": given.role,
        "inferred": given.inferred, "cue": given.cue,
    }  # fmt: skip


def measure_speed(folder: Path) -> None:
    """Print how many sentences a second are attributed."""
    articles = [read_article(path) for path in sorted(folder.glob("*.md"))]
    split = [split_article(article) for article in articles]
    start = time.process_time()
    for article, sentences in zip(articles, split, strict=True):
        attribute(article, sentences)
    spent = time.process_time() - start
    count = sum(map(len, split))
    print(f"{count} sentences in {spent:.2f} s: {count / spent:.0f} a second")


def main() -> None:
    """Run the command that the arguments name."""
    command, folder = sys.argv[1], Path(sys.argv[2])
    if command == "inspect":
        inspect(folder, Path(sys.argv[3]))
    elif command == "polnear":
        score_polnear(folder, "--errors" in sys.argv)
    elif command == "quotations":
        score_quotations(folder, "--errors" in sys.argv)
    elif command == "speed":
        measure_speed(folder)
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
