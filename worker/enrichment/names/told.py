"""Places that their words tell: divisions in full, states and cities, and the towns and villages written behind them.

The tagger judges a clause as a whole: where it takes 甲市乙县丙镇丁村格外 for a body, and that is refused, the four
places are lost with it. A division in full is one wherever it is a word, and what follows it level by level lies in it.
"""

from __future__ import annotations

import bisect
import itertools
import re
from typing import TYPE_CHECKING, Final

from worker.enrichment.names.places import divisions_of, is_place
from worker.enrichment.names.spans import BY_RULE, ORGANIZATION, PLACE, Name
from worker.lexicon.characters import HAN
from worker.lexicon.places import WORDLIKE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from worker.enrichment.vocabulary import Words

# A township behind a division, a village behind either. Must NOT match 县各乡镇, 市的农村, 镇村民, 县委, 乡长.
_STEM: Final = rf"(?:(?![的在和与及各等有这该了是从向对为把将被每某由全])[{HAN}]){{1,4}}?"
_TOWN: Final = re.compile(
    rf"{_STEM}(?:(?<![城家故老侨水之同下返])乡|(?<![城乡集小重])镇|街道|苏木)(?![镇村长民里企亲委下])"
)
_VILLAGE: Final = re.compile(rf"{_STEM}(?:(?<![农乡山渔新民全驻])村|社区|嘎查)(?![民长里委支两党组级务])")
_TWO_LEVELS: Final = re.compile(
    rf"({_STEM}(?:(?<![城家故老侨之同下返])乡|(?<![城乡集小重])镇))({_STEM}(?<![农乡山渔新民全驻])村)(?![民长里委支两党组级务庄])"
)
_NO_VILLAGE = ("行政村", "自然村", "贫困村", "示范村", "重点村", "中心村", "城中村", "空壳村", "文明村", "专业村")
_NO_TOWN = ("重点镇", "中心镇", "建制镇", "特色镇", "古镇", "强镇", "名镇", "大镇", "民族乡")
_VERBS: Final = frozenset({"v", "vn", "d", "p"})
_WHOLE = (
    "地区", "海峡", "走廊", "群岛", "半岛", "地带", "高原", "盆地", "平原", "自治州", "自治县",
)  # fmt: skip
_MONEY: Final = "盾"  # 印尼盾
_SUFFIXES: Final = "县市旗"
_SHORTEST_BARE: Final = 2  # letters without the suffix
_GOES_ON: Final = frozenset("县市区旗州路街镇乡村氏族")  # of another name
_DIVISIONS: Final = "省市县区州旗盟"
_TOWNS = ("镇", "乡", "街道", "苏木")
_ENDS: Final = frozenset([*_DIVISIONS, *(town[-1] for town in _TOWNS)])  # of what something can lie in


def told(text: str, names: Sequence[Name], words: Words) -> Iterator[Name]:
    """Yield the places that nothing else found, in no order.

    Args:
        text: Folded text.
        names: As found so far, in order, without overlaps.
        words: Of the text.
    """
    starts = [name.start for name in names]
    ends = [name.end for name in names]

    def free(start: int, end: int) -> bool:
        """Tell whether no name stands there, or only fragments of it: [松江][河镇], [阿拉坦]额[莫勒镇]."""
        at = bisect.bisect_left(starts, end)
        first = end
        while at and ends[at - 1] > start:
            at -= 1
            first = starts[at]
            whole = first < start or ends[at] > end or (first, ends[at]) == (start, end)
            if whole or names[at].kind is ORGANIZATION or names[at].text[-1] in _DIVISIONS:
                return False
        return first in {start, end}

    heads = [name.end for name in names if name.kind is PLACE]
    for start, end in itertools.chain(_known(text, words), _bare(text, names, words)):
        if _is_open(text, names, starts, start, end):
            heads.append(end)
            yield _place(text, start, end)
    for head in heads:
        if text[head - 1] in _ENDS:
            yield from (found for found in _below(text, head, words) if free(found.start, found.end))


def _known(text: str, words: Words) -> Iterator[tuple[int, int]]:
    """Yield where the words stand that are places wherever they stand."""
    for word in words.places():
        start = text.find(word)
        while start >= 0:
            end = start + len(word)
            if words.index_at(start) >= 0 and text[end : end + 1] != _MONEY:
                yield start, end
            start = text.find(word, end)


def _bare(text: str, names: Sequence[Name], words: Words) -> Iterator[tuple[int, int]]:
    """Yield where counties and cities stand without their suffix that are named in full too: 正定 beside 正定县."""
    full = {name.text for name in names if name.kind is PLACE and name.text[-1] in _SUFFIXES}
    bare = {name[:-1] for name in full if len(name) > _SHORTEST_BARE and divisions_of(name)} - WORDLIKE
    for form in sorted(bare):
        start = text.find(form)
        while start >= 0:
            end = start + len(form)
            whole = text[end : end + 1] not in _GOES_ON and words.index_at(start) >= 0
            if whole and (words.index_at(end) >= 0 or end == len(text)):
                yield start, end
            start = text.find(form, end)


def _is_open(text: str, names: Sequence[Name], starts: Sequence[int], start: int, end: int) -> bool:
    """Tell whether no name stands where a word does, but for its first part: 阿里 of 阿里地区, 台湾 of 台湾海峡."""
    at = bisect.bisect_left(starts, end)
    if not at or names[at - 1].end <= start:
        return True
    return starts[at - 1] == start and names[at - 1].end < end and text.endswith(_WHOLE, names[at - 1].end, end)


def _below(text: str, at: int, words: Words) -> Iterator[Name]:
    """Yield what lies in the place that ends at ``at`` and is written behind it."""
    # 同安县|喊山水乡|石段村: what two levels follow is a township, whatever it is called
    levels = _TWO_LEVELS.match(text, at) if text[at - 1] in _DIVISIONS else None
    if levels and is_place(levels[1]) and is_place(levels[2]) and not levels[2].endswith(_NO_VILLAGE):
        yield _place(text, *levels.span(1))
        yield _place(text, *levels.span(2))
        return
    if _says_more(words, at):
        return
    if text[at - 1] in _DIVISIONS:
        town = _TOWN.match(text, at)
        if town and is_place(town[0]) and not town[0].endswith(_NO_TOWN):
            yield _place(text, *town.span())
            at = town.end()
    elif not text.endswith(_TOWNS, 0, at):
        return
    village = _VILLAGE.match(text, at)
    if village and is_place(village[0]) and not village[0].endswith(_NO_VILLAGE):
        yield _place(text, *village.span())


def _says_more(words: Words, at: int) -> bool:
    """Tell whether an ordinary verb begins at ``at``, so that no name does: 甲市[开展]社区服务."""
    index = words.index_at(at)
    return index >= 0 and words.lengths[index] > 1 and words.tag(index) in _VERBS


def _place(text: str, start: int, end: int) -> Name:
    return Name(start, end, PLACE, text[start:end], BY_RULE)
