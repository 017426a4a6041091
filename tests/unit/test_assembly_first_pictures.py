"""The caption that a page opens with is of the report below it, where no text of the page names a source."""

from __future__ import annotations

import pytest

from worker.parsing.assembly.drafts import Draft, Paragraph
from worker.parsing.assembly.pictures.first import with_first_picture
from worker.parsing.layout.lines import visible_lines
from worker.parsing.segmentation.observations import Boxes, observe

CAPTION = "师傅们在给老桥的栏杆刷漆。"
TEXT = "老桥的栏杆有一百二十根,每一根都要先打磨,再上两遍漆,天晴的时候一天只能刷完七根。" * 5


def page(*lines: str, head: tuple[int, ...] = (), caption: bool = True, headed: bool = True) -> list[Draft]:
    """Return what becomes of a first draft of a caption and a second one of the last line, the line above its head."""
    view = observe(visible_lines("\n".join(lines)), Boxes((), ()))
    assert len(view.pieces) == len(lines)
    last = len(lines) - 1
    first = last - 2 if headed else last - 1
    drafts = [
        Draft(head=head, paragraphs=(Paragraph((first,), caption=caption),)),
        Draft(head=(last - 1,) if headed else (), paragraphs=(Paragraph((last,)),)),
    ]
    return with_first_picture(drafts, view)


def test_a_caption_above_the_headline() -> None:
    (article,) = page(CAPTION, "老桥换新颜", TEXT)
    assert article.head == (1,)
    assert [(part.lines, part.caption) for part in article.paragraphs] == [((0,), True), ((2,), False)]


def test_a_caption_between_the_headline_and_a_subhead() -> None:
    (article,) = page("老桥换新颜", CAPTION, "一天七根栏杆", TEXT, head=(0,))
    assert article.head == (0,)
    assert [(part.lines, part.caption, part.subhead) for part in article.paragraphs] == [
        ((1,), True, False),
        ((2,), False, True),
        ((3,), False, False),
    ]


@pytest.mark.parametrize(
    ("lines", "caption", "headed"),
    [
        ((CAPTION, "老桥换新颜", f"本报讯(记者 柳禾青){TEXT}"), True, True),  # a page whose texts have sources
        ((f"■{CAPTION}", "老桥换新颜", TEXT), True, True),  # an item of a row
        ((CAPTION, "老桥换新颜", TEXT[:60]), True, True),  # as short as a caption
        ((CAPTION, "老桥换新颜", TEXT), False, True),  # no caption
        ((CAPTION, TEXT), True, False),  # a text without a headline may be another picture
    ],
)
def test_a_picture_of_its_own(lines: tuple[str, ...], *, caption: bool, headed: bool) -> None:
    assert len(page(*lines, caption=caption, headed=headed)) == 2


def test_one_text_alone_stays() -> None:
    view = observe(visible_lines(CAPTION), Boxes((), ()))
    drafts = [Draft(paragraphs=(Paragraph((0,), caption=True),))]
    assert with_first_picture(drafts, view) == drafts


def test_a_page_whose_other_texts_are_signed() -> None:
    view = observe(visible_lines(f"{CAPTION}\n老桥换新颜\n{TEXT}\n早市搬新家\n{TEXT}\n柳禾青"), Boxes((), ()))
    drafts = [
        Draft(paragraphs=(Paragraph((0,), caption=True),)),
        Draft(head=(1,), paragraphs=(Paragraph((2,)),)),
        Draft(head=(3,), paragraphs=(Paragraph((4,)),)),
    ]
    assert len(with_first_picture(drafts, view)) == 2
    drafts[1] = drafts[1].having(paragraphs=(Paragraph((2,)),))
    drafts[2] = drafts[2].having(tails=(5,))
    assert len(with_first_picture(drafts, view)) == 3
