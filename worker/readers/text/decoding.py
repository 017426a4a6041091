"""Bytes to characters: byte order marks, then strict UTF-8, then whichever encoding gives the most plausible Chinese.

Statistics over bytes are not used: a GB18030 page of place names or a half of a UTF-16 page mislead them, while the
decoded characters tell at once (see :mod:`worker.readers.text.plausibility`).
"""

from __future__ import annotations

import codecs
import io
import re
from dataclasses import dataclass

from worker.errors import UndecodableError
from worker.readers.text.plausibility import PLAUSIBLE, quality

REPLACEMENT = "\ufffd"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32", "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030", "gb18030"),
)
# GB18030 holds GB2312 and GBK, HKSCS holds Big5 with the extensions that Taiwan's systems share.
_CHINESE = ("gb18030", "big5hkscs")
_WIDE = ("utf-16-le", "utf-16-be")
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_LINE = re.compile(rb"[^\n]+\n?")
_MOST_RUNS = 100  # a file put together of others changes its encoding now and then, not at each line
_SMALL = 32 * 1024  # bytes; so many are judged whole
_PIECE = 4 * 1024  # bytes judged in each of so many places of a larger file
_PIECES = 8
_BLOCK = 64 * 1024
_LOOK_AHEAD = 32  # bytes judged to find where characters begin again after a bad byte
_NULS_OF_UTF16 = 0.3  # share of the bytes; half of them in pure ASCII
_PLAIN = 0.5  # quality of real pages: .55 to .85
_DAMAGE_COSTS = 3.0  # a replaced character weighs as much as so many unfamiliar ones
MOST_LOST = 0.05
"""Share of the non-ASCII characters that may be lost; above it the text is refused."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text as decoded; ``lost`` counts the characters replaced by U+FFFD, ``cut`` tells that the last one was cut."""

    text: str
    encoding: str
    lost: int = 0
    cut: bool = False


def decode(data: bytes) -> Decoded:
    """Return the text of ``data``.

    Raises:
        UndecodableError: No encoding gives readable Chinese (or plain ASCII) text.
    """
    for mark, name, codec in _MARKS:
        if data.startswith(mark):
            return _tolerable(_decode_as(data[len(mark) :], codec, name))
    if b"\0" in data:
        return _with_nul(data)
    return (
        _decode_utf8(data)
        or _decode_gb18030(data)
        or _decode_by_lines(data)
        or _most_plausible(data, (*_CHINESE, *_WIDE, "utf-8"))
    )


def _decode_by_lines(data: bytes) -> Decoded | None:
    """Read a file put together of files in two encodings, which changes at line ends: UTF-8 and another.

    None where another reading is as good: each part must be plain Chinese, and no line anything else.
    """
    return _by_lines(data, "gb18030") or _by_lines(data, "big5hkscs")


def _by_lines(data: bytes, other: str) -> Decoded | None:
    mixed = ("utf-8", other)
    runs: list[tuple[int, str]] = []  # where each begins, and its encoding
    for line in _LINE.finditer(data):
        piece = line.group()
        if piece.isascii():
            continue
        codec = next((codec for codec in mixed if _decodes(piece, codec)), "")
        if not codec or len(runs) > _MOST_RUNS:
            return None
        if not runs or runs[-1][1] != codec:
            runs.append((line.start() if runs else 0, codec))
    if {codec for _, codec in runs} != set(mixed):
        return None
    ends = [*(start for start, _ in runs[1:]), len(data)]
    texts = [(codec, data[start:end].decode(codec)) for (start, codec), end in zip(runs, ends, strict=True)]
    plain = all(quality("".join(text for named, text in texts if named == codec)) >= _PLAIN for codec in mixed)
    return Decoded("".join(text for _, text in texts), " and ".join(mixed)) if plain else None


