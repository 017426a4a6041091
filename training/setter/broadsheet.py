"""Whole long pages as papers set them: news, photo stories, poems, signed pieces and briefs, column by column.

What parts one article from the next here is seldom a source line: a headline stands amid wrapped columns, above a
caption, above a byline or below its own text, and what closed the article above is a full stop, a signature, a credit,
a jump mark or a line of verse.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from training.setter.piece import NEWLINE, Piece
from training.setter.story import Story

if TYPE_CHECKING:
    from training.setter.desk import Desk
    from training.setter.piece import Sheet

_KINDS = {"news": 10.0, "plain": 3, "photo": 3.5, "signed": 3, "poem": 1.2, "briefs": 0.8}
_SIGNS = ("□", "□ ", "●", "● ", "◎ ", "■", "○", "", "", "本报记者 ", "□本报记者 ", "文/")
_COLUMNS = ("简讯", "信息速递", "新闻短波", "一句话新闻", "要闻简报", "集萃", "短讯", "科技动态", "市场速览")
_BULLETS = ("▲", "●", "■", "◆", "△", "★", "○", "◇", "▲ ", "● ")
_JUMPS = ("(下转第{p}版)", "(下转{p}版①)", "下转第{p}版▶", "▲下转{p}版", "(下转A{p}版)", "(下转第{p}版②)")
_CLOSED = "。!?！？”」"


def broadsheet(desk: Desk) -> Sheet:
    """A long page of many articles of every kind."""
    words, furniture = desk.words, desk.furniture
    desk.other(furniture.masthead())
    if words.chance(0.4):
        desk.other(furniture.contents([desk.story().headline for _ in range(words.between(2, 4))]))
    header = furniture.piece(furniture.say("label"), "running_header") if words.chance(0.25) else None
    below = words.weighted({0.0: 3.0, 0.2: 2, 0.5: 1})  # how many headlines stand below their text
    jumps = words.weighted({0.0: 5.0, 0.15: 2})
    for _ in range(words.between(4, 10)):
        rows, kind, cut = _rows(desk, jumps)
        if kind in {"news", "plain"} and words.chance(below):
            rows = _headline_below(desk, rows)
        if header is not None and words.chance(0.3):
            rows = _across_columns(desk, rows, header)
        number = desk.put(rows, kind, NEWLINE * _between(desk))
        if cut:
            desk.cut.add(number)
            mark = words.choice(_JUMPS).format(p=words.between(2, 8))
            desk.other([furniture.piece(mark, "jump", words.choice(("", " ", NEWLINE)))])
        if words.chance(0.08):
            desk.other(furniture.box(), NEWLINE * words.choice((1, 2)))
    if words.chance(0.5):
        desk.other([furniture.editors()], NEWLINE * words.choice((1, 2)))
    return desk.sheet()


def _between(desk: Desk) -> int:
    """Return how many line ends part two articles: mostly as the page has it, at times fewer or more."""
    own = 1 + desk.dress.blank_between
    return desk.words.weighted({own: 8.0, 1: 1, 2: 1, 3: 0.5})


def _rows(desk: Desk, jumps: float) -> tuple[list[Piece], str, bool]:
    """Return the pieces of the next article, its kind, and whether it goes on elsewhere."""
    words, material, owner = desk.words, desk.material, desk.next()
    kind = words.weighted(_KINDS)
    if kind == "photo":
        return _photo(desk), "photo", False
    if kind == "briefs":
        bullet = words.choice(_BULLETS)
        texts = [desk.story(paragraphs=1, pictures=0).paragraphs[0] for _ in range(words.between(2, 5))]
        items = [Piece("P", bullet + text, owner=owner, indent=desk.dress.indent) for text in texts]
        return [Piece("H", words.choice(_COLUMNS), owner=owner), *items], "brief", False
    if kind == "poem":
        return _spaced(desk, desk.printer.article(material.poem(), owner)), "poem", False
    cut = kind in {"news", "plain"} and words.chance(jumps)
    if kind == "signed":
        return _columns(desk, _signed(desk)), "signed", False
    story = desk.story(kicker=0.2, subtitle=0.3, pictures=0.1)
    if cut:
        last = story.paragraphs[-1]
        story = replace(story, paragraphs=(*story.paragraphs[:-1], last[: max(12, len(last) * 2 // 3)].rstrip(_CLOSED)))
    rows = desk.printer.article(story, owner)
    if kind == "plain":  # neither source nor writer: the text itself opens the article
        rows = [_unsourced(row) for row in rows if row.tag not in "BT"]
    return _columns(desk, _spaced(desk, rows)), kind, cut


def _unsourced(row: Piece) -> Piece:
    if row.tag != "L" or len(row.text) <= len(row.lead) + 10:
        return row
    text = row.text[len(row.lead) :].lstrip()
    return replace(row, tag="P", text=text, lead="", writers=())


def _signed(desk: Desk) -> list[Piece]:
    """Return a signed piece: headline, the writer's name below a sign or bare, text."""
    words, owner = desk.words, desk.next()
    essay = desk.material.essay() if words.chance(0.5) else desk.story(kicker=0, pictures=0)
    writers = essay.writers[: words.between(1, 3)]
    sign = words.choice(_SIGNS)
    shown = words.choice((" ", " ", "  ", "、")).join(
        " ".join(each.name) if len(each.name) == 2 and words.chance(0.4) else each.name for each in writers
    )
    byline = Piece("B", sign + shown, owner=owner, writers=tuple(replace(each, role="") for each in writers))
    if "记者" in sign:
        byline = replace(byline, writers=tuple(replace(each, role="本报记者") for each in writers))
    texts = [Piece("P", text, owner=owner, indent=desk.dress.indent) for text in essay.paragraphs]
    below = NEWLINE * (1 + desk.dress.blank)
    return _spaced(
        desk, [Piece("H", essay.headline, owner=owner), byline, *[replace(row, joint=below) for row in texts]]
    )


