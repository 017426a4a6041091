"""What the pages work with: everything is given, nothing is looked up."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from worker.watching.filter import EVERY_INBOX
from worker.web.sessions import Ended
from worker.web.throttle import Throttle

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    import redis

    from worker.app.commands import Ran
    from worker.home.filing import Filing
    from worker.indexing import Archive
    from worker.monitoring.calendar import ManifestReader
    from worker.search import Search
    from worker.watching.filter import NameFilter


@dataclass(frozen=True, slots=True)
class Access:
    """Who may do what.

    Attributes:
        operator_password: May also upload, retry and report; empty: nobody signs in, everybody is an operator.
        reader_password: May search and read; empty: there is no such account.
        key: Signs sessions.
        hosts: Names by which the server may be called; empty: any.
    """

    operator_password: str = field(default="", repr=False)
    reader_password: str = field(default="", repr=False)
    key: bytes = field(default=b"", repr=False)
    hosts: frozenset[str] = frozenset()

    @property
    def open(self) -> bool:
        """Whether nobody has to sign in."""
        return not self.operator_password and not self.reader_password


@dataclass(frozen=True, slots=True)
class Room:
    """One reading room.

    Attributes:
        search: Finds articles, as a user who may only read.
        archive: The ledger, as the same user.
        writer: The ledger, as a user who may write: a retry makes it forget a failure.
        filing: The home's folders.
        manifests: Reads what the archive's manifests tell of corrections.
        state: Folder for what the room itself keeps.
        reports: Folder for the reports of wrong splits.
        max_upload_bytes: Of one file.
        inbox_id: As in the settings.
        names: Which files the inbox takes.
        command: Runs a command of baoku's on the home, given its arguments, a language and the seconds it may take.
        ended: Sessions that were signed out of.
        logins: How often somebody may try a password.
        requests: How often somebody may ask for a page, where a password is asked for.
    """

    search: Search
    archive: Archive
    writer: Archive
    redis: redis.Redis
    filing: Filing
    manifests: ManifestReader
    state: Path
    reports: Path
    access: Access
    command: Callable[[Sequence[str], str, float], Ran]
    max_upload_bytes: int = 16 * 1024 * 1024
    inbox_id: str = ""
    names: NameFilter = EVERY_INBOX
    ended: Ended = field(default_factory=Ended)
    logins: Throttle = field(default_factory=lambda: Throttle(per_second=1 / 12, burst=5))
    requests: Throttle = field(default_factory=lambda: Throttle(per_second=50, burst=300))
