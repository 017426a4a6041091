"""A picture with its credit below a report that names nothing of it is an item; one that shows it is its part."""

from __future__ import annotations

import pytest

from worker.parsing.assembly.drafts import Draft, Paragraph
from worker.parsing.assembly.pictures.below import with_pictures_of_their_own
from worker.parsing.layout.lines import visible_lines

REPORT = (
    "乡村夜校开课三个月\n"
    "本报讯 白沙镇的乡村夜校开课三个月,报名的村民从三十人增加到两百多人,课程从记账到直播都有。\n"
    "镇文化站站长说,下一期准备开设木工班和书法班,老师都是本地能人。\n"
)
FOREIGN = "5月6日,工人在松溪县一家竹编厂内赶制出口订单。"
OWN = "夜校的村民在书法班里练字,镇文化站的老师在一旁指点。"


def drafts_of(caption: str, credit: str = "", *, report: str = REPORT) -> list[Draft]:
    lines = visible_lines(f"{report}{caption}\n{credit}")
    last = 1 + report.count("\n") - 1
    draft = Draft(
        head=[0],
        paragraphs=[*(Paragraph([index]) for index in range(1, last)), Paragraph([last], caption=True)],
        credits=[last + 1] if credit else [],
    )
    return with_pictures_of_their_own([draft], lines)


@pytest.mark.parametrize(
    ("caption", "credit"), [(FOREIGN, "葛青山 摄"), (f"{FOREIGN} 葛青山 摄", ""), (f"{FOREIGN}(记者 葛青山 摄)", "")]
)
def test_a_picture_of_something_else(caption: str, credit: str) -> None:
    report, picture = drafts_of(caption, credit)
    assert not any(paragraph.caption for paragraph in report.paragraphs)
    assert picture.paragraphs[0].caption
    assert (report.credits, picture.credits) == ([], [4] if credit else [])


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        (OWN, "葛青山 摄"),  # shows what the report tells
        (FOREIGN, ""),  # without a credit it may be a line of the report
        ("赶订单", "葛青山 摄"),  # too short to tell
        (FOREIGN, "葛青山摄(附图片)"),  # the archive's word for a report with a picture
    ],
)
def test_a_picture_of_the_report(caption: str, credit: str) -> None:
    assert len(drafts_of(caption, credit)) == 1


def test_below_a_list_of_words_no_picture_stands_alone() -> None:
    assert len(drafts_of(FOREIGN, "葛青山 摄", report="本期目录\n白沙镇的夜校\n北岭乡的无人机\n")) == 1


def test_two_pictures_have_each_their_credit() -> None:
    lines = visible_lines(f"{REPORT}{FOREIGN}\n葛青山 摄\n近日,青石小学的学生在农场里收获萝卜。\n杜小渡 摄")
    paragraphs = [Paragraph([1]), Paragraph([2]), Paragraph([3], caption=True), Paragraph([5], caption=True)]
    found = with_pictures_of_their_own([Draft(head=[0], paragraphs=paragraphs, credits=[4, 6])], lines)
    assert [draft.indices() for draft in found] == [[0, 1, 2], [3, 4], [5, 6]]


@pytest.mark.parametrize(
    "above",
    [
        "近日,青石小学的学生在农场里收获萝卜,家长在一旁装筐。",  # a page of photos: it names nothing of the text either
        "",
    ],
)
def test_the_photos_of_a_page_of_photos_stay_with_its_text(above: str) -> None:
    title, *text = REPORT.splitlines()
    lines = visible_lines("\n".join([title, *([above] if above else []), *text, f"{FOREIGN} 葛青山 摄"]))
    photos = [Paragraph([1], caption=True)] if above else []
    told = [Paragraph([index]) for index in range(1 + len(photos), len(lines) - 1)]
    draft = Draft(head=[0], paragraphs=[*photos, *told, Paragraph([len(lines) - 1], caption=True)])
    assert len(with_pictures_of_their_own([draft], lines)) == (1 if above else 2)


def test_what_is_counted_on_from_the_text_stays_with_it() -> None:
    report = f"{REPORT}①.白沙镇的村民在剥玉米。\n②.青石镇的村民在翻晒辣椒。\n"
    assert len(drafts_of("③.北岭乡的农民驾驶农机在收割晚稻。", "葛青山 摄", report=report)) == 1
    assert len(drafts_of("北岭乡的农民驾驶农机在收割晚稻。", "葛青山 摄", report=report)) == 2
