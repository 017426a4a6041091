"""Subheads of one long report on a web page, taken for headlines: the page says that it holds one article.

Such a page prints one title, when and where it was published, and the text of the title. A line amid the text that
heads more of it begins nothing, where the report has gone on for some paragraphs and nobody else is named as writer.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from worker.lexicon.characters import HAN
from worker.parsing.assembly.drafts import Draft, Paragraph
from worker.parsing.patterns.person_names import sure_name
from worker.parsing.recognizers.annotations import Furniture
from worker.parsing.recognizers.furniture import stands_amid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.segmentation.observations import PageView

_FEWEST_ABOVE, _FEWEST_TOLD = 3, 1  # paragraphs of the report; where the text below says that it goes on
_LONGEST, _LONGEST_SIGNED = 30, 16  # characters of a subhead
# 他说,…, 她今天也指出…: somebody whom a text above has named. No report opens so.
_HE_SAYS = re.compile(
    rf"(?:他|她)们?[{HAN}]{{0,4}}?(?:说|表示|指出|强调|认为|补充|呼吁|坦言|透露|解释|续称|披露|提到|直言)(?=[,:,]|[{HAN}])"
)
# 柳禾青透露,…: a name alone, which a report has only where it has told who that is.
_NAME_SAYS = re.compile(
    rf"(?P<name>[{HAN}]{{2,4}}?)(?:说|表示|指出|强调|认为|补充|坦言|透露|解释|介绍|告诉|回忆)(?=[,:,]|[{HAN}])"
)
# 柳禾青:老桥重修有望, the line above what he says.
_NAMED = re.compile(rf"(?P<name>[{HAN}]{{2,4}}):")
_ABOUT = frozenset({Furniture.METADATA, Furniture.HEADER, Furniture.BREADCRUMB})


def with_subheads(drafts: Sequence[Draft], furniture: Sequence[int], view: PageView) -> list[Draft]:
    """Return the drafts; those that go on with a web page's one article, or with what was said above, are its parts."""
    if len(drafts) < 2:  # noqa: PLR2004 - two that may be one
        return list(drafts)
    alone = _is_one_article(drafts, furniture, view)
    signed = _is_signed_alone(drafts, furniture, view)
    kept = [drafts[0]]
    for draft in drafts[1:]:
        told = _may_go_on(draft, kept[-1], view, _FEWEST_TOLD)
        parted = told and (_says_on(draft, kept[-1], view) or (signed and _is_short(draft, view)))
        if parted or (alone and _may_go_on(draft, kept[-1], view, _FEWEST_ABOVE)):
            kept[-1].paragraphs.append(Paragraph([*draft.head], subhead=True))
            kept[-1].go_on_with(draft)
        else:
            kept.append(draft)
    return kept


def _is_one_article(drafts: Sequence[Draft], furniture: Sequence[int], view: PageView) -> bool:
    """Tell whether the head of the page says when and where one article was published, and no more of it does."""
    first = next((paragraph.lines[0] for paragraph in drafts[0].paragraphs), 0)
    head = drafts[0].head[-1] if drafts[0].head else first
    about = [
        index
        for index in furniture
        if (mark := view.annotations[index].furniture) is not None
        and (mark.kind in _ABOUT or (mark.kind is Furniture.DATE and head < index < first))
    ]
    return any(index < first for index in about) and not any(first < index < drafts[-1].indices()[0] for index in about)


def _is_signed_alone(drafts: Sequence[Draft], furniture: Sequence[int], view: PageView) -> bool:
    """Tell whether the first text names its writer below its headline and no other text of the page names anybody.

    A page of a paper names the writer, or the source, of each of its reports. Where it prints its own label, or what
    stands below is signed, has a source line or a picture, the texts may be several.
    """
    first, *others = drafts
    if not (first.head and first.paragraphs and first.bylines):
        return False
    if first.bylines[0] > first.paragraphs[0].lines[0]:
        return False
    if any(view.annotations[index].page_label is not None for index in furniture):
        return False
    return not any(draft.bylines or draft.tails or draft.kicker or draft.credits for draft in others)


def _is_short(draft: Draft, view: PageView) -> bool:
    return sum(len(view.pieces[index].folded) for index in draft.head) <= _LONGEST_SIGNED


def _says_on(draft: Draft, above: Draft, view: PageView) -> bool:
    """Tell whether a text goes on with who spoke above: it opens with 他说,…; or its line with a name of the report."""
    text = view.pieces[draft.paragraphs[0].lines[0]].folded
    if _HE_SAYS.match(text):
        return True
    says = _NAME_SAYS.match(text)
    if says and sure_name(says["name"]) and _is_named(says["name"], above, view):
        return True
    named = _NAMED.match(view.pieces[draft.head[0]].folded)
    told = [index for paragraph in above.paragraphs for index in paragraph.lines]
    if named is None or not sure_name(named["name"]) or named["name"] not in text:
        return False
    reported = any(view.annotations[index].source_line is not None for index in told)
    return reported and _is_named(named["name"], above, view)


def _is_named(name: str, above: Draft, view: PageView) -> bool:
    return any(name in view.pieces[index].folded for paragraph in above.paragraphs for index in paragraph.lines)


def _may_go_on(draft: Draft, above: Draft, view: PageView, fewest: int) -> bool:
    if draft.kicker or draft.subtitle or draft.bylines or draft.notes or above.tails:
        return False
    if len({view.line_of[index] for index in draft.head}) != 1:
        return False
    head = draft.head[0]
    text = "".join(view.pieces[index].folded for index in draft.head)
    if len(text) > _LONGEST or view.annotations[head].item is not None or not draft.paragraphs:
        return False
    plain = [each for each in above.paragraphs if not (each.caption or each.subhead or each.verse)]
    if not (above.head or _is_reported(above, view)) or len(plain) < fewest or draft.paragraphs[0].caption:
        return False
    last = above.indices()[-1]
    mark = view.annotations[last]
    between = range(last + 1, head)
    if mark.end is not None or any(not stands_amid(view.pieces[index].folded) for index in between):
        return False
    return all(view.annotations[index].source_line is None for part in draft.paragraphs for index in part.lines)


def _is_reported(draft: Draft, view: PageView) -> bool:
    """Tell whether a text without a headline opens with a source line."""
    return bool(draft.paragraphs) and view.annotations[draft.paragraphs[0].lines[0]].source_line is not None
