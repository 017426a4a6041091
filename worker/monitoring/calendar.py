"""The calendar of a paper: which days and pages are there, which are missing, corrected or came twice.

Read from the ledger, and from the manifests of archive/ for what the ledger has forgotten: it keeps one entry a unit.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.document.identifiers import day_id
from worker.home import told
from worker.home.names import MANIFEST
from worker.home.originals import notes
from worker.indexing import calendar
from worker.job import LIVE, Outcome
from worker.monitoring.rhythm import missing_days, missing_pages, page_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from worker.indexing import Archive
    from worker.indexing.calendar import IndexedPage

_AROUND = dt.timedelta(weeks=10)  # beyond the year, so that its first and last weeks are judged by their neighbours


@dataclass(frozen=True, slots=True)
class YearSummary:
    """One year of a paper in figures: days there are, and days missing from its own rhythm."""

    year: int
    days: int
    missing: int


@dataclass(frozen=True, slots=True)
class PaperSummary:
    """One paper in figures."""

    publication: str
    first: dt.date
    last: dt.date
    years: tuple[YearSummary, ...]


@dataclass(frozen=True, slots=True)
class PageOfDay:
    """A page that is there.

    Attributes:
        corrected: How often its content was replaced by another.
        duplicates: How often it was dropped again unchanged.
    """

    page: str
    issue_id: str
    articles: int
    corrected: int = 0
    duplicates: int = 0


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a paper: its pages, and the labels of those missing. ``id`` opens all of it as an issue."""

    date: dt.date
    id: str
    pages: tuple[PageOfDay, ...]
    missing_pages: tuple[str, ...] = ()

    @property
    def articles(self) -> int:
        """Number of articles on all pages."""
        return sum(page.articles for page in self.pages)


@dataclass(frozen=True, slots=True)
class Year:
    """A year of a paper: the days there are, and those missing."""

    publication: str
    year: int
    days: tuple[Day, ...]
    missing: tuple[dt.date, ...]


@dataclass(frozen=True, slots=True)
class Replacements:
    """How often each unit's content was replaced, and how often it came again unchanged."""

    corrected: Mapping[str, int]
    duplicates: Mapping[str, int]


class ManifestReader:
    """Reads the manifests once, and again when one has changed."""

    def __init__(self, archive: Path) -> None:
        self._archive = archive
        self._seen: tuple[tuple[str, int, int], ...] | None = None
        self._found = Replacements({}, {})

    def read(self) -> Replacements:
        """Return what the manifests tell of every unit."""
        places = sorted(self._archive.glob(f"*/*/{MANIFEST}"))
        seen = tuple((str(place), (status := place.stat()).st_mtime_ns, status.st_size) for place in places)
        if seen != self._seen:
            self._found = replacements(notes(self._archive))
            self._seen = seen
        return self._found


def replacements(manifest: Iterable[Mapping[str, object]]) -> Replacements:
    """Return how often each unit was corrected and dropped again, from the lines of the manifests."""
    contents: defaultdict[str, set[str]] = defaultdict(set)
    again: defaultdict[str, set[object]] = defaultdict(set)
    for note in manifest:
        line = dict(note)
        unit, digest = told.text(line, "issue"), told.text(line, "digest")
        if line.get("outcome") in LIVE:
            contents[unit].add(digest)
        elif line.get("outcome") == Outcome.DUPLICATE:
            again[unit].add(line.get("revision"))
    return Replacements(
        {unit: len(digests) - 1 for unit, digests in contents.items() if len(digests) > 1},
        {unit: len(revisions) for unit, revisions in again.items()},
    )


def summaries(archive: Archive) -> tuple[PaperSummary, ...]:
    """Return every paper with its years."""
    found = []
    for paper in calendar.papers(archive.client, archive.issues):
        missing = missing_days(paper.days)
        years = sorted({day.year for day in (*paper.days, *missing)})
        counts = (
            YearSummary(year, sum(day.year == year for day in paper.days), sum(day.year == year for day in missing))
            for year in years
        )
        found.append(PaperSummary(paper.publication, paper.days[0], paper.days[-1], tuple(counts)))
    return tuple(found)


def year_of(archive: Archive, publication: str, year: int, replaced: Replacements) -> Year | None:
    """Return a year of a paper; None when nothing of the paper is indexed."""
    found = calendar.papers(archive.client, archive.issues, publication)
    if not found:
        return None
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    begin = first - _AROUND if year > dt.MINYEAR else first
    end = last + _AROUND if year < dt.MAXYEAR else last
    units = list(calendar.pages(archive.client, archive.issues, publication, begin, end))
    lacking = missing_pages(_labels(units))
    of_days: defaultdict[dt.date, list[IndexedPage]] = defaultdict(list)
    for unit in units:
        if first <= unit.date <= last:
            of_days[unit.date].append(unit)
    return Year(
        publication,
        year,
        tuple(_day(day, members, lacking.get(day, ()), replaced) for day, members in sorted(of_days.items())),
        tuple(day for day in missing_days(found[0].days) if day.year == year),
    )


def _labels(units: Sequence[IndexedPage]) -> dict[dt.date, set[str]]:
    found: defaultdict[dt.date, set[str]] = defaultdict(set)
    for unit in units:
        found[unit.date].add(unit.page)
    return dict(found)


def _day(date: dt.date, units: Sequence[IndexedPage], lacking: tuple[str, ...], replaced: Replacements) -> Day:
    by_issue: defaultdict[str, list[IndexedPage]] = defaultdict(list)
    for unit in units:
        by_issue[unit.issue_id].append(unit)
    pages = [
        PageOfDay(
            members[0].page,
            issue_id,
            sum(unit.articles for unit in members),
            sum(replaced.corrected.get(unit.unit_id, 0) for unit in members),
            sum(replaced.duplicates.get(unit.unit_id, 0) for unit in members),
        )
        for issue_id, members in by_issue.items()
    ]
    whole = day_id(units[0].issue_id, date.isoformat())
    return Day(date, whole, tuple(sorted(pages, key=lambda page: page_order(page.page))), lacking)
