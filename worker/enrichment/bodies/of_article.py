"""The organisations of one article in the form that each has across the archive."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final, NamedTuple

from worker.enrichment.bodies.forms import Standing, in_full
from worker.enrichment.bodies.kinds import kinds_of
from worker.lexicon.bodies import SHORT_FORMS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from worker.enrichment.bodies.forms import Forms, Surroundings

_MOST_ALIKE: Final = 64  # bodies of one first letter that a short one is compared with


class Printed(NamedTuple):
    """An organisation where it stands.

    Attributes:
        folded: As printed, folded.
        linked: Its full form in the article or issue, folded.
        shown: As the article shows it, in its own script.
    """

    folded: str
    linked: str
    shown: str


class Body(NamedTuple):
    """An organisation of an article.

    Attributes:
        name: Its form across the archive.
        why: One of ``forms.WHYS``.
    """

    name: str
    why: str


def bodies_of(found: Sequence[Printed], forms: Forms, around: Surroundings) -> list[Body]:
    """Return the body of each organisation that an article names, in the same order."""
    standing: dict[tuple[str, str], Standing] = {}
    for one in found:
        if (one.folded, one.linked) not in standing:
            standing[one.folded, one.linked] = forms.standing(one.folded, one.linked, around)
    full: dict[str, list[str]] = {}
    for form in dict.fromkeys(each.name for each in standing.values()):
        full.setdefault(form[0], []).append(form)
    for key, each in standing.items():
        if each.why == "printed":
            meant = in_full(each.name, full[each.name[0]][:_MOST_ALIKE])
            if meant:
                standing[key] = Standing(meant, "abbreviation")
    # 消防處 stays in the letters of its paper: only another form than the printed one is written as the rules have it.
    told = ((one, standing[one.folded, one.linked]) for one in found)
    return [Body(one.shown if each.name == one.linked else each.name, each.why) for one, each in told]


def body_kinds(bodies: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return (body, kind) for bodies given as (shown, folded), a line a kind."""
    return tuple((shown, kind) for shown, folded in bodies for kind in kinds_of(folded))


@functools.cache
def _short_forms_of() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for short, full in SHORT_FORMS.items():
        found.setdefault(full, []).append(short)
    return {full: tuple(shorts) for full, shorts in found.items()}


def aliases(bodies: Iterable[str], printed: Iterable[str]) -> tuple[str, ...]:
    """Return further forms, folded, by which bodies are found: as they are printed, and as everybody calls them."""
    named = tuple(bodies)
    known = (short for body in named for short in _short_forms_of().get(body, ()))
    return tuple(form for form in dict.fromkeys((*printed, *known)) if form not in named)