def _photo(desk: Desk) -> list[Piece]:
    """Return a photo story: headline or none, a caption in a measure of its own, its credit."""
    words, owner = desk.words, desk.next()
    picture = desk.material.picture()
    story = Story(headline=desk.story().headline, pictures=(picture,), place=words.town(), kind="photo")
    rows = desk.printer.picture(story, picture, owner)
    measure = words.choice((0, 0, desk.dress.measure, desk.dress.measure + words.between(3, 25), words.between(16, 46)))
    measured = [row for each in rows for row in _set(each, measure)]
    if words.chance(0.15):
        return measured
    head = Piece("H", story.headline, owner=owner)
    measured[0] = replace(measured[0], joint=NEWLINE * words.choice((1, 1, 2)))
    return _spaced(desk, [head, *measured])


def _set(piece: Piece, measure: int) -> list[Piece]:
    """Return a caption in lines of a measure that is not the page's; 0 leaves it whole."""
    if piece.tag != "C":
        return [replace(piece, whole=True)]
    if not measure:
        return [replace(piece, whole=True)]
    cuts = range(0, len(piece.text), measure)
    return [
        replace(piece, text=piece.text[at : at + measure], whole=True)
        if not at
        else Piece("c", piece.text[at : at + measure].strip() or "。", owner=piece.owner, whole=True)
        for at in cuts
    ]


def _spaced(desk: Desk, rows: list[Piece]) -> list[Piece]:
    """Return the rows with a space in a headline where its line was broken: 从“对抗”到“融 入”."""
    found = []
    for row in rows:
        text = row.text
        if row.tag in "HS" and len(text) > 6 and " " not in text and desk.words.chance(0.12):
            at = desk.words.between(2, len(text) - 2)
            row = replace(row, text=f"{text[:at]} {text[at:]}")  # noqa: PLW2901 - the row as it is printed
        found.append(row)
    return found


def _headline_below(desk: Desk, rows: list[Piece]) -> list[Piece]:
    """Return the rows with the stack at the end, as the order of columns has it at times."""
    stack = [row for row in rows if row.tag in "KHhS"]
    rest = [row for row in rows if row.tag not in "KHhS"]
    if not rest:
        return rows
    first = NEWLINE * desk.words.choice((1, 1, 2))
    rest[0] = replace(rest[0], joint=NEWLINE, indent=rest[0].indent or desk.dress.indent)
    return [*rest, *[replace(row, joint=NEWLINE if at else first) for at, row in enumerate(stack)]]


def _columns(desk: Desk, rows: list[Piece]) -> list[Piece]:
    """Return the rows with some paragraphs broken where a column ends, on pages whose paragraphs are one line each."""
    words, found = desk.words, []
    for row in rows:
        if desk.dress.measure or row.tag not in "LP" or len(row.text) < 80 or not words.chance(0.12):
            found.append(row)
            continue
        at = words.between(max(40, len(row.lead) + 5), len(row.text) - 10)
        found.append(replace(row, text=row.text[:at].rstrip()))
        found.append(Piece("p", row.text[at:].strip(), NEWLINE * words.choice((1, 2, 2, 3)), row.owner))
    return found


def _across_columns(desk: Desk, rows: list[Piece], header: Piece) -> list[Piece]:
    """Return the rows with the running header between two lines of a paragraph, as a column's end has it."""
    measure = desk.dress.measure
    if not measure:
        return rows
    long = [at for at, row in enumerate(rows) if row.tag == "P" and len(row.text) > 3 * measure]
    if not long:
        return rows
    at = desk.words.choice(long)
    row = rows[at]
    cut = measure * desk.words.between(1, len(row.text) // measure - 1) - len(row.indent)
    rest = Piece("p", row.text[cut:].strip(), owner=row.owner)
    return [*rows[:at], replace(row, text=row.text[:cut]), header, rest, *rows[at + 1 :]]
