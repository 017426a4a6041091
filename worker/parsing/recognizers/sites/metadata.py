"""Lines about a text, as web editions and databases print them.

Labels (2020-06-11 来源:江城日报 作者:王丽), breadcrumbs (首页 > 要闻 > 正文), dates with the time of day.
"""

from __future__ import annotations

import re
from typing import Final

from worker.document.issue import Contributor
from worker.lexicon import navigation, outlets
from worker.lexicon.characters import HAN
from worker.parsing.recognizers.people.grammar import read_people

LONGEST: Final = 140
# A label that is not known ends the value before it: 作者: 语音阅读:
_NEXT_LABEL: Final = re.compile(r"\s[^\s:]{1,6}:")
_LONGEST_LABEL: Final = 5
_LOGIN: Final = re.compile(r"[a-z0-9_.\-]{3,20}")  # 作者:lhq2010: an account of the site, and nobody's name
_FEWEST_FIELDS: Final = 2
# 时间:2020-06-11 来源:江城日报 作者:王丽 字号:大 中 小.
_FIELD: Final = re.compile(
    r"(?:发布时间|发布日期|发布于|发布人|发布者|发布单位|发布|发表于|发表时间|发表|更新时间|更新日期|刊登日期|时间|日期|出版|更新|(?:新闻|稿件|文章|信息|本文)?来源|稿源|出处|(?P<who>(?:文章|本文|新闻)?作者|记者|通讯员|撰文)"
    r"|期次|查看次?数?|语音阅读|阅读次数|点击次数|字号|字体|字型大小|字型|文字大小|浏览数|责任编辑|责编|图片编辑|文字编辑|网络编辑|编辑|审核|校对|浏览次数|浏览量?|点击数?|点击率|阅读数?|阅读量|人气|评论|分享|栏目|版次|版面|期号|分类|标签|关键词|关键字)"
    r"\s{0,2}:\s{0,2}"
)
_DATE: Final = re.compile(
    r"(?:[(\[]?\s{0,2}(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?|\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d)"
    r"(?:\s{0,3},?\s?(?:星期|周)[一二三四五六日天])?"
    r"(?:\s{0,3}[,\-]?\s?(?:上午|下午|am|pm)?\s?\d{1,2}(?::|时|点)\d{1,2}(?:(?::|分)\d{0,2}秒?)?)?\s{0,2}[)\]]?"
)
# [2016.08.20] 发表, 2016-08-20 更新, 出版于2016年8月20日: without the time of day.
_DONE: Final = r"(?:发表|发布|刊登|刊出|出版|更新|上载|上传|刊载)"
_DATED_DONE: Final = re.compile(
    rf"(?:{_DATE.pattern})\s{{0,3}}(?:于\s?)?{_DONE}"
    rf"|{_DONE}(?:于|日期|时间)?\s{{0,2}}:?\s{{0,2}}(?:{_DATE.pattern})"
)
# Behind a label without a year, too: 日期:12-03.
_DATE_ALONE: Final = re.compile(rf"{_DATE.pattern}|\d{{1,2}}[-/.月]\d{{1,2}}日?(?:\s{{1,3}}\d{{1,2}}:\d\d)?")
_LONGEST_DATED: Final = 40
_LONGEST_COUNTED: Final = 60
# 某报 2019年3月12日 第3版, 某社 (2019-03-12 08:15), 发布于 2019/03/12: where and when a text was printed.
_ISSUED: Final = re.compile(
    rf"(?:(?:[{HAN}]{{0,8}}(?:{outlets.ENDINGS}|[社报网台])|{_DONE}于?)\s{{0,3}}[|·/]?\s{{0,3}})(?:{_DATE.pattern})"
    r"(?:\s{0,3}[|·,/]?\s{0,3}(?:第?\s?[a-d]?\d{1,3}\s?版|[a-d]\d{1,2}))?"
)
# 人气:123, 浏览数:1,204: one label and a number.
_COUNT: Final = re.compile(r"(?:人气|浏览次?数?|阅读次?数?|点击率?数?|点阅|查看|评论|回应)\s?[:]\s?[0-9][0-9,]{0,8}次?")
# 某 发表在 某客邦 留言(0) 人气(12): two counters side by side, as blogs and portals end a text.
# 1032人参与308评论, 229条评论|5,874人参与网友评论, 已有3.2万人看过, 321赞: what readers did, counted in words.
_DID: Final = r"(?:参与|跟[贴帖]|评论|回复|点赞|赞|阅读|浏览|收藏|观看|看过|播放|收听|围观|在看|转发|分享|点击|推荐)"
_NUMBER: Final = r"[0-9][0-9,.]{0,9}\s?[万千亿kw]?\+?"
_COUNTED: Final = re.compile(
    rf"(?:本文|本帖)?(?:已[有被]?|共有?)?\s?(?:{_NUMBER}\s?(?:[条人个次]|位?(?:网友|读者|用户))?\s?{_DID}(?:过|量|数)?(?:网友)?(?:评论)?[\s|,]{{0,3}}){{1,4}}"
)
# 阅读 3.2万, 评论(0), 字数:1203: the same with the word first; 读者点阅总人次: the number is lost.
_ENDS_COUNT: Final = frozenset("与贴帖论复赞读览藏看过放听观发享击荐量数")
_DID_COUNT: Final = re.compile(
    rf"(?:{_DID}|热度|人气|字数|留言)(?:[数量]|次数|人数)?\s{{0,3}}[:(]?\s{{0,2}}{_NUMBER}\s?[次人字]?\)?"
    r"|[^。,]{0,16}(?:点阅|点击|阅读|浏览|访问)总?(?:人次|人数|次数)"
)
_COUNTERS: Final = re.compile(
    r"[^。,]{0,24}?(?:(?:留言|人气|引用|回应|收藏|推荐|点赞|转发|评论|分享|阅读)\s?\([0-9]{0,7}\)[\s|·]{0,3}){2,6}"
)
# 查看: 3273, 回复13, and 发表于 2011-1-9 20:41:33 between bars.
_TALLY: Final = re.compile(rf"(?:[{HAN}]{{2,4}}(?:次数|量|数)?|\d{{0,2}})\s?:?\s?\d[\d,]{{0,8}}次?")
_SAID_WHEN: Final = re.compile(rf"(?:{_DONE}于?\s{{0,2}}:?\s{{0,2}})?(?:{_DATE.pattern})")
_LONGEST_BARRED: Final = 12
_WRITES: Final = re.compile(r"(?<!该)作者|记者|通讯员|[文图]\s?[/:]")
# 1/10 below the title of a gallery, 第1页: which of its pictures or parts is shown.
_PAGER: Final = re.compile(r"\d{1,3}\s?/\s?\d{1,3}|第\s?\d{1,3}\s?页(?:[/,\s]{0,2}共\s?\d{1,3}\s?页)?")
# ·2 分钟文章: how long a portal thinks that reading takes.
_READING_TIME: Final = re.compile(r"[·•]?\s?(?:阅读时间)?约?\d{1,2}\s?分钟(?:文章|阅读|可?读完?)?")
# 週二, 13 十一月 2018 07:54; Tuesday, 13 November 2018 07:54; Friday, August 13, 2010: as the makers of web pages print
# a date unless told.
_MONTH: Final = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_MONTH_NAMED: Final = re.compile(
    r"(?:(?:(?:周|星期)[一二三四五六日天]|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)\s?,\s?)?"
    rf"(?:\d{{1,2}}\s(?:(?:十[一二]?|[一二三四五六七八九])月|{_MONTH})|{_MONTH}\.?\s\d{{1,2}}(?:st|nd|rd|th)?,?)"
    r"\s(?:19|20)\d\d(?:\s\d{1,2}:\d\d)?"
)
_TIME: Final = re.compile(r"\d{1,2}:\d\d(?::\d\d)?")
# 首页 > 新闻中心 > 正文, 您当前的位置:首页 >> 要闻.
_CRUMBS: Final = re.compile(r"(?:[^<>»›。,]{1,16}(?:>{1,2}|»|›)\s{0,3}){1,6}[^<>»›。]{0,24}")
_HOME: Final = re.compile(
    r"首页|正文|当前的?位置|新闻中心|主页|频道|网站|[报社网云]\s?[>»›]|参考消息|第[a-z]{0,2}[0-9一二三四五六七八九十]{1,3}版|\d{4}年\d"
)
_MOST_CRUMBS: Final = 80
# What may stand beside a date with a time without making it a text: a name, an outlet, strokes.
# 本文转自:陇南日报, 摘自《某报》.
_TAKEN_FROM: Final = re.compile(
    rf"[(【]?(?:本文|本报)?(?:转自|转载自|来源于|选自|摘自|原载(?:于)?)\s{{0,2}}:?\s{{0,2}}[《“]?[{HAN}·]{{2,16}}[》”]?\s{{0,2}}[)】]?"
)
_TAGS: Final = re.compile(r"(?:相关字词|关键词|关键字|标签|tags?)\s{0,2}:")
_URL: Final = re.compile(r"(?:https?://|www\.)[\x21-\x7e]{3,120}")
# (原标题:老桥通车了), 原标题:老桥通车了: what the text was called where it was taken from.
_FORMER_TITLE: Final = re.compile(
    r"[(【\[]\s{0,2}(?:[^()【】\[\]。:]{1,20}\s)?原(?:文标题|标题|题)\s{0,2}[:/|][^。【】\[\]]{2,90}[)】\]]"
    r"|原(?:文标题|标题|题)\s{0,2}[:/|][^。]{2,60}"
)
# 星期二, 11月 13, 2018: the month before the day; 120 views behind a date.
_DAY_BEHIND_MONTH: Final = re.compile(
    r"(?:(?:周|星期)[一二三四五六日天]\s?,\s?)?(?:十[一二]?|[一二三四五六七八九]|1[0-2]|0?[1-9])月\s\d{1,2},\s(?:19|20)\d\d"
)
_VIEWED: Final = re.compile(r"(?<=\d)\s(?:\d[\d,]{0,8}\s)?views?$")
_LONGEST_BESIDE, _LONGEST_BEFORE = 24, 4
# 出处:, 来源: alone before an outlet's name.
_SOURCE_ONLY: Final = re.compile(
    r"[(【]?(?:来源|稿源|出处|信息来源|资料来源|新闻来源)\s{0,2}[:/]\s{0,2}"
    rf"[{HAN}a-z0-9·《》 \-—|]{{2,24}}[)】]?"
)


