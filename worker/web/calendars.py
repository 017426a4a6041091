"""``/calendar``: the papers, and a year of one of them: which days and pages are there and which are missing."""

from __future__ import annotations

import calendar
import dataclasses
import datetime as dt
from typing import TYPE_CHECKING, Any

from worker.monitoring.calendar import summaries, year_of
from worker.web.answering import answer, room_of, trouble, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.requests import Request
    from starlette.responses import Response

    from worker.monitoring.calendar import Year


def show(request: Request) -> Response:
    """Show all papers, or a year of the one that is named."""
    room = room_of(request)
    papers = summaries(room.archive)
    publication = request.query_params.get("publication", "")
    if not publication and len(papers) != 1:
        return answer(
            request,
            "calendar.html",
            {"papers": papers},
            data={"papers": [dataclasses.asdict(paper) for paper in papers]},
        )
    paper = next((one for one in papers if one.publication == publication or not publication), None)
    if paper is None:
        return trouble(request, 404, words_of(request).gettext("Nothing of this paper is indexed"))
    asked = request.query_params.get("year", "")
    number = int(asked) if asked.isascii() and asked.isdecimal() and 1 < int(asked) < dt.MAXYEAR else paper.last.year
    year = year_of(room.archive, paper.publication, number, room.manifests.read())
    if year is None:  # it was taken away meanwhile
        return trouble(request, 404, words_of(request).gettext("Nothing of this paper is indexed"))
    values = {"paper": paper, "year": year, "months": list(_months(year)), "papers": papers}
    return answer(request, "calendar_year.html", values, data={**dataclasses.asdict(year), "years": paper.years})


def _months(year: Year) -> Iterator[dict[str, Any]]:
    """Yield the months with their weeks: each cell a date with its day, if there is one, and whether it is missing.

    Those before the first of which there is anything, and after the last, are left out.
    """
    days = {day.date: day for day in year.days}
    missing = set(year.missing)
    known = {date.month for date in (*days, *missing)}
    for month in range(min(known, default=1), max(known, default=0) + 1):
        weeks = [
            [
                {"date": date, "day": days.get(date), "missing": date in missing} if date.month == month else None
                for date in week
            ]
            for week in calendar.Calendar().monthdatescalendar(year.year, month)
        ]
        yield {"month": month, "weeks": weeks}
