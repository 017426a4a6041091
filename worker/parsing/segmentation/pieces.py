"""Printed lines cut into pieces wherever an article, a headline or a signature may begin inside a line.

A cut is only a possibility: pieces that turn out to belong together are joined again, the white space between them as
it stood. All patterns run on folded text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from worker.folding import fold
from worker.lexicon import roles
from worker.lexicon.characters import BULLETS, CHINESE_DIGITS, CIRCLED, HAN
from worker.parsing.layout.lines import blank_head, blank_tail, display_width
from worker.parsing.patterns.hints import hint, may_hold
from worker.parsing.patterns.person_names import sure_name
from worker.parsing.recognizers.contributors.bylines import is_name_of_outlet
from worker.parsing.recognizers.people.beside import is_unit
from worker.parsing.recognizers.people.grammar import read_people
from worker.parsing.recognizers.sites.metadata import is_counted, is_issued
from worker.parsing.segmentation.kept_whole import is_whole, keep_names, without_blanks_amid

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from worker.parsing.layout.lines import Line

_HAN: Final = r"\u3400-\u9fff"
_N: Final = r"[0-9〇○零一二三四五六七八九十]"
_OUTLET: Final = rf"(?:[{_HAN}]{{0,8}}(?:[日晚晨早时商快周]报|都市报|青年报|报|网|社|新闻|在线))"
_DAY: Final = rf"(?:{_N}{{1,3}}月{_N}{{1,3}}日|{_N}{{1,3}}日)"
_BRACKETED_SOURCE: Final = rf"[{_HAN}·/《》0-9、\s:]{{2,30}}?(?:讯(?!员)|电|消息|报[道导]|文章)"
# Whatever may be a source line; ``source_lines`` tells what is one.
SOURCE: Final = re.compile(
    rf"[【〔\[(]{_BRACKETED_SOURCE}[^】〕\])]{{0,16}}[】〕\])]"
    rf"|(?:据|综合)?{_OUTLET}[{_HAN}·]{{0,10}}?(?:{_N}{{2,4}}年)?{_DAY}(?:[0-9]{{1,2}}时(?:[0-9]{{1,2}}分)?)?\s?"
    r"(?:专电|电|讯|消息|报道)"
    rf"|(?:据|综合)?(?:本报|新华社|中新社|中新网)[{_HAN}·]{{0,8}}?(?:讯|电)(?=[\s(【〔]|[{_HAN}]{{0,4}}记者|通讯员|据|$)"
    rf"|【[{_HAN}a-z]{{2,8}}(?:网|社|台|[日晚晨时早]报)\s?(?:{_N}{{2,4}}年)?{_DAY}】"
    rf"|本报(?:讯|消息|综合)|[{_HAN}]{{2,8}}[讯电]\s?(?=\([^()]{{2,40}}\))|{_OUTLET}讯(?=[\s(])"
    rf"|(?:本报|新华社|{_OUTLET})记者[{_HAN}·\s、]{{2,12}}报道:?"
    rf"|[{_HAN}]{{0,6}}(?:记者|通讯员)[{_HAN}·\s、]{{2,30}}?/\s?[{_HAN}、]{{2,8}}?报[道导](?=\s\S|:|[{_HAN}]{{2}})"
)
# Every match of SOURCE holds one of these, and begins at most so many characters before it. Looking for them costs a
# twentieth, and most paragraphs hold none.
_SOURCE_HINT: Final = re.compile(
    r"[【〔\[(/日本新中讯电记](?:"
    rf"(?<=[【〔\[(]){_BRACKETED_SOURCE}"
    r"|(?<=日)(?:】|(?:[0-9]{1,2}时(?:[0-9]{1,2}分)?)?\s?(?:专?电|讯|消息|报道))"
    r"|(?<=本)报|(?<=新)华社|(?<=中)新[社网]|(?<=[讯电])\s?\(|(?<=讯)\s"
    rf"|(?<=记)者[{_HAN}·\s、]{{2,12}}报道|(?<=/)\s?[{_HAN}、]{{2,8}}?报[道导])"
)
_BEFORE_HINT: Final = 60
# Within so many characters every match of SOURCE ends, and holds 讯, 电, 消息, 报道, 报导, 文章, 】 or 综合.
_LONGEST_SOURCE: Final = 100
# 第1版(要闻)专栏: 第A04版:诗情画意, 19990305B1-, date 2025-11-28 at the head of a line.
_LABEL: Final = re.compile(
    rf"(?:第\s?[a-z]{{0,2}}{_N}{{1,4}}\s?版\s?(?:\([^()]{{0,14}}(?:\([^()]*\))?\))?\s?(?:专栏:|:)?|专栏:)\s*"
    r"|[0-9]{6,8}[a-z][0-9]{1,2}-|date [0-9]{4}(?:-[0-9]{2}){1,2}\s+"
)
_LABEL_STARTS: Final = frozenset("第专d0123456789")
# Must NOT match the noughts of 二○○九年.
_MARK: Final = re.compile(rf"[{BULLETS}](?:(?<!○)|(?![○〇{CHINESE_DIGITS}年]))")
_HAS_MARK: Final = hint(BULLETS)
# A bullet and whom it names, more text behind it: …正文。 □甲 题二.
_SIGNED: Final = re.compile(
    rf"(?<=[{_HAN}。!?”’…)」』\s])\s?[{BULLETS}]\s{{0,2}}(?P<who>(?:[{_HAN}]{{0,4}}(?:记者|通讯员)\s{{0,2}})?[{_HAN}·]{{2,12}})"
    r"\s+(?!摄|文/|/)(?=\S)"
)
# 青石小学五年级 ◎柳禾青 text: where the writer is from, before the mark of the name. Nothing is parted there.
_UNIT_FIRST: Final = re.compile(rf"(?P<unit>[{_HAN}0-9]{{3,18}})\s{{1,3}}(?=[{BULLETS}]\s?[{HAN}]{{2,4}}\s)")
_ANY_CIRCLED: Final = re.compile(rf"[{CIRCLED}]")
_HAS_CIRCLED: Final = hint(fold(CIRCLED))  # ① is 1 then
_CIRCLED: Final = re.compile(rf"(?<=[。！？!?” \u3000])[{CIRCLED}]")
_NUMBER: Final = re.compile(
    r"[。!?)”](?=[\s0-9一二三四五六七八九十(])(?=\s*(?P<number>[0-9]{1,2}[.、](?![0-9])|[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十0-9]{1,2}\)))"
)
_BLANKS: Final = "".join(blank for blank in map(chr, range(0x10000)) if blank.isspace() and blank != "\n")
_HAS_NUMBER: Final = hint(
    f"{end}{number}" for end in "。!?)”" for number in f"0123456789一二三四五六七八九十({_BLANKS}"
)
# 摄影作品, 摄影大赛: photography, and nobody's.
_OF_PICTURES: Final = "作品|展|大?赛|比赛|师|家|爱好|协会|学会|艺术|机|集|者|人|界|活动|创作|采风|记者"
_CREDIT: Final = re.compile(
    rf"(?:[。!?”」)\]\s]|^)[(]?[^。!?,;:()]{{2,24}}?(?:摄影报道|摄影(?!{_OF_PICTURES})|供图|(?<!拍)摄)[)]?(?![影/:的于像制取入得)]|报道)(?=\S)"
)
# (某社) and (记者 某) after the last sentence, more text below. Must NOT match (右二), (图片).
_END_MARK: Final = re.compile(r"(?<=[。!?”])\s*\((?![图右左上下中])[^()。,;:]{2,20}\)\s*")
_BRACKETED: Final = re.compile(
    r"(?<=[。!?”])\s*(?=\((?:记者|通讯员|本报|新华社|[^()。,;:!?]{1,18}(?:摄|提供|图片|照片|供图)\)))"
)
# (图片来源:某报), (图/某提供) behind a caption, more text on the line.
_PICTURE_FROM: Final = re.compile(
    r"(?<=[。!?”」])\s?\((?:图片?来?源\s?[:/][^()]{2,24}|(?<=[。!?]\(|[」”]\()[^()。,;!?]{1,20}(?:提供|供图|资料照)(?=\)[^。,]))\)\s*"
)
_BEHIND_SENTENCE: Final = re.compile(r"[。!?”」]\s*\(")  # the three above
# What stands behind a caption's last sentence: (图/某摄), 图/某摄.
_CREDIT_BEGINS: Final = re.compile(
    rf"(?<=[。!?”」])\s?[(]?(?:图|摄|照片)?[:/]?(?:[{_HAN}]{{0,4}}记者)?\s?[{_HAN}·]{{2,4}}\s?/?摄[)]?(?=[\s{_HAN}])"
)
# …老桥通车。图①:桥头的早市。图②:…: what each of several pictures shows, behind a text.
_COUNTED_PICTURE: Final = re.compile(r"(?<=[。!?”)])\s{0,2}(?=[●■▲]?图[0-9一二三四五六]\s?[:;])")
_SENTENCE_BEGINS: Final = re.compile(r"[。!?][”」』)]?\s{0,2}(?=\S)")
_NOTE: Final = re.compile(r"(?<=\s)(?:编者按|编辑点评|开栏的话|编后|核心提示)(?=[\s:])")
# What an excerpt ends with, the next item behind it or nothing: …接受访问... 详情「题二, …规格。详全文>>.
_READ_ON: Final = re.compile(
    r"(?:(?<=\.\.\.)|(?<=…))\s*"
    r"(?P<word>[\[【(]?(?:(?:阅读|查看|看|详)?(?:更多|全文|详情)|详情|详细|more|read more|继续阅读|了解更多)[\]】)]?)"
    r"\s?(?:>{1,3}|»|→|\.{3})?\s*"
    r"|(?<=[。!?”」』)])\s*(?P<closed>(?:阅读|查看|看|详|继续)?(?:更多|全文|详情|阅读)|【(?:查看)?(?:详情|全文)】)\s?(?:>{1,3}|»|→|(?=$))\s*"
)
# 【河东早市迁入旧粮库】昨日,…: a title that opens its item. Must NOT match 【本报讯】 and 【进展】.
_TITLED: Final = re.compile(r"【(?P<title>[^【】。]{6,36})】\s{0,2}(?=[^【】]{20})")
_PAGE_BREAK: Final = "pagebreak"  # of a gallery
# 这里看报真难编辑同志:, a title glued to its letter.
_LETTER: Final = re.compile(rf"(?<=[{_HAN}!?”])(?:编辑同志|编辑部同志|编辑部):$")
# 老桥换上新栏杆昨日上午,…; 老桥换上新栏杆记者昨日从镇里获悉,…: what only begins a sentence, a title glued before it.
# Must NOT match 截至近日, or 青石晚报记者昨日从镇里获悉,.
_RUNS_ON: Final = re.compile(
    rf"[{_HAN}“”‘’《》!?]{{6,32}}?(?<![于在从到自至是的等及和据截与将])"
    rf"(?=(?:(?:昨|今|前)[日天](?:上午|下午|中午|晚上?|凌晨)?|近日|日前|连日来|近年来|今年以来|前不久),"
    rf"|(?<![报社网台刊讯])记者(?:昨|今|近|日前|从)[{_HAN}0-9]{{2,24}}(?:获悉|了解到),)"
)
_RUN: Final = 40  # characters within which that word stands
# 老桥换上新栏杆/柳禾青: a title and who wrote.
_TITLE_AND_NAME: Final = re.compile(
    rf"(?!(?:{roles.OTHERS})/)[{_HAN}“”《》!?,、 ]{{4,24}}/(?=(?P<name>[{_HAN}]{{2,4}})$)"
)
_SPACE: Final = re.compile(r"[ \u3000]+")
_SENTENCE_END: Final = re.compile(r"[。!?;]")
_ROLE_END: Final = re.compile(r"(?:记者|通讯员|评论员|作者|实习生|编辑|责编|来源|摄影|文/图|[(/:、])\s*$")
_ROLE_START: Final = re.compile(
    rf"[({BULLETS}]?\s?(?:本报|新华社|[{_HAN}]{{0,8}})?(?:记者|通讯员|评论员|实习生)|[{_HAN}]{{2,4}}/?摄|作者:|文/|图/"
)
# 柳禾青 摄影报道, 记者 柳禾青 报道:昨日,…: what somebody did is no piece without the name.
_DONE: Final = re.compile(rf"(?:摄影|图文|文图|采写|整理)(?:报道)?$|摄制$|[{_HAN}]{{0,4}}报[道导]:(?=\S{{8}})")
# 本报讯 记者N报道: is one source line.
_SOURCE_END: Final = re.compile(r"(?:讯|电|消息)[】〕\])]?$")
_SHORTEST_LINE: Final = 8
_LONGEST_CREDIT, _LONGEST_CAPTION, _SHORTEST_TOLD = 16, 60, 40
_LONGEST_NAMES: Final = 48
# 作者:柳禾青(青石资讯协会): what nothing in is a source line.
_WHERE_FROM: Final = re.compile(rf"\([{_HAN}]{{2,20}}\)$")
_TAUGHT: Final = re.compile(rf"\s(?:{roles.TEACHERS})[\s:]")  # 青石小学 柳禾青 指导老师 杜小渡
_PARTED_NAMES: Final = re.compile(r" |\(.{2,20}\)$")
_NO_NAMES: Final = frozenset("。,!?;“”「」《》()【】〔〕[]")
_SHORTEST_PIECE: Final = 3
_LEAST: Final = 2  # characters before a cut
_MOST_SPACES: Final = 60
_NEVER_FIRST: Final = frozenset(":,。、;!?)」』”》")  # no part of a line begins with these: 他说 :「…」
_BYLINE: Final = 16  # characters of a role and a name or two
_HEADLINE: Final = 60  # characters before a source line that may be a headline
# What a number before it counts. Folded.
_UNITS: Final = frozenset("时点分秒日月号名位个人户岁元层楼幢度次件张条架辆艘米吨亩公万亿")


def cut_lines(lines: Iterable[Line], signature: int = 0) -> list[Line]:
    """Return the pieces of ``lines``, in order; ``signature`` is where one is known to begin, 0 for none."""
    pieces: list[Line] = []
    for line in lines:
        cuts = _cuts(line.folded, line.text)
        if signature:
            cuts = {at: why for at, why in cuts.items() if at < signature} | {signature: "end"}
        if cuts:
            pieces += _cut(line, cuts)
        else:
            pieces.append(line)
    return pieces


def _cuts(folded: str, text: str) -> dict[int, str]:
    """Return where a piece may begin inside a line, and why."""
    cuts: dict[int, str] = {}
    if len(folded) < _SHORTEST_LINE or is_whole(folded):
        return cuts
    if len(folded) <= _LONGEST_NAMES and _is_unparted(folded):
        return cuts
    _opening_cuts(folded, cuts)
    _last_cut(folded, cuts)
    _source_cuts(folded, cuts)
    if may_hold(folded, _HAS_MARK) and _MARK.search(folded):
        _marked_cuts(folded, cuts)
    if may_hold(folded, _HAS_CIRCLED) and _ANY_CIRCLED.search(text):
        for match in _CIRCLED.finditer(text, _LEAST):
            cuts.setdefault(match.start(), "mark")
    _end_cuts(folded, cuts)
    if "全文" in folded or "更多" in folded or "详" in folded or "more" in folded or "阅读" in folded:
        _excerpt_cuts(folded, cuts)
    if " " in folded:
        if "编" in folded or "核心" in folded or "开栏" in folded:
            for match in _NOTE.finditer(folded):
                cuts.setdefault(match.start(), "label")
        _space_cuts(folded, cuts)
        keep_names(folded, cuts)
        _keep_unit(folded, cuts)
        return without_blanks_amid(cuts, folded, text)
    return cuts


def _keep_unit(folded: str, cuts: dict[int, str]) -> None:
    """Take the cut between where a writer is from and his name away again: 青石小学五年级 ◎柳禾青 text."""
    unit = _UNIT_FIRST.match(folded)
    if unit and is_unit(unit["unit"]):
        cuts.pop(unit.end(), None)


def _is_unparted(folded: str) -> bool:
    """Tell whether no space or bracket in a short line parts anything: counts, where it was printed, who wrote."""
    if " " in folded and (is_counted(folded) or is_issued(folded)):
        return True
    return (_PARTED_NAMES.search(folded) is not None and _only_names(folded)) or is_name_of_outlet(folded)


def _only_names(folded: str) -> bool:
    """Return whether a line names its writers and says nothing else: 撰文/某 摄影/某; no space in it parts anything."""
    folded = _WHERE_FROM.sub("", folded)
    if not _NO_NAMES.isdisjoint(folded) or "来源" in folded:
        return False
    found = read_people(folded.removeprefix("by "))
    return (found.marked or _TAUGHT.search(folded) is not None) and found.sure and not found.rest


def _opening_cuts(folded: str, cuts: dict[int, str]) -> None:
    """Add the cut behind a label or a title in brackets at the head of a line."""
    label = _LABEL.match(folded) if folded[0] in _LABEL_STARTS else None
    if label and _LEAST < label.end() < len(folded) - _LEAST:
        cuts[label.end()] = "label"
    runs_on = _RUNS_ON.match(folded) if "," in folded and _may_run_on(folded[:_RUN]) else None
    if runs_on:
        cuts.setdefault(runs_on.end(), "space")
    signed = _TITLE_AND_NAME.match(folded) if "/" in folded[-5:] else None
    if signed and sure_name(signed["name"]) and not _only_names(folded):
        cuts.setdefault(signed.end(), "space")
    titled = _TITLED.match(folded) if folded[0] == "【" else None
    if titled and not opens_as_source(folded):
        cuts[titled.end()] = "title"


def _may_run_on(head: str) -> bool:
    """Tell whether the head of a line holds what begins a sentence right behind a title, by its letters."""
    return "记者" in head or "日" in head or "天" in head or "年" in head or "不久" in head


def _last_cut(folded: str, cuts: dict[int, str]) -> None:
    """Add the cut before what a web page left at a line's end, and before the word with which a letter begins."""
    if folded.endswith(_PAGE_BREAK):
        cuts[len(folded) - len(_PAGE_BREAK)] = "more"
    letter = _LETTER.search(folded) if folded[-1] == ":" and len(folded) <= _HEADLINE else None
    if letter and letter.start() > _LEAST:
        cuts[letter.start()] = "label"


