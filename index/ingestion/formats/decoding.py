"""Bytes of a file -> its text, and in what encoding they are, whatever is declared."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from encodings.aliases import aliases

from index.corpus.articles import CONTROL_CHARACTER
from index.ingestion.refusals import ControlCharacterRefusal, EncodingRefusal

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)
_DECLARATION = re.compile(
    rb"<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,200}?encoding)\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE
)
_DECLARED_WITHIN = 4096
_WEB = re.compile(
    r"utf-8|utf-16\w*|cp(?:125\d|866|874|93[26]|949|950)|iso8859-\d+|koi8-[ru]|mac-cyrillic|gb\w+|big5\w*|shift_jis|euc_\w+"
)
_GUESSES = [
    "cp1251", "koi8_u", "cp866", "iso8859_5", "mac_cyrillic", "cp1252", "cp1250", "iso8859_2", "cp1253", "cp1254",
    "cp1256", "cp1255", "shift_jis", "euc_jp", "gb18030", "big5", "euc_kr",
]  # fmt: skip
for _name in {
    *_GUESSES,
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    *filter(_WEB.fullmatch, (name.replace("_", "-") for name in aliases.values())),
}:
    codecs.lookup(_name)  # loaded now, since nothing can be once the door is closed
_SAMPLE = 200_000
_MARKUP = re.compile(rb"<(?:script|style)\b.{0,100000}?</(?:script|style)>|<[^>]{0,2000}>", re.DOTALL | re.IGNORECASE)
_SURROGATE = re.compile("[\ud800-\udfff]")
_VALID = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_MANY = 0.3
_LINE_END = re.compile(r"\r(?!\n)")


@dataclass(frozen=True)
class Decoded:
    """A text, the encoding that it was in, and the one that was declared where that is another."""

    text: str
    encoding: str
    misdeclared: str | None = None


def decode_text(content: bytes) -> Decoded:
    """Return the text of a file in the encoding that it most likely is in; old line ends become today's.

    Raises EncodingRefusal for what is no text, ControlCharacterRefusal.
    """
    decoded = _decode(content, None)
    text = _LINE_END.sub("\n", decoded.text)
    require_no_control_character(text)
    return Decoded(text, decoded.encoding)


def decode_page(content: bytes, charset: str | None = None) -> Decoded:
    """Return the text of a page in the encoding that it declares, unless its bytes say otherwise.

    What cannot be decoded becomes U+FFFD. Raises EncodingRefusal for what is no text.
    """
    return _decode(content, charset or _find_declared(content))


def require_no_control_character(text: str) -> None:
    """Refuse a text with a character that no article holds, NUL among them."""
    if found := CONTROL_CHARACTER.search(text) or _SURROGATE.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise ControlCharacterRefusal(line=line, code=f"U+{ord(found[0]):04X}")


def _decode(content: bytes, declared: str | None) -> Decoded:
    if marked := _find_mark(content):
        return Decoded(content.decode(marked, "replace").removeprefix("\ufeff"), marked.removesuffix("-sig"))
    name = _find_codec(declared) if declared else None
    if _is_utf8(content):
        return Decoded(
            content.decode("utf-8", "replace"), "utf-8", declared if name not in {None, "utf-8", "cp1252"} else None
        )
    if name not in {None, "utf-8"}:
        assert name is not None
        return Decoded(content.decode(name, "replace"), name)
    guessed = _guess(content)
    return Decoded(content.decode(guessed, "replace"), guessed, declared if name else None)


def _is_utf8(content: bytes) -> bool:
    """Return whether bytes are UTF-8, but for fewer broken ones than whole characters beyond ASCII."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        rest, whole = _VALID.subn(b"", content)
        return whole > 2 * sum(byte >= 0x80 for byte in rest)
    return True


def _find_mark(content: bytes) -> str | None:
    """Return the encoding that a mark or the zeros of UTF-16 tell of."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            return name
    for sample, name in ((content[1:2000:2], "utf-16-le"), (content[:2000:2], "utf-16-be")):
        if len(sample) >= 2 and sample.count(0) > len(sample) // 2:
            return name
    return None


def _guess(content: bytes) -> str:
    """Return the most likely of the encodings that texts of these languages are in."""
    from charset_normalizer import from_bytes

    words = _MARKUP.sub(b" ", content[:_SAMPLE])
    letters = sum(byte >= 0x80 or chr(byte).isalpha() for byte in words)
    high = sum(byte >= 0x80 for byte in words)
    if high > _MANY * letters and (cyrillic := _guess_cyrillic(words)):
        return cyrillic
    best = from_bytes(words, cp_isolation=_GUESSES).best()
    if best is None:
        raise EncodingRefusal
    return (
        "cp1252"
        if high < 0.1 * letters
        and best.encoding in {"cp1250", "cp1254", "iso8859_2"}
        and not _is_cyrillic(best.encoding)
        else best.encoding
    )


def _guess_cyrillic(words: bytes) -> str | None:
    """Return the encoding in which most letters are small Cyrillic ones, where that is most of them."""
    shares = {}
    for name in ("cp1251", "koi8_u", "cp866", "iso8859_5", "mac_cyrillic"):
        text = words.decode(name, "replace")
        letters = sum(character.isalpha() or not character.isascii() for character in text)
        shares[name] = sum("а" <= character <= "я" for character in text) / max(1, letters)
    best = max(shares, key=lambda name: shares[name])
    return best if shares[best] > 0.5 else None


def _is_cyrillic(name: str) -> bool:
    return name in {"cp1251", "koi8_u", "cp866", "iso8859_5", "mac_cyrillic"}


def _find_declared(content: bytes) -> str | None:
    found = _DECLARATION.search(content[:_DECLARED_WITHIN])
    return found[1].decode("ascii") if found else None


def _find_codec(declared: str) -> str | None:
    """Return Python's name of an encoding that a page declares; as in browsers, Latin-1 means Windows-1252."""
    try:
        name = codecs.lookup(declared).name
    except (LookupError, ValueError):
        return None
    if name in {"ascii", "iso8859-1"}:
        return "cp1252"
    return name if _WEB.fullmatch(name) else None
