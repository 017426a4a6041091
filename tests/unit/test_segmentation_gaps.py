"""Between which texts articles begin: what is known of a gap, and what the look at it decides."""

from __future__ import annotations

import dataclasses
import json

import pytest

from training.gaps import Row, fitted, unseen
from worker.document.source import SourceText
from worker.parsing import parse_issue
from worker.parsing.layout.lines import visible_lines
from worker.parsing.segmentation.gaps import Evidence, Gap, GapLook, read_gap_look, wavering_gaps
from worker.parsing.segmentation.model import model
from worker.parsing.segmentation.viewing import prepare, views_of

BRIDGE = "柳溪上的石拱门修了三年,这周终于能走人,两岸的街坊清早就挑着担子过河赶集。"
BRIDGE_ON = "石拱门是清代留下的,桥面的石板换了四成,栏杆照旧样重凿,过河赶集的街坊说走着踏实。"
PONDS = "近日养蟹户说今年水温高,蟹苗死得多,镇里请来技术员逐塘检查,还免费发放了增氧机。"
SCHOOL = "据松溪小学介绍,新教学楼下月开工,操场要改成塑胶的,上课先搬到老礼堂,接送孩子的车停在东门外。"
PLAIN = Evidence(**dict.fromkeys(Evidence._fields, 0.0))  # type: ignore[arg-type]  # zero and False alike
WAVERS = 0.4


def gaps_of(text: str, names: list[str], begun: list[float], placed: list[float] | None = None) -> list[Gap]:
    (view,) = views_of(prepare(visible_lines(text)))
    assert len(view.pieces) == len(names)
    return wavering_gaps(view, range(len(names)), names, begun, placed or begun)


def test_a_gap_is_the_lines_from_one_text_to_the_next() -> None:
    (gap,) = gaps_of(
        f"石拱门能走人\n{BRIDGE}\n镇里消息\n蟹苗死得多\n{PONDS}\n",
        ["H*1", "P1", "U6", "U6", "P6"],
        [0.999, 0.001, 0.1, WAVERS, 0.001],
    )
    assert (gap.first, gap.last) == (2, 4)
    known = gap.evidence
    assert known.model == pytest.approx(gap.placed)
    assert known.says == 1  # of the likelier line, the text below says all
    assert known.paragraphs == pytest.approx(0.693, abs=1e-3)  # log(1 + 1)
    assert (known.news, known.page_news, known.gaps) == (True, 0.5, 0.0)


def test_texts_that_go_on_and_texts_that_do_not() -> None:
    def told(below: str) -> float:
        (gap,) = gaps_of(f"石拱门能走人\n{BRIDGE}\n{below}\n", ["H*1", "P1", "P1"], [0.999, 0.001, WAVERS])
        return gap.evidence.goes_on

    assert told(BRIDGE_ON) > 0 > told(PONDS)


def test_gaps_that_look_alike_tell_of_each_other() -> None:
    names, begun = ["H*1", "P1", "U1", "P1", "U1", "P1"], [0.999, 0.001, WAVERS, 0.001, WAVERS, 0.001]
    first, second = gaps_of(f"石拱门能走人\n{BRIDGE}\n修桥三年\n{BRIDGE_ON}\n走着踏实\n{BRIDGE}\n", names, begun)
    assert first.evidence.like_it_go_on == second.evidence.next
    assert second.evidence.like_it_go_on == first.evidence.next
    first, second = gaps_of(f"石拱门能走人\n{BRIDGE}\n修桥三年\n{BRIDGE_ON}\n走着踏实\n{PONDS}\n", names, begun)
    assert first.evidence.like_it_go_on == 0  # the text below the second opens as news do


def test_nothing_is_asked_where_the_model_is_sure() -> None:
    names = ["H*1", "P1", "H*1", "P1"]
    text = f"石拱门能走人\n{BRIDGE}\n蟹苗死得多\n{PONDS}\n"
    assert not gaps_of(text, names, [0.5, 0.001, 0.999, 0.001])
    assert not gaps_of(f"石拱门能走人\n{BRIDGE}\n", ["H*1", "P1"], [WAVERS, WAVERS])  # no second text
    assert len(gaps_of(text, names, [0.5, 0.001, 0.9, 0.001], [0.5, 0.001, 0.9999, 0.001])) == 1  # as the model has it


def test_its_word_is_averaged_with_what_is_said_of_the_lines() -> None:
    look = GapLook("1", [1.0] + [0.0] * 20, 0.5)
    gap = Gap(2, 3, -1.0, PLAIN._replace(model=2.0))
    assert look.alone(gap.evidence) == pytest.approx(2.5)
    assert look.log_odds(gap) == pytest.approx(0.6 * 2.5 - 0.4)


def test_a_file_of_other_evidence_is_refused() -> None:
    with pytest.raises(KeyError):
        read_gap_look(json.dumps({"version": "1", "weights": {"model": 1.0}, "bias": 0.0}).encode())


@dataclasses.dataclass
class Says:
    """Says one thing of all gaps."""

    nats: float
    asked: float = 9.0

    def log_odds(self, gap: Gap) -> float:
        return self.nats + 0 * gap.placed


def test_what_is_said_of_gaps_decides_where_articles_begin() -> None:
    text = f"石拱门能走人\n{BRIDGE}\n蟹苗死得多\n{PONDS}\n新教学楼下月开工\n{SCHOOL}\n"
    alone = dataclasses.replace(model(), beginnings=None, heads=None)

    def headlines(nats: float) -> list[str]:
        issue = parse_issue(SourceText(text, "utf-8"), weights=dataclasses.replace(alone, gaps=Says(nats)))
        return [article.headline for article in issue.articles]

    assert headlines(50.0) == ["石拱门能走人", "蟹苗死得多", "新教学楼下月开工"]
    assert headlines(-50.0) == ["石拱门能走人"]


def test_an_article_begins_once_in_a_gap() -> None:
    """Where the line above the title is likelier, the title itself gains nothing by what is said of the gap."""
    text = f"石拱门能走人\n{BRIDGE}\n水产\n蟹苗死得多\n{PONDS}\n"
    weights = dataclasses.replace(model(), gaps=Says(50.0))
    assert len(parse_issue(SourceText(text, "utf-8"), weights=weights).articles) == 2


def test_the_fit_learns_what_tells_gaps_apart() -> None:
    rows = [
        Row(Gap(0, 0, 1.0, PLAIN._replace(model=1.0, likely=1.0, goes_on=value)), value < 0, fold, 1.0)
        for fold in range(3)
        for value in (-3.0, -2.0, 2.0, 3.0)
        for _ in range(10)
    ]
    look = fitted(rows)
    assert look.weights[Evidence._fields.index("goes_on")] < -0.5
    assert all(said == row.begins for row, said in unseen(rows))
