"""Pages that are not plain news: archives, verse, supplements, letters, interviews, lists in an article, results."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from training.setter import forms
from training.setter.piece import NEWLINE, Piece
from training.setter.story import Story, Writer
from training.setter.words import OWN, han_number

if TYPE_CHECKING:
    from training.setter.desk import Desk
    from training.setter.piece import Sheet

_COLUMNS = ("", "", "", "社论", "读者来信", "今日谈", "国际新闻", "读者·编者", "体育", "在祖国各地", "小知识")


def archive(desk: Desk) -> Sheet:
    """A page of an archive: a pair of labels before each item, 第1版() and 专栏:."""
    words, furniture = desk.words, desk.furniture
    page = words.between(1, 8)
    inside = words.choice(("", "", furniture.section))
    if words.chance(0.6):
        desk.other(
            [
                furniture.piece(
                    f"{furniture.year}年{furniture.month}月{furniture.day}日{furniture.paper} 第{page}版", "masthead"
                )
            ]
        )
    one_line = words.chance(0.25)
    for _ in range(words.between(2, 6)):
        first = furniture.piece(f"第{page}版({inside})", "section", NEWLINE * words.choice((2, 2, 3)))
        column = furniture.piece(f"专栏:{words.choice(_COLUMNS)}", "section", "" if one_line else NEWLINE)
        desk.other([first, column])
        kind = words.weighted({"news": 8.0, "photo": 1, "poem": 0.7, "letter": 0.7})
        if kind == "poem":
            desk.set(desk.material.poem())
        elif kind == "photo":
            desk.set(
                Story(
                    headline=desk.story().headline if words.chance(0.5) else "",
                    pictures=(desk.material.picture(),),
                    kind="photo",
                )
            )
        else:
            desk.set(desk.story(kicker=0.2, subtitle=0.42, pictures=0.08), None if not one_line else " ")
    return desk.sheet()


def archive_day(desk: Desk) -> Sheet:
    """A day of an archive: the list's number and title, then labels, title and text in one line."""
    words, furniture = desk.words, desk.furniture
    day = f"{furniture.year}-{furniture.month:02}-{furniture.day:02}"
    paragraph_joint = words.choice((" ", "    "))
    desk.other(
        [furniture.piece(day, "date"), furniture.piece(f"第 {furniture.page % 8 + 1} 版", "section", NEWLINE * 2)]
    )
    for number in range(words.between(2, 5)):
        story = desk.story(paragraphs=words.between(1, 3), pictures=0, subtitle=0.35)
        desk.other([furniture.piece(f"{number + 1}. {story.headline}", "duplicate_headline", NEWLINE * 2)])
        desk.other(
            [
                furniture.piece(
                    f"第{furniture.page % 8 + 1}版()专栏:{words.choice(_COLUMNS)}",
                    "section",
                    NEWLINE * words.choice((1, 2)),
                )
            ]
        )
        rows = desk.printer.article(story, desk.next())
        joints = {"P": paragraph_joint, "p": paragraph_joint}
        desk.put([replace(row, joint=joints.get(row.tag, " "), indent="") for row in rows], story.kind, " ")
    return desk.sheet()


def verse(desk: Desk) -> Sheet:
    """A poem, or two under one label."""
    words, furniture = desk.words, desk.furniture
    if words.chance(0.2):
        desk.other(furniture.menu())
        if words.chance(0.5):
            desk.other([furniture.piece(words.choice(("诗歌", "诗苑", "散文诗", "诗词", "品读")), "column")])
    if words.chance(0.5):
        desk.other([furniture.label()])
    for _ in range(words.weighted({1: 3.0, 2: 1, 3: 0.5})):
        desk.set(desk.material.poem())
    return desk.sheet()


def supplement(desk: Desk) -> Sheet:
    """A page of a supplement: essays and poems."""
    words = desk.words
    desk.other(desk.furniture.masthead())
    for _ in range(words.between(2, 5)):
        desk.set(desk.material.poem() if words.chance(0.35) else desk.material.essay())
    return desk.sheet()


def essay(desk: Desk) -> Sheet:
    """One signed piece, at times with its column's name above or below the headline."""
    words, furniture = desk.words, desk.furniture
    if words.chance(0.4):
        desk.other(
            [
                furniture.piece(
                    words.choice(("人民论坛", "今日谈", "灯下漫笔", "街谈巷议", "钟楼絮语", "人间万象", "心香一瓣")),
                    "column",
                )
            ]
        )
    desk.set(desk.material.essay())
    return desk.sheet()


def list_inside(desk: Desk) -> Sheet:
    """One article with a list in it, under numbers or dots: nothing here begins an item."""
    words = desk.words
    story = desk.story(paragraphs=9, pictures=0)
    form = words.choice(("{h}、", "{i}.", "{i}、", "({h})", "①", "●", "第{h},", "{h}是", "Q", "步骤{h}:"))
    opening = words.choice(("有关规定如下:", "具体措施包括:", "专家提出以下建议:", "公报全文如下:", "主要内容是:"))
    head = story.paragraphs[0].rstrip("。") + "。" + opening
    below = story.paragraphs[1:] or story.paragraphs
    titled = words.chance(0.3)
    rows = []
    for number, text in enumerate(below):
        sign = "①②③④⑤⑥⑦⑧⑨"[number % 9] if form == "①" else form.format(h=han_number(number + 1), i=number + 1)
        rows.append(sign + (text.split(",")[0].split("，")[0][:14] + "。" if titled else "") + text)
    desk.set(replace(story, paragraphs=(head, *rows)))
    return desk.sheet()


