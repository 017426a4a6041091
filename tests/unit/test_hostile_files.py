"""Files of extreme size and shape, through reading, parsing and enrichment: each has its outcome, in linear time."""

from __future__ import annotations

import time

import loaded
import pytest

from worker.errors import PermanentError, TooLargeError
from worker.ingestion.pipeline import Pipeline, Processed

MIB = 1024 * 1024
STORY = "县里修通了一条新路\n\n今天上午,会议在县城召开。区委书记王小明出席会议。\n"


def pipeline() -> Pipeline:
    return Pipeline(loaded.enricher(), 16 * MIB)


def process(text: str) -> Processed:
    return pipeline().process(text.encode())


def test_100_megabytes_are_refused_with_the_setting_to_raise() -> None:
    with pytest.raises(TooLargeError, match="BAOKU_MAX_FILE_MB"):
        pipeline().process(b"a" * (100 * MIB))


def test_one_byte_over_the_limit_is_refused_and_the_limit_itself_is_not() -> None:
    data = STORY.encode() + b"\n" * MIB
    at_limit = Pipeline(pipeline().enricher, len(data))
    assert at_limit.process(data).issue.articles
    with pytest.raises(TooLargeError):
        at_limit.process(data + b"\n")


def test_a_line_of_50_megabytes_is_refused_and_one_of_1_is_read_to_its_end() -> None:
    with pytest.raises(TooLargeError):
        process("工程队从山口修起,沿着河谷铺路," * (50 * MIB // 45))
    line = "工程队从山口修起,沿着河谷铺路," * (MIB // 45) + "区委书记王小明出席会议。"
    processed = process(f"县里修通了一条新路\n\n{line}\n")
    assert processed.enrichments[0].people == ("王小明",)
    assert processed.issue.coverage == 1.0


def test_a_million_blank_lines_are_no_text() -> None:
    processed = process(STORY + "\n" * 1_000_000 + "另一条路也修通了\n\n昨天下午,会议在县城召开。\n")
    assert processed.issue.blocks[-1].first_line > 1_000_000
    assert processed.issue.coverage == 1.0


@pytest.mark.parametrize("marks", ["()", "（）", "【】", "《》", "“”", "[]", "{}", "<>"])
def test_brackets_nested_100_000_deep_are_characters(marks: str) -> None:
    opening, closing = marks
    processed = process(f"{STORY}\n{opening * 100_000}中{closing * 100_000}\n\n{STORY}")
    assert processed.issue.coverage == 1.0
    assert any(enrichment.people == ("王小明",) for enrichment in processed.enrichments)


# What pages hold, over and over: with and without line ends, so that lines, blocks and articles are many too.
FRAGMENTS = [
    *("(", "）", "“", "》", ".", "…", "—", "1", "一", "文", "a ", "\u3000", "、", "，", "。", "文\n", "文\n\n", "1.\n"),
    *("“文”", "(文)", "文·", "《文》", "文 静 ", "文静\n", "甲乙丙丁戊己庚辛，\n\n", "●甲乙丙丁。\n"),
    *("●甲乙丙丁。\n\n", "（记者", "记者 文静 ", "(记者 文静 摄)\n", "本报讯(记者 文静)\n", "图为游客。\n"),
    *("新华社北京1月3日电 ", "编者按:\n", "第1版", "第2版\n", "下转第", "（下转第2版）\n", "（上接第1版）\n"),
    *("本期导读\n", "导读\n", "2024年5月17日", "2024年5月17日 ", "遗失声明\n声明作废。\n"),
    *("遗失声明\n声明作废。\n\n", "1.5%", "http://a.cn/", "北碚区", "重庆市北碚区", "区委书记王小明"),
]
# What only its end, far away, makes a dateline, or nothing.
AROUND = {"北": ("新华社", "电"), "本报": ("", "电")}


def cpu(text: str) -> float:
    started = time.process_time()
    try:
        process(text)
    except PermanentError as error:
        assert error.code == "no_article"  # noqa: PT017 - either is fine, anything else is not
    return time.process_time() - started


def is_no_runaway(small: str, large: str) -> bool:
    """Tell whether four times the text takes little, or less than nine times as long."""
    took, least = cpu(large), 1e9
    for _ in range(5):  # another process may have got in the way: the least of a few is the work itself
        if took <= 0.15 or took <= 9 * least + 0.1:  # 10 microseconds a character: less is no runaway
            return True
        took, least = min(took, cpu(large)), min(least, cpu(small))
    return took <= 0.15 or took <= 9 * least + 0.1


@pytest.mark.parametrize("fragment", [*FRAGMENTS, *AROUND])
def test_four_times_a_fragment_takes_about_four_times_the_work(fragment: str) -> None:
    before, after = AROUND.get(fragment, ("", ""))
    small = STORY + before + fragment * (4_000 // len(fragment)) + after
    large = STORY + before + fragment * (16_000 // len(fragment)) + after
    assert is_no_runaway(small, large)


def test_thousands_of_names_are_held_against_their_neighbours_alone() -> None:
    """A text of 16,000 characters has too few of them to tell."""
    assert is_no_runaway(*(STORY + "工程队沿着河谷铺路，" * times for times in (2_000, 8_000)))
