"""Source lines: what opens a report, and what merely looks so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from worker.folding import fold
from worker.parsing.layout.lines import visible_lines
from worker.parsing.recognizers.annotate import annotate

if TYPE_CHECKING:
    from worker.parsing.recognizers.annotations import StatedSource


def read(text: str) -> StatedSource | None:
    return annotate(visible_lines(text)[0]).source_line


@pytest.mark.parametrize(
    ("text", "printed", "place", "date", "names"),
    [
        # the paper itself
        ("本报讯(记者 柳禾青)昨日,青石镇换上了新水管。", "本报讯", "", "", ["柳禾青"]),
        ("本报讯 (记者 柳禾青 实习生 杜小渡) 昨日,", "本报讯", "", "", ["柳禾青", "杜小渡"]),
        ("本报讯青石镇昨日换上新水管。", "本报讯", "", "", []),  # no space
        ("本报讯:青石镇昨日换上新水管。", "本报讯", "", "", []),
        ("本报电(钟欣)青石镇昨日换上新水管。", "本报电", "", "", ["钟欣"]),
        ("本报讯(本报“春耕”报道组)青石镇昨日开犁。", "本报讯", "", "", []),  # nobody by name
        ("本报综合消息 青石镇昨日开犁。", "本报综合消息", "", "", []),
        ("本报悉尼11月3日电 记者柳禾青报道:昨日", "本报悉尼11月3日电", "悉尼", "11月3日", ["柳禾青"]),
        # agencies, with a place whose name has 通, 昭 or 悉
        ("新华社昭通12月21日电(记者 杜小渡)昨日", "新华社昭通12月21日电", "昭通", "12月21日", ["杜小渡"]),
        ("中评社松溪12月21日电(记者 杜小渡)昨日", "中评社松溪12月21日电", "松溪", "12月21日", ["杜小渡"]),
        ("据新华社3日讯 国际新闻工作者协会昨日", "据新华社3日讯", "", "3日", []),
        # any paper and any place before 讯: what follows decides
        ("松溪讯(通讯员 杜小渡)昨日,", "松溪讯", "松溪", "", ["杜小渡"]),
        ("青石讯(柳禾青)3月2日,", "青石讯", "青石", "", ["柳禾青"]),
        ("晚报讯 松溪小学昨日开学。", "晚报讯", "", "", []),
        ("昭通讯 记者杜小渡报道:昨日", "昭通讯", "昭通", "", ["杜小渡"]),
        ("青石日报讯(记者 杜小渡 通讯员 柳禾青 文/图)昨日", "青石日报讯", "", "", ["杜小渡", "柳禾青"]),
        ("松溪新闻网讯(柳禾青)2月17日下午,", "松溪新闻网讯", "", "", ["柳禾青"]),
        ("松江网2月8日10時37分訊(記者 杜小渡)今(8)日", "松江网2月8日10時37分訊", "", "2月8日10时37分", ["杜小渡"]),
        # in brackets
        ("【新华社松溪十四日电】青石讯:昨日", "新华社松溪十四日电", "松溪", "十四日", []),
        ("【明報專訊】青石鎮昨日換上新水管。", "明報專訊", "", "", []),
        ("【松溪电】青石镇昨日换上新水管。", "松溪电", "松溪", "", []),
        ("【本報悉尼訊】青石鎮昨日換上新水管。", "本報悉尼訊", "悉尼", "", []),
        ("【本報綜合報道】青石鎮昨日換上新水管。", "本報綜合報道", "", "", []),
        ("(檳城14日訊)青石鎮昨日換上新水管。", "檳城14日訊", "檳城", "14日", []),
        ("〔記者柳禾青／高雄報導〕青石鎮昨日", "記者柳禾青／高雄報導", "", "", ["柳禾青"]),
        ("【記者柳禾青/台北報導】青石鎮昨日", "記者柳禾青/台北報導", "", "", ["柳禾青"]),
        ("【松江報記者柳禾青台南報導】青石鎮昨日", "松江報記者柳禾青台南報導", "", "", ["柳禾青"]),
        ("(記者柳禾青台北報導)青石鎮昨日", "記者柳禾青台北報導", "", "", ["柳禾青"]),
        ("【聯合晚報╱柳禾青】青石鎮昨日", "聯合晚報╱柳禾青", "", "", ["柳禾青"]),
        ("『記者:柳禾青 台北報導』", "記者:柳禾青 台北報導", "", "", ["柳禾青"]),
        # a place that no list of places holds: the name, then the place; 縣 begins none, a known one may
        ("【記者柳禾青松溪校園報導】昨日", "記者柳禾青松溪校園報導", "松溪校園", "", ["柳禾青"]),
        (
            "【記者杜平青縣橫溪採訪報導】昨日",
            "記者杜平青縣橫溪採訪報導",
            "青縣橫溪",
            "",
            ["杜平"],
        ),
        (
            "〔記者杜平台北松溪館報導〕昨日",
            "記者杜平台北松溪館報導",
            "台北松溪館",
            "",
            ["杜平"],
        ),  # a known place before it
        ("(中央社記者柳禾青台北22日專電)青石鎮", "中央社記者柳禾青台北22日專電", "", "", ["柳禾青"]),
        ("【松江報社評】青石鎮昨日換上新水管。", "松江報社評", "", "", []),
        # a reporter and a place, bare or behind the outlet
        ("記者柳禾青∕松溪報導 青石鎮昨日換上新水管。", "記者柳禾青∕松溪報導", "", "", ["柳禾青"]),
        ("記者柳禾青、杜小渡╱松溪報導 青石鎮昨日", "記者柳禾青、杜小渡╱松溪報導", "", "", ["柳禾青", "杜小渡"]),
        ("松江時報【柳禾青╱松溪報導】青石鎮昨日", "柳禾青╱松溪報導", "", "", ["柳禾青"]),
        # another agency's report, passed on; a day with its year
        ("新华社据塔斯社松溪1日讯 青石镇昨日", "新华社据塔斯社松溪1日讯", "松溪", "1日", []),
        ("本报1984年12月30日讯 记者昨日", "本报1984年12月30日讯", "", "1984年12月30日", []),
        ("新华社松溪一九七二年九月三日电 昨日", "新华社松溪一九七二年九月三日电", "松溪", "一九七二年九月三日", []),
        ("中央社／ 花蓮7日電", "中央社／ 花蓮7日電", "花蓮", "7日", []),
        ("【美国《松江时报》3月28日文章】昨日", "美国《松江时报》3月28日文章", "", "3月28日", []),
        # reporters without 报道: or without a word for what they are
        ("青石晚报讯记者柳禾青 昨日,晚报记者看到", "青石晚报讯", "", "", ["柳禾青"]),
        ("青石晚报讯 见习记者柳禾青、杜小渡 昨日,", "青石晚报讯", "", "", ["柳禾青", "杜小渡"]),
        ("本报讯 柳禾青、杜小渡报道:昨日", "本报讯", "", "", ["柳禾青", "杜小渡"]),
        # papers before 1949: by wire, telephone and letter, an agency alone, a place and a day alone
        ("【本报松溪电话】青石镇昨日换上新水管。", "本报松溪电话", "松溪", "", []),
        ("【本报特讯】青石镇昨日换上新水管。", "本报特讯", "", "", []),
        ("(本报松溪特约通讯)青石镇昨日", "本报松溪特约通讯", "松溪", "", []),
        ("(大华社讯)青石镇昨日换上新水管。", "大华社讯", "", "", []),
        ("(中央社松溪电)青石镇昨日换上新水管。", "中央社松溪电", "松溪", "", []),
        ("8月12日电 (记者 柳禾青)青石镇昨日", "8月12日电", "", "8月12日", ["柳禾青"]),  # the agency is cut off
        ("南京二十日电 青石镇昨日换上新水管。", "南京二十日电", "南京", "二十日", []),
        ("松江在线松溪10月8日快讯(记者 柳禾青)昨日", "松江在线松溪10月8日快讯", "松溪", "10月8日", ["柳禾青"]),
        # somebody else's report
        ("据松江日报消息 有关人士昨日", "据松江日报消息", "", "", []),
        ("据《松江日报》报道,青石镇昨日", "据《松江日报》报道", "", "", []),
        # a hot line of the paper
        ("本报96700热线消息(记者 柳禾青)青石镇昨日", "本报96700热线消息", "", "", ["柳禾青"]),
        ("本报新闻热线讯 青石镇昨日", "本报新闻热线讯", "", "", []),
        # a paper's web site, and no word for what it is
        ("松江新闻网(记者 柳禾青)青石镇昨日", "松江新闻网", "", "", ["柳禾青"]),
        ("松江网(松江晚报)(记者柳禾青 杜小渡)昨日", "松江网", "", "", ["柳禾青", "杜小渡"]),
        # who sends it, bare, and then the text
        ("本报记者柳禾青报道:青石镇昨日", "本报记者柳禾青报道", "", "", ["柳禾青"]),
        ("本报驻伦敦记者 柳禾青 3月11日电 青石镇", "本报驻伦敦记者 柳禾青 3月11日电", "", "3月11日", ["柳禾青"]),
        ("松江社記者柳禾青台東12日電 青石鎮", "松江社記者柳禾青台東12日電", "", "12日", ["柳禾青"]),
        ("生活中心／柳禾青報導 青石鎮昨日", "生活中心／柳禾青報導", "", "", ["柳禾青"]),
        ("本报讯 通讯员柳禾青 杜小渡报道 青石镇", "本报讯", "", "", ["柳禾青", "杜小渡"]),
        ("據新華社電 記者柳禾青報道 青石鎮昨日", "據新華社電", "", "", ["柳禾青"]),
        ("综合报道 青石镇昨日换上新水管。", "综合报道", "", "", []),
        ("新华社专电 青石镇昨日换上新水管。", "新华社专电", "", "", []),
        # a desk and nobody, an outlet and its reporter in brackets, a writer in brackets
        ("【突發中心╱台東報導】青石鎮昨日", "突發中心╱台東報導", "", "", []),
        ("松江時報【記者柳禾青】青石鎮昨日", "松江時報【記者柳禾青】", "", "", ["柳禾青"]),
        ("【文／柳禾青】青石鎮昨日", "文／柳禾青", "", "", ["柳禾青"]),
        ("【松江日報報道】青石鎮昨日", "松江日報報道", "", "", []),
        ("(綜合外電)青石鎮昨日換上新水管。", "綜合外電", "", "", []),
        ("（新加坡訊）青石鎮昨日換上新水管。", "新加坡訊", "新加坡", "", []),
        ("本市讯 青石镇昨日换上新水管。", "本市讯", "", "", []),
        # half of its bracket lost; the bar of a table before it
        ("松江時報記者柳禾青/新北報導〕青石鎮", "松江時報記者柳禾青/新北報導", "", "", ["柳禾青"]),
        ("| 〔記者柳禾青/台北報導〕青石鎮", "記者柳禾青/台北報導", "", "", ["柳禾青"]),
        # an outlet with its day or alone in the bracket; its short name before the reporter's
        ("【松江网2021年3月8日】(松江记者柳禾青青石报导)青石", "松江网2021年3月8日", "", "2021年3月8日", ["柳禾青"]),
        ("【松江网】二零二一年三月八日,青石镇", "松江网", "", "", []),
        ("【松江网二零二一年三月八日】青石镇", "松江网二零二一年三月八日", "", "二零二一年三月八日", []),
        ("【大紀元3月8日訊】(大紀元記者柳青舊金山報導)青石", "大紀元3月8日訊", "大紀元", "3月8日", ["柳青"]),
        # the space before the text is lost
        ("記者柳禾青/花蓮報導響應世界河流日,青石鎮", "記者柳禾青/花蓮報導", "", "", ["柳禾青"]),
        # 月 lost on the way
        ("新华社松溪1022日电 昨日", "新华社松溪1022日电", "松溪", "1022日", []),
    ],
)
def test_source_line(text: str, printed: str, place: str, date: str, names: list[str]) -> None:
    found = read(text)
    assert found is not None
    assert (found.printed, found.place, found.date) == (printed, place, date)
    assert [person.name for person in found.people] == names


@pytest.mark.parametrize(
    "text",
    [
        "本报通讯员柳禾青昨日在青石镇看到,",  # 讯 within 通讯员
        "本报记者从今天召开的会议上获悉,",
        "通讯(记者 柳禾青)",  # a kind of text
        "简讯",  # a label
        "【简讯】青石镇昨日换上新水管。",
        "【财经快讯】股市昨日上涨。",
        "喜讯传来,全镇一片欢腾。",
        "本报热线昨日开通。",
        "据悉,青石镇昨日换上新水管。",
        "据了解,青石镇昨日换上新水管。",
        "电视台消息栏目昨日开播。",
        "资讯发达的今天,",
        "(本报松溪1月25日电)",  # alone on its line it closes an article
        "(右二)在青石镇。",
        "【编者按】青石镇",
        "审讯昨日开始。",
        "水电供应恢复正常。",
        "〔注〕青石镇在松溪县。",
        "【社论】青石镇昨日换上新水管。",  # no outlet: a label
        "記者柳禾青／松溪報導",  # alone it is a byline
        "记者与读者/作者报道 青石镇",  # names nobody
        "【热线电话】青石镇昨日换上新水管。",
        "【記者柳禾青從現場報導】昨日",  # no place
        "【記者們在松溪校園報導】昨日",  # nobody by name
        "【校园通讯】青石镇昨日换上新水管。",
        "停电 青石镇昨日换上新水管。",
        "8月12日电 青石镇昨日换上新水管。",  # no reporter follows
        "8月12日电(气)价格上涨。",
        "昨日来电 询问水价。",
        "青石镇家家连上互联网(记者 柳禾青)",  # a headline and who wrote
        "松江新闻网(记者 柳禾青 摄)",  # a credit
        "松江新闻网(松溪县)",
        "(大华社讯)",  # alone on its line it closes an article
        "【松江网】",  # a label
        "【平台】青石镇昨日换上新水管。",  # no outlet's name
        "记者柳禾青/青石报导响应",  # glued, and no known place
        "记者之家/花莲报导响应",  # nobody by name
    ],
)
def test_no_source_line(text: str) -> None:
    assert read(text) is None


def test_the_story_begins_behind_the_names() -> None:
    text = "本报讯(记者 柳禾青)昨日,青石镇换上了新水管。"
    found = read(text)
    assert found is not None
    assert text[found.span.end :].startswith("昨日")


@pytest.mark.parametrize(
    "text",
    [
        "本报讯 据《松江日报》报道:青石镇昨日换上新水管。",
        "本报讯 据松江教育报报道:青石镇昨日换上新水管。",
        "据新华社松溪3月24日电 综合本社驻外记者报道:青石镇昨日换上新水管。",
        "新华社松溪9月29日电 新华社记者报道:青石镇昨日换上新水管。",
    ],
)
def test_whose_report_it_is_belongs_to_the_source_line(text: str) -> None:
    found = read(text)
    assert found is not None
    assert text[found.span.end :].startswith("青石镇")


def test_a_source_line_goes_on_in_the_next_line_of_its_column() -> None:
    line, below = visible_lines("新华社松\n溪12月21日电 昨日")
    assert annotate(line).source_line is None
    assert annotate(line, below.folded).source_line is not None


def test_values_are_in_source_characters() -> None:
    found = read("【明報專訊】青石鎮")
    assert found is not None
    assert found.agency == "明報"
    assert fold(found.agency) == "明报"


@pytest.mark.parametrize(
    "text",
    [
        "本报讯 记者昨天从镇政府获悉,青石镇换上新水管。",  # reporters nobody names
        "本报讯 有关部门报道:青石镇昨日换上新水管。",
        "本报讯记者了解到 青石镇昨日换上新水管。",
    ],
)
def test_who_is_not_named_is_part_of_the_story(text: str) -> None:
    found = read(text)
    assert found is not None
    assert found.people == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("本报讯记者柳禾青通讯员杜小渡报道持续干旱的青石镇昨日下了雨。", ["柳禾青", "杜小渡"]),
        ("本报讯实习记者柳禾青报道为保证供水,青石镇换上了新水管。", ["柳禾青"]),
        ("本报讯记者从有关报道中获悉,青石镇换上了新水管。", []),  # nobody is named
        ("本报讯记者昨日报道了老桥,街坊都来看。", []),
    ],
)
def test_who_reports_with_nothing_set_before_the_text(text: str, names: list[str]) -> None:
    found = read(text)
    assert found is not None
    assert [person.name for person in found.people] == names


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("新京报讯2019年青石镇换上了新水管。", "新京报讯"),
        ("新京报快讯（记者 柳禾青）昨日,青石镇换上了新水管。", "新京报快讯"),
    ],
)
def test_an_outlet_runs_on_into_a_year(text: str, printed: str) -> None:
    found = read(text)
    assert found is not None
    assert found.printed == printed


def test_what_was_done_is_no_name() -> None:
    found = read("松江网3月4日讯（记者柳禾青 整合）昨日,青石镇换上了新水管。")
    assert found is not None
    assert [person.name for person in found.people] == ["柳禾青"]


@pytest.mark.parametrize(
    ("text", "names", "story"),
    [
        ("柳禾青\\台中報導 青石鎮換上新水管。", ["柳禾青"], "青石"),  # any stroke
        ("記者柳禾青\\青石報導 青石鎮換上新水管。", ["柳禾青"], "青石"),
        ("柳禾青/台北報導 青石鎮換上新水管。", ["柳禾青"], "青石"),
        ("編譯柳禾青/綜合報導 青石鎮換上新水管。", ["柳禾青"], "青石"),
        ("柳禾青报道:青石镇换上新水管。", ["柳禾青"], "青石"),  # by name alone
        ("(早报讯)柳禾青报道:青石镇换上新水管。", ["柳禾青"], "青石"),
        ("(中央社記者柳禾青嘉義縣9日電)青石鎮換上新水管。", ["柳禾青"], "青石"),
        ("(中央社記者柳禾青青石9日電)青石鎮換上新水管。", ["柳禾青"], "青石"),
        ("【大紀元記者柳禾青青石報導】青石鎮換上新水管。", ["柳禾青"], "青石"),
        ("【编译柳禾青/综合报导】青石镇换上新水管。", ["柳禾青"], "青石"),
        ("松江晚报网9月9日讯(记者 柳禾青)青石镇换上新水管。", ["柳禾青"], "青石"),  # 报 within an outlet's name
        ("【路透社松溪9月9日电】题:水管的一百年(记者柳禾青) 青石镇换上新水管。", ["柳禾青"], "青石"),
        ("新华社松溪9月9日电 题:水管的一百年(记者 柳禾青、杜小渡) 青石镇换上新水管。", ["柳禾青", "杜小渡"], "青石"),
        ("(青石訊)青石鎮換上新水管。", [], "青石"),  # a place that no list holds, text behind it
    ],
)
def test_who_reports_by_stroke_name_or_bracket(text: str, names: list[str], story: str) -> None:
    found = read(text)
    assert found is not None
    assert [person.name for person in found.people] == names
    assert fold(text)[found.span.end :].lstrip().startswith(story)


@pytest.mark.parametrize(
    "text",
    [
        "方便面报道:青石镇换上新水管。",  # nobody
        "新水管/老水管报道 青石镇的水。",
        "柳禾青/杜小渡报道 青石镇换上新水管。",  # no place
        "(喜讯)青石镇换上新水管。",
        "他们报道:青石镇换上新水管。",
        "(青石訊)",  # nothing follows
    ],
)
def test_no_name_that_reports(text: str) -> None:
    assert read(text) is None
