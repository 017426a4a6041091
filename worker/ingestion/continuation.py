"""A file that its writer continues after it was taken: he closed it, paused, and opened it again to append.

By then it is in the archive, and what he appends makes a new file of that name that holds the second half alone. The
two are put together, and the whole is a correction of the first half. Nothing but the texts tells a half from another
page that somebody wrote under the same name: a half must go on where the first one stops.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from worker.folding.spelling import spelled
from worker.parsing.layout.lines import visible_lines
from worker.parsing.patterns.cues import ends_sentence
from worker.parsing.recognizers.contributors.bylines import parse_byline
from worker.parsing.recognizers.contributors.credits import own_line_credit
from worker.parsing.recognizers.furniture.lines import furniture_of
from worker.parsing.recognizers.sources.lines import opens_with_source_line

if TYPE_CHECKING:
    from worker.parsing.layout.lines import Line

LONGEST_PAUSE_SECONDS = 10.0  # between the taking of the first half and the writing of the second
# Runs of so many letters: two halves of one page share the wording of notices and formulas, but few whole sentences.
_RUN = 6
_REPEATED = 0.5  # share of the first half's runs that a rewritten file has again
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*\Z")
# A sentence's end, or two commas: of running text, not of a headline. Must NOT match 江城大桥通车,两岸群众奔走相告.
_RUNNING = re.compile(r"[。;]|[!?][^!?\s]|,[^,]+,")
_JOINS = re.compile(r"[,。;:、)」』”’》!?]")  # what no page and no line begins with


def continues(first: str, second: str, *, pause: float, opens: bool) -> bool:
    """Return whether ``second`` goes on where ``first`` ends, rather than being another state of it, or another page.

    Args:
        first: Text of the file that was taken.
        second: Text of the file that has its name now.
        pause: Seconds from the taking of the first to the last write to the second.
        opens: Whether the second says itself which issue it is: it then begins a page.
    """
    if opens or not 0 <= pause <= LONGEST_PAUSE_SECONDS:
        return False
    own = _runs(first)
    repeated = len(own & _runs(second)) >= _REPEATED * len(own)
    return bool(own) and not repeated and _goes_on(first, second)


def _goes_on(first: str, second: str) -> bool:
    """Return whether a text begins as no page begins, or the one before it stops as none does.

    What both texts do alike is their writer's habit and says nothing: pages that begin with an empty line, end with
    one, or have no headline.
    """
    if second[:1].isspace() and not first[:1].isspace():
        return True
    if _BLANK_LINE.search(first) and not _BLANK_LINE.search(second):
        return True
    before, after = visible_lines(first), visible_lines(second)
    if not before or not after:
        return False
    if _is_inside(after[0]) and not _is_inside(before[0]):
        return True
    return _breaks_off(before[-1], ended=first.endswith(("\n", "\r")))


def _is_inside(line: Line) -> bool:
    """Return whether a line stands within an article: it is running text, a byline, a source line, a rest of one."""
    folded = line.folded.strip()
    return bool(
        _JOINS.match(folded)
        or _RUNNING.search(folded)
        or opens_with_source_line(folded)
        or parse_byline(folded, line.text.strip())
    )


def _breaks_off(line: Line, *, ended: bool) -> bool:
    """Return whether a text stops amid a sentence: its last line is neither whole nor what pages end with."""
    folded, text = line.folded.strip(), line.text.strip()
    if ends_sentence(folded) or furniture_of(line) or own_line_credit(folded, text) or parse_byline(folded, text):
        return False
    return not ended or bool(_RUNNING.search(folded))


def _runs(text: str) -> set[str]:
    letters = "".join(character for character in spelled(text) if character.isalnum())
    return {letters[first : first + _RUN] for first in range(len(letters) - _RUN + 1)}
