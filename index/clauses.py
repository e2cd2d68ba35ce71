"""The clauses of a sentence that report speech: the cue and whoever stands beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from index.frames import Frame
from index.function_words import ADVERBS, AUXILIARIES, DEFINITE, INDEFINITE, PREPOSITIONS, PRONOUNS, SUBORDINATORS
from index.noun_phrases import find_after, find_before, is_skipped
from index.place_names import CALENDAR, DEMONYMS
from index.reporting_verbs import ALSO_NOUNS, BESIDE_QUOTATION_ONLY, KIND_OF_VERB, ONLY_PEOPLE, PHRASES, QUOTING_ONLY
from index.sources import Source
from index.spans import Span
from index.tokens import QUOTATION, Token

_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "am", "gets", "got"})
_MARKS = frozenset({",", ":", ";", "—", "–", "-", ".", "!", "?"})
_ENDS = frozenset({".", ",", ";", "!", "?", ":", "—", "–", "-", ")"})
_NEVER_INVERTED = frozenset({"told", "tells", "tell", "telling", "called", "calls", "call", "accused", "urged", "asked"})
_SILENT_WHEN_NEGATED = frozenset("say tell comment respond answer reply mention elaborate explain give specify".split())
_NEEDS_THAT = frozenset(
    "know knows knew known feel feels felt consider considers considered regard regards regarded understand understands "
    "understood realize realizes realized realise realised assume assumes assumed agree agrees agreed conclude concludes "
    "show shows showed shown find finds found indicate indicates indicated signal signals signaled signalled determine "
    "determined rule ruled project projected demonstrate demonstrates demonstrated illustrate illustrates wish wishes "
    "rules rates ranks projects imagine estimate expect expects expected ensure ensures dream dreams".split()
)
_LONGEST_IN_HEADLINE = 4
_TAILS_TOO = frozenset({"found", "concluded", "agreed", "estimated", "estimates", "ruled"})
_TOLD = frozenset("on in at to him her them us me reporters journalists lawmakers investigators supporters parliament".split())
_TELL = frozenset({"told", "tells", "tell", "reminded", "informed"})
_SETS_SCENE = frozenset("after during before while when through via about adding citing".split())
_SPEAKING = frozenset({"name", "organisation", "office", "unnamed", "several", "document", "pronoun"})


@dataclass(frozen=True, slots=True)
class Clause:
    """A cue, its speaker (None: the subject of the clause before) and where it stands."""

    cue: Span
    source: Source | None
    index: int
    is_tail: bool = False
    is_beside_quotation: bool = False
    is_subordinate: bool = False
    is_participle: bool = False
    is_strong: bool = True


def find_clauses(frame: Frame) -> Iterator[Clause]:
    """Find every clause of a sentence that reports what somebody said."""
    tokens = frame.tokens
    is_headline = frame.is_title_case
    for index, token in enumerate(tokens):
        clause = None
        if token.lower == "according" and _lower(tokens, index + 1) == "to":
            clause = _read_according(tokens, index)
        elif token.lower in KIND_OF_VERB or f"{token.lower} {_lower(tokens, index + 1)}" in PHRASES:
            clause = _read_verb(tokens, index, is_headline)
        elif token.lower in {"opinion", "view", "words", "response", "answer", "verdict", "message"}:
            clause = _read_noun(tokens, index)
        if clause and not (is_headline and clause.source and _is_too_long(frame, clause.source)):
            yield clause


def _is_too_long(frame: Frame, source: Source) -> bool:
    """Tell whether more than a name stands before a headline's verb."""
    return sum(source.span.start <= token.span.start < source.span.end for token in frame.tokens) > _LONGEST_IN_HEADLINE


def _lower(tokens: list[Token], index: int) -> str:
    return tokens[index].lower if 0 <= index < len(tokens) else ""


def _text(tokens: list[Token], index: int) -> str:
    return tokens[index].text if 0 <= index < len(tokens) else ""


def _read_according(tokens: list[Token], index: int) -> Clause | None:
    source = find_after(tokens, index + 2)
    if source is None:
        return None
    cue = Span(tokens[index].span.start, tokens[index + 1].span.end)
    return Clause(cue, source, index, is_tail=index > 2)


