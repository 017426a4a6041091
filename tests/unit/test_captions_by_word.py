"""Captions that say by the word 图 what they are, alone, before a report on one line, or counted behind a text."""

from __future__ import annotations

from worker.document.source import SourceText
from worker.folding import fold
from worker.parsing import parse_issue
from worker.parsing.recognizers.pictures.captions import names_picture

REPORT = (
    "记者王禾青报道：镇里的老桥昨日重新通车，两岸居民不必再绕行三里路。镇里的负责人说，工程用了两年，明年再修两座。"
)
SHOWN = "图：镇长（左）与修桥工人在桥头合影，居民在两岸观看通车典礼。"
OTHER = "【青石晚报讯】县里昨日公布秋粮产量，比去年多收三成。县里的负责人说，早稻占了一半，晚稻还在收割。"


def _read(text: str) -> list[tuple[str, list[str], str]]:
    issue = parse_issue(SourceText(text, "utf-8"))
    return [(article.headline, [*article.captions], article.body) for article in issue.articles]


def test_a_caption_before_the_report_on_one_line_is_a_caption() -> None:
    found = _read(f"县里今年秋粮丰收\n\n{OTHER}\n\n青石镇老桥通车\n\n{SHOWN}  【青石晚报讯】{REPORT}\n")
    headline, captions, body = found[-1]
    assert headline == "青石镇老桥通车"
    assert captions == [SHOWN]
    assert "合影" not in body
    assert "三里路" in body


def test_an_item_of_one_sentence_behind_the_word_is_a_caption() -> None:
    found = _read(f"县里今年秋粮丰收\n\n{OTHER}\n\n青石镇老桥通车\n\n{SHOWN}\n")
    assert found[-1][1:] == ([SHOWN], "")


def test_a_sign_alone_is_not_the_word() -> None:
    assert names_picture(fold("图为老桥通车典礼。"))
    assert names_picture(fold("▲图①：老桥通车典礼。"))
    assert not names_picture(fold("△老桥昨日重新通车。"))
    assert not names_picture(fold("图书馆昨日重新开放。"))


def test_counted_pictures_behind_a_text_are_captions_each() -> None:
    text = (
        "秋收开始了，全镇农户连日来忙着收割。图①：王家村的农户在田里收割早稻。图②：镇小学的学生在晒谷场上帮忙。\n"
        "王禾青 李小渡 童凯摄\n"
    )
    ((_, captions, body),) = _read(text)
    assert captions == ["图①：王家村的农户在田里收割早稻。", "图②：镇小学的学生在晒谷场上帮忙。"]
    assert body == "秋收开始了，全镇农户连日来忙着收割。"
