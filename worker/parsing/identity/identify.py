"""Which issue a file is, from everything that says so: sidecar, file name, folders, the page itself, the settings.

The sources are asked in that order. The first that names a value decides it; one that names another is not argued away
but kept as a conflict and told in a warning, so that a misfiled page is seen and replaces nothing.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from worker.document.identifiers import slug
from worker.document.issue import Conflict, IssueIdentity, Origin
from worker.folding import fold
from worker.parsing.identity.filenames import from_file_name, from_folders
from worker.parsing.identity.masthead import from_text
from worker.parsing.patterns.dates import printed_date
from worker.parsing.patterns.numerals import page_number
from worker.parsing.patterns.papers import initials

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.document.issue import IdentityHints
    from worker.document.source import StatedIdentity
    from worker.parsing.layout.lines import Line

_FIELDS = tuple(field.name for field in dataclasses.fields(IssueIdentity) if field.name != "conflicts")
# Two names of one section, two ends of a span, two counts of a page's files are no mistake.
_NEVER_CONTRADICT = frozenset({"section", "part", "date_end"})


def identify(lines: Sequence[Line], hints: IdentityHints) -> tuple[IssueIdentity, tuple[str, ...]]:
    """Return the identity of a file with ``lines``, and a warning for each conflict between two sources.

    Args:
        lines: The visible lines of the whole file.
        hints: Path, sidecar and settings; a sidecar's date is ISO.
    """
    sources = (
        (Origin.SIDECAR, _from_sidecar(dict(hints.sidecar))),
        (Origin.FORMAT, _from_format(hints.stated)),
        (Origin.NAME, from_file_name(hints.path)),
        (Origin.FOLDER, from_folders(hints.path)),
        (Origin.MASTHEAD, from_text(lines)),
        (Origin.SETTINGS, IssueIdentity(publication=hints.default_publication)),
    )
    values: dict[str, Any] = {}
    conflicts: list[Conflict] = []
    for name in _FIELDS:
        said = [(source, value) for source, identity in sources if (value := getattr(identity, name))]
        if not said:
            continue
        decider, values[name] = said[0]
        for source, value in said[1:]:
            # The settings' publication is for files that name none: it contradicts nothing.
            if source is not Origin.SETTINGS and not _agree(name, values[name], value):
                conflicts.append(Conflict(name, str(values[name]), str(value), decider, source))
    return IssueIdentity(**values, conflicts=tuple(conflicts)), tuple(map(_warning, conflicts))


def _warning(conflict: Conflict) -> str:
    return (
        f"the {conflict.taken_from} gives {conflict.field} {conflict.taken}, "
        f"the {conflict.other_from} gives {conflict.other}: the former is taken"
    )


def _from_sidecar(values: dict[str, str]) -> IssueIdentity:
    return IssueIdentity(
        publication=values.get("publication", ""),
        date=printed_date(values.get("date", "")),
        page=page_number(fold(values.get("page", "")).removeprefix("第").removesuffix("版")),
        number=values.get("number", ""),
    )


def _from_format(stated: StatedIdentity | None) -> IssueIdentity:
    if stated is None:
        return IssueIdentity()
    return IssueIdentity(
        publication=stated.publication,
        date=stated.date,
        page=page_number(fold(stated.page).removeprefix("第").removesuffix("版")),
        number=stated.number,
        section=stated.section,
        edition=stated.edition,
        part=stated.part,
    )


def _agree(name: str, one: Any, other: Any) -> bool:
    if name == "publication":
        return _same_paper(str(one), str(other))
    return name in _NEVER_CONTRADICT or bool(one == other)


def _same_paper(one: str, other: str) -> bool:
    """Tell whether two names may be one paper's: 北碚报 and beibei, 人民日报 and rmrb."""
    first, second = slug(one), slug(other)
    return first.startswith(second) or second.startswith(first) or initials(one) == second or initials(other) == first