def _read_noun(tokens: list[Token], index: int) -> Clause | None:
    """Read "in X's words", "was X's opinion"."""
    start = index - 1
    while start >= 0 and tokens[start].is_word and tokens[start].lower not in {"in", "was", "is"} and index - start < 8:
        start -= 1
    if start < 0 or start == index - 1 or not tokens[index - 1].is_possessive:
        return None
    is_quoted = tokens[start].lower in {"was", "is"} and start and QUOTATION in {_text(tokens, start - 1), _text(tokens, start - 2)}
    if not (is_quoted or tokens[start].lower == "in" and tokens[index].lower in {"words", "view", "opinion"}):
        return None
    owner = tokens[index - 1]
    bare = Token(owner.text[:-2], Span(owner.span.start, owner.span.end - 2), owner.lower[:-2])
    source = find_after([*tokens[start + 1 : index - 1], bare], 0)
    return Clause(tokens[index].span, source, index, is_beside_quotation=bool(is_quoted)) if source else None


def _read_verb(tokens: list[Token], index: int, is_headline: bool) -> Clause | None:
    verb = tokens[index]
    phrase = f"{verb.lower} {_lower(tokens, index + 1)}"
    after = index + 2 if phrase in PHRASES else index + 1
    kind = PHRASES.get(phrase) or KIND_OF_VERB[verb.lower]
    cue = Span(verb.span.start, tokens[after - 1].span.end)
    if verb.is_capitalised and index and _text(tokens, index - 1) not in {*_MARKS, QUOTATION} and not (is_headline and _is_headline_verb(verb)):
        return None
    if verb.lower in {"quoted", "quotes", "cited", "cites"} and any(_lower(tokens, i) == "saying" for i in range(after, after + 10)):
        return None
    if _lower(tokens, index - 1) == "as" and verb.lower == "saying":
        return _read_quoted_as_saying(tokens, index, cue)
    before = _previous(tokens, index)
    if _is_passive(tokens, index, before) or _is_noun(tokens, index, after) or _is_infinitive(tokens, index):
        return None
    if _is_hypothetical(tokens, index, kind):
        return None
    if _is_negated(tokens, index) and verb.lower in _SILENT_WHEN_NEGATED:
        return None
    if _lower(tokens, after) in {"nothing", "little"}:
        return None
    inverted = _read_inverted(tokens, index, after, cue)
    if inverted:
        return inverted
    return _read_subject(tokens, index, after, cue, kind)


def _is_headline_verb(verb: Token) -> bool:
    """Tell whether a capitalised word of a headline is a verb beyond doubt."""
    return KIND_OF_VERB.get(verb.lower) == "say" and verb.lower not in ALSO_NOUNS - {"claims"}


def _read_subject(tokens: list[Token], index: int, after: int, cue: Span, kind: str) -> Clause | None:
    verb = tokens[index]
    is_participle = verb.lower.endswith("ing") and _lower(tokens, index - 1) not in _BE and not _after_be(tokens, index)
    beside = _is_beside_quotation(tokens, index, after)
    tail = _is_tail(tokens, index, after)
    source = None if is_participle else find_before(tokens, index)
    is_document = source is not None and source.kind == "document" and kind in {"say", "show"} and not tail
    is_document = is_document and verb.lower not in QUOTING_ONLY | {"agree", "agreed", "rules"}
    if not is_document and not _has_complement(tokens, verb, after, kind, beside, tail):
        return None
    if is_participle:
        if index and not (_text(tokens, index - 1) in _MARKS or _lower(tokens, index - 1) in {"while", "by", "in", "and", "quoted", QUOTATION}):
            return None
        if _lower(tokens, index - 1) in {"by", "in", "while"} and verb.lower not in ONLY_PEOPLE:
            return None
        return Clause(cue, None, index, is_beside_quotation=beside, is_participle=True, is_strong=kind == "say")
    tail = tail and (source is None or _stands_behind_mark(tokens, source))
    subordinate = _is_subordinate(tokens, index, tail)
    if source is None:
        return Clause(cue, None, index, tail, beside, subordinate, is_strong=kind == "say") if index else None
    if source.kind == "pronoun" and source.head == "it" and _is_impersonal(tokens, index):
        return None
    if source.kind == "unknown" and verb.lower not in ONLY_PEOPLE or kind == "show" and source.kind not in _SPEAKING:
        return None
    if verb.lower in ALSO_NOUNS and not _agrees(verb, source):
        return None
    if source.kind == "organisation" and source.head.endswith("s") and verb.lower in {"say", "believe", "fear", "think"}:
        source = replace(source, kind="several", name=None, role=source.name)
    return Clause(cue, source, index, tail, beside, subordinate, is_strong=kind == "say")


