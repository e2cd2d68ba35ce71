"""Words that tell of somebody's plan, wish, support, feeling or claim without being speech of the sentence's own."""

from __future__ import annotations

from index.attribution.lexicon.function_words import word_set
from index.attribution.lexicon.reporting_verbs import inflect

_VERBS = """
want plan intend seek support back oppose prefer endorse refuse decline offer hate discuss
talk attack defend thank echo tout blast disavow distance cast portray depict view demand promise invite advise
convince warn caution admire applaud propose threaten vow pledge pitch focus hint nominate
approve authorize authorise agree unveil voice bemoan champion embrace
urge ask note mention reference emphasise emphasize list challenge boo vote like see cheer slap float tease grouse
"""
_ADJECTIVES = """
sure confident optimistic pessimistic hopeful willing unwilling ready eager reluctant skeptical sceptical concerned
worried happy unhappy proud aware unaware opposed critical supportive afraid convinced certain uncertain glad sorry
sad angry furious upset outraged appalled disgusted shocked surprised disappointed frustrated grateful thankful
adamant clear mum silent vocal skeptical divided split dismissive committed determined keen interested inclined
"""
_NOUNS = """
claim claims argument arguments plan plans view views opinion opinions belief beliefs position stance promise promises
pledge pledges vow threat threats accusation accusations allegation allegations assertion assertions criticism
criticisms complaint complaints call calls demand demands request requests estimate estimates prediction predictions
forecast warning warnings suggestion suggestions support endorsement opposition objection objections concern concerns
fear fears hope hopes desire wish wishes intention intentions denial praise announcement vision explanation
assessment conclusion conclusions recommendation recommendations approval disapproval condemnation rejection refusal
insistence push bid quest
"""


def _collect(verbs: str) -> frozenset[str]:
    return frozenset(form for verb in verbs.split() for form in inflect(verb)) | word_set("sought saw seen seeing")


ATTITUDE_VERBS = _collect(_VERBS)
"""Every form of the verbs that tell what somebody wants, plans or does in words."""

ATTITUDE_ADJECTIVES = word_set(_ADJECTIVES)
"""What somebody is said to be who thinks or feels so."""

REPORT_NOUNS = word_set(_NOUNS)
"""What is somebody's who has said, thought or planned it."""

LIGHT_VERBS = word_set(
    """
    make makes made making issue issues issued issuing release releases released take takes took taken taking give gives
    gave given send sends sent launch launches launched raise raises raised express expresses expressed deliver delivers
    delivered hold holds held offer offers offered file files filed
    """
)
"""Verbs that tell of speech only with a noun that does: "issued a statement"."""

REPORTS_MADE = word_set(
    """
    statement statements comment comments remark remarks case swipe swipes shot aim speech question questions offense
    attack attacks proposal proposals decision apology message tweet letter note reference references mention point
    """
)
"""What a light verb makes a report of, though it is no sign of one when it is somebody's."""
