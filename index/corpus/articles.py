"""An article file in, an Article out, or every reason why not."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

from pydantic import (
    AfterValidator,
    AnyHttpUrl,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
    TypeAdapter,
    ValidationError,
)

from index.corpus.front_matter import FrontMatter, FrontMatterError, read_front_matter, write_front_matter
from index.corpus.sections import Section, split_markdown, split_plain
from index.corpus.source_files import LARGEST as LARGEST  # what writes articles imports it from here
from index.corpus.source_files import SourceFile, list_article_files, read_source
from index.digests import digest_bytes
from index.errors import ArticleError, Problem

CONTROL_CHARACTER = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
"""What neither the text nor a field of an article holds."""

_OLD_LINE_END = re.compile(r"\r(?!\n)")
"""How a text of an old Macintosh ends its lines; as long as today's, so that no offset changes."""

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def _require_iso_date(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise ValueError("write the date as YYYY-MM-DD")
    return value


def _require_http_url(value: str) -> str:
    TypeAdapter(AnyHttpUrl).validate_python(value)
    return value


def _refuse_control_character(value: str) -> str:
    if found := CONTROL_CHARACTER.search(value):
        raise ValueError(f"control character U+{ord(found[0]):04X}; remove it")
    return value


_Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=500),
    AfterValidator(_refuse_control_character),
]


class Metadata(BaseModel):
    """What an article file may say of itself."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: _Text
    publisher: _Text | None = None
    author: _Text | None = None
    published: Annotated[date, BeforeValidator(_require_iso_date)] | None = None
    url: Annotated[_Text, AfterValidator(_require_http_url)] | None = None
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$", max_length=35)] = "en"
    licence: _Text | None = None


@dataclass(frozen=True)
class Article:
    """A source: its exact text and what is known of it.

    `text` is the body to the character, without the front matter or a plain text's title line.
    `id` and `digest` come from the text alone, `path` is the file's name in the corpus.
    """

    id: str
    digest: str
    path: str
    text: str
    title: str
    publisher: str | None
    author: str | None
    published: date | None
    url: str | None
    language: str
    licence: str | None
    sections: tuple[Section, ...]

    @property
    def name(self) -> str:
        """Return the file's name without its ending, as the outside calls the article."""
        return Path(self.path).stem


SourceKey = tuple[str, str]
"""A file's name and its digest."""


@dataclass(frozen=True)
class Corpus:
    """Every article that could be read, with its file to the byte, and an error for each that could not."""

    articles: tuple[Article, ...]
    errors: tuple[ArticleError, ...]
    sources: tuple[SourceFile, ...] = ()


