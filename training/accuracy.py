"""How well parsed pages agree with annotated ones: what the accuracy gate measures."""

from __future__ import annotations

import difflib
from collections import Counter
from typing import Any, NamedTuple

_LEAST_ALIKE = 0.8  # of the text of an article found
_MERGED = 0.5  # of another article's text in it
_GRAM = 4


class Accuracy(NamedTuple):
    """Shares, 0 to 1: F1 of article bounds, headlines right (any accepted form), F1 of authors and of body text."""

    boundary: float
    headline: float
    byline: float
    body: float


def squeezed(value: object) -> str:
    """Return a text, or a list of texts, half-width and without white space."""
    if isinstance(value, list | tuple):
        return "".join(map(squeezed, value))
    text = value if isinstance(value, str) else ""
    folded = (chr(ord(mark) - 0xFEE0) if "\uff01" <= mark <= "\uff5e" else mark for mark in text)
    return "".join(mark for mark in folded if not mark.isspace())


def _text(article: dict[str, Any]) -> str:
    lead = squeezed(article.get("lead") or "")
    body = squeezed(article.get("paragraphs") or []).removeprefix(lead)
    return body + squeezed(article.get("captions") or [])


def _grams(text: str) -> Counter[str]:
    return Counter(text[at : at + _GRAM] for at in range(max(1, len(text) - _GRAM + 1))) if text else Counter()


def _names(article: dict[str, Any]) -> set[str]:
    return {squeezed(person["name"]) for person in article.get("byline") or []} - {""}


def _alike(first: str, second: str) -> float:
    if first == second:
        return 1.0
    return difflib.SequenceMatcher(None, first, second, autojunk=False).ratio()


def _in_common(first: str, second: str) -> int:
    """Return how many characters two texts have in common, in the same order."""
    if first == second:
        return len(first)  # most are: comparing them takes longer than reading the page
    blocks = difflib.SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks)


def _f1(right: int, wanted: int, found: int) -> float:
    return 2 * right / (wanted + found) if wanted + found else 1.0


def measure(pages: list[tuple[list[dict[str, Any]], list[dict[str, Any]]]]) -> Accuracy:
    """Return the accuracy over pages, each given as its annotated articles and those that were found."""
    count: Counter[str] = Counter()
    for wanted, found in pages:
        _measure_page(wanted, found, count)
    return Accuracy(
        round(_f1(count["bounds"], count["wanted"], count["found"]), 3),
        round(count["headline"] / max(1, count["headlines"]), 3),
        round(_f1(count["names"], count["names_wanted"], count["names_found"]), 3),
        round(_f1(count["characters"], count["characters_wanted"], count["characters_found"]), 3),
    )


def right_bounds(wanted: list[dict[str, Any]], found: list[dict[str, Any]]) -> list[bool]:
    """Return for each article that was found whether it is one of those wanted, and no other's text is in it."""
    right = {other for _, other, whole in _pairs(wanted, found) if whole}
    return [number in right for number in range(len(found))]


def _pairs(wanted: list[dict[str, Any]], found: list[dict[str, Any]]) -> list[tuple[int, int, bool]]:
    """Return which article wanted is which one found, and whether its bounds are right."""
    texts = [_grams(_text(article)) for article in wanted]
    others = [_grams(_text(article)) for article in found]
    pairs = sorted(
        (
            (2 * shared.total() / (own.total() + other.total()), first, second)
            for first, own in enumerate(texts)
            for second, other in enumerate(others)
            if (shared := own & other)
        ),
        reverse=True,
    )
    partner: dict[int, tuple[int, bool]] = {}
    taken: set[int] = set()
    for alike, first, second in pairs:
        if first in partner or second in taken:
            continue
        taken.add(second)
        merged = any(
            (text & others[second]).total() >= _MERGED * text.total()
            for at, text in enumerate(texts)
            if at != first and text.total()
        )
        partner[first] = second, alike >= _LEAST_ALIKE and not merged
    return [(first, second, whole) for first, (second, whole) in partner.items()]


def _measure_page(wanted: list[dict[str, Any]], found: list[dict[str, Any]], count: Counter[str]) -> None:
    pairs = _pairs(wanted, found)
    partner = {first: second for first, second, _ in pairs}
    count["bounds"] += sum(whole for _, _, whole in pairs)
    count["wanted"] += len(wanted)
    count["found"] += len(found)
    count["names_found"] += sum(len(_names(article)) for article in found)
    count["characters_found"] += sum(len(_text(article)) for article in found)
    for first, article in enumerate(wanted):
        other = found[partner[first]] if first in partner else {}
        count["names_wanted"] += len(_names(article))
        count["names"] += len(_names(article) & _names(other))
        count["characters_wanted"] += len(_text(article))
        count["characters"] += _in_common(_text(article), _text(other))
        if article.get("headline"):
            count["headlines"] += 1
            forms = article.get("headline_alts") or [article["headline"]]
            count["headline"] += any(
                _alike(squeezed(form), squeezed(other.get("headline") or "")) >= 0.9 for form in forms
            )
