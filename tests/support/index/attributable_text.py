"""Texts of everything that attribution looks at, in any order."""

from __future__ import annotations

from hypothesis import strategies as st

PIECES = st.sampled_from(
    [
        "Anna Karr said ",
        "he said",
        "“",
        "”",
        '"',
        "‘",
        "’",
        "'",
        "«",
        "»",
        "\n",
        "\n\n",
        "> ",
        "- ",
        "— ",
        ", ",
        ". ",
        ": ",
        "according to ",
        "the minister",
        " Karr",
        "(",
        ")",
        "NATO",
        "said",
        " that ",
        "KARR: ",
        "сказав ",
        "Он ",
        "was quoted as saying ",
        "in Karr's words",
        "a",
        "The mayor of Rivne, Olha Tymchuk,",
        "# Karr says\n",
        "😀",
        "\xa0",
    ]
)
TEXTS = st.text(max_size=200) | st.lists(PIECES, max_size=40).map("".join)
