"""The headline of a text that has none, among the lines that were taken for furniture above it.

The line right above it where nothing is known of that line; or, further up, past dates and names of sections, the line
whose words the text repeats. A headline of which the text repeats no word gives way to such a line: a count of readers,
a verse's title. What a headline that is at hand lacks is found as well (`missing_stack_parts`).
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from worker.lexicon.characters import HAN
from worker.parsing.assembly.drafts import left_over
from worker.parsing.assembly.headlines.missing_stack_parts import (
    retitled_from_above,
    with_dashed_line_below,
    with_part_above,
)
from worker.parsing.assembly.headlines.unclaimed_lines import (
    FEWEST_PAIRS,
    IN_HAN,
    LONGEST,
    SHORTEST,
    folded_text,
    is_title,
    is_unknown,
    lines_above,
)
from worker.parsing.recognizers.annotations import Furniture
from worker.parsing.recognizers.sites.metadata import is_former_title
from worker.parsing.segmentation.affinity import pairs_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.assembly.drafts import Draft
    from worker.parsing.segmentation.observations import PageView

_SHORTEST_FIRST, _REPORT = 3, 60  # characters of a page's first line, and of the one text below it
_SHORTEST_SIGNED: Final = 2  # of a row of texts that are signed each
_SENTENCE: Final = 24  # characters of a first line that may stand below a headline
_REACH: Final = 8  # lines above a text
_FARTHEST: Final = 16  # lines above the one text of a page
_TEXT: Final = 420  # characters of it that are asked
_REPEATED, _REPEATED_FOR_FOREIGN = 0.34, 0.5  # of a title's pairs of characters
_REPEATED_ABOVE_DATE, _MOST_DATES = 0.2, 2  # right above the lines that say when it was published
# What a list of links prints before a title, and a table's edge behind it.
_LABEL: Final = re.compile(r"^[\[【(](?:图文|图|组图|视频|原创|转载)[\]】)]\s*")
_RIGHT: Final = " \u3000\t|"  # what a list or a table of a web page left behind a title
_SITE: Final = re.compile(rf"^[{HAN}]{{1,6}}(?:网|报|台|社|频道|在线|电子报)$")  # its name above all
_WRITTEN_BY: Final = re.compile(r"(?:文|撰文|文字|作者|图文)\s?[/:]\s?\S{1,20}$")


def found_headlines(drafts: Sequence[Draft], furniture: Sequence[int], view: PageView) -> tuple[list[Draft], list[int]]:
    """Return the drafts, headless ones with the line above that can be their headline, and what is left over."""
    left = frozenset(furniture)
    found: list[Draft] = []
    for draft in drafts:
        signed = _signed_below_title(draft, left, view)
        left = left_over(left, draft, signed)
        headed = _with_title(signed, left, view) if signed.stack else _headed(signed, left, view, len(drafts) == 1)
        left = left_over(left, signed, headed)
        found.append(headed)
    return found, sorted(left)


def _headed(draft: Draft, left: frozenset[int], view: PageView, alone: bool) -> Draft:
    """Return a draft with the headline that it has none of, where one of the places that may hold it does."""
    title = _line_above(draft, left, view) or _line_above_date(draft, left, view)
    if not title and alone:
        title = _first_line(draft, left, view)
    if title:
        return draft.having(head=tuple(title))
    after = _former_title(draft, left, view)
    return draft.having(after=tuple(after)) if after else _titled_by_words(draft, left, view)


def _with_title(draft: Draft, left: frozenset[int], view: PageView) -> Draft:
    """Return a draft with the title above its headline, what its stack lacks, or the line that its text repeats."""
    retitled = retitled_from_above(draft, left, view)
    if retitled is not draft:
        return retitled
    dashed = with_dashed_line_below(draft, left, view)
    whole = with_part_above(dashed, left_over(left, draft, dashed), view)
    return _titled_by_words(whole, left_over(left, draft, whole), view, draft.stack)


def _titled_by_words(draft: Draft, left: frozenset[int], view: PageView, stack: tuple[int, ...] = ()) -> Draft:
    """Return a draft with the line above whose words its text repeats, where it repeats none of the stack it had."""
    text = _text_of(draft, view)
    head = folded_text(stack, view)
    if not text or (stack and any(pair in text for pair in pairs_of(head))):
        return draft
    least = _REPEATED_FOR_FOREIGN if IN_HAN.search(head) is not None else _REPEATED
    title = _title_by_words(draft.indices()[0], text, left, view, least)
    return draft.having(kicker=(), head=tuple(title), subtitle=()) if title else draft


def _line_above(draft: Draft, left: frozenset[int], view: PageView) -> list[int]:
    """Return the line right above a draft, where that can be its headline, or its first words can.

    Behind those may stand what is known: a pager, a link, the site and the day.
    """
    first = draft.indices()[0]
    above = first - 1
    if above not in left or len(view.pieces[first].folded) < _SENTENCE:
        return []
    return [above] if _may_head(above, left, view) else _before_what_is_known(above, draft, left, view)


def _line_above_date(draft: Draft, left: frozenset[int], view: PageView) -> list[int]:
    """Return the line above the lines that say when a draft was published, where its text repeats words of it.

    Wherever that line stands: a list of titles that ends above (热门文章) may seem to hold it.
    """
    first = draft.indices()[0]
    dates = 0
    for line in islice(lines_above(first, _REACH, left, view), _MOST_DATES + 1):
        if all(view.annotations[index].metadata is not None for index in line):
            dates += 1
            continue
        title = folded_text(line, view)
        known = [_without_place(index, view) for index in line]
        if not dates or not all(known) or not SHORTEST <= len(title) <= LONGEST or title[-1] in "。,;:、":
            return []
        return line if _repeated(title, _text_of(draft, view)) >= _REPEATED_ABOVE_DATE else []
    return []


def _without_place(index: int, view: PageView) -> bool:
    """Return whether nothing is known of a line, whatever it stands in."""
    found = view.annotations[index]
    known = (found.source_line, found.byline, found.credit, found.furniture, found.caption, found.page_label)
    return all(mark is None for mark in (*known, found.metadata))


def _before_what_is_known(last: int, draft: Draft, left: frozenset[int], view: PageView) -> list[int]:
    """Return the pieces at the head of a printed line of which the text repeats words, where all behind is known."""
    line = [at for at in range(last, -1, -1) if at in left and view.line_of[at] == view.line_of[last]][::-1]
    known = next((at for at in line if not is_unknown(at, view)), None)
    if known is None or view.pieces[line[0]].part or any(is_unknown(at, view) for at in range(known, last + 1)):
        return []
    title = [at for at in line if at < known]
    if not title or not is_title(title, view) or not _repeated(folded_text(title, view), _text_of(draft, view)):
        return []
    above = line[0] - 1
    return title if above < 0 or above not in left or not is_unknown(above, view) else []


def _first_line(draft: Draft, left: frozenset[int], view: PageView) -> list[int]:
    """Return the line above that of the date of a page's one text without a headline, or the first that is unknown.

    Whatever a web page prints between: the title stands first, but for the site's name.
    """
    texts = [each for each in draft.paragraphs if each.is_text]
    if draft.after or sum(len(folded_text(each.lines, view)) for each in texts) < _REPORT:
        return []
    first = draft.indices()[0]
    if first > _FARTHEST or any(index not in left for index in range(first)):
        return []
    lines = [line for line in lines_above(first, first, left, view) if _is_first_title(line, view)]
    title = next((line for line in lines if _is_published(line[-1] + 1, view)), None)
    if title is None and lines and _SITE.search(folded_text(lines[-1], view)) is None:
        title = lines[-1]
    return title or []


def _former_title(draft: Draft, left: frozenset[int], view: PageView) -> list[int]:
    """Return the line that says a draft's title below its text or its end, where none above does: 原标题:老桥通车."""
    if draft.after or not draft.paragraphs:
        return []
    own = {*draft.indices()}
    first, last = min(own) + 1, max(own)
    for index in range(first, min(len(view.pieces), last + 1 + _REACH)):
        if index in own:
            continue
        if index not in left:
            return []
        line = [at for at in range(index, len(view.pieces)) if view.line_of[at] == view.line_of[index]]
        if not view.pieces[index].part and is_former_title(folded_text(line, view)) and left.issuperset(line):
            return line
    return []


