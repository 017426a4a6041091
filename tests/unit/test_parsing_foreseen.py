"""What the lines of a page hold is found out at once: a pattern is tried wherever it can match, foreseen or not."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from worker.folding import fold
from worker.lexicon.characters import BULLETS, CIRCLED
from worker.parsing.patterns import hints
from worker.parsing.patterns.papers import _LAST, PAPER_NAME
from worker.parsing.patterns.spacing import squeeze, squeeze_each
from worker.parsing.recognizers import annotate
from worker.parsing.recognizers.contributors import credits as picture_credits
from worker.parsing.recognizers.contributors import posted_pictures
from worker.parsing.recognizers.sites import notices
from worker.parsing.segmentation import pieces, words

if TYPE_CHECKING:
    import re

PATTERNS = (
    (notices._HINT, notices._HINTED),
    (annotate._WORDS, annotate._TOLD),
    (pieces._MARK, pieces._HAS_MARK),
    (pieces._NUMBER, pieces._HAS_NUMBER),
    (words._WEB, words._MAY_BE_WEB),
    (words._BYLINE, words._MAY_BE_BYLINE),
    (picture_credits._SHOT_BY, picture_credits._SHOWN_SO),
    (posted_pictures.MAY_BE_POSTED, posted_pictures.POSTED),
)
# What one of these patterns is about, each with what may stand around it.
PARTS = (
    *"讯电摄版按图*※◎★©。!?)”(/、 \u3000文编一十12",
    *(
        *BULLETS,
        "记者",
        "通讯员",
        "摄影:",
        "图源:",
        "图/",
        "图片来自",
        "photo by ",
        "fb:",
        "ig",
        "/ 图",
        "上传",
        "分享",
    ),
    *(
        "不承担任何",
        "大家都在",
        "版权",
        "本网",
        "www.",
        "http",
        "来源",
        "编辑:",
        "pdf",
        "文/",
        "文·图",
        "整理",
        "播报人",
    ),
    *("插画:", "相片提供|", "视觉中国", "getty images", "1、", "二、", "(3)", "4.", "柳禾青", "渡口", "老桥"),
)


@pytest.fixture(autouse=True)
def _forgotten() -> object:
    yield
    hints.forget()


def drawn(seed: int) -> list[str]:
    draw = random.Random(seed)
    return ["".join(draw.choices(PARTS, k=draw.randint(1, 6))) for _ in range(400)]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(("pattern", "hint"), PATTERNS)
def test_no_line_in_which_a_pattern_matches_is_passed_over(pattern: re.Pattern[str], hint: int, seed: int) -> None:
    lines = drawn(seed)
    hints.foresee(lines)
    matching = [line for line in lines if pattern.search(line)]
    assert matching
    assert [line for line in matching if not hints.may_hold(line, hint)] == []
    assert not all(hints.may_hold(line, hint) for line in lines)


def test_circled_numbers_are_foreseen_as_they_are_folded() -> None:
    lines = [f"老桥{sign}渡口" for sign in CIRCLED]
    hints.foresee([fold(line) for line in (*lines, "老桥渡口")])
    assert all(hints.may_hold(fold(line), pieces._HAS_CIRCLED) for line in lines)
    assert not hints.may_hold("老桥渡口", pieces._HAS_CIRCLED)


def test_what_was_not_foreseen_may_hold_anything() -> None:
    hints.foresee(["老桥渡口", "两行\n老桥"])
    assert not hints.may_hold("老桥渡口", notices._HINTED)
    assert hints.may_hold("别的", notices._HINTED)
    assert hints.may_hold("两行\n老桥", notices._HINTED)
    hints.foresee_more(["别的", "更多"])
    assert not hints.may_hold("别的", notices._HINTED)
    assert not hints.may_hold("老桥渡口", notices._HINTED)
    hints.foresee(["更多"])  # of another page
    assert hints.may_hold("老桥渡口", notices._HINTED)
    hints.forget()
    assert hints.may_hold("更多", annotate._TOLD)


def test_of_a_text_of_too_many_lines_the_first_are_foreseen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hints, "_MOST", 2)
    hints.foresee(["渡口", "老桥", "柳禾青"])
    hints.foresee_more(["小路"])
    may = [hints.may_hold(text, notices._HINTED) for text in ("渡口", "老桥", "柳禾青", "小路")]
    assert may == [False, False, True, True]


@pytest.mark.parametrize(
    "name",
    [
        "人民日报海外版",
        "青石周刊",
        "青石周末",
        "青石时讯",
        "松溪电讯",
        "青石导刊",
        "松溪经济报道",
        "参考消息",
        "人民铁道",
        "青石报",
    ],
)
def test_papers_end_in_few_letters(name: str) -> None:
    assert PAPER_NAME.fullmatch(name)
    assert name[-1] in _LAST


@pytest.mark.parametrize("seed", range(4))
def test_texts_are_squeezed_together_as_each_is(seed: int) -> None:
    draw = random.Random(seed)
    texts = ["".join(draw.choices("松溪镇a9_٣①é. 𠀀\ud840,。\u3000〇ⅷ½\n", k=draw.randint(0, 9))) for _ in range(300)]
    assert squeeze_each(texts) == [squeeze(text) for text in texts]
    assert squeeze_each([]) == []
