"""What blocks hold, line by line: shared by the tests of parsing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from worker.document.issue import Block


def printed_lines_of(blocks: Iterable[Block]) -> dict[int, str]:
    """Return the lines that blocks hold, by number; a line that several share is put together in their order."""
    found: dict[int, str] = {}
    for block in blocks:
        for number, text in enumerate(block.text.split("\n"), block.first_line):
            found[number] = found.get(number, "") + text
    return found
