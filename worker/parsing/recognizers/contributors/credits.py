"""Photo credits: who took, drew or gave a picture, on a line of their own or at the end of a caption.

Patterns run on folded text; names are returned in source characters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from worker.document.issue import Contributor
from worker.lexicon import outlets, roles
from worker.lexicon.characters import BULLETS, HAN
from worker.parsing.patterns.hints import hint, may_hold
from worker.parsing.patterns.person_names import pen_name, sure_name
from worker.parsing.recognizers.contributors.posted_pictures import MAY_BE_POSTED, POSTED, source_of_picture
from worker.parsing.recognizers.once import once
from worker.parsing.recognizers.people.beside import is_unit
from worker.parsing.recognizers.people.grammar import read_people, understood
from worker.parsing.recognizers.people.named import People
from worker.parsing.recognizers.sites.metadata import web_fields

_LONGEST: Final = 60
# The verb closes the credit; 摄于2009年 may follow it, and what the database left of the picture.
_VERB: Final = (
    r"(?:摄影报道|(?:特约)?摄影|拍摄|摄制|摄于[^()。,]{1,16}|供图|提供|制图|配图|绘图|漫画|插图|翻摄(?:自[^()。,;!?]{1,12})?|翻拍|航拍"
    r"|(?:\d{4}年(?:\d{1,2}月)?)?摄|画|作|绘|/图|(?<=\s)图|/影)"
)
_LEFT: Final = r"(?:\((?:附?图片?|附?照片|附图)[^()]{0,4}\))?"
# The agency or the site that gave the picture on, and the day: 某摄/某社, 中央社记者某摄 114年11月28日.
_FROM: Final = (
    rf"(?:[,、/]\s?(?:{outlets.KNOWN}|以?下[均皆]?同|[{HAN}]{{2,8}})|\((?:图片?来?源:)?[{HAN}]{{2,10}}\)"
    rf"|\s{{1,3}}\d{{2,4}}年\d{{1,2}}月\d{{1,2}}日)?"
)
_OWN: Final = re.compile(
    rf"[{BULLETS}]?\s{{0,3}}[(\[【〔〈]?\s{{0,3}}(?P<who>[^()〈〉。,;!?]{{1,40}}?)\s{{0,3}}/?\s{{0,2}}(?P<verb>{_VERB}){_FROM}\s{{0,3}}[)\]】〕〉]?\s{{0,3}}{_LEFT}\s{{0,2}}"
)
# 拍摄者:本报记者 某, 摄影:某, 图/某, 摄影/记者某.
_LABELLED: Final = re.compile(
    rf"[{BULLETS}(\[【〔]?\s{{0,3}}(?P<label>(?:本报|记者)?(?:{roles.PICTURE_LABELS})|(?:图片?|[照相]片|影像)(?:摄影|拍摄|提供))\s{{0,2}}[:/|]\s{{0,3}}"
    r"(?P<who>[^。,;!?|]{2,40}?)\s{0,2}(?:[,|]\s?\d{4}[./-]\d{1,2}[./-]\d{1,2})?\s{0,2}[)\]】〕]?\s{0,3}"
)
# 剪纸 王明, 摄影 王明, ■ 摄影 记者 王明. Must NOT match 图 王明: 图 alone is a role of bylines.
_LABEL_AND_NAME: Final = re.compile(
    rf"(?:[{BULLETS}]\s{{0,3}})?(?:特约)?(?P<label>{roles.PICTURE_LABELS})(?<!^图)(?<!^影)(?<!^摄)[ \u3000]{{1,4}}"
    rf"(?P<who>[{HAN}·、 \u3000]{{2,16}})(?:/[{HAN}]{{2,8}})?\s{{0,2}}[)】〕]?"
)
# …。摄影柳禾青: glued to the name, behind a caption.
_GLUED_NAME: Final = re.compile(rf"(?:特约)?摄影(?:记者)?\s{{0,2}}(?P<who>[{HAN}]{{2,4}})")
# (Photo by柳禾青), © AFP: in Latin letters.
_LATIN: Final = re.compile(
    r"[(\[]?\s{0,2}(?:photos?(?:graph)?\s?(?:by|:|/)|©)\s{0,2}(?P<who>(?![\d\s])[^()。,;!?:/]{2,30}?(?:\s?/\s?[^()。,;!?:/]{2,30}?)?)\s{0,2}[)\]]?\s{0,3}"
)
# (某局提供/记者某松溪传真), (记者某翻摄): as the papers of Taiwan say where a picture came from.
_SENT_ON_BY: Final = re.compile(
    rf"[(【〔][^()【】〔〕。,:;!?\s]{{2,16}}提供/(?P<who>记者[{HAN}]{{2,10}})(?:传真|翻摄|摄)[)】〕]\s{{0,3}}"
)
# Who sells pictures, named alone behind one.
_STOCKS = (
    *("人民视觉", "视觉中国", "东方ic", "cfp", "ic photo", "图虫创意", "getty images?", "达志影像", "光明图片"),
    *("中经视觉", "海洛创意", "shutterstock", "pixabay", "unsplash", "alamy"),
)
_STOCK: Final = rf"(?:{'|'.join(_STOCKS)})"
# 新华社发, 新华社发美联社照片, 传真照片, 资料图片: nobody is named.
_AGENCY: Final = re.compile(
    rf"[(\[【〔]?\s{{0,3}}(?P<who>(?:{outlets.KNOWN})(?:发|供|传真|(?:发|供)?[^()。,;!?]{{0,12}}(?:照片|图片|传真照片))"
    rf"|(?:{outlets.AGENCY})(?:供图|资料图?|截图|\s图|/[{HAN}]{{2,6}}|[发供]\((?:{outlets.AGENCY})(?:照片|图片)\))|新华/(?:法新|路透|美联)"
    rf"|(?:{outlets.AGENCY})\s?(?:file\s)?photos?(?:\s?/\s?[^()。,;!?/]{{2,30}})?|(?:来源\s?:\s?)?{_STOCK}|本报资料图"
    r"|(?:资料|档案|传真|网络|示意)(?:照片?|图片?)(?:,?\s?仅供参考)?|(?:视频|网络|电视|监控|直播)?截图"
    r"|图片来源:?[^()。,;!?]{2,20}(?:,版权[^()。,;!?]{1,12})?|(?:图?片?(?:[取截撷]取?|截图)|图片?[摘转]|图片?来?)自[^()。,;!?]{2,20}|翻摄自?[^()。,;!?]{0,12})\s{0,3}[)\]】〕]?\s{0,3}"
)
# In brackets, where no sentence stands: (校网图片), (明报制图), (柳禾青办公室提供). Must NOT match (附图片).
_BRACKETED: Final = re.compile(
    r"[(【〔]\s{0,2}(?P<who>(?!附|无|见|左|右|上|下|中)[^()【】〔〕。,;:!?\s]{2,14}"
    r"(?:图片|[照相]片|制图|供图|提供|截图|影片|画面|脸书|资料图|资料照|档案照|档案图|图库|网图)|《[^《》]{2,12}》(?:图|图片|照片|供图|摄))\s{0,2}[)】〕]\s{0,3}"
)
# 剧照由主办方提供, 图据新华社, 图/受访者提供: an institution or nobody by name.
_GIVEN: Final = re.compile(
    r"[(\[【〔]?\s{0,3}(?:本版|本文|部[分份])?(?:剧照|图片|[照相]片|影像|配图|图)(?:均|皆|都)?(?:由(?P<by>[^()。,;!?:/]{2,20}?)(?:提供|供图|拍摄|摄)"
    r"|(?:来源|源|据)\s{0,2}[:/]?\s{0,2}(?P<source>[^()。,;!?]{2,16})|\s{0,2}[:/|]\s{0,2}(?P<giver>[^()。,;!?]{2,12}?)(?:提供|供图))"
    r"\s{0,3}[)\]】〕]?\s{0,3}"
)
# 新华社发(N 摄), 松溪网发(N 摄)
_AGENCY_THEN_NAME: Final = re.compile(
    rf"(?:{outlets.KNOWN}|[{HAN}]{{2,6}}[网社报])[发供]\s{{0,3}}\((?P<who>[^()]{{2,20}}?)\s{{0,3}}/?(?:摄|编制|制图|绘|作)\)\s{{0,3}}"
)
# (图/中国时报某摄), (图/民众提供/某报传真), (图截取自脸书): in brackets and about a picture, whoever it is.
# Must NOT match (图为…), (图右), (图1), nor (图/文:某), who wrote.
_SHOWN: Final = re.compile(
    r"[(【〔]\s{0,2}(?:图片?|[照相]片|摄影)\s{0,2}(?:[:/|]|(?=(?:截|撷|翻)?(?:取|摄)自|翻摄))\s{0,2}(?P<who>(?!文)[^()【】〔〕。,;!?]{2,30}?)"
    r"(?:提供|翻摄|授权|传真|资料照片?|摄)?\s{0,2}[)】〕]\s{0,3}"
)
# 某局供图 某网发: who sent on what another gave or took.
_SENT_ON: Final = re.compile(rf"(?:供图|提供|摄)(?P<by>\s{{1,3}}[{HAN}]{{2,8}}(?:[网社报]发|[网社]))$")
# An agency before the photographer: 路透社 某摄, 新华社记者 某摄.
_AGENCY_FIRST: Final = re.compile(rf"(?:{outlets.KNOWN})\s{{0,2}}[/、:]?\s{{0,2}}")
# (新华社发 某 摄), (松溪网发 某摄): who passed it on, before who took it.
_PASSED_ON: Final = re.compile(rf"(?:{outlets.KNOWN}|[{HAN}]{{2,6}}[网社报])[发供]\s{{0,3}}(?=\S)")
# P. Ruiz 摄: a name in Latin letters, or an agency before a stroke: CICPHOTO/柳禾青 摄.
_LATIN_NAME: Final = re.compile(r"[a-z][a-z'-]{0,20}\.?(?:[ .·]{1,2}[a-z][a-z'-]{0,20}){1,3}")
_LATIN_AGENCY: Final = re.compile(r"[a-z]{2,10}\s?/\s?(?=[\u3400-\u9fff])")
_OPENING: Final = frozenset("(〔【[〈")
_BARS: Final = " \u3000|"
_ALSO_BAR: Final = "丨"  # 图丨某: a character that looks like a bar
_GIVERS: Final = frozenset({"读者", "受访者", "网友", "民众", "警方", "校方", "主办方", "主办单位", "当事人", "家属"})
_GIVING: Final = frozenset({"供图", "制图", "配图", "提供", "翻摄"})
_TAKEN: Final = frozenset({"摄", "摄影", "拍摄"})
_ANY_WORD: Final = frozenset({"画", "作", "绘"})
# Who wrote as well: 钱进/文 孙波/图, 钱进/报道 孙波/摄, 柳禾青采访/摄影.
_WROTE: Final = re.compile(
    r"/\s?(?:文字?|报[道导]|采访|采写|撰文)(?=[\s):/]|$)|(?:采访|采写|撰文|报[道导])\s?/\s?摄影(?=[\s)]|$)"
)
_BEFORE: Final = BULLETS + "([【〔〈 \u3000"
_WORDS = ("文并摄", "文/摄", "文·摄", "文摄", "图/文", "文/图", "文图")  # of bylines
# 撰文/柳禾青 摄影/杜小渡.
_WRITES_FIRST: Final = re.compile(rf"[(【]?(?:撰文|采写|文字?|采访|口述|整理)\s?[/:|]\s?[{HAN}·]{{2,8}}[\s、]")
# 柳青文摄: 文 is of the name.
_NAMED_SO: Final = re.compile(rf"(?:^|[^{HAN}]|记者|通讯员)(?P<name>[{HAN}]{{1,2}}[文图])摄$")
_LONGEST_NAME: Final = 4
_NAME_GAP: Final = re.compile(r"[\s、,]")
_LONGEST_GIVER: Final = 20
_LONGEST_RUN_ON: Final = 60
# 摄:某/某传媒 at a caption's end, 图/某, 图据某网, 人民视觉.
# Each begins with a letter, what must stand before is asked behind it: so nearly all letters are passed over.
_SHOT_BY: Final = re.compile(
    r"摄影?[:/|]|图源[:/]|图(?<=[。!?”\s(]图)(?:\s?[:/|据源自]|片(?:来[源自]|由))|摄影(?<=[。!?”\s(约]摄影)(?!报)\s?(?=.{2,4}$)|摄影(?<=[。!?”\s(]摄影)\s|photo(?<=[。!?”\s(]photo)\s?(?:[:/]|by\s)"
    r"|图片提供[:/|]|©|摄影记者"
    + "".join(rf"|{work}(?:提供)?[:/|]" for work in ("漫画", "制图", "插[图画]", "绘图", "照片", "相片"))
    + "".join(rf"|{stock}\)?$" for stock in _STOCKS)
)
_SHOWN_SO: Final = POSTED | hint([
    "摄", "图", "photo", "©", "漫画", "制图", "插图", "插画", "绘图", "照片", "相片", *(stock[:2] for stock in _STOCKS),
])  # fmt: skip
# (资料照,记者某摄): what it is before who took it.
_STOCK_FIRST: Final = re.compile(r"[(【](?:资料|档案|示意|合成)(?:照片?|图片?)[,、/|;]\s?(?=\S)")
# 图/联合报系资料照, 图/取自脸书: a giver by any name.
_GIVER: Final = re.compile(
    r"(?:取|翻|截|撷|摘).{0,2}自.+|翻摄.*|.+(?:资料照片?|档案照片?|提供|画面|截图|图库|脸书|视觉)"
)
# Where the credit at the end of a caption may begin: behind a sentence, a bracket or white space, or at a role.
_BEGINS: Final = re.compile(
    rf"(?<=[。!?”’)\s])(?=\S)|(?<=\d/)(?=[{HAN}])|(?=[(〔【〈])|(?=(?:{outlets.KNOWN})(?!的))|(?=(?:记者|通讯员|特约记者|见习记者|摄影?[:/|]|/?图[:/|]|/图|图源[:/]))"
)
_REPORTER: Final = re.compile(rf"(?:本报|新华社|中新社)?[{HAN}]{{0,6}}(?:记者|通讯员)")
_STROKE_OUTLET: Final = re.compile(rf"(?P<stroke>/)[{HAN}]{{2,8}}$")
_FROM_AGENCY: Final = re.compile(rf"(?:{outlets.KNOWN})(?:记者|发|照片|[^。,]{{0,12}}(?:照片|图片))")
_ENDS = (
    *(
        "摄",
        "摄影",
        "报道",
        "供图",
        "日",
        "提供",
        "画",
        "绘",
        "图",
        "片",
        "发",
        "照",
        "社",
        "网",
        "afp",
        "截图",
        "翻拍",
        "传真",
        "资料",
        *("影", "画面", "航拍", "视觉", "影像", "新华社/法新", "新华社/路透", "新华社/美联"),
    ),
    *(")", "】", "〕", "]", "〉"),
)
_LAST: Final = frozenset(end[-1] for end in _ENDS)  # one look for all of them: nearly all paragraphs end otherwise
_INSIDE: Final = re.compile(
    r"摄|[取摘截转图撷]自|》图|示意图|图片来自|供图|提供|照片|图片|发\)?$|制图|漫画|绘|画\)?$|图[:/|自]|/图|影[:/|]|画面|航拍|©|[画片][:/|]|新华社?/|资料|截图|翻拍|图据|图片?来?源|图片由|photo|视觉|网络图|档案|社\)?$|\s图$|[a-z]\)?$|[(【〔]路透[)】〕]$"
)


_STROKED: Final = re.compile(r"图\s?[/|]|图:(?:记者|本报)")  # 早市开张图/某摄
_BEFORE_PICTURE: Final = frozenset("地插漫配制题构版宏蓝意企试示略视附绘贴看")  # 地图/…, 插图/…
_REPORTS: Final = re.compile(r"报[道导]\s?[)】]?\s?$")
# …。中新社记者:柳禾青 behind a caption. Must NOT match 本报记者:柳禾青, who wrote what stands before it.
_BY_REPORTER_OF: Final = re.compile(
    rf"(?<=[。!?”])\s{{0,3}}(?:{outlets.AGENCY})(?:摄影)?记者\s?:\s?(?P<who>[{HAN}·、 ]{{2,12}})$"
)
# 早市开张(路透), 早市开张(美联社): an agency alone in brackets, behind words that end no sentence.
_BY_AGENCY: Final = re.compile(rf"(?<![。!?”’…」』)\s])[(【〔](?P<who>{outlets.AGENCY})[)】〕]$")


# …。 新华社, …。AP at the end of what is known to be a caption; below a report it is who sent the text.
_BARE_AGENCY: Final = re.compile(
    rf"(?<=[。!?”])\s{{0,3}}(?P<who>(?:{outlets.AGENCY})(?:图片|照片|资料图片?|传真)?|(?<=[\s。])[{HAN}]{{2,14}}提供)$"
    r"|(?<=[\u3400-\u9fff。])(?<![的些批张份])\s{0,3}(?P<stock>(?:资料|档案|网络)(?:图片|照片))$"
)


@dataclass(frozen=True, slots=True)
class PhotoCredit:
    """A photo credit: who, and from which character of the text on it stands.

    ``given``: it says who gave the pictures of an article, not who took the one above it.
    """

    people: tuple[Contributor, ...]
    start: int
    given: bool = False


def bare_agency(folded: str, source: str) -> PhotoCredit | None:
    """Return the agency or the giver that stands alone behind the last sentence of a caption, None where none does."""
    match = _BARE_AGENCY.search(folded[-24:])
    if match is None:
        return None
    start = max(0, len(folded) - 24)
    return PhotoCredit((Contributor(source[start + match.start(match.lastgroup or 0) :]),), start + match.start())


def says_who_reported(folded: str) -> bool:
    """Return whether a text ends as 某摄影报道 does: who took the picture wrote what stands before it as well."""
    return _REPORTS.search(folded[-8:]) is not None


@once
def own_line_credit(folded: str, source: str) -> PhotoCredit | None:
    """Return the credit of a line that holds nothing else, but what a crawler left of a table's edge: 某 摄 |."""
    folded = folded.replace(_ALSO_BAR, "|")
    found = _credit_of(folded, source, behind=False)
    at = folded.rfind("(") if found is None and folded.endswith(")") and len(folded) <= _LONGEST else 0
    if at > 0:  # 图/某局提供(记者某翻摄)
        begun, closed = folded[:at].rstrip(), _credit_of(folded[at:], source[at:], behind=False)
        first = _credit_of(begun, source[: len(begun)], behind=False) if closed else None
        if first and closed:
            return PhotoCredit((*first.people, *closed.people), 0)
    return found


