"""Questions and articles of a file in SQuAD's format, as this project's own."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.articles import Article, Metadata, make_article


@dataclass(frozen=True)
class SquadQuestion:
    """A question and the texts that answer it; none where the article only looks as if it did."""

    text: str
    article: str
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Squad:
    """A corpus and the questions that are asked of it."""

    articles: tuple[Article, ...]
    questions: tuple[SquadQuestion, ...]


def read_squad(path: Path, *, every: int = 1, withheld: int = 0) -> Squad:
    """Read every n-th article; of each `withheld` paragraphs one is left out, its questions kept unanswered."""
    articles, questions = [], []
    for number, entry in enumerate(json.loads(path.read_text("utf-8"))["data"][::every]):
        name = f"{number:04}"
        paragraphs = []
        for place, paragraph in enumerate(entry["paragraphs"]):
            leave_out = bool(withheld) and place % withheld == 0
            if not leave_out:
                paragraphs.append(paragraph["context"].replace("\n", " "))
            questions += [_read_question(name, asked, leave_out) for asked in paragraph["qas"]]
        title = entry["title"].replace("_", " ") or name
        articles.append(make_article(f"{name}.md", "\n\n".join(paragraphs), Metadata(title=title[:400])))
    return Squad(tuple(articles), tuple(questions))


def _read_question(article: str, asked: dict[str, Any], leave_out: bool) -> SquadQuestion:
    unanswered = leave_out or asked.get("is_impossible", False)
    texts = () if unanswered else tuple(dict.fromkeys(answer["text"] for answer in asked["answers"]))
    return SquadQuestion(asked["question"], article, texts)
