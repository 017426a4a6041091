"""A file's bytes to its text."""

from __future__ import annotations

import re

from worker.errors import EmptyFileError, TooLargeError, UndecodableError
from worker.models import SourceText

_LINE_ENDS = re.compile("\r\n?|[\x85\u2028\u2029]")


def read(data: bytes, *, max_bytes: int) -> SourceText:
    """Return the text of ``data``; pure.

    Raises:
        EmptyFileError: No visible character.
        TooLargeError: More than ``max_bytes``.
        UndecodableError: No encoding gives readable text.
    """
    if len(data) > max_bytes:
        raise TooLargeError(f"the file is larger than {max_bytes:,} bytes", "Split it, or raise BAOKU_MAX_FILE_MB.")
    for encoding in ("utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "utf-8", "gb18030", "big5"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        text = _LINE_ENDS.sub("\n", text.replace("\0", ""))
        if not text.strip():
            raise EmptyFileError("the file holds no text", "Export the page again.")
        return SourceText(text, encoding)
    raise UndecodableError("no encoding gives readable text", "Save the file as UTF-8.")