def _credit_of(folded: str, source: str, *, behind: bool) -> PhotoCredit | None:
    """Return the credit that a text is, on a line of its own or ``behind`` other text."""
    if folded.endswith("|"):
        folded = folded.rstrip(_BARS)
        source = source[: len(folded)]
    if not folded or len(folded) > _LONGEST or _is_byline(folded):
        return None
    sent = _SENT_ON.search(folded) if folded[-1] in "发网社" else None
    if sent:
        folded, source = folded[: sent.start("by")], source[: sent.start("by")]
    first = _STOCK_FIRST.match(folded) if folded[1:3] in {"资料", "档案", "示意", "合成"} else None
    if first:
        cut = first.end() - 1
        return _credit_of(folded[0] + folded[cut + 1 :], source[0] + source[cut + 1 :], behind=behind)
    shown = _SHOWN.fullmatch(folded)
    if shown:
        start, end = shown.span("who")
        found = read_people(folded[start:end])
        named = found.named and found.sure and not found.rest
        return PhotoCredit(
            found.contributors(folded[start:end], source[start:end])
            if named
            else (Contributor(source[start:end].strip()),),
            0,
        )
    match = _GIVEN.fullmatch(folded)
    if match:
        start, end = match.span(match.lastgroup or 0)
        return PhotoCredit((Contributor(source[start:end].strip()),), 0, given=True)
    labelled = _by_label(folded, source)
    if labelled is not None:
        return PhotoCredit(labelled, 0) if labelled else None
    people = _with_verb(folded, source) or _spaced(folded, source) or (_glued(folded, source) if behind else None)
    match = None if people else _AGENCY.fullmatch(folded) or _BRACKETED.fullmatch(folded)
    if match:
        people = (Contributor(source[slice(*match.span("who"))].strip()),)
    posted = None if people else source_of_picture(folded, behind=behind)
    if posted:
        people = (Contributor(source[slice(*posted)].strip()),)
    return PhotoCredit(people, 0) if people else None


