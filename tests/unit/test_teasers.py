"""What is printed of a text above it is no article of its own; its headline is the text's where that has none."""

from __future__ import annotations

import pytest

from worker.parsing.assembly.drafts import Draft, Paragraph
from worker.parsing.assembly.surroundings.teasers import without_teasers
from worker.parsing.layout.lines import visible_lines
from worker.parsing.segmentation.observations import Boxes, PageView, observe

BEGINNING = "那年冬天,青石镇的渡船停了整整一个月。"
TEXT = f"{BEGINNING}对岸的孩子们每天要绕二十里路上学,鞋底磨穿了三双。"


def view_of(*lines: str) -> PageView:
    return observe(visible_lines("\n".join(lines)), Boxes((), ()))


def test_a_teaser_goes_and_the_text_keeps_its_headline() -> None:
    view = view_of("读者来信", BEGINNING, "渡船停了", TEXT)
    below = Draft(head=[2], paragraphs=[Paragraph([3])])
    kept, furniture = without_teasers([Draft(head=[0], paragraphs=[Paragraph([1])]), below], [], view)
    assert (kept, furniture, below.head) == ([below], [0, 1], [2])


def test_a_text_without_headline_takes_the_teasers() -> None:
    view = view_of("渡船停了", f"{BEGINNING[:-1]}……", TEXT)
    below = Draft(paragraphs=[Paragraph([2])])
    kept, furniture = without_teasers([Draft(head=[0], paragraphs=[Paragraph([1])]), below], [], view)
    assert (kept, furniture, below.head) == ([below], [1], [0])


@pytest.mark.parametrize(
    "first",
    [
        Draft(head=[0], paragraphs=[Paragraph([1])], bylines=[2]),
        Draft(head=[0], paragraphs=[Paragraph([1], caption=True)]),
        Draft(head=[0], paragraphs=[Paragraph([1]), Paragraph([2])]),
    ],
)
def test_what_says_more_than_the_beginning_is_an_article(first: Draft) -> None:
    view = view_of("渡船停了", BEGINNING, "柳禾青", TEXT)
    drafts = [first, Draft(paragraphs=[Paragraph([3])])]
    assert without_teasers(drafts, [], view) == (drafts, [])


def test_another_text_and_a_phrase_are_no_teasers() -> None:
    view = view_of("渡船停了", "那年冬天,青石镇的渡船又开了,人人都去坐。", "那年冬天", TEXT)
    drafts = [Draft(head=[0], paragraphs=[Paragraph([1])]), Draft(paragraphs=[Paragraph([3])])]
    assert without_teasers(drafts, [], view) == (drafts, [])
    phrase = [Draft(head=[0], paragraphs=[Paragraph([2])]), Draft(paragraphs=[Paragraph([3])])]
    assert without_teasers(phrase, [], view) == (phrase, [])
