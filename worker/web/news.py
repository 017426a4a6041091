"""Saved searches and what is new of them: each new article is told once, whatever is killed meanwhile.

What a search has told, and what it held when it was saved, is kept by article in SQLite. A look asks the index for
what was written since the last look and a while before it: a worker stamps its articles before they can be found, and
is itself ended after its hard time limit, so nothing can appear later than that behind a look. What was told already
is known by its id; so a look that is cut short, done twice, or beside another neither loses nor repeats anything.
"""

from __future__ import annotations

import datetime as dt
import secrets
import sqlite3
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from starlette.datastructures import QueryParams

from worker.search import QueryError
from worker.web.asked import Asked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path
    from typing import Any

    from worker.search import Search

OVERLAP = dt.timedelta(minutes=30)
"""Longer than a worker may take from stamping an article to its appearing, a clock a little wrong included."""

_SHOWN = ("id", "headline", "publication", "date", "page")
_SCHEMA = """
CREATE TABLE IF NOT EXISTS searches (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, address TEXT NOT NULL, saved_at TEXT NOT NULL, looked_at TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS known (
    search TEXT NOT NULL REFERENCES searches (id) ON DELETE CASCADE, article TEXT NOT NULL,
    told_at TEXT, seen INTEGER NOT NULL DEFAULT 0,
    headline TEXT NOT NULL DEFAULT '', publication TEXT NOT NULL DEFAULT '', date TEXT NOT NULL DEFAULT '',
    page TEXT NOT NULL DEFAULT '', PRIMARY KEY (search, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS told ON known (search, told_at) WHERE told_at IS NOT NULL;
"""


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search that is kept.

    Attributes:
        address: Its parameters, as an address has them.
        unseen: Number of new articles that nobody has marked as seen.
    """

    id: str
    name: str
    address: str
    saved_at: str
    unseen: int


@dataclass(frozen=True, slots=True)
class NewArticle:
    """An article that came after its search was saved."""

    article: str
    told_at: str
    seen: bool
    headline: str
    publication: str
    date: str
    page: str


class News:
    """The saved searches of one home.

    Args:
        place: File that keeps them.
        search: Finds the articles.
        clock: Tells the time.
    """

    def __init__(self, place: Path, search: Search, clock: Callable[[], dt.datetime] | None = None) -> None:
        self._place = place
        self._search = search
        self._clock = clock or (lambda: dt.datetime.now(dt.UTC))
        self._looking = threading.Lock()

    def save(self, name: str, address: str) -> SavedSearch:
        """Keep a search; what it finds now is not new. Raises QueryError."""
        now = self._clock()
        identifier = secrets.token_hex(6)
        asked = Asked.of(QueryParams(parse_qsl(address)))
        plain = asked.first_page().query_string()
        held = [document["id"] for document in self._matching(plain, None)]
        with self._connected() as store:
            moment = now.isoformat()
            store.execute("INSERT INTO searches VALUES (?, ?, ?, ?, ?)", (identifier, name, plain, moment, moment))
            store.executemany(
                "INSERT OR IGNORE INTO known (search, article) VALUES (?, ?)", ((identifier, one) for one in held)
            )
        return SavedSearch(identifier, name, plain, moment, 0)

    def look(self) -> None:
        """Tell every saved search what is new."""
        with self._looking:
            now = self._clock()
            with self._connected() as store:
                searches = store.execute("SELECT id, address, looked_at FROM searches").fetchall()
            if not searches:
                return
            earliest = min(dt.datetime.fromisoformat(looked_at) for _, _, looked_at in searches) - OVERLAP
            quiet = not self._search.count_since(earliest)
            for identifier, address, looked_at in searches:
                since = dt.datetime.fromisoformat(looked_at) - OVERLAP
                found = [] if quiet else list(self._matching_or_none(address, since))
                self._tell(identifier, found, now)

    def searches(self) -> list[SavedSearch]:
        """Return the saved searches, the newest first."""
        with self._connected() as store:
            rows = store.execute(
                "SELECT id, name, address, saved_at, (SELECT count(*) FROM known WHERE search = searches.id "
                "AND told_at IS NOT NULL AND NOT seen) FROM searches ORDER BY saved_at DESC, id"
            ).fetchall()
        return [SavedSearch(*row) for row in rows]

    def new(self, identifier: str, most: int = 100) -> list[NewArticle]:
        """Return what was told of a search, the latest first."""
        with self._connected() as store:
            rows = store.execute(
                "SELECT article, told_at, seen, headline, publication, date, page FROM known "
                "WHERE search = ? AND told_at IS NOT NULL ORDER BY told_at DESC, article LIMIT ?",
                (identifier, most),
            ).fetchall()
        return [
            NewArticle(article, told_at, bool(seen), headline, publication, date, page)
            for article, told_at, seen, headline, publication, date, page in rows
        ]

    def mark_seen(self, identifier: str) -> None:
        """Take everything told of a search so far for seen."""
        with self._connected() as store:
            store.execute("UPDATE known SET seen = 1 WHERE search = ? AND told_at IS NOT NULL", (identifier,))

    def delete(self, identifier: str) -> bool:
        """Forget a search; return whether there was one."""
        with self._connected() as store:
            return store.execute("DELETE FROM searches WHERE id = ?", (identifier,)).rowcount > 0

    def unseen(self) -> int:
        """Return the number of new articles that nobody has marked as seen."""
        return sum(one.unseen for one in self.searches())

    def _tell(self, identifier: str, found: list[Mapping[str, Any]], now: dt.datetime) -> None:
        with self._connected() as store:
            if not store.execute("SELECT 1 FROM searches WHERE id = ?", (identifier,)).fetchone():
                return  # deleted meanwhile
            store.executemany(
                "INSERT OR IGNORE INTO known (search, article, told_at, headline, publication, date, page) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    (identifier, one["id"], now.isoformat(), *(str(one.get(name, "")) for name in _SHOWN[1:]))
                    for one in found
                ),
            )
            store.execute("UPDATE searches SET looked_at = ? WHERE id = ?", (now.isoformat(), identifier))

    def _matching_or_none(self, address: str, since: dt.datetime) -> Iterator[Mapping[str, Any]]:
        try:
            yield from self._matching(address, since)
        except QueryError:  # a later version understands the query no longer: its search stays, silent
            return

    def _matching(self, address: str, since: dt.datetime | None) -> Iterator[Mapping[str, Any]]:
        asked = Asked.of(QueryParams(parse_qsl(address)))
        return self._search.export(asked.query, asked.filters(), fields=_SHOWN, since=since)

    def _connected(self) -> AbstractContextManager[sqlite3.Connection]:
        return _Store(self._place)


class _Store:
    """One transaction on the file, in a connection of its own: pages are answered by several threads."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._connection: sqlite3.Connection | None = None

    def __enter__(self) -> sqlite3.Connection:
        fresh = not self._place.exists()
        self._connection = sqlite3.connect(self._place, timeout=10)
        if fresh:
            self._place.chmod(0o600)
        self._connection.executescript(_SCHEMA)
        self._connection.execute("PRAGMA foreign_keys = ON")
        return self._connection

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        assert self._connection is not None  # noqa: S101 - entered
        if kind is None:
            self._connection.commit()
        else:
            self._connection.rollback()
        self._connection.close()
