"""Tables: bylines, credits, source lines, jump marks, headlines, pages and boxes, one row a convention."""

from __future__ import annotations

import datetime as dt

import pytest

from worker.document.source import SourceText
from worker.folding import fold
from worker.parsing import parse_issue
from worker.parsing.assembly.headlines.decks import mend_spaces
from worker.parsing.identity.pagination import label_of, split_pages
from worker.parsing.layout.lines import visible_lines
from worker.parsing.patterns.cues import JUMP_FROM, JUMP_TO
from worker.parsing.patterns.numerals import number_of
from worker.parsing.patterns.person_names import split_names
from worker.parsing.patterns.wordbreaks import breaks_word
from worker.parsing.recognizers.contributors.bylines import parse_byline
from worker.parsing.recognizers.contributors.credits import end_credit, own_line_credit
from worker.parsing.recognizers.furniture.boxes import contents_boxes
from worker.parsing.recognizers.furniture.lines import furniture_cost
from worker.parsing.recognizers.people.grammar import parse_people
from worker.parsing.recognizers.sources.dates import iso_date
from worker.parsing.recognizers.sources.lines import read_source_line
from worker.parsing.segmentation.pieces import cut_lines


def people(found: object) -> list[tuple[str, str]]:
    return [(person.name, person.role) for person in found] if found else []  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("记者 齐宏", [("齐宏", "记者")]),
        ("本报记者 武培真", [("武培真", "记者")]),
        ("记者 齐宏 实习记者 关楚凡", [("齐宏", "记者"), ("关楚凡", "实习记者")]),  # two roles
        ("记者杨青特约记者田艳", [("杨青", "记者"), ("田艳", "特约记者")]),  # no space anywhere
        ("记者熊争艳、丁小溪", [("熊争艳", "记者"), ("丁小溪", "记者")]),
        ("本报驻美国记者李云飞", [("李云飞", "记者")]),
        ("中央人民广播电台记者刘振英、新华社记者王言彬", [("刘振英", "记者"), ("王言彬", "记者")]),  # two outlets
        ("郑欣宜 中青报·中青网记者 宋宝颖", [("郑欣宜", ""), ("宋宝颖", "记者")]),  # a name before the first role
        ("记者 薛 原", [("薛原", "记者")]),  # a two-character name set with a space
        ("记者 王　黎　　李　舫", [("王黎", "记者"), ("李舫", "记者")]),  # two of them
        ("記者 陳曉嵐", [("陳曉嵐", "記者")]),  # traditional: names stay as printed
        ("索朗罗布·次仁", [("索朗罗布·次仁", "")]),
    ],
)
def test_people(text: str, expected: list[tuple[str, str]]) -> None:
    assert people(parse_people(fold(text), text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("□ 本报记者 张守坤", [("张守坤", "记者")]),
        ("■唐 敏", [("唐敏", "")]),
        ("●本报记者 许立群", [("许立群", "记者")]),
        ("本报记者 左鸣远 文/图", [("左鸣远", "记者")]),
        ("李天金杨钊良", [("李天金", ""), ("杨钊良", "")]),  # run on
        ("n本报记者 陈 晨", [("陈晨", "记者")]),  # the square of a symbol font
        ("文/图 本报记者 方 圆", [("方圆", "记者")]),
        ("晚报记者 顾凡", [("顾凡", "记者")]),  # the paper's short name
        ("□ 本报记者 徐燕  实习生 郝一萍 文并摄", [("徐燕", "记者"), ("郝一萍", "实习生")]),
        ("孙承志 著", [("孙承志", "")]),
        ("常征", [("常征", "")]),
        ("通讯员 周新华 姚信民", [("周新华", "通讯员"), ("姚信民", "通讯员")]),
    ],
)
def test_byline_on_its_own_line(text: str, expected: list[tuple[str, str]]) -> None:
    found = parse_byline(fold(text), text)
    assert people(found[0] if found else None) == expected


