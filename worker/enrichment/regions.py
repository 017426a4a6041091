"""The division (province, city, district) that each place of an article lies in, and how that is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from worker.enrichment.names.places import certain_division, choose, depth, divisions_of, path_of
from worker.enrichment.remembered import remembered
from worker.messages import message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from worker.enrichment.names.places import Division

_LEVELS: Final = "省市县区旗州盟"
_LONGEST: Final = 15

WHYS: Final = {
    "printed": message("its province, city or county stands directly before it"),
    "unique": message("no other division has this name"),
    "article": message("the other places of the article decide between divisions of this name"),
    "paper": message("where the paper is from decides between divisions of this name"),
}
"""How it is known where a place lies."""


class Occurrence(NamedTuple):
    """A place at ``start`` to ``end`` of a text.

    Attributes:
        name: Folded.
        shown: As it is printed.
    """

    name: str
    start: int
    end: int
    shown: str


class Located(NamedTuple):
    """Where a place lies.

    Attributes:
        place: As it is printed.
        path: Of its division: ``浙江省/杭州市/西湖区``; of a village or street, the division it lies in.
        why: One of ``WHYS``.
    """

    place: str
    path: str
    why: str


def located(found: Sequence[Occurrence], home: str = "") -> tuple[Located, ...]:
    """Return where each place lies, in order of first mention, those left out of which that is open.

    What stands side by side belongs together (浙江省杭州市西湖区, 北碚区金刀峡镇). A name alone counts where only one
    division has it, or where the rest of the article, or the paper's own place, decides between those that do.

    Args:
        found: In order of position.
        home: Text that tells where the paper is from: publication and dateline.
    """
    sure: dict[str, Located] = {}
    open_: dict[str, tuple[Division, ...]] = {}
    support: dict[str, int] = {}
    end, before = -1, None
    for one in found:
        division, why = _in_place(one.name, before if one.start == end else None)
        end, before = one.end, division
        if division is not None:
            stands = sure.get(one.shown)
            if stands is None or (why == "printed" and stands.why != why):
                sure[one.shown] = Located(one.shown, path_of(division), why)
            if stands is None:
                _support(support, division, 1)
        elif one.shown not in open_ and (candidates := divisions_of(one.name)):
            open_[one.shown] = candidates
    if open_:
        of_paper = dict(support)
        for division in home_divisions(home):
            _support(of_paper, division, 2)
        for shown, candidates in open_.items():
            chosen = _supported(candidates, of_paper)
            if chosen is not None and shown not in sure:
                why = "article" if _supported(candidates, support) == chosen else "paper"
                sure[shown] = Located(shown, path_of(chosen), why)
    return tuple(sure[shown] for shown in dict.fromkeys(one.shown for one in found) if shown in sure)


def _supported(candidates: Sequence[Division], support: Mapping[str, int]) -> Division | None:
    """Return the division that the places around speak for; one of a single candidate too needs somebody to speak."""
    chosen = choose(candidates, support)
    return chosen if chosen is not None and (chosen[0] in support or not chosen[2]) else None


def _support(support: dict[str, int], division: Division, weight: int) -> None:
    for part in {division[0], division[1] or division[0]}:
        support[part] = support.get(part, 0) + weight


def _in_place(name: str, before: Division | None) -> tuple[Division | None, str]:
    """Return the division of a name that stands directly after a place in another one, and how it is known."""
    division, why = before, ""
    for piece in _pieces(name):
        candidates = divisions_of(piece)
        within = [each for each in candidates if division is not None and _lies_in(each, division)]
        if within and (chosen := choose(within, {})) is not None:
            division, why = chosen, "printed"
        elif candidates:
            division, why = certain_division(piece), "unique"
        else:
            why = "printed"  # a village or street of the division before it
    return division, why


def _lies_in(division: Division, wider: Division) -> bool:
    levels = depth(wider)
    return division[:levels] == wider[:levels] and division != wider


@remembered(1 << 13)
def _pieces(name: str) -> tuple[str, ...]:
    """Return the divisions that a name is put together from, then what is left: 杭州市, 西湖区, 文三路."""
    if divisions_of(name):
        return (name,)
    for length in range(min(_LONGEST, len(name) - 1), 2, -1):
        if name[length - 1] in _LEVELS and divisions_of(name[:length]):
            return (name[:length], *_pieces(name[length:]))
    return (name,)


@remembered(1 << 10)
def home_divisions(text: str) -> tuple[Division, ...]:
    """Return the divisions named in a text, such as a publication's name, and certain there."""
    found = []
    for start in range(len(text)):
        forms = (text[start : start + length] for length in (4, 3, 2) if start + length <= len(text))
        certain = next((division for form in forms if (division := certain_division(form))), None)
        if certain is not None:
            found.append(certain)
    return tuple(found)
