"""Documents as offices write them."""

from __future__ import annotations

import io
from collections.abc import Sequence

import docx

FIRE = ((12, 700, "The harbour of Veldra burned for three days."),)
STATEMENT = (
    (10, 760, "WATER BOARD OF TARN"), (10, 740, "PRESS RELEASE"), (10, 726, "For immediate release, 12 March 2025"),
    (18, 690, "Dam of Tarn to be lowered"),
    (11, 660, "The dam of Tarn holds, but its crest is to be lowered by two metres"),
    (11, 646, "before the next winter, the board decided on Tuesday."),
    (11, 620, '"We are not in a hurry," said Ada Holt, who has run the board since 2019.'),
    (11, 590, "ENDS"), (11, 570, "Notes to editors"), (11, 556, "The dam was built in 1931."),
    (11, 530, "Contact: Press Office, press@water.example, 020 5550 0100"), (9, 40, "Page 1 of 1"),
)  # fmt: skip
"""Lines of a page: size of their letters, height above its foot, words."""


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


def make_pdf(pages: int = 1, encrypt: bytes = b"", lines: Sequence[tuple[int, int, str]] = FIRE) -> bytes:
    """Return a PDF of so many pages that all show the same lines; `encrypt` is put into its trailer."""
    words = "\n".join(f"BT /F1 {size} Tf 72 {height} Td ({text}) Tj ET" for size, height, text in lines).encode()
    kids = b" ".join(b"%d 0 R" % (5 + number) for number in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (pages, kids),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(words), words),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *[b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 3 0 R/Resources<</Font<</F1 4 0 R>>>>>>"] * pages,
    ]
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    rows = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, rows)
    trailer = (len(objects) + 1, encrypt, len(body))
    return body + table + b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % trailer
