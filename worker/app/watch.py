"""The watcher as a service. It loads no parser: what it does is look at names and sizes, and queue jobs."""

from __future__ import annotations

import signal
import threading
from typing import TYPE_CHECKING

import redis
import structlog

from worker.app.beginning import begin
from worker.app.holdings import filing_of
from worker.app.queue_of_home import claim_inbox, configure_queue
from worker.home.originals import MAX_STREAM_BYTES
from worker.queueing import broker
from worker.watching import Watcher
from worker.watching.filter import NameFilter, patterns_of

if TYPE_CHECKING:
    from types import FrameType

log = structlog.get_logger(__name__)

WATCHER_BEAT_SECONDS = 1.0


def watch() -> None:
    """Watch the inbox and queue what is dropped (a service: see also `baoku up`)."""
    settings, found = begin()
    configure_queue(settings, found)
    filing_of(settings).prepare()
    claim = claim_inbox(settings, found)
    client = broker.connect(found.redis_url)

    def capacity() -> int:
        try:
            state = broker.queue_state(client, settings.inbox_id)
        except redis.RedisError:
            return 0
        large = min(settings.backlog_batch_size, settings.max_queued_files)
        waiting = state.fresh * settings.batch_size + state.backlog * large
        waiting += state.pages * broker.PAGED_TOGETHER + state.recognition
        return settings.max_queued_files - waiting - state.in_hand * settings.batch_size

    def is_idle() -> bool:
        try:
            return broker.queue_state(client, settings.inbox_id).jobs == 0
        except redis.RedisError:
            return False

    watcher = Watcher(
        settings.inbox,
        submit=broker.publish,
        capacity=capacity,
        is_idle=is_idle,
        settle_seconds=settings.settle_seconds,
        names=NameFilter(patterns_of(settings.ignore)),
        rescan_seconds=settings.rescan_seconds,
        batch_size=settings.batch_size,
        backlog_batch_size=settings.backlog_batch_size,
        max_file_bytes=MAX_STREAM_BYTES,
        polling=settings.polling,
    )
    ended = threading.Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        ended.set()
        watcher.stop()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)

    def beat() -> None:
        while not ended.wait(WATCHER_BEAT_SECONDS):
            try:
                broker.beat(
                    client,
                    settings.inbox_id,
                    waiting=watcher.waiting,
                    queued=watcher.queued,
                    unreadable=watcher.unreadable,
                    turn=watcher.seconds_since_turn,
                )
            except redis.RedisError as error:
                log.warning("no heartbeat", action="watcher_no_beat", reason=str(error))
            claim.keep()

    threading.Thread(target=beat, name="heartbeat", daemon=True).start()
    watcher.run()
    ended.set()
