"""A file that its writer continues after it was taken: he closed it, paused, and opened it again to append.

By then it is in the archive, and what he appends makes a new file of that name that holds the second half alone. The
two are put together, and the whole is a correction of the first half.
"""

from __future__ import annotations

from worker.folding.spelling import spelled

LONGEST_PAUSE_SECONDS = 10.0  # between the taking of the first half and the writing of the second
# Runs of so many letters: two halves of one page share the wording of notices and formulas, but few whole sentences.
_RUN = 6
_REPEATED = 0.5  # share of the first half's runs that a rewritten file has again


def continues(first: str, second: str, *, pause: float, opens: bool) -> bool:
    """Return whether ``second`` goes on where ``first`` ends, rather than being another state of the same file.

    Args:
        first: Text of the file that was taken.
        second: Text of the file that has its name now.
        pause: Seconds from the taking of the first to the last write to the second.
        opens: Whether the second says itself which issue it is: it then begins a page.
    """
    if opens or not 0 <= pause <= LONGEST_PAUSE_SECONDS:
        return False
    own = _runs(first)
    return bool(own) and len(own & _runs(second)) < _REPEATED * len(own)


def _runs(text: str) -> set[str]:
    letters = "".join(character for character in spelled(text) if character.isalnum())
    return {letters[first : first + _RUN] for first in range(len(letters) - _RUN + 1)}
