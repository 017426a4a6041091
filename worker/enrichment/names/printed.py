"""Newspapers that only say where something is printed: cited, read, delivered, not spoken of as bodies.

《柳林晚报》 in title marks is the paper itself as well as who makes it. Where it acts (《柳林晚报》报道, 邀请,
的发行员) the article is about a body. Where it is only what a report stands in (据《柳林晚报》报道,
《柳林晚报》社论) or a copy in somebody's hands (看了《柳林晚报》), it is a source as a book is, and no body of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from worker.lexicon.characters import HAN

if TYPE_CHECKING:
    from worker.enrichment.names.spans import Name

_PAPERS = ("报", "周刊", "周末")
# 《甲报》、《乙报》, 《甲报》和《乙报》, 《甲报》《乙报》: what holds of one holds of all. Bounded on both sides.
_ROW_BEFORE = re.compile(r"《[^《》]{1,12}》[、和与及]?$")
_ROW_AFTER = re.compile(r"[、和与及]?《[^《》]{1,12}》")
_LONGEST_ITEM = 16
_MOST_ITEMS = 6
_WHEN = r"[0-9今昨前当去年月日天号晨晚早午上下星期周一二三四五六()]{0,14}"
# 据|《甲报》|3日报道. Must NOT match 据《甲报》记者介绍.
_SOURCE = re.compile(
    rf"(?:据|引自|援引|引述|引用|转引|转自|摘自|选自|原载|载于|刊于|见于|见诸|登在|刊登在|发表在|发表于)[{HAN}]{{0,6}}$"
)
_SAYS = re.compile(
    rf"(?:网站|电子版|网络版)?(?:{_WHEN}(?:的)?(?:报道|报导|消息|刊文|刊载|刊登|披露|透露|援引|引述|统计|说|称)|{_WHEN}[,。;:)]|$)"
)
# 《甲报》|社论说, 的一篇文章, 头版, 上. Must NOT match 《甲报》发表社论, 评论员某某, 上周报道, 头版编辑.
_STANDS_IN = re.compile(
    r"(?:的|[0-9今昨当去年月日天]{1,9}的?|元旦|新年|国庆|一[篇则条]|这[篇则条]|那[篇则条]|[有关近最]){0,4}"
    r"(?:(?:头版头条|头版|头条|一版|副刊|版面|专栏)(?![编记作主])|社论|社评|时评|短评|献[词辞]|评论(?![员部])|评论员文章|文章|"
    r"(?<=的)(?:报道|报导|消息)|等?[报刊]{0,2}上(?![周月年午旬个次海市街报半届门]))"
)
# 看了|《甲报》, 投的是自办发行的|《甲报》, 收到当日的|《甲报》. Must NOT match 看望《甲报》, 买下《甲报》社.
_COPY = re.compile(
    r"(?:朗?读|[翻查]?看|阅|阅读|翻阅|翻开|翻到|翻出|订|订阅|订购|征订|买|购买|购|卖|叫卖|剪下|收藏|查找|查到|查阅|借阅|收到|拿到|"
    r"取|捧|手捧|手持|拿着|递上|投|投递|投送|送来|寄来|赠送|赠阅|张贴)"
    rf"(?:了|过|到|着|完|的是|来)?(?:[{HAN}0-9]{{1,10}}的|[一几这那每]?[份张期]|当[天日]|[0-9]{{0,4}}年?[0-9]{{1,2}}月[0-9]{{1,2}}日的?)?$"
)
# Who and what a paper has as a body. Must NOT match 《甲报》社论.
_OF_BODY = re.compile(
    rf"[{HAN}]{{0,6}}?(?:记者|编辑|主编|总编|社长|评论员(?!文章)|撰稿人|作家|通讯员|发行员|职工|干部|主办|承办|驻|总部|报社)|"
    r"社(?![论评会])"
)
_NEAR = 24


def only_printed(text: str, name: Name) -> bool:
    """Return whether a newspaper in title marks is only where something is printed.

    Args:
        text: Folded text.
        name: A body of it.
    """
    start, end = name.start - 1, name.end + 1
    if not name.text.endswith(_PAPERS) or start < 0 or text[start] != "《" or text[name.end : end] != "》":
        return False
    for _ in range(_MOST_ITEMS):
        before = _ROW_BEFORE.search(text, max(0, start - _LONGEST_ITEM), start)
        if before is None:
            break
        start = before.start()
    for _ in range(_MOST_ITEMS):
        after = _ROW_AFTER.match(text, end)
        if after is None:
            break
        end = after.end()
    if _OF_BODY.match(text, end):
        return False
    near = max(0, start - _NEAR)
    if _STANDS_IN.match(text, end) or _COPY.search(text, near, start):
        return True
    return _SOURCE.search(text, near, start) is not None and _SAYS.match(text, end) is not None
