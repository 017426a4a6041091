"""Text that a person will read, marked where it is written.

Everything below ``app`` speaks English: in its errors, in reports, in the ledger, in logs. The terminal and the reading
room put it into the reader's language (``worker.app.i18n``), by the catalogue that ``make messages`` gathers from the
source. What is given to an error is gathered as it is; any other text that ends up before a person goes through
``message`` once, as a constant or as an f-string, which is a template with fields.
"""

from __future__ import annotations

import os
import re

# What urllib3 and redis-py put around the system's own words; the address is what a person needs.
_CONNECTION = re.compile(
    r"HTTPS?Connection(?:Pool)?\(host='([^']*)', port=(\d+)\): "
    r"(?:Failed to establish a new connection: )?(?:\[Errno -?\d+\] )?"
)
_REDIS = re.compile(r"^Error -?\d+ connecting to (\S+?)\. ")


def message(text: str) -> str:
    """Return ``text`` as it is; the call is what takes it into the catalogue."""
    return text


def plain(error: BaseException | str) -> str:
    """Return what an error of the system or of a library says, without the number that Python puts before it."""
    if isinstance(error, OSError) and error.strerror:
        return f"{os.fsdecode(error.filename)}: {error.strerror}" if error.filename is not None else error.strerror
    if isinstance(error, UnicodeDecodeError):
        return message(f"it is no {error.encoding} text from byte {error.start} on")
    return _REDIS.sub(r"\1: ", _CONNECTION.sub(r"\1:\2: ", str(error)))
