"""Bytes of a file -> its text, or what encoding it is in."""

from __future__ import annotations

import codecs
import re

from index.corpus.articles import CONTROL_CHARACTER
from index.ingestion.refusals import ControlCharacterRefusal, EncodingRefusal

_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_DECLARATION = re.compile(
    rb"<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,200}?encoding)\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.I
)
_DECLARED_WITHIN = 4096
_WEB = re.compile(
    r"utf-8|cp(?:125\d|866|874|93[26]|949|950)|iso8859-\d+|koi8-[ru]|mac-cyrillic|gb\w+|big5|shift_jis|euc_\w+"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_MANY = 0.3


def decode_text(content: bytes) -> str:
    """Return the text of a file that has to be UTF-8.

    Raises EncodingRefusal with what it seems to be, ControlCharacterRefusal.
    """
    _refuse_wide(content)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise EncodingRefusal(encoding=_guess_encoding(content)) from error
    require_no_control_character(text)
    return text


def decode_page(content: bytes, charset: str | None) -> str:
    """Return the text of a page in the encoding that its server, its mark or the page itself declares.

    What cannot be decoded becomes U+FFFD. Raises EncodingRefusal for a declaration that nobody knows.
    """
    if content.startswith(codecs.BOM_UTF8):
        return content.decode("utf-8-sig", "replace")
    declared = charset or _find_declared(content)
    if declared is None:
        return _decode_undeclared(content)
    _refuse_wide(content)
    return content.decode(_find_codec(declared), "replace")


def require_no_control_character(text: str) -> None:
    """Refuse a text with a character that no article holds, NUL among them."""
    if found := CONTROL_CHARACTER.search(text) or _SURROGATE.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise ControlCharacterRefusal(line=line, code=f"U+{ord(found[0]):04X}")


def _refuse_wide(content: bytes) -> None:
    """Refuse UTF-16 and UTF-32, with a mark or known by their zeros."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            raise EncodingRefusal(encoding=name)
    for sample in (content[:1000:2], content[1:1000:2]):
        if len(sample) >= 2 and sample.count(0) > len(sample) // 2:
            raise EncodingRefusal(encoding="UTF-16")


def _guess_encoding(content: bytes) -> str:
    letters = sum(byte >= 0x80 or chr(byte).isalpha() for byte in content[:20_000])
    high = sum(byte >= 0x80 for byte in content[:20_000])
    return "Windows-1251" if high > _MANY * letters else "Windows-1252 (Latin-1)"


def _find_declared(content: bytes) -> str | None:
    found = _DECLARATION.search(content[:_DECLARED_WITHIN])
    return found[1].decode("ascii") if found else None


def _find_codec(declared: str) -> str:
    """Return Python's name of an encoding that a page declares; as in browsers, Latin-1 means Windows-1252."""
    try:
        name = codecs.lookup(declared).name
    except (LookupError, ValueError) as error:
        raise EncodingRefusal(encoding=declared) from error
    if name in {"ascii", "iso8859-1"}:
        return "cp1252"
    if not _WEB.fullmatch(name):
        raise EncodingRefusal(encoding=declared)
    return name


def _decode_undeclared(content: bytes) -> str:
    _refuse_wide(content)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise EncodingRefusal(encoding=_guess_encoding(content)) from error
