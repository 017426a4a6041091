"""One made-up page of an issue as six systems of web editions save it: the page and its two articles, in own words."""

from __future__ import annotations

KICKER = "全区秋收工作推进"
TITLE = "稻田里开起现场会"
SUBTITLE = "三百台收割机下田"
PARAGRAPHS = (
    "临河坝的晚稻昨天开镰，三百台收割机一早下了田。",
    "“今年的收成比去年好得多。”种粮大户王大伟说，他家的两百亩水稻一天能收四十亩。",
)
CAPTION = "收割机驶过临河坝。 记者 张强 摄"
SHORT_TITLE = "渡口添了候船亭"
SHORT = ("石门渡口的候船亭昨天启用，六排长椅坐得下四十人。",)


def indented(paragraphs: tuple[str, ...], tag: str = "P") -> str:
    return "".join(f"<{tag}>　　{paragraph}</{tag}>\r\n" for paragraph in paragraphs)


def founder() -> dict[str, bytes]:
    """The classic system: GB2312, upper-case tags, unquoted attributes, the page's picture on each article's page."""
    node = f"""<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.0 Transitional//EN">
<HTML><HEAD><TITLE>临河新报数字报刊</TITLE><META http-equiv=Content-Type content="text/html; charset=gb2312"></HEAD>
<BODY><table width=100%><tr><td align=left><strong>第A02版：要闻</strong></td>
<td>2023年10月26日 星期四</td></tr></table>
<IMG src="../../../page/2/A02.jpg" border=0 useMap=#PagePicMap width=350 height=490>
<MAP NAME="pagepicmap"><Area coords="10,20,210,20,210,120,110,120,110,220,10,220,10,220" shape=polygon
 href="content_101.htm" title="x"><Area coords="220,20,340,160" shape="rect" href="content_102.htm">
<Area coords="10,300,340,480" shape=rect href="content_103.htm"></MAP>
<div id=mp101 style="display:none">{TITLE}</div>
<table><tr><td class=default><a id=pageLink href=node_1.htm>第A01版：头版</a></td></tr>
<tr><td class=default><a id=pageLink href=./node_2.htm>第A02版：要闻</a></td></tr></table>
<ul><li><a href=content_101.htm><div>{TITLE}</div></a></li><li><a href="content_102.htm">{SHORT_TITLE}</a></li></ul>
</BODY></HTML>"""
    return {
        "node_2.htm": node.encode("gb18030"),
        "content_101.htm": founder_article(
            "101", KICKER, "稻田里开起<BR>现场会", SUBTITLE, "记者 陈小明 通讯员 李雪", PARAGRAPHS, picture=True
        ).encode("gb18030"),
        "content_102.htm": founder_article("102", "", SHORT_TITLE, "", "", ("本报记者 李雪", *SHORT)).encode("gb18030"),
        "content_103.htm": founder_article("103", "", "广告", "", "", ()).encode("gb18030"),
    }


def founder_article(
    number: str,
    kicker: str,
    title: str,
    subtitle: str,
    author: str,
    paragraphs: tuple[str, ...],
    *,
    picture: bool = False,
) -> str:
    pictures = (
        f"<table id=newspic><tr><td><img src=../../../res/1/{number}.jpg></td></tr><tr><td>{CAPTION}</td></tr></table>"
    )
    return f"""<HTML><HEAD><TITLE>{title.replace("<BR>", "")}-临河新报数字报刊</TITLE>
<META http-equiv=Content-Type content="text/html; charset=gb2312"></HEAD><BODY>
<!--enpproperty <articleid>{number}</articleid><date>2023-10-26 02:10:00:000</date><author>{author}</author>
<title><![CDATA[{title}]]></title><keyword>秋收 晚稻</keyword><subtitle>{subtitle}</subtitle><introtitle>{kicker}</introtitle>
<siteid>2</siteid><nodeid>7</nodeid><nodename>要闻</nodename><picurl></picurl>
<url>http://paper.example/html/2023-10/26/content_{number}.htm</url>/enpproperty-->
<table><tr><td><a href=node_2.htm>上一版</a> <a href=content_102.htm>下一篇</a></td><td>2023年10月26日 星期四</td></tr></table>
<form style="display:none"><textarea name=copy>{"".join(paragraphs)}</textarea></form>
<table><tr valign=top><td class=font02 align=center>{kicker}</td></tr>
<tr valign=top><td class=font01 align=center><founder-title>{title}</founder-title></td></tr>
<tr valign=top><td class=font02 align=center>{subtitle}</td></tr>
<tr valign=top><td class=font02><founder-author>{author}</founder-author></td></tr></table>
{pictures if picture else ""}
<div id=ozoom style="zoom:100%"><founder-content><!--enpcontent-->{indented(paragraphs)}<!--/enpcontent--></founder-content></div>
<div id=print style="display:none">{indented(paragraphs)}</div></BODY></HTML>"""