def _marked_cuts(folded: str, cuts: dict[int, str]) -> None:
    """Add the cuts before bullets, and those behind one that signs what stands before it."""
    for match in _MARK.finditer(folded, _LEAST):
        if match.start() < len(folded) - _LEAST and not _is_named(folded, match.start()):
            cuts.setdefault(match.start(), "mark")
    for match in _SIGNED.finditer(folded):
        if match.end() < len(folded) - _LEAST:
            people = read_people(match["who"], loose=True)
            if people.named and not people.rest and (people.sure or people.marked):
                cuts.setdefault(match.end(), "end")


def _is_named(folded: str, at: int) -> bool:
    """Tell whether a sign stands within the name of a work: 《留灯•留影》."""
    return folded.rfind("《", 0, at) > folded.rfind("》", 0, at) and folded.find("》", at) > 0


def _caption_cuts(folded: str, cuts: dict[int, str]) -> None:
    """Add the cuts before the sentence that a credit amid a text stands behind: the line breaks around it are lost.

    Only where text goes on behind the last credit: else the line is captions in a row.
    """
    found = [match.start() for match in _CREDIT_BEGINS.finditer(folded) if match.end() in cuts]
    if not found or len(folded) - found[-1] < _LONGEST_CAPTION:
        return
    known = [0, *sorted(cuts)]
    for credit in found:
        start = known[bisect_left(known, credit) - 1]
        begins = [match.end() for match in _SENTENCE_BEGINS.finditer(folded, start, credit) if match.end() < credit - 1]
        if begins and begins[-1] - start > _SHORTEST_TOLD:
            cuts.setdefault(begins[-1], "caption")