@pytest.mark.parametrize(
    "text",
    [
        "满足国民经济发展需求",  # a headline of common words, though some are surnames
        "要闻简报",  # the label of a digest
        "县委书记在全县农村工作会议上强调",
        "记者从县农业局了解到,今年的收成很好",
        "记者手记",  # the label of a box
        "兴仁县",  # a place above its headline
    ],
)
def test_no_byline(text: str) -> None:
    assert parse_byline(fold(text), text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("记者 秦廷富 摄", [("秦廷富", "记者")]),
        ("记者 王泉林 通讯员 曹文娟 摄", [("王泉林", "记者"), ("曹文娟", "通讯员")]),
        ("（新华社记者樊如钧摄）", [("樊如钧", "记者")]),
        ("陈立波 摄", [("陈立波", "")]),
        ("新华社记者 赵 鹏 摄影报道", [("赵鹏", "记者")]),
        ("新华社发(韩江 摄)", [("韩江", "")]),
        ("新华社发美联社照片", [("新华社发美联社照片", "")]),  # nobody is named
        ("江北纪念馆供图", [("江北纪念馆", "")]),
        ("剧照由主办方提供", [("主办方", "")]),
        ("图据新华社", [("新华社", "")]),
        ("图/受访者提供", [("受访者", "")]),
        ("圖／聯合報系資料照", [("聯合報系資料照", "")]),
        ("圖／取自臉書", [("取自臉書", "")]),
        ("（資料照，記者柳禾青攝）", [("柳禾青", "記者")]),
        ("人民视觉", [("人民视觉", "")]),
    ],
)
def test_credit_on_its_own_line(text: str, expected: list[tuple[str, str]]) -> None:
    credit = own_line_credit(fold(text), text)
    assert people(credit.people if credit else None) == expected


@pytest.mark.parametrize(
    ("text", "rest", "expected"),
    [
        ("河道干净整洁。 本报记者 乔利峰 摄", "河道干净整洁。", [("乔利峰", "记者")]),
        ("会见来访的客人。新华社记者鞠鹏摄", "会见来访的客人。", [("鞠鹏", "记者")]),  # run on
        ("仅需一个小时。　（成海忠 摄）", "仅需一个小时。", [("成海忠", "")]),
        ("张庄村小学。　李文波摄", "张庄村小学。", [("李文波", "")]),
        ("(街口的榕树修了枝。摄影 柳禾青)", "(街口的榕树修了枝。", [("柳禾青", "")]),  # caption and credit in brackets
        ("老桥夜里亮了灯。图/柳禾青", "老桥夜里亮了灯。", [("柳禾青", "")]),
        ("老桥夜里亮了灯。松江新闻记者 柳禾青 图", "老桥夜里亮了灯。", [("柳禾青", "记者")]),
        ("老桥夜里亮了灯。记者 柳禾青 翻拍", "老桥夜里亮了灯。", [("柳禾青", "记者")]),
        ("老桥夜里亮了灯。人民视觉", "老桥夜里亮了灯。", [("人民视觉", "")]),
        ("老橋夜裡亮了燈。圖／取自臉書", "老橋夜裡亮了燈。", [("取自臉書", "")]),
        ("老桥夜里亮了灯。(取自松溪网)", "老桥夜里亮了灯。", [("取自松溪网", "")]),
        ("以帮助国家渡过危机。　新华社发美联社照片", "以帮助国家渡过危机。", [("新华社发美联社照片", "")]),
    ],
)
def test_credit_at_the_end(text: str, rest: str, expected: list[tuple[str, str]]) -> None:
    credit = end_credit(fold(text), text)
    assert credit is not None
    assert text[: credit.start].strip() == rest
    assert people(credit.people) == expected


@pytest.mark.parametrize(
    "text",
    [
        "他们在湖边举行摄影比赛。",
        "这是他最满意的一幅画",
        "村里请人来拍摄",
        "他晚年学会了摄影 村里人都来照相",
        "他说。图一个清静",
        "摘自《松江日报》",
    ],
)
def test_no_credit(text: str) -> None:
    assert end_credit(fold(text), text) is None
    assert own_line_credit(fold(text), text) is None


