"""Stories in the XML of agencies, feeds and editions, field by field; tables that were saved as web pages."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from worker.document.source import Document
from worker.errors import PermanentError
from worker.readers import registry
from worker.readers.base import Limits, Source

if TYPE_CHECKING:
    from worker.document.issue import Article

LIMITS = Limits(16 * 1024 * 1024)
DAY = dt.date(2023, 10, 27)
PAPER, HEADLINE, SUBTITLE = "临河新报", "渡口添了候船亭", "六排长椅等客来"
TEXT = ("石门渡口的候船亭昨天启用。", "六排长椅坐得下四十人。")
PARAGRAPHS = "".join(f"<p>{text}</p>" for text in TEXT)
OTHER = ("老茶馆办起故事会", "城北老茶馆每周三晚上讲一段河运旧事。")


def read(data: str, name: str = "1.xml") -> list[Document]:
    found = list(registry.read(Source(name, data.encode()), LIMITS))
    assert all(isinstance(one, Document) for one in found)
    return [one for one in found if isinstance(one, Document)]


def told(document: Document) -> tuple[str, dt.date | None, str, str]:
    identity = document.identity
    return identity.publication, identity.date, identity.page, identity.section


def said(article: Article) -> tuple[str, str, tuple[str, ...], tuple[str, ...]]:
    return article.headline, article.subtitle, tuple(one.name for one in article.byline), article.paragraphs


NITF = f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "http://www.nitf.org/IPTC/NITF/3.4/specification/dtd/nitf-3-4.dtd">
<nitf><head><title>不是这个</title><docdata><date.issue norm="20231027T000000"/>
<key-list><keyword key="渡口"/></key-list></docdata>
<pubdata type="print" name="{PAPER}" date.publication="20231027" position.section="要闻"
 position.sequence="2" number="88"/>
</head><body><body.head><hedline><hl1>{HEADLINE}</hl1><hl2>{SUBTITLE}</hl2></hedline>
<byline>记者 <person>李雪</person></byline>
<dateline><location>石门</location>10月27日电</dateline></body.head><body.content><block>{PARAGRAPHS}</block>
<media><media-reference source="1.jpg"/><media-caption><p>候船亭外景。</p></media-caption></media>
</body.content></body></nitf>"""


def test_nitf() -> None:
    [document] = read(NITF)
    [article] = document.articles
    assert told(document) == (PAPER, DAY, "2", "要闻")
    assert document.identity.number == "88"
    assert said(article) == (HEADLINE, SUBTITLE, ("记者 李雪",), (f"石门10月27日电{TEXT[0]}", TEXT[1]))
    assert (article.captions, article.images, article.keywords) == (("候船亭外景。",), ("1.jpg",), ("渡口",))


@pytest.mark.parametrize(
    "content",
    [
        PARAGRAPHS,
        (
            "<nitf><body><body.head><hedline><hl1>x</hl1></hedline></body.head>"
            f"<body.content>{PARAGRAPHS}</body.content></body></nitf>"
        ),
        f"<html><head><title>x</title></head><body>{PARAGRAPHS}</body></html>",
        "\n".join(TEXT),
        f"<![CDATA[{PARAGRAPHS}]]>",
    ],
)
@pytest.mark.parametrize("root", ["NewsML", "CNML"])
def test_newsml(content: str, root: str) -> None:
    item = f"""<NewsItem><Identification><NewsIdentifier><DateId>20231027</DateId></NewsIdentifier></Identification>
<NewsManagement><FirstCreated>20231026T190000+0800</FirstCreated></NewsManagement><NewsComponent><NewsLines>
<HeadLine>{HEADLINE}</HeadLine><SubHeadLine>{SUBTITLE}</SubHeadLine><ByLine>李雪</ByLine>
<CreditLine>{PAPER}</CreditLine>
</NewsLines><ContentItem><DataContent>{content}</DataContent></ContentItem></NewsComponent></NewsItem>"""
    second = item.replace(HEADLINE, OTHER[0])
    doctype = '<!DOCTYPE NewsML PUBLIC "urn:newsml:iptc.org:20031012:NewsMLv1.2.dtd:1" "http://www.iptc.org/1.dtd">'
    [document] = read(f'<?xml version="1.0"?>\n{doctype}<{root}>{item}{second}</{root}>')
    assert told(document) == (PAPER, DAY, "", "")
    assert [said(one) for one in document.articles] == [
        (headline, SUBTITLE, ("李雪",), TEXT) for headline in (HEADLINE, OTHER[0])
    ]