def web_fields(folded: str) -> list[re.Match[str]]:
    """Return the labels of a web edition's line below the headline, none when the line is no such line.

    Two labels, or a date and one label, wherever they stand: ``2020-06-11  来源:江城日报 作者:``.
    """
    if ":" not in folded or len(folded) > LONGEST or "。" in folded:
        return []
    fields = list(_FIELD.finditer(folded))
    if not fields:
        return []
    dated = _DATE.match(folded)
    head = folded[dated.end() if dated else 0 : fields[0].start()].strip(" |\u3000")
    if len(head) > (_LONGEST_BESIDE if dated else _LONGEST_BEFORE) and not is_breadcrumb(head):
        return []
    if len(fields) >= _FEWEST_FIELDS or dated or is_breadcrumb(head):
        return fields
    return fields if _DATE_ALONE.fullmatch(folded[fields[0].end() :].strip(" |[]()")) else []


def authors_of(folded: str, source: str) -> tuple[Contributor, ...]:
    """Return the authors that the labels of a line name."""
    fields = web_fields(folded)
    found: list[Contributor] = []
    ends = [*(field.start() for field in fields[1:]), len(folded)]
    for field, end in zip(fields, ends, strict=True):
        if field["who"]:
            label = _NEXT_LABEL.search(folded, field.end(), min(len(folded), end + _LONGEST_LABEL))  # 作者:某 每经编辑:
            value = slice(field.end(), min(label.start(), end) if label else end)
            if _LOGIN.fullmatch(source[value].strip()):
                continue
            people = read_people(folded[value].strip(" |"), loose=True)
            glued = end < len(folded) and not folded[end - 1].isspace()  # 作者:  语音阅读:
            if people.sure or not glued:
                found += people.contributors(folded[value], source[value])
    return tuple(found)