@pytest.mark.parametrize(
    ("text", "source", "place", "date", "names", "body"),
    [
        ("本报讯(记者 熊辉)10月24日,会议召开。", "本报讯", "", "", ["熊辉"], "10月24日,会议召开。"),
        ("本报讯 (记者 徐芳) 冒着大雨", "本报讯", "", "", ["徐芳"], "冒着大雨"),
        ("本报讯广东一条铁路", "本报讯", "", "", [], "广东一条铁路"),  # bare, run on
        (
            "新华社北京3月14日电(记者熊争艳、丁小溪)会议",
            "新华社北京3月14日电",
            "北京",
            "3月14日",
            ["熊争艳", "丁小溪"],
            "会议",
        ),
        ("新华社北京11月3日电外交部发言人", "新华社北京11月3日电", "北京", "11月3日", [], "外交部发言人"),
        (
            "新华社哈瓦那1月12日电 大选揭晓",
            "新华社哈瓦那1月12日电",
            "哈瓦那",
            "1月12日",
            [],
            "大选揭晓",
        ),  # 那 in a place
        ("据新华社3日讯 国际记者协会", "据新华社3日讯", "", "3日", [], "国际记者协会"),
        ("本报北京电 （记者王昊男）项目开工", "本报北京电", "北京", "", ["王昊男"], "项目开工"),  # no date
        ("【新华社重庆十四日电】拉萨讯", "新华社重庆十四日电", "重庆", "十四日", [], "拉萨讯"),
        ("本报成都11月3日电记者刘玉琴报道:一座新馆", "本报成都11月3日电", "成都", "11月3日", ["刘玉琴"], "一座新馆"),
        (
            "新华社北京１２月３１日电（中央人民广播电台记者刘振英、新华社记者张宿堂）会议",
            "新华社北京１２月３１日电",
            "北京",
            "12月31日",
            ["刘振英", "张宿堂"],
            "会议",
        ),
        ("海曙新闻网讯(李玉飞)昨天", "海曙新闻网讯", "", "", ["李玉飞"], "昨天"),  # no role word
        ("【大公城報訊】（記者 陳浩然）昨日", "大公城報訊", "", "", ["陳浩然"], "昨日"),  # it names itself
        ("晚报讯 (记者 李砺瑾 通讯员 马跃峰)昨日", "晚报讯", "", "", ["李砺瑾", "马跃峰"], "昨日"),
        ("新报讯【记者 张艳】昨天", "新报讯", "", "", ["张艳"], "昨天"),
        ("综合新华社、中新社消息 峰会闭幕", "综合新华社、中新社消息", "", "", [], "峰会闭幕"),
        ("香港晨風日報訊(記者 蘇榕蓉)今天", "香港晨風日報訊", "", "", ["蘇榕蓉"], "今天"),
    ],
)
def test_lead(*, text: str, source: str, place: str, date: str, names: list[str], body: str) -> None:
    lead = read_source_line(fold(text), text)
    assert lead is not None
    assert (lead.source, lead.place, lead.date) == (source, place, date)
    assert [person.name for person in lead.people] == names
    assert text[lead.end :].strip() == body


@pytest.mark.parametrize(
    "text",
    [
        "本报今日刊发的通讯引起读者关注",  # a sentence about the paper
        "本报记者从电力公司获悉",
        "(本报堪培拉1月25日电)",  # closes an article
        "社区网讯息员队伍成立",  # 讯 within a word
        "电影节开幕",
    ],
)
def test_no_lead(text: str) -> None:
    assert read_source_line(fold(text), text) is None


@pytest.mark.parametrize(
    ("text", "issue", "expected"),
    [
        ("12月31日", dt.date(1998, 1, 2), "1997-12-31"),  # last year
        ("1月2日", dt.date(1998, 1, 2), "1998-01-02"),
        ("十四日", dt.date(1957, 4, 15), "1957-04-14"),  # the issue's month
        ("30日", dt.date(1998, 1, 2), "1997-12-30"),  # a day alone, last month
        ("二十八日", dt.date(1998, 3, 1), "1998-02-28"),
        ("3月14日", None, "03-14"),  # no year is known
        ("14日", None, ""),
        ("2月30日", dt.date(1998, 3, 1), ""),  # no such day
    ],
)
def test_iso_date(text: str, issue: dt.date | None, expected: str) -> None:
    assert iso_date(text, issue) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("12", 12), ("十", 10), ("十二", 12), ("二十", 20), ("三十一", 31), ("三〇", 30), ("千", None)],
)
def test_number(text: str, expected: int | None) -> None:
    assert number_of(text) == expected


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("…储(下转第2版)", "2"),
        ("…储（下转2版）", "2"),
        ("…储(下转第四版)", "四"),
        ("…储▲下转A2版", "a2"),
        ("…储下转第4版▶", "4"),
    ],
)
def test_jump_to(text: str, page: str) -> None:
    match = JUMP_TO.search(fold(text))
    assert match is not None
    assert match["page"] == page


