"""The headline of a text that has none, among what was taken for furniture above it.

The line right above it where nothing is known of that line; or, further up, past dates and names of sections, the line
whose words the text repeats. A headline of which the text repeats no word gives way to such a line, and so does one
of which it repeats less: the words of a player (play 老桥通车), a count of readers, a verse's title.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from worker.lexicon.characters import HAN
from worker.parsing.assembly.headlines.deck_lines import DASH, goes_on, is_kicker
from worker.parsing.assembly.surroundings.leads_in import leads_in
from worker.parsing.patterns.spacing import squeezed
from worker.parsing.recognizers.annotations import Furniture
from worker.parsing.recognizers.sites.metadata import is_former_title
from worker.parsing.segmentation.affinity import pairs_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from worker.parsing.assembly.drafts import Draft
    from worker.parsing.segmentation.observations import PageView

_SHORTEST, _LONGEST = 6, 40  # characters: what is shorter may be a column's name
_SHORTEST_FIRST, _REPORT = 3, 60  # characters of a page's first line, and of the one text below it
_LONGEST_SECTION = 6  # of a first line that names a section
_SHORTEST_SIGNED = 2  # of a row of texts that are signed each
_SENTENCE = 24  # characters of a first line that may stand below a headline
_REACH = 8  # lines above a text
_TEXT = 420  # characters of it that are asked
_REPEATED, _REPEATED_FOR_FOREIGN = 0.34, 0.5  # of a title's pairs of characters
_FEWEST_PAIRS = 3
_REPEATED_ABOVE_DATE, _MOST_DATES = 0.2, 2  # right above the lines that say when it was published
# A title far above a headline: how many lines above the text, of how much text, pairs and their share that it repeats.
_FARTHEST, _WHOLE_TEXT = 16, 2000
_FEWEST_REPEATED, _LEAST_REPEATED = 5, 0.5
# A part of a stack right above a headline: characters, the share of its pairs that the text repeats, blanks within.
_SHORTEST_PART, _PART_REPEATED, _MOST_BLANKS = 9, 0.25, 1
_IN_HAN = re.compile(rf"[{HAN}]{{2}}")
# What a list of links prints before a title, and a table's edge behind it.
_LABEL = re.compile(r"^[\[【(](?:图文|图|组图|视频|原创|转载)[\]】)]\s*")
_POINT = re.compile(r"[◎●◆■★▲◇○□]\s{0,3}(?=\S)")  # the sign of a title on a page of several
_SITE = re.compile(rf"^[{HAN}]{{1,6}}(?:网|报|台|社|频道|在线|电子报)$")  # its name above all
_WRITTEN_BY = re.compile(r"(?:文|撰文|文字|作者|图文)\s?[/:]\s?\S{1,20}$")
_RIGHT = " \u3000\t|"  # what a list or a table of a web page left behind a title
# A title's line may hold these beside its words.
_BESIDE = frozenset({Furniture.ORNAMENT, Furniture.SLOGAN})


def found_headlines(drafts: Sequence[Draft], furniture: Sequence[int], view: PageView) -> list[int]:
    """Give headless drafts the line above them where it can be their headline; return the furniture without those."""
    left = set(furniture)
    for draft in drafts:
        _signed_below_title(draft, left, view)
        stack = _without_label_alone(draft, left, view)
        if not stack and _headed_by_line_above(draft, left, view):
            continue
        if not stack and _headed_above_date(draft, left, view):
            continue
        if not stack and len(drafts) == 1 and _headed_by_first_line(draft, left, view):
            continue
        if not stack and _headed_by_former_title(draft, left, view):
            continue
        if stack and _told_better_above(draft, left, view):
            continue
        _parts_around_copy(draft, left, view)
        _dashed_below(draft, left, view)
        _part_above(draft, left, view)
        text = _text_of(draft, view)
        head = _folded(stack, view)
        worded = _IN_HAN.search(head) is not None
        foreign = bool(stack) and not any(pair in text for pair in pairs_of(head))
        if (stack and not foreign) or not text:
            continue
        title = _title_by_words(draft.indices()[0], text, left, view, _REPEATED_FOR_FOREIGN if worded else _REPEATED)
        if title:
            draft.kicker, draft.head, draft.subtitle = [], title, []
            left -= set(title)
            left |= set(stack)
    return sorted(left)


def _without_label_alone(draft: Draft, left: set[int], view: PageView) -> list[int]:
    """Return the stack of a draft; of a web page's frame or a Latin word alone it is none where a subhead can head it.

    柳禾青记者的文章列表 above a picture, and then the title; the word by which a site files a text (local).
    """
    stack = draft.stack
    if len(stack) != 1 or not _is_label_alone(stack[0], view):
        return stack
    first = next((paragraph for paragraph in draft.paragraphs if not paragraph.caption), None)
    if first is None or not first.subhead:
        return stack
    place = view.line_of[first.lines[0]]
    title = [part for part in draft.paragraphs if part.subhead and view.line_of[part.lines[0]] == place]
    head = [index for part in title for index in part.lines]
    if not _is_title(head, view):
        return stack
    draft.paragraphs = [part for part in draft.paragraphs if part not in title]
    draft.kicker, draft.head, draft.subtitle = [], head, []
    left.update(stack)
    return head


def _is_label_alone(index: int, view: PageView) -> bool:
    mark = view.annotations[index].furniture
    text = view.pieces[index].text
    return (mark is not None and mark.kind is Furniture.NAVIGATION) or (text.isascii() and text.islower())


def _headed_by_line_above(draft: Draft, left: set[int], view: PageView) -> bool:
    """Give a draft the line right above it, where that can be its headline, or its first words can.

    Behind those may stand what is known: a pager, a link, the site and the day.
    """
    first = draft.indices()[0]
    above = first - 1
    if above not in left or len(view.pieces[first].folded) < _SENTENCE:
        return False
    title = [above] if _may_head(above, left, view) else _before_what_is_known(above, draft, left, view)
    if not title:
        return False
    draft.head += title
    left -= set(title)
    return True


def _headed_above_date(draft: Draft, left: set[int], view: PageView) -> bool:
    """Give a draft the line above the lines that say when it was published, where its text repeats words of it.

    Wherever that line stands: a list of titles that ends above (热门文章) may seem to hold it.
    """
    first = draft.indices()[0]
    dates = 0
    for line in islice(_lines_above(first, _REACH, left, view), _MOST_DATES + 1):
        if all(view.annotations[index].metadata is not None for index in line):
            dates += 1
            continue
        title = _folded(line, view)
        known = [_without_place(index, view) for index in line]
        if not dates or not all(known) or not _SHORTEST <= len(title) <= _LONGEST or title[-1] in "。,;:、":
            return False
        if _repeated(title, _text_of(draft, view)) < _REPEATED_ABOVE_DATE:
            return False
        draft.head = line
        left -= set(line)
        return True
    return False


def _without_place(index: int, view: PageView) -> bool:
    """Tell whether nothing is known of a line, whatever it stands in."""
    found = view.annotations[index]
    known = (found.source_line, found.byline, found.credit, found.furniture, found.caption, found.page_label)
    return all(mark is None for mark in (*known, found.metadata))


def _before_what_is_known(last: int, draft: Draft, left: set[int], view: PageView) -> list[int]:
    """Return the pieces at the head of a printed line of which the text repeats words, where all behind is known."""
    line = [at for at in range(last, -1, -1) if at in left and view.line_of[at] == view.line_of[last]][::-1]
    known = next((at for at in line if not _is_unknown(at, view)), None)
    if known is None or view.pieces[line[0]].part or any(_is_unknown(at, view) for at in range(known, last + 1)):
        return []
    title = [at for at in line if at < known]
    if not title or not _is_title(title, view) or not _repeated(_folded(title, view), _text_of(draft, view)):
        return []
    above = line[0] - 1
    return title if above < 0 or above not in left or not _is_unknown(above, view) else []


def _headed_by_first_line(draft: Draft, left: set[int], view: PageView) -> bool:
    """Give the one text of a page without a headline the line above that of its date, or the first one that is unknown.

    Whatever a web page prints between: the title stands first, but for the site's name.
    """
    texts = [each for each in draft.paragraphs if each.is_text]
    if draft.after or sum(len(_folded(each.lines, view)) for each in texts) < _REPORT:
        return False
    first = draft.indices()[0]
    if first > _FARTHEST or any(index not in left for index in range(first)):
        return False
    lines = [line for line in _lines_above(first, first, left, view) if _is_first_title(line, view)]
    title = next((line for line in lines if _is_published(line[-1] + 1, view)), None)
    if title is None and lines and _SITE.search(_folded(lines[-1], view)) is None:
        title = lines[-2] if len(lines) > 1 and _is_section_above(lines[-1], lines[-2], draft, view) else lines[-1]
    if title is None:
        return False
    draft.head = title
    left -= set(title)
    return True


def _headed_by_former_title(draft: Draft, left: set[int], view: PageView) -> bool:
    """Give a draft the title that a line below its text or its end says, and no line above it: 原标题:老桥通车."""
    if draft.after or not draft.paragraphs:
        return False
    own = {*draft.indices()}
    first, last = min(own) + 1, max(own)
    for index in range(first, min(len(view.pieces), last + 1 + _REACH)):
        if index in own:
            continue
        if index not in left:
            return False
        line = [at for at in range(index, len(view.pieces)) if view.line_of[at] == view.line_of[index]]
        if not view.pieces[index].part and is_former_title(_folded(line, view)) and left.issuperset(line):
            draft.after = line
            left -= set(line)
            return True
    return False


def _is_first_title(line: Sequence[int], view: PageView) -> bool:
    """Tell whether nothing is known of a line, which may be as short as a title is that stands first on its page."""
    if not all(_is_unknown(index, view) for index in line) or _IN_HAN.search(_folded(line, view)) is None:
        return False
    return _is_title(line, view, _SHORTEST_FIRST)


def _is_section_above(first: Sequence[int], second: Sequence[int], draft: Draft, view: PageView) -> bool:
    """Tell whether a page's first line is a section's name: as short, and the text repeats words of the next alone."""
    text = _text_of(draft, view)
    if not _names_section(first, text, view):
        return False
    return _count(_folded(second, view), text)[0] > 0


def _is_published(index: int, view: PageView) -> bool:
    return index < len(view.annotations) and view.annotations[index].metadata is not None


def _may_head(index: int, furniture: set[int], view: PageView) -> bool:
    """Tell whether a line is short and nothing known, and no list: above it stands nothing, or what is known."""
    if view.pieces[index].part or view.pieces[index + 1].part or not _is_unknown(index, view):
        return False
    text = view.pieces[index].folded
    signed = bool(view.signatures) and (index == 0 or index - 1 in view.signatures)
    shortest = _SHORTEST_SIGNED if signed else _SHORTEST
    if not shortest <= len(text) <= _LONGEST or text[-1] in "。,;:、" or text.isascii() or leads_in(text):
        return False
    return index == 0 or index - 1 not in furniture or not _is_unknown(index - 1, view)


def _is_unknown(index: int, view: PageView) -> bool:
    """Tell whether no recogniser knows a line."""
    found = view.annotations[index]
    known = (
        *(found.source_line, found.byline, found.credit, found.end, found.furniture, found.caption, found.page_label),
        *(found.metadata, found.item),
    )
    if index in view.outside or view.line_of[index] in view.weather or view.line_of[index] in view.repeated:
        return False
    return all(mark is None for mark in known)


def _text_of(draft: Draft, view: PageView) -> str:
    """Return the text of a draft, its first paragraphs; nothing for verse and for scraps."""
    if any(paragraph.verse for paragraph in draft.paragraphs):
        return ""
    told = "\n".join(_folded(paragraph.lines, view) for paragraph in draft.paragraphs)
    return told[:_TEXT] if len(told) >= _SENTENCE else ""


def _folded(indices: Collection[int], view: PageView) -> str:
    return " ".join([view.pieces[index].folded for index in indices])


def _repeated(title: str, text: str) -> float:
    """Return which share of a title's pairs of characters a text repeats; 0 where they are too few to tell."""
    pairs = [pair for pair in pairs_of(title) if _IN_HAN.fullmatch(pair)]
    found = sum(pair in text for pair in pairs)
    return found / len(pairs) if found >= _FEWEST_PAIRS else 0.0


