"""The same articles on pages of another make: ``python -m benchmarks.relaid PAGES``.

Each annotated page is set anew, twice: another header, a column width of its own for each article (or one for all, or
each paragraph on one line), paragraphs indented or not, blank lines between articles or none, headlines broken or not.
The same again with what extraction does to it: indents lost, blank lines between paragraphs or within them. Seeded, so
that two runs compare. Prints how many headlines and bodies are read; it finds what a parser has learnt of one layout
only.
"""

from __future__ import annotations

import argparse
import json
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from worker.document.source import SourceText
from worker.parsing import issue_json, parse_issue

_ROUNDS = 2
_NARROWEST, _WIDEST = 11, 28  # characters a line
_CLOSERS = frozenset("。,;:?!)”’》」』，、；：！？）")
_TOLERANCE, _LEEWAY = 0.08, 15  # a body may be longer or shorter by this share, and so many characters


@dataclass(frozen=True)
class Damage:
    """What extraction did to a page.

    Attributes:
        lost_indents: Paragraphs were indented, and their first lines are as short as before.
        blank_after: Share of the paragraphs that a blank line follows.
        blank_within: Share of the lines that one follows.
    """

    name: str
    lost_indents: bool = False
    blank_after: float = 0.0
    blank_within: float = 0.0


_DAMAGES = (
    Damage("none"),
    Damage("indents lost", lost_indents=True),
    Damage("a blank line after each paragraph", blank_after=1.0),
    Damage("a blank line after some paragraphs", blank_after=0.4),
    Damage("blank lines anywhere", blank_within=0.06),
)


def main() -> None:
    """Set the pages, read them, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=Path, help="folder of *.gold.json")
    parser.add_argument("--misses", type=int, default=0, help="print so many articles that were not read")
    given = parser.parse_args()
    for damage in _DAMAGES:
        articles = headlines = bodies = 0
        misses: list[str] = []
        for path in sorted(given.pages.glob("*.gold.json")):
            gold = json.loads(path.read_text(encoding="utf-8"))
            for number in range(_ROUNDS):
                chance = random.Random(f"{path.name}{number}")
                text, wanted = lay(gold["articles"], chance, damage)
                found = issue_json(parse_issue(SourceText(text, "utf-8")))["articles"]
                for article in wanted:
                    headline, body = _found(article, found)
                    articles += 1
                    headlines += headline
                    bodies += body
                    if not (headline and body):
                        misses.append(f"{path.name} {number} {'' if headline else 'headline '}{article['headline']}")
        figures = f"headline {headlines / articles:.3f}, body {bodies / articles:.3f}"
        print(f"{articles} articles, damage: {damage.name:<36}{figures}")
        print(*misses[: given.misses], sep="\n", end="\n" if given.misses else "")


def lay(
    articles: list[dict[str, Any]], chance: random.Random, damage: Damage = _DAMAGES[0]
) -> tuple[str, list[dict[str, Any]]]:
    """Return the text of a page with ``articles``, and those of them that have a headline and a body."""
    indent = "　" * chance.choice([0, 2, 2])
    if damage.lost_indents:
        indent = "　　"
    gap = chance.choice([0, 1, 1])
    one_width = chance.random() < 0.3  # noqa: PLR2004
    one_line = chance.random() < 0.25  # noqa: PLR2004
    usual = 2 * chance.randint(_NARROWEST, _WIDEST)
    lines = _header(chance)
    wanted = []
    for article in articles:
        if article["kind"] == "poem" or not article["headline"]:
            continue
        width = 0 if one_line else usual if one_width else 2 * chance.randint(_NARROWEST, _WIDEST)
        lines += [""] * gap + _article(article, width, indent, chance, damage)
        if article["body"]:
            wanted.append(article)
    return "\n".join(lines), wanted


def _header(chance: random.Random) -> list[str]:
    page = chance.randint(1, 16)
    day = "1998年1月7日"
    return chance.choice(
        [
            [f"{day}　星期三　　第{page}版", "综合新闻"],
            [f"A{page:02} 时事  {day}  江城晚报"],
            ["江城晚报", f"{day} 星期三 责编 李明 校对 王华"],
            [],
        ]
    )


def _article(article: dict[str, Any], width: int, indent: str, chance: random.Random, damage: Damage) -> list[str]:
    headline = article["headline"]
    lines = [article["kicker"]] if article["kicker"] else []
    if " " in headline and chance.random() < 0.5:  # noqa: PLR2004
        lines += headline.split(" ")
    elif width and 2 * len(headline) > 1.5 * width:
        lines += [headline[: len(headline) // 2], headline[len(headline) // 2 :]]
    else:
        lines.append(headline)
    if article["subtitle"]:
        lines.append(f"——{article['subtitle']}")
    if article["byline"] and not article["lead"] and not article["sign"]:
        names = "　".join(f"{one['role']}{one['name']}" for one in article["byline"])
        lines.append(chance.choice(["□ ", "■", ""]) + names)
    paragraphs = list(article["paragraphs"])
    if article["lead"] and paragraphs:
        paragraphs[0] = article["lead"] + paragraphs[0]
    for paragraph in (*paragraphs, *([article["sign"]] if article["sign"] else [])):
        lines += _damaged(wrap(indent + paragraph, width), chance, damage)
    for caption in article["captions"]:
        lines += wrap(caption, width)
    return lines + [f"{one['role']}{one['name']} 摄" for one in article["credits"]]


def _damaged(lines: list[str], chance: random.Random, damage: Damage) -> list[str]:
    """Return a paragraph's lines as extraction leaves them."""
    if damage.lost_indents:
        lines = [lines[0].lstrip("　"), *lines[1:]]
    if damage.blank_within:
        lines = [part for line in lines for part in ([line, ""] if chance.random() < damage.blank_within else [line])]
    return [*lines, ""] if damage.blank_after and chance.random() < damage.blank_after else lines


def wrap(text: str, width: int) -> list[str]:
    """Break ``text`` into lines of ``width`` half-widths, no line beginning with a closing mark; 0: one line."""
    if not width:
        return [text]
    lines = [""]
    used = 0
    for character in text:
        wide = 1 if character.isascii() else 2
        if used + wide > width and character not in _CLOSERS:
            lines.append("")
            used = 0
        lines[-1] += character
        used += wide
    return lines


def _found(article: dict[str, Any], found: list[dict[str, Any]]) -> tuple[bool, bool]:
    """Tell whether some article has the headline, and whether the one that shares most text has no more or less."""
    headline, body = _squeezed(article["headline"]), _squeezed(article["body"])
    has = any(headline in _squeezed(one["kicker"] + one["headline"] + one["subtitle"]) for one in found)
    texts = [_squeezed("".join((*one["paragraphs"], *one["captions"]))) for one in found]
    nearest = max(texts, key=lambda text: len(_triples(text) & _triples(body)), default="")
    return has, abs(len(nearest) - len(body)) <= _TOLERANCE * len(body) + _LEEWAY


def _squeezed(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _triples(text: str) -> set[str]:
    return {text[start : start + 3] for start in range(len(text) - 2)}


if __name__ == "__main__":
    main()
