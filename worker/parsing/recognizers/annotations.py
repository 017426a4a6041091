"""What the recognisers found in one line: typed values with their spans.

A line is looked at once, by ``annotate``. Features and assembly read the values and never match the line again. Spans
are offsets into ``Line.text`` (and into ``Line.folded``, which has the same length).
"""

from __future__ import annotations

from enum import IntEnum, IntFlag, StrEnum
from typing import NamedTuple

from worker.document.issue import Contributor


class Span(NamedTuple):
    """Part of a line, ``text[start:end]``."""

    start: int
    end: int


class Mark(IntEnum):
    """How surely a line is a byline: a short word that may be a pen name, surnamed names, a role or a bullet."""

    NONE = 0
    PEN_NAME = 1
    SURNAMED = 2
    MARKED = 3


class StatedSource(NamedTuple):
    """The source line that opens a report: 本报讯(记者 N), 【新华社重庆十四日电】.

    Attributes:
        span: From the line's start to the first character of the story itself.
        printed: Agency, place, date and 电/讯, in source characters.
        agency: As printed (本报, 新华社, 香港文匯報).
        place: As printed; empty when none is.
        date: As printed, folded (12月31日, 十四日); empty when none is.
        people: Named in the bracket or before 报道:.
    """

    span: Span
    printed: str
    agency: str = ""
    place: str = ""
    date: str = ""
    people: tuple[Contributor, ...] = ()


class Byline(NamedTuple):
    """A byline: the whole line, or run on before the text (``span`` ends where the text begins).

    ``people`` may hold somebody without a name (本报评论员), and nobody where no part of it was understood.
    """

    people: tuple[Contributor, ...]
    span: Span
    sure: Mark


class Credit(NamedTuple):
    """A photo credit.

    Attributes:
        people: Who took, drew or gave the picture; an agency or institution stands as a name.
        span: Of the credit; what stands before it is the caption.
        given: It says who gave the pictures of the article, not who took the one above it.
        page_wide: It is for all pictures of the page (本版照片为…摄).
    """

    people: tuple[Contributor, ...]
    span: Span
    given: bool = False
    page_wide: bool = False

    @property
    def own_line(self) -> bool:
        """Return whether nothing stands before the credit."""
        return self.span.start == 0


class Caption(NamedTuple):
    """The words or signs that open a caption; ``sure`` where nothing else opens so (图为, ▲, 图①)."""

    span: Span
    sure: bool


class ItemMark(NamedTuple):
    """What stands before an item of a list.

    Attributes:
        alphabet: Items of one list share it: the sign itself (``●``), or the form of the number (``1.`` ``一、``
            ``(一)`` ``①`` ``b1-``).
        ordinal: 0 for signs that do not count.
        span: Of the mark and the white space behind it.
    """

    alphabet: str
    ordinal: int
    span: Span


class EndKind(StrEnum):
    """What closes an article."""

    PEOPLE = "people"  # ■记者 某, (某某), 本报记者 某 after the last full stop
    AGENCY = "agency"  # (据新华社电), (本报堪培拉1月25日电), (某社)
    SOURCES = "sources"  # 综合新华社、中新社报道 on a line of its own
    FINISHED = "finished"  # (完), (未完待续)
    AUTHOR = "author"  # (作者系…), (作者单位:…), (甲省乙市 某某 教师), (新乡市): ``people`` may be empty


class EndMark(NamedTuple):
    """A signature or dateline at the end; the whole line when ``span`` begins at 0."""

    kind: EndKind
    span: Span
    people: tuple[Contributor, ...] = ()


class LabelKind(StrEnum):
    """What a label announces. A line can have the form of several."""

    NOTE = "note"  # 编者按: what follows on the line, or the next lines, is an editor's note
    COLUMN = "column"  # its last word says so: 读者·编者, 新视点, 大家谈
    SERIES = "series"  # its marks say so: ——重点项目巡礼, 【走进开发区】, 专栏:…
    SECTION = "section"  # a section's known name: 要闻, 国际新闻
    DIGEST = "digest"  # above a list of items: 要闻简报
    BOX = "box"  # belongs to the story it stands in: 【链接】, 专家说法
    CONTENTS = "contents"  # above a contents box: 本期导读
    NOTICE = "notice"  # above a notice: 遗失声明, 公告
    WEATHER = "weather"  # 天气预报


