"""Articles that are a speech, a letter or an interview in full: what follows the line that says whose it is."""

from __future__ import annotations

import re

from index.attribution.discourse.heard import Speaker
from index.attribution.discourse.mentions import Mention
from index.attribution.finding import Finding, Reading
from index.attribution.quotes.frames import Frame

_SPEECHES = r"(?:speech|address|remarks|statement|letter|sermon|eulogy|testimony|broadcast|message|interview)"
_ANNOUNCES = re.compile(
    rf"\b(?:full text|full transcript|transcript|text) of\b.*\b{_SPEECHES}\b"
    rf"|\b{_SPEECHES}\b.*\bin full\b"
    rf"|\bfollowing (?:is|are|was)\b.*\b{_SPEECHES}\b"
    rf"|\b(?:made|gave|delivered|issued) the following {_SPEECHES}\b",
    re.IGNORECASE | re.DOTALL,
)
_FIRST_PERSON = frozenset({"i", "we", "my", "our", "us", "me", "i'm", "we're", "i've", "we've"})
_FEWEST_FIRST_PERSON = 0.2
"""Of a section's sentences: fewer speak of "I" or "we" where an article tells of a speech."""
_FEWEST_SENTENCES = 2
_LONGEST_ANNOUNCEMENT = 400
_LONGEST_LOOK_AHEAD = 100
"""Sentences by which a text is judged, so that many announcements cost no more."""


class WholeSpeeches:
    """Finds the sentences of an article that are one person's speech, in order."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._speech: Finding | None = None
        self._section: str | None = None

    def decide(self, index: int, frame: Frame, mentions: list[Mention]) -> Finding | None:
        """Return whose a sentence is that follows the line which announces a speech."""
        if self._speech and frame.sentence.section == self._section and not frame.sentence.is_heading:
            return self._speech
        self._speech = self._hear_announcement(index, frame, mentions)
        self._section = frame.sentence.section
        return None

    def _hear_announcement(self, index: int, frame: Frame, mentions: list[Mention]) -> Finding | None:
        """Return whose speech follows a sentence that announces one person's, told in the first person."""
        text = frame.sentence.span.of(self._reading.text)
        people = {id(mention.person): mention for mention in mentions}
        if len(people) != 1 or len(text) > _LONGEST_ANNOUNCEMENT or not _ANNOUNCES.search(text):
            return None
        if not self._is_first_person(index + 1, frame.sentence.section):
            return None
        mention = mentions[0]
        speaker = Speaker(
            name=mention.person.name, role=mention.person.role, evidence=(mention.span,), person=mention.person
        )
        return Finding("direct", speaker.infer())

    def _is_first_person(self, start: int, section: str | None) -> bool:
        """Return whether the rest of a section speaks of "I" and "we" and is no transcript of several."""
        ahead = self._reading.frames[start : start + _LONGEST_LOOK_AHEAD]
        rest = [frame for frame in ahead if frame.sentence.section == section and not frame.sentence.is_heading]
        own = sum(any(token.lower in _FIRST_PERSON for token in frame.tokens) for frame in rest)
        return len(rest) >= _FEWEST_SENTENCES and own >= _FEWEST_FIRST_PERSON * len(rest)
