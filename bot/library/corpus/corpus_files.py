"""The article files: what adding, editing, removing and going back do to them, all or not at all."""

from __future__ import annotations

import contextlib
import re
import sqlite3
import tempfile
import threading
import uuid
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from bot.errors import Reason
from bot.library.events import AuditAction, Change, Moderator, RollbackPlan
from bot.library.journal.journal import Journal
from index.corpus.articles import Article, Corpus, Metadata, parse_article, read_corpus, write_article
from index.corpus.curated_speakers import read_speakers_source
from index.corpus.source_files import NO_ARTICLE, SPEAKERS, SourceFile, list_article_files, read_source
from index.errors import ArticleError, Refusal, SnapshotError
from index.snapshots.contents import read_sources
from index.snapshots.held import clear_held, read_held
from index.snapshots.manifest import peek_manifest
from index.snapshots.store import list_published, read_known_articles
from index.snapshots.transaction import Edit, acknowledge, commit, read_done, recover

if TYPE_CHECKING:
    from index.ingestion.drafts import Draft

_SAFE_NAME = re.compile(r"[^\W_][\w-]{0,150}\.md")
_RETURNS = {AuditAction.ROLL_BACK, AuditAction.DISCARD}
_CHANGE = TypeAdapter(Change)


@dataclass(frozen=True)
class Plan:
    """Edits of files, the entry of the audit log that goes with them, and the edits that take them back."""

    change: Change
    edits: tuple[Edit, ...]
    undo: tuple[Edit, ...] = ()


@dataclass(frozen=True)
class _Difference:
    name: str
    now: SourceFile | None
    then: SourceFile | None


