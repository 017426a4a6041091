"""Pages that are lists: numbered items, bulleted items, briefs told apart only by how they end or begin."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from training.setter import forms
from training.setter.piece import NEWLINE, Piece
from training.setter.words import OWN, han_number

if TYPE_CHECKING:
    from collections.abc import Callable

    from training.setter.desk import Desk
    from training.setter.piece import Sheet
    from training.setter.story import Story

_CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩"


def _brief(desk: Desk, *, most: int = 2) -> Story:
    return replace(
        desk.story(paragraphs=desk.words.weighted({1: 4.0, most: 1}), pictures=0), kicker="", subtitle="", kind="brief"
    )


def _head(desk: Desk) -> None:
    words, furniture = desk.words, desk.furniture
    if words.chance(0.6):
        desk.other([furniture.date() if words.chance(0.5) else furniture.label()])
    if words.chance(0.4):
        desk.other(
            [
                furniture.piece(
                    words.choice(
                        (
                            "简讯",
                            "一周简报",
                            "新闻集锦",
                            "要闻速览",
                            "时事短波",
                            "今日快报",
                            "国际简讯",
                            "体坛短讯",
                            "各地动态",
                        )
                    ),
                    "column",
                )
            ]
        )


def _ended(desk: Desk, story: Story, owner: int, share: float) -> list[Piece]:
    """Return the end mark of an item, for that share of the items."""
    words = desk.words
    if not words.chance(share):
        return []
    text, writers = forms.end_mark(words, story)
    joint = words.choice(("", " ", NEWLINE))
    return [Piece("T", text, joint, owner, writers=writers)]


def _marked(desk: Desk, mark: Callable[[int], tuple[str, str]], *, end: float, kind: str) -> Sheet:
    """Set a list of headed items; ``mark`` gives an item's mark and what stands between it and the headline."""
    words = desk.words
    _head(desk)
    same_line = words.chance(0.25)
    sourced = words.choice((0.0, 0.0, 0.4))
    for number in range(words.between(3, 9)):
        story, owner = _brief(desk), desk.next()
        sign, joint = mark(number)
        desk.other([Piece("X", sign, NEWLINE * (1 + desk.dress.blank_between), kind=kind)])
        rows = [Piece("H", story.headline, joint, owner)]
        for at, text in enumerate(story.paragraphs):
            below = words.choice((" ", "  ")) if same_line and at == 0 else NEWLINE * (1 + desk.dress.blank)
            lead, writers = (
                forms.source_line(words, desk.dress.region, story) if at == 0 and words.chance(sourced) else ("", ())
            )
            rows.append(
                Piece(
                    "L" if lead else "P",
                    lead + text,
                    below,
                    owner,
                    lead=lead.rstrip(),
                    writers=writers,
                    indent="" if same_line else desk.dress.indent,
                )
            )
        desk.put([*rows, *_ended(desk, story, owner, end)], "brief", joint)
    return desk.sheet()


def numbered(desk: Desk) -> Sheet:
    """A numbered list of items, each with a headline and a text of its own."""
    words = desk.words
    forms_: tuple[Callable[[int], tuple[str, str]], ...] = (
        lambda number: (f"{number + 1}.", " "),
        lambda number: (f"{number + 1}.", ""),
        lambda number: (f"{number + 1}、", ""),
        lambda number: (f"{han_number(number + 1)}、", ""),
        lambda number: (_CIRCLES[number], words.choice(("", " "))),
        lambda number: (f"({number + 1})", ""),
        lambda number: (f"{number + 1:02}", " "),
        lambda number: (f"【{number + 1}】", ""),
        lambda number: (f"第{han_number(number + 1)}条", " "),
    )
    return _marked(desk, words.choice(forms_), end=words.choice((0.0, 0.9, 0.9)), kind="number")


def bullets(desk: Desk) -> Sheet:
    """A list of headed items under one and the same bullet."""
    sign = desk.words.choice("●•■◆★▲□○※►·")
    joint = desk.words.choice(("", " ", " "))
    return _marked(desk, lambda _: (sign, joint), end=desk.words.choice((0.0, 0.5)), kind="bullet")


