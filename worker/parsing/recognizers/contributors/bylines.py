"""Bylines: who wrote, on a line of their own or after the last sentence.

Patterns run on folded text; names are returned in source characters.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from worker.document.issue import Contributor
from worker.folding import fold
from worker.lexicon import navigation, outlets, roles
from worker.lexicon.characters import BULLETS, HAN
from worker.lexicon.places import WORLD, place_names
from worker.lexicon.sections import SECTIONS
from worker.lexicon.transliteration import CHARACTERS
from worker.parsing.patterns.cues import COLUMN, DIGEST, END_BYLINE, is_joined_label
from worker.parsing.patterns.person_names import (
    POINT,
    begins_with_word,
    is_double_surnamed,
    likely_name,
    pen_name,
    sure_name,
)
from worker.parsing.recognizers.annotations import Mark
from worker.parsing.recognizers.once import once
from worker.parsing.recognizers.people.beside import holds_office, is_calling, is_unit
from worker.parsing.recognizers.people.grammar import read_people, understood
from worker.parsing.recognizers.people.named import People
from worker.parsing.recognizers.sites.metadata import authors_of, is_counted, web_fields

if TYPE_CHECKING:
    from worker.parsing.layout.lines import Line

# A square of a symbol font comes out of a PDF as n, l or u; scanned, it looks like 口.
_BULLET: Final = re.compile(
    rf"(?:[{BULLETS}]|[nlu口](?=\s{{0,2}}(?:本报|本刊|记者|通讯员|文/|(?:{roles.RANKS})记者)))\s{{0,3}}"
)
_LABELLED_BULLET: Final = re.compile(rf"[{HAN}]{{1,4}}:\s{{0,2}}(?=[{BULLETS}])")  # 作者:■贾 思
# 青石小学五年级 ◎柳禾青: where from, before the mark.
_UNIT_BULLET: Final = re.compile(
    rf"(?P<unit>[{HAN}0-9()]{{3,18}})\s{{0,3}}(?=[{BULLETS}]\s{{0,2}}(?P<name>[{HAN}]{{2,4}})\s{{0,2}}$)"
)
# What a site prints behind a byline that a label or a role opens.
_SPACE: Final = re.compile(r"\s{1,4}(?=\S)")
_LABELLED_HEAD: Final = re.compile(rf"[{HAN}]{{0,6}}(?:(?:{roles.LABELS})\s?[:/|]|(?:{roles.WRITERS}))")
_COUNT: Final = re.compile(r"\([0-9]{0,6}\)$|:$")
_MOST_CONTROLS: Final = 6
# Where a line may name writers that holds nothing else: 记者 in it, a label or a sign at its head.
_NAMES_WRITERS: Final = re.compile(
    rf"(?:[^,。]{{0,40}}(?:记者|通讯员))|[□◎☉○][^,。]{{2,20}}$|[{BULLETS}]?\s?(?:{roles.LABELS})(?:[/与和、·](?:{roles.LABELS}))?\s?[/:|]"
    rf"|[^,。]{{2,24}}\s报[道导]$|[^,。]{{0,40}}作者\s?:|[{HAN}]{{4,20}}报[道导]$|[{HAN}0-9]{{3,18}}\s{{1,3}}[{BULLETS}]\s?[{HAN}]{{2,4}}$|[{HAN}]{{3,14}}\s?/\s?[{HAN}]{{2,3}}$"
)
_BY: Final = re.compile(r"by(?::\s?|\s(?!the|a\s|in\s))")  # By 柳禾青, By Liu Heqing
_OF_OUTLET: Final = re.compile(
    rf"[{HAN}·]{{2,13}}(?:[报网社台部局院]|中心|客户端|传媒|教授|研究员|整理)(?:\s{{1,3}}|/)[{HAN}]{{2,3}}"
)
_PICTURING: Final = re.compile(r"[图摄绘]|视频")
# Who told the paper: 线索提供 柳先生, (线索提供人:某 稿费50元). No one who wrote.
_TOLD_BY: Final = re.compile(r"[\s(]{0,3}(?:新闻)?(?:线索|报料|爆料)(?:提供)?[人者]?\s{0,2}:?\s{0,2}[^。]{0,24}$")
# 本报评论员, 本报特约评论员, 本报编辑部, 据新华社, 本报综合: nobody by name.
_UNNAMED: Final = re.compile(
    rf"(?:本报|本刊|[{HAN}]{{2,6}}[报社网])?(?:特约|首席)?评论员(?:文章)?"
    rf"|(?:据|综合)?(?:{outlets.AGENCY})(?:供本报)?(?:特稿|专稿|特约专稿|专特稿|专电|电讯?)|(?:本报|本刊|本网)综合(?:整理|消息)?|据(?:{outlets.AGENCY})(?:报[道导]|消息)?"
    rf"|(?:本报|本刊|[{HAN}]{{2,6}}[报社网])(?:记者|编辑部|评论部|[{HAN}“”]{{0,8}}(?:报道组|采访组|调查组|专题组))"
)
# 国际中心/综合报导, 社会中心/台北报导: a desk, and nobody by name.
_DESK: Final = re.compile(rf"[{HAN}]{{2,4}}中心/(?P<where>[{HAN}]{{2,4}})报[道导]")
_NO_WRITERS: Final = roles.WORK_WORDS | roles.LABEL_WORDS  # 文字/柳禾青: what was done, though 文 is a surname
_WAYS: Final = frozenset({"综合", "连线", "整理", "专题", "即时"})
# Must NOT match 小记者 or 学生记者, which are headings too: an outlet or a rank of the paper stands before it.
_ROLE_ONLY: Final = re.compile(
    rf"[{HAN}·]{{0,8}}(?:本报|本刊|[报社网台]|全媒体|融媒体?|见习|实习|首席|特约|摄影)(?:记者|通讯员)\s?[:/]?"
)
# 青石新闻网/柳禾青: an outlet and who wrote.
_OUTLET_AND_NAME: Final = re.compile(rf"[{HAN}]{{2,12}}(?:{outlets.ENDINGS}|[报网社台刊])\s?/\s?[{HAN}]{{2,3}}$")
_LONGEST: Final = 60
_LONGEST_UNNAMED: Final = 14
_LONGEST_REPORTERS: Final = 50
_LONGEST_PEN_NAME: Final = 5
_SHORT_PEN_NAME: Final = 3
_LONGEST_UNMARKED: Final = 26  # 泸州县六安乡东南亚村 熊家煌
_MOST_UNMARKED: Final = 8
# Words that end kickers and label boxes, what is done, where: no line of names holds them.
NO_NAME: Final = re.compile(
    r"强调|指出|要求|表示|认为|提出|希望|呼吁|简讯|速递|快讯|新闻$|要闻|简报|时讯|短讯|集萃|声明|公告|启事"
    r"|手记|札记|感言|心语|寄语|侧记|特写|专访|访谈|调查|观察(?!员)|评论(?!员)|快评|时评|连载|待续|链接|简介|论坛|专栏|来信|消息|专版|副刊"
    r"|^(?:在|把|被|让|为了|原载|摘自|转自|转载|来源)|:$|附?图片?$|照片$|讯$|说法$|文章$|表现$"
)
# Who made the page, alone or behind who wrote.
_EDITORS: Final = re.compile(
    rf"(?:(?<=\s)[{HAN}]{{2,4}})?(?:{roles.EDITORS})\s{{0,2}}[:/|]|(?<=\s)(?:[{HAN}]{{2}})?(?:{roles.EDITORS})\s{{1,3}}(?=[{HAN}]{{2,4}}(?:[\s、]|$))"
)
_SPACED_EDITOR: Final = re.compile(
    r"(?:编\s{1,2}辑|[责美]\s{1,2}编|校\s{1,2}对|审\s{1,2}核|[一二三初复终]\s{1,2}[审校])\s?:"
)
# 青石传媒编辑 柳禾青: an outlet's editor who writes. Must NOT match 责任编辑 and 本版编辑, who made the page.
_OUTLETS_EDITOR: Final = re.compile(
    rf"[{HAN}a-z]{{1,8}}(?:传媒|新闻|周刊|杂志|中文网|[报社网台])(?P<role>(?:特约|专栏)?编辑)\s{{1,3}}"
    rf"(?P<who>[{HAN}·、 \u3000]{{2,20}})"
)
# What no byline holds: a sentence, what somebody reports.
_SENTENCE: Final = re.compile(
    r"[。?!…]|,.*,|(?<!独家)(?<!专题)(?<!采访)(?<!综合)(?<!特约)(?<![/、与和])(?<!^)(?<!^[★●■□◆])报[道导]:\S"
)


# What a byline that runs on begins with, and where the names must have ended.
_OPENS: Final = re.compile(
    rf"(?P<bullet>[{BULLETS}]\s{{0,2}})|(?:本报|本刊|[{HAN}]{{1,6}}[报社网台])?(?:见习|实习|首席|特约)?(?:记者|通讯员)\s"
)
# 张胜雄/亚凯迪亚: who writes from where, whatever place it is.
_NAME_AND_PLACE: Final = re.compile(
    rf"(?P<name>[{HAN}]{{2,4}})\s?/\s?[{HAN}]{{2,6}}(?<!文)(?<!图)(?<!摄)(?<!报导)(?<!报道)"
)
# 柳禾青/青石小学教师(松溪市): who writes and what he is, as letters to the papers of Taiwan are signed.
_NAME_AND_CALLING: Final = re.compile(
    rf"(?P<name>[{HAN}]{{2,4}})\s?/\s?(?P<calling>[{HAN}]{{2,20}})\s?(?:\([{HAN}]{{2,8}}\))?"
)
_NAME_THEN_CALLING: Final = re.compile(rf"(?P<name>[{HAN}]{{3}})\s{{1,3}}(?P<calling>[{HAN}]{{4,10}})")
# 本报记者某摄影报道“…: what was done ends the byline, and the text begins.
_WORKED: Final = re.compile(
    rf"[{BULLETS}]?\s{{0,2}}[{HAN}]{{0,8}}(?:记者|通讯员)[{HAN}·、 \u3000]{{2,30}}?(?:摄影报道|文/图|图/文)"
    rf"\s{{0,2}}:?(?=\s?[“\s{HAN}0-9])"
)
_COUNTED: Final = re.compile(rf"[{HAN}]:\s?\d")  # 文/ 查看:55, as a database has it
_COUNTRY_OPENS: Final = frozenset("([【〔")
# 〔苏联〕, [法] before an author who writes in another language.
_COUNTRY: Final = re.compile(rf"[(\[【〔]\s?(?P<country>[{HAN}]{{1,6}})\s?[)\]】〕]\s?(?P<name>[{HAN}{POINT}]{{2,14}})")
_SHORT_COUNTRIES: Final = frozenset("美英法德俄日意加澳印韩苏西葡荷波挪瑞丹匈奥希埃以捷罗古智巴墨土泰越朝")
_TOLD: Final = re.compile(r"\s{0,3}报[道导]:\s{0,2}")  # behind the names: 记者 某 报道:昨日
_STOP: Final = re.compile(r"[,。:;!?“《]|本报讯|$")
_ENDS_ROLE: Final = re.compile(r"(?:记者|通讯员|实习生)$")
_WORD: Final = re.compile(r"[^\s、]+")
_TEXT_OPENS: Final = re.compile(
    r"\s|近日|日前|目前|昨[天日晚]|今[天日年]|去年|前不久|最近|本报讯|新华社|[0-9]{1,4}[月年日]|“|《|随着|为了|记者从"
)


@once
def parse_byline(folded: str, source: str) -> tuple[tuple[Contributor, ...], Mark] | None:
    """Return the people of a line that holds nothing but a byline, and how surely it is one."""
    by = _BY.match(folded)
    if by or web_fields(folded):
        people = _behind_by(folded[by.end() :], source[by.end() :]) if by else authors_of(folded, source)
        return (people, Mark.MARKED) if people else None
    if not folded or len(folded) > _LONGEST or _SENTENCE.search(folded):
        return None
    folded = _without_controls(folded)
    written = _by_outlets_editor(folded, source) if "编辑" in folded[:_LONGEST_UNNAMED] else ()
    editors = _SPACED_EDITOR.match(folded) or _EDITORS.search(folded)
    if written or (editors and not editors.start()):
        return (written, Mark.MARKED) if written else None  # None: they made the page
    if editors:
        folded = folded[: editors.start()].rstrip()
    labelled = _LABELLED_BULLET.match(folded) if ":" in folded[:6] else _after_unit(folded)
    start = labelled.end() if labelled else 0
    bullet = _BULLET.match(folded, start)
    start = bullet.end() if bullet else start
    told = _TOLD_BY.search(folded, start + 1) if "线索" in folded or "料" in folded else None
    inner, printed = folded[start : told.start() if told else len(folded)], source[start:]
    printed = printed[: len(inner)]
    if inner.isascii() and printed.islower():
        return None  # in, more: a word of the web page, no name
    if _is_unnamed(inner):
        return (Contributor("", printed),), Mark.MARKED
    return _names_in(inner, printed, bullet=bullet is not None)


def _behind_by(folded: str, source: str) -> tuple[Contributor, ...]:
    found = read_people(folded)
    known = found.marked or not found.units  # by 记者某 台北报导
    return found.contributors(folded, source) if known and not found.rest else ()


def _without_controls(folded: str) -> str:
    """Return a byline without what a site prints behind it: 作者:某 发表评论, 作者:某 阅读 1024."""
    for space in [each.start() for each in _SPACE.finditer(folded)][-_MOST_CONTROLS:]:
        behind = folded[space:].strip()
        named = _LABELLED_HEAD.match(folded[:space])
        if named and (_COUNT.sub("", "".join(behind.split())) in navigation.LINES or is_counted(behind)):
            return folded[:space].rstrip()
    return folded


def _is_unnamed(inner: str) -> bool:
    """Tell whether a byline names nobody: 本报评论员, 国际中心/综合报导."""
    if len(inner) > _LONGEST_UNNAMED:
        return False
    desk = _DESK.fullmatch(inner) if "中心/" in inner[:6] else None
    if desk and (desk["where"] in _WAYS or desk["where"] in place_names()):
        return True
    return _UNNAMED.fullmatch(inner) is not None


def is_name_of_outlet(folded: str) -> bool:
    """Return whether a line is where somebody is from and the name, and nothing else: 青石时报 某, 采访整理/某."""
    if not _OF_OUTLET.fullmatch(folded):
        return False
    found = read_people(folded)
    return len(found.named) == 1 and found.sure and bool(found.units) and not found.rest


def _by_outlets_editor(folded: str, source: str) -> tuple[Contributor, ...]:
    match = _OUTLETS_EDITOR.fullmatch(folded)
    people = read_people(match["who"]) if match else None
    if match is None or people is None or not people.sure or people.rest or people.marked:
        return ()
    role = source[slice(*match.span("role"))]
    who = source[slice(*match.span("who"))]
    return tuple(Contributor(each.name, role) for each in people.contributors(match["who"], who))


def _from_abroad(inner: str) -> tuple[int, int] | None:
    """Return where the name stands behind a country in brackets: 〔苏联〕高尔基. Must not match [日本]地震."""
    match = _COUNTRY.fullmatch(inner) if inner[:1] in _COUNTRY_OPENS else None
    if match is None or not (match["country"] in WORLD or match["country"] in _SHORT_COUNTRIES):
        return None
    name = match["name"]
    by_sound = 2 * sum(character in CHARACTERS for character in name) > len(name)
    short = match["country"] in _SHORT_COUNTRIES and pen_name(name)  # 〔日〕川端康成
    return match.span("name") if by_sound or short or likely_name(name) else None


def _after_unit(folded: str) -> re.Match[str] | None:
    """Match where somebody is from before a bullet and a name: 青石小学五年级 ◎柳禾青."""
    match = _UNIT_BULLET.match(folded)
    return match if match and likely_name(match["name"]) and is_unit(match["unit"]) else None


@once
def took_pictures(folded: str) -> frozenset[str]:
    """Return the names (folded) of those in a byline who took pictures and wrote nothing: 孙波 of 钱进/文 孙波/图."""
    return frozenset(read_people(folded, loose=True).pictured) if _PICTURING.search(folded) else frozenset()


def names_reporters(line: Line) -> bool:
    """Return whether a line names its writers by a role or a sign and holds nothing else, wherever it stands."""
    folded = line.folded
    if len(folded) > _LONGEST_REPORTERS or not _may_name_writers(folded) or not _NAMES_WRITERS.match(folded):
        return False
    found = parse_byline(folded, line.text)
    if found is None or found[1] is not Mark.MARKED or took_pictures(folded):
        return False
    return all(sure_name(fold(person.name)) for person in found[0])


def _may_name_writers(folded: str) -> bool:
    """Tell whether a line holds what every one does that names its writers: few do, and the pattern looks long."""
    told = "记者" in folded or "报" in folded or "通讯员" in folded or ":" in folded or "/" in folded or "|" in folded
    return told or folded[0] in "□◎☉○" or not folded.isalnum()


def is_role(folded: str) -> bool:
    """Return whether a line is a role and nothing else: 全媒体记者 above its names."""
    return len(folded) <= _LONGEST_UNNAMED and _ROLE_ONLY.fullmatch(folded) is not None


def _names_in(inner: str, printed: str, *, bullet: bool) -> tuple[tuple[Contributor, ...], Mark] | None:
    if COLUMN.fullmatch(inner) or DIGEST.fullmatch(inner) or inner in SECTIONS or _COUNTED.search(inner):
        return None
    foreign = _from_abroad(inner)
    if foreign:
        return (Contributor(printed[slice(*foreign)]),), Mark.MARKED
    abroad = _NAME_AND_PLACE.fullmatch(inner) or _called(inner) or _of_calling(inner)
    known = abroad is not None and likely_name(abroad["name"]) and abroad["name"] not in _NO_WRITERS
    found = read_people(abroad["name"] if abroad and known else inner, loose=bullet)
    if is_joined_label(inner) and not (found.marked and found.sure):
        return None  # 法治/社会, but not 整理/柳禾青
    if not found.named or not understood(found) or (NO_NAME.search(inner) and not (found.marked and found.sure)):
        return None
    if "," in inner and not found.sure:
        return None  # text runs on
    mark = _mark_of(inner, found, bullet=bullet)
    return (found.contributors(inner, printed), mark) if mark else None


def _called(inner: str) -> re.Match[str] | None:
    match = _NAME_AND_CALLING.fullmatch(inner) if "/" in inner[:6] else None
    if match is None or not sure_name(match["name"]):
        return None
    return match if is_calling(match["calling"]) or holds_office(match["calling"]) else None


def _of_calling(inner: str) -> re.Match[str] | None:
    """Match a name and what somebody is, white space between: 柳禾青 青石大学教授."""
    match = _NAME_THEN_CALLING.fullmatch(inner)
    return match if match and sure_name(match["name"]) and holds_office(match["calling"]) else None


def _mark_of(inner: str, found: People, *, bullet: bool) -> Mark:
    """Return how surely ``inner`` is a byline."""
    # 老桥社区居民柳禾青: who speaks below.
    speaks = inner[-1] == ":" and any(person.role.endswith(roles.READER_WORDS) for person in found.named)
    if found.marked or (found.sure and _OUTLET_AND_NAME.match(inner)):
        return Mark.NONE if speaks else Mark.MARKED
    if all(person.sure or likely_name(person.name) for person in found.named):
        if bullet:
            return Mark.MARKED
        return _unmarked(inner, found)
    if bullet and is_double_surnamed(inner):
        return Mark.MARKED
    if bullet and len(found.named) == 1 and (len(inner) <= _SHORT_PEN_NAME or "(" in inner or "〈" in inner):
        return Mark.SURNAMED
    return Mark.NONE


def _unmarked(inner: str, found: People) -> Mark:
    """Return how surely names without any mark are a byline: each must be one by its form, and no other word."""
    if len(inner) > _LONGEST_UNMARKED or len(found.named) > _MOST_UNMARKED:
        return Mark.NONE
    if len(found.named) == 1 and begins_with_word(inner):
        return Mark.NONE  # 江南岸 below 春风又绿
    if found.sure:
        return Mark.SURNAMED
    return Mark.PEN_NAME if len(found.named) == 1 and len(inner) <= _LONGEST_PEN_NAME else Mark.NONE


@once
def end_byline(folded: str, source: str) -> tuple[tuple[Contributor, ...], int] | None:
    """Return whom a byline after the last sentence names, and where it begins: …投诉。 本报记者 李楠."""
    match = END_BYLINE.search(folded) if "记者" in folded or "通讯员" in folded else None
    if match is None:
        return None
    found = read_people(match["who"])
    # Else a sentence that begins with 记者采访了.
    if not found.named or found.rest or not all(likely_name(person.name) for person in found.named):
        return None
    return found.contributors(match["who"], source[slice(*match.span("who"))]), match.start()


@once
def opening_byline(folded: str, source: str) -> tuple[tuple[Contributor, ...], int] | None:
    """Return whom a byline that runs on into the text names, and where the text begins: □柳禾青 杜小渡 近日,…."""
    worked = _WORKED.match(folded) if "记者" in folded[:12] or "通讯员" in folded[:12] else None
    if worked and worked.end() < len(folded.rstrip()):
        done = read_people(worked.group())
        if done.sure and done.marked and not done.rest:
            return done.contributors(worked.group(), source), worked.end()
    start = _OPENS.match(folded)
    stop = _STOP.search(folded, start.end() if start else 0)
    if start is None or stop is None or stop.start() > _LONGEST:
        return None
    begin = start.end("bullet") if start["bullet"] else 0
    words = list(_WORD.finditer(folded, begin, stop.start()))
    end = 0
    named = 0
    for word in words:
        piece = folded[begin : word.end()]
        found = read_people(piece)
        if found.rest or (found.named and not found.sure):
            break
        if named and len(found.named) == named and not found.work and not _ENDS_ROLE.search(word.group()):
            break
        named = len(found.named)
        end = word.end() if found.named else end
    else:
        return None  # the whole of it: no text follows
    glued = _glued(folded, begin, end or begin)
    end = glued or end
    if not end:
        return None
    people = read_people(folded[begin:end])
    told = _TOLD.match(folded, end)
    if not people.sure:
        return None
    return people.contributors(folded[begin:end], source[begin:end]), told.end() if told else end


def _glued(folded: str, begin: int, end: int) -> int:
    """Return where a name ends that runs on into the text: 杜小渡近日; 0 for none."""
    at = end + len(folded[end:]) - len(folded[end:].lstrip())
    if at > begin and at == end:
        return 0
    for length in (3, 2):
        if sure_name(folded[at : at + length]) and _TEXT_OPENS.match(folded, at + length):
            return at + length
    return 0
