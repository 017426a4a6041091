"""Interviews: sentences that open with who speaks, the same few by turns: text, and no article begins there."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from worker.parsing.recognizers.annotations import Cue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.layout.lines import Line
    from worker.parsing.recognizers.annotations import Annotations

_FEWEST_TURNS, _FEWEST_SPEAKERS, _MOST_SPEAKERS = 4, 2, 6


def turns_of(lines: Sequence[Line], annotations: Sequence[Annotations]) -> tuple[int, ...]:
    """Return the indices of an interview's lines, in order: at least two people speak, and each more than once."""
    who = {
        index: "".join(line.folded[: found.speaker.span.end].rstrip(": ").rsplit(maxsplit=1)[-1:])
        for index, (line, found) in enumerate(zip(lines, annotations, strict=True))
        if found.speaker is not None and found.byline is None and found.cues & Cue.ENDS_SENTENCE
    }
    counts = Counter(who.values())
    speakers = {name for name, count in counts.items() if count > 1}
    turns = [index for index, name in who.items() if name in speakers]
    if len(turns) < _FEWEST_TURNS or not _FEWEST_SPEAKERS <= len(speakers) <= _MOST_SPEAKERS:
        return ()
    return tuple(turns)
