"""Subheads that name who speaks below them: 柳镇长:水管今年换好. No article begins with one amid a report."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from worker.lexicon.characters import HAN
from worker.parsing.assembly.drafts import Draft, Paragraph
from worker.parsing.layout.reflow import join
from worker.parsing.patterns.person_names import likely_name
from worker.parsing.recognizers.sources.lines import read_source_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.layout.lines import Line

_SPEAKER = re.compile(rf"(?P<name>[{HAN}]{{2,4}}):\s?\S")
_WINDOW = 60  # characters of the text below in which the speaker is named again


def with_speakers(drafts: Sequence[Draft], lines: Sequence[Line]) -> list[Draft]:
    """Return the drafts; one that begins with such a subhead goes on with the report above it.

    Both must be shown: the text below names the speaker again and has neither source line nor byline of its own, and
    the report above has a source line, or several speak below each other. Another report on the same person would have
    its own.
    """
    kept: list[Draft] = []
    speaking = [_speaks(draft, lines) for draft in drafts]
    for position, draft in enumerate(drafts):
        several = any(speaking[max(1, position - 1) : position]) or any(speaking[position + 1 : position + 2])
        if kept and speaking[position] and (_is_report(kept[-1], lines) or (several and kept[-1].head)):
            kept[-1].paragraphs.append(Paragraph([*draft.head], subhead=True))
            kept[-1].go_on_with(draft)
        else:
            kept.append(draft)
    return kept


def _speaks(draft: Draft, lines: Sequence[Line]) -> bool:
    """Tell whether a draft is headed by who speaks, and its text names the speaker again and no reporter."""
    if len(draft.head) != 1 or draft.kicker or draft.subtitle or draft.bylines or not draft.paragraphs:
        return False
    match = _SPEAKER.match(lines[draft.head[0]].folded)
    if match is None or not likely_name(match["name"]):
        return False
    text = join(lines, draft.paragraphs[0].lines)
    return match["name"] in text.folded[:_WINDOW] and read_source_line(text.folded, text.text) is None


def _is_report(draft: Draft, lines: Sequence[Line]) -> bool:
    first = next((paragraph for paragraph in draft.paragraphs if not paragraph.caption), None)
    if first is None:
        return False
    text = join(lines, first.lines)
    return read_source_line(text.folded, text.text) is not None
