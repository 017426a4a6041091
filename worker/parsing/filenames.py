"""What folder and file names say of an issue: ``北碚报/2023-10-27/01版.txt``, ``beibei_20231027_A02.txt``.

A hash or a counter is never taken for a date or a page: digits count only as a whole token between separators, a date
must exist, and a bare number is a page only beside a date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.folding import fold
from worker.models import IssueIdentity
from worker.parsing.dates import calendar_date, printed_dates
from worker.parsing.numerals import page_number
from worker.parsing.papers import is_paper_name

if TYPE_CHECKING:
    import datetime as dt

_SUFFIX = re.compile(r"\.[a-z0-9]{1,5}$")
_SEPARATORS = re.compile(r"[\s_\-.,:;/|()\[\]+·—~]+")
# rmrb2023102704, 20231027, 20231027a02, p20231027; not 20231027153000 (a clock) and not 7c9244e943033ee6 (a hash).
_COMPACT_DATE = re.compile(
    r"(?<![a-z0-9])(?P<name>[a-z]{2,12})?(?P<year>(?:1[89]|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)"
    r"(?P<page>\d\d|[a-d]\d{1,2})?(?![a-z0-9])"
)
# 2023/10/27, 2023-10/27, 2023/1027, 2023年/10月/27日 over folders.
_FOLDERS_DATE = re.compile(
    r"(?:^|/)(?P<year>(?:1[89]|20)\d\d)年?[-/.]?(?P<month>\d\d?)月?[-/.]?(?P<day>\d\d?)日?(?=/|$)"
)
_UNDERSCORE_DATE = re.compile(r"(?<![a-z0-9])(?P<year>(?:1[89]|20)\d\d)[_ ](?P<month>\d\d?)[_ ](?P<day>\d\d?)(?![a-z0-9])")
_N = r"[0-9〇零一二三四五六七八九十]"
# 第4版, 01版, a2版, 第十二版, p04, page4, 版4, a02. Not 改版 or 4月版.
_PAGE = re.compile(
    rf"第?(?P<label>[a-z]{{0,2}}{_N}{{1,3}})版|(?<![a-z0-9])(?:p|page|版)[ _-]?(?P<number>\d{{1,3}})(?![a-z0-9])"
    r"|(?<![a-z0-9])(?P<lettered>[a-d]\d{1,3})(?![a-z0-9])"
)
_NUMBER = re.compile(r"\d{1,2}")
_LATIN_NAME = re.compile(r"[a-z][a-z]{1,30}")
# Words that name a file's nature, not its paper.
_NO_NAME = frozenset(
    "page pages pg scan scans img image text txt ocr file files doc docs issue issues news newspaper paper papers copy final "
    "part output out data test sample inbox new tmp temp pdf export easy hard raw clean utf gbk archive upload uploads".split()
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
    folders, _, name = fold(path).rpartition("/")
    return _identity(_SUFFIX.sub("", name), dated=_folders_date(folders) is not None)


def from_folders(path: str) -> IssueIdentity:
    """Return what the folders above the file say; the nearest one first."""
    folded = fold(path)
    folders, _, name = folded.rpartition("/")
    date = _folders_date(folders)
    if date is None:
        date = _folders_date(f"{folders}/{_SUFFIX.sub('', name)}") if folders else None
    parts = [_identity(part, dated=False, folder=True) for part in reversed(folders.split("/")) if part]
    publication = next((part.publication for part in parts if part.publication), "")
    date = next((part.date for part in parts if part.date), date)
    if publication.isascii() and date is None:
        publication = _latin_beside_a_date(name) and publication
    return IssueIdentity(publication, date, next((part.page for part in parts if part.page), ""))


def _latin_beside_a_date(name: str) -> str:
    return name if _take_date(_SUFFIX.sub("", name)).date else ""


def _folders_date(folders: str) -> dt.date | None:
    for match in _FOLDERS_DATE.finditer(folders):
        date = calendar_date(int(match["year"]), int(match["month"]), int(match["day"]))
        if date is not None:
            return date
    return None


def _take_date(text: str) -> _Found:
    for start, end, date in printed_dates(text):
        return _Found(date, f"{text[:start]} {text[end:]}")
    for pattern in (_COMPACT_DATE, _UNDERSCORE_DATE):
        for match in pattern.finditer(text):
            found = calendar_date(int(match["year"]), int(match["month"]), int(match["day"]))
            if found is not None:
                named = match.groupdict()
                return _Found(
                    found, f"{text[: match.start()]} {text[match.end() :]}", named.get("name") or "", named.get("page") or ""
                )
    return _Found(None, text)


def _identity(text: str, *, dated: bool, folder: bool = False) -> IssueIdentity:
    found = _take_date(text)
    dated = dated or found.date is not None
    rest, page = found.rest, found.page
    match = _PAGE.search(rest)
    if match and not page and (dated or match["label"] or match["number"]):
        page = match["label"] or match["number"] or match["lettered"]
        rest = f"{rest[: match.start()]} {rest[match.end() :]}"
    tokens = [token for token in _SEPARATORS.split(rest) if token]
    if not page and dated and not folder and tokens and _NUMBER.fullmatch(tokens[-1]) and int(tokens[-1]):
        page = tokens[-1]
    papers = [token for token in tokens if is_paper_name(token)]
    latin = [token for token in (found.name, *tokens) if _LATIN_NAME.fullmatch(token) and token not in _NO_NAME]
    publication = papers[0] if papers else latin[0] if latin and (dated or folder) else ""
    return IssueIdentity(publication, found.date, page_number(page))
