"""What readers wrote below a text: from the line that heads it down to the page's end none of it is an article's.

网友评论 / 松溪老张 / 5小时前 / 早就该换了。 / 回复 点赞 3. A column of a paper may be called 评论; only a web page
answers each comment, or says how long ago it was written.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.layout.lines import Line
    from worker.parsing.recognizers.annotations import Annotations

_FEWEST = 2  # lines that only comments have
_TEXT_ABOVE = 60  # characters
_LONGEST = 20  # characters of the line that heads them, and of those lines
_HEADS = re.compile(
    r"(?:网友|读者|全部|最新|热门|精彩|用户|我来说|文章)(?:评论|留言|跟帖|回应)(?:区|列表|\(?\s?\d{0,5}\s?\)?|\d{1,5}条)?\s?:?"
    r"|(?:评论|留言|跟帖|回应)(?:区|列表|\s?\(\s?\d{1,5}\s?\))\s?:?"
    r"|\d{1,5}\s?(?:条|则|个|篇)?\s?(?:评论|留言|跟帖|回应|comments?)\s?:?|comments?(?:\s?\(\d{1,5}\))?:?"
)
_HINTS = re.compile("评论|留言|跟帖|回应|comment")
# 回复 点赞 3, 5小时前, 昨天 22:10, 3楼, 松溪客说:, 来自松溪的网友
_OF_COMMENTS = re.compile(
    r"(?:(?:回复|回覆|点?赞|顶|踩|举报|检举|支持|反对|分享|引用|reply)[\s\d|·()\[\]]{0,8}){1,4}"
    r"|(?:\d{1,3}\s?(?:秒|分钟|小时|天|周|个?月|年)前|昨天|前天|刚刚)(?:\s?\d{1,2}:\d\d)?"
    r"|\d{1,4}\s?(?:楼|#)|沙发|板凳|来自.{1,8}的?网友.{0,6}"
)
# 松溪客说: above the day and hour. In a column of a paper nothing but text stands below.
_SAYS, _WHEN = re.compile(r"[^\s。,:]{1,12}\s?说(?:道)?:"), re.compile(r"(?:19|20)\d\d[-/.年].{4,24}")
_FARTHEST = 10  # lines from one of them to the next, and to the page's end


def comments_below(lines: Sequence[Line], annotations: Sequence[Annotations]) -> frozenset[int]:
    """Return the indices of readers' comments and of the line that heads them; empty where a page has none."""
    above = 0
    for index, line in enumerate(lines):
        folded = line.folded
        if above >= _TEXT_ABOVE and len(folded) <= _LONGEST and _HINTS.search(folded) and _HEADS.fullmatch(folded):
            below = range(index, len(lines))
            return frozenset(below) if _are_comments(below, lines, annotations) else frozenset()
        above += len(folded) if "。" in folded else 0
    return frozenset()


def _are_comments(below: range, lines: Sequence[Line], annotations: Sequence[Annotations]) -> bool:
    if any(annotations[index].source_line is not None for index in below):
        return False
    found = [index for index in below if _is_of_comments(index, lines)]
    if len(found) < _FEWEST:
        return False
    places = [below.start, *found, len(lines)]
    return all(second - first <= _FARTHEST for first, second in pairwise(places))


def _is_of_comments(index: int, lines: Sequence[Line]) -> bool:
    folded = lines[index].folded
    if len(folded) > _LONGEST:
        return False
    if _OF_COMMENTS.fullmatch(folded):
        return True
    below = lines[index + 1].folded if index + 1 < len(lines) else ""
    return _SAYS.fullmatch(folded) is not None and _WHEN.fullmatch(below) is not None
