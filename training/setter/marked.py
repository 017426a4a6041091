"""Turns a page whose lines carry their labels into the text and the gold labels: ``python -m training.setter.marked``.

A marked page (tests/golden/pages/README.md shows one) is a text file. A row is ``TAG| text``, the tags being those of
``piece.Piece``; ``X:type| text`` belongs to no article. Signs before the tag say what stands before the text: none, a
line end; ``+``, nothing at all, the piece goes on in the same line; each ``_``, a space. An empty row is a blank line.
``== kind`` begins an article, ``== 2`` goes back to the second. Within a text ``‖`` ends the source line, and after
``@@`` stand the writers: ``记者 柳禾青, 杜小渡``. ``# layout: ...`` and ``# kinds: 1 8`` describe the page.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path
from typing import Any

from training.setter.piece import NEWLINE, Piece, Sheet, gold
from training.setter.story import Writer

_ROW = re.compile(r"([+_]*)([A-Za-z])(?::([a-z_]+))?\| ?(.*)")
_LEAD_END = "‖"
_WRITERS = "@@"
_NAMES = re.compile("[,，、]")  # what parts those who are named
_NEVER_EMPTY = {"id", "kind", "lines", "headline", "paragraphs"}


def read_marked(text: str) -> tuple[Sheet, dict[str, str]]:
    """Return the page and what its head says of it."""
    about: dict[str, str] = {}
    pieces: list[Piece] = []
    kinds: dict[int, str] = {}
    owner, blank = 0, 0
    for number, row in enumerate(text.splitlines(), 1):
        if row.startswith("# "):
            name, _, value = row[2:].partition(":")
            about[name.strip()] = value.strip()
        elif row.startswith("=="):
            kind = row[2:].strip()
            if kind.isdigit():
                owner = int(kind) - 1
            else:
                owner = len(kinds)
                kinds[owner] = kind
        elif not row.strip():
            blank += 1
        elif match := _ROW.fullmatch(row):
            if match[2] != "X" and not kinds:
                raise ValueError(f"row {number} belongs to an article, and none has begun (== news): {row}")
            pieces.append(_piece(match, owner if kinds else None, blank))
            blank = 0
        else:
            raise ValueError(f"row {number} is no row of a marked page: {row}")
    return Sheet(tuple(pieces), kinds, _numbers(about.get("truncated", ""))), about


def _piece(match: re.Match[str], owner: int | None, blank: int) -> Piece:
    signs, tag, kind, rest = match[1], match[2], match[3] or "", match[4]
    text, _, named = rest.partition(_WRITERS)
    lead, cut, below = text.partition(_LEAD_END)
    whole = (lead + below).rstrip()
    body = whole.lstrip(" 　")
    joint = " " * signs.count("_") if signs else NEWLINE * (1 + blank)
    return Piece(
        tag,
        body,
        joint,
        None if tag == "X" else owner,
        kind,
        whole[: len(whole) - len(body)],
        lead.strip() if cut else "",
        tuple(_writer(each.strip()) for each in _NAMES.split(named) if each.strip()),
        " " if tag in "hpcnm" and "_" in signs else "",
    )


def _writer(text: str) -> Writer:
    role, _, name = text.rpartition(" ")
    return Writer(name, role)


def _numbers(text: str) -> frozenset[int]:
    return frozenset(int(each) - 1 for each in text.split())


def labels(sheet: Sheet, about: dict[str, str], name: str) -> dict[str, Any]:
    """Return the gold labels of a page without the empty fields."""
    full = gold(sheet, page=name, family="golden", options={})
    articles = [
        {field: value for field, value in article.items() if value or field in _NEVER_EMPTY}
        for article in full["articles"]
    ]
    return {
        "page": name,
        "difficulty": "golden",
        "layout": about.get("layout", ""),
        "kinds": [int(each) for each in about.get("kinds", "").split()],
        "articles": articles,
        "non_articles": full["non_articles"],
    }


def main() -> None:
    """Write the text and the labels of each marked page into a folder."""
    parser = argparse.ArgumentParser(prog="python -m training.setter.marked")
    parser.add_argument("marked", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    for path in arguments.marked:
        sheet, about = read_marked(path.read_text(encoding="utf-8"))
        (arguments.out / f"{path.stem}.txt").write_text(sheet.text(), encoding="utf-8")
        found = json.dumps(labels(sheet, about, path.stem), ensure_ascii=False, indent=1)
        (arguments.out / f"{path.stem}.gold.json").write_text(found + NEWLINE, encoding="utf-8")


if __name__ == "__main__":
    main()
