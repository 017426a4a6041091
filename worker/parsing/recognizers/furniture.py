"""What a page carries besides its articles: masthead, page label, date line, editors, contact, footer.

Each pattern must fit the whole line: a sentence that mentions 编辑 or 第3版 is no furniture. All run on folded text.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from worker.parsing.recognizers.bylines import web_fields
from worker.parsing.recognizers.page_headers import read_header
from worker.parsing.recognizers.sections import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.layout.lines import Line

_HAN = r"\u3400-\u9fff"
_N = r"[0-9〇○零一二三四五六七八九十]"
_PAGE = rf"(?:第?\s{{0,2}}[a-z]{{0,2}}{_N}{{1,4}}\s{{0,2}}版)"
# 第A4版:副刊, 02版:经济, 第三版, 第4版 要闻, A02 本地新闻, 第RB01版: 日报01版
PAGE_LABEL = re.compile(
    rf"(?:当前版:\s{{0,2}})?(?:第\s?(?P<a>[a-z]{{0,2}}{_N}{{1,4}})\s?版|(?P<b>[a-z]{{0,2}}[0-9]{{1,3}})\s?版)"
    rf"\s{{0,4}}[:|/·]?\s{{0,4}}(?P<section>[{_HAN}0-9/ ·()\u3000]{{0,24}})"
)
_NOT_FURNITURE = 10.0
_LONGEST_HEADER = 90  # half-widths
_LETTERED = re.compile(rf"(?P<page>[a-d]\d{{1,3}})\s{{1,4}}(?P<section>[{_HAN} /]{{2,16}})")
_LETTERS = frozenset("abcd")
_LONGEST_SECTION = 4
_SECTION_PARTS = re.compile("[·/|、]")  # 法治·社会
_WEEKDAY = r"(?:星期|周|礼拜)[一二三四五六日天]"
_DATE = (
    rf"(?:\d{{4}}\s{{0,2}}[年.\-/]\s{{0,2}}\d{{1,2}}\s{{0,2}}[月.\-/]\s{{0,2}}\d{{1,2}}\s{{0,2}}日?"
    rf"|[〇○零一二三四五六七八九]{{4}}年{_N}{{1,3}}月{_N}{{1,3}}日|{_N}{{1,3}}月{_N}{{1,3}}日)"
)
_DATE_PIECES = re.compile(
    rf"{_DATE}|{_WEEKDAY}|农历[{_HAN}]{{2,14}}|[{_HAN}]{{2}}年[正一二三四五六七八九十冬腊闰]{{1,3}}月[{_HAN}]{{2,3}}"
    rf"|(?:总\s?)?第\s?\d{{1,6}}\s?[期号]|今日\s?(?:\d{{1,3}}|[{_HAN}]{{1,3}})\s?版|{_PAGE}|本期共?{_N}{{1,3}}版"
    rf"|值班[{_HAN}]{{2,6}}|共\d{{1,3}}版|[()|,:;·\-\s]"
    rf"|[{_HAN}]{{2,10}}(?:日报|晚报|晨报|时报|周报|商报|导报|报)(?=\s|$|\d)"
)
_DATE_CORE = re.compile(rf"{_DATE}|第\s?\d{{2,6}}\s?[期号]|{_WEEKDAY}")
_OF_DATES = frozenset("年月期号周拜.-/")  # every date, weekday and issue number has one of these
_EDITORS = re.compile(
    r"(?:[■□●◆]\s{0,2})?(?:本版|一版|二版|三版|四版|本期|今日|值班)?\s{0,2}"
    r"(?:责任编辑|责编|编辑|主编|执行主编|编审|值班编委|值班总编|总编辑|组版|版式|版面设计|版式设计|视觉|美编|美术编辑|校对|图编|检校|审校|责任校对|制图|排版)"
    r"\s{0,2}[:/\s]"
)
_EDITOR_WORDS = re.compile(
    r"责任编辑|责编|编辑|主编|组版|版式|设计|视觉|美编|校对|图编|编审|检校|排版|编委|审读|总编|监制|统筹|策划"
)
_PUBLISHER = re.compile(
    r"统一刊号|邮发代号|准印证|issn|cn\d{2}-\d{4}|内部资料[,·\s]|集团出版|(?:主办|主管|出版|承办|协办|代管)单位:|"
    r"(?:委|社|府|局|部|会|团|公司|中心|院|厅|区|市|县|联)(?:主管主办|主管|主办|出版|承办|协办|合办)$"
)
_BOOK = re.compile(r"《|出版社出版|[著译]")  # of a review, not the paper's own publisher
# Must not match 电话指导 or 印刷术: a colon or a number has to follow.
_CONTACT = re.compile(
    r"(?:本报地址|社址|报社地址|地址|电话|热线|邮编|邮政编码|传真|电子邮箱|电子信箱|投稿邮箱|投稿|邮箱|e-?mail|网址|定价|零售|印刷|广告部|发行部"
    r"|广告许可证|广告经营许可证|客服|微信公众号|官方微博|广告热线|新闻热线|发行热线|印刷厂|月价|年价|订阅|本报(?:常年)?法律顾问)(?:\s{0,2}:|\s{1,3}(?=[0-9(]))"
)
_URL = re.compile(r"(?:https?://|www\.)[\x21-\x7e]{3,120}")
_NAVIGATION = re.compile(
    r"上一[篇版]|下一[篇版]|版面导航|标题导航|返回目录|放大|缩小|默认|打印|关闭|进入主站|广告刊例|版权声明|版权所有|pdf版|点击|首页|数字报|enpproperty"
)
_LONGEST_COPYRIGHT, _LONGEST_DISCLAIMER = 200, 40  # a sentence or two
# Below the tables of the stock market.
# Must fit the whole line: 股市有风险 also opens a line of text.
_DISCLAIMER = re.compile(
    r"(?:本版|本栏|以上)[^。,]{0,16}仅供参考(?:[\s,][^。,]{0,16})?|(?:股市|投资|入市)有风险[\s,]{1,3}(?:投资|入市)[^。,]{0,8}"
    r"|据此入市[\s,]{0,3}风险自(?:担|负)"
)
# Who may reprint what: 版权声明:凡…, 未经授权不得转载. Must not match 版权所有者 and 未经许可转载的作品 in a text.
_COPYRIGHT = re.compile(
    r"版权(?:声明|所有)(?:[:】\s]|$|[,。!](?:未经|侵权|翻版|不得|违者))"
    r"|(?:(?:凡|本报|本网|本刊|本站).{0,60})?未经.{0,12}(?:授权|许可|同意|允许).{0,8}(?:不得|严禁|禁止|请勿|谢绝).{0,12}(?:转载|复制|摘编|链接|镜像)"
)
_LINK = re.compile(r"(?:上一篇|下一篇|上一版|下一版|分享到|分享至|扫一扫|打印本页|关闭窗口|返回顶部)\s{0,2}(?::|$)")
_FOOTER = re.compile(r"[-—·~\s]{0,4}\d{1,3}[-—·~\s]{0,4}|[a-z]\d{1,2}")
_PAPER = re.compile(
    rf"[{_HAN}]{{1,10}}(?:日报|晚报|晨报|早报|时报|周报|商报|导报|快报|都市报|经济报|青年报|法制报|法治报|报|周刊|时讯|新闻|周末)"
)
_PINYIN = re.compile(r"[a-z]{2,14}(?:[' &.-]{1,2}[a-z]{1,14}){0,5}")
_WEATHER_LABEL = re.compile(
    r"(?:今日天气|天气预报|今明两天|天气|市区天气|气象|明日天气|明天气象预报|今天天气|未来三天|今天白天)\s{0,3}[:\s（(]?"
)
_LONGEST_WEATHER = 120
_DEGREES = re.compile(r"[0-9]\s{0,2}(?:℃|°c|度)")
_SPACED_HAN = re.compile(rf"(?:[{_HAN}]\s{{1,3}}){{1,12}}[{_HAN}]")


def compact(folded: str) -> str:
    """Return ``folded`` without white space: 青 石 报 is set letter-spaced."""
    return "".join(folded.split())


@lru_cache(maxsize=2048)  # a line is asked for by several readers
def is_date_line(folded: str) -> bool:
    """Tell whether a line holds a date, weekday, lunar date, issue number and nothing else."""
    if len(folded) > 90 or _OF_DATES.isdisjoint(folded) or not _DATE_CORE.search(folded):  # noqa: PLR2004
        return False
    rest = _DATE_PIECES.sub("", folded)
    return len(rest) <= 1


def _is_weather(folded: str) -> bool:
    """Tell whether a line is a weather box: a label at its head and degrees in it."""
    return bool(_WEATHER_LABEL.match(folded)) and bool(_DEGREES.search(folded)) and len(folded) < _LONGEST_WEATHER


def weather_lines(lines: Sequence[Line]) -> frozenset[int]:
    """Return the positions of weather boxes: lines that say all, and labels (天气预报) above one with degrees."""
    found: set[int] = set()
    for index, line in enumerate(lines):
        if _is_weather(line.folded):
            found.add(index)
        elif _WEATHER_LABEL.fullmatch(line.folded) and index + 1 < len(lines):
            below = lines[index + 1].folded
            if _is_weather(below) or (len(below) < _LONGEST_WEATHER and len(_DEGREES.findall(below)) > 1):
                found |= {index, index + 1}
    return frozenset(found)


def is_page_label(folded: str) -> bool:
    """Tell whether a line is a page label, with or without its section's name."""
    if len(folded) > 40 or not ("版" in folded or folded[:1] in _LETTERS):  # noqa: PLR2004
        return False
    return bool(PAGE_LABEL.fullmatch(folded)) or bool(_LETTERED.fullmatch(folded))


