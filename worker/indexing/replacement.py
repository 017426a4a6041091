"""Which units of a batch are written, and what goes for them: pure decisions, no requests.

The order of two states of a unit is that of (revision, content): a later find wins, and of two finds in the same
millisecond always the same one. What a person states (name, sidecar, a decision) decides even for known bytes; what
would lose most of what it replaces, or has another paper's masthead, is held until a person decides.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from worker.job import LIVE, Decision, Outcome
from worker.messages import message
from worker.parsing.identity.same_paper import same_paper

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from worker.indexing.definitions import Versions
    from worker.indexing.entries import Entry
    from worker.indexing.ledger_entries import Stored
    from worker.indexing.loss import Loss

_GIVEN_BACK = frozenset({Decision.UNDO, Decision.REDO, Decision.PUT_BACK})


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be done with one entry.

    Attributes:
        outcome: What it comes to if all goes well; see ``worker.job.Outcome``.
        write: False when the index has it already, or must not have it.
        stored: The ledger's entry of the same unit; None when it has none.
        same_as: Id of the unit that has the same content already, for a duplicate.
        leaves: Units that go: the same bytes stood there under another identity.
        reason: Why it is held.
    """

    outcome: Outcome
    write: bool = False
    stored: Stored | None = None
    same_as: str = ""
    leaves: tuple[Stored, ...] = ()
    reason: str = ""


def rounds(entries: Sequence[Entry], *, as_told: bool = False) -> list[list[Entry]]:
    """Split a batch so that no round has a unit or a content twice and what comes first is in an earlier round.

    Older states come first: the older is indexed although a newer one waits behind it: should that be rejected, this
    one stays.

    Args:
        entries: Of one batch.
        as_told: They are a history, and come in its order: what was found earlier may have been decided later, and
            what was written later had more copies of its story before it.
    """
    result: list[list[Entry]] = []
    placed: defaultdict[tuple[str, str], int] = defaultdict(int)
    by_age = sorted(entries, key=lambda entry: (entry.job.revision, entry.content_digest))
    for entry in entries if as_told else by_age:
        keys = ("unit", entry.unit_id), ("content", entry.content_digest)
        least = len(result) - 1 if as_told and result else 0
        number = max(least, *(placed[key] for key in keys))
        placed.update(dict.fromkeys(keys, number + 1))
        if number == len(result):
            result.append([])
        result[number].append(entry)
    return result


def without_followers(entries: Sequence[Entry], verdicts: Sequence[Verdict], *, as_told: bool = False) -> list[Entry]:
    """Return the entries of a round, in order, that do not depend on an earlier one of it.

    Where one leaves a unit that another is about to take, the earlier one comes first and the other is judged again;
    in a history (``as_told``) so is whatever comes after it.
    """
    takers = {entry.unit_id: entry for entry in entries}
    numbers = {id(entry): number for number, entry in enumerate(entries)}
    followers: set[int] = set()
    for entry, verdict in zip(entries, verdicts, strict=True):
        for left in verdict.leaves:
            taker = takers.get(left.unit_id)
            if taker is not None and taker is not entry:
                followers.add(id(max(entry, taker, key=lambda one: numbers[id(one)])))
    if as_told:
        return list(takewhile(lambda entry: id(entry) not in followers, entries))
    return [entry for entry in entries if id(entry) not in followers]


def competes(entry: Entry, stored: Stored | None) -> bool:
    """Return whether ``entry`` would take the place of another content, so that it matters what that loses."""
    return (
        stored is not None
        and stored.is_live
        and stored.content_digest != entry.content_digest
        and stored.state < (entry.job.revision, entry.content_digest)
    )


def is_half_done(entry: Entry, stored: Stored | None) -> bool:
    """Return whether an earlier order of the same file, or late sidecar, got as far as the index and no further.

    A watcher that was started again finds it in the inbox and orders it anew, later than the first order that the
    ledger names. No manifest tells of that one: as a mere duplicate the file would stand in an index that is built
    anew with another revision, or without what is stated of it; so it is written once more.
    """
    return (
        entry.unfiled
        and stored is not None
        and stored.is_live
        and stored.revision < entry.job.revision
        and (stored.archived_as, stored.inbox) == (entry.archived_as, entry.inbox_id)
    )


