"""Sets annotated pages one below the other: a page of several articles as somebody copied it out of a paper."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from training.setter.piece import NEWLINE, Piece, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from training.setter.words import Words

_PAGES = {2: 2.0, 3: 2, 4: 1.5, 5: 1, 6: 1}  # how many are set together, and how often
_BLANK = {0: 0.7, 1: 1.2, 2: 2, 3: 1}  # lines between two
_LABELED = 0.6
_WHOLE = 0.35  # how often the pages keep what stands above and below their articles
_TRADITIONAL = frozenset("國會這說開無對學時從車長門電東體實業與將軍區縣廣灣們還錢專訊報導")
_HARDLY = 60  # characters to one that only the traditional script has


@dataclass(frozen=True, slots=True)
class Named:
    """A page, and whose layout it has."""

    site: str
    sheet: Sheet


def together(
    pages: Sequence[Named], count: int, words: Words, labels: Sequence[str]
) -> Iterator[tuple[Sheet, set[str]]]:
    """Yield so many pages of several, each of another site and all of one script, with the sites that are in it."""
    scripts = [[page for page in pages if _traditional(page.sheet) is script] for script in (False, True)]
    for _ in range(count):
        first = words.choice(pages)
        own, wanted = scripts[_traditional(first.sheet)], words.weighted(_PAGES)
        chosen = {first.site: first.sheet}
        for page in words.random.sample(own, min(len(own), 4 * wanted)):
            if len(chosen) < wanted:
                chosen.setdefault(page.site, page.sheet)
        yield _set([*chosen.values()], words, labels), set(chosen)


def _set(sheets: Sequence[Sheet], words: Words, labels: Sequence[str]) -> Sheet:
    whole, blank = words.chance(_WHOLE), words.weighted(_BLANK)
    pieces: list[Piece] = [Piece("X", words.choice(labels), "", kind="section")] if words.chance(_LABELED) else []
    kinds: dict[int, str] = {}
    truncated: set[int] = set()
    for sheet in sheets:
        first = 1 + max((piece.owner for piece in pieces if piece.owner is not None), default=-1)
        own = sheet.pieces if whole else _of_articles(sheet.pieces)
        for number, piece in enumerate(own):
            owner = None if piece.owner is None else first + piece.owner
            joint = piece.joint if number else NEWLINE * (1 + blank)
            pieces.append(replace(piece, owner=owner, joint=joint))
        kinds |= {first + number: kind for number, kind in sheet.kinds.items()}
        truncated |= {first + number for number in sheet.truncated}
    return Sheet(tuple(pieces), kinds, frozenset(truncated))


def _of_articles(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """Return the pieces from the first of an article to the last."""
    own = [number for number, piece in enumerate(pieces) if piece.owner is not None]
    return pieces[own[0] : own[-1] + 1] if own else pieces


def _traditional(sheet: Sheet) -> bool:
    text = "".join(piece.text for piece in sheet.pieces)
    return sum(character in _TRADITIONAL for character in text) > len(text) / _HARDLY
