"""Headlines that a page shows in rows above its text, where neither marks nor headings nor classes name them."""

from __future__ import annotations

import re
from typing import NamedTuple

from worker.lexicon.roles import LABELS, WRITERS
from worker.lexicon.surnames import surname_length
from worker.readers.markup import Element, lines_of_element, tag, text_of_element
from worker.readers.values import joined

_LONGEST = 80
_MOST_ROWS = 6
_MOST_TABLES = 8  # above the text: what stands farther is the page's navigation
_ROWS_WITH_ALL = 4  # kicker, headline, subtitle, author, any of them blank
_LABEL = re.compile(r"第\s*[A-Za-z]?\d{1,3}\s*版|\d{4}\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2}")
_PEOPLE = re.compile(rf"(?:{WRITERS}|{LABELS})|^[□■◎●]|[/／](?:文|摄|图)$")
_NAME = re.compile(r"[\u3400-\u9fff]{2,4}")
_STRONG = ".//strong | .//b | .//h1 | .//h2 | .//h3 | .//big | .//font[@size]"


class Rows(NamedTuple):
    """The parts of a headline; empty where a page has none."""

    kicker: str = ""
    title: str = ""
    subtitle: str = ""
    author: str = ""


def is_people(text: str) -> bool:
    """Return whether a short line names who wrote: roles, or nothing but names of people."""
    if _PEOPLE.search(text):
        return True
    names = text.split()
    return bool(names) and all(_NAME.fullmatch(name) and surname_length(name) for name in names)


def rows_above(place: Element, page_title: str) -> Rows:
    """Return what stands in the rows of the nearest table above a text that holds nothing but a headline.

    Args:
        place: The element of the text.
        page_title: Of the document: the row that it repeats is the headline.
    """
    for number, table in enumerate(reversed(place.xpath("preceding::table"))):
        if number >= _MOST_TABLES:
            break
        rows = [row for row in table.iter("tr") if row.getparent() is table or row.getparent().getparent() is table]
        if not 1 < len(rows) <= _MOST_ROWS or table.xpath(".//a[@href] | .//img | .//table"):
            continue
        texts = [joined(lines_of_element(row)) for row in rows]
        if any(len(text) > _LONGEST or _LABEL.search(text) for text in texts) or not any(texts):
            continue
        return _told(rows, texts, page_title)
    return Rows()


def _told(rows: list[Element], texts: list[str], page_title: str) -> Rows:
    at = next((n for n, row in enumerate(rows) if texts[n] and row.xpath(_STRONG)), None)
    if at is None:
        at = next((n for n, text in enumerate(texts) if text and text in page_title), None)
    if at is None:
        at = 1 if len(rows) == _ROWS_WITH_ALL and texts[1] else next(n for n, text in enumerate(texts) if text)
    below = [text for text in texts[at + 1 :] if text]
    author = next((text for text in below if is_people(text)), "")
    subtitle = next((text for text in below if text != author), "")
    return Rows(joined(texts[:at]), texts[at], subtitle, author)


def page_title_of(root: Element) -> str:
    """Return what the document calls itself."""
    return text_of_element(next((one for one in root.iter("title") if tag(one) == "title"), None))
