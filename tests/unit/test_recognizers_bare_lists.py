"""Files that are lists and nothing else are refused; what has a heading, a sentence or verses is read."""

from __future__ import annotations

import pytest

from worker.document.source import SourceText
from worker.errors import NoArticleError
from worker.parsing import parse_issue
from worker.parsing.layout.lines import visible_lines
from worker.parsing.recognizers.bare_lists import is_bare_list

TITLES = [
    "沿江三县秋茶开采 首批每斤卖到120元",
    "男子骑车闯红灯被拦：我赶着去相亲",
    "石门渡口候船亭启用(图)",
    "“云上菜场”上线三天 接单两千余笔",
    "江城女篮客场78:65取胜",
    "专家谈秋冬进补:别把药膳当饭吃",
    "老人走失14小时 两百人接力找回",
    "临河坝收割机一天收完三百亩稻田",
    "市图书馆夜间开放至22点",
    "《渡口》剧组回到石门拍最后一场戏",
]
SHOPS = ["春芽花店", "顺水五金行", "小满面馆", "东岸眼镜铺", "立冬澡堂", "白露茶庄", "谷雨照相馆"]
GOODS = ["莴笋", "芥菜", "豌豆尖", "鲫鱼", "土鸡蛋", "糯米", "红苕"]

LISTS = {
    "titles": "\n".join(title + f"（{number}）" * (number % 3) for number, title in enumerate(TITLES * 3)),
    "a few titles": "\n".join(TITLES[:9]),
    "titles a blank line apart": "\n\n".join(TITLES * 2),
    "numbered titles": "\n".join(f"{number}、{title[:9]}" for number, title in enumerate(TITLES, 1)),
    "numbered otherwise": "\n".join(f"（{number}）{title[:9]}" for number, title in enumerate(TITLES, 1)),
    "titles with their class": "\n".join(f"{title[:8]}\t{number % 4}" for number, title in enumerate(TITLES)),
    "a class before": "\n".join(f"民生\t{title[:8]}" for title in TITLES),
    "prices": "\n".join(f"{name} {number}.50元/斤" for number, name in enumerate(GOODS, 1)),
    "prices with a colon": "\n".join(f"{name}：每公斤{number}.5元" for number, name in enumerate(GOODS, 1)),
    "shops": "\n".join(f"{name} 渡口路{number}号 0239876543{number}" for number, name in enumerate(SHOPS, 1)),
    "shops and what they sell": "\n".join(
        f"{name}（渡口路{number}号）主营日用百货" for number, name in enumerate(SHOPS, 1)
    ),
}
VERSE = """渡口
李雪
雾还没有散
船就已经离岸
摇橹的人不说话
只把昨夜的星子
一颗一颗
摇进水里
我站在石阶上等你
等一条不会回来的船"""
LONG_VERSE = """远山把黄昏一寸一寸收进袖口
谁家的灯火在坝上次第醒来
割稻的人走过了第三道田埂
身后的影子比他的一生还长
河水记得每一只没有回来的船
石阶记得每一双磨破的草鞋
我们坐在渡口数着今年的雁阵
数到最后一只的时候天就黑了
风从旷野深处带来母亲的呼唤
那声音穿过玉米地和半条长街"""
AMONG_LINKS = "\n".join([*VERSE.splitlines(), *TITLES, *VERSE.splitlines()[2:], *TITLES[:5], "2023-10-27"])
PAGES = {
    "verse among a site's links": AMONG_LINKS,
    "briefs": "\n".join(f"{title}\n本报讯 {title[:6]}，昨天有了结果。" for title in TITLES),
    "briefs on a line each": "\n".join(f"▲{title[:6]}昨天开始，三天后结束。" for title in TITLES),
    "a heading above prices": "今日菜价\n" + LISTS["prices"],
    "a heading above numbered titles": "临河十大新闻揭晓\n" + LISTS["numbered titles"],
    "results below their heading": "女篮联赛昨日赛果\n" + "\n".join(f"江城队{70 + n}:6{n}渝州队" for n in range(8)),
    "verse": VERSE,
    "long verse": LONG_VERSE,
    "verse of halves": "\n".join(["春江潮起渡头平 一夜东风到石门"] * 12),
    "a contents box": "导读\n" + "\n".join(f"{title} A0{number}版" for number, title in enumerate(TITLES[:8], 2)),
    "titles and their pages": "\n".join(f"{title[:9]} 详见A0{number}版" for number, title in enumerate(TITLES[:8], 2)),
    "titles with their writers": "\n".join(f"{title}\n记者 陈小明" for title in TITLES),
    "captions": "\n".join(f"{title[:9]} 记者 张强 摄" for title in TITLES),
    "a text without full stops": "临河坝收割机一天收完三百亩稻田，\n" * 9,
    "a text broken at a width": "\n".join(["临河坝晚稻昨日开镰收割机三百台一早下田12"] * 9),
    "five rows": "\n".join(f"{number}、{title[:9]}" for number, title in enumerate(TITLES[:5], 1)),
    "a masthead": "临河新报\n2023年10月27日 第05版\n" + LISTS["titles"],
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_refused(name: str) -> None:
    assert is_bare_list(visible_lines(LISTS[name]))
    with pytest.raises(NoArticleError, match="a list of titles, prices or the like"):
        parse_issue(SourceText(LISTS[name], "utf-8"))


@pytest.mark.parametrize("name", PAGES)
def test_what_is_no_bare_list(name: str) -> None:
    assert not is_bare_list(visible_lines(PAGES[name]))


@pytest.mark.parametrize("name", ["briefs", "verse", "long verse", "titles with their writers"])
def test_it_is_read_as_before(name: str) -> None:
    assert parse_issue(SourceText(PAGES[name], "utf-8")).articles
