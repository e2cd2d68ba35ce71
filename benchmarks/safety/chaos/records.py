"""What became of everything that was asked: acknowledged when, ended how, with which quotations, and the figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from index.corpus.articles import Article
from tests.support.discord.loopback import Asked
from tests.support.discord.stage import Shown


@dataclass(frozen=True)
class Record:
    """One interaction: seconds from the beginning, to its acknowledgement and to its first answer."""

    kind: str
    at: float
    acknowledged: float | None
    answered: float | None
    callbacks: int
    quotations: int
    unproved: int
    noted: bool
    told: str

    @property
    def is_ended_once(self) -> bool:
        """Return whether there was one response and an end."""
        return self.callbacks == 1 and self.answered is not None


def make_record(kind: str, asked: Asked, answered_at: float | None, began: float, proof: Proof) -> Record:
    """Return the record of an interaction that has ended, or has been given up."""
    body = _find_last(asked)
    shown = Shown(body.get("components", [])) if body else None
    quotations = shown.quotations if shown and kind in {"ask", "hostile ask"} else []
    return Record(
        kind=kind,
        at=round(asked.at - began, 3),
        acknowledged=round(asked.deferred.result() - asked.at, 4) if asked.deferred.done() else None,
        answered=None if answered_at is None else round(answered_at - asked.at, 4),
        callbacks=sum("type" in each for each in asked.callbacks),
        quotations=len(quotations),
        unproved=proof.count_unproved(shown, quotations),
        noted=bool(shown and "noted for the moderators" in shown.text),
        told=shown.text[-160:] if shown and not quotations else "",
    )


def _find_last(asked: Asked) -> dict[str, Any] | None:
    last = asked.callbacks[-1] if asked.callbacks else None
    return last.get("data") if last and "type" in last else last


class Proof:
    """Every text that may be quoted; a quotation is proved by standing in one whose title is shown with it."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._texts = {article.title: article.text for article in articles}

    def add(self, title: str, text: str) -> None:
        """Know one more."""
        self._texts[title] = text

    def count_unproved(self, shown: Shown | None, quotations: Sequence[str]) -> int:
        """Return how many quotations stand in no article that is named with them."""
        if shown is None:
            return 0
        named = [text for title, text in self._texts.items() if title in shown.text]
        return sum(not any(quotation in text for text in named) for quotation in quotations)


def describe(records: Sequence[Record]) -> dict[str, Any]:
    """Return the figures of what was asked."""
    acknowledged = sorted(each.acknowledged for each in records if each.acknowledged is not None)
    answered = sorted(each.answered for each in records if each.answered is not None)
    return {
        "asked": len(records), "acknowledged": len(acknowledged),
        "to the acknowledgement, ms": describe_times(acknowledged), "to the answer, ms": describe_times(answered),
        "ended once": sum(each.is_ended_once for each in records),
        "quotations": sum(each.quotations for each in records),
        "unproved quotations": sum(each.unproved for each in records),
        "noted": sum(each.noted for each in records),
    }  # fmt: skip


def describe_times(seconds: Sequence[float]) -> Mapping[str, float]:
    """Return percentiles in milliseconds."""
    if not seconds:
        return {}
    at = {"p50": 0.5, "p95": 0.95, "p99": 0.99}
    found = {name: seconds[min(len(seconds) - 1, int(share * len(seconds)))] for name, share in at.items()}
    return {name: round(1000 * value, 1) for name, value in {**found, "max": seconds[-1]}.items()}


def count_told(records: Iterable[Record]) -> dict[str, int]:
    """Return what people were told, most often first, of those who saw no quotation."""
    return dict(Counter(each.told for each in records if each.told).most_common(12))


def to_lines(records: Iterable[Record]) -> list[dict[str, Any]]:
    """Return records as they are kept."""
    return [asdict(each) for each in records]
