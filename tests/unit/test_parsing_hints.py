"""What is sought by its first letters, or only where a hint is, is found where the whole pattern finds it."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from worker.lexicon.characters import BULLETS, CHINESE_DIGITS, HAN
from worker.parsing.layout.lines import visible_lines
from worker.parsing.patterns import cues
from worker.parsing.recognizers import annotate
from worker.parsing.recognizers.contributors import credits as picture_credits
from worker.parsing.recognizers.contributors import signatures
from worker.parsing.recognizers.pictures import captions
from worker.parsing.recognizers.rows import signed
from worker.parsing.recognizers.sites import notices
from worker.parsing.segmentation import kept_whole, pieces, words

if TYPE_CHECKING:
    from collections.abc import Callable

PAGES = sorted((Path(__file__).parent.parent / "golden" / "pages").glob("*.txt"))
# Each stands at a line's beginning, in its middle and at its end, behind and before what a pattern asks for there.
SIGNS = (
    "收藏",
    "更多新闻:",
    "相关阅读|",
    "推荐",
    "本网",
    "本站",
    "本平台",
    "本页面",
    "版权所有 ",
    "著作权归某社所有",
    "转载请注明来源",
    "侵权",
    "未经授权不得转载",
    "非经许可请勿",
    "观点",
    "不代表本站立场",
    "仅代表作者观点",
    "不构成投资建议",
    "据此操作,风险自担",
    "您的浏览器版本过低",
    "请使用高分辨率观看",
    "your browser",
    "cookie",
    "您同意我们",
    "隐私政策代表您同意",
    "登录会员即可",
    "登入",
    "登陆",
    "注册后即可阅读",
    "订阅后继续阅读全文",
    "电子邮箱地址不会被公开",
    "必填项已标记",
    "评论须审核后显示",
    "请自觉遵守互联网法规",
    "您访问的链接即将离开",
    "你觉得这篇文章",
    "这篇文章",
    "如有疑问请来信",
    "许可证",
    "备案",
    "举报电话",
    "技术支持:某社",
    "copyright",
    "©2020",
    "下载",
    "追踪",
    "加入会员",
    "关注",
    "点我",
    "此内容",
    "※饮酒",
    "◎",
    "★",
    "*",
    "如需授权请",
    "发现",
    "网友评论只代表个人看法",
    "记者",
    "通讯员",
    "报道",
    "报导",
    "星期",
    "二维码",
    "讯",
    "电",
    "摄",
    "按",
    "100%",
    "3月",
    "a",
    "·",
    "(",
    "℃",
    "摄:",
    "摄影/",
    "图据",
    "图 源",
    "图片来源",
    "图片由",
    "摄影 ",
    "photo by",
    "photo:",
    "人民视觉",
    "东方ic)",
    "getty image",
    "cfp",
    "(左二)",
    "(左起)",
    "(前排右三)",
    "(左一至右二)",
    "左起柳禾青、杜小渡",
    "右起为柳禾青、杜小渡",
    "(左传)",
    "(6月2日摄)",
    "(资料图片)",
    "(无人机照片)。",
    "网页截图",
    "视频截图。",
    "(摄于老桥)",
    "(柳禾青)",
    "【柳禾青】。",
    "〔柳禾青、杜小渡〕?",
    "1.",
    "2、",
    "三、",
    "(四)",
    "(5)(6)",
    "○九",
    "○、",
    "●",
    "二○",
    "(记者 柳禾青)",
    "(图片来源:某社)",
    "(某社)",
    "·柳禾青·",
    "(编辑:柳禾青)1080312",
    "【青石网3月5日】",
    "(某报文章)",
    "本报综合",
    "新华社松溪二〇二〇年十二月三十一日23时59分 专电",
    "据河东河西河南河北都市报河东河西河南河北上下2020年12月31日23时59分 报道",
    "河东河西记者柳禾青、杜小渡、童凯、柳禾青、杜小渡/河东河西报道:",
    "第3版",
    "专栏",
    "版面",
    "版:",
    "强调",
    "致辞",
    "出席",
)
AROUND = ("", "。", "老桥昨日通车,", "”", " ", "”  ", "!", "?", "※", "“")
LINES = [line.folded for page in PAGES for line in visible_lines(page.read_text(encoding="utf-8"))]
MADE = [f"{before}{sign}{behind}" for before, sign, behind in product(AROUND, SIGNS, AROUND)]
TEXTS = [text for text in dict.fromkeys((*LINES, *MADE)) if text.strip() == text and text]


def differ(asked: Callable[[str], bool], whole: Callable[[str], bool]) -> list[str]:
    """Return the texts of which two readers say different things."""
    return [text for text in TEXTS if asked(text) != whole(text)]


def found_by(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda text: pattern.search(text) is not None


@pytest.mark.parametrize("name", ["_READER", "_RIGHTS", "_VIEWS"])
def test_what_a_site_says_holds_its_hint(name: str) -> None:
    whole: re.Pattern[str] = getattr(notices, name)
    hint: re.Pattern[str] = getattr(notices, f"{name}_HINT")
    found = [text for text in TEXTS if whole.search(text)]
    assert found
    assert [text for text in found if not hint.search(text)] == []


def test_every_hint_is_sought_by_its_first_letters() -> None:
    """A part that begins with a class or an option makes every letter of a text tried for each of them."""
    hints = (
        *(notices._HINT, notices._READER_HINT, notices._RIGHTS_HINT, notices._VIEWS_HINT),
        annotate._WORDS,
    )
    for hint in hints:
        assert [part for part in hint.pattern.split("|") if part[0] in "[(.^" or part[1:2] == "?"] == []


def test_a_line_tells_of_something_where_a_sign_or_a_word_does() -> None:
    signs = rf"[^0-9%℃.:{HAN},。、;!?“”‘’…—《》]"
    # A figure's point tells nothing, nor does a colon before what is said, unless that is who speaks.
    points = rf"^.{{0,11}}:|{annotate._POINTS_LONG.pattern}"
    long = re.compile(rf"{signs}|{points}|{annotate._WORDS.pattern}|星期|社发$")
    short = re.compile(rf"{signs.replace('0-9%℃.:', '')}|{annotate._WORDS.pattern}")
    assert differ(annotate._tells, lambda text: bool((long if len(text) > 20 else short).search(text))) == []


def test_who_took_a_picture_is_found_by_what_it_begins_with() -> None:
    whole = re.compile(
        r"摄影?[:/|]|图源[:/]|(?<=[。!?”\s(约])摄影(?!报)\s?(?=.{2,4}$)|(?<=[。!?”\s(])(?:图\s?[:/|据源自]|图片(?:来[源自]|由)|摄影\s|photo\s?(?:[:/]|by\s))|"
        r"(?:漫画|制图|插[图画]|绘图|[照相]片)(?:提供)?[:/|]|图片提供[:/|]|©|摄影记者|"
        rf"{picture_credits._STOCK}\)?$"
    )
    assert differ(found_by(picture_credits._SHOT_BY), found_by(whole)) == []


def test_where_people_stand_is_found_by_what_it_begins_with() -> None:
    seat = "[一二三四五六七八1-8]"
    whole = re.compile(
        rf"\((?:[左右]{seat}?起?|[前后]排[左右中]{seat}?|[左右]{seat}至[左右]?{seat})\)"
        rf"|[左右]起(?:为|是|:|依[次序]为)?\s?[{HAN}·]{{2,12}}、[{HAN}]{{2}}"
    )
    assert differ(found_by(captions._PLACED), found_by(whole)) == []


def test_numbers_and_marks_part_a_line_where_they_did_behind_a_look_at_each_letter() -> None:
    number = re.compile(
        r"(?<=[。!?)”])\s*(?:[0-9]{1,2}[.、](?![0-9])|[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十0-9]{1,2}\))"
    )
    mark = re.compile(rf"(?!○[○〇{CHINESE_DIGITS}年])[{BULLETS}]")
    for text in TEXTS:
        starts = [match.end() - len(match.group().lstrip()) for match in number.finditer(text, 2)]
        assert [match.start("number") for match in pieces._NUMBER.finditer(text, 1)] == starts
        marks = [match.start() for match in mark.finditer(text)]
        assert [match.start() for match in pieces._MARK.finditer(text)] == marks


def test_what_opens_as_a_source_line_holds_one_of_its_words() -> None:
    assert any(map(pieces.opens_as_source, TEXTS))
    assert differ(pieces.opens_as_source, lambda text: pieces.SOURCE.match(text) is not None) == []


def test_brackets_behind_a_sentence_are_sought_where_one_opens_there() -> None:
    three = (pieces._END_MARK, pieces._BRACKETED, pieces._PICTURE_FROM)
    found = [text for text in TEXTS if any(pattern.search(text) for pattern in three)]
    assert found
    assert [text for text in found if not pieces._BEHIND_SENTENCE.search(text)] == []


def test_ends_are_looked_at_only_where_the_last_letters_may_be_theirs() -> None:
    for text in TEXTS:
        assert captions.closes_as_caption(text) == bool(captions._CLOSES.search(text[-24:]))
        assert (signatures._pointed(text) is None) == (signatures._POINTED.search(text) is None)
        if signatures._DESK.search(text):
            assert ")" in text
        if signed._AT_END.search(text):
            assert not signed._CLOSES.isdisjoint(text[-signed._CLOSES_WITHIN :])
        if text[-1] == "。":
            assert cues.KICKER_END.search(text[-4:]) is None
            assert cues.PRESIDES.search(text[-6:]) is None
        if words._PAGE.search(text):
            assert "版" in text or "专栏" in text


def test_a_line_that_asks_its_reader_is_whole_however_long_it_is() -> None:
    asking = [text for text in TEXTS if notices.asks_reader(text)]
    assert asking
    assert [text for text in asking if not kept_whole.is_whole(text)] == []


def test_a_line_of_running_text_is_seen_as_every_recogniser_sees_it() -> None:
    lines = [line for page in PAGES for line in visible_lines(page.read_text(encoding="utf-8"))]
    running = [line for line in lines if set(line.folded) & set(",。") and not annotate._tells(line.folded)]
    assert len(running) > 100
    for line in running:
        assert annotate.annotate(line) == annotate._asked_of_all(line, "")
