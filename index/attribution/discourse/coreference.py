"""Whom a pronoun, an office or a bare surname means, from what the article said before."""

from __future__ import annotations

import re
from dataclasses import replace

from index.attribution.discourse.acronyms import find_acronyms
from index.attribution.discourse.antecedents import REACH, Antecedents, find_group
from index.attribution.discourse.heard import Heard, Speaker, as_speaker
from index.attribution.discourse.mentions import Mention
from index.attribution.discourse.people import People, Person, fold, role_words
from index.attribution.lexicon.proper_names import NEWS_CARRIERS
from index.attribution.lexicon.source_nouns import DOCUMENTS, ORGANISATIONS, SPOKESPEOPLE
from index.attribution.phrases.names import is_whole_name
from index.attribution.phrases.source_kinds import Source
from index.attribution.quotes.frames import Frame
from index.corpus.span import Span
from index.text.translation.dictionary import is_english_word

_OPENS_SENTENCE = re.compile(r"(?:\A|[\n.!?:…]|[.!?…,][\"”»’])[\s>*_]*\Z")
_COMMON_ENDINGS = ("ing", "ed", "ists", "ers", "ors", "ents")
_BARE_ENDINGS = ("s", "tion", "ment", "ence", "ance", "ness", "ship")
"""Of common nouns that need no article: plurals, and what cannot be counted."""
_SPEAKING_NOUNS = ORGANISATIONS | DOCUMENTS
_MAKES = frozenset({
    "in", "its", "his", "her", "their", "published", "issued", "released", "made", "wrote", "posted", "gave", "through",
})  # fmt: skip
_STUDIES = frozenset({"poll", "survey", "study", "research"})


