"""Whether two texts are parts of one report: they share runs of characters, as texts on different matters do not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from worker.lexicon.characters import HAN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.assembly.drafts import Draft
    from worker.parsing.segmentation.observations import PageView

_FEWEST_RUNS = 2  # of three characters that two parts of a report share; two reports on different matters share none
_SHORTEST_TEXT, _LONGEST_TEXT = 60, 6000  # characters
_IN_HAN = re.compile(rf"[{HAN}]{{3}}")


def is_of_one_matter(draft: Draft, above: Sequence[Draft], view: PageView) -> bool:
    """Tell whether a text repeats some runs of three Chinese characters of those above, as parts of a report do."""
    told = set[str]().union(*(_runs(each, view) for each in above))
    return len(_runs(draft, view) & told) >= _FEWEST_RUNS


def _runs(draft: Draft, view: PageView) -> set[str]:
    """Return the runs of three Chinese characters in a text; where it is a caption alone, those of its headline too."""
    text = " ".join(view.pieces[index].folded for part in draft.paragraphs for index in part.lines)
    if len(text) < _SHORTEST_TEXT:
        text += " ".join(view.pieces[index].folded for index in (*draft.kicker, *draft.head, *draft.subtitle))
    text = text[-_LONGEST_TEXT:]  # a report of many parts is asked for each
    return {run for at in range(len(text) - 2) if _IN_HAN.fullmatch(run := text[at : at + 3])}
