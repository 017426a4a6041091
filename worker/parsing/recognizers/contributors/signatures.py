"""What closes or opens a paragraph without being text: bracketed signatures and datelines, jump cues."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from worker.document.issue import Contributor
from worker.folding import fold
from worker.lexicon import outlets, roles
from worker.lexicon.characters import BULLETS, HAN
from worker.lexicon.places import place_names
from worker.lexicon.titles import TITLES
from worker.parsing.patterns import cues
from worker.parsing.patterns.numerals import page_number
from worker.parsing.patterns.person_names import begins_with_word, likely_name, pen_name, split_names, sure_name
from worker.parsing.recognizers.annotations import EndKind, EndMark, Jump, Span
from worker.parsing.recognizers.contributors.bylines import NO_NAME, end_byline
from worker.parsing.recognizers.once import once
from worker.parsing.recognizers.people.beside import is_calling, is_unit
from worker.parsing.recognizers.people.grammar import parse_people, read_people
from worker.parsing.recognizers.sources.lines import read_source_line

# Names, an outlet or a place in brackets. Must NOT match (右二) within a caption: no such thing is read inside.
_BRACKETED: Final = re.compile(r"[(【〔\[]\s{0,2}(?P<who>[^()。!?0-9【】〔〕\[\]]{2,40})\s{0,2}[)】〕\]]$")
_BEFORE_BRACKET: Final = frozenset("。!?”’…) \u3000」』")
# ■记者 某, □某 at the end of a text.
_BULLETED: Final = re.compile(
    rf"(?:(?<=[。!?”’…)」』\s])|(?<=^))[{BULLETS}]\s{{0,3}}(?P<who>[^。,;:!?{BULLETS}]{{2,30}})$"
)
# ·本报记者 某摄影报道· between points after the last sentence.
_POINTED: Final = re.compile(r"(?<=[。!?”’…)」』])\s{0,2}[·•]\s?(?P<who>[^。·•]{2,30}?)\s?[·•]$")
_BARE: Final = re.compile(rf"[。!?”’…」』][ \u3000]{{1,8}}(?P<who>[{HAN}·、 \u3000]{{2,16}})$")
# …提质增效。柳禾青 杜小渡, nothing between the last sentence and them: two at least. Not 、, which a text has too.
_GLUED_NAMES: Final = re.compile(rf"[。!?”」』](?P<who>[{HAN}]{{2,3}}(?:[ \u3000]{{1,3}}[{HAN}]{{2,3}}){{1,2}})$")
# …敬请关注。柳禾青: one name, glued to the text. Must not match 祝撰安, which closes a letter.
_GLUED_NAME: Final = re.compile(rf"(?<=[{HAN}]{{4}}[。!?])(?!祝)(?P<who>[{HAN}]{{2,3}})$")
_ONE_AGENCY: Final = rf"(?:{outlets.KNOWN}|[{HAN}·]{{2,8}}(?:{outlets.ENDINGS})|[{HAN}]{{2,6}}网)"
_AGENCY: Final = re.compile(
    rf"(?:据|综合|综合据)?{_ONE_AGENCY}(?:[/、 ]{_ONE_AGENCY}){{0,3}}(?:专?[电讯]|消息|报道|供?稿|综合|通讯)?"
    r"|(?:本报)?综合(?:报[道导]|外电|消息)?|本报讯"
)
# (作者:某), (作者某为大学教授): who wrote, in what is said of the author.
_AUTHOR_NAMED: Final = re.compile(
    rf"(?:本文|文章)?作者\s?(?:[:/]\s?(?P<who>[^()]{{2,30}})|(?P<name>[{HAN}]{{2,4}}?)(?:[为是系,]|$)[^()]{{0,30}})"
)
_AUTHOR_IS: Final = re.compile(rf"(?:本文|文章)?作者[系是为](?P<told>[{HAN}]{{6,30}})")
_CALLINGS = (*sorted(title for title in TITLES if len(title) > 1), *roles.READER_WORDS)
# (编辑:某)1080312, (译者:某/核稿:某)1080312: what a news agency's editors leave below a report.
_DESK: Final = re.compile(r"\((?P<who>(?:译者|编译|编辑|核稿|责编)\s?[:/][^()]{2,40})\)\s?(?:[01][0-9]{6})?$")
_DESK_WORDS: Final = re.compile(r"译者|编译|编辑|核稿|责编")
# …。/某 and …。文:某, glued to the last sentence; ——某 on a line of its own.
_GLUED: Final = re.compile(
    rf"(?<=[。!?”」』])\s{{0,4}}(?:/\s?(?P<name>[{HAN}]{{2,4}})"
    rf"|(?P<who>(?:撰?文|作者|整理|供稿|图文|文图|文/图|图/文)\s?[:/]\s?[{HAN}·、 ]{{2,20}}))$"
)
# 山东松溪 柳禾青 公务员: where from, who, what he is. 松溪读者|柳禾青|教师 the same between bars.
_FROM_AND_CALLING: Final = re.compile(
    rf"(?P<where>[{HAN}]{{2,8}})[ \u3000]{{1,3}}(?P<name>[{HAN}]{{2,4}})[ \u3000]{{1,3}}(?P<calling>[{HAN}]{{2,8}})"
)
_BARRED: Final = re.compile(
    rf"(?P<where>[{HAN}a-z0-9.]{{2,14}})\s?[❘│丨|]\s?(?P<name>[{HAN}]{{2,4}})(?:\s?[❘│丨|]\s?(?P<calling>[{HAN}]{{2,10}}))?"
)
_SIGNING_BARS = ("❘", "│", "丨", "|")
# ——某 alone or behind the last sentence; ——某(青石网友), whatever he calls himself.
_DASHED: Final = re.compile(
    rf"(?:^[—―-]{{1,3}}|(?<=[。!?…”』」])\s{{0,4}}[—―]{{1,3}})\s{{0,2}}"
    rf"(?P<who>[{HAN}a-z·、 ]{{2,16}}?)(?:\((?P<calling>[{HAN}]{{2,12}})\))?$"
)
_LONGEST_PLACE: Final = 8
_LONGEST_BARRED: Final = 34
_TEXTS: Final = frozenset({"全文", "原文", "本文"})  # begin like family names, and name none
_FINISHED: Final = frozenset({"完", "全文完", "未完待续", "未完", "待续", "本文完"})
_SOURCES_START: Final = frozenset("□■【综据本")
_BULLET: Final = re.compile(f"[{BULLETS}]")
_EDITORS: Final = re.compile(
    rf"[{HAN}]{{0,4}}?(?:{roles.EDITORS})(?:\s?[/:]|\s{{1,3}}(?=[{HAN}]{{2,4}}(?:\s|$)))"
)  # 乡村责编:某 too
_LONGEST_DASHED: Final = 36
_SENT_IN = ("供稿", "整理")
_POINTS: Final = frozenset(">》▶►→☞")
_BARS: Final = " \u3000|"  # what a crawler left of a table's edge
# 新华社记者某、某(实习)黑龙江报道。 以上由记者某报道。: a sentence of its own that says who reported.
_REPORTED: Final = re.compile(
    rf"(?:以上(?:内容|消息)?[由是为]?)?(?P<who>(?:{outlets.KNOWN}|[{HAN}]{{2,6}}[台社报网])?[{HAN}]{{0,2}}(?:记者|通讯员)"
    rf"[{HAN}·、() \u3000]{{2,48}}?)(?:(?:综合|联合|现场|摄影|在?[{HAN}]{{2,8}}?)?报[道导])。?"
)
_BY_US: Final = re.compile(
    rf"[(【]?本(?:版|报|文|期|稿)(?:文字|稿件|报道|内容|文章)?(?:均|皆|都)?由(?P<who>[{HAN}·、 \u3000]{{4,70}}?)"
    r"(?:(?:综合|采访|共同|联合)?(?:采访|采写|撰写|整理|提供|报道|撰文)){1,2}。?[)】]?"
)
_LONGEST_AGENCY: Final = 12
_MOST_BARE: Final = 3
# (某社记者某台南12日电) below the report.
_SENT_BY: Final = re.compile(r"[(【〔][^()。【】〔〕]{4,40}(?:电|报[道导])[)】〕]$")
_PARTS: Final = re.compile(r"[,\s]+")
# Behind whence a text is: white space, or a label whose white space was lost.
_WHO_BEGINS: Final = re.compile(r"[,、\s]{1,4}|(?<=\S)(?=(?:作者|记者|撰文)\s?[:/])")
_LONGEST_PEN_NAME: Final = 3
# What stands alone in brackets and names nobody: (附图片), (上), (节选), (待续), (图).
_NO_PEN_NAME: Final = re.compile(
    r"[图照表版页续完选编稿字注上下左右中一二三四五六七八九十第]|[全原本正译]文|综合|摘|载|讯|电$"
)

if TYPE_CHECKING:
    from worker.parsing.layout.reflow import Passage


def names_nobody(who: str) -> bool:
    """Tell whether a word in brackets says something else than who wrote: 附图片, 上, 节选, 待续."""
    return _NO_PEN_NAME.search(who) is not None


def jump_to(folded: str) -> Jump | None:
    """Return 下转… or a pointer that closes a line, None when none does."""
    start = max(0, len(folded) - cues.JUMP_WINDOW)
    match = cues.JUMP_TO.search(folded[start:]) if "下转" in folded[start:] else None
    if match:
        return Jump(page_number(match["page"]), Span(start + match.start(), len(folded)))
    pointer = cues.POINTER.fullmatch(folded) if folded[0] in _POINTS else None
    return Jump(page_number(pointer["page"] or pointer["lettered"]), Span(0, len(folded))) if pointer else None


def jump_from(folded: str) -> Jump | None:
    """Return 上接… that opens a line, None when none does."""
    match = cues.JUMP_FROM.match(folded[:40]) if "上接" in folded[:8] else None
    return Jump(page_number(match["page"]), Span(0, match.end())) if match else None


@once
def end_mark(folded: str, text: str) -> EndMark | None:
    """Return the signature or dateline that closes a line, None when none does."""
    if folded[0] in _SOURCES_START and cues.SOURCES.fullmatch(folded):
        return EndMark(EndKind.SOURCES, Span(0, len(folded)))
    us = _by_us(folded, text) if "本" in folded[:2] else None
    if us is None and len(folded) <= _LONGEST_BARRED and any(bar in folded for bar in _SIGNING_BARS):
        us = _barred(folded, text)
    if us:
        return us
    start = max(0, len(folded) - cues.END_WINDOW)
    window, printed = folded[start:].rstrip(_BARS), text[start:]
    tail = window[-_LONGEST_DASHED:]
    may_be_dashed = "—" in tail or "-" in tail or "―" in tail
    dashed = _dashed_end(window, printed, start, len(folded)) if may_be_dashed else None
    if dashed:
        return dashed
    told = ")" in window and _DESK_WORDS.search(window[-40:])
    desk = _desk_end(window, printed, start, len(folded)) if told else None
    if desk or window.endswith((")", "】", "〕", "]")):
        return desk or _bracketed_end(window, printed, start, len(folded))
    if (
        folded[0] in _SOURCES_START
        and folded != "综合"
        and len(folded) <= _LONGEST_AGENCY
        and _AGENCY.fullmatch(folded)
    ):
        return EndMark(EndKind.AGENCY, Span(0, len(folded)))
    return _open_end(folded, text, window, printed, start)


def _open_end(folded: str, text: str, window: str, printed: str, start: int) -> EndMark | None:
    """Read a signature that no bracket holds."""
    if window.endswith("。"):  # only who reported is said in a sentence
        return None if start else _reported(folded, text)
    bullet = _BULLETED.search(window) if _BULLET.search(window) else _pointed(window)
    if bullet and (bullet.start() or not start):
        found = _signed(bullet["who"], printed[slice(*bullet.span("who"))])
        if found:
            return EndMark(found[0], Span(start + bullet.start(), len(folded)), found[1])
    reported = _glued_end(window, printed, start, len(folded)) or (None if start else _reported(folded, text))
    return reported or _named_end(window, printed, start, len(folded)) or _bare_end(window, printed, start, len(folded))


def _pointed(window: str) -> re.Match[str] | None:
    return _POINTED.search(window) if window[-1:] in {"·", "•"} else None


def _desk_end(window: str, printed: str, start: int, size: int) -> EndMark | None:
    """Read (编辑:某)1080312 and (译者:某/核稿:某): only who translated wrote."""
    desk = _DESK.search(window)
    if desk is None:
        return None
    who = desk["who"].split("核稿")[0].rstrip("/ ")
    found = read_people(who) if who.startswith(("译者", "编译")) else None
    begin = desk.start("who")
    people = found.contributors(who, printed[begin : begin + len(who)]) if found and found.sure else ()
    return EndMark(EndKind.AUTHOR, Span(start + desk.start(), size), people)


def _glued_end(window: str, printed: str, start: int, size: int) -> EndMark | None:
    """Read …。/某 and …。文:某: names behind a sign that follows the last sentence."""
    match = _GLUED.search(window) if "/" in window[-8:] or ":" in window[-20:] else None
    if match is None:
        return None
    groups = match.groupdict()
    group = "name" if groups.get("name") else "who"
    found = read_people(match[group])
    if not found.sure or found.rest or found.pictured:
        return None
    people = found.contributors(match[group], printed[slice(*match.span(group))])
    return EndMark(EndKind.PEOPLE, Span(start + match.start(), size), people)


def _dashed_end(window: str, printed: str, start: int, size: int) -> EndMark | None:
    """Read ——某 and ——某(青石网友): any short name where a bracket says what he is."""
    match = _DASHED.search(window)
    if match is None or (match.start() == 0 and start):
        return None
    who, called = match["who"], match["calling"] is not None and is_calling(match["calling"])
    found = read_people(who, loose=called)
    if match["calling"] and not (called or is_unit(match["calling"])):
        return None
    if not found.named or found.rest or found.pictured or not (found.sure or called):
        return None
    people = found.contributors(who, printed[slice(*match.span("who"))])
    return EndMark(EndKind.PEOPLE, Span(start + match.start(), size), people)


def _named_end(window: str, printed: str, start: int, size: int) -> EndMark | None:
    """Read a byline after the last sentence: …投诉。 本报记者 李楠."""
    named = end_byline(window, printed)
    return EndMark(EndKind.PEOPLE, Span(start + named[1], size), named[0]) if named else None


def _reported(folded: str, text: str) -> EndMark | None:
    """Read the sentence that says who reported, and nothing else: 新华社记者某、某黑龙江报道."""
    match = _REPORTED.fullmatch(folded) if "记者" in folded[:14] or "通讯员" in folded[:14] else None
    if match is None:
        return None
    # The last name may be run on to the place it reported from: 记者某 某某松溪报道.
    start = match.start("who")
    readings = [(who, read_people(who)) for who in (match["who"], folded[start:].rstrip("。"))]
    sure = [(len(found.named), who, found) for who, found in readings if found.sure and found.marked and not found.rest]
    if not sure:
        return None
    _, who, found = max(sure, key=lambda reading: reading[0])
    return EndMark(EndKind.PEOPLE, Span(0, len(folded)), found.contributors(who, text[start:]))


def _by_us(folded: str, text: str) -> EndMark | None:
    """Read who wrote the whole of it: (本版文字由本报记者某、某采访整理)."""
    match = _BY_US.fullmatch(folded)
    found = read_people(match["who"]) if match else None
    if match is None or found is None or not found.sure or found.rest:
        return None
    return EndMark(
        EndKind.PEOPLE, Span(0, len(folded)), found.contributors(match["who"], text[slice(*match.span("who"))])
    )


def _bracketed_end(window: str, printed: str, start: int, size: int) -> EndMark | None:
    """Read (据新华社电), (路透社), (完), (作者系…), (记者 某), (甲省乙市 某某 教师), (新乡市)."""
    match = cues.END_DATELINE.search(window)
    if match:
        inner = match.group().strip("() ")
        kind = EndKind.FINISHED if inner in _FINISHED else EndKind.AUTHOR if "作者" in inner[:4] else EndKind.AGENCY
        people = _author(inner, printed[match.start() :]) if kind is EndKind.AUTHOR else ()
        if kind is EndKind.AGENCY:
            people = _behind_source(inner, printed[match.start() + match.group().find(inner) :])
        if inner.endswith(_SENT_IN):
            people = _sent_in(inner, printed[match.start() + 1 :])
        return EndMark(EndKind.PEOPLE if people else kind, Span(start + match.start(), size), people)
    if not start and cues.SOURCES.fullmatch(window):
        return EndMark(EndKind.SOURCES, Span(0, size))
    sent = _SENT_BY.search(window) if "记者" in window[-44:] else None
    if sent and (sent.start() == 0 or window[sent.start() - 1] in _BEFORE_BRACKET):
        opening = read_source_line(f"{sent.group()}。", f"{printed[sent.start() : sent.end()]}。")
        if opening is not None and opening.people:
            return EndMark(EndKind.PEOPLE, Span(start + sent.start(), size), opening.people)
    match = _BRACKETED.search(window)
    if match is None or not (match.start() == 0 or window[match.start() - 1] in _BEFORE_BRACKET):
        return None
    alone = start == 0 and match.start() == 0 and window[0] == "("
    found = _signed(match["who"].strip(), printed[slice(*match.span("who"))].strip(), alone=alone)
    return EndMark(found[0], Span(start + match.start(), size), found[1]) if found else None


def _behind_source(inner: str, printed: str) -> tuple[Contributor, ...]:
    """Return who is named behind whence a text is: 来源:某报 作者:柳禾青, 据某社电 记者柳禾青; not in 据某报 综合."""
    for begin in _WHO_BEGINS.finditer(inner):
        who = slice(begin.end(), len(inner))
        found = read_people(inner[who])
        if found.sure and not found.rest and (found.marked or not found.units):
            return found.contributors(inner[who], printed[who])
    return ()


def _sent_in(inner: str, printed: str) -> tuple[Contributor, ...]:
    """Return who is named in 柳禾青 供稿; nobody in 水利局供稿."""
    found = read_people(inner)
    if not found.sure or found.rest or any(is_unit(person.name) for person in found.named):
        return ()
    return found.contributors(inner, printed)


def _author(inner: str, printed: str) -> tuple[Contributor, ...]:
    """Return who is named in what is said of the author: 作者:某, 作者某为大学教授; nobody in 作者系大学教授."""
    match = _AUTHOR_NAMED.fullmatch(inner)
    if match is None:
        return _author_behind_office(inner, printed)
    who = match["who"] or match["name"]
    found = read_people(who, loose=match["who"] is not None)
    if not found.named or not (found.sure or match["who"]) or found.rest:
        return ()
    at = printed.find(inner[0]) if inner[0] in printed else 1
    begin = at + match.start("who" if match["who"] else "name")
    return found.contributors(who, printed[begin : begin + len(who)])


def _author_behind_office(inner: str, printed: str) -> tuple[Contributor, ...]:
    """Return the author whom what he is stands before: 作者系青石收藏协会理事柳禾青; nobody in 作者系大学教授."""
    match = _AUTHOR_IS.fullmatch(inner)
    if match is None:
        return ()
    for length in (3, 2):
        office, name = match["told"][:-length], match["told"][-length:]
        if sure_name(name) and office.endswith(_CALLINGS):
            begin = (printed.find(inner[0]) if inner[0] in printed else 1) + len(inner) - length
            return (Contributor(printed[begin : begin + length]),)
    return ()


def _signed(who: str, printed: str, *, alone: bool = False) -> tuple[EndKind, tuple[Contributor, ...]] | None:
    """Return what a signature names: an outlet, people, a place; ``alone``: it is a line, and a pen name will do."""
    if who in outlets.AGENCIES or _AGENCY.fullmatch(who):
        return EndKind.AGENCY, ()
    if who in _TEXTS:
        return None
    edited = _EDITORS.match(who) is not None  # nobody who wrote
    people = None if edited else _signers(who, printed)
    if people:
        return people
    if (edited and not alone) or who in place_names():
        return EndKind.AUTHOR, ()
    is_pen_name = alone and len(who) <= _LONGEST_PEN_NAME and pen_name(who)
    if not is_pen_name or is_unit(who) or names_nobody(who):
        return None
    return EndKind.PEOPLE, (Contributor(printed),)


def _from_and_calling(who: str, printed: str) -> tuple[Contributor, ...]:
    """Read 山东松溪 柳禾青 公务员; two reporters behind a place are no such thing."""
    match = _FROM_AND_CALLING.fullmatch(who)
    if match is None or not likely_name(match["name"]) or not _is_somewhere(match["where"]):
        return ()
    if likely_name(match["calling"]) and not is_calling(match["calling"]):
        return ()
    return (Contributor(printed[slice(*match.span("name"))]),)


def _barred(folded: str, text: str) -> EndMark | None:
    """Read 松溪读者|柳禾青|教师 on a line of its own; a reader's name may be any."""
    match = _BARRED.fullmatch(folded)
    if match is None:
        return None
    reader = is_calling(match["where"])
    if not reader and not (_is_somewhere(match["where"]) and likely_name(match["name"])):
        return None
    return EndMark(EndKind.PEOPLE, Span(0, len(folded)), (Contributor(text[slice(*match.span("name"))]),))


