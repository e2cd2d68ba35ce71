"""A text that an attribution test invents, cut and attributed."""

from __future__ import annotations

from dataclasses import dataclass

from index.attribution.attribute import attribute
from index.attribution.attribution import Attribution
from index.corpus.articles import Article, Metadata, make_article
from index.corpus.sentences import Sentence, split_article


@dataclass(frozen=True)
class Attributed:
    """An article with its sentences and their attributions, in order."""

    article: Article
    sentences: tuple[Sentence, ...]
    attributions: tuple[Attribution, ...]

    @classmethod
    def from_text(cls, text: str, language: str = "en") -> Attributed:
        article = make_article("invented.md", text, Metadata(title="Invented", language=language))
        sentences = split_article(article)
        return cls(article, sentences, attribute(article, sentences))

    def of(self, words: str) -> Attribution:
        """Return the attribution of the one sentence that holds some words."""
        found = [
            given
            for sentence, given in zip(self.sentences, self.attributions, strict=True)
            if words in sentence.span.of(self.article.text)
        ]
        assert len(found) == 1, f"{len(found)} sentences hold {words!r}"
        return found[0]

    @property
    def last(self) -> Attribution:
        return self.attributions[-1]


def attribute_last(text: str, language: str = "en") -> Attribution:
    """Return the attribution of a text's last sentence."""
    return Attributed.from_text(text, language).last
