"""What stands on a title's line and is no part of it: labels and names before it, dates and names of the site behind.

Web editions, forums and crawlers print 原标题:, a day, the paper's name and a bar, the signs of a markup or the title
once more. Everything here works on one title; what it leaves is never empty.
"""

from __future__ import annotations

import re
from typing import Final

from worker.folding import fold
from worker.lexicon.characters import HAN
from worker.lexicon.outlets import ENDINGS
from worker.lexicon.sections import SECTIONS
from worker.parsing.patterns.person_names import sure_name

EDGES: Final = " \u3000|*/"
"""What a table or a list of a web page leaves around a headline."""
_SHORTEST = 4  # characters of a title that is left
_PARTS = 3  # names, days and signs at either end at most
# What a web page's title has behind its own: …_新闻中心_松溪网, … - 松溪在线, …|松溪日报. _ parts nothing else;
# behind other marks stands an outlet. Must NOT match …——访松溪晚报: a long dash is a subtitle's unless a site follows.
_OUTLET = rf"(?:[^_|\-–—。,:\s]{{1,10}}(?:{ENDINGS})|[{HAN}]{{2,8}}[网报台])"
_SITE = re.compile(
    rf".{{5,}}?(?P<end>\s{{0,3}}(?<![—\-–])(?:_\s?[^_。,]{{2,14}}"
    rf"|(?:\||-{{1,2}}|–|—(?!—))\s{{0,3}}{_OUTLET}(?:\s[a-z ]{{2,24}})?|——[{HAN}]{{2,6}}网))"
)
_TITLED = re.compile(
    r"[(【\[]?\s?(?:\d\s?\.\s?)?(?:原(?:文?标)?题(?:为)?|(?:完整)?(?:新闻|文章)?标题|题目?|title)\s{0,2}(?:[:】]|]\s?:?)\s{0,3}"
)
"""Before the title of the paper, on a web page under another, or in a form. Source: web editions and forums."""
_DATE = r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?(?:\s{1,3}\d{1,2}:\d\d(?::\d\d)?)?"
_BEFORE = re.compile(
    rf"(?:date\s)?(?:[(\[【]\s?{_DATE}\s?[)\]】]|{_DATE}(?=\s))\s{{0,3}}"  # the day of a list
    r"|(?:\[(?:原创|转载|转帖|转贴|置顶|精华|热门|推荐)\]|【(?:原创|转载|转帖|转贴|置顶|精华)】|(?:转载|转帖|转贴):|(?:原创|置顶|精华)(?=\s))\s{0,3}"
    rf"|#{{1,6}}\s{{1,3}}|(?:{_OUTLET}|(?:{'|'.join(sorted(SECTIONS))}))\s{{0,2}}\|\s{{0,3}}"
)
_BEHIND = re.compile(
    rf"(?:\s{{0,3}}[(\[【]\s?{_DATE}\s?[)\]】]|\s{{1,3}}{_DATE}"
    r"|\((?:[01]?[0-9]|2[0-3]):[0-5][0-9]\)|\s{0,3}\(\d{1,2}/\d{1,2}\)|\s{0,3}[\[【](?:复制链接|收藏|打印|分享|关闭|查看全文|全文)[\]】]"
    r"|\s{1,3}(?:>{1,3}|置顶|精华|©\s?(?:原创|版权所有)))$"
)
_MARKUP = re.compile(r"\[/?(?:b|i|u|url|size|color|font|align|img|center)(?:=[^\]]{0,80})?\]|</?[a-z][a-z0-9]{0,9}>")
_SHORTEST_TWICE = 5
# 松溪日报|柳禾青:老桥该修了: whose column a paper prints, by its name and a colon.
_WRITTEN_BY = re.compile(rf"{_OUTLET}\s{{0,2}}\|\s{{0,2}}(?P<name>[{HAN}]{{2,4}}):(?=.{{3}})")
_BRACKETS = (("(", ")"), ("【", "】"), ("[", "]"))


def author_before(title: str) -> tuple[str, str]:
    """Return whom a title names as its writer behind its paper's name, and the title; "" where it names nobody."""
    found = _WRITTEN_BY.match(fold(title)) if "|" in title or "｜" in title else None
    if found is None or not sure_name(found["name"]):
        return "", title
    return title[slice(*found.span("name"))], title[found.end() :].strip()


def without_label(text: str) -> str:
    """Return a line without the word that says that it is a title: 原标题:老桥通车了, (原标题:老桥通车了)."""
    folded = fold(text)
    found = _TITLED.match(folded)
    if found is None or found.end() >= len(text):
        return text
    rest = text[found.end() :]
    opened = next((close for start, close in _BRACKETS if folded.startswith(start) and found.group()[-1] != close), "")
    if opened and folded.endswith(opened) and folded.count(opened) > folded[found.end() :].count(folded[0]):
        rest = rest[:-1]
    return rest.strip() or text


def bare_title(title: str) -> str:
    """Return a title without what a site, a forum or a list prints before and behind it on its line."""
    if title.isalnum():
        return title  # nothing stands apart in it
    if "[" in title or "<" in title:
        title = _MARKUP.sub("", title).strip() or title
    for _ in range(_PARTS):
        left = _cut(title.strip(EDGES))
        if left == title:
            break
        title = left
    return _once(title)


def _once(title: str) -> str:
    """Return a title that stands twice on its line, a comma or a blank between, once."""
    half, odd = divmod(len(title), 2)
    parted = odd and (title[half].isspace() or title[half] in ",，、")
    if half < _SHORTEST_TWICE or (odd and not parted) or title[:half] != title[half + odd :]:
        return title
    return title[:half]


def _cut(title: str) -> str:
    """Return a title without the first of such parts, and without the last."""
    folded = fold(title)
    before = _BEFORE.match(folded)
    if before and len(title) - before.end() >= _SHORTEST:
        title, folded = title[before.end() :], folded[before.end() :]
    behind = _BEHIND.search(folded)
    if behind and behind.start() >= _SHORTEST:
        title, folded = title[: behind.start()], folded[: behind.start()]
    site = _SITE.fullmatch(folded)
    return title[: site.start("end")] if site else title