@pytest.mark.parametrize(
    ("text", "page"), [("(上接第1版)水。", "1"), ("（上接第一版）水。", "一"), ("▲上接A1版", "a1")]
)
def test_jump_from(text: str, page: str) -> None:
    match = JUMP_FROM.match(fold(text))
    assert match is not None
    assert match["page"] == page


def test_jump_words_in_a_sentence_are_no_mark() -> None:
    assert JUMP_TO.search("他说文章下转第2版刊出的部分写得最好") is None


@pytest.mark.parametrize(
    ("text", "context", "expected"),
    [
        (
            "王俊在美 丽北碚建设大会",
            "美丽北碚建设大会召开",
            "王俊在美丽北碚建设大会",
        ),  # broken, the body shows the word
        ("抓进度 挖潜力 扩增量", "千方百计抓进度、挖潜力、扩增量", "抓进度 挖潜力 扩增量"),  # clauses
        ("国务院三 峡建委", "三峡工程", "国务院三峡建委"),
        ("走进 Hydro Cloud", "走进工厂", "走进 Hydro Cloud"),  # Latin words keep theirs
    ],
)
def test_mend_spaces(text: str, context: str, expected: str) -> None:
    assert mend_spaces(text, context) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("黄祖英徐永德", ["黄祖英", "徐永德"]),
        ("李涛、王言彬、韩振军", ["李涛", "王言彬", "韩振军"]),
        ("诸葛仓麟", ["诸葛仓麟"]),
        ("刘玉林李辉", ["刘玉林", "李辉"]),  # not 刘玉, 林李辉
    ],
)
def test_split_names(text: str, expected: list[str]) -> None:
    assert split_names(text, strict=True) == expected


@pytest.mark.parametrize(
    "text",
    [
        "第A4版:副刊",
        "02版:经济",
        "第三版",
        "要 闻",
        "2024年5月17日 星期五 农历甲辰年四月初十 第2301期",
        "二〇二四年五月十七日",
        "国内统一刊号:CN99-0012",
        "责任编辑:宋佳 美编:毛宁 校对:姚雪",
        "■责任编辑/宋佳 ■版式设计/毛宁",
        "社址:云溪市人民路1号 邮编:099000",
        "- 3 -",
        "04 潍坊晚报",
        "24小时 · 社会",
        "A06 要闻 / 深圳新闻 2023年2月15日 星期三 责任编辑：黄伟",
        "版权声明：本网站所有内容均属滨海时报社版权所有，未经授权不得转载。",
        "未经本报许可，不得转载",
        "股市有风险 投资需谨慎",
        "本版文章仅供参考 据此入市风险自担",
    ],
)
def test_furniture(text: str) -> None:
    assert furniture_cost(visible_lines(text)[0], edge=True) < 1


@pytest.mark.parametrize(
    "text",
    [
        "编辑部的故事",  # a headline that opens like an editors' line
        "电话 指导排除医疗仪器故障",
        "他翻到第3版,读起了小说。",
        "论坛的这两家主办单位从去年开始筹备",
        "云溪日报创刊四十年",
        "版权所有者王强表示，将通过法律",  # lines of a text that open like a caution
        "未经许可转载其作品，已构成侵权。",
        "股市有风险，但不少老人并不知",
        "投资者应当理性，风险自担",
        "《长安的荔枝》 湖南文艺出版社出版",
    ],
)
def test_no_furniture(text: str) -> None:
    assert furniture_cost(visible_lines(text)[0], edge=False) >= 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("导 读\n甲县修路\n2版\n乙县通车\n3版", [("甲县修路", "2"), ("乙县通车", "3")]),  # pages below
        ("今日看点\n甲县修路……第2版\n乙县通车……3版", [("甲县修路", "2"), ("乙县通车", "3")]),  # leaders
        ("要闻导读\n甲县修路(02版)\n乙县通车(03版)", [("甲县修路", "2"), ("乙县通车", "3")]),
        ("要闻导读\nA02 甲县修路\nA03 乙县通车", [("甲县修路", "A02"), ("乙县通车", "A03")]),  # pages before
        ("本期导读\n甲县修路\n▶2版\n乙县通车\n详见第三版", [("甲县修路", "2"), ("乙县通车", "3")]),
    ],
)
def test_contents_box(text: str, expected: list[tuple[str, str]]) -> None:
    (box,) = contents_boxes(visible_lines(text))
    assert [(entry.headline, entry.page) for entry in box.entries] == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("第02版:要闻", "2"), ("A02 本地新闻", "A02"), ("第三版", "3"), ("要 闻", ""), ("修路", "")]
)
def test_page_label(text: str, expected: str) -> None:
    assert label_of(fold(text)) == expected