def _excerpt_cuts(folded: str, cuts: dict[int, str]) -> None:
    """Add the cuts before and behind a link to the rest of a text."""
    for match in _READ_ON.finditer(folded):
        start = match.start("word" if match["word"] else "closed")
        if start > _LEAST:
            cuts.setdefault(start, "more")
            if match.end() < len(folded) - _LEAST:
                cuts.setdefault(match.end(), "more")


def _end_cuts(folded: str, cuts: dict[int, str]) -> None:
    """Add the cuts behind what closes a text in mid line: a credit, a signature, the item before a number."""
    last = len(folded) - _SHORTEST_PIECE
    if "摄" in folded or "供图" in folded:
        for match in _CREDIT.finditer(folded):
            if _SHORTEST_PIECE < match.end() < last:
                cuts.setdefault(match.end(), "credit")
    if not ("。" in folded[:-1] or "”" in folded or ")" in folded[:-1]):
        return
    _item_cuts(folded, cuts)
    if "(" in folded and _BEHIND_SENTENCE.search(folded):
        _bracket_cuts(folded, last, cuts)
    if "摄" in folded[:-_LONGEST_CREDIT] and len(folded) > _LONGEST_CAPTION:
        _caption_cuts(folded, cuts)


def _bracket_cuts(folded: str, last: int, cuts: dict[int, str]) -> None:
    """Add the cuts behind brackets that close a text: who wrote it, who gave its pictures."""
    for pattern, name in ((_END_MARK, "end"), (_BRACKETED, "end"), (_PICTURE_FROM, "credit")):
        for match in pattern.finditer(folded):
            if match.end() < last or pattern is _BRACKETED:
                cuts.setdefault(match.end(), name)