def digest_text(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8."""
    return digest_bytes(text.encode("utf-8"))


def make_article(path: str, text: str, metadata: Metadata) -> Article:
    """Put an article together from its file's name, its body and its metadata."""
    digest = digest_text(text)
    split = split_plain if path.endswith(".txt") else split_markdown
    return Article(id=digest[:16], digest=digest, path=path, text=text, sections=split(text), **metadata.model_dump())


def read_article(path: Path) -> Article:
    """Read a Markdown or plain-text article.

    Raises ArticleError with every problem found in the file.
    """
    return parse_article(read_source(path))


def parse_article(source: SourceFile) -> Article:
    """Read a Markdown or plain-text article that is in memory.

    Raises ArticleError with every problem found in the file.
    """
    text = _decode(source)
    _refuse_control_characters(source.name, text)
    read = _read_plain if source.name.endswith(".txt") else _read_markdown
    return read(source.name, text)


def write_article(name: str, text: str, metadata: Metadata) -> str:
    """Return the Markdown file that reads back as exactly this text and metadata.

    Raises ArticleError for what no file can hold.
    """
    source = write_front_matter(metadata.model_dump(mode="json", exclude_none=True)) + text
    _refuse_control_characters(name, source)
    if len(_encode(name, source)) > LARGEST:
        raise ArticleError(name, Problem(f"larger than {LARGEST // 1024**2} MB; split it"))
    if _read_markdown(name, source) != make_article(name, text, metadata):
        raise ArticleError(name, Problem("its fields do not read back as they were written; make them plainer"))
    return source


def read_corpus(folder: Path, known: Mapping[SourceKey, Article] = MappingProxyType({})) -> Corpus:
    """Read every article of a folder; a bad one never hides the others, and a file that is known is not parsed again.

    Raises CorpusError when the folder itself cannot be read.
    """
    articles: dict[str, Article] = {}
    texts: dict[str, Article] = {}
    errors: list[ArticleError] = []
    sources: list[SourceFile] = []
    for path in list_article_files(folder):
        try:
            source = read_source(path)
            article = known.get((source.name, source.digest)) or parse_article(source)
            _refuse_duplicate(article, articles, texts)
        except ArticleError as error:
            errors.append(error)
        else:
            articles[article.name] = texts[article.id] = article
            sources.append(source)
    return Corpus(tuple(articles.values()), tuple(errors), tuple(sources))


def _refuse_duplicate(article: Article, names: dict[str, Article], texts: dict[str, Article]) -> None:
    """Refuse an article whose text or name another one has."""
    if same := texts.get(article.id):
        raise ArticleError(article.path, Problem(f"its text is the same as that of {same.path}; remove one"))
    if same := names.get(article.name):
        raise ArticleError(article.path, Problem(f"its name is taken by {same.path}; rename one"))


def _decode(source: SourceFile) -> str:
    if source.content.startswith(_UTF16_MARKS):
        raise ArticleError(source.name, Problem("is UTF-16; save it as UTF-8", 1))
    try:
        return source.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = source.content.count(b"\n", 0, error.start) + 1
        raise ArticleError(source.name, Problem("is not UTF-8; save it as UTF-8", line)) from error


def _encode(name: str, source: str) -> bytes:
    try:
        return source.encode("utf-8")
    except UnicodeEncodeError as error:
        line = source.count("\n", 0, error.start) + 1
        raise ArticleError(name, Problem("half of a surrogate pair; remove it", line)) from error


def _refuse_control_characters(name: str, source: str) -> None:
    if found := CONTROL_CHARACTER.search(source):
        line = source.count("\n", 0, found.start()) + 1
        raise ArticleError(name, Problem(f"control character U+{ord(found[0]):04X}; remove it", line))


def _read_plain(name: str, source: str) -> Article:
    body = _OLD_LINE_END.sub("\n", source.lstrip())
    title, _, text = body.partition("\n")
    line = source[: len(source) - len(body)].count("\n") + 1
    return make_article(name, text, _validate(name, FrontMatter({"title": title.strip() or None}, {"title": line}, 0)))


def _read_markdown(name: str, source: str) -> Article:
    try:
        front_matter = read_front_matter(source)
    except FrontMatterError as error:
        raise ArticleError(name, error.problem) from error
    return make_article(name, source[front_matter.body_start :], _validate(name, front_matter))


def _validate(name: str, front_matter: FrontMatter) -> Metadata:
    given = {field: value for field, value in front_matter.values.items() if value is not None}
    try:
        return Metadata.model_validate(given)
    except ValidationError as error:
        problems = [_explain(str(item["loc"][0]), item["type"], item["msg"], front_matter) for item in error.errors()]
        raise ArticleError(name, *problems) from error


def _explain(field: str, kind: str, message: str, front_matter: FrontMatter) -> Problem:
    line = front_matter.lines.get(field, 1)
    if kind == "missing":
        return Problem("required, and missing", line, field)
    if kind == "extra_forbidden":
        close = difflib.get_close_matches(field, Metadata.model_fields, n=1)
        hint = (
            f"did you mean '{close[0]}'?"
            if close
            else f"known are {', '.join(Metadata.model_fields)}; `python -m index add` maps those of other programs"
        )
        return Problem(f"unknown field; {hint}", line, field)
    return Problem(message, line, field)
