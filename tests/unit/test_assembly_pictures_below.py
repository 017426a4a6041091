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
        head=(0,),
        paragraphs=(*(Paragraph((index,)) for index in range(1, last)), Paragraph((last,), caption=True)),
        credits=(last + 1,) if credit else (),
    )
    return with_pictures_of_their_own([draft], lines)


@pytest.mark.parametrize(
    ("caption", "credit"), [(FOREIGN, "葛青山 摄"), (f"{FOREIGN} 葛青山 摄", ""), (f"{FOREIGN}(记者 葛青山 摄)", "")]
)
def test_a_picture_of_something_else(caption: str, credit: str) -> None:
    report, picture = drafts_of(caption, credit)
    assert not any(paragraph.caption for paragraph in report.paragraphs)
    assert picture.paragraphs[0].caption
    assert (report.credits, picture.credits) == ((), (4,) if credit else ())


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
    paragraphs = (Paragraph((1,)), Paragraph((2,)), Paragraph((3,), caption=True), Paragraph((5,), caption=True))
    found = with_pictures_of_their_own([Draft(head=(0,), paragraphs=paragraphs, credits=(4, 6))], lines)
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
    photos = [Paragraph((1,), caption=True)] if above else []
    told = [Paragraph((index,)) for index in range(1 + len(photos), len(lines) - 1)]
    draft = Draft(head=(0,), paragraphs=(*photos, *told, Paragraph((len(lines) - 1,), caption=True)))
    assert len(with_pictures_of_their_own([draft], lines)) == (1 if above else 2)


def test_what_is_counted_on_from_the_text_stays_with_it() -> None:
    report = f"{REPORT}①.白沙镇的村民在剥玉米。\n②.青石镇的村民在翻晒辣椒。\n"
    assert len(drafts_of("③.北岭乡的农民驾驶农机在收割晚稻。", "葛青山 摄", report=report)) == 1
    assert len(drafts_of("北岭乡的农民驾驶农机在收割晚稻。", "葛青山 摄", report=report)) == 2


ROW = (
    "松溪镇的街坊在老桥边采收今年的第一批枇杷,果农把装好的竹筐搬上板车,准备运往县城的集市。柳禾青摄",
    "南湾的渔户修补渔网,等候开海的日子,码头上的冷库已经装好了新的机器,船也刷过了漆。杜小渡摄",
    "北山小学的孩子排练合唱,老师在一旁弹琴,礼堂的窗子前些天刚刚换过玻璃。何晚照摄",
)


def of_pictures(*page: str) -> list[list[int]]:
    lines = visible_lines("\n".join(page))
    shown = [at for at, row in enumerate(page) if row.endswith("摄")]
    draft = Draft(
        head=(0,) if page[0] == "春日" else (), paragraphs=tuple(Paragraph((at,), caption=True) for at in shown)
    )
    return [
        [index for each in part.paragraphs for index in each.lines]
        for part in with_pictures_of_their_own([draft], lines)
    ]


def test_pictures_without_a_headline_of_which_none_names_what_another_shows() -> None:
    assert of_pictures(*ROW) == [[0], [1], [2]]
    assert of_pictures("春日", *ROW) == [[1, 2, 3]]  # a gallery
    assert of_pictures(*ROW[:2], "松溪镇的街坊" + ROW[2]) == [[0, 1, 2]]  # of one place
    assert of_pictures("1、" + ROW[0], "2、" + ROW[1], "3、" + ROW[2]) == [[0, 1, 2]]


def test_a_label_of_the_page_between_pictures() -> None:
    assert of_pictures("春日", *ROW[:2], "第5版(摄影)", ROW[2]) == [[1, 2], [4]]
    assert of_pictures("春日", *ROW[:2], "老桥", ROW[2]) == [[1, 2, 4]]
