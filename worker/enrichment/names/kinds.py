"""Which kind a name is, when its ending or the rest of the article knows better than the clause it stands in."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from worker.enrichment.names.places import divisions_of, is_place
from worker.models import MentionKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from worker.enrichment.names.spans import Name

# Endings that only places have. Must NOT match 李县 or 王村 (two characters), which are people as well.
_PLACE_ENDING = re.compile(r"[\u3400-\u9fff]{2,}(?:[省市县镇乡村寨屯]|街道|社区|新区|开发区|高新区|经济圈|经济带|城市群|大湾区)$")
_PLACE_TAGS = frozenset({"ns", "nr", "nrt", "nrfg", "nz", "nt", "j", ""})
# A row of slogans, three or four characters each: 查堵点、破难题、强合力. Must NOT match lists of people.
_ROW = re.compile(r"(?<![\u3400-\u9fff])[\u3400-\u9fff]{3,4}(?:、[\u3400-\u9fff]{3,4}){2,}")


def settle_kinds(text: str, names: Sequence[Name], word_tag: Callable[[str], str]) -> list[Name]:
    """Return the names under one kind each, without what no kind fits.

    Args:
        text: Folded text.
        names: In order.
        word_tag: The dictionary's tag of a word, "" when it has none.
    """
    weight: Counter[tuple[str, MentionKind]] = Counter()
    for name in names:
        weight[name.text, _by_ending(name)] += name.sure  # type: ignore[assignment] - a Counter may hold fractions
    slogans = _slogans(text, names)
    settled: list[Name] = []
    for name in names:
        kind = max(MentionKind, key=lambda kind: weight.get((name.text, kind), float("-inf")))
        if kind is MentionKind.PLACE and name.kind is not kind and not is_place(name.text):
            kind = name.kind
        if kind is MentionKind.PLACE and _is_common_word(name.text, word_tag):
            continue
        if kind is MentionKind.PERSON and (name.start, name.end) in slogans:
            continue
        settled.append(name if name.kind is kind else replace(name, kind=kind))
    return settled


def _by_ending(name: Name) -> MentionKind:
    if name.kind is not MentionKind.PLACE and _PLACE_ENDING.fullmatch(name.text):
        return MentionKind.PLACE
    return name.kind


def _is_common_word(place: str, word_tag: Callable[[str], str]) -> bool:
    """Tell whether a short place is a verb or another common word of the dictionary (临街, 守山)."""
    return len(place) == 2 and word_tag(place) not in _PLACE_TAGS and not divisions_of(place)  # noqa: PLR2004


def _slogans(text: str, names: Sequence[Name]) -> set[tuple[int, int]]:
    """Return the spans of people that stand alone among slogans of their own length, and nowhere else."""
    people = {(name.start, name.end) for name in names if name.kind is MentionKind.PERSON}
    found: set[tuple[int, int]] = set()
    for match in _ROW.finditer(text):
        at = match.start()
        spans = []
        for item in match[0].split("、"):
            spans.append((at, at + len(item)))
            at += len(item) + 1
        inside = [span for span in spans if span in people]
        if len(inside) == 1 and text.count(text[slice(*inside[0])]) == 1 and len({end - start for start, end in spans}) == 1:
            found.add(inside[0])
    return found
