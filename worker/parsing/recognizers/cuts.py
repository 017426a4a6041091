"""Places inside a line where a piece may begin: the line is not the atom of a page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from worker.lexicon import outlets
from worker.lexicon.characters import BULLETS, CIRCLED, HAN, N
from worker.parsing.recognizers.annotations import Cut, CutKind
from worker.parsing.recognizers.people import read_people
from worker.parsing.recognizers.source_lines import opens_with_source_line

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHORTEST = 12  # characters of a line that may hold two pieces
_WINDOW = 60
# Where a source line may open behind a sentence, a bracket, a credit or white space.
_SOURCE = re.compile(
    rf"(?:(?<=[。!?”’)\]】》…摄影图社\s])|(?<=供图))(?=[【〔\[(]?据?(?:{outlets.KNOWN})(?!记者|通讯员|评论员)"
    rf"|[【〔][^【】〔〕]{{2,40}}[】〕]|\([^()]{{2,12}}讯\)|[{HAN}]{{2,10}}讯[(\s])"
)
# A bullet and whom it names, in mid line: …正文。 □甲 题二 …, 题目 ◎某某 正文.
_MARKED = re.compile(
    rf"(?<=[{HAN}。!?”’…)」』\s])\s?(?P<mark>[{BULLETS}]\s{{0,2}}"
    rf"(?P<who>(?:[{HAN}]{{0,4}}(?:记者|通讯员)\s{{0,2}})?[{HAN}·]{{2,12}}))(?=\s(?!摄|文/|/)|$)"
)
# (记者 某摄), (某办公室提供) behind the sentence of a caption, with text behind it.
_BRACKET_CREDIT = re.compile(
    r"(?<=[。!?”’…」』)])\s{0,3}\((?P<who>[^()。;:!?]{2,24}?(?:摄影?|供图|提供|图片|照片|制图))\)\s{0,3}(?=\S)"
)
# (某社), (记者 某), (完) behind a sentence, with text behind it.
_BRACKET = re.compile(r"(?<=[。!?”’…」』])\s{0,2}\((?P<who>[^()。,;:!?0-9]{1,24})\)\s{0,3}(?=[^\s|])")
_CREDIT = re.compile(
    rf"(?:记者|通讯员|(?<=[。!?”’)\s]))\s?[{HAN}·、 \u3000]{{2,16}}?"
    r"(?:摄影报道|摄影(?![报/展家师集奖协作比大记爱机棚图])|摄)"
    r"(?:[ \u3000]{1,3}(?=[^,、。;:!?)\s])|(?=[^影于像制下得取入,、。;:!?()/\s]))"
)
_ITEM = re.compile(rf"(?<=[。!?”’…)」』\s])(?=[{BULLETS}]\s{{0,2}}[^\s{BULLETS}])")
_NUMBERED = re.compile(r"(?<=[。!?”’…)」』])\s{0,3}(?=(?:[0-9]{1,2}\.|[0-9]{1,2}、)(?![0-9])\s?\S)")
# 第1版()专栏: 题目…, 第1版(要闻)专栏:竞技场上佳音频传 题目.
_LABEL = re.compile(
    rf"第\s?[a-z]?{N}{{1,3}}\s?版\([^()]{{0,12}}(?:\([^()]{{0,8}}\))?\)\s?(?:专栏:[{HAN}、·]{{0,14}})?\s{{0,3}}"
)
_CIRCLED = re.compile(rf"(?<=[。！？!?” \u3000])[{CIRCLED}]")
_ANY_CIRCLED, _ANY_BULLET = re.compile(f"[{CIRCLED}]"), re.compile(f"[{BULLETS}]")
_ENDS = frozenset({"完", "全文完", "未完待续", "待续"})


def cuts_of(folded: str, text: str) -> tuple[Cut, ...]:
    """Return the offsets inside a line at which a piece may begin, ascending, one of a kind each."""
    size = len(folded)
    if size < _SHORTEST:
        return ()
    found = {cut.offset: cut for cut in _cuts(folded, text) if 0 < cut.offset < size}
    return tuple(found[offset] for offset in sorted(found))


def _cuts(folded: str, text: str) -> Iterator[Cut]:
    if folded[0] == "第":
        label = _LABEL.match(folded)
        if label:
            yield Cut(label.end(), CutKind.LABEL)
    if _ANY_BULLET.search(folded):
        yield from _bulleted(folded)
    if "(" in folded:
        yield from _brackets(folded)
        yield from (Cut(match.end(), CutKind.CREDIT) for match in _BRACKET_CREDIT.finditer(folded))
    if "摄" in folded:
        yield from (Cut(match.end(), CutKind.CREDIT) for match in _CREDIT.finditer(folded))
    yield from (Cut(match.end(), CutKind.ITEM) for match in _NUMBERED.finditer(folded))
    if _ANY_CIRCLED.search(text):
        yield from (Cut(match.start(), CutKind.ITEM) for match in _CIRCLED.finditer(text))
    if "讯" in folded or "电" in folded or "报导" in folded or "报道" in folded or "消息" in folded:
        yield from _sources(folded)


def _bulleted(folded: str) -> Iterator[Cut]:
    """Yield the cuts at bullets: behind one that signs, before one that opens an item."""
    signed: set[int] = set()
    for match in _MARKED.finditer(folded):
        people = read_people(match["who"], loose=True)
        if not people.named or people.rest or not (people.sure or people.marked):
            continue
        signed.add(match.start("mark"))
        ended = folded[: match.start("mark")].rstrip()[-1:] in "。!?”’…)」』"
        if not ended:
            yield Cut(match.start("mark"), CutKind.BYLINE)
        after = match.end() + len(folded[match.end() :]) - len(folded[match.end() :].lstrip())
        yield Cut(after, CutKind.END_MARK if ended else CutKind.BYLINE)
    yield from (Cut(match.end(), CutKind.ITEM) for match in _ITEM.finditer(folded) if match.end() not in signed)


def _brackets(folded: str) -> Iterator[Cut]:
    for match in _BRACKET.finditer(folded):
        who = match["who"].strip()
        people = None if who in outlets.AGENCIES or who in _ENDS else read_people(who)
        if people is None or (people.named and not people.rest and (people.sure or people.marked)):
            yield Cut(match.end(), CutKind.END_MARK)


def _sources(folded: str) -> Iterator[Cut]:
    for match in _SOURCE.finditer(folded, 1):
        if opens_with_source_line(folded[match.end() : match.end() + _WINDOW]):
            yield Cut(match.end(), CutKind.SOURCE_LINE)
