"""Why articles begin where they do, and the form of a page in words."""

from __future__ import annotations

import pytest

from worker.document.source import SourceText
from worker.parsing import parse_issue
from worker.parsing.explain import reasons

ITEMS = "".join(
    f"{number}. {headline}\n本报讯(记者 柳禾青)昨日,{headline},居民出行更方便。\n"
    for number, headline in enumerate(("青石桥通车", "松溪小学开学", "南渡口迁址"), 1)
)
SPACED = "青石桥通车\n\n昨日,青石桥通车,居民出行更方便。\n\n孩子们上学不用再绕路。(杜小渡)\n"
RAILING = "老桥的栏杆有一百二十根,大修以后老桥只走行人,过桥的车要绕道新桥。"
FORMS = [
    # text, what its form says, and what it must not say
    (ITEMS, "items with marks or numbers", "texts signed at their end"),
    (ITEMS, "several reports open with a source line", "no source line opens a report"),
    (ITEMS, "no blank lines", "a blank line between nearly all lines"),
    (SPACED, "texts signed at their end", "items with marks or numbers"),
    (SPACED, "no source line opens a report", "one report opens with a source line"),
]


@pytest.mark.parametrize(("text", "said", "unsaid"), FORMS)
def test_the_form_in_words(text: str, said: str, unsaid: str) -> None:
    (page,) = reasons(parse_issue(SourceText(text, "utf-8")))
    assert said in page.form
    assert unsaid not in page.form


def test_each_beginning_has_its_reasons_strongest_first() -> None:
    issue = parse_issue(SourceText(ITEMS, "utf-8"))
    (page,) = reasons(issue)
    assert [one.line for one in page.beginnings] == [1, 3, 5]
    assert len(issue.articles) == 3
    for one in page.beginnings:
        assert one.pro
        worths = [worth for _, worth in one.pro]
        assert worths == sorted(worths, reverse=True)
        assert all(worth > 0 for worth in worths)
        assert all(worth < 0 for _, worth in one.contra)


def test_how_sure_each_article_is_and_what_takes_from_it() -> None:
    issue = parse_issue(SourceText(ITEMS + SPACED, "utf-8"))
    (page,) = reasons(issue)
    assert [one.confidence for one in page.sure] == [article.confidence for article in issue.articles]
    assert [one.line for one in page.sure] == [article.lines[0].first for article in issue.articles]
    for one in page.sure:
        worths = [worth for _, worth in one.doubts]
        assert worths == sorted(worths)
        assert all(worth < 0 for worth in worths)
    told = ["no source line" in dict(one.doubts) for one in page.sure]
    assert told[0] is False
    assert told[-1] is True
