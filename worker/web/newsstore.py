"""What saved searches have told, in SQLite: by search and article, so that nothing is told twice."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path
    from typing import Any

SHOWN = ("id", "headline", "publication", "date", "page")
"""Fields of an article that are kept of one that was told."""

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


class Kept(NamedTuple):
    """A search as it is looked up: ``looked_at`` is when that was done last."""

    id: str
    address: str
    looked_at: str


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search that is kept.

    Attributes:
        address: Its parameters, as an address has them.
        told: Number of articles that came after it was saved.
        unseen: Number of those that nobody has marked as seen.
    """

    id: str
    name: str
    address: str
    saved_at: str
    told: int
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


class NewsStore:
    """The saved searches of one home.

    Args:
        place: File that keeps them.
    """

    def __init__(self, place: Path) -> None:
        self._place = place

    def add(self, identifier: str, name: str, address: str, moment: str, held: Iterable[str]) -> None:
        """Keep a search; the articles it holds already are no news."""
        with self._connected() as store:
            store.execute("INSERT INTO searches VALUES (?, ?, ?, ?, ?)", (identifier, name, address, moment, moment))
            store.executemany(
                "INSERT OR IGNORE INTO known (search, article) VALUES (?, ?)", ((identifier, one) for one in held)
            )

    def kept(self) -> list[Kept]:
        """Return the searches to look up."""
        with self._connected() as store:
            return [Kept(*row) for row in store.execute("SELECT id, address, looked_at FROM searches")]

    def tell(self, found: Iterable[tuple[str, Iterable[Mapping[str, Any]]]], moment: str, looked_at: str) -> None:
        """Note articles as told, all in one; those that are known stay as they are.

        Args:
            found: Ids of searches with what was found of them; of a search that was deleted meanwhile nothing is kept.
            moment: When they are told.
            looked_at: Up to when every search was looked up; empty: it stays as it was.
        """
        with self._connected() as store:
            for identifier, articles in found:
                if store.execute("SELECT 1 FROM searches WHERE id = ?", (identifier,)).fetchone():
                    store.executemany(
                        "INSERT OR IGNORE INTO known (search, article, told_at, headline, publication, date, page) "
                        "VALUES (?, ?, ?, ?, ?, ?, ?)",
                        (
                            (identifier, one["id"], moment, *(str(one.get(name, "")) for name in SHOWN[1:]))
                            for one in articles
                        ),
                    )
            if looked_at:
                store.execute("UPDATE searches SET looked_at = ? WHERE looked_at < ?", (looked_at, looked_at))

    def searches(self) -> list[SavedSearch]:
        """Return the saved searches, those with unseen news first, then the newest."""
        with self._connected() as store:
            rows = store.execute(
                "SELECT id, name, address, saved_at, count(told_at), coalesce(sum(NOT seen), 0) FROM searches "
                "LEFT JOIN known ON search = id AND told_at IS NOT NULL GROUP BY id "
                "ORDER BY sum(NOT seen) > 0 DESC, saved_at DESC, id"
            ).fetchall()
        return [SavedSearch(*row) for row in rows]

    def new(self, identifiers: Iterable[str], most: int, offset: int = 0) -> dict[str, list[NewArticle]]:
        """Return what was told of searches, the latest first, at most so many of each."""
        with self._connected() as store:
            return {
                identifier: [
                    NewArticle(article, told_at, bool(seen), headline, publication, date, page)
                    for article, told_at, seen, headline, publication, date, page in store.execute(
                        "SELECT article, told_at, seen, headline, publication, date, page FROM known "
                        "WHERE search = ? AND told_at IS NOT NULL ORDER BY told_at DESC, article LIMIT ? OFFSET ?",
                        (identifier, most, offset),
                    )
                ]
                for identifier in identifiers
            }

    def mark_seen(self, identifier: str) -> None:
        """Take everything told of a search so far for seen."""
        with self._connected() as store:
            store.execute("UPDATE known SET seen = 1 WHERE search = ? AND told_at IS NOT NULL", (identifier,))

    def delete(self, identifier: str) -> bool:
        """Forget a search; return whether there was one."""
        with self._connected() as store:
            return store.execute("DELETE FROM searches WHERE id = ?", (identifier,)).rowcount > 0

    def _connected(self) -> AbstractContextManager[sqlite3.Connection]:
        return _Transaction(self._place)


class _Transaction:
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
