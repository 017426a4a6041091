"""Saved searches and what is new of them: each new article is told once, whatever is killed meanwhile.

While the room is served the index is looked at every few seconds, and whenever somebody asks for news. A look asks for
what was written since the last one and a while before it: a worker stamps its articles before they can be found, and
is itself ended after its hard time limit, so nothing can appear later than that behind a look. Going back so far each
time would find the same again and again, so most looks go back a minute, and one in ten minutes the whole way. What was
told already is known by its id: a look that is cut short, done twice, or beside another neither loses nor repeats
anything.
"""

from __future__ import annotations

import datetime as dt
import functools
import secrets
import threading
import time
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

import structlog
from starlette.datastructures import QueryParams

from worker.errors import ConfigurationError, EngineUnavailableError
from worker.indexing.client import failures_named
from worker.search import QueryError
from worker.web.asked import Asked
from worker.web.newsstore import SHOWN, NewArticle, NewsStore, SavedSearch

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from worker.search import Search
    from worker.search.syntax import Part
    from worker.web.newsstore import Kept

log = structlog.get_logger(__name__)

OVERLAP = dt.timedelta(minutes=30)
"""Longer than a worker may take from stamping an article to its appearing, a clock a little wrong included."""

SHORT_OVERLAP = dt.timedelta(minutes=1)
LONG_LOOK_EVERY = dt.timedelta(minutes=10)
LOOK_SECONDS = 3.0  # from the end of one look to the next
_TIMES_RARER = 10  # than it takes: a look that takes long is done so much less often
_LONG_SECONDS = 0.3  # a page does not wait for a look that takes longer


class News:
    """The saved searches of one home.

    Args:
        place: File that keeps them.
        search: Finds the articles.
        clock: Tells the time.
    """

    def __init__(self, place: Path, search: Search, clock: Callable[[], dt.datetime] | None = None) -> None:
        self._store = NewsStore(place)
        self._search = search
        self._clock = clock or (lambda: dt.datetime.now(dt.UTC))
        self._looking = threading.Lock()
        self._began = float("-inf")
        self._took = 0.0
        self._kept_up = False
        self._looked: dt.datetime | None = None
        self._looked_far: dt.datetime | None = None

    def save(self, name: str, address: str) -> SavedSearch:
        """Keep a search; what it finds now is not new. Raises QueryError."""
        now = self._clock().isoformat()
        identifier = secrets.token_hex(6)
        plain = Asked.of(QueryParams(parse_qsl(address))).first_page().query_string()
        query, filters = _wanted(plain)
        held = self._search.export(query, filters, fields=("id",))
        self._store.add(identifier, name, plain, now, [document["id"] for document in held])
        return SavedSearch(identifier, name, plain, now, 0, 0)

    def look(self, patience: float = -1) -> None:
        """Tell every saved search what is new.

        Args:
            patience: Seconds to wait for somebody else's look to end, to give up then; negative: as long as it takes.
        """
        asked = time.monotonic()
        if not self._looking.acquire(timeout=patience):
            return
        try:
            if self._began > asked:
                return  # somebody else has looked since
            self._began = time.monotonic()
            kept = self._store.kept()
            if kept:
                self._look(kept)
            self._took = time.monotonic() - self._began
        finally:
            self._looking.release()

    def look_quickly(self) -> None:
        """Tell what is new, unless that takes long and is done anyway: no page waits for a thousand searches."""
        if not self._kept_up:
            self.look()
        elif self._took <= _LONG_SECONDS:
            self.look(patience=_LONG_SECONDS)

    def searches(self) -> list[SavedSearch]:
        """Return the saved searches, those with news first, then the newest."""
        return self._store.searches()

    def new(self, identifier: str, most: int = 100, offset: int = 0) -> list[NewArticle]:
        """Return what was told of a search, the latest first."""
        return self._store.new([identifier], most, offset)[identifier]

    def new_of_each(self, searches: list[SavedSearch], most: int) -> dict[str, list[NewArticle]]:
        """Return the latest that was told of each search by its id."""
        return self._store.new((one.id for one in searches), most)

    def mark_seen(self, identifier: str) -> None:
        """Take everything told of a search so far for seen."""
        self._store.mark_seen(identifier)

    def delete(self, identifier: str) -> bool:
        """Forget a search; return whether there was one."""
        return self._store.delete(identifier)

    def keep_looking(self) -> None:
        """Look again and again, in a thread of its own, for as long as the process lives."""
        self._kept_up = True
        threading.Thread(target=self._keep_looking, name="news", daemon=True).start()

    def _keep_looking(self) -> None:
        pause = threading.Event()
        while True:
            began = time.monotonic()
            try:
                with failures_named():
                    self.look()
            except (EngineUnavailableError, ConfigurationError) as error:
                log.info("no news", action="news_missed", reason=str(error))
            except Exception:
                log.exception("no news", action="news_failed")  # a thread that ended would tell nobody
            pause.wait(max(LOOK_SECONDS, _TIMES_RARER * (time.monotonic() - began)))

    def _look(self, kept: list[Kept]) -> None:
        now = self._clock()
        far = self._looked is None or self._looked_far is None or now - self._looked_far >= LONG_LOOK_EVERY
        earliest = dt.datetime.fromisoformat(min(one.looked_at for one in kept)) - OVERLAP
        since = earliest if far or self._looked is None else max(earliest, self._looked - SHORT_OVERLAP)
        found = {}
        if self._search.count_since(since):
            wanted = {one.id: query for one in kept if (query := _wanted_or_none(one.address)) is not None}
            found = self._search.since(wanted, since, fields=SHOWN)
        self._store.tell(found.items(), now.isoformat(), now.isoformat() if far else "")
        self._looked, self._looked_far = now, now if far else self._looked_far


def _wanted(address: str) -> tuple[str, tuple[Part, ...]]:
    asked = Asked.of(QueryParams(parse_qsl(address)))
    return asked.query, asked.filters()


@functools.lru_cache(10_000)
def _wanted_or_none(address: str) -> tuple[str, tuple[Part, ...]] | None:
    """Return what a saved search asks for; None where a later version understands it no longer: it stays, silent."""
    try:
        return _wanted(address)
    except QueryError:
        return None
