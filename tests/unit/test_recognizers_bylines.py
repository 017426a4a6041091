"""Bylines, signatures and metadata: who wrote, and what is nobody's name."""

from __future__ import annotations

import pytest

from worker.folding import fold
from worker.parsing.layout.lines import visible_lines
from worker.parsing.patterns.person_names import likely_name, split_names, sure_name
from worker.parsing.recognizers.annotate import annotate
from worker.parsing.recognizers.annotations import Annotations, EndKind, Mark
from worker.parsing.recognizers.contributors.bylines import took_pictures


def of(text: str) -> Annotations:
    return annotate(visible_lines(text)[0])


@pytest.mark.parametrize(
    ("text", "names", "mark"),
    [
        ("本报记者 柳禾青", ["柳禾青"], Mark.MARKED),
        ("记者 柳禾青 特约 杜小渡", ["柳禾青", "杜小渡"], Mark.MARKED),  # 特约 is a role
        ("記者署名:柳禾青", ["柳禾青"], Mark.MARKED),
        ("柳禾青文摄", ["柳禾青"], Mark.MARKED),  # what was done has the form of a name
        ("□退休教师 柳禾青", ["柳禾青"], Mark.MARKED),  # a calling
        ("○柳禾青(青石)", ["柳禾青"], Mark.MARKED),  # a place in brackets
        ("新闻作者:柳 青", ["柳青"], Mark.MARKED),  # two characters set with a space
        ("作者:■柳 青", ["柳青"], Mark.MARKED),
        ("作者:柳禾青 《松江日报》(2014年5月1日 A05版)", ["柳禾青"], Mark.MARKED),
        ("文與圖/什魯 |2016.08.15", ["什魯"], Mark.MARKED),  # a pen name, told by the stroke
        ("松溪读者柳禾青", ["柳禾青"], Mark.MARKED),
        ("学通社记者 柳禾青", ["柳禾青"], Mark.MARKED),
        ("报道组 柳禾青 报道", ["柳禾青"], Mark.MARKED),
        ("柳禾青 诗并画", ["柳禾青"], Mark.MARKED),
        ("记者 柳禾青 文/图", ["柳禾青"], Mark.MARKED),
        ("钱进/文 孙波/图", ["钱进", "孙波"], Mark.MARKED),
        ("記者、攝影:柳禾青  杜小渡", ["柳禾青", "杜小渡"], Mark.MARKED),
        ("記者柳禾青／高雄即時報導", ["柳禾青"], Mark.MARKED),
        ("聯合報／ 記者柳禾青／高雄即時報導", ["柳禾青"], Mark.MARKED),
        ("记者 林Sir", ["林Sir"], Mark.MARKED),  # Latin letters
        ("记者 \U0002a6d6小渡", ["\U0002a6d6小渡"], Mark.MARKED),  # a rare character
        ("记者 阿不都热合曼•吐尔逊 柳禾青", ["阿不都热合曼•吐尔逊", "柳禾青"], Mark.MARKED),  # another point
        ("播报人:柳禾青", ["柳禾青"], Mark.MARKED),
        ("记者 柳禾青/报道 杜小渡/摄", ["柳禾青", "杜小渡"], Mark.MARKED),  # what each of them did
        ("柳禾青採訪/攝影", ["柳禾青"], Mark.MARKED),  # both were done by one
        ("文/柳禾青與杜小渡", ["柳禾青", "杜小渡"], Mark.MARKED),
        ("文/Joanne與柳禾青", ["Joanne", "柳禾青"], Mark.MARKED),  # one of two in Latin letters
        ("南都记者柳禾青", ["柳禾青"], Mark.MARKED),  # a paper's short name has the form of a name
        ("文/本报记者 柳禾青 图/本报记者 杜小渡", ["柳禾青", "杜小渡"], Mark.MARKED),
        ("记者 柳禾青 实习生 杜小渡 青石报道", ["柳禾青", "杜小渡"], Mark.MARKED),  # a place that no table holds
        ("每经记者 柳禾青 每经编辑 杜小渡", ["柳禾青"], Mark.MARKED),  # who edited, behind a paper's short name
        ("青石晚报·青石一点 记者 柳禾青", ["柳禾青"], Mark.MARKED),  # a paper and its site, a space before the role
        ("新华社“新华视点”记者 柳禾青", ["柳禾青"], Mark.MARKED),  # a team of an agency
        ("21世纪经济报道记者 柳禾青 广州报道", ["柳禾青"], Mark.MARKED),
        ("本组稿件采写:本报记者 柳禾青", ["柳禾青"], Mark.MARKED),
        ("柳禾青 青石大学教授", ["柳禾青"], Mark.SURNAMED),
        ("青石大学教授 柳禾青", ["柳禾青"], Mark.SURNAMED),
        ("By 柳禾青", ["柳禾青"], Mark.MARKED),
        ("By Liu Heqing", ["Liu Heqing"], Mark.MARKED),
        ("生活中心/柳禾青报导", ["柳禾青"], Mark.MARKED),
        ("国际中心/综合报导", [""], Mark.MARKED),  # nobody by name
        ("撰文/柳禾青 摄影/杜小渡", ["柳禾青", "杜小渡"], Mark.MARKED),
        ("宣传部/文 柳禾青/图", ["柳禾青"], Mark.MARKED),  # an institution that begins with a surname
        ("章小华 王明", ["章小华", "王明"], Mark.SURNAMED),
        ("李天金杨钊良", ["李天金", "杨钊良"], Mark.SURNAMED),  # names run together
        ("松溪县青石镇坡头村 柳禾青", ["柳禾青"], Mark.SURNAMED),  # an address
        ("柳禾青 (松溪市)", ["柳禾青"], Mark.SURNAMED),
        ("□柳禾青 杜小渡近日,青石镇换上新水管,街坊都来看。", ["柳禾青", "杜小渡"], Mark.MARKED),  # run on
        ("章华、柳禾青·坡头村", ["章华", "柳禾青"], Mark.SURNAMED),
        ("□ 柳禾青 对于松溪晚报,我一直有一种难割舍的情愫。", ["柳禾青"], Mark.MARKED),
        ("晚报记者 柳禾青 杜小渡 昨日下午,青石镇换上新水管。", ["柳禾青", "杜小渡"], Mark.MARKED),
        ("N本报记者 柳禾青", ["柳禾青"], Mark.MARKED),  # a square of a symbol font
        ("晚报记者 柳禾青 杜小渡/文 章华/图", ["柳禾青", "杜小渡", "章华"], Mark.MARKED),
        ("張勝雄／亞凱迪亞", ["張勝雄"], Mark.SURNAMED),  # a place that no table holds
        ("記者、攝影:柳禾青  杜小渡  編輯:章華", ["柳禾青", "杜小渡"], Mark.MARKED),
        ("獨家報導:柳禾青", ["柳禾青"], Mark.MARKED),
        ("僑務新聞志工柳禾青報導", ["柳禾青"], Mark.MARKED),
        ("報導、攝影:柳禾青", ["柳禾青"], Mark.MARKED),  # 報導: as a label
        ("報導:柳禾青 攝影:杜小渡", ["柳禾青", "杜小渡"], Mark.MARKED),
        ("整理/柳禾青", ["柳禾青"], Mark.MARKED),  # of the form of 法治/社会, but a label and a name
        ("记者|柳禾青", ["柳禾青"], Mark.MARKED),
        ("松溪人民广播电台柳禾青综合报道", ["柳禾青"], Mark.MARKED),  # an outlet in full, directly before the name
        ("社長柳禾青", ["柳禾青"], Mark.SURNAMED),  # an office
        ("文丨柳禾青 图丨杜小渡", ["柳禾青", "杜小渡"], Mark.MARKED),  # a character that looks like |
        ("图/文:柳禾青", ["柳禾青"], Mark.MARKED),
        ("〔阿尔巴尼亚〕阿列克斯·恰奇", ["阿列克斯·恰奇"], Mark.MARKED),  # an author and his country
        ("(苏联)高尔基", ["高尔基"], Mark.MARKED),
        ("〔日〕川端康成", ["川端康成"], Mark.MARKED),
        ("記者 柳禾青╱高雄 報導", ["柳禾青"], Mark.MARKED),  # 高雄 has the form of a name
        ("记者 柳禾青 实习生 杜小渡 发自松溪", ["柳禾青", "杜小渡"], Mark.MARKED),
        ("公社文化站 柳禾青代笔", ["柳禾青"], Mark.MARKED),
        ("新华社记者", [""], Mark.MARKED),
        ("柳禾青(松溪中学)", ["柳禾青"], Mark.SURNAMED),
        ("松溪小学五(2)班 柳禾青 指导老师 杜小渡", ["柳禾青"], Mark.SURNAMED),  # a teacher wrote nothing
        ("小记者 柳禾青 指导教师:杜小渡", ["柳禾青"], Mark.MARKED),
        ("文·柳禾青", ["柳禾青"], Mark.MARKED),  # any stroke between a label and a name
        ("文—柳禾青", ["柳禾青"], Mark.MARKED),
        ("文ㅣ柳禾青", ["柳禾青"], Mark.MARKED),
        ("记者_柳禾青", ["柳禾青"], Mark.MARKED),
        ("文字/柳禾青", ["柳禾青"], Mark.MARKED),  # 文 is a surname
        ("文字 柳禾青 摄影 杜小渡", ["柳禾青", "杜小渡"], Mark.MARKED),
        ("记者 柳禾青 视频 杜小渡", ["柳禾青", "杜小渡"], Mark.MARKED),
        ("撰文者 柳禾青", ["柳禾青"], Mark.MARKED),
        ("专栏作者 柳禾青", ["柳禾青"], Mark.MARKED),
        ("时评人 柳禾青", ["柳禾青"], Mark.MARKED),  # 时评人 has the form of a name
        ("柳禾青\\松溪報導", ["柳禾青"], Mark.MARKED),
        ("記者柳禾青-松溪報導", ["柳禾青"], Mark.MARKED),
        ("大公文匯全媒體記者柳禾青報道", ["柳禾青"], Mark.MARKED),  # a rank follows a paper's name
        ("每经记者:柳禾青 每经编辑:杜小渡", ["柳禾青"], Mark.MARKED),
        ("文/柳禾青 摄影/杜小渡", ["柳禾青", "杜小渡"], Mark.MARKED),
        ("摄影/报道:柳禾青", ["柳禾青"], Mark.MARKED),
        ("柳禾青 lhq@songxi.example.com", ["柳禾青"], Mark.SURNAMED),
        ("据新华社", [""], Mark.MARKED),  # nobody by name
        ("本报综合", [""], Mark.MARKED),
        ("新华社供本报特稿", [""], Mark.MARKED),
        ("本报评论员", [""], Mark.MARKED),  # nobody by name
        ("■松江採訪主任柳禾青", ["柳禾青"], Mark.MARKED),  # an office before the name
        ("松溪小学五年级 ◎柳禾青", ["柳禾青"], Mark.MARKED),  # where from, before the mark
        ("青石记者 柳禾青", ["柳禾青"], Mark.MARKED),  # a paper by its short name
        ("陈桥记者 柳禾青", ["柳禾青"], Mark.MARKED),  # that has the form of a name
        ("松江网 青溪APP记者 柳禾青 杜小渡", ["柳禾青", "杜小渡"], Mark.MARKED),
        ("文图/柳禾青", ["柳禾青"], Mark.MARKED),  # 文 is a surname too
        ("文．圖／柳禾青", ["柳禾青"], Mark.MARKED),
        ("文│柳禾青", ["柳禾青"], Mark.MARKED),  # a stroke of another kind
        ("文◎柳禾青 圖◎杜小渡", ["柳禾青", "杜小渡"], Mark.MARKED),
        ("採訪及撰文：柳禾青", ["柳禾青"], Mark.MARKED),
        ("采访/报道：柳禾青", ["柳禾青"], Mark.MARKED),
        ("执笔人：柳禾青", ["柳禾青"], Mark.MARKED),
        ("編譯柳禾青／綜合報導", ["柳禾青"], Mark.MARKED),  # glued to the name
        ("駐美特派員柳禾青／華府報導", ["柳禾青"], Mark.MARKED),  # 华府 has the form of a name
        ("红星新闻记者 柳禾青", ["柳禾青"], Mark.MARKED),  # 新闻 is the outlet's
        ("松江晚报·齐鲁云点记者 柳禾青", ["柳禾青"], Mark.MARKED),
        ("大紀元記者柳禾青", ["柳禾青"], Mark.MARKED),
        ("记者 柳禾青 责编 杜小渡", ["柳禾青"], Mark.MARKED),  # who made the page
        ("策划：杜小渡 采写：柳禾青", ["柳禾青"], Mark.MARKED),
        ("柳禾青 文 杜小渡 图", ["柳禾青", "杜小渡"], Mark.MARKED),
        ("柳禾青／青石國小教師（松溪市）", ["柳禾青"], Mark.SURNAMED),
        ("青石传媒编辑 柳禾青", ["柳禾青"], Mark.MARKED),  # an outlet's editor who writes
        ("逄金一", ["逄金一"], Mark.SURNAMED),  # a rare surname that is no other word
        ("王明记者李强", ["王明", "李强"], Mark.MARKED),  # two people, run together
        ("王明 记者 李强", ["王明", "李强"], Mark.MARKED),
        ("供稿 | 柳禾青 组稿 | 杜小渡", ["柳禾青", "杜小渡"], Mark.MARKED),
        ("晚报记者 柳禾青/文 章华/图 线索提供 杜先生", ["柳禾青", "章华"], Mark.MARKED),  # who told is no writer
        ("记者 柳禾青/文 章华/图 线索提供:杜小渡(稿费50元)", ["柳禾青", "章华"], Mark.MARKED),
        ("本报记者柳禾青摄影报道“青石镇换上新水管。”", ["柳禾青"], Mark.MARKED),  # the text runs on
    ],
)
def test_byline(text: str, names: list[str], mark: Mark) -> None:
    found = of(text).byline
    assert found is not None
    assert [person.name for person in found.people] == names
    assert found.sure is mark