def _item_cuts(folded: str, cuts: dict[int, str]) -> None:
    """Add the cuts before the numbers of items, and those of pictures."""
    if "图" in folded[_LEAST:]:
        for match in _COUNTED_PICTURE.finditer(folded, _LEAST):
            cuts.setdefault(match.end(), "caption")
    if not may_hold(folded, _HAS_NUMBER) or not ("、" in folded or "." in folded or "(" in folded):
        return  # every number of an item is followed by one of them, or stands within
    for match in _NUMBER.finditer(folded, _LEAST - 1):
        start = match.start("number")
        if start < len(folded) - _LEAST:
            cuts.setdefault(start, "number")


def opens_as_source(folded: str) -> bool:
    """Return whether what may be a source line opens a line (folded)."""
    head = folded[:_LONGEST_SOURCE]
    told = _tells_of_report(head) or "】" in head or "综合" in head or "文章" in head
    return told and SOURCE.match(folded) is not None


def may_be_sources(folded: str) -> Iterator[re.Match[str]]:
    """Yield what ``SOURCE`` finds in a line that tells of a report; it is sought near what each of them holds."""
    if not _tells_of_report(folded):
        return
    at = 0
    while hint := _SOURCE_HINT.search(folded, at):
        found = SOURCE.search(folded, max(at, hint.start() - _BEFORE_HINT))
        if found is None:
            return
        yield found
        at = found.end()


