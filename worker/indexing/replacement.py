"""Which issues of a batch are written, and what goes for them: pure decisions, no requests.

The order of two states of an issue is that of (revision, digest): a later find wins, and of two finds in the same
millisecond always the same one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.job import Outcome

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from worker.indexing.definitions import Versions
    from worker.indexing.documents import Entry
    from worker.indexing.ledger import Stored


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be done with one entry.

    Attributes:
        outcome: What it comes to if all goes well: ``indexed``, ``duplicate`` or ``superseded``.
        write: False when the index has it already.
        stored: The ledger's entry of the same issue; None when it has none.
        same_as: Id of the issue that has the same content already, for a duplicate.
    """

    outcome: Outcome
    write: bool = False
    stored: Stored | None = None
    same_as: str = ""


def rounds(entries: Sequence[Entry]) -> list[list[Entry]]:
    """Split a batch so that no round has an issue twice and an issue's older states come in earlier rounds.

    The older state is indexed although a newer one waits behind it: should that be rejected, this one stays.
    """
    result: list[list[Entry]] = []
    placed: dict[str, int] = {}
    for entry in sorted(entries, key=lambda entry: (entry.job.revision, entry.content_digest)):
        number = placed.get(entry.unit_id, 0)
        placed[entry.unit_id] = number + 1
        if number == len(result):
            result.append([])
        result[number].append(entry)
    return result


def judge(entry: Entry, stored: Stored | None, twin: Stored | None, *, versions: Versions, force: bool) -> Verdict:
    """Decide about one entry.

    Args:
        entry: What was made from the file.
        stored: The ledger's entry of the same issue.
        twin: The ledger's entry of another indexed issue with the same content.
        versions: What ``entry`` was made with.
        force: Write what is there already, unless something newer is.
    """
    job = entry.job
    if stored is not None and stored.state > (job.revision, entry.content_digest):
        if stored.content_digest == entry.content_digest:
            return Verdict(Outcome.DUPLICATE, stored=stored, same_as=stored.unit_id)
        return Verdict(Outcome.SUPERSEDED, stored=stored)
    made_with = tuple(sorted(versions.as_json().items()))
    if (
        not force
        and stored is not None
        and (stored.content_digest, stored.versions) == (entry.content_digest, made_with)
    ):
        # The same job again was done before, but nobody heard of it; a later one is the same file dropped again.
        outcome = Outcome.INDEXED if stored.revision == job.revision else Outcome.DUPLICATE
        return Verdict(outcome, stored=stored, same_as=stored.unit_id)
    if not force and stored is None and twin is not None and twin.versions == made_with:
        return Verdict(Outcome.DUPLICATE, same_as=twin.unit_id)
    return Verdict(Outcome.INDEXED, write=True, stored=stored)


def vanished(wanted: Collection[str], stored: Stored | None, strays: Collection[str]) -> list[str]:
    """Return the ids that must go: known of the issue, from the ledger or the index, but not wanted."""
    known = {*(stored.article_ids if stored is not None else ()), *strays}
    return sorted(known.difference(wanted))