@pytest.mark.parametrize(
    "text",
    [
        "无人机",  # no surname, no mark
        "大地上",
        "领头雁",
        "街景",
        "慢车起火",
        "江南春色",
        "方向盘",  # a surname and two characters, but a word
        "江南岸",  # 江 is a surname, 江南 a word
        "读者·编者",  # a column
        "要闻简报",
        "记者手记",
        "记者的一天",
        "纽约股市熊牛争",  # 熊牛争 has the form of a name
        "自主·自立·自强",
        "本期导读",
        "第三版",
        "新乡市",  # a place
        "税收征管措施加强",  # has the form of three names
        "王振华启程赴京",
        "Chinese Community Weekly",
        "(附图片)",
        "摄影",
        "春节",
        "编辑:柳禾青 美编:杜小渡",  # they made the page
        "柳禾青强调",
        "本报记者柳禾青报道:今天上午,青石镇",  # a text
        "字号+作者:人民日报 来源:人民日报 1999-11-21 00:00",  # an outlet is nobody
        "东方早报",  # 东方 is a surname
        "作者:佚名",  # nobody known
        "• in",  # a word of a web page
        "法治/社会",  # a column
        "小记者感言",  # a heading of their own
        "指导老师:杜小渡",  # taught who wrote
        "制片人:杜小渡",
        "讲述 柳禾青的故事",
        "文-化的力量",
        "视频 老桥今日通车",
        "记者-老桥的故事",
        "据新华社报道青石镇换上新水管",  # goes on
        "作者:lhq2010 时间:2020-06-11",  # an account of the site
        "社长柳禾青主持会议",
        "市长强调",
        "责任编辑 柳禾青",  # who made the page
        "青石报编辑 部门调整",  # nobody
        "[日本]地震",  # a country, and nobody of it
        "(青石)换新颜",
        "文/   查看:55",  # what a database left of a label
        "报道:今天上午青石镇",
        "蓝天芭蕾记者书法集",
        "图文:网络",  # nobody
        "时间:上午3时21分",
        "By the river",
        "By 2030",
        "青石大学教授 讲座",
        "青石中心/学校",
    ],
)
def test_no_byline(text: str) -> None:
    assert of(text).byline is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("钱进/文 孙波/图", {"孙波"}),
        ("记者 柳禾青/文 杜小渡 章华/摄", {"杜小渡", "章华"}),  # of two before the stroke
        ("图:柳禾青 杜小渡", {"柳禾青", "杜小渡"}),
        ("记者 柳禾青 文/图", set()),  # wrote as well
        ("记者、摄影:柳禾青", set()),
        ("记者 柳禾青", set()),
        ("文/记者 柳禾青 图/记者 杜小渡", {"杜小渡"}),
        ("松江報記者 柳禾青（文） 杜小渡（圖）", {"杜小渡"}),
        ("柳禾青 文 杜小渡 摄", {"杜小渡"}),
        ("记者 柳禾青/报道 杜小渡/摄", {"杜小渡"}),
        ("文/本报记者 柳禾青 图/本报记者 杜小渡", {"杜小渡"}),
        ("撰文/柳禾青 摄影/杜小渡", {"杜小渡"}),
        ("记者|柳禾青 摄影|柳禾青", set()),  # wrote as well, behind another label
    ],
)
def test_who_only_took_the_pictures(text: str, names: set[str]) -> None:
    assert took_pictures(fold(text)) == names