class Label(NamedTuple):
    """A label: the whole line, or its opening when ``span`` ends before the line does."""

    kind: LabelKind
    span: Span


class PageLabel(NamedTuple):
    """A page label: 第02版:要闻, A03 城事. ``section`` is the span of the section's name."""

    page: str
    section: Span | None = None


class Metadata(NamedTuple):
    """A line about the text, not of it: 2012-05-01 来源:某报 作者:某, a breadcrumb, a date with a time.

    ``people`` are the authors it names.
    """

    span: Span
    people: tuple[Contributor, ...] = ()


class Furniture(StrEnum):
    """The kind of a line that belongs to the page, not to an article."""

    PAGE_LABEL = "page label"
    DATE = "date"
    HEADER = "header"  # several pieces side by side: A03 城事 2020-06-12 星期五 江海晚报
    MASTHEAD = "masthead"  # a paper's name, in Chinese or pinyin
    SECTION = "section"
    EDITORS = "editors"
    PUBLISHER = "publisher"
    CONTACT = "contact"
    NAVIGATION = "navigation"
    BREADCRUMB = "breadcrumb"
    METADATA = "metadata"
    COPYRIGHT = "copyright"
    TIP_OFF = "tip-off"  # (爆料人:杜先生 奖金:30元)
    POINTER = "pointer"  # >>>02-05版, 详见C03版
    PAGE_NUMBER = "page number"
    ADVERTISEMENT = "advertisement"
    SLOGAN = "slogan"  # 公平·公正·公信
    ORNAMENT = "ornament"  # signs without any word: ■, ③2
    MACHINE = "machine"  # what a content system left: 2026-01-06 6 6 榆林晚报 content_226314.html 1
    WEATHER = "weather"


_SURE = frozenset({Furniture.NAVIGATION, Furniture.COPYRIGHT, Furniture.BREADCRUMB, Furniture.MACHINE})


class FurnitureMark(NamedTuple):
    """``edge_only``: the line is furniture only before the first or after the last text of its page."""

    kind: Furniture
    edge_only: bool = False

    @property
    def is_sure(self) -> bool:
        """Return whether the line is nothing else wherever it stands: what a web page prints around a text."""
        return not self.edge_only and self.kind in _SURE


class Jump(NamedTuple):
    """下转 or 上接 with the page it names."""

    page: str
    span: Span


class ContentsEntry(NamedTuple):
    """A line of a contents box: a headline and its page; ``title`` is empty where the page stands alone."""

    page: str
    title: Span


class Speaker(NamedTuple):
    """Who speaks, in an interview: 问: 答: 记者: 王某:."""

    span: Span
    question: bool


class Cue(IntFlag):
    """What the words and marks of a line tell about its place in a text."""

    NONE = 0
    ENDS_SENTENCE = 1
    GOES_ON = 2  # opens as sentences do and headlines do not: 他说, 但是, 10月25日,
    KICKER_END = 4  # ends as a kicker does: 强调, 指出
    PRESIDES = 8  # ends as a line on who presided does: 主持, 出席
    CONTINUES = 16  # opens with a mark or word that cannot open a sentence
    OPEN_END = 32  # ends in a comma, a colon or an opening mark, or within brackets
    ROW = 64  # a row of a table: three cells or more, most of them numbers


class Annotations(NamedTuple):
    """All that was recognised in one line; a value is None (or empty) where nothing of the kind was found."""

    source_line: StatedSource | None = None
    byline: Byline | None = None
    credit: Credit | None = None
    caption: Caption | None = None
    item: ItemMark | None = None
    end: EndMark | None = None
    labels: tuple[Label, ...] = ()
    page_label: PageLabel | None = None
    metadata: Metadata | None = None
    furniture: FurnitureMark | None = None
    contents: ContentsEntry | None = None
    jump_to: Jump | None = None
    jump_from: Jump | None = None
    speaker: Speaker | None = None
    cues: Cue = Cue.NONE

    def label(self, kind: LabelKind) -> Label | None:
        """Return the line's label of that kind, None when it has none."""
        return next((label for label in self.labels if label.kind is kind), None)


NOTHING = Annotations()
