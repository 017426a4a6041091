"""What a page prints beside its articles: labels, mastheads, navigation, contents, notices, tables, weather."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from training.setter.piece import NEWLINE, Piece
from training.setter.words import OWN, han_number, han_year

if TYPE_CHECKING:
    from collections.abc import Callable

    from training.setter.words import Words

_WORDING: dict[str, list[str]] = json.loads((Path(__file__).parent / "furniture.json").read_text(encoding="utf-8"))


class _Slots(dict[str, str]):
    """The slots of a template; what is not given is drawn when it is asked for."""

    def __init__(self, given: dict[str, str], draws: dict[str, Callable[[], Any]]) -> None:
        super().__init__(given)
        self._draws = draws

    def __missing__(self, name: str) -> str:
        return str(self._draws[name]())


class Furniture:
    """Draws the furniture of one issue: its paper, date and page stay the same."""

    def __init__(self, words: Words, *, old: bool = False) -> None:
        self.words = words
        self.paper = words.choice(("人民日报", *OWN["papers"]) if old else OWN["papers"])
        self.year = words.between(1946, 1999) if old else words.between(1998, 2026)
        self.month, self.day = words.between(1, 12), words.between(1, 28)
        self.page = words.between(1, 16)
        self.section = words.choice(OWN["labels"])
        self._fixed = {
            "y": str(self.year), "m": str(self.month), "d": str(self.day),
            "m2": f"{self.month:02}", "d2": f"{self.day:02}",
            "hy": han_year(self.year), "hm": han_number(self.month), "hd": han_number(self.day), "p": str(self.page),
            "p2": f"{self.page:02}", "hp": han_number(self.page), "section": self.section, "paper": self.paper,
        }  # fmt: skip
        self._draws: dict[str, Callable[[], Any]] = {
            "week": lambda: words.choice("一二三四五六日"),
            "hour": lambda: f"{words.between(0, 23):02}",
            "minute": lambda: f"{words.between(0, 59):02}",
            "letter": lambda: words.choice(("", "", "A", "B", "C")),
            "n": lambda: words.between(1000, 9999),
            "q": lambda: words.between(2, 65),
            "q2": lambda: f"{words.between(2, 16):02}",
            "town": words.names.township,
            "person": words.names.person,
            "stamp": lambda: self.say("stamp" if words.chance(0.7) else "date"),
            "date": lambda: self.say("date"),
        }

    def say(self, name: str, **given: str) -> str:
        """Return one of the wordings of a kind of furniture."""
        return self.words.choice(_WORDING[name]).format_map(_Slots(self._fixed | given, self._draws))

    def piece(self, text: str, kind: str, joint: str = NEWLINE) -> Piece:
        """Return a piece that belongs to no article."""
        return Piece("X", text, joint, kind=kind)

    def date(self) -> Piece:
        """Return the date of the issue in one of many forms."""
        return self.piece(self.say("date"), "date")

    def label(self) -> Piece:
        """Return a page label: 第A05版:要闻."""
        return self.piece(self.say("label"), "section")

    def editors(self) -> Piece:
        """Return the line of the page's editors."""
        return self.piece(self.say("editors"), "editor")

    def masthead(self) -> list[Piece]:
        """Return the head of a printed page: name, date, number, slogan, in any order and number."""
        words = self.words
        rows = [
            self.piece(" ".join(self.paper) if words.chance(0.3) else self.paper, "masthead"),
            self.date(),
            self.piece(self.say("number"), "number"),
            self.piece(words.choice(OWN["slogans"]), "slogan"),
            self.label(),
            self.editors(),
            self.piece(self.say("contact"), "contact"),
        ]
        words.random.shuffle(rows)
        rows = rows[: words.between(1, 5)]
        if words.chance(0.2):
            return [self.piece(words.choice((" ", "  ", " | ")).join(row.text for row in rows), "masthead")]
        return rows

    def navigation(self) -> list[Piece]:
        """Return the words that an e-paper's page puts round an article."""
        return [self.piece(self.say("navigation"), "navigation") for _ in range(self.words.between(1, 3))]

    def menu(self) -> list[Piece]:
        """Return the menu of an e-paper's text view, a word a line, at times with its pages."""
        words = self.words
        shown = words.random.sample(_WORDING["menu"], words.between(4, 12))
        rows = [self.piece(text, "navigation") for text in shown]
        if words.chance(0.4):
            pages = [f"第{number:02}版:{words.choice(OWN['labels'])}" for number in range(1, words.between(4, 9))]
            rows[1:1] = [self.piece(text, "page_list") for text in pages]
        return rows

    def crumb(self) -> Piece:
        """Return the path of a page within a website."""
        words = self.words
        parts = [words.choice(("首页", "首页", self.paper, "您的位置:首页", "当前位置:首页")), self.section]
        parts += [words.choice(("正文", "列表", "国内", "本地"))] if words.chance(0.6) else []
        return self.piece(words.choice((" > ", ">", " >> ", " / ", "　>　")).join(parts), "navigation")

    def metadata(self, author: str) -> Piece:
        """Return the line ``日期 来源 作者`` of a crawled page; the author's field may be empty."""
        return self.piece(self.say("metadata", author=author if self.words.chance(0.6) else ""), "source")

    def tail(self, headline: str) -> list[Piece]:
        """Return what follows an article on a website: editors, copyright, links, machine fields."""
        words = self.words
        more = words.fill(words.choice(words.choice(OWN["topics"])["headlines"]))
        rows = [
            self.editors(),
            self.piece(self.say("copyright"), "copyright"),
            self.piece(words.choice(("上一篇:", "下一篇:", "相关新闻:", "延伸阅读:")) + more, "link"),
            self.piece(self.say("machine", headline=headline), "machine_tail"),
            self.piece(self.say("after"), "navigation"),
        ]
        words.random.shuffle(rows)
        shown = rows[: words.weighted({0: 4.0, 1: 4, 2: 2})]
        return [self.piece(row.text, row.kind, NEWLINE * words.choice((1, 1, 2))) for row in shown]

    def contents(self, headlines: list[str]) -> list[Piece]:
        """Return a box of contents: headlines with their pages."""
        words = self.words
        form = words.choice(_WORDING["contents"])
        rows = [self.piece(self.say("contents_label"), "label")] if words.chance(0.7) else []
        for headline in headlines:
            text = form.format_map(_Slots({"headline": headline}, self._draws))
            rows += [self.piece(each, "contents") for each in text.split(NEWLINE)]
        return rows

    def box(self) -> list[Piece]:
        """Return a box of a page that is no article: notices, a table, the weather, a pointer."""
        words = self.words
        kind = words.weighted({"notices": 3.0, "weather": 2, "table": 2, "pointer": 2, "contact": 1, "page_list": 0.7})
        if kind == "notices":
            return [self.piece(words.own("notices"), "advertisement") for _ in range(words.between(1, 3))]
        if kind == "table":
            rows = [self.say("table_head"), *(self._table_row() for _ in range(words.between(2, 5)))]
            return [self.piece(text, "table") for text in rows]
        if kind == "page_list":
            labels = [words.choice(OWN["labels"]) for _ in range(words.between(3, 8))]
            return [self.piece(f"{number:02}版:{label}", "page_list") for number, label in enumerate(labels, 1)]
        return [self.piece(self.say(kind), kind)]

    def _table_row(self) -> str:
        words = self.words
        return f"{words.names.place()} {words.between(10, 9999)} {words.between(1, 99)}.{words.between(0, 9)}%"