def interview(desk: Desk) -> Sheet:
    """Questions and answers."""
    words = desk.words
    story = desk.story(paragraphs=9, pictures=0.2)
    pairs = (
        ("记者:", f"{words.names.person()}:"),
        ("问:", "答:"),
        ("记者问:", "答:"),
        ("本报记者:", "嘉宾:"),
        ("Q:", "A:"),
    )
    ask, answer = words.choice(pairs)
    rows = [story.paragraphs[0]]
    for number, text in enumerate(story.paragraphs[1:]):
        rows.append((answer if number % 2 else ask) + (text if number % 2 else text[:40].rstrip("。,，、") + "?"))
    desk.set(replace(story, paragraphs=tuple(rows)))
    return desk.sheet()


def letters(desk: Desk) -> Sheet:
    """Letters of readers: text, then who wrote it and where from."""
    words, furniture = desk.words, desk.furniture
    desk.other(
        [furniture.piece(words.choice(("读者来信", "读者·编者", "读者、作者、编者", "群言堂", "来信照登")), "column")]
    )
    for _ in range(words.between(1, 4)):
        story, owner = desk.story(paragraphs=words.between(1, 3), pictures=0), desk.next()
        rows = [Piece("H", story.headline, owner=owner)] if words.chance(0.75) else []
        if words.chance(0.3):
            rows.append(Piece("P", words.choice(("编辑同志:", "编辑部:")), owner=owner, indent=desk.dress.indent))
        rows += [Piece("P", text, owner=owner, indent=desk.dress.indent) for text in story.paragraphs]
        name = words.names.person()
        sign = words.choice(
            (
                f"{words.names.place()}{words.names.township()} {name}",
                f"{words.names.place()}读者 {name}",
                f"({words.names.place()} {name})",
                f"读者 {name}",
                name,
                f"{words.names.organization()} {name}",
                f"{words.names.place()}一读者",
            )
        )
        named = (Writer(name),) if name in sign else ()
        rows.append(Piece("T", sign, words.choice((NEWLINE, " ")), owner, writers=named))
        desk.put(rows, "letter")
        if words.chance(0.15):
            desk.other([furniture.piece(f"编后:{words.own('notes')}", "note")])
    return desk.sheet()


def after_body(desk: Desk) -> Sheet:
    """A page on which the headline of an article stands below its text, as a PDF's order has it at times."""
    words = desk.words
    for _ in range(words.between(1, 3)):
        story, owner = desk.story(pictures=0.2), desk.next()
        rows = desk.printer.article(story, owner)
        if words.chance(0.7):
            stack = [row for row in rows if row.tag in "KHhS"]
            rest = [row for row in rows if row.tag not in "KHhS"]
            rows = [*rest, *[replace(row, joint=NEWLINE * (2 if at == 0 else 1)) for at, row in enumerate(stack)]]
        desk.put(rows, story.kind)
    return desk.sheet()


def jump(desk: Desk) -> Sheet:
    """A page whose articles go on elsewhere or come from elsewhere."""
    words, furniture = desk.words, desk.furniture
    desk.other(furniture.masthead())
    for _ in range(words.between(2, 5)):
        story = desk.story(kicker=0.3)
        page = words.between(2, 8)
        if words.chance(0.5):
            last = story.paragraphs[-1]
            story = replace(story, paragraphs=(*story.paragraphs[:-1], last[: max(12, len(last) * 2 // 3)]))
            number = desk.set(story)
            desk.cut.add(number)
            text = words.choice(
                (f"(下转第{page}版)", f"(下转{page}版)", f"(下转第{han_number(page)}版)", f"▲下转A{page}版")
            )
            desk.other([furniture.piece(text, "jump", words.choice(("", " ", NEWLINE)))])
        elif words.chance(0.4):
            text = words.choice(("(上接第1版)", "(上接1版)", "(上接第一版)"))
            rows = desk.printer.article(replace(story, kicker="", subtitle=""), desk.next())
            at = next((number for number, row in enumerate(rows) if row.tag in "LP"), len(rows))
            stack, rest = rows[:at], rows[at:]
            if not stack:
                desk.put(rows, story.kind)
                continue
            number = desk.put(stack, story.kind)
            glued = words.chance(0.5)
            desk.other([furniture.piece(text, "jump")])
            desk.pieces += [
                replace(
                    row,
                    joint="" if glued and spot == 0 else row.joint,
                    indent="" if glued and spot == 0 else row.indent,
                )
                for spot, row in enumerate(rest)
            ]
        else:
            desk.set(story)
    return desk.sheet()


def results(desk: Desk) -> Sheet:
    """A short sports item whose table of results is part of its text."""
    words = desk.words
    if words.chance(0.3):
        desk.set(desk.story())
    story, owner = desk.story(paragraphs=words.between(1, 2), pictures=0, kicker=0), desk.next()
    rows = desk.printer.article(story, owner)
    form = words.choice(
        ("{t}{i}∶{j}{u}", "{t} {i}:{j} {u}", "{i}.{n}({t}) {j}分", "{t} {i}胜{j}负", "{n} {t} 9秒{i}{j}")
    )
    for _ in range(words.between(3, 8)):
        rows.append(
            Piece(
                "P",
                form.format(
                    t=words.town(), u=words.town(), i=words.between(1, 9), j=words.between(0, 9), n=words.names.person()
                ),
                owner=owner,
            )
        )
    desk.put(rows, story.kind)
    if words.chance(0.4):
        lead, writers = forms.source_line(words, desk.dress.region, story)
        more = desk.story(pictures=0)
        desk.put(
            [
                Piece("H", more.headline, owner=desk.next()),
                Piece("L", lead + more.paragraphs[0], owner=desk.next(), lead=lead.rstrip(), writers=writers),
            ],
            "news",
        )
    if words.chance(0.3):
        desk.other([desk.furniture.piece(words.choice(OWN["labels"]), "section")])
    return desk.sheet()
