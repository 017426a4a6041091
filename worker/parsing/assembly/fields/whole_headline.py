"""A headline with all its lines: what was taken for a byline, a caption or text is part of it, a note's label is none.

大地上 below 把论文写在 names nobody; one character below the other is a vertical line; 编者按: is the label of a note.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.parsing.assembly.drafts import Paragraph
from worker.parsing.assembly.fields.pen_names import pen_name_of
from worker.parsing.assembly.headlines.decks import FEWEST_VERTICAL
from worker.parsing.assembly.pictures.caption_lines import ends_as_title
from worker.parsing.patterns.cues import is_note_label
from worker.parsing.recognizers.contributors.bylines import is_role, opening_byline, parse_byline
from worker.parsing.recognizers.contributors.signatures import end_mark
from worker.parsing.recognizers.sources.lines import read_source_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.assembly.drafts import Draft
    from worker.parsing.layout.lines import Line

_LONGEST_NAME: Final = 4  # characters: a pen name may be any word of these
_LONGEST_REST: Final = 6  # characters of a headline's second line that looks like a name
_FEWEST_TEXTS: Final = 2  # below a first line that heads them
_SHORTEST, _LONGEST = 8, 40  # characters of such a line


def with_whole_headline(draft: Draft, lines: Sequence[Line]) -> Draft:
    """Return a draft; the headline has its short second line that was taken for a byline and names nobody.

    大地上 below 把论文写在. Lines of one character below each other are one vertical line, of which no part is anything
    else.
    """
    draft = _with_note(_with_first(_with_vertical(draft, lines), lines), lines)
    if draft.bylines and not draft.stack:
        first = draft.bylines[0]
        if first == draft.indices()[0] and first + 1 not in draft.bylines and _names_nobody(lines[first]):
            draft = draft.having(head=(first,), bylines=draft.bylines[1:])
    more = 0
    while draft.head and more < len(draft.bylines) and draft.bylines[more] == draft.head[-1] + 1 + more:
        if not _goes_on_headline(lines[draft.bylines[more]], draft):
            break
        more += 1
    return draft.having(head=draft.head + draft.bylines[:more], bylines=draft.bylines[more:]) if more else draft


def _goes_on_headline(line: Line, draft: Draft) -> bool:
    """Tell whether a line right below a headline that was taken for a byline is short, and names nobody."""
    if len(line.text) > _LONGEST_REST or line.gap or parse_byline(line.folded, line.text) is not None:
        return False
    # Between a poem's title and its verses a pen name may be any word.
    return not (any(paragraph.verse for paragraph in draft.paragraphs) and pen_name_of(line.folded, line.text))


def _with_first(draft: Draft, lines: Sequence[Line]) -> Draft:
    """Return a text without a headline with its first line as that, taken for a caption and ending as none does.

    So is one the first line of its page that was taken for text and ends in no full stop.
    """
    first = draft.paragraphs[0] if draft.paragraphs else None
    if draft.head or draft.kicker or draft.subtitle or draft.after or first is None or first.verse:
        return draft
    index = first.lines[0]
    if (index if not first.caption else index != draft.indices()[0]) or len(first.lines) > 1 or lines[index].parts > 1:
        return draft
    texts = sum(each.is_text for each in draft.paragraphs[1:])
    if texts < _FEWEST_TEXTS or not _SHORTEST <= len(lines[index].folded) <= _LONGEST:
        return draft
    if not (ends_as_title(lines[index]) if first.caption else _opens_page(lines[index])):
        return draft
    return draft.having(head=first.lines, paragraphs=draft.paragraphs[1:])


def _opens_page(line: Line) -> bool:
    """Tell whether a page's first line that was taken for text is no sentence, and names no source."""
    return line.folded[-1] not in "。,:;、…”" and read_source_line(line.folded, line.text) is None


def _with_note(draft: Draft, lines: Sequence[Line]) -> Draft:
    """Return a draft; a headline that is the label of a note, 编者按:, is that of the paragraph below it."""
    first = draft.paragraphs[0] if len(draft.paragraphs) > 1 else None
    alone = len(draft.head) == 1 and not draft.kicker and not draft.subtitle
    if not alone or first is None or draft.notes or not is_note_label(lines[draft.head[0]].folded):
        return draft
    return draft.having(head=(), notes=(Paragraph(draft.head + first.lines),), paragraphs=draft.paragraphs[1:])


def _names_nobody(line: Line) -> bool:
    """Tell whether a line taken for a byline above a text without a headline names nobody: it is the headline."""
    if len(line.folded) <= _LONGEST_NAME or is_role(line.folded) or end_mark(line.folded, line.text):
        return False
    return parse_byline(line.folded, line.text) is None and opening_byline(line.folded, line.text) is None


def _with_vertical(draft: Draft, lines: Sequence[Line]) -> Draft:
    head = draft.head
    while head and ((below := head[-1] + 1) in draft.subtitle or below in draft.bylines):
        run = lines[below - FEWEST_VERTICAL + 1 : below + 1]
        if len(run) < FEWEST_VERTICAL or any(len(line.text) > 1 for line in run) or any(line.gap for line in run[1:]):
            break
        head = (*head, below)
    if head == draft.head:
        return draft
    subtitle, bylines = (
        tuple(index for index in part if index not in head) for part in (draft.subtitle, draft.bylines)
    )
    return draft.having(subtitle=subtitle, head=head, bylines=bylines)
