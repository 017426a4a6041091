"""What ordinary archives, tools and other countries call their files; and what must not mislead.

Each row: a path, then paper, date, page, edition and part as they are to be read.
"""

from __future__ import annotations

import pytest
from paths_read import DAY, PAPER, read, said

from benchmarks.made_archive import judge, made_archive

HABITS = [
    # paper, date, page, edition and part of names as tools, phones and other countries write them
    ("【渝州日报】2023年12月27日 04版.txt", (PAPER, DAY, "4", "", "")),  # brackets of all kinds
    ("「渝州日报」2023-12-27〔04版〕.txt", (PAPER, DAY, "4", "", "")),
    ("渝州日报/2023-12-27/04版「要闻」.txt", (PAPER, DAY, "4", "", "")),
    ("渝州日报/2023/12月/27号/4版.txt", (PAPER, DAY, "4", "", "")),  # 号 for 日
    ("渝州日报2023年12月27号第4版.txt", (PAPER, DAY, "4", "", "")),
    ("渝州日报/2023-12-27/27号楼.txt", (PAPER, DAY, "", "", "27号楼")),  # a house
    ("渝州日报/2023-12-27/5号线通车.txt", (PAPER, DAY, "", "", "5号线通车")),  # a line
    ("渝州日报/23-12-27/04.txt", (PAPER, DAY, "4", "", "")),  # a short year, where nothing else says the day
    ("渝州日报/23.12.27/04版.txt", (PAPER, DAY, "4", "", "")),
    ("渝州日报/05-02-01.txt", (PAPER, "", "", "", "")),  # page, article and what not
    ("渝州日报/27-12-2023/p4.txt", (PAPER, DAY, "4", "", "")),  # the year last
    ("渝州日报/12-27-2023/p4.txt", (PAPER, DAY, "4", "", "")),
    ("渝州日报/05-06-2023/p4.txt", (PAPER, "", "4", "", "")),  # May or June
    ("渝州日报/2023-Dec-27/page_04.txt", (PAPER, DAY, "4", "", "")),
    ("渝州日报/112年12月27日/A4.txt", (PAPER, DAY, "A4", "", "")),  # Taiwan, without 民国
    ("渝州日报/112-12-27/A4.txt", (PAPER, DAY, "A4", "", "")),
    ("渝州日报/1121227/A4.txt", (PAPER, DAY, "A4", "", "")),
    ("渝州日报1121227.txt", (PAPER, DAY, "", "", "")),
    ("渝州日报/content_1121227.txt", (PAPER, "", "", "", "1121227")),  # a number
    ("渝州日报/2023-W52/2023-12-27/04.txt", (PAPER, DAY, "4", "", "")),  # a week is no page W52
    ("渝州日报/2023-12-27T00-00-00/04.txt", (PAPER, DAY, "4", "", "")),  # nor an hour T00
    ("渝州日报/20231227T153000Z/04.txt", (PAPER, DAY, "4", "", "")),
    ("渝州日报/2023-12-27/T01.txt", (PAPER, DAY, "T01", "", "")),  # this is one
    ("渝州日报-2023-12-27-第4版_20240103_101112.txt", (PAPER, DAY, "4", "", "")),  # when it was saved
    ("渝州日报-2023-12-27-第4版_30045678.txt", (PAPER, DAY, "4", "", "30045678")),  # an article's number
    ("渝州日报/渝州日报2023.12.27(26123)第1版.txt", (PAPER, DAY, "1", "", "")),  # the paper's own number
    ("渝州日报/2023-12-27/A 04.txt", (PAPER, DAY, "A04", "", "")),
    ("渝州日报/2023-12-27/a-4.txt", (PAPER, DAY, "A4", "", "")),
    ("渝州日报%202023-12-27%2004版.txt", (PAPER, DAY, "4", "", "")),  # as wget keeps it
    ("%E6%B8%9D%E5%B7%9E%E6%97%A5%E6%8A%A5_20231227_04.txt", (PAPER, DAY, "4", "", "")),
    ("渝州日报/2023-12-27/04版/涨幅100%25以上.txt", (PAPER, DAY, "4", "", "涨幅100%以上")),
    ("%D3%E5%D6%DD%C8%D5%B1%A8_20231227_04.txt", (PAPER, DAY, "4", "", "")),  # in GBK
    ("渝州日报/2023-12-27/04版/涨幅5%FF.txt", (PAPER, DAY, "4", "", "涨幅5%ff")),  # in neither: as it is
    ("#U6e1d#U5dde#U65e5#U62a5/2023-12-27/04.txt", (PAPER, DAY, "4", "", "")),  # as unzip keeps it
    ("IMG_20231227_101112.txt", ("", DAY, "", "", "")),  # a camera's moment: a guess
    ("渝州日报-2023-12-27-第4版-终版.txt", (PAPER, DAY, "4", "", "")),
    ("渝州日报-2023-12-27-第4版_OCR结果.txt", (PAPER, DAY, "4", "", "")),
    ("渝州日报-2023-12-27-第4版_已编辑.txt", (PAPER, DAY, "4", "", "")),
    ("渝州日报-2023-12-27-第4版-wps备份.txt", (PAPER, DAY, "4", "", "")),
    ("渝州日报 2023-12-27 第4版 (自动保存的).txt", (PAPER, DAY, "4", "", "")),
    ("WeChat Files/wxid_abc123/FileStorage/File/2024-01/渝州日报2023-12-27第4版.txt", (PAPER, DAY, "4", "", "")),
    ("OneDrive/渝州日报/2023-12-27/04.txt", (PAPER, DAY, "4", "", "")),
    ("pc/con/202312/27/content_12345.txt", ("", DAY, "", "", "12345")),
    ("渝州日报/2023年全年/2023年12月27日/04版.txt", (PAPER, DAY, "4", "", "")),  # no edition
    ("渝州日报/2023Q4/2023-12-27/04版.txt", (PAPER, DAY, "4", "", "")),
    ("BaiduNetdiskDownload/渝州日报/2023-12-27/04版.txt", (PAPER, DAY, "4", "", "")),
    ("渝州日报,2023-12-27,第04版.txt", (PAPER, DAY, "4", "", "")),
    ("渝州日报=2023-12-27=04版.txt", (PAPER, DAY, "4", "", "")),
    ("渝州日报/2023-12-27 00_00_00/04版.txt", (PAPER, DAY, "4", "", "")),
    ("[2023-12-27]渝州日报 04版.txt", (PAPER, DAY, "4", "", "")),
    ("渝州日报2023-12-27(星期三)/第04版：要闻.txt", (PAPER, DAY, "4", "", "")),
    ("渝州日报 2023年12月27日 共12版/第3版.txt", (PAPER, DAY, "3", "", "")),
    ("渝州日报/2023-12-27/04 要闻/标题一.txt", (PAPER, DAY, "4", "", "标题一")),
    ("渝州日报/20231227/20231227_04_03_标题.txt", (PAPER, DAY, "4", "", "03")),
    # papers of older days, named after when they came out
    ("渝州晚刊/2023-12-27/04版.txt", ("渝州晚刊", DAY, "4", "", "")),
    ("渝州大学日刊2023-12-27第4版.txt", ("渝州大学日刊", DAY, "4", "", "")),
    ("渝州旬刊/2023-12-27/04版.txt", ("渝州旬刊", DAY, "4", "", "")),
    ("outputs/渝州日报_20231227_04.txt", (PAPER, DAY, "4", "", "")),
]


