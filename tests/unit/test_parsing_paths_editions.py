"""Articles as files, editions and pages: which stand beside each other. Names of crawlers and e-paper systems are
those that public crawlers of 人民日报 and of Founder's papers write.
"""

from __future__ import annotations

import pytest
from paths_read import DAY, PAPER, STORY, read, said

from worker.document.identifiers import digest, unit_id

ARTICLES = [
    # date, page and article
    ("渝州日报/20231227-05-02.txt", DAY, "5", "02"),
    ("渝州日报/20231227/20231227-05-02.txt", DAY, "5", "02"),
    ("渝州日报/20231227/20231227-05-2.txt", DAY, "5", "2"),  # as the commonest crawler writes it
    ("渝州日报/2023-12-27_05_02.txt", DAY, "5", "02"),
    ("渝州日报/2023-12-27-05-02.txt", DAY, "5", "02"),
    ("渝州日报/2023年12月27日-05-02.txt", DAY, "5", "02"),
    ("渝州日报_20231227_05_02.txt", DAY, "5", "02"),
    ("渝州日报-2023-12-27-第05版-02.txt", DAY, "5", "02"),
    ("渝州日报/20231227/05-02.txt", DAY, "5", "02"),
    ("渝州日报/20231227/05_02_早稻田里的无人机.txt", DAY, "5", "02"),
    ("渝州日报/20231227/A02-3 早稻田里的无人机.txt", DAY, "A02", "3"),
    ("渝州日报/20231227/第05版 第3篇.txt", DAY, "5", "3"),
    ("渝州日报/20231227/05版_article_3.txt", DAY, "5", "3"),
    ("渝州日报/20231227/05版-03条.txt", DAY, "5", "03"),
    ("渝州日报/20231227/p05_a3.txt", DAY, "5", "a3"),
    ("nw.D110000yzrb_20231227_3-05.htm", DAY, "5", "3"),
    ("2023-12/27/nw.D110000yzrb_20231227_12-05.htm", DAY, "5", "12"),
    # a folder for the page
    ("渝州日报/20231227/05/02.txt", DAY, "5", "02"),
    ("渝州日报/20231227/05版/2.txt", DAY, "5", "2"),
    ("渝州日报/20231227/第05版:时政/早稻田里的无人机.txt", DAY, "5", "早稻田里的无人机"),
    ("渝州日报/20231227/05版/20231227-05-02.txt", DAY, "5", "02"),
    ("渝州日报/20231227/05版/content_30045678.txt", DAY, "5", "30045678"),
    ("渝州日报/20231227/05版/7c9244e943033ee6.txt", DAY, "5", "7c9244e943033ee6"),
    # a headline beside the page
    ("渝州日报/20231227-05 早稻田里的无人机.txt", DAY, "5", "早稻田里的无人机"),
    ("渝州日报/20231227/第05版 早稻田里的无人机.txt", DAY, "5", "早稻田里的无人机"),
    ("渝州日报/20231227_05_30045678.txt", DAY, "5", "30045678"),
    ("渝州日报/20231227_05_new-road-opens.txt", DAY, "5", "road opens"),
    ("渝州日报/20231227-05 红色文化.txt", DAY, "5", "红色文化"),
    ("渝州日报/20231227/yzrb_20231227_05.txt", DAY, "5", ""),  # the paper again
    # files of an e-paper: neither content nor node is a paper
    ("渝州日报/202312/27/content_30045678.html", DAY, "", "30045678"),
    ("渝州日报/202312/27/node_05.html", DAY, "5", ""),
    ("渝州日报/2023-12/27/node_5.htm", DAY, "5", ""),  # a guess
    ("渝州日报/2023-12/27/node_30045.htm", DAY, "", ""),
    ("渝州日报/20231227/node_05.txt", DAY, "5", ""),
    ("渝州日报/20231227/nbs.D110000yzrb_05.htm", DAY, "5", ""),
    ("渝州日报/t20231227_5001234.htm", DAY, "", ""),
    # a scanner's pages
    ("渝州日报19480502_0005.txt", "1948-05-02", "5", ""),
    ("渝州日报_1948-05-02_01-00005.txt", "1948-05-02", "5", ""),
    ("渝州日报/20231227/02-03版中缝.txt", DAY, "2-3", "中缝"),  # not the spread itself
    # one page a file stays one page a file
    ("渝州日报/20231227/05.txt", DAY, "5", ""),
    ("渝州日报/20231227/第05版 要闻.txt", DAY, "5", ""),  # its section
    ("渝州日报/20231227/05版-时政新闻.txt", DAY, "5", ""),
    ("渝州日报/20231227/05版 修订稿.txt", DAY, "5", ""),  # its state
    ("渝州日报/20231227/05版_v2.txt", DAY, "5", ""),
    ("渝州日报/20231227/05版_utf8.txt", DAY, "5", ""),
    ("渝州日报/20231227/扫描件 05版.txt", DAY, "5", ""),
    ("渝州日报/20231227/001_渝州日报_05版.txt", DAY, "5", ""),  # a counter before it
    ("渝州日报/20231227/要闻/02.txt", DAY, "", "要闻 02"),  # counted anew in each section
]


@pytest.mark.parametrize(("path", "date", "page", "part"), ARTICLES)
def test_articles_as_files(path: str, date: str, page: str, part: str) -> None:
    publication, *rest = said(read(path))
    assert (publication, *rest) == (PAPER if PAPER in path else "yzrb", date, page, "", part)