def test_a_role_stands_above_its_names() -> None:
    found = of("全媒体记者").byline
    assert found is not None
    assert (found.people, found.sure) == ((), Mark.MARKED)
    assert of("小记者").byline is None


def test_a_signature_goes_on_in_the_next_line() -> None:
    line, below = visible_lines("(通讯员 柳禾青 记者\n杜小渡)")
    found = annotate(line, below.folded).end
    assert found is not None
    assert [person.name for person in found.people] == ["柳禾青", "杜小渡"]
    assert annotate(line).end is None


def test_a_word_of_the_form_of_a_name_is_hardly_a_byline() -> None:
    found = of("高兴").byline
    assert found is not None
    assert found.sure is Mark.PEN_NAME


@pytest.mark.parametrize(
    ("text", "kind", "names", "begins"),
    [
        ("青石镇换上新水管。■記者 柳禾青", EndKind.PEOPLE, ["柳禾青"], "■"),
        ("青石镇换上新水管。□柳禾青", EndKind.PEOPLE, ["柳禾青"], "□"),
        ("青石镇换上新水管。(通讯员 柳禾青)", EndKind.PEOPLE, ["柳禾青"], "("),
        ("青石镇换上新水管。(柳禾青、杜小渡)", EndKind.PEOPLE, ["柳禾青", "杜小渡"], "("),
        ("青石镇换上新水管。(杜中武孙传刚)", EndKind.PEOPLE, ["杜中武", "孙传刚"], "("),
        ("青石镇换上新水管。 本报记者 柳禾青", EndKind.PEOPLE, ["柳禾青"], " "),
        ("青石镇换上新水管。 柳禾青", EndKind.PEOPLE, ["柳禾青"], "柳"),  # a name alone behind a space
        ("青石镇换上新水管。 松溪读者柳禾青", EndKind.PEOPLE, ["柳禾青"], "松"),
        ("(甲省乙市 柳禾青 教师)", EndKind.PEOPLE, ["柳禾青"], "("),
        ("青石镇换上新水管。(路透社)", EndKind.AGENCY, [], "("),
        ("(法新社)", EndKind.AGENCY, [], "("),
        ("■新華社", EndKind.AGENCY, [], "■"),
        ("(据新华社电)", EndKind.AGENCY, [], "("),
        ("据新华社", EndKind.AGENCY, [], "据"),
        ("青石镇换上新水管。［柳禾青］", EndKind.PEOPLE, ["柳禾青"], "［"),
        ("青石镇换上新水管。/柳禾青", EndKind.PEOPLE, ["柳禾青"], "/"),
        ("青石鎮換上新水管。文：柳禾青", EndKind.PEOPLE, ["柳禾青"], "文"),
        ("——柳禾青", EndKind.PEOPLE, ["柳禾青"], "—"),
        ("青石镇换上新水管。（作者：柳禾青）", EndKind.PEOPLE, ["柳禾青"], "（"),
        ("青石鎮換上新水管。（作者柳禾青為大學教授）", EndKind.PEOPLE, ["柳禾青"], "（"),
        ("青石镇换上新水管。（作者系松江大学教授）", EndKind.AUTHOR, [], "（"),
        ("(作者系青石收藏协会理事柳禾青)", EndKind.PEOPLE, ["柳禾青"], "("),  # the name behind what he is
        ("(作者为青石小学教师杜小渡)", EndKind.PEOPLE, ["杜小渡"], "("),
        ("(作者系松江文化馆馆长)", EndKind.AUTHOR, [], "("),  # 馆馆长 is no name
        ("(作者系松江日报高级记者)", EndKind.AUTHOR, [], "("),
        ("青石鎮換上新水管。（松江社記者柳禾青台南12日電）", EndKind.PEOPLE, ["柳禾青"], "（"),
        ("青石镇换上新水管。（江苏松溪 柳禾青）", EndKind.PEOPLE, ["柳禾青"], "（"),
        ("青石鎮換上新水管。（柳禾青，台南市，教師）", EndKind.PEOPLE, ["柳禾青"], "（"),
        ("青石鎮換上新水管。（編輯：柳禾青）1080312", EndKind.AUTHOR, [], "（"),
        ("青石鎮換上新水管。（譯者：柳禾青／核稿：杜小渡）1080312", EndKind.AUTHOR, ["柳禾青"], "（"),
        ("青石镇换上新水管。（路透社、法新社）", EndKind.AGENCY, [], "（"),
        ("青石镇换上新水管。（来源：松江日报）", EndKind.AGENCY, [], "（"),
        ("青石镇换上新水管。（摘自《松江日报》）", EndKind.AGENCY, [], "（"),
        ("青石鎮換上新水管。（綜合報導）", EndKind.AGENCY, [], "（"),
        ("(本文作者:柳禾青)", EndKind.PEOPLE, ["柳禾青"], "("),
        ("(综合新华社、松江时报消息)", EndKind.SOURCES, [], "("),
        ("(本报松溪1月25日电)", EndKind.AGENCY, [], "("),
        ("青石镇换上新水管。(完)", EndKind.FINISHED, [], "("),
        ("(作者系松溪大学教授)", EndKind.AUTHOR, [], "("),
        ("(新乡市)", EndKind.AUTHOR, [], "("),  # a place alone
        ("(晓云)", EndKind.PEOPLE, ["晓云"], "("),  # a pen name, told by its brackets
        ("青石镇换上新水管。(戚文澜祝长庚)", EndKind.PEOPLE, ["戚文澜", "祝长庚"], "("),
        ("(記者柳禾青報道;攝影:杜小渡)", EndKind.PEOPLE, ["柳禾青", "杜小渡"], "("),
        ("街坊都来看。晚报记者 柳禾青/文 杜小渡/图", EndKind.PEOPLE, ["柳禾青", "杜小渡"], "晚"),
        ("□ 综合新华社、《松江时报》报道", EndKind.SOURCES, [], "□"),
        ("青石镇换上新水管。·本报记者 柳禾青摄影报道·", EndKind.PEOPLE, ["柳禾青"], "·"),  # between points
        ("青石镇换上新水管。(柳禾青) |", EndKind.PEOPLE, ["柳禾青"], "("),  # a table's bar left by a crawler
        ("青石镇换上新水管。(松江网 青溪APP记者 柳禾青)", EndKind.PEOPLE, ["柳禾青"], "("),
        (
            "新华社记者柳禾青、杜小渡(实习)松溪报道。",
            EndKind.PEOPLE,
            ["柳禾青", "杜小渡"],
            "新",
        ),  # a sentence that says who
        ("以上由记者柳禾青报道。", EndKind.PEOPLE, ["柳禾青"], "以"),
        ("新华社记者柳禾青 杜小渡松溪报道。", EndKind.PEOPLE, ["柳禾青", "杜小渡"], "新"),  # run on to the place
        ("(本版文字由本报记者柳禾青、杜小渡、章小华采访整理)", EndKind.PEOPLE, ["柳禾青", "杜小渡", "章小华"], "("),
        ("(本文由柳禾青、杜小渡采写)", EndKind.PEOPLE, ["柳禾青", "杜小渡"], "("),
        ("青石镇换上新水管。(责任编辑:柳禾青)", EndKind.AUTHOR, [], "("),  # who made the page
        ("青石镇换上新水管。(编辑 柳禾青)", EndKind.AUTHOR, [], "("),
        ("青石镇换上新水管。(柳禾青 供稿)", EndKind.PEOPLE, ["柳禾青"], "("),
        ("青石镇换上新水管。(柳禾青整理)", EndKind.PEOPLE, ["柳禾青"], "("),
        ("青石镇换上新水管。(水利局供稿)", EndKind.AGENCY, [], "("),  # nobody by name
        ("青石镇换上新水管。(执笔人:柳禾青)", EndKind.PEOPLE, ["柳禾青"], "("),
        ("青石镇换上新水管。(文:柳禾青 图:杜小渡)", EndKind.PEOPLE, ["柳禾青", "杜小渡"], "("),
        ("(文图:柳禾青 杜小渡)", EndKind.PEOPLE, ["柳禾青", "杜小渡"], "("),
        ("青石镇换上新水管。(文∕資深媒體人:柳禾青)", EndKind.PEOPLE, ["柳禾青"], "("),  # what he is
    ],
)
def test_end_mark(text: str, kind: EndKind, names: list[str], begins: str) -> None:
    found = of(text).end
    assert found is not None
    assert (found.kind, [person.name for person in found.people]) == (kind, names)
    assert text[found.span.start] == begins


