"""Bodies told by what they do and how they are introduced, whatever their own stem is.

Who holds something stands between 由 and the verb (由石桥基金和青岭日报联办), an office with two fields before what it
says (统计暨规划局公布), a paper before its reporter or what it prints (青岭日报刊登), a division of an army before its
men (88师主力), a society in quotes ends as societies do (“石桥农庄”), and schools say who runs them (市立青岭高中).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from worker.enrichment.lexicons import lexicon
from worker.enrichment.names.proper import is_honour
from worker.enrichment.names.spans import BY_RULE, ORGANIZATION, Name
from worker.enrichment.remembered import remembered
from worker.enrichment.signs import sign
from worker.lexicon.bodies import ENDINGS
from worker.lexicon.characters import HAN
from worker.lexicon.files import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from worker.enrichment.vocabulary import Words

_OWN = rf"(?:(?![的在和与及等由从向对为把将被是了给让称说该本我各某这那每一])[{HAN}])"
# 由|石桥基金|和|青岭日报|联办. Must NOT match 由学校主办, 由当地商会承办, 由他组织.
_HOSTS = re.compile(
    rf"由((?:{_OWN}{{3,16}}[、和与及]){{0,5}}{_OWN}{{3,16}}?)"
    r"(?:等(?:单位|机构)?)?(?:共同|联合|携手|牵头|独家)?(?:主办|举办|承办|协办|联办|合办|发起|赞助|冠名)"
)
_BY, _HOLD = sign("由"), sign(["办", "发起", "赞助", "冠名"])
_LINK = re.compile(r"[、和与及]")
_FOUND = "基金"  # 石桥基金: how societies abroad and in Malaysia are called
_LONGEST_ENDING = 8
_SHORTEST_STEM = 2
_NO_FIRST = frozenset({"c", "d", "p", "r"})
# What says which kind and not whose: 由|当地商会|主办.
_KIND = re.compile(
    r"(?:当地|有关|相关|各级|各地|本地|多家|几家|知名|民间|地方|国内|海外|政府|社会|公益|慈善|文化|体育|行业|专业|业余)+$"
)
_PAPERS = "|".join(word for word in words("outlets", "paper") if len(word) > 1 and word[-1] == "报")
# 青岭日报|特约记者, 青岭晚报|刊登, 青岭报|讯. Must NOT match 本报记者, 各报刊登, 情报讯.
_PAPER = re.compile(
    rf"(?<![{HAN}《])((?:(?![本我各该两据新说为在的])[{HAN}]){{1,6}}(?:{_PAPERS}|文汇报|侨报|声报|评社)|侨报)"
    rf"(?=特约记者|记者|驻{_OWN}{{1,5}}记者|讯|刊登|刊发|刊出|报道|报导|发表|社论|{_OWN}{{2,6}}[0-9]{{1,2}}月[0-9]{{1,2}}日电)"
)
# 青岭晚报|报业集团. Must NOT match 和青岭报业集团 from 和 on.
_PAPER_GROUP = re.compile(rf"({_OWN}{{2,8}}报业(?:传媒)?集团)")
_OF_PAPERS = sign(["报业"])
_PRINTED = re.compile(
    r"(?:[日晚早晨商时导快周年汇侨声]报|评社)(?:特约记者|记者|驻|讯|刊|报道|报导|发表|社论|[\u3400-\u9fff]{2,6}[0-9])"
)
_PAPERS_END = sign(["评社", *(first + "报" for first in "日晚早晨商时导快周年汇侨声")])
# 中国路桥|承建. Must NOT match 中国建筑|之美, 中国移动|支付.
_STATE_FIRM = re.compile(
    r"(中国(?:路桥|港湾|铁建|中铁|中车|电建|能建|交建|建筑|石油|石化|海油|移动|联通|电信|铁塔|华能|大唐|国电|黄金|五矿|中化|平安|"
    r"人寿|人保|太保|邮政|商飞|重工|船舶|核电|广核))(?=承建|承包|施工|员工|中标|工程师|董事长|总经理|宣布|公告|旗下)"
)
# “石桥农庄”, 「青岭阵线」. Must NOT match what is given as a title, or a kind.
_IN_QUOTES = ("阵线", "联席会", "基金会", "研究会", "促进会", "商会", "农庄", "联谊会", "同乡会", "工作室")
_QUOTED = re.compile(
    rf"[“「『]((?:(?![的在和与及是了])[{HAN}]){{2,12}}(?:{'|'.join(_IN_QUOTES)}))"
    rf"(?=(?:\([{HAN}]{{2,6}}\))?[”」』])"
)
_QUOTES, _QUOTED_ENDS, _OF_STATE = sign("“「『"), sign(_IN_QUOTES), sign(["中国"])


def acting(text: str, names: Sequence[Name], words: Words) -> Iterator[Name]:
    """Yield the bodies, in no order.

    Args:
        text: Folded text.
        names: As found so far.
        words: Of the text.
    """
    if words.holds(_BY) and words.holds(_HOLD):
        yield from _hosts(text, names)
    if words.holds(_OF_PAPERS):
        yield from (name for name in _all_of(_PAPER_GROUP, text) if _begins_as_noun(name, words))
    if _stands_at(_PRINTED, text, words.places_of(_PAPERS_END)):
        yield from _all_of(_PAPER, text)
    if words.holds(_OF_STATE):
        yield from _all_of(_STATE_FIRM, text)
    if words.holds(_QUOTES) and words.holds(_QUOTED_ENDS):
        yield from (name for name in _all_of(_QUOTED, text) if not is_honour(name, text) and not _is_kind(name.text))


def _stands_at(pattern: re.Pattern[str], text: str, places: Iterable[int]) -> bool:
    """Tell whether a pattern fits at one of some places."""
    return any(pattern.match(text, at) is not None for at in places)


def _all_of(pattern: re.Pattern[str], text: str) -> Iterator[Name]:
    for match in pattern.finditer(text):
        yield _body(text, *match.span(match.lastindex or 1))


def _begins_as_noun(name: Name, words: Words) -> bool:
    """Tell whether a name does not begin with what links or does: [以及要求]政制及内地事务局. 统计 is in a name."""
    index = words.index_at(name.start)
    return index >= 0 and words.tag(index) not in _NO_FIRST and words.word(index) != "要求"


def _hosts(text: str, names: Sequence[Name]) -> Iterator[Name]:
    """Yield who holds something, one by one; what is known there is left as it is."""
    bodies = [name for name in names if name.kind is ORGANIZATION]
    for match in _HOSTS.finditer(text):
        start = match.start(1)
        for item in _LINK.split(match[1]):
            end = start + len(item)
            known = any(body.start < end and start < body.end for body in bodies)
            if not known and _ends_as_body(item) and not _is_kind(item):
                yield _body(text, start, end)
            start = end + 1


@remembered(1 << 10)
def _ends_as_body(text: str) -> bool:
    """Tell whether a body's ending stands behind a stem of its own."""
    if text.endswith(_FOUND):
        return len(text) - len(_FOUND) >= _SHORTEST_STEM
    lengths = range(min(_LONGEST_ENDING, len(text) - _SHORTEST_STEM), 1, -1)
    return any(text[-size:] in ENDINGS for size in lengths)


@remembered(1 << 10)
def _is_kind(text: str) -> bool:
    """Tell whether nothing but a kind stands before the ending."""
    if text in lexicon("not_organizations"):
        return True
    sizes = (size for size in range(min(_LONGEST_ENDING, len(text) - 1), 1, -1) if text[-size:] in ENDINGS)
    size = next(sizes, len(_FOUND))
    return _KIND.match(text[:-size]) is not None


def _body(text: str, start: int, end: int) -> Name:
    return Name(start, end, ORGANIZATION, text[start:end], BY_RULE)
