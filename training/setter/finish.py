"""What happens to a page as a whole once it is set: column breaks, punctuation, script, spaces, misread characters."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import opencc

from training.setter.piece import NEWLINE, Piece

if TYPE_CHECKING:
    from collections.abc import Callable

    from training.setter.dress import Dress
    from training.setter.words import Words

_TO_FULL = str.maketrans(",:!?;()", "，：！？；（）")
_TO_HALF = str.maketrans("，：！？；（）０１２３４５６７８９", ",:!?;()0123456789")
_RUNNING = {"L": "p", "P": "p", "C": "c", "N": "n", "M": "m"}
_NEVER_FIRST = "，。、；：？！）”》」』,.;:?!)"
_LOOKALIKES = {
    each: group.replace(each, "")
    for group in (
        "日曰目",
        "人入八",
        "未末",
        "己已巳",
        "土士",
        "千干于",
        "大太犬",
        "天夭",
        "木本",
        "王玉",
        "了丁",
        "因困",
        "且旦",
        "夫天",
        "间问",
        "历厉",
        "见贝",
    )
    for each in group
}


def finished(pieces: list[Piece], dress: Dress, words: Words) -> list[Piece]:
    """Return the pieces as the page prints them; every change is made to the labels' text too."""
    changes: list[Callable[[str], str]] = []
    if dress.width != "mixed":
        table = _TO_FULL if dress.width == "full" else _TO_HALF
        changes.append(lambda text: text.translate(table) if dress.width == "half" else _full(text))
    if dress.comma:
        changes.append(lambda text: re.sub(r"([，,。])(?=.)", rf"{dress.comma}\1{dress.comma}", text))
    if dress.digits:
        changes.append(lambda text: re.sub(r"(?<=[一-龥])(\d+)(?=[一-龥])", rf"{dress.digits}\1{dress.digits}", text))
    if dress.script == "traditional":
        changes.append(_traditional)
    for change in changes:
        pieces = [_changed(piece, change) for piece in pieces]
    if dress.damage:
        pieces = [_damaged(piece, dress.damage, words) for piece in pieces]
    if dress.measure:
        pieces = [row for piece in pieces for row in _wrapped(piece, dress, words)]
    return pieces


def _changed(piece: Piece, change: Callable[[str], str]) -> Piece:
    writers = tuple(replace(each, name=change(each.name), role=change(each.role)) for each in piece.writers)
    if not piece.lead:
        return replace(piece, text=change(piece.text), writers=writers)
    lead = change(piece.lead)
    return replace(piece, text=lead + change(piece.text[len(piece.lead) :]), lead=lead, writers=writers)


def _full(text: str) -> str:
    """Return the text with full-width punctuation, but for what stands between digits."""
    return re.sub(
        r"(?<![0-9A-Za-z])[,:!?;()]|[,:!?;()](?![0-9A-Za-z])", lambda match: match[0].translate(_TO_FULL), text
    )


@lru_cache(maxsize=1)
def _converter() -> Callable[[str], str]:
    convert: Callable[[str], str] = opencc.OpenCC("s2tw").convert
    return convert


def _traditional(text: str) -> str:
    return _converter()(text).replace("“", "「").replace("”", "」")


def _damaged(piece: Piece, share: float, words: Words) -> Piece:
    """Return running text as a machine misread it. Names of the byline stay as they are."""
    if piece.tag not in _RUNNING or piece.lead:
        return piece
    found: list[str] = []
    for character in piece.text:
        if not words.chance(share):
            found.append(character)
            continue
        kind = words.weighted({"like": 5.0, "space": 3, "lost": 1, "block": 0.5, "point": 1})
        made = {
            "like": words.choice(_LOOKALIKES.get(character, character)),
            "space": f"{character} ",
            "lost": "",
            "block": "█",
            "point": f"{character}.",
        }
        found.append(made[kind])
    return replace(piece, text="".join(found).strip() or piece.text)


def _wrapped(piece: Piece, dress: Dress, words: Words) -> list[Piece]:
    """Return running text in lines of the page's measure; at times a column ends inside a paragraph."""
    goes_on = _RUNNING.get(piece.tag, "p" if piece.tag == "p" else None)
    if goes_on is None or piece.whole or len(piece.text) + len(piece.indent) <= dress.measure:
        return [piece]
    rows: list[Piece] = []
    at, room = 0, dress.measure - len(piece.indent)
    text = piece.text
    while at < len(text):
        end = min(len(text), at + room)
        while end < len(text) and text[end] in _NEVER_FIRST and end - at < room + 2:
            end += 1
        row = text[at:end]
        if row.strip():
            joint = dress.wrap_glue or NEWLINE * (1 + words.chance(dress.column_blank))
            spaced = dress.wrap_glue if dress.wrap_glue != NEWLINE else ""
            rows.append(
                replace(piece, text=row.strip())
                if not rows
                else Piece(goes_on, row.strip(), joint, piece.owner, glue=spaced)
            )
        at, room = end, dress.measure
    return rows
