"""Lines that stand under a picture and tell what it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.parsing.layout.zones.segments import Part, Segment, shared_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.document.geometry import Box

_NEAR = 1.6  # sizes of white between a picture and its caption
_SIDE = 1.5
_NARROW = 0.5  # of the picture's width
_LONGEST = 12  # lines
_SAME = 1.03


def captions_of(
    pictures: Sequence[Box], segments: Sequence[Segment], body: float, body_font: str
) -> dict[int, Segment]:
    """Mark the segments that are captions; return each by the position of its picture."""
    found: dict[int, Segment] = {}
    for position, picture in enumerate(pictures):
        below = [
            segment
            for segment in segments
            if segment.part is not Part.CAPTION
            and -_SIDE <= segment.box.y0 - picture.y1 <= _NEAR * max(segment.size, body)
            and segment.box.x0 >= picture.x0 - _SIDE * body
            and segment.box.x1 <= picture.x1 + _SIDE * body
            and shared_width(segment.box, picture) > 0
        ]
        # The text may begin right below a picture as well: what is set unlike it is the caption.
        apart = [segment for segment in below if _is_set_apart(segment, body, body_font, few=0)]
        near = below if len(below) == 1 else apart or _beside(picture, segments, body, body_font)
        if len(near) != 1:
            continue
        segment = near[0]
        if segment.size > 1.25 * body or len(segment.items) > _LONGEST:
            continue
        if not _is_set_apart(segment, body, body_font):
            continue
        segment.part = Part.CAPTION
        found[position] = segment
    return found


def _beside(picture: Box, segments: Sequence[Segment], body: float, body_font: str) -> list[Segment]:
    """Return the narrow pieces of text set apart that stand at a picture's side, within its height."""
    return [
        segment
        for segment in segments
        if segment.part is not Part.CAPTION
        and segment.box.width <= _NARROW * picture.width
        and picture.y0 - _SIDE <= segment.box.y0
        and segment.box.y1 <= picture.y1 + _SIDE * body
        and min(abs(segment.box.x0 - picture.x1), abs(picture.x0 - segment.box.x1)) <= _SIDE * body
        and _is_set_apart(segment, body, body_font, few=0)
    ]


def _is_set_apart(segment: Segment, body: float, body_font: str, few: int = 3) -> bool:
    """Return whether a segment is set unlike text: another size or font, ``few`` lines alone, a credit at its end."""
    other_size = segment.size > _SAME * body or body > _SAME * segment.size
    fonts: dict[str, int] = {}
    for item in segment.items:
        fonts[item.font] = fonts.get(item.font, 0) + item.characters
    other_font = bool(body_font) and max(fonts, key=fonts.__getitem__) != body_font
    return other_size or other_font or len(segment.items) <= few or segment.items[-1].credits
