"""A page of the web that is a whole issue as one text: headings of pages, below them headings of articles."""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING

from worker.readers.headed import Marked
from worker.readers.markup import lines_of_element

if TYPE_CHECKING:
    from worker.readers.markup import Element

_SIGN = "\ue0f0"  # of the private use area: a heading's level follows it
_HEADING = re.compile(rf"{_SIGN}(?P<level>[1-6])")
_ADDRESS = re.compile(r"[^\s:：]{0,8}\s?[:：]?\s?https?://\S{1,400}")  # PDF链接：https://...


def marked(root: Element) -> list[Marked]:
    """Return the lines that a page shows, its headings as such; lines that are nothing but an address are left out."""
    body = copy.deepcopy(next(iter(root.iter("body")), root))
    for heading in body.iter("h1", "h2", "h3", "h4", "h5", "h6"):
        heading.text = f"{_SIGN}{heading.tag[1]}{(heading.text or '').lstrip()}"
    found: list[Marked] = []
    for line in lines_of_element(body):
        heading = _HEADING.match(line)
        text = _HEADING.sub("", line).strip()
        if text and not _ADDRESS.fullmatch(text):
            found.append(Marked(text, int(heading["level"]) if heading else 0))
    return found
