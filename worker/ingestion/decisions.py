"""What a person decides about what is archived: undo, accept, identify, withdraw, put back.

A decision is a line in the archive's manifest before or as soon as it is done, so that an index that is built anew
comes to the same. Each is safe to give again after it was broken off: what the index has already and no manifest tells
is finished, at the same revision, and what is done is not done twice.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import yaml

from worker.errors import ConfigurationError
from worker.home.moving import write_atomically
from worker.home.names import SIDECAR_SUFFIX, printable
from worker.home.originals import history, open_original, places_of
from worker.ingestion.opening import stated_beside
from worker.job import LIVE, Decision, Job, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from worker.home.files import Source
    from worker.home.originals import Original
    from worker.indexing import LedgerEntry
    from worker.ingestion.ingest import Ingestion
    from worker.ingestion.results import Result

_DIGEST_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Decisions:
    """Carries out decisions in one home.

    Attributes:
        ingestion: With the rights of a worker.
        past: The archive's history, see ``home.originals.history``.
    """

    ingestion: Ingestion
    past: Sequence[Original]

    @classmethod
    def of(cls, ingestion: Ingestion) -> Decisions:
        """Return the decisions of the ingestion's home."""
        return cls(ingestion, tuple(history(ingestion.filing.archive)))

    def undo(self, name: str, *, redo: bool = False) -> list[Result]:
        """Bring back what the units of this name took the place of; the later content stays in the archive.

        Given twice it does what it does once: the second time it is refused.

        Args:
            name: Leads to what is in the index.
            redo: Bring back what an undo took out, instead.

        Raises:
            ConfigurationError: Nothing of that name is in the index, it took the place of nothing, or it is undone.
        """
        entries = [entry for entry in self._entries(name, lambda entry: entry.is_live) if entry.replaced]
        if not entries:
            raise ConfigurationError(
                f"{name}: it took the place of nothing. To take it out of the index: `baoku withdraw {name}`."
            )
        decision = Decision.REDO if redo else Decision.UNDO
        results = []
        for entry in entries:
            before = self._decision_of(entry)
            if before is None and entry.outcome == Outcome.RESTORED:  # broken off: only its line is missing
                original = self._came_as(entry.digest, entry.revision, entry.unit_id)
                results.append(self._take_up(original, decision, only=(entry.unit_id,)))
            elif redo == (before == Decision.UNDO):
                results += self._restore(entry, decision)
        if not results and redo:
            raise ConfigurationError(f"{name}: `baoku undo` took nothing out of it")
        if not results:
            raise ConfigurationError(
                f"{name}: `baoku undo` has brought the earlier one back. To have the later one again: "
                f"`baoku undo --redo {name}`."
            )
        return results

    def _restore(self, entry: LedgerEntry, decision: Decision) -> list[Result]:
        """Bring back what an entry took the place of."""
        return [
            self._take_up(
                self._came_as(before["digest"], before["revision"], before["unit_id"]),
                decision,
                later_than=entry.revision,
                only=(before["unit_id"],),
            )
            for before in entry.replaced
        ]

    def accept(self, name: str) -> list[Result]:
        """Let what is held under this name take its place.

        Raises:
            ConfigurationError: Nothing of that name is held.
        """
        results = []
        for entry in self._entries(name, lambda entry: entry.outcome == Outcome.HELD or self._is_unnoted(entry)):
            original = self._came_as(entry.digest, entry.revision, entry.unit_id)
            results.append(self._take_up(original, Decision.ACCEPT, later_than=entry.revision, only=(entry.unit_id,)))
        return results

    def identify(self, name: str, stated: Mapping[str, str]) -> list[Result]:
        """State which issue a file is: its sidecar in the archive says so from now on.

        Raises:
            ConfigurationError: Nothing of that name is in the index or held, or it is one of many issues of a file.
        """
        entries = self._entries(name, lambda entry: entry.is_live or entry.outcome == Outcome.HELD)
        results = []
        for entry in {entry.digest: entry for entry in entries}.values():
            original = self._came_as(entry.digest, entry.revision, entry.unit_id)
            if original.count > 1:
                raise ConfigurationError(
                    f"{original.archived} holds {original.count} issues: mend it and drop it again"
                )
            last = max(one.revision for one in entries)
            results.append(self._take_up(original, Decision.IDENTIFY, later_than=last, stated=stated))
        return results

    def withdraw(self, name: str) -> list[str]:
        """Take the units of this name out of the index; files with nothing else in them leave the archive.

        Returns:
            Ids of the units.

        Raises:
            ConfigurationError: Nothing of that name is in the index or held.
        """
        entries = self._entries(name, lambda entry: entry.is_live or entry.outcome == Outcome.HELD)
        filing, archive = self.ingestion.filing, self.ingestion.archive
        gone: list[str] = []
        for archived in dict.fromkeys(entry.archived_as for entry in entries):
            units = [entry for entry in entries if entry.archived_as == archived]
            others = [one for one in archive.find([archived]) if one.is_live and one.id not in {u.id for u in units}]
            first = units[0]
            away = "" if others else filing.away_name(archived, first.digest)
            at = self.ingestion.clock()
            revision = max(int(at.timestamp() * 1000), *(one.revision + 1 for one in units))
            filing.note(
                archived,
                {
                    "archived": archived,
                    "path": first.path,
                    "digest": first.digest,
                    "revision": revision,
                    "issue": first.unit_id,
                    "outcome": str(Outcome.WITHDRAWN),
                    "decision": str(Decision.WITHDRAW),
                    "withdrawn": [one.id for one in units],
                    "away": away,
                    "sidecar": {},
                    "at": at.isoformat(timespec="milliseconds"),
                },
            )
            # the index last: as long as it has them, a withdrawal that was broken off can be given again
            filing.resolve_parts(first.path, [one.unit_id for one in units])
            if away:
                with contextlib.suppress(
                    FileNotFoundError
                ):  # somebody took the original away: it goes out all the same
                    filing.withdraw(archived, first.digest)
            archive.withdraw([one.id for one in units], revision, at=at)
            gone += [one.unit_id for one in units]
        return gone

    def put_back(self, name: str) -> list[Result]:
        """Put units back that were withdrawn, and their files.

        Raises:
            ConfigurationError: Nothing of that name is withdrawn.
        """
        found = [
            (one, ids)
            for one, ids in self._withdrawn()
            if _is_meant(name, one.archived, one.job.path, one.away, one.unit, *ids)
        ]
        if not found:
            raise ConfigurationError(f"{name}: nothing of that name is withdrawn")
        results = []
        for withdrawal, ids in found:
            original = self._came_as(withdrawal.job.digest, 0, ids[0] if ids else "")
            if withdrawal.away:
                original = self._bring_back(withdrawal, original)
            only = ids if original.count > 1 else ()
            results.append(self._take_up(original, Decision.PUT_BACK, later_than=withdrawal.job.revision, only=only))
        return results

    def _withdrawn(self) -> list[tuple[Original, tuple[str, ...]]]:
        """Return the last withdrawal of each unit that is still withdrawn, with the units."""
        last: dict[tuple[str, str], Original] = {}
        for one in self.past:
            digest = one.job.digest
            if one.is_withdrawal:
                last.update({(digest, unit): one for unit in one.withdrawn})
            elif one.outcome in LIVE or one.decision == Decision.PUT_BACK:
                there = [key for key in last if key[0] == digest]
                own = [key for key in there if one.count > 1 or key[1] in {one.unit, *one.units}]
                for key in own or (there if one.decision == Decision.PUT_BACK else ()):
                    del last[key]
        found: dict[int, tuple[Original, tuple[str, ...]]] = {}
        for (_, unit), one in last.items():
            found[id(one)] = (one, (*found.get(id(one), (one, ()))[1], unit))
        return list(found.values())

    def _bring_back(self, withdrawal: Original, original: Original) -> Original:
        """Move a file back to the archive; return it with its place there, since another may have its name by now."""
        filing = self.ingestion.filing
        archived = filing.free_name(original.archived, original.job.digest)
        with contextlib.suppress(FileNotFoundError):  # reading it says so
            filing.bring_back(withdrawal.away, archived)
        return replace(original, archived=archived)

    def _take_up(
        self,
        original: Original,
        decision: Decision,
        *,
        later_than: int = 0,
        stated: Mapping[str, str] | None = None,
        only: Sequence[str] = (),
    ) -> Result:
        """Ingest an original again for a decision; one that was broken off is finished, at the revision it has."""
        source = self._open(original)
        sidecar = dict(original.sidecar if original.sidecar is not None else self._beside(original))
        if stated:
            sidecar |= stated
            write_sidecar(self.ingestion.filing.archive / original.archived, sidecar)
        digest = source.digest()
        begun = [one.revision for one in self.ingestion.archive.find((), digests=[digest]) if self._is_unnoted(one)]
        job = Job(original.job.path, digest, max(begun, default=max(self._now(), later_than + 1)))
        result = self.ingestion.take_up(original.archived, source, job, sidecar, decision=decision, only=only)
        self.ingestion.archive.refresh()
        return result

    def _is_unnoted(self, entry: LedgerEntry) -> bool:
        """Return whether the index has something of this home that no manifest tells of."""
        return entry.is_live and entry.inbox == self.ingestion.inbox_id and self._decision_of(entry) is None

    def _decision_of(self, entry: LedgerEntry) -> str | None:
        """Return the decision for which an entry is in the index, empty for none; None where no manifest tells."""
        state = entry.digest, entry.revision
        return max((one.decision for one in self.past if (one.job.digest, one.job.revision) == state), default=None)

    def _open(self, original: Original) -> Source:
        filing = self.ingestion.filing
        try:
            return open_original(
                filing.home, original, places_of(self.past), self.ingestion.pipeline.most_bytes(original.archived)
            )
        except FileNotFoundError:
            raise ConfigurationError(f"{original.archived}: the original is not in {filing.home} any more") from None

    def _beside(self, original: Original) -> dict[str, str]:
        return stated_beside(self.ingestion.filing.archive / original.archived)

    def _came_as(self, digest: str, revision: int, unit: str) -> Original:
        """Return how a content came last: at this revision if there was one, else as this unit."""
        came = [one for one in self.past if one.job.digest == digest and not one.is_withdrawal]
        for one in reversed(came):
            if one.job.revision == revision:
                return one
        for one in reversed(came):
            if unit in {one.unit, *one.units} or one.count > 1:
                return one
        if came:
            return came[-1]
        raise ConfigurationError(f"the manifests of this home do not know the content {digest[:12]}: run baoku reindex")

    def _entries(self, name: str, wanted: Callable[[LedgerEntry], bool]) -> list[LedgerEntry]:
        """Return the ledger's entries that a name leads to.

        Raises:
            ConfigurationError: There is none of this home that is wanted.
        """
        names = {name, printable(name), name.removeprefix("archive/"), name.removeprefix("failed/")}
        home = self.ingestion.filing.home
        for folder in ("archive", "inbox", "failed"):
            names |= {name.removeprefix(f"{home / folder}/")}
        digest = name if len(name) >= _DIGEST_DIGITS and set(name) <= set("0123456789abcdef") else ""
        self.ingestion.archive.refresh()
        found = self.ingestion.archive.find(names, digest=digest)
        own = [one for one in found if one.inbox == self.ingestion.inbox_id and wanted(one)]
        if not own:
            raise ConfigurationError(f"{name}: nothing of that name to decide about (`baoku why {name}` tells more)")
        return own

    def _now(self) -> int:
        return int(self.ingestion.clock().timestamp() * 1000)


def write_sidecar(file: Path, stated: Mapping[str, str]) -> None:
    """Write the sidecar of a file, in the place of an earlier one."""
    written = yaml.safe_dump(dict(stated), allow_unicode=True, sort_keys=False).encode()
    write_atomically(file.with_name(file.name + SIDECAR_SUFFIX), written)


def _is_meant(name: str, *names: str) -> bool:
    return name.removeprefix("withdrawn/").removeprefix("archive/") in names
