"""What is asked of a text only where something can come of it: the answers are those of asking everywhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from annotated_lines import annotate_all
from hypothesis import given
from hypothesis import strategies as st

from worker.parsing.layout.lines import INVISIBLE, Line, blank_head, blank_tail, visible_lines
from worker.parsing.patterns import cues, dates
from worker.parsing.patterns.spacing import squeeze
from worker.parsing.recognizers.contributors import credits as photo_credits
from worker.parsing.recognizers.contributors import signatures
from worker.parsing.recognizers.furniture import lines as furniture_lines
from worker.parsing.recognizers.pictures import captions
from worker.parsing.recognizers.sites import notices
from worker.parsing.recognizers.sites.printed_twice import printed_twice
from worker.parsing.segmentation import words
from worker.parsing.segmentation.decoding import best_path, marginals
from worker.parsing.segmentation.features import features
from worker.parsing.segmentation.model import model
from worker.parsing.segmentation.viewing import prepare, views_of

PAGES = sorted((Path(__file__).parent.parent / "golden" / "pages").glob("*.txt"))
TEXTS = [path.read_text(encoding="utf-8") for path in PAGES]


def test_on_every_page_the_labels_that_probability_leaves_hold_the_best_path() -> None:
    weights = model()
    for text in TEXTS:
        for view in views_of(prepare(visible_lines(text))):
            scores = weights.scores(features(view), len(view.pieces))
            shares = marginals(scores, weights.follows)
            assert best_path(scores, weights.follows, shares) == best_path(scores, weights.follows)


def test_letters_and_digits_are_what_squeezing_leaves() -> None:
    every = [chr(code) for code in range(0x30000)]
    assert [character for character in every if bool(squeeze(f"{character},")) is not character.isalnum()] == []


@pytest.mark.parametrize("between", ["", "\n广告\n", "\n河边的旧粮库成了早市,谁在那里摆摊,几点收摊,都写在墙上了。\n"])
def test_a_second_printing_is_found_where_comparing_all_lines_finds_it(between: str) -> None:
    for text in TEXTS:
        lines = visible_lines(f"{text}\n{between}\n{text.replace('，', ' ，').replace('、', '')}")
        assert bool(printed_twice(lines, annotate_all(lines))) <= _stands_twice(lines)
    # Two paragraphs that begin alike, another in between, and marks that are printed otherwise the second time.
    first = "老桥重新通车,两岸的街坊清早就来排队,桥头的面摊卖出三百碗面。"
    other = "老桥重新通车,两岸的街坊清早就来排队,桥尾的茶摊什么也没有卖出去。"
    lines = visible_lines("\n".join(["老桥通车", first, other, "老桥通车", first.replace(",", ", “"), other]))
    assert printed_twice(lines, annotate_all(lines)) == {3, 4, 5}
    assert printed_twice(lines[:3], annotate_all(lines[:3])) == frozenset()


def _stands_twice(lines: list[Line]) -> bool:
    long = ["".join(filter(str.isalnum, line.folded)) for line in lines if len(line.folded) >= 30]
    return len(set(filter(None, long))) < len(list(filter(None, long)))


# Each of the forms that the patterns know, as their comments name them.
POINTED_AT = (
    *("图为老桥", "图片为老桥", "上图:老桥", "▲图为老桥", "● 图为老桥", "图①老桥", "图三:老桥", "△老桥", "图说:老桥"),
    *("图:老桥今日重新开放通行", "图1 老桥", "(图1)", "照片:老桥今日重新开放通行", "资料图片:老桥今日", "【图】老桥"),
    *("[图3]老桥", "题图:老桥", "↑老桥今日", "→老桥今日"),
)
JUMPS = (">>详见第3版", "》见a2版", "▶第3版", "►转a3", "→见第4版", "☞第5版")


def test_a_caption_or_a_jump_is_told_by_its_first_sign_before_its_form() -> None:
    for text in (*TEXTS, "\n".join((*POINTED_AT, *JUMPS))):
        for line in visible_lines(text):
            points = captions._POINTER.match(line.folded)
            assert captions.points_at_picture(line.folded) is bool(points)
            jumps = cues.POINTER.fullmatch(line.folded)
            assert not jumps or line.folded[0] in signatures._POINTS
    assert all(map(captions.points_at_picture, POINTED_AT))
    assert all(map(cues.POINTER.match, JUMPS))


def test_what_ends_as_a_credit_ends_in_one_of_its_last_characters() -> None:
    # One that is not among them would be looked for nowhere.
    assert all(end[-1] in photo_credits._LAST for end in photo_credits._ENDS)


@given(st.text(alphabet="老桥记者摄第版,。:“《 年月日-/.0123456789０²a", min_size=1, max_size=24))
def test_letters_hold_no_marks_and_what_has_few_figures_no_date(text: str) -> None:
    found = words.lexical(text)
    held = [f"ct:{name}" for mark, name in words._HOLDS if mark in text]
    assert [word for word in found if word.startswith("ct:")] == held
    assert ("me:date" in found) is bool(words._DATE.search(text))
    assert ("nopun" in found) is not bool(words._PUNCTUATION.search(text))
    assert f"dg:{min(3, 4 * sum(map(str.isdigit, text)) // len(text))}" in found


@given(st.text(alphabet=f"桥{INVISIBLE[:3]}\u3000\u00ad\ue4c6", max_size=8))
def test_what_shows_nothing_is_counted_as_stripping_finds_it(text: str) -> None:
    assert blank_head(text) == len(text) - len(text.lstrip(INVISIBLE))
    assert blank_tail(text) == len(text) - len(text.rstrip(INVISIBLE))


@pytest.mark.parametrize(
    "text",
    ["二〇二三年十月二十七日", "民国112年10月27日", "2023-10-27", "27 october 2023", "oct. 27th 1998", "10月27日"],
)
def test_a_date_is_found_whether_or_not_its_year_is_looked_for_first(text: str) -> None:
    found = [match.span() for match in dates.PRINTED_DATE.finditer(text)]
    assert [(date.start, date.end) for date in dates.read_dates(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        *("版权与免责声明", "在接受本网站服务之前", "1.凡本网注明", "版权所有:", "声明:转载此文出于传递更多信息之目的"),
        *(
            "您的浏览器版本太低",
            "本站有关内容转载",
            "请您来信来电声明",
            "本网站有权删除",
            "平台声明:以上内容",
            "特别说明:文责任",
        ),
        *("未经授权不得转载", "凡本报作品,未经许可严禁复制"),
    ],
)
def test_what_says_who_may_reprint_holds_a_word_that_is_looked_for_first(text: str) -> None:
    assert furniture_lines._COPYRIGHT.match(text)
    assert furniture_lines._COPYRIGHT_HINT.search(text)


@pytest.mark.parametrize(
    "text",
    [
        *("您的浏览器版本过低", "建议使用分辨率1024以上浏览本站", "your browser is old", "请您及时更新您的浏览器"),
        *("无法正常浏览内容,请按这里线上阅读", "若无法显示请点此", "不能阅读请点击这里", "如果您无法查看,请点选此处"),
        *("已收藏!您可", "请先登录后继续阅读全文", "订阅或登陆观看本文", "加载中,请稍候", "长时间没有响应请刷新"),
        *(
            "我们使用cookie以提升您的体验",
            "同意我们的隐私政策",
            "您同意本站",
            "登录会员即可",
            "会员登录即可享",
            "注册后即可观看",
        ),
        *("电子邮件地址不会被公开", "邮箱地址将不会公开", "必填项目已用*标注", "发布留言前请登录", "提交评论请先登录"),
        *("评论经审核后公开", "留言须经编辑审核通过后显示", "请自觉遵守互联网相关的法律", "您访问的网址即将离开"),
        *("你觉得这篇文章", "您认为此篇文章", "如有任何问题,欢迎来信", "如有查询请致电"),
    ],
)
def test_what_a_site_says_to_its_reader_holds_a_word_that_is_looked_for_first(text: str) -> None:
    assert notices._READER.search(text)
    assert notices._READER_HINT.search(text)
