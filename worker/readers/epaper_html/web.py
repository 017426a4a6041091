"""Any other article page of the web: title, date and text by trafilatura, which is given all and fetches nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from lxml import etree

from worker.document.identity import StatedIdentity
from worker.document.issue import Article, Contributor
from worker.errors import NoArticleError
from worker.readers.epaper_html.article import paper_of_title
from worker.readers.epaper_html.feet import BOX, without_foot
from worker.readers.markup import lines_of_element, tag, text_of_element
from worker.readers.values import date_of, joined, lines_of, strings_of

if TYPE_CHECKING:
    import datetime as dt

    from worker.readers.epaper_html.article import PageArticle
    from worker.readers.markup import Element

# The line below a headline: 2023-11-05 第03版 作者：桑小竹
_META = re.compile(r"(?:作者|来源|发布时间|责任编辑|责编|字号)\s*[：:]|\d\s+第\s*[A-Z]?\d+\s*版|\s[>›»]\s")
_FIGURES = re.compile(r"[\d:/. -]{1,20}")  # a piece of a moment, a count of readers
_MOMENT = re.compile(r"\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}日?(?:\s*\d{1,2}:\d\d(?::\d\d)?)?")
# Year, day and time in elements of their own: 2023, 10/26, 08:15:00.
_IN_PIECES = re.compile(r"(?<!\d)(20\d\d) {1,3}(\d\d) {0,2}/ {0,2}(\d\d) {0,3}\d\d:\d\d")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5")
_NEAR = 2  # elements up from the headline: its block, and the one with its line of day and source
_SHORTEST_TITLE = 6
_LONGEST_META = 60
_OF_A_TEXT = 40  # characters: a paragraph
_FEWEST = 20  # characters; less is navigation


def web_article(root: Element, printed: PageArticle) -> tuple[Article, StatedIdentity]:
    """Return the article of a page, and the issue it names.

    Args:
        root: The page; what surrounds the article is taken out of it.
        printed: What its headings and lines say, as of an e-paper's page.

    Raises:
        NoArticleError: The page holds no article's text.
    """
    import trafilatura  # noqa: PLC0415 - half a second that only such pages need

    for element in list(root.iter("nav", "header", "footer", "aside", "form")):
        if not element.xpath(".//h1"):
            element.clear(keep_tail=True)
    source = etree.tostring(root, encoding="unicode", method="html")
    found: Any = trafilatura.bare_extraction(source, with_metadata=True, include_comments=False, include_tables=False)
    lines = lines_of(found.text or "") if found is not None else ()
    paragraphs = without_foot(tuple(line for line in lines if not _is_about(line)), root)
    if found is None or sum(map(len, paragraphs)) < _FEWEST:
        raise NoArticleError("the HTML page holds no article's text.", "Save the article's own page.")
    elsewhere = bool(printed.author)
    printed = told_near_title(root, printed, " ".join((found.title or "").split()))
    title = printed.title
    author = printed.author or found.author or ""
    if elsewhere and not printed.author and author not in map(str, root.xpath("//meta[@name='author']/@content")):
        author = ""  # of a comment or another story, as what the page prints was
    article = Article(
        ordinal=1,
        page=printed.page,
        kicker=printed.kicker,
        headline=title,
        subtitle=printed.subtitle,
        byline=(Contributor(author),) if author else (),
        paragraphs=tuple(one for one in paragraphs if one not in {title, printed.kicker, printed.subtitle}),
        url=printed.url or found.url or "",
        images=(found.image,) if found.image else (),
        keywords=strings_of(";".join(found.tags or ())),
    )
    named = next((name for line in lines if line not in paragraphs and (name := paper_of_title(line))), "")
    paper = printed.paper or paper_of_title(found.sitename or "") or paper_of_title(found.title or "") or named
    day = printed.date or _day(text_of_element(root), date_of(found.date))
    return article, StatedIdentity(paper, day, printed.page, section=printed.section)


def told_near_title(root: Element, printed: PageArticle, named: str = "") -> PageArticle:
    """Return what a page says of its article, without what only other stories' headings and comments say.

    A portal's page has a dozen headings: the article's is one that the head of the page names too, and what belongs to
    it stands in its block.

    Args:
        root: The page.
        printed: What its headings and lines say.
        named: The title that its head names, where that is known.
    """
    of_head = _plain("".join(map(str, root.xpath("//title/text() | //meta[@property='og:title']/@content"))))
    title, headings = printed.title, [(one, joined(lines_of_element(one))) for one in root.iter(*_HEADINGS)]
    if not title or (_plain(title) not in of_head and of_head):
        alike = [text for _, text in headings if len(text) >= _SHORTEST_TITLE and _plain(text) in of_head]
        title = max(alike, key=len, default=named if _plain(named) in of_head else "") or title
    heading = next((one for one, text in headings if text == title), None)
    if heading is None:
        return replace(printed, title=title)
    frames = [one for one in heading.iterancestors() if tag(one) not in {"body", "html"}][:_NEAR]
    near = lines_of_element(frames[-1]) if frames else ()

    others = {text for one, text in headings if one is not heading}
    beside = _beside(headings, heading, root)

    def kept(value: str) -> str:
        if BOX.match(value) or _plain(value) == _plain(title) or (value in others and value not in beside):
            return ""
        return value if not frames or any(value in line for line in near) else ""

    return replace(
        printed,
        title=title,
        kicker=kept(printed.kicker),
        subtitle=kept(printed.subtitle),
        author=kept(printed.author),
    )


def _beside(headings: list[tuple[Element, str]], heading: Element, root: Element) -> set[str]:
    """Return the headings that may belong to the article's: above its text, and no links to other stories."""
    found: set[str] = set()
    known = {id(one): text for one, text in headings}
    passed = False
    for one in root.iter():
        if id(one) in known:
            passed = passed or one is heading
            if not _is_link(one):
                found.add(known[id(one)])
        elif passed and tag(one) in {"p", "div", "td"} and len((one.text or "").strip()) >= _OF_A_TEXT:
            break
    return found


def _is_link(heading: Element) -> bool:
    links = [one for one in (*heading.iterancestors("a"), *heading.iter("a")) if one.get("href")]
    return bool(links) and len(_plain(text_of_element(links[0]))) >= len(_plain(text_of_element(heading)))


def _plain(title: str) -> str:
    return "".join(title.split())


def _is_about(line: str) -> bool:
    """Return whether a line tells when, by whom or where the article appeared, and none of the story."""
    if len(line) >= _LONGEST_META:
        return False
    return (
        bool(_META.search(line) or _MOMENT.fullmatch(line) or _FIGURES.fullmatch(line)) or paper_of_title(line) == line
    )


def _day(shown: str, guessed: dt.date | None) -> dt.date | None:
    """Return the day that a page shows; what was guessed from a year alone counts for nothing."""
    pieces = _IN_PIECES.search(shown)
    if pieces:
        return date_of("-".join(pieces.groups()))
    alone = guessed is not None and (guessed.month, guessed.day) == (1, 1)
    return None if alone and guessed not in set(map(date_of, _MOMENT.findall(shown))) else guessed
