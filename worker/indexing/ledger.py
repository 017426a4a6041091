"""The ledger: what is known of every issue file, one entry each, behind the alias ``issues``.

Here it is read and written by id, exact at any moment; ``ledger_searches`` finds entries by what they say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from worker.indexing.bulk import Action
from worker.indexing.client import failures_named
from worker.indexing.ledger_entries import PLAN_FIELDS, Stored

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from elasticsearch import Elasticsearch


def failure_id(digest: str) -> str:
    """Return the id of the entry of a file that failed: its content is its identity.

    Apart from the ids of issues, so that a failed correction never hides the entry of the issue it meant to correct.
    """
    return f"failed-{digest[:16]}"


def held_id(content: str) -> str:
    """Return the id of the entry of a content that waits for a person's decision."""
    return f"held-{content[:16]}"


def waiting_ids(digest: str, content: str) -> tuple[str, str]:
    """Return the ids of the entries that go once a content is in the index: it failed before, or was held."""
    return failure_id(digest), held_id(content)


def entry_action(alias: str, identifier: str, entry: Mapping[str, Any] | None, stored: Stored | None) -> Action:
    """Write (or, without ``entry``, delete) an issue's entry, if nobody wrote it since ``stored`` was read.

    Without ``stored`` the entry must be new.
    """
    if stored is None:
        return Action("create", alias, identifier, entry)
    number, term = stored.place
    operation = "delete" if entry is None else "index"
    return Action(operation, alias, identifier, entry, (("if_seq_no", number), ("if_primary_term", term)))


def look_up(client: Elasticsearch, alias: str, identifiers: Iterable[str]) -> dict[str, Stored]:
    """Return the entries with these ids, as they stand this moment (no refresh is needed)."""
    wanted = sorted(set(identifiers))
    if not wanted:
        return {}
    with failures_named():
        response = client.mget(index=alias, ids=wanted, source_includes=PLAN_FIELDS)
        return {
            found["_id"]: Stored.of(found["_source"], (found["_seq_no"], found["_primary_term"]))
            for found in response["docs"]
            if found.get("found")
        }


def sources(client: Elasticsearch, alias: str, identifiers: Iterable[str]) -> dict[str, tuple[dict[str, Any], Stored]]:
    """Return whole entries, as they stand this moment."""
    wanted = sorted(set(identifiers))
    if not wanted:
        return {}
    with failures_named():
        response = client.mget(index=alias, ids=wanted)
        return {
            found["_id"]: (
                dict(found["_source"]),
                Stored.of(found["_source"], (found["_seq_no"], found["_primary_term"])),
            )
            for found in response["docs"]
            if found.get("found")
        }
