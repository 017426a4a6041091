"""The headline weighed against the other lines above a text: what is known of each, and what takes its place."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING

import pytest

from training.heads import Row, counted, fitted
from worker.document.source import SourceText
from worker.parsing import parse_issue
from worker.parsing.assembly.drafts import Draft, Paragraph, collect
from worker.parsing.assembly.headlines.weighed import better, with_weighed_heads
from worker.parsing.layout.lines import visible_lines
from worker.parsing.segmentation.heads import NO_HEADLINE, Candidate, Evidence, Head, HeadLook, read_head_look
from worker.parsing.segmentation.labelling import Labelled
from worker.parsing.segmentation.model import model
from worker.parsing.segmentation.viewing import prepare, views_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.segmentation.observations import PageView

FERRY = "石湾渡口的木船停了三天,船工老胡把缆绳换成新的,昨天清早又载着菜农过了河。"
LINE = Evidence(*([0.0] * len(Evidence._fields)))


class Takes:
    """Holds one candidate for the headline, and keeps what it was asked."""

    def __init__(self, at: int, share: float = 0.9) -> None:
        self.at, self.share = at, share
        self.asked: list[Head] = []

    def probabilities(self, head: Head) -> Sequence[float]:
        """Return the share for the one, and what is left for the others alike."""
        self.asked.append(head)
        rest = (1 - self.share) / len(head.candidates)
        return [self.share if at == self.at else rest for at in range(len(head.evidence))]


def read(
    text: str, names: list[str], headed: list[float], look: Takes | None
) -> tuple[list[Draft], list[int], PageView]:
    """Return the drafts and the furniture of a page with such labels, its headlines weighed."""
    (view,) = views_of(prepare(visible_lines(text)))
    assert len(view.pieces) == len(names)
    drafts, furniture = collect(names)
    found = Labelled(names, headed, headed, headed)
    return (*with_weighed_heads(drafts, furniture, found, view, look), view)


def known(text: str, names: list[str], headed: list[float]) -> list[Evidence]:
    """Return what is known of the lines above the only text of a page."""
    look = Takes(0, 0.0)
    read(text, names, headed, look)
    (head,) = look.asked
    return [*head.evidence]


def test_a_line_that_the_text_says_again_is_told_from_one_that_it_does_not() -> None:
    title, label, none = known(f"木船停了三天\n街坊茶座\n{FERRY}\n", ["F", "H*", "P"], [0.1, 0.8, 0.0])
    assert title.says == 1
    assert not title.foreign
    assert title.above_head
    assert label.foreign
    assert label.head
    assert label.right_above
    assert not none.head
    assert none.none
    assert none.none_head


def test_what_the_text_above_says_is_no_sign_of_a_headline() -> None:
    other = "北山苗圃的银杏黄了,看树的人一早就把小路堵住。"
    look = Takes(0, 0.0)
    read(
        f"苗圃银杏黄了\n{other}\n银杏黄了\n木船停了\n{FERRY}\n",
        ["H*", "P", "F", "H*", "P"],
        [0.999, 0.0, 0.1, 0.8, 0.0],
        look,
    )
    (head,) = look.asked
    assert [each.says for each in head.evidence] == [-1, 1, 0]
    assert head.first == 2


def test_a_title_within_a_breadcrumb_and_a_sites_end_are_seen() -> None:
    path, again, title, _ = known(
        f"首页>石湾>木船停了三天\n木船停了三天_石湾晚报\n木船停了三天\n{FERRY}\n",
        ["F", "H*", "F", "P"],
        [0.0, 0.6, 0.3, 0.0],
    )
    assert path.bars
    assert path.frame == 1
    assert not path.within
    assert again.site_end
    assert title.within
    assert not title.site_end


def test_a_clearly_more_probable_line_is_the_headline() -> None:
    text = f"木船停了三天\n街坊茶座\n{FERRY}\n"
    drafts, furniture, _ = read(text, ["F", "H*", "P"], [0.1, 0.8, 0.0], Takes(0))
    assert drafts == [Draft(head=(0,), paragraphs=(Paragraph((2,)),))]
    assert furniture == [1]


def test_what_was_read_stays_beside_one_that_is_hardly_more_probable() -> None:
    text = f"木船停了三天\n街坊茶座\n{FERRY}\n"
    drafts, furniture, _ = read(text, ["F", "H*", "P"], [0.1, 0.8, 0.0], Takes(0, 0.4))
    assert drafts[0].head == (1,)
    assert furniture == [0]


def test_a_headline_that_the_model_is_sure_of_is_not_asked() -> None:
    look = Takes(0)
    drafts, _, _ = read(f"木船停了三天\n街坊茶座\n{FERRY}\n", ["F", "H*", "P"], [0.1, 0.9999, 0.0], look)
    assert not look.asked
    assert drafts[0].head == (1,)


def test_an_article_with_no_other_line_is_not_asked() -> None:
    look = Takes(0)
    read(f"木船停了三天\n{FERRY}\n", ["H*", "P"], [0.6, 0.0], look)
    assert not look.asked


def test_a_subtitle_takes_the_place_of_a_headline_that_is_in_doubt_only() -> None:
    """What was the headline and might as well be stays in the stack, as the kicker above."""
    text = f"换上新缆绳\n木船停了三天\n{FERRY}\n"
    names = ["H*", "S", "P"]
    drafts, _, _ = read(text, names, [0.7, 0.2, 0.0], Takes(1, 0.6))
    assert (drafts[0].kicker, drafts[0].head, drafts[0].subtitle) == ((0,), (1,), ())
    drafts, _, _ = read(text, names, [0.99, 0.01, 0.0], Takes(1, 0.6))
    assert (drafts[0].head, drafts[0].subtitle) == ((0,), (1,))


def test_an_author_in_the_headlines_place_signs_the_article() -> None:
    text = f"木船停了三天\n本报记者 胡远帆\n{FERRY}\n"
    drafts, furniture, _ = read(text, ["F", "H*", "P"], [0.2, 0.5, 0.0], Takes(0))
    assert drafts[0].head == (0,)
    assert drafts[0].bylines == (1,)
    assert not furniture


def test_a_caption_can_be_the_headline_of_the_text_below() -> None:
    text = f"木船停了三天\n{FERRY}\n"
    drafts, _, _ = read(text, ["C*", "P"], [0.3, 0.0], Takes(0))
    assert drafts[0].head == (0,)
    assert [part.lines for part in drafts[0].paragraphs] == [(1,)]


def test_two_printings_of_a_title_count_together() -> None:
    """What was read as the headline is not exchanged for another printing of it."""
    lines = [Candidate((0,), "F", "木船停了"), Candidate((1,), "H", "街坊茶座"), Candidate((2,), "F", "木船停了")]
    head = Head(lines, [LINE] * 3 + [NO_HEADLINE], 0, 3)
    assert better(head, [0.3, 0.35, 0.31, 0.04]) == 2
    read = head._replace(candidates=[*lines[:2], lines[2]._replace(role="H")])
    assert better(read, [0.6, 0.1, 0.3, 0.0]) is None
    assert better(head, [0.2, 0.35, 0.2, 0.25]) is None
    assert better(head, ()) is None


def test_where_no_headline_is_likeliest_none_is_given() -> None:
    head = Head([Candidate((0,), "F", "街坊茶座")], [LINE, NO_HEADLINE], 0, 1)
    assert better(head, [0.4, 0.6]) is None
    assert better(head, [0.6, 0.4]) == 0


def test_a_file_of_other_evidence_is_refused() -> None:
    with pytest.raises(KeyError):
        read_head_look(json.dumps({"version": "1", "weights": {"model": 1.0}}).encode())


def test_probabilities_are_those_of_a_conditional_logit() -> None:
    weights = [0.0] * len(Evidence._fields)
    weights[Evidence._fields.index("says")] = 2.0
    head = Head([Candidate((0,), "H", "甲")], [LINE._replace(says=0.5), NO_HEADLINE], 0, 1)
    assert HeadLook("1", weights).probabilities(head) == pytest.approx([0.7311, 0.2689], abs=1e-4)  # e : 1


def test_the_fit_learns_which_line_is_the_headline() -> None:
    def row(fold: int, first: float) -> Row:
        lines = [Candidate((0,), "H", "甲甲甲甲"), Candidate((1,), "F", "乙乙乙乙")]
        evidence = [LINE._replace(head=1.0, says=first), LINE._replace(says=0.5), NO_HEADLINE]
        return Row(Head(lines, evidence, 0, 2), (first > 0.5, first <= 0.5, False), fold, 1.0)

    rows = [row(fold, first) for fold in range(3) for first in (0.0, 0.1, 0.9, 1.0) for _ in range(10)]
    look = fitted(rows)
    assert look.weights[Evidence._fields.index("says")] > 1
    assert counted(rows, None) == len(rows) / 2
    assert counted(rows, look) == len(rows)


def test_what_the_look_says_decides_how_a_page_is_read() -> None:
    text = (
        "石湾文娱\n\n江北日报 2021年11月9日 星期二\n\n木船又载人了\n\n《江北日报》(2021年11月9日 02版)\n\n"
        f"{FERRY}\n\n船工说,缆绳是菜农凑钱买的,木船还能再走十年。\n"
    )
    (found,) = parse_issue(SourceText(text, "utf-8")).articles
    assert found.headline == "木船又载人了"
    first = dataclasses.replace(model(), heads=Takes(0))
    (found,) = parse_issue(SourceText(text, "utf-8"), weights=first).articles
    assert found.headline == "石湾文娱"
