"""What ``baoku export`` writes as JSON lines is read back to the same documents."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from worker.document import identifiers
from worker.document.enrichment import Enrichment
from worker.document.geometry import Box, Region
from worker.document.identity import IdentityHints, IssueIdentity
from worker.document.issue import Article, Contributor, Dateline, Issue, Kind, LineRange
from worker.document.source import Document
from worker.indexing.definitions import Versions
from worker.indexing.documents import article_documents
from worker.ingestion.documents import issue_of
from worker.job import Job
from worker.parsing.assembly.ready import finished
from worker.readers import registry
from worker.readers.base import Limits, Rejected, Source
from worker.search.exporting import ExportFormat, exported

FULL = Article(
    ordinal=3,
    kind=Kind.ESSAY,
    page="A02",
    kicker="全区秋收工作推进",
    headline="稻田里开起现场会",
    subtitle="三百台收割机下田",
    column="田野",
    byline=(Contributor("一木", ""), Contributor("", "本报评论员"), Contributor("陈小明", "记者")),
    source="本报讯",
    source_line="本报讯(记者 陈小明)",
    dateline=Dateline("临河", "2023-10-25"),
    paragraphs=("晚稻昨天开镰。", "田里的账", "一亩地省下两个工。"),
    captions=("收割机驶过临河坝。",),
    credits=(Contributor("张强", "摄"),),
    editor_note="编者按",
    url="http://paper.example/1.htm",
    images=("res/1.jpg",),
    keywords=("秋收",),
    tail="(据新华社电)",
    jump_to="4",
    jump_from="1",
    lines=(LineRange(3, 9), LineRange(12, 12)),
    confidence=0.875,
    warnings=("两个标题",),
    regions=(Region(1, Box(1.5, 2.0, 3.0, 4.0)),),
)
IDENTITY = IssueIdentity(
    "临河新报", dt.date(2023, 10, 26), "A02", edition="县域版", part="7", date_end=dt.date(2023, 10, 27)
)
# What tells when and from which file a document was made, and what is made from the others.
ELSEWHERE = {"file", "versions", "ingested_at", "revision"}


def indexed(issue: Issue) -> list[dict[str, Any]]:
    return article_documents(
        issue,
        [Enrichment(keywords=("别的",))] * len(issue.articles),
        unit_id=identifiers.unit_id(issue.identity, "d" * 64),
        job=Job("a.txt", "d" * 64, 1),
        ingested_at=dt.datetime(2023, 10, 27, tzinfo=dt.UTC),
        versions=Versions("p", "e", "d"),
    )


def test_every_field_comes_back() -> None:
    plain = Article(ordinal=5, page="A02", headline="渡口添了候船亭", paragraphs=("亭子启用。",), keywords=("渡口",))
    before = indexed(Issue(IDENTITY, (FULL, plain)))
    data = b"".join(exported(before, ExportFormat.JSONL))
    [document] = registry.read(Source("出口/all.jsonl", data), Limits(1_000_000))
    assert isinstance(document, Document)
    issue = issue_of(document, IdentityHints("出口/2001-01-01 别报 第09版.jsonl"))
    after = indexed(issue)
    assert [{name: value for name, value in one.items() if name not in ELSEWHERE} for one in after] == [
        {name: value for name, value in one.items() if name not in ELSEWHERE} for one in before
    ]


@pytest.mark.parametrize("field", [b'"ordinal":"x"', b'"ordinal":1,"kind":"nonsense"', b'"ordinal":1,"byline":[3]'])
def test_a_record_that_was_changed_is_rejected_alone(field: bytes) -> None:
    own = b'"id":"a","unit_id":"a","issue_id":"a","versions":{},"body":"x",'
    data = b"{" + own + field + b"}\n{" + own + b'"ordinal":2}\n'
    found = list(registry.read(Source("a.jsonl", data), Limits(1_000_000)))
    assert [type(one) for one in found] == [Rejected, Document]


def test_what_the_table_holds_comes_back() -> None:
    """A table keeps no regions and no parts: what it has a column for is read as it was."""
    plain = Article(ordinal=5, page="A02", headline="=1+1", paragraphs=("-5度的渡口。", "亭子启用。"))
    before = indexed(Issue(IDENTITY, (FULL, plain)))
    [document] = registry.read(Source("all.csv", b"".join(exported(before, ExportFormat.CSV))), Limits(1_000_000))
    assert isinstance(document, Document)
    identity = document.identity
    assert (identity.publication, identity.date, identity.page) == ("临河新报", dt.date(2023, 10, 26), "A02")
    first, second = map(finished, document.articles)
    for name in ("kicker", "headline", "subtitle", "column", "paragraphs", "captions"):
        assert getattr(first, name) == getattr(FULL, name), name
    assert [one.name for one in first.byline if one.name] == ["一木", "陈小明"]
    assert (second.headline, second.paragraphs) == ("=1+1", plain.paragraphs)