@pytest.mark.parametrize(
    "text",
    [
        "青石镇换上新水管(右二)",  # of a caption
        "青石镇换上新水管。(附图片)",
        "(上)",
        "【打印】 【投稿】 【關閉】",
        "(图)",
        "(节选)",
        "(记者手记)",
        "■责任编辑/柳禾青",
        "青石镇换上新水管。",
        "记者采访了柳禾青。",
        "记者看到了松江日报的报道。",
        "本报记者报道。",
        "他说。 大家都笑了",  # no name
        "青石镇(松溪县)",  # in mid sentence
        "全长12公里(含桥)",
        "青石镇换上新水管。/三千户受益",
        "——青石镇换上新水管",
        "青石镇换上新水管。（三月, 松溪）",
    ],
)
def test_no_end_mark(text: str) -> None:
    assert of(text).end is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("时间:2020-06-11 来源:松江日报 作者:柳禾青 字号:大 中 小", ["柳禾青"]),
        ("2014-11-23  来源: 松江日报 作者:", []),
        ("2014/11/23 22:08", []),
        ("2014/11/23 22:08 記者柳禾青／高雄報導", ["柳禾青"]),
        ("( 2021-11-16 ) 稿件来源:松江电讯 要 闻", []),
        ("http://www.example.com 2001年06月16日06:18 松江商报", []),
        ("首页 > 新闻中心 > 正文", []),
        ("首頁　>　生活", []),
        ("本文转自:松江日报", []),
        ("来源:松江日报", []),
        ("来源:松江日报     2021年03月28日        版次:A08    栏目:    作者:柳禾青", ["柳禾青"]),
        ("松江网  日期: 2008-03-25  来源: 松江晚报", []),
        ("刊发日期:2022-07-14 作者:  语音阅读:", []),
        ("期次:第四期   作者:  文/   查看:55", []),
        ("您當前的位置 :松江網 >> 新聞中心 來源:松江網 | 2018-03-04 15:28:18 |", []),
        ("相關字詞﹕青石鎮-星期日", []),
        ("发布时间:2021.03.17", []),
        ("07.07.2014  12:32", []),
        ("2022-03-11 02:00:33柳禾青", ["柳禾青"]),
        ("(2021-01-22 11:26) 5948413", []),
        ("週三, 07 四月 2021 10:20", []),
        ("Wednesday, 07 April 2021 10:20", []),
        ("7 April 2021", []),
        ("松江社 (2021-03-12 08:15)", []),
        ("松江日报 2021年3月12日 第3版", []),
        ("松江日報 2021年3月12日 A3", []),
        ("發佈於 2021/03/12 08:15", []),
        ("2021年3月12日，星期五，上午8:15", []),
        ("2021年3月12日 上午8:15·2 分鐘文章", []),
        ("人氣：1,204", []),
        ("duxiaodu 發表在 青石格 留言(0) 人氣(12)", []),
        ("記者：柳禾青 發布於：2021-03-12", ["柳禾青"]),
    ],
)
def test_metadata(text: str, names: list[str]) -> None:
    found = of(text).metadata
    assert found is not None
    assert [person.name for person in found.people] == names


