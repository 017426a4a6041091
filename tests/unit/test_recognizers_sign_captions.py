"""A few words behind ▲ or ■, several on a page and no text below them, are captions; titles of items have text."""

from __future__ import annotations

import pytest
from annotated_lines import annotate_all

from worker.document.source import SourceText
from worker.parsing import parse_issue
from worker.parsing.layout.lines import visible_lines
from worker.parsing.recognizers.pictures.signs import captions_behind_signs

TEXT = "连日来,白沙镇的村民抢抓农时,育秧、整地、选购农具,田间地头一片忙碌景象,处处是春耕的身影。"


def captions(text: str) -> list[int]:
    lines = visible_lines(text)
    return sorted(captions_behind_signs(lines, annotate_all(lines)))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"春耕正当时\n▲培育秧苗\n▲选购农机\n▲整理大棚\n{TEXT}", [1, 2, 3]),
        (f"春耕正当时\n{TEXT}\n■大棚里的秧苗\n{TEXT}\n■镇上的农机店\n■田边的水渠", [2, 4, 5]),
        (f"▲培育秧苗\n{TEXT}\n▲选购农机\n{TEXT}\n▲整理大棚\n{TEXT}", []),  # titles, each with its text
        # subheads of a text in a narrow column
        (f"{TEXT}\n◆ 一本明白账\n村民们算了一笔账,\n◆ 靠科技挖潜\n镇上的农机站也来\n◆ 小田变大田\n田埂平了以后。", []),
        (f"■培育秧苗\n■选购农机\n■整理大棚\n{TEXT}", []),  # what the page holds, above all text
        (f"春耕正当时\n{TEXT}\n▲培育秧苗\n▲选购农机", []),  # two may be anything
        (f"{TEXT}\n■本报记者 柳禾青\n■本报记者 杜小渡\n■本报记者 葛青山", []),
        ("▲培育秧苗\n▲选购农机\n▲整理大棚", []),  # a list and no text
    ],
)
def test_captions_behind_signs(text: str, found: list[int]) -> None:
    assert captions(text) == found


def test_they_are_captions_of_the_report_around_them() -> None:
    text = f"人勤春早备耕忙\n\n▲培育秧苗\n\n▲选购农机\n\n▲整理大棚\n\n■本报记者 柳禾青 文/图\n\n{TEXT}\n"
    (article,) = parse_issue(SourceText(text, "utf-8")).articles
    assert article.headline == "人勤春早备耕忙"
    assert article.captions == ("培育秧苗", "选购农机", "整理大棚")
    assert article.paragraphs == (TEXT,)
