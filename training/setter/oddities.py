"""Layouts that are rarer: starred headlines, wires without headlines, vertical headlines, columns read across."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from training.setter import forms
from training.setter.piece import NEWLINE, Piece
from training.setter.story import Story
from training.setter.words import OWN

if TYPE_CHECKING:
    from training.setter.desk import Desk
    from training.setter.piece import Sheet


def starred(desk: Desk) -> Sheet:
    """Items whose headlines stand between stars, each opened by a bracketed place."""
    words, furniture = desk.words, desk.furniture
    if words.chance(0.6):
        desk.other([furniture.piece(f"(A) {words.choice(OWN['labels'])}", "section")])
    for number in range(words.between(2, 6)):
        if words.chance(0.3):
            desk.other([furniture.piece(f"A{number + 1}. {words.choice(OWN['labels'])}", "section")])
        story, owner = desk.story(paragraphs=words.between(1, 3), pictures=0, kicker=0, subtitle=0), desk.next()
        desk.other([Piece("X", "*", NEWLINE * (1 + desk.dress.blank_between), kind="mark")])
        rows = desk.printer.article(story, owner)
        at = next((place for place, row in enumerate(rows) if row.tag == "H"), 0)
        closing = furniture.piece("*", "mark", "")
        desk.put(rows[: at + 1], story.kind, "")
        desk.other([closing])
        desk.pieces += rows[at + 1 :]
    return desk.sheet()


def wires(desk: Desk) -> Sheet:
    """A page of wires without a headline: nothing but the bracketed line says that an item begins."""
    words = desk.words
    desk.other(
        [
            desk.furniture.piece(
                f"{desk.furniture.say('date')}{desk.furniture.paper} 第{words.between(1, 4)}版", "masthead"
            )
        ]
    )
    for _ in range(words.between(2, 7)):
        story = desk.story(paragraphs=words.between(1, 5), pictures=0)
        desk.set(replace(story, headline="", kicker="", subtitle="", second_subtitle=""))
    return desk.sheet()


def vertical(desk: Desk) -> Sheet:
    """A headline read by machine one character a line, as it stood on the page."""
    words = desk.words
    if words.chance(0.5):
        desk.other([desk.furniture.label()])
    story, owner = desk.material.essay(), desk.next()
    short = "".join(character for character in story.headline if character.isalnum())[: words.between(2, 6)]
    rows = desk.printer.article(replace(story, headline=short or "无题"), owner)
    found: list[Piece] = []
    for row in rows:
        if row.tag == "H":
            found += [
                replace(row, text=each, tag="h" if at else "H") for at, each in enumerate("".join(row.text.split()))
            ]
        else:
            found.append(row)
    desk.put(found, story.kind)
    return desk.sheet()


def sections_below(desk: Desk) -> Sheet:
    """A list page of a site: caption, source line and broken text; section and date below each item, no headline."""
    words, furniture = desk.words, desk.furniture
    stamp = furniture.say("date")
    for _ in range(words.between(2, 5)):
        story, owner = desk.story(paragraphs=1, pictures=0.6), desk.next()
        rows: list[Piece] = []
        for number, picture in enumerate(story.pictures):
            shown = desk.printer.picture(story, picture, owner, number, 1)
            rows += [replace(row, joint="" if number or at else row.joint, indent="") for at, row in enumerate(shown)]
        lead, writers = forms.source_line(words, desk.dress.region, story)
        text = story.paragraphs[0][: words.between(40, 90)] + words.choice(("…", "…(", "..."))
        rows.append(Piece("L", lead + text, owner=owner, lead=lead.rstrip(), writers=writers))
        number = desk.put(rows, story.kind)
        desk.cut.add(number)
        desk.other([furniture.piece(f"{words.choice(OWN['labels'])} {stamp}", "section")])
    return desk.sheet()


def all_glued(desk: Desk) -> Sheet:
    """Caption, credit, source line and text run together on one line under a headline, or none."""
    words = desk.words
    if words.chance(0.4):
        desk.other([desk.furniture.label()])
    for _ in range(words.weighted({1: 3.0, 2: 1})):
        story, owner = desk.story(paragraphs=words.between(1, 3), pictures=0), desk.next()
        picture = desk.material.picture()
        credit, takers = forms.credit(words, story, picture.takers)
        lead, writers = forms.source_line(words, desk.dress.region, story)
        rows = [Piece("H", story.headline, owner=owner)] if words.chance(0.8) else []
        rows += [
            Piece("C", picture.caption, owner=owner),
            Piece("R", credit, words.choice(("", " ")), owner, writers=takers),
            Piece(
                "L",
                lead + story.paragraphs[0],
                words.choice(("", " ", NEWLINE)),
                owner,
                lead=lead.rstrip(),
                writers=writers,
            ),
            *(Piece("P", text, owner=owner, indent=desk.dress.indent) for text in story.paragraphs[1:]),
        ]
        desk.put(rows, story.kind)
    return desk.sheet()


def photo_twice(desk: Desk) -> Sheet:
    """A site's short news under a photo line that is printed twice."""
    words, furniture = desk.words, desk.furniture
    desk.other(
        [
            furniture.crumb(),
            furniture.piece(words.choice(("體育短訊", "简讯", "短讯", "港聞簡訊")), "column"),
            furniture.date(),
        ]
    )
    picture, owner = desk.material.picture(), desk.next()
    shown = desk.printer.picture(Story(), replace(picture, caption="■" + picture.caption), owner)
    desk.put([replace(row, joint=NEWLINE if at == 0 else " ") for at, row in enumerate(shown)], "photo")
    desk.other(
        [furniture.piece(" ".join(row.text for row in shown), "duplicate_caption", words.choice(("", " ", NEWLINE)))]
    )
    for _ in range(words.between(1, 4)):
        story, owner = desk.story(paragraphs=1, pictures=0), desk.next()
        text, writers = forms.end_mark(words, story)
        rows = [
            Piece("H", story.headline, owner=owner),
            Piece("P", story.paragraphs[0], NEWLINE * (1 + desk.dress.blank), owner),
        ]
        desk.put([*rows, Piece("T", text, words.choice((" ", "")), owner, writers=writers)], "brief")
    return desk.sheet()


