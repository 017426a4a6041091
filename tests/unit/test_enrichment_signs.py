"""Signs of rules: told of all texts at once as they would be text by text, and none beyond the texts' ends."""

from __future__ import annotations

import random
import re

import loaded
import pytest

from worker.enrichment.names import continued, offices, short, structure
from worker.enrichment.signs import matches_at, sign, signs_in
from worker.folding.signs import SignTable

FIRST = sign(["渡口", "茶馆里"])
SECOND = sign("桥")
LETTERS = "渡口茶馆里外桥一二三的\n\U00020000"


def texts(seed: int) -> list[str]:
    draw = random.Random(seed)
    return ["".join(draw.choices(LETTERS, k=draw.randint(0, 40))) for _ in range(60)]


@pytest.mark.parametrize("seed", range(5))
def test_what_each_text_holds_and_where(seed: int) -> None:
    together = texts(seed)
    for text, found in zip(together, signs_in(together), strict=True):
        at = {
            bit: [place for place, bits in zip(found.places, found.bits, strict=True) if bits & bit]
            for bit in (FIRST, SECOND)
        }
        assert at[FIRST] == [match.start() for match in re.finditer("渡口|茶馆", text)]
        assert at[SECOND] == [match.start() for match in re.finditer("桥", text)]
        assert bool(found.held & FIRST) == bool(at[FIRST])
        assert bool(found.held & SECOND) == bool(at[SECOND])


def test_no_sign_is_of_two_texts() -> None:
    assert [found.held & FIRST for found in signs_in(["到了渡", "口岸", "", "渡口"])] == [0, 0, 0, FIRST]


def test_many_texts_are_as_few(monkeypatch: pytest.MonkeyPatch) -> None:
    together = texts(7)
    at_once = signs_in(together)
    monkeypatch.setattr("worker.folding.signs._AT_ONCE", 50)
    assert signs_in(together) == at_once


def test_none_at_all() -> None:
    assert signs_in([]) == []
    assert SignTable().held_by([]) == []


@pytest.mark.parametrize("seed", range(5))
def test_what_is_held_alone_is_what_is_held_with_its_places(seed: int) -> None:
    table = SignTable()
    table.sign(["渡口", "茶馆里"])
    assert table.held_by(["渡", "口"]) == [0, 0]
    table.sign("桥")  # another sign later on
    together = texts(seed)
    assert table.held_by(together) == [found.held for found in table.signs_in(together)]
    assert table.held_by(["渡口", "", "桥"]) == [1, 0, 2]


@pytest.mark.parametrize("word", ["渡\n", "\U00020000口", ""])
def test_what_cannot_be_a_sign(word: str) -> None:
    with pytest.raises(ValueError, match="no sign"):
        sign([word])


@pytest.mark.parametrize("seed", range(5))
def test_matches_are_those_of_the_whole_text(seed: int) -> None:
    pattern = re.compile("渡口[一二]?|茶馆里(?=外|桥)|茶馆")
    for text, found in zip(texts(seed), signs_in(texts(seed)), strict=True):
        places = [place for place, bits in zip(found.places, found.bits, strict=True) if bits & FIRST]
        spans = [match.span() for match in matches_at(pattern, text, places)]
        assert spans == [match.span() for match in pattern.finditer(text)]


# Every way in which these patterns begin.
OFFICES = (
    "河湾县公安局交警大队、县公安分局河西派出所和市第二中学、镇一中、县第12中学、区人大、乡政府秘书长都来了。",
    "市人民政府、县农业农村局、区司法局、市河湾街道办事处、旗工商联、州总工会、公安局刑侦大队、司法局。",
    "解放路、人民公园、科技大道和文昌广场,青石市第三人民医院,河湾县管理中心,青石有限公司,最高法庭,中国科学院。",
)


@pytest.mark.parametrize("text", [*OFFICES, "".join(OFFICES), *(text[1:] for text in OFFICES)])
def test_signs_of_the_long_lists_are_where_their_patterns_match(text: str) -> None:
    words = loaded.segmenter().words(text)
    for pattern, places in (
        (continued._ENDING, words.places_of(continued._ENDS_HERE)),
        (short._KNOWN, words.places_of(short._BEGINS)),
        (offices._BARE_OFFICE, words.places_of(offices._BARE_BEGINS)),
        (structure._STREET, words.places_of(structure._BUILT[0][3])),
    ):
        found = [match.start() for match in pattern.finditer(text)]
        assert set(found) <= set(places)
    on_streets = words.holds(offices._STREETS)
    for match in offices._OF_LEVEL.finditer(text):
        assert on_streets or match.start() in words.places_of(offices._OF_LEVEL_BEGINS)


def test_words_of_a_part_have_its_signs_alone() -> None:
    words = loaded.segmenter().words("渡口新开了茶馆。桥在那边。")
    assert words.holds(FIRST)
    assert words.holds(SECOND)
    part = words.part(0, 3)
    assert part.holds(FIRST)
    assert not part.holds(SECOND)
    assert part.places_of(SECOND) == []
