"""What the layout of a page says of its lines, and what recognisers are sure of, no weights overrule."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from worker.document.geometry import Box
from worker.document.source import Hint
from worker.parsing.layout.lines import Line, Place, visible_lines
from worker.parsing.segmentation import labels
from worker.parsing.segmentation.decoding import best_path, marginals
from worker.parsing.segmentation.features import features
from worker.parsing.segmentation.labelling import best_labels, label_pieces
from worker.parsing.segmentation.model import Model, model
from worker.parsing.segmentation.observations import Boxes, PageView, observe

_BOX = Box(0, 0, 100, 10)


def placed(*lines: tuple[str, Hint | None, int]) -> PageView:
    """Return the view of one zone: text, hint and block of each line."""
    shown = visible_lines("\n".join(text for text, _, _ in lines))
    told = [
        line._replace(place=Place(0, _BOX, block, 0, 40, hint))
        for line, (_, hint, block) in zip(shown, lines, strict=True)
    ]
    return observe(told, Boxes((), ()))


def read(view: PageView, weights: Model | None = None) -> list[str]:
    return label_pieces(view, features(view), weights or model()).labels


def test_hints_of_the_layout_are_the_roles_of_a_headed_zone() -> None:
    view = placed(
        ("松江晚报报道说", Hint.KICKER, 0),
        ("老桥换新颜", Hint.HEADLINE, 0),
        ("两岸居民往来方便", Hint.SUBTITLE, 0),
        ("本报讯(记者杜小渡)昨日,老桥通车。", Hint.BODY, 1),
        ("图为老桥。", Hint.CAPTION, 2),
        ("柳禾青摄", Hint.CAPTION, 2),
    )
    assert read(view) == ["K*", "H", "S", "P", "C", "c"]


def test_a_zone_with_a_headline_is_one_article() -> None:
    """A line as large as a headline amid the text, a source line behind it: the layout says that they are one."""
    view = placed(
        ("老桥换新颜", Hint.HEADLINE, 0),
        ("昨日,老桥通车。", Hint.BODY, 1),
        ("街灯亮起来", None, 1),
        ("本报讯(记者沈砚秋)昨夜,河街装上新路灯。", Hint.BODY, 1),
    )
    assert [labels.begins(name) for name in read(view)] == [True, False, False, False]


@pytest.mark.parametrize(("hint", "role"), [(Hint.FURNITURE, "F"), (Hint.HEADLINE, "H"), (Hint.CAPTION, "C")])
def test_no_weights_overrule_a_hint(hint: Hint, role: str) -> None:
    names = ("F9", "P*2", "H*1", "C*2")
    rows: dict[str, int] = {"amid": 0}
    zero = np.zeros((4, 4), np.float32)
    weights = Model("", names, rows, zero[:1], zero, np.array([0, 9, 0, 0], np.float32), zero[0])
    assert read(placed(("老桥", hint, 0)), weights)[0][0] == role


@pytest.mark.parametrize(("text", "role"), [("昨日老桥通车。", "P"), ("松江晚报", "F")])
def test_no_sentence_that_the_layout_leaves_in_a_column_is_dropped(text: str, role: str) -> None:
    names = ("F9", "P*2")
    zero = np.zeros((2, 2), np.float32)
    weights = Model("", names, {"amid": 0}, zero[:1], zero, np.array([9, 0], np.float32), zero[0])
    assert read(placed((text, None, 0)), weights)[0][0] == role


def test_the_labels_of_the_model_say_what_is_around_them() -> None:
    view = placed(("老桥换新颜", Hint.HEADLINE, 0), ("昨日,老桥通车。", Hint.BODY, 1))
    assert [name[-1] in "0123456789" for name in best_labels(view, features(view), model())] == [True, True]
    empty: list[Line] = []
    assert label_pieces(observe(empty, Boxes((), ())), [], model()).labels == []


@pytest.mark.parametrize("spread", [0.1, 0.5, 2.0, 5.0, 40.0])
@pytest.mark.parametrize("size", [1, 2, 9, 60])
def test_what_the_probabilities_leave_of_the_labels_holds_the_best_path(spread: float, size: int) -> None:
    random = np.random.default_rng(size)
    for _ in range(20):
        scores = (spread * random.normal(size=(size, 12))).astype(np.float32)
        scores[size // 2, 2:] = -1000.0  # ruled out
        follows = (3 * random.normal(size=(12, 12))).astype(np.float32)
        assert best_path(scores, follows, marginals(scores, follows)) == best_path(scores, follows)


def test_what_goes_on_for_long_is_neither_lost_nor_beyond_measure() -> None:
    """A page of labels that hardly may follow each other, and one on which each is worth far more than the others."""
    for worth in (-6.0, 6.0):
        follows = np.full((40, 40), worth, np.float32)
        scores = np.zeros((3000, 40), np.float32)
        scores[:, 3] = 7.0
        shares = marginals(scores, follows)
        assert np.isfinite(shares.each).all()
        assert best_path(scores, follows, shares) == [3] * 3000


@pytest.mark.parametrize("spread", [0.1, 2.0, 40.0])
def test_labels_that_are_not_gone_on_from_are_none_of_the_best_path(spread: float) -> None:
    random = np.random.default_rng(11)
    scores = (spread * random.normal(size=(60, 9))).astype(np.float32)
    scores[7, 2:] = -1000.0  # ruled out
    follows = random.normal(size=(9, 9)).astype(np.float32)
    best, backs = scores[0], []
    for own in scores[1:]:
        ways = best[:, None] + follows
        backs.append(ways.argmax(axis=0))
        best = ways.max(axis=0) + own
    path = [int(best.argmax())]
    for back in reversed(backs):
        path.append(int(back[path[-1]]))
    assert best_path(scores, follows) == path[::-1]


def test_the_best_path_and_the_marginals_are_those_of_all_paths() -> None:
    random = np.random.default_rng(7)
    scores, follows = random.normal(size=(5, 3)).astype(np.float32), random.normal(size=(3, 3)).astype(np.float32)
    worth = {
        path: sum(float(scores[place, state]) for place, state in enumerate(path))
        + sum(float(follows[first, second]) for first, second in itertools.pairwise(path))
        for path in itertools.product(range(3), repeat=5)
    }
    assert tuple(best_path(scores, follows)) == max(worth, key=worth.__getitem__)
    total = sum(np.exp(value) for value in worth.values())
    wanted = [
        [sum(np.exp(value) for path, value in worth.items() if path[place] == state) / total for state in range(3)]
        for place in range(5)
    ]
    shares = marginals(scores, follows)
    assert shares.each == pytest.approx(np.array(wanted), abs=1e-4)
    assert shares.whole == pytest.approx(np.log(total), abs=1e-4)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("昨日老桥重新通车,两岸街坊清早就来排队,桥头的面摊卖出三百碗面。", "P"),
        ("昨日老桥通车。", "F"),  # a slogan may be as short
        ("松溪晚报社地址:松溪县河街12号,电话:0573-8102030,零售每份一元五角", "F"),  # a recogniser knows it
    ],
)
def test_a_sentence_is_not_dropped_lightly(text: str, role: str) -> None:
    """Two nats for furniture do not outweigh a sentence of which nothing says that it is any."""
    names = ("F9", "P*2")
    zero = np.zeros((2, 2), np.float32)
    weights = Model("", names, {"amid": 0}, zero[:1], zero, np.array([2, 0], np.float32), zero[0])
    view = observe(visible_lines(text), Boxes((), ()))
    assert read(view, weights)[0][0] == role


COLUMN = "昨日老桥重新通车两岸街坊清\n早就来排队,桥头的面摊卖出\n三百碗面,渡船也停了半日。\n"


def test_lines_of_a_column_that_hold_a_sentence_are_one() -> None:
    """Its first line holds neither comma nor stop; below a slogan it would be taken for more of it."""
    names = ("F9", "P*2")
    zero = np.zeros((2, 2), np.float32)
    weights = Model("", names, {"amid": 0}, zero[:1], zero, np.array([2, 0], np.float32), zero[0])
    view = observe(visible_lines(COLUMN * 4), Boxes((), ()))
    assert [seen.amid for seen in view.seen[:3]] == [False, False, True]
    assert read(view, weights)[1][0] == "P"


def test_a_text_that_is_no_page_is_labelled_stretch_by_stretch_as_a_page_is() -> None:
    report = "老桥换新颜\n本报讯(记者 柳禾青)昨日,老桥重新通车,两岸居民往来更方便。\n街坊都来看热闹,孩子们跑在前头。\n"
    few, many = (observe(visible_lines(report * count), Boxes((), ())) for count in (20, 1700))
    assert len(many.pieces) > 5000
    once = read(few)
    assert once[3:6] == ["H*", "P", "P"]
    assert read(many)[3:3003] == once[3:6] * 1000
