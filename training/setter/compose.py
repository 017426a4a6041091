"""Pages and files of news: single articles as a paper or a crawler prints them, and whole pages."""

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


def item(desk: Desk) -> Sheet:
    """One article alone, at times under a page label or a date."""
    words = desk.words
    if words.chance(0.3):
        desk.other([desk.furniture.label()])
    if words.chance(0.15):
        desk.other([desk.furniture.date()])
    desk.set(desk.story())
    if words.chance(0.1):
        desk.other(desk.furniture.box())
    return desk.sheet()


def item_stack(desk: Desk) -> Sheet:
    """One article under a stack of two to five lines."""
    story = desk.story(kicker=0.5, subtitle=0.75)
    if desk.words.chance(0.2):
        desk.other([desk.furniture.label()])
    desk.set(story)
    return desk.sheet()


def one_line(desk: Desk) -> Sheet:
    """A whole article on one line, or two of them."""
    words = desk.words
    for number in range(words.weighted({1: 3.0, 2: 1})):
        story = desk.story(paragraphs=words.between(1, 3), subtitle=0.1)
        rows = desk.printer.article(story, desk.next())
        joint = words.choice(("", " ", "  "))
        rows = [replace(row, joint=joint if row.tag in "LPR" and at else " ", indent="") for at, row in enumerate(rows)]
        desk.put(rows, story.kind, " " if number and words.chance(0.5) else None)
    return desk.sheet()


def headless(desk: Desk) -> Sheet:
    """An article, or a few, without any headline: only the source line says that one begins."""
    for _ in range(desk.words.weighted({1: 2.0, 2: 1, 3: 1})):
        desk.set(
            replace(desk.story(paragraphs=desk.words.between(1, 4), pictures=0.1), headline="", kicker="", subtitle="")
        )
    return desk.sheet()


def epaper(desk: Desk) -> Sheet:
    """An article of an e-paper's page: navigation, label, date, the article, machine fields."""
    words, furniture = desk.words, desk.furniture
    head = [
        *(furniture.menu() if words.chance(0.15) else furniture.navigation() if words.chance(0.6) else []),
        furniture.label(),
        furniture.date(),
    ]
    if words.chance(0.4):
        head.reverse()
    if words.chance(0.3):
        head.append(furniture.piece(words.choice(("标题导航", "本版新闻", "放大 缩小")), "navigation"))
    story = desk.story(pictures=0.35)
    if words.chance(0.35):
        head.insert(words.between(0, len(head)), furniture.piece(story.headline, "duplicate_headline"))
    desk.other(head)
    desk.set(story)
    desk.other(furniture.tail(story.headline))
    return desk.sheet()


def portal(desk: Desk) -> Sheet:
    """An article of a news site: path, title, line of date and source, text, editor."""
    words, furniture = desk.words, desk.furniture
    story = desk.story(kicker=0.1)
    if words.chance(0.5):
        desk.other([furniture.crumb()])
    rows = desk.printer.article(story, desk.next())
    stack = [row for row in rows if row.tag in "KHhS"]
    rest = [row for row in rows if row.tag not in "KHhS"]
    author = story.writers[0].name if story.writers else ""
    line = replace(furniture.metadata(author), joint=NEWLINE * words.choice((1, 1, 2)))
    desk.put(stack, story.kind)
    desk.other([line])
    if words.chance(0.2):
        desk.other(
            [
                furniture.piece(
                    words.choice(("字号: 大 中 小", "1225次浏览", "分享到:", "阅读 2.3万", "打印")), "navigation"
                )
            ]
        )
    if rest and words.chance(0.6):
        rest[0] = replace(rest[0], joint=NEWLINE * 2)
    desk.pieces += rest
    desk.other(furniture.tail(story.headline))
    return desk.sheet()


def twice(desk: Desk) -> Sheet:
    """A crawler's file: the title as the page's head, metadata, the title again above the text."""
    words, furniture = desk.words, desk.furniture
    story = desk.story(kicker=0.1, subtitle=0.1)
    site = words.choice(
        ("", "", f"_{furniture.paper}", f" - {furniture.paper}", f"-{furniture.section}-{furniture.paper}")
    )
    desk.other([furniture.piece(story.headline + site, "duplicate_headline")])
    author = story.writers[0].name if story.writers else ""
    middle = [furniture.metadata(author)]
    middle += [furniture.label()] if words.chance(0.4) else []
    middle += [furniture.crumb()] if words.chance(0.3) else []
    words.random.shuffle(middle)
    desk.other(middle)
    desk.blank()
    desk.set(story)
    desk.other(furniture.tail(story.headline))
    return desk.sheet()