def _by_label(folded: str, source: str) -> tuple[Contributor, ...] | None:
    """Return whom a label or a form names, nobody where the label is there and no name; None without a label."""
    match = _LATIN.fullmatch(folded) or _SENT_ON_BY.fullmatch(folded)
    if match:
        return (Contributor(source[slice(*match.span("who"))].strip()),)
    match = _LABELLED.fullmatch(folded)
    return (_labelled(folded[slice(*match.span("who"))], source[slice(*match.span("who"))]) or ()) if match else None


def _is_byline(folded: str) -> bool:
    """Return whether a line says that somebody wrote as well, or is about the text: 文/图, 来源:… 作者:…."""
    closed = folded.rstrip(")】〕 ")
    named = _NAMED_SO.search(closed)
    if closed.lstrip(_BEFORE).startswith(_WORDS):
        return True
    if closed.endswith(_WORDS) and not (named and sure_name(named["name"])):
        return True
    if _WRITES_FIRST.match(folded):
        return True
    if " 文 " in folded or " 文/" in folded:
        return True  # 某 文 某 图, (某 文/某 图)
    if "/" in folded and _WROTE.search(folded):
        return True
    return bool(web_fields(folded))


def _spaced(folded: str, source: str) -> tuple[Contributor, ...] | None:
    """Read 剪纸 王明: what it is and whose, where nothing but names follows."""
    match = _LABEL_AND_NAME.fullmatch(folded)
    found = read_people(match["who"]) if match else None
    if match is None or found is None or not found.sure or found.rest:
        return None
    if found.marked and not match["label"].startswith("摄"):
        return None
    return found.contributors(match["who"], source[slice(*match.span("who"))])


