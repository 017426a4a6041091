"""What a page carries besides its articles: masthead, page label, date line, editors, contact, footer.

Each pattern must fit the whole line: a sentence that mentions 编辑 or 第3版 is no furniture. All run on folded text.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from worker.lexicon import navigation, outlets, roles
from worker.lexicon.characters import BULLETS, HAN, POINTERS, N
from worker.lexicon.places import place_names
from worker.lexicon.sections import SECTIONS
from worker.parsing.patterns.dates import ENGLISH_WEEKDAY, ISSUE_NUMBER, LUNAR_DATE, PRINTED_DATE
from worker.parsing.patterns.numerals import page_number
from worker.parsing.patterns.spacing import tightened
from worker.parsing.recognizers.annotations import Furniture, FurnitureMark, Span
from worker.parsing.recognizers.furniture.headers import read_header
from worker.parsing.recognizers.once import once
from worker.parsing.recognizers.rows.excerpts import GO_AND_SEE
from worker.parsing.recognizers.sites.feet import is_web_foot
from worker.parsing.recognizers.sites.metadata import (
    authors_of,
    is_barred,
    is_breadcrumb,
    is_pager,
    is_timestamp,
    web_fields,
)
from worker.parsing.recognizers.sites.notices import asks_reader, is_site_notice
from worker.parsing.recognizers.sites.portals import is_of_portal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.layout.lines import Line

_PAGE: Final = rf"(?:第?\s{{0,2}}[a-z]{{0,2}}{N}{{1,4}}\s{{0,2}}版)"
# 第A4版:副刊, 02版:经济, 第三版, 第4版 要闻, A02 本地新闻, 第RB01版: 日报01版
_PAPER_NAME: Final = rf"[{HAN}]{{1,10}}(?:{outlets.PAPERS})"
PAGE_LABEL: Final = re.compile(
    rf"(?:当前版:\s{{0,2}})?(?:第\s?(?P<a>[a-z]{{0,2}}{N}{{1,4}}[a-z]?)\s?版|(?P<b>[a-z]{{0,2}}[0-9]{{1,5}})\s?版)"
    rf"\s{{0,4}}[:|/·]?\s{{0,4}}(?P<section>[{HAN}0-9/ ·()\u3000]{{0,24}}?)(?:\s{{0,4}}pdf版?)?"
)
_NOT_FURNITURE: Final = 10.0
# Characters of any furniture, of a label, of a line of dates, of one of the imprint, of a paper's name.
_LONGEST_FURNITURE, _LONGEST_LABEL, _LONGEST_DATE, _LONGEST_IMPRINT, _LONGEST_PAPER = 200, 40, 90, 70, 12
_MOST_COMMAS, _FOOTER_WIDTH, _BY_ADDRESS = 2, 8, 40  # a sentence has more; a number and two signs; characters
# 详见C03、C04、C05版, >>>02-05版, (全文见第三版), 更多报道见A2版. Must NOT match a sentence that goes on.
_PAGES: Final = (
    rf"(?:第\s?)?[a-z]{{0,2}}{N}{{1,3}}(?:\s?版?\s?[、,~—至和-]{{1,2}}\s?(?:第\s?)?[a-z]{{0,2}}{N}{{1,3}}){{0,6}}"
)
_POINTER: Final = re.compile(
    rf"[(【]?\s?(?:>{{1,4}}|》{{1,3}}|▶|►|→|☞|▲|◀)?\s{{0,2}}"
    r"(?:(?:相关|更多|详细|全文|详情)?(?:报道|内容|新闻)?\s?(?:请|详)?[见看转]|详见|转|刊)?\s{0,2}"
    rf"{_PAGES}\s?版\s{{0,2}}[)】▶►>]?"
)
_TIP_OFF: Final = re.compile(
    r"[(【]?\s?(?:(?:报料|爆料|线索|新闻线索|提供线索|热心读者|提供)[人者]?)\s{0,2}[:/]?[^。]{0,30}"
    r"(?:奖金?|奖励|稿费|线索费|酬)[^。]{0,16}[)】]?"
)
# 线索提供/柳先生, 新闻线索提供:柳女士: who told the paper.
_TOLD_BY: Final = re.compile(
    rf"[(【]?\s?(?:新闻)?(?:线索提供|提供线索|报料|爆料|线索)[人者]?\s{{0,2}}[:/]\s{{0,2}}[{HAN}]{{2,6}}[)】]?"
)
# 【第1页 第2页 第3页】: the parts of a story on the web.
_WEB_PAGES: Final = re.compile(r"[【\[(]?(?:第\d{1,2}页){2,40}[】\])]?")
_VIEWS: Final = re.compile(
    r"(?:浏览|阅读|点击|观看|收看)?(?:次数|量|数)?\s?:?\s?\d{1,8}\s?次?\s?(?:观看|浏览|阅读|点击|收听|评论|分享)(?:次数?|量)?"
)
_SLOGAN: Final = re.compile(rf"[{HAN}]{{2,5}}(?:[.· \u3000]{{1,2}}[{HAN}]{{2,5}}){{2,4}}")
_ORNAMENT: Final = re.compile(rf"[{BULLETS}{POINTERS}*#_=~·.\-—|]{{1,80}}(?:\s?[a-d]?\d{{1,2}})?")
_MACHINE: Final = re.compile(
    r"(?:19|20)\d\d-\d\d-\d\d .{0,80}?(?:\d{6,12} |_\d{4,12}\.html?)|content_\d{4,12}"
    r"|^[a-z]{2,20}(?:_[a-z]{2,20}){1,4}$"
    r"|(?:19|20)\d\d-\d{1,2}-\d{1,2} .{0,60}?(?:(?<![0-9a-z])(?=[0-9a-f]{0,31}[a-f])[0-9a-f]{32}|nw\.d[0-9a-z]{6,})"
)
# 1.png, shutterstock_1052.jpg: the name of a picture's file in place of the picture.
_FILE: Final = re.compile(rf"(?:!\[[^\]]{{0,40}}\]\()?[{HAN}\w.\-() ]{{1,60}}\.(?:jpe?g|png|gif|bmp|webp|pdf|mp4)\)?")
# ![](1.png), ![]() |: a picture, as a page turned into Markdown has it.
# <image>…</image>, <img src=…>: a picture's place in the text of a saved page.
_IMAGE_TAG: Final = re.compile(r"<(?:image>[^<>]{0,190}</image|img\s[^<>]{0,190})>")
_IMAGE: Final = re.compile(r"!\[[^\[\]]{0,60}\]\([^()]{0,160}\)\s{0,2}\|?")
# 中国新闻:老桥重开 P.7: where the report stands that a front page tells of.
_TOLD_INSIDE: Final = re.compile(r"[^。]{4,44}[\s.·…]p\.?\s?\d{1,2}")
# 1959年10月14日人民日报 第3版, 《湖州日报》(2023年12月4日) 08版, 港闻 2012年09月19日, 2025年9月6日 >> 第四版.
_DATED_PAPER: Final = re.compile(
    rf"(?:\d{{4}}年\d{{1,2}}月\d{{1,2}}日\s{{0,3}}(?:{_PAPER_NAME}|>{{1,3}})"
    rf"|《{_PAPER_NAME}》\s{{0,2}}\(?\d{{4}}年\d{{1,2}}月\d{{1,2}}日\)?|\d{{1,6}}\s?期\s?/)\s{{0,3}}"
    rf"(?:(?:第\s?)?[a-z]{{0,2}}{N}{{1,3}}\s?版?(?::\s?\S{{0,8}})?)?"
)
_LONGEST_HEADER: Final = 90  # half-widths
_LETTERED: Final = re.compile(rf"(?P<page>[a-d]\d{{1,3}})\s{{1,4}}(?P<section>[{HAN} /]{{2,16}})")
_LETTERS: Final = frozenset("abcd")
_LONGEST_SECTION: Final = 4
_SECTION_PARTS: Final = re.compile("[·/|、]")  # 法治·社会
_WEEKDAY: Final = r"(?:星期|周|礼拜)[一二三四五六日天]"
# Without a year of its own, alone or as a span; full dates are patterns.dates.PRINTED_DATE.
_DATE: Final = (
    rf"(?:\d{{4}}\s{{0,2}}[年.\-/]\s{{0,2}}\d{{1,2}}\s{{0,2}}[月.\-/]\s{{0,2}}\d{{1,2}}\s{{0,2}}日?"
    rf"|[{N[1:-1]}廿卅]{{1,3}}月[{N[1:-1]}廿卅]{{1,3}}日(?:[-—~至、]{{1,2}}(?:[{N[1:-1]}廿卅]{{1,3}}月)?[{N[1:-1]}廿卅]{{1,3}}日)?)"
)
_DATE_PIECES: Final = re.compile(
    rf"(?:^date\s)?{_DATE}|{_WEEKDAY}|{ENGLISH_WEEKDAY}|{LUNAR_DATE}|(?:公元|西元)|合刊|合订|号外|增刊|特刊"
    rf"|{ISSUE_NUMBER}|今日\s?(?:\d{{1,3}}|[{HAN}]{{1,3}})\s?版|{_PAGE}|本期共?{N}{{1,3}}版"
    rf"|值班[{HAN}]{{2,6}}|共\d{{1,3}}版|[()|,:;·\-\s]"
    rf"|[{HAN}]{{2,10}}(?:日报|晚报|晨报|时报|周报|商报|导报|报)(?=\s|$|\d)"
)
_DATE_CORE: Final = re.compile(rf"{_DATE}|第\s?\d{{2,6}}\s?[期号]|{_WEEKDAY}")
_YEAR_NAMED: Final = re.compile(r"年|\d{4}")
_OF_DATES: Final = re.compile("[年月期号周拜./-]")  # every date, weekday and issue number has one of these
_EDITORS: Final = re.compile(
    rf"(?:[{BULLETS}]\s{{0,2}})?(?:本版|一版|二版|三版|四版|本期|今日|值班)?\s{{0,2}}(?:{roles.EDITORS})\s{{0,2}}[:/\s]"
)
_EDITOR_WORDS: Final = re.compile(roles.EDITING)
# 系列报道策划:… 本篇统筹:…
_EDITING: Final = re.compile(rf"(?:{roles.EDITING})\s?[:/]")
_OPENS_EDITING: Final = re.compile(rf"[{HAN}]{{0,6}}(?:{roles.EDITING})\s?[:/]")
# 2024年3月1日/星期三/ 主编/责编 某 某/ 美编 某 / 校对 某
_EDITOR_SET_APART: Final = re.compile(rf"(?:{roles.EDITING})\s?[:/\s]")
_FEWEST_EDITING, _SURELY_EDITING = 2, 3
_PUBLISHER: Final = re.compile(
    r"统一刊号|邮发代号|准印证|issn|cn\d{2}-\d{4}|内部资料[,·\s]|集团出版|(?:主办|主管|出版|承办|协办|代管)单位:|"
    r"(?:委|社|府|局|部|会|团|公司|中心|院|厅|区|市|县|联)(?:主管主办|主管|主办|出版|承办|协办|合办)$"
)
_BOOK: Final = re.compile(r"《|出版社出版|[著译]")  # of a review, not the paper's own publisher
# Must not match 电话指导 or 印刷术: a colon or a number has to follow.
_CONTACT: Final = re.compile(
    r"(?:本报地址|社址|报社地址|地址|电话|热线|邮编|邮政编码|传真|电子邮箱|电子信箱|投稿邮箱|投稿|邮箱|e-?mail|网址|定价|零售|印刷|广告部|发行部"
    r"|广告许可证|广告经营许可证|客服|微信公众号|官方微博|广告热线|新闻热线|发行热线|印刷厂|月价|年价|订阅|本报(?:常年)?法律顾问)(?:\s{0,2}:|\s{1,3}(?=[0-9(]))"
)
_URL: Final = re.compile(r"(?:https?://|www\.)[\x21-\x7e]{3,120}")
_NAVIGATION: Final = re.compile(navigation.WORDS)
_NAVIGATION_SHARE: Final = 6  # characters of a line to one of its navigation words: what is more is a sentence
_LONGEST_COPYRIGHT, _LONGEST_DISCLAIMER = 200, 40  # a sentence or two
# Below the tables of the stock market.
# Must fit the whole line: 股市有风险 also opens a line of text.
_DISCLAIMER: Final = re.compile(
    r"(?:本版|本栏|以上)[^。,]{0,16}仅供参考(?:[\s,][^。,]{0,16})?|(?:股市|投资|入市)有风险[\s,]{1,3}(?:投资|入市)[^。,]{0,8}"
    r"|据此入市[\s,]{0,3}风险自(?:担|负)"
)
# Who may reprint what: 版权声明:凡…, 未经授权不得转载. Must not match 版权所有者 and 未经许可转载的作品 in a text.
_COPYRIGHT: Final = re.compile(
    rf"(?:[{HAN}]{{0,10}}版权与免责声明|在接受本网站服务之前|(?:\d\.\s?)?凡本网注明)"
    r"|版权(?:声明|所有)(?:[:】\s]|$|[,。!](?:未经|侵权|翻版|不得|违者))"
    r"|(?:免责)?声明:\s?(?:转载|刊载|发布)?(?:此文|本文|该文|以上内容).{0,12}传递更多"
    r"|[您你]的\s?[a-z]{0,8}\s?浏览器(?:版本)?(?:太低|过低|太旧|不支持)"
    r"|\*?\s?本网?站有关内容(?:转载|来源)|请您?来信来电.{0,30}声明|\*?\s?本网?站有权(?:删除|封锁|移除|屏蔽)|(?:特别|平台)声明:\s?以上内容"
    r"|(?:平台|本站|本网|网站|特别)(?:声明|说明):.{0,120}(?:观点|版权|转载|侵权|责任)"
    r"|(?:(?:凡|本报|本网|本刊|本站|以上内容|本文|此文|文章|所有内容|本平台).{0,60})?未经.{0,12}(?:授权|许可|同意|允许).{0,8}(?:不得|严禁|禁止|请勿|谢绝).{0,12}(?:转载|复制|摘编|链接|镜像)"
)
# What every match of it holds.
_COPYRIGHT_HINT: Final = re.compile("版权|声明|网|未经|浏览器|本站|平台|特别")
_LINK: Final = re.compile(
    r"(?:上一篇|下一篇|上一版|下一版|分享到|分享至|扫一扫|打印本页|关闭窗口|返回顶部)\s{0,2}(?::|$)"
)
# 2025-05-31,11135| 2025-05-30,11127|: a list of numbers that a program left.
_RECORD: Final = re.compile(r"[0-9\s|,:./\-]{12,}")
_FOOTER: Final = re.compile(r"[-—·~\s]{0,4}\d{1,3}[-—·~\s]{0,4}|[a-z]\d{1,2}")
_PAPER: Final = re.compile(_PAPER_NAME)
_PINYIN: Final = re.compile(r"[a-z]{2,14}(?:[' &.-]{1,2}[a-z]{1,14}){0,5}")
_WEATHER_LABEL: Final = re.compile(
    r"(?:今日天气|天气预报|今明两天|天气|市区天气|气象|明日天气|明天气象预报|今天天气|未来三天|今天白天)\s{0,3}[:\s（(]?"
)
_WEATHER_STARTS: Final = frozenset("今天市气明未")
# 松溪空气质量等级:优至良 首要污染物:PM2.5: as papers print it below the weather.
_AIR: Final = re.compile(rf"[{HAN}]{{0,6}}空气质量(?:等级|指数|预报|状况)?\s?:[^。]{{1,60}}")
_LONGEST_WEATHER: Final = 120
_DEGREES: Final = re.compile(r"[0-9]\s{0,2}(?:℃|°c|度)")
_PARTS: Final = re.compile(r"[.·、 \u3000]{1,2}")
_SIGNS: Final = "↓↑→←>»:|/+-*【】[]•·.…! "
_NO_BRACKETS: Final = str.maketrans("", "", "[]()【】〔〕")
_LONGEST_AMID: Final = 24
# What a text is about, as sites mark it: #老桥 #青石镇, #老桥#青石镇.
_HASHTAGS: Final = re.compile(rf"(?:#\s?[{HAN}\w·]{{1,20}}\s{{0,3}}){{2,20}}")
_FEWEST_SUBJECTS, _LONGEST_SUBJECTS = 4, 60
_LONGEST_POINTER: Final = 32
_LONGEST_UNHINTED: Final = 12
_HINTS: Final = re.compile(rf"[0-9a-z:|/>»›版刊责校刷列搜{BULLETS}{POINTERS}\s]")
_SPACED_HAN: Final = re.compile(rf"(?:[{HAN}]\s{{1,3}}){{1,12}}[{HAN}]")


def compact(folded: str) -> str:
    """Return ``folded`` without white space: 青 石 报 is set letter-spaced."""
    return "".join(folded.split())


@lru_cache(maxsize=2048)  # a line is asked for by several readers
def is_date_line(folded: str) -> bool:
    """Tell whether a line holds a date, weekday, lunar date, issue number and nothing else."""
    if len(folded) > _LONGEST_DATE:
        return False
    rest = PRINTED_DATE.sub("", tightened(folded)) if _YEAR_NAMED.search(folded) else folded
    if len(rest) == len(folded) and (not _OF_DATES.search(folded) or not _DATE_CORE.search(folded)):
        return False
    return len(_DATE_PIECES.sub("", rest)) <= 1


def _is_weather(folded: str) -> bool:
    """Tell whether a line is a weather box: a label at its head and degrees in it."""
    if "空气质量" in folded[:12] and _AIR.fullmatch(folded):
        return True
    opens = folded[0] in _WEATHER_STARTS and bool(_WEATHER_LABEL.match(folded))
    return opens and bool(_DEGREES.search(folded)) and len(folded) < _LONGEST_WEATHER


def weather_lines(lines: Sequence[Line]) -> frozenset[int]:
    """Return the positions of weather boxes: lines that say all, and labels (天气预报) above one with degrees."""
    found: set[int] = set()
    for index, line in enumerate(lines):
        if _is_weather(line.folded):
            found.add(index)
        elif is_weather_label(line.folded) and index + 1 < len(lines):
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
    return folded[0] in _WEATHER_STARTS and _WEATHER_LABEL.fullmatch(folded) is not None


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


@once
def furniture_of(line: Line) -> FurnitureMark | None:
    """Return which furniture a line has the form of, None when it has none."""
    folded = line.folded
    if _is_caution(folded):
        return FurnitureMark(Furniture.NAVIGATION if asks_reader(folded) else Furniture.COPYRIGHT)
    if "|" in folded and _RECORD.fullmatch(folded):
        return FurnitureMark(Furniture.NAVIGATION)
    # No other furniture is so long, ends a sentence or has so many commas.
    if len(folded) > _LONGEST_FURNITURE or "。" in folded or folded.count(",") > _MOST_COMMAS:
        return None
    # A longer line without a digit, a letter or any word of theirs is none of them.
    if len(folded) > _LONGEST_UNHINTED and not _HINTS.search(folded):
        return None
    squeezed = compact(folded)
    section = _section(folded, squeezed)
    if section is not None and not section.edge_only:
        return section
    kind = _dated(folded) or _imprint(line, squeezed) or _header(folded, squeezed) or _left(folded, squeezed)
    return FurnitureMark(kind) if kind is not None else section or _at_edge(folded, squeezed)


def _dated(folded: str) -> Furniture | None:
    if is_page_label(folded):
        return Furniture.PAGE_LABEL
    return Furniture.DATE if is_date_line(folded) else None


def _at_edge(folded: str, squeezed: str) -> FurnitureMark | None:
    """Return what stands above or below all text of a page and nowhere else."""
    if _is_masthead(folded, squeezed):
        return FurnitureMark(Furniture.MASTHEAD, edge_only=True)
    if _SLOGAN.fullmatch(folded) and len({len(part) for part in _PARTS.split(folded)}) == 1:
        return FurnitureMark(Furniture.SLOGAN, edge_only=True)
    return None


def _header(folded: str, squeezed: str) -> Furniture | None:
    if _is_navigation(folded, squeezed) or is_web_foot(folded):
        return Furniture.NAVIGATION
    if folded.startswith(("作者", "文/", "图/", "记者")):
        return None  # 作者:某 《某报》(2014年5月1日 A05版)
    if read_header(folded) is not None or (("日" in folded or "期" in folded) and _DATED_PAPER.fullmatch(folded)):
        return Furniture.HEADER
    return None


_SURE: Final = frozenset({Furniture.PAGE_LABEL, Furniture.DATE})
# A pointer may be a story's own, a slogan may be a headline: what stands around them decides.
_BELONGS: Final = frozenset({Furniture.POINTER, Furniture.SLOGAN})


def furniture_cost(line: Line, *, edge: bool) -> float:
    """Return how unlike furniture the line is: 0 certain, 10 out of the question.

    Args:
        line: Any line of the page.
        edge: It stands before the first text or after the last text of the page.
    """
    found = furniture_of(line)
    if found is None or (found.edge_only and not edge) or found.kind in _BELONGS:
        return _NOT_FURNITURE
    return 0.0 if found.kind in _SURE else 0.5 if found.kind is Furniture.MASTHEAD else 0.3


def _is_caution(folded: str) -> bool:
    """Tell whether a line says who may reprint the page, that its figures are no advice, or what a site says."""
    if (len(folded) <= _LONGEST_COPYRIGHT and _says_copyright(folded)) or is_site_notice(folded):
        return True
    return len(folded) <= _LONGEST_DISCLAIMER and _DISCLAIMER.fullmatch(folded) is not None


def _says_copyright(folded: str) -> bool:
    return _COPYRIGHT_HINT.search(folded) is not None and _COPYRIGHT.match(folded) is not None


def _imprint(line: Line, squeezed: str) -> Furniture | None:
    """Return the kind of a line that names editors, publisher or contacts, or is a page number."""
    folded = line.folded
    set_apart = len(_EDITOR_SET_APART.findall(folded))
    if set_apart >= _SURELY_EDITING or (
        set_apart and len(_EDITING.findall(folded)) >= _FEWEST_EDITING and _OPENS_EDITING.match(folded)
    ):
        return Furniture.EDITORS
    if _EDITORS.match(folded):
        # a word for each name or two
        return Furniture.EDITORS if len(_EDITOR_WORDS.findall(folded)) * 14 + 4 >= len(squeezed) else None
    if len(squeezed) < _LONGEST_IMPRINT and _PUBLISHER.search(squeezed) and not _BOOK.search(squeezed):
        return Furniture.PUBLISHER
    if web_fields(folded) and not authors_of(folded, folded):
        return Furniture.METADATA
    if _CONTACT.match(folded) or len(_CONTACT.findall(folded)) > 1:  # one is in many a text
        return Furniture.CONTACT
    return Furniture.PAGE_NUMBER if line.width <= _FOOTER_WIDTH and _FOOTER.fullmatch(folded) else None


def is_editing(folded: str) -> bool:
    """Tell whether a line names several who edited, each behind a word: 系列报道策划:某 本篇统筹:某."""
    return _OPENS_EDITING.match(folded) is not None and len(_EDITING.findall(folded)) >= _FEWEST_EDITING


def is_told_inside(folded: str) -> bool:
    """Tell whether a line is a title and the page it stands on: 老桥重开 P.7."""
    return folded[-1].isdigit() and "p" in folded[-5:] and _TOLD_INSIDE.fullmatch(folded) is not None


def _is_navigation(folded: str, squeezed: str) -> bool:
    """Return whether a line is left over from the web page: addresses, 上一篇 下一篇."""
    bare = squeezed.strip(_SIGNS)
    # 关于我们 | 联系我们
    if (
        all(part in navigation.LINES for part in bare.replace("┊", "|").split("|"))
        or _LINK.match(folded)
        or "enpproperty" in folded
    ):
        return True
    if is_of_portal(folded, squeezed) or stands_amid(folded):
        return True
    if folded.startswith("~~~"):  # ~~~标题, the titles of the page as links
        return True
    words = _NAVIGATION.findall(folded)
    # One is a word of any text, and 收藏协会会员收藏了一份报纸 is a sentence that has two.
    if len(words) > 1 and _NAVIGATION_SHARE * sum(map(len, words)) >= len(squeezed):
        return True
    if _VIEWS.fullmatch(squeezed) or _WEB_PAGES.fullmatch(squeezed) or GO_AND_SEE.match(folded):
        return True
    return "." in folded and bool(_URL.search(folded)) and len(_URL.sub("", folded)) < _BY_ADDRESS


def stands_amid(folded: str) -> bool:
    """Tell whether a line is what a web page prints amid a text: an advertisement, its subjects, what it asks."""
    return (
        _is_amid(folded)
        or (folded[0] == "#" and _HASHTAGS.fullmatch(folded) is not None)
        or _are_subjects(folded)
        or asks_reader(folded)
    )


def _is_amid(folded: str) -> bool:
    if len(compact(folded[: 2 * _LONGEST_AMID])) > _LONGEST_AMID or len(squeezed := compact(folded)) > _LONGEST_AMID:
        return False  # of most lines the head tells
    bare = squeezed.translate(_NO_BRACKETS).strip(_SIGNS)
    return bare in navigation.AMID or (
        len(bare) % 2 == 0 and bare[: len(bare) // 2] * 2 == bare and bare[: len(bare) // 2] in navigation.AMID
    )


def _are_subjects(folded: str) -> bool:
    """Tell whether a line is the subjects of a text and nothing else: 香港 社会 经济 澳门. Must not match 北京 上海."""
    words = folded.split() if len(folded) <= _LONGEST_SUBJECTS and " " in folded else []
    return len(words) >= _FEWEST_SUBJECTS and all(word in SECTIONS or word in place_names() for word in words)


def _left(folded: str, squeezed: str) -> Furniture | None:
    """Return the kind of a line that says nothing of an article: tips, pointers, signs, what a machine left."""
    if (len(squeezed) <= _LONGEST_POINTER and "版" in folded and _POINTER.fullmatch(folded)) or is_told_inside(folded):
        return Furniture.POINTER
    if (folded[-1] in ")】元" and _TIP_OFF.fullmatch(folded)) or _TOLD_BY.fullmatch(folded):
        return Furniture.TIP_OFF
    if _ORNAMENT.fullmatch(squeezed):
        return Furniture.ORNAMENT
    if _left_by_machine(folded):
        return Furniture.MACHINE
    if is_breadcrumb(folded):
        return Furniture.BREADCRUMB
    return Furniture.METADATA if is_timestamp(folded) or is_barred(folded) or is_pager(folded) else None


def _left_by_machine(folded: str) -> bool:
    """Tell whether a line is a machine's record of a text, or the name of a picture's file."""
    if ("-" in folded or "_" in folded) and _MACHINE.search(folded):
        return True
    if folded.startswith(("![", "<im")):
        return (_IMAGE.fullmatch(folded) or _IMAGE_TAG.fullmatch(folded)) is not None
    return "." in folded and _FILE.fullmatch(folded) is not None


def _is_masthead(folded: str, squeezed: str) -> bool:
    """Tell whether a line is a paper's name, in Chinese or in pinyin, or that and a page label."""
    name = _PAPER.match(squeezed)
    if name and (len(squeezed) <= _LONGEST_PAPER and _PAPER.fullmatch(squeezed)):
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
