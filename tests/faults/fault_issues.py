"""Made-up issues, each different from every other: several articles, the same for the same seed."""

from __future__ import annotations

import random
from dataclasses import dataclass

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章"
GIVEN = "伟强丽华国栋建平海燕志远光明思子安立群文博永年春生秋实晓东玉兰少云长青学敏万里"
PLACES = ("码头", "老街", "渡口", "水库", "粮站", "茶场", "果园", "学校", "医院", "铁路", "电站", "河堤")
DOINGS = ("建设", "改造", "扩建", "验收", "巡查", "规划", "修缮", "评比")
RESULTS = ("通过验收", "全面开工", "提前完工", "投入使用", "进展顺利", "受到好评")
CLAUSES = (
    "{name}说,{place}{doing}关系到{count}户群众,一件也不能拖",
    "去年以来,{place}一带先后投入资金{count}万元,完成工程{part}处",
    "{name}在现场察看了{place},询问了{count}名工人的工作和生活情况",
    "据统计,{place}{doing}以来,每天到这里来的人有{count}名,比上年多{part}名",
    "会议要求各单位在{part}天内拿出{place}{doing}的办法,逐项落实",
    "记者在{place}看到,{count}米长的工地上机器轰鸣,{part}个班组正在施工",
)
LEAST_ARTICLES, MOST_ARTICLES = 2, 5


@dataclass(frozen=True, slots=True)
class MadeIssue:
    """One file: its path below the inbox, and its bytes."""

    path: str
    data: bytes


def made_issues(run: str, count: int) -> list[MadeIssue]:
    """Return ``count`` issues of one run.

    Args:
        run: Names the run and is its seed; issues of different runs share nothing.
        count: At most 9,000: an issue has its own date and page.
    """
    return [made_issue(run, number) for number in range(count)]


def made_issue(run: str, number: int, *, edition: int = 0) -> MadeIssue:
    """Return one issue; another ``edition`` of it is a correction: the same articles, each with one paragraph more."""
    draw = random.Random(f"{run}/{number}")
    year, month, day, page = 1990 + number // 1000, 1 + number // 100 % 10, 1 + number // 4 % 25, 1 + number % 4
    name = f"{run}-{year}-{month:02d}-{day:02d}-p{page:02d}.txt"
    path = f"{run}/{name}" if number % 3 else f"{run}/{month:02d}/{name}"
    articles = [_article(draw, f"{run}{number:04d}{ordinal}") for ordinal in range(_article_count(draw))]
    if edition:
        articles = [f"{article}\n\n更正:编号{run}{number:04d}{edition},以此次刊出的为准。" for article in articles]
    encoding = "gb18030" if number % 7 == 0 else "utf-8"
    return MadeIssue(path, "\n\n".join(articles).encode(encoding))


def _article_count(draw: random.Random) -> int:
    return draw.randint(LEAST_ARTICLES, MOST_ARTICLES)


def _article(draw: random.Random, mark: str) -> str:
    """Return an article; its ``mark`` stands in its text, so that no two articles are alike."""
    name, reporter = _name(draw), _name(draw)
    place, doing = draw.choice(PLACES), draw.choice(DOINGS)
    paragraphs = [
        f"本报讯(记者 {reporter}){draw.randint(1, 12)}月{draw.randint(1, 28)}日,{name}到{place}调研,编号{mark}。"
    ]
    for _ in range(draw.randint(2, 4)):
        clauses = [
            clause.format(name=name, place=place, doing=doing, count=draw.randint(10, 9999), part=draw.randint(2, 99))
            for clause in draw.sample(CLAUSES, 2)
        ]
        paragraphs.append("。".join(clauses) + "。")
    return f"{name}到{place}调研{doing}\n{place}{doing}{draw.choice(RESULTS)}\n\n" + "\n\n".join(paragraphs)


def _name(draw: random.Random) -> str:
    return draw.choice(SURNAMES) + "".join(draw.sample(GIVEN, 2))
