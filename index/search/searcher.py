"""A question -> quotations, best first, and whether they answer it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from index.engines.bm25 import find_words
from index.engines.engine import EngineStore
from index.engines.filters import EVERYTHING, Filters
from index.errors import QuestionError
from index.models.embedder import Embedder, Model
from index.models.multilingual.encoder import MultilingualEncoder
from index.models.onnx_reranker import OnnxReranker
from index.models.reading import Excerpt, Reranker
from index.search.answer import Answer, Note, Search
from index.search.confidence.calibration import read_calibration
from index.search.confidence.confidence import UNCALIBRATED, Calibration, compute_logit
from index.search.confidence.features import Features, measure_features
from index.search.confidence.least_confidence import DATED, LEAST_READING, find_least_confidence, lends_confidence
from index.search.confidence.premises import Premise, find_premise
from index.search.first_stage import Ranking, rank
from index.search.ordering import (
    find_before,
    order_by_premise,
    order_ranking,
    put_reported_first,
)
from index.search.qualification import qualify, require_time
from index.search.query.follow_up import Before
from index.search.query.question_type import QuestionType
from index.search.query.rewriting import RewrittenQuestion, rewrite_question, split_question
from index.search.query.spelling_reranker import SpellingReranker
from index.search.query.translation import Translation, Translator
from index.search.query.understanding import JUDGED, Understanding, understand
from index.search.quoting import quote
from index.search.reranking import CANDIDATES, LONGEST_EXCERPT, READ_AT_ONCE, rerank
from index.search.sides import choose_of_sides, part_by_side
from index.search.stage_times import SearchStage, time_stage
from index.search.temporal.event_time import find_event_time
from index.search.temporal.timeliness import narrow_to_time
from index.snapshots.snapshot import Snapshot, open_snapshot
from index.snapshots.store import find_current
from index.types import Matrix

log = logging.getLogger(__name__)

LONGEST_QUESTION = 2_000
"""Characters of a question that are searched for; the model reads about 1,000 of them."""

_LONG = "word " * 100
"""More than is read of a question, a heading or a sentence."""

_OFTEN = 6

_OF_SIDES = 12
"""Quotations among which the best of every side is looked for."""


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
        dated = (article.published for article in snapshot.contents.articles if article.published)
        self._newest = max(dated, default=None)
        self._translator = Translator(snapshot.contents.articles)
        self._multilingual = _find_multilingual(snapshot, embedder)

    @classmethod
    def open(
        cls,
        index: Path,
        embedder: Embedder,
        threshold: float,
        candidates: int = CANDIDATES,
        reranker: Reranker | None = None,
        folder: Path | None = None,
        store: EngineStore | None = None,
    ) -> Searcher:
        """Open the snapshot that serves, or that of a folder, verified, and what its confidence was calibrated to.

        Its own encoder takes the embedder's place where it has one.
        Raises SnapshotError when there is none, or it is damaged or of another model or format.
        """
        snapshot = open_snapshot(folder or find_current(index), embedder.model, store)
        calibration = read_calibration(index)
        return cls(snapshot, embedder, threshold, reranker, candidates, calibration)

    @property
    def model(self) -> Model:
        """Return the model that questions are embedded by."""
        return self._embedder.model

    @property
    def threshold(self) -> float:
        """Return the confidence from which an answer is shown."""
        return self._threshold

    def over(self, snapshot: Snapshot, withdrawn: frozenset[str] = frozenset()) -> Searcher:
        """Return a searcher of another snapshot of the same model, or of the same without some articles.

        What is loaded already is used again; `withdrawn` has the ids of articles that are no longer quoted.
        """
        loaded = (self._embedder, self._threshold, self._reranker, self._candidates, self.calibration)
        return Searcher(snapshot, *loaded, withdrawn=withdrawn)

    def warm_up(self) -> None:
        """Read as much at once as is ever read, so that its memory is taken now and not little by little.

        What is read side by side needs the most at once only now and then, hence the repetition.
        """
        for _ in range(_OFTEN):
            self._reranker.read(_LONG, [Excerpt(_LONG, (_LONG,) * (LONGEST_EXCERPT + 1))] * READ_AT_ONCE)

    def ask(self, question: str, limit: int, filters: Filters = EVERYTHING, previous: Answer | None = None) -> Answer:
        """Answer a question with up to `limit` quotations of a part of the corpus, best first.

        A question may lean on a `previous` one and its answer.
        Raises QuestionError for one that is blank or too long.
        """
        return self.search(question, limit, filters, previous).answer

    def search(
        self, question: str, limit: int, filters: Filters = EVERYTHING, previous: Answer | None = None
    ) -> Search:
        """Answer a question as `ask` does, and keep how the answer was found."""
        asked = _require_question(question)
        filters = replace(filters, without=filters.without | self.withdrawn)
        translation = self._translator.translate(asked)
        before = find_before(self._contents, previous) if previous else None
        understood = self._understand(translation.text, before)
        if understood.lacks_referent or not find_words(asked):
            note = Note.NO_REFERENT if understood.lacks_referent else None
            return Search(Answer(question, False, 0.0, (), note), understood)
        meaning = self._embed_meaning(understood, translation)
        if understood.act in JUDGED:
            found = self._search_sides(understood, limit, filters, meaning)
        else:
            halves = [self._understand(part) for part in split_question(understood.question)]
            parts = [self._search(half, limit, filters) for half in halves]
            found = _join(question, self._search(understood, limit, filters, meaning), parts, limit)
        return replace(found, answer=replace(found.answer, read_as=understood.read_as or translation.read_as))

    def _search_sides(self, understood: Understanding, limit: int, filters: Filters, meaning: Matrix | None) -> Search:
        """Search what no side alone can answer, also in its other phrasings, and quote the best of every side."""
        whole = self._search(understood, _OF_SIDES, filters, meaning)
        others = [self._search(self._understand(each), _OF_SIDES, filters).answer for each in understood.phrasings]
        found = [whole.answer.quotations, *(other.quotations for other in others)]
        quotations = choose_of_sides(found, understood.compared or (), limit)
        sides, also_asked = part_by_side(quotations), understood.phrasings
        return replace(whole, answer=replace(whole.answer, quotations=quotations, sides=sides, also_asked=also_asked))

    def _search(self, understood: Understanding, limit: int, filters: Filters, meaning: Matrix | None = None) -> Search:
        """Search the articles of the time that is asked for, and all of them where those do not answer."""
        if not understood.time and not understood.is_about_now:
            understood = replace(understood, time=find_event_time(self._contents, understood.question))
        of_time = None
        if understood.time:
            narrowed = narrow_to_time(self._contents, understood.time, filters)
            of_time = self._search_rows(understood, understood.time.rest, limit, narrowed, meaning)
            if of_time.answer.answered:
                return of_time
        found = self._search_rows(understood, understood.question, limit, filters, meaning)
        found = require_time(self._contents, found)
        is_open = not (found.answer.answered or found.answer.note)
        is_surer = of_time is not None and of_time.answer.confidence > found.answer.confidence
        return of_time if of_time and is_open and is_surer else found

    def _search_rows(
        self, understood: Understanding, question: str, limit: int, filters: Filters, meaning: Matrix | None
    ) -> Search:
        rewritten = self.rewrite(question)
        ranked = self._rank(rewritten, filters, meaning, thorough=understood.may_have_several_answers)
        if not len(ranked.rows):
            return Search(Answer(understood.typed, False, 0.0, ()), understood)
        ranking = order_ranking(self._contents, rewritten.text, ranked, understood)
        is_defined = understood.defined and not (understood.time and understood.kind is QuestionType.WHAT)
        premise = None if is_defined else find_premise(self._contents, rewritten.text)
        ranking = order_by_premise(self._contents, rewritten.text, ranking, premise, understood.kind)
        least = 0.0
        is_moved = ranked.rows[0] != ranking.rows[0] and ranking.readings[0] >= LEAST_READING
        if is_moved and lends_confidence(self._contents, understood, premise, int(ranked.rows[0])):
            least = min(DATED, self._measure(rewritten.text, ranked, premise)[1])
        found = self._answer(understood, rewritten, ranking, premise, limit, least)
        if found.answer.answered or understood.kind is not QuestionType.WHEN:
            return found
        return self._answer(understood, rewritten, put_reported_first(self._contents, ranking, premise), premise, limit)

    def _answer(
        self,
        understood: Understanding,
        rewritten: RewrittenQuestion,
        ranking: Ranking,
        premise: Premise | None,
        limit: int,
        least: float = 0.0,
    ) -> Search:
        """Quote a ranking, and measure how sure its first sentence is, which is at least so sure."""
        quotations = quote(self._contents, rewritten.text, ranking, limit)
        features, confidence = self._measure(rewritten.text, ranking, premise)
        if quotations:
            told = find_least_confidence(self._contents, ranking, understood, premise, features)
            confidence = max(least, told, confidence)
        else:
            confidence = 0.0
        answer = Answer(understood.typed, confidence >= self._threshold, confidence, quotations)
        return qualify(self._contents, Search(answer, understood, rewritten, ranking, features, premise))

    def _measure(self, text: str, ranking: Ranking, premise: Premise | None) -> tuple[Features, float]:
        """Return what is measured of the first of a ranking, and the confidence that it means."""
        features = measure_features(self._contents, text, ranking, premise)
        return features, self.calibration.apply(compute_logit(features))

    def _understand(self, question: str, before: Before | None = None) -> Understanding:
        return understand(question, before, newest=self._newest)

    def rewrite(self, question: str) -> RewrittenQuestion:
        """Return a question as it is searched for."""
        return rewrite_question(self._contents, question)

    def _embed_meaning(self, understood: Understanding, translation: Translation) -> Matrix | None:
        """Return the vector across languages of a question that was not asked in English, if the index has such.

        One that follows another is embedded as it was completed.
        """
        if not self._multilingual or not translation.original:
            return None
        with time_stage(SearchStage.EMBEDDING):
            words = understood.question if understood.is_follow_up else translation.original
            return self._multilingual.embed_question(words)

    def _rank(
        self, rewritten: RewrittenQuestion, filters: Filters, meaning: Matrix | None, *, thorough: bool
    ) -> Ranking:
        with time_stage(SearchStage.EMBEDDING):
            vector = (self._encoder or self._embedder).embed([rewritten.text])[0]
        with time_stage(SearchStage.FIRST_STAGE):
            ranking = rank(self._contents, rewritten.words, vector, filters, meaning)
        reranker = SpellingReranker(self._reranker, rewritten)
        with time_stage(SearchStage.READING):
            return rerank(self._contents, rewritten.text, ranking, reranker, self._candidates, thorough)


def _find_multilingual(snapshot: Snapshot, embedder: Embedder) -> MultilingualEncoder | None:
    """Return what embeds questions in other languages as the snapshot's sentences were, if it can at once."""
    encoder = embedder.multilingual
    if not encoder or snapshot.manifest.model.multilingual != encoder.digest:
        return None
    if not encoder.is_exported:
        log.warning("Questions in other languages are found by their words alone: run python -m index build")
        return None
    return encoder


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