def _glued(folded: str, source: str) -> tuple[Contributor, ...] | None:
    """Read 摄影柳禾青 behind a caption, where the name is surely one."""
    match = _GLUED_NAME.fullmatch(folded)
    return (Contributor(source[slice(*match.span("who"))]),) if match and sure_name(match["who"]) else None


def _with_verb(folded: str, source: str) -> tuple[Contributor, ...] | None:
    match = _AGENCY_THEN_NAME.fullmatch(folded) or _OWN.fullmatch(folded)
    if match is None:
        return None
    verb = match.groupdict().get("verb") or "摄"
    if verb == "提供" and folded[0] not in _OPENING and match["who"].strip() not in _GIVERS:
        return None  # 决定向印尼提供
    return _credited(folded[slice(*match.span("who"))], source[slice(*match.span("who"))], verb)


def _labelled(who: str, source: str) -> tuple[Contributor, ...] | None:
    who = who.removesuffix("摄").rstrip()  # 图/记者某摄
    found = read_people(who, loose=True)
    if found.named and understood(found):
        return found.contributors(who, source)
    given = found.units or _GIVER.fullmatch(who)
    return (Contributor(source.strip()),) if len(who) <= _LONGEST_GIVER and given else None


def _credited(who: str, source: str, verb: str) -> tuple[Contributor, ...] | None:
    """Return who took, drew or gave a picture; an institution can only give one."""
    bare = who.strip("( ")
    passed = _PASSED_ON.match(bare)
    if passed:
        bare, source = bare[passed.end() :], source.strip("(（ \u3000")[passed.end() :]
    latin = _LATIN_AGENCY.match(bare)
    if latin:
        bare, source = bare[latin.end() :], source.strip("(（ \u3000")[latin.end() :]
    if verb in _TAKEN and _LATIN_NAME.fullmatch(bare):
        return (Contributor(source.strip("(（ \u3000")),)
    agency = _AGENCY_FIRST.match(bare)
    if agency and agency.end() == len(bare) and verb not in _ANY_WORD:
        return (Contributor(source.strip("(（ \u3000/／")),)
    strict = verb in _ANY_WORD or len(bare) > _LONGEST_NAME
    found = read_people(bare, loose=not strict)
    if found.named and understood(found) and _all_names(found, strict=strict):
        return found.contributors(bare, source.strip("(（ \u3000"))
    if verb == "图" and is_unit(bare):
        return (Contributor(source.strip("(（ \u3000")),)
    if verb in _GIVING and len(bare) <= _LONGEST_GIVER and not _NAME_GAP.search(bare) and len(bare) > 1:
        return (Contributor(source.strip("(（ \u3000")),)
    return None