def _signed_below_title(draft: Draft, left: set[int], view: PageView) -> None:
    """Make a headline that says who wrote (文/某) a byline, where the line right above it can be the title."""
    if len(draft.head) != 1 or draft.kicker or draft.subtitle or draft.head[0] != draft.indices()[0]:
        return
    above = draft.head[0] - 1
    if above in left and _WRITTEN_BY.match(view.pieces[above + 1].folded) and _may_head(above, left, view):
        draft.bylines[:0] = draft.head
        draft.head = [above]
        left.discard(above)


def _told_better_above(draft: Draft, left: set[int], view: PageView) -> bool:
    """Give a draft the title above its headline of which its text repeats more words.

    What was its headline is its subtitle then where the text repeats that as well, and else no part of it.
    """
    first = draft.indices()[0]
    if first - 1 not in left:
        return False
    stack = sorted(draft.stack)
    told = "\n".join(_folded(paragraph.lines, view) for paragraph in draft.paragraphs)[:_WHOLE_TEXT]
    head = _folded(stack, view)
    most = 0
    best: list[int] = []
    own = -1
    for line in _lines_above(first, _FARTHEST, left, view):
        if not _is_unknown(line[0], view) or not _is_title(line, view):
            continue
        if own < 0:
            own = _count(head, told)[0]
        if own >= _FEWEST_PAIRS and line[-1] == stack[0] - 1:
            continue  # a part of the stack
        title = _folded(line, view)
        found, pairs = _count(title, told)
        if found < _FEWEST_REPEATED or found < _LEAST_REPEATED * pairs or _is_within(title, head):
            continue
        if found > max(most, own):
            best, most = line, found
    if not best:
        return False
    draft.kicker, draft.head, draft.subtitle = [], best, stack if own >= _FEWEST_PAIRS else []
    left -= set(best)
    left |= set(stack) - set(draft.subtitle)
    return True


