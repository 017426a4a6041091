"""When a file goes on where the one before it ends, as a table."""

from __future__ import annotations

import pytest

from worker.ingestion.continuation import continues

FIRST = "江城大桥昨日正式通车,两岸群众奔走相告,首日过桥车辆一万二千辆。市民纷纷上桥留影"
REST = ",见证这一历史时刻。老街夜市昨晚开市,摊位全部满员,商户表示收入可观。"


@pytest.mark.parametrize(
    ("second", "pause", "opens", "expected"),
    [
        (REST, 1.2, False, True),  # two goes, a moment apart
        (REST, 9.9, False, True),  # or some seconds
        (REST, 11.0, False, False),  # long after: somebody dropped another file of that name
        (REST, -0.5, False, False),  # written before the first was taken: it came otherwise
        (REST, 1.2, True, False),  # it has a masthead of its own
        (FIRST + REST, 1.2, False, False),  # written anew from its beginning: a correction as it is
        (FIRST.replace("一万二千", "一万三千"), 1.2, False, False),  # likewise, corrected
    ],
)
def test_continues(second: str, pause: float, opens: bool, expected: bool) -> None:
    assert continues(FIRST, second, pause=pause, opens=opens) is expected


BRIDGE = "江城大桥昨日通车\n\n　　本报讯(记者 蒋文博)江城大桥昨日正式通车,两岸群众奔走相告。\n"
MARKET = "老街夜市开市\n\n　　本报讯(记者 何永年)老街夜市昨晚开市,摊位全部满员,商户表示收入可观。\n"
EDITORS = "责任编辑 张小川"


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        # two halves of a page, wherever the writer paused
        (BRIDGE, "\n" + MARKET, True),  # between two articles: the empty line comes with the second
        (BRIDGE + "\n", MARKET, True),  # or went with the first
        (BRIDGE + MARKET[:6], MARKET[6:], True),  # after a headline
        (BRIDGE + MARKET[:3], MARKET[3:], True),  # amid a headline
        (BRIDGE[:-1], "\n\n" + MARKET, True),  # before the end of a line
        (BRIDGE[:30], BRIDGE[30:] + MARKET, True),  # amid a sentence
        (BRIDGE, "　　市民纷纷上桥留影,见证这一历史时刻。\n", True),  # before another paragraph
        (BRIDGE, "市民纷纷上桥留影,见证这一历史时刻。\n", True),  # likewise, not indented
        ("江城大桥昨日通车\n", "记者 蒋文博\n江城大桥昨日正式通车。\n", True),  # before a byline
        ("江城大桥昨日正式通车,两岸群众奔走相告,首日过\n", "桥车辆一万二千辆\n", True),  # between lines set narrow
        # two pages
        (BRIDGE, MARKET, False),
        (BRIDGE[:-1], MARKET[:-1], False),  # without a line's end in the end
        (BRIDGE + "\n", MARKET + "\n", False),  # of a writer whose pages end with an empty line
        ("\n" + BRIDGE, "\n" + MARKET, False),  # or begin with one
        (BRIDGE + EDITORS, MARKET + EDITORS, False),  # the editors' line ends a page
        (BRIDGE + "记者 何永年 摄", MARKET, False),  # as a credit does
        (BRIDGE.partition("\n\n")[2].strip(), MARKET.partition("\n\n")[2].strip(), False),  # pages without a headline
    ],
)
def test_a_half_goes_on_where_the_first_stops_and_a_page_does_not(first: str, second: str, expected: bool) -> None:
    assert continues(first, second, pause=1.2, opens=False) is expected


NOTICE = "公告\n本人{}不慎遗失身份证,声明作废。{}派出所地址:解放路{}号,联系电话88001{}。请拾到者与本人联系,定当面谢。\n"


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ("\n" + NOTICE.format("何林", "城西", "77", "332"), True),  # the next notice, worded alike
        (NOTICE.format("周远航", "城东", "21", "119"), False),  # the same, corrected in its last figure
        ("公告\n" + NOTICE.format("周远航", "城东", "21", "118"), False),  # the same, with a line before it
        (
            "公告\n本人周遠航不慎遺失身份證,聲明作廢。城東派出所地址:解放路21號,聯繫電話88001118。請拾到者與本人聯繫,定當面謝。",
            False,
        ),
    ],
)
def test_formulas_are_no_repetition(second: str, expected: bool) -> None:
    first = NOTICE.format("周远航", "城东", "21", "118")
    assert continues(first, second, pause=1.0, opens=False) is expected


def test_nothing_continues_an_empty_file() -> None:
    assert not continues("", REST, pause=1.0, opens=False)
