"""A question -> quotations, best first, and whether they answer it."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from index.corpus.span import Span
from index.engines.bm25 import find_words
from index.errors import QuestionError, UnprovenQuotationError
from index.models.embedder import Embedder, Model
from index.models.onnx_reranker import OnnxReranker
from index.models.reading import Reranker
from index.search.confidence.calibration import read_calibration
from index.search.confidence.confidence import UNCALIBRATED, Calibration, compute_logit
from index.search.confidence.features import Features, measure_features
from index.search.first_stage import Ranking, rank
from index.search.highlighting import find_highlights
from index.search.query.filters import EVERYTHING, Filters, find_rows
from index.search.query.rewriting import RewrittenQuestion, rewrite_question, split_question
from index.search.reranking import CANDIDATES, rerank
from index.search.spelling_reranker import SpellingReranker
from index.snapshots.quotations import Quotation, prove
from index.snapshots.snapshot import Snapshot, open_snapshot
from index.snapshots.store import find_current
from index.text.anaphora import refers_back
from index.types import Rows

log = logging.getLogger(__name__)

LONGEST_QUESTION = 2_000
"""Characters of a question that are searched for; the model reads about 1,000 of them."""

NEAR_DUPLICATE = 0.8
"""Share of two sentences' words that are common, from which the second is folded into the first."""

_FOLDED_AMONG = 50


@dataclass(frozen=True)
class Answer:
    """What the corpus has on a question.

    `confidence` is the probability that the first quotation answers it; where it is too low
    the corpus has no answer, and the quotations are only related.
    """

    question: str
    answered: bool
    confidence: float
    quotations: tuple[Quotation, ...]


@dataclass(frozen=True)
class Search:
    """How an answer was found: what the question was read as, what was ranked, and what was measured of the first.

    Without a row to rank there is nothing else.
    """

    answer: Answer
    rewritten: RewrittenQuestion | None = None
    ranking: Ranking | None = None
    features: Features | None = None


