"""Credits that say where a picture comes from: sites, agencies, senders, in the forms of the mainland and abroad."""

from __future__ import annotations

import pytest

from worker.folding import fold
from worker.parsing.recognizers.contributors.credits import end_credit, own_line_credit

SHOWN = "松溪老桥边的早市十分热闹。"

ANYWHERE = [
    "(記者柳禾青翻攝自臉書)",
    "(圖／記者柳禾青攝，2024.05.03)",
    "（相片：柳禾青）",
    "(照片提供：柳禾青)",
    "照片提供／松溪局",
    "圖片提供：松溪局",
    "图｜柳禾青",
    "图丨受访者提供",
    "摄影｜柳禾青",
    "柳禾青 航拍",
    "松溪社发(柳禾青 摄)",
    "(柳禾青特約攝影)",
    "柳禾青 2019年摄",
    "fb松溪突發事故群組圖片",
    "FB 松溪老橋 Old Bridge影片截圖",
    "(fb:松溪街坊)",
    "(IG@oldbridge)",
    "(柳小渡上傳至松溪之友)",
    "(網友柳禾青上載)",
    "/圖松溪鎮公所提供",
    "(AP Photo)",
    "(AP Photo/Liu Heqing)",
    "Photo: AP / LIU HEQING",
    "中新社资料图",
    "新华社发(美联社照片)",
    "新华社/法新",
    "(新华/法新)",
    "央视截图",
    "（松溪電視畫面）",
    "（擷取自YouTube）",
    "（示意圖／取自Pixabay）",
    "(来源:视觉中国)",
    "漫画/柳禾青",
    "製圖：柳禾青",
    "©松溪報",
    "松溪社檔案照片",
    "圖／松溪報系資料照(1963/10/25 柳禾青攝影)",
    "圖／松溪局提供（記者柳禾青翻攝）",
]
BEHIND_ALONE = ["fb:松溪突發群組", "fb:松溪街坊(群組)", "(柳禾青／松溪報)", "(柳禾青/大公報)"]


@pytest.mark.parametrize("credit", ANYWHERE)
def test_a_credit_on_its_own_line_and_behind_a_caption(credit: str) -> None:
    assert own_line_credit(fold(credit), credit) is not None
    for text in (SHOWN + credit, f"{SHOWN} {credit}"):
        found = end_credit(fold(text), text)
        assert found is not None
        assert text[: found.start].strip() == SHOWN


@pytest.mark.parametrize("credit", BEHIND_ALONE)
def test_what_is_a_credit_only_behind_a_caption(credit: str) -> None:
    text = SHOWN + credit
    found = end_credit(fold(text), text)
    assert found is not None
    assert found.start == len(SHOWN)


@pytest.mark.parametrize(
    "credit", ["圖／記者柳禾青攝", "图/柳禾青摄", "/圖松溪鎮公所提供", "(柳禾青/松溪报)", "1954.04.11/松溪報系資料照片"]
)
def test_a_credit_behind_words_that_end_no_sentence(credit: str) -> None:
    text = f"老桥早市{credit}"
    found = end_credit(fold(text), text)
    assert found is not None
    assert found.start == len("老桥早市") + (11 if credit[0].isdigit() else 0)


@pytest.mark.parametrize(
    "text",
    [
        "镇里在微博发了图片",
        "facebook:松溪報",
        "微博:@松溪报",
        "老桥昨日重开。(柳禾青/综合报道)",
        "老桥昨日重开。(柳禾青/台北)",
        "老桥昨日重开。(柳禾青/杜小渡)",
        "老桥昨日重开。(来源:松溪发布)",
        "老桥昨日重开。(转自松溪报)",
        "老桥昨日重开。详情见微博图片",
        "有市民在小红书分享照片",
        "松溪旅游地图/柳禾青",
        "微博照片见证街坊的变化",
        "街坊走过老桥。(示意图见第3版)",
        "老桥昨日重开。（图文/柳禾青）",
        "文丨柳禾青",
        "相片:街坊走过老桥",
    ],
)
def test_what_credits_no_picture(text: str) -> None:
    assert own_line_credit(fold(text), text) is None
    assert end_credit(fold(text), text) is None
