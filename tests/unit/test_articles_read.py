"""An article read out of its draft: who wrote and who took the pictures, what is a caption and what the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from worker.parsing.assembly.articles import read_article
from worker.parsing.assembly.drafts import Draft, Paragraph
from worker.parsing.assembly.pictures.repeated_captions import without_repeated_captions
from worker.parsing.layout.lines import visible_lines

if TYPE_CHECKING:
    from worker.document.issue import Article


def read(text: str, draft: Draft) -> Article:
    return read_article(draft, visible_lines(text), ordinal=1, page="1", issue_date=None, confidence=1.0)[0]


@pytest.mark.parametrize(
    ("line", "wrote", "took"),
    [
        ("记者 柳禾青/文 杜小渡/图", ["柳禾青"], ["杜小渡"]),
        ("(柳禾青 文/杜小渡 图)", ["柳禾青"], ["杜小渡"]),
        ("图:柳禾青 杜小渡", [], ["柳禾青", "杜小渡"]),
        ("(记者 柳禾青 通讯员 杜小渡 摄)", [], ["柳禾青", "杜小渡"]),
        ("本报记者 柳禾青 摄影报道", ["柳禾青"], []),  # wrote as well
        ("记者 柳禾青 文/图", ["柳禾青"], []),
    ],
)
def test_who_wrote_and_who_took_the_pictures(line: str, wrote: list[str], took: list[str]) -> None:
    text = f"老桥换新颜\n昨日,老桥重新通车。街坊都来看。\n{line}"
    for draft in (
        Draft(head=(0,), paragraphs=(Paragraph((1,)),), bylines=(2,)),
        Draft(head=(0,), paragraphs=(Paragraph((1,)),), tails=(2,)),
    ):
        article = read(text, draft)
        assert [person.name for person in article.byline] == wrote
        assert [person.name for person in article.credits] == took


def test_a_text_and_a_credit_alone_are_a_picture() -> None:
    article = read("工人在换水管。\n记者 柳禾青 摄", Draft(paragraphs=(Paragraph((0,)),), credits=(1,)))
    assert (article.captions, article.paragraphs) == (("工人在换水管。",), ())


@pytest.mark.parametrize(
    ("text", "draft"),
    [
        # a report with a picture's credit below
        ("本报讯 工人昨日换水管。\n记者 柳禾青 摄", Draft(paragraphs=(Paragraph((0,)),), credits=(1,))),
        # somebody wrote it
        (
            "工人昨日换水管。\n记者 杜小渡\n记者 柳禾青 摄",
            Draft(paragraphs=(Paragraph((0,)),), bylines=(1,), credits=(2,)),
        ),
        # a poem with its drawing
        ("水管弯弯\n柳禾青 画", Draft(paragraphs=(Paragraph((0,), verse=True),), credits=(1,))),
    ],
)
def test_what_is_no_picture_keeps_its_text(text: str, draft: Draft) -> None:
    article = read(text, draft)
    assert (article.captions, len(article.paragraphs)) == ((), 1)


@pytest.mark.parametrize("sign", ["▲", "■", "◆ "])
def test_the_sign_before_a_caption_is_no_part_of_it(sign: str) -> None:
    article = read(
        f"{sign}工人在换水管。\n记者 柳禾青 摄", Draft(paragraphs=(Paragraph((0,), caption=True),), credits=(1,))
    )
    assert article.captions == ("工人在换水管。",)


@pytest.mark.parametrize("first", [True, False], ids=["caption", "text"])
def test_a_caption_printed_twice_stands_once(*, first: bool) -> None:
    text = "水管换好了,街坊都来看热闹。\n水管换好了,街坊都来看热闹。记者柳禾青摄\n老街昨日通水。"
    draft = Draft(paragraphs=(Paragraph((0,), caption=first), Paragraph((1,), caption=True), Paragraph((2,))))
    article = read(text, draft)
    assert (article.captions, article.paragraphs) == (("水管换好了,街坊都来看热闹。",), ("老街昨日通水。",))


def test_a_caption_printed_again_opens_no_article() -> None:
    lines = visible_lines(
        "老街通水\n水管换好了,街坊都来看热闹。记者柳禾青摄\n水管换好了,街坊都来看热闹。\n街坊说水很清。"
    )
    drafts = [
        Draft(head=(0,), paragraphs=(Paragraph((1,)),)),
        Draft(head=(2,), paragraphs=(Paragraph((3,)),)),
    ]
    (draft,) = without_repeated_captions(drafts, lines)
    assert [paragraph.lines for paragraph in draft.paragraphs] == [(1,), (2,), (3,)]
    assert [paragraph.caption for paragraph in draft.paragraphs] == [True, True, False]


def test_another_headline_opens_one() -> None:
    lines = visible_lines("老街通水\n水管换好了,街坊都来看热闹。\n水管厂招工\n工厂昨日招工。")
    drafts = [
        Draft(head=(0,), paragraphs=(Paragraph((1,)),)),
        Draft(head=(2,), paragraphs=(Paragraph((3,)),)),
    ]
    assert len(without_repeated_captions(drafts, lines)) == len(drafts)


def test_a_source_line_opens_no_caption() -> None:
    article = read(
        "老学堂挂牌\n本报讯(记者 柳禾青)老学堂昨天挂牌。", Draft(head=(0,), paragraphs=(Paragraph((1,), caption=True),))
    )
    assert (article.captions, article.paragraphs) == ((), ("老学堂昨天挂牌。",))
    assert [person.name for person in article.byline] == ["柳禾青"]


def test_a_caption_below_a_report_may_open_so() -> None:
    article = read(
        "老学堂挂牌\n本报讯 老学堂昨天挂牌。\n新华社松溪3日电 图为老学堂。",
        Draft(head=(0,), paragraphs=(Paragraph((1,)), Paragraph((2,), caption=True))),
    )
    assert len(article.captions) == 1


@pytest.mark.parametrize(
    ("printed", "headline"),
    [
        ("老桥换新颜 |", "老桥换新颜"),  # the bar of a table that a crawler left
        ("*老桥换新颜*", "老桥换新颜"),
        ("3. 老桥换新颜", "老桥换新颜"),
        ("老桥|新颜", "老桥|新颜"),
    ],
)
def test_what_stood_around_a_headline_goes(printed: str, headline: str) -> None:
    article = read(f"{printed}\n昨日,老桥重新通车。", Draft(head=(0,), paragraphs=(Paragraph((1,)),)))
    assert article.headline == headline


def test_a_blank_of_a_typesetting_system_is_an_indent() -> None:
    (line,) = visible_lines("\ue5e5老学堂挂牌\ue5d2")
    assert line.text == "老学堂挂牌"
    assert visible_lines("记者 \ue823小渡")[0].text == "记者 \ue823小渡"  # a rare character of a name


TEXT = "昨日,老桥重新通车,街坊都来看。\n桥长一百二十米。"


@pytest.mark.parametrize(
    ("stack", "headline"),
    [
        (["老桥换新颜", "老桥换新颜"], "老桥换新颜"),  # as a web page prints its title
        (["老桥换新颜 街坊都来看", "老桥换新颜  街坊都来看"], "老桥换新颜 街坊都来看"),  # another space
        (["原标题:老桥换新颜"], "老桥换新颜"),
        (["老桥换新颜", "(原题:老桥换新颜"], "老桥换新颜"),
        (["看看", "看看"], "看看看看"),  # a refrain
        (["老桥换新颜", "老街换新颜"], "老桥换新颜 老街换新颜"),
    ],
)
def test_a_title_printed_twice_stands_once(stack: list[str], headline: str) -> None:
    count = len(stack)
    draft = Draft(head=tuple(range(count)), paragraphs=(Paragraph((count,)), Paragraph((count + 1,))))
    assert read("\n".join((*stack, TEXT)), draft).headline == headline


def test_a_kicker_or_subtitle_that_repeats_the_headline_is_none() -> None:
    draft = Draft(kicker=(0,), head=(1,), subtitle=(2,), paragraphs=(Paragraph((3,)), Paragraph((4,))))
    article = read(f"老桥换新颜\n老桥换新颜\n街坊都来看\n{TEXT}", draft)
    assert (article.kicker, article.headline, article.subtitle) == ("", "老桥换新颜", "街坊都来看")


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("松江新闻记者 柳禾青", ["柳禾青"]),
        ("新华社记者柳禾青、杜小渡", ["柳禾青", "杜小渡"]),
        ("小记者的一天", []),  # a headline
        ("记者手记", []),
        ("街坊与记者", []),
        ("云开雾散", []),  # no role
    ],
)
def test_a_line_that_names_reporters_is_no_headline_and_no_text(line: str, names: list[str]) -> None:
    headed = Draft(head=(0, 1), paragraphs=(Paragraph((2,)), Paragraph((3,))))
    article = read(f"老桥换新颜\n{line}\n{TEXT}", headed)
    assert [person.name for person in article.byline] == names
    assert article.headline == ("老桥换新颜" if names else f"老桥换新颜 {line}")
    opened = Draft(head=(0,), paragraphs=(Paragraph((1,)), Paragraph((2,)), Paragraph((3,))))
    article = read(f"老桥换新颜\n{line}\n{TEXT}", opened)
    assert [person.name for person in article.byline] == names
    assert len(article.paragraphs) == (2 if names else 3)
    closed = Draft(head=(0,), paragraphs=(Paragraph((1,)), Paragraph((2,)), Paragraph((3,))))
    article = read(f"老桥换新颜\n{TEXT}\n{line}", closed)
    assert [person.name for person in article.byline] == names
    assert len(article.paragraphs) == (2 if names else 3)


@pytest.mark.parametrize(
    ("last", "wrote", "took", "captions"),
    [
        ("工人在铺路。 记者 柳禾青 摄影报道", ["柳禾青"], [], []),  # below a text of several it signs
        ("工人在铺路。 记者 柳禾青 摄", [], ["柳禾青"], ["工人在铺路。"]),  # among text: a caption
        ("这是新修的老桥(6月22日摄)。", [], [], ["这是新修的老桥(6月22日摄)。"]),
        ("新修的老桥(无人机照片)。", [], [], ["新修的老桥(无人机照片)。"]),
        ("修桥的工人(摄于2019年)", [], [], ["修桥的工人(摄于2019年)"]),
        ("桥修了三年(2019年动工)。", [], [], []),
        (f"{'工人在铺路,街坊都来看。' * 14} 记者 柳禾青 摄", [], ["柳禾青"], []),  # too long for one
    ],
)
def test_how_a_paragraph_ends_says_what_it_is(
    last: str, wrote: list[str], took: list[str], captions: list[str]
) -> None:
    draft = Draft(head=(0,), paragraphs=(Paragraph((1,)), Paragraph((2,)), Paragraph((3,))))
    article = read(f"老桥换新颜\n{TEXT}\n{last}", draft)
    assert [person.name for person in article.byline] == wrote
    assert [person.name for person in article.credits] == took
    assert list(article.captions) == captions


@pytest.mark.parametrize(("stack", "headline"), [([], "走近老桥——松溪修桥记"), (["老桥换新颜"], "老桥换新颜")])
def test_a_title_behind_the_source_line_is_no_text(stack: list[str], headline: str) -> None:
    text = "\n".join((*stack, "新华社松溪1月2日电 题:走近老桥——松溪修桥记", TEXT))
    first = len(stack)
    draft = Draft(head=tuple(range(first)), paragraphs=tuple(Paragraph((first + each,)) for each in range(3)))
    article = read(text, draft)
    assert (article.headline, article.source, len(article.paragraphs)) == (headline, "新华社松溪1月2日电", 2)


def test_a_text_behind_the_same_mark_stays() -> None:
    text = "新华社松溪1月2日电 题:昨日,老桥重新通车。街坊都来看。\n桥长一百二十米。"
    article = read(text, Draft(paragraphs=(Paragraph((0,)), Paragraph((1,)))))
    assert article.paragraphs == ("昨日,老桥重新通车。街坊都来看。", "桥长一百二十米。")


def test_a_line_of_its_own_that_says_who_pictured_and_reported_signs_a_text_of_several_paragraphs() -> None:
    text = f"老桥换新颜\n{TEXT}\n记者 柳禾青 摄影报道"
    several = read(text, Draft(head=(0,), paragraphs=(Paragraph((1,)), Paragraph((2,))), credits=(3,)))
    assert ([person.name for person in several.byline], several.credits) == (["柳禾青"], ())
    picture = Draft(head=(0,), paragraphs=(Paragraph((1, 2), caption=True),), credits=(3,))
    assert [person.name for person in read(text, picture).byline] == ["柳禾青"]  # a reporter wrote the caption too
    picture = Draft(head=(0,), paragraphs=(Paragraph((1, 2), caption=True),), credits=(3,))
    one = read(text.replace("记者 ", ""), picture)
    assert ([person.name for person in one.credits], one.byline) == (["柳禾青"], ())


STORY = "昨日,老桥重新通车,街坊都来看。"
BELOW = "桥长一百二十米,修了三年。"
GLUED = [
    ("早报记者 柳禾青 杜小渡 通讯员 章华 ", ["柳禾青", "杜小渡", "章华"]),
    ("本报记者柳禾青摄影报道 ", ["柳禾青"]),
]


@pytest.mark.parametrize(("opening", "names"), [*GLUED, ("(记者 柳禾青 通讯员 杜小渡)", ["柳禾青", "杜小渡"])])
def test_reporters_before_a_text_are_taken_off(opening: str, names: list[str]) -> None:
    draft = Draft(head=(0,), paragraphs=(Paragraph((1,)), Paragraph((2,))))
    article = read(f"老桥换新颜\n{opening}{STORY}\n{BELOW}", draft)
    assert [person.name for person in article.byline] == names
    assert article.paragraphs == (STORY, BELOW)


@pytest.mark.parametrize(("opening", "names"), GLUED)
def test_a_byline_that_runs_on_into_text_loses_no_text(opening: str, names: list[str]) -> None:
    draft = Draft(head=(0,), paragraphs=(Paragraph((2,)),), bylines=(1,))  # as the model may label it
    article = read(f"老桥换新颜\n{opening}{STORY}\n{BELOW}", draft)
    assert [person.name for person in article.byline] == names
    assert article.paragraphs == (STORY, BELOW)


@pytest.mark.parametrize("opening", ["记者从镇里获悉,", "通讯员柳禾青是镇上的老人,"])
def test_a_sentence_about_a_reporter_is_text(opening: str) -> None:
    draft = Draft(head=(0,), paragraphs=(Paragraph((1,)), Paragraph((2,))))
    article = read(f"老桥换新颜\n{opening}{STORY}\n{BELOW}", draft)
    assert article.byline == ()
    assert article.paragraphs == (opening + STORY, BELOW)


@pytest.mark.parametrize(
    ("stack", "headline", "subtitle"),
    [
        ("老\n桥\n新\n颜", "老桥新颜", ""),  # one vertical line, whatever the last of them was taken for
        ("老\n桥\n新\n\n颜", "老桥新", "颜"),  # set apart
        ("老\n桥上\n新\n颜", "老桥上新", "颜"),  # two characters stand on one line: as it was labelled
    ],
)
def test_lines_of_one_character_are_one_line(stack: str, headline: str, subtitle: str) -> None:
    article = read(f"{stack}\n{STORY}", Draft(head=(0, 1, 2), subtitle=(3,), paragraphs=(Paragraph((4,)),)))
    assert (article.headline.replace(" ", ""), article.subtitle) == (headline, subtitle)
