"""A second look at where articles begin: what is known of a line, and what it adds to what the model says."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING

import pytest

from training.beginnings import Row, fitted, unseen
from worker.document.source import SourceText
from worker.parsing import parse_issue
from worker.parsing.layout.lines import visible_lines
from worker.parsing.segmentation.beginnings import Evidence, SecondLook, read_second_look, wavering
from worker.parsing.segmentation.model import model
from worker.parsing.segmentation.viewing import prepare, views_of

if TYPE_CHECKING:
    from worker.parsing.segmentation.observations import PageView

BRIDGE = "柳溪上的石拱门修了三年,这周终于能走人,两岸的街坊清早就挑着担子过河赶集。"
PONDS = "养蟹户说今年水温高,蟹苗死得多,镇里请来技术员逐塘检查,还免费发放了增氧机。"
PLAIN = Evidence(0.0, 0.0, 0.0, 0.0, False, 0.0, False, False, 0.0, False, False, False, False, 0.0, False)


def view_of(text: str) -> PageView:
    (view,) = views_of(prepare(visible_lines(text)))
    return view


def known(text: str, names: list[str], begun: list[float]) -> dict[int, Evidence]:
    view = view_of(text)
    assert len(view.pieces) == len(names)
    return wavering(view, range(len(names)), names, begun)


def test_a_title_is_said_again_below_it() -> None:
    found = known(
        f"石拱门能走人\n{BRIDGE}\n蟹苗死得多\n{PONDS}\n", ["H*1", "P1", "H*1", "P1"], [0.999, 0.001, 0.6, 0.001]
    )
    assert list(found) == [2]
    assert found[2].says == 1
    assert found[2].tiny
    assert found[2].paragraphs == pytest.approx(0.693, abs=1e-3)  # log(1 + 1)


def test_a_subhead_that_the_text_above_said_is_not() -> None:
    found = known(
        f"石拱门能走人\n{BRIDGE}\n石拱门修了\n{PONDS}\n", ["H*1", "P1", "U6", "P6"], [0.999, 0.001, 0.4, 0.001]
    )
    assert found[2].says == -1


def test_nothing_is_asked_where_the_model_is_sure() -> None:
    names = ["H*1", "P1", "H*1", "P1"]
    text = f"石拱门能走人\n{BRIDGE}\n蟹苗死得多\n{PONDS}\n"
    assert not known(text, names, [0.5, 0.001, 0.9999, 0.001])  # nor of the first line


@pytest.mark.parametrize("every", [False, True])
def test_a_title_above_a_source_line_is_not_asked_but_to_learn(every: bool) -> None:
    """What stands above a text that begins an article anyway is that article's, whatever the texts tell."""
    text = f"石拱门能走人\n{BRIDGE}\n蟹苗死得多\n本报讯(记者 杜小渡){PONDS}\n"
    view, names = view_of(text), ["H*1", "P1", "H*1", "L1"]
    found = wavering(view, range(4), names, [0.999, 0.001, 0.9, 0.001], every=every)
    assert (2 in found) is every


@pytest.mark.parametrize("every", [False, True])
def test_the_first_text_below_a_title_is_not_asked_but_to_learn(every: bool) -> None:
    """There is nothing above it that it could be parted from; where the model lets an article begin, it is asked."""
    text = f"石拱门能走人\n{BRIDGE}\n蟹苗死得多\n{PONDS}\n"
    view, names = view_of(text), ["H*1", "P1", "H*1", "P1"]
    found = wavering(view, range(4), names, [0.999, 0.001, 0.9999, 0.03], every=every)
    assert (3 in found) is every
    assert 3 in wavering(view, range(4), names, [0.999, 0.001, 0.9999, 0.6])


def test_other_items_with_the_mark_speak_for_one() -> None:
    text = f"■石拱门能走人\n{BRIDGE}\n■蟹苗死得多\n{PONDS}\n"
    found = known(text, ["H*1", "P1", "U6", "P6"], [0.9, 0.001, 0.3, 0.001])
    assert found[2].item
    assert found[2].alike == pytest.approx(0.9)


def test_an_excerpt_above_is_broken_off() -> None:
    text = f"石拱门能走人\n{BRIDGE[:-1]}…\n蟹苗死得多\n{PONDS}\n"
    found = known(text, ["H*1", "P1", "H*1", "P1"], [0.999, 0.001, 0.6, 0.001])
    assert found[2].broken_off


def test_what_is_added_makes_of_the_models_log_odds_what_was_learnt() -> None:
    look = SecondLook("1", [0.5] + [0.0] * 14, 0.25)
    assert look.added({7: PLAIN._replace(model=2.0)}) == {7: pytest.approx(-0.75)}  # 1.25 in place of 2


def test_a_file_of_other_evidence_is_refused() -> None:
    with pytest.raises(KeyError):
        read_second_look(json.dumps({"version": "1", "weights": {"model": 1.0}, "bias": 0.0}).encode())


def test_what_is_added_decides_where_articles_begin() -> None:
    class Against:
        """Lets nothing begin at which the model wavers."""

        learns = False

        def added(self, places: dict[int, Evidence]) -> dict[int, float]:
            return dict.fromkeys(places, -50.0)

    text = f"石拱门能走人\n{BRIDGE}\n{BRIDGE}\n蟹苗死得多\n{PONDS}\n{PONDS}\n"
    alone = dataclasses.replace(model(), beginnings=None)
    parted = parse_issue(SourceText(text, "utf-8"), weights=alone)
    joined = parse_issue(SourceText(text, "utf-8"), weights=dataclasses.replace(alone, beginnings=Against()))
    assert len(parted.articles) >= len(joined.articles) == 1


def test_the_fit_learns_what_tells_places_apart() -> None:
    rows = [
        Row(PLAIN._replace(model=1.0, likely=1.0, says=value), value > 0, fold, 1.0)
        for fold in range(3)
        for value in (-1.0, -0.5, 0.5, 1.0)
        for _ in range(10)
    ]
    look = fitted(rows)
    assert look.weights[Evidence._fields.index("says")] > 1
    assert all(said == row.begins for row, said in unseen(rows))
    assert fitted(rows, more=0.5).bias == pytest.approx(look.bias + 0.5)
