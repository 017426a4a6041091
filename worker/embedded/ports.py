"""Ports on the loopback interface."""

from __future__ import annotations

import socket

LOOPBACK = "127.0.0.1"


def choose_port(preferred: int) -> int:
    """Return ``preferred`` when it is free now, else a free port.

    Another program may take it before the engine does: the engine's start then fails and is tried on another port.
    """
    return preferred if is_free(preferred) else any_free_port()


def is_free(port: int) -> bool:
    """Tell whether the port can be listened on now, on the loopback interface."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # as the engines do it: a port whose last connections are still closing is free
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
            probe.listen(1)
        except OSError:
            return False
    return True


def any_free_port() -> int:
    """Return a port that the system says is free now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port