def _agrees(verb: Token, source: Source) -> bool:
    """Tell whether a word that may be a noun stands as a verb beside its subject."""
    if verb.lower.endswith("ing"):
        return True
    if source.head in DEMONYMS:
        return False
    if source.kind in {"unknown", "document"}:
        return source.kind == "document"
    is_plural = source.head == "police" or source.kind == "several" or source.head in {"and", "they", "we", "i", "you"}
    if verb.lower.endswith("ed") or verb.lower in {"found", "felt", "thought", "swore"}:
        return True
    return verb.lower.endswith("s") != is_plural


def _previous(tokens: list[Token], index: int) -> str:
    position = index - 1
    while position >= 0 and tokens[position].lower.endswith("ly"):
        position -= 1
    return _lower(tokens, position)


def _is_passive(tokens: list[Token], index: int, before: str) -> bool:
    verb = tokens[index].lower
    if verb.endswith("ing"):
        return False
    while before in {"not", "also", "been", "being", "once", "widely", "first"}:
        if before in _BE:
            return True
        index -= 1
        before = _previous(tokens, index)
    if before in _BE:
        return True
    if verb in {"expected", "believed", "feared", "estimated", "alleged", "known", "thought"} and _lower(tokens, index + 1) == "to":
        return True
    is_participle = verb.endswith("ed") or verb in {"told", "found", "known", "shown", "felt", "thought", "written"}
    return is_participle and _lower(tokens, index + 1) in {"by", "of"} and verb not in {"complained", "warned", "boasted"}


def _is_noun(tokens: list[Token], index: int, after: int) -> bool:
    verb = tokens[index].lower
    before = _previous(tokens, index)
    if before in DEFINITE - {"both"} or before in {"a", "an", "my", "our", "your", "no", "any", "some", "such", "every", "of"}:
        return True
    if verb not in ALSO_NOUNS:
        return False
    if verb.endswith("ing") and before in {"by", "in", "while"}:
        return _lower(tokens, after) == "of"
    if before in PREPOSITIONS or before.endswith(("'s", "’s")):
        return True
    following = _lower(tokens, after)
    if following in {"of", "by", "is", "are", "was", "were", "and", "from", "has", "have", "or"}:
        return True
    if verb.endswith("ed"):
        return False
    return following in {"for", "about", "to", "against", "on"} and verb not in {"calls", "call", "hopes", "hope", "appeals", "appeal"}


def _is_infinitive(tokens: list[Token], index: int) -> bool:
    position = index - 1
    while position >= 0 and tokens[position].lower.endswith("ly"):
        position -= 1
    if _lower(tokens, position) != "to":
        return False
    return _lower(tokens, position - 1) not in {"on", "continued", "continues", "appeared", "seemed", "seems", "appears"}


def _is_negated(tokens: list[Token], index: int) -> bool:
    return any(_lower(tokens, i) in {"not", "never", "nor"} or _lower(tokens, i).endswith(("n't", "n’t")) for i in (index - 1, index - 2))


def _is_hypothetical(tokens: list[Token], index: int, kind: str) -> bool:
    """Tell "could threaten", "would blame" from what somebody did say."""
    modals = {"would", "could", "should", "might", "must", "shall", "may"}
    before = {_lower(tokens, index - 1), _lower(tokens, index - 2) if _lower(tokens, index - 1).endswith("ly") else ""}
    return bool(before & modals) or bool(before & {"will", "can"}) and kind != "say"


