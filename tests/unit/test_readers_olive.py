"""An article of an Olive repository: field by field; what is damaged or another file of theirs."""

from __future__ import annotations

import datetime as dt

import pytest

from worker.document.geometry import Box, Region
from worker.document.issue import Contributor, Kind
from worker.document.source import Document
from worker.errors import PermanentError
from worker.readers import registry
from worker.readers.base import Limits, Source


def words(text: str) -> str:
    return "".join(f'<W BOX="1 2 3 4">{word}</W>' for word in text.split())


def xmd(body: str, kind: str = "Article", date: str = "26/10/1923") -> bytes:
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        f'<XMD-entity ENTITY_TYPE="{kind}" ID="Ar00203" PAGE_NO="2" BOX="144 288 432 576">'
        f'<Meta NAME="无题" PUBLICATION="临河新报" ISSUE_DATE="{date}" PAGE_LABEL="2" IMAGES_RESOLUTION="144"/>'
        f"{body}</XMD-entity>"
    ).encode()


FULL = (
    f"<HedLine_hl1><Primitive><L/>{words('渡口 添了 候船亭')}</Primitive></HedLine_hl1>"
    f"<HedLine_hl2><Primitive>{words('六排 长椅')}</Primitive></HedLine_hl2>"
    f"<Byline><Primitive>{words('陈小明')}</Primitive></Byline><Content>"
    f"<Primitive>{words('石门渡口的 候船亭')}<q QID='1'>昨</q><q QID='1'>天</q><QW QID='1'>昨天</QW>"
    f"{words('启用。')}</Primitive>"
    f"<Primitive>{words('The ferry landing')}</Primitive><Primitive><Img/></Primitive></Content>"
)


def read(data: bytes) -> Document:
    [document] = registry.read(Source("临河新报/Ar00203.xml", data), Limits(1 << 20))
    assert isinstance(document, Document)
    return document


def test_every_field() -> None:
    document = read(xmd(FULL))
    [article] = document.articles
    assert (article.headline, article.subtitle, article.byline) == (
        "渡口添了候船亭",
        "六排长椅",
        (Contributor("陈小明"),),
    )
    assert article.paragraphs == ("石门渡口的候船亭昨天启用。", "The ferry landing")
    assert (article.kind, article.page) == (Kind.NEWS, "2")
    assert article.regions == (Region(1, Box(72.0, 144.0, 216.0, 288.0)),)
    identity = document.identity
    assert (identity.publication, identity.date, identity.page, identity.part) == (
        "临河新报",
        dt.date(1923, 10, 26),
        "2",
        "Ar00203",
    )


def test_a_day_that_could_be_a_month_is_told_by_the_folder() -> None:
    data = xmd(FULL, date="02/01/1923")
    assert read(data).identity.date is None
    data = data.replace(b"NAME=", b'BASE_HREF="LHXB/1923/01/02" NAME=')
    assert read(data).identity.date == dt.date(1923, 1, 2)


def test_an_advertisement_is_a_notice() -> None:
    [article] = read(xmd(f"<Content><Primitive>{words('新到 布匹')}</Primitive></Content>", "Ad")).articles
    assert (article.kind, article.headline, article.paragraphs) == (Kind.NOTICE, "", ("新到布匹",))


@pytest.mark.parametrize(
    "data",
    [
        xmd("<Content/>"),
        xmd(FULL)[:300],
        b'<!DOCTYPE a [<!ENTITY b "c">]>' + xmd(FULL)[38:],
    ],
)
def test_what_holds_no_article_is_refused_with_the_reason(data: bytes) -> None:
    with pytest.raises(PermanentError) as refused:
        list(registry.read(Source("a.xml", data), Limits(1 << 20)))
    assert refused.value.reason
    assert refused.value.advice
