"""Bylines and credits: who wrote, who took the picture, and in which role.

Patterns run on folded text; names are returned in source characters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from worker.document.issue import Contributor
from worker.lexicon.characters import HAN
from worker.parsing.patterns.cues import COLUMN, DIGEST, END_BYLINE
from worker.parsing.patterns.person_names import likely_name, split_names
from worker.parsing.recognizers.annotations import Mark

# An outlet before a role: 本报, 新华社, 中青报·中青网. Must not match across white space or 、.
_OUTLET = rf"(?:本报|本刊|本台|本社|新华社|中新社|[{HAN}·]{{1,14}}?(?:社|报|台|网|客户端))"
_RANK = r"(?:首席|学生|校园|特约|特派|实习|见习|摄影|全媒体|融媒体|主任|高级|资深|驻站|新闻|文字|体育)"
# The role word itself. 文: and 图: only with their colon, for both are common characters.
_ROLE = re.compile(
    rf"{_OUTLET}?(?:驻[{HAN}]{{1,6}}?)?"
    rf"(?P<role>{_RANK}{{0,2}}(?:记者|通讯员|评论员|采访人员|撰稿人|撰稿|实习生|编辑|观察员)|作者(?=[:\s])|(?<=\s)摄影(?=\s)|(?:文/图|图/文|文|图|摄影|整理|漫画)(?=[:/]))"
    r"\s{0,4}[:/]?"
)
_BULLETS = "□■●◎○◆◇△▲▽▼★☆※◉◈⊙"
# A square of a symbol font comes out of a PDF as n, l or u; scanned, it looks like 口.
_BULLET = re.compile(rf"(?:[{_BULLETS}]|[nlu口](?=\s{{0,2}}(?:本报|本刊|记者|通讯员|文/|{_RANK}记者)))\s{{0,3}}")
# What follows the names on a byline: 文/图, 摄影报道. Must not match a name's last character (图 alone stays).
_WORK = re.compile(
    r"\s{0,4}(?:文/图|图/文|文并摄|文/摄|摄影报道|摄影/报道|图文报道|综合报道|报道|整理|撰文|文图|口述|编著|编译|(?<=\s)[著译])$"
)
# What each of several did: 钱进/文 孙波/图.
_SHARE = re.compile(r"[/／](?:文|图|摄影|摄|制图|视频)(?=\s|$)")
# The same before the names: 文/图 本报记者 N. A role or an outlet has to follow: 文 N and 图 N are roles themselves.
_WORK_HEAD = re.compile(
    r"(?:文/图|图/文|文·图|图·文|文图|图文|文/摄影|文并摄|摄影/文字)\s{0,2}[:/]?\s{0,2}(?=[\u3400-\u9fff]{0,8}(?:记者|通讯员))"
)
# The line below a headline in a web edition: 时间:2020-06-11 来源:江城日报 作者:王丽 字号:大 中 小.
WEB_FIELD = re.compile(
    r"(?:发布时间|发布日期|时间|日期|来源|稿源|(?P<who>作者|记者|通讯员)|字号|字体|责任编辑|责编|编辑|浏览次数|浏览|点击数?|阅读数?)\s{0,2}:\s{0,2}"
)
_FEWEST_FIELDS = 2
_LONGEST_FIELDS = 120
_LONGEST_BYLINE = 60
_LONGEST_PEN_NAME = 5
_SHORT_PEN_NAME = 3
# Words that end kickers and label boxes: no pen names.
_NO_NAME = re.compile(
    r"强调|指出|要求|表示|认为|提出|希望|呼吁|简讯|速递|快讯|新闻|要闻|简报|时讯|短讯|集萃|声明|公告"
    r"|手记|札记|侧记|特写|专访|访谈|调查|观察(?!员)|评论(?!员)|快评|时评|连载|待续|链接|简介|论坛|专栏|来信|消息"
    # What is done, not who does it: 在行动. A kicker that names its place: 万州:. What the database left of a picture.
    r"|^(?:在|把|被|让|为了)|:$|^附?图片?$|照片$|讯$|说法$|文章$|表现$|[,。?!]$"
    # Not who, but where: 兴仁县, 市交警大队. 老村 may be a pen name.
    r"|..(?:县|市|区|镇|乡|村|州|省|局|委|院|校|厅|所|队|站|厂|店|网|公司|中心|银行)$"
)

# Photo credits. The verb closes the credit; 摄于2009年 may follow it.
_CREDIT_VERB = r"(?:摄影报道|摄影|摄制|摄于[^()。,]{1,16}|供图|制图|配图|绘图|漫画|摄|画|作|绘)"
_OWN_CREDIT = re.compile(
    rf"[{_BULLETS}]?\s{{0,3}}[(\[【]?\s{{0,3}}(?P<who>[^()。,;!?]{{1,40}}?)\s{{0,3}}(?P<verb>{_CREDIT_VERB})\s{{0,3}}[)\]】]?\s{{0,3}}"
)
# 新华社发, 新华社发美联社照片, 传真照片, 资料图片: nobody is named.
_AGENCY_CREDIT = re.compile(
    r"[(\[【]?\s{0,3}(?P<who>(?:(?:新华社|中新社|法新社|路透社|美联社|本报|视觉中国|资料|传真|图片来源:?)[^()。,;!?]{0,20}"
    r"(?:照片|图片|发|传真|供图|资料))|(?:新华社|中新社|视觉中国|法新社|路透社|美联社)/[\u3400-\u9fff]{2,6}|资料照片|资料图片|传真照片|网络图片)\s{0,3}[)\]】]?\s{0,3}"
)
# 剧照由主办方提供, 图据新华社, 图/受访者提供: an institution or nobody by name.
_GIVEN = re.compile(
    r"[(\[【]?\s{0,3}(?:本版|本文)?(?:剧照|图片|照片|配图|图)(?:均|皆|都)?(?:由(?P<by>[^()。,;!?:/]{2,20}?)(?:提供|供图|拍摄|摄)"
    r"|(?:来源|源|据)\s{0,2}[:/]?\s{0,2}(?P<source>[^()。,;!?]{2,16})|\s{0,2}[:/]\s{0,2}(?P<giver>[^()。,;!?]{2,12}?)(?:提供|供图))"
    r"\s{0,3}[)\]】]?\s{0,3}"
)
# 新华社发(N 摄)
_AGENCY_THEN_NAME = re.compile(
    r"(?:新华社|中新社|本报)[发供]\s{0,3}\((?P<who>[^()]{2,20}?)\s{0,3}(?:摄|编制|制图|绘|作)\)\s{0,3}"
)
# The same at the end of a caption. A sentence end, white space, a role word or a bracket must stand before the name.
_END_CREDIT = re.compile(
    rf"(?:(?<=[。!?”’)\s])|(?=\()|(?={_OUTLET}?{_RANK}{{0,2}}(?:记者|通讯员)))"
    rf"[(\[]?\s{{0,3}}(?:(?:{_OUTLET}?{_RANK}{{0,2}}(?:记者|通讯员|特约)|本报|新华社|新华社发)\s{{0,3}})?"
    rf"[(]?[{HAN}·、 \u3000]{{2,24}}?\s{{0,3}}(?:摄影报道|摄影|摄于[^()。,]{{1,16}}|供图|摄|画)\s{{0,3}}[)\]]{{0,2}}$"
)
_END_AGENCY_CREDIT = re.compile(
    r"\(?(?:新华社发[^()。,;!?]{0,12}(?:照片|图片)|新华社发|新华社照片|传真照片|资料照片|资料图片|新华社[^()。,;!?]{0,8}照片)\)?$"
)


_GIVING = frozenset({"供图", "制图", "配图"})
_ANY_WORD = frozenset({"画", "作", "绘"})
_LONGEST_NAME = 4
_NAME_GAP = re.compile(r"[\s、,]")


@dataclass(frozen=True, slots=True)
class Credit:
    """A photo credit: who, and from which character of the text on it stands.

    ``given``: it says who gave the pictures of an article, not who took the one above it.
    """

    people: tuple[Contributor, ...]
    start: int
    given: bool = False


def _verbatim(names: list[str], folded: str, source: str) -> list[str]:
    """Return the names in source characters: they stand in ``folded`` in this order, maybe with spaces inside."""
    found: list[str] = []
    position = 0
    for name in names:
        characters: list[str] = []
        for wanted in name:
            if wanted == " ":
                characters.append(" ")
                continue
            position = folded.find(wanted, position)
            if position < 0:
                return names
            characters.append(source[position])
            position += 1
        found.append("".join(characters))
    return found


def parse_people(folded: str, source: str, *, strict: bool = False) -> tuple[Contributor, ...] | None:
    """Return the people of a byline's text, or None when it is not one.

    Args:
        folded: For example ``记者 齐宏 实习记者 关楚凡``, or names alone.
        source: The same span in source characters.
        strict: Names without a role must begin with a known surname.
    """
    if not folded or len(folded) > _LONGEST_BYLINE:
        return None
    people: list[Contributor] = []
    role, start = "", 0
    matches = list(_ROLE.finditer(folded))
    if matches and folded[: matches[0].start()].strip(" 、,;"):
        # Names before the first role: 郑欣宜 中青报·中青网记者 宋宝颖.
        names = split_names(folded[: matches[0].start()], strict=True)
        if names is None:
            return None
        people.extend(Contributor(name) for name in _verbatim(names, folded, source))
    for index in range(max(1, len(matches))):
        if matches:
            role, start = source[matches[index].start("role") : matches[index].end("role")], matches[index].end()
        end = matches[index + 1].start() if index + 1 < len(matches) else len(folded)
        names = split_names(folded[start:end], strict=strict and not matches)
        if names is None:
            return None
        people.extend(Contributor(name, role) for name in _verbatim(names, folded[start:end], source[start:end]))
    return tuple(people)


def parse_byline(folded: str, source: str) -> tuple[tuple[Contributor, ...], Mark] | None:
    """Return the people of a line that holds nothing but a byline, and how surely it is one."""
    fields = web_fields(folded)
    if fields:
        return _web_byline(fields, folded, source)
    if len(folded) > _LONGEST_BYLINE:
        return None
    bullet = _BULLET.match(folded)
    start = bullet.end() if bullet else 0
    work_head = _WORK_HEAD.match(folded, start)
    start = work_head.end() if work_head else start
    work = _WORK.search(folded)
    end = work.start() if work else len(folded)
    if folded.endswith("评论员") and len(folded) <= 12:  # noqa: PLR2004 - 本报特约评论员
        return (Contributor("", source[start:]),), Mark.MARKED
    inner, printed = folded[start:end], source[start:end]
    share = _SHARE.search(inner)
    if share:
        inner, printed = (_SHARE.sub(_blank, text) for text in (inner, printed))
    role = _ROLE.search(inner) is not None or share is not None
    named = not (_NO_NAME.search(inner) or COLUMN.fullmatch(inner) or DIGEST.fullmatch(inner))
    people = parse_people(inner, printed, strict=False) if named else None
    if not people:
        return None
    mark = _mark_of(inner, bullet=bullet is not None, worded=role or work is not None)
    return (people, mark) if mark else None


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def end_byline(folded: str, source: str) -> tuple[tuple[Contributor, ...], int] | None:
    """Return whom a byline after the last sentence names, and where it begins: …投诉。 本报记者 李楠."""
    match = END_BYLINE.search(folded) if "记者" in folded or "通讯员" in folded else None
    if match is None:
        return None
    people = parse_people(match["who"], source[slice(*match.span("who"))])
    # Else a sentence that begins with 记者采访了.
    return (people, match.start()) if people and all(likely_name(person.name) for person in people) else None


def web_fields(folded: str) -> list[re.Match[str]]:
    """Return the labels of a web edition's line below the headline, none when the line is no such line."""
    if ":" not in folded or len(folded) > _LONGEST_FIELDS or WEB_FIELD.match(folded) is None:
        return []
    fields = list(WEB_FIELD.finditer(folded))
    return fields if len(fields) >= _FEWEST_FIELDS else []