def _decodes(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _decode_gb18030(data: bytes) -> Decoded | None:
    """Spare the comparison for what is GB18030 beyond doubt: undamaged, and as plain as a page can be."""
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return None
    return Decoded(text, "gb18030") if quality(text) >= _PLAIN else None


def _with_nul(data: bytes) -> Decoded:
    """UTF-16 without a mark has a NUL in every ASCII character; other files have them as padding or by damage."""
    if (
        data.count(b"\0") >= _NULS_OF_UTF16 * len(data.rstrip(b"\0"))
        and max(_rank(data, codec) for codec in _WIDE) >= PLAUSIBLE
    ):
        return _most_plausible(data, _WIDE)
    return _decode_utf8(data) or _most_plausible(data, (*_CHINESE, *_WIDE, "utf-8"))


def _decode_utf8(data: bytes) -> Decoded | None:
    """Return the text when ``data`` is UTF-8, perhaps with the last character cut; else None."""
    try:
        return Decoded(data.decode(), "utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and error.start and not data[: error.start].isascii():
            return Decoded(data[: error.start].decode(), "utf-8", cut=True)
    if b"\xed" in data:
        return _decode_surrogates(data)
    return None


def _decode_surrogates(data: bytes) -> Decoded | None:
    """UTF-8 made from UTF-16 by a careless program: pairs of surrogates are characters, lone ones are lost."""
    try:
        text = data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return None
    joined = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return Decoded(joined, "utf-8", lost=joined.count(REPLACEMENT) - text.count(REPLACEMENT))


def _most_plausible(data: bytes, candidates: tuple[str, ...]) -> Decoded:
    rank, codec = max(((_rank(data, codec), codec) for codec in candidates), key=lambda ranked: ranked[0])
    if rank < PLAUSIBLE:
        raise UndecodableError(
            "no encoding gives readable Chinese text (tried UTF-8, GB18030, Big5 and UTF-16).",
            "Save the file as UTF-8.",
        )
    return _tolerable(_decode_as(data, codec, codec))


def _rank(data: bytes, codec: str) -> float:
    text = _sample(data, codec).decode(codec, "replace")
    telling = sum(not character.isascii() for character in text)
    return quality(text) - _DAMAGE_COSTS * text.count(REPLACEMENT) / max(telling, 1)


def _sample(data: bytes, codec: str) -> bytes:
    """Return pieces of ``data`` that begin where a character begins."""
    if len(data) <= _SMALL:
        return data
    # The first byte that is not ASCII begins a character; what stands before it says nothing.
    first = _NOT_ASCII.search(data)
    start = first.start() if first else 0
    starts = [start, *range(start, len(data), max(1, (len(data) - start) // _PIECES))]
    if codec in _WIDE:
        return b"".join(data[at - at % 2 : at - at % 2 + _PIECE] for at in starts)
    lines = [start, *(found for at in starts[1:] if (found := data.find(b"\n", at, at + _PIECE) + 1))]
    return b"\n".join(data[at : at + _PIECE] for at in lines)


def _decode_as(data: bytes, codec: str, name: str) -> Decoded:
    try:
        return Decoded(data.decode(codec), name)
    except UnicodeDecodeError:
        pass
    output = io.StringIO()
    decoder = codecs.getincrementaldecoder(codec)(_REALIGN if codec in _CHINESE else "replace")
    lost = 0
    limit = 16 + int(MOST_LOST * len(data))
    for start in range(0, len(data), _BLOCK):
        text = decoder.decode(data[start : start + _BLOCK])
        lost += text.count(REPLACEMENT)
        if lost > limit:
            raise _damaged(name)
        output.write(text)
    end = decoder.decode(b"", final=True)
    return Decoded(output.getvalue() + end[len(REPLACEMENT) :], name, lost, cut=bool(end))


def _tolerable(decoded: Decoded) -> Decoded:
    if decoded.lost > 1 and decoded.lost > MOST_LOST * sum(not character.isascii() for character in decoded.text):
        raise _damaged(decoded.encoding)
    return decoded


def _damaged(name: str) -> UndecodableError:
    return UndecodableError(f"the text is {name} with too many bytes damaged.", "Export the page again, as UTF-8.")


_REALIGN = "baoku.realign"


def _realign(error: UnicodeError) -> tuple[str, int]:
    """Replace one bad character of a two-byte encoding, and go on where characters are plausible again.

    The byte after a bad lead byte may be its other half or the next character; taken wrongly, every character up to the
    next ASCII one would be made of the halves of two.
    """
    if not isinstance(error, UnicodeDecodeError):
        raise error
    data, start = error.object, error.start
    following = start + 1
    if (
        following < len(data) and not data[following : following + 1].isascii()
    ):  # ASCII never is the half of a damaged one
        ahead = [data[at : at + _LOOK_AHEAD].decode(error.encoding, "replace") for at in (following, following + 1)]
        if quality(ahead[1]) > quality(ahead[0]):
            following += 1
    return REPLACEMENT, following


codecs.register_error(_REALIGN, _realign)
