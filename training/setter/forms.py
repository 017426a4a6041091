"""How papers write source lines, bylines, credits and end marks: each form as a template with its share.

``{w}`` stands for the writers with their roles, ``{n}`` for the names alone, ``{t}`` a place, ``{m}`` ``{d}`` the date,
``{h}`` the day in Chinese digits, ``{p}`` a paper, ``{a}`` an agency. Everything is written in simplified characters; a
traditional page is converted as a whole.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from training.setter.story import Writer
from training.setter.words import OWN, han_number

if TYPE_CHECKING:
    from collections.abc import Callable

    from training.setter.story import Story
    from training.setter.words import Words

FORMS: dict[str, Any] = json.loads((Path(__file__).parent / "forms.json").read_text(encoding="utf-8"))


def written(words: Words, template: str, story: Story, writers: tuple[Writer, ...]) -> tuple[str, tuple[Writer, ...]]:
    """Return the template filled in, and the writers that it names."""
    text = template
    named: list[Writer] = []
    while "{n}" in text:
        several = text.count("{n}") == 1
        mine = writers if several and len(writers) < 4 else (writers[len(named) % len(writers)],)
        role = _role_in(text.split("{n}")[0])
        text = text.replace("{n}", _names(words, mine), 1)
        named += [Writer(each.name, role) for each in mine]
    if "{w}" in text:
        text = text.replace("{w}", _with_roles(words, writers))
        named += writers
    fills: dict[str, Callable[[], str]] = {
        "{t}": lambda: story.place or words.town(),
        "{m}": lambda: str(story.month),
        "{d}": lambda: str(story.day),
        "{h}": lambda: han_number(story.day),
        "{p2}": lambda: words.choice(FORMS["papers"]),
        "{p}": lambda: words.choice(OWN["papers"]),
        "{a}": lambda: words.choice(OWN["agencies"]),
        "{s}": lambda: words.choice(FORMS["short_papers"]),
    }
    for slot, fill in fills.items():
        while slot in text:
            text = text.replace(slot, fill(), 1)
    return text, tuple(dict.fromkeys(named))


def _role_in(before: str) -> str:
    for role in ("特约记者", "记者", "通讯员", "编译"):
        if before.rstrip().endswith(role):
            return role.removeprefix("编译")
    return ""


def _names(words: Words, writers: tuple[Writer, ...]) -> str:
    joint = words.weighted({" ": 5.0, "、": 2, "": 1.2})
    return joint.join(_spaced(words, each.name) for each in writers)


def _spaced(words: Words, name: str) -> str:
    """Return a name of two characters as papers align it, at times with a space between them."""
    return f"{name[0]} {name[1]}" if len(name) == 2 and words.chance(0.12) else name


def _with_roles(words: Words, writers: tuple[Writer, ...]) -> str:
    """Return names under their roles: 记者 A B 通讯员 C."""
    inner = words.weighted({" ": 6.0, "": 3, "　": 0.4})
    outer = words.weighted({" ": 6.0, "": 1.5, "、": 0.4, ",": 0.3})
    between = words.weighted({" ": 5.0, "、": 3})
    groups: list[tuple[str, list[str]]] = []
    for each in writers:
        if groups and groups[-1][0] == each.role:
            groups[-1][1].append(_spaced(words, each.name) if inner else each.name)
        else:
            groups.append((each.role, [_spaced(words, each.name) if inner else each.name]))
    return outer.join((role + inner if role else "") + between.join(names) for role, names in groups)


def source_line(words: Words, region: str, story: Story) -> tuple[str, tuple[Writer, ...]]:
    """Return a source line of the region's papers and the writers named in it."""
    return written(words, words.weighted(FORMS["sources"][region]), story, story.writers or (_nobody(words),))


def byline(words: Words, story: Story) -> tuple[str, tuple[Writer, ...]]:
    """Return a byline for a line of its own."""
    return written(words, words.weighted(FORMS["bylines"]), story, story.writers or (_nobody(words),))


def end_mark(words: Words, story: Story) -> tuple[str, tuple[Writer, ...]]:
    """Return what stands at the end of an item: who sent it, or where it comes from."""
    return written(words, words.weighted(FORMS["ends"]), story, story.writers or (_nobody(words),))


def credit(words: Words, story: Story, takers: tuple[Writer, ...]) -> tuple[str, tuple[Writer, ...]]:
    """Return the credit of a picture."""
    if not takers:
        return words.choice(FORMS["nameless_credits"]), ()
    return written(words, words.weighted(FORMS["credits"]), story, takers)


def _nobody(words: Words) -> Writer:
    return Writer(words.names.person(), "记者")
