"""On a web page of one article a line amid its text begins nothing; on other pages, or with a writer, it may."""

from __future__ import annotations

import pytest

from worker.parsing.assembly.bounds.matters import is_of_one_matter
from worker.parsing.assembly.bounds.subheads import with_subheads
from worker.parsing.assembly.drafts import Draft, Paragraph
from worker.parsing.layout.lines import visible_lines
from worker.parsing.segmentation.observations import Boxes, observe

TEXT = "那年冬天松溪下了很大的雪,我们几个年轻人挤在报社的小屋里,围着炉子排第二天的版面。"


def count(about: str, below: str = TEXT, *, above: int = 3, byline: bool = False) -> int:
    """Return how many articles a headed text of ``above`` paragraphs and a headed text below it are."""
    page = f"我与晚报三十年\n{about}\n" + f"{TEXT}\n" * above + f"搬进新楼的日子\n{below}\n"
    view = observe(visible_lines(page), Boxes((), ()))
    first = view.line_of.index(2)
    head = next(index for index, piece in enumerate(view.pieces) if piece.text.startswith("搬进"))
    drafts = [
        Draft(head=[0], paragraphs=[Paragraph([index]) for index in range(first, head)]),
        Draft(head=[head], bylines=[head] if byline else [], paragraphs=[Paragraph([len(view.pieces) - 1])]),
    ]
    return len(with_subheads(drafts, range(1, first), view))


@pytest.mark.parametrize("about", ["2025-12-18 08:30 来源:松溪晚报", "《 松溪晚报 》( 2025年12月18日 第 02 版 )"])
def test_a_subhead_of_the_one_article(about: str) -> None:
    assert count(about) == 1


def test_what_may_be_an_article_of_its_own() -> None:
    about = "2025-12-18 08:30 来源:松溪晚报"
    assert count(about, above=1) == 2  # items of one paragraph each
    assert count(about, byline=True) == 2
    assert count(about, below=f"本报讯(记者 柳禾青){TEXT}") == 2
    assert count("老街的灯") == 2  # nothing says that the page is one article's


def said(head: str, below: str, *, source: str = "(松溪8日讯)", between: str = "") -> int:
    """Return how many articles a report of one paragraph and a headed text below it are."""
    first = f"{source}会长柳禾青昨日在会上介绍了老桥的维修计划,街坊们听得很仔细。"
    view = observe(visible_lines("\n".join(filter(None, (first, between, head, below)))), Boxes((), ()))
    last = len(view.pieces) - 1
    drafts = [Draft(paragraphs=[Paragraph([0])]), Draft(head=[last - 1], paragraphs=[Paragraph([last])])]
    return len(with_subheads(drafts, [], view))


def test_a_report_goes_on_with_who_spoke_above() -> None:
    he_says = "他说,桥面要加宽两米,两边各留一条人行道。"
    assert said("桥面加宽两米", he_says) == 1
    assert said("桥面加宽两米", he_says, between="ADVERTISEMENT") == 1
    assert said("桥面加宽两米", "她也指出,桥头的石狮子要洗干净。") == 1
    assert said("柳禾青:明年装灯", "会长柳禾青说,明年桥上还要装灯。") == 1
    assert said("明年装灯", "柳禾青致词时表示,明年桥上还要装灯。") == 1


def test_a_headed_text_that_names_nobody_of_the_report_is_another() -> None:
    assert said("桥面加宽两米", "镇政府昨日公布了桥面的图纸。") == 2
    assert said("杜小渡:明年装灯", "会长杜小渡说,明年桥上还要装灯。") == 2
    assert said("明年装灯", "杜小渡致词时表示,明年桥上还要装灯。") == 2
    assert said("他乡的渡口", "他走了四十里山路,才到河边。") == 2  # a story opens with 他, not with what he says
    assert said("柳禾青:明年装灯", "会长柳禾青说,明年桥上还要装灯。", source="") == 2


def test_the_day_of_a_web_page_below_its_title() -> None:
    assert count("2025-12-18") == 1


