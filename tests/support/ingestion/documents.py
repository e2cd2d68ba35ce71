"""Documents of Word as offices write them."""

from __future__ import annotations

import io

import docx


def make_press_release() -> bytes:
    """Return a statement to the press in which only bold letters tell what is a heading."""
    document = docx.Document()
    document.core_properties.author, document.core_properties.title = "OFFICE\\holt", "Document1"
    for words in ("PRESS RELEASE", "For immediate release, 12 March 2025", "*Dam to be lowered",
                  "The dam of Tarn holds, said Ada Holt.", "*What changes", "The lower road closes.",
                  "ENDS", "Contact: Press Office, press@water.example"):  # fmt: skip
        document.add_paragraph().add_run(words.removeprefix("*")).bold = words.startswith("*")
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()
