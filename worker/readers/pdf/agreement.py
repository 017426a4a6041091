"""Whether the text layer of a scan says what is printed: some of its lines are recognised and compared.

What some recogniser once left under a scan may be excellent or worthless, and a text alone does not tell: names and
figures look strange in a good layer, and a page read in the wrong language gives letters without any strange one.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from worker.readers.ocr.engine import recognise_line
from worker.readers.pdf.recognition import cropped
from worker.readers.text.plausibility import quality

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.readers.pdf.rendering import Rendering
    from worker.readers.printed.lines import PrintedLine

_SURE = 0.66  # quality of a text: pages have .65 to .85, and one character in ten read wrong costs .05
_CHINESE = 0.5  # share of the characters
_SAMPLE = 5  # lines
_LONG = 8  # characters: shorter lines tell little
_AGREES = 0.93  # share of the characters; a recogniser of today gets 99 in 100 right


def is_doubtful(text: str) -> bool:
    """Return whether the layer of a scan is to be compared with what is printed."""
    letters = [letter for letter in text if letter.isalnum()]
    chinese = sum(letter >= "\u2e80" for letter in letters)
    return quality(text) < _SURE or chinese < _CHINESE * len(letters)


def agrees(lines: Sequence[PrintedLine], shown: Rendering) -> bool:
    """Return whether lines of a layer say what stands at their places on the page; True where none is long enough."""
    long = [line for line in lines if not line.vertical and len(line.text) >= _LONG]
    step = max(1, len(long) // _SAMPLE)
    matched = total = 0
    for line in long[step // 2 :: step][:_SAMPLE]:
        said = _letters(line.text)
        printed = _letters(recognise_line(cropped(shown, line))[0])
        total += max(len(said), len(printed))
        blocks = SequenceMatcher(None, said, printed, autojunk=False).get_matching_blocks()
        matched += sum(block.size for block in blocks)
    return matched >= _AGREES * total


def _letters(text: str) -> str:
    """Return letters, figures and characters: punctuation is read in many ways."""
    return "".join(letter for letter in text if letter.isalnum())
