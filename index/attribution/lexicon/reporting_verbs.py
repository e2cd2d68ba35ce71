"""The verbs that report what somebody said, in all their forms.

Grouped by what they can stand with, as in Levin's verb classes (say, advise, judgement verbs).
"""

from __future__ import annotations

from typing import Literal

from index.attribution.lexicon.function_words import word_set

Kind = Literal["say", "think", "judge", "show"]
"""say: takes a quotation, a clause, a tail; think: a clause or a tail; judge: an object; show: a document's verb."""

_SAY = """
say tell add state claim learn read warn insist note argue assert acknowledge admit concede confirm declare announce
explain reply respond answer remark observe stress emphasize emphasise underline underscore highlight reiterate
repeat recall report suggest predict promise pledge vow swear threaten complain maintain contend allege write tweet
retweet post joke quip shout cry exclaim ask continue testify lament muse caution counter interject recount opine
comment stipulate assure inform advise recommend propose hint imply conclude deny urge reveal disclose boast brag
demand charge chant affirm reaffirm retort grumble scoff sneer whisper snap elaborate specify clarify proclaim
pronounce profess plead attest certify remind reassure notify brief theorize theorise speculate forecast prophesy
agree disagree object protest marvel sigh gush yell scream mutter murmur venture summarize summarise concur
"""
_THINK = """
believe think hope fear worry doubt feel expect know suspect assume consider regard wonder realize realise
understand estimate reckon regret anticipate dream wish
"""
_JUDGE = """
criticize criticise condemn denounce slam praise hail welcome call accuse blame reject dismiss mock ridicule decry
deplore deride lambaste lambast chide rebuke applaud commend congratulate apologize apologise question dispute
describe label brand dub term characterize characterise liken compare cite quote discuss outline express refute
rebuff tout extol laud bemoan bash berate castigate implore beg beseech appeal vilify disparage chastise scold
admonish voice propound advocate invoke endorse oppose encourage mention reference grill warn dismiss downplay
"""
_SHOW = "show find indicate signal demonstrate illustrate document detail determine rule project rank rate"

_SAY_PHRASES = """
made clear, makes clear, make clear, point out, points out, pointed out, pointing out, put it, puts it,
weighed in, took to, takes to, went on, goes on
"""
_JUDGE_PHRASES = """
rule out, rules out, ruled out, spells out, spelled out, lays out, laid out, lashed out, takes issue, took issue,
speaks of, spoke of, speaks about, spoke about, points to, pointed to, refers to, referred to
"""

_IRREGULAR = {
    "say": "says said saying",
    "tell": "tells told telling",
    "write": "writes wrote writing",
    "think": "thinks thought",
    "swear": "swears swore swearing",
    "feel": "feels felt feeling",
    "know": "knows knew knowing",
    "understand": "understands understood",
    "show": "shows showed showing shown",
    "find": "finds found finding",
    "plead": "pleads pleaded pled pleading",
    "read": "reads",
    "forecast": "forecasts forecasting",
    "signal": "signals signaled signalled signaling signalling",
    "label": "labels labeled labelled labeling labelling",
}
_DOUBLED = frozenset({"admit", "quip", "dub", "beg", "slam", "brag", "snap", "concur", "regret", "extol"})
"""Verbs whose last letter doubles: admitted."""