def _all_names(found: People, *, strict: bool) -> bool:
    if strict and not found.marked:
        return found.sure
    return found.marked or all(pen_name(person.name) for person in found.named)


@once
def end_credit(folded: str, source: str) -> PhotoCredit | None:
    """Return the credit that closes ``folded`` after other text, or None."""
    start = max(0, len(folded) - _LONGEST_RUN_ON)
    tail = folded[start:].replace(_ALSO_BAR, "|").rstrip(_BARS)  # the bar of a table that a crawler left
    if tail.endswith(")。"):
        tail = tail[:-1]  # 工人在接管子(柳禾青 摄)。
    by_reporter = _BY_REPORTER_OF.search(tail) if "记者:" in tail[-16:] else None
    if by_reporter:
        who, printed = by_reporter["who"], source[start + by_reporter.start("who") :]
        found = read_people(who)
        people = found.contributors(who, printed) if found.named and not found.rest else ()
        return PhotoCredit(people, start + by_reporter.start()) if people else None
    if not _ends_as_credits(tail, posted=may_hold(folded, _SHOWN_SO)) or (
        len(folded) <= _LONGEST and _is_byline(folded)
    ):
        return None
    if not (_INSIDE.search(tail[-24:]) or MAY_BE_POSTED.search(tail[-40:])) or _names_writers(tail):
        return None
    agency = _BY_AGENCY.search(tail) if tail[-1] in ")】〕" and len(folded) <= _LONGEST else None
    if agency and start + agency.start():
        begin, end = agency.span("who")
        return PhotoCredit((Contributor(source[start + begin : start + end]),), start + agency.start())
    for match in _BEGINS.finditer(tail):
        at = match.start()
        if start + at == 0 or (at == 0 and start):
            continue
        stroke = _STROKE_OUTLET.search(tail[:at]) if tail.startswith("记者", at) else None
        begin = stroke.end("stroke") if stroke and stroke.start() else at  # …/某报记者某摄
        at, piece = (stroke.start() if begin < at and stroke else at), tail[begin:]
        if not _is_run_on(piece, behind=tail[:at]):
            continue
        credit = _credit_of(piece, source[start + begin : start + len(tail)], behind=True)
        if credit:
            given = credit.given and piece[0] not in _OPENING
            return _with_the_one_before(PhotoCredit(credit.people, start + at, given=given), folded, source)
    return None


