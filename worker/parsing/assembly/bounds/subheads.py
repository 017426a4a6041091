"""Subheads of one long report, taken for headlines.

A web page that holds one article prints one title, when and where it was published, and the text of the title. A line
amid the text that heads more of it begins nothing, where the report has gone on for some paragraphs and nobody else is
named as writer. Nor does a short line above a long text where nothing on the page but its first article names a source:
papers name one for each report, and digests, which do not, are of short texts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from worker.lexicon.characters import HAN
from worker.parsing.assembly.bounds.matters import is_of_another, is_of_one_matter
from worker.parsing.assembly.bounds.one_report import go_on
from worker.parsing.assembly.drafts import is_row_of_items, is_sourced, size_of
from worker.parsing.patterns.person_names import sure_name
from worker.parsing.recognizers.annotations import Furniture
from worker.parsing.recognizers.furniture.lines import stands_amid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.assembly.drafts import Draft
    from worker.parsing.segmentation.observations import PageView

_FEWEST_ABOVE, _FEWEST_TOLD = 3, 1  # paragraphs of the report; where the text below says that it goes on
_FEWEST_COUNTED: Final = 2  # parts
_LEAST_OF_HEADLESS: Final = 100  # characters of a report without a headline above its parts
_LONGEST_NUMBER: Final = 3  # characters
_LONGEST, _LONGEST_SIGNED, _LONGEST_OF_PART = 30, 16, 22  # characters of a subhead
# Characters of a text below a subhead: of 203 real texts marked by hand, those of digests without sources have fewer.
_LEAST_OF_PART: Final = 200
_SAYS: Final = "说|表示|指出|强调|认为|补充|坦言|透露|解释"
# 他说,…, 她今天也指出…: somebody whom a text above has named. No report opens so.
_HE_SAYS: Final = re.compile(rf"(?:他|她)们?[{HAN}]{{0,4}}?(?:{_SAYS}|呼吁|续称|披露|提到|直言)(?=[,:,]|[{HAN}])")
# 柳禾青透露,… 柳禾青致词时说,…: a name alone, which a report has only where it has told who that is.
_WHEN: Final = "(?:(?:致[词辞]|受访|发言|演讲|讲话|开幕|总结)[时中])?"
_NAME_SAYS: Final = re.compile(rf"(?P<name>[{HAN}]{{2,4}}?){_WHEN}(?:{_SAYS}|介绍|告诉|回忆)(?=[,:,]|[{HAN}])")
# 柳禾青:老桥重修有望, the line above what he says.
_NAMED: Final = re.compile(rf"(?P<name>[{HAN}]{{2,4}}):")
_QUOTED: Final = re.compile(r"[“「『][^“”「」『』]{3,24}[”」』]")
_ABOUT: Final = frozenset({Furniture.METADATA, Furniture.HEADER, Furniture.BREADCRUMB})


def with_subheads(drafts: Sequence[Draft], furniture: Sequence[int], view: PageView) -> list[Draft]:
    """Return the drafts; those that go on with a web page's one article, or with what was said above, are its parts."""
    if len(drafts) < 2:  # noqa: PLR2004 - two that may be one
        return list(drafts)
    row = is_row_of_items(drafts, view)
    marked = _marked_parts(drafts, view)
    alone = _is_one_article(drafts, furniture, view)
    signed = _is_signed_alone(drafts, furniture, view)
    unsourced = not any(is_sourced(draft, view) for draft in drafts[1:])
    counted = _counted(drafts, view)
    kept = [drafts[0]]
    for position, draft in enumerate(drafts[1:], 1):
        above = kept[-1]
        if position in counted and not (draft.bylines or draft.notes or is_sourced(draft, view)):
            go_on(above, draft)
            continue
        if position in marked:
            go_on(above, draft)
            continue
        if row:
            kept.append(draft)
            continue
        by_line = _is_headed_by_a_line(draft, view)
        told = by_line and (_says_on(draft, above, view) or (signed and _is_headed_in(draft, view, _LONGEST_SIGNED)))
        told = told or (by_line and _is_quoted(draft, view))
        part = unsourced and _is_long_part(draft, view)
        told = told or (part and (alone or is_of_one_matter(draft, [above], view)))
        fewest = _FEWEST_TOLD if told else _FEWEST_ABOVE
        may = (told or (alone and by_line)) and _may_go_on(draft, above, view, fewest)
        if may and not is_of_another(draft, [above], view):
            go_on(above, draft)
        else:
            kept.append(draft)
    return kept


