"""Reads an annotated page back into pieces: where each labelled line of its gold file stands in its text."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from training.setter.piece import NEWLINE, Piece, Sheet
from training.setter.story import Writer

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class _Place:
    """A labelled line and the stretch of the text without white space that it takes."""

    start: int
    end: int
    tag: str
    owner: int | None
    kind: str
    lead: str
    writers: tuple[Writer, ...]


def read_annotated(gold_path: Path) -> Sheet:
    """Return the page of a gold file; a ValueError says which line does not stand in the text."""
    found = json.loads(gold_path.read_text(encoding="utf-8"))
    text = gold_path.with_name(gold_path.name.replace(".gold.json", ".txt")).read_text(encoding="utf-8")
    return sheet_of(text, found)


def sheet_of(text: str, found: dict[str, Any]) -> Sheet:
    """Return the pieces of a text as its gold labels say."""
    text = text.rstrip()
    where = [at for at, character in enumerate(text) if not character.isspace()]
    plain = "".join(text[at] for at in where)
    places = _places(plain, found)
    pieces: list[Piece] = []
    last = 0
    for place in places:
        first, end = where[place.start], where[place.end - 1] + 1
        gap = text[last:first]
        joint, indent = (
            (gap[: gap.rindex(NEWLINE) + 1], gap[gap.rindex(NEWLINE) + 1 :]) if NEWLINE in gap else (gap, "")
        )
        if not pieces:
            joint, indent = "", gap
        glue = " " if place.tag in "hpcnm" and joint and NEWLINE not in joint else ""
        pieces.append(
            Piece(place.tag, text[first:end], joint, place.owner, place.kind, indent, place.lead, place.writers, glue)
        )
        last = end
    kinds = {number: article["kind"] for number, article in enumerate(found["articles"])}
    cut = frozenset(number for number, article in enumerate(found["articles"]) if article.get("truncated"))
    return Sheet(tuple(pieces), kinds, cut)


def _places(plain: str, found: dict[str, Any]) -> list[_Place]:
    """Return where every labelled line stands: the longest first, so that a repeated one takes what is left."""
    wanted: list[tuple[str, str, int | None, str, str, tuple[Writer, ...], int]] = []
    for number, article in enumerate(found["articles"]):
        named = [Writer(each["name"], each.get("role", "")) for each in article.get("byline", [])]
        taken = [Writer(each["name"], each.get("role", "")) for each in article.get("credits", [])]
        for line in article["lines"]:
            flat = "".join(line["text"].split())
            lead = line.get("lead") or (article.get("lead", "") if line["tag"] == "L" else "")
            writers = tuple(
                each for each in (taken if line["tag"] == "R" else named) if each.name and each.name in flat
            )
            in_lead = lead if lead and flat.startswith("".join(lead.split())) else ""
            names = writers if line["tag"] in "BTRL" else ()
            wanted.append((flat, line["tag"], number, "", in_lead, names, len(wanted)))
    for each in found["non_articles"]:
        wanted.append(("".join(each["text"].split()), "X", None, each["type"], "", (), len(wanted)))
    free = [True] * len(plain)
    places: list[_Place] = []
    for flat, tag, owner, kind, lead, writers, _ in sorted(wanted, key=lambda row: (-len(row[0]), row[6])):
        if not flat:
            continue
        spots = (match.start() for match in re.finditer(f"(?={re.escape(flat)})", plain))
        start = next((spot for spot in spots if all(free[spot : spot + len(flat)])), None)
        if start is None:
            raise ValueError(f"no place in the text for: {flat[:40]}")
        free[start : start + len(flat)] = [False] * len(flat)
        places.append(_Place(start, start + len(flat), tag, owner, kind, lead, writers))
    return sorted(places, key=lambda place: place.start)