def across(desk: Desk) -> Sheet:
    """Two articles side by side, read line by line across both columns."""
    words = desk.words
    stories = [desk.story(paragraphs=1, pictures=0, kicker=0, subtitle=0) for _ in range(2)]
    measure = words.between(9, 18)
    columns: list[list[Piece]] = []
    for owner, story in enumerate(stories):
        desk.kinds[owner] = story.kind
        text = story.paragraphs[0][: measure * 8]
        rows = [text[at : at + measure].strip() for at in range(0, len(text), measure)]
        body = [Piece("p" if number else "P", row, owner=owner) for number, row in enumerate(rows) if row]
        columns.append([Piece("H", story.headline, owner=owner), *body])
    joint = words.choice((NEWLINE, "  ", " "))
    for number in range(max(map(len, columns))):
        line = [column[number] for column in columns if number < len(column)]
        desk.pieces += [line[0], *[replace(piece, joint=joint) for piece in line[1:]]]
    return desk.sheet()


def captions_block(desk: Desk) -> Sheet:
    """Headline, then a block of short captions, the byline of words and pictures, and only then the text."""
    words, furniture = desk.words, desk.furniture
    desk.other([furniture.date(), furniture.label()] if words.chance(0.6) else [furniture.label()])
    story, owner = desk.story(paragraphs=words.between(1, 5), pictures=0, kicker=0, subtitle=0.5), desk.next()
    rows = desk.printer.article(story, owner)
    at = next((place for place, row in enumerate(rows) if row.tag not in "KHSh"), len(rows))
    blank = NEWLINE * words.choice((1, 2, 2))
    shown = [
        words.choice((words.own("subheads"), words.own("verses"), desk.material.picture().caption[:12]))
        for _ in range(words.between(3, 8))
    ]
    captions = [Piece("C", text, blank, owner) for text in shown]
    writers = story.writers[:2]
    name = " ".join(writer.name for writer in writers)
    form = words.choice(
        ("□记者 {n} 文/图", "本报记者 {n} 摄影报道", "文/图 本报记者 {n}", "□ {n} 文/图", "记者 {n} 摄影报道")
    )
    byline = [Piece("B", form.format(n=name), blank, owner, writers=writers)]
    rest = [row for row in rows[at:] if row.tag not in "BT"]
    desk.put([*rows[:at], *captions, *byline, *rest], story.kind)
    return desk.sheet()


def captions_by_place(desk: Desk) -> Sheet:
    """A picture story whose captions say where their pictures stand: 上图, 右下图."""
    words, furniture = desk.words, desk.furniture
    desk.other([furniture.label(), *(furniture.navigation() if words.chance(0.6) else [])])
    story, owner = desk.story(paragraphs=words.between(1, 2), pictures=0, kicker=0, subtitle=0.1), desk.next()
    rows = desk.printer.article(replace(story, kind="photo"), owner)
    places = words.random.sample(
        ("上图", "下图", "左图", "右图", "右上图", "左下图", "图①", "图②", "图为"), words.between(2, 4)
    )
    joint = words.choice((" ", ":", "　", ""))
    blank = NEWLINE * (1 + desk.dress.blank)
    captions = [Piece("C", f"{place}{joint}{desk.material.picture().caption}", blank, owner) for place in places]
    before = words.chance(0.3)
    at = next((place for place, row in enumerate(rows) if row.tag not in "KHSh"), len(rows))
    desk.put([*rows[:at], *captions, *rows[at:]] if before else [*rows, *captions], "photo")
    desk.other(furniture.tail(story.headline))
    return desk.sheet()


def signed_list(desk: Desk) -> Sheet:
    """A list of a literary page: writer and first lines of each piece, cut by dots; often without titles."""
    words, furniture = desk.words, desk.furniture
    desk.other([furniture.label(), furniture.date()])
    titled = words.chance(0.4)
    sign = words.choice("○●□■◎")
    for _ in range(words.between(2, 5)):
        story, owner = desk.material.essay(), desk.next()
        desk.other([furniture.piece("-", "mark")])
        text = story.paragraphs[0][: words.between(50, 120)]
        rows = [Piece("H", story.headline, owner=owner)] if titled else []
        rows += [
            Piece("B", sign + story.writers[0].name, owner=owner, writers=story.writers),
            Piece("P", text + words.choice((" ...", "……", "...")), owner=owner),
        ]
        desk.cut.add(desk.put(rows, story.kind, NEWLINE))
    return desk.sheet()


def site_foot(desk: Desk) -> Sheet:
    """A repost: article, with or without its headline, between a site's words and its foot."""
    words, furniture = desk.words, desk.furniture
    story = desk.story(kicker=0, subtitle=0.1)
    headless = words.chance(0.35)
    if words.chance(0.4):
        ending = words.choice(("新闻", "频道", "在线"))
        menu = " ".join(words.town() + ending for _ in range(words.between(4, 10)))
        desk.other([furniture.piece(menu, "navigation")])
    if words.chance(0.4):
        desk.other([furniture.crumb()])
    desk.set(replace(story, headline="", subtitle="", second_subtitle="") if headless else story)
    rows = [
        furniture.piece(furniture.say("foot"), "navigation", NEWLINE * words.choice((1, 2)))
        for _ in range(words.between(1, 4))
    ]
    desk.other(rows)
    return desk.sheet()