def peoples_daily_old() -> dict[str, bytes]:
    layout = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>人民日报-人民网</title></head><body>
<div class="date-box"><div class="date left">2020年03月02日 星期一</div></div>
<div class="paper-bot"><p class="left ban">第02版：要闻</p>
<img src="../../../page/1/02.jpg" usemap="#PagePicMap" width="420" height="590"></div>
<map name="PagePicMap"><area coords="0.5,10,210,10,210,295,0.5,295" shape="poly"
 href="nw.D110000renmrb_20200302_1-02.htm"><area shape="poly" coords="210,10,420,10,420,100,210,100"
 href="nw.D110000renmrb_20200302_2-02.htm"></map>
<div id="pageList"><ul><li><div class="right_title-name"><a href="nbs.D110000renmrb_01.htm">01版：头版</a></div></li>
<li><div class="right_title-name"><a href="nbs.D110000renmrb_02.htm">02版：要闻</a></div></li></ul></div>
<div id="titleList"><ul><li><a href="nw.D110000renmrb_20200302_1-02.htm"><script>document.write(view("{TITLE}"))</script>
</a></li><li><a href="nw.D110000renmrb_20200302_2-02.htm">{SHORT_TITLE}</a></li></ul></div></body></html>"""

    def article(
        kicker: str, title: str, subtitle: str, author: str, paragraphs: tuple[str, ...], picture: str = ""
    ) -> str:
        return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}--人民日报</title></head><body>
<div class="lai">人民日报 2020年03月02日 星期一</div>
<div class="text_c"><h3>{kicker}</h3><h1>{title}</h1><h2>{subtitle}</h2><h4>{author}</h4>
<div class="c_c">{picture}<div id="ozoom" style="zoom:100%;"><!--enpcontent-->{indented(paragraphs, "p")}<!--/enpcontent-->
</div></div></div></body></html>"""

    picture = f"<table class='pci_c'><tr><td><img src='../../../res/1.jpg'/></td></tr><tr><td><p>{CAPTION}</p></td></tr></table>"
    return {
        "nbs.D110000renmrb_02.htm": layout.encode(),
        "nw.D110000renmrb_20200302_1-02.htm": article(
            KICKER, TITLE, SUBTITLE, "记者 陈小明 通讯员 李雪", PARAGRAPHS, picture
        ).encode(),
        "nw.D110000renmrb_20200302_2-02.htm": article("", SHORT_TITLE, "", "本报记者 李雪", SHORT).encode(),
    }


def peoples_daily_new() -> dict[str, bytes]:
    layout = f"""<!DOCTYPE html><html><head><meta charset="UTF-8"><title>人民日报</title></head><body>
<div class="swiper-container"><div class="swiper-slide"><a id="pageLink" href="node_01.html">01版：要闻</a></div>
<div class="swiper-slide"><a id="pageLink" href="node_02.html">02版：要闻</a></div></div>
<div class="paper"><img src="../../../attachement/02.jpg" usemap="#PagePicMap1" width="415.5" height="600">
<map id="PagePicMap1" name="PagePicMap1">
<area shape="poly" coords="10.25,20.5,200.75,20.5,200.75,300.5,10.25,300.5" href="../../../content/202412/05/content_30028101.html">
<area shape="poly" coords="210.5,20.5,400.5,20.5,400.5,120.5,210.5,120.5" href="../../../content/202412/05/content_30028102.html">
</map></div>
<ul class="news-list"><li><a href="../../../content/202412/05/content_30028101.html">{TITLE}</a></li>
<li><a href="../../../content/202412/05/content_30028102.html">{SHORT_TITLE}</a></li></ul></body></html>"""

    def article(number: str, kicker: str, title: str, subtitle: str, author: str, body: str) -> str:
        return f"""<!DOCTYPE html><html><head><meta charset="UTF-8"><title>{title}-人民日报</title></head><body>
<a href="../../../layout/202412/05/node_02.html">返回目录</a>
<div class="article-box"><div class="article"><h3>{kicker}</h3><h1>{title}</h1><h2>{subtitle}</h2>
<p class="sec">{author}<span class="date"> 《 人民日报 》（ 2024年12月05日&nbsp;&nbsp; 第 02 版）</span></p>
<div class="attachment">{"<img src='../../../attachement/1.jpg'><p>" + CAPTION + "</p>" if kicker else ""}</div>
<div id="ozoom"><!--enpproperty <articleid>{number}</articleid><date>2024-12-05</date><author></author><title>{title}</title>
/enpproperty--><!--enpcontent-->{body}<!--/enpcontent--></div></div></div></body></html>"""

    return {
        "node_02.html": layout.encode(),
        "content_30028101.html": article(
            "30028101", KICKER, TITLE, SUBTITLE, "记者 陈小明 通讯员 李雪", indented(PARAGRAPHS, "p")
        ).encode(),
        "content_30028102.html": article(
            "30028102", "", SHORT_TITLE, "", "本报记者 李雪", indented(SHORT, "p")
        ).encode(),
    }


