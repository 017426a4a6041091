"""How every service begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.app import connection, lifeline
from worker.app.logs import hide, set_up_logs
from worker.app.settings import Settings, load_settings

if TYPE_CHECKING:
    from worker.app.connection import Connection


def begin() -> tuple[Settings, Connection]:
    """Make this process a service: it ends with its parent, logs in lines of JSON, and its secrets stay out of them."""
    lifeline.follow()
    set_up_logs()
    settings = load_settings()
    found = connection.find(settings)
    hide(settings.secrets | found.secrets)
    return settings, found
