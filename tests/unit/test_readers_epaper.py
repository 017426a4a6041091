"""Saved pages of six e-paper systems: each field exact, each article on its page, what is missing named."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import epaper_pages as pages
import pytest
from epaper_systems import SYSTEMS

from worker.document.issue import Contributor, Kind
from worker.document.source import Document
from worker.errors import PermanentError
from worker.parsing.assembly.ready import finished
from worker.readers import registry
from worker.readers.base import Limits, Rejected, Source
from worker.readers.epaper_html.polygons import corners_of, rectangles_of

if TYPE_CHECKING:
    from collections.abc import Mapping

LIMITS = Limits(16 * 1024 * 1024)
WRITERS = (Contributor("陈小明", "记者"), Contributor("李雪", "通讯员"))
REPORTER = (Contributor("李雪", "记者"),)


def read(files: Mapping[str, bytes], name: str, folder: str = "") -> list[Document | Rejected]:
    return list(registry.read(Source(folder + name, files[name], files.get), LIMITS))


def fields(document: Document) -> dict[str, Any]:
    [made] = document.articles
    article = finished(made)
    return {
        "kicker": article.kicker,
        "headline": article.headline,
        "subtitle": article.subtitle,
        "byline": article.byline,
        "paragraphs": article.paragraphs,
        "captions": article.captions,
        "images": article.images,
        "page": article.page,
        "regions": [tuple(region.box) for region in article.regions],
        "paper": document.identity.publication,
        "date": document.identity.date,
        "label": document.identity.page,
        "section": document.identity.section,
    }


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("through", ["page", "article"])
def test_every_field_of_every_system(system: str, through: str) -> None:
    made, folder, page, paper, date, label, part, image, first, second = SYSTEMS[system]
    files = made()
    names = [name for name in files if name != page][:2]
    if through == "page":
        found = read(files, page, folder)[:2]
    else:
        found = [one for name in names for one in read(files, name, folder)]
    about = {"paper": paper, "date": dt.date.fromisoformat(date), "label": label, "section": "要闻", "page": label}
    long = {
        "kicker": pages.KICKER,
        "headline": "稻田里开起 现场会" if system == "Founder" else pages.TITLE,
        "subtitle": pages.SUBTITLE,
        "byline": WRITERS,
        "paragraphs": pages.PARAGRAPHS,
        "captions": (pages.CAPTION,),
        "images": (image,),
        "regions": first,
    }
    short = {
        "kicker": "",
        "headline": pages.SHORT_TITLE,
        "subtitle": "",
        "byline": REPORTER,
        "paragraphs": pages.SHORT,
        "captions": (),
        "images": (),
        "regions": second,
    }
    documents = [one for one in found if isinstance(one, Document)]
    assert [fields(one) for one in documents] == [long | about, short | about]
    assert documents[0].identity.part == part
    assert [article.ordinal for one in documents for article in one.articles] == [1, 2]
    assert documents[0].format == "e-paper html"


def test_both_ways_to_an_article_give_the_same() -> None:
    for made, folder, page, *_ in SYSTEMS.values():
        files = made()
        through_page = {one.key: one for one in read(files, page, folder) if isinstance(one, Document)}
        for name, document in through_page.items():
            [alone] = read(files, name, folder)
            assert isinstance(alone, Document)
            assert (alone.articles, alone.identity) == (document.articles, document.identity)


def test_an_advertisement_is_a_notice() -> None:
    files = pages.founder()
    [document] = read(files, "content_103.htm")
    assert isinstance(document, Document)
    assert finished(document.articles[0]).kind is Kind.NOTICE


def test_a_missing_article_is_named_and_the_rest_read() -> None:
    files = pages.founder()
    del files["content_101.htm"]
    found = read(files, "node_2.htm")
    [missing] = [one for one in found if isinstance(one, Rejected)]
    assert missing.key == "content_101.htm"
    assert "missing" in missing.error.reason
    assert len(found) == 3


def test_an_article_alone_still_knows_paper_date_and_section() -> None:
    files = pages.founder()
    [document] = read({"content_101.htm": files["content_101.htm"]}, "content_101.htm")
    assert isinstance(document, Document)
    identity = document.identity
    assert (identity.publication, identity.date, identity.section) == ("临河新报", dt.date(2023, 10, 26), "要闻")
    article = document.articles[0]
    assert article.url == "http://paper.example/html/2023-10/26/content_101.htm"
    assert article.keywords == ("秋收", "晚稻")


POLYGONS = [
    # an L; a rectangle with a corner twice; a U upside down; two corners; nothing
    ("0,0,20,0,20,10,10,10,10,30,0,30", "poly", [(0, 0, 20, 10), (0, 10, 10, 30)]),
    ("0,0,20,0,20,0,20,10,0,10,0,0", "poly", [(0, 0, 20, 10)]),
    ("0,0,30,0,30,30,20,30,20,10,10,10,10,30,0,30", "poly", [(0, 0, 30, 10), (0, 10, 10, 30), (20, 10, 30, 30)]),
    ("5,6,25,16", "rect", [(5, 6, 25, 16)]),
    ("5,6", "rect", []),
    ("", "poly", []),
    ("10,10,10,10,10,10", "poly", []),
    # drawn by hand: a corner a pixel off
    ("0,0,20,1,20,10,0,10", "poly", [(0, 0, 20, 10)]),
    # a triangle is told by the rectangle round it
    ("0,0,40,0,20,30", "poly", [(0, 0, 40, 30)]),
    ("50,50,10", "circle", [(40, 40, 60, 60)]),
    ("a,b,c", "poly", []),
]


@pytest.mark.parametrize(("coords", "shape", "boxes"), POLYGONS)
def test_polygons(coords: str, shape: str, boxes: list[tuple[float, ...]]) -> None:
    assert [tuple(box) for box in rectangles_of(corners_of(coords, shape))] == boxes


def test_any_other_article_page() -> None:
    body = "".join(f"<p>{text}</p>" for text in (*pages.PARAGRAPHS, *pages.SHORT))
    page = f"""<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{pages.TITLE}_河边杂志</title>
