"""Records of reference managers and catalogues: each field exact, none of them taken for a page's text."""

from __future__ import annotations

import datetime as dt

import pytest

from worker.document.source import Document
from worker.readers import registry
from worker.readers.base import Limits, Rejected, Source
from worker.readers.exports.bibtex import entries_of
from worker.search.exporting import ExportFormat, exported

LIMITS = Limits(16 * 1024 * 1024)

RIS = """TY  - NEWS
AU  - 陈小满
AU  - Harper, Ellen
TI  - 渡口添了候船亭
T2  - 云岭日报
DA  - 2023/10/27/
PY  - 2023
SP  - A03
KW  - 渡口
KW  - 民生
AB  - 云岭县北坡渡口的候船亭昨天启用。
老人过河不再淋雨。
UR  - https://example.com/1
ER  -\x20

TY  - NEWS
TI  - 晚稻开镰
T2  - 云岭日报
DA  - 2023/10/27/
SP  - A03
ER  -\x20
"""
ENDNOTE = """%0 Newspaper Article
%A 陈小满;李禾
%T 渡口添了候船亭
%J 云岭日报
%8 2023-10-27
%P 003
%I 云岭日报
%L 99-0315
%X 候船亭昨天启用。
%W CNKI

%0 Newspaper Article
%T 晚稻开镰
%J 云岭日报
%8 2023-10-28
%P 001
"""
NOTEEXPRESS = """{Reference Type}: Newspaper Article
{Title}: 渡口添了候船亭
{Author}: 陈小满;李禾;
{Author Address}: 云岭日报社
,云岭县
{Journal}: 云岭日报
{Date}: 2023-10-27
{Pages}: 003
{Keywords}: 渡口;;民生
{Abstract}：候船亭昨天启用。
{Database Provider}: CNKI

{Reference Type}: Journal Article
{Title}: 渡口的来历
{Author}: 周远
{Journal}: 云岭史志
{Year}: 2019
{Issue}: 4
{Pages}: 31-38
{Abstract}: 北坡渡口见于旧志。
"""
REFWORKS = """RT Newspaper Article
SR 1
A1 陈小满;李禾
T1 渡口添了候船亭
JF 云岭日报
FD 2023-10-27
YR 2023
OP 003
K1 渡口;民生
AB 候船亭昨天启用。
DS CNKI
"""
BIBTEX = """% of the county library
@article{chen-2023,
  title = {渡口添了{\\&}候船亭},
  author = {陈小满 and Harper, Ellen and {Reed and Sons}},
  journal = "云岭日报",
  year = 2023, month = 10, day = 27,
  pages = {3},
  abstract = {候船亭昨天启用, 100\\% 木结构。},
}
@comment{left out}
@misc{li, title={晚稻开镰}, abstract={开镰了。}}
"""


def read(text: str, name: str = "题录.txt", encoding: str = "utf-8") -> list[Document | Rejected]:
    return list(registry.read(Source(name, text.encode(encoding)), LIMITS))


def documents(text: str, encoding: str = "utf-8") -> list[Document]:
    found = read(text, encoding=encoding)
    assert [one for one in found if isinstance(one, Rejected)] == []
    return [one for one in found if isinstance(one, Document)]


def test_ris() -> None:
    first, second = documents(RIS)
    [article] = first.articles
    assert (article.headline, article.page, article.url) == ("渡口添了候船亭", "A03", "https://example.com/1")
    assert [person.name for person in article.byline] == ["陈小满", "Ellen Harper"]
    assert article.paragraphs == ("云岭县北坡渡口的候船亭昨天启用。", "老人过河不再淋雨。")
    assert article.keywords == ("渡口", "民生")
    assert (first.identity.publication, first.identity.date) == ("云岭日报", dt.date(2023, 10, 27))
    assert second.articles[0].headline == "晚稻开镰"
    assert second.articles[0].paragraphs == ()


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("text", [ENDNOTE, NOTEEXPRESS, REFWORKS])
def test_what_catalogues_write(text: str, encoding: str) -> None:
    first = documents(text, encoding)[0]
    [article] = first.articles
    assert (article.headline, article.page) == ("渡口添了候船亭", "3")
    assert [person.name for person in article.byline] == ["陈小满", "李禾"]
    assert article.paragraphs == ("候船亭昨天启用。",)
    assert (first.identity.publication, first.identity.date) == ("云岭日报", dt.date(2023, 10, 27))


