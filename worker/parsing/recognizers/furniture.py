"""What a page carries besides its articles: masthead, page label, date line, editors, contact, footer.

Each pattern must fit the whole line: a sentence that mentions 编辑 or 第3版 is no furniture. All run on folded text.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from worker.lexicon.characters import HAN, N
from worker.lexicon.sections import SECTIONS
from worker.parsing.patterns.dates import ENGLISH_WEEKDAY, ISSUE_NUMBER, LUNAR_DATE, PRINTED_DATE
from worker.parsing.patterns.numerals import page_number
from worker.parsing.patterns.spacing import tightened
from worker.parsing.recognizers.annotations import Furniture, FurnitureMark, Span
from worker.parsing.recognizers.metadata import web_fields
from worker.parsing.recognizers.page_headers import read_header

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.layout.lines import Line

_PAGE = rf"(?:第?\s{{0,2}}[a-z]{{0,2}}{N}{{1,4}}\s{{0,2}}版)"
# 第A4版:副刊, 02版:经济, 第三版, 第4版 要闻, A02 本地新闻, 第RB01版: 日报01版
PAGE_LABEL = re.compile(
    rf"(?:当前版:\s{{0,2}})?(?:第\s?(?P<a>[a-z]{{0,2}}{N}{{1,4}})\s?版|(?P<b>[a-z]{{0,2}}[0-9]{{1,3}})\s?版)"
    rf"\s{{0,4}}[:|/·]?\s{{0,4}}(?P<section>[{HAN}0-9/ ·()\u3000]{{0,24}})"
)
_NOT_FURNITURE = 10.0
_LONGEST_FURNITURE = 200
_LONGEST_LABEL = 40
_LONGEST_HEADER = 90  # half-widths
_LETTERED = re.compile(rf"(?P<page>[a-d]\d{{1,3}})\s{{1,4}}(?P<section>[{HAN} /]{{2,16}})")
_LETTERS = frozenset("abcd")
_LONGEST_SECTION = 4
_SECTION_PARTS = re.compile("[·/|、]")  # 法治·社会
_WEEKDAY = r"(?:星期|周|礼拜)[一二三四五六日天]"
# Without a year of its own, alone or as a span; full dates are patterns.dates.PRINTED_DATE.
_DATE = (
    rf"(?:\d{{4}}\s{{0,2}}[年.\-/]\s{{0,2}}\d{{1,2}}\s{{0,2}}[月.\-/]\s{{0,2}}\d{{1,2}}\s{{0,2}}日?"
    rf"|[{N[1:-1]}廿卅]{{1,3}}月[{N[1:-1]}廿卅]{{1,3}}日(?:[-—~至、]{{1,2}}(?:[{N[1:-1]}廿卅]{{1,3}}月)?[{N[1:-1]}廿卅]{{1,3}}日)?)"
)
_DATE_PIECES = re.compile(
    rf"{_DATE}|{_WEEKDAY}|{ENGLISH_WEEKDAY}|{LUNAR_DATE}|(?:公元|西元)|合刊|合订|号外|增刊|特刊"
    rf"|{ISSUE_NUMBER}|今日\s?(?:\d{{1,3}}|[{HAN}]{{1,3}})\s?版|{_PAGE}|本期共?{N}{{1,3}}版"
    rf"|值班[{HAN}]{{2,6}}|共\d{{1,3}}版|[()|,:;·\-\s]"
    rf"|[{HAN}]{{2,10}}(?:日报|晚报|晨报|时报|周报|商报|导报|报)(?=\s|$|\d)"
)
_DATE_CORE = re.compile(rf"{_DATE}|第\s?\d{{2,6}}\s?[期号]|{_WEEKDAY}")
_YEAR_NAMED = re.compile(r"年|\d{4}")
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
    rf"[{HAN}]{{1,10}}(?:日报|晚报|晨报|早报|时报|周报|商报|导报|快报|都市报|经济报|青年报|法制报|法治报|报|周刊|时讯|新闻|周末)"
)
_PINYIN = re.compile(r"[a-z]{2,14}(?:[' &.-]{1,2}[a-z]{1,14}){0,5}")
_WEATHER_LABEL = re.compile(
    r"(?:今日天气|天气预报|今明两天|天气|市区天气|气象|明日天气|明天气象预报|今天天气|未来三天|今天白天)\s{0,3}[:\s（(]?"
)
_LONGEST_WEATHER = 120
_DEGREES = re.compile(r"[0-9]\s{0,2}(?:℃|°c|度)")
_SPACED_HAN = re.compile(rf"(?:[{HAN}]\s{{1,3}}){{1,12}}[{HAN}]")


def compact(folded: str) -> str:
    """Return ``folded`` without white space: 青 石 报 is set letter-spaced."""
    return "".join(folded.split())


@lru_cache(maxsize=2048)  # a line is asked for by several readers
def is_date_line(folded: str) -> bool:
    """Tell whether a line holds a date, weekday, lunar date, issue number and nothing else."""
    if len(folded) > 90:  # noqa: PLR2004
        return False
    rest = PRINTED_DATE.sub("", tightened(folded)) if _YEAR_NAMED.search(folded) else folded
    if len(rest) == len(folded) and (_OF_DATES.isdisjoint(folded) or not _DATE_CORE.search(folded)):
        return False
    return len(_DATE_PIECES.sub("", rest)) <= 1


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
    return page_label_of(folded) is not None


def page_label_of(folded: str) -> tuple[str, Span | None] | None:
    """Return the page that a page label names, and where its section's name stands; None when the line is no label."""
    if len(folded) > _LONGEST_LABEL or not ("版" in folded or folded[:1] in _LETTERS):
        return None
    match = PAGE_LABEL.fullmatch(folded)
    if match is None:
        match = _LETTERED.fullmatch(folded)
        return (page_number(match["page"]), Span(*match.span("section"))) if match else None
    return page_number(match["a"] or match["b"] or ""), Span(*match.span("section")) if match["section"] else None


