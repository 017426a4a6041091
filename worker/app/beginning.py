"""How every service begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.app import connection, lifeline
from worker.app.logs import hide, set_up_logs
from worker.app.settings import Settings, load_settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from worker.app.connection import Connection


def begin(meanwhile: Callable[[Settings], None] | None = None) -> tuple[Settings, Connection]:
    """Make this process a service: it ends with its parent, logs in lines of JSON, and its secrets stay out of them.

    Args:
        meanwhile: Done before the engines are asked for: a service that is started while they load has the time.
    """
    engines_answer = lifeline.follow()
    set_up_logs()
    settings = load_settings()
    if meanwhile is not None:
        meanwhile(settings)
    engines_answer.wait()
    found = connection.find(settings)
    hide(settings.secrets | found.secrets)
    return settings, found