def _part_above(draft: Draft, left: set[int], view: PageView) -> None:
    """Give a draft the line right above its headline that was left out: its kicker, or the headline of a subtitle.

    It ends as kickers do, or the text repeats words of it; above it stands nothing that is unknown, as in a list.
    """
    stack = sorted([*draft.head, *draft.subtitle])
    if draft.kicker or not draft.head or not draft.paragraphs or stack[0] != draft.indices()[0]:
        return
    above = list(islice(_lines_above(stack[0], 2, left, view), 2))
    if not above or not _is_unknown_or_pointed(above[0], view) or not _is_title(above[0], view):
        return
    text, head = _folded(above[0], view), _folded(draft.head, view)
    told = "\n".join(_folded(paragraph.lines, view) for paragraph in draft.paragraphs)[:_WHOLE_TEXT]
    if len(above) > 1 and _is_unknown(above[1][0], view) and not _names_section(above[1], told, view):
        return
    if _POINT.match(text) and _count(text, told)[0] >= _FEWEST_PAIRS:
        draft.subtitle, draft.head = [*draft.head, *draft.subtitle], above[0]
        left -= set(above[0])
        return
    found, pairs = _count(text, told)
    repeated = len(text) >= _SHORTEST_PART and found >= max(_FEWEST_PAIRS, _PART_REPEATED * pairs)
    if not (repeated or is_kicker(text)) or text.count(" ") > _MOST_BLANKS or _is_within(text, head):
        return
    if goes_on(text, head) and not draft.subtitle:
        draft.subtitle, draft.head = draft.head, above[0]
    else:
        draft.kicker = above[0]
    left -= set(above[0])