def _after_be(tokens: list[Token], index: int) -> bool:
    position = index - 1
    while position >= 0 and is_skipped(tokens[position]) and tokens[position].lower not in AUXILIARIES:
        position -= 1
    return _lower(tokens, position) in _BE or _lower(tokens, position) in {"'s", "'re"}


def _is_impersonal(tokens: list[Token], index: int) -> bool:
    return any(_lower(tokens, i) in _BE for i in (index - 1, index - 2))


def _is_beside_quotation(tokens: list[Token], index: int, after: int) -> bool:
    following = after
    while following < min(len(tokens), after + 12) and tokens[following].text not in {QUOTATION, ".", ";", ","}:
        if tokens[following].text == ":":
            return following + 1 == len(tokens) or tokens[following + 1].text == QUOTATION
        if following > after + 1 and tokens[following].lower in {"that"} | SUBORDINATORS:
            if _text(tokens, following + 1) == QUOTATION and tokens[following].lower == "that":
                return True
            break
        following += 1
    if _text(tokens, following) == "," and _text(tokens, following + 1) == QUOTATION:
        return True
    if _text(tokens, following) == QUOTATION and following - after <= 4:
        return True
    return any(_text(tokens, i) == QUOTATION for i in range(max(0, index - 30), index)) and _stands_behind_quotation(tokens, index)


def _stands_behind_quotation(tokens: list[Token], index: int) -> bool:
    """Tell whether only a subject stands between a quotation and the verb."""
    between: list[Token] = []
    position = index - 1
    while position >= 0 and tokens[position].text != QUOTATION:
        between.append(tokens[position])
        position -= 1
    between.reverse()
    if between and between[0].text in {",", "-", "—", "–"}:
        between = between[1:]
    return not any(token.lower in AUXILIARIES - {"has", "had", "have"} or token.lower in SUBORDINATORS for token in between)


def _is_tail(tokens: list[Token], index: int, after: int) -> bool:
    """Tell whether the verb stands behind what it reports: "…, X said on Monday"."""
    if not any(tokens[i].text in {",", QUOTATION} for i in range(max(0, index - 30), index)):
        return False
    following = after
    if tokens[index].lower in _TELL and following < len(tokens) and tokens[following].text not in _ENDS:
        following += 1
    while following < len(tokens) and is_skipped(tokens[following]) and tokens[following].lower not in AUXILIARIES:
        following += 1
    if following >= len(tokens) or tokens[following].text in _ENDS - {":"} or tokens[following].lower in _SETS_SCENE:
        return True
    return tokens[following].lower in PREPOSITIONS and _is_only_setting(tokens, following)


def _stands_behind_mark(tokens: list[Token], source: Source) -> bool:
    """Tell whether a comma or a quotation stands before a speaker, as before every tail."""
    before = [token for token in tokens if token.span.end <= source.span.start]
    while before and (is_skipped(before[-1]) or before[-1].lower in {"the", "as"}):
        before.pop()
    return not before or not before[-1].is_word


def _is_only_setting(tokens: list[Token], start: int) -> bool:
    """Tell whether no verb follows within the phrase: "said in a statement on Monday."."""
    for token in tokens[start : start + 30]:
        if token.text in _ENDS or token.lower in _SETS_SCENE:
            return True
        if token.text in {QUOTATION, ":"} or token.lower in AUXILIARIES or token.lower in {"that", "he", "she", "it", "they"}:
            return False
    return True


