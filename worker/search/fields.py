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
    ("organizations", "folded.organizations", "bodies", "folded.bodies", "body_aliases"),
)
BODIES = Field("机构全称", ValueType.TERM, ("机构全称", "bodies"), ("bodies", "folded.bodies"))
BODY_KINDS = Field("机构类型", ValueType.TERM, ("机构类型", "body_kind", "body_kinds"), ("body_kinds.kind",))
ROLES = Field("职务", ValueType.TERM, ("职务", "职位", "身份", "role", "roles", "post"), ("roles", "folded.roles"))
DIVISIONS = Field("地区", ValueType.TERM, ("地区", "区域", "region", "division", "divisions"), ("divisions",))
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
    ROLES,
    DIVISIONS,
    ORGANIZATIONS,
    BODIES,
    BODY_KINDS,
    KEYWORDS,
    CATEGORY,
    KIND,
    COLUMN,
    SOURCE,
    PHOTOGRAPHER,
    ISSUE,
    IDENTIFIER,
)
NAMED_IN_TEXT = frozenset({BYLINE, PEOPLE, ROLES, PLACES, ORGANIZATIONS, BODIES, KEYWORDS, PHOTOGRAPHER})
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

BODY_KIND_NAMES = {
    "党组织": "party",
    "人大政协": "congress",
    "人大": "congress",
    "法院检察院": "court",
    "法院": "court",
    "政府机关": "government",
    "政府": "government",
    "军队": "army",
    "学校": "school",
    "医院": "hospital",
    "医疗机构": "hospital",
    "科研机构": "research",
    "媒体": "media",
    "报社": "media",
    "企业": "company",
    "公司": "company",
    "社会团体": "association",
    "社团": "association",
    "体育组织": "sport",
    "文化机构": "culture",
    "村居": "community",
    "国际组织": "international",
    "外国机构": "foreign",
    "外国": "foreign",
}
"""What people call the kinds of organisations (``worker.lexicon.bodies.KINDS``) in Chinese, folded."""


def field_named(name: str) -> Field | None:
    """Return the field that people call ``name``, in any case and width; None when there is none."""
    return _BY_NAME.get(fold(name))