def _counted(drafts: Sequence[Draft], view: PageView) -> frozenset[int]:
    """Return the drafts that are the counted parts of the page's report: 1, 2, 3, each alone on the line above.

    The first number stands below the report's opening: where it stands above it, the items of a list are counted. A
    text that is cut off has 01 alone, and goes on with what stands above.
    """
    if not drafts[0].paragraphs or drafts[0].tails:
        return frozenset()
    numbers: list[int] = []
    for index in range(drafts[0].paragraphs[0].lines[0] + 1, drafts[-1].indices()[0]):
        piece = view.pieces[index]
        if (
            len(piece.folded) <= _LONGEST_NUMBER
            and piece.parts == 1
            and piece.folded.strip("0. ") == str(len(numbers) + 1)
        ):
            numbers.append(index)
    heads = {draft.indices()[0]: position for position, draft in enumerate(drafts) if position and draft.head}
    found = frozenset(heads[index + 1] for index in numbers if index + 1 in heads)
    if len(numbers) >= _FEWEST_COUNTED:
        return found
    padded = bool(numbers) and view.pieces[numbers[0]].folded == "01"
    return frozenset(at for at in found if padded and is_of_one_matter(drafts[at], [drafts[0]], view))


def _marked_parts(drafts: Sequence[Draft], view: PageView) -> frozenset[int]:
    """Return the drafts below the first whose headlines have one mark (■, 一、), if they are the parts of its report.

    A list marks all its items: here the first is a text without a mark, none of the others names a source or a writer,
    and some go on with what the first tells. A label of the list, or anything else, stands nowhere between.
    """
    first, *others = drafts
    told = [index for part in first.paragraphs for index in part.lines]
    if not told or first.tails or not (first.head or size_of(first.paragraphs, view) >= _LEAST_OF_HEADLESS):
        return frozenset()
    if view.annotations[first.head[0] if first.head else told[0]].item is not None:
        return frozenset()
    found: list[int] = []
    kinds: set[str] = set()
    for position, draft in enumerate(others, 1):
        mark = view.annotations[draft.head[0]].item if draft.head else None
        if mark is None:
            break
        kinds.add(mark.alphabet)
        if (not found and mark.ordinal > 1) or len(kinds) > 1 or not _is_only_headed(draft, view):
            return frozenset()
        if drafts[position - 1].indices()[-1] + 1 != draft.indices()[0]:
            return frozenset()
        found.append(position)
    goes_on = any(is_of_one_matter(drafts[position], [first], view) for position in found)
    return frozenset(found) if goes_on else frozenset()


def _is_only_headed(draft: Draft, view: PageView) -> bool:
    """Tell whether a draft has a headline alone: no kicker, writer, note or source."""
    return not (draft.kicker or draft.bylines or draft.tails or draft.notes or is_sourced(draft, view))


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


def _is_quoted(draft: Draft, view: PageView) -> bool:
    """Tell whether a headline is all said by somebody: none of 234 headlines of real texts is, many subheads are."""
    return _QUOTED.fullmatch("".join(view.pieces[index].folded for index in draft.head)) is not None


def _is_headed_in(draft: Draft, view: PageView, longest: int) -> bool:
    """Tell whether a headline has at most ``longest`` characters."""
    return sum(len(view.pieces[index].folded) for index in draft.head) <= longest


def _is_long_part(draft: Draft, view: PageView) -> bool:
    """Tell whether a short line stands above a long text that is no row of items."""
    if not draft.paragraphs or not _is_headed_in(draft, view, _LONGEST_OF_PART):
        return False
    if view.annotations[draft.paragraphs[0].lines[0]].item is not None:
        return False
    return size_of(draft.paragraphs, view) >= _LEAST_OF_PART


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


def _is_headed_by_a_line(draft: Draft, view: PageView) -> bool:
    """Tell whether all that heads a text is one printed line, no longer than a subhead."""
    if not draft.paragraphs or draft.kicker or draft.subtitle:
        return False
    return len({view.line_of[index] for index in draft.head}) == 1 and _is_headed_in(draft, view, _LONGEST)


def _may_go_on(draft: Draft, above: Draft, view: PageView, fewest: int) -> bool:
    if not (draft.head and draft.paragraphs) or draft.bylines or draft.notes or above.tails:
        return False
    head = min(draft.stack)
    if not view.titles.isdisjoint(draft.head) or any(
        view.annotations[index].item is not None for index in (head, draft.head[0])
    ):
        return False
    if any(view.annotations[index].metadata is not None for index in range(head, draft.paragraphs[0].lines[0])):
        return False  # a title and when its text was published
    plain = [each for each in above.paragraphs if each.is_text]
    if not (above.head or _is_reported(above, view)) or len(plain) < fewest or draft.paragraphs[0].caption:
        return False
    last = above.indices()[-1]
    mark = view.annotations[last]
    between = range(last + 1, head)
    if mark.end is not None or any(not stands_amid(view.pieces[index].folded) for index in between):
        return False
    return not is_sourced(draft, view)


def _is_reported(draft: Draft, view: PageView) -> bool:
    """Tell whether a text without a headline opens with a source line."""
    return bool(draft.paragraphs) and view.annotations[draft.paragraphs[0].lines[0]].source_line is not None
