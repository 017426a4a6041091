"""What holds of any line: annotating it never fails, every span lies in it, cuts ascend."""

from __future__ import annotations

from annotated_lines import annotate_all
from hypothesis import given
from hypothesis import strategies as st

from worker.lexicon.characters import BULLETS, CIRCLED
from worker.parsing.layout.lines import Line, visible_lines
from worker.parsing.recognizers.annotate import annotate
from worker.parsing.recognizers.annotations import NOTHING, Span

WORDS = (
    *(
        "本报讯",
        "新华社",
        "北京",
        "1月8日",
        "电",
        "讯",
        "记者",
        "通讯员",
        "柳禾青",
        "杜小渡",
        "摄",
        "摄影报道",
        "文/图",
    ),
    *(
        "报导",
        "第",
        "版",
        "A05",
        "专栏",
        "图为",
        "(",
        ")",
        "【",
        "】",
        "〔",
        "〕",
        "[",
        "。",
        ",",
        "、",
        ":",
        "/",
        "／",
    ),
    *("╱", "下转", "上接", "来源:", "作者:", "2014/11/23", "22:08", ">", "编者按", "导读", "一、", "1.", "据", "消息"),
    *("综合", " ", "\u3000", "\ue000"),
    *BULLETS[:12],
    *CIRCLED[:4],
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(WORDS), max_size=24).map("".join))


def spans(line: Line, below: str) -> list[Span]:
    found = annotate(line, below)
    marked = [value for value in (*found, *found.labels) if getattr(value, "span", None) is not None]
    return [value.span for value in marked]


@given(TEXTS, TEXTS)
def test_spans_lie_in_their_line(text: str, below: str) -> None:
    for line in visible_lines(text):
        for start, end in spans(line, below):
            assert 0 <= start <= end <= len(line.text)


@given(TEXTS)
def test_names_stand_in_their_line(text: str) -> None:
    """A name is made of characters of the line, in source characters but for what folding changes within it."""
    for line in visible_lines(text):
        found = annotate(line)
        people = (*(found.byline.people if found.byline else ()), *(found.end.people if found.end else ()))
        for person in people:
            assert set(person.name) <= set(line.text) | set(line.folded)


@given(st.lists(TEXTS, max_size=4).map("\n".join))
def test_a_page_is_annotated_whole(text: str) -> None:
    lines = visible_lines(text)
    assert len(annotate_all(lines)) == len(lines)


def test_nothing_is_recognised_in_nothing() -> None:
    assert annotate(Line(1, "", "", "", 0, 0, 0)) is NOTHING