def test_newsml_g2() -> None:
    [document] = read(f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:1" standard="NewsML-G2">
<itemMeta><provider literal="{PAPER}"/><versionCreated>2023-10-28T08:00:00+08:00</versionCreated></itemMeta>
<contentMeta><contentCreated>2023-10-26T23:00:00Z</contentCreated><by>李雪</by><headline>{HEADLINE}</headline>
<keyword>渡口</keyword></contentMeta><contentSet><inlineXML contenttype="application/xhtml+xml">
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{PARAGRAPHS}</body></html>
</inlineXML></contentSet></newsItem>""")
    assert told(document) == (PAPER, DAY, "", "")  # 07:00 in China
    assert [said(one) for one in document.articles] == [(HEADLINE, "", ("李雪",), TEXT)]


RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>{PAPER}</title><item><title>{HEADLINE}</title><link>http://paper.example/1.htm</link>
<pubDate>Fri, 27 Oct 2023 08:00:00 +0800</pubDate><description>{TEXT[0]}</description>
<content:encoded><![CDATA[{PARAGRAPHS}]]></content:encoded></item>
<item><title>{OTHER[0]}</title><pubDate>Fri, 27 Oct 2023 08:00:00 +0800</pubDate>
<description>&lt;p&gt;{OTHER[1]}&lt;/p&gt;</description>
</item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>{PAPER}</title>
<updated>2023-10-30T00:00:00Z</updated><entry>
<title>{HEADLINE}</title><link href="http://paper.example/1.htm"/><published>2023-10-27T08:00:00+08:00</published>
<author><name>李雪</name></author><summary>{TEXT[0]}</summary>
<content type="html">{PARAGRAPHS.replace("<", "&lt;")}</content></entry>
<entry><title>{OTHER[0]}</title><updated>2023-10-27T08:00:00+08:00</updated><summary>{OTHER[1]}</summary>
</entry></feed>"""


@pytest.mark.parametrize("feed", [RSS, ATOM])
def test_feeds(feed: str) -> None:
    [document] = read(feed, "feed")
    assert told(document) == (PAPER, DAY, "", "")
    first, second = document.articles
    assert (first.headline, first.paragraphs, first.url) == (HEADLINE, TEXT, "http://paper.example/1.htm")
    assert (second.headline, second.paragraphs) == (OTHER[0], (OTHER[1],))


def tei(body: str) -> str:
    return f"""<?xml version="1.0"?><TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt>
<title>电子版</title>
</titleStmt><sourceDesc><bibl><title level="j">{PAPER}</title><date when="2023-10-27"/>
<biblScope unit="issue">88</biblScope>
</bibl></sourceDesc></fileDesc></teiHeader><text><body>{body}</body></text></TEI>"""


def test_tei() -> None:
    first, second = read(
        tei(f"""<pb n="1"/><fw>{PAPER}</fw><div type="section"><head>城事</head><div type="article">
<head>{HEADLINE}</head>
<head type="sub">{SUBTITLE}</head><byline>记者 <persName>李雪</persName></byline><p>石门渡口的候船亭<lb/>昨天
   启用。<note>旁注</note></p><p>六排长椅坐得下四十人。</p><div><head>灯也换了</head><p>夜里看得见牌子。</p></div>
<figure><head>候船亭外景。</head></figure></div></div>
<pb n="2"/><div><head>{OTHER[0]}</head><p>{OTHER[1]}</p></div>""")
    )
    assert told(first) == (PAPER, DAY, "1", "")
    assert told(second) == (PAPER, DAY, "2", "")
    assert first.identity.number == "88"
    [article] = first.articles
    assert said(article) == (HEADLINE, SUBTITLE, ("记者 李雪",), (*TEXT, "灯也换了", "夜里看得见牌子。"))
    assert (article.column, article.captions) == ("城事", ("候船亭外景。",))
    assert [one.headline for one in second.articles] == [OTHER[0]]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (NITF[:-60], "well-formed"),
        ('<!DOCTYPE nitf [<!ENTITY a SYSTEM "file:///etc/passwd">]><nitf>&a;</nitf>', "DTD"),
        ('<!DOCTYPE nitf SYSTEM "a.dtd" [<!ENTITY a "b">]><nitf>&a;</nitf>', "DTD"),
        ("<rss><channel><title>空</title></channel></rss>", "no story"),
        (tei(""), "no story"),
    ],
)
def test_what_cannot_be_read_is_told(data: str, says: str) -> None:
    with pytest.raises(PermanentError, match=says):
        read(data)


TABLE = f"""<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8">
<title>Sheet1</title></head>
<body><table border=1><tr><td>Title-题名</td><td>Author-作者</td><td>Source-文献来源</td><td>PubTime-发表时间</td>
<td>Summary-摘要</td></tr><tr><td>{HEADLINE}</td><td>李雪;王大伟</td><td>{PAPER}</td><td>2023-10-27</td>
<td>{TEXT[0]}<br>{TEXT[1]}</td></tr>
<tr><td>{OTHER[0]}</td><td></td><td>{PAPER}</td><td>2023-10-27</td><td>{OTHER[1]}</td></tr></table></body></html>"""


@pytest.mark.parametrize("name", ["CNKI.xls", "导出.html", "导出"])
def test_a_table_that_was_saved_as_a_web_page(name: str) -> None:
    [document] = read(TABLE, name)
    assert told(document) == (PAPER, DAY, "", "")
    first, second = document.articles
    assert said(first) == (HEADLINE, "", ("李雪", "王大伟"), TEXT)
    assert (second.headline, second.paragraphs) == (OTHER[0], (OTHER[1],))


def test_a_page_with_a_list_of_titles_is_no_table_of_records() -> None:
    article = f"<h1>{HEADLINE}</h1><p>{PAPER} 2023-10-27</p>" + PARAGRAPHS * 6
    table = f"<table><tr><td>标题</td><td>日期</td></tr><tr><td>{OTHER[0]}</td><td>1</td></tr></table>"
    page = f"<html><body>{table}{article}</body></html>"
    [document] = read(page, "1.html")
    assert document.format != "html table"


CATALOGUE = f"""SrcDatabase-来源库: 报纸
Title-题名: {HEADLINE}
Author-作者: 李雪;
Organ-单位: 某馆;
Source-文献来源: {PAPER}
Summary-摘要: {TEXT[0]}
PubTime-发表时间: 2023-10-27

SrcDatabase-来源库: 报纸
Title-题名: {OTHER[0]}
Source-文献来源: {PAPER}
Summary-摘要: {OTHER[1]}
PubTime-发表时间: 2023-10-27
"""


def test_labels_in_two_languages() -> None:
    [document] = read(CATALOGUE, "导出.txt")
    assert told(document) == (PAPER, DAY, "", "")
    assert [said(one) for one in document.articles] == [
        (HEADLINE, "", ("李雪",), (TEXT[0],)),
        (OTHER[0], "", (), (OTHER[1],)),
    ]
