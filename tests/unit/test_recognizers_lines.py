"""Credits, furniture, marks of items and labels: what a line is besides text."""

from __future__ import annotations

import pytest

from worker.document.source import SourceText
from worker.folding import fold
from worker.parsing import parse_issue
from worker.parsing.layout.lines import visible_lines
from worker.parsing.recognizers.annotate import annotate
from worker.parsing.recognizers.annotations import Annotations, Furniture, LabelKind
from worker.parsing.recognizers.pictures.captions import closes_as_caption
from worker.parsing.segmentation.observations import Boxes, observe


def of(text: str) -> Annotations:
    return annotate(visible_lines(text)[0])


@pytest.mark.parametrize(
    ("text", "names", "begins"),
    [
        ("记者 柳禾青 摄", ["柳禾青"], "记"),
        ("(记者 柳禾青 摄 )", ["柳禾青"], "("),  # a space before the bracket
        ("拍摄者:本报记者 柳禾青", ["柳禾青"], "拍"),
        ("圖/什魯", ["什魯"], "圖"),
        ("柳禾青摄影报道", ["柳禾青"], "柳"),
        ("本报记者 柳禾青摄(附图片)", ["柳禾青"], "本"),
        ("(柳禾青 杜小渡 章华 摄)", ["柳禾青", "杜小渡", "章华"], "("),
        ("(記者柳禾青/攝影)", ["柳禾青"], "("),
        ("(路透社 柳禾青攝)", ["柳禾青"], "("),
        ("(路透社 柳青文攝)", ["柳青文"], "("),  # 文 is of the name, though 文攝 is a word for what was done
        ("工人在接管子。(記者杜小文攝)", ["杜小文"], "("),
        ("松溪日报社全媒体记者 柳禾青 摄", ["柳禾青"], "松"),
        ("新华社发(柳禾青 摄)", ["柳禾青"], "新"),
        ("新华社发", ["新华社发"], "新"),
        ("資料照片", ["資料照片"], "資"),
        ("图为工人在接管子。 记者 柳禾青 杜小渡/摄", ["柳禾青", "杜小渡"], "记"),
        ("图为工人在接管子。本报记者柳禾青摄", ["柳禾青"], "本"),
        ("工人在接管子。■ 新华社记者 柳禾青 摄", ["柳禾青"], "■"),
        ("工人在接管子。（松溪警方提供）", ["松溪警方"], "（"),
        ("本版照片为本报记者柳禾青、杜小渡 摄", ["柳禾青", "杜小渡"], "本"),
        ("街頭煙霧瀰漫。圖／讀者提供", ["讀者"], "圖"),
        ("剪纸 柳禾青", ["柳禾青"], "剪"),
        ("篆刻/柳禾青", ["柳禾青"], "篆"),
        ("（青石警分局提供，中央社）", ["青石警分局"], "（"),
        ("▲街口是狗主遛狗的熱點。( 柳禾青攝 )", ["柳禾青"], "("),
        ("(校網圖片)", ["校網圖片"], "("),  # in brackets whoever gave it
        ("柳禾青攝(人民視覺)", ["柳禾青"], "柳"),  # the agency behind it
        ("▲水管換好了。（圖／記者柳禾青攝）", ["柳禾青"], "（"),
        ("水管換好了,街坊都來看。讀者提供", ["讀者"], "讀"),  # whoever gives without being named
        ("青石小學換上新水管。 (柳禾青辦公室提供)", ["柳禾青辦公室"], "("),
        ("中央社記者柳禾青攝 114年11月28日", ["柳禾青"], "中"),  # the day behind it
        ("▲孩子们在种树。记者柳禾青摄/视觉松江", ["柳禾青"], "记"),  # and who gave it on
        ("工人在接管子。 本报记者 柳禾青 摄 |", ["柳禾青"], "本"),  # a table's bar left by a crawler
        ("■ 摄影 记者 柳禾青", ["柳禾青"], "■"),  # what was done, then who
        ("特约摄影 柳禾青/视觉松江", ["柳禾青"], "特"),  # and who gave it on
        ("工人在接管子。柳禾青 摄(图片来源:松江网)", ["柳禾青"], "柳"),
        ("工人在接管子。攝:柳禾青/青石傳媒", ["柳禾青"], "攝"),
        ("水管換好了。(圖/柳禾青攝)", ["柳禾青"], "("),
        ("水管換好了。(圖/民眾提供/松江時報傳真)", ["民眾提供/松江時報"], "("),  # in brackets and about a picture
        ("工人在接管子。 图自青石通讯社", ["图自青石通讯社"], "图"),
        ("水管換好了。(圖擷取自臉書)", ["擷取自臉書"], "("),
    ],
)
def test_credit(text: str, names: list[str], begins: str) -> None:
    found = of(text).credit
    assert found is not None
    assert [person.name for person in found.people] == names
    assert text[found.span.start] == begins


