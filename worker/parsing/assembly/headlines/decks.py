"""A stack of headline lines told apart: column label, kicker, headline, subtitle.

The stack comes as lines with the blank lines between them; a line may hold kicker and headline joined by a space, and a
headline may be broken over two lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from worker.document.issue import BlockType
from worker.folding import fold
from worker.lexicon.labels import KINDS
from worker.parsing.assembly.headlines.deck_lines import (
    DASH,
    above_dashed,
    below_page_title,
    in_archive,
    is_kicker,
    is_kicker_above,
    is_subtitle,
    one_line,
    told_apart,
    whole_lines,
)
from worker.parsing.assembly.headlines.labels_before import label_before
from worker.parsing.assembly.headlines.title_ends import author_before, bare_title, without_label
from worker.parsing.layout.reflow import printed_lines
from worker.parsing.patterns import cues as marks
from worker.parsing.patterns.spacing import squeezed
from worker.parsing.patterns.wordbreaks import breaks_word
from worker.parsing.recognizers.rows.item_marks import item_mark
from worker.parsing.recognizers.sites.records import TITLE
from worker.parsing.segmentation.affinity import pairs_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.layout.lines import Line

# A kicker joined to its headline by a space: on an occasion (时, 上, 会) somebody stressed.
_JOINED_KICKER: Final = re.compile(
    r"(?P<kicker>.{4,60}?[时上中会间](?:强调|指出|要求|表示|提出|说))\s{1,4}(?P<rest>\S.{3,})"
)
# A label in brackets or before a bracket, alone on its line.
_LABEL: Final = re.compile(r"[(（][^()（）]{2,14}[)）]|[^《》〈〉,，。:：「」“”\s]{2,10}》")
_MARKED: Final = re.compile(r"[■◆●★▲◎□]\s{0,3}[^,。\s]{2,10}|【[^【】]{2,12}】")  # a column's label, whatever it says
_LONGEST_LABEL: Final = 14
_LONGEST_COLUMN: Final = 5
_OPENING: Final = frozenset("“‘《「『")
_MARK: Final = "——--■◆●★▲◎□【】 "
_SHORTEST_TWICE: Final = 4  # characters: 慢慢 in two lines is one headline
_SHORTEST_WITHIN: Final = 5  # of a line that is printed within another
# ·短评·老桥该修了, [编后]老桥该修了: the kind of piece before its headline, between points or in brackets.
_KIND_BEFORE: Final = re.compile(rf"^(?:[·・]\s?|[\[［【]\s?)?({KINDS})\s?(?:[·・]|[\]］】])\s?(?=\S{{4}})")
_TWO: Final = 2  # a label and a title
_DASHES: Final = re.compile(r"^[—\-―]+\s*")


@dataclass(frozen=True, slots=True)
class Headline:
    """The parts of a stack; any may be empty except ``main``.

    ``author``: whom the title's line names as its writer. ``roles`` says what each line (by index) is.
    """

    main: str
    kicker: str = ""
    subtitle: str = ""
    column: str = ""
    author: str = ""
    roles: tuple[tuple[int, BlockType], ...] = ()


FEWEST_VERTICAL: Final = 3
"""Lines of one character below each other that are one vertical line."""


def is_series(folded: str) -> bool:
    """Tell whether a line has the form of a column's label: ——重点项目巡礼, 【热点关注】, …系列报道之一."""
    return bool(marks.SERIES.fullmatch(folded))


def mend_spaces(text: str, context: str) -> str:
    """Take out a stray space inside a word: the characters around it stand together in ``context``.

    Spaces between clauses stay: their neighbours do not stand together in running text.
    """
    if " " not in text and "\u3000" not in text:
        return text
    pieces = re.split(r"([ \u3000]+)", text)
    mended = pieces[0]
    for gap, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        if not mended or not piece:
            mended += gap + piece
            continue
        mended += piece if _one_word(mended, piece, context) else gap + piece
    return mended


def _one_word(before: str, after: str, context: str) -> bool:
    if mended_latin(before[-1]) or mended_latin(after[0]) or after[0] in _OPENING:
        return False
    return before[-1] + after[0] in context or breaks_word(before, after)


def mended_latin(character: str) -> bool:
    """Tell whether a character belongs to a Latin word or number, whose spaces are never stray."""
    return character.isascii()


