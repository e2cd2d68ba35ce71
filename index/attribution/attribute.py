"""Who said a sentence, and how we know.

Quotation marks tell what is quoted, reporting clauses who speaks, and what the article said
before tells whom a pronoun, an office or a surname means. Where they do not tell, nobody is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.attribution.attribution import Attribution, ReportedSource, Voice
from index.attribution.clauses.carriers import find_carrier
from index.attribution.clauses.other_sources import find_told
from index.attribution.clauses.questions import asks
from index.attribution.clauses.reporting import find_main_clause, is_mostly_quoted
from index.attribution.discourse.coreference import Coreference
from index.attribution.discourse.heard import Speaker
from index.attribution.discourse.mentions import Mention, meet_people
from index.attribution.discourse.people import People
from index.attribution.finding import OWN, Finding, Reading
from index.attribution.labelled_sentences import LabelledSentences
from index.attribution.phrases.source_kinds import Source
from index.attribution.phrases.subjects import find_subject
from index.attribution.quotes.frames import Frame, read_frame
from index.attribution.quotes.quotation_marks import find_quoted, with_closing_mark
from index.attribution.uncued_quotations import UncuedQuotations
from index.attribution.whole_speeches import WholeSpeeches
from index.corpus.articles import Article
from index.corpus.sentences import Sentence
from index.corpus.span import Span

_LANGUAGES = {"en", "uk", "ru"}
_NOT_NAMED = frozenset({"i", "we", "you", "who"})


def attribute(article: Article, sentences: Sequence[Sentence]) -> tuple[Attribution, ...]:
    """Return for every sentence of an article who said it."""
    return tuple(_Reader(article, sentences).read())


class _Reader:
    """Reads an article's sentences in order, remembering who was named."""

    def __init__(self, article: Article, sentences: Sequence[Sentence]) -> None:
        text = article.text
        people, passages = People(text), find_quoted(text)
        frames = [read_frame(text, sentence, passages) for sentence in sentences]
        self._reading = Reading(article.title, text, article.language, frames, people, Coreference(text, people))
        self._labelled = LabelledSentences(self._reading)
        self._speeches = WholeSpeeches(self._reading)
        self._uncued = UncuedQuotations(self._reading)

    def read(self) -> Iterator[Attribution]:
        """Decide every sentence."""
        reading = self._reading
        for index, frame in enumerate(reading.frames):
            mentions = [] if frame.is_title_case or frame.is_teaser else meet_people(frame.tokens, reading.people)
            found = self._decide(index, frame, mentions)
            self._uncued.hear(frame, found)
            sources = tuple(self._find_sources(frame, mentions))
            reading.context.hear(frame, found.speaker, mentions)
            reading.decided.append(found)
            yield self._attribute(found, sources)

    def _decide(self, index: int, frame: Frame, mentions: list[Mention]) -> Finding:
        reading = self._reading
        labelled = self._labelled.decide(index, frame) or self._speeches.decide(index, frame, mentions)
        if labelled:
            return labelled
        if reading.language[:2] not in _LANGUAGES or frame.is_teaser:
            return OWN
        if frame.is_all_quoted:
            return self._uncued.decide(index, frame)
        clause = find_main_clause(reading.text, frame, reading.language)
        if clause and clause.source and not asks(frame, clause):
            speaker = self._resolve(clause.source, frame, mentions)
            if speaker.kind == "pronoun" and speaker.head in _NOT_NAMED:
                return OWN
            voice: Voice = "direct" if is_mostly_quoted(frame, clause) else "indirect"
            return Finding(voice, speaker, clause.cue, clause.via or find_carrier(frame, clause))
        if frame.quoted and is_mostly_quoted(frame, None):
            return self._uncued.decide(index, frame)
        return OWN

    def _resolve(self, source: Source, frame: Frame, mentions: list[Mention]) -> Speaker:
        """Return whom a source means: "it" where no body spoke before means the body that the sentence opens with."""
        context, section = self._reading.context, frame.sentence.section
        speaker = context.resolve(source, section, mentions)
        if source.kind == "pronoun" and source.head == "it" and not (speaker.name or speaker.role):
            own = find_subject([token for token in frame.tokens if token.span.end <= source.span.start])
            if own and own.kind == "organisation" and own.name:
                return context.resolve(own, section, mentions)
        return speaker

    def _find_sources(self, frame: Frame, mentions: list[Mention]) -> Iterator[ReportedSource]:
        """Find everybody of whom a sentence tells something, each once; a pronoun counts if somebody is meant."""
        if frame.sentence.is_heading or frame.is_all_quoted or not self._reading.language.startswith("en"):
            return
        seen: set[tuple[str | None, str | None]] = set()
        for told in find_told(frame):
            speaker = self._reading.context.resolve(told.source, frame.sentence.section, mentions)
            name, role = self._write(speaker.name), self._write(speaker.role)
            who = (name, None if name else role)
            if who != (None, None) and who not in seen:
                seen.add(who)
                evidence = tuple(dict.fromkeys((told.phrase, *speaker.evidence)))
                yield ReportedSource(name, role, told.cue.of(self._reading.text), speaker.inferred, evidence)

    def _write(self, span: Span | None) -> str | None:
        return with_closing_mark(self._reading.text, span).of(self._reading.text) if span else None

    def _attribute(self, found: Finding, sources: tuple[ReportedSource, ...]) -> Attribution:
        if found.announced:
            announced = found.announced
            return Attribution(found.voice, announced.name, announced.role, inferred=True, sources=sources)
        if found.speaker is None:
            return Attribution(found.voice, sources=sources, via=self._write(found.via))
        speaker = found.speaker
        return Attribution(
            voice=found.voice,
            speaker=self._write(speaker.name),
            role=self._write(speaker.role),
            cue=found.cue.of(self._reading.text) if found.cue else None,
            inferred=speaker.inferred,
            evidence=tuple(dict.fromkeys(speaker.evidence)),
            sources=sources,
            via=self._write(found.via),
        )