def inflect(verb: str) -> set[str]:
    """Return every form of a verb."""
    if verb in _IRREGULAR:
        return {verb, *_IRREGULAR[verb].split()}
    if verb in _DOUBLED:
        return {verb, f"{verb}s", f"{verb}{verb[-1]}ed", f"{verb}{verb[-1]}ing"}
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return {verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"}
    stem = verb.removesuffix("e")
    third = f"{verb}es" if verb.endswith(("s", "sh", "ch", "x")) else f"{verb}s"
    return {verb, third, f"{stem}ed", f"{stem}ing"}


def _collect() -> dict[str, Kind]:
    groups: dict[Kind, str] = {"show": _SHOW, "judge": _JUDGE, "think": _THINK, "say": _SAY}
    return {form: kind for kind, verbs in groups.items() for verb in verbs.split() for form in inflect(verb)}


KIND_OF_VERB = _collect()
"""Every form of every reporting verb."""

PHRASES: dict[str, Kind] = {
    **{phrase.strip(): "say" for phrase in _SAY_PHRASES.split(",")},
    **{phrase.strip(): "judge" for phrase in _JUDGE_PHRASES.split(",")},
}
"""Reporting verbs of several words."""

QUOTING_ONLY = word_set(
    """
    add adds added state states ask asks asked write writes wrote answering learn learned learns read reads
    maintain maintains maintained declare declared declares proclaim proclaimed proclaims pronounce pronounced
    cry cried cries continue continued continues answer answered answers sigh sighed post posted charge charged
    observe observed shout report-card write-in continuing venture ventured brief briefed snap snapped plead
    pleaded object objected protest protested chant chanted brand project projected rank rate ruled rule respond
    responded responds object challenge challenged promise
    """
)
"""Forms that report speech only beside a quotation, a clause with "that" or at a sentence's end."""

BESIDE_QUOTATION_ONLY = word_set(
    """
    continue continued continues continuing cry cried cries crying sigh sighed sighing snap snapped post posted posts
    posting venture ventured object objected objecting protest protested protesting plead pleaded pleading went goes
    """
)
"""Forms that report speech only right beside a quotation."""

NEEDS_CLAUSE = word_set(
    """
    know knows knew known feel feels felt consider considers considered regard regards regarded understand
    understands understood realize realizes realized realise realised assume assumes assumed agree agrees agreed
    conclude concludes show shows showed shown find finds found indicate indicates indicated signal signals
    signaled signalled determine determined rule ruled project projected demonstrate demonstrates demonstrated
    illustrate illustrates wish wishes rules rates ranks rated ranked projects imagine estimate expect expects
    expected ensure ensures dream dreams
    """
)
"""Forms that report only with "that" behind them, unless a document is their subject."""

ONLY_PEOPLE = frozenset(
    form
    for verb in [
        "say",
        "tell",
        "add",
        "urge",
        "criticize",
        "criticise",
        "accuse",
        "implore",
        "argue",
        "insist",
        "claim",
        "complain",
        "deny",
        "vow",
        "pledge",
        "promise",
        "warn",
        "assert",
        "allege",
        "contend",
        "condemn",
        "denounce",
        "believe",
        "think",
        "fear",
        "hope",
        "worry",
        "demand",
        "blame",
        "praise",
        "note",
        "admit",
        "acknowledge",
    ]
    for form in inflect(verb)
)
"""Forms of what only people do, so that whoever stands before them is somebody."""

ALSO_NOUNS = word_set(
    """
    claims claim reports report calls call demands demand hopes hope fears fear notes note states state
    estimates estimate comments comment remarks remark charges charge promises promise threats answer answers
    reply replies doubt doubts worries worry questions question quotes quote terms term details detail posts
    post objects object protests protest cries cry forecasts forecast finds find shows show ranks rank rates
    rate rules rule projects project documents document voice voices brands brand labels label wishes wish
    dreams dream regard regards regrets regret comparison blame praise welcome challenge challenges appeal
    appeals pledge pledges joke jokes tweets tweet feeling finding findings warning meaning understanding
    reporting briefing thought thoughts advocate advocates dispute disputes vow vows signal signals brief rebuke
    ridicule complaint swear cites boast jokes plead warnings saying sayings writing writings blast blasts
    states show shows remark testimony mock hail ruling rulings ratings rating thinking felt rebukes highlights
    highlight slam bash proposed reported alleged estimated
    """
)
"""Forms that are nouns or adjectives as often as verbs, so that what stands beside them must decide."""