def _is_section(squeezed: str, *, edge: bool) -> bool:
    name = squeezed.strip("0123456789abcd-/·|:版第")
    if name in SECTIONS:
        return True
    parts = _SECTION_PARTS.split(name)
    known = sum(part in SECTIONS for part in parts)
    # At the page's edge one known name is enough beside short ones: 24小时·社会.
    return known == len(parts) or (edge and known > 0 and max(map(len, parts)) <= _LONGEST_SECTION)


def furniture_cost(line: Line, *, edge: bool) -> float:
    """Return how unlike furniture the line is: 0 certain, 10 out of the question.

    Args:
        line: Any line of the page.
        edge: It stands before the first text or after the last text of the page.
    """
    folded = line.folded
    if _is_caution(folded):
        return 0.3
    # No other furniture is so long, ends a sentence or has so many commas.
    if len(folded) > 200 or "。" in folded or folded.count(",") > 2:  # noqa: PLR2004
        return _NOT_FURNITURE
    if is_page_label(folded) or is_date_line(folded):
        return 0.0
    squeezed = compact(folded)
    named = _is_section(squeezed, edge=edge) and (edge or _SPACED_HAN.fullmatch(folded) is not None)
    if named or _is_imprint(line, squeezed) or _is_navigation(folded) or read_header(folded) is not None:
        return 0.3
    if edge and _is_masthead(folded, squeezed):
        return 0.5
    return _NOT_FURNITURE