@pytest.mark.parametrize(
    "text",
    [
        "本报记者 柳禾青 文/图",  # a byline
        "钱进/文 孙波/图",
        "决定向松溪县提供",  # a line of text
        "他来自青石通讯社",
        "本报珍藏版在意首发",
        "工人在接管子。",
        "摄影",
        "鉴定作伪",
        "他爱好摄影",
        "来源:松江日报 作者:记者 柳禾青 摄影报道",
        "这些照片",
        "影像传播",
        "青石镇换上新水管。记者采访拍摄",
        "村民在作画",
        "参加拍摄的有三十人",
        "书法 人生",
        "漫画 天下",
        "宣传画",
        "(附图片)",
        "(左上图片)",
        "工人在看(见图片)",
        "水管由工厂提供",
        "水管换好了。工厂提供",
        "水管换好了(图右为柳禾青)",
        "(图/文 柳禾青)",  # who wrote
        "图/文:柳禾青",
    ],
)
def test_no_credit(text: str) -> None:
    assert of(text).credit is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("第A05版:要闻 PDF版", Furniture.PAGE_LABEL),
        ("00015版:人文·社会万象", Furniture.PAGE_LABEL),
        ("第7B版:社区", Furniture.PAGE_LABEL),
        ("首页 > 新闻 > 正文", Furniture.BREADCRUMB),
        ("2014/11/23 22:08", Furniture.METADATA),
        ("2014-11-23  来源: 松江日报 作者:", Furniture.METADATA),
        ("(爆料人:杜先生 奖金:30元)", Furniture.TIP_OFF),
        (">>>02-05版", Furniture.POINTER),
        ("详见C03、C04、C05版", Furniture.POINTER),
        ("(全文见第三版)", Furniture.POINTER),
        ("1959年10月14日松江日报 第3版", Furniture.DATE),
        ("编辑:柳禾青 美编:杜小渡", Furniture.EDITORS),
        ("通版阅读请点击:", Furniture.NAVIGATION),
        ("ADVERTISEMENT", Furniture.NAVIGATION),
        ("shutterstock_1052256230.jpg", Furniture.MACHINE),
        ("1.png", Furniture.MACHINE),
        ("中國新聞:松溪老橋 重新通車 P.7", Furniture.POINTER),
        ("日期:12-03", Furniture.METADATA),
        ("2026-01-06 6 6 松江晚报 content_226314.html 1 青石镇换上新水管 /enpproperty-->", Furniture.NAVIGATION),
        ("松江日报 要闻 03004 青石镇 2012-05-06 1714605 0 2012年07月06日 星期五", Furniture.MACHINE),
        ("■", Furniture.ORNAMENT),
        ("3上一版  下一版4", Furniture.NAVIGATION),
        ("返回主页 | 松江晚报 | 版面导航 |", Furniture.NAVIGATION),
        ("值班編委/柳禾青 美編/杜小渡", Furniture.EDITORS),
        ("2024年3月1日/星期三/ 主编/责编 柳禾青 杜小渡/ 美编 章华 / 校对 王明", Furniture.EDITORS),
        ("系列报道策划:柳禾青、杜小渡 本篇统筹:章华", Furniture.EDITORS),
        ("公平·公正·公信", Furniture.SLOGAN),
        ("【 第1頁 第2頁 第3頁 】", Furniture.NAVIGATION),
        ("】 【打 印】", Furniture.NAVIGATION),
        ("详情请浏览:水管换好了", Furniture.NAVIGATION),
        (">>更多内容请点击「松溪网」", Furniture.NAVIGATION),
        ("詳全文>>", Furniture.NAVIGATION),
        ("2012-5-6 0A1B2C3D4E5F60718293A4B5C6D7E8F9[A5-柳禾青] 2", Furniture.MACHINE),
        ("[2012.05.06] 發表", Furniture.METADATA),
        ("出版:更新:", Furniture.METADATA),
        ("甘公网安备 62010002000486号", Furniture.NAVIGATION),
        ("京ICP备05083640号-2", Furniture.NAVIGATION),
        ("Read More", Furniture.NAVIGATION),
        ("~~~青石镇换上新水管", Furniture.NAVIGATION),  # the titles of the page as links
        ("关注松江新闻网", Furniture.NAVIGATION),
        ("- 新闻推荐", Furniture.NAVIGATION),
        ("手机扫码看资讯", Furniture.NAVIGATION),
        ("点击上方蓝字关注我们", Furniture.NAVIGATION),
        ("松江网版权所有", Furniture.NAVIGATION),
        ("进入播报模式", Furniture.NAVIGATION),
        ("编辑|柳禾青", Furniture.NAVIGATION),  # a bar for the colon
        ("来源|松江发布", Furniture.NAVIGATION),
        ("返回搜狐,查看更多", Furniture.NAVIGATION),
        ("扫描二维码,用手机阅读", Furniture.NAVIGATION),
        ("1.媒體來源:松江日報", Furniture.NAVIGATION),  # as a forum asks for it
        ("4.完整新聞內文:", Furniture.NAVIGATION),
        ("QQ空间", Furniture.NAVIGATION),
        ("平台声明:该文观点仅代表作者本人,松江网仅提供信息存储空间服务。", Furniture.COPYRIGHT),
        ("以上内容归松江报业所有,未经许可不得擅自转载引用。", Furniture.COPYRIGHT),
        ("*本網站有權刪除或封鎖任何具有人身攻擊性質的留言;必須審核的留言將不會即時出現。", Furniture.COPYRIGHT),
        ("松江在线版权与免责声明:", Furniture.COPYRIGHT),
        ("没有评论:", Furniture.NAVIGATION),
        ("要 闻", Furniture.SECTION),
    ],
)
def test_furniture(text: str, kind: Furniture) -> None:
    found = of(text).furniture
    assert found is not None
    assert found.kind is kind