@pytest.mark.parametrize(
    "text",
    [
        "他说:“来源于生活。”",
        "时间:5月3日上午",
        "甲>乙",
        "2014年11月23日,青石镇",
        "青石镇的消息:",
        "以3:1取胜,",
        "周三, 07路公交车 2021 年开通",
        "7 April 2021 老桥通车",
        "松江日报 2021年3月12日 第3版刊登了名单",
        "评论:三点看法",
        "人气(高)",
    ],
)
def test_no_metadata(text: str) -> None:
    assert of(text).metadata is None


@pytest.mark.parametrize(
    ("text", "likely", "sure"),
    [
        ("习远明", True, True),  # surnames the parser once lacked
        ("萧青", True, True),
        ("欧阳小渡", True, True),
        ("方向盘", True, False),  # a word of that form
        ("江西", True, False),  # a place
        ("买买提·艾力", True, True),
        ("读者·编者", False, False),
        ("李华主持", False, False),  # too long
        ("何华主持", False, False),
        ("林sir", True, True),
        ("t恤", False, False),
        ("无人机", False, False),
    ],
)
def test_forms_of_names(text: str, likely: bool, sure: bool) -> None:
    assert likely_name(text) is likely
    assert sure_name(text) is sure


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("冯 霄 王明", ["冯霄", "王明"]),
        ("王明和李小华", ["王明", "李小华"]),
        ("李和平", ["李和平"]),  # 和 within a name
        ("王明、李小华;张三", ["王明", "李小华", "张三"]),
        ("杜中武孙传刚", ["杜中武", "孙传刚"]),
        ("李强主持会议并讲话", None),  # no list of names
    ],
)
def test_names_parted(text: str, names: list[str] | None) -> None:
    assert split_names(fold(text), strict=True) == names
