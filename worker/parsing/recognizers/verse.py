"""Poems whose verses are lines: told by their run of short lines that speak, with or without marks or blank lines.

A list of titles or a menu has lines as short; but it says neither 我 nor 的, 了 and 着 in every second line. A column
of prose has lines of one length with sentences that end amid them.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from worker.lexicon.characters import BULLETS, HAN
from worker.parsing.layout.wrapping import SLACK
from worker.parsing.patterns.person_names import likely_name, pen_name, sure_name
from worker.parsing.recognizers.contributors.bylines import parse_byline
from worker.parsing.recognizers.furniture.lines import furniture_of
from worker.parsing.recognizers.sites.metadata import metadata_people

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.layout.lines import Line

# What verse says in most of its lines, and a title or the name of a section hardly ever.
_SPEAKS: Final = re.compile("[的了着我你他她它们这那像啊呢吗吧把被]")
_FEWEST, _FEWEST_SIGNED = 6, 4  # verses of a poem; of one whose author stands above it
_LEAST_SPEAKING, _LEAST_SIGNED = 0.4, 0.25  # of its lines
_FEWEST_SPEAKING: Final = 3
_LONGEST: Final = 56  # half-widths of a verse
_LONGEST_AMID: Final = 76  # of one line amid others
_AROUND: Final = 3  # verses above and below such a line
_OPENS_AMID: Final = re.compile(rf"[“‘「『]*[{HAN}]")
_SHORTEST_MEAN, _LONGEST_MEAN = 8, 32  # of all of them
_MOST_ENDING: Final = 0.6  # of the verses end a sentence: in short paragraphs all do
_MOST_WITHIN: Final = 0.15  # of the verses have a sentence's end within
_LEAST_WITHIN: Final = 0.1  # of the lines of a page's columns have one
_COLUMN, _COLUMN_LONGER = 0.5, 20  # share of lines of one width, and half-widths, from which lines may be a column's
_MOST_CLAUSES: Final = 0.45  # of such lines have a mark within
_LONGEST_TITLE: Final = 40  # half-widths
_LONGEST_NAME: Final = 14  # characters of a name with its place
_VERSE: Final = re.compile(
    rf"[“‘「『(《—…]*[{HAN}](?:[{HAN}，,。.、;!?…—~·“”‘’「」『』《》()\-]|[ \u3000](?![ \u3000]))*[:：]?"
)
_HEAD: Final = 2  # lines that may stand between a title and its author, or above the title in a run
_STANZA: Final = re.compile(
    r"[(【]?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3}|[ivx]{1,4})[)】.、]?|\*{1,3}|[×☆※](?:\s?[×☆※]){0,4}"
)
# 头条 图文 公告: the words of a menu. Must NOT match 或蹲或坐 缓缓移动.
_WORDS: Final = re.compile(rf"[{HAN}]{{2,6}}(?:[ \u3000]+[{HAN}]{{2,6}}){{2,}}|[{HAN}]{{2}}[ \u3000]+[{HAN}]{{2}}")
_LETTER_SPACED: Final = re.compile(rf"[{HAN}](?:[ \u3000]+[{HAN}]){{1,2}}")
_SIGN: Final = frozenset(BULLETS + "·")
# 江南好雨注方池,四季清风抚绿漪。: verses by the rule, one or two a line.
_METRE: Final = re.compile(rf"(?P<half>[{HAN}]{{5}}|[{HAN}]{{7}})[,。;!?](?:(?P<other>[{HAN}]{{5,7}})[,。;!?])?")
_FEWEST_BY_RULE: Final = 4  # lines of them
_AROUND_TITLE: Final = 2  # lines of them above a poem's title among others, and below it
_LONGEST_AMONG: Final = 20  # half-widths of such a title
_PART: Final = re.compile(r"[(【]?[其之第][一二三四五六七八九十]首?[)】]?")  # 其二: a part of the same poem
_TITLED: Final = re.compile(r"《[^《》]{1,18}》")
_MARKS: Final = frozenset(",。、")
_ENDS: Final = frozenset("。!?;")
_TEXT_BELOW: Final = 8  # paragraphs
_PICTURED: Final = re.compile(r"(?:记者|通讯员|作者).{0,40}(?:文\s?[/、·]?\s?[图摄]|图\s?/\s?文|摄影报道|摄)[)】]?$")
_PLACED: Final = re.compile(rf"\([{HAN}]{{2,8}}\)$")


class Verse(NamedTuple):
    """Indices of lines: verses, the titles that poems begin with, and bare names of authors below them."""

    verses: frozenset[int] = frozenset()
    titles: frozenset[int] = frozenset()
    authors: frozenset[int] = frozenset()


_NONE: Final = Verse()


def verse_of(lines: Sequence[Line], wrap: int) -> Verse:
    """Return which lines of a page are a poem's: runs of short lines in most of which somebody speaks.

    Args:
        lines: Of the page.
        wrap: The width that most of its lines share, 0 for none. Where those are a column's, no line is asked.
    """
    full = [line for line in lines if wrap and wrap - SLACK <= line.width + line.indent <= wrap + 1]
    if full and _is_column(full) and _ends_within(full) > len(full) * _LEAST_WITHIN:
        return _NONE
    verses: set[int] = set()
    titles: set[int] = set()
    authors: set[int] = set()
    for first, end in _runs(lines):
        found = _poem(first, end, lines)
        verses |= found.verses
        titles |= found.titles
        authors |= found.authors
    return Verse(frozenset(verses - titles - authors), frozenset(titles), frozenset(authors)) if verses else _NONE


def _runs(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Return the runs of lines that may be verses, numbers of stanzas among them: first index, and one past the last.

    One longer line, or one with a colon or a figure in it, parts no run.
    """
    may_be = [_may_be_verse(line.folded, line.width) for line in lines]
    found: list[tuple[int, int]] = []
    first = -1
    for index in range(len(lines) + 1):
        if index < len(lines) and (may_be[index] or (first >= 0 and _is_amid(index, first, lines, may_be))):
            first = index if first < 0 else first
            continue
        if first >= 0 and index - first >= _FEWEST_SIGNED:
            found.append((first, index))
        first = -1
    return found