def _signers(who: str, printed: str) -> tuple[EndKind, tuple[Contributor, ...]] | None:
    placed = _from_and_calling(who, printed)
    if placed:
        return EndKind.PEOPLE, placed
    found = read_people(who, loose=True)
    if found.named and not found.rest and (found.sure or (found.marked and not NO_NAME.search(who))):
        kind = EndKind.AUTHOR if found.units and not found.marked else EndKind.PEOPLE
        return kind, found.contributors(who, printed)
    named = parse_people(who, printed, strict=True) if split_names(who, strict=True) else None
    return (EndKind.PEOPLE, named) if named else _from_somewhere(who, printed)


def _from_somewhere(who: str, printed: str) -> tuple[EndKind, tuple[Contributor, ...]] | None:
    """Read 江苏松溪 某 and 某,台南市,教师: a name beside where somebody is from, which no list of places need hold."""
    parts = [part for part in _PARTS.split(who) if part]
    if len(parts) <= 1:  # a name and something beside it
        return None
    name = parts[0] if "," in who else parts[-1]
    others = [part for part in parts if part != name]
    if not sure_name(name) or not all(_is_somewhere(part) for part in others):
        return None
    at = who.find(name)
    return EndKind.PEOPLE, (Contributor(printed[at : at + len(name)]),)


