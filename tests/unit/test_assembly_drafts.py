"""Drafts as values: gathered from labels, taken apart and put together, and none changed by it."""

from __future__ import annotations

import pytest

from worker.parsing.assembly.drafts import Draft, Paragraph, collect, in_order, left_over

WHOLE = Draft(
    head=(0,),
    bylines=(1, 5),
    paragraphs=(Paragraph((2, 3)), Paragraph((4,), caption=True), Paragraph((6,), verse=True)),
    tails=(7,),
)


def test_labels_are_gathered_by_article_and_role() -> None:
    drafts, furniture = collect(["F", "K*", "H", "A", "P", "C", "p", "c", "U", "N", "n", "T", "P*", "V", "R"])
    assert drafts == [
        Draft(
            kicker=(1,),
            head=(2,),
            bylines=(3,),
            notes=(Paragraph((9, 10)),),
            paragraphs=(Paragraph((4, 6)), Paragraph((5, 7), caption=True), Paragraph((8,), subhead=True)),
            tails=(11,),
        ),
        Draft(paragraphs=(Paragraph((12,)), Paragraph((13,), verse=True)), credits=(14,)),
    ]
    assert furniture == [0]


def test_a_headline_alone_is_that_of_the_headless_text_below_or_none() -> None:
    assert collect(["H*", "P*"]) == ([Draft(head=(0,), paragraphs=(Paragraph((1,)),))], [])
    assert collect(["H*", "H*", "P"]) == ([Draft(head=(1,), paragraphs=(Paragraph((2,)),))], [0])
    assert collect(["H*"]) == ([Draft(head=(0,))], [])


def test_a_draft_parted_and_put_together_is_as_it_was() -> None:
    above, below = WHOLE.parted(1)
    assert (above.head, above.bylines, above.paragraphs, above.tails) == ((0,), (1,), WHOLE.paragraphs[:1], ())
    assert (below.head, below.bylines, below.paragraphs, below.tails) == ((), (5,), WHOLE.paragraphs[1:], (7,))
    assert above.followed_by(below) == WHOLE


def test_the_headline_of_what_follows_is_not_taken_over() -> None:
    whole = Draft(head=(0,)).followed_by(Draft(kicker=(1,), head=(2,), paragraphs=(Paragraph((3,)),)))
    assert (whole.stack, whole.paragraphs) == ((0,), (Paragraph((3,)),))


def test_other_lines_in_a_role_change_nothing_else() -> None:
    other = WHOLE.having(head=(), tails=(8,))
    assert (other.head, other.tails) == ((), (8,))
    assert other.having(head=(0,), tails=(7,)) == WHOLE


def test_no_draft_and_no_paragraph_can_be_changed() -> None:
    with pytest.raises(AttributeError):
        WHOLE.head = ()  # type: ignore[misc]
    with pytest.raises(AttributeError):
        WHOLE.paragraphs[0].caption = True  # type: ignore[misc]


def test_what_no_article_has_is_without_what_a_draft_gained_and_with_what_it_lost() -> None:
    before, after = Draft(kicker=(3,), head=(4,)), Draft(head=(1,), subtitle=(4,))
    assert left_over(frozenset({1, 2}), before, after) == {2, 3}
    assert left_over(frozenset({1, 2}), before, before) == {1, 2}


def test_paragraphs_stand_in_the_order_of_their_lines() -> None:
    assert in_order([Paragraph((4,)), Paragraph((1, 5))]) == (Paragraph((1, 5)), Paragraph((4,)))
