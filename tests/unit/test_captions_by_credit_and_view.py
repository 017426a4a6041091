"""Captions told by a credit, by who stands where, or by the view they name; and what looks alike and is none."""

from __future__ import annotations

import pytest

from worker.document.source import SourceText
from worker.folding import fold
from worker.parsing import parse_issue
from worker.parsing.recognizers.contributors.credits import end_credit
from worker.parsing.recognizers.pictures.captions import points_at_picture, shows_scene

TITLE = "松溪老桥今起维修"
REPORT = (
    "本报讯(记者 柳禾青)松溪老桥今天起封闭维修,预计三个月后恢复通行,行人可以走上游的浮桥。\n"
    "桥墩的石缝由三位老石匠修补,所用的石料都从山口村旧采石场运来。"
)


@pytest.mark.parametrize(
    ("text", "start", "names"),
    [
        ("石匠在桥墩下量尺寸。摄影柳禾青", 10, ["柳禾青"]),
        ("石匠在桥墩下量尺寸。特约摄影 柳禾青", 10, ["柳禾青"]),
        ("石匠在桥墩下量尺寸。新华社记者柳文摄", 10, ["柳文"]),
        ("石匠在桥墩下量尺寸。J.Marlow 摄", 10, ["J.Marlow"]),
        ("石匠在桥墩下量尺寸。QTPHOTO/柳禾青 摄", 10, ["柳禾青"]),
        ("石匠在桥墩下量尺寸图源：松溪眼", 9, ["松溪眼"]),
        ("石匠在桥墩下量尺寸。（《松溪晚报》图）", 10, ["《松溪晚报》图"]),
        ("石匠在桥墩下量尺寸。(资料图片;柳禾青摄)", 10, ["柳禾青"]),
    ],
)
def test_who_took_it_stands_behind_a_caption(text: str, start: int, names: list[str]) -> None:
    credit = end_credit(fold(text), text)
    assert credit is not None
    assert (credit.start, [person.name for person in credit.people]) == (start, names)


@pytest.mark.parametrize(
    "text",
    [
        "他年轻时学过摄影。摄影教会他等待",  # a sentence about it
        "展览上摆着三本书。摄影入门",
        "河水漫过了石阶。这里是水源",
    ],
)
def test_a_sentence_about_pictures_is_no_credit(text: str) -> None:
    assert end_credit(fold(text), text) is None


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("通车现场。", True),
        ("石匠柳师傅示范凿石的情形。", True),
        ("2015年10月,山口村,三位石匠用旧凿子雕完桥名后合影。", True),
        ("本报记者在老桥桥头留影", True),
        ("记者赶到时,工人已经离开了现场。", False),
        ("直击!老桥通车现场", False),
        ("他还记得和父亲在桥上合影。那一年他七岁。", False),
    ],
)
def test_a_line_names_a_view(text: str, *, shown: bool) -> None:
    assert shows_scene(fold(text)) is shown


def test_a_year_behind_the_number_of_a_picture() -> None:
    assert points_at_picture("图二:2013年2月,石匠在山口村采石。")
    assert not points_at_picture("图二:3比1的比分写在墙上")


@pytest.mark.parametrize(
    ("line", "caption"),
    [
        ("石匠柳师傅(左)出示凿子的图样", "石匠柳师傅(左)出示凿子的图样"),
        ("桥墩下的旧石兽(松溪网记者 杜小渡 摄)", "桥墩下的旧石兽"),
        ("桥墩下的旧石兽\n(松溪网记者 杜小渡 摄)", "桥墩下的旧石兽"),
    ],
)
def test_a_line_between_title_and_text_shows_a_picture(line: str, caption: str) -> None:
    [article] = parse_issue(SourceText(f"{TITLE}\n{line}\n{REPORT}", "utf-8")).articles
    assert (article.headline, article.subtitle, article.captions) == (TITLE, "", (caption,))


def test_a_subtitle_stays_one() -> None:
    [article] = parse_issue(SourceText(f"{TITLE}\n——三位老石匠修补石缝\n{REPORT}", "utf-8")).articles
    assert article.captions == ()
    assert article.subtitle.endswith("三位老石匠修补石缝")


def test_a_caption_below_a_report_that_tells_what_it_tells_is_of_it() -> None:
    shown = "松溪老桥今天起封闭维修,三位老石匠修补桥墩的石缝。"
    [article] = parse_issue(SourceText(f"{TITLE}\n{REPORT}(编辑:杜小渡)\n{shown}(市民提供)", "utf-8")).articles
    assert article.captions == (shown,)
    own = "正月里,白鹭坪村的龙灯队挨家拜年,舞龙的都是二十岁上下的年轻人。"
    articles = parse_issue(SourceText(f"{TITLE}\n{REPORT}\n{own}杜小渡 摄", "utf-8")).articles
    assert [article.captions for article in articles] == [(), (own,)]
