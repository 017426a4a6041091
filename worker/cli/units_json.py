"""The units of one file as one line of JSON, written piece by piece: a file may hold years."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from typing import Any

import orjson

from worker.ingestion.pipeline import Processed, processed_json
from worker.readers.base import Rejected

_HELD = 4 * 1024 * 1024  # bytes of articles held in memory
_CHUNK = 1024 * 1024


def json_of(units: Iterable[Processed | Rejected]) -> Iterator[bytes]:
    """Yield pieces of one line of JSON.

    A file's only unit is an object as ever: ``identity``, ``articles`` and the rest. Several are
    ``{"documents": [...], "articles": [...], "identity": {...}, "failures": [...]}``: the articles of all once more,
    and of the identity what all have in common.
    """
    failures: list[dict[str, Any]] = []
    found = _processed(units, failures)
    first = next(found, None)
    second = next(found, None)
    if first is None:
        return
    if second is None:
        whole = processed_json(first)
        if failures:
            whole["failures"] = failures
        yield orjson.dumps(whole) + b"\n"
        return
    common: dict[str, Any] = {}
    with tempfile.SpooledTemporaryFile(_HELD) as articles:
        yield b'{"documents":['
        for number, one in enumerate(_all(first, second, found)):
            values = processed_json(one)
            if number == 0:
                common = dict(values["identity"])
            common = {key: value for key, value in common.items() if values["identity"].get(key) == value}
            for article in values["articles"]:
                identity = {key: values["identity"][key] for key in ("publication", "date", "section")}
                articles.write((b"," if articles.tell() else b"") + orjson.dumps({**identity, **article}))
            yield (b"," if number else b"") + orjson.dumps(values)
        yield b'],"articles":['
        articles.seek(0)
        while piece := articles.read(_CHUNK):
            yield piece
        yield b'],"identity":' + orjson.dumps(common) + b',"failures":' + orjson.dumps(failures) + b"}\n"


def _processed(units: Iterable[Processed | Rejected], failures: list[dict[str, Any]]) -> Iterator[Processed]:
    for unit in units:
        if isinstance(unit, Rejected):
            failures.append({"key": unit.key, "reason": unit.error.reason, "advice": unit.error.advice})
        else:
            yield unit


def _all(first: Processed, second: Processed, others: Iterator[Processed]) -> Iterator[Processed]:
    yield first
    yield second
    yield from others