def _is_somewhere(part: str) -> bool:
    if is_unit(part) or is_calling(part):
        return True
    return len(part) <= _LONGEST_PLACE and (part[:2] in place_names() or part[:3] in place_names())


def _bare_end(window: str, printed: str, start: int, size: int) -> EndMark | None:
    """Read a name alone after the last sentence, parted by white space: …投诉。 许明霞; …时间。 宝鸡读者魏述."""
    spaced = " " in window or "\u3000" in window
    match = (_BARE.search(window) or _GLUED_NAMES.search(window)) if spaced else None
    match = match or _GLUED_NAME.search(window)
    if match is None or begins_with_word(match["who"]):
        return None
    found = read_people(match["who"])
    if not found.sure or found.rest or len(found.named) > _MOST_BARE:
        return None
    people = found.contributors(match["who"], printed[slice(*match.span("who"))])
    return EndMark(EndKind.PEOPLE, Span(start + match.start("who"), size), people)


def read_jumps(passage: Passage) -> tuple[Passage, str, str]:
    """Return the passage without its jump marks, and the pages it jumps to and comes from (empty: none)."""
    to = from_ = ""
    if "上接" in passage.folded[:8]:
        match = cues.JUMP_FROM.match(passage.folded[:40])
        if match:
            from_ = page_number(match["page"])
            passage = passage.slice(match.end())
    pointer = cues.POINTER.fullmatch(passage.folded) if passage.folded[:1] in _POINTS else None
    if pointer:
        return passage.slice(0, 0), page_number(pointer["page"] or pointer["lettered"]), from_
    start = max(0, len(passage.folded) - cues.JUMP_WINDOW)
    if "下转" in passage.folded[start:]:
        match = cues.JUMP_TO.search(passage.folded[start:])
        if match:
            to = page_number(match["page"])
            passage = passage.slice(0, start + match.start())
    return passage, to, from_


def read_signature(passage: Passage) -> tuple[Passage, tuple[Contributor, ...], str]:
    """Return the passage without its closing signature, the people it names, and the signature as printed."""
    found = end_mark(passage.folded, passage.text) if passage.folded else None
    if found is None:
        return passage, (), ""
    at = found.span.start
    pictured = read_people(passage.folded[at:].strip(" ()"), loose=True).pictured if len(found.people) > 1 else ()
    people = tuple(person for person in found.people if fold(person.name) not in pictured)  # (文:某 图:某)
    return passage.slice(0, at), people, passage.text[at:].strip()