def xinhua_daily() -> dict[str, bytes]:
    layout = f"""<html><head><meta charset="utf-8"><title>新华日报</title></head><body>
<div class="newslisttit"><em>第2版：要闻</em><span>2024-10-25 星期五</span></div>
<img src="../../../att/2.jpg" usemap="#PagePicMap" style="width:400px;height:560px"><map name="PagePicMap">
<area shape="polygon" coords="20,20,200,20,200,200,20,200" href="../../../con/202410/25/content_1370101.html">
<area shape="polygon" coords="220,20,380,20,380,120,220,120" href="../../../con/202410/25/content_1370102.html"></map>
<div class="newslist"><ul><li><h3><a href="../../../con/202410/25/content_1370101.html">{TITLE}</a></h3></li>
<li><h3><a href="../../../con/202410/25/content_1370102.html">{SHORT_TITLE}</a></h3></li></ul></div></body></html>"""

    def article(kicker: str, title: str, subtitle: str, author: str, body: str) -> str:
        return f"""<html><head><meta charset="utf-8"><title>{title}_新华日报</title></head><body>
<a href="../../../layout/202410/25/node_2.html">上一版</a>
<div class="newsdetatit"><p class="intro">{kicker}</p><h3>{title}</h3><p class="sub">{subtitle}</p>
<p><span class="Author">作者：{author}</span> <span>来源：新华日报</span> <span>2024年10月25日</span></p></div>
<div class="newsdetatext"><founder-content>{body}</founder-content></div></body></html>"""

    picture = f"<div class='pic'><img src='../../../att/1.jpg'/><p>{CAPTION}</p></div>"
    return {
        "node_2.html": layout.encode(),
        "content_1370101.html": article(
            KICKER, TITLE, SUBTITLE, "记者 陈小明 通讯员 李雪", picture + indented(PARAGRAPHS, "p")
        ).encode(),
        "content_1370102.html": article("", SHORT_TITLE, "", "本报记者 李雪", indented(SHORT, "p")).encode(),
    }


def fzsyun() -> dict[str, bytes]:
    layout = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>临河新报</title></head><body>
<span class="pic-info-summary fl">第02版：要闻</span><span class="date">2023-10-26</span>
<img src="./images/02.jpg" usemap="#pagepicmap" width="400" height="560"><map name="pagepicmap">
<area class="paperarea" shape="poly" coords="20,20,200,20,200,200,20,200" href="content_20101.html">
<area class="paperarea" shape="poly" coords="220,20,380,20,380,120,220,120" href="content_20102.html"></map>
<ul class="layout-catalogue-list"><li class="layout-catalogue-item"><a href="node_01.html">第01版：头版</a>
<a class="pdf" href="01.pdf">PDF</a></li><li class="layout-catalogue-item"><a href="node_02.html">第02版：要闻</a></li></ul>
<ul class="news-list"><li class="news-item"><a href="content_20101.html">{TITLE}</a></li>
<li class="news-item"><a href="content_20102.html">{SHORT_TITLE}</a></li></ul></body></html>"""

    def article(kicker: str, title: str, subtitle: str, author: str, body: str) -> str:
        return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>临河新报-{title}</title></head><body>
<a href="node_02.html">第02版：要闻</a><div class="main-content"><h3>{kicker}</h3><h1>{title}</h1><h3>{subtitle}</h3>
<p class="news-info"><span class="author">{author}</span><span>2023年10月26日</span></p>
<div id="news_content"><cms-content>{body}</cms-content></div></div></body></html>"""

    picture = f"<figure><img src='images/1.jpg'><figcaption>{CAPTION}</figcaption></figure>"
    return {
        "node_02.html": layout.encode(),
        "content_20101.html": article(
            KICKER, TITLE, SUBTITLE, "记者 陈小明 通讯员 李雪", picture + indented(PARAGRAPHS, "p")
        ).encode(),
        "content_20102.html": article("", SHORT_TITLE, "", "本报记者 李雪", indented(SHORT, "p")).encode(),
    }