@pytest.mark.parametrize(
    "text",
    [
        "青石镇换上新水管",
        "他的爆料人人皆知",
        "见证第三版图书的诞生",
        "甲队3:1胜乙队",
        "编辑部的故事",
        "他当过编辑、主编、校对和记者",
        "设计师的生活",
        "最新消息 截至12日23时",
        "2014年11月23日,青石镇下雪。",
        "点击率不是一切",
        "版权所有者表示",
        "首页设计",
        "奖金30元",
        "一版画家的心愿",
        "定价的学问",
        "电话指导",
        "第1页写满了字",
        "安备战马",
        "最新款水管",
        "关注互联网",
        "关注农村电网改造",
        "扫码点餐惹争议",
        "蓝字招牌换新颜",
        "3.完整新闻标题:青石镇换上新水管",  # a headline behind its label
        "1.媒体来到青石镇",
        "编辑|记者|读者",
        "没有评论家的城市",
        "微博上的青石镇",
        "柳禾青收藏了三百张旧报,收藏协会昨日给他颁了奖",  # two words of navigation in a sentence
        "详情见街口的告示",
        "更多街坊来问水管的事",
        "更新水管三百米",
        "他声明:观点不变",
    ],
)
def test_no_furniture(text: str) -> None:
    found = of(text).furniture
    assert found is None or found.edge_only