def _web_byline(fields: list[re.Match[str]], folded: str, source: str) -> tuple[tuple[Contributor, ...], Mark] | None:
    people: list[Contributor] = []
    ends = [*(field.start() for field in fields[1:]), len(folded)]
    for field, end in zip(fields, ends, strict=True):
        if field["who"]:
            work = _WORK.search(folded[field.end() : end].rstrip())  # 作者:王丽 摄影报道
            value = slice(field.end(), field.end() + work.start() if work else len(folded[:end].rstrip()))
            people += parse_people(folded[value], source[value]) or ()
    return (tuple(people), Mark.MARKED) if people else None


def _mark_of(names: str, *, bullet: bool, worded: bool) -> Mark:
    """Return how surely ``names`` are a byline; ``worded``: a role or 文/图 says so."""
    if worded:
        return Mark.MARKED
    if split_names(names, strict=True):
        return Mark.MARKED if bullet else Mark.SURNAMED
    if bullet and (len(names) <= _SHORT_PEN_NAME or "(" in names or "〈" in names):
        return Mark.SURNAMED
    return Mark.PEN_NAME if len(names) <= _LONGEST_PEN_NAME and not bullet else Mark.NONE


def own_line_credit(folded: str, source: str) -> Credit | None:
    """Return the credit of a line that holds nothing else."""
    if len(folded) > _LONGEST_BYLINE or folded.endswith(("文并摄", "文/摄", "文·摄")):
        return None
    match = _AGENCY_THEN_NAME.fullmatch(folded) or _OWN_CREDIT.fullmatch(folded)
    if match:
        verb = match.groupdict().get("verb") or "摄"
        who, source_who = folded[slice(*match.span("who"))], source[slice(*match.span("who"))]
        people = _credited(who.strip("( "), source_who.strip("(（ \u3000"), verb)
        return Credit(people, 0) if people else None
    match = _GIVEN.fullmatch(folded)
    if match:
        start, end = match.span(match.lastgroup or 0)
        return Credit((Contributor(source[start:end].strip()),), 0, given=True)
    match = _AGENCY_CREDIT.fullmatch(folded)
    return Credit((Contributor(source[slice(*match.span("who"))].strip()),), 0) if match else None


