"""Print how well attribution does on gold labels: of sentences, and of PolNeAR's sources.

    python -m benchmarks.attribution inspect ARTICLES_DIR OUT_DIR   one JSONL an article, as `inspect --json`
    python -m benchmarks.attribution polnear FOLDER [--errors]      FOLDER holds articles/ and attributions.jsonl
    python -m benchmarks.attribution speed ARTICLES_DIR             sentences a second on one core

PolNeAR marks spans: content, cue and source. An attribution counts if its source is not a bare
pronoun. It is *found* if the sentence in which its cue stands (its content, where it has no cue) is
attributed and the words of speaker, of role, of both, or of the evidence that stands in that
sentence overlap the words of the gold source by half or more (Dice, without articles).
Only one source a sentence can be given, so not all can be found; the share of those whose content
is at least half of their sentence is printed too.
*Precision on whole-sentence quotations*: of the sentences that hold nothing but a gold content, its cue
and its source (nine tenths of the letters) and that are attributed to somebody, the share of those whose
source is right in the same sense; those whose source is a pronoun or in another sentence are left out.
"""

from __future__ import annotations

import json
import re
import sys
import time
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from index.articles import Article, Metadata, make_article, read_article
from index.attribution import Attribution, attribute
from index.sentences import Sentence, split_article
from index.speech.function_words import word_set

PRONOUNS = word_set("he she they it who i we you him her them which that his their us me himself herself")
ARTICLES = {"the", "a", "an"}
Ranges = list[tuple[int, int]]


@dataclass(frozen=True)
class Gold:
    """An attribution of PolNeAR."""

    content: Ranges
    cue: Ranges
    source: Ranges
    source_text: str

    @property
    def place(self) -> int:
        """Return the offset whose sentence the attribution belongs to."""
        return (self.cue or self.content or self.source)[0][0]


@dataclass(frozen=True)
class Attributed:
    """An article with its sentences and their attributions."""

    article: Article
    sentences: tuple[Sentence, ...]
    attributions: tuple[Attribution, ...]

    @classmethod
    def from_article(cls, article: Article) -> Attributed:
        """Split and attribute an article."""
        sentences = split_article(article)
        return cls(article, sentences, attribute(article, sentences))

    def at(self, offset: int) -> int:
        """Return the number of the sentence at an offset."""
        return max(0, bisect_right([sentence.span.start for sentence in self.sentences], offset) - 1)


@dataclass
class Tally:
    """How many of how many were right."""

    right: int = 0
    all: int = 0

    def add(self, is_right: bool) -> None:
        """Count one more."""
        self.right += is_right
        self.all += 1

    def __str__(self) -> str:
        return f"{self.right / max(1, self.all):.3f} of {self.all}"


def find_words(text: str | None) -> set[str]:
    """Return a text's words without articles."""
    found = set(re.findall(r"\w+", (text or "").lower()))
    return found - ARTICLES or found


def overlap(one: set[str], other: set[str]) -> bool:
    """Tell whether two sets of words are the same by half or more."""
    return bool(one and other) and 2 * len(one & other) / (len(one) + len(other)) >= 0.5


def is_found(gold: Gold, done: Attributed, number: int) -> bool:
    """Tell whether a sentence's attribution names a gold source."""
    given = done.attributions[number]
    span = done.sentences[number].span
    worded = [piece.of(done.article.text) for piece in given.evidence if span.start <= piece.start < span.end]
    candidates = [given.speaker, given.role, f"{given.speaker or ''} {given.role or ''}", *worded]
    return any(overlap(find_words(candidate), find_words(gold.source_text)) for candidate in candidates)


def read_gold(path: Path) -> dict[str, list[Gold]]:
    """Read PolNeAR's attributions by article, without those whose source is a bare pronoun or missing."""
    found: dict[str, list[Gold]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        source = row["source_text"].strip().lower()
        if source and source not in PRONOUNS:
            found[row["article"]].append(Gold(row["content"], row["cue"], row["source"], row["source_text"]))
    return found


def share_covered(sentence: Sentence, parts: list[Ranges], text: str) -> float:
    """Return the share of a sentence's letters that lie in some ranges."""
    covered = {i for part in parts for start, end in part for i in range(start, end)}
    letters = [i for i in range(sentence.span.start, sentence.span.end) if text[i].isalnum()]
    return sum(i in covered for i in letters) / max(1, len(letters))


def score_polnear(folder: Path, shows_errors: bool) -> None:
    """Print PolNeAR's figures."""
    found, half, whole = Tally(), Tally(), Tally()
    for name, golds in read_gold(folder / "attributions.jsonl").items():
        text = (folder / "articles" / f"{name}.txt").read_text(encoding="utf-8")
        done = Attributed.from_article(make_article(f"{name}.md", text, Metadata(title=name)))
        for gold in golds:
            number = done.at(gold.place)
            sentence, right = done.sentences[number], is_found(gold, done, number)
            found.add(right)
            is_half = share_covered(sentence, [gold.content], text) >= 0.5
            if is_half:
                half.add(right)
            if is_whole(gold, done, number):
                whole.add(right)
            if shows_errors and not right:
                show_error(gold, done, number, is_half)
    print(f"sources found {found}; where the content is half of the sentence or more {half}")
    print(f"precision on whole-sentence quotations {whole}")


def is_whole(gold: Gold, done: Attributed, number: int) -> bool:
    """Tell an attributed sentence that is one quotation and nothing else."""
    given, sentence = done.attributions[number], done.sentences[number]
    is_here = any(sentence.span.start <= start < sentence.span.end for start, _ in gold.source)
    everything = share_covered(sentence, [gold.content, gold.cue, gold.source], done.article.text)
    return everything >= 0.9 and is_here and bool(given.speaker or given.role)


def show_error(gold: Gold, done: Attributed, number: int, is_half: bool) -> None:
    """Print an attribution that was not found."""
    given, text = done.attributions[number], done.article.text
    cue = " ".join(text[start:end] for start, end in gold.cue)
    print(f"{'half' if is_half else 'part'}: {gold.source_text!r} {cue!r}")
    print(f"  given: {given.voice} | {given.speaker} | {given.role} | {given.cue}")
    print(f"  {done.sentences[number].span.of(text)}")


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
    elif command == "speed":
        measure_speed(folder)
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
