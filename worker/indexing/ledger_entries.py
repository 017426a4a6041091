"""An entry of the ledger as it is read: for deciding, for telling a person, for figures."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from worker.job import LIVE, Outcome
from worker.messages import message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PLAN_FIELDS = [
    "unit_id", "issue_id", "digest", "content", "revision", "outcome", "article_ids", "versions", "stated", "path",
    "archived_as", "indexed_at", "attempts", "replaced", "publication", "date", "edition", "page", "part",
    "masthead", "inbox",
]  # fmt: skip
STATED_FIELDS = ("publication", "date", "edition", "page", "part")


@dataclass(frozen=True, slots=True)
class Stored:
    """What the ledger says of a unit, as far as a replacement depends on it.

    Attributes:
        place: The state of the entry that was read (sequence number and primary term): a write that names it fails
            when anybody else wrote in between.
        content: Digest of the unit alone, where its file holds several.
        stated: Digest of its whole identity; empty in entries of earlier versions.
        states: Its identity as far as it makes its id: the fields of ``STATED_FIELDS``.
        replaced: What it replaced, as the entry tells it.
        masthead: The paper's name as the page prints it; empty in entries of earlier versions.
        inbox: Id of the inbox whose home keeps the original.
    """

    unit_id: str
    digest: str
    revision: int
    outcome: str
    article_ids: tuple[str, ...]
    versions: tuple[tuple[str, str], ...]
    place: tuple[int, int] = (0, 0)
    content: str = ""
    stated: str = ""
    states: tuple[str, ...] = ()
    path: str = ""
    archived_as: str = ""
    indexed_at: str = ""
    attempts: int = 1
    replaced: tuple[Mapping[str, Any], ...] = ()
    masthead: str = ""
    inbox: str = ""

    @property
    def is_live(self) -> bool:
        """Whether the index has its articles."""
        return self.outcome in LIVE

    @property
    def part(self) -> str:
        """Tells it apart from the other files of its page; empty where there are none."""
        return self.states[-1] if self.states else ""

    def states_as_much(self, states: Sequence[str]) -> bool:
        """Return whether ``states`` says nothing that this unit's identity does not say."""
        return all(one in {"", other} for one, other in zip(states, self.states or ("",) * len(states), strict=True))

    @property
    def content_digest(self) -> str:
        """What tells one content of the unit from another: the file's digest where the file holds one unit."""
        return self.content or self.digest

    @property
    def state(self) -> tuple[int, str]:
        """What two states of a unit are ordered by."""
        return self.revision, self.content_digest

    @classmethod
    def of(cls, source: Mapping[str, Any], place: tuple[int, int] = (0, 0)) -> Stored:
        """Return the entry from its document."""
        return cls(
            unit_id=source.get("unit_id") or source.get("issue_id", ""),  # entries of earlier versions have the latter
            digest=source["digest"],
            revision=source["revision"],
            outcome=source["outcome"],
            article_ids=tuple(source.get("article_ids", ())),
            versions=tuple(sorted(source["versions"].items())),
            place=place,
            content=source.get("content", ""),
            stated=source.get("stated", ""),
            states=tuple(source.get(name, "") for name in STATED_FIELDS),
            path=source.get("path", ""),
            archived_as=source.get("archived_as", ""),
            indexed_at=source.get("indexed_at", ""),
            attempts=source.get("attempts", 1),
            replaced=tuple(source.get("replaced", ())),
            masthead=source.get("masthead", ""),
            inbox=source.get("inbox", ""),
        )


@dataclass(frozen=True, slots=True)
class LedgerCounts:
    """The archive in figures: articles in the index, issues they come from, entries by outcome and failures by code."""

    articles: int
    issues: int
    outcomes: tuple[tuple[str, int], ...]
    reasons: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class LatestIssue:
    """One line of "what happened last"; ``reason`` says why it failed or is held, or what it took the place of."""

    at: dt.datetime
    outcome: str
    articles: int
    path: str
    issue_id: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One entry of the ledger as `baoku why` tells it; empty, zero or None where it says nothing.

    Attributes:
        inbox: Id of the inbox whose home keeps the original.
        seconds: From the moment the file was found complete until its articles were accepted.
    """

    id: str
    path: str
    archived_as: str
    digest: str
    revision: int
    outcome: str
    indexed_at: dt.datetime
    articles: int = 0
    attempts: int = 0
    issue_id: str = ""
    unit_id: str = ""
    inbox: str = ""
    code: str = ""
    reason: str = ""
    advice: str = ""
    seconds: float | None = None
    content: str = ""
    conflicts: tuple[Mapping[str, Any], ...] = ()
    replaced: tuple[Mapping[str, Any], ...] = ()

    @property
    def is_live(self) -> bool:
        """Whether the index has its articles."""
        return self.outcome in LIVE

    @classmethod
    def of(cls, identifier: str, source: Mapping[str, Any]) -> LedgerEntry:
        """Return the entry from its document."""
        told = source.get("reason", {})
        return cls(
            id=identifier,
            path=source["path"],
            archived_as=source.get("archived_as", ""),
            digest=source["digest"],
            revision=source["revision"],
            outcome=source["outcome"],
            indexed_at=dt.datetime.fromisoformat(source["indexed_at"]),
            articles=source["articles"],
            attempts=source["attempts"],
            issue_id=source.get("issue_id", ""),
            unit_id=source.get("unit_id") or source.get("issue_id", ""),
            inbox=source.get("inbox", ""),
            code=told.get("code", ""),
            reason=told.get("text", ""),
            advice=told.get("advice", ""),
            seconds=source.get("seconds_to_searchable"),
            content=source.get("content", ""),
            conflicts=tuple(source.get("conflicts", ())),
            replaced=tuple(source.get("replaced", ())),
        )


def told_of(entry: Mapping[str, Any]) -> str:
    """Return what people should know of an entry: what it took the place of, what contradicts what."""
    said = [
        message(
            f"in the place of {one['articles']} articles of {one['unit_id']} (archive/{one.get('archived_as', '')})"
        )
        for one in entry.get("replaced", ())
    ]
    if entry["outcome"] == Outcome.CONFLICT:
        said += [
            message(
                f"{one['field']}: the {one['taken_from']} says {one['taken']}, "
                f"the {one['other_from']} says {one['other']}"
            )
            for one in entry.get("conflicts", ())
        ]
    return "; ".join(said)