class Searcher:
    """Answers questions from one snapshot."""

    def __init__(
        self,
        snapshot: Snapshot,
        embedder: Embedder,
        threshold: float,
        reranker: Reranker | None = None,
        candidates: int = CANDIDATES,
        calibration: Calibration = UNCALIBRATED,
        withdrawn: frozenset[str] = frozenset(),
    ) -> None:
        self.snapshot = snapshot
        self.withdrawn = withdrawn
        self._embedder = embedder
        self._encoder = snapshot.contents.encoder
        if self._encoder:
            self._encoder.load()  # now, since a later build may sweep its files
        self._reranker = reranker or OnnxReranker()
        self._candidates = candidates
        self._threshold = threshold
        self.calibration = calibration
        self._contents = snapshot.contents

    @classmethod
    def open(cls, index: Path, embedder: Embedder, threshold: float, candidates: int = CANDIDATES) -> Searcher:
        """Open the snapshot that serves, verified, and what its confidence was calibrated to.

        Its own encoder takes the embedder's place where it has one.
        Raises SnapshotError when there is none, or it is damaged or of another model or format.
        """
        snapshot, calibration = open_snapshot(find_current(index), embedder.model), read_calibration(index)
        return cls(snapshot, embedder, threshold, candidates=candidates, calibration=calibration)

    @property
    def model(self) -> Model:
        """Return the model that questions are embedded by."""
        return self._embedder.model

    def over(self, snapshot: Snapshot, withdrawn: frozenset[str] = frozenset()) -> Searcher:
        """Return a searcher of another snapshot of the same model, or of the same without some articles.

        What is loaded already is used again; `withdrawn` has the ids of articles that are no longer quoted.
        """
        loaded = (self._embedder, self._threshold, self._reranker, self._candidates, self.calibration)
        return Searcher(snapshot, *loaded, withdrawn=withdrawn)

    def ask(self, question: str, limit: int, filters: Filters = EVERYTHING) -> Answer:
        """Answer a question with up to `limit` quotations of a part of the corpus, best first.

        Raises QuestionError for one that is blank or too long.
        """
        return self.search(question, limit, filters).answer

    def search(self, question: str, limit: int, filters: Filters = EVERYTHING) -> Search:
        """Answer a question as `ask` does, and keep how the answer was found."""
        asked = _require_question(question)
        filters = replace(filters, without=filters.without | self.withdrawn)
        among = None if filters.is_everything() else find_rows(self._contents, filters)
        if not find_words(asked) or (among is not None and not len(among)):
            return Search(Answer(question, False, 0.0, ()))
        parts = [self._search(part, limit, among) for part in split_question(asked)]
        return _join(question, self._search(asked, limit, among), parts, limit)

    def _search(self, question: str, limit: int, among: Rows | None) -> Search:
        rewritten = self.rewrite(question)
        ranking = self._rank(rewritten, among)
        quotations = tuple(self._prove_best(self._quote(rewritten.text, ranking), limit))
        features = measure_features(self._contents, rewritten.text, ranking)
        confidence = self.calibration.apply(compute_logit(features)) if quotations else 0.0
        answer = Answer(question, confidence >= self._threshold, confidence, quotations)
        return Search(answer, rewritten, ranking, features)

    def rewrite(self, question: str) -> RewrittenQuestion:
        """Return a question as it is searched for."""
        return rewrite_question(self._contents, question)

    def _rank(self, rewritten: RewrittenQuestion, among: Rows | None) -> Ranking:
        vector = (self._encoder or self._embedder).embed([rewritten.text])[0]
        ranking = rank(self._contents, rewritten.words, vector, among)
        reranker = SpellingReranker(self._reranker, rewritten)
        return rerank(self._contents, rewritten.text, ranking, reranker, self._candidates)

    def _quote(self, question: str, ranking: Ranking) -> Iterable[Quotation]:
        for row, score in zip(ranking.rows, ranking.scores, strict=True):
            entry = self._contents.entries[row]
            article = self._contents.articles_by_id[entry.sentence.article_id]
            quotation = Quotation(entry, article, round(float(score), 4))
            yield replace(
                quotation,
                highlights=find_highlights(question, quotation.text, ranking.answers.get(int(row))),
                context=self._find_context(int(row), quotation),
            )

    def _prove_best(self, quotations: Iterable[Quotation], limit: int) -> list[Quotation]:
        """Prove quotations until there are enough, folding near-duplicates into the one before."""
        kept: list[Quotation] = []
        stems: list[frozenset[str]] = []
        for number, quotation in enumerate(quotations):
            if len(kept) == limit and number >= _FOLDED_AMONG:
                break
            words = frozenset(word.stem for word in find_words(quotation.text))
            twin = next((place for place, other in enumerate(stems) if _are_near_duplicates(words, other)), None)
            if (twin is None and len(kept) == limit) or not _is_proven(quotation):
                continue
            if twin is None:
                kept.append(quotation)
                stems.append(words)
            else:
                kept[twin] = replace(kept[twin], also_in=(*kept[twin].also_in, quotation))
        return kept

    def _find_context(self, row: int, quotation: Quotation) -> Span | None:
        if row == 0 or not refers_back(quotation.text):
            return None
        before, sentence = self._contents.entries[row - 1].sentence, quotation.entry.sentence
        same_section = (before.article_id, before.section) == (sentence.article_id, sentence.section)
        return before.span if same_section else None


def _join(question: str, whole: Search, parts: Sequence[Search], limit: int) -> Search:
    """Return what was found for a question, with the best of each of its parts that is answered in front.

    The confidence is then that of the part whose quotation comes first.
    """
    answered = sorted((part for part in parts if part.answer.answered), key=lambda part: -part.answer.confidence)
    if not answered:
        return replace(whole, answer=replace(whole.answer, question=question))
    best = answered[0]
    firsts = [part.answer.quotations[0] for part in answered]
    places = {(each.article.id, each.span): each for each in (*firsts, *whole.answer.quotations)}
    quotations = tuple(places.values())[:limit]
    return replace(best, answer=replace(best.answer, question=question, quotations=quotations))


def _require_question(question: str) -> str:
    if not question.strip():
        raise QuestionError("the question is blank", "Ask in a few words, like: where might wagner go next")
    if len(question) > LONGEST_QUESTION:
        problem = f"the question has {len(question):,} characters, and at most {LONGEST_QUESTION:,} are searched for"
        raise QuestionError(problem, "Ask it in a sentence or two")
    return " ".join(question.split())


def _is_proven(quotation: Quotation) -> bool:
    try:
        prove(quotation)
    except UnprovenQuotationError:
        log.exception("A quotation is not its source's slice and was not shown")
        return False
    return True


def _are_near_duplicates(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= NEAR_DUPLICATE * max(1, len(one | other))
