"""What can go wrong with a file, split by what to do next.

``PermanentError``: the same bytes will fail again, so the file goes to ``failed/`` with the reason. ``TransientError``:
the surroundings failed, so the order is tried again for as long as it takes. All arguments are positional so that
instances survive pickling (Celery's prefork pool pickles exceptions).
"""

from __future__ import annotations

from worker.messages import message


class IngestError(Exception):
    """Root of every error that the worker raises about a file.

    Args:
        reason: One line, in plain words, of what is wrong.
        advice: One line of what a person can do about it.
        code: A stable identifier such as ``undecodable``, used to group failures.
        stage: The stage that failed: read, parse, enrich, index or archive.
    """

    default_code = "ingest_error"
    default_stage = ""

    def __init__(self, reason: str, advice: str = "", code: str = "", stage: str = "") -> None:
        self.reason = reason
        self.advice = advice
        self.code = code or self.default_code
        self.stage = stage or self.default_stage
        super().__init__(reason, advice, self.code, self.stage)

    def __str__(self) -> str:
        stop = "." if self.advice and self.reason[-1:].isalnum() else ""
        return f"{self.reason}{stop} {self.advice}".strip()


class PermanentError(IngestError):
    """The same bytes will fail again: quarantine."""

    default_code = "permanent"


class UndecodableError(PermanentError):
    """No encoding gives readable text."""

    default_code = "undecodable"
    default_stage = "read"


class UnsupportedFormatError(PermanentError):
    """Not a text file (an archive, a picture, a PDF, a program)."""

    default_code = "unsupported_format"
    default_stage = "read"


class EmptyFileError(PermanentError):
    """No visible character in the file."""

    default_code = "empty"
    default_stage = "read"


class TooLargeError(PermanentError):
    """Over the size limit of the settings."""

    default_code = "too_large"
    default_stage = "read"


class NoArticleError(PermanentError):
    """The text was read but holds no article."""

    default_code = "no_article"
    default_stage = "parse"


class RejectedDocumentError(PermanentError):
    """Elasticsearch's mapping refused a document."""

    default_code = "rejected_document"
    default_stage = "index"


class HeldError(PermanentError):
    """It would drop most of what it replaces: a person decides."""

    default_code = "held"
    default_stage = "index"


class PoisonError(PermanentError):
    """The file killed or stalled its worker as often as is allowed."""

    default_code = "poison"
    default_stage = "parse"


class InternalError(PermanentError):
    """Our own code has a mistake that this file brings out."""

    default_code = "internal"
    default_stage = "parse"


class TransientError(IngestError):
    """The surroundings failed: try again with growing delay."""

    default_code = "transient"


class EngineUnavailableError(TransientError):
    """Elasticsearch or Redis is away, overloaded or read-only."""

    default_code = "engine_unavailable"
    default_stage = "index"


class StorageUnavailableError(TransientError):
    """The disk that keeps archive/ and failed/ is full, read-only or away."""

    default_code = "storage_unavailable"
    default_stage = "archive"


class StalledError(TransientError):
    """The time limit passed while the worker waited for an engine or a processor."""

    default_code = "stalled"


class UnfinishedError(TransientError):
    """A file of many issues takes longer than one job may: it goes on where it stopped."""

    default_code = "unfinished"
    default_stage = "index"


class UnstableFileError(TransientError):
    """The file is still changing."""

    default_code = "unstable_file"
    default_stage = "read"


class RecognitionNeededError(TransientError):
    """Text of the file must be recognised from an image: work for the queue that does that."""

    default_code = "recognition_needed"
    default_stage = "read"

    def __init__(
        self, reason: str = message("its text must be recognised."), advice: str = "", code: str = "", stage: str = ""
    ) -> None:
        super().__init__(reason, advice, code, stage)


TRIED_AGAIN = message("It is tried again.")
"""The advice of what passes by itself, where a worker meets it."""


class ConfigurationError(Exception):
    """The set-up is wrong (a setting, a credential, a missing index): stop and say so in one line."""
