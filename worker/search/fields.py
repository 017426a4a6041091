"""The fields that a query may name, in Chinese and English, and where each lies in the index.

Every keyword and text field has a companion under ``folded`` (``worker.folding``) in the documents that folding
changes. A folded value is therefore sought in both, and finds every form.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from worker.folding import fold

TITLE_FIELDS = ("headline", "kicker", "subtitle")
BODY_FIELDS = ("body", "source_line", "captions", "editor_note", "tail")
TITLE_WORDS, BODY_WORDS = "title_words", "body_words"


class ValueType(StrEnum):
    """How a field's value is read."""

    TEXT = "text"
    TERM = "term"
    DATES = "dates"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the query language.

    Attributes:
        name: As it is written back, and as messages call it.
        type: How its value is read.
        names: Every name that people may use, folded.
        targets: Fields of the index; for a term, the folded companions are among them.
    """

    name: str
    type: ValueType = field(repr=False)
    names: tuple[str, ...] = field(repr=False)
    targets: tuple[str, ...] = field(repr=False)


TITLE = Field("标题", ValueType.TEXT, ("标题", "题", "题目", "title", "headline"), TITLE_FIELDS)
BODY = Field("正文", ValueType.TEXT, ("正文", "内容", "body", "text"), BODY_FIELDS)
DATE = Field("日期", ValueType.DATES, ("日期", "时间", "date"), ("date",))
PAGE = Field("版", ValueType.TERM, ("版", "版面", "版次", "page"), ("page",))
EDITION = Field("版本", ValueType.TERM, ("版本", "版别", "edition"), ("edition", "folded.edition"))
KIND = Field("体裁", ValueType.TERM, ("体裁", "类型", "kind", "type"), ("kind",))
BYLINE = Field(
    "记者",
    ValueType.TERM,
    ("记者", "作者", "通讯员", "byline", "author", "reporter"),
    ("byline.name", "folded.byline", "credits.name", "folded.credits"),
)
PEOPLE = Field("人物", ValueType.TERM, ("人物", "人", "人名", "person", "people"), ("people", "folded.people"))
PLACES = Field("地点", ValueType.TERM, ("地点", "地名", "地", "place", "places"), ("places", "folded.places"))
ORGANIZATIONS = Field(
    "机构",
    ValueType.TERM,
    ("机构", "单位", "organization", "organizations", "organisation", "organisations", "org"),
    ("organizations", "folded.organizations"),
)
KEYWORDS = Field("关键词", ValueType.TERM, ("关键词", "关键字", "keyword", "keywords"), ("keywords", "folded.keywords"))
PUBLICATION = Field(
    "报纸", ValueType.TERM, ("报纸", "报名", "报", "publication", "paper"), ("publication", "folded.publication")
)
CATEGORY = Field("类别", ValueType.TERM, ("类别", "分类", "category"), ("category",))
COLUMN = Field("栏目", ValueType.TERM, ("栏目", "专栏", "column"), ("column", "folded.column"))
SOURCE = Field("来源", ValueType.TERM, ("来源", "source"), ("source", "folded.source"))
PHOTOGRAPHER = Field(
    "摄影", ValueType.TERM, ("摄影", "摄影者", "photographer", "credit"), ("credits.name", "folded.credits")
)
ISSUE = Field("期", ValueType.TERM, ("期", "issue"), ("issue_id",))
IDENTIFIER = Field("编号", ValueType.TERM, ("编号", "id"), ("id",))

FIELDS = (
    TITLE,
    BODY,
    DATE,
    PUBLICATION,
    PAGE,
    EDITION,
    BYLINE,
    PEOPLE,
    PLACES,
    ORGANIZATIONS,
    KEYWORDS,
    CATEGORY,
    KIND,
    COLUMN,
    SOURCE,
    PHOTOGRAPHER,
    ISSUE,
    IDENTIFIER,
)
NAMED_IN_TEXT = frozenset({BYLINE, PEOPLE, PLACES, ORGANIZATIONS, KEYWORDS, PHOTOGRAPHER})
"""Their values name something that stands in the text, so that it can be marked there."""

_BY_NAME = {name: field for field in FIELDS for name in field.names}
NAMES = tuple(_BY_NAME)

KIND_NAMES = {
    "新闻": "news",
    "消息": "news",
    "图片": "photo",
    "照片": "photo",
    "文章": "essay",
    "随笔": "essay",
    "散文": "essay",
    "简讯": "brief",
    "短讯": "brief",
    "诗": "poem",
    "诗歌": "poem",
    "公告": "notice",
    "启事": "notice",
    "通知": "notice",
}
"""What people call the kinds (``worker.document.issue.Kind``) in Chinese, folded."""


def field_named(name: str) -> Field | None:
    """Return the field that people call ``name``, in any case and width; None when there is none."""
    return _BY_NAME.get(fold(name))
