"""The queue of a home, for whoever puts jobs in it or works on them; it loads nothing that works."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import redis

from worker.queueing import broker
from worker.queueing.app import configure
from worker.queueing.homes import Claim, mark_of

if TYPE_CHECKING:
    from worker.app.connection import Connection
    from worker.app.settings import Settings

PAGE_LIMIT_MARGIN_SECONDS = 60  # from the soft to the hard limit of the worker of pages


def configure_queue(settings: Settings, found: Connection, *, pages: bool = False) -> None:
    """Point Celery at the settings' Redis.

    Args:
        settings: As read.
        found: The engines.
        pages: For the worker of PDF files and images, which takes its time.
    """
    longest = settings.page_time_limit_seconds + PAGE_LIMIT_MARGIN_SECONDS
    configure(
        found.redis_url,
        soft_limit_seconds=settings.page_time_limit_seconds if pages else settings.soft_time_limit_seconds,
        hard_limit_seconds=longest if pages else settings.hard_time_limit_seconds,
        longest_limit_seconds=longest,
        concurrency=settings.page_concurrency if pages else settings.concurrency,
        inbox_id=settings.inbox_id,
        timeout_seconds=settings.engine_timeout_seconds,
    )


def claim_inbox(settings: Settings, found: Connection) -> Claim:
    """Claim the inbox id for this home.

    Raises:
        ConfigurationError: It is another home's.
    """
    claim = Claim(broker.connect(found.redis_url), settings.inbox_id, mark_of(settings.home_path))
    with contextlib.suppress(redis.RedisError):  # away for now: what comes next waits for it, and this is repeated
        claim.renew()
    return claim
