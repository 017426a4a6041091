"""Pages whose columns were read one after another: a headline may come below its text, a picture below its story.

Where a picture was, a text goes on after it, or a second caption closes the story; where the headline stood over a
later column, the text comes first, at times with its source line on a line of its own, and the stack last.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from training.setter.piece import NEWLINE, Piece

if TYPE_CHECKING:
    from training.setter.desk import Desk
    from training.setter.piece import Sheet

_KINDS = {"news": 5.0, "below": 3.0, "photo": 2.0, "photo_below": 2.0}


def column_order(desk: Desk) -> Sheet:
    """A page of news and photo stories, some of whose headlines stand below their text."""
    words, furniture = desk.words, desk.furniture
    if words.chance(0.7):
        desk.other(furniture.masthead())
    foot = words.weighted({"contents": 4.0, "editors": 1, "notice": 1, "none": 3})
    for _ in range(words.between(1, 5)):
        kind = words.weighted(_KINDS)
        if kind.startswith("photo"):
            desk.put(_photo_story(desk), "photo")
        if kind.endswith("below"):
            desk.put(_below(desk), "news")
        if kind == "news":
            desk.set(desk.story(kicker=0.3, subtitle=0.4, pictures=0.1))
    if foot == "contents":
        desk.other(furniture.contents([desk.story().headline for _ in range(words.between(2, 5))]))
    elif foot == "editors":
        desk.other([furniture.editors()], NEWLINE * words.choice((1, 2)))
    elif foot == "notice":
        desk.other(furniture.box(), NEWLINE * words.choice((1, 2)))
    return desk.sheet()


def _photo_story(desk: Desk) -> list[Piece]:
    """Return a photo story: a headline, then captions, what is told of the picture, and who took it, in turn."""
    words, owner, dress = desk.words, desk.next(), desk.dress
    story = desk.story(paragraphs=words.weighted({1: 3.0, 2: 1}), kicker=0, subtitle=0, pictures=0)
    joint = NEWLINE * (1 + dress.blank)
    first, *more = [desk.material.picture() for _ in range(words.weighted({1: 2.0, 2: 4, 3: 1}))]
    told = [Piece("P", text, joint, owner, indent=dress.indent) for text in story.paragraphs if words.chance(0.8)]
    rows = desk.printer.picture(story, first, owner)
    captions, taken = [row for row in rows if row.tag == "C"], [row for row in rows if row.tag == "R"]
    if taken and told and words.chance(0.6):  # the credit closes what is told, on a line of its own
        rows = [*captions, *told, *[replace(row, joint=joint) for row in taken]]
    else:
        rows += told
    for picture in more:
        rows += desk.printer.picture(story, replace(picture, takers=()) if words.chance(0.5) else picture, owner)
        if words.chance(0.5):
            rows = [row for row in rows if row.tag != "R" or row in taken]
    wide = NEWLINE * words.choice((1, 1, 2, 4)) if dress.blank else NEWLINE
    rows = [replace(row, joint=wide) if row.tag == "C" and row.joint == NEWLINE else row for row in rows]
    head = [Piece("H", story.headline, owner=owner)] if words.chance(0.85) else []
    return [*head, *rows]


def _below(desk: Desk) -> list[Piece]:
    """Return a report whose stack stands below it."""
    words, dress = desk.words, desk.dress
    rows = desk.printer.article(desk.story(kicker=0.4, subtitle=0.5, pictures=0.05), desk.next())
    stack = [row for row in rows if row.tag in "KHhS"]
    rest = [part for row in rows if row.tag not in "KHhS" for part in _parted(desk, row)]
    if not (stack and rest):
        return rows
    joint = NEWLINE * (1 + dress.blank)
    rest[0] = replace(rest[0], joint=joint, indent=rest[0].indent or dress.indent)
    one_line = words.chance(0.4) and len(stack) > 1 and stack[0].tag == "K"
    stack = [
        replace(row, joint=" " if one_line and at == 1 else joint, indent="" if one_line and at == 1 else row.indent)
        for at, row in enumerate(stack)
    ]
    return [*rest, *stack]


def _parted(desk: Desk, row: Piece) -> list[Piece]:
    """Return a source line and its paragraph on two lines, more often than not."""
    text = row.text[len(row.lead) :].strip()
    if row.tag != "L" or not text or desk.words.chance(0.35):
        return [row]
    lead = row.lead.strip()
    below = Piece("P", text, NEWLINE * (1 + desk.dress.blank), row.owner, indent=desk.dress.indent)
    return [replace(row, text=lead, lead=lead), below]