def count_signed(head: str, *, label: str = "", signed: bool = True, below_signed: bool = False) -> int:
    """Return how many articles a text with its writer below the headline and a headed text below it are."""
    page = f"{label}\n" * bool(label) + f"我与晚报三十年\n记者 柳禾青\n{TEXT}\n{head}\n{TEXT}\n"
    view = observe(visible_lines(page), Boxes((), ()))
    first = 1 if label else 0
    drafts = [
        Draft(head=[first], bylines=[first + 1] if signed else [], paragraphs=[Paragraph([first + 2])]),
        Draft(head=[first + 3], tails=[first + 4] if below_signed else [], paragraphs=[Paragraph([first + 4])]),
    ]
    return len(with_subheads(drafts, range(first), view))


def test_a_subhead_of_the_one_text_that_names_its_writer() -> None:
    assert count_signed("搬进新楼的日子") == 1


def test_below_a_signed_text_another_may_begin() -> None:
    assert count_signed("搬进新楼的日子", label="第03版:副刊") == 2  # a page of a paper
    assert count_signed("搬进新楼的日子", signed=False) == 2
    assert count_signed("搬进新楼的日子", below_signed=True) == 2
    assert count_signed("青石镇三百户街坊昨日搬进水边的新楼") == 2  # as long as a headline


def test_a_report_goes_on_with_a_name_alone_that_it_has_told() -> None:
    assert said("桥面加宽两米", "柳禾青透露,桥面要加宽两米,两边各留一条人行道。") == 1
    assert said("桥面加宽两米", "杜小渡透露,桥面要加宽两米,两边各留一条人行道。") == 2  # named nowhere above


LONG = "镇上的人说,老桥修了三回,每一回都有人把木料从山里背出来,背木料的人如今都老了,桥头的石碑上刻着他们的姓。" * 5


def count_long(
    head: str, below: str = LONG, *, later: str = "", column: str = "", next_line: str = ""
) -> tuple[int, list[str]]:
    """Return how many articles a report, a headed text below it and perhaps another are, and the lines of subheads."""
    stack = [line for line in (column, head, next_line) if line]
    page = "\n".join(
        [
            "老桥今年第三次大修",
            f"松溪晚报讯 {TEXT}背木料的人也来看。",
            *stack,
            below,
            *(("新渡口开航", later) if later else ()),
        ]
    )
    view = observe(visible_lines(page), Boxes((), ()))
    at = {line: index for index, line in reversed(list(enumerate(view.line_of)))}
    text = 2 + len(stack)
    drafts = [
        Draft(head=[0], paragraphs=[Paragraph(list(range(1, at[2])))]),
        Draft(
            kicker=[at[2]] if column else [],
            head=[at[2 + bool(column)]],
            subtitle=[at[text - 1]] if next_line else [],
            paragraphs=[Paragraph([at[text]])],
        ),
    ]
    if later:
        drafts.append(Draft(head=[at[text + 1]], paragraphs=[Paragraph([at[text + 2]])]))
    kept = with_subheads(drafts, [], view)
    subheads = ["/".join(view.pieces[i].text for i in part.lines) for part in kept[0].paragraphs if part.subhead]
    return len(kept), subheads


def test_a_long_text_below_a_short_line_is_of_the_report_where_no_other_names_a_source() -> None:
    assert count_long("背木料的人") == (1, ["背木料的人"])
    assert count_long("背木料的人", column="往事>>") == (1, ["往事>>/背木料的人"])
    assert count_long("背木料的人", next_line="石碑上有他们的姓") == (1, ["背木料的人/石碑上有他们的姓"])


def test_a_headed_text_on_another_matter_is_an_item_however_long() -> None:
    other = "今年蚕茧卖了好价钱,收购站门前清早就排起队,妇女们把自家的茧子挑了又挑,站长说明年还要添两台烘箱。" * 5
    assert count_long("蚕茧卖了好价钱", other) == (2, [])


