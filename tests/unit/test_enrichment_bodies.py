"""Organisations: their kind, the one form they have across an archive, and what must stay as it is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from worker.document.identity import IssueIdentity
from worker.document.issue import Article, Dateline, Issue
from worker.enrichment import Enricher, load_enricher
from worker.enrichment.bodies.forms import Forms, Surroundings, in_full, owners, read_forms
from worker.enrichment.bodies.kinds import kinds_of
from worker.errors import ConfigurationError
from worker.lexicon.bodies import KINDS, SHORT_FORMS, TAILS

if TYPE_CHECKING:
    from pathlib import Path

    from worker.document.enrichment import Enrichment


def enrich(enricher: Enricher, body: str, paper: str = "", place: str = "") -> Enrichment:
    article = Article(ordinal=1, paragraphs=(body,), dateline=Dateline(place=place))
    return enricher.enrich(article, Issue(IssueIdentity(publication=paper), ()))


@pytest.mark.parametrize(
    ("body", "kinds"),
    [
        ("北京大学", ["school"]),
        ("北京大学出版社", ["media"]),  # the longest ending decides
        ("松溪小学", ["school"]),
        ("山城日报", ["media"]),
        ("新华社", ["media"]),
        ("市中心血站", ["hospital"]),
        ("甲市第一人民医院", ["hospital"]),
        ("北碚区林业局", ["government"]),
        ("中华书局", ["media"]),  # no office of a government
        ("县供电局", ["company"]),
        ("北碚区人大常委会", ["congress"]),
        ("市政协", ["congress"]),
        ("北碚区人民法院", ["court"]),
        ("中共重庆市委", ["party"]),
        ("市委组织部", ["party"]),
        ("团市委", ["association"]),  # not the city's party committee
        ("发改委", ["government"]),
        ("武警总队", ["army"]),
        ("省高速集团", ["company"]),
        ("中国作家协会", ["association"]),
        ("重庆中国三峡博物馆", ["culture"]),
        ("石港塘村村委会", ["community"]),
        ("联合国", ["international"]),
        ("国际足联", ["international"]),
        ("国际商业机器公司", ["company"]),  # between no states
        ("美国国务院", ["government", "foreign"]),
        ("东京大学", ["school", "foreign"]),
        ("塔利班", ["army", "foreign"]),
        ("中国驻美国大使馆", ["government"]),
        ("万象集团", ["company"]),  # a city abroad has the name as well
        ("重庆大学(虎溪校区)", ["school"]),
        ("零度地带", []),
    ],
)
def test_kinds(body: str, kinds: list[str]) -> None:
    assert list(kinds_of(body)) == kinds
    assert set(kinds) <= set(KINDS)


LIULIN = Surroundings({"县": "柳林县", "市": "吕梁市"}, {"朝阳区": "吉林省/长春市/朝阳区"})


@pytest.mark.parametrize(
    ("printed", "form"),
    [
        # what everybody knows
        ("中科院", "中国科学院"),
        ("北大", "北京大学"),
        ("农行北碚支行", "中国农业银行北碚支行"),
        ("中华人民共和国教育部", "教育部"),
        # after a place
        ("北碚区人大常委会", "北碚区人民代表大会常务委员会"),
        ("重庆市北碚区政府", "北碚区人民政府"),
        ("甲市一医院", "甲市第一人民医院"),  # of a place that no table has
        ("甲市第一中学", "甲市第一中学"),
        ("甲市一中", "甲市第一中学"),
        ("北碚区委", "中共北碚区委"),
        ("中国共产党北碚区委员会", "中共北碚区委"),
        ("北碚区委统一战线工作部", "中共北碚区委统战部"),
        ("政协北碚区委员会", "北碚区政协"),
        ("共青团北碚区委员会", "共青团北碚区委"),
        # after a place without its suffix, where just one division is called so
        ("柳林二中", "柳林县第二中学"),
        ("柳林公安局", "柳林县公安局"),
        ("吉林一中", "吉林市第一中学"),  # a school of the town that is called like its province
        ("湖南一中", "湖南一中"),  # no town is called so
        ("北京四中", "北京市第四中学"),
        ("吕梁中院", "吕梁市中级人民法院"),
        ("重庆市第一中学校", "重庆市第一中学"),
        ("欧盟委员会", "欧盟委员会"),  # 欧盟 is no 盟 of Inner Mongolia
        # the grid's
        ("国家电网柳林县供电公司", "国网柳林县供电公司"),
        ("国网公司", "国家电网公司"),
        # a level, and the one place of it that is named
        ("县教育局", "柳林县教育局"),
        ("县人大常委会", "柳林县人民代表大会常务委员会"),
        ("市一医院", "吕梁市第一人民医院"),
        # others share the name of the place
        ("朝阳区法院", "长春市朝阳区人民法院"),
        ("北京市朝阳区法院", "北京市朝阳区人民法院"),
        # what must stay
        ("省教育厅", "省教育厅"),  # no province is named
        ("人大", "人大"),  # a congress or a university
        ("市场监督管理局", "市场监督管理局"),  # no level
        ("南通市场监督管理局", "南通市场监督管理局"),
        ("朝阳法院", "朝阳法院"),  # of which of them
        ("柳林集团", "柳林集团"),  # a firm, which only its name is of
        ("北京大学", "北京大学"),
        ("北京师范大学", "北京师范大学"),
        ("甲市第一医院", "甲市第一医院"),  # not 第一人民医院
        ("中华人民共和国驻法国大使馆", "中华人民共和国驻法国大使馆"),
        ("中国共产党", "中国共产党"),
        ("县", "县"),
    ],
)
def test_forms(printed: str, form: str) -> None:
    assert Forms().standing(printed, printed, LIULIN).name == form


def test_a_form_is_its_own_form() -> None:
    forms = Forms()
    for full in {*SHORT_FORMS.values()} | {f"北碚区{tail}" for tail in TAILS.values()}:
        once = forms.standing(full, full).name
        assert forms.standing(once, once).name == once


def test_no_short_form_means_two_bodies_and_none_is_a_full_form() -> None:
    assert not SHORT_FORMS.keys() & set(SHORT_FORMS.values())
    assert not TAILS.keys() & set(TAILS.values())


@pytest.mark.parametrize(
    ("places", "paths", "found"),
    [
        (["柳林县"], ["山西省/吕梁市/柳林县"], {"县": "柳林县", "市": "吕梁市", "省": "山西省"}),
        (["甲县", "乙县"], [], {}),  # two can be meant
        (["杭州"], ["浙江省/杭州市"], {"市": "杭州市", "省": "浙江省"}),  # 杭州 is no 州
        (["千叶县", "日本"], [], {}),  # another country's
        (["城区", "市区"], [], {}),  # parts of any town
    ],
)
def test_owners_of_levels(places: list[str], paths: list[str], found: dict[str, str]) -> None:
    assert owners(places, paths) == found


@pytest.mark.parametrize(
    ("short", "others", "full"),
    [
        ("华为", ["华为技术有限公司", "华为"], "华为技术有限公司"),
        ("北师大", ["北京师范大学", "北师大"], "北京师范大学"),
        ("北京大学", ["北京师范大学", "北京大学"], ""),  # not its first letters
        ("长安", ["长安汽车股份有限公司", "长安集团"], ""),  # two can be meant
        ("中国石油", ["中国石油大学"], ""),  # no company
    ],
)
def test_abbreviations_within_an_article(short: str, others: list[str], full: str) -> None:
    assert in_full(short, others) == full


def test_one_body_in_several_issues_is_one_value(enricher: Enricher) -> None:
    texts = {
        "浙江省杭州市西湖区教育局昨日发布通知。": ("", ""),
        "昨日,区教育局发布通知,杭州市西湖区的学校今天开学。": ("", ""),
        "区教育局昨日发布通知。": ("西湖报", "杭州市西湖区"),
    }
    found = [enrich(enricher, text, *where) for text, where in texts.items()]
    assert {one.bodies for one in found} == {("杭州市西湖区教育局",)}
    assert found[1].organizations == ("区教育局",)  # as printed
    assert found[1].body_forms == (("杭州市西湖区教育局", "区教育局"),)
    assert "区教育局" in found[1].body_aliases
    [mention] = [one for one in found[1].mentions if one.name == "区教育局"]
    assert mention.body == "杭州市西湖区教育局"


def test_a_person_has_the_last_word(enricher: Enricher, tmp_path: Path) -> None:
    path = tmp_path / "bodies.txt"
    path.write_text("# mine\n北碚区环境保护局 = 北碚区生态环境局\n中科院 = 中科院\n", encoding="utf-8")
    forms = Forms(read_forms(path))
    assert forms.standing("北碚区环保局", "北碚区环保局").name == "北碚区生态环境局"  # joined after the rules
    assert forms.standing("中科院", "中科院") == ("中科院", "yours")  # kept apart
    assert load_enricher(body_forms=path).version != enricher.version  # a reindex is due


@pytest.mark.parametrize("text", ["北大\n", "北大 =\n", "= 北京大学\n"])
def test_a_wrong_line_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "bodies.txt"
    path.write_text(f"# mine\n{text}", encoding="utf-8")
    with pytest.raises(ConfigurationError, match="line 2"):
        read_forms(path)


@pytest.mark.parametrize(
    ("body", "roles"),
    [
        ("区委书记王俊主持会议。", [("王俊", "区委书记")]),
        ("王俊(区委书记)、李明(女,汉族,副区长)出席会议。", [("王俊", "区委书记"), ("李明", "副区长")]),
        ("王俊（區長）主持會議。", [("王俊", "區長")]),  # as printed
        ("图为王俊(左一)和李明(右二)在现场。", []),  # no positions
        ("王俊(见图)昨日来到现场。", []),
        ("村民陈永明告诉记者,路修好了。", [("陈永明", "村民")]),
    ],
)
def test_positions_as_printed(enricher: Enricher, body: str, roles: list[tuple[str, str]]) -> None:
    assert list(enrich(enricher, body).people_roles) == roles


@pytest.mark.parametrize(
    ("body", "paper", "where"),
    [
        # side by side
        ("记者来到浙江省杭州市西湖区采访。", "", ("西湖区", "浙江省/杭州市/西湖区", "printed")),
        ("记者来到北碚区金刀峡镇采访。", "", ("金刀峡镇", "重庆市/北碚区", "printed")),
        # one division has the name
        ("记者来到北碚区采访。", "", ("北碚区", "重庆市/北碚区", "unique")),
        # several have it
        ("记者从北京出发,来到朝阳区采访。", "", ("朝阳区", "北京市/朝阳区", "article")),
        ("记者来到江北区采访。", "重庆日报", ("江北区", "重庆市/江北区", "paper")),
    ],
)
def test_where_a_place_lies(enricher: Enricher, body: str, paper: str, where: tuple[str, str, str]) -> None:
    assert where in enrich(enricher, body, paper).place_divisions


@pytest.mark.parametrize("body", ["记者来到朝阳区采访。", "《山城日报》昨日报道了此事。", "公安昨日来到现场。"])
def test_where_a_place_lies_is_not_guessed(enricher: Enricher, body: str) -> None:
    assert enrich(enricher, body).place_divisions == ()


def test_the_words_of_a_dictionary_win_and_the_reasons_say_so(tmp_path: Path) -> None:
    path = tmp_path / "own.txt"
    path.write_text("张伟 2000 n\n零度地带 2000 nt\n", encoding="utf-8")
    article = Article(ordinal=1, paragraphs=("校长张伟在零度地带演讲。",))
    [(found, reasons)] = load_enricher((path,)).explain(Issue(IssueIdentity(), (article,)))
    assert found.people == ()
    assert found.organizations == ("零度地带",)
    told = {one.text: (one.found.value, one.refused and one.refused.value) for one in reasons}
    assert told["张伟"] == ("model", "dictionary")
    assert told["零度地带"][0] == "dictionary"


def test_well_known_short_forms_are_found(enricher: Enricher) -> None:
    assert enrich(enricher, "中科院院士在会上演讲。").bodies == ("中国科学院",)
    assert enrich(enricher, "李清华昨日在会上演讲。").organizations == ()  # somebody, not the university
