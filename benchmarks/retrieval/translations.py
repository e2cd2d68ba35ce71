"""Print how far translated sentences are told from others by the cosine across languages.

usage: python -m benchmarks.retrieval.translations FILE [--every 3]

FILE has a sentence a line in English, Ukrainian and Russian, tabs between them, compressed by xz; its first line names
them. "taken" is the share of the translations, and how many of the pairs of other sentences, that a threshold takes
for translations, with the condition of `index/search/quoting.py` that both have the same numbers.
"""

from __future__ import annotations

import argparse
import itertools
import lzma
import re
from pathlib import Path

import numpy as np

from index.models.multilingual.encoder import MultilingualEncoder
from index.settings import load_settings

THRESHOLDS = (0.86, 0.88, 0.9, 0.92)


def main() -> None:
    """Embed, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--every", type=int, default=3, help="of how many lines one is read")
    arguments = parser.parse_args()
    with lzma.open(arguments.file, "rt", encoding="utf-8") as file:
        names, *lines = (line.rstrip("\n").split("\t") for line in file)
    columns = list(zip(*lines[:: arguments.every], strict=True))
    encoder = MultilingualEncoder(load_settings().exported_model)
    vectors = [encoder.embed_sentences(column) for column in columns]
    numbers = [[sorted(re.findall(r"\d+", text)) for text in column] for column in columns]
    print(f"{len(columns[0])} sentences\nlanguages  threshold  translations taken  others taken")
    for one, other in itertools.combinations(range(len(columns)), 2):
        cosines = vectors[one] @ vectors[other].T
        alike = np.array([[mine == yours for yours in numbers[other]] for mine in numbers[one]])
        for threshold in THRESHOLDS:
            taken = (cosines >= threshold) & alike
            own = np.diag(taken)
            pair = f"{names[one]}-{names[other]}"
            print(f"{pair:9}  {threshold:9}  {own.mean():18.2f}  {taken.sum() - own.sum():12}")


if __name__ == "__main__":
    main()