@pytest.mark.parametrize(("path", "expected"), HABITS)
def test_names_as_tools_and_other_countries_write_them(path: str, expected: tuple[str, str, str, str, str]) -> None:
    assert said(read(path)) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        # what tells nothing of the page
        (f"{PAPER}/{DAY}/03版.txt.gz.txt", (PAPER, DAY, "3", "", "")),  # suffixes that were left within
        (f"{PAPER}/{DAY}/03版.tar.gz.txt", (PAPER, DAY, "3", "", "")),
        (f"{PAPER}/{DAY}/12版 共16版.txt", (PAPER, DAY, "12", "", "")),  # how many there are
        (f"{PAPER}/{DAY}/共16版 12版.txt", (PAPER, DAY, "12", "", "")),
        (f"{PAPER}/{DAY}/05版-已修改.txt", (PAPER, DAY, "5", "", "")),  # the state of a text
        (f"{PAPER}/{DAY}/05版(终审).txt", (PAPER, DAY, "5", "", "")),
        (f"{PAPER}/{DAY}/05版_三校.txt", (PAPER, DAY, "5", "", "")),
        (f"{PAPER}/{DAY}/05版 学校.txt", (PAPER, DAY, "5", "", "学校")),  # a headline
        # numerals as on cheques; elsewhere they are names
        (f"{PAPER}/{DAY}/第叁版.txt", (PAPER, DAY, "3", "", "")),
        (f"{PAPER}/{DAY}/第拾贰版(下).txt", (PAPER, DAY, "12", "", "下")),
        (f"{PAPER}/{DAY}/05版 陆叁.txt", (PAPER, DAY, "5", "", "陆叁")),
        # papers of two characters, and words that look like them
        (f"申报/{DAY}/01版.txt", ("申报", DAY, "1", "", "")),
        (f"晶报/{DAY}/A2版.txt", ("晶报", DAY, "A2", "", "")),
        (f"简报/{DAY}/01版.txt", ("", DAY, "1", "", "")),
    ],
)
def test_names_of_odd_archives(path: str, expected: tuple[str, str, str, str, str]) -> None:
    assert said(read(path)) == expected


def test_every_page_of_a_made_up_archive_is_found() -> None:
    judgement = judge(list(made_archive(papers=2, days=12)))
    assert judgement.wrong == []
    assert all(tally.right == tally.files > 0 for tally in judgement.tallies.values())
    assert all(tally.conflicts_told == tally.conflicts for tally in judgement.tallies.values())
    assert all(tally.false_conflicts == 0 for tally in judgement.tallies.values())
