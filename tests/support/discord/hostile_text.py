"""Texts with everything in them that Discord acts upon."""

from __future__ import annotations

from hypothesis import strategies as st

NASTY = st.text(
    st.one_of(
        st.sampled_from("\\`*_~|[]()<>@#:&-+.)!/1 \n\r\t⟦⟧\u202e\u200b\u2066\u00ad\ufeffaж"),
        st.characters(exclude_categories=["Cs"]),
    )
)
