"""Pages of portals as a browser saves them: the story is found among lists of others, comments and pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from worker.document.source import Document
from worker.errors import PermanentError
from worker.readers import registry
from worker.readers.base import Limits, Rejected, Source

if TYPE_CHECKING:
    from worker.document.issue import Article

_LIMITS = Limits(16 * 1024 * 1024)
_STORY = (
    "云岭县北坡渡口的候船亭昨天启用，等船的老人不用再站在坡上淋雨。",
    "候船亭由县里出木料，村里出人工，用了四十天建成。",
    "管理员周远说，亭里放了长凳和热水，早晚两班渡船的时刻写在墙上。",
)
_PARAGRAPHS = "".join(f"<p>{one}</p>" for one in _STORY)
# The list of related pictures is called what e-papers call an article.
_PICTURES = """<div class="side"><div><div class="article-body pic"><img src="/logo/news.jpg"></div>
<h3>邻县的桥也通了车</h3><h3>晚稻开镰</h3><span class="author">网友山风 2023-10-27 17:51</span></div></div>"""


def page(main: str, beside: str = _PICTURES) -> str:
    return f"""<!DOCTYPE html><html><head><title>渡口添了候船亭_云岭在线</title></head><body>
<div class="wrap"><div class="left"><div class="top"><h1>渡口添了候船亭</h1><p>2023-10-27 08:15 来源：云岭日报</p></div>
<div class="main">{main}</div></div>{beside}</div></body></html>"""


def read(text: str, name: str = "story_1.html", **siblings: bytes) -> list[Document | Rejected]:
    return list(registry.read(Source(name, text.encode(), siblings.get), _LIMITS))


def documents(text: str) -> list[Document]:
    found = read(text)
    assert [one for one in found if isinstance(one, Rejected)] == []
    return [one for one in found if isinstance(one, Document)]


def test_the_text_is_found_where_only_pictures_stand_in_the_place_of_one() -> None:
    [document] = documents(page(_PARAGRAPHS))
    [article] = document.articles
    assert (article.headline, article.paragraphs) == ("渡口添了候船亭", _STORY)
    assert document.identity.publication == "云岭日报"


def test_other_stories_and_readers_are_none_of_it() -> None:
    [document] = documents(page(_PARAGRAPHS))
    [article] = document.articles
    assert (article.kicker, article.subtitle, article.byline) == ("", "", ())


@pytest.mark.parametrize("box", ["相关推荐", "热门评论 10条", "评论（0）", "57人参与11评论"])
def test_the_head_of_another_box_is_no_subtitle(box: str) -> None:
    [document] = documents(page(_PARAGRAPHS).replace("</h1>", f"</h1><h3>{box}</h3>"))
    assert [one.subtitle for one in document.articles] == [""]


@pytest.mark.parametrize("subtitle", ["评论员文章", "相关推荐标准本月施行", "三百人参与修建"])
def test_a_subtitle_that_begins_like_one_is_kept(subtitle: str) -> None:
    [document] = documents(page(_PARAGRAPHS).replace("</h1>", f"</h1><h3>{subtitle}</h3>"))
    assert [one.subtitle for one in document.articles] == [subtitle]


def test_what_stands_by_the_headline_is_kept() -> None:
    beside = '<h2>老人等船不再淋雨</h2><span class="author">陈小满</span>'
    text = page(_PARAGRAPHS).replace("</h1>", f"</h1>{beside}")
    [document] = documents(text)
    [article] = document.articles
    assert (article.subtitle, [one.name for one in article.byline]) == ("老人等船不再淋雨", ["陈小满"])


def test_the_headline_is_the_one_that_the_head_names() -> None:
    text = page(_PARAGRAPHS).replace("<body>", "<body><h1>新闻中心</h1>")
    text = text.replace("<h1>渡口添了候船亭</h1>", "<h2>渡口添了候船亭</h2>")
    [document] = documents(text)
    assert [one.headline for one in document.articles] == ["渡口添了候船亭"]


_LINKS = '<ul><li><a href="content_8.htm">邻县的桥也通了车</a></li><li><a href="content_9.htm">晚稻开镰</a></li></ul>'


def test_a_story_among_links_to_others_is_read() -> None:
    [document] = documents(page(_PARAGRAPHS, _LINKS))
    assert [one.paragraphs for one in document.articles] == [_STORY]


_MAP = '<map name="m"><area coords="1,2,3,4" href="license_8.htm"><area coords="5,6,7,8" href="license_9.htm"></map>'


def test_areas_in_the_foot_of_a_portal_make_no_page_of_an_issue() -> None:
    [document] = documents(page(_PARAGRAPHS * 4, _MAP))
    assert [one.paragraphs for one in document.articles] == [_STORY * 4]


def test_a_page_of_areas_with_a_few_sentences_stays_a_page_of_an_issue() -> None:
    found = read(page(_PARAGRAPHS, _MAP))
    assert [one.key for one in found if isinstance(one, Rejected)] == ["license_8.htm", "license_9.htm"]


def test_a_page_of_links_alone_stays_a_page_of_an_issue() -> None:
    found = read(page(_LINKS, ""))
    assert [one.key for one in found if isinstance(one, Rejected)] == ["content_8.htm", "content_9.htm"]
    assert [one for one in found if isinstance(one, Document)] == []


def test_a_page_of_pictures_stays_one() -> None:
    """A picture of an e-paper's page, with no text beside it, is what it was: nothing is put in its place."""
    text = page('<div id="ozoom"><img src="res/1/2023-10/27/1.jpg"></div>', "")
    [document] = documents(text)
    [article] = document.articles
    assert (article.paragraphs, article.images) == ((), ("res/1/2023-10/27/1.jpg",))


