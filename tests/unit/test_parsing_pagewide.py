"""One credit for all pictures of a page: found, given to the right articles, and not mistaken for other lines."""

from __future__ import annotations

import pytest

from worker.document.source import SourceText
from worker.parsing import parse_issue
from worker.parsing.layout.lines import visible_lines
from worker.parsing.recognizers.contributors.page_credits import page_wide_credit


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("本版照片为本报记者孟仁泉、王东 摄", ["孟仁泉", "王东"]),
        ("本版图片均由记者 周晓明 摄", ["周晓明"]),
        ("（本版摄影：记者 周晓明）", ["周晓明"]),
        ("本版圖片除署名外均由記者 周曉明 攝", ["周曉明"]),  # the other script
        ("本版图片由市档案馆提供", ["市档案馆"]),
        ("本版责编：史一棋", []),  # an editors' line
        ("本版图片展示了一年来全市的变化，每一张都记录着一段故事。", []),  # a sentence
        ("记者 周晓明 摄", []),  # of one picture
    ],
)
def test_page_wide_credit(line: str, names: list[str]) -> None:
    (found,) = visible_lines(line)
    assert [person.name for person in page_wide_credit(found)] == names


PAGE = """古城秋色引客来

图为10月24日,游客在江城古街游览。

金秋时节,江城古街吸引了众多游客前来观光,当地推出多项文化活动,让游客感受古城魅力。

加快推进码头建设

本报讯(记者 周晓明)10月24日,全市码头工作会议召开。市长蒋文博出席会议并讲话,他强调要抓住机遇。

会议指出,近年来全市码头建设取得明显成效,但仍存在不少困难和问题。

本版照片为本报记者孟仁泉、王东 摄
"""


def test_it_goes_to_pictures_without_a_credit_of_their_own_and_changes_nothing_else() -> None:
    issue = parse_issue(SourceText(PAGE, "utf-8"))
    without = parse_issue(SourceText(PAGE.replace("本版照片为本报记者孟仁泉、王东 摄", ""), "utf-8"))
    assert [article.headline for article in issue.articles] == ["古城秋色引客来", "加快推进码头建设"]
    assert [article.paragraphs for article in issue.articles] == [article.paragraphs for article in without.articles]
    photo, news = issue.articles
    assert photo.captions
    assert [person.name for person in photo.credits] == ["孟仁泉", "王东"]
    assert news.credits == ()
    assert issue.coverage == 1.0