class Coreference:
    """Resolves sources sentence by sentence, in order."""

    def __init__(self, text: str, people: People) -> None:
        self._text = text
        self._people = people
        self._acronyms = find_acronyms(text)
        self._heard: list[Heard] = []

    def hear(self, frame: Frame, speaker: Speaker | None, mentions: list[Mention]) -> None:
        """Remember a sentence that is decided."""
        self._heard.append(Heard(frame, speaker, mentions))

    def resolve(self, source: Source, section: str | None, mentions: list[Mention]) -> Speaker:
        """Return whom a source means in a sentence of this section that mentions these people."""
        if source.name and not is_whole_name(source.name.of(self._text)):
            return Speaker(None, None, (source.span,), kind="unknown", head=source.head)
        if source.kind == "pronoun":
            return self._resolve_pronoun(source, section, mentions)
        if source.kind == "name":
            return self._resolve_name(source)
        if source.kind == "office":
            return self._resolve_office(source, section)
        if source.kind == "organisation":
            return self._resolve_organisation(source, section)
        if source.kind == "document":
            return self._resolve_document(source, section)
        return Speaker(source.name, source.role, (source.span,), kind=source.kind, head=source.head)

    def find_subject(self, section: str | None) -> Speaker | None:
        """Return the person whom the sentence before is about."""
        if not self._heard or self._heard[-1].section != section:
            return None
        mentions = self._heard[-1].mentions
        first = [m for m in mentions if m.person.is_certain and m.is_subject]
        return as_speaker(first[0].person, first[0].span, inferred=True) if first else None

    def find_only_person(self) -> Speaker | None:
        """Return the only person whom the text so far names, None if it names nobody or more."""
        named = {id(m.person): m for heard in self._heard for m in heard.mentions}
        mention = next(iter(named.values()), None)
        if mention is None or len(named) > 1 or not (mention.person.is_certain or len(mention.person.words) > 1):
            return None
        return as_speaker(mention.person, mention.span, inferred=True)

    def _resolve_name(self, source: Source) -> Speaker:
        assert source.name is not None
        person = self._people.find(source.name.of(self._text))
        is_unknown = person is None or not person.is_certain
        if is_unknown and source.role is None and self._is_capital_due(source.name):
            return Speaker(None, source.name, (source.span,), kind="several", head=source.head)
        if person is None or person.name.start > source.name.start:
            person_name, role = source.name, source.role
        else:
            person_name, role = person.name, _longer(source.role, person.role)
        evidence = (source.span,) if person_name == source.name else (source.span, person_name)
        return Speaker(person_name, role, evidence, person=person, kind="name", head=source.head)

    def _resolve_organisation(self, source: Source, section: str | None) -> Speaker:
        """Link "the embassy" to the embassy that spoke before."""
        if source.name and self._is_capital_due(source.name):
            return Speaker(None, source.name, (source.span,), kind="several", head=source.head)
        speaker = Speaker(source.name, source.role, (source.span,), kind=source.kind, head=source.head)
        if source.head in SPOKESPEOPLE and source.name:
            return self._find_spokesperson(source) or speaker
        said = source.name or source.role
        assert said is not None
        word = said.of(self._text)
        if not source.is_definite or not word.islower() or " " in word:
            return speaker
        for heard in self._heard[: -REACH - 1 : -1]:
            before = heard.speaker
            if heard.section != section or before is None or before.name is None or before.kind != "organisation":
                continue
            if word in before.name.of(self._text).lower().split():
                return replace(before.infer(), evidence=(source.span, *before.evidence[:2]))
        return speaker

    def _is_capital_due(self, name: Span) -> bool:
        """Return whether one word that opens a sentence is a common noun: "Polling shows", where "polling" is too."""
        word = name.of(self._text)
        if not word.isalpha() or not word[1:].islower() or not _OPENS_SENTENCE.search(self._text, 0, name.start):
            return False
        return (
            bool(re.search(rf"\b{word.lower()}\b", self._text))
            or word.endswith(_COMMON_ENDINGS)
            or (is_english_word(word.lower()) and self._needs_no_article(word.lower(), name.end))
        )

    def _needs_no_article(self, noun: str, end: int) -> bool:
        """Return whether a common noun that ends at a position can open a sentence without an article."""
        return noun in _SPEAKING_NOUNS or noun.endswith(_BARE_ENDINGS) or self._text.startswith(" of ", end)

    def _find_spokesperson(self, source: Source) -> Speaker | None:
        """Return the one person who was named as what "the ministry's spokesman" is."""
        assert source.name is not None
        wanted = role_words(source.name.of(self._text)) - {"the", "of", "for"}
        holders = {
            id(person): person
            for person in self._people.find_holders(fold(source.head))
            if person.name.start < source.span.start and wanted <= person.role_words
        }
        if len(holders) != 1:
            return None
        found = as_speaker(next(iter(holders.values())), source.span, inferred=True)
        return replace(found, evidence=(source.span, found.evidence[-1]))

    def _spell_out(self, speaker: Speaker) -> Speaker:
        """Give an organisation's full name where another sentence has to name it anyway."""
        full = self._acronyms.get(speaker.name.of(self._text)) if speaker.name else None
        return replace(speaker, name=full, evidence=(*speaker.evidence, full)) if full else speaker

    def _resolve_pronoun(self, source: Source, section: str | None, mentions: list[Mention]) -> Speaker:
        unknown = Speaker(None, None, (source.span,), inferred=True, kind="pronoun", head=source.head)
        if source.head in {"it", "they"}:
            found = find_group(source.head, section, self._heard)
        elif source.head in {"he", "she"}:
            found = Antecedents(self._text, source, section, self._heard, self._find_office).find(mentions)
        else:
            return unknown
        return replace(found, evidence=(source.span, *found.evidence[:2])) if found else unknown

    def _find_office(self, source: Source, section: str | None) -> Speaker | None:
        """Return the person who holds the office that a subject names."""
        found = self._resolve_office(source, section) if source.kind == "office" else None
        return found if found and found.person else None

    def _resolve_office(self, source: Source, section: str | None) -> Speaker:
        assert source.role is not None
        wanted = role_words(source.role.of(self._text)) - {"the", "of", "newly"}
        holders = [
            person
            for person in self._people.find_holders(fold(source.head))
            if person.name.start < source.span.start and _holds_office(person.role_words, wanted)
        ]
        best = holders[0] if len(holders) == 1 else self._find_last_speaker(holders)
        if best is not None:
            return replace(as_speaker(best, source.span, inferred=True), evidence=(source.span, best.name))
        for heard in self._heard[: -REACH - 1 : -1]:
            speaker = heard.speaker
            if heard.section == section and speaker and speaker.head == source.head and len(wanted) == 1:
                return replace(speaker.infer(), evidence=(source.span, *speaker.evidence[:2]))
        return Speaker(None, source.role, (source.span,), kind="office", head=source.head)

    def _find_last_speaker(self, people: list[Person]) -> Person | None:
        """Return who of several people spoke last, so that an office which more than one held is nobody's else."""
        spoke = (heard.speaker.person for heard in reversed(self._heard) if heard.speaker)
        return next((person for person in spoke if person and any(person is each for each in people)), None)

    def _resolve_document(self, source: Source, section: str | None) -> Speaker:
        bare = source.role is not None and len(source.role.of(self._text).split()) == 1
        if source.is_definite and bare:
            for heard in self._heard[: -REACH - 1 : -1]:
                if heard.section == section and _is_author(heard, source.head):
                    assert heard.speaker is not None
                    speaker = self._spell_out(heard.speaker.infer())
                    return replace(speaker, evidence=(source.span, *speaker.evidence[:2]))
        return Speaker(None, source.role, (source.span,), kind="document", head=source.head)


def _longer(said: Span | None, known: Span | None) -> Span | None:
    """Return the role that a sentence gives, or the list of roles whose last it is."""
    if said is None or (known is not None and known.end == said.end and known.start < said.start):
        return known
    return said


def _is_author(heard: Heard, head: str) -> bool:
    """Return whether a sentence's speaker was said to have made what "the statement", "the survey" is."""
    speaker = heard.speaker
    if speaker is None or speaker.name is None or speaker.head in NEWS_CARRIERS:
        return False
    return (head in _STUDIES and speaker.kind == "organisation") or _makes(heard, head)


def _makes(heard: Heard, head: str) -> bool:
    """Return whether a sentence tells of what its speaker made: "said in a report", "published the report"."""
    tokens = heard.frame.tokens
    for index in (i for i, token in enumerate(tokens) if token.lower == head):
        before = [token.lower for token in tokens[max(0, index - 5) : index]]
        if any(word in _MAKES for word in before):
            return True
    return False


def _holds_office(words: frozenset[str], wanted: frozenset[str]) -> bool:
    """Return whether an office fits what is known of a person: "the minister" of "Foreign Minister"."""
    return wanted <= words or (
        len(words) <= 2 and words <= wanted and not wanted & {"deputy", "former", "vice"} - words
    )
