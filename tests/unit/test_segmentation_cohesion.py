"""A text that goes on with the story above is told from another story by rare words, topics and how it opens."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.parsing.segmentation.cohesion import SHORTEST, cohesion, measures, opening, pair_codes, read_cohesion, write

if TYPE_CHECKING:
    from pathlib import Path

BRIDGE = "松溪县城的老桥昨日起封闭维修,工期三个月。施工期间过往车辆须绕行青石镇的新桥,县交通局在两头设了指示牌。"
BRIDGE_ON = "据介绍,老桥的桥墩去年汛期被冲刷,维修时将加固桥墩,桥面也要加宽两米,县交通局请市民配合绕行。"
FAIR = "白沙镇的茶叶交易会近日开幕,三百多名茶农带来了今年的春茶,外地客商签下的订单比去年多了一成。"
FAIR_ON = "茶农柳禾青说,今年春茶的价格比去年高,交易会头一天就卖出了两百斤。"
COURT = "一名男子因盗窃电动车被区法院判处有期徒刑八个月,并处罚金两千元。"


@pytest.mark.parametrize(("above", "below"), [(BRIDGE, BRIDGE_ON), (FAIR, FAIR_ON)])
def test_a_story_goes_on(above: str, below: str) -> None:
    assert cohesion().of(above, below) > 1


@pytest.mark.parametrize(
    ("above", "below"),
    [(BRIDGE, COURT), (BRIDGE_ON, FAIR), (FAIR_ON, COURT), (COURT, BRIDGE), (BRIDGE + FAIR, COURT)],
)
def test_another_story(above: str, below: str) -> None:
    assert cohesion().of(above, below) < -1


def test_of_short_texts_nothing_is_known() -> None:
    assert cohesion().of(BRIDGE, BRIDGE_ON[: SHORTEST - 1]) == 0
    assert cohesion().of("老桥修好了。", BRIDGE_ON) == 0


def test_only_the_text_near_the_place_counts() -> None:
    assert cohesion().of(FAIR * 40 + BRIDGE * 30, BRIDGE_ON) == cohesion().of(BRIDGE * 30, BRIDGE_ON)


def test_pairs_are_of_chinese_characters_alone_and_what_no_text_has_is_rare() -> None:
    codes = pair_codes("老桥2号,桥a面")
    assert [(chr(code >> 16), chr(code & 0xFFFF)) for code in codes.tolist()] == [("老", "桥")]
    common, unknown = cohesion().lexicon.of(pair_codes("我们镡罅"))[[0, 2]]
    assert common < unknown


def test_an_opening_is_the_same_whatever_its_figures() -> None:
    assert list(opening("3月5日,县里开会")) == list(opening("12月28日,县里开会"))
    assert list(opening("他说,县里开会")) != list(opening("昨日,县里开会"))


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    write(cohesion(), tmp_path / "learnt.npz")
    with (tmp_path / "learnt.npz").open("rb") as file:
        again = read_cohesion(file)
    assert again.version == cohesion().version
    assert again.of(BRIDGE, BRIDGE_ON) == pytest.approx(cohesion().of(BRIDGE, BRIDGE_ON), abs=0.01)


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_two_texts_have_measures(above: str, below: str) -> None:
    assert math.isfinite(cohesion().of(above, below))
    assert np.isfinite(measures(above + "一", below + "一", cohesion().lexicon)).all()
