"""Editions of a paper: pages of two of them never replace each other, though both have a page 1.

An edition is an extra (号外), a supplement (增刊), or the same day's paper made for another place or hour
(县域版, 晚版).
A section of one paper (要闻版, 体育版) is none: its pages go on counting.
"""

from __future__ import annotations

import re
from functools import lru_cache

from worker.lexicon.characters import HAN
from worker.lexicon.sections import SECTIONS
from worker.parsing.patterns.papers import is_paper_name

# Printed apart from the paper, with pages of their own.
_EXTRAS = "号外|增刊|特刊|专刊|特辑|专辑|画刊|副刊|星期刊|周末刊|附刊|附张|附页|别册|纪念刊|特别版|纪念版|珍藏版"
# Made for a place, a time or a language; 版 belongs to the name.
_MADE_FOR = (
    "城区|县域|城市|市区|郊区|县区|区县|农村|乡村|城乡|都市|社区|校园|部队|海外|国际|国内|港澳|港澳台|台湾|北美|欧洲|东南亚|"
    "全国|地方|本地|省内|省外|外埠|中央|华东|华南|华北|华中|西南|西北|东北|东部|西部|南部|北部|中部|"
    "早|午|晚|夜|日间|早间|午间|晚间|夜间|清晨|凌晨|周末|节日|假日|"
    "中文|英文|藏文|维文|维吾尔文|蒙文|蒙古文|哈文|哈萨克文|朝鲜文|朝文|壮文|彝文|盲文|繁体|简体|少儿|老年|大字"
)
_ORDINAL = r"第?[一二三四五六七八九十0-9]{1,2}(?:次)?"
EDITION = re.compile(
    rf"(?:(?:{_ORDINAL})?(?:国庆|春节|元旦|新年|两会|端午|中秋|五一|七一|八一|年终|新春|创刊|百年|周年)?(?:{_EXTRAS})"
    rf"|(?:{_MADE_FOR})版)"
)
_ANY_PLACE = re.compile(rf"[{HAN}]{{2,4}}版")
# What ends in 版 and is no edition: page labels, states and forms of a file.
_NO_EDITION = re.compile(
    r"(?:[头首末尾整跨半本各全中封第上下前后]|第?[〇零一二三四五六七八九十百千廿卅0-9]+|改|出|新|旧|初|再|原|排|制|样|定|终|最终|正式|"
    r"修订|修改|更正|完整|高清|标清|扫描|电子|数字|文字|图片|文本|网络|手机|纸质|打印|印刷|下载|校对|付印|送审|备份|影印|清晰|合订|缩印|单|双|广告|彩|黑白)版"
)
# 时政新闻, 文艺副刊; 乡村经济 and 红色文化 may as well be headlines.
_SECTION_ENDING = re.compile(r"(?:新闻|要闻|副刊|专版|专题|专页|广告|公告)版?$")
# In a text, 副刊 or 国际版 is a page's section; these are a paper of their own wherever they stand.
PRINTED_EDITION = re.compile(
    r"(?:(?:第?[一二三四五六七八九十]次?)?(?:号外|增刊|特刊|特别版|纪念特刊)"
    r"|(?:城区|县域|市区|郊区|县区|区县|农村|城乡|社区|海外|港澳|华东|华南|华北|华中|西南|西北|东北|早|午|晚|夜|早间|午间|晚间|夜间|周末"
    r"|英文|藏文|维文|维吾尔文|蒙文|蒙古文|哈萨克文|朝鲜文|壮文|盲文)版)"
)
HAN_CHARACTER = re.compile(f"[{HAN}]")
_LATIN = frozenset(
    {"extra", "special", "supplement", "early", "late", "morning", "evening", "city", "county", "rural", "overseas"}
    | {"weekend", "national", "international", "haowai", "tekan", "zengkan", "zhuankan", "haiwaiban", "xianyuban"}
    | {"chengquban", "nongcunban", "zaoban", "wanban"}
)


_BESIDE = r"\s_\-.,:()\[\]·、\ue000"
_IN_NAME = re.compile(
    rf"(?:^|(?<=[{_BESIDE}报]))(?P<edition>{EDITION.pattern}|[{HAN}]{{2,4}}版)(?=$|[{_BESIDE}第版a-z0-9一二三四五六七八九十])"
)


_SHORT = re.compile(rf"(?:^|(?<=[{_BESIDE}报]))(?P<sign>[特增])(?=第?[0-9]{{1,2}}版)")  # 特01版


@lru_cache(256)  # the folders and pages of an archive are called alike
def take_edition(folded: str) -> tuple[str, str]:
    """Take an edition's name out of a file's or folder's; return it (else an empty one) and what is left."""
    short = _SHORT.search(folded)
    if short is not None:
        return f"{short['sign']}刊", f"{folded[: short.start()]} {folded[short.end() :]}"
    for match in _IN_NAME.finditer(folded):
        edition = match["edition"]
        if not (is_edition(edition) or is_local_edition(edition)):
            continue
        if folded[max(0, match.start() - 1) : match.start()] != "报" or not is_paper_name(_word_before(folded, match)):
            return edition, f"{folded[: match.start()]} {folded[match.end() :]}"
    return "", folded


def _word_before(folded: str, match: re.Match[str]) -> str:
    """Return the edition with the word it is written on to: 人民日报海外版 is a paper's name."""
    start = match.start()
    while start and HAN_CHARACTER.match(folded[start - 1]):
        start -= 1
    return folded[start : match.end()]


def is_edition(squeezed: str) -> bool:
    """Return whether folded text without white space is an edition's name and nothing else."""
    return squeezed in _LATIN or EDITION.fullmatch(squeezed) is not None


def is_edition_folder(squeezed: str) -> bool:
    """Return whether a folder's name is an edition's without its 版: 县域, 早; 国际 is rather a section."""
    named = f"{squeezed}版"
    return PRINTED_EDITION.fullmatch(named) is not None or (is_edition(named) and squeezed not in SECTIONS)


def is_local_edition(squeezed: str) -> bool:
    """Return whether a word of a file's or folder's name may be an edition's: 渝北版, 苏州版; not 要闻版, 扫描版."""
    return (
        _ANY_PLACE.fullmatch(squeezed) is not None
        and _NO_EDITION.fullmatch(squeezed) is None
        and squeezed not in SECTIONS
        and squeezed.removesuffix("版") not in SECTIONS
        and _SECTION_ENDING.search(squeezed) is None
    )


def is_section(squeezed: str) -> bool:
    """Return whether a word names a section of the paper: 要闻, 体育版, 时政新闻."""
    return (
        squeezed in SECTIONS
        or squeezed.removesuffix("版") in SECTIONS
        or (len(squeezed) <= _LONGEST_SECTION and _SECTION_ENDING.search(squeezed) is not None)
    )


_LONGEST_SECTION = 6
