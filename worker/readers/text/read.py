"""A file's bytes to its text: the way through formats, decoding, mending and cleaning."""

from __future__ import annotations

from worker.document.source import SourceText
from worker.errors import EmptyFileError, TooLargeError
from worker.messages import message
from worker.readers.text.cleaning import clean
from worker.readers.text.data import refuse_data
from worker.readers.text.decoding import REPLACEMENT, decode
from worker.readers.text.formats import refuse_known_formats
from worker.readers.text.mojibake import mend
from worker.readers.text.wrappings import unquote, unwrap


def read(data: bytes, *, max_bytes: int, labels: bool = False) -> SourceText:
    """Return the text of ``data``; pure, in time linear in its size.

    Line ends are line feeds; a form feed (page break) stands at the head of the first line of its page. Whatever could
    not be kept is U+FFFD or gone, and said in the warnings. Labels (标题：, 正文：) are taken off unless ``labels``.

    Raises:
        EmptyFileError: No visible character.
        TooLargeError: More than ``max_bytes``.
        UnsupportedFormatError: Not plain text.
        UndecodableError: No encoding gives readable text, or too much of it is damaged.
    """
    if len(data) > max_bytes:
        raise TooLargeError(
            f"the file has {len(data):,} bytes, more than the {max_bytes:,} allowed.",
            "Split it, or raise BAOKU_MAX_FILE_MB.",
        )
    if not data.strip(b"\0 \t\r\n\f\v"):
        raise EmptyFileError("the file is empty.", "Export the page again.")
    refuse_known_formats(data)
    data, quoted = unquote(data)
    decoded = decode(data)
    whole = decoded.text.replace("\0", "")
    nuls = len(decoded.text) - len(whole)
    mended = mend(whole)
    unwrapped = unwrap(mended.text, labels=labels)
    wrappings = " and ".join([*([quoted] if quoted else []), *unwrapped.wrappings])
    refuse_data(unwrapped.text)
    cleaned = clean(unwrapped.text)
    lost = cleaned.text.count(REPLACEMENT)
    warnings = {
        message(
            f"the file ends in the middle of a character ({decoded.encoding}): it was perhaps cut off"
        ): decoded.cut,
        message(
            f"{mended.lines} lines were damaged before the file was saved ({mended.damage}) and mended"
        ): mended.lines,
        message(f"the page's text stood in {wrappings}, which were taken off"): wrappings,
        message(f"{lost} characters could not be read and stand as U+FFFD"): lost,
        message(f"{nuls} NUL characters were dropped"): nuls,
        message(f"{cleaned.controls} control characters were dropped"): cleaned.controls,
    }
    lossy = bool(decoded.cut or lost or nuls or cleaned.controls)
    return SourceText(cleaned.text, decoded.encoding, lossy, tuple(words for words, true in warnings.items() if true))
