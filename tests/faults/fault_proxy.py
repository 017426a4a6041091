"""An HTTP proxy between a worker and the real Elasticsearch that can be told to misbehave."""

from __future__ import annotations

import http.client
import json
import sys
import threading
from enum import Enum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

ANSWER_SECONDS = 120.0


class Mode(Enum):
    """How the proxy treats a request."""

    PASS = "pass"
    BUSY = "busy"  # answers 429 to every request
    UNAVAILABLE = "unavailable"  # answers 503
    HANG = "hang"  # answers nothing while the mode lasts, then closes
    CLOSE = "close"  # closes the connection, the request not passed on
    CUT = "cut"  # passes the request on, and closes the connection instead of answering
    PARTIAL = "partial"  # of a bulk, passes on two actions of three and answers 429 for the third


class Proxy:
    """Listens on a free port of the loopback interface until closed."""

    def __init__(self, target: str) -> None:
        address = urlsplit(target)
        self.target = (address.hostname or "", address.port or 9200)
        self.spoilt = 0  # requests that were not treated well
        self._mode = Mode.PASS
        self._changed = threading.Event()
        proxy = self

        class Handler(_Handler):
            owner = proxy

        self._server = _Server(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, args=(0.05,), name="proxy", daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def mode(self) -> Mode:
        return self._mode

    @mode.setter
    def mode(self, mode: Mode) -> None:
        self._mode = mode
        self._changed.set()
        self._changed = threading.Event()

    def wait_for_change(self) -> None:
        self._changed.wait(ANSWER_SECONDS)

    def close(self) -> None:
        self.mode = Mode.PASS
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of clients that went away: their death is the fault that is done."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    owner: Proxy
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def _serve(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        mode = self.owner.mode
        self.owner.spoilt += mode is not Mode.PASS
        match mode:
            case Mode.BUSY:
                self._refuse(429, "es_rejected_execution_exception")
            case Mode.UNAVAILABLE:
                self._refuse(503, "no_master_block_exception")
            case Mode.HANG:
                self.owner.wait_for_change()
                self.close_connection = True
            case Mode.CLOSE:
                self.close_connection = True
            case Mode.CUT:
                self._ask(body)
                self.close_connection = True
            case Mode.PARTIAL if self.path.startswith("/_bulk"):
                self._answer_in_part(body)
            case _:
                self._answer(*self._ask(body))

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = _serve  # noqa: N815 - the names are the base class's

    def _ask(self, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
        """Return what the real server answers; 502 when it is away."""
        headers = {name: value for name, value in self.headers.items() if name.lower() not in {"host", "connection"}}
        headers["Content-Length"] = str(len(body))
        connection = http.client.HTTPConnection(*self.owner.target, timeout=ANSWER_SECONDS)
        try:
            connection.request(self.command, self.path, body, headers)
            response = connection.getresponse()
            return response.status, response.getheaders(), response.read()
        except OSError:
            return 502, [("X-Elastic-Product", "Elasticsearch"), ("Content-Type", "application/json")], b"{}"
        finally:
            connection.close()

    def _answer(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.send_response_only(status)
        for name, value in headers:
            if name.lower() not in {"content-length", "transfer-encoding", "connection"}:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _refuse(self, status: int, kind: str) -> None:
        body = {"error": {"type": kind, "reason": "the proxy was told so"}, "status": status}
        self._answer(
            status,
            [("X-Elastic-Product", "Elasticsearch"), ("Content-Type", "application/json")],
            json.dumps(body).encode(),
        )

    def _answer_in_part(self, body: bytes) -> None:
        actions = _actions(body)
        refused = {number for number in range(len(actions)) if number % 3 == 2}
        kept = b"".join(lines for number, (_, lines) in enumerate(actions) if number not in refused)
        status, headers, answer = self._ask(kept)
        if status != 200 or not refused:
            self._answer(status, headers, answer)
            return
        items = iter(json.loads(answer)["items"])
        error = {"type": "es_rejected_execution_exception", "reason": "the proxy was told so"}
        merged = [
            {name: {"status": 429, "error": error}} if number in refused else next(items)
            for number, (name, _) in enumerate(actions)
        ]
        self._answer(200, headers, json.dumps({"items": merged}).encode())

    def log_message(self, *_: Any) -> None:
        pass


def _actions(body: bytes) -> list[tuple[str, bytes]]:
    """Return the actions of a bulk request: name, and lines with their line ends."""
    lines = body.splitlines(keepends=True)
    found: list[tuple[str, bytes]] = []
    at = 0
    while at < len(lines):
        (name,) = json.loads(lines[at])
        count = 1 if name == "delete" else 2
        found.append((name, b"".join(lines[at : at + count])))
        at += count
    return found
