"""Prints other articles in the layout of an annotated page: ``python -m training.setter.refill GOLD... --out FOLDER``.

Line ends, blank lines, indents, marks, source lines and furniture stay as they are; headlines, text and captions are
those of other articles and about as long, people are others, digits change. Every other page of a layout is changed a
little. Pages of one layout share its name, so that whole layouts can be held out.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from training.setter.annotated import read_annotated
from training.setter.dress import Dress
from training.setter.finish import finished
from training.setter.material import Material, read_articles
from training.setter.piece import NEWLINE, Piece, Sheet, gold
from training.setter.story import Writer
from training.setter.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from training.setter.story import Story

_PLAIN: dict[str, object] = {"measure": 0, "comma": "", "digits": "", "letter_spaced": False, "damage": 0.0}
_TRADITIONAL = re.compile("[國會這說開無對學時從車長門電進東選體實業際點號萬與總統將軍區縣廣灣們還錢專訊報導]")
_MARK = re.compile(
    r"^(?:[●•■◆★▲△□○※►·◤]|[①-⑳]|\d{1,2}[.、．]|[一二三四五六七八九十]{1,2}、"
    r"|[(（][一二三四五六七八九十\d]{1,2}[)）]|——|「|“|《)\s*"
)
_SHORTEST_BODY = 12
_KEPT = {
    "number",
    "bullet",
    "mark",
    "duplicate_headline",
    "jump",
    "code",
}  # furniture that a layout is not itself without


def varied(sheet: Sheet, words: Words) -> Sheet:
    """Return the layout with small changes: a paragraph more or fewer, furniture left out, other blanks and indents."""
    toggled, indents = words.chance(0.25), words.chance(0.2)
    indent = words.choice(("", "  ", "　　"))
    found: list[Piece] = []
    for number, piece in enumerate(sheet.pieces):
        made = piece
        following = sheet.pieces[number + 1] if number + 1 < len(sheet.pieces) else piece
        if piece.tag == "X" and piece.kind not in _KEPT and NEWLINE in piece.joint and words.chance(0.12):
            continue
        if piece.tag in "KS" and NEWLINE in piece.joint and following.tag in "KHS" and words.chance(0.1):
            continue
        if piece.tag in "LPV" and NEWLINE in piece.joint:
            if toggled:
                made = replace(made, joint=NEWLINE * (1 if NEWLINE * 2 in piece.joint else 2))
            if indents and piece.tag != "V":
                made = replace(made, indent=indent)
        found.append(made)
        alone = piece.tag == "P" and following.tag == "P" and piece.owner == following.owner
        if alone and words.chance(0.12):
            if words.chance(0.5):
                found.append(replace(made, joint=following.joint))
            else:
                found.pop()
    return replace(sheet, pieces=tuple(found))


class Refill:
    """Fills layouts with the articles of a material."""

    def __init__(self, words: Words, material: Material) -> None:
        self._words = words
        self._material = material

    def page(self, sheet: Sheet) -> Sheet:
        """Return the layout of a page with other words in it."""
        words = self._words
        names: dict[str, str] = {}
        for piece in sheet.pieces:
            for writer in piece.writers:
                names.setdefault(writer.name, self._person(len(writer.name)))
        stories: dict[int, list[str]] = {}
        heads: dict[int, Story] = {}
        pieces: list[Piece] = []
        headlines: dict[str, str] = {}
        for piece in sheet.pieces:
            if piece.owner is not None and piece.owner not in heads:
                heads[piece.owner] = self._material.story(paragraphs=30, kicker=1, subtitle=1, pictures=0)
                stories[piece.owner] = _sentences(heads[piece.owner])
        for piece in sheet.pieces:
            if piece.owner is None:
                continue
            text = self._text(piece, heads[piece.owner], stories[piece.owner], names)
            if piece.tag in "HKS":
                headlines["".join(piece.text.split())] = text
            writers = tuple(Writer(names[each.name], each.role) for each in piece.writers)
            pieces.append(replace(piece, text=text, lead=_renamed(piece.lead, names), writers=writers))
        own = iter(pieces)
        mixed = [
            next(own) if piece.owner is not None else self._furniture(piece, headlines, names) for piece in sheet.pieces
        ]
        script = "traditional" if _is_traditional(sheet) else "simplified"
        full = sum(piece.text.count("，") for piece in sheet.pieces) > sum(
            piece.text.count(",") for piece in sheet.pieces
        )
        dress = Dress.draw(words, **_PLAIN | {"script": script, "width": "full" if full else "half"})
        return replace(sheet, pieces=tuple(finished(mixed, dress, words)))

    def _person(self, length: int) -> str:
        for _ in range(20):
            name = self._words.names.person()
            if len(name) == min(max(length, 2), 3):
                return name
        return name

    def _text(self, piece: Piece, story: Story, sentences: list[str], names: dict[str, str]) -> str:
        words = self._words
        length = max(1, round(len(piece.text) * words.random.uniform(0.8, 1.25)))
        mark = match[0] if (match := _MARK.match(piece.text)) else ""
        by_tag: dict[str, Callable[[], str]] = {
            **dict.fromkeys("BTR", lambda: _renamed(piece.text, names)),
            **dict.fromkeys("HKSh", lambda: self._heading(piece, story, length)),
            "V": lambda: words.own("verses"),
            "U": lambda: mark + words.own("subheads"),
            "L": lambda: self._opening(piece, story, sentences, names),
            "C": lambda: mark + self._caption(length, piece.text[-1]),
        }
        if made := by_tag.get(piece.tag):
            return made()
        if len(piece.text) < _SHORTEST_BODY and not re.search("[一-龥]{4}", piece.text):
            return piece.text
        return mark + self._taken(sentences, story, length - len(mark), piece.text[-1])

    def _opening(self, piece: Piece, story: Story, sentences: list[str], names: dict[str, str]) -> str:
        """Return the source line as it was, with other people, and other text after it."""
        below = piece.text[len(piece.lead) :]
        gap = below[: len(below) - len(below.lstrip())]
        text = self._taken(sentences, story, len(below), piece.text[-1]) if below.strip() else ""
        return _renamed(piece.lead, names) + gap + text

    def _heading(self, piece: Piece, story: Story, length: int) -> str:
        """Return a line of a stack as long as it was, with its mark and its space between clauses."""
        mark = match[0] if (match := _MARK.match(piece.text)) else ""
        first = {"K": story.kicker, "H": story.headline, "S": story.subtitle}.get(piece.tag, "")
        least, most = round(length * 0.65), round(length * 1.4) + 1
        if mark in {"“", "「", "《"}:
            closing = {"“": "”", "「": "」", "《": "》"}[mark]
            body = self._material.phrase(story, max(2, least - 2), most)
            return mark + body + closing if piece.text.endswith(closing) else mark + body[:2] + closing + body[2:]
        if " " in piece.text.strip() and length > 8:
            parts = piece.text.split()
            return mark + " ".join(
                self._material.phrase(story, max(2, len(part) - 3), len(part) + 4) for part in parts[:4]
            )
        if least <= len(first) <= most:
            return mark + first.lstrip("—")
        return mark + self._material.phrase(story, least, most)

    def _taken(self, sentences: list[str], story: Story, length: int, last: str) -> str:
        """Return the next sentences of the story, about so long; cut as the line was when it ended in mid-sentence."""
        text = ""
        while len(text) < length:
            if not sentences:
                sentences += _sentences(self._material.story(paragraphs=30, pictures=0)) or list(story.paragraphs)
            text += sentences.pop(0)
            if len(text) > length * 0.7:
                break
        if len(text) > length * 1.6 or last not in "。!！?？”」…":
            text = text[: max(length, 2)].rstrip("。，,、")
            text += last if last in "。!！?？”」…:：,，" else ""
        return text

    def _caption(self, length: int, last: str) -> str:
        best = min((self._material.picture().caption for _ in range(6)), key=lambda text: abs(len(text) - length))
        best = best[: round(length * 1.5) + 2].rstrip("。，,、")
        return best + (last if last in "。!！?？" else "")

    def _furniture(self, piece: Piece, headlines: dict[str, str], names: dict[str, str]) -> Piece:
        """Return furniture with other digits and names; a repeated headline becomes the new one."""
        words = self._words
        text = _renamed(piece.text, names)
        flat = "".join(text.split())
        for old, new in sorted(headlines.items(), key=lambda item: -len(item[0])):
            if len(old) > 4 and old in flat:
                text = flat.replace(old, new)
                break
        if piece.kind not in {"number", "bullet", "mark"} and words.chance(0.7):
            text = re.sub(
                r"(?<!\d)[1-9]\d?(?!\d)", lambda match: str(words.between(1, 12 if int(match[0]) < 13 else 28)), text
            )
        return replace(piece, text=text)


def _renamed(text: str, names: dict[str, str]) -> str:
    for old, new in names.items():
        text = text.replace(old, new)
        spaced = f"{old[0]} {old[1:]}"
        text = text.replace(spaced, f"{new[0]} {new[1:]}" if len(new) == 2 else new)
    return text


def _sentences(story: Story) -> list[str]:
    return [
        each
        for text in story.paragraphs
        for each in re.findall(r"[^。!?！？]+[。!?！？]?[”」』）)]*", text)
        if each.strip()
    ]


def _is_traditional(sheet: Sheet) -> bool:
    text = "".join(piece.text for piece in sheet.pieces)
    return len(_TRADITIONAL.findall(text)) > len(text) / 60


def main() -> None:
    """Write so many pages for each layout."""
    parser = argparse.ArgumentParser(prog="python -m training.setter.refill")
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--articles", type=Path)
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    words = Words(random.Random(arguments.seed))
    known = list(read_articles(arguments.articles)) if arguments.articles else []
    refill = Refill(words, Material(words, known, held=False))
    arguments.out.mkdir(parents=True, exist_ok=True)
    for path in arguments.gold:
        name = path.name.removesuffix(".gold.json")
        try:
            layout = read_annotated(path)
        except ValueError as error:
            print(f"{path.name} left out: {error}")
            continue
        for number in range(arguments.times):
            page = f"{name}_{number:03}"
            sheet = refill.page(varied(layout, words) if number % 2 else layout)
            found = gold(sheet, page=page, family=name, options={})
            (arguments.out / f"{page}.txt").write_text(sheet.text(), encoding="utf-8")
            (arguments.out / f"{page}.gold.json").write_text(
                json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8"
            )


if __name__ == "__main__":
    main()
