"""Whose a quotation is beside which nobody says anything: the rest of a speech, a pull quote, an answer.

Nobody rather than somebody wrong: a name is taken over only where there is one person, and never over an answer.
"""

from __future__ import annotations

from index.attribution.clauses.clause import Clause
from index.attribution.clauses.reporting import find_colon_subject, find_main_clause
from index.attribution.discourse.heard import Speaker
from index.attribution.discourse.mentions import meet_people
from index.attribution.finding import LONGEST_LOOK_AHEAD, Finding, Reading
from index.attribution.phrases.segments import DASHES
from index.attribution.phrases.subjects import find_subject
from index.attribution.phrases.tokens import QUOTATION
from index.attribution.quotes.dash_tails import find_dash_tail, read_name_and_role
from index.attribution.quotes.frames import Frame

_LONGEST_BREAK = 10
_LONGEST_LABEL = 12
"""Words and marks of a line that says no more than whose the quotation above it is."""
_QUOTED_ENDS = "\"”»’'“"
_ANSWERS = frozenset({"replied", "replies", "answered", "answers", "retorted", "responded", "asked", "asks"})
"""Cues of a dialogue, in which the next quotation is another's."""
_SPEAKS_AS_BODY = frozenset({"organisation", "several", "document", "unnamed"})


class UncuedQuotations:
    """Finds the speakers of quotations that stand alone, in order."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._by_group: dict[int, Finding] = {}

    def hear(self, frame: Frame, found: Finding) -> None:
        """Remember whose the quotation is that a sentence ends with."""
        for passage in frame.quoted[-1:]:
            self._by_group.setdefault(passage.group, found)

    def decide(self, index: int, frame: Frame) -> Finding:
        """Return whose a sentence is that is all quotation, by the rest of it or by what comes before it."""
        group = frame.quoted[0].group
        if group not in self._by_group and frame.tokens[0].text != QUOTATION:
            return Finding("direct", self.resolve_colon(frame))
        known = self._by_group.get(group) or self._look_ahead(index, group) or self._find_below(index, frame)
        if known is None and frame.quoted[0].is_block:
            known = self._find_around_block(index, group)
        elif known is None and (self._is_speech(frame) or (index and self._reading.continues_line(index - 1))):
            known = self._find_before(index)
        if known is not None and known.speaker is not None:
            return known.infer("direct")
        return Finding("direct")

    def _is_speech(self, frame: Frame) -> bool:
        """Return whether a sentence is all quotation and ends as one does: no title, no heading in quotation marks."""
        words = frame.quoted[-1].span.of(self._reading.text).rstrip()
        is_closed = words[-1:] in _QUOTED_ENDS
        return frame.is_all_quoted and not (is_closed and words.rstrip(_QUOTED_ENDS)[-1:].isalnum())

    def resolve_colon(self, frame: Frame) -> Speaker | None:
        """Return the subject of a sentence that leads to a quotation without a verb of speech."""
        source = find_colon_subject(frame.tokens) if self._reading.language.startswith("en") else None
        return self._reading.context.resolve(source, frame.sentence.section, []) if source else None

    def _find_below(self, index: int, frame: Frame) -> Finding | None:
        """Return who is named in the line below a quotation that fills its own, with nothing else in it."""
        reading = self._reading
        last = index
        while last + 1 < len(reading.frames) and reading.continues_line(last):
            last += 1
        below = reading.frames[last + 1] if last + 1 < len(reading.frames) else None
        if (
            below is None
            or below.quoted
            or len(below.tokens) > _LONGEST_LABEL
            or not reading.frames[last].is_all_quoted
        ):
            return None
        is_alone = last + 2 >= len(reading.frames) or not reading.continues_line(last + 1)
        source = read_name_and_role(below.tokens) if is_alone and below.tokens and below.tokens[-1].is_word else None
        speaker = reading.context.resolve(source, frame.sentence.section, []) if source else None
        return Finding("direct", speaker) if speaker else None

    def _find_before(self, index: int) -> Finding | None:
        """Return whose the words before are, if the same person may go on."""
        if not self._follows_closely(index):
            return None
        last, before = self._reading.decided[index - 1], self._reading.frames[index - 1]
        in_line = self._reading.continues_line(index - 1)
        if last.voice != "own":
            return last if in_line or self._may_go_on(index - 1) else None
        if any(token.text == ":" for token in before.tokens[-2:]):
            speaker = self.resolve_colon(before)
            return Finding("direct", speaker) if speaker else None
        source = find_subject(before.tokens)
        if not in_line or (source and source.kind in _SPEAKS_AS_BODY):
            return None
        speaker = self._reading.context.find_subject(before.sentence.section)
        return Finding("direct", speaker) if speaker else None

    def _may_go_on(self, index: int) -> bool:
        """Return whether the speaker of a paragraph's last sentence may speak in the next paragraph, too.

        Not behind a question, a label or a quotation that is closed: the next one is an answer or another's.
        """
        found, frame = self._reading.decided[index], self._reading.frames[index]
        text = frame.sentence.span.of(self._reading.text).rstrip()
        is_question = any(
            passage.span.of(self._reading.text).rstrip(_QUOTED_ENDS).endswith("?") for passage in frame.quoted[-1:]
        )
        cue = found.cue.of(self._reading.text) if found.cue else ""
        is_label = cue[:1] in DASHES or cue in _ANSWERS
        return not (is_question or is_label or text.endswith(tuple(_QUOTED_ENDS)))

    def _find_around_block(self, index: int, group: int) -> Finding | None:
        """Return who is named behind a block quotation, or by the clause with a colon before it."""
        reading = self._reading
        for later in reading.frames[index : index + LONGEST_LOOK_AHEAD]:
            tail = find_dash_tail(reading.text, later.sentence.span)
            if tail:
                speaker = reading.context.resolve(tail.source, later.sentence.section, [])
                return Finding("direct", speaker, tail.cue)
            if not any(passage.group == group for passage in later.quoted):
                break
        start = reading.frames[index].sentence.span.start
        before = reading.text[max(0, start - 50) : start].rstrip("> \t\r\n")
        last = reading.decided[index - 1] if index else None
        return last if last and before.endswith(":") and last.voice != "own" else None

    def _look_ahead(self, index: int, group: int) -> Finding | None:
        """Return the clause that names the speaker of a quotation which goes on in later sentences."""
        reading = self._reading
        for later in reading.frames[index + 1 : index + 1 + LONGEST_LOOK_AHEAD]:
            if not any(passage.group == group for passage in later.quoted):
                return None
            if later.is_all_quoted:
                continue
            clause = find_main_clause(reading.text, later, reading.language)
            if clause is None or clause.source is None:
                return None
            return self._resolve_ahead(clause, later)
        return None

    def _resolve_ahead(self, clause: Clause, later: Frame) -> Finding:
        assert clause.source is not None
        meet_people(later.tokens, self._reading.people)
        speaker = self._reading.context.resolve(clause.source, later.sentence.section, [])
        return Finding("direct", speaker, clause.cue)

    def _follows_closely(self, index: int) -> bool:
        """Return whether at most one paragraph's end lies between a sentence and the one before."""
        if not index:
            return False
        return (
            not self._reading.frames[index - 1].sentence.is_heading
            and len(self._reading.between(index - 1)) < _LONGEST_BREAK
        )
