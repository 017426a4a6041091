"""``/ingest``: what is going on, live; failures with a retry; upload; reports of wrong splits."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import functools
import time
from typing import TYPE_CHECKING, Any

import orjson
import redis
from sse_starlette import EventSourceResponse
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.responses import HTMLResponse, RedirectResponse

from worker.app.i18n import said_in
from worker.errors import ConfigurationError, EngineUnavailableError
from worker.home.quarantine import Retried, quarantined
from worker.home.quarantine import retry as give_back
from worker.job import Job, Outcome
from worker.monitoring.progress import Progress, spoken
from worker.monitoring.status import look
from worker.queueing.attempts import Attempts
from worker.web import deciding
from worker.web.answering import answer, json_answer, rendered, room_of, wants_json, words_of
from worker.web.i18n import language_of
from worker.web.reports import reports
from worker.web.uploads import Uploaded, store

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from worker.home.quarantine import Quarantined
    from worker.web.room import Room

_LATEST = 15
_FAILURES_SHOWN = 20  # of one reason
_FEW = 3  # files to be decided, above those that a click shows
_BEGINNING_SECONDS = 30  # for so long after the room has begun, watcher and workers may not have been heard of
LOOK_SECONDS = 0.4


class Pulse:
    """What goes on in a home, looked at while somebody watches, once for all who do.

    Args:
        room: The home.
    """

    def __init__(self, room: Room) -> None:
        self._room = room
        self._progress = Progress()
        self._lock = asyncio.Lock()
        self._looked = float("-inf")
        self._last: dict[str, Any] = {}

    async def frames(self) -> AsyncIterator[dict[str, Any]]:
        """Yield what is seen, first at once and then whenever it has changed."""
        seen: dict[str, Any] | None = None
        while True:
            frame = await self._frame()
            if frame != seen:
                seen = frame
                yield frame
            await asyncio.sleep(LOOK_SECONDS)

    async def _frame(self) -> dict[str, Any]:
        async with self._lock:
            if time.monotonic() - self._looked >= LOOK_SECONDS:
                self._last = await run_in_threadpool(figures, self._room, self._progress)
                self._looked = time.monotonic()
            return self._last


def figures(room: Room, progress: Progress) -> dict[str, Any]:
    """Return the figures of one look."""
    seen = look(room.filing.inbox, room.redis, room.archive, room.inbox_id, room.names)
    outcomes = dict(seen.ledger.outcomes) if seen.ledger else {}
    estimate = progress.add(time.monotonic(), seen.done, seen.left)
    return {
        "articles": seen.ledger.articles if seen.ledger else None,
        "issues": seen.ledger.issues if seen.ledger else None,
        "left": seen.left,
        "done": seen.done,
        "failed": dict(seen.counts.files).get("failed", 0) if seen.counts else 0,
        "files_per_second": round(estimate.files_per_second, 1),
        "seconds_left": round(estimate.seconds) if estimate.seconds is not None else None,
        "to_decide": sum(outcomes.get(str(one), 0) for one in (Outcome.CONFLICT, Outcome.HELD)),
        "watcher": bool(seen.watcher and seen.watcher.alive),
        "workers": len(seen.workers),
        "troubles": list(seen.troubles),
    }


async def events(request: Request) -> Response:
    """Stream the figures as server-sent events, each when they have changed."""
    pulse: Pulse = request.app.state.pulse

    async def stream() -> AsyncIterator[dict[str, str]]:
        async for frame in pulse.frames():
            yield {"event": "figures", "data": orjson.dumps(frame).decode()}

    return EventSourceResponse(stream(), ping=15)


def show(request: Request) -> Response:
    """Show what is going on; with ``part=live`` the part alone that changes."""
    return _page(request)


def upload(request: Request, fields: FormData) -> Response:
    """Take files into the inbox."""
    room, words = room_of(request), words_of(request)
    folder = str(fields.get("folder", ""))
    taken = [
        store(
            one.file,
            one.filename,
            folder,
            room.filing.inbox,
            names=room.names,
            max_bytes=room.max_upload_bytes,
            gettext=words.gettext,
        )
        for one in fields.getlist("files")
        if isinstance(one, UploadFile) and one.filename
    ]
    status = 200 if any(one.stored for one in taken) else 422
    if wants_json(request):
        return json_answer({"files": [dataclasses.asdict(one) for one in taken]}, status)
    return _page(request, uploaded=taken, status=status)


def retry(request: Request, fields: FormData) -> Response:
    """Move files from quarantine back into the inbox: those named, or all of one reason."""
    room = room_of(request)
    names = {str(name) for name in fields.getlist("name")}
    code = str(fields.get("code", ""))
    wanted = [one for one in quarantined(room.filing.failed) if one.stored in names or (code and one.code == code)]
    _forget(room, wanted)
    done = {one.stored: give_back(room.filing, one) for one in wanted}
    moved = sum(result is Retried.MOVED for result in done.values())
    if wants_json(request):
        return json_answer({"files": done, "moved": moved}, 200 if moved else 409)
    return RedirectResponse(f"/ingest?moved={moved}&left={len(done) - moved}", 303)


def _forget(room: Room, wanted: Sequence[Quarantined]) -> None:
    """Have the engines forget the failures, so that each starts afresh; one that is away learns it by the result."""
    jobs = [Job(one.dropped, one.digest, one.revision) for one in wanted if one.digest]
    try:
        Attempts(room.redis, room.inbox_id).end(jobs)
        room.writer.forget_failures(job.digest for job in jobs)
    except (redis.RedisError, EngineUnavailableError):
        return


def _eta(request: Request, seconds: float | None) -> str:
    return spoken(seconds, functools.partial(said_in, language_of(request))) if seconds else ""


def _page(request: Request, *, uploaded: Sequence[Uploaded] = (), status: int = 200) -> Response:
    room = room_of(request)
    seen = figures(room, request.app.state.progress)
    failed = quarantined(room.filing.failed)
    latest: Sequence[Any] = ()
    with contextlib.suppress(EngineUnavailableError, ConfigurationError):  # that is among the troubles already
        latest = room.archive.latest(_LATEST)
    noted = reports(room.reports)
    waiting = deciding.undecided(room)
    groups: dict[str, list[Quarantined]] = {}
    for one in failed:
        groups.setdefault(one.code, []).append(one)
    parameters = request.query_params
    values = {
        "seen": seen,
        "beginning": time.monotonic() - request.app.state.began < _BEGINNING_SECONDS,
        "eta": _eta(request, seen["seconds_left"]) if seen["left"] else "",
        "groups": groups,
        "shown": _FAILURES_SHOWN,
        "waiting": waiting,
        "few": _FEW,
        "labelled": functools.partial(deciding.labelled, words_of(request)),
        "inbox_id": room.inbox_id,
        "settled": parameters.get("settled", ""),
        "latest": latest,
        "reports": noted,
        "uploaded": uploaded,
        "moved": _number(parameters.get("moved", "")),
        "left_behind": _number(parameters.get("left", "")),
        "inbox": str(room.filing.inbox),
        "max_mb": room.max_upload_bytes // (1024 * 1024),
    }
    if parameters.get("part") == "live":
        return HTMLResponse(rendered(request, "ingest_live.html", values))
    data = {
        **seen,
        "failures": [{**dataclasses.asdict(one), "versions": dict(one.versions)} for one in failed],
        "to_settle": deciding.as_json(waiting),
        "latest": [dataclasses.asdict(one) for one in latest],
        "reports": [dataclasses.asdict(one) for one in noted],
    }
    return answer(request, "ingest.html", values, data=data, status=status)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() else None