def test_pages_are_cut_at_labels_without_form_feeds() -> None:
    text = "第01版:要闻\n甲\n第02版:综合\n乙\n第02版\n丙"
    pages = split_pages(visible_lines(text))
    assert [(page.label, len(page.lines)) for page in pages] == [("1", 2), ("2", 4)]


def test_a_footer_label_does_not_cut() -> None:
    lines = "\n".join(["甲乙丙丁"] * 12)
    assert len(split_pages(visible_lines(f"{lines}\n第3版"))) == 1


@pytest.mark.parametrize(
    ("before", "after", "expected"), [("科", "研", True), ("务", "员", True), ("展", "本", False), ("", "本", False)]
)
def test_breaks_word(before: str, after: str, expected: bool) -> None:
    assert breaks_word(before, after) is expected


def test_contents_box_checks_the_headlines() -> None:
    body = "本报讯(记者 文静)今天上午,县里开通了一条新的公交线路,方便沿线居民出行。"
    text = f"第1版:要闻\n新线路今天开通\n{body}\n\n本期导读\n新线路今天开通\n1版\n老桥加固完工\n1版"
    warnings = parse_issue(SourceText(text, "utf-8")).warnings
    assert [warning for warning in warnings if "contents box" in warning] == [
        "contents box: no headline '老桥加固完工' found on page 1"
    ]


BELOW = (
    "\n施工队用了两个月，把桥面加宽一米，两岸的居民去早市不必再绕路，老人们都说方便。"
    "\n镇里说，明年还要修桥头的凉亭，再给河堤装上路灯。"
)


@pytest.mark.parametrize(
    ("line", "title", "text"),
    [
        ("老桥换上新栏杆昨日上午，松溪镇的老桥换上了新栏杆。", "老桥换上新栏杆", "昨日上午，"),
        ("老桥换上新栏杆近日，松溪镇的老桥换上了新栏杆。", "老桥换上新栏杆", "近日，"),
        ("老桥换上新栏杆记者昨日从松溪镇获悉，老桥换上了新栏杆。", "老桥换上新栏杆", "记者昨日从"),
    ],
)
def test_a_title_that_runs_on_into_its_text(line: str, title: str, text: str) -> None:
    (article,) = parse_issue(SourceText(line + BELOW, "utf-8")).articles
    assert article.headline == title
    assert article.paragraphs[0].startswith(text)


@pytest.mark.parametrize(
    "paragraph",
    [
        "松溪镇便民服务中心近日，把两个窗口搬到了桥头，居民办事不用再过河。",
        "截至近日，已有三百户搬进了新楼，镇里还在给余下的人家找房子。",
        "青石晚报记者昨日从镇里获悉，凉亭的图纸已经画好，下月开工。",
    ],
)
def test_a_paragraph_amid_a_report_is_no_title(paragraph: str) -> None:
    report = "老桥换上新栏杆\n本报讯 昨日上午，松溪镇的老桥换上了新栏杆。"
    (article,) = parse_issue(SourceText(f"{report}\n{paragraph}{BELOW}", "utf-8")).articles
    assert article.headline == "老桥换上新栏杆"
    assert paragraph in article.paragraphs


def test_a_title_and_a_name_behind_a_stroke() -> None:
    (article,) = parse_issue(SourceText(f"老桥换上新栏杆/柳禾青{BELOW}", "utf-8")).articles
    assert (article.headline, [person.name for person in article.byline]) == ("老桥换上新栏杆", ["柳禾青"])


def test_the_noughts_of_a_year_are_no_bullets() -> None:
    assert [piece.text for piece in cut_lines(visible_lines("二○○九年四月十八日 ○柳禾青"))] == [
        "二○○九年四月十八日",
        "○柳禾青",
    ]