def photo(desk: Desk) -> Sheet:
    """A photo item alone: a caption with its credit, with or without a headline."""
    words, furniture = desk.words, desk.furniture
    if words.chance(0.4):
        desk.other(
            [
                furniture.piece(
                    words.choice((furniture.say("date"), furniture.say("label"), "图片新闻", "【图片新闻】", "影像")),
                    "label",
                )
            ]
        )
    titled = words.chance(0.4)
    headline = desk.story().headline if titled else ""
    shown = tuple(desk.material.picture() for _ in range(words.weighted({1: 5.0, 2: 1, 3: 1})))
    story = Story(headline=headline, pictures=shown, writers=desk.material.writers(), place=words.town(), kind="photo")
    desk.set(story)
    return desk.sheet()


def photo_story(desk: Desk) -> Sheet:
    """Headline, pictures, byline, text: one article, in one of the orders in which papers print it."""
    words = desk.words
    story = desk.story(paragraphs=words.between(1, 3), kicker=0.1, subtitle=0.15)
    shown = story.pictures or tuple(desk.material.picture() for _ in range(words.weighted({1: 4.0, 2: 2, 3: 1})))
    desk.set(replace(story, pictures=shown))
    if words.chance(0.2):
        desk.set(desk.story())
    return desk.sheet()


def photo_page(desk: Desk) -> Sheet:
    """Several photo items, headless ones among them, and at times one credit for the page."""
    words = desk.words
    desk.other(desk.furniture.masthead())
    for _ in range(words.between(2, 5)):
        headline = desk.story().headline if words.chance(0.25) else ""
        desk.set(Story(headline=headline, pictures=(desk.material.picture(),), place=words.town(), kind="photo"))
    return desk.sheet()


def page(desk: Desk) -> Sheet:
    """A page of a local paper: articles and photo items after one another, little else."""
    words = desk.words
    if words.chance(0.6):
        desk.other(desk.furniture.masthead())
    for _ in range(words.between(3, 7)):
        if words.chance(0.15):
            headline = desk.story().headline if words.chance(0.4) else ""
            desk.set(Story(headline=headline, pictures=(desk.material.picture(),), place=words.town(), kind="photo"))
        elif words.chance(0.12):
            desk.set(desk.material.essay())
        else:
            desk.set(desk.story())
    if words.chance(0.3):
        desk.other([desk.furniture.editors()])
    return desk.sheet()


def front(desk: Desk) -> Sheet:
    """A front page: masthead, leading articles with their stacks, photo items, a box of contents."""
    words, furniture = desk.words, desk.furniture
    desk.other(furniture.masthead())
    stories = [desk.story(kicker=0.35, subtitle=0.5, pictures=0.3) for _ in range(words.between(3, 6))]
    box = furniture.contents([desk.story().headline for _ in range(words.between(2, 5))])
    first = words.chance(0.4)
    if first:
        desk.other(box)
    for story in stories:
        desk.set(story)
        if words.chance(0.15):
            desk.other(furniture.box())
    if not first:
        desk.other(box, NEWLINE * words.choice((1, 2)))
    return desk.sheet()


def mixed(desk: Desk) -> Sheet:
    """A page of everything: articles, photo items, boxes, column labels, signed pieces, notices."""
    words, furniture = desk.words, desk.furniture
    if words.chance(0.7):
        desk.other(furniture.masthead())
    for _ in range(words.between(3, 6)):
        kind = words.weighted({"news": 6.0, "photo": 1.5, "signed": 1, "headless": 0.6})
        if words.chance(0.15):
            desk.other(
                [
                    furniture.piece(
                        words.choice(
                            (
                                f"■{words.choice(OWN['labels'])}",
                                words.choice(OWN["labels"]),
                                f"【{words.choice(OWN['labels'])}】",
                                furniture.say("label"),
                            )
                        ),
                        "section",
                    )
                ]
            )
        if kind == "photo":
            desk.set(
                Story(
                    headline=desk.story().headline if words.chance(0.4) else "",
                    pictures=(desk.material.picture(),),
                    kind="photo",
                )
            )
        elif kind == "signed":
            desk.set(desk.material.essay())
        elif kind == "headless":
            _headless_in_page(desk)
        else:
            desk.set(desk.story(kicker=0.2, subtitle=0.35))
        if words.chance(0.2):
            desk.other(furniture.box(), NEWLINE * words.choice((1, 2)))
    return desk.sheet()


def _headless_in_page(desk: Desk) -> None:
    words = desk.words
    story = desk.story(paragraphs=words.between(1, 2), pictures=0)
    lead, writers = forms.source_line(words, desk.dress.region, story)
    rows = [
        Piece(
            "L",
            lead + story.paragraphs[0],
            owner=desk.next(),
            lead=lead.rstrip(),
            writers=writers,
            indent=desk.dress.indent,
        )
    ]
    rows += [Piece("P", text, owner=desk.next(), indent=desk.dress.indent) for text in story.paragraphs[1:]]
    desk.put(rows, "brief")