def _tells_of_report(folded: str) -> bool:
    """Return whether a line holds a word that reports open with; each piece is asked, so one word after the other."""
    return "讯" in folded or "电" in folded or "报道" in folded or "报导" in folded or "消息" in folded


def _source_cuts(folded: str, cuts: dict[int, str]) -> None:
    """Add the cuts before source lines."""
    for match in may_be_sources(folded):
        start = match.start()
        if not 1 < start < len(folded) - _SHORTEST_PIECE:
            continue
        before = folded[:start]
        headline = start < _HEADLINE and not _SENTENCE_END.search(before) and before.count(",") <= 1
        if before[-1] in " 。!?”)】摄」…" or headline:
            cuts.setdefault(start, "source")


def _space_cuts(folded: str, cuts: dict[int, str]) -> None:
    spaces = list(_SPACE.finditer(folded))
    if len(spaces) > _MOST_SPACES:
        return
    last = 0
    for position, match in enumerate(spaces):
        start, end = match.span()
        if end in cuts:
            last = end
            continue
        known = [cut for cut in cuts if last < cut <= start]
        last = max(known, default=last)
        left = folded[last:start]
        following = spaces[position + 1].start() if position + 1 < len(spaces) else len(folded)
        right = folded[end:following]
        opened = folded.rfind("(", 0, start)
        inside = opened > folded.rfind(")", 0, start)
        role = _ROLE_START.match(folded, end)
        if inside or _ROLE_END.search(left) or (role and _SOURCE_END.search(left)):
            continue
        if role:
            if len(left) > 1 and (left[-1] in "。!?”" or not _ROLE_START.match(left)):  # a name has two
                cuts[end] = "space"
                last = end
            continue
        if len(left) < _SHORTEST_PIECE or len(right) < _SHORTEST_PIECE or right[0] in _NEVER_FIRST:
            continue
        credited = left.endswith("摄")
        if not credited and _ROLE_START.match(left) and not (len(left) <= _BYLINE and len(right) > _BYLINE):
            continue
        if _is_foreign(left[-1], right[0]) or _counts(left, folded[end:]) or _DONE.match(folded, end):
            continue
        cuts[end] = "space"
        last = end