<meta property="article:published_time" content="2023-10-26T08:00:00+08:00"></head><body><nav><a href="/">首页</a></nav>
<section><h1>{pages.TITLE}</h1>{body}</section><footer>联系我们</footer></body></html>"""
    [document] = read({"p.html": page.encode()}, "p.html")
    assert isinstance(document, Document)
    [article] = document.articles
    assert article.headline.startswith(pages.TITLE)
    assert article.paragraphs == (*pages.PARAGRAPHS, *pages.SHORT)
    assert document.identity.date == dt.date(2023, 10, 26)


STORY = (*pages.PARAGRAPHS, *pages.SHORT)
BODY = "".join(f"<p>　　{text}</p>" for text in STORY)
# what stands round the text of pages of the web: kicker and day that are read, paper
TITLE = f"<h1>{pages.TITLE}</h1>"
WEB = [
    # headings of a portal, its line of time and source, its editors' line
    (f"""<div class="rm_txt"><h3>{pages.KICKER}</h3>{TITLE}<div>2023年10月26日08:15 | 来源：<a href=x>临河新报</a></div>
<div class="rm_txt_con">{BODY}<div>(责编：李雪)</div></div></div>""", pages.KICKER, dt.date(2023, 10, 26), "临河新报"),
    # the day in pieces
    (f"""<div class=year><em>2023</em></div><span class=day><em>10</em>/<em>26</em></span><span>08:15:00</span>
{TITLE}<div id=detail>{BODY}</div>""", "", dt.date(2023, 10, 26), ""),
    # a year alone is no day
    (f"{TITLE}<div>{BODY}</div><footer>2023 某网</footer>", "", None, ""),
    # a page of an account: day and name as lines of the text
    (f"""{TITLE}<span>2023-10-26 08:15</span><a id=js_name>临河新报</a>
