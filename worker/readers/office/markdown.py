"""Markdown: headings by their marks; emphasis, links and pictures are taken off the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from worker.readers.exports.grouping import documents_of as records_of
from worker.readers.exports.mapping import mapping_of
from worker.readers.exports.records import row_of_record
from worker.readers.headed import Marked, pages_of
from worker.readers.office.docx import documents_of
from worker.readers.office.front_matter import Story, begins_with_fields, story_of
from worker.readers.text.cleaning import clean
from worker.readers.text.decoding import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.document.source import Document
    from worker.readers.base import Limits, Rejected, Source

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
    version = 3
    suffixes = (".md", ".markdown")
    streams = False

    def sniff(self, head: bytes, name: str) -> float:
        """Return how surely it is Markdown: a heading and another mark, or its name and one of them."""
        text = head.decode("utf-8", "ignore")
        headings = [line for line in text.splitlines() if _HEADING.match(line)]
        marks = len(_MARKS.findall(text))
        if name.lower().endswith(self.suffixes):
            return _SURE if marks or "\n===" in text or begins_with_fields(text) else 0.0
        return _LIKELY if headings and marks >= _FEWEST_MARKS else 0.0

    def read(self, source: Source, limits: Limits) -> Iterator[Document | Rejected]:
        """Yield the file's one document; of an issue that is set as one text one for each page."""
        del limits
        decoded = decode(source.data)
        text = clean(decoded.text).text
        story = story_of(text)
        paragraphs = list(marked(story.text if story else text))
        if story and not pages_of(paragraphs)[1]:
            yield from _units(story, paragraphs, source, f"{self.name}/{self.version}", decoded.encoding)
            return
        yield from documents_of(list(marked(text)), "markdown", f"{self.name}/{self.version}")


def _units(
    story: Story, paragraphs: list[Marked], source: Source, reader: str, encoding: str
) -> Iterator[Document | Rejected]:
    """Yield the one document of a file that says what its article is; its headings are subheads."""
    texts = [one.text for one in paragraphs if one.text and one.text != story.record["title"]]
    record = {
        **story.record,
        "body": texts,
        "images": [*story.images, *(image for one in paragraphs for image in one.images)],
        "captions": list(story.captions),
    }
    row = row_of_record(record, mapping_of(source))
    yield from records_of([row], reader=reader, format_name="markdown", encoding=encoding)


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
