"""The page of one article: its fields, from the marks of the system first, from the page's layout second."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from worker.readers.epaper_html.body import Body, body_of, place_of
from worker.readers.epaper_html.marks import Marks, marks_of
from worker.readers.epaper_html.rows import is_people, page_title_of, rows_above
from worker.readers.markup import Element, lines_of_element, tag, text_of_element
from worker.readers.values import date_of, joined, page_of, path_date, strings_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

# Where the article stands, without what surrounds it; the first that has a headline.
_FRAMES = (
    "//*[contains(concat(' ', normalize-space(@class), ' '), ' article ')]",
    "//*[contains(@class, 'newsdetatit')]",
    "//*[contains(@class, 'main-content') or contains(@class, 'article-content') or contains(@class, 'text_c')]",
    "//*[contains(@class, 'content') and .//h1]",
    "//body",
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5")
_OUTSIDE = "[not(ancestor-or-self::*[contains(@class,'newsdetatext') or @id='ozoom'])]"
# Classes and ids in small letters: what an element is called.
_CALLED = "translate(concat(@class,' ',@id),'ABCDEFGHIJKLMNOPQRSTUVWXYZ','abcdefghijklmnopqrstuvwxyz')"


def _called(*words: str) -> str:
    """Return the path of elements outside the text whose class or id holds one of some words."""
    return ".//*[" + " or ".join(f"contains({_CALLED},'{word}')" for word in words) + "]" + _OUTSIDE


_KICKERS = _called("intro", "pretitle", "pre-title", "lead-title", "leadtitle", "yinti", "jianti", "shoulder")
_SUBTITLES = ".//*[@class='sub']" + _OUTSIDE + " | " + _called("subtitle", "sub-title", "sub_title", "futi")
_AUTHORS = _called("author", "writer", "zuozhe")
# 《人民日报》（2024年12月05日 第 01 版）, but not 《某规划》（以下简称《规划》）
_PRINTED = re.compile(
    r"《\s*+(?P<paper>[^《》]{2,20}?)\s*+》\s*+[（(]\s*+(?P<date>\d{4}[^（）()]{4,16}?)\s*+"
    r"(?:第\s*+(?P<page>[A-Za-z]?\s*+\d{1,3})\s*+版)?\s*+[（）()]"
)
_LABEL = re.compile(
    r"(?:第\s*+)?(?P<label>[A-Za-z]{0,2}\d{1,3})\s*+版(?:\s*+[：:·]\s*+(?P<name>[\u3400-\u9fffA-Za-z·、&]{1,16}))?"
)
_CURRENT = re.compile(r"(?:当前版|本版|版次|版面|版\s*号)\s*[：:]?\s*")
_FIELD = re.compile(
    r"(?P<name>作者|记者|来源|日期|时间|发布时间|出版日期|版次|版面|责任编辑|编辑)\s*[：:]\s*(?P<value>.*?)(?=\s*(?:作者|来源|日期|时间|发布时间|出版日期|版次|版面|责任编辑|编辑|字号|浏览)\s*[：:]|$)"
)
_DAY_BEHIND = re.compile(r"(?:19|20)\d\d[-年/.]\d")  # the next field runs on without a space
_PAPER = re.compile(
    r"[\u3400-\u9fff·]{1,12}?(?:日报|晚报|晨报|早报|时报|周报|都市报|商报|导报|新报|青年报|法制报|法治报|工人报|报)(?![\u3400-\u9fff]*报)"
)
_NOT_IN_PAPER = re.compile(r"^(?:欢迎|阅读|在线|数字|电子|本期|往期|今日|订阅)+")
_EDITION_WORDS = re.compile(r"(?:数字报(?:刊)?|电子报(?:刊)?|电子版|多媒体数字报.*|数字版|网络版)$")
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class PageArticle:
    """What the page of one article says; empty or None where it says nothing."""

    kicker: str = ""
    title: str = ""
    subtitle: str = ""
    author: str = ""
    date: dt.date | None = None
    page: str = ""
    section: str = ""
    paper: str = ""
    url: str = ""
    keywords: tuple[str, ...] = ()
    body: Body = field(default_factory=Body)


def is_article(text: str, root: Element) -> bool:
    """Return whether a page is that of one article: it holds a body, not only links to bodies."""
    marks = marks_of(text)
    return (
        bool(marks.values.get("title") or any(body.strip() for body in marks.bodies)) or not body_of(root, ()).is_empty
    )


def article_of(text: str, root: Element, path: str) -> PageArticle:
    """Return the article of a page.

    Args:
        text: The page's source: marks stand in its comments.
        root: The page parsed.
        path: Its name: its folders often name the day.
    """
    marks = marks_of(text)
    body = body_of(root, marks.bodies)
    printed = _Printed(root, body)
    url = marks.values.get("url") or marks.url or _address(root)
    label, section = page_of(marks.values.get("page", ""))
    named_label, named = page_of(marks.values.get("section", ""))  # 要闻, or 第03版：民生
    title = marks.values.get("title") or printed.title
    return PageArticle(
        kicker=_unless(marks.values.get("kicker") or printed.kicker, title),
        title=title,
        subtitle=_unless(marks.values.get("subtitle") or printed.subtitle, title),
        author=_unless(marks.values.get("author") or printed.author, title),
        date=path_date(path) or path_date(url) or printed.date or date_of(marks.values.get("date")),
        page=label or named_label or printed.page,
        section=named or printed.section or section,
        paper=marks.values.get("paper") or printed.paper,
        url=url,
        keywords=strings_of(marks.values.get("keywords", "")),
        body=_with_images(body, marks),
    )


def _unless(value: str, title: str) -> str:
    return "" if value == title else value


def _with_images(body: Body, marks: Marks) -> Body:
    if body.images or not marks.values.get("images"):
        return body
    return body._replace(images=tuple(filter(None, re.split(r"[;；,，|\s]+", marks.values["images"]))))


def _address(root: Element) -> str:
    found = root.xpath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content")
    return str(found[0]).strip() if found else ""


class _Printed:
    """What the page shows, where the system's marks say nothing."""

    def __init__(self, root: Element, body: Body) -> None:
        self.title = self.kicker = self.subtitle = self.author = ""
        self.page = self.section = self.paper = ""
        self.date: dt.date | None = None
        self._root = root
        self._frame = self._find_frame(root)
        self._stack()
        self._classes()
        self._table()
        self._rows()
        self._lines(set(body.paragraphs))
        if not self.title:
            self.title = self._document_title()
        if not self.paper:
            self.paper = paper_of_title(text_of_element(next(iter(root.xpath("//title")), None)))

    def _find_frame(self, root: Element) -> Element:
        for path in _FRAMES:
            for found in root.xpath(path):
                if any(text_of_element(heading) for heading in found.iter(*_HEADINGS)):
                    return found
        return next(iter(root.xpath("//body")), root)

    def _stack(self) -> None:
        """Read the stack of headings: what stands above the largest is the kicker, below it the subtitle."""
        stack = [
            (tag(heading), text)
            for heading in self._frame.iter(*_HEADINGS)
            if not _hidden(heading) and (text := joined(lines_of_element(heading)))
        ]
        if not stack:
            return
        levels = [level for level, _ in stack]
        position = levels.index("h1" if "h1" in levels else min(levels))
        self.title = stack[position][1]
        self.kicker = joined(text for _, text in stack[:position] if len(text) <= _LONGEST)
        below = [(level, text) for level, text in stack[position + 1 :] if len(text) <= _LONGEST]
        # The smallest is the author's: where there is another below the headline, or where it names people.
        others = [text for level, text in below if level != "h4"]
        small = next((text for level, text in below if level == "h4"), "")
        self.author = small if others or is_people(small) else ""
        self.subtitle = next(iter(others), "" if self.author else small)

    def _classes(self) -> None:
        """Read what the names of classes say: intro, sub, Author."""
        for name, path in (("kicker", _KICKERS), ("subtitle", _SUBTITLES), ("author", _AUTHORS)):
            for element in self._frame.xpath(path):
                text = joined(lines_of_element(element))
                if text and len(text) <= _LONGEST and text != self.title and not getattr(self, name):
                    setattr(self, name, text)

    def _table(self) -> None:
        """Read the rows round the headline of a classic page: kicker above it, subtitle and author below."""
        cells = self._root.xpath("//td[.//founder-title] | //td[@class='font01'] | //td[@id='title']")
        if not cells:
            return
        row = cells[0].getparent()
        self.title = self.title or joined(lines_of_element(cells[0]))
        above = [other for other in row.itersiblings(preceding=True) if tag(other) == "tr"]
        below = [other for other in row.itersiblings() if tag(other) == "tr"]
        if above and not self.kicker:
            self.kicker = _short(above[0])
        rows = [row for row in below[:3] if not row.xpath(".//founder-content | .//*[@id='ozoom'] | .//img")]
        if rows and not self.subtitle and not rows[0].xpath(".//founder-author"):
            self.subtitle = _short(rows[0])
        if len(rows) > 1 and not self.author:
            self.author = _short(rows[1])

    def _rows(self) -> None:
        """Read the rows above the text of a page that names nothing."""
        place = None if self.title else place_of(self._root)
        if place is not None:
            rows = rows_above(place, page_title_of(self._root))
            self.title = rows.title
            self.kicker = self.kicker or rows.kicker
            self.subtitle = self.subtitle or rows.subtitle
            self.author = self.author or rows.author

    def _lines(self, body: set[str]) -> None:
        """Read label, day and paper out of the lines that are not the article's text."""
        for line in self._around(body):
            printed = _PRINTED.search(line)
            if printed:
                self.paper = self.paper or printed["paper"].replace(" ", "")
                self.date = self.date or date_of(printed["date"])
                self.page = self.page or page_of((printed["page"] or "").replace(" ", ""))[0]
                before = line[: printed.start()].strip(" \u3000")
                if before and not self.author and len(before) <= _LONGEST and before != self.title:
                    self.author = before
            for match in _FIELD.finditer(line):
                self._field(match["name"], match["value"].strip())
            label = _LABEL.search(_CURRENT.sub("", line))
            if label and not self.page and (label["name"] or "第" in label.group() or _CURRENT.search(line)):
                self.page = page_of(label["label"])[0]
                self.section = self.section or label["name"] or ""
            if self.date is None and len(line) <= _LONGEST:
                self.date = date_of(line)

    def _field(self, name: str, value: str) -> None:
        value = _DAY_BEHIND.split(value, maxsplit=1)[0].rstrip()
        if name in {"作者", "记者"} and value and (not self.author or name in self.author):
            self.author = value
        elif name == "来源":
            paper = _PAPER.match(value)
            self.paper = self.paper or (paper.group() if paper else "")

    def _around(self, body: set[str]) -> Iterator[str]:
        links = frozenset(self._root.iter("a", "area"))
        for line in lines_of_element(self._root, links):
            if line not in body:
                yield line

    def _document_title(self) -> str:
        text = text_of_element(next(iter(self._root.xpath("//title")), None))
        parts = [part.strip() for part in re.split(r"\s*[-_|—–]+\s*", text) if part.strip()]
        return next((part for part in parts if not paper_of_title(part)), "")


def _short(element: Element) -> str:
    text = joined(lines_of_element(element))
    return text if len(text) <= _LONGEST and not _LABEL.search(text) else ""


def _hidden(element: Element) -> bool:
    return bool(element.xpath("ancestor-or-self::*[contains(translate(@style, ' ', ''), 'display:none')]"))


def paper_of_title(text: str) -> str:
    """Return the paper that a page's title names: ``临河新报数字报-渡口添了候船亭``."""
    for part in re.split(r"\s*[-_|—–·:：]+\s*|\s{1,}", text):
        name = _NOT_IN_PAPER.sub("", _EDITION_WORDS.sub("", part.strip()))
        if name and _PAPER.fullmatch(name):
            return name
    return ""
