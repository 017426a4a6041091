"""A file that its writer continues after it was taken: he closed it, paused, and opened it again to append.

By then it is in the archive, and what he appends makes a new file of that name that holds the second half alone. The
two are put together, and the whole is a correction of the first half.
"""

from __future__ import annotations

import itertools

LONGEST_PAUSE_SECONDS = 10.0  # between the taking of the first half and the writing of the second
_REPEATED = 0.5  # share of the first half's pairs of characters that a rewritten file has again


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
    own = _pairs(first)
    return bool(own) and len(own & _pairs(second)) < _REPEATED * len(own)


def _pairs(text: str) -> set[str]:
    return set(map("".join, itertools.pairwise(character for character in text if character.isalnum())))
