"""A subhead that names who speaks below it opens no article amid a report; a report of its own does."""

from __future__ import annotations

from worker.parsing.assembly.bounds.speakers import with_speakers
from worker.parsing.assembly.drafts import Draft, Paragraph
from worker.parsing.layout.lines import visible_lines

REPORT = "(松溪14日讯)青石镇今年要把全镇的旧水管都换成新的。"


def headlines(*texts: str, second: int = 2) -> list[str]:
    """Return the headlines of two drafts of two lines each, the second from line ``second``, after the subheads."""
    lines = visible_lines("\n".join(texts))
    drafts = [
        Draft(head=[0], paragraphs=[Paragraph([1])]),
        Draft(head=[second], paragraphs=[Paragraph([second + 1])]),
    ]
    return [lines[draft.head[0]].text for draft in with_speakers(drafts, lines)]


def test_a_speaker_goes_on_with_the_report() -> None:
    found = headlines("青石镇换上新水管", REPORT, "柳禾青:入冬前换好", "与此同时,柳禾青表示,水管入冬前换好。")
    assert found == ["青石镇换上新水管"]


def test_its_lines_are_a_subhead_and_text() -> None:
    lines = visible_lines(f"青石镇换上新水管\n{REPORT}\n柳禾青:入冬前换好\n与此同时,柳禾青表示,水管入冬前换好。")
    drafts = [Draft(head=[0], paragraphs=[Paragraph([1])]), Draft(head=[2], paragraphs=[Paragraph([3])])]
    (draft,) = with_speakers(drafts, lines)
    assert [(part.lines, part.subhead) for part in draft.paragraphs] == [([1], False), ([2], True), ([3], False)]


def test_a_report_with_its_own_source_line_is_an_article() -> None:
    found = headlines("青石镇换上新水管", REPORT, "柳禾青:入冬前换好", "(柳镇14日讯)柳禾青表示,水管入冬前换好。")
    assert len(found) == 2


def test_without_the_speaker_in_the_text_it_is_an_article() -> None:
    assert len(headlines("青石镇换上新水管", REPORT, "柳禾青:入冬前换好", "水管入冬前换好,街坊都来看。")) == 2


def test_below_what_is_no_report_it_is_an_article() -> None:
    found = headlines("青石镇换上新水管", "旧水管都换了。", "柳禾青:入冬前换好", "柳禾青表示,水管入冬前换好。")
    assert len(found) == 2


def test_a_headline_with_another_word_before_its_colon_is_an_article() -> None:
    assert len(headlines("青石镇换上新水管", REPORT, "短评:入冬前换好", "短评说,水管入冬前换好。")) == 2


def test_two_speakers_below_each_other_need_no_source_line_above() -> None:
    lines = visible_lines(
        "全国两会精神传达会\n旧水管都换了。\n柳禾青:入冬前换好\n会上,柳禾青表示,水管入冬前换好。\n"
        "葛青山:水费不涨\n葛青山表示,水费今年不涨。"
    )
    drafts = [Draft(head=[at], paragraphs=[Paragraph([at + 1])]) for at in (0, 2, 4)]
    assert [lines[draft.head[0]].text for draft in with_speakers(drafts, lines)] == ["全国两会精神传达会"]
