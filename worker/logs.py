"""Structured logs: one JSON object a line (or coloured text on a terminal), each with an ``action``."""

from __future__ import annotations

import logging
import re
import sys
from typing import IO, TYPE_CHECKING

import structlog

if TYPE_CHECKING:
    from structlog.typing import EventDict, WrappedLogger

# user:password@ in any address, as Celery and the Elasticsearch client print them
_CREDENTIALS = re.compile(r"(?<=://)[^/\s@]{1,256}@")


def _without_credentials(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    for key, value in event.items():
        if isinstance(value, str) and "@" in value:
            event[key] = _CREDENTIALS.sub("***@", value)
    return event


def _with_action(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Give records of other libraries the one key that every record has."""
    event.setdefault("action", "library")
    event.pop("data", None)  # Celery repeats the traceback and the arguments there
    return event


def set_up_logs(*, level: str = "INFO", stream: IO[str] | None = None) -> None:
    """Send structlog's and the standard library's records to ``stream`` (default: standard error)."""
    target = stream or sys.stderr
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        _with_action,
        _without_credentials,
    ]
    renderer: structlog.typing.Processor
    renderer = (
        structlog.dev.ConsoleRenderer() if target.isatty() else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared[:-2],
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(target)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _with_action,
                _without_credentials,
                renderer,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for noisy in ("elastic_transport", "kombu", "celery.worker.strategy", "celery.app.trace", "amqp"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
