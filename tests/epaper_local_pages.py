"""The made-up page of ``epaper_pages`` as the systems of local and trade papers save it: no marks, tables and ids."""

from __future__ import annotations

from epaper_pages import CAPTION, KICKER, PARAGRAPHS, SHORT, SHORT_TITLE, SUBTITLE, TITLE, indented

WRITERS = "记者 陈小明 通讯员 李雪"
REPORTER = "本报记者 李雪"


def text(paragraphs: tuple[str, ...]) -> str:
    return f"<div id=ozoom style='zoom:100%'>{indented(paragraphs)}</div>"


def discipline_daily() -> dict[str, bytes]:
    """Classic pages set anew: the label in a cell of its own, a list of what other pages hold, areas without quotes."""
    layout = f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"
"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<title>临河新报</title><SCRIPT id=oMapScript event=onmouseover() for=pagepicmap>drawLine(event.srcElement);</SCRIPT>
</head>
<body onLoad="initMPPage();"><p class="rq">主办单位：临河新报社</p><div class="bm">
<MAP NAME="pagepicmap"><Area coords="2,98,225,98,225,366,2,366" shape="polygon" href="content_52014.htm">
<Area coords="235,96,347,96,347,196,235,196" shape="polygon" href="content_52015.htm"></MAP>
<img src=../../1/2023-10/26/1/1_brief.jpg border=0 width=350 height=550 USEMAP=#pagepicmap></div>
<table class="sxb"><tr><td><a class=preart href="node_3.htm"><span>4</span>下一版</a></td></tr></table>
<p class="rq">2023年10月26日　星期<font class=weekday>四</font></p><table class="bm00">
<tr><td class="bm01">第2版　　　　　　　　　　　　<span>要闻</span></td></tr><tr><td class="bm02"><ul class="list01">
<li><a href=content_52014.htm><div id=mp52014>{TITLE}</div></a></li><li><a href=content_52015.htm>
<div id=mp52015>{SHORT_TITLE}</div></a></li></ul></td></tr></table><table class="bm05"><tr><td
class="bm06">今日关注</td></tr>
<tr><td><table><tbody><tr><td><a href=content_52014.htm><div>{TITLE}</div></a></td></tr></tbody></table>
<table><tbody><tr><td><a href=content_52041.htm><div>别的版上的稿件</div></a></td></tr></tbody></table></td></tr>
</table>
<a class=preart href="../25/node_2.htm">上一期</a></body></html>"""

    def article(kicker: str, title: str, subtitle: str, author: str, body: str) -> str:
        return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<title>{title}</title></head>
<body><a href="node_2.htm">第2版：要闻</a><table><tr><td class="yinti">{kicker}</td></tr><tr><td
class="font01">{title}</td></tr>
<tr><td class="futi">{subtitle}</td></tr><tr><td class="author">{author}</td></tr></table>
{body}</body></html>"""

    picture = f"<table id=newspic><tr><td><img src=../../../res/1.jpg></td></tr><tr><td>{CAPTION}</td></tr></table>"
    return {
        "node_2.htm": layout.encode(),
        "content_52014.htm": article(KICKER, TITLE, SUBTITLE, WRITERS, picture + text(PARAGRAPHS)).encode(),
        "content_52015.htm": article("", SHORT_TITLE, "", REPORTER, text(SHORT)).encode(),
    }


def county_daily() -> dict[str, bytes]:
    """Hosted pages of county papers: the headline, what stands above and below it, and the author in rows."""
    layout = """<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>临河新报</title>
</head>
<body><table><tr><td align="left" class="default"><strong>第02版：要闻</strong></td><td align="right">
<a id="ed_next" class="preart" href="node_100642.htm">下一版</a></td></tr></table>
<img src="page_b.jpg" usemap="#PagePicMap" width="350" height="500"><map name="PagePicMap">
<area shape="polygon" coords="20,20,200,20,200,200,20,200" href="content_310001.htm">
<area shape="polygon" coords="220,20,340,20,340,120,220,120" href="content_310002.htm"></map>
<table><tr><td class="default"><a id="pageLink" href="node_100640.htm">第01版：头版</a></td></tr>
<tr><td class="default"><a id="pageLink" href="node_100641.htm">第02版：要闻</a></td></tr></table>
<td class="px12" valign="center"><a href="02.pdf">PDF</a></td></body></html>"""

    def article(kicker: str, title: str, subtitle: str, author: str, body: str) -> str:
        return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>临河新报</title></head><body>
