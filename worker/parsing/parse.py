"""A document to an issue: pages apart, each read, halves joined, the whole accounted for."""

from __future__ import annotations

import dataclasses
from itertools import chain
from typing import TYPE_CHECKING

from worker.document.identity import IdentityHints
from worker.document.issue import Issue
from worker.document.source import SourceText
from worker.errors import NoArticleError
from worker.parsing.assembly.blocks import Role, blocks_of, confidence_of, coverage_of
from worker.parsing.assembly.bounds.jumps import join_halves
from worker.parsing.assembly.pages import PageReading, read_page
from worker.parsing.assembly.surroundings.checks import missing_headlines
from worker.parsing.identity.identify import identify
from worker.parsing.identity.pagination import PageText, split_pages, with_labels
from worker.parsing.layout.lines import visible_lines
from worker.parsing.layout.noise import without_noise
from worker.parsing.layout.placed import has_places, place_lines, printed_lines
from worker.parsing.recognizers.bare_lists import is_bare_list
from worker.parsing.recognizers.once import forget

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from worker.document.source import Document
    from worker.parsing.layout.lines import Line
    from worker.parsing.layout.zones import Zone
    from worker.parsing.segmentation.model import Model

_NO_HINTS = IdentityHints()


def parse_issue(source: SourceText, hints: IdentityHints = _NO_HINTS, *, weights: Model | None = None) -> Issue:
    """Return the issue that a text holds, as the package's own weights read it or those given.

    Raises:
        NoArticleError: The text holds neither an article nor a notice, or is a list and nothing else.
    """
    lines = visible_lines(without_noise(source.text))
    if is_bare_list(lines):
        raise NoArticleError(
            "the file is a list of titles, prices or the like, without a heading or a text.",
            "Drop the articles themselves; a table needs a first row that names its columns.",
        )
    pages = split_pages(lines)
    return _issue(lines, pages, {}, hints, encoding=source.encoding, told=source.warnings, weights=weights)


def parse_document(document: Document, hints: IdentityHints = _NO_HINTS, *, weights: Model | None = None) -> Issue:
    """Return the issue that a document holds: lines with places are read in the order of the page's layout.

    The package's own weights read it, or those given.

    Raises:
        NoArticleError: It holds neither an article nor a notice.
    """
    if not any(has_places(page) for page in document.pages):
        text = "\n".join(line.text for page in document.pages for line in page.lines)
        return parse_issue(SourceText(text, document.encoding, warnings=document.warnings), hints, weights=weights)
    lines: list[Line] = []
    pages: list[PageText] = []
    zones: dict[int, Zone] = {}
    number = 1
    for position, page in enumerate(document.pages):
        placed = place_lines(page, position, number, len(zones))
        number += len(page.lines)
        lines.extend(placed.lines)
        zones |= placed.zones
        pages.append(PageText(placed.lines, page.label))
    issue = _issue(
        lines,
        with_labels(pages),
        zones,
        hints,
        encoding=document.encoding,
        told=document.warnings,
        weights=weights,
    )
    return dataclasses.replace(issue, printed=printed_lines(lines))


def _issue(
    lines: list[Line],
    pages: list[PageText],
    zones: dict[int, Zone],
    hints: IdentityHints,
    *,
    encoding: str,
    told: tuple[str, ...],
    weights: Model | None = None,
) -> Issue:
    try:
        identity, warnings = identify(lines, hints)
        readings = _read_pages(pages, zones, identity.page, identity.date, weights)
    finally:
        forget()
    articles, number = join_halves([article for reading in readings for article in reading.articles])
    notices = [notice for reading in readings for notice in reading.notices]
    if not articles and not notices:
        raise NoArticleError("no article found in the text", "Look whether it is a newspaper page at all.")
    roles = _all_roles(readings, number)
    pieces: Sequence[Line] = readings[0].pieces if len(readings) == 1 else [*chain(*(each.pieces for each in readings))]
    contents = tuple(entry for reading in readings for entry in reading.contents)
    return Issue(
        identity=identity,
        articles=tuple(articles),
        contents=contents,
        notices=tuple(
            dataclasses.replace(notice, ordinal=position) for position, notice in enumerate(notices, len(articles) + 1)
        ),
        blocks=blocks_of(pieces, roles),
        encoding=encoding,
        coverage=coverage_of(pieces, roles),
        confidence=confidence_of(articles or notices),
        warnings=(*told, *warnings, *missing_headlines(contents, articles)),
    )


def _read_pages(
    pages: list[PageText], zones: dict[int, Zone], label: str, date: dt.date | None, weights: Model | None
) -> list[PageReading]:
    readings: list[PageReading] = []
    ordinal = 1
    for page in pages:
        name = page.label if len(pages) > 1 else label or page.label
        reading = read_page(page.lines, page=name, first_ordinal=ordinal, issue_date=date, zones=zones, weights=weights)
        ordinal += len(reading.articles)
        readings.append(reading)
    return readings


def _all_roles(readings: list[PageReading], number: Mapping[int, int]) -> dict[int, Role]:
    """Return the roles of all pieces, articles by their new numbers."""
    roles: dict[int, Role] = {}
    for reading in readings:
        roles |= reading.roles
    if all(old == new for old, new in number.items()):
        return roles
    return {
        line: role if role.article is None else dataclasses.replace(role, article=number[role.article])
        for line, role in roles.items()
    }
