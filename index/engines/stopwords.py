"""Words that say nothing of what a text or a question is about."""

from __future__ import annotations

_LUCENE = """
a an and are as at be but by d for if in into is it ll m no not of on or re s such t that the their then there these
they this to ve was will with
"""

_NLTK = """
about above after again against ain all am any aren aren't because been before being below between both can couldn
couldn't did didn didn't do does doesn doesn't doing don don't down during each few from further had hadn hadn't has
hasn hasn't have haven haven't having he her here hers herself him himself his how i isn isn't it's its itself just ma
me mightn mightn't more most mustn mustn't my myself needn needn't nor now o off once only other our ours ourselves
out over own same shan shan't she she's should should've shouldn shouldn't so some than that'll theirs them themselves
those through too under until up very wasn wasn't we were weren weren't what when where which while who whom why won
won't wouldn wouldn't y you you'd you'll you're you've your yours yourself yourselves
"""

_ASKED_WITH = """
whose whats many much long exactly anyone tell according say said says happened happen make made get got going go ppl
people
"""

STOPWORDS = frozenset(_LUCENE.split())
"""Lucene's English stop words, and what contractions leave behind; no text is found by them."""

FUNCTION_WORDS = STOPWORDS.union(_NLTK.split(), _ASKED_WITH.split())
"""All that a question may have and its answer need not: NLTK's stop words too, and what questions are asked with."""