def _with_the_one_before(credit: PhotoCredit, folded: str, source: str) -> PhotoCredit:
    """Return a credit with another that stands right before it: 图/某局提供(记者某翻摄)."""
    before = folded[: credit.start].rstrip()
    if not before or before[-1] in "。!?”":
        return credit
    other = end_credit(before, source[: len(before)])
    return PhotoCredit((*other.people, *credit.people), other.start, given=credit.given) if other else credit


def _ends_as_credits(tail: str, *, posted: bool) -> bool:
    """Return whether the end of a text has a word or sign that credits end with or hold near their end.

    ``posted``: the text may hold a word that says who took a picture, or where it was posted.
    """
    if tail[-1:] in _LAST and tail.endswith(_ENDS):
        return True
    if not posted:
        return False
    if "摄于" in tail[-20:] or "摄/" in tail[-10:] or _SHOT_BY.search(tail[-24:]):
        return True
    return MAY_BE_POSTED.search(tail[-40:]) is not None


def _names_writers(tail: str) -> bool:
    """Return whether the bracket that closes a text names who wrote as well: (文:某 图:某)."""
    opened = tail.rfind("(") if tail[-1] == ")" else -1
    return opened >= 0 and _is_byline(tail[opened:])


def _is_run_on(piece: str, behind: str) -> bool:
    """Return whether a piece may be a credit behind other text: no verb of a sentence may be the picture's."""
    if (
        piece[0] in _OPENING
        or piece.startswith(("/图", "图源"))
        or (_STROKED.match(piece) and behind[-1:] not in _BEFORE_PICTURE)
    ):
        return True
    if behind[-1:] not in "。!?”’) \u3000/" and not _REPORTER.match(piece):
        return _FROM_AGENCY.match(piece) is not None
    return piece[0] in "图摄照" or piece.removesuffix("提供") in _GIVERS or not piece.endswith(("提供", "作"))