def test_a_title_with_the_hour_below_it_is_no_subhead() -> None:
    lines = visible_lines(f"老桥今年第三次大修\n松溪晚报讯 {TEXT}\n背木料的人\n2014-05-06 10:22\n{LONG}")
    view = observe(lines, Boxes((), ()))
    at = {view.pieces[index].text: index for index in range(len(view.pieces))}
    drafts = [
        Draft(head=[0], paragraphs=[Paragraph(list(range(1, at["背木料的人"])))]),
        Draft(head=[at["背木料的人"]], paragraphs=[Paragraph([len(view.pieces) - 1])]),
    ]
    assert len(with_subheads(drafts, [at["2014-05-06 10:22"]], view)) == 2


def test_a_headed_text_without_source_may_be_an_item() -> None:
    assert count_long("背木料的人", TEXT) == (2, [])  # digests are of short texts
    assert count_long("背木料的人回到桥头看石碑上的姓还说起当年的大雪和渡口") == (2, [])
    assert count_long("背木料的人", later=f"本报讯(记者 柳禾青){TEXT}") == (3, [])  # reports here name their sources
    assert count_long("镇上简讯", f"●{LONG}") == (2, [])


def counted(*numbers: str, source: str = "") -> int:
    """Return how many articles three headed texts are, with what stands above the head of each."""
    heads = ["老桥要修三个月", "桥面加宽两米", "桥灯换成太阳能"]
    lines = [
        line for number, head in zip(numbers, heads, strict=True) for line in (number, head, source + TEXT) if line
    ]
    view = observe(visible_lines("\n".join(lines)), Boxes((), ()))
    at = [index for index, piece in enumerate(view.pieces) if piece.text in heads]
    drafts = [Draft(head=[index], paragraphs=[Paragraph([index + 1])]) for index in at]
    return len(with_subheads(drafts, [index - 1 for index in at[1:]], view))


def test_parts_of_a_report_are_counted_from_one_on_below_its_opening() -> None:
    assert counted("", "1", "2") == 1
    assert counted("", "01", "02") == 1
    assert counted("1", "2", "3") == 3  # a list
    assert counted("", "1", "3") == 3
    assert counted("", "", "1") == 3
    assert counted("", "1", "2", source="本报讯(记者 柳禾青)") == 3


def test_texts_on_two_matters_are_no_one_report() -> None:
    other = "今年蚕茧卖了好价钱,收购站门前清早就排起队,妇女们把自家的茧子挑了又挑,站长说明年还要添两台烘箱。" * 3
    for below, one in ((other, False), (LONG, True)):
        view = observe(visible_lines(f"老桥\n{LONG}\n又一段\n{below}"), Boxes((), ()))
        above, draft = Draft(head=[0], paragraphs=[Paragraph([1])]), Draft(head=[2], paragraphs=[Paragraph([3])])
        assert is_of_one_matter(draft, [above], view) is one


ROW = [
    ("镇长:渡轮换新船 两岸都在试航", "渡轮公司的新船"),
    ("街坊笑看野鸭上街 一路走到菜市", "渡轮公司门外的野鸭"),
    ("码头旧案开审 两名船工到庭", "渡轮公司的旧账"),
]


@pytest.mark.parametrize(("parts", "articles"), [(1, 3), (2, 1)])
def test_a_row_of_titles_with_one_line_of_text_each_is_a_list(parts: int, articles: int) -> None:
    """The same texts, each in two paragraphs, are a report and its parts: they name one company."""
    page, drafts = [], []
    for head, about in ROW:
        at = len(page)
        page += [head, *[f"{about},街坊说了很久,镇上也有人拍了下来。" * 12] * parts]
        drafts.append(Draft(head=[at], paragraphs=[Paragraph([at + 1 + part]) for part in range(parts)]))
    view = observe(visible_lines("\n".join(line.replace(" ", "") for line in page)), Boxes((), ()))
    assert len(with_subheads(drafts, [], view)) == articles


TOLD = (
    "青石镇的旧水管昨日全部换完,三千户人家喝上了清水。",
    "青石镇的施工队干了四十天,三千户人家没有停过一天水。",
    "明年还要换下游两个村的水管,图纸已经画了三稿。",
)