def coded(desk: Desk) -> Sheet:
    """Items under the codes of an archive: B1-, and a line of code below."""
    words, furniture = desk.words, desk.furniture
    day = f"{furniture.year}{furniture.month:02}{furniture.day:02}"
    desk.other([furniture.piece(words.choice((f"参考消息>{day}", f"{furniture.paper} {day}", day)), "section")])
    letter = words.choice("ABCX")
    for number in range(words.between(2, 6)):
        story, owner = desk.story(pictures=0, kicker=0), desk.next()
        desk.other([Piece("X", f"{letter}{number + 1}-", NEWLINE * words.choice((1, 2)), kind="number")])
        rows = desk.printer.article(story, owner)
        if words.chance(0.6):
            code = [Piece("X", f"{day}{letter}{number + 1}-", kind="code")]
            doubled = words.chance(0.5)
            if doubled:
                desk.other([Piece("X", story.headline, "", kind="duplicate_headline"), *code])
            desk.put(rows, story.kind, NEWLINE if doubled else "")
        else:
            desk.put(rows, story.kind, "")
    return desk.sheet()


def briefs(desk: Desk) -> Sheet:
    """Headed briefs that end in who sent them or where they come from."""
    words = desk.words
    _head(desk)
    share = words.choice((1.0, 1.0, 0.8))
    for _ in range(words.between(3, 8)):
        story, owner = _brief(desk), desk.next()
        rows = [Piece("H", story.headline, owner=owner)]
        rows += [
            Piece("P", text, NEWLINE * (1 + desk.dress.blank), owner, indent=desk.dress.indent)
            for text in story.paragraphs
        ]
        desk.put([*rows, *_ended(desk, story, owner, share)], "brief")
    return desk.sheet()


def headless_briefs(desk: Desk) -> Sheet:
    """Briefs without headlines, told apart by their source lines, by end marks, or by dots at their end."""
    words = desk.words
    _head(desk)
    form = words.weighted({"source": 3.0, "end": 2, "dots": 1})
    lead_form = forms.source_line(words, desk.dress.region, desk.story())[0]
    for _ in range(words.between(2, 7)):
        story, owner = _brief(desk), desk.next()
        text = story.paragraphs[0]
        if form == "source":
            lead, writers = forms.source_line(words, desk.dress.region, story) if words.chance(0.3) else (lead_form, ())
            rows = [Piece("L", lead + text, owner=owner, lead=lead.rstrip(), writers=writers, indent=desk.dress.indent)]
        else:
            rows = [Piece("P", text + ("..." if form == "dots" else ""), owner=owner, indent=desk.dress.indent)]
        rows += [Piece("P", more, owner=owner, indent=desk.dress.indent) for more in story.paragraphs[1:]]
        desk.put([*rows, *(_ended(desk, story, owner, 1.0) if form == "end" else [])], "brief")
    return desk.sheet()


def dots(desk: Desk) -> Sheet:
    """One digest: paragraphs under bullets that are one article, with a headline above or none."""
    words = desk.words
    sign, owner = words.choice("●◆■★·"), desk.next()
    rows = []
    if words.chance(0.6):
        rows.append(
            Piece(
                "H",
                words.choice(("一周要闻", "大事记", "本周回顾", "每周一览", "数字新闻"))
                if words.chance(0.5)
                else desk.story().headline,
                owner=owner,
            )
        )
    below = NEWLINE * (1 + desk.dress.blank)
    texts = (_brief(desk).paragraphs[0] for _ in range(words.between(3, 7)))
    rows += [Piece("P", f"{sign}{words.choice(('', ' '))}{text}", below, owner) for text in texts]
    desk.put(rows, "brief")
    return desk.sheet()


def one_line(desk: Desk) -> Sheet:
    """A whole page on one line: a label, then headline, text and end mark, again and again."""
    words = desk.words
    desk.other(
        [desk.furniture.piece(words.choice((words.choice(OWN["labels"]), desk.furniture.say("label"))), "section")]
    )
    for _ in range(words.between(2, 6)):
        story, owner = _brief(desk), desk.next()
        text, writers = forms.end_mark(words, story)
        rows = [Piece("H", story.headline, " ", owner), Piece("P", "".join(story.paragraphs), " ", owner)]
        if words.chance(0.85):
            rows.append(Piece("T", text, words.choice((" ", "", " ")), owner, writers=writers))
        desk.put(rows, "brief", " ")
    return desk.sheet()
