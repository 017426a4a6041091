"""Reports of a wrong split: a note each, with what somebody needs to act on it. Nothing changes by itself."""

from __future__ import annotations

import datetime as dt
import re
import shlex
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import orjson
from starlette.responses import RedirectResponse

from worker.home.moving import write_atomically
from worker.web.answering import json_answer, room_of, trouble, wants_json, words_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from worker.web.room import Room

_WRONG = ("two", "part", "headline", "names", "other")
_LONGEST_NOTE = 2000
_MOST_SHOWN = 100
_DONE = "done"
_NAME = re.compile(r"[0-9TZ]{22}-[0-9a-z-]{1,200}\.json")


@dataclass(frozen=True, slots=True)
class Report:
    """One note.

    Attributes:
        name: Of its file in reports/.
        wrong: What is wrong: ``two``, ``part``, ``headline``, ``names`` or ``other``.
        note: In the reader's words.
        original: The file it came from, below the home.
        lines: Where the article stands in it.
        to_do: What to do about it.
    """

    name: str
    reported_at: str
    article: str
    headline: str
    wrong: str
    note: str
    original: str
    lines: str
    to_do: str


def report(request: Request, fields: FormData) -> Response:
    """Take a report from an article's page."""
    room, words = room_of(request), words_of(request)
    document = room.search.article(request.path_params["id"])
    if document is None:
        return trouble(request, 404, words.gettext("There is no article of this id"))
    wrong = str(fields.get("wrong", ""))
    note = str(fields.get("note", ""))[:_LONGEST_NOTE].strip()
    made = _report(room, document, wrong if wrong in _WRONG else _WRONG[-1], note)
    room.reports.mkdir(exist_ok=True)
    write_atomically(room.reports / made.name, orjson.dumps(asdict(made), option=orjson.OPT_INDENT_2))
    if wants_json(request):
        return json_answer(asdict(made), 201)
    return RedirectResponse(f"/articles/{document['id']}?reported=1", 303)


def settle(request: Request, fields: FormData) -> Response:
    """Put a report among those that are done."""
    room = room_of(request)
    name = str(fields.get("name", ""))
    if not _NAME.fullmatch(name) or not (room.reports / name).is_file():
        return trouble(request, 404, words_of(request).gettext("There is no such report"))
    (room.reports / _DONE).mkdir(exist_ok=True)
    (room.reports / name).replace(room.reports / _DONE / name)
    return json_answer({"done": name}) if wants_json(request) else RedirectResponse("/ingest#reports", 303)


def reports(folder: Path) -> list[Report]:
    """Return the reports that nobody has acted on yet, the newest first."""
    found = []
    for place in sorted(folder.glob("*.json"), reverse=True)[:_MOST_SHOWN]:
        try:
            found.append(Report(**orjson.loads(place.read_bytes())))
        except (OSError, ValueError, TypeError):
            continue  # somebody's own file, or one that was taken away meanwhile
    return found


def _report(room: Room, document: Mapping[str, Any], wrong: str, note: str) -> Report:
    now = dt.datetime.now(dt.UTC)
    original = next(
        (
            f"archive/{entry.archived_as}"
            for entry in room.archive.find([document.get("unit_id", document["issue_id"])])
            if entry.archived_as and entry.inbox == room.inbox_id
        ),
        "",
    )
    path = original or document.get("file", {}).get("path", "")
    shown = shlex.quote(str(room.filing.archive.parent / original)) if original else path
    return Report(
        name=f"{now.strftime('%Y%m%dT%H%M%S%fZ')}-{document['id']}.json",
        reported_at=now.isoformat(timespec="seconds"),
        article=document["id"],
        headline=document.get("headline", ""),
        wrong=wrong,
        note=note,
        original=path,
        lines=", ".join(f"{one['first']}-{one['last']}" for one in document.get("lines", ())),
        to_do=(
            f"See how it was split: baoku parse --explain {shown}. Mend the file (a blank line between two articles, "
            "none within one) and drop it again under its old name: it replaces the issue. If the file is right, send "
            "it with this note to the maintainers."
        ),
    )