def count_marked(first: str, *heads: str, below: str = TOLD[2], between: str = "") -> int:
    """Return how many articles a report and two texts below it, each with a headline, are."""
    page = [first, TOLD[0], *filter(None, (between,)), heads[0], TOLD[1], heads[1], below]
    view = observe(visible_lines("\n".join(page)), Boxes((), ()))
    last = len(view.pieces) - 1
    at = (0, last - 3, last - 1)
    return len(with_subheads([Draft(head=[head], paragraphs=[Paragraph([head + 1])]) for head in at], [], view))


@pytest.mark.parametrize("heads", [("■挖沟四十天", "■下游还要换"), ("一、挖沟四十天", "二、下游还要换")])
def test_parts_with_one_mark_below_a_headline_without(heads: tuple[str, str]) -> None:
    assert count_marked("青石镇换上新水管", *heads) == 1
    assert count_marked("■青石镇换上新水管", *heads) == 3  # a list marks all its items
    assert count_marked("青石镇换上新水管", *heads, between="简讯") == 3
    assert count_marked("青石镇换上新水管", *heads, below=f"本报讯 {TOLD[2]}") == 3


def test_marks_of_two_kinds_or_counted_on_are_no_parts() -> None:
    assert count_marked("青石镇换上新水管", "■挖沟四十天", "◆下游还要换") == 3
    assert count_marked("青石镇换上新水管", "五、挖沟四十天", "六、下游还要换") == 3


def test_one_marked_part_goes_on_where_its_words_do() -> None:
    def count(below: str, *, headed: bool = True) -> int:
        opening = TOLD[0] * 5
        page = ["青石镇换上新水管", opening, "■挖沟四十天", below]
        view = observe(visible_lines("\n".join(page)), Boxes((), ()))
        first = Draft(head=[0] if headed else [], paragraphs=[Paragraph([1])])
        return len(with_subheads([first, Draft(head=[2], paragraphs=[Paragraph([3])])], [], view))

    assert count(TOLD[1]) == 1
    assert count(TOLD[1], headed=False) == 1
    assert count("县里的气象台说周末有雨,晒谷的人家趁天晴把场院腾空。") == 2


def test_what_somebody_said_heads_a_part() -> None:
    def count(head: str, below: str = "县里的气象台说周末有雨。") -> int:
        view = observe(visible_lines(f"青石镇换上新水管\n{TOLD[0]}\n{head}\n{below}"), Boxes((), ()))
        last = len(view.pieces) - 1
        drafts = [
            Draft(head=[0], paragraphs=[Paragraph([1])]),
            Draft(head=list(range(2, last)), paragraphs=[Paragraph([last])]),
        ]
        return len(with_subheads(drafts, [], view))

    assert count("“明年还要换”") == 1
    assert count("“明年还要换”镇长这样说") == 2
    assert count("“明年还要换”", f"本报讯 {TOLD[2]}") == 2


@pytest.mark.parametrize(
    ("number", "below", "parts"),
    [
        ("01", TOLD[1], 1),
        ("1", TOLD[1], 2),
        ("01", "县里的气象台说周末有雨,晒谷的人家趁天晴把场院腾空。", 2),
        ("02", TOLD[1], 2),
    ],
)
def test_the_first_counted_part_of_a_text_that_is_cut_off(number: str, below: str, parts: int) -> None:
    view = observe(visible_lines(f"青石镇换上新水管\n{TOLD[0]}\n{number}\n挖沟四十天\n{below}"), Boxes((), ()))
    drafts = [Draft(head=[0], paragraphs=[Paragraph([1])]), Draft(head=[3], paragraphs=[Paragraph([4])])]
    assert len(with_subheads(drafts, [2], view)) == parts


def test_another_story_is_no_part_of_the_one_article() -> None:
    other = "区法院判处一名盗窃电动车的男子有期徒刑八个月,并处罚金两千元,法官当庭宣读了判决书,他没有上诉。"
    assert count("2025-12-18 08:30 来源:松溪晚报") == 1
    assert count("2025-12-18 08:30 来源:松溪晚报", below=other) == 2