def _is_unknown_or_pointed(line: Sequence[int], view: PageView) -> bool:
    """Tell whether nothing is known of a line, but that it opens with a sign, as a title does on a page of several."""
    first = line[0]
    if _POINT.match(view.pieces[first].folded) and "。" not in _folded(line, view):
        alone = first not in view.outside and view.line_of[first] not in view.repeated
        return alone and all(_is_unknown(index, view) for index in line[1:])
    return all(_is_unknown(index, view) for index in line)


def _names_section(line: Sequence[int], told: str, view: PageView) -> bool:
    text = squeezed(_folded(line, view))
    return len(text) <= _LONGEST_SECTION and not _count(text, told)[0]


def _parts_around_copy(draft: Draft, left: set[int], view: PageView) -> None:
    """Give a draft the kicker above and the subtitle below a second printing of its headline that were left out.

    The head of a page has the title alone. One line above it, and one below, that nothing is known of: more are a list.
    """
    if draft.kicker or draft.subtitle or not draft.head or not draft.paragraphs:
        return
    title = squeezed(_folded(draft.head, view))
    between = range(draft.head[-1] + 1, min(draft.paragraphs[0].lines[0], draft.head[-1] + _REACH))
    copy = next((at for at in between if at in left and squeezed(view.pieces[at].folded) == title), None)
    if copy is None or len(title) < _SHORTEST:
        return
    unknown = [at for at in between if at in left and at != copy and _is_unknown(at, view)]
    for stack, at in ((draft.kicker, copy - 1), (draft.subtitle, copy + 1)):
        if [each for each in unknown if (each < copy) == (at < copy)] == [at] and _is_title([at], view):
            stack.append(at)
            left.discard(at)


