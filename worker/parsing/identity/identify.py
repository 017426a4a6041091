"""Which issue a file is, from everything that says so: sidecar, file name, folders, the page itself, the settings.

The sources are asked in that order. The first that names a value decides it; one that names another is not argued away
but kept as a conflict and told in a warning, so that a misfiled page is seen and replaces nothing.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, NamedTuple

from worker.document.identity import Conflict, IssueIdentity, Origin
from worker.folding import fold
from worker.messages import message
from worker.parsing.identity.filenames import PathReading, read_path
from worker.parsing.identity.masthead import from_text
from worker.parsing.identity.pages_in_names import stated_page
from worker.parsing.identity.same_paper import same_paper
from worker.parsing.patterns.dates import printed_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.document.identity import IdentityHints, StatedIdentity
    from worker.parsing.layout.lines import Line

_OF_THE_SOURCES = frozenset({"conflicts", "masthead"})
_FIELDS = tuple(field.name for field in dataclasses.fields(IssueIdentity) if field.name not in _OF_THE_SOURCES)
_STATES = frozenset({Origin.SIDECAR, Origin.FORMAT})
# Two names of one section, two ends of a span, two counts of a page's files are no mistake.
_NEVER_CONTRADICT = frozenset({"section", "part", "date_end"})


class _Source(NamedTuple):
    origin: Origin
    identity: IssueIdentity
    contradicts: bool = True


def identify(lines: Sequence[Line], hints: IdentityHints) -> tuple[IssueIdentity, tuple[str, ...]]:
    """Return the identity of a file with ``lines``, and a warning for each conflict between two sources.

    Args:
        lines: The visible lines of the whole file.
        hints: Path, sidecar and settings; a sidecar's date is ISO.
    """
    text = from_text(lines)
    path = _read_path(hints.path, text)
    sources = (
        _Source(Origin.SIDECAR, _from_sidecar(dict(hints.sidecar))),
        _Source(Origin.FORMAT, _from_format(hints.stated)),
        _Source(Origin.NAME, path.name),
        _Source(Origin.FOLDER, path.folder),
        _Source(Origin.MASTHEAD, text),
        # A guess, and the settings' publication, are for files that say nothing else.
        _Source(Origin.NAME, path.guess, contradicts=False),
        _Source(Origin.SETTINGS, IssueIdentity(publication=hints.default_publication), contradicts=False),
    )
    values: dict[str, Any] = {}
    conflicts: list[Conflict] = []
    for name in _FIELDS:
        said = [(source, value) for source in sources if (value := getattr(source.identity, name))]
        if not said:
            continue
        decider, values[name] = said[0]
        conflicts += [
            Conflict(name, str(values[name]), str(value), decider.origin, source.origin)
            for source, value in said[1:]
            if source.contradicts and not _agree(name, values[name], value)
        ]
    if _is_part_of_name(values.get("edition", ""), values.get("publication", "")):
        del values["edition"]
    stated = any(source.identity.publication for source in sources if source.origin in _STATES)
    masthead = "" if stated else text.publication
    return IssueIdentity(**values, conflicts=tuple(conflicts), masthead=masthead), tuple(map(_warning, conflicts))


def _is_part_of_name(edition: str, publication: str) -> bool:
    """Tell whether the paper's name says the edition already: 人民日报海外版."""
    return bool(edition) and fold("".join(publication.split())).endswith(fold(edition))


def _warning(conflict: Conflict) -> str:
    return message(
        f"the {conflict.taken_from} gives {conflict.field} {conflict.taken}, "
        f"the {conflict.other_from} gives {conflict.other}: the former is taken"
    )


def _read_path(path: str, text: IssueIdentity) -> PathReading:
    """Read the path; a number that may be a day or a page is a page where the masthead has another day."""
    reading = read_path(path)
    if not reading.bare_day or text.date is None or reading.name.date in (None, text.date):
        return reading
    other = read_path(path, bare_days=False)
    if other.name.page and text.page not in ("", other.name.page):
        return reading
    return other


def _from_sidecar(values: dict[str, str]) -> IssueIdentity:
    return IssueIdentity(
        publication=values.get("publication", ""),
        date=printed_date(values.get("date", "")),
        page=stated_page(fold(values.get("page", ""))),
        number=values.get("number", ""),
        edition=values.get("edition", ""),
        part=values.get("part", ""),
        date_end=printed_date(values.get("date_end", "")),
    )


def _from_format(stated: StatedIdentity | None) -> IssueIdentity:
    if stated is None:
        return IssueIdentity()
    return IssueIdentity(
        publication=stated.publication,
        date=stated.date,
        page=stated_page(fold(stated.page)),
        number=stated.number,
        section=stated.section,
        date_end=stated.date_end,
        edition=stated.edition,
        part=stated.part,
    )


def _agree(name: str, one: Any, other: Any) -> bool:
    if name == "publication":
        return same_paper(str(one), str(other))
    return name in _NEVER_CONTRADICT or bool(one == other)