<table><tr><td class="default"><a href="node_100641.htm">第02版：要闻</a></td><td>2023年10月26日 星期四</td></tr>
</table>
<table class="wz"><tr><td><table><tr valign="top"><td align="center" class="bt2">{kicker}</td></tr>
<tr valign="top"><td align="center" class="bt1"><strong>{title}</strong></td></tr>
<tr valign="top"><td align="center" class="bt2">{subtitle}</td></tr>
<tr valign="top"><td align="center" class="bt3">{author}</td></tr></table></td></tr>
<tr><td>{body}</td></tr></table></body></html>"""

    picture = (
        f"<table id='newspic'><tr><td><table><tr><td><img src='res/1.jpg'></td></tr><tr><td>{CAPTION}</td></tr>"
        "</table></td></tr></table>"
    )
    return {
        "node_100641.htm": layout.encode(),
        "content_310001.htm": article(KICKER, TITLE, SUBTITLE, WRITERS, picture + text(PARAGRAPHS)).encode(),
        "content_310002.htm": article("", SHORT_TITLE, "", REPORTER, text(SHORT)).encode(),
    }


def district_daily() -> dict[str, bytes]:
    """Pages named ``col02.html``; the parts of the headline have ids."""
    layout = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>临河新报</title></head><body>
<div class="newslisttit"><em>第02版：要闻<a href="02.pdf">PDF</a></em></div><div class="date">2023年10月26日
星期四</div>
<img src="../../../att/02.jpg" usemap="#PagePicMap" width="400" height="560"><map name="PagePicMap">
<area shape="polygon" coords="20,20,200,20,200,200,20,200" href="c1300201.html">
<area shape="polygon" coords="220,20,380,20,380,120,220,120" href="c1300202.html"></map>
<ul id="widthNone"><li><a href="01.jpg"><img src="s01.jpg"></a><a href="col01.html">第01版：头版</a></li>
<li><a href="02.jpg"><img src="s02.jpg"></a><a href="col02.html">第02版：要闻</a></li></ul>
<div class="newslist"><ul><li><a href="c1300201.html">{TITLE}</a></li><li><a href="c1300202.html">{SHORT_TITLE}</a></li>
</ul></div>
<div class="newsnext"><a href="col03.html">下一版</a></div></body></html>"""

    def article(kicker: str, title: str, subtitle: str, author: str, body: str) -> str:
        return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title} 临河新报</title></head><body>
<a href="col02.html">返回</a><div class="newsdetatit"><p id="PreTitle">{kicker}</p><h3 id="Title">{title}</h3>
<p id="SubTitle">{subtitle}</p><p class="info"><span>作者：{author}</span><span>2023-10-26</span></p></div>
<div class="newsdetatext">{body}</div></body></html>"""

    picture = f"<div class='pic'><img src='../../../att/1.jpg'/><p>{CAPTION}</p></div>"
    return {
        "col02.html": layout.encode(),
        "c1300201.html": article(KICKER, TITLE, SUBTITLE, WRITERS, picture + indented(PARAGRAPHS, "p")).encode(),
        "c1300202.html": article("", SHORT_TITLE, "", REPORTER, indented(SHORT, "p")).encode(),
    }


def trade_weekly() -> dict[str, bytes]:
    """Headings of three sizes in a column of their own; pictures in a table above the text."""
    layout = """<html><head><meta charset="utf-8"><title>临河新报</title></head><body><div class="paperinfo
fl">第02版：要闻</div>
<span>2023年10月26日</span><img src="b02.jpg" usemap="#PagePicMap" width="400" height="560"><map name="pagepicmap">
<area shape="polygon" coords="20,20,200,20,200,200,20,200" href="content_4001.htm">
<area shape="polygon" coords="220,20,380,20,380,120,220,120" href="content_4002.htm"></map>
<a id="pageLink" href="node_13.htm">第02版：要闻</a><a class="preart" href="node_14.htm">下一版</a></body></html>"""

    def article(kicker: str, title: str, subtitle: str, author: str, body: str) -> str:
        return f"""<html><head><meta charset="utf-8"><title>{title}</title></head><body><div class="paper fl">
