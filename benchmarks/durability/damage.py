"""Damage an index in every way, and see that it is detected before it serves, and mended by one command.

    python -m benchmarks.durability.damage [--count 1000] [--seed 1]

Each index has two snapshots; one file of the serving one is truncated, has a page zeroed or a bit flipped, is
exchanged for the other snapshot's or is gone, or CURRENT is spoilt. Then it is opened as the bot does, and built
as `python -m index build` does, with an embedder that needs no model.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.synthetic import write_articles
from index.building.build import build
from index.errors import SnapshotError
from index.search.searcher import Searcher
from index.snapshots.snapshot import prove_everything
from index.snapshots.store import CURRENT, find_current, list_published
from tests.support.index.embedders import WordEmbedder

PAGE = 4096
QUESTIONS = ("who repaired bridges in Velm", "what was lost in Orsk", "how many boats were counted")

Damage = Callable[[Path, Path, random.Random], None]
"""Damages a file, given the same file of the other snapshot."""


def truncate(file: Path, _: Path, chance: random.Random) -> None:
    """Cut the end off."""
    content = file.read_bytes()
    file.write_bytes(content[: chance.randrange(len(content))])


def zero_page(file: Path, _: Path, chance: random.Random) -> None:
    """Make a page of zeros of what may have been one page."""
    content = bytearray(file.read_bytes())
    start = chance.randrange(0, len(content), PAGE)
    content[start : start + PAGE] = bytes(len(content[start : start + PAGE]))
    file.write_bytes(content)


def flip_bit(file: Path, _: Path, chance: random.Random) -> None:
    """Change one bit."""
    content = bytearray(file.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    file.write_bytes(content)


def mix(file: Path, other: Path, _: random.Random) -> None:
    """Take the file of the other snapshot."""
    shutil.copy(other, file)


def lose(file: Path, _: Path, __: random.Random) -> None:
    """Remove the file."""
    file.unlink()


def spoil_pointer(file: Path, _: Path, chance: random.Random) -> None:
    """Let CURRENT name nothing, half a name, or rubbish."""
    index = file if file.name == "index" else next(parent for parent in file.parents if parent.name == "index")
    name = (index / CURRENT).read_bytes()
    rubbish = [b"", name[: chance.randrange(1, len(name) - 1)], bytes(len(name)), b"\xff" + name, b"../corpus\n"]
    (index / CURRENT).write_bytes(chance.choice(rubbish))


DAMAGES: tuple[Damage, ...] = (truncate, zero_page, flip_bit, mix, lose, spoil_pointer)


def open_and_ask(index: Path) -> list[str]:
    """Open an index as the bot does, and return what it quotes."""
    searcher = Searcher.open(index, WordEmbedder(), 0)
    return [quotation.text for question in QUESTIONS for quotation in searcher.ask(question, 3).quotations]


def make_index(folder: Path) -> list[str]:
    """Make a corpus and an index of two snapshots, and return what it quotes."""
    write_articles(folder / "corpus", 4)
    build(folder / "corpus", folder / "index", WordEmbedder(), 2, lambda *_: None)
    write_articles(folder / "corpus", 5, seed=2)
    build(folder / "corpus", folder / "index", WordEmbedder(), 2, lambda *_: None)
    return open_and_ask(folder / "index")


def damage_index(index: Path, chance: random.Random, damage: Damage) -> bool:
    """Damage the serving snapshot; False when the file is as it was."""
    serving = find_current(index)
    other = next(index / name for name in list_published(index) if name != serving.name)
    file = chance.choice(sorted(path for path in serving.rglob("*") if path.is_file()))
    before, pointer = file.read_bytes(), (index / CURRENT).read_bytes()
    damage(file, other / file.relative_to(serving), chance)
    return not file.exists() or file.read_bytes() != before or (index / CURRENT).read_bytes() != pointer


def measure(count: int, seed: int) -> int:
    """Print the figures and return how many times something did not hold."""
    chance, done, detected, wrong, mended = random.Random(seed), Counter[str](), 0, 0, 0
    with TemporaryDirectory() as place:
        template, folder = Path(place) / "template", Path(place) / "case"
        expected = make_index(template)
        while sum(done.values()) < count:
            shutil.copytree(template, folder)
            damage = DAMAGES[sum(done.values()) % len(DAMAGES)]
            if damage_index(folder / "index", chance, damage):
                done[damage.__name__] += 1
                try:
                    wrong += open_and_ask(folder / "index") != expected
                except SnapshotError:
                    detected += 1
                mended += is_mended(folder, expected)
            shutil.rmtree(folder)
    total = sum(done.values())
    print(", ".join(f"{name} {number}" for name, number in done.items()))
    print(
        f"damaged {total}: detected before serving {detected}, answered wrongly {wrong}, mended by one build {mended}"
    )
    return (total - detected) + wrong + (total - mended)


def is_mended(folder: Path, expected: list[str]) -> bool:
    """Build, and tell whether everything is proved and quoted as before."""
    build(folder / "corpus", folder / "index", WordEmbedder(), 2, lambda *_: None)
    prove_everything(Searcher.open(folder / "index", WordEmbedder(), 0).snapshot)
    return open_and_ask(folder / "index") == expected


def main() -> None:
    """Damage and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    sys.exit(1 if measure(chosen.count, chosen.seed) else 0)


if __name__ == "__main__":
    main()
