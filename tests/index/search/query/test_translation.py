from __future__ import annotations

import pytest

from index.search.query.translation import Translator
from tests.support.index.corpus import Library


@pytest.fixture
def translator(built: Library) -> Translator:
    return Translator(built.open().snapshot.contents.articles)


@pytest.mark.parametrize(
    ("question", "read_as"),
    [
        ("сколько кораблей повреждено в Вельдре", "how many ship damage in Veldra"),
        ("skilky korabliv poshkodzheno", "how many ship damage"),
        ("чи згорів порт", "burn port"),
        ("how many ships were damaged", "how many ships were damaged"),
    ],
)
def test_reads_a_question_in_the_words_of_the_corpus(translator: Translator, question: str, read_as: str) -> None:
    """Words come from the tables, unknown names from the articles in any case; English is left as it is."""
    assert translator.translate(question).text == read_as