def _is_amid(index: int, first: int, lines: Sequence[Line], may_be: Sequence[bool]) -> bool:
    """Tell whether a line is a verse for standing between verses."""
    if index - first < _AROUND or not all(may_be[index - _AROUND : index]):
        return False
    around = may_be[index + 1 : index + 1 + _AROUND]
    line = lines[index]
    if len(around) < _AROUND or not all(around) or line.width > _LONGEST_AMID or not _OPENS_AMID.match(line.folded):
        return False
    return not (_is_around(line) or _signed(line))


def _may_be_verse(folded: str, width: int) -> bool:
    if width > _LONGEST:
        return False
    if _VERSE.fullmatch(folded) is None:
        return _STANZA.fullmatch(folded) is not None
    return _WORDS.fullmatch(folded) is None


def _poem(first: int, end: int, lines: Sequence[Line]) -> Verse:
    """Return what the lines of one run are: nothing, one poem, or several with an author each."""
    while first < end and (lines[first].folded[-1] == ":" or _is_around(lines[first])):
        first += 1
    while end > first and (lines[end - 1].folded[-1] == ":" or _is_around(lines[end - 1])):
        end -= 1
    end = _without_next(first, end, lines)
    above = first - 1
    signed = above >= 0 and _signed(lines[above])
    own = dict(_heads(first, end, lines))
    if signed:  # the author is known: a name amid its first verses is none (叶子)
        own = {title: author for title, author in own.items() if title > first + _HEAD}
    verses: set[int] = set()
    titles: set[int] = set()
    authors: set[int] = set()
    among = _titles_among(first, end, lines)
    if among:
        verses = {index for index in range(first, end) if _METRE.fullmatch(lines[index].folded)}
        heads = {_title_above(above, lines): above} if signed else own
        return Verse(frozenset(verses), frozenset(among | heads.keys()) - {-1}, frozenset(heads.values()))
    for begin, stop in pairwise([first, *(head for head in own if head > first), end]):
        author = own.get(begin, -1)
        body = range(author + 1 if author >= 0 else begin, stop)
        told = author >= 0 or (begin == first and signed)
        if not _is_verse([lines[index] for index in body], signed=told) or (not told and _are_captions(stop, lines)):
            continue
        verses.update(body)
        if author >= 0:
            titles.add(begin)
            authors.add(author)
        elif begin == first:
            title = _title_above(above, lines) if signed else _title_at(begin, lines)
            titles |= {title} - {-1}
            authors |= {above} if signed else set()
    if any(lines[title].folded[0] == "《" for title in titles):
        titles |= {index for index in verses if _is_like_title(index, verses, lines)}
    return Verse(frozenset(verses), frozenset(titles), frozenset(authors))


