"""Annotated pages to sequences: the features of each piece and the label it should get."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from worker.parsing.identity.pagination import split_pages
from worker.parsing.layout.lines import INVISIBLE, visible_lines
from worker.parsing.segmentation.features import features
from worker.parsing.segmentation.viewing import prepare, views_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from worker.parsing.segmentation.observations import PageView

# The tags of annotated pages (tests/golden/pages/README.md) to the roles of the model.
_ROLES = {"B": "A", "h": "H", "L": "P", "m": "M"}
_GOING_ON = frozenset("hpcnm")
_TEXT = frozenset("PpV")


class Owner(NamedTuple):
    """Whose a character is: the article, the part of it, the role, and whether the part begins with it."""

    article: int
    part: int
    role: str
    begins: bool


@dataclass(frozen=True, slots=True)
class Example:
    """A page for the learner: the features of its pieces, their labels, and how often it counts."""

    words: list[list[str]]
    labels: list[str]
    weight: float = 1.0


def examples(text: str, found: dict[str, Any], weight: float = 1.0) -> Iterator[Example]:
    """Yield the pages of an annotated text.

    Args:
        text: As the labels' offsets count it.
        found: The labels; ``pieces`` tile the text.
        weight: How often the pages count.
    """
    for view, labels in labelled_views(text, found):
        words = list(features(view))
        kept = [index for index, seen in enumerate(view.seen) if not seen.amid]
        yield Example([interned(words[index].flat()) for index in kept], [labels[index] for index in kept], weight)


def labelled_views(text: str, found: dict[str, Any]) -> Iterator[tuple[PageView, list[str]]]:
    """Yield the view of each page of an annotated text, with the label of each piece."""
    owners = _owners(text, found["pieces"])
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    for page in split_pages(visible_lines(text)):
        (view,) = views_of(prepare(page.lines))
        yield view, contexts(view, _labels(view, owners, starts))


def interned(words: Sequence[str]) -> list[str]:
    """Return the words: the same few come again and again, and share one object each."""
    return [*map(sys.intern, words)]


def _owners(text: str, pieces: Sequence[dict[str, Any]]) -> list[Owner | None]:
    owners: list[Owner | None] = [None] * len(text)
    for part, piece in enumerate(pieces):
        tag, article = piece["tag"], piece["article"]
        if tag == "X" or article is None:
            continue
        role = _ROLES.get(tag, tag)
        role = role.upper() if role in "cn" else role
        for at in range(piece["start"], piece["end"]):
            owners[at] = Owner(article, part, role, tag not in _GOING_ON and at == piece["start"])
    return owners


def _labels(view: PageView, owners: Sequence[Owner | None], starts: Sequence[int]) -> list[tuple[str, int | None]]:
    """Return the role of each piece (small where its part goes on), and its article."""
    found: list[tuple[str, int | None]] = []
    taken: Counter[int] = Counter()
    for piece in view.pieces:
        start = starts[piece.number - 1] + taken[piece.number]
        taken[piece.number] += len(piece.raw)
        own = [
            owners[start + at] for at, character in enumerate(piece.raw) if character not in INVISIBLE
        ]  # fmt: skip
        counts = Counter(owner[:3] if owner else None for owner in own)
        (top, most), *others = counts.most_common(2)
        if top is None and others and 3 * others[0][1] >= most:
            top = others[0][0]
        begun = [owner for owner in own if owner and owner.begins]
        if begun and begun[0].role == "P" and top and top[2] == "p" and top[0] == begun[0].article:
            top = begun[0][:3]
        if top is None:
            found.append(("F", None))
            continue
        role = top[2]
        if role in "PCN" and not any(owner[:3] == top for owner in begun):
            role = role.lower()
        found.append((role, top[0]))
    return found


def contexts(view: PageView, found: Sequence[tuple[str, int | None]]) -> list[str]:
    """Return the labels of the model: role, ``*`` where an article begins, the digit for the article so far."""
    last_text = {article: index for index, (role, article) in enumerate(found) if role in _TEXT}
    begun: set[int | None] = set()
    told: set[int | None] = set()  # articles whose text has come
    labels: list[str] = []
    context = "9"
    for index, ((role, article), seen) in enumerate(zip(found, view.seen, strict=True)):
        if article is None:
            labels.append("F" + context)
            continue
        role_ = role
        if role in "TA":
            role_ = "T" if article in told else "A"
        elif role in "KHS" and article in told and last_text.get(article, -1) < index:
            role_ = "D"
        if role_ in _TEXT:
            told.add(article)
        star = "" if article in begun else "*"
        begun.add(article)
        if star:
            role_ = {"S": "H", "M": "N", "U": "H", "T": "P"}.get(role_, role_.upper() if role_ in "pcn" else role_)
            context = "1" if role_ in "KHS" else "2"
        if role_ == "P" and seen.kind == "L":
            role_ = "L"
        labels.append(role_ + star + context)
        context = _next(context, role_, star)
    return labels


def _next(context: str, role: str, star: str) -> str:
    if role == "D" and context in "24":
        return "3"
    if role in "KHS" and context in "24" and not star:
        return "1"
    if role == "A" and context == "1":
        return "5"
    if role == "L":
        return {"1": "0", "5": "0", "6": "0", "2": "4"}.get(context, context)
    if role in "PpVU":
        return {"1": "6", "5": "0"}.get(context, context)
    return context