def _is_caution(folded: str) -> bool:
    """Tell whether a line says who may reprint the page, or that its figures are no advice."""
    if len(folded) <= _LONGEST_COPYRIGHT and _COPYRIGHT.match(folded):
        return True
    return len(folded) <= _LONGEST_DISCLAIMER and _DISCLAIMER.fullmatch(folded) is not None


def _is_imprint(line: Line, squeezed: str) -> bool:
    """Tell whether a line names editors, publisher or contacts, or is a page number."""
    folded = line.folded
    if _EDITORS.match(folded):
        return len(_EDITOR_WORDS.findall(folded)) * 14 + 4 >= len(squeezed)  # a word for each name or two
    if len(squeezed) < 70 and _PUBLISHER.search(squeezed) and not _BOOK.search(squeezed):  # noqa: PLR2004
        return True
    fields = web_fields(folded)
    if fields and not any(field["who"] for field in fields):
        return True
    if _CONTACT.match(folded) or len(_CONTACT.findall(folded)) >= 2:  # noqa: PLR2004
        return True
    return line.width <= 8 and bool(_FOOTER.fullmatch(folded))  # noqa: PLR2004 - a number and its dashes


def _is_navigation(folded: str) -> bool:
    """Tell whether a line is left over from the web page: addresses, 上一篇 下一篇."""
    if _LINK.match(folded) or "enpproperty" in folded or len(_NAVIGATION.findall(folded)) >= 2:  # noqa: PLR2004
        return True
    return "." in folded and bool(_URL.search(folded)) and len(_URL.sub("", folded)) < 40  # noqa: PLR2004


def _is_masthead(folded: str, squeezed: str) -> bool:
    """Tell whether a line is a paper's name, in Chinese or in pinyin, or that and a page label."""
    name = _PAPER.match(squeezed)
    if name and (len(squeezed) <= 12 and _PAPER.fullmatch(squeezed)):  # noqa: PLR2004
        return True
    if name and is_page_label(squeezed[name.end() :]):
        return True
    return squeezed.isascii() and bool(_PINYIN.fullmatch(folded))


def repeated_lines(lines: Sequence[Line]) -> dict[str, list[int]]:
    """Return the short lines that stand on the page more than once, white space apart, with their indices."""
    seen: set[int] = set()
    twice: set[int] = set()
    for line in lines:
        if line.width <= _LONGEST_HEADER and line.folded[-1] not in "。!?,":
            key = hash(compact(line.folded))
            (twice if key in seen else seen).add(key)
    found: dict[str, list[int]] = {}
    if twice:
        for index, line in enumerate(lines):
            if line.width <= _LONGEST_HEADER and hash(text := compact(line.folded)) in twice:
                found.setdefault(text, []).append(index)
    return {text: places for text, places in found.items() if len(places) > 1}
