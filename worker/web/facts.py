"""What an article names, as its page lists it: people with their position, places with their division, bodies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Fact(NamedTuple):
    """One value of a facet.

    Attributes:
        value: As the facet has it.
        roles: Positions of a person, as printed.
        division: Path of the division that a place lies in, empty where the place itself is all of it.
        printed: Forms in which an organisation is printed, other than ``value``.
        kinds: Kinds of an organisation.
    """

    value: str
    roles: tuple[str, ...] = ()
    division: str = ""
    printed: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


def facts(document: Mapping[str, Any]) -> list[tuple[str, list[Fact]]]:
    """Return the facets of an article that have values, in the order they are shown."""
    roles = _several(document.get("people_roles", ()), "name", "role")
    paths = {one["place"]: one["division"] for one in document.get("place_divisions", ())}
    printed = _several(document.get("body_forms", ()), "body", "printed")
    kinds = _several(document.get("body_kinds", ()), "body", "kind")
    found = [
        ("people", [Fact(name, roles=roles.get(name, ())) for name in document.get("people", ())]),
        ("places", [_place(name, paths.get(name, "")) for name in document.get("places", ())]),
        (
            "organizations",
            [
                Fact(body, printed=printed.get(body, ()), kinds=kinds.get(body, ()))
                # an article that was indexed before there were bodies has its organisations alone
                for body in document.get("bodies") or document.get("organizations", ())
            ],
        ),
        ("keywords", [Fact(word) for word in document.get("keywords", ())]),
    ]
    return [(name, values) for name, values in found if values]


def _place(name: str, path: str) -> Fact:
    return Fact(name, division="" if path == name else path)


def _several(rows: Iterable[Mapping[str, str]], key: str, value: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in rows:
        found[row[key]] = (*found.get(row[key], ()), row[value])
    return found
