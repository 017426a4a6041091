"""Text of a file to an issue: pages apart, each read, halves joined, the whole accounted for."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from worker.document.issue import IdentityHints, Issue
from worker.errors import NoArticleError
from worker.parsing.assembly.blocks import Role, blocks_of, confidence_of, coverage_of
from worker.parsing.assembly.checks import missing_headlines
from worker.parsing.assembly.jumps import join_halves
from worker.parsing.assembly.pages import PageReading, read_page
from worker.parsing.identity.identify import identify
from worker.parsing.identity.pagination import split_pages
from worker.parsing.layout.lines import visible_lines

if TYPE_CHECKING:
    import datetime as dt

    from worker.document.source import SourceText
    from worker.parsing.layout.lines import Line

_NO_HINTS = IdentityHints()


def parse_issue(source: SourceText, hints: IdentityHints = _NO_HINTS) -> Issue:
    """Return the issue that ``source`` holds.

    Raises:
        NoArticleError: The text holds neither an article nor a notice.
    """
    lines = visible_lines(source.text)
    identity, warnings = identify(lines, hints)
    readings = _read_pages(lines, identity.page, identity.date)
    articles, number = join_halves([article for reading in readings for article in reading.articles])
    notices = [notice for reading in readings for notice in reading.notices]
    if not articles and not notices:
        raise NoArticleError("no article found in the text", "Look whether it is a newspaper page at all.")
    roles = _all_roles(readings, number)
    contents = tuple(entry for reading in readings for entry in reading.contents)
    return Issue(
        identity=identity,
        articles=tuple(articles),
        contents=contents,
        notices=tuple(
            dataclasses.replace(notice, ordinal=position) for position, notice in enumerate(notices, len(articles) + 1)
        ),
        blocks=blocks_of(lines, roles),
        encoding=source.encoding,
        coverage=coverage_of(lines, roles),
        confidence=confidence_of(articles or notices),
        warnings=(*source.warnings, *warnings, *missing_headlines(contents, articles)),
    )


def _read_pages(lines: list[Line], label: str, date: dt.date | None) -> list[PageReading]:
    pages = split_pages(lines)
    readings: list[PageReading] = []
    ordinal = 1
    for page in pages:
        name = page.label if len(pages) > 1 else label or page.label
        reading = read_page(page.lines, page=name, first_ordinal=ordinal, issue_date=date)
        ordinal += len(reading.articles)
        readings.append(reading)
    return readings


def _all_roles(readings: list[PageReading], number: dict[int, int]) -> dict[int, Role]:
    """Return the roles of all lines, articles by their new numbers."""
    roles: dict[int, Role] = {}
    for reading in readings:
        if len(readings) == 1:
            roles = reading.roles
        else:
            roles.update(reading.roles)
    if any(old != new for old, new in number.items()):
        for line, role in roles.items():
            if role.article is not None:
                roles[line] = dataclasses.replace(role, article=number[role.article])
    return roles
