"""How values stand in documents of both indices: moments, the identity of an issue, nothing where there is nothing."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from worker.document.identity import IssueIdentity

Document = dict[str, Any]

MAX_WARNINGS = 50
"""A broken page can have one a line; the first ones tell."""


def timestamp(moment: dt.datetime) -> str:
    """Return a moment in UTC as the index has it: ``2023-10-27T08:00:00.000Z``."""
    return moment.astimezone(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def whole_milliseconds(moment: dt.datetime) -> dt.datetime:
    """Return a moment as it is written, and read back by a rebuild."""
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def identity_fields(identity: IssueIdentity) -> Document:
    """Return what documents and ledger entries both say of the issue."""
    return {
        "publication": identity.publication,
        "date": identity.date.isoformat() if identity.date else "",
        "date_end": identity.date_end.isoformat() if identity.date_end else "",
        "edition": identity.edition,
        "part": identity.part,
    }


def without_empty(document: Document) -> Document:
    """Leave out what is empty; numbers and booleans stay, whatever they are."""
    return {name: value for name, value in document.items() if value not in ("", [], {}, None)}