def test_a_page_without_a_story_is_refused() -> None:
    with pytest.raises(PermanentError, match="no article"):
        read("<!DOCTYPE html><html><head><title>云岭在线</title></head><body><p>登录</p></body></html>")


FOOT = """<ul class="list"><li>1<a href="/1.html">邻县的大桥年底通车</a></li>
<li>2<a href="/2.html">晚稻收割机租金降了</a></li></ul>
<p><a href="/3.html">北坡的茶山又添三百亩</a><a href="/4.html">老船工把橹捐给了村史馆</a>评论 65</p>
<p>微信扫一扫 关注该公众号</p><p>相关推荐</p><p>未经授权不得转载</p>"""


def article(text: str) -> Article:
    [document] = documents(text)
    [found] = document.articles
    return found


def test_the_foot_of_a_site_is_no_part_of_the_text() -> None:
    assert article(page(_PARAGRAPHS + FOOT)).paragraphs == _STORY


LAST = [
    "（云岭日报记者 周远）",
    "乡亲们说，扫一扫墙上的码，就知道船到了哪里。",
    "另有 <a href='/5.html'>渡口的故事</a> 一文，写的是三十年前的渡船和老人。",
]


@pytest.mark.parametrize("last", LAST)
def test_the_end_of_a_text_is_kept(last: str) -> None:
    paragraphs = article(page(f"{_PARAGRAPHS}<p>{last}</p>")).paragraphs
    assert paragraphs[:3] == _STORY
    assert len(paragraphs) == len(_STORY) + 1


@pytest.mark.parametrize(
    "heading",
    [
        "<h2><a href='/6.html'>邻县的大桥年底通车</a></h2>",  # a link to another story
        "<a href='/6.html'><h2>邻县的大桥年底通车</h2></a>",
        "<h2>渡口 添了候船亭</h2>",  # the headline once more
    ],
)
def test_a_heading_beside_the_headline_that_is_no_subtitle(heading: str) -> None:
    assert article(page(_PARAGRAPHS).replace("</h1>", f"</h1>{heading}")).subtitle == ""


def test_a_heading_below_the_text_is_no_subtitle() -> None:
    long = "<p>" + "".join(_STORY) + "</p>"
    assert article(page(long).replace("</h1>", f"</h1>{long}<h2>渡船的时刻</h2>")).subtitle == ""


@pytest.mark.parametrize(
    "heading",
    [
        "<h2>等船的老人不再淋雨</h2>",
        "<h2>等船的老人<a href='/7.html'>不再淋雨</a></h2>",
        "<h2><a>等船的老人不再淋雨</a></h2>",
    ],
)
def test_a_subtitle_between_headline_and_text_is_kept(heading: str) -> None:
    assert article(page(_PARAGRAPHS).replace("</h1>", f"</h1>{heading}")).subtitle == "等船的老人不再淋雨"