@pytest.mark.parametrize(
    "word", ["content", "node", "nbs", "nw", "index", "layout", "article", "sync", "copy", "epaper"]
)
def test_words_of_crawlers_are_no_papers(word: str) -> None:
    for path in (f"20231227/{word}_12345.txt", f"{word}/20231227/05.txt", f"{word}_20231227_05.txt"):
        assert read(path).publication == "", path


EDITIONS = [
    # path below the paper and the day, page, edition
    ("号外01版.txt", "1", "号外"),
    ("号外/01版.txt", "1", "号外"),
    ("01版 号外.txt", "1", "号外"),
    ("特刊01版.txt", "1", "特刊"),
    ("特刊/第一版.txt", "1", "特刊"),
    ("国庆特刊/01版.txt", "1", "国庆特刊"),
    ("增刊第2版.txt", "2", "增刊"),
    ("专刊_01.txt", "1", "专刊"),
    ("副刊/01版.txt", "1", "副刊"),
    ("县域版/01版.txt", "1", "县域版"),
    ("城区版/01版.txt", "1", "城区版"),
    ("城区版01版.txt", "1", "城区版"),
    ("农村版-01.txt", "1", "农村版"),
    ("早版 第3版.txt", "3", "早版"),
    ("晚版第3版.txt", "3", "晚版"),
    ("海外版/A02.txt", "A02", "海外版"),
    ("渝北版/01版.txt", "1", "渝北版"),  # a place of the paper's own
    ("縣域版/01版.txt", "1", "縣域版"),  # as written
    ("城区/01版.txt", "1", "城区"),  # folders that divide the day
    ("县域/01版.txt", "1", "县域"),
    ("overseas/01版.txt", "1", "overseas"),
    ("T01.txt", "T01", ""),
    ("E03.txt", "E03", ""),
    ("b2版.txt", "B2", ""),
    ("T01版.txt", "T01", ""),
    ("第A叠03版.txt", "A03", ""),
    ("头版.txt", "1", ""),
    ("08-09版.txt", "8-9", ""),
    ("8、9版.txt", "8-9", ""),
    ("8_9版.txt", "8-9", ""),
    ("第8—9版.txt", "8-9", ""),
    ("第八、九版.txt", "8-9", ""),
    ("08版-09版.txt", "8-9", ""),
    ("0809版.txt", "8-9", ""),
    ("8和9版.txt", "8-9", ""),
    ("A08-A09版.txt", "A08-A09", ""),
    ("A08-09版.txt", "A08-A09", ""),
    ("A08-A09.txt", "A08-A09", ""),
    ("p08-09.txt", "8-9", ""),
    ("1-4版.txt", "1-4", ""),
    ("跨版08-09.txt", "8-9", ""),
    ("08-09通版.txt", "8-9", ""),
    ("特01版.txt", "1", "特刊"),
    ("增1版.txt", "1", "增刊"),
    ("A叠/01版.txt", "A01", ""),  # a sheet's folder
    ("A/01.txt", "A01", ""),
    ("B叠01版.txt", "B01", ""),
    # and what is neither
    ("05-03版.txt", "3", ""),
    ("第一版.txt", "1", ""),
    ("第十二版.txt", "12", ""),
    ("要闻版 01版.txt", "1", ""),  # a section
    ("体育版/05版.txt", "5", ""),
    ("修订版/01版.txt", "1", ""),  # a state
    ("电子版/01版.txt", "1", ""),
    ("扫描版 01版.txt", "1", ""),
    ("新建文件夹/01版.txt", "1", ""),
    ("txt/01版.txt", "1", ""),
]


@pytest.mark.parametrize(("path", "page", "edition"), EDITIONS)
def test_editions_and_pages(path: str, page: str, edition: str) -> None:
    assert said(read(f"{PAPER}/{DAY}/{path}"))[:4] == (PAPER, DAY, page, edition)


def test_the_overseas_edition_that_is_a_paper_stays_one() -> None:
    assert said(read(f"人民日报海外版/{DAY}/01版.txt"))[:4] == ("人民日报海外版", DAY, "1", "")
    assert said(read(f"人民日报/{DAY}/海外版/01版.txt"))[:4] == ("人民日报", DAY, "1", "海外版")
    assert said(read(f"{PAPER}号外/{DAY}/01版.txt"))[:4] == (PAPER, DAY, "1", "号外")


@pytest.mark.parametrize(
    ("folder", "masthead", "edition"),
    [("人民日报", "人民日报海外版", "海外版"), ("人民日报", "人民日报", ""), ("人民日报海外版", "人民日报海外版", "")],
)
def test_an_edition_that_is_part_of_the_masthead(folder: str, masthead: str, edition: str) -> None:
    found = read(f"{folder}/{DAY}/01版.txt", f"{masthead}\n2023年12月27日 星期三 第01版\n" + STORY * 4)
    assert (found.publication, found.edition, found.contested) == (folder, edition, False)


def test_pages_that_are_others_have_other_ids() -> None:
    ids = {
        path: unit_id(read(f"{PAPER}/{DAY}/{path}"), digest(path.encode()))
        for path, *_ in EDITIONS
        if path not in SAME and read(f"{PAPER}/{DAY}/{path}").page
    }
    seen: dict[str, str] = {}
    for path, identifier in ids.items():
        identity = read(f"{PAPER}/{DAY}/{path}")
        key = f"{identity.edition.replace('縣', '县')}|{identity.page}"
        assert seen.setdefault(identifier, key) == key, path


SAME = frozenset({"overseas/01版.txt"})
