"""Texts in a row, each signed alike at its end: letters, briefs, essays. What stands below a signature begins anew.

One such line alone may be anything, and a name that is no word of a list (唐言, 长河) is only told by its row.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from worker.lexicon.characters import BULLETS, HAN
from worker.parsing.recognizers.annotations import EndKind, Mark
from worker.parsing.recognizers.contributors.signatures import names_nobody

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.layout.lines import Line
    from worker.parsing.recognizers.annotations import Annotations

_FEWEST: Final = 2  # texts, where all are signed
_FEWEST_AMONG: Final = 3  # texts, where others are not
_TEXT: Final = 20  # characters of a paragraph
_LONGEST_SIGNATURE: Final = 24
_LONGEST_TITLE: Final = 48
# …经验。(唐言), …赠送了用品。(爱莲、沈平)?: a scanner's mark may follow.
_AT_END: Final = re.compile(
    rf"(?<=[。!?”…])\s{{0,3}}[(【〔](?P<who>[{HAN}]{{2,4}}(?:[、 ]{{1,2}}[{HAN}]{{2,4}}){{0,3}})[)】〕]\s?[?。.]?$"
)
_WHENCE: Final = frozenset({EndKind.PEOPLE, EndKind.AGENCY})
_CLOSES, _CLOSES_WITHIN = frozenset(")】〕"), 3
# What readers say aloud, (笑) (掌声), and what belongs to a text: one sign for all of them is no name.
_MOST_ALIKE: Final = 2
# ─台南‧王某, ——嘉义·汪某, ——爱桥的人(松溪网友)
_DASHED: Final = re.compile(
    rf"[—─―–-]{{1,3}}\s?(?:[{HAN}]{{2,8}}\s?[·‧・•]\s?[{HAN}]{{2,6}}(?:\([{HAN}]{{1,8}}\))?|[{HAN}a-z0-9_]{{2,12}}\([{HAN}]{{2,12}}\))$"
)
# An editor's word below a letter: (…欢迎来函索书!——编者)
_EDITORS_WORD: Final = re.compile(r"(?:编者|编辑|本刊|本报编辑部)[)】]?$")


class ClosedRow(NamedTuple):
    """The text below each closed paragraph of a digest, and the pictures between."""

    below: frozenset[int]
    captions: frozenset[int]


class SignedRows(NamedTuple):
    """Where the signatures of a row stand, and what stands below each."""

    signatures: frozenset[int]
    below: frozenset[int]


def signed_ends(lines: Sequence[Line]) -> dict[int, int]:
    """Return where in a line its text's signature in brackets begins, by the indices of lines so signed in a row.

    All paragraphs of the page end in one, or three of them; not in one word again and again (掌声).
    """
    texts = 0
    found: dict[int, int] = {}
    names: list[str] = []
    for index, line in enumerate(lines):
        folded = line.folded
        if len(folded) < _TEXT or not ("。" in folded or "!" in folded):
            continue
        texts += 1
        may_be = folded[-1] in ")】〕?。." and not _CLOSES.isdisjoint(folded[-_CLOSES_WITHIN:])
        match = _AT_END.search(folded) if may_be else None
        if match and match.start() >= _TEXT and not names_nobody(match["who"]):
            found[index] = match.start() + len(match.group()) - len(match.group().lstrip())
            names.append(match["who"])
    enough = len(found) >= _FEWEST_AMONG or (len(found) >= _FEWEST and len(found) == texts)
    return found if enough and 2 * len(found) >= texts and len(names) < _MOST_ALIKE * len(set(names)) else {}


def signed_rows(lines: Sequence[Line], annotations: Sequence[Annotations]) -> SignedRows:
    """Return the signatures of texts in a row, on a line or a piece of their own, and what stands below each."""
    by_form: dict[str, list[int]] = {}
    first_text = next((index for index, line in enumerate(lines) if _is_text(line)), len(lines))
    for index, line in enumerate(lines):
        form = _form(line, annotations[index])
        if form:
            by_form.setdefault(form, []).append(index)
    signatures: set[int] = set()
    for form, found in by_form.items():
        ends = [index for index in found if index > first_text and _ends_text(index, lines)]
        if form == "·" and any(index + 1 < len(lines) and _is_text(lines[index + 1]) for index in ends):
            continue  # a bare name right above a text may be that of its author
        if len(ends) >= _FEWEST and found[0] > first_text and len(ends) == len(found):
            signatures.update(ends)
    return SignedRows(frozenset(signatures), frozenset(_below(signatures, lines)))


def closed_row(lines: Sequence[Line], annotations: Sequence[Annotations]) -> ClosedRow:
    """Return the texts below paragraphs of a digest that each close with whence or whom they are: (来源:某报).

    The pictures of an item stand below it. Three such paragraphs, and half of the page's: one alone may be quoted.
    """
    told = [index for index, line in enumerate(lines) if _is_text(line) and annotations[index].credit is None]
    closed = [index for index in told if _closes(lines[index], annotations[index])]
    below: set[int] = set()
    captions: set[int] = set()
    if len(closed) >= _FEWEST_AMONG and 2 * len(closed) >= len(told):
        for index in closed:
            at = index + 1
            while at < len(lines) and (annotations[at].credit is not None or annotations[at].furniture is not None):
                if annotations[at].furniture is None:
                    captions.add(at)
                at += 1
            if at in told:
                below.add(at)
    return ClosedRow(frozenset(below), frozenset(captions))


def _closes(line: Line, found: Annotations) -> bool:
    """Tell whether a paragraph ends in whom it is from, in brackets."""
    end = found.end
    return end is not None and end.kind in _WHENCE and end.span.start > 0 and line.folded[-1] in _CLOSES


def _form(line: Line, found: Annotations) -> str:
    """Return how a line is a signature, empty when it is none: in brackets, behind dashes or a bullet, or bare."""
    folded = line.folded
    if len(folded) > _LONGEST_SIGNATURE or found.credit is not None or found.source_line is not None:
        return ""
    if _DASHED.fullmatch(folded):
        return "—"
    end, byline = found.end, found.byline
    if folded[0] in "(【〔":
        named = end is not None and end.span.start == 0 and end.kind in {EndKind.PEOPLE, EndKind.AUTHOR}
        return "(" if named or (line.part and _AT_END.search(f"。{folded}")) else ""
    if folded[0] in BULLETS and (byline is not None or (end is not None and end.span.start == 0)):
        return "□"
    named = byline is not None and byline.sure >= Mark.SURNAMED and byline.span.end == len(folded)
    return "·" if named and line.part == 0 else ""


def _is_text(line: Line) -> bool:
    return len(line.folded) >= _TEXT and ("。" in line.folded or "!" in line.folded or "?" in line.folded)


def _ends_text(index: int, lines: Sequence[Line]) -> bool:
    """Tell whether the line above ends a paragraph, so that no title stands between: a title may end in ” or !."""
    above = lines[index - 1].folded
    return "。" in above[-2:] or (above[-1] in "!?”…」』" and ("。" in above or len(above) >= _LONGEST_TITLE))


def _below(signatures: set[int], lines: Sequence[Line]) -> set[int]:
    found: set[int] = set()
    for index in signatures:
        below = index + 1
        while below < len(lines) and _EDITORS_WORD.search(lines[below].folded):
            below += 1
        if below < len(lines) and below not in signatures:
            found.add(below)
    return found
