"""Serves the reading room until it is told to end."""

from __future__ import annotations

import signal
import socket
import sys
from typing import TYPE_CHECKING

import uvicorn

from worker.errors import ConfigurationError

if TYPE_CHECKING:
    from starlette.applications import Starlette

_GRACE_SECONDS = 2


def listen(address: str, port: int) -> socket.socket:
    """Return a socket that listens.

    Raises:
        ConfigurationError: The port is taken, or the address is not this machine's.
    """
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    opened = socket.socket(family, socket.SOCK_STREAM)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        opened.bind((address, port))
        opened.listen(128)
    except OSError as error:
        opened.close()
        raise ConfigurationError(f"BAOKU_WEB_PORT {port} on {address}: {error.strerror}") from error
    return opened


def serve(app: Starlette, listening: socket.socket) -> None:
    """Serve until SIGTERM or SIGINT; what is being answered then has a moment to end.

    The server raises the signal again once it has ended, so SIGTERM is made to leave in order.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=_GRACE_SECONDS,
        lifespan="off",
    )
    uvicorn.Server(config).run(sockets=[listening])