def _credited(who: str, source: str, verb: str) -> tuple[Contributor, ...] | None:
    """Return who took, drew or gave a picture; an institution can only give one."""
    if verb in _GIVING and len(who) > _LONGEST_NAME and not _ROLE.search(who) and not _NAME_GAP.search(who):
        return (Contributor(source),)
    # 画, 作 and 绘 end many other words: a name must be beyond doubt.
    return parse_people(who, source, strict=verb in _ANY_WORD or len(who) > _LONGEST_NAME)


def end_credit(folded: str, source: str) -> Credit | None:
    """Return the credit that closes ``folded`` after other text, or None."""
    tail_start = max(0, len(folded) - _LONGEST_BYLINE)
    tail, source_tail = folded[tail_start:].rstrip(), source[tail_start:]
    if not tail.endswith(
        ("摄", "摄)", "摄影", "摄影)", "报道", "报道)", "供图", "供图)", "画)", "片", "片)", "新华社发", "新华社发)")
    ) and ("摄于" not in tail):
        return None
    match = _END_AGENCY_CREDIT.search(tail)
    if match:
        start = match.start()
        return Credit((Contributor(source_tail[start:].strip().strip("()（）")),), tail_start + start)
    match = _END_CREDIT.search(tail)
    if not match:
        return None
    credit = own_line_credit(tail[match.start() :], source_tail[match.start() : len(tail)])
    return Credit(credit.people, tail_start + match.start()) if credit else None
