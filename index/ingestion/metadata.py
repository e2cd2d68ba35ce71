"""What is known of an article that is not yet one: fields that hold, a title and a file name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import ValidationError

from index.corpus.articles import Metadata, digest_text
from index.ingestion.extracted import Note
from index.ingestion.language import guess_language, is_declared_wrongly, read_language

PLACEHOLDER = "?"
"""The title of what has no words to propose one from."""

_LONGEST_PROPOSAL = 100
_LONGEST_SLUG = 50
_BLOCK_MARK = re.compile(r"(?:#{1,6}|>|[-*+])[ \t]+")

MISSING_TITLE = Note("note.missing_title")


@dataclass(frozen=True)
class About:
    """Metadata that is as it should be, and what had to be dropped or assumed for that."""

    metadata: Metadata
    notes: tuple[Note, ...]


def complete_metadata(given: Mapping[str, str], text: str) -> About:
    """Return the fields that are as they should be, with what had to be dropped or assumed."""
    given, wrong = _correct_language(given, text)
    dropped = _find_invalid(given)
    fields = {name: value for name, value in given.items() if name not in {note.values["field"] for note in dropped}}
    notes = [*dropped, *wrong]
    if "title" not in fields:
        fields["title"] = _propose_title(text)
        notes.insert(0, MISSING_TITLE)
    if "language" not in fields and (language := guess_language(text)) and language != "en":
        fields["language"] = language
        notes.append(Note("note.assumed_language", {"language": language}))
    return About(Metadata.model_validate(fields), tuple(notes))


def _correct_language(given: Mapping[str, str], text: str) -> tuple[Mapping[str, str], tuple[Note, ...]]:
    """Return the fields with the language as a code: that of the text where it is plainly another one."""
    declared = given.get("language")
    if declared is None:
        return given, ()
    code, seen = read_language(declared), guess_language(text)
    others = {name: value for name, value in given.items() if name != "language"}
    if is_declared_wrongly(code, seen):
        language = seen or "en"
        return {**others, "language": language}, (
            Note("note.language_by_letters", {"declared": declared, "language": language}),
        )
    return ({**others, "language": code} if code else others), ()


def _find_invalid(given: Mapping[str, str]) -> list[Note]:
    try:
        Metadata.model_validate({"title": PLACEHOLDER, **given})
    except ValidationError as error:
        return [
            Note("note.dropped_field", {"field": str(item["loc"][0]), "problem": _shorten_message(item["msg"])})
            for item in error.errors()
        ]
    return []


def _propose_title(text: str) -> str:
    """Return the beginning of a text, without the marks of a heading."""
    line = next(line for line in text.splitlines() if line.strip()).strip()
    words = _BLOCK_MARK.sub("", line).strip()
    short = words[:_LONGEST_PROPOSAL].rpartition(" ")[0] if len(words) > _LONGEST_PROPOSAL else words
    return (short or words[:_LONGEST_PROPOSAL]).strip() or PLACEHOLDER


def name_file(title: str, text: str) -> str:
    """Return a name made of letters and digits of the title, and of the text so that it is the text's own."""
    words = re.sub(r"[\W_]+", "-", unicodedata.normalize("NFKC", title).casefold()).strip("-")
    slug = words[:_LONGEST_SLUG].strip("-") or "article"
    return f"{slug}-{digest_text(text)[:8]}.md"


def _shorten_message(message: str) -> str:
    """Return a problem without the validator's own beginning."""
    return message.removeprefix("Value error, ")
