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


def test_nothing_continues_an_empty_file() -> None:
    assert not continues("", REST, pause=1.0, opens=False)