def read_stack(lines: Sequence[Line], indices: Sequence[int], context: str) -> Headline:
    """Return the parts of the stack at ``indices``.

    Args:
        lines: Of the page.
        indices: Of the stack's lines, in order.
        context: The article's body, folded: it tells a broken word from two clauses.
    """
    labels = _labels_above(lines, indices)
    stack = [*indices][len(labels) :]
    column = lines[labels[0]].text.strip(_MARK) if labels else ""
    roles = dict.fromkeys(labels, BlockType.KICKER)
    groups = [
        (bare_title(without_label(mend_spaces(text, context))), members)
        for text, members in _groups(lines, stack, context)
    ]
    if len(groups) > 1 and not column and _is_label(groups[0][0], groups[1][0], context):
        column = groups[0][0]
        roles |= dict.fromkeys(groups[0][1], BlockType.KICKER)
        groups = groups[1:]
    kicker = ""
    if len(groups) > 1 and is_kicker(groups[0][0]):
        kicker = groups[0][0]
        roles |= dict.fromkeys(groups[0][1], BlockType.KICKER)
        groups = groups[1:]
    main, members = groups[0]
    roles |= dict.fromkeys(members, BlockType.HEADLINE)
    subtitle = " ".join(_DASHES.sub("", text) for text, _ in groups[1:])
    for _, below in groups[1:]:
        roles |= dict.fromkeys(below, BlockType.SUBTITLE)
    joined = None if kicker else _JOINED_KICKER.fullmatch(main)
    if joined:
        kicker, main = joined["kicker"].strip(), joined["rest"].strip()
    return Headline(main.strip(), kicker, subtitle, column, roles=tuple(sorted(roles.items())))


def _labels_above(lines: Sequence[Line], stack: Sequence[int]) -> Sequence[int]:
    """Return the lines at the head of a stack that are labels of a column: 【热点关注】, but never the whole stack."""
    count = 0
    while count + 1 < len(stack) and (
        is_series(lines[stack[count]].folded)
        or marks.COLUMN.fullmatch(lines[stack[count]].folded)
        or marks.BOX.fullmatch(lines[stack[count]].folded)
    ):
        count += 1
    return stack[:count]


def _marked_label(lines: Sequence[Line], head: Sequence[int]) -> Sequence[int]:
    """Return the first line of a headline where it is a label in brackets or behind a sign, above one without any."""
    if len(head) < _TWO or lines[head[1]].part or not _MARKED.fullmatch(lines[head[0]].folded):
        return ()
    return () if _MARKED.match(lines[head[1]].folded) else head[:1]


def read_parts(
    lines: Sequence[Line], parts: tuple[Sequence[int], Sequence[int], Sequence[int]], context: str
) -> Headline:
    """Return the headline whose kicker, main lines and subtitle are told already.

    Args:
        lines: Of the page.
        parts: Indices of the lines of kicker, headline and subtitle.
        context: The article's body, folded: it tells a broken word from two clauses.
    """
    copies = parts[1]
    parts = whole_lines(lines, below_page_title(lines, parts))
    copies = [index for index in copies if not any(index in part for part in parts)]
    labels = _labels_above(lines, (*parts[0], *parts[1][:1])) if parts[0] else _marked_label(lines, parts[1])
    column = lines[labels[0]].text.strip(_MARK) if labels else ""
    above = [index for index in parts[0] if index not in labels]
    parts = (parts[0], *_marked_apart(lines, [index for index in parts[1] if index not in labels], parts[2]))
    if not above:
        above, parts = _apart(lines, parts, labelled=bool(labels))
    parts = (parts[0], *in_archive(lines, above, parts[1], parts[2]))
    kicker, main, subtitle = (_in_one(lines, part, context) for part in (above, *parts[1:]))
    kicker, subtitle = ("" if part and squeezed(part) == squeezed(main) else part for part in (kicker, subtitle))
    kinds = (BlockType.KICKER, BlockType.HEADLINE, BlockType.SUBTITLE)
    roles = sorted((index, kind) for part, kind in zip(parts, kinds, strict=True) for index in part)
    roles = sorted({*roles, *((index, BlockType.KICKER) for index in labels)})
    roles += [(index, BlockType.HEADLINE) for index in copies]
    author, main = author_before(main)
    main, subtitle = bare_title(without_item_mark(main)), bare_title(subtitle)
    kind = _KIND_BEFORE.match(main)
    if kind:
        main, column = main[kind.end() :], column or kind[1]
    if not (kicker or column) and subtitle and _names_column(main, subtitle, context):
        column, main, subtitle = main, subtitle, ""
        kinds = (BlockType.KICKER, BlockType.KICKER, BlockType.HEADLINE)
        roles = sorted((index, kind) for part, kind in zip(parts, kinds, strict=True) for index in part)
    alone = not (kicker or column) and len(parts[1]) == len(parts[2]) == 1
    if alone and (_LABEL.fullmatch(main) or is_kicker_above(main, subtitle)):
        kicker, main, subtitle = main, subtitle, ""
        kinds = (BlockType.KICKER, BlockType.KICKER, BlockType.HEADLINE)
        roles = sorted((index, kind) for part, kind in zip(parts, kinds, strict=True) for index in part)
    if not kicker:
        kicker, main = _joined_before(main, context)
    return Headline(main, kicker, _DASHES.sub("", subtitle), column, author, tuple(roles))


def _apart(
    lines: Sequence[Line], parts: tuple[Sequence[int], ...], *, labelled: bool
) -> tuple[list[int], tuple[Sequence[int], Sequence[int], Sequence[int]]]:
    """Return the kicker of a stack that has none yet, and its parts; ``labelled``: a label heads it."""
    head, subtitle = one_line(lines, parts[1], parts[2])
    if not labelled:
        above, head, subtitle = above_dashed(lines, head, subtitle)
        if above:
            return above, ([*parts[0], *above], head, subtitle)
    told = told_apart(lines, head)
    if told[0] and (labelled or subtitle):
        return [], (parts[0], head, subtitle)
    return told[0], ([*parts[0], *told[0]], told[1], sorted((*told[2], *subtitle)))


