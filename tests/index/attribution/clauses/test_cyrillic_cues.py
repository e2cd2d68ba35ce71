from __future__ import annotations

import pytest

from index.attribution.attribute import attribute
from index.corpus.articles import Metadata, make_article
from index.corpus.sentences import split_article

Row = tuple[str, str | None, str | None, str | None]


def read(text: str, language: str) -> list[Row]:
    """Return voice, speaker, role and outlet of every sentence."""
    article = make_article("text.md", text, Metadata(title="Text", language=language))
    found = attribute(article, split_article(article))
    return [(each.voice, each.speaker, each.role, each.via) for each in found]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Мост стоит, рассказал Reuters капитан Иван Дрозд.", "ru", ("indirect", "Иван Дрозд", "капитан", "Reuters")),
        ("Лікарка з Ромен сказала журналістам, що світло є.", "uk", ("indirect", None, "Лікарка з Ромен", None)),
        ("«Світло є», — пояснює інженер Данило Гай.", "uk", ("direct", "Данило Гай", "інженер", None)),
        ("Президент Данило Гай заявив, що світло є.", "uk", ("indirect", "Данило Гай", "Президент", None)),
        ("В Минтрансе сообщили, что мост открыт.", "ru", ("indirect", "Минтрансе", None, None)),
        ("Источник в порту сообщил ТАСС, что кран упал.", "ru", ("indirect", None, "Источник в порту", "ТАСС")),
        ("Мост не стали заявлять в программу.", "ru", ("own", None, None, None)),
    ],
)
def test_the_source_speaks_not_who_is_told(text: str, language: str, expected: Row) -> None:
    """Whoever says it is named with the role as worded; the outlet that is told stands beside."""
    assert read(text, language) == [expected]


def test_a_text_is_no_person() -> None:
    """What stands in an appeal is the appeal's, which is no name."""
    [(voice, speaker, role, _)] = read("«Мост закрыт», — говорится в обращении рыбаков.", "ru")
    assert (voice, speaker, role) == ("direct", None, "обращении рыбаков")