@pytest.mark.parametrize(
    ("text", "alphabet", "ordinal", "rest"),
    [
        ("1. 甲河大坝合龙", "1.", 1, "甲河大坝合龙"),
        ("12、甲河大坝合龙", "1、", 12, "甲河大坝合龙"),
        ("03 甲河大坝合龙", "01", 3, "甲河大坝合龙"),  # padded to one width
        (">>甲河大坝合龙", ">", 0, "甲河大坝合龙"),
        ("▶ 甲河大坝合龙", "▶", 0, "甲河大坝合龙"),
        ("#甲河大坝合龙", "#", 0, "甲河大坝合龙"),
        ("1.", "1.", 1, ""),  # alone above its item
        ("一、甲河大坝合龙", "一、", 1, "甲河大坝合龙"),
        ("(三)甲河大坝合龙", "(一)", 3, "甲河大坝合龙"),
        ("(2)甲河大坝合龙", "(1)", 2, "甲河大坝合龙"),
        ("②甲河大坝合龙", "①", 2, "甲河大坝合龙"),
        ("● 甲河大坝合龙", "●", 0, "甲河大坝合龙"),
        ("•甲河大坝合龙", "•", 0, "甲河大坝合龙"),
        ("B1-甲河大坝合龙", "b1-", 1, "甲河大坝合龙"),
        ("19990305B9-甲河大坝合龙", "b1-", 9, "甲河大坝合龙"),
        ("之二:甲河大坝合龙", "之一", 2, "甲河大坝合龙"),
        ("第三,甲河大坝合龙", "第一", 3, "甲河大坝合龙"),
        ("【一】甲河大坝合龙", "【一】", 1, "甲河大坝合龙"),
        ("【要闻三】甲河大坝合龙", "【一】", 3, "甲河大坝合龙"),
        ("【热点2】 甲河大坝合龙", "【一】", 2, "甲河大坝合龙"),
        ("□ 甲河大坝合龙", "□", 0, "甲河大坝合龙"),
        ("- 甲河大坝合龙", "-", 0, "甲河大坝合龙"),
        ("|甲河大坝合龙", "|", 0, "甲河大坝合龙"),
    ],
)
def test_item_mark(text: str, alphabet: str, ordinal: int, rest: str) -> None:
    found = of(text).item
    assert found is not None
    assert (found.alphabet, found.ordinal, text[found.span.end :]) == (alphabet, ordinal, rest)


@pytest.mark.parametrize(
    "text",
    [
        *("1.5亿元资金到位", "一些人", "2、3号楼", "1998年", "十分高兴", "3-5人", "100人参加", "第三版", "一月四日"),
        *("05版", "7 个工作日", "▶图为大坝", ">>>02-05版", "#大坝合龙# 街坊都来看", "→3版"),
        *("(含税)", "(1998年)", "A股上涨", "B12公路", "五十年代", "三峡"),
        *("-甲河大坝合龙", "--甲河大坝合龙", "- 3 -", "|首页 | 新闻 | 评论"),
        *("【案例一】大坝合龙", "【聚焦二十大】大坝合龙", "【国际】大坝合龙"),
    ],
)
def test_no_item_mark(text: str) -> None:
    assert of(text).item is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("读者·编者", LabelKind.COLUMN),
        ("读者、作者、编者", LabelKind.COLUMN),
        ("法治/社会", LabelKind.COLUMN),
        ("新青石论坛", LabelKind.COLUMN),
        ("体育短訊", LabelKind.DIGEST),
        ("一周快报", LabelKind.DIGEST),
        ("编者按", LabelKind.NOTE),
        ("【编者的话】青石镇", LabelKind.NOTE),
        ("【链接】", LabelKind.BOX),
        ("专家说法", LabelKind.BOX),
        ("——重点项目巡礼", LabelKind.SERIES),
        ("专栏:", LabelKind.SERIES),
        ("本期导读", LabelKind.CONTENTS),
        ("遗失声明", LabelKind.NOTICE),
        ("要闻", LabelKind.SECTION),
        ("天气预报", LabelKind.WEATHER),
    ],
)
def test_label(text: str, kind: LabelKind) -> None:
    assert of(text).label(kind) is not None


@pytest.mark.parametrize(
    "text",
    [
        *("青石镇换上新水管", "□柳禾青", "■记者 柳禾青", "柳禾青·杜小渡", "本报讯(记者 柳禾青)昨日,", "买买提·艾力"),
        *(
            "图为工人在接管子。",
            "无人机",
            "春风又绿江南岸",
            "他说:“好。”",
            "甲河·乙河",
            "(路透社)",
            "第3版",
            "1. 甲河大坝合龙",
        ),
        "青石镇编者按语很多人没有看过就开始讨论",
    ],
)
def test_no_label(text: str) -> None:
    assert of(text).labels == ()


def test_jumps_and_speakers() -> None:
    to = of("修成了水库。(下转第2版)").jump_to
    assert to is not None
    assert to.page == "2"
    from_ = of("(上接第1版)修成了水库。").jump_from
    assert from_ is not None
    assert from_.page == "1"
    question, answer = of("问:水管何时换好?").speaker, of("答:年底。").speaker
    assert question is not None
    assert answer is not None
    assert question.question
    assert not answer.question


