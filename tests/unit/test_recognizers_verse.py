"""A poem is told by its short lines that speak; a menu, a list of titles and a column of prose have lines as short."""

from __future__ import annotations

import pytest

from worker.document.issue import Article, Kind
from worker.document.source import SourceText
from worker.parsing import parse_issue
from worker.parsing.layout.lines import visible_lines
from worker.parsing.layout.wrapping import measure
from worker.parsing.recognizers.contributors.bylines import parse_byline
from worker.parsing.recognizers.verse import Verse, verse_of

FERRY = [
    "渡口的石阶被水磨圆了",
    "艄公把竹篙靠在柳树上",
    "他数着对岸的灯",
    "一盏,两盏",
    "像数自己走失的羊",
    "雾来了",
    "河就宽了一些",
]
WELL = ["井绳勒出的沟还在", "我把脸探下去", "水里那个人没有老", "只是青苔", "又高了一层", "天在他的头上蓝着"]
REPORT = "昨日,松溪镇的老桥换上了新栏杆。施工队介绍,桥面同时加宽一米,两岸居民出行方便了许多。"


def verse(text: str) -> Verse:
    lines = visible_lines(text)
    return verse_of(lines, measure(lines).wrap)


def read(text: str) -> tuple[Article, ...]:
    return parse_issue(SourceText(text, "utf-8")).articles


@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize(
    ("above", "headline", "author"),
    [
        ("渡口", "渡口", []),
        ("渡口\n□ 柳禾青", "渡口", ["柳禾青"]),
        ("渡口(外一首)\n·杜小渡", "渡口(外一首)", ["杜小渡"]),
        ("渡口\n诗/柳禾青", "渡口", ["柳禾青"]),
        ("渡口\n2021-03-05 09:15:04 来源:青石日报\n晓  禾", "渡口", ["晓禾"]),
    ],
)
def test_a_poem_has_its_title_and_author(between: str, above: str, headline: str, author: list[str]) -> None:
    (article,) = read(f"{above}\n\n" + between.join(FERRY))
    assert article.kind is Kind.POEM
    assert article.headline == headline
    assert [person.name for person in article.byline] == author
    assert list(article.paragraphs) == FERRY


def test_poems_with_an_author_each_are_parted() -> None:
    text = "\n".join(["渡口", "柳禾青", *FERRY, "", "老井", "葛青山", *WELL])
    found = verse(text)
    assert sorted(found.titles) == [0, 9]
    assert sorted(found.authors) == [1, 10]
    assert [(each.headline, len(each.paragraphs)) for each in read(text)] == [("渡口", 7), ("老井", 6)]


def test_what_heads_the_text_below_is_no_verse() -> None:
    found = verse("\n".join(["渡口", "□ 柳禾青", *FERRY, "", "老桥换新栏杆", REPORT]))
    assert sorted(found.verses) == list(range(2, 9))


def test_one_longer_line_parts_no_poem() -> None:
    lines = ["渡口", *FERRY[:4], "他想起1962年的那一场大水,想起被水带走的门板和半袋种子,", *FERRY[4:], *WELL]
    assert sorted(verse("\n".join(lines)).verses) == list(range(1, 15))


@pytest.mark.parametrize(
    "lines",
    [
        ["头条", "图文", "公告", "域外", "域内", "视频", "小说", "诗歌", "散文"],
        ["头条 图文 公告", "小说 诗歌 散文", "评论 校园 推荐", "访谈 讲座 采风", "书画 影音 节庆", "新书 杂志 畅销"],
        [
            "老桥换上新栏杆",
            "粮库改成图书室",
            "早市迁入旧厂房",
            "松溪镇办丰收节",
            "青石河禁渔三月",
            "县城新开两条公交线",
        ],
        ["柳禾青", "杜小渡", "葛青山", "熊家煌", "郑松年", "石桥生", "方小舟"],
        # each line a sentence: short paragraphs
        [
            "他把门关了。",
            "我没有说话。",
            "她笑了。",
            "这就是那年的事。",
            "你都知道了。",
            "我们又见了面。",
            "把灯点上吧。",
        ],
        # a column: lines of one width, with clauses that end anywhere
        [
            "松溪镇的老桥换了栏杆,这是镇里今年办的",
            "第三件实事。施工队说,桥面被加宽了一米,",
            "他们还把两岸的台阶修了,老人们走起来稳",
            "当多了。住在桥头的柳大爷说,过去他每天",
            "都要绕路去早市,现在好了。这座桥是前年",
            "被大水冲坏的,当时的栏杆断了,人们只好",
            "扶着绳子过。镇里说,今后每年都要检查的",
        ],
    ],
)
def test_short_lines_that_are_no_poem(lines: list[str]) -> None:
    assert verse("\n".join(lines)) == Verse()