def _counts(left: str, right: str) -> bool:
    """Return whether a space only sets off a number: 开场播放 26 组作品, 凌晨4 时许."""
    if left[-1].isdigit() and right[:1] in _UNITS:
        return True
    before = left.rsplit(" ", 1)[-1]
    return before.isdigit() and len(before) < len(left) and not right[:1].isdigit()


def _is_foreign(before: str, after: str) -> bool:
    """Return whether a space only sets off a foreign word or a number of two parts: 平台叫 Hydro Cloud 的."""
    latin = [character.isascii() and character.isalpha() for character in (before, after)]
    if before.isascii() and after.isascii() and before.isalnum() and after.isalnum():
        return True
    return before not in "。!?”" and any(latin)


def _cut(line: Line, cuts: dict[int, str]) -> list[Line]:
    """Return the pieces of a line that begin at ``cuts``."""
    start = blank_head(line.raw)
    bounds = [0, *sorted(cuts), len(line.text)]
    pieces: list[Line] = []
    taken = 0
    for first, end in pairwise(bounds):
        text = line.text[first:end]
        text = text[: len(text) - blank_tail(text)]
        if not text:
            continue
        raw_end = start + end if end < len(line.text) else len(line.raw)
        pieces.append(
            line._replace(
                raw=line.raw[taken:raw_end],
                text=text,
                folded=line.folded[first : first + len(text)],
                gap=0 if pieces else line.gap,
                indent=0 if pieces else line.indent,
                width=display_width(text),
                new_page=line.new_page and not pieces,
                part=len(pieces),
                cut=cuts.get(first, ""),
            )
        )
        taken = raw_end
    return [piece._replace(parts=len(pieces)) for piece in pieces]
