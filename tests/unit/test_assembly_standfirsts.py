"""Headline, summary, byline, text: one article, though the byline has the form of a signature; items are not."""

from __future__ import annotations

import pytest

from worker.parsing.assembly.drafts import Draft, Paragraph
from worker.parsing.assembly.headlines.standfirsts import with_standfirsts
from worker.parsing.layout.lines import visible_lines
from worker.parsing.segmentation.observations import Boxes, observe

HEAD = "老桥下的渡口还在摆渡"
SUMMARY = "桥通车以后,渡口没有停。船工说,只要对岸还有人要过河,他就摆下去。"
FIRST = "清早五点,雾还没有散,柳老汉已经把船撑到了岸边,等第一班上学的孩子。"
SECOND = "他在这条河上摆了四十年渡,船换过三条,竹篙换过多少根,自己也记不清了。"
CAPTION = "柳老汉把船撑到岸边。"


def read(above: Draft, below: Draft, *texts: str) -> list[Draft]:
    """Return the drafts of a page that are left of two."""
    return with_standfirsts([above, below], observe(visible_lines("\n".join((HEAD, *texts))), Boxes((), ())))


def text(*indices: int) -> list[Paragraph]:
    return [Paragraph([index]) for index in indices]


@pytest.mark.parametrize("byline", ["记者 沈砚秋", "青石传媒记者 沈砚秋 发自松溪", "青石传媒编辑 沈砚秋"])
def test_a_byline_between_summary_and_text(byline: str) -> None:
    texts = (SUMMARY, byline, FIRST, SECOND)
    signed = read(Draft(head=[0], paragraphs=text(1), tails=[2]), Draft(paragraphs=text(3, 4)), *texts)
    headed = read(Draft(head=[0], paragraphs=text(1)), Draft(bylines=[2], paragraphs=text(3, 4)), *texts)
    for (found,) in (signed, headed):
        assert (found.head, found.bylines, found.tails) == ([0], [2], [])
        assert [note.lines for note in found.notes] == [[1]]
        assert [paragraph.lines for paragraph in found.paragraphs] == [[3], [4]]


def test_the_headline_printed_again_below_the_summary() -> None:
    texts = (SUMMARY, HEAD, FIRST, SECOND)
    (found,) = read(Draft(head=[0], paragraphs=text(1)), Draft(head=[2], paragraphs=text(3, 4)), *texts)
    assert found.head == [0]


def test_a_headline_with_nothing_but_a_pictures_credit() -> None:
    texts = ("(沈砚秋摄)", FIRST, SECOND)
    assert len(read(Draft(head=[0], credits=[1]), Draft(paragraphs=text(2, 3)), *texts)) == 1


@pytest.mark.parametrize(
    ("above", "below", "texts"),
    [
        # nobody is named between the two: two items, or a text without headline
        (Draft(head=[0], paragraphs=text(1)), Draft(paragraphs=text(2, 3)), (SUMMARY, FIRST, SECOND)),
        # the second opens with a source line
        (
            Draft(head=[0], paragraphs=text(1), tails=[2]),
            Draft(paragraphs=text(3, 4)),
            (SUMMARY, "记者 沈砚秋", f"本报讯 {FIRST}", SECOND),
        ),
        # it has a headline of its own
        (
            Draft(head=[0], paragraphs=text(1), tails=[2]),
            Draft(head=[3], paragraphs=text(4, 5)),
            (SUMMARY, "记者 沈砚秋", "早市搬进旧粮库", FIRST, SECOND),
        ),
        # one paragraph: an item as long as the one above it
        (
            Draft(head=[0], paragraphs=text(1), tails=[2]),
            Draft(paragraphs=text(3)),
            (SUMMARY, "记者 沈砚秋", FIRST),
        ),
        # the text above is no summary: it has two paragraphs
        (
            Draft(head=[0], paragraphs=text(1, 2), tails=[3]),
            Draft(paragraphs=text(4, 5)),
            (SUMMARY, FIRST, "记者 沈砚秋", FIRST, SECOND),
        ),
    ],
)
def test_what_stays_apart(above: Draft, below: Draft, texts: tuple[str, ...]) -> None:
    assert len(read(above, below, *texts)) == 2


def test_a_caption_printed_twice_is_no_headline() -> None:
    view = observe(visible_lines(f"{CAPTION}\n{CAPTION}\n{FIRST}"), Boxes((), ()))
    (found,) = with_standfirsts([Draft(head=[0], paragraphs=text(1, 2))], view)
    assert not found.head
    assert [paragraph.caption for paragraph in found.paragraphs] == [True, True, False]
