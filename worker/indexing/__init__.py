"""The index: definitions, set-up, documents, replacement, the ledger, rebuilding."""

from typing import TYPE_CHECKING

from worker.on_demand import on_demand

if TYPE_CHECKING:
    from worker.indexing.archive import Archive
    from worker.indexing.client import connect, is_alive
    from worker.indexing.definitions import Profile, Versions
    from worker.indexing.entries import Entry, Failure, Withdrawal
    from worker.indexing.ledger_entries import LatestIssue, LedgerCounts, LedgerEntry
    from worker.indexing.reindex import RebuildReport, rebuild
    from worker.indexing.settled import Settled
    from worker.indexing.setup import SetUpReport, set_up
else:
    __getattr__ = on_demand(
        __name__,
        {
            "Archive": "archive",
            "Entry": "entries",
            "Failure": "entries",
            "LatestIssue": "ledger_entries",
            "LedgerCounts": "ledger_entries",
            "LedgerEntry": "ledger_entries",
            "Profile": "definitions",
            "RebuildReport": "reindex",
            "SetUpReport": "setup",
            "Settled": "settled",
            "Versions": "definitions",
            "Withdrawal": "entries",
            "connect": "client",
            "is_alive": "client",
            "rebuild": "reindex",
            "set_up": "setup",
        },
    )

__all__ = [
    "Archive",
    "Entry",
    "Failure",
    "LatestIssue",
    "LedgerCounts",
    "LedgerEntry",
    "Profile",
    "RebuildReport",
    "SetUpReport",
    "Settled",
    "Versions",
    "Withdrawal",
    "connect",
    "is_alive",
    "rebuild",
    "set_up",
]
