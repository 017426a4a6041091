"""Subheads of one long report on a web page, taken for headlines: the page says that it holds one article.

Such a page prints one title, when and where it was published, and the text of the title. A line amid the text that
heads more of it begins nothing, where the report has gone on for some paragraphs and nobody else is named as writer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.parsing.assembly.drafts import Draft, Paragraph
from worker.parsing.recognizers.annotations import Furniture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.segmentation.observations import PageView

_FEWEST_ABOVE = 3  # paragraphs of the report
_LONGEST = 30  # characters of a subhead
_ABOUT = frozenset({Furniture.METADATA, Furniture.HEADER, Furniture.BREADCRUMB})


def with_subheads(drafts: Sequence[Draft], furniture: Sequence[int], view: PageView) -> list[Draft]:
    """Return the drafts; those that go on with the one article of a web page are its parts."""
    if len(drafts) < 2 or not _is_one_article(drafts, furniture, view):  # noqa: PLR2004 - two that may be one
        return list(drafts)
    kept = [drafts[0]]
    for draft in drafts[1:]:
        if _goes_on(draft, kept[-1], view):
            kept[-1].paragraphs.append(Paragraph([*draft.head], subhead=True))
            kept[-1].go_on_with(draft)
        else:
            kept.append(draft)
    return kept


def _is_one_article(drafts: Sequence[Draft], furniture: Sequence[int], view: PageView) -> bool:
    """Tell whether the head of the page says when and where one article was published, and no more of it does."""
    first = next((paragraph.lines[0] for paragraph in drafts[0].paragraphs), 0)
    about = [
        index for index in furniture if (mark := view.annotations[index].furniture) is not None and mark.kind in _ABOUT
    ]
    return any(index < first for index in about) and not any(first < index < drafts[-1].indices()[0] for index in about)


def _goes_on(draft: Draft, above: Draft, view: PageView) -> bool:
    if draft.kicker or draft.subtitle or draft.bylines or draft.notes or above.tails:
        return False
    if len({view.line_of[index] for index in draft.head}) != 1:
        return False
    head = draft.head[0]
    text = "".join(view.pieces[index].folded for index in draft.head)
    if len(text) > _LONGEST or view.annotations[head].item is not None or not draft.paragraphs:
        return False
    plain = [each for each in above.paragraphs if not (each.caption or each.subhead or each.verse)]
    if not above.head or len(plain) < _FEWEST_ABOVE or draft.paragraphs[0].caption:
        return False
    last = above.indices()[-1]
    mark = view.annotations[last]
    if mark.end is not None or head != last + 1:
        return False
    return all(view.annotations[index].source_line is None for part in draft.paragraphs for index in part.lines)
