"""The JSON of OCR programs and services: lines with their corners, whatever names they have.

Told apart are lists whose members each have a text and a place. That is the form of PaddleOCR 2 and RapidOCR
(``[corners, [text, score]]``), PaddleOCR-json and Umi-OCR (``{"text", "box", "score"}``), Baidu (``words_result``),
Tencent (``TextDetections``) and Alibaba (``prism_wordsInfo``). PaddleOCR 3 and PP-Structure keep texts and places in
lists of their own (``rec_texts``, ``rec_polys``).
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    Corner = tuple[float, float]
    Corners = tuple[Corner, Corner, Corner, Corner]

_DEEPEST = 12
_TEXTS = ("text", "words", "word", "DetectedText", "transcription", "rec_text")
_PLACES = ("box", "location", "pos", "Polygon", "points", "bbox", "poly", "polygon", "text_box", "dt_poly")
_SCORES = ("score", "confidence", "Confidence", "prob", "probability", "rec_score")
_SIDES = (("left", "top", "width", "height"), ("x", "y", "w", "h"), ("x", "y", "width", "height"))
_LISTED = ("rec_polys", "dt_polys", "rec_boxes", "dt_boxes")
_OF_ALL = "overall_ocr_res"  # of PP-Structure: what is beside it shows the same lines again
_PER_CENT = 1.5  # scores above are of a hundred
_CORNERS, _BOTH_CORNERS, _ALL_NUMBERS = 4, 4, 8


class SeenText(NamedTuple):
    """A line, its corners in pixels from the top left clockwise, and how sure it is, 0 to 1."""

    text: str
    corners: Corners
    sure: float


class SeenPage(NamedTuple):
    """The lines of one image; its size in pixels where the file says it, else 0; where the image lay."""

    lines: tuple[SeenText, ...]
    width: float = 0.0
    height: float = 0.0
    image: str = ""


def pages_of(value: Any) -> Iterator[SeenPage]:
    """Yield the pages that a value of JSON holds, in its order; none where it is no result of recognition."""
    yield from _pages(value, {}, 0)


def _pages(value: Any, around: Mapping[str, Any], depth: int) -> Iterator[SeenPage]:
    if depth > _DEEPEST:
        return
    lines = _lines(value) if isinstance(value, list) else _listed(value)
    if lines:
        yield _page(lines, around)
        return
    inner: Iterable[Any] = value
    if isinstance(value, dict):
        around = {**around, **{key: one for key, one in value.items() if not isinstance(one, dict | list)}}
        inner = [value[_OF_ALL]] if _OF_ALL in value else value.values()
    for one in inner:
        if isinstance(one, dict | list):
            yield from _pages(one, around, depth + 1)


def _listed(value: Mapping[str, Any]) -> list[SeenText]:
    """Return the lines of an object that keeps texts, places and scores in a list each."""
    texts, scores = value.get("rec_texts"), value.get("rec_scores")
    places: list[Any] = next((value[name] for name in _LISTED if isinstance(value.get(name), list)), [])
    if not isinstance(texts, list):
        return []
    scores = scores if isinstance(scores, list) else []
    found = (_seen(*one) for one in zip_longest(texts, places[: len(texts)], scores[: len(texts)]))
    return [one for one in found if one is not None]


def _page(lines: Sequence[SeenText], around: Mapping[str, Any]) -> SeenPage:
    width, height = (
        next((float(around[name]) for name in names if isinstance(around.get(name), int | float)), 0.0)
        for names in (("width", "prism_width", "imageWidth"), ("height", "prism_height", "imageHeight"))
    )
    image = next((around[name] for name in ("path", "input_path", "fileName") if isinstance(around.get(name), str)), "")
    return SeenPage(tuple(lines), width, height, image)


def _lines(members: Sequence[Any]) -> list[SeenText]:
    """Return the lines that most members of a list are; none where they are something else."""
    found = [line for one in members if (line := _line(one)) is not None]
    return found if found and 2 * len(found) > len(members) else []


def _line(one: Any) -> SeenText | None:
    if isinstance(one, dict):
        text = next((one[name] for name in _TEXTS if isinstance(one.get(name), str)), None)
        place = next((one[name] for name in _PLACES if name in one), None)
        return _seen(text, place, next((one[name] for name in _SCORES if name in one), None))
    if isinstance(one, list) and len(one) in {2, 3}:
        place, said, *rest = one
        if isinstance(said, list) and len(said) == 2:  # noqa: PLR2004 - a text and its score
            return _seen(said[0], place, said[1])
        return _seen(said, place, rest[0] if rest else None)
    return None


def _seen(text: Any, place: Any, score: Any) -> SeenText | None:
    corners = corners_of(place)
    if not isinstance(text, str) or not text.strip() or corners is None:
        return None
    if isinstance(score, dict):
        score = score.get("average")
    try:
        sure = float(score) if score is not None else 1.0
    except (TypeError, ValueError):
        sure = 1.0
    return SeenText(text.strip(), corners, max(0.0, min(1.0, sure / 100 if sure > _PER_CENT else sure)))


def corners_of(place: Any) -> Corners | None:
    """Return the corners of a place: of a polygon those of the rectangle round it; None for what is no place."""
    if isinstance(place, dict):
        return _of_sides({str(key).lower(): one for key, one in place.items()})
    if not isinstance(place, list) or len(place) < _CORNERS:
        return None
    points = [point for one in place if (point := _point(one))]
    if len(points) == len(place) == _CORNERS:
        return points[0], points[1], points[2], points[3]
    if len(place) in {_BOTH_CORNERS, _ALL_NUMBERS} and all(isinstance(one, int | float) for one in place):
        points = list(zip(map(float, place[0::2]), map(float, place[1::2]), strict=True))
    elif len(points) < len(place):
        return None
    return _rectangle([x for x, _ in points], [y for _, y in points])


def _of_sides(place: Mapping[str, Any]) -> Corners | None:
    for names in _SIDES:
        if all(isinstance(place.get(name), int | float) for name in names):
            x, y, width, height = (float(place[name]) for name in names)
            return _rectangle([x, x + width], [y, y + height])
    return None


def _point(one: Any) -> Corner | None:
    if isinstance(one, dict):
        small = {str(key).lower(): value for key, value in one.items()}
        one = [small.get("x"), small.get("y")]
    if isinstance(one, list) and len(one) == 2 and all(isinstance(part, int | float) for part in one):  # noqa: PLR2004 - x and y
        return float(one[0]), float(one[1])
    return None


def _rectangle(across: Sequence[float], down: Sequence[float]) -> Corners:
    left, right, top, bottom = min(across), max(across), min(down), max(down)
    return (left, top), (right, top), (right, bottom), (left, bottom)
