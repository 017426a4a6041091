"""How sure the bounds of an article are: what is known of it and its page, learnt and set against what was right."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING

import pytest

from training.confidence import Row, fitted, learnt, rows_of, unseen
from worker.document.source import SourceText
from worker.parsing import parse_issue
from worker.parsing.segmentation.judge import Evidence, Judge, bounded_log_odds, read_judge
from worker.parsing.segmentation.model import model

if TYPE_CHECKING:
    from pathlib import Path

STORY = "昨日,老桥重新通车,两岸街坊清早就来排队,桥头的面摊一上午卖出了三百碗面。"
TRUSTED = Evidence(9.0, 9.0, 0.0, 5.5, sourced=True, headed=True, items=0.0, headless=0.0)
DOUBTED = Evidence(0.2, -0.5, 1.2, 8.0, sourced=False, headed=False, items=0.0, headless=1.6)


class Recorder:
    """Takes down the evidence of a page."""

    def __init__(self) -> None:
        self.seen: list[Evidence] = []

    def of(self, evidence: Evidence) -> float:
        self.seen.append(evidence)
        return 0.5


def evidence(text: str) -> list[Evidence]:
    recorder = Recorder()
    issue = parse_issue(SourceText(text, "utf-8"), weights=dataclasses.replace(model(), judge=recorder))
    assert [article.confidence for article in issue.articles] == [0.5] * len(recorder.seen)
    return recorder.seen


def test_what_is_known_of_two_reports_with_sources() -> None:
    first, second = evidence(
        f"老桥换新颜\n本报讯(记者 柳禾青){STORY}\n{STORY}\n早市搬新家\n本报讯(记者 杜小渡){STORY}\n{STORY}\n"
    )
    assert all((first.sourced, first.headed, second.sourced, second.headed))
    assert first.next_begins == second.begins
    assert second.next_begins > 8  # nothing follows
    assert (first.unsure, first.size, first.items, first.headless) == second[2:4] + second[6:]


def test_texts_without_headlines_are_counted() -> None:
    found = evidence(f"本报讯(记者 柳禾青){STORY}\n\n新华社松溪3月1日电 {STORY}\n")
    assert len(found) == 2
    assert not any(one.headed for one in found)
    assert found[0].headless == pytest.approx(1.0986, abs=1e-3)  # log(1 + 2)


def test_the_judge_trusts_what_every_sign_speaks_for() -> None:
    judge = model().judge
    assert judge is not None
    assert judge.of(TRUSTED) >= 0.9
    assert judge.of(DOUBTED) <= 0.5


def test_a_file_learnt_from_other_evidence_is_refused() -> None:
    stored = {"version": "1", "weights": {"begins": 1}, "bias": 0, "stated": [0, 1], "right": [0, 1]}
    with pytest.raises(KeyError, match="next_begins"):
        read_judge(json.dumps(stored).encode())


def test_log_odds_are_bounded() -> None:
    assert bounded_log_odds(0.5) == 0
    assert bounded_log_odds(0.0) == -6
    assert bounded_log_odds(1.0) == 9


def rows(*, weight: float = 1.0) -> list[Row]:
    """Return articles of forty sites, right where every sign speaks for them, three of four wrong elsewhere."""
    return [
        Row(TRUSTED if number % 2 else DOUBTED, number % 2 == 1 or number % 8 == 0, f"site{number % 40}", weight)
        for number in range(400)
    ]


def test_what_is_learnt_tells_right_from_wrong() -> None:
    weights, bias = fitted(rows())
    judge = Judge("", weights, bias, (), ())
    assert judge.log_odds(TRUSTED) > 1 > -0.5 > judge.log_odds(DOUBTED)
    sure, cautious = learnt(rows(), 0), learnt(rows(), 2)
    assert sure.of(TRUSTED) > cautious.of(TRUSTED) > 0.9
    assert cautious.of(DOUBTED) < sure.of(DOUBTED) < 0.4


def test_pages_that_weigh_little_say_nothing_of_what_is_right_on_others() -> None:
    assert len(unseen(rows())) == 400
    assert len(unseen([*rows(), *rows(weight=0.2)])) == 400


def test_articles_of_annotated_pages_are_read(tmp_path: Path) -> None:
    text = f"老桥换新颜\n本报讯(记者 柳禾青){STORY}\n{STORY}\n"
    (tmp_path / "site.page.txt").write_text(text, encoding="utf-8")
    gold = {"articles": [{"headline": "老桥换新颜", "paragraphs": [STORY, STORY]}]}
    (tmp_path / "site.page.gold.json").write_text(json.dumps(gold), encoding="utf-8")
    (row,) = rows_of(tmp_path, 0.5)
    assert (row.right, row.site, row.weight) == (True, "site", 0.5)
