"""What other programs read: the JSON of `ask` and `inspect`, as docs/contract.md fixes it."""

from __future__ import annotations

import json
from dataclasses import asdict

from index.attribution.attribution import Attribution
from index.corpus.articles import Article
from index.corpus.sentences import Sentence
from index.search.answer import Answer
from index.snapshots.quotations import Quotation

_LINE_SEPARATORS = {ord(separator): f"\\u{ord(separator):04x}" for separator in "\x85\u2028\u2029"}


def format_answer(answer: Answer, error: str | None = None) -> str:
    """Return an answer as one line of JSON, with why there is none where the question could not be asked."""
    described = {
        "question": answer.question,
        "answered": answer.answered,
        "confidence": round(answer.confidence, 4),
        "quotations": [_describe_quotation(quotation) for quotation in answer.quotations],
        "note": answer.note,
        "read_as": answer.read_as,
        "newer": _describe_quotation(answer.newer) if answer.newer else None,
        "sides": [
            {"side": side.name, "quotations": [_describe_quotation(each) for each in side.quotations]}
            for side in answer.sides
        ],
        "also_asked": list(answer.also_asked),
    }
    return _format_line({**described, "error": error} if error else described)


def format_sentence(article: Article, sentence: Sentence, attribution: Attribution) -> str:
    """Return an inspected sentence as one line of JSON."""
    described = {
        "text": sentence.span.of(article.text),
        **asdict(sentence.span),
        "section": sentence.section,
        **_describe_attribution(attribution),
        "cue": attribution.cue,
        "also": [{"speaker": other.speaker, "role": other.role, "cue": other.cue} for other in attribution.others],
    }
    return _format_line(described)


def _format_line(described: dict[str, object]) -> str:
    """Return one line of JSON, also for readers to whom Unicode's line separators end a line."""
    return json.dumps(described, ensure_ascii=False).translate(_LINE_SEPARATORS)


def _describe_quotation(quotation: Quotation) -> dict[str, object]:
    article = quotation.article
    return {
        "text": quotation.text,
        "article": article.name,
        **asdict(quotation.span),
        "section": quotation.entry.sentence.section,
        **_describe_attribution(quotation.attribution),
        "title": article.title,
        "publisher": article.publisher,
        "author": article.author,
        "published": article.published.isoformat() if article.published else None,
        "url": article.url,
        "score": quotation.score,
    }


def _describe_attribution(attribution: Attribution) -> dict[str, object]:
    return {
        "voice": attribution.voice,
        "speaker": attribution.speaker,
        "role": attribution.role,
        "via": attribution.via,
        "inferred": attribution.inferred,
    }
