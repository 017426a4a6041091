"""Bulk requests of versioned writes, with the result of every single item."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

from worker.errors import EngineUnavailableError, RejectedDocumentError
from worker.indexing.client import failure, failures_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from elasticsearch import Elasticsearch

    from worker.errors import ConfigurationError

MAX_REQUEST_BYTES = 8 * 1024 * 1024  # far below http.max_content_length (100 MB); larger ones gain nothing
_RESULT_FIELDS = "items.*.status,items.*.error.type,items.*.error.reason,items.*.error.caused_by.reason"
_DONE_BELOW = 300  # statuses of HTTP
_NOT_FOUND, _CONFLICT, _BAD_REQUEST, _TOO_LARGE, _BUSY = 404, 409, 400, 413, 429
# Since version 9 Elasticsearch refuses a single document that would take more than a share of its heap, with the words
# of a server that is busy. Its count of what is in hand begins with the document itself as it was sent, to which it
# adds the operation, taken for _EXPANSION times as much.
_OPERATION = re.compile(r"\bprimary_operation_bytes=(\d{1,15}), max_primary_bytes=(\d{1,15})\b")
_EXPANSION = 4


@dataclass(frozen=True, slots=True)
class Action:
    """One write.

    Attributes:
        operation: ``index``, ``create`` or ``delete``.
        target: Alias to write through (or, when building an index, that index).
        identifier: The document's ``_id``.
        source: The document; None deletes.
        parameters: What the write depends on: a version, a sequence number.
    """

    operation: str
    target: str
    identifier: str
    source: Mapping[str, Any] | None = None
    parameters: tuple[tuple[str, object], ...] = ()

    def lines(self, *, require_alias: bool) -> bytes:
        """Return the action as the bulk interface reads it."""
        head: dict[str, object] = {"_index": self.target, "_id": self.identifier, **dict(self.parameters)}
        if require_alias and self.operation != "delete":
            head["require_alias"] = True
        line = orjson.dumps({self.operation: head}, option=orjson.OPT_APPEND_NEWLINE)
        if self.source is None:
            return line
        return line + orjson.dumps(self.source, option=orjson.OPT_APPEND_NEWLINE)


def upsert(target: str, document: Mapping[str, Any], revision: int) -> Action:
    """Write an article unless the index has a newer revision of it."""
    return Action("index", target, document["id"], document, _revision(revision))


def deletion(target: str, identifier: str, revision: int) -> Action:
    """Delete an article unless the index has a newer revision of it."""
    return Action("delete", target, identifier, None, _revision(revision))


def _never_fits(reason: str) -> bool:
    """Tell whether the words of a refusal mean that trying again is of no use: the document alone is too large."""
    match = _OPERATION.search(reason)
    return match is not None and int(match[1]) * (1 + 1 / _EXPANSION) > int(match[2])


def _revision(revision: int) -> tuple[tuple[str, object], ...]:
    return (("version", revision), ("version_type", "external_gte"))


@dataclass(frozen=True, slots=True)
class ItemResult:
    """What became of one action: its HTTP status, and Elasticsearch's words when it failed."""

    action: Action
    status: int
    kind: str = ""
    reason: str = ""

    @property
    def done(self) -> bool:
        """The index is as the action wants it: written, or nothing there to delete."""
        return self.status < _DONE_BELOW or (self.status == _NOT_FOUND and not self.kind)

    @property
    def conflict(self) -> bool:
        """Something newer is there: nothing was changed."""
        return self.status == _CONFLICT

    def error(self) -> RejectedDocumentError | ConfigurationError | EngineUnavailableError | None:
        """Return what the failure means; None when it is none, or a conflict."""
        if self.done or self.conflict:
            return None
        if self.status == _BUSY and _never_fits(self.reason):
            return RejectedDocumentError(
                f"the article {self.action.identifier} is larger than Elasticsearch takes with its heap.",
                "It is hardly one article: divide the file where articles begin, by blank lines; or give Elasticsearch "
                "more memory (BAOKU_ES_HEAP_MB for the embedded one) and `baoku retry` the file.",
            )
        if self.status in {_BAD_REQUEST, _TOO_LARGE}:
            return RejectedDocumentError(
                f"Elasticsearch rejects {self.action.identifier} ({self.kind}: {self.reason}).",
                "The mapping and the parser disagree, or the text is damaged: please report it with the file.",
            )
        return failure(self.status, {"type": self.kind, "reason": self.reason})


def send(
    client: Elasticsearch,
    actions: Sequence[Action],
    *,
    refresh: bool = False,
    require_alias: bool = True,
) -> list[ItemResult]:
    """Send the actions, in as few requests as their size allows; return one result each, in order.

    Args:
        client: Elasticsearch.
        actions: What to write.
        refresh: Make the writes visible to searches before returning.
        require_alias: Refuse to write where the target is not an alias (a missing alias would become an index).

    Raises:
        EngineUnavailableError: The server is away or refuses the whole request for now; some of it may be written.
        ConfigurationError: It refuses the whole request for good.
    """
    results: list[ItemResult] = []
    for part, body in _requests(actions, require_alias=require_alias):
        with failures_named():
            response = client.bulk(operations=body, refresh=refresh, filter_path=_RESULT_FIELDS)
        results += [_result(action, item) for action, item in zip(part, response["items"], strict=True)]
    return results


def carry_out(client: Elasticsearch, actions: Sequence[Action], *, refresh: bool = False) -> None:
    """Send actions of which none may be refused; of what is overtaken nothing is said.

    Raises:
        EngineUnavailableError: The server is away or refuses for now.
        RejectedDocumentError: It refuses one for good.
        ConfigurationError: An alias is missing, or the user lacks a right.
    """
    for result in send(client, actions, refresh=refresh):
        error = result.error()
        if error is not None:
            raise error


def _requests(actions: Iterable[Action], *, require_alias: bool) -> Iterator[tuple[list[Action], Any]]:
    """Yield the actions of each request with its body, bytes that the client sends as they are."""
    part: list[Action] = []
    lines: list[bytes] = []
    size = 0
    for action in actions:
        written = action.lines(require_alias=require_alias)
        if part and size + len(written) > MAX_REQUEST_BYTES:
            yield part, _joined(lines)
            part, size = [], 0
        part.append(action)
        lines.append(written)
        size += len(written)
    if part:
        yield part, _joined(lines)


def _joined(lines: list[bytes]) -> bytes:
    """Return the lines as one body and empty the list: a request is megabytes, and held once is enough."""
    body = b"".join(lines)
    lines.clear()
    return body


def _result(action: Action, item: Mapping[str, Any]) -> ItemResult:
    details = next(iter(item.values()))
    error = details.get("error")
    if error is None:
        return ItemResult(action, details["status"])
    cause = error.get("caused_by", {}).get("reason", "")
    reason = "; ".join(part for part in (error.get("reason", ""), cause) if part)
    return ItemResult(action, details["status"], error.get("type", ""), reason)
