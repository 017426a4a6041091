"""What the recognisers leave at every line of a text, each asked with the line below it, as segmentation asks them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.parsing.recognizers.annotate import annotate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.layout.lines import Line
    from worker.parsing.recognizers.annotations import Annotations


def annotate_all(lines: Sequence[Line]) -> list[Annotations]:
    """Return the annotations of each line of a page, in order."""
    return [
        annotate(line, lines[index + 1].folded if index + 1 < len(lines) else "") for index, line in enumerate(lines)
    ]
