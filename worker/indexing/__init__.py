"""The index: definitions, set-up, documents, replacement, the ledger, rebuilding."""

from worker.indexing.archive import Archive
from worker.indexing.client import connect, is_alive
from worker.indexing.definitions import Profile, Versions
from worker.indexing.documents import Entry, Failure, Withdrawal
from worker.indexing.ledger_entries import LatestIssue, LedgerCounts, LedgerEntry
from worker.indexing.reindex import RebuildReport, rebuild
from worker.indexing.settled import Settled
from worker.indexing.setup import SetUpReport, set_up

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
