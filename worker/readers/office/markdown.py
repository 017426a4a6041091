"""Markdown: headings by their marks; emphasis, links and pictures are taken off the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from worker.readers.headed import Marked
from worker.readers.office.docx import documents_of
from worker.readers.text.cleaning import clean
from worker.readers.text.decoding import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.document.source import Document
    from worker.readers.base import Limits, Source

_SURE, _LIKELY = 0.7, 0.5
_HEADING = re.compile(r"^ {0,3}(?P<marks>#{1,6})[ \t]+(?P<text>\S.*?)[ \t]*#*[ \t]*$")
_UNDERLINE = re.compile(r"^ {0,3}(?:(?P<first>=+)|(?P<second>-{3,}))[ \t]*$")
_IMAGE = re.compile(r"!\[(?P<text>[^\]\n]*)\]\((?P<address>[^()\s]*)(?:\s+\"[^\"]*\")?\)")
_LINK = re.compile(r"\[(?P<text>[^\]\n]+)\]\([^()\n]*\)")
_EMPHASIS = re.compile(r"(\*\*\*|\*\*|\*|___|__|~~|`)(?=\S)(.+?)(?<=\S)\1")
_LEADING = re.compile(r"^[ \t]*(?:>[ \t]?)+|^[ \t]*(?:[-*+]|\d{1,3}\.)[ \t]+(?=\S)")
_RULE = re.compile(r"^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>~|])")
_MARKS = re.compile(r"\*\*[^*\n]+\*\*|!?\[[^\]\n]{1,300}+\]\([^()\n]{1,2000}+\)|^ {0,3}#{1,6}[ \t]\S", re.MULTILINE)
_FEWEST_MARKS = 2


class MarkdownReader:
    """Reads Markdown as its headings say."""

    name = "markdown"
    version = 2
    suffixes = (".md", ".markdown")
    streams = False

    def sniff(self, head: bytes, name: str) -> float:
        """Return how surely it is Markdown: a heading and another mark, or its name and one of them."""
        text = head.decode("utf-8", "ignore")
        headings = [line for line in text.splitlines() if _HEADING.match(line)]
        marks = len(_MARKS.findall(text))
        if name.lower().endswith(self.suffixes):
            return _SURE if marks or "\n===" in text else 0.0
        return _LIKELY if headings and marks >= _FEWEST_MARKS else 0.0

    def read(self, source: Source, limits: Limits) -> Iterator[Document]:
        """Yield the file's one document."""
        del limits
        text = clean(decode(source.data).text).text
        yield from documents_of(list(marked(text)), "markdown", f"{self.name}/{self.version}")


def marked(text: str) -> Iterator[Marked]:
    """Yield the paragraphs of a text; lines without a blank one between them stay lines of their own."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else ""
        heading = _HEADING.match(line)
        under = _UNDERLINE.match(following) if line.strip() else None
        if heading:
            yield Marked(plain(heading["text"]), len(heading["marks"]))
        elif under and not _RULE.match(line):
            yield Marked(plain(line.strip()), 1 if under["first"] else 2)
        elif _RULE.match(line) or (number and _UNDERLINE.match(line) and lines[number - 1].strip()):
            continue
        else:
            images = tuple(match["address"] for match in _IMAGE.finditer(line))
            yield Marked(plain(line), images=images)


def plain(line: str) -> str:
    """Return a line without its marks."""
    line = _LEADING.sub("", line)
    line = _LINK.sub(lambda match: match["text"], _IMAGE.sub(lambda match: match["text"], line))
    for _ in range(2):  # emphasis within emphasis
        line = _EMPHASIS.sub(lambda match: match[2], line)
    return _ESCAPED.sub(r"\1", line).rstrip()
