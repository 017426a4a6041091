"""Dumps of databases: the rows of their tables of articles, as each program writes them."""

from __future__ import annotations

import datetime as dt

import pytest

from worker.document.source import Document
from worker.errors import PermanentError
from worker.readers import registry
from worker.readers.base import Limits, Rejected, Source

LIMITS = Limits(16 * 1024 * 1024)
DAY = dt.date(2023, 10, 27)
HEADLINE, OTHER = "渡口添了候船亭", "老茶馆办起故事会"
TEXT = ("石门渡口的“候船亭”昨天启用；六排长椅，坐得下四十人。", "老人说：'好'，船工的 C:\\new 也没忘。")
TABLE = """DROP TABLE IF EXISTS `news`;
/*!40101 SET character_set_client = utf8 */;
CREATE TABLE `news` (
  `id` int(11) NOT NULL AUTO_INCREMENT COMMENT '编号',
  `title` varchar(255) DEFAULT NULL COMMENT '标题, 主',
  `content` mediumtext,
  `newspaper` varchar(20),
  `pub_date` date DEFAULT NULL,
  `page` varchar(9) DEFAULT '1',
  PRIMARY KEY (`id`),
  KEY `page` (`page`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
"""
USERS = """CREATE TABLE `users` (
  `id` int(11),
  `name` varchar(20)
);
INSERT INTO `users` VALUES (1,'admin; INSERT INTO `news` VALUES (9'),(2,'b');
"""


def mysql(text: str) -> str:
    return text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n")


def standard(text: str) -> str:
    return text.replace("'", "''")


BODY = "\n".join(TEXT)
MYSQL_ROWS = (
    f"(1,'{HEADLINE}','{mysql(BODY)}','临河新报','2023-10-27','A02'),(2,'{OTHER}',NULL,'临河新报','2023-10-27','03')"
)
COLUMNS = "`id`, `title`, `content`, `newspaper`, `pub_date`, `page`"
ROWS = MYSQL_ROWS[1:-1].split("),(")
MANY_LINES = "),\n(".join(ROWS)
LITE_ROWS = (
    (1, HEADLINE, f"'{standard(BODY)}'", "A02"),
    (2, OTHER, "NULL", "03"),
)
INSERT, LITE_INSERT = "INSERT INTO `news`", 'INSERT INTO "news"'
LITE_TABLE = 'CREATE TABLE "news" (\n' + ",\n".join(
    f'"{name}" TEXT' for name in ("id", "title", "content", "newspaper", "pub_date", "page")
)
DUMPS = {
    "mysqldump": f"-- MySQL dump 10.13\n\n{USERS}{TABLE}LOCK TABLES `news` WRITE;\n{INSERT} VALUES {MYSQL_ROWS};\n",
    "phpMyAdmin": "-- phpMyAdmin SQL Dump\nSET NAMES utf8;\n"
    + TABLE
    + f"{INSERT} ({COLUMNS}) VALUES\n({MANY_LINES});\n",
    "Navicat": f"SET FOREIGN_KEY_CHECKS=0;\n{TABLE}" + "".join(f"{INSERT} VALUES ({row});\n" for row in ROWS),
    "a definition on one line": f"SET NAMES utf8;\n{' '.join(TABLE.split())}\n".replace(
        "; CREATE", ";\nCREATE"
    ).replace("; /*", ";\n/*")
    + f"{INSERT} VALUES {MYSQL_ROWS};\n",
    "SQLite": f"BEGIN TRANSACTION;\n{LITE_TABLE}\n);\n"
    + "".join(
        f"{LITE_INSERT} VALUES({number},'{title}',{text},'临河新报','2023-10-27','{page}');\n"
        for number, title, text, page in LITE_ROWS
    ),
}


def read(dump: str, encoding: str = "utf-8") -> list[Document | Rejected]:
    return list(registry.read(Source("dump.sql", dump.encode(encoding)), LIMITS))


@pytest.mark.parametrize("made", DUMPS)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-8-sig"])
def test_rows_are_articles(made: str, encoding: str) -> None:
    first, second = read(DUMPS[made], encoding)
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    identity = first.identity
    assert (identity.publication, identity.date, identity.page) == ("临河新报", DAY, "A02")
    assert [(one.headline, one.paragraphs) for one in first.articles] == [(HEADLINE, TEXT)]
    assert [(one.headline, one.page) for one in second.articles] == [(OTHER, "3")]


def test_a_dump_that_is_cut_off_gives_what_came_before() -> None:
    dump = DUMPS["mysqldump"]
    rejected, first = read(dump[: dump.index(OTHER) + 3])
    assert isinstance(first, Document)
    assert isinstance(rejected, Rejected)
    assert rejected.key == "news: row 2"


def test_a_row_with_too_few_values_is_rejected_alone() -> None:
    found = read(DUMPS["mysqldump"].replace(",NULL,", ","))
    assert [type(one) for one in found] == [Rejected, Document]


def test_a_dump_without_articles_says_which_columns_it_has() -> None:
    with pytest.raises(PermanentError, match="id、name") as caught:
        read(f"-- MySQL dump 10.13\n{USERS}")
    assert caught.value.code == "unknown_columns"


@pytest.mark.parametrize(
    "text", ["Create and insert into the journal", "SET\n\n" + TEXT[0] * 3, "-- 渡口 --\n" + TEXT[0] * 3]
)
def test_what_is_no_dump(text: str) -> None:
    [document] = read(text)
    assert isinstance(document, Document)
    assert document.format == "text"
