"""What waits for a person's decision: files whose name and masthead contradict each other, and what is held back.

What a file in conflict is, is written as its sidecar into the inbox, as if a person had dropped it there. What is held
is decided by the command that a terminal would be given, in a process of its own: its page is read again, which takes
time and memory that other readers would miss. Either way the archive's manifest has the decision, and an index that is
built anew comes to the same.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml
from starlette.responses import RedirectResponse

from worker.app.i18n import told_error
from worker.errors import ConfigurationError, EngineUnavailableError
from worker.home.moving import write_atomically
from worker.home.names import SIDECAR_SUFFIX
from worker.web.answering import json_answer, room_of, trouble, wants_json, words_of
from worker.web.i18n import language_of

if TYPE_CHECKING:
    import gettext
    from collections.abc import Mapping
    from pathlib import Path

    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from worker.indexing import LedgerEntry
    from worker.web.room import Room

_MOST_SHOWN = 20
_FIELDS = ("publication", "date", "page")
_LONGEST_VALUE = 100  # characters; no paper's name comes near
_MOST_SECONDS = 120.0  # of a command: a page of a scan takes some ten
_SIMPLE = {"accept": "accept", "discard": "withdraw"}  # decisions about what is held, and the commands they are


class Undecided(NamedTuple):
    """What waits for a decision.

    Attributes:
        contested: Files in conflict, the latest first.
        held: Files that would replace an issue by much less of it, or by another paper's.
        offered: By the path of each file in conflict: what each side says, ``taken`` and ``other``.
    """

    contested: tuple[LedgerEntry, ...] = ()
    held: tuple[LedgerEntry, ...] = ()

    @property
    def offered(self) -> dict[str, dict[str, dict[str, str]]]:
        """Return what the sides of each file in conflict say of the fields they differ in."""
        return {
            one.path: {
                side: {told["field"]: told[side] for told in one.conflicts if told["field"] in _FIELDS}
                for side in ("taken", "other")
            }
            for one in self.contested
        }


def labelled(words: gettext.NullTranslations, said: Mapping[str, str]) -> str:
    """Return what one side says a file is: a page is named as one, not as a bare number."""
    values = {**said}
    if "page" in values:
        values["page"] = words.gettext("page %(page)s") % {"page": values["page"]}
    return " ".join(values[field] for field in _FIELDS if field in values)


def undecided(room: Room) -> Undecided:
    """Return the first of what waits; nothing while the index is away: the page says that already."""
    with contextlib.suppress(EngineUnavailableError, ConfigurationError):
        return Undecided(room.archive.conflicts(_MOST_SHOWN), room.archive.held(_MOST_SHOWN))
    return Undecided()


def identify(request: Request, fields: FormData) -> Response:
    """Take what a person says a file in conflict is: one of its two sides, or what is written into the form."""
    from worker.parsing.identity.sidecar import SidecarError, parse_sidecar  # noqa: PLC0415 - the parser is large

    room, words = room_of(request), words_of(request)
    path = str(fields.get("path", ""))
    contested = tuple(one for one in room.archive.conflicts() if one.inbox == room.inbox_id)
    offered = Undecided(contested).offered.get(path)
    if offered is None:
        return trouble(request, 404, words.gettext("This file is in no conflict any more"))
    side = str(fields.get("side", ""))
    stated = offered[side] if side in offered else _written(fields)
    try:
        stated = parse_sidecar(_yaml(stated))
    except SidecarError as error:
        return trouble(
            request, 422, words.gettext("This does not say which issue it is"), told_error(error, language_of(request))
        )
    sidecar = _sidecar(room.filing.inbox, path)
    if not stated or sidecar is None:
        return trouble(request, 422, words.gettext("This does not say which issue it is"))
    sidecar.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(sidecar, _yaml(stated))
    if wants_json(request):
        return json_answer({"path": path, "stated": stated})
    return RedirectResponse("/ingest?settled=1", 303)


def decide(request: Request, fields: FormData) -> Response:
    """Let what is held take its place, discard it, or say which issue it is instead."""
    room, words = room_of(request), words_of(request)
    identifier = str(fields.get("held", ""))
    if not any(one.id == identifier and one.inbox == room.inbox_id for one in room.archive.held()):
        return trouble(request, 404, words.gettext("This file is held no more"))
    decision = str(fields.get("decision", ""))
    stated = {} if decision in _SIMPLE else _written(fields)
    if decision not in {*_SIMPLE, "identify"} or (decision == "identify" and not stated):
        return trouble(request, 422, words.gettext("This does not say which issue it is"))
    command = _SIMPLE.get(decision, decision)
    options = [f"--{name}={value}" for name, value in stated.items()]
    ran = room.command([command, *options, "--", identifier], language_of(request), _MOST_SECONDS)
    if ran.code is None:
        advice = words.gettext("It takes too long. Give it at a terminal: baoku %(command)s")
        said = advice % {"command": f"{command} {identifier}"}
        return trouble(request, 504, words.gettext("This was not decided"), said)
    if ran.code:
        return trouble(request, 409, words.gettext("This was not decided"), ran.said)
    if wants_json(request):
        return json_answer({"held": identifier, "decision": decision, "stated": stated})
    return RedirectResponse("/ingest?settled=held", 303)


def as_json(waiting: Undecided) -> dict[str, Any]:
    """Return what waits as the JSON answer tells it."""
    return {
        "conflicts": [
            {"path": one.path, "unit_id": one.unit_id, "conflicts": [dict(told) for told in one.conflicts]}
            for one in waiting.contested
        ],
        "held": [
            {"id": one.id, "path": one.path, "unit_id": one.unit_id, "reason": one.reason} for one in waiting.held
        ],
    }


def _written(fields: FormData) -> dict[str, str]:
    written = {name: str(fields.get(name, "")).strip()[:_LONGEST_VALUE] for name in _FIELDS}
    return {name: value for name, value in written.items() if value}


def _yaml(stated: Mapping[str, str]) -> bytes:
    return yaml.safe_dump(dict(stated), allow_unicode=True, sort_keys=False).encode()


def _sidecar(inbox: Path, path: str) -> Path | None:
    """Return where the sidecar of a dropped file belongs, None when a link leads out of the inbox."""
    target = inbox / f"{path}{SIDECAR_SUFFIX}"
    return target if target.parent.resolve() == (inbox.resolve() / path).parent else None
