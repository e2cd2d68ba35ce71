"""How many invented sentences, in the styles of several outlets, are given to whom they should be.

`cases/*.txt`: "== class | voices | speakers, - is nobody | outlet", then a text in which [[…]] is the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from index.attribution.attribute import attribute
from index.attribution.attribution import Attribution
from index.corpus.articles import Metadata, make_article
from index.corpus.sentences import split_article

_CASES = Path(__file__).parent / "cases"
_TARGET = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)
_TITLE = re.compile(r"title: (.*)\n")


@dataclass(frozen=True)
class Case:
    """A text, the sentence of it that is asked about, and who may be named."""

    kind: str
    voices: tuple[str, ...]
    speakers: tuple[str, ...]
    via: str | None
    title: str
    text: str
    asked: str

    @property
    def language(self) -> str:
        """Return the language of the text, with which a class of Ukrainian and Russian begins."""
        return self.kind[:2] if self.kind[:3] in {"uk ", "ru "} else "en"

    def decide(self) -> Attribution | None:
        """Return whose the program says the sentence is, None where it is cut otherwise."""
        article = make_article("text.md", self.text, Metadata(title=self.title, language=self.language))
        sentences = split_article(article)
        for sentence, found in zip(sentences, attribute(article, sentences), strict=True):
            if sentence.span.of(article.text) == self.asked:
                return found
        return None


def read_cases(name: str) -> Iterator[Case]:
    """Read a file of cases."""
    for block in (_CASES / name).read_text(encoding="utf-8").split("\n== "):
        head, body = block.removeprefix("== ").split("\n", 1)
        kind, voices, speakers, *via = head.split(" | ")
        title = _TITLE.match(body)
        body = body[title.end() :] if title else body
        asked = _TARGET.search(body)
        assert asked, head
        yield Case(
            kind=kind, voices=tuple(voices.split("|")), speakers=tuple(speakers.split(";")),
            via=via[0] if via else None, title=title[1] if title else "An article",
            text=body.replace("[[", "").replace("]]", "").strip() + "\n", asked=asked[1].strip(),
        )  # fmt: skip


def judge(case: Case) -> str:
    """Return "right", "wrong" where somebody else is named, or what is missing."""
    found = case.decide()
    if found is None:
        return "cut"
    named = [_words(who) for who in case.speakers if who != "-"]
    if found.speaker is None:
        return "right" if "-" in case.speakers and found.voice in case.voices else "missing"
    given = _words(found.speaker)
    if not any(given <= words or words <= given for words in named):
        return "wrong"
    outlet = found.via or found.speaker
    has_outlet = case.via is None or case.via in outlet or outlet in case.via
    return "right" if found.voice in case.voices and has_outlet else "missing"


def _words(name: str) -> set[str]:
    return set(re.findall(r"\w+", name.lower())) - {"the"}


@pytest.mark.parametrize(("name", "fewest_right"), [("english.txt", 0.97), ("east_slavic.txt", 0.95)])
def test_sentences_are_given_to_whom_they_should_be(name: str, fewest_right: float) -> None:
    """Nearly all are right, and nobody is named who did not speak."""
    verdicts = {case: judge(case) for case in read_cases(name)}
    assert not [case.asked for case, verdict in verdicts.items() if verdict == "wrong"]
    others = [f"{case.kind}: {case.asked} {verdict}" for case, verdict in verdicts.items() if verdict != "right"]
    assert len(others) <= (1 - fewest_right) * len(verdicts), "\n".join(others)