def _is_like_title(index: int, verses: set[int], lines: Sequence[Line]) -> bool:
    """Tell whether a line amid verses is the title of the next poem, as the first is: 《松溪》, verses below it."""
    below = range(index + 1, index + 1 + _FEWEST_SIGNED)
    return _TITLED.fullmatch(lines[index].folded) is not None and all(each in verses for each in below)


def _without_next(first: int, end: int, lines: Sequence[Line]) -> int:
    """Return the end of a run without what may head the text below it: its last lines, set apart from stanzas above."""
    if end == len(lines) or end - first < _FEWEST_SIGNED:
        return end
    spread = all(line.gap for line in lines[first + 1 : end])
    for last in range(end - 1, end - 1 - _HEAD, -1):
        if lines[last].gap and (not spread or not _SPEAKS.search(lines[last].folded)):
            return last
    return end


def _are_captions(end: int, lines: Sequence[Line]) -> bool:
    """Tell whether a text follows that somebody wrote and took pictures for: what stands above it tells of those."""
    text = end
    while text < len(lines) and text - end < _TEXT_BELOW and lines[text].folded[-1] in _ENDS:
        text += 1
    return end < text < len(lines) and _PICTURED.search(lines[text].folded) is not None


def _title_above(author: int, lines: Sequence[Line]) -> int:
    """Return the index of the title above an author's line, when it was published in between; -1 for none."""
    for index in range(author - 1, max(-1, author - _HEAD - 1), -1):
        if _is_name(lines[index]):
            continue  # the author twice
        if _may_be_title(lines[index]):
            return index
        if metadata_people(lines[index].folded, lines[index].text) is None:
            break
    return -1


def _is_around(line: Line) -> bool:
    """Tell whether a line at the edge of a run is the page's: a section's name, what a web page prints."""
    return furniture_of(line) is not None or metadata_people(line.folded, line.text) is not None