def test_a_page_is_annotated_line_by_line() -> None:
    lines = visible_lines("第02版:要闻\n青石镇换上新水管\n\n本报讯(记者 柳禾青)昨日,\n□柳禾青")
    found = observe(lines, Boxes((), ())).annotations
    assert len(found) == len(lines)
    assert found[0].page_label is not None
    assert found[2].source_line is not None


@pytest.mark.parametrize(
    "text",
    [
        "（原标题：老桥通车了 街坊都来看）",
        "(原标题:老桥通车了)",
        "（稿件来源于松江晚报 原标题：老桥通车了）",
        "　　原标题：“老桥”通车了",
        "分享至好友和朋友圈",
        "缩小字体放大字体收藏微博微信分享5,874",
        "腾讯QQQQ空间",
        "用微信扫码二维码",
        "1032人参与308评论",
        "229条评论|5,874人参与网友评论",
        "点击进入“老桥影像”>>",
        "[NextPage][/NextPage]",
    ],
)
def test_what_portals_print_around_a_text(text: str) -> None:
    found = of(text)
    assert found.furniture is not None
    assert found.furniture.is_sure
    assert found.byline is found.end is found.credit is None


@pytest.mark.parametrize(
    "text",
    [
        "原标题是《老桥》，后来改了名。",
        "原标题：老桥通车了。昨日,街坊都来看。",
        "微博上的老桥",
        "收藏老桥的人",
        "字体设计展开幕",
        "分享一座老桥的故事",
        "点击进入系统后填表",
        "30人参与评论老桥",
    ],
)
def test_what_only_has_their_words(text: str) -> None:
    found = of(text)
    assert found.furniture is None or not found.furniture.is_sure


@pytest.mark.parametrize("text", ["线索提供/柳先生", "新闻线索提供:柳女士"])
def test_who_told_the_paper_wrote_and_took_nothing(text: str) -> None:
    found = of(text)
    assert found.furniture is not None
    assert found.furniture.kind is Furniture.TIP_OFF
    assert found.byline is found.credit is found.end is None


def test_when_and_by_whom_a_text_was_put_on_the_web() -> None:
    found = of("发布时间：2011-07-14发布人：-松江晚报")
    assert found.metadata is not None
    assert not found.metadata.people


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("孩子们捡到的纸条。青石公安分局供图 松溪网发", "青石公安分局"),
        ("孩子们捡到的纸条。青石公安分局供图 松溪网", "青石公安分局"),
    ],
)
def test_who_sent_a_picture_on_belongs_to_its_credit(text: str, who: str) -> None:
    pieces = observe(visible_lines(text), Boxes((), ())).pieces
    assert len(pieces) == 1
    credit = of(text).credit
    assert credit is not None
    assert [person.name for person in credit.people] == [who]


def test_a_blank_behind_a_source_line_parts_nothing() -> None:
    view = observe(visible_lines("松溪网-新青石客户端讯 今(9)日,老桥重新通车,街坊都来看。"), Boxes((), ()))
    assert len(view.pieces) == 1
    assert view.annotations[0].source_line is not None


def test_who_wrote_glued_to_the_word_for_it() -> None:
    end = of("(文字柳禾青)").end
    assert end is not None
    assert [person.name for person in end.people] == ["柳禾青"]


@pytest.mark.parametrize(("text", "closes"), [("松江网站题为《老桥》的报道截图。", True), ("他发来一张截图", False)])
def test_what_a_screenshot_shows(text: str, closes: bool) -> None:
    assert closes_as_caption(fold(text)) is closes


@pytest.mark.parametrize("picture", ["青石镇的柳大叔(视频截图)", "松江网报道截图"])
def test_what_a_picture_shows_amid_a_text_begins_nothing(picture: str) -> None:
    told = "昨日,老桥重新通车,街坊们一早就来看热闹,桥头的面摊一上午卖出三百碗面。"
    text = f"老桥今日换新颜\n{told}\n{told}\n{picture}\n桥头的{told}\n"
    (article,) = parse_issue(SourceText(text, "utf-8")).articles
    assert article.headline == "老桥今日换新颜"
    assert not article.subheads
