"""Structured logs: one JSON object a line (or coloured text on a terminal), each with one ``action``.

What other libraries log, warn of or die with has the same form. Secrets are taken out of the finished line, whatever
part of it they came in by: a message, a value, an exception's text or its traceback.
"""

from __future__ import annotations

import logging
import sys
from typing import IO, TYPE_CHECKING

import structlog

from worker.app.redaction import Redaction

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType

    from structlog.typing import EventDict, Processor, WrappedLogger

log = structlog.get_logger(__name__)
# One for the process, as are the handlers it serves.
_redaction = Redaction()


def hide(secrets: Iterable[str]) -> None:
    """Keep these values out of every later line."""
    global _redaction  # noqa: PLW0603 - see above
    _redaction = _redaction.with_secrets(secrets)


class _Redacting(logging.Formatter):
    """The last word on a line."""

    def __init__(self, inner: logging.Formatter) -> None:
        super().__init__()
        self._inner = inner

    def format(self, record: logging.LogRecord) -> str:
        return _redaction(self._inner.format(record))


def _with_action(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Give records of other libraries the one key that every record has."""
    event.setdefault("action", "library")
    event.pop("data", None)  # Celery repeats the traceback and the arguments there
    return event


def set_up_logs(*, level: str = "INFO", stream: IO[str] | None = None) -> None:
    """Send structlog's and the standard library's records and warnings to ``stream``.

    Args:
        level: Records below it are dropped.
        stream: Standard error by default: the process is a service, and an error that ends it is a record, too.
    """
    target = stream or sys.stderr
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    renderer: Processor
    renderer = (
        structlog.dev.ConsoleRenderer() if target.isatty() else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(target)
    handler.setFormatter(
        _Redacting(
            structlog.stdlib.ProcessorFormatter(
                foreign_pre_chain=shared,
                processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _with_action, renderer],
            )
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for noisy in ("elastic_transport", "kombu", "celery.worker.strategy", "celery.app.trace", "amqp"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    logging.captureWarnings(capture=True)
    if stream is None:
        sys.excepthook = _log_fatal


def _log_fatal(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
    """Log what ends the process, as one line like any other."""
    log.critical("ends on an error", action="process_died", exc_info=(kind, error, traceback))
