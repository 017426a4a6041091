"""The Celery application: settings only. JSON messages, acknowledged late, no results kept."""

from __future__ import annotations

import os
import warnings

from celery import Celery, signals
from celery.exceptions import SecurityWarning

from worker.ingestion.attempts import LONGEST_COUNTDOWN_SECONDS
from worker.queueing.keys import key_prefix
from worker.queueing.queues import FRESH
from worker.queueing.redis_address import parse_redis_address

# Redis redelivers an unacknowledged job after this long: it must exceed the hard time limit and the longest
# countdown of a retry, else a job would run twice at a time.
VISIBILITY_MARGIN_SECONDS = 60

app = Celery("baoku")


def configure(
    broker_url: str,
    *,
    soft_limit_seconds: int,
    hard_limit_seconds: int,
    concurrency: int,
    longest_limit_seconds: int = 0,
    inbox_id: str = "",
    timeout_seconds: float = 30.0,
) -> Celery:
    """Set the application up for one broker.

    Args:
        broker_url: Redis, with user and password, see ``worker.queueing.redis_address``.
        soft_limit_seconds: After this a task is told to stop, in seconds.
        hard_limit_seconds: After this its process is killed, in seconds.
        concurrency: Worker processes; 0 for one a core.
        longest_limit_seconds: Hard limit of the slowest worker of this broker, where that is another one.
        inbox_id: Whose queues these are, see ``worker.queueing.keys``.
        timeout_seconds: A broker that has not answered for so long counts as away.
    """
    # It warns root of messages that run what they name (pickle); ours are JSON, and are checked when they are read.
    warnings.simplefilter("ignore", SecurityWarning)
    visibility = max(hard_limit_seconds, longest_limit_seconds) + LONGEST_COUNTDOWN_SECONDS + VISIBILITY_MARGIN_SECONDS
    address = parse_redis_address(broker_url)
    transport = {
        **address.transport_options,
        "visibility_timeout": visibility,
        "global_keyprefix": key_prefix(inbox_id),
        "queue_order_strategy": "priority",
        "socket_timeout": timeout_seconds,
        "socket_connect_timeout": 5,
        "socket_keepalive": True,
        "health_check_interval": 15,
        "retry_on_timeout": True,
    }
    app.conf.update(
        broker_url=address.broker_url,
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        # A Redis that refuses writes is an outage like any other, and no reason for a worker to end.
        broker_channel_error_retry=True,
        broker_transport_options=transport,
        visibility_timeout=visibility,
        redis_socket_timeout=timeout_seconds,
        task_serializer="json",
        accept_content=["json"],
        event_serializer="json",
        task_ignore_result=True,
        result_backend=None,
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        task_acks_on_timeout=False,  # a hung job goes back to the queue: see queueing.deliveries
        worker_prefetch_multiplier=1,
        worker_concurrency=concurrency or os.cpu_count() or 1,
        worker_enable_remote_control=False,
        worker_send_task_events=False,
        worker_hijack_root_logger=False,
        worker_soft_shutdown_timeout=5.0,
        worker_cancel_long_running_tasks_on_connection_loss=True,
        task_create_missing_queues=True,
        task_default_queue=FRESH,
        task_soft_time_limit=soft_limit_seconds,
        task_time_limit=hard_limit_seconds,
        task_publish_retry=False,
        imports=("worker.queueing.tasks",),
    )
    return app


@signals.setup_logging.connect  # type: ignore[untyped-decorator] # Celery has no types
def _leave_logging_alone(**_: object) -> None:
    """Keep Celery from putting its own handlers in place of ours (``worker.app.logs``)."""
