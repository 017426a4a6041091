"""A caption below the byline, between paragraphs or below the last one, with the credits of papers and sites."""

from __future__ import annotations

import pytest

from worker.document.source import SourceText
from worker.folding import fold
from worker.parsing import parse_issue
from worker.parsing.recognizers.contributors.credits import end_credit, own_line_credit
from worker.parsing.recognizers.sites.notices import is_site_notice

HEADLINE = "青石镇老旧水管改造工程全面启动"
PARAGRAPHS = (
    "青石镇昨日起改造老旧水管,全镇三千户居民将在年底前用上干净的自来水。镇里的负责人说,工程分三期。",
    "居民们对此表示欢迎。家住河边的一位老人说,过去每到夏天水里都有味道,现在可以放心喝了。",
    "据了解,工程总投资两千万元,由省里和镇里各出一半,明年还要改造周边六个村的水管。",
)
SHOWN = "工人在街口安装新水管。"


@pytest.mark.parametrize(
    "line",
    [
        f"{SHOWN}图源：青石发布",
        f"{SHOWN}（记者柳禾青／摄）",
        f"{SHOWN}（柳禾青摄）",
        f"{SHOWN} 中新社记者 柳禾青 摄",
        f"{SHOWN}（青石镇公所提供／记者柳禾青松溪传真）",
        f"{SHOWN} © AFP",
        f"{SHOWN}(Photo by Liu Heqing)",
        f"{SHOWN} 图片来源：视觉中国",
        f"资料图：{SHOWN}",
        f"{SHOWN}\n新华社发（柳禾青 摄）",
    ],
)
@pytest.mark.parametrize("at", [3, 4, 6])
def test_a_caption_with_a_credit(line: str, at: int) -> None:
    lines = [HEADLINE, "2020-06-11 08:15 来源:青石日报", "记者 杜小渡", *PARAGRAPHS]
    lines.insert(at, line)
    (article,) = parse_issue(SourceText("\n".join(lines), "utf-8")).articles
    assert article.headline == HEADLINE
    assert article.paragraphs == PARAGRAPHS
    assert [person.name for person in article.byline] == ["杜小渡"]
    assert len(article.captions) == 1
    assert article.captions[0].endswith(SHOWN)


def test_a_short_line_without_a_credit_is_a_paragraph() -> None:
    lines = [
        HEADLINE,
        "2020-06-11 08:15 来源:青石日报",
        "记者 杜小渡",
        *PARAGRAPHS[:2],
        "工程昨日开工。",
        PARAGRAPHS[2],
    ]
    (article,) = parse_issue(SourceText("\n".join(lines), "utf-8")).articles
    assert article.captions == ()
    assert "工程昨日开工。" in article.paragraphs


@pytest.mark.parametrize(
    ("line", "who"),
    [("© AFP", "AFP"), ("(Photo by Liu Heqing)", "Liu Heqing"), ("（镇公所提供／记者柳禾青传真）", "记者柳禾青")],
)
def test_credits_of_other_papers(line: str, who: str) -> None:
    found = own_line_credit(fold(line), line)
    assert found is not None
    assert [person.name for person in found.people] == [who]


@pytest.mark.parametrize("line", ["photo", "© 2020年青石网", "（提供／记者）", "资料图：新华社"])
def test_no_credits_of_that_form(line: str) -> None:
    found = own_line_credit(fold(line), line)
    assert found is None or found.people[0].name.startswith("资料图")


def test_a_years_copyright_is_a_notice_and_an_agencys_sign_a_credit() -> None:
    assert is_site_notice(fold("青石網 © 2020"))
    assert not is_site_notice(fold("工人安装新水管 © AFP"))
    text = fold("工人安装新水管 © AFP")
    assert end_credit(text, text) is not None