def is_breadcrumb(folded: str) -> bool:
    """Return whether a line is a web page's path: 首页 > 要闻 > 正文. Must not match 1>0 or a headline with arrows."""
    if len(folded) > _MOST_CRUMBS or not (">" in folded or "»" in folded or "›" in folded):
        return False
    return _HOME.search(folded) is not None and _CRUMBS.fullmatch(folded) is not None


def is_date_by_name(folded: str) -> bool:
    """Return whether a line is a date whose month is a word: 周二, 13 十一月 2018 07:54, the weekday or not."""
    if len(folded) > _LONGEST_DATED:
        return False
    date = _VIEWED.sub("", folded) if folded.endswith(("view", "views")) else folded
    return date[-1].isdigit() and (_MONTH_NAMED.fullmatch(date) or _DAY_BEHIND_MONTH.fullmatch(date)) is not None


def is_timestamp(folded: str) -> bool:
    """Return whether a line is a date with the time of day, or says that something was published on a day.

    2014/11/23 22:08, whatever short word stands beside it; [2016.08.20] 发表.
    """
    if len(folded) <= _LONGEST_DATED and (_DATED_DONE.fullmatch(folded) or is_date_by_name(folded)):
        return True
    if ":" not in folded or len(folded) > LONGEST or "。" in folded:
        return False
    date = _DATE.search(folded)
    if date is None or not _TIME.search(date.group()):
        return False
    behind = _READING_TIME.sub("", folded[date.end() :]) if "分钟" in folded else folded[date.end() :]
    beside = _URL.sub("", folded[: date.start()] + behind).strip(" |·-()\u3000")
    return len(beside) <= _LONGEST_BESIDE and "," not in beside