def _has_complement(tokens: list[Token], verb: Token, after: int, kind: str, beside: bool, tail: bool) -> bool:
    following = _lower(tokens, after)
    if beside:
        return True
    if verb.lower in BESIDE_QUOTATION_ONLY:
        return False
    if _opens_clause(tokens, after):
        return True
    if verb.lower in _NEEDS_THAT or verb.lower in QUOTING_ONLY:
        return tail and (verb.lower in QUOTING_ONLY or verb.lower in _TAILS_TOO)
    if kind == "think":
        is_clause = following in PRONOUNS | DEFINITE | INDEFINITE | {"whether", "if", "how", "why", "there"}
        is_open = verb.lower.startswith(("believ", "thin", "thought")) and following not in {"in", "of", "about", "to", "and"}
        return tail or is_clause or _text(tokens, after)[:1].isupper() or is_open and following not in _ENDS
    if kind in {"judge", "show"}:
        return bool(following) and following not in {"of", "by", "and", "or", "but"} and following not in _ENDS
    return True


def _opens_clause(tokens: list[Token], after: int) -> bool:
    """Tell whether "that" follows, at once or behind the one who is told."""
    for token in tokens[after : after + 8]:
        if token.lower in {"that", "whether"}:
            return True
        if token.lower not in CALENDAR | ADVERBS | _TOLD and not token.text.isdigit():
            return False
    return False


def _is_subordinate(tokens: list[Token], index: int, tail: bool) -> bool:
    position = index - 1
    while position >= max(0, index - 12) and tokens[position].is_word:
        if tokens[position].lower == "as" and (tail or _text(tokens, index + 1) == ","):
            return False
        if tokens[position].lower in {"who", "which", "whom", "what", "where", "whose"} | SUBORDINATORS - {"that"}:
            return True
        position -= 1
    return False


def _read_inverted(tokens: list[Token], index: int, after: int, cue: Span) -> Clause | None:
    """Read "…, said the minister" and '"…" said Borodai'."""
    verb = tokens[index].lower
    before = index - 1
    while before >= 0 and tokens[before].lower in {"also", "then", "later", "further"}:
        before -= 1
    mark = _text(tokens, before)
    if verb in _NEVER_INVERTED or not _can_be_inverted(verb, QUOTATION in {mark, _text(tokens, before - 1)}) or mark not in {",", QUOTATION, "—", "–", "-", "?", "!", "."}:
        return None
    following = tokens[after] if after < len(tokens) else None
    if following is None or not following.is_word or following.lower in CALENDAR or following.lower in PREPOSITIONS:
        return None
    if following.lower in {"that", "it", "they", "there", "his", "her", "their", "its"}:
        return None
    source = find_after(tokens, after)
    beside = QUOTATION in {mark, _text(tokens, before - 1)}
    if source is None or source.kind not in _SPEAKING and not (beside and source.kind == "unknown") or source.kind == "document" and mark == "," and _text(tokens, before - 1) != QUOTATION or source.kind == "pronoun" and source.head not in {"he", "she"}:
        return None
    if not beside and not _ends_after(tokens, source):
        return None
    return Clause(cue, source, index, is_tail=True, is_beside_quotation=beside)


def _can_be_inverted(verb: str, beside: bool) -> bool:
    """Tell whether a verb's form may stand before its subject."""
    return verb.endswith("ed") or verb in {"said", "says", "say", "wrote"} or beside and verb.endswith("s")


def _ends_after(tokens: list[Token], source: Source) -> bool:
    """Tell whether no verb follows a noun phrase, so that it is no subject of its own."""
    following = next((token for token in tokens if token.span.start >= source.span.end), None)
    if following is None or following.text in _ENDS or following.lower in CALENDAR:
        return True
    return following.lower in PREPOSITIONS and following.lower != "to" or is_skipped(following) and following.lower not in AUXILIARIES


def _read_quoted_as_saying(tokens: list[Token], index: int, cue: Span) -> Clause | None:
    """Read "X was quoted as saying" and "Interfax quoted X as saying"."""
    for position in range(index - 2, max(-1, index - 14), -1):
        if tokens[position].lower in {"quoted", "cited", "quotes", "quoting"}:
            quoted = Span(tokens[position].span.start, cue.end)
            is_passive = any(_lower(tokens, i) in _BE for i in (position - 1, position - 2))
            source = find_before(tokens, position) if is_passive else find_after(tokens[: index - 1], position + 1)
            return Clause(quoted, source, index, is_tail=True, is_beside_quotation=_is_beside_quotation(tokens, index, index + 1))
    return None