def _heads(first: int, end: int, lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Return where poems begin in a run: the index of the title, and of the author's bare name below it."""
    return [
        (index - 1, index)
        for index in range(first + 1, end - _FEWEST_SIGNED)
        if _is_name(lines[index])
        and _may_be_title(lines[index - 1])
        and (index <= first + _HEAD or lines[index - 1].gap)
    ]


def _titles_among(first: int, end: int, lines: Sequence[Line]) -> set[int]:
    """Return the titles of one author's further poems: each a short line among verses that are all by the rule."""
    by_rule = [_METRE.fullmatch(lines[index].folded) is not None for index in range(first, end)]
    return {
        first + at
        for at in range(_AROUND_TITLE, len(by_rule) - _AROUND_TITLE)
        if not by_rule[at]
        and all(by_rule[at - _AROUND_TITLE : at])
        and all(by_rule[at + 1 : at + 1 + _AROUND_TITLE])
        and lines[first + at - 1].folded[-1] == "。"
        and lines[first + at].width <= _LONGEST_AMONG
        and _MARKS.isdisjoint(lines[first + at].folded)
        and not _PART.fullmatch(lines[first + at].folded)
        and _may_be_title(lines[first + at])
    }


def _signed(line: Line) -> bool:
    """Tell whether a line names an author behind a sign or a word: □ 柳禾青, ·柳禾青, 文/柳禾青."""
    folded = line.folded
    if _LETTER_SPACED.fullmatch(folded):
        return pen_name("".join(folded.split()))
    if folded[0] not in _SIGN and "/" not in folded[:4] and ":" not in folded[:4]:
        return False
    start = len(folded) - len(folded.lstrip("·"))
    return len(folded) > start and parse_byline(folded[start:], line.text[start:]) is not None


def _is_name(line: Line) -> bool:
    """Tell whether a line is a bare name: letter-spaced, or sure by its form, with or without a place behind it."""
    folded = line.folded
    if _LETTER_SPACED.fullmatch(folded):
        return likely_name("".join(folded.split()))
    return len(folded) <= _LONGEST_NAME and sure_name(_PLACED.sub("", folded))


def _may_be_title(line: Line) -> bool:
    """Tell whether a line may be a poem's title: short, no clause, nothing known."""
    folded = line.folded
    if line.width > _LONGEST_TITLE or folded[-1] in "。,;:、" or _STANZA.fullmatch(folded) or _WORDS.fullmatch(folded):
        return False
    return not _is_around(line)


def _title_at(first: int, lines: Sequence[Line]) -> int:
    """Return the index of the title of a poem without an author: above a run, or its first line; -1 for none.

    Dates and the like may stand between. Nothing of a text stands above it, and it is no clause.
    """
    above = first - 1
    while above > first - 1 - _HEAD and above >= 0 and _is_around(lines[above]):
        above -= 1
    for index in (above, first):
        if index > 0 and not _is_around(lines[index - 1]):
            continue
        if index >= 0 and "," not in lines[index].folded and _may_be_title(lines[index]):
            return index if lines[index].width <= _LONGEST_TITLE // 2 else -1
    return -1


def _is_verse(lines: Sequence[Line], *, signed: bool) -> bool:
    told = [line for line in lines if not _STANZA.fullmatch(line.folded)]
    if _is_by_rule(told):
        return True
    count = len(told)
    if count < (_FEWEST_SIGNED if signed else _FEWEST):
        return False
    speaking = sum(_SPEAKS.search(line.folded) is not None for line in told)
    if speaking < count * (_LEAST_SIGNED if signed else _LEAST_SPEAKING) or (
        not signed and speaking < _FEWEST_SPEAKING
    ):
        return False
    if not _SHORTEST_MEAN * count <= sum(line.width for line in told) <= _LONGEST_MEAN * count:
        return False
    ending = sum(line.folded[-1] in _ENDS for line in told)
    if ending > count * _MOST_ENDING or _ends_within(told) > count * _MOST_WITHIN:
        return False
    width = Counter(line.width for line in told).most_common(1)[0][0]
    alike = [line for line in told if abs(line.width - width) <= 1]
    return width < _COLUMN_LONGER or len(alike) < count * _COLUMN or not _is_column(alike)


def _is_by_rule(lines: Sequence[Line]) -> bool:
    """Tell whether all lines hold verses of five characters each, or of seven."""
    found = [_METRE.fullmatch(line.folded) for line in lines]
    lengths = {len(half) for match in found if match for half in match.groups() if half}
    return len(lines) >= _FEWEST_BY_RULE and all(found) and len(lengths) == 1


def _is_column(lines: Sequence[Line]) -> bool:
    """Tell whether lines of one width are those of a column, in which clauses end anywhere."""
    return sum(not _MARKS.isdisjoint(line.folded[:-1]) for line in lines) > len(lines) * _MOST_CLAUSES


def _ends_within(lines: Sequence[Line]) -> int:
    """Return in how many lines a sentence ends before the line does."""
    return sum(not _ENDS.isdisjoint(line.folded[:-1]) for line in lines)
