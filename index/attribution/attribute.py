"""Who said a sentence, and how we know.

Quotation marks tell what is quoted, reporting clauses who speaks, and what the article said
before tells whom a pronoun, an office or a surname means. Where they do not tell, nobody is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from index.attribution.clauses.clauses import Clause
from index.attribution.clauses.other_sources import find_told
from index.attribution.clauses.reporting import find_colon_subject, find_main_clause, find_subject, is_mostly_quoted
from index.attribution.discourse.coreference import Coreference, Speaker
from index.attribution.discourse.mentions import Mention, meet_people
from index.attribution.discourse.people import People
from index.attribution.phrases.source_kinds import Source
from index.attribution.phrases.tokens import QUOTATION
from index.attribution.quotes.dash_tails import Label, find_dash_tail, find_label
from index.attribution.quotes.frames import Frame, read_frame
from index.attribution.quotes.quotation_marks import find_quoted, with_closing_mark
from index.attribution.quotes.transcripts import find_transcript_labels
from index.corpus.articles import Article
from index.corpus.sentences import Sentence
from index.corpus.span import Span

Voice = Literal["direct", "indirect", "own"]
_LANGUAGES = {"en", "uk", "ru"}
_LONGEST_LOOK_AHEAD = 30
"""Sentences of one quotation before the one that names its speaker."""


@dataclass(frozen=True)
class ReportedSource:
    """Somebody whose words, thoughts or plans a sentence tells of: its speaker, or another beside or inside its report.

    Without a name the role says who; `evidence` has the whole noun phrase first.
    """

    speaker: str | None
    role: str | None
    cue: str
    inferred: bool = False
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Attribution:
    """Whose words a sentence is: quoted (`direct`), reported (`indirect`) or the article's `own`.

    `speaker` and `role` are the article's words; both are None where the article speaks for itself.
    `inferred` means that the name stands in another sentence. `evidence` has the spans of the
    article that name the speaker, the nearest first. `sources` are all whom the sentence tells of,
    in order: the speaker, too, and also where the voice is the article's own.
    """

    voice: Voice
    speaker: str | None = None
    role: str | None = None
    cue: str | None = None
    inferred: bool = False
    evidence: tuple[Span, ...] = ()
    sources: tuple[ReportedSource, ...] = ()

    @property
    def others(self) -> tuple[ReportedSource, ...]:
        """Return the sources that do not speak for the sentence."""
        return tuple(
            source
            for source in self.sources
            if (source.speaker or source.role) != (self.speaker or self.role) or self.voice == "own"
        )


def attribute(article: Article, sentences: Sequence[Sentence]) -> tuple[Attribution, ...]:
    """Tell for every sentence of an article who said it."""
    return tuple(_Reader(article.text, article.language, sentences).read())


@dataclass(frozen=True, slots=True)
class _Finding:
    """What is decided of a sentence: its voice, and its speaker unless the article speaks."""

    voice: Voice
    speaker: Speaker | None = None
    cue: Span | None = None


_OWN = _Finding("own")


class _Reader:
    """Reads an article's sentences in order, remembering who was named."""

    def __init__(self, text: str, language: str, sentences: Sequence[Sentence]) -> None:
        self._text = text
        self._language = language
        self._people = People(text)
        self._context = Coreference(text, self._people)
        passages = find_quoted(text)
        self._frames = [read_frame(text, sentence, passages) for sentence in sentences]
        self._labels = find_transcript_labels(text)
        self._by_group: dict[int, _Finding] = {}
        self._last = _OWN
        self._ahead: dict[int, int] = {}

    def read(self) -> Iterator[Attribution]:
        """Decide every sentence."""
        for index, frame in enumerate(self._frames):
            mentions = [] if frame.is_title_case else meet_people(frame.tokens, self._people)
            found = self._decide(index, frame, mentions)
            for passage in frame.quoted[-1:]:
                self._by_group.setdefault(passage.group, found)
            sources = tuple(self._find_sources(frame, mentions))
            self._context.hear(frame, found.speaker, mentions)
            self._last = found
            yield self._attribute(found, sources)

    def _decide(self, index: int, frame: Frame, mentions: list[Mention]) -> _Finding:
        label = self._decide_transcript(index, frame) or self._find_label(index, frame)
        if label:
            return label
        if frame.is_all_quoted:
            return self._decide_quotation(index, frame)
        clause = find_main_clause(self._text, frame, self._language)
        if clause and clause.source:
            speaker = self._context.resolve(clause.source, frame.sentence.section, mentions)
            if speaker.kind == "pronoun" and speaker.head in {"i", "we", "you", "who"}:
                return _OWN
            return _Finding("direct" if is_mostly_quoted(frame, clause) else "indirect", speaker, clause.cue)
        if frame.quoted and is_mostly_quoted(frame, None):
            opens_here = frame.quoted[0].group not in self._by_group and frame.tokens[0].text != QUOTATION
            return self._decide_colon(frame) if opens_here else self._decide_quotation(index, frame)
        return _OWN

    def _decide_transcript(self, index: int, frame: Frame) -> _Finding | None:
        """Decide a line of a transcript by the name in capitals that it begins with."""
        if not self._labels:
            return None
        start = frame.sentence.span.start
        who = next((self._labels[at] for at in range(start, max(-1, start - 8), -1) if at in self._labels), None)
        if who:
            source = Source("name", who, who, head=who.of(self._text).lower())
            speaker = self._context.resolve(source, frame.sentence.section, [])
            return _Finding("direct", speaker, Span(who.end, who.end + 1))
        if index and self._last.cue and self._last.cue.of(self._text) == ":" and self._same_line(index - 1):
            return _Finding("direct", self._last.speaker.infer() if self._last.speaker else None, self._last.cue)
        return None

    def _find_label(self, index: int, frame: Frame) -> _Finding | None:
        """Decide by a name behind a dash, here or later in the same line, or before a colon."""
        tail = self._find_tail(index)
        label = tail or find_label(frame, self._is_named_elsewhere)
        if label is None:
            return None
        speaker = self._context.resolve(label.source, frame.sentence.section, [])
        here = frame.sentence.span.start <= label.cue.start < frame.sentence.span.end
        voice: Voice = "direct" if tail or frame.quoted else "indirect"
        return _Finding(voice, speaker if here else speaker.infer(), label.cue)

    def _is_named_elsewhere(self, name: str) -> bool:
        pattern = rf"[A-Z][\w’'-]+ {re.escape(name)}\b|\b{re.escape(name)} (?:said|says|told|added|wrote)\b"
        return self._people.find(name) is not None or bool(re.search(pattern, self._text))

    def _find_tail(self, index: int) -> Label | None:
        """Find the dash tail of the line in which a sentence stands."""
        last = max(index, self._ahead.get(index, index))
        if index not in self._ahead:
            while last + 1 < len(self._frames) and last - index < _LONGEST_LOOK_AHEAD and self._same_line(last):
                last += 1
            for position in range(index, last + 1):
                self._ahead.setdefault(position, last)
        end = self._frames[last]
        if end.sentence.is_heading or (last != index and not self._shares_tail(self._frames[index], end)):
            return None
        return find_dash_tail(self._text, end.sentence.span)

    def _shares_tail(self, frame: Frame, end: Frame) -> bool:
        """Tell whether the tail of a line's last sentence can be this sentence's, too.

        It is if both are of one quotation, or if the line is one without marks and this sentence has no speaker.
        """
        groups = {passage.group for passage in frame.quoted}
        if end.quoted or groups:
            return any(passage.group in groups for passage in end.quoted)
        clause = find_main_clause(self._text, frame, self._language)
        return clause is None or clause.source is None

    def _same_line(self, index: int) -> bool:
        between = self._text[self._frames[index].sentence.span.end : self._frames[index + 1].sentence.span.start]
        return "\n" not in between

    def _decide_quotation(self, index: int, frame: Frame) -> _Finding:
        """Decide a sentence that is all quotation by the rest of it, or by what stands before it."""
        if self._language[:2] not in _LANGUAGES:
            return _OWN
        group = frame.quoted[0].group
        known = self._by_group.get(group) or self._look_ahead(index, group)
        if known is None and frame.quoted[0].is_block:
            known = self._find_around_block(index, group)
        elif known is None and self._last.voice != "own" and self._follows_closely(index):
            known = self._last
        if known is not None and known.speaker is not None:
            return _Finding("direct", known.speaker.infer(), known.cue)
        can_follow = self._follows_closely(index) and not frame.quoted[0].is_block
        return _Finding("direct", self._find_subject_before(index) if can_follow else None)

    def _decide_colon(self, frame: Frame) -> _Finding:
        """Decide a sentence that leads to a quotation without a verb of speech, by its subject or not at all."""
        return _Finding("direct", self._resolve_colon(frame))

    def _resolve_colon(self, frame: Frame) -> Speaker | None:
        source = find_colon_subject(frame.tokens) if self._language.startswith("en") else None
        return self._context.resolve(source, frame.sentence.section, []) if source else None

    def _find_subject_before(self, index: int) -> Speaker | None:
        """Find whom the sentence before a quotation is about, if it is about one person or ends with a colon."""
        before = self._frames[index - 1]
        if any(token.text == ":" for token in before.tokens[-2:]):
            speaker = self._resolve_colon(before)
            return speaker.infer() if speaker else None
        source = find_subject(before.tokens)
        if source and source.kind in {"organisation", "several", "document", "unnamed"}:
            return None
        return self._context.find_subject(before.sentence.section)

    def _find_around_block(self, index: int, group: int) -> _Finding | None:
        """Find who is named behind a block quotation, or by the clause with a colon before it."""
        for later in self._frames[index : index + _LONGEST_LOOK_AHEAD]:
            tail = find_dash_tail(self._text, later.sentence.span)
            if tail:
                return _Finding("direct", self._context.resolve(tail.source, later.sentence.section, []), tail.cue)
            if not any(passage.group == group for passage in later.quoted):
                break
        start = self._frames[index].sentence.span.start
        before = self._text[max(0, start - 50) : start].rstrip("> \t\r\n")
        return self._last if before.endswith(":") and self._last.voice != "own" else None

    def _look_ahead(self, index: int, group: int) -> _Finding | None:
        """Find the clause that names the speaker of a quotation which goes on in later sentences."""
        for later in self._frames[index + 1 : index + 1 + _LONGEST_LOOK_AHEAD]:
            if not any(passage.group == group for passage in later.quoted):
                return None
            if later.is_all_quoted:
                continue
            clause = find_main_clause(self._text, later, self._language)
            if clause is None or clause.source is None:
                return None
            return self._resolve_ahead(clause, later)
        return None

    def _resolve_ahead(self, clause: Clause, later: Frame) -> _Finding:
        assert clause.source is not None
        meet_people(later.tokens, self._people)
        return _Finding("direct", self._context.resolve(clause.source, later.sentence.section, []), clause.cue)

    def _follows_closely(self, index: int) -> bool:
        """Tell whether at most one paragraph's end lies between a sentence and the one before."""
        if not index:
            return False
        before = self._frames[index - 1].sentence
        between = self._text[before.span.end : self._frames[index].sentence.span.start]
        return not before.is_heading and len(between) < 10

    def _find_sources(self, frame: Frame, mentions: list[Mention]) -> Iterator[ReportedSource]:
        """Find everybody of whom a sentence tells something, each once; a pronoun counts if somebody is meant."""
        if frame.sentence.is_heading or frame.is_all_quoted or not self._language.startswith("en"):
            return
        seen: set[tuple[str | None, str | None]] = set()
        for told in find_told(frame):
            speaker = self._context.resolve(told.source, frame.sentence.section, mentions)
            name, role = self._write(speaker.name), self._write(speaker.role)
            who = (name, None if name else role)
            if who != (None, None) and who not in seen:
                seen.add(who)
                evidence = tuple(dict.fromkeys((told.phrase, *speaker.evidence)))
                yield ReportedSource(name, role, told.cue.of(self._text), speaker.inferred, evidence)

    def _write(self, span: Span | None) -> str | None:
        return with_closing_mark(self._text, span).of(self._text) if span else None

    def _attribute(self, found: _Finding, sources: tuple[ReportedSource, ...]) -> Attribution:
        if found.speaker is None:
            return Attribution(found.voice, sources=sources)
        speaker = found.speaker
        return Attribution(
            found.voice,
            self._write(speaker.name),
            self._write(speaker.role),
            found.cue.of(self._text) if found.cue else None,
            speaker.inferred,
            tuple(dict.fromkeys(speaker.evidence)),
            sources,
        )
