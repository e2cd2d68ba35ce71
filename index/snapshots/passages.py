"""What is indexed of a sentence: its own words, and the passage around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.attribution.attribute import attribute
from index.corpus.articles import Article, digest_text
from index.corpus.curated_speakers import CuratedSpeakers
from index.corpus.sentences import Sentence, split_article
from index.snapshots.quotations import Entry, digest_slice, find_words_of
from index.text.translation.english import read_in_english


@dataclass(frozen=True)
class IndexedText:
    """A text to be indexed and its digest, by which a vector is found again."""

    text: str
    digest: str


@dataclass(frozen=True)
class Passage:
    """A sentence and its passage: title, section, the sentence before, itself and the one after; all in English."""

    entry: Entry
    sentence: IndexedText
    context: IndexedText


def make_passages(article: Article, speakers: CuratedSpeakers) -> list[Passage]:
    """Return a passage for every sentence of an article that can be quoted, in order."""
    sentences = split_article(article)
    attributions = attribute(article, sentences)
    quotable = [pair for pair in zip(sentences, attributions, strict=True) if not pair[0].is_heading]
    passages = []
    for number, (sentence, attribution) in enumerate(quotable):
        neighbours = [neighbour for neighbour, _ in quotable[max(0, number - 1) : number + 2]]
        context = read_in_english(_describe_passage(article, sentence, neighbours))
        found = speakers.find(attribution.speaker) if attribution.speaker else None
        curated = found.at(article.published) if found else None
        entry = Entry(sentence, attribution, curated, digest_slice(article, sentence), digest_text(context))
        words = read_in_english(find_words_of(article, sentence).of(article.text))
        passages.append(Passage(entry, IndexedText(words, entry.digest), IndexedText(context, entry.passage_digest)))
    return passages


def _describe_passage(article: Article, sentence: Sentence, neighbours: Sequence[Sentence]) -> str:
    words = [find_words_of(article, near).of(article.text) for near in neighbours if near.section == sentence.section]
    return "\n".join(part for part in (article.title, sentence.section, *words) if part)
