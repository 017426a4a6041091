"""What a site prints below an article's text: links to other stories, words of its buttons, its own notices."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from worker.readers.markup import text_of_element

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.readers.markup import Element

# Heads of a portal's other boxes: 相关推荐, 热门评论 10条, 4人参与2评论.
BOX = re.compile(
    r"(?:(?:相关|热门|热点|最新|精彩|为你|猜你|我要|全部)(?:推荐|阅读|新闻|评论|文章|报道|内容|信息|事件|喜欢)|推荐阅读|评论|标签)"
    r"\s{0,4}[（(]?\d{0,6}[条）)]?$|\d{1,8}人参与"
)
# Must not match a sentence, nor who wrote.
_WORDS = re.compile(
    r"(?:微信)?扫一扫.{0,16}|(?:关注)?该?公众号|已留言|知道了|热帖|热词|(?:返回)?顶部|分享到.{0,12}|打印(?:本页)?|关闭(?:窗口)?|"
    r"(?:微信|微博)(?:关注|公众号)|不感兴趣|投诉|举报|(?:关键词|标签)\s?(?:>>|[:：]).{0,60}|"
    r".{0,24}(?:版权所有|ICP备|未经授权不得转载).{0,40}"
)
_ITEM = re.compile(r"^[-•·\s]*\d{0,8}")
_SHORTEST_LINK = 4  # characters: a name or a word that is a link may end a text
_LEFT = 0.3  # of a line, besides its links
_MOST_LINKS = 2000


def without_foot(paragraphs: tuple[str, ...], root: Element) -> tuple[str, ...]:
    """Return an article's paragraphs without those at their end that are the site's.

    Args:
        paragraphs: Of the text, as they were found on the page.
        root: The page: what is a link there, and nothing else, tells of another story.
    """
    kept = len(paragraphs)
    links: Sequence[str] | None = None
    while kept > 1:
        line = paragraphs[kept - 1]
        if not (BOX.match(line) or _WORDS.fullmatch(line)):
            if links is None:
                links = _links(root)
            if not _is_of_links(line, links):
                break
        kept -= 1
    return paragraphs[:kept]


def _links(root: Element) -> list[str]:
    found = (_plain(text_of_element(one)) for one in root.iter("a") if one.get("href"))
    long = {text for text in found if len(text) >= _SHORTEST_LINK}
    return sorted(long, key=len, reverse=True)[:_MOST_LINKS]


def _is_of_links(line: str, links: Sequence[str]) -> bool:
    """Tell whether a line is links to other stories, with their numbers and counts."""
    whole = rest = _plain(_ITEM.sub("", line))
    for link in links:
        rest = rest.replace(link, "")
    return bool(whole) and len(rest) <= _LEFT * len(whole)


def _plain(text: str) -> str:
    return "".join(text.split())
