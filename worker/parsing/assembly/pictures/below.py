"""A picture below a report of which it shows nothing: an item of its own, without a headline.

Pages set photos between their reports; in the text they follow whatever stands above. A caption that names nothing of
the report, and closes with a credit of its own, belongs to no report. So does one below a label of the page that stands
between the pictures; and pictures without a headline, each told at length with a credit, of which none names what
another shows, are an item each. One that tells again what the report above it does is no item but the report's.
"""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

from worker.lexicon.characters import HAN
from worker.parsing.assembly.drafts import Draft
from worker.parsing.layout.reflow import join
from worker.parsing.recognizers.contributors.credits import end_credit
from worker.parsing.recognizers.furniture.lines import is_page_label
from worker.parsing.recognizers.pictures.captions import CAPTION_MARKS
from worker.parsing.segmentation.affinity import pairs_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.assembly.drafts import Paragraph
    from worker.parsing.layout.lines import Line

_FEWEST_PAIRS = 9  # of a caption: a shorter one names nothing of anything
_FEWEST_IN_ROW, _SHORTEST_TOLD = 3, 32  # pictures, characters of what each tells
_SHORTEST_REPORT = 60  # characters
_LONGEST_CAPTION = 220
_NAMED = 0.05  # of a caption's pairs, which common words have in common with any text
_TOLD_AGAIN = 0.4  # which the text of the same story has in common
_COUNTED_ON = re.compile(r"[(]?[2-9][.、)](?![0-9])")  # folded: ③. is 3. as well
_SHARED = 4  # characters
_ALL_HAN = re.compile(rf"[{HAN}]{{4}}")
_IN_HAN = re.compile(rf"[{HAN}]{{2}}")


def with_pictures_of_their_own(drafts: Sequence[Draft], lines: Sequence[Line]) -> list[Draft]:
    """Return the drafts, the pictures at the end of each that show nothing of it made drafts of their own."""
    found: list[Draft] = []
    for draft in [part for each in _with_their_pictures(drafts, lines) for part in _parted_at_labels(each, lines)]:
        pictures = _pictures_at_end(draft, lines)
        found += _parted(draft, pictures) if pictures else [draft]
    return found


def _with_their_pictures(drafts: Sequence[Draft], lines: Sequence[Line]) -> list[Draft]:
    """Return the drafts; captions right below a report that name what it does, or have its captions' sign, are its."""
    kept: list[Draft] = []
    for draft in drafts:
        if kept and _shows_report(draft, kept[-1], lines):
            kept[-1] = kept[-1].followed_by(draft)
        else:
            kept.append(draft)
    return kept


def _shows_report(draft: Draft, above: Draft, lines: Sequence[Line]) -> bool:
    if draft.stack or draft.after or draft.bylines or draft.tails or draft.notes or not above.head:
        return False
    if not draft.paragraphs or not all(each.caption for each in draft.paragraphs):
        return False
    if draft.indices()[0] != above.indices()[-1] + 1:
        return False
    signs = {lines[each.lines[0]].folded[0] for each in above.paragraphs if each.caption}
    told = [index for each in above.paragraphs if not each.caption for index in each.lines]
    if sum(len(lines[index].folded) for index in told) < _SHORTEST_REPORT:
        return False
    text = "\n".join(lines[index].folded for index in (*above.stack, *told))
    return all(
        lines[each.lines[0]].folded[0] in signs.intersection(CAPTION_MARKS)
        or _share(join(lines, each.lines).folded, text) > _TOLD_AGAIN
        for each in draft.paragraphs
    )


def _parted_at_labels(draft: Draft, lines: Sequence[Line]) -> list[Draft]:
    """Return a draft that is pictures alone in parts: the lines of a page's label between two are of none of them."""
    shown = draft.paragraphs
    if not shown or not all(paragraph.caption for paragraph in shown) or draft.after or draft.bylines or draft.tails:
        return [draft]
    own = set(draft.indices())
    for at in range(1, len(shown)):
        between = [index for index in range(shown[at - 1].lines[-1], shown[at].lines[0]) if index not in own]
        if any(is_page_label(lines[index].folded) for index in between):
            above, below = draft.parted(at)
            return [above, *_parted_at_labels(below, lines)]
    return _parted(draft, shown[1:]) if _is_row(draft, lines) else [draft]


