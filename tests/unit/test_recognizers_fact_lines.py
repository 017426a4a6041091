"""When and where something happened, above a report, is text; one such word alone may head anything."""

from __future__ import annotations

import pytest

from worker.document.source import SourceText
from worker.parsing import parse_issue
from worker.parsing.layout.lines import visible_lines
from worker.parsing.recognizers.fact_lines import fact_lines
from worker.parsing.segmentation.pieces import cut_lines


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("时间:前晚 地点:老桥", 2),
        ("时间:3月5日\n地点:镇文化馆\n人物:柳禾青", 3),
        ("时间:前晚\n街坊都来看老桥通车。", 0),
        ("地点:上游 地点:下游", 0),
        ("时间:是最公平的裁判 柳镇长这样说", 0),
    ],
)
def test_facts_above_a_report(text: str, facts: int) -> None:
    assert len(fact_lines(cut_lines(visible_lines(text)))) == facts


def test_the_report_begins_above_them() -> None:
    told = "松溪时报讯(记者 柳禾青)前晚8时许,一名长胡子男子坐在老桥边沿上,路人见状报警。1个多小时后,男子被劝下。"
    (article,) = parse_issue(SourceText(f"长胡子男子坐在桥边\n时间:前晚 地点:老桥\n{told}\n", "utf-8")).articles
    assert article.headline == "长胡子男子坐在桥边"