def state_grid() -> dict[str, bytes]:
    layout = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>国家电网报</title></head><body>
<div class="ban-title">第02版：要闻</div><div class="date">2023年10月26日</div>
<div class="page-img"><svg width="400" height="560" viewBox="0 0 800 1120"><image href="02.jpg"></image>
<polygon class="area" points="40,40 400,40 400,400 40,400" title="{TITLE}" data-pageid="9" data-contentid="20101"></polygon>
<polygon class="area" points="440,40 760,40 760,240 440,240" title="{SHORT_TITLE}" data-pageid="9" data-contentid="20102">
</polygon></svg></div></body></html>"""

    def article(kicker: str, title: str, subtitle: str, author: str, body: str) -> str:
        return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}-国家电网报</title></head><body>
<a href="node-02.html">返回版面</a><div class="article-content"><h3>{kicker}</h3><h1>{title}</h1><h2>{subtitle}</h2>
<div class="info"><span class="author">{author}</span> <span>2023-10-26</span> <span>第02版：要闻</span></div>
<div id="content">{body}</div></div></body></html>"""

    picture = f"<p style='text-align:center'><img src='1.jpg'></p><p style='text-align:center'>{CAPTION}</p>"
    return {
        "node-02.html": layout.encode(),
        "con-20101.html": article(
            KICKER, TITLE, SUBTITLE, "记者 陈小明 通讯员 李雪", picture + indented(PARAGRAPHS, "p")
        ).encode(),
        "con-20102.html": article("", SHORT_TITLE, "", "本报记者 李雪", indented(SHORT, "p")).encode(),
    }


def jiefang() -> dict[str, bytes]:
    layout = f"""<html><head><meta charset="utf-8"><title>解放日报</title></head><body>
<strong>第02版：要闻</strong> 2023年10月26日
<img id="page_img" src="02.jpg" usemap="#PagePicMap" width="1389" height="2000"><map id="PagePicMap" name="PagePicMap">
<area shape="poly" xy="[{{x:20,y:40}},{{x:1000,y:40}},{{x:1000,y:900}},{{x:20,y:900}}]" href="content_20101.html">
<area shape="poly" xy='[{{"x":1020,"y":40}},{{"x":2000,"y":40}},{{"x":2000,"y":440}},{{"x":1020,"y":440}}]'
 href="content_20102.html"></map><a href="content_20101.html">{TITLE}</a></body></html>"""

    def article(kicker: str, title: str, subtitle: str, author: str, body: str) -> str:
        return f"""<html><head><meta charset="utf-8"><title>解放日报-{title}</title></head><body>
<a href="node_02.html">返回</a><!--<npm:article-pretitle>-->{kicker}<!--</npm:article-pretitle>-->
<h2><!--<npm:article-title>-->{title}<!--</npm:article-title>--></h2>
<!--<npm:article-subtitle>-->{subtitle}<!--</npm:article-subtitle>-->
<span><!--<npm:article-author>-->{author}<!--</npm:article-author>--></span> 2023年10月26日
<div class="con"><!--<npm:article-content>-->{body}<!--</npm:article-content>--></div></body></html>"""

    picture = f"<p><img src='1.jpg'><br>{CAPTION}</p>"
    return {
        "node_02.html": layout.encode(),
        "content_20101.html": article(
            KICKER, TITLE, SUBTITLE, "记者 陈小明 通讯员 李雪", picture + indented(PARAGRAPHS, "p")
        ).encode(),
        "content_20102.html": article("", SHORT_TITLE, "", "本报记者 李雪", indented(SHORT, "p")).encode(),
    }
