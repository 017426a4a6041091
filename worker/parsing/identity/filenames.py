"""What folder and file names say of an issue: ``北碚报/2023-10-27/01版.txt``, ``beibei_20231027_A02.txt``.

A hash or a counter is never taken for a date or a page: digits count only as a whole token between separators, a date
must exist, and a bare number is a page only beside a date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.document.issue import IssueIdentity
from worker.folding import fold
from worker.lexicon.characters import N
from worker.parsing.patterns.dates import calendar_date, printed_dates
from worker.parsing.patterns.numerals import page_number
from worker.parsing.patterns.papers import is_paper_name

if TYPE_CHECKING:
    import datetime as dt

_SUFFIX = re.compile(r"\.[a-z0-9]{1,5}$")
_SEPARATORS = re.compile(r"[\s_\-.,:;/|()\[\]+·—~]+")
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)"
_COMPACT_DATES = (
    # rmrb2023102704, 20231027, 20231027a02; not 20231027153000 (a clock), not 7c9244e943033ee6 (a hash).
    re.compile(
        rf"(?<![a-z0-9])(?P<name>[a-z]{{2,12}})?{_YEAR}(?P<month>\d\d)(?P<day>\d\d)"
        r"(?P<page>\d\d|[a-d]\d{1,2})?(?![a-z0-9])"
    ),
    # 2023_10_27, 2023 10 27
    re.compile(rf"(?<![a-z0-9])(?P<name>){_YEAR}[_ ](?P<month>\d\d?)[_ ](?P<day>\d\d?)(?P<page>)(?![a-z0-9])"),
)
# Over folders: 2023/10/27, 2023-10/27, 2023/1027, 2023年/10月/27日.
_FOLDERS_DATE = re.compile(rf"(?:^|/){_YEAR}年?[-/.]?(?P<month>\d\d?)月?[-/.]?(?P<day>\d\d?)日?(?=/|$)")
# 第4版, 01版, a2版, 第十二版, p04, page4, 版4, a02; not 改版, 4月版 or 2023版.
_PAGE = re.compile(
    rf"第?(?<![a-z0-9])(?P<label>[a-z]{{0,2}}{N}{{1,3}})版"
    r"|(?<![a-z0-9])(?:p|page|版)[ _-]?(?P<number>\d{1,3})(?![a-z0-9])"
    r"|(?<![a-z0-9])(?P<lettered>[a-d]\d{1,3})(?![a-z0-9])"
)
_NUMBER = re.compile(r"0?\d{1,2}")
_LATIN_NAME = re.compile(r"[a-z][a-z]{1,30}")
# Words that name a file's nature, not its paper.
_NO_NAME = frozenset(
    {
        "archive",
        "article",
        "articles",
        "clean",
        "copy",
        "data",
        "doc",
        "docs",
        "export",
        "file",
        "files",
        "final",
        "gbk",
    }
    | {"image", "images", "img", "inbox", "issue", "issues", "nbs", "new", "news", "newspaper", "ocr", "out", "output"}
    | {
        "page",
        "pages",
        "paper",
        "papers",
        "part",
        "pdf",
        "pg",
        "raw",
        "sample",
        "scan",
        "scans",
        "temp",
        "test",
        "text",
    }
    | {"tmp", "txt", "upload", "uploads", "utf"}
)


@dataclass(frozen=True, slots=True)
class _Found:
    """A component of the path after its date was taken out."""

    date: dt.date | None
    rest: str
    name: str = ""
    page: str = ""


def from_file_name(path: str) -> IssueIdentity:
    """Return what the file's own name says; ``path`` is relative to the inbox, with ``/``."""
    folders, _, name = path.rpartition("/")
    return _identity(_stem(name), dated=_folders_date(fold(folders)) is not None, folder=False)


def from_folders(path: str) -> IssueIdentity:
    """Return what the folders above the file say, the nearest one first.

    A date may run over folders, down to the file: ``2023/10/27.txt``.
    """
    folders, _, name = path.rpartition("/")
    if not folders:
        return IssueIdentity()
    over = fold(folders)
    date = _folders_date(over) or _folders_date(f"{over}/{fold(_stem(name))}")
    dated = date is not None or _take_date(fold(_stem(name))).date is not None
    parts = [_identity(part, dated=dated, folder=True) for part in reversed(folders.split("/"))]
    return IssueIdentity(
        next((part.publication for part in parts if part.publication), ""),
        next((part.date for part in parts if part.date), date),
        next((part.page for part in parts if part.page), ""),
    )


def _stem(name: str) -> str:
    match = _SUFFIX.search(fold(name))
    return name[: match.start()] if match else name


def _folders_date(folded: str) -> dt.date | None:
    dates = (_date(match) for match in _FOLDERS_DATE.finditer(folded))
    return next((date for date in dates if date is not None), None)


def _date(match: re.Match[str]) -> dt.date | None:
    return calendar_date(int(match["year"]), int(match["month"]), int(match["day"]))


def _take_date(folded: str) -> _Found:
    for start, end, printed in printed_dates(folded):
        return _Found(printed, f"{folded[:start]} {folded[end:]}")
    for pattern in _COMPACT_DATES:
        for match in pattern.finditer(folded):
            date = _date(match)
            if date is not None:
                rest = f"{folded[: match.start()]} {folded[match.end() :]}"
                return _Found(date, rest, match["name"] or "", match["page"] or "")
    return _Found(None, folded)


def _identity(component: str, *, dated: bool, folder: bool) -> IssueIdentity:
    """Read one component of the path; ``dated`` when another one gives the date."""
    folded = fold(component)
    found = _take_date(folded)
    dated = dated or found.date is not None
    rest, page = found.rest, found.page
    match = None if page else _PAGE.search(rest)
    if match and (dated or not match["lettered"]):
        page = match["label"] or match["number"] or match["lettered"]
        rest = f"{rest[: match.start()]} {rest[match.end() :]}"
    tokens = [token for token in _SEPARATORS.split(rest) if token]
    if not page and dated and not folder and tokens and _NUMBER.fullmatch(tokens[-1]) and int(tokens[-1]):
        page = tokens[-1]
    return IssueIdentity(
        _publication([found.name, *tokens], component, folded, dated=dated), found.date, page_number(page)
    )


def _publication(tokens: list[str], component: str, folded: str, *, dated: bool) -> str:
    """Return a Chinese name as it is written in ``component``; a Latin one only beside a date, else any word is one."""
    for token in tokens:
        if is_paper_name(token):
            start = folded.index(token)
            return component[start : start + len(token)]
    latin = (token for token in tokens if _LATIN_NAME.fullmatch(token) and token not in _NO_NAME)
    return next(latin, "") if dated else ""
