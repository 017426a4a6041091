"""What the workers of an inbox have done, counted in Redis: read by status, health and metrics.

The counts live in Redis because a worker's children come and go and may run on several machines: there is one figure,
and it survives them all. They are for watching and may miss a job whose worker died between filing and counting; the
ledger is what is exact.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import redis
import structlog

from worker.queueing.keys import key_prefix

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from worker.ingestion.results import Result

log = structlog.get_logger(__name__)

NAME = "counters"  # below the inbox's prefix
PULSE = "pulse"  # likewise
BOUNDS_SECONDS = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 300.0, 3600.0, 86400.0)
"""Upper bounds of the histogram of the time from drop to searchable; beyond the last is infinity."""

_FILES, _FAILURES, _RETRIES, _WITHIN = "files:", "failures:", "retries:", "within:"
_ARTICLES, _ORDERS, _SECONDS = "articles", "orders", "seconds"
_INFINITY = "inf"


@dataclass(frozen=True, slots=True)
class Counts:
    """Totals since the inbox's Redis was first used.

    Attributes:
        files: By outcome.
        failures: Files by the code of their reason.
        retries: Orders given again, by the code of what stood in the way.
        jobs: Orders that came to an end.
        articles: Articles of the files that were indexed.
        within: Files by the bound of the histogram they fell into, not cumulated; in the order of ``BOUNDS_SECONDS``,
            then infinity.
        seconds: Sum of the times of the histogram.
    """

    files: Mapping[str, int] = field(default_factory=dict)
    failures: Mapping[str, int] = field(default_factory=dict)
    retries: Mapping[str, int] = field(default_factory=dict)
    jobs: int = 0
    articles: int = 0
    within: tuple[int, ...] = (0,) * (len(BOUNDS_SECONDS) + 1)
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Pulse:
    """When the workers of an inbox last showed that they work; seconds since the epoch, 0 for never.

    Attributes:
        started: A worker began to serve.
        tried: A job was worked on, whatever came of it.
        done: A job came to an end.
        reason: Why the job tried last was put off; empty when it was not.
    """

    started: float = 0.0
    tried: float = 0.0
    done: float = 0.0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Counters:
    """Counts of one inbox. Writing never fails a job: what cannot be counted is said in the log."""

    client: redis.Redis
    inbox_id: str = ""

    @property
    def _key(self) -> str:
        return key_prefix(self.inbox_id) + NAME

    @property
    def _pulse(self) -> str:
        return key_prefix(self.inbox_id) + PULSE

    def started(self) -> None:
        """Note that a worker begins to serve."""
        self._note({}, {"started": time.time()})

    def progressed(self) -> None:
        """Note that a long job goes on: a page of it is done."""
        now = time.time()
        self._note({}, {"tried": now, "done": now})

    def done(self, results: Iterable[Result]) -> None:
        """Count a job that came to an end, with what became of its files."""
        now = time.time()
        self._note({_ORDERS: 1, **_increments(results)}, {"tried": now, "done": now, "reason": ""})

    def put_off(self, results: Iterable[Result], code: str, reason: str) -> None:
        """Count a job that is given again for some of its files, with what became of the others."""
        self._note({_RETRIES + code: 1, **_increments(results)}, {"tried": time.time(), "reason": reason})

    def read(self) -> tuple[Counts, Pulse]:
        """Return all counts. Raises redis.RedisError."""
        with self.client.pipeline(transaction=False) as pipe:
            pipe.hgetall(self._key)
            pipe.hgetall(self._pulse)
            counts, pulse = ({key.decode(): value.decode() for key, value in each.items()} for each in pipe.execute())
        return _counts(counts), Pulse(
            float(pulse.get("started", 0)),
            float(pulse.get("tried", 0)),
            float(pulse.get("done", 0)),
            pulse.get("reason", ""),
        )

    def _note(self, increments: Mapping[str, float], pulse: dict[Any, Any]) -> None:
        try:
            with self.client.pipeline(transaction=False) as pipe:
                for name, amount in increments.items():
                    if isinstance(amount, int):
                        pipe.hincrby(self._key, name, amount)
                    else:
                        pipe.hincrbyfloat(self._key, name, amount)
                pipe.hset(self._pulse, mapping=pulse)
                pipe.execute()
        except redis.RedisError as error:
            log.warning("not counted", action="not_counted", reason=str(error))


def bound_of(seconds: float) -> str:
    """Return the name of the narrowest bound of the histogram that holds ``seconds``."""
    return next((f"{bound:g}" for bound in BOUNDS_SECONDS if seconds <= bound), _INFINITY)


def _increments(results: Iterable[Result]) -> dict[str, float]:
    found: dict[str, float] = {}

    def add(name: str, amount: float) -> None:
        found[name] = found.get(name, 0) + amount

    for result in results:
        add(f"{_FILES}{result.outcome}", 1)
        if result.error is not None:
            add(_FAILURES + result.error.code, 1)
        if result.seconds is not None:
            add(_ARTICLES, result.articles)
            add(_WITHIN + bound_of(result.seconds), 1)
            add(_SECONDS, float(result.seconds))
    return found


def _counts(fields: Mapping[str, str]) -> Counts:
    def by(prefix: str) -> dict[str, int]:
        return {name.removeprefix(prefix): int(value) for name, value in fields.items() if name.startswith(prefix)}

    within = by(_WITHIN)
    return Counts(
        files=by(_FILES),
        failures=by(_FAILURES),
        retries=by(_RETRIES),
        jobs=int(fields.get(_ORDERS, 0)),
        articles=int(fields.get(_ARTICLES, 0)),
        within=tuple(within.get(name, 0) for name in (*(f"{bound:g}" for bound in BOUNDS_SECONDS), _INFINITY)),
        seconds=float(fields.get(_SECONDS, 0)),
    )