<a href="node_13.htm">第02版：要闻</a></div><div class="content fl"><h3>{kicker}</h3><h2>{title}</h2><h4>{subtitle}</h4>
<p class="author">{author}</p><div class="cont">{body}</div></div></body></html>"""

    picture = (
        f"<table><tr><td><table><tr><td><img src='../../res/1.jpg'></td></tr><tr><td>{CAPTION}</td></tr></table></td>"
        "</tr></table>"
    )
    return {
        "node_13.htm": layout.encode(),
        "content_4001.htm": article(KICKER, TITLE, SUBTITLE, WRITERS, picture + text(PARAGRAPHS)).encode(),
        "content_4002.htm": article("", SHORT_TITLE, "", REPORTER, text(SHORT)).encode(),
    }


def procurement_news() -> dict[str, bytes]:
    """An application's pages: the map has a name of its own, headline and text have ids."""
    layout = f"""<html><head><meta charset="utf-8"><title>临河新报电子版</title></head><body><div class="left B_02_1">
<div>第02版：要闻</div></div><div class="right">2023-10-26</div><img src="/p/02.jpg" usemap="#hotarea" width="400"
height="560">
<map name="hotarea" id="hotarea"><area shape="rect" coords="20,20,200,200" href="article_801.html">
<area shape="rect" coords="220,20,380,120" href="article_802.html"></map><div id="pageList"><ul>
<li><a href="page_1.html">第01版：头版</a></li><li><a href="page_2.html">第02版：要闻</a></li></ul></div>
<div id="titleList"><ul><li><a href="article_801.html">{TITLE}</a></li><li><a href="article_802.html">{SHORT_TITLE}</a>
</li></ul>
</div></body></html>"""

    def article(kicker: str, title: str, subtitle: str, author: str, body: str) -> str:
        return f"""<html><head><meta charset="utf-8"><title>{title}-临河新报电子版</title></head><body>
<a href="page_2.html">返回版面</a><div class="detail"><h2 class="introtitle">{kicker}</h2><h1 class="title">{title}</h1>
<h2 class="subtitle">{subtitle}</h2><div class="info">2023-10-26　第02版：要闻　作者：{author}</div>
<div id="articleText">{body}</div></div></body></html>"""

    picture = f"<p align='center'><img src='/upload/1.jpg'></p><p align='center'>{CAPTION}</p>"
    return {
        "page_2.html": layout.encode(),
        "article_801.html": article(KICKER, TITLE, SUBTITLE, WRITERS, picture + indented(PARAGRAPHS, "p")).encode(),
        "article_802.html": article("", SHORT_TITLE, "", REPORTER, indented(SHORT, "p")).encode(),
    }


def rural_daily() -> dict[str, bytes]:
    """A folder a page (``001/node.htm``); the headline is bold, what is above and below it in spans."""
    layout = """<html><head><meta charset="gb2312"><title>临河新报</title></head><body><table><tbody><tr>
<td class="px12">第02版：要闻</td><td class="px12" align="right"><a href="../003/node.htm">下一版</a></td></tr></tbody>
</table>
<IMG src="page.jpg" useMap="#PagePicMap" width=400 height=560><MAP name=PagePicMap>
<AREA shape=polygon coords="20,20,200,20,200,200,20,200" href="content_251001.htm">
<AREA shape=polygon coords="220,20,380,20,380,120,220,120" href="content_251002.htm"></MAP>
<table><tbody><tr><td class="default" align="left"><a href="../001/node.htm">第01版：头版</a></td></tr>
<tr><td class="default" align="left"><a href="../002/node.htm">第02版：要闻</a></td></tr></tbody></table></body>
</html>"""

    def article(kicker: str, title: str, subtitle: str, author: str, body: str) -> str:
        return f"""<html><head><meta charset="gb2312"><title>临河新报</title></head><body><table><tbody><tr>
<td><a href="node.htm">第02版：要闻</a></td><td>2023年10月26日</td></tr></tbody></table><table cellpadding="5"><tbody>
<tr><td align="center"><span>{kicker}</span></td></tr><tr><td align="center"><strong>{title}</strong></td></tr>
<tr><td align="center"><span>{subtitle}</span></td></tr><tr><td align="center"><span>{author}</span></td></tr></tbody>
</table>
{body}</body></html>"""

    picture = f"<div class='pic'><img src='res/1.jpg'><p>{CAPTION}</p></div>"
    long = article(KICKER, TITLE, SUBTITLE, WRITERS, picture + text(PARAGRAPHS))
    return {
        "node.htm": layout.encode("gb18030"),
        "content_251001.htm": long.encode("gb18030"),
        "content_251002.htm": article("", SHORT_TITLE, "", REPORTER, text(SHORT)).encode("gb18030"),
    }
