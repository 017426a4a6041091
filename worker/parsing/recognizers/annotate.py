"""One look at a line: each recogniser is asked once, cheap conditions first."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from worker.lexicon.characters import BULLETS, HAN
from worker.lexicon.roles import PICTURES
from worker.lexicon.sections import SECTIONS
from worker.lexicon.surnames import ANY, surname_length
from worker.lexicon.titles import TITLES
from worker.parsing.patterns import cues
from worker.parsing.patterns.hints import hint, may_hold
from worker.parsing.patterns.numerals import page_number
from worker.parsing.patterns.person_names import POINT
from worker.parsing.recognizers.annotations import (
    NOTHING,
    Annotations,
    Byline,
    ContentsEntry,
    Credit,
    Cue,
    EndKind,
    EndMark,
    Furniture,
    Label,
    LabelKind,
    Mark,
    Metadata,
    PageLabel,
    Span,
    Speaker,
    StatedSource,
)
from worker.parsing.recognizers.contributors.bylines import is_role, opening_byline, parse_byline
from worker.parsing.recognizers.contributors.credits import end_credit, own_line_credit, says_who_reported
from worker.parsing.recognizers.contributors.page_credits import page_wide_credit
from worker.parsing.recognizers.contributors.signatures import end_mark, jump_from, jump_to
from worker.parsing.recognizers.furniture.boxes import contents_entry, is_contents_label, is_notice_label
from worker.parsing.recognizers.furniture.lines import furniture_of, is_weather_label, page_label_of
from worker.parsing.recognizers.furniture.tables import is_row
from worker.parsing.recognizers.pictures.captions import caption_opening
from worker.parsing.recognizers.rows.item_marks import item_mark
from worker.parsing.recognizers.sites.metadata import metadata_people
from worker.parsing.recognizers.sources.lines import opens_with_source_line, read_source_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from worker.parsing.layout.lines import Line

_CLOSING_START: Final = frozenset(",。、;:!?)”’》」』】%…·")
_OPEN_END: Final = frozenset(",、;:(“‘《「『【—·")
# No sentence begins with these, but for a few words.
_PARTICLES: Final = frozenset("的们了")
_NO_PARTICLE: Final = re.compile(r"的(?:确|士|哥|姐|黎波里)|了(?:不[起得]|解|结|却|断|然|无|悟|如)")
_CREDIT_END: Final = frozenset("摄)】〕]〉影道导图片画发料作绘供社网者照")
_NOTE_START: Final = frozenset("【([编开核阅导内")
# What marks a byline; a line without it must open with a surname, or end with one after white space.
_BYLINE_HINT: Final = re.compile(
    r"记者|通讯员|评论员|编辑部|^据|作者|实习生|整理|口述|报[道导]:|[撰编采译绘]|观察员|读者|[报摄文图]|[a-z]|(?:执笔|笔录|主笔|专访|特稿|策划|统筹)\s?[:/|]|执笔人|[\ue000-\uf8ff\U00020000-\U0003ffff]"
    rf"|[{BULLETS}]"
)
_TITLES: Final = tuple(sorted(title for title in TITLES if len(title) > 1))
_COUNTRY_START: Final = frozenset("([【〔")
_NO_BYLINE: Final = frozenset(",;“”《》!?%")
_LONGEST_UNHINTED: Final = 26
_POINTS: Final = frozenset(POINT)
_LONGEST_NAMES: Final = 14  # characters of names without a role or a mark between them
# What any recogniser but those of openings looks for. Han and the marks of clauses alone are text.
# Signs and words are two patterns, and no word begins with a class: so either looks at its own first letters only.
_SIGNS: Final = re.compile(rf"[^{HAN},。、;!?“”‘’…—《》]")
_TELLING: Final = (
    "讯|电|摄|版|按|图|记者|通讯员|报道|报导|作者|读者|供图|提供|转载|消息|风险|参考|编者|核心提示|二维码|"
    "查看更多|微信|字体|原标题|本网|本站|本平|浏览器|隐私|会员|留言|评论|侵权|登录|登入|登陆|著作权|未经|"
    "不构成|不承担任何|饮酒|自觉遵守|访问的|加载|载入|刷新"
)
_WORDS: Final = re.compile(_TELLING)
_TOLD: Final = hint(_TELLING.split("|"))
# Figures tell of dates and labels in short lines only; so do points within a figure, and colons before what is said.
_SIGNS_LONG: Final = re.compile(_SIGNS.pattern.replace("[^", "[^0-9%℃.:", 1))
_POINTS_LONG: Final = re.compile(r"(?<![0-9])\.|\.(?![0-9])|\.[0-9]{1,2}\.|:(?!“)")
_SHORT: Final = 20
_LABEL_WITHIN: Final = 12  # characters of who speaks, or of a label, with a colon behind it
# Flags are put together as numbers: that is faster by half.
_ENDS_SENTENCE, _GOES_ON, _KICKER_END, _PRESIDES = map(
    int, (Cue.ENDS_SENTENCE, Cue.GOES_ON, Cue.KICKER_END, Cue.PRESIDES)
)
_CONTINUES, _OPENS_END, _ROW = map(int, (Cue.CONTINUES, Cue.OPEN_END, Cue.ROW))
_CUES: Final = tuple(map(Cue, range(1 << len(Cue))))  # looking a flag up costs a tenth of making it
_CLOSED: Final = frozenset("。!?)】〕")
# Lines of the page whose names are nobody's who wrote.
_NO_AUTHORS: Final = frozenset(
    {
        *(Furniture.NAVIGATION, Furniture.EDITORS, Furniture.COPYRIGHT, Furniture.TIP_OFF, Furniture.BREADCRUMB),
        *(Furniture.MACHINE, Furniture.CONTACT, Furniture.PUBLISHER),
    }
)
_MAY_BE_OTHER: Final = frozenset({Furniture.PUBLISHER, Furniture.SLOGAN})
# What ``cues.GOES_ON`` begins with.
_GOES_ON_STARTS: Final = frozenset("他她它但而因此同其据于所然不另记目当近日昨0123456789")
_LONGEST_REST: Final = 40
_LONGEST_LABEL: Final = 36
_LONGEST_WHOLE: Final = 60  # nothing that is a whole line of its own is longer, metadata apart
_LONGEST_METADATA: Final = 120
_SOURCE_WINDOW: Final = 60
_SPEAKER: Final = re.compile(
    rf"(?:[0-9]{{1,2}}:[0-9]{{2}}\s{{1,2}})?(?P<who>问|答|记者|主持人|[{HAN}]{{2,4}})\s{{0,2}}:\s{{0,2}}(?=\S)"
)

_SHORT_LABELS: tuple[tuple[LabelKind, Callable[[str], object]], ...] = (
    (LabelKind.COLUMN, lambda folded: cues.COLUMN.fullmatch(folded) or cues.is_joined_label(folded)),
    (LabelKind.BOX, cues.BOX.fullmatch),
    (LabelKind.DIGEST, cues.DIGEST.fullmatch),
    (LabelKind.SECTION, lambda folded: "".join(folded.split()) in SECTIONS),
    (LabelKind.WEATHER, is_weather_label),
)


def annotate(line: Line, below: str = "") -> Annotations:
    """Return what is recognised in a line.

    Args:
        line: Any line of a page.
        below: Folded text of the next line, where this one is cut by its column's edge: a source line may go on there.
    """
    folded, text = line.folded, line.text
    if not folded:
        return NOTHING
    if ("," in folded or "。" in folded) and not _tells(folded):
        return _running_text(folded, text)
    return _asked_of_all(line, below)


def _asked_of_all(line: Line, below: str) -> Annotations:
    """Return what every recogniser sees in a line."""
    folded, text = line.folded, line.text
    size = len(folded)
    whole = size <= _LONGEST_WHOLE and "。" not in folded
    source = _source_line(line, below)
    credit = _credit(line)
    opened = source is not None and source.span.end == size
    end = None if credit is not None or opened else end_mark(folded, text) or _broken_end(folded, text, below)
    byline = None
    pictured = credit is not None and credit.own_line and not says_who_reported(folded)
    if source is None and not pictured:
        byline = _byline(folded, text) if whole else _opening_byline(folded, text)
    metadata = _metadata(folded, text) if size <= _LONGEST_METADATA else None
    furniture = furniture_of(line)
    written = byline is not None and byline.sure is Mark.MARKED and bool(byline.people)
    if furniture is not None and furniture.kind is Furniture.EDITORS and written:
        furniture = None  # 统筹/某 文/某
    if furniture is not None and furniture.kind in _NO_AUTHORS:
        byline = credit = end = None  # 【关闭】 has the form of a name
    if furniture is not None and (source is not None or (byline is not None and _are_names(byline))):
        # 某报讯…由某公司主办 opens a report, and three names side by side have the form of a slogan.
        furniture = None if furniture.kind in _MAY_BE_OTHER else furniture
    signed = (end is not None and end.span.start == 0) or (byline is not None and byline.sure is Mark.MARKED)
    onward = jump_to(folded)
    return Annotations(
        source_line=source,
        byline=byline,
        credit=credit,
        caption=caption_opening(folded, text),
        item=item_mark(folded, text),
        end=end,
        labels=_labels(folded) if not signed and (whole or folded[0] in _NOTE_START) else (),
        page_label=_page_label(folded) if whole else None,
        metadata=metadata,
        furniture=furniture,
        contents=_contents(folded) if whole and onward is None and furniture is None and not signed else None,
        jump_to=onward,
        jump_from=jump_from(folded),
        speaker=_speaker(folded),
        cues=_cues(folded),
    )


def _tells(folded: str) -> bool:
    """Return whether anything in a line is what a recogniser looks for."""
    if may_hold(folded, _TOLD) and _WORDS.search(folded):
        return True
    if len(folded) <= _SHORT:
        return _SIGNS.search(folded) is not None
    if _SIGNS_LONG.search(folded) is not None or ":" in folded[:_LABEL_WITHIN]:
        return True
    if "星期" in folded or folded.endswith("社发"):
        return True
    return ("." in folded or ":" in folded) and _POINTS_LONG.search(folded) is not None


def _broken_end(folded: str, text: str, below: str) -> EndMark | None:
    """Return a signature in brackets that goes on in the next line: (通讯员 某 记者 / 某某)."""
    if folded[0] != "(" or ")" in folded or below[-1:] != ")" or len(below) > _LONGEST_REST:
        return None
    found = end_mark(f"{folded} {below}", f"{text} {below}")
    if found is None or found.span.start or found.kind is not EndKind.PEOPLE:
        return None
    return EndMark(found.kind, Span(0, len(folded)), found.people)


def _running_text(folded: str, text: str) -> Annotations:
    """Return the annotations of a line of clauses in which nothing tells of anything else: most lines of a page."""
    caption, item = caption_opening(folded, text), item_mark(folded, text)
    if caption is None and item is None:
        return _text_with(_cues(folded))
    return Annotations(caption=caption, item=item, cues=_cues(folded))


@lru_cache(1 << len(Cue))
def _text_with(cues: Cue) -> Annotations:
    """Return the annotations that most lines share."""
    return Annotations(cues=cues)


def _source_line(line: Line, below: str) -> StatedSource | None:
    folded = line.folded
    opening = read_source_line(folded, line.text)
    if opening is not None:
        return StatedSource(
            Span(0, opening.end), opening.source, opening.agency, opening.place, opening.date, opening.people
        )
    if (
        below
        and len(folded) < _SOURCE_WINDOW
        and folded[-1] not in _CLOSED
        and opens_with_source_line((folded + below)[:_SOURCE_WINDOW])
    ):
        return StatedSource(Span(0, len(folded)), line.text)  # goes on in the next line
    return None


def _credit(line: Line) -> Credit | None:
    folded, text = line.folded, line.text
    head = folded[:8]
    told = (
        folded[-1] in _CREDIT_END
        or "/" in head
        or ":" in head
        or head[:2] in PICTURES
        or "摄" in folded[-24:]
        or "记者:" in folded[-16:]
        or "图" in folded[-16:]
    )
    if not told:
        return None
    page_wide = page_wide_credit(line) if "本" in folded[:3] else ()
    if page_wide:
        return Credit(page_wide, Span(0, len(folded)), page_wide=True)
    found = own_line_credit(folded, text)
    if found is not None:
        return Credit(found.people, Span(0, len(folded)), given=found.given)
    found = end_credit(folded, text)
    return Credit(found.people, Span(found.start, len(folded)), given=found.given) if found else None


def _byline(folded: str, text: str) -> Byline | None:
    if not _may_be_byline(folded) or cues.BOX.fullmatch(folded):
        return None
    found = parse_byline(folded, text)
    if found:
        return Byline(found[0], Span(0, len(folded)), found[1])
    if is_role(folded):
        return Byline((), Span(0, len(folded)), Mark.MARKED)  # the names stand on the next line
    return _opening_byline(folded, text)


def _are_names(byline: Byline) -> bool:
    return byline.sure >= Mark.SURNAMED and len(byline.people) > 1


def _may_be_byline(folded: str) -> bool:
    if _BYLINE_HINT.search(folded):
        return True
    if len(folded) > _LONGEST_UNHINTED or not _NO_BYLINE.isdisjoint(folded):
        return False
    if folded[0] in _COUNTRY_START:
        return True  # 〔苏联〕高尔基
    if folded.startswith(_TITLES):
        return True  # 社长柳禾青
    last = folded.rsplit(maxsplit=1)[-1]
    return bool(surname_length(folded, ANY) or surname_length(last, ANY) or not _POINTS.isdisjoint(folded))


def _opening_byline(folded: str, text: str) -> Byline | None:
    marked = folded[0] in BULLETS or "记者" in folded[:12] or "通讯员" in folded[:12]
    found = opening_byline(folded, text) if marked else None
    return Byline(found[0], Span(0, found[1]), Mark.MARKED) if found else None


def _labels(folded: str) -> tuple[Label, ...]:
    whole = Span(0, len(folded))
    kinds: list[LabelKind] = []
    if len(folded) > _LONGEST_LABEL:
        return _note(folded)
    if len(folded) <= _LONGEST_NAMES:
        kinds += [kind for kind, is_one in _SHORT_LABELS if is_one(folded)]
    if cues.SERIES.fullmatch(folded):
        kinds.append(LabelKind.SERIES)
    if is_contents_label(folded):
        kinds.append(LabelKind.CONTENTS)
    if is_notice_label(folded):
        kinds.append(LabelKind.NOTICE)
    return (*(Label(kind, whole) for kind in kinds), *_note(folded))


def _note(folded: str) -> tuple[Label, ...]:
    note = cues.EDITOR_NOTE.match(folded) if folded[0] in _NOTE_START else None
    if note is None:
        return ()
    return (Label(LabelKind.NOTE, Span(0, len(folded) if cues.is_note_label(folded) else note.end())),)


def _page_label(folded: str) -> PageLabel | None:
    found = page_label_of(folded)
    return PageLabel(*found) if found else None


def _metadata(folded: str, text: str) -> Metadata | None:
    people = metadata_people(folded, text)
    return Metadata(Span(0, len(folded)), people) if people is not None else None


def _contents(folded: str) -> ContentsEntry | None:
    found = contents_entry(folded)
    return ContentsEntry(page_number(found[0]), found[1]) if found else None


def _speaker(folded: str) -> Speaker | None:
    match = _SPEAKER.match(folded) if ":" in folded[:_LABEL_WITHIN] else None
    return Speaker(Span(0, match.end()), match["who"] in {"问", "记者", "主持人"}) if match else None


def _cues(folded: str) -> Cue:
    found = 0
    if cues.ends_sentence(folded):
        found |= _ENDS_SENTENCE
    if folded[0] in _GOES_ON_STARTS and cues.GOES_ON.match(folded):
        found |= _GOES_ON
    if folded[-1] != "。":
        if cues.KICKER_END.search(folded[-4:]):
            found |= _KICKER_END
        if cues.PRESIDES.search(folded[-6:]):
            found |= _PRESIDES
    if folded[0] in _CLOSING_START or (folded[0] in _PARTICLES and _NO_PARTICLE.match(folded) is None):
        found |= _CONTINUES
    if folded[-1] in _OPEN_END or folded.rfind("(") > folded.rfind(")"):
        found |= _OPENS_END
    if is_row(folded):
        found |= _ROW
    return _CUES[found]
