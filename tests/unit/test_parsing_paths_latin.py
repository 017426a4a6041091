"""Latin names of folders and files: which are a paper's, which are anything, and what replaces what."""

from __future__ import annotations

import pytest

from worker.document.identifiers import unit_id
from worker.document.identity import IdentityHints
from worker.parsing.identity.filenames import read_path
from worker.parsing.identity.identify import identify
from worker.parsing.layout.lines import visible_lines

DAY = "2023-10-27"
PAPERS = ["rmrb", "xjb", "yuzhouribao", "linhexinbao", "beibei", "chinadaily", "linheweekly", "nfzm", "mingpao"]
NO_PAPERS = [
    "real",
    "data",
    "new",
    "output",
    "tmp",
    "2023",
    "pdfs",
    "batch",
    "done",
    "final",
    "work",
    "thuc",
    "cnki",
    "web",
    "job",
    "scrapy",
    "wget",
    "httrack",
    "heritrix",
    "wwwroot",
    "mirror",
    "crawl",
    "mongodb",
    "daily",
    "shuju",
]


def publication(path: str, text: str = "", default: str = "") -> str:
    return identify(visible_lines(text), IdentityHints(path, (), default))[0].publication


@pytest.mark.parametrize("name", PAPERS)
def test_names_of_papers(name: str) -> None:
    for path in (
        f"{name}/{DAY}/01.txt",
        f"{DAY}/{name}/01.txt",
        f"{name}/20231027-05-02.txt",
        f"{name}_20231027_05.txt",
    ):
        assert publication(path) == name, path


@pytest.mark.parametrize("name", NO_PAPERS)
def test_names_of_no_papers(name: str) -> None:
    for path in (
        f"{name}/{DAY}/01.txt",
        f"{name}/20231027-05-02.txt",
        f"{name}_20231027_05.txt",
        f"{name}/{name}/{DAY}.pdf",
    ):
        assert publication(path) == "", path


@pytest.mark.parametrize("site", ["epaper.example.com.cn", "www.kele.net", "news.example.cn:8080"])
def test_the_folder_of_a_site_names_no_paper(site: str) -> None:
    assert publication(f"{site}/{DAY}/01.txt") == ""
    assert publication(f"{site}/20231027-05-02.txt") == ""


def test_english_names_of_two_words() -> None:
    assert publication(f"Beibei Daily/{DAY}/01.txt") == "beibei"


def test_letters_before_a_date_without_a_space() -> None:
    assert publication("rmrb2023102704.txt") == "rmrb"
    assert publication("real2023102704.txt") == ""


MASTHEAD = "临河新报\n2023年10月27日 星期五 第05版\n全区秋收现场会召开\n本报讯 临河坝的晚稻昨天开镰。\n"


def test_the_page_says_which_paper_it_is_where_its_folder_does_not() -> None:
    identity, warnings = identify(visible_lines(MASTHEAD), IdentityHints(f"real/{DAY}/05.txt"))
    assert (identity.publication, identity.contested, warnings) == ("临河新报", False, ())
    # A folder that names another paper is still a contradiction that a person settles.
    assert identify(visible_lines(MASTHEAD), IdentityHints(f"rmrb/{DAY}/05.txt"))[0].contested


def ids(*paths: str, text: str = "", default: str = "临河新报") -> list[str]:
    lines = visible_lines(text)
    return [
        unit_id(identify(lines, IdentityHints(path, (), default))[0], str(number) * 64)
        for number, path in enumerate(paths)
    ]


def test_a_correction_takes_its_page_s_place_whatever_word_names_the_paper() -> None:
    first, again = ids(f"abc/{DAY}/05.txt", f"abc/{DAY}/5版.txt", default="")
    assert first == again
    first, again = ids(f"abc-{DAY}-p05.txt", f"改正/abc-{DAY}-p05.txt", default="")
    assert first == again
    one, other = ids(f"abc/{DAY}/05.txt", f"xyz/{DAY}/05.txt")
    assert one != other


@pytest.mark.parametrize(
    "paths",
    [
        (f"incoming/{DAY}/05.txt", f"done/{DAY}/05.txt"),  # words that name nothing
        (f"{DAY}/05.txt", f"output/{DAY}/05.txt"),
        (f"临河新报/{DAY}/05.txt", f"临河新报/epaper.example.com.cn/{DAY}/05.txt"),
    ],
)
def test_the_same_page_in_folders_that_say_nothing_is_one(paths: tuple[str, str]) -> None:
    assert len(set(ids(*paths))) == 1


def test_a_site_s_folder_is_no_edition() -> None:
    folder = read_path(f"临河新报/epaper.linhe.example.cn/html/{DAY}/content_1.htm").folder
    assert (folder.publication, folder.edition, folder.date is not None) == ("临河新报", "", True)
