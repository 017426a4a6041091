"""A reading room on the small archive, and a browser without JavaScript that calls it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from starlette.testclient import TestClient

from worker.app.commands import run_command
from worker.home.filing import Filing
from worker.indexing import Archive
from worker.monitoring.calendar import ManifestReader
from worker.queueing import broker
from worker.search import Search
from worker.web.app import create_app
from worker.web.room import Access, Room

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import SmallArchive

    from worker.embedded import Addresses

HOSTS = frozenset({"127.0.0.1"})
OPEN = Access(key=b"k" * 32, hosts=HOSTS)


def room_on(archive: SmallArchive, engines: Addresses, home: Path, access: Access = OPEN) -> Room:
    """Return a reading room on an archive, with folders below ``home``."""
    ledger = Archive(archive.client, archive.articles, archive.issues)
    filing = Filing(home / "inbox", home / "archive", home / "failed")
    filing.prepare()
    return Room(
        search=Search(archive.client, archive.articles, archive.segmenter),
        archive=ledger,
        writer=ledger,
        redis=broker.connect(engines.redis_url),
        filing=filing,
        manifests=ManifestReader(filing.archive),
        state=home,
        reports=home / "reports",
        access=access,
        command=lambda arguments, language, seconds: run_command(
            arguments, home=home, language=language, seconds=seconds
        ),
    )


def browsing(room: Room, url: str = "http://127.0.0.1:8420") -> TestClient:
    """Return a browser that has called nothing yet."""
    return TestClient(create_app(room), base_url=url)


def token_of(client: TestClient, page: str = "/login") -> str:
    """Return the token that a page's forms carry."""
    found = re.search(r'name="csrf" (?:content|value)="([^"]+)"', client.get(page).text)
    assert found is not None
    return found[1]