def is_weather_label(folded: str) -> bool:
    """Return whether a line is the label of a weather box: 天气预报."""
    return _WEATHER_LABEL.fullmatch(folded) is not None


def _section(folded: str, squeezed: str) -> FurnitureMark | None:
    """Return a line that is a section's name as furniture; set letter-spaced (要 闻) it is nothing else anywhere."""
    name = squeezed.strip("0123456789abcd-/·|:版第")
    spaced = _SPACED_HAN.fullmatch(folded) is not None
    if name in SECTIONS:
        return FurnitureMark(Furniture.SECTION, edge_only=not spaced)
    parts = _SECTION_PARTS.split(name)
    known = sum(part in SECTIONS for part in parts)
    if known == len(parts):
        return FurnitureMark(Furniture.SECTION, edge_only=not spaced)
    # At the page's edge one known name is enough beside short ones: 24小时·社会.
    if known and max(map(len, parts)) <= _LONGEST_SECTION:
        return FurnitureMark(Furniture.SECTION, edge_only=True)
    return None


def furniture_of(line: Line) -> FurnitureMark | None:  # noqa: PLR0911 - one kind after the other
    """Return which furniture a line has the form of, None when it has none."""
    folded = line.folded
    if _is_caution(folded):
        return FurnitureMark(Furniture.COPYRIGHT)
    # No other furniture is so long, ends a sentence or has so many commas.
    if len(folded) > _LONGEST_FURNITURE or "。" in folded or folded.count(",") > 2:  # noqa: PLR2004
        return None
    if is_page_label(folded):
        return FurnitureMark(Furniture.PAGE_LABEL)
    if is_date_line(folded):
        return FurnitureMark(Furniture.DATE)
    squeezed = compact(folded)
    found = _section(folded, squeezed)
    if found is not None and not found.edge_only:
        return found
    imprint = _imprint(line, squeezed)
    if imprint is not None:
        return FurnitureMark(imprint)
    if _is_navigation(folded):
        return FurnitureMark(Furniture.NAVIGATION)
    if read_header(folded) is not None:
        return FurnitureMark(Furniture.HEADER)
    if found is None and _is_masthead(folded, squeezed):
        return FurnitureMark(Furniture.MASTHEAD, edge_only=True)
    return found


_SURE = frozenset({Furniture.PAGE_LABEL, Furniture.DATE})


def furniture_cost(line: Line, *, edge: bool) -> float:
    """Return how unlike furniture the line is: 0 certain, 10 out of the question.

    Args:
        line: Any line of the page.
        edge: It stands before the first text or after the last text of the page.
    """
    found = furniture_of(line)
    if found is None or (found.edge_only and not edge):
        return _NOT_FURNITURE
    return 0.0 if found.kind in _SURE else 0.5 if found.kind is Furniture.MASTHEAD else 0.3


def _is_caution(folded: str) -> bool:
    """Tell whether a line says who may reprint the page, or that its figures are no advice."""
    if len(folded) <= _LONGEST_COPYRIGHT and _COPYRIGHT.match(folded):
        return True
    return len(folded) <= _LONGEST_DISCLAIMER and _DISCLAIMER.fullmatch(folded) is not None


def _imprint(line: Line, squeezed: str) -> Furniture | None:
    """Return the kind of a line that names editors, publisher or contacts, or is a page number."""
    folded = line.folded
    if _EDITORS.match(folded):
        # a word for each name or two
        return Furniture.EDITORS if len(_EDITOR_WORDS.findall(folded)) * 14 + 4 >= len(squeezed) else None
    if len(squeezed) < 70 and _PUBLISHER.search(squeezed) and not _BOOK.search(squeezed):  # noqa: PLR2004
        return Furniture.PUBLISHER
    fields = web_fields(folded)
    if fields and not any(field["who"] for field in fields):
        return Furniture.METADATA
    if _CONTACT.match(folded) or len(_CONTACT.findall(folded)) >= 2:  # noqa: PLR2004
        return Furniture.CONTACT
    return Furniture.PAGE_NUMBER if line.width <= 8 and _FOOTER.fullmatch(folded) else None  # noqa: PLR2004


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