class CorpusFiles:
    """The files of the corpus; every method may take a while and belongs off the event loop."""

    def __init__(self, corpus: Path, index: Path, journal: Journal) -> None:
        self._corpus = corpus
        self._index = index
        self._journal = journal
        self._writing = threading.Lock()

    def recover(self) -> Change | None:
        """Finish a change that was cut off, and return it; None where there was none."""
        with self._writing:
            recover(self._corpus, self._index)
            return self._acknowledge()

    def commit(self, plan: Plan, serve: str | None = None) -> None:
        """Change the files, let a snapshot serve if one is named, and keep who did it.

        Raises PublicationError or sqlite3.Error; the files are then as before, or `recover` finishes them.
        """
        with self._writing:
            self._corpus.mkdir(parents=True, exist_ok=True)
            note = _CHANGE.dump_json(plan.change).decode()
            commit(self._corpus, self._index, plan.edits, note, serve)
            try:
                self._acknowledge()
            except sqlite3.Error:
                if plan.undo:
                    commit(self._corpus, self._index, plan.undo, note)
                    acknowledge(self._index)
                raise

    def take_back(self, plan: Plan) -> None:
        """Undo a change, in the files and in the audit log."""
        with self._writing:
            undone = replace(plan.change, undone=True)
            commit(self._corpus, self._index, plan.undo, _CHANGE.dump_json(undone).decode())
            self._acknowledge()
            self._journal.undo_change(plan.change.id)

    def _acknowledge(self) -> Change | None:
        note = read_done(self._index)
        if note is None:
            return None
        change = _CHANGE.validate_json(note)
        self._journal.record_change(change)
        if change.action in _RETURNS:
            for undone in self._list_undone(change):
                self._journal.undo_change(undone.id)
            clear_held(self._index)
        acknowledge(self._index)
        return change

    def _list_undone(self, change: Change) -> list[Change]:
        """Return the pending changes that going back takes back: all, or those of what is discarded."""
        pending = list(self._journal.list_pending_changes())
        if change.action == AuditAction.ROLL_BACK:
            return pending
        held = read_held(self._index)
        created = peek_manifest(held.find(self._index)).created if held else datetime.min.replace(tzinfo=UTC)
        return [each for each in pending if each.at <= created]

    def plan_addition(self, moderator: Moderator, draft: Draft) -> Plan:
        """Plan to add a draft under a name that is free.

        Raises a Refusal when an article has its text already.
        """
        corpus = self._read()
        for article in corpus.articles:
            if article.id == draft.article.id:
                raise Refusal(Reason.DUPLICATE, title=article.title)
        source = SourceFile(self._find_free_name(draft), draft.source().encode())
        article = parse_article(source)
        change = make_change(moderator, AuditAction.ADD, article, after=source)
        return Plan(change, (_put(source),), (Edit(name=source.name, content=None),))

    def plan_edit(self, moderator: Moderator, article_id: str, metadata: Metadata) -> Plan:
        """Plan to change what an article says of itself; plain text becomes Markdown, which can say it.

        Raises a Refusal where there is no such article.
        """
        before, article = self._find(self._read(), article_id)
        name = f"{article.name}.md"
        after = SourceFile(name, write_article(name, article.text, metadata).encode())
        edits, undo = [_put(after)], [_put(before)]
        if before.name != name:
            edits.append(Edit(name=before.name, content=None))
            undo.append(Edit(name=name, content=None))
        change = make_change(moderator, AuditAction.EDIT, parse_article(after), before=before, after=after)
        return Plan(change, tuple(edits), tuple(undo))

    def plan_removal(self, moderator: Moderator, article_id: str, reason: str) -> Plan:
        """Plan to take an article out.

        Raises a Refusal where there is no such article, or no other.
        """
        corpus = self._read()
        source, article = self._find(corpus, article_id)
        if len(corpus.articles) == 1:
            raise Refusal(Reason.LAST_ARTICLE, title=article.title)
        change = make_change(moderator, AuditAction.REMOVE, article, reason=reason, before=source)
        return Plan(change, (Edit(name=source.name, content=None),), (_put(source),))

    def plan_return(self, moderator: Moderator, snapshot: str) -> Plan:
        """Plan to take the files back to a snapshot.

        Raises SnapshotError, and a Refusal when a file would be lost that no snapshot has.
        """
        kept, edits = self._list_kept_digests(), []
        for difference in self._differ(snapshot):
            if difference.now and difference.now.digest not in kept:
                raise Refusal(Reason.UNINDEXED, name=difference.name)
            edits.append(_put(difference.then) if difference.then else Edit(name=difference.name, content=None))
        return Plan(make_change(moderator, AuditAction.ROLL_BACK, snapshot=snapshot), tuple(edits))

    def plan_discard(self, moderator: Moderator, candidate: Path, serving: Path) -> Plan:
        """Plan to take back what a staged snapshot changed; files that were changed again since stay."""
        wanted, dropped, present = read_sources(serving), read_sources(candidate), self._read_files()
        edits = []
        for name in sorted({*wanted, *dropped}):
            then = wanted.get(name)
            if dropped.get(name) != then and present.get(name) == dropped.get(name):
                edits.append(_put(then) if then else Edit(name=name, content=None))
        change = make_change(moderator, AuditAction.DISCARD, snapshot=candidate.name.rpartition(".staged-")[2])
        return Plan(change, tuple(edits))

    def compare(self, snapshot: str) -> RollbackPlan:
        """Say what going back to a snapshot would do, by the titles of articles.

        Raises SnapshotError.
        """
        differences = self._differ(snapshot)
        return RollbackPlan(
            snapshot,
            tuple(_title(each.then) for each in differences if each.then and not each.now),
            tuple(_title(each.now) for each in differences if each.now and not each.then),
            tuple(_title(each.then) for each in differences if each.now and each.then),
        )

    def export(self) -> Path:
        """Return a new temporary zip of the corpus, links left out."""
        with self._writing, tempfile.NamedTemporaryFile(prefix="corpus-", suffix=".zip", delete=False) as file:
            try:
                with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                    for path in sorted(self._corpus.iterdir()):
                        if path.is_file() and not path.is_symlink() and not path.name.startswith("."):
                            archive.write(path, path.name)
            except OSError:
                Path(file.name).unlink(missing_ok=True)
                raise
            return Path(file.name)

    def _read(self) -> Corpus:
        return read_corpus(self._corpus, read_known_articles(self._index))

    def _read_files(self) -> dict[str, SourceFile]:
        """Return every file that a snapshot keeps, also those that cannot be read as articles."""
        speakers = read_speakers_source(self._corpus / SPEAKERS)
        files = {SPEAKERS: speakers} if speakers else {}
        for path in list_article_files(self._corpus):
            with contextlib.suppress(ArticleError):
                files[path.name] = read_source(path)
        return files

    def _differ(self, snapshot: str) -> list[_Difference]:
        """Return the files that are not as in a snapshot; what was never an article of any stays out of it."""
        wanted, present = read_sources(self._index / snapshot), self._read_files()
        differences = [_Difference(name, present.get(name), wanted.get(name)) for name in sorted({*wanted, *present})]
        return [each for each in differences if each.now != each.then and (each.then or _is_kept(each.now))]

    def _find(self, corpus: Corpus, article_id: str) -> tuple[SourceFile, Article]:
        for source, article in zip(corpus.sources, corpus.articles, strict=True):
            if article.id == article_id:
                return source, article
        raise Refusal(Reason.ARTICLE)

    def _find_free_name(self, draft: Draft) -> str:
        taken = {Path(NO_ARTICLE).stem.casefold(), *(path.stem.casefold() for path in self._corpus.iterdir())}
        safe = draft.name if _SAFE_NAME.fullmatch(draft.name) else f"{draft.article.id}.md"
        for name in (safe, f"{Path(safe).stem}-{draft.article.id}.md"):
            if Path(name).stem.casefold() not in taken:
                return name
        return f"{uuid.uuid4().hex}.md"

    def _list_kept_digests(self) -> set[str]:
        held = read_held(self._index)
        folders = [self._index / name for name in list_published(self._index)]
        folders += [held.find(self._index)] if held else []
        return {digest for folder in folders for digest in _list_digests(folder)}


def make_change(
    moderator: Moderator,
    action: AuditAction,
    article: Article | None = None,
    *,
    reason: str | None = None,
    before: SourceFile | None = None,
    after: SourceFile | None = None,
    snapshot: str | None = None,
) -> Change:
    """Return a new entry of the audit log, at this time."""
    return Change(
        id=uuid.uuid4().hex,
        at=datetime.now(UTC),
        moderator=moderator,
        action=action,
        article=article.title if article else None,
        article_id=article.id if article else None,
        reason=reason,
        digest_before=before.digest if before else None,
        digest_after=after.digest if after else None,
        snapshot=snapshot,
    )


def _put(source: SourceFile) -> Edit:
    return Edit(name=source.name, content=source.content)


def _is_kept(source: SourceFile | None) -> bool:
    return source is not None and (source.name == SPEAKERS or _parse(source) is not None)


def _title(source: SourceFile) -> str:
    article = _parse(source) if source.name != SPEAKERS else None
    return article.title if article else source.name


def _parse(source: SourceFile) -> Article | None:
    try:
        return parse_article(source)
    except ArticleError:
        return None


def _list_digests(folder: Path) -> Iterator[str]:
    try:
        yield from peek_manifest(folder).sources.values()
    except SnapshotError:
        return