def _joined_before(main: str, context: str) -> tuple[str, str]:
    """Return the kicker or label that stands on the headline's own line, and the headline."""
    joined = _JOINED_KICKER.fullmatch(main)
    return (joined["kicker"].strip(), joined["rest"].strip()) if joined else label_before(main, context)


def _marked_apart(
    lines: Sequence[Line], head: Sequence[int], subtitle: Sequence[int]
) -> tuple[Sequence[int], Sequence[int]]:
    """Return a headline and its subtitle, a line within the headline that opens with a sign below it: ◆回应“老桥”.

    A headline goes on over lines without a sign; where its first line has one, they may be of one form.
    """
    if not head or marks.ITEM.match(lines[head[0]].folded):
        return head, subtitle
    for at, index in enumerate(head):
        if at and not lines[index].part and marks.ITEM.match(lines[index].folded):
            return head[:at], sorted((*head[at:], *subtitle))
    return head, subtitle


def _in_one(lines: Sequence[Line], part: Sequence[int], context: str) -> str:
    """Return the lines of one part as one text; a line that stands twice, as titles do on the web, is in it once."""
    if len(part) >= FEWEST_VERTICAL and all(len(lines[index].text) == 1 for index in part):
        return "".join(lines[index].text for index in part)
    printed: list[str] = []
    for line in printed_lines(lines, part):
        own = without_label(line.text)
        printed.append(own[found.end() :] if (found := TITLE.match(fold(own))) else own)
    text = ""
    for own in _once(printed):
        text += (_between(text, own, context) if text else "") + own
    return mend_spaces(text, context)


def _once(printed: Sequence[str]) -> list[str]:
    """Return the lines without those that stand twice, whole or within a longer one: 老桥通车 below 松溪老桥通车."""
    if len(printed) == 1:
        return [*printed]
    keys = [squeezed(own) for own in printed]
    return [
        own
        for at, (own, key) in enumerate(zip(printed, keys, strict=True))
        if len(key) < _SHORTEST_TWICE
        or not any(
            key in other and (at > before if key == other else len(key) >= _SHORTEST_WITHIN)
            for before, other in enumerate(keys)
            if before != at
        )
    ]


_ITEM_CODE: Final = re.compile(r"(?:[0-9]{6,8})?[A-Za-z][0-9]{1,2}-(?=\S)")


def without_item_mark(text: str) -> str:
    """Return a headline without the mark of the list it is an item of: 1. ● 一、 B1-."""
    code = _ITEM_CODE.match(text)
    if code:
        return text[code.end() :].strip()
    mark = item_mark(fold(text), text) if text else None
    return text[mark.span.end :].strip() if mark and mark.span.end < len(text) else text


def _is_label(first: str, second: str, context: str) -> bool:
    """Tell whether the first part is a column's label (新春走基层): short, and foreign to the text under it."""
    folded = fold(first)
    if len(first) > _LONGEST_LABEL or len(first) >= len(second) or is_kicker(folded) or DASH.match(second):
        return False
    own, next_own = pairs_of(folded), pairs_of(fold(second))
    return not any(pair in context for pair in own) and any(pair in context for pair in next_own)


def _names_column(main: str, below: str, context: str) -> bool:
    """Tell whether a short first line is a column's name above a title.

    One of a known label (记者观察), or one (街谈巷议) of which the text repeats no word, while it repeats the second.
    """
    if len(below) <= len(main):
        return False
    folded = fold(main)
    if marks.BOX.fullmatch(folded) or marks.COLUMN.fullmatch(folded):
        return True
    return len(main) <= _LONGEST_COLUMN and _is_label(main, below, context)


def _groups(lines: Sequence[Line], stack: Sequence[int], context: str) -> list[tuple[str, list[int]]]:
    """Join the lines of one part: a headline broken over lines."""
    groups: list[tuple[str, list[int]]] = []
    spread = all(lines[index].gap for index in stack[1:])
    for index in stack:
        text = lines[index].text
        apart = not groups or _is_part(lines, index, groups[-1][0], spread=spread)
        if apart:
            groups.append((text, [index]))
        else:
            before, members = groups[-1]
            groups[-1] = (before + _between(before, text, context) + text, [*members, index])
    return groups


def _is_part(lines: Sequence[Line], index: int, before: str, *, spread: bool) -> bool:
    """Tell whether a line of the stack is a part of its own, not the rest of the line ``before`` it."""
    folded = lines[index].folded
    return (
        spread
        or lines[index].gap > 0
        or bool(DASH.match(folded) or marks.ITEM.match(folded))
        or is_subtitle(folded)
        or is_kicker(before)
        or before.endswith((")", "）"))
        or ("," in folded[:-1] and "," not in fold(before))
    )


def _between(before: str, after: str, context: str) -> str:
    """Return a space between the two lines of one headline unless they break a word."""
    return "" if _one_word(before, after, context) else " "