<div id=js_content>{BODY.replace("<p>", "<section>").replace("</p>", "</section>")}</div>""",
     "", dt.date(2023, 10, 26), "临河新报"),
    # where one is
    (f"<div>临河新报 > 2023年10月26日 > 要闻</div>{TITLE}<div>{BODY}</div>", "", dt.date(2023, 10, 26), "临河新报"),
    # no heading, breaks instead of paragraphs
    (f"""<table><tr><td><b>{pages.TITLE}</b></td></tr><tr><td>2023-10-26 来源：临河新报</td></tr>
<tr><td>　　{"<br><br>　　".join(STORY)}</td></tr></table>""", "", dt.date(2023, 10, 26), "临河新报"),
]  # fmt: skip


@pytest.mark.parametrize(("inner", "kicker", "day", "paper"), WEB)
def test_pages_of_the_web(inner: str, kicker: str, day: dt.date | None, paper: str) -> None:
    head = f'<head><meta charset="utf-8"><title>{pages.TITLE}_某网</title></head>'
    page = f"<html>{head}<body>{inner}</body></html>"
    [document] = read({"p.html": page.encode()}, "p.html")
    assert isinstance(document, Document)
    [article] = document.articles
    assert (article.kicker, article.headline, article.paragraphs) == (kicker, pages.TITLE, STORY)
    assert (document.identity.date, document.identity.publication) == (day, paper)


BAD = [
    (b"<html><body></body></html>", "no article"),
    (b"<html>" + b"<div>" * 1_000_000, "deep"),
    (b"<!DOCTYPE html>", "no article|parsed"),
    (
        "<html><head><title>临河新报</title></head><body><a href='index.htm'>首页</a></body></html>".encode(),
        "no article",
    ),
]


@pytest.mark.parametrize(("data", "message"), BAD)
def test_pages_without_an_article(data: bytes, message: str) -> None:
    with pytest.raises(PermanentError, match=message):
        read({"a.htm": data}, "a.htm")


def test_a_page_that_is_cut_off_says_so() -> None:
    whole = pages.founder()["content_101.htm"]
    text = whole.index("王大伟".encode("gb18030"), whole.index(b"<founder-content>"))
    with pytest.raises(PermanentError, match="cut off before its text"):
        read({"content_101.htm": whole[: whole.index(b"<founder-title>")]}, "content_101.htm")
    for end, warnings in ((len(whole), ()), (text, ("the page seems to be cut off",))):
        [document] = read({"content_101.htm": whole[:end]}, "content_101.htm")
        assert isinstance(document, Document)
        assert (document.warnings, len(document.articles)) == (warnings, 1)


def test_a_node_without_its_articles_names_each() -> None:
    found = read({"node_2.htm": pages.founder()["node_2.htm"]}, "node_2.htm")
    assert [one.key for one in found if isinstance(one, Rejected)] == [
        "content_101.htm",
        "content_102.htm",
        "content_103.htm",
    ]


def test_links_lead_nowhere_but_to_siblings() -> None:
    asked: list[str] = []

    def sibling(name: str) -> bytes | None:
        asked.append(name)
        return None

    node = b"""<html><body>x<map name=pagepicmap><area coords="1,1,9,9" href="http://far.example/content_1.htm">
<area coords="1,1,9,9" href="/etc/content_2.htm"><area coords="1,1,9,9" href="file:///content_3.htm">
<area coords="1,1,9,9" href="javascript:go(4)"></map></body></html>"""
    list(registry.read(Source("node_1.htm", node, sibling), LIMITS))
    # "./" asks what is there: names may differ by their case
    assert asked == ["content_1.htm", "./", "content_2.htm", "./", "content_3.htm", "./"]
