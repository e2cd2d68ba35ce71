"""Articles that are a speech, a letter or an interview in full: what follows the line that says whose it is."""

from __future__ import annotations

import re

from index.attribution.discourse.heard import Speaker
from index.attribution.discourse.mentions import Mention
from index.attribution.finding import Announced, Finding, Reading
from index.attribution.phrases.noun_phrases import find_after
from index.attribution.phrases.tokens import find_tokens
from index.attribution.quotes.frames import Frame
from index.corpus.span import Span

_SPEECHES = r"(?:speech|address|appeal|remarks|statement|letter|sermon|eulogy|testimony|broadcast|message|interview)"
_ANNOUNCES = re.compile(
    rf"\b(?:full text|full transcript|transcript|text) of\b.*\b{_SPEECHES}\b"
    rf"|\b{_SPEECHES}\b.*\bin full\b"
    rf"|\bfollowing (?:is|are|was)\b.*\b{_SPEECHES}\b"
    rf"|\b(?:made|gave|delivered|issued) the following {_SPEECHES}\b",
    re.IGNORECASE | re.DOTALL,
)
_FULL = r"(?:(?:full |complete )?(?:text|transcript)(?: of)?\b[:\s–—-]*|in full\b[:\s–—-]*)"
_OPENS_TITLE = re.compile(
    rf"{_FULL}?(?:the )?(?:(?!(?:of|on|to|about|after|in) )[a-z-]+ ){{0,3}}{_SPEECHES}s? (?:by|of) (?P<who>.+)"
    rf"|(?P<full>.+?)['’]s? (?:[a-z-]+ ){{0,3}}{_SPEECHES}\b.*\bin full"
    rf"|{_FULL}(?P<owner>.+?)['’]s? (?:[a-z-]+ ){{0,3}}{_SPEECHES}\b",
    re.IGNORECASE,
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
        self._whole = self._read_title()
        self._speech: Finding | None = None
        self._section: str | None = None

    def decide(self, index: int, frame: Frame, mentions: list[Mention]) -> Finding | None:
        """Return whose a sentence is that follows the line, or the title, which announces a speech."""
        if self._whole:
            return None if frame.sentence.is_heading else self._whole
        if self._speech and frame.sentence.section == self._section and not frame.sentence.is_heading:
            return self._speech
        self._speech = self._hear_announcement(index, frame, mentions)
        self._section = frame.sentence.section
        return None

    def _read_title(self) -> Finding | None:
        """Return whose speech the whole article is by its title, told in the first person."""
        match = _OPENS_TITLE.match(self._reading.title)
        who = match["who"] or match["full"] or match["owner"] if match else ""
        source = find_after(list(find_tokens(who, Span(0, len(who)))), 0) if who else None
        if source is None or source.kind not in {"name", "office"} or not self._is_told_in_first_person():
            return None
        name = source.name.of(who) if source.name else None
        return Finding("direct", announced=Announced(name, source.role.of(who) if source.role else None))

    def _is_told_in_first_person(self) -> bool:
        return self._is_first_person([frame for frame in self._reading.frames if not frame.sentence.is_heading])

    def _hear_announcement(self, index: int, frame: Frame, mentions: list[Mention]) -> Finding | None:
        """Return whose speech follows a sentence that announces one person's, told in the first person."""
        text = frame.sentence.span.of(self._reading.text)
        people = {id(mention.person): mention for mention in mentions}
        if len(people) != 1 or len(text) > _LONGEST_ANNOUNCEMENT or not _ANNOUNCES.search(text):
            return None
        ahead = self._reading.frames[index + 1 : index + 1 + _LONGEST_LOOK_AHEAD]
        section = frame.sentence.section
        if not self._is_first_person(
            [each for each in ahead if each.sentence.section == section and not each.sentence.is_heading]
        ):
            return None
        mention = mentions[0]
        speaker = Speaker(
            name=mention.person.name, role=mention.person.role, evidence=(mention.span,), person=mention.person
        )
        return Finding("direct", speaker.infer())

    def _is_first_person(self, rest: list[Frame]) -> bool:
        """Return whether sentences speak of "I" and "we"."""
        own = sum(any(token.lower in _FIRST_PERSON for token in frame.tokens) for frame in rest)
        return len(rest) >= _FEWEST_SENTENCES and own >= _FEWEST_FIRST_PERSON * len(rest)