def is_former_title(folded: str) -> bool:
    """Return whether a line says what the text was called where it was taken from: (原标题:老桥通车了).

    Must not match a sentence about a title: 原标题是老桥.
    """
    return "原" in folded[:24] and _FORMER_TITLE.fullmatch(folded) is not None


def is_barred(folded: str) -> bool:
    """Return whether a line is what forums and blogs print around a post: 发表于 2011-1-9 | 只看楼主.

    One part says when, or counts (查看11); the others are names and what to do. Must not match 人物 | 柳禾青.
    """
    if "|" not in folded or len(folded) > LONGEST or "。" in folded or _WRITES.search(folded):
        return False
    parts = [part.strip() for part in folded.split("|")]
    told = [_TALLY.fullmatch(part) is not None or _SAID_WHEN.fullmatch(part) is not None for part in parts]
    return (
        any(told)
        and all(is_told or len(part) <= _LONGEST_BARRED for is_told, part in zip(told, parts, strict=True))
        and sum(told) + sum("".join(part.split()) in navigation.LINES for part in parts) >= _FEWEST_FIELDS
    )


def is_pager(folded: str) -> bool:
    """Return whether a line says which picture of a gallery is shown, or how long reading takes: 1/10, 4 分钟."""
    if "分钟" in folded and len(folded) <= _LONGEST_BARRED:
        return _READING_TIME.fullmatch(folded) is not None
    return ("/" in folded[:5] or "页" in folded[:6]) and _PAGER.fullmatch(folded.strip("()")) is not None


def is_counted(folded: str) -> bool:
    """Return whether a line counts what readers did with a text: 留言(0) 人气(12), 12人参与3评论."""
    if len(folded) > _LONGEST_COUNTED:
        return False
    if (folded[-1] in _ENDS_COUNT and _COUNTED.fullmatch(folded)) or _DID_COUNT.fullmatch(folded):
        return True
    return folded[-1:] == ")" and _COUNTERS.fullmatch(folded) is not None


def is_issued(folded: str) -> bool:
    """Return whether a line says where and when a text was printed and nothing else: 某报 2019年3月12日 第3版."""
    return len(folded) <= _LONGEST_DATED and _ISSUED.fullmatch(folded) is not None


def metadata_people(folded: str, source: str) -> tuple[Contributor, ...] | None:
    """Return the authors of a line that is metadata (nobody, where it names none), None for another line."""
    if web_fields(folded):
        return authors_of(folded, source)
    if is_timestamp(folded):
        date = _DATE.search(folded)
        for rest in (slice(date.end() if date else 0, len(folded)), slice(date.start() if date else 0)):
            found = read_people(folded[rest].strip(" |·-"))
            if (found.marked or (found.sure and rest.start)) and not found.rest:
                return found.contributors(folded[rest], source[rest])
        return ()
    if is_issued(folded) or _COUNT.fullmatch(folded) or is_counted(folded) or is_barred(folded) or is_pager(folded):
        return ()
    if is_breadcrumb(folded) or _SOURCE_ONLY.fullmatch(folded) or _TAKEN_FROM.fullmatch(folded) or _TAGS.match(folded):
        return ()
    return None
