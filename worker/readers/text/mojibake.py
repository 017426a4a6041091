"""Text that was decoded wrongly before it was saved: recognised, and undone where nothing was lost.

A page in GB18030 opened as Latin-1 and saved as UTF-8 is valid UTF-8 that reads ``µ³Ô±¸É²¿``. Writing it back in the
encoding it was wrongly read in gives the original bytes, which are then read rightly.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.errors import UndecodableError
from worker.messages import message
from worker.readers.text.decoding import REPLACEMENT
from worker.readers.text.plausibility import PLAUSIBLE, quality, sample

if TYPE_CHECKING:
    from collections.abc import Callable

# Windows-1252 gives most of the bytes 80 to 9F printing characters; Latin-1 the control characters of that number.
_LATIN = str.maketrans(
    {bytes([byte]).decode("cp1252"): chr(byte) for byte in range(0x80, 0xA0) if byte not in b"\x81\x8d\x8f\x90\x9d"}
)
# Four letters of the upper half of Latin-1 in a row: no language of Europe writes so, mangled Chinese always does.
_LATIN_RUN = re.compile("[\u00a1-\u00ff]{4}")
_HAN = re.compile("[\u3400-\u9fff]")
_BLANK = re.compile(r"\s+")
_LOST_BYTE = b"\xff"  # no character in UTF-8, GB18030 or Big5 has it
_CLEARLY = 0.2  # the mended text must be more plausible by so much
_LINE_PLAUSIBLE = 0.5  # a single line must be plainer than a page: it gives less to judge by
_SAMPLE_LINES = 60
_FEWEST_TELLING = 8  # characters of those lines beyond ASCII: four Chinese ones; fewer prove nothing
_MOST_LOST = 0.05  # share of the characters; above it a page cannot be trusted to say what was printed
_FEWEST_LOST = 20  # fewer are an accident, not a way of saving
_KUN_JIN_KAO = "锟斤拷"  # two U+FFFD in UTF-8, read as GBK: the best known sign of text lost for good

LATIN = "latin-1"
_Damage = tuple[tuple[str, str], ...]
# As what the bytes were read, and what they were; two steps where it happened twice.
_DAMAGES: tuple[_Damage, ...] = (
    ((LATIN, "gb18030"),),
    ((LATIN, "utf-8"),),
    ((LATIN, "big5hkscs"),),
    (("gb18030", "utf-8"),),
    (("gb18030", "big5hkscs"),),
    (("big5hkscs", "gb18030"),),
    (("big5hkscs", "utf-8"),),
    ((LATIN, "utf-8"), (LATIN, "utf-8")),
    ((LATIN, "utf-8"), (LATIN, "gb18030")),
)
_LINE_DAMAGES = _DAMAGES[:2]


@dataclass(frozen=True, slots=True)
class Mended:
    """Text after mending.

    Attributes:
        damage: What had happened, for a person; empty when nothing was mended.
        lines: Number of lines mended.
    """

    text: str
    damage: str = ""
    lines: int = 0


def mend(text: str) -> Mended:
    """Return ``text`` with a wrong decoding undone: of the whole, else of lines of Latin letters in a Chinese page.

    Raises:
        UndecodableError: Characters were lost, too many to mend.
    """
    before = quality(text)
    lines = _telling_lines(text) if before < PLAUSIBLE else []
    if sum(not character.isascii() for line in lines for character in line) >= _FEWEST_TELLING:
        undone = (("".join(_undo(line, damage) or line for line in lines), damage) for damage in _DAMAGES)
        after, telling, damage = max(
            ((quality(result), result, damage) for result, damage in undone), key=lambda judged: judged[0]
        )
        # White space and punctuation alone are no sign of what a text was.
        if after >= max(PLAUSIBLE, before + _CLEARLY) and _HAN.search(telling):
            return _mend_all(text, damage)
    _refuse_lost(text)
    if before >= PLAUSIBLE and _LATIN_RUN.search(text) and _HAN.search(text):
        return _mend_stray_lines(text)
    return Mended(text)


def _telling_lines(text: str) -> list[str]:
    """Return lines to judge by, whole ones so that no character is cut in two: the longest of a sample."""
    lines = [line for line in sample(text).split("\n") if not line.isascii()]
    return sorted(lines, key=len, reverse=True)[:_SAMPLE_LINES]


def _undo(text: str, damage: _Damage) -> str | None:
    """Return ``text`` with ``damage`` undone, lost characters U+FFFD; None when it cannot have come about so."""
    for wrong, right in damage:
        try:
            if wrong == LATIN:
                pieces = [piece.encode(LATIN) for piece in text.translate(_LATIN).split(REPLACEMENT)]
            else:
                pieces = [piece.encode(wrong) for piece in text.split(REPLACEMENT)]
        except UnicodeEncodeError:
            return None
        text = _LOST_BYTE.join(pieces).decode(right, "replace")
    return text


def _mend_all(text: str, damage: _Damage) -> Mended:
    def undone(line: str) -> str:
        return line if line.isascii() else _undo(line, damage) or line

    result, mended = _by_lines(text, undone)
    lost = result.count(REPLACEMENT)
    if lost > max(1, _MOST_LOST * sum(not character.isascii() for character in result)):
        raise UndecodableError(
            f"the text is {_told(damage)}, and {lost} characters were lost by it.", "Export the page again, as UTF-8."
        )
    return Mended(result, _told(damage), mended)


def _mend_stray_lines(text: str) -> Mended:
    """Mend lines without a Chinese character whose Latin letters are Chinese, strictly: nothing may be lost."""
    seen: dict[_Damage, None] = {}

    def undone(line: str) -> str:
        if _LATIN_RUN.search(line) and not _HAN.search(line):
            for damage in _LINE_DAMAGES:
                candidate = _undo(line, damage)
                if candidate and REPLACEMENT not in candidate and quality(candidate) >= _LINE_PLAUSIBLE:
                    seen[damage] = None
                    return candidate
        return line

    result, mended = _by_lines(text, undone)
    return Mended(result, "; ".join(map(_told, seen)), mended)


def _by_lines(text: str, change: Callable[[str], str]) -> tuple[str, int]:
    """Return ``text`` with each line changed, and how many were; lines are not held all at once."""
    output = io.StringIO()
    changed = 0
    for line in io.StringIO(text, newline="\n"):
        after = change(line)
        changed += after != line
        output.write(after)
    return output.getvalue(), changed


def _told(damage: _Damage) -> str:
    return ", then ".join(message(f"{right} read as {wrong}") for wrong, right in reversed(damage))


def _refuse_lost(text: str) -> None:
    """Refuse text whose characters a careless program has replaced: nothing brings them back."""
    looked_at = sample(text)
    if sum(looked_at.count(sign) * len(sign) for sign in (REPLACEMENT, _KUN_JIN_KAO, "?")) < _FEWEST_LOST:
        return  # as nearly every text does; what follows looks at each character
    visible = _BLANK.sub("", looked_at)
    foreign = sum(not character.isascii() for character in visible)
    for sign, lost, most in (
        ("U+FFFD", visible.count(REPLACEMENT), _MOST_LOST * foreign),
        (_KUN_JIN_KAO, visible.count(_KUN_JIN_KAO) * len(_KUN_JIN_KAO), _MOST_LOST * foreign),
        # Dates and numbers survive where every Chinese character became a question mark.
        (message("question marks"), 0 if foreign else visible.count("?"), len(visible) / 4),
    ):
        if lost >= _FEWEST_LOST and lost > most:
            raise UndecodableError(
                f"its characters were replaced by {sign} before the file was saved.", "Export the page again, as UTF-8."
            )
