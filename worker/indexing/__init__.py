"""The index: definitions, set-up, documents, replacement, the ledger, rebuilding."""

from worker.indexing.archive import Archive, Settled
from worker.indexing.client import connect, is_alive
from worker.indexing.definitions import Profile, Versions
from worker.indexing.documents import Entry, Failure
from worker.indexing.ledger import LatestIssue, LedgerCounts
from worker.indexing.setup import SetUpReport, set_up

__all__ = [
    "Archive",
    "Entry",
    "Failure",
    "LatestIssue",
    "LedgerCounts",
    "Profile",
    "SetUpReport",
    "Settled",
    "Versions",
    "connect",
    "is_alive",
    "set_up",
]