def judge(
    entry: Entry,
    stored: Stored | None,
    twins: Sequence[Stored] = (),
    *,
    versions: Versions,
    force: bool = False,
    loss: Loss | None = None,
) -> Verdict:
    """Decide about one entry.

    Args:
        entry: What was made from the file.
        stored: The ledger's entry of the same unit.
        twins: The ledger's entries of other units in the index that are the same file.
        versions: What ``entry`` was made with.
        force: Write what is there already, unless something newer is.
        loss: What of ``stored`` is not in ``entry``; None where nothing is replaced.
    """
    if entry.recorded is Outcome.HELD:
        reason = why_held(entry, stored, loss) if stored is not None else ""
        return Verdict(Outcome.HELD, stored=stored, reason=reason or message("it was held before"))
    if stored is not None and stored.state > (entry.job.revision, entry.content_digest):
        return _overtaken(entry, stored)
    rivals = [twin for twin in twins if _is_rival(entry, twin)]
    older = (twin for twin in rivals if twin.revision <= entry.job.revision)
    leaves = () if entry.recorded is Outcome.INDEXED else tuple(older)
    if stored is not None and stored.is_live:
        if stored.content_digest == entry.content_digest:
            return _again(entry, stored, leaves, versions, force=force)
        return _replacing(entry, stored, leaves, loss)
    known = None if force or entry.decision is not None else _elsewhere(entry, stored, rivals)
    if known is not None:
        return known
    outcome = Outcome.MOVED if leaves else Outcome.INDEXED
    return Verdict(_named(entry, outcome), write=True, stored=stored, leaves=leaves)


def _overtaken(entry: Entry, stored: Stored) -> Verdict:
    """Decide about what is older than what the unit has."""
    same = stored.is_live and stored.content_digest == entry.content_digest and stored.stated in {"", entry.stated}
    if same:
        return Verdict(Outcome.DUPLICATE, stored=stored, same_as=stored.unit_id)
    return Verdict(Outcome.SUPERSEDED, stored=stored)


def _replacing(entry: Entry, stored: Stored, leaves: tuple[Stored, ...], loss: Loss | None) -> Verdict:
    """Decide about another content of the unit."""
    reason = "" if entry.settled else why_held(entry, stored, loss)
    if reason:
        return Verdict(Outcome.HELD, stored=stored, reason=reason)
    return Verdict(_named(entry, Outcome.REPLACED), write=True, stored=stored, leaves=leaves)


def why_held(entry: Entry, stored: Stored, loss: Loss | None) -> str:
    """Return why a person decides about a replacement; empty where it may go through.

    A name that says ``jcrb`` fits 江城日报 and 锦城日报: only the pages' own mastheads tell that these are two papers.
    """
    printed = entry.issue.identity.masthead
    if competes(entry, stored) and printed and stored.masthead and not same_paper(printed, stored.masthead):
        place = stored.archived_as or stored.path
        return message(
            f"its masthead names {printed}, that of {stored.unit_id}, which stands in {place}, names {stored.masthead}"
        )
    return "" if loss is None else loss.reason(stored)


def _elsewhere(entry: Entry, stored: Stored | None, rivals: Sequence[Stored]) -> Verdict | None:
    """Decide about bytes that stand under another identity; None where that does not settle it."""
    for twin in rivals:
        settles = twin.outcome == Outcome.CONFLICT and not entry.issue.identity.contested
        if twin.states_as_much(entry.states) and not settles:
            return Verdict(Outcome.DUPLICATE, stored=stored, same_as=twin.unit_id)
        if twin.revision > entry.job.revision:
            return Verdict(Outcome.SUPERSEDED, stored=stored, same_as=twin.unit_id)
    return None


def _again(entry: Entry, stored: Stored, leaves: tuple[Stored, ...], versions: Versions, *, force: bool) -> Verdict:
    """Decide about a content that the unit has already."""
    stated = stored.stated in {"", entry.stated}
    made_with = tuple(sorted(versions.as_json().items()))
    if stated and not force and stored.versions == made_with:
        # The same job again was done before, but nobody heard of it; a later one is the same file dropped again.
        if stored.revision == entry.job.revision:
            return Verdict(Outcome(stored.outcome), stored=stored, same_as=stored.unit_id, leaves=leaves)
        if not leaves and entry.recorded not in LIVE:
            return Verdict(Outcome.DUPLICATE, stored=stored, same_as=stored.unit_id)
    outcome = Outcome.MOVED if leaves else Outcome(stored.outcome) if stated else Outcome.CORRECTED
    return Verdict(_named(entry, outcome), write=True, stored=stored, leaves=leaves)


def _named(entry: Entry, outcome: Outcome) -> Outcome:
    """Return the outcome of a write as it is told: a conflict stays one, whatever brought it."""
    if entry.issue.identity.contested:
        return Outcome.CONFLICT
    return Outcome.RESTORED if entry.decision in _GIVEN_BACK else outcome


def _is_rival(entry: Entry, twin: Stored) -> bool:
    """Return whether two identities of the same bytes exclude each other.

    Not where a page comes in several files: the same notice stands on many pages. And a contested identity takes
    nothing from one that is not.
    """
    if entry.is_part or entry.issue.identity.part or twin.part or twin.unit_id == entry.unit_id or not twin.is_live:
        return False
    return not entry.issue.identity.contested or twin.outcome == Outcome.CONFLICT


def vanished(wanted: Collection[str], stored: Stored | None, strays: Collection[str]) -> list[str]:
    """Return the ids that must go: known of the unit, from the ledger or the index, but not wanted."""
    known = {*(stored.article_ids if stored is not None else ()), *strays}
    return sorted(known.difference(wanted))