def test_words_of_a_menu_are_no_notice() -> None:
    text = "\n".join(["头条 图文 公告", "法院 通知 声明", "渡口", "□ 柳禾青", *FERRY])
    assert [article.headline for article in read(text)] == ["渡口"]
    assert not parse_issue(SourceText(text, "utf-8")).notices


def test_a_place_behind_a_name_is_no_character_of_it() -> None:
    found = parse_byline("○葛春宁(南京)", "○葛春宁(南京)")
    assert found is not None
    assert [person.name for person in found[0]] == ["葛春宁"]
    spelled = parse_byline("□钟(昆音)", "□钟(昆音)")
    assert spelled is not None
    assert [person.name for person in spelled[0]] == ["钟(昆音)"]


def test_captions_above_the_text_of_who_took_them_are_no_poem() -> None:
    shown = [
        "古老的石像看着麦收",
        "收割机正在收着麦",
        "人走到机器到不了的地方",
        "修好了机器的师傅",
        "装满了的麦车",
        "吃着西瓜的孩子",
    ]
    told = "昨日,麦子熟了,记者用镜头记下麦收。\n\n一家人都在地里。\n\n"
    assert verse("\n".join(shown) + f"\n\n{told}").verses
    assert not verse("\n".join(shown) + f"\n\n{told}本报记者 柳禾青 王建国 文/图").verses


RULE = ["石桥新筑跨清溪，", "两岸人家笑语齐。", "早市担来山里笋，", "晚风吹过柳边堤。"]


@pytest.mark.parametrize("lines", [RULE, ["".join(RULE[:2]), "".join(RULE[2:])] * 2])
@pytest.mark.parametrize("above", ["七绝 石桥", "七绝 石桥\n文/柳禾青", "七绝 石桥\n\n二○○九年四月十八日\n"])
def test_verses_by_the_rule(lines: list[str], above: str) -> None:
    (article,) = read(f"{above}\n" + "\n".join(lines))
    assert (article.kind, article.headline) == (Kind.POEM, "七绝 石桥")
    assert len(article.paragraphs) == 4


def test_short_clauses_of_many_lengths_are_no_verses_by_the_rule() -> None:
    assert verse("石桥新筑跨清溪，\n他说好。\n早市的担子都来了，\n柳树也绿了。") == Verse()


SPRING = ["雨落青山处处青,田头老叟话农情。", "一犁翻起千重浪,惊起沙鸥三两声。"]
SUMMER = ["金风吹熟万家田,镰影刀光月一弦。", "汗滴禾根无人问,仓前笑语又新年。"]


@pytest.mark.parametrize("author", ["柳禾青", "□柳禾青"])
def test_a_further_poem_by_the_rule_begins_at_its_title(author: str) -> None:
    poems = read("\n".join(["春耕(外一首)", author, *SPRING, "夏收", *SUMMER]))
    assert [poem.headline for poem in poems] == ["春耕(外一首)", "夏收"]
    assert [list(poem.paragraphs) for poem in poems] == [SPRING, SUMMER]


@pytest.mark.parametrize("among", ["夏收了,", "谁在夏天的田埂上等到了月亮", "其二"])
def test_another_line_among_verses_is_no_title(among: str) -> None:
    assert not verse("\n".join([*SPRING, among, *SUMMER])).titles & {2}


def test_a_line_above_one_verse_is_no_title() -> None:
    assert not verse("\n".join([*SPRING, "夏收", SUMMER[0]])).titles & {2}


def test_below_a_poem_s_author_the_first_verses_name_none() -> None:
    lines = [
        "诗二首",
        "□杜小渡",
        "落叶",
        "树 知道",
        "叶子",
        "是最能保命的资本",
        "为了后代",
        "甘愿",
        "什么都不留下",
        "街巷渐肥",
        "老父亲的咳嗽",
    ]
    (poem,) = read("\n".join(lines))
    assert poem.headline == "诗二首"
    assert [person.name for person in poem.byline] == ["杜小渡"]


def test_the_next_poem_is_titled_as_the_first() -> None:
    first, second = read("《渡口》(外一首)\n·杜小渡\n" + "\n".join([*FERRY, "《老井》", *WELL]))
    assert (first.headline, second.headline) == ("《渡口》(外一首)", "《老井》")
    # a book named in a verse, a line alone
    assert len(read("渡口\n·杜小渡\n" + "\n".join([*FERRY, "《老井》", *WELL]))) == 1