def _is_row(draft: Draft, lines: Sequence[Line]) -> bool:
    """Tell whether the pictures of a draft without a headline are an item each: none names what another shows."""
    shown = draft.paragraphs
    if draft.stack or len(shown) < _FEWEST_IN_ROW:
        return False
    told = [join(lines, each.lines).folded for each in shown]
    for at, each in enumerate(shown):
        credited = each.lines[-1] + 1 in draft.credits or end_credit(told[at], told[at]) is not None
        if not credited and at < len(shown) - 1:
            return False
        if _COUNTED_ON.match(told[at]) or not _SHORTEST_TOLD <= len(told[at]) <= _LONGEST_CAPTION:
            return False
    return not any(_share_words(one, other) for one, other in combinations(told, 2))


def _share_words(one: str, other: str) -> bool:
    """Tell whether two captions have a run of characters in common, as what is named in both."""
    runs = (one[at : at + _SHARED] for at in range(len(one) - _SHARED + 1))
    return any(run in other for run in runs if _ALL_HAN.fullmatch(run))


def _pictures_at_end(draft: Draft, lines: Sequence[Line]) -> Sequence[Paragraph]:
    """Return the captions that end a draft, each with a credit, none of which names what the report does."""
    if not draft.paragraphs or not draft.paragraphs[-1].caption or draft.after:
        return []
    last = max((*draft.tails, *draft.bylines, -1))
    end = len(draft.paragraphs)
    while end and draft.paragraphs[end - 1].caption and draft.paragraphs[end - 1].lines[0] > last:
        end -= 1
    report, pictures = draft.paragraphs[:end], draft.paragraphs[end:]
    told = [index for paragraph in report if not paragraph.caption for index in paragraph.lines]
    text = "\n".join(lines[index].folded for index in (*draft.stack, *told))
    if "。" not in text or sum(len(lines[index].folded) for index in told) < _SHORTEST_REPORT:
        return []
    if any(each.caption and not _names(join(lines, each.lines).folded, text) for each in report):
        return []  # a page of photos: those above its text are no nearer to it, and are the article's
    return pictures if all(_is_of_its_own(each, draft, text, lines) for each in pictures) else []


def _is_of_its_own(picture: Paragraph, draft: Draft, report: str, lines: Sequence[Line]) -> bool:
    caption = join(lines, picture.lines)
    if len(caption.folded) > _LONGEST_CAPTION:
        return False
    credit = end_credit(caption.folded, caption.text)
    below = picture.lines[-1] + 1
    if credit is None and below not in draft.credits:
        return False
    if "附图" in caption.folded[-8:] + "".join(line.folded[-8:] for line in lines[below : below + 2]):
        return False  # (附图片): the report's
    if _COUNTED_ON.match(caption.folded):
        return False  # the last of several that the report goes on to count
    return not _names(caption.folded[: credit.start] if credit else caption.folded, report)


def _names(caption: str, report: str) -> bool:
    """Tell whether a caption names something of the report, or is too short to name anything."""
    return not 0 <= _share(caption, report) <= _NAMED


def _share(caption: str, report: str) -> float:
    """Return the share of a caption's pairs of characters that a report has too; -1 for a caption of few."""
    pairs = [pair for pair in pairs_of(caption) if _IN_HAN.fullmatch(pair)]
    return sum(pair in report for pair in pairs) / len(pairs) if len(pairs) >= _FEWEST_PAIRS else -1


def _parted(draft: Draft, pictures: Sequence[Paragraph]) -> list[Draft]:
    """Return a draft without its last pictures and their credits, and a draft of each."""
    left = draft.credits
    found: list[Draft] = []
    for position, picture in enumerate(pictures):
        below = pictures[position + 1].lines[0] if position + 1 < len(pictures) else None
        own = tuple(at for at in left if at > picture.lines[0] and (below is None or at < below))
        left = tuple(at for at in left if at not in own)
        found.append(Draft(paragraphs=(picture,), credits=own))
    return [draft.having(paragraphs=draft.paragraphs[: -len(pictures)], credits=left), *found]