def _dashed_below(draft: Draft, left: set[int], view: PageView) -> None:
    """Give a draft the line right below its headline that was left out and opens with a dash: its subtitle."""
    below = draft.head[-1] + 1 if draft.head and not draft.subtitle else -1
    if below not in left or view.pieces[below].part or DASH.match(view.pieces[below].folded) is None:
        return
    line = [at for at in range(below, len(view.pieces)) if view.line_of[at] == view.line_of[below]]
    if left.issuperset(line) and all(_is_unknown(index, view) for index in line) and _is_title(line, view):
        draft.subtitle += line
        left.difference_update(line)


def _count(title: str, text: str) -> tuple[int, int]:
    """Return how many of a title's pairs of Chinese characters a text repeats, and how many there are."""
    pairs = [pair for pair in pairs_of(title) if _IN_HAN.fullmatch(pair)]
    return sum(pair in text for pair in pairs), len(pairs)


def _is_within(title: str, head: str) -> bool:
    """Tell whether one is printed within the other: a title that stands twice, whole or in part."""
    first, second = squeezed(title), squeezed(head)
    return first in second or second in first


def _lines_above(first: int, reach: int, left: set[int], view: PageView) -> Iterator[list[int]]:
    """Yield the pieces of each printed line above a text, from the last up, as long as all of it is furniture."""
    index = first - 1
    for _ in range(reach):
        line: list[int] = []
        while index >= 0 and index in left and (not line or view.line_of[index] == view.line_of[line[0]]):
            line.insert(0, index)
            index -= 1
        if not line or (index >= 0 and view.line_of[index] == view.line_of[line[0]]):
            return
        yield line


def _title_by_words(first: int, text: str, left: set[int], view: PageView, least: float) -> list[int]:
    """Return the pieces of the line above a text, all furniture in between, whose words the text repeats most."""
    best: list[int] = []
    for line in _lines_above(first, _REACH, left, view):
        shared = _repeated(_LABEL.sub("", _folded(line, view)).rstrip(_RIGHT), text)
        if shared > least or (shared == least and not best):
            words = [piece for piece in line if not _is_beside(piece, view)]
            if _is_title(words, view):
                best, least = words, shared
    return best


def _is_beside(index: int, view: PageView) -> bool:
    mark = view.annotations[index].furniture
    return mark is not None and mark.kind is Furniture.ORNAMENT


def _is_title(line: Sequence[int], view: PageView, shortest: int = _SHORTEST) -> bool:
    """Tell whether a line has the length of a title, no sentence's end, and is nothing that recognisers know."""
    text = _folded(line, view)
    size = len(text) - sum(map(str.isascii, text)) / 2  # half as wide as a Chinese one
    if not shortest <= len(text) or size > _LONGEST + _SHORTEST or text[-1] in "。,;:、" or leads_in(text):
        return False
    for index in line:
        found = view.annotations[index]
        known = (found.source_line, found.credit, found.end, found.caption, found.page_label, found.metadata)
        if index in view.outside or any(mark is not None for mark in known):
            return False
        if found.furniture is not None and found.furniture.kind not in _BESIDE:
            return False
    return True
