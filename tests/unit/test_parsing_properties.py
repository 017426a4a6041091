"""What holds of any text: no crash, every visible line in one block, spans that slice back.

`make fuzz` asks it of as many texts as there is time for; that the work is in proportion, ``test_hostile_files`` sees.
"""

from __future__ import annotations

import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from blocks_of_lines import printed_lines_of
from hypothesis import given, settings
from hypothesis import strategies as st

from worker.document.source import SourceText
from worker.errors import NoArticleError
from worker.folding import fold
from worker.parsing import issue_json, parse_issue
from worker.parsing.explain import explain
from worker.parsing.layout.lines import INVISIBLE, visible_lines
from worker.parsing.layout.reflow import join
from worker.parsing.patterns.cues import ends_sentence

if TYPE_CHECKING:
    from worker.document.issue import Issue

GOLDEN = [
    path.read_text(encoding="utf-8")
    for path in sorted((Path(__file__).parent.parent / "golden" / "parsing").glob("*.txt"))
]

# Pieces that mean something to the parser, in any order.
PIECES = [
    *("本报讯(记者 文静)", "新华社北京1月3日电", "□ 本报记者 文静", "记者 文静 摄", "（下转第2版）", "（上接第1版）"),
    *("本期导读", "2版", "遗失声明", "声明作废。", "第02版:要闻", "2024年5月17日 星期五", "责任编辑:文静", "编者按"),
    *(
        "●",
        "一、",
        "县里修通了一条新路",
        "工程队从山口修起，沿着河谷铺路，",
        "今天上午，会议在县城召开。",
        "图为游客在花田里。",
    ),
    *("\n", "\n\n", "\n\n\n", "　　", "    ", " ", "\f", "(", "（", "“", "”", "，", "。", "1.5", "Hydro", "記者"),
    *("\u200b", "\ufeff", "𠀀", "\x00", "\r", "文", "静"),
]
texts = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from(PIECES), max_size=60).map("".join),
    st.tuples(st.sampled_from(GOLDEN), st.integers(0, 400), st.integers(0, 800)).map(
        lambda cut: cut[0][cut[1] : cut[1] + cut[2]]
    ),
)


def parsed(text: str) -> Issue | None:
    try:
        return parse_issue(SourceText(text, "utf-8"))
    except NoArticleError:
        return None


@settings(max_examples=100)
@given(texts)
def test_each_visible_character_is_in_exactly_one_block(text: str) -> None:
    issue = parsed(text)
    if issue is None:
        return
    lines = text.split("\n")
    visible = {number: line for number, line in enumerate(lines, 1) if line.strip(INVISIBLE)}
    assert printed_lines_of(issue.blocks) == visible
    assert all(0.0 <= block.confidence <= 1.0 for block in issue.blocks)
    assert sorted({row.number for row in explain(issue)}) == list(visible)
    assert issue.coverage == 1.0


@settings(max_examples=100)
@given(texts)
def test_articles_are_numbered_and_stand_where_they_say(text: str) -> None:
    issue = parsed(text)
    if issue is None:
        return
    assert [article.ordinal for article in issue.articles] == list(range(1, len(issue.articles) + 1))
    owned = {
        (number, block.article) for block in issue.blocks for number in range(block.first_line, block.last_line + 1)
    }
    for article in issue.articles:
        assert 0.0 <= article.confidence <= 1.0
        mine = {number for number, ordinal in owned if ordinal == article.ordinal}
        assert {number for span in article.lines for number in range(span.first, span.last + 1)} >= mine
        assert all(span.first in mine and span.last in mine for span in article.lines)
    assert len(issue_json(issue)["articles"]) == len(issue.articles)


@settings(max_examples=100)
@given(texts, st.integers(1, 5))
def test_blank_lines_at_the_end_change_nothing(text: str, count: int) -> None:
    text = text.rstrip(INVISIBLE)
    before, after = parsed(text), parsed(text + "\n" * count)
    assert (before and before.blocks) == (after and after.blocks)
    assert (before and before.articles) == (after and after.articles)


@settings(max_examples=100)
@given(texts)
def test_lines_slice_back_and_fold_to_their_length(text: str) -> None:
    lines = text.split("\n")
    for line in visible_lines(text):
        assert line.raw == lines[line.number - 1]
        assert line.raw.strip(INVISIBLE) == line.text
        assert fold(line.text) == line.folded
        assert len(line.folded) == len(line.text)


@settings(max_examples=100)
@given(texts)
def test_joining_loses_no_visible_character(text: str) -> None:
    lines = visible_lines(text)
    passage = join(lines, range(len(lines)))
    assert len(passage.text) == len(passage.folded)
    assert "".join(passage.text.split()) == "".join("".join(line.text.split()) for line in lines)


@pytest.mark.parametrize("text", ["", "\n\n\n", "　\u200b\f", "第02版:要闻\n2024年5月17日"])
def test_a_page_without_articles_is_refused(text: str) -> None:
    with pytest.raises(NoArticleError):
        parse_issue(SourceText(text, "utf-8"))


def test_words_of_sentences_end_them() -> None:
    assert ends_sentence("他走了。”")
    assert not ends_sentence("“他走了”")


@pytest.mark.parametrize("page", GOLDEN[::18])
def test_memory_stays_within_twelve_times_the_text(page: str) -> None:
    parsed(page)  # the tables are loaded once a process: they are no part of a page
    text = page + ("甲乙丙丁戊己庚辛壬癸，子丑寅卯辰巳午未申酉，\n" * 5_000)
    peaks = []
    for _ in range(2):  # what another thread of the process takes meanwhile counts as well: the lesser is the page's
        tracemalloc.start()
        parsed(text)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert min(peaks) <= 12 * len(text.encode())
