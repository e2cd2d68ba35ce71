"""Sentences whose speaker is named apart from them: transcripts, "Karr: …", "… – Olha Karr"."""

from __future__ import annotations

import re

from index.attribution.attribution import Voice
from index.attribution.clauses.reporting import find_main_clause
from index.attribution.discourse.heard import Speaker
from index.attribution.finding import LONGEST_LOOK_AHEAD, Finding, Reading
from index.attribution.phrases.noun_phrases import find_after
from index.attribution.phrases.source_kinds import Source
from index.attribution.phrases.tokens import find_tokens
from index.attribution.quotes.dash_tails import Label, find_dash_tail, find_label
from index.attribution.quotes.frames import Frame
from index.attribution.quotes.transcripts import Transcript, read_transcript
from index.corpus.span import Span

_SOURCE_LINE = re.compile(r"[*_]{0,2}Source:[*_]{0,2}\s+")
_QUOTE_LINE = re.compile(r"[*_]{0,2}(?:Direct )?[Qq]uote(?: (?:from|by|of) (?P<who>[^:\n]{2,80}))?:[*_]{0,2}\s")


class LabelledSentences:
    """Finds the labels of an article's sentences, in order."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._transcript: Transcript = read_transcript(reading.text)
        self._ahead: dict[int, int] = {}
        self._labelled: int | None = None
        """The last sentence that a label comes before."""
        self._interviewed: Speaker | None = None
        self._named_source: Speaker | None = None
        """Whom the last line "Source: …" names."""

    def decide(self, index: int, frame: Frame) -> Finding | None:
        """Return whose a sentence is by a label before, behind or above it."""
        return (
            self._decide_transcript(index, frame)
            or self._decide_quote_line(index, frame)
            or self._decide_label(index, frame)
            or self._go_on(index, frame)
        )

    def _decide_transcript(self, index: int, frame: Frame) -> Finding | None:
        """Decide a line of a transcript by the name that it begins with."""
        who = self._transcript.label_at(frame.sentence.span)
        if who is None:
            return self._decide_turn(index, frame)
        name, label = who
        source = Source("name", name, name, head=name.of(self._reading.text).split()[-1].lower())
        speaker = self._reading.context.resolve(source, frame.sentence.section, [])
        self._labelled = index
        return Finding("direct", speaker, Span(label.end - 1, label.end))

    def _decide_turn(self, index: int, frame: Frame) -> Finding | None:
        """Decide a line that begins with "Q:" or "A:": who answers is the only person named above the questions."""
        answers = self._transcript.turn_at(frame.sentence.span)
        if answers is None:
            return None
        if self._labelled is None:
            self._interviewed = self._reading.context.find_only_person()
        self._labelled = index
        return Finding("direct", self._interviewed if answers else None)

    def _decide_quote_line(self, index: int, frame: Frame) -> Finding | None:
        """Decide "Quote: “…”" by the line "Source: …" above it, and "Quote from Karr: “…”" by itself."""
        text = frame.sentence.span.of(self._reading.text)
        source_line, quote_line = _SOURCE_LINE.match(text), _QUOTE_LINE.match(text)
        if source_line:
            self._named_source = self._resolve_words(frame, source_line.end(), len(text))
        if quote_line is None or not frame.quoted:
            return None
        self._labelled = index
        if quote_line["who"]:
            return Finding("direct", self._resolve_words(frame, *quote_line.span("who")))
        return Finding("direct", self._named_source.infer() if self._named_source else None)

    def _resolve_words(self, frame: Frame, start: int, end: int) -> Speaker | None:
        """Return whom a part of a sentence names, None where it names nobody."""
        span = Span(start, end).shift(frame.sentence.span.start)
        source = find_after(list(find_tokens(self._reading.text, span)), 0)
        if source is None or source.name is None:
            return None
        return self._reading.context.resolve(source, frame.sentence.section, [])

    def _go_on(self, index: int, frame: Frame) -> Finding | None:
        """Give the rest of a labelled line to its speaker, and in a transcript the lines below it, too."""
        if self._labelled is None or self._labelled != index - 1 or frame.sentence.is_heading:
            return None
        before = self._reading.decided[index - 1]
        in_line = self._reading.continues_line(index - 1)
        same_section = self._reading.frames[index - 1].sentence.section == frame.sentence.section
        if not in_line and not (self._transcript.has_long_turns and same_section):
            return None
        if before.voice != "direct":
            return None
        self._labelled = index
        return before.infer()

    def _decide_label(self, index: int, frame: Frame) -> Finding | None:
        """Decide by a name behind a dash, here or later in the same line, or before a colon."""
        tail = self._find_tail(index)
        label = tail or find_label(frame, self._is_named_elsewhere)
        if label is None:
            return None
        speaker = self._reading.context.resolve(label.source, frame.sentence.section, [])
        here = frame.sentence.span.start <= label.cue.start < frame.sentence.span.end
        voice: Voice = "direct" if tail or frame.quoted else "indirect"
        if not tail and frame.quoted:
            self._labelled = index
        return Finding(voice, speaker if here else speaker.infer(), label.cue)

    def _is_named_elsewhere(self, name: str) -> bool:
        pattern = rf"[A-Z][\w’'-]+ {re.escape(name)}\b|\b{re.escape(name)} (?:said|says|told|added|wrote)\b"
        return self._reading.people.find(name) is not None or bool(re.search(pattern, self._reading.text))

    def _find_tail(self, index: int) -> Label | None:
        """Find the dash tail of the line in which a sentence is."""
        frames = self._reading.frames
        last = max(index, self._ahead.get(index, index))
        if index not in self._ahead:
            while last + 1 < len(frames) and last - index < LONGEST_LOOK_AHEAD and self._reading.continues_line(last):
                last += 1
            for position in range(index, last + 1):
                self._ahead.setdefault(position, last)
        end = frames[last]
        if end.sentence.is_heading or (last != index and not self._shares_tail(frames[index], end)):
            return None
        return find_dash_tail(self._reading.text, end.sentence.span)

    def _shares_tail(self, frame: Frame, end: Frame) -> bool:
        """Return whether the tail of a line's last sentence can be this sentence's, too.

        It is if both are of one quotation, or if the line is one without marks and this sentence has no speaker.
        """
        groups = {passage.group for passage in frame.quoted}
        if end.quoted or groups:
            return any(passage.group in groups for passage in end.quoted)
        clause = find_main_clause(self._reading.text, frame, self._reading.language)
        return clause is None or clause.source is None