def test_pages_of_a_volume_are_no_page_of_a_paper() -> None:
    journal = documents(NOTEEXPRESS)[-1]
    [article] = journal.articles
    assert (article.headline, article.page, journal.identity.page) == ("渡口的来历", "", "")
    assert journal.identity.date is None  # a year is no day
    assert article.paragraphs == ("北坡渡口见于旧志。",)


def test_bibtex() -> None:
    first, second = documents(BIBTEX)
    [article] = first.articles
    assert (article.headline, article.page) == ("渡口添了&候船亭", "3")
    assert [person.name for person in article.byline] == ["陈小满", "Ellen Harper", "Reed and Sons"]
    assert article.paragraphs == ("候船亭昨天启用, 100% 木结构。",)
    assert (first.identity.publication, first.identity.date) == ("云岭日报", dt.date(2023, 10, 27))
    assert [one.headline for one in second.articles] == ["晚稻开镰"]


@pytest.mark.parametrize("form", [ExportFormat.RIS, ExportFormat.BIBTEX])
def test_what_the_archive_itself_exports(form: ExportFormat) -> None:
    said = {
        "id": "yunling-2023-10-27-p03-a01", "publication": "云岭日报", "date": "2023-10-27", "page": "3",
        "headline": "渡口{添了}100%的#亭", "byline": [{"name": "陈小满"}], "summary": "候船亭昨天启用。",
    }  # fmt: skip
    [document] = documents(b"".join(exported([said], form)).decode())
    [article] = document.articles
    assert (article.headline, article.page, article.paragraphs) == (said["headline"], "3", ("候船亭昨天启用。",))
    assert [person.name for person in article.byline] == ["陈小满"]
    assert document.identity.date == dt.date(2023, 10, 27)


def test_a_record_is_a_part_of_its_page_and_the_same_one_each_time() -> None:
    """It tells of an article and is not the page: dropped after the page, it replaces nothing of it."""
    first, second = documents(RIS)
    assert first.identity.part
    assert second.identity.part
    assert first.identity.part != second.identity.part
    assert [one.identity.part for one in documents(RIS)] == [first.identity.part, second.identity.part]


def test_what_is_cut_off_is_told() -> None:
    cut, kept = read(RIS.rstrip().removesuffix("ER  -").rstrip())
    assert isinstance(kept, Document)
    assert isinstance(cut, Rejected)
    assert cut.key == "record 2"
    assert "cut off" in str(cut.error)
    entry = BIBTEX[: BIBTEX.index("@comment")].rstrip().removesuffix("}")
    [cut] = read(entry)
    assert isinstance(cut, Rejected)


def test_entries_without_an_end_are_given_up_after_some() -> None:
    """The end of each is sought to the end of the text: a file of nothing else would be read for hours."""
    assert [*entries_of("@article{a, title = {渡口\n" * 5000)] == [None] * 100
    mended = [*entries_of("@article{a, title = {渡口\n@article{b, title = {晚稻开镰}}\n")]
    assert mended == [None, ("article", {"title": ["晚稻开镰"]})]


def test_a_title_alone_is_no_article() -> None:
    [alone] = read("TY  - NEWS\nTI  - 晚稻开镰\nER  - \n")
    assert isinstance(alone, Rejected)


@pytest.mark.parametrize(
    "text",
    [
        "TY先生昨天到了云岭县，看了北坡渡口的候船亭。\n\n本报讯（记者 陈小满）昨天，候船亭启用。\n",
        "%0 的增长意味着什么\n\n本报讯（记者 陈小满）昨天，云岭县公布全年账目，增长为零。\n",
        "RT 商场开业\n\n本报讯（记者 陈小满）昨天，云岭县的商场开业，人来人往。\n",
        "@云岭日报{读者}\n\n本报讯（记者 陈小满）昨天，读者来信说渡口添了候船亭。\n",
    ],
)
def test_a_page_that_begins_with_such_signs_stays_text(text: str) -> None:
    [document] = documents(text)
    assert document.reader.startswith("text/")