def _is_first_title(line: Sequence[int], view: PageView) -> bool:
    """Return whether nothing is known of a line, which may be as short as a title is that stands first on its page."""
    if not all(is_unknown(index, view) for index in line) or IN_HAN.search(folded_text(line, view)) is None:
        return False
    return is_title(line, view, _SHORTEST_FIRST)


def _is_published(index: int, view: PageView) -> bool:
    return index < len(view.annotations) and view.annotations[index].metadata is not None


def _may_head(index: int, furniture: frozenset[int], view: PageView) -> bool:
    """Return whether a line is short and nothing known, and no list: above it stands nothing, or what is known."""
    if view.pieces[index].part or view.pieces[index + 1].part or not is_unknown(index, view):
        return False
    text = view.pieces[index].folded
    signed = bool(view.signatures) and (index == 0 or index - 1 in view.signatures)
    shortest = _SHORTEST_SIGNED if signed else SHORTEST
    if not shortest <= len(text) <= LONGEST or text[-1] in "。,;:、" or text.isascii():
        return False
    return index == 0 or index - 1 not in furniture or not is_unknown(index - 1, view)


def _text_of(draft: Draft, view: PageView) -> str:
    """Return the text of a draft, its first paragraphs; nothing for verse and for scraps."""
    if any(paragraph.verse for paragraph in draft.paragraphs):
        return ""
    told = "\n".join(folded_text(paragraph.lines, view) for paragraph in draft.paragraphs)
    return told[:_TEXT] if len(told) >= _SENTENCE else ""


def _repeated(title: str, text: str) -> float:
    """Return which share of a title's pairs of characters a text repeats; 0 where they are too few to tell."""
    pairs = [pair for pair in pairs_of(title) if IN_HAN.fullmatch(pair)]
    found = sum(pair in text for pair in pairs)
    return found / len(pairs) if found >= FEWEST_PAIRS else 0.0


def _signed_below_title(draft: Draft, left: frozenset[int], view: PageView) -> Draft:
    """Return a draft; a headline that says who wrote (文/某) is a byline, where the line above can be the title."""
    if len(draft.head) != 1 or draft.kicker or draft.subtitle or draft.head[0] != draft.indices()[0]:
        return draft
    above = draft.head[0] - 1
    if above in left and _WRITTEN_BY.match(view.pieces[above + 1].folded) and _may_head(above, left, view):
        return draft.having(head=(above,), bylines=draft.head + draft.bylines)
    return draft


def _title_by_words(first: int, text: str, left: frozenset[int], view: PageView, least: float) -> list[int]:
    """Return the pieces of the line above a text, all furniture in between, whose words the text repeats most."""
    best: list[int] = []
    for line in lines_above(first, _REACH, left, view):
        shared = _repeated(_LABEL.sub("", folded_text(line, view)).rstrip(_RIGHT), text)
        if shared > least or (shared == least and not best):
            words = [piece for piece in line if not _is_beside(piece, view)]
            if is_title(words, view):
                best, least = words, shared
    return best


def _is_beside(index: int, view: PageView) -> bool:
    mark = view.annotations[index].furniture
    return mark is not None and mark.kind is Furniture.ORNAMENT
