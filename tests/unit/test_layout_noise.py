"""Readings behind characters and scrambled signs are taken out of a text that is full of them; a few brackets stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.document.source import SourceText
from worker.parsing import parse_issue
from worker.parsing.layout.noise import without_noise

SCRAMBLED = """老桥换上新栏杆
/ O5 G9 `5 V- [1 y3 Y( b' T8 D# U文/柳禾青
( x* U8 z& U4 g( F5 G1 S0 I+
松溪镇的老桥昨日换上了新栏杆。施工队用了两个月，把桥面加宽一米，两岸的居民去早市不必再绕路。9 |; H6 m6 q4 C/ 8 [5
! x! O% G4 g W: @# 1% d
镇里说，明年还要修桥头的凉亭。2 h5 K, w7 d e9"""


def test_readings_behind_characters_are_taken_out() -> None:
    assert without_noise("松溪鎮(zhèn)的老橋(qiáo)換(huàn)上了新欄(lán)桿") == "松溪鎮的老橋換上了新欄桿"
    assert without_noise("學（xué）會（huì）與協（xié）會(hui)") == "學會與協會"


@pytest.mark.parametrize(
    "text",
    [
        "凭会员(VIP)卡入场，图(a)是老桥，图(b)是新桥，问(ask)与答(answer)",
        "镇名读作松溪(sōng)，外地人常念错。",  # one word that is explained
        "1 2 3 5 | 6 5 3 2 | 1 - - - |\n3 3 2 1 | 2 - - - |\n5 5 6 1 | 3 - - - |",  # a tune in figures
        "e4 e5 Nf3 Nc6 Bb5 a6 Ba4 Nf6 O-O Be7",
        "a b c d e f g h",
        "比分 3 : 1 , 2 : 0 , 4 : 4",
    ],
)
def test_what_a_paper_prints_stays(text: str) -> None:
    assert without_noise(text) == text


def test_a_scrambled_post_is_read() -> None:
    (article,) = parse_issue(SourceText(SCRAMBLED, "utf-8")).articles
    assert article.headline == "老桥换上新栏杆"
    assert [person.name for person in article.byline] == ["柳禾青"]
    assert article.paragraphs[0].endswith("不必再绕路。")
    assert article.paragraphs[-1] == "镇里说，明年还要修桥头的凉亭。"


@given(st.text(alphabet="老桥的(zhèn)（a） x*U8z&,。\n"))
def test_lines_stay_as_many(text: str) -> None:
    assert without_noise(text).count("\n") == text.count("\n")
