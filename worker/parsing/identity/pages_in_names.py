"""Pages and articles in the names of files and folders: 第4版, A02, 08-09版, p04, content_12345."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from worker.parsing.patterns.numerals import number_of, page_number

LABEL: Final = "\ue001"  # stands in a name for the page label that was taken out of it
_N: Final = r"[0-9〇零一二三四五六七八九十]"
_NO_DIGIT: Final = r"(?<![a-z0-9〇零一二三四五六七八九十])"
_JOIN: Final = r"(?:\s?(?:[-—~～_、/+&,]|--|——|至|到|和)\s?)"
# 08-09版, 8、9版, A08-A09版, 第八、九版, A08A09版; p08-09 and A08-A09 without 版
_SPREAD = (
    re.compile(
        rf"第?{_NO_DIGIT}(?P<a>[a-z]{{0,2}})(?P<m>{_N}{{1,3}})版?{_JOIN}第?(?P<b>[a-z]{{0,2}})(?P<n>{_N}{{1,3}})[通跨连双拼]?版"
    ),
    re.compile(rf"[通跨连拼]版[-_ ]?(?P<a>[a-z]?)(?P<m>\d{{1,3}}){_JOIN}(?P<b>[a-z]?)(?P<n>\d{{1,3}})(?![a-z0-9])"),
    re.compile(rf"{_NO_DIGIT}(?P<a>[a-z])(?P<m>\d{{1,3}})(?P<b>[a-z])(?P<n>\d{{1,3}})版"),
    re.compile(rf"{_NO_DIGIT}(?P<a>)(?P<m>(?!1[89]|20)\d\d)(?P<b>)(?P<n>\d\d)版"),  # 0809版; not 2021版
    re.compile(rf"{_NO_DIGIT}(?P<a>[a-uw-z])(?P<m>\d{{1,3}}){_JOIN}(?P<b>[a-uw-z])(?P<n>\d{{1,3}})(?![a-z0-9])"),
    re.compile(rf"{_NO_DIGIT}p(?P<a>)(?P<m>\d{{1,3}}){_JOIN}p?(?P<b>)(?P<n>\d{{1,3}})(?![a-z0-9])"),
)
_LONGEST_SPREAD: Final = 31
_LABELS = (
    # 第4版, 01版, a2版, 第十二版, A叠03版; not 改版, 4月版, 2023版 or 共16版
    re.compile(rf"(?<![共总])第?{_NO_DIGIT}(?<![共总])(?P<label>[a-z]{{0,2}}叠?第?{_N}{{1,3}})版"),
    # p04, page_4, 版4, pg1, ban3
    re.compile(r"(?<![a-z0-9])(?:p|pg|page|ban|版)[ _.-]?(?P<label>\d{1,4})(?:页|版)?(?![a-z0-9])"),
    re.compile(rf"第{_NO_DIGIT}(?P<label>{_N}{{1,3}})页|{_NO_DIGIT}(?P<other>\d{{1,3}})页"),
    re.compile(r"(?P<front>头版)"),
)
# A02, T01, E3; V2 is a version
_LETTERED: Final = re.compile(r"(?<![a-z0-9])(?P<label>(?:[a-uw-z]|([a-e])\2)\d{1,3})(?![a-z0-9])")
# "A 04", the whole of a name; with more beside it the letter may be anything's
_LETTER_APART: Final = re.compile(r"(?P<letter>[a-d])[\s_-](?P<figures>\d{1,2})")
# Files of an e-paper: node_05.htm is a page's list of articles; nbs.D110000renmrb_01.htm likewise
_NODE: Final = re.compile(
    r"(?<![a-z0-9])(?:nodes?|layout|nbs\.[a-z]\d{6}(?P<code>[a-z]{1,20}))[_-]?(?P<label>\d{1,8})(?![0-9])"
)
# nw.D110000renmrb_20231227_3-01.htm: article 3 of page 1
NEWS: Final = re.compile(r"nw\.[a-z]\d{6}(?P<code>[a-z]{1,20})[_-]\d{8}[_-](?P<part>\d{1,3})-(?P<page>\d{1,3})$")
_ARTICLE: Final = re.compile(
    rf"(?<![a-z0-9])(?:content|contents|article|articles|art|con|news|story|item|doc|text|c|id|wz|wenzhang|文章|稿件|内容|正文|标题)"
    rf"[_\-. ]?(?P<number>\d{{1,12}})(?![a-z0-9])"
    rf"|第{_NO_DIGIT}(?P<nth>{_N}{{1,3}})[篇条]|{_NO_DIGIT}(?P<count>\d{{1,3}})[篇条](?![\u3400-\u9fff])"
)
_OWN_NUMBER: Final = 4  # figures from which on a number of a file is an id, not a page
_LONGEST_NODE: Final = 2
# 第叁版; the same characters elsewhere are names and words (陆, 伍)
_FORMAL: Final = str.maketrans("壹贰叁肆伍陆柒捌玖拾", "一二三四五六七八九十")
_FORMAL_LABEL: Final = re.compile(r"第[壹贰叁肆伍陆柒捌玖拾]{1,3}版")


class Page(NamedTuple):
    """A page label in a name, what is left, and whether it is a guess (node_3 may be the fourth page's)."""

    label: str
    rest: str
    code: str = ""
    sure: bool = True


@lru_cache(256)  # the pages of an archive are called alike
def take_page(rest: str, *, dated: bool) -> Page | None:
    """Take the page label out of a name; without a date beside it a letter and figures are none."""
    rest = with_plain_labels(rest)
    for pattern in _SPREAD:
        for spread in pattern.finditer(rest):
            label = _spread(spread)
            if label and (dated or "版" in spread.group()):
                return Page(label, _without(rest, spread))
    for pattern in _LABELS:
        labelled = pattern.search(rest)
        if labelled is not None:
            groups = labelled.groupdict()
            printed = "1" if groups.get("front") else groups["label"] or groups.get("other") or ""
            return Page(page_number(printed.replace("叠", "").replace("第", "")), _without(rest, labelled))
    node = _NODE.search(rest)
    if node is not None:
        figures = node["label"]
        known = dated and (len(figures) <= _LONGEST_NODE or figures.startswith("0")) and int(figures) > 0
        sure = figures.startswith("0") or bool(node["code"])
        return Page(page_number(figures) if known else "", _without(rest, node), node["code"] or "", sure=sure)
    apart = _LETTER_APART.fullmatch(rest.strip()) if dated else None
    if apart is not None:
        return Page(page_number(f"{apart['letter']}{apart['figures']}"), LABEL)
    lettered = _LETTERED.search(rest) if dated else None
    return Page(page_number(lettered["label"]), _without(rest, lettered)) if lettered is not None else None


def with_plain_labels(folded: str) -> str:
    """Return a name, as long as it was, in which 第叁版 is 第三版."""
    return _FORMAL_LABEL.sub(lambda match: match.group().translate(_FORMAL), folded)


def _spread(match: re.Match[str]) -> str:
    """Return the label of a spread, empty when the numbers do not go up: 05-03版 is page 3 of something."""
    first, last = number_of(match["m"]), number_of(match["n"])
    letters, others = match["a"], match["b"]
    if first is None or last is None or not first < last <= first + _LONGEST_SPREAD or others not in ("", letters):
        return ""
    if not letters:
        return f"{first}-{last}"
    return f"{letters}{match['m']}-{letters}{match['n']}".upper()


def stated_page(folded: str) -> str:
    """Return the normal form of a page as people state it: 02, 第A02版, 头版, 08-09版, 要闻."""
    page = take_page(folded.strip(), dated=False)
    if page is not None and page.label and page.sure:
        return page.label
    return page_number(folded.strip())


def take_article(rest: str) -> tuple[str, str] | None:
    """Take the number that a file of one article has (content_12345, 第3篇) out of its name."""
    match = _ARTICLE.search(rest)
    if match is None:
        return None
    number = match["number"] or match["count"] or str(number_of(match["nth"] or "") or match["nth"])
    return number, _without(rest, match)


def is_page_figure(token: str) -> bool:
    """Return whether a token beside a date may be a page or an article: 5, 05, 005, 0005; not 12345."""
    return token.isascii() and token.isdigit() and (len(token) < _OWN_NUMBER or token.startswith("0"))


def is_own_number(token: str) -> bool:
    """Return whether a token is an id or a digest, which tells files apart: 30045678, 7c9244e9."""
    return len(token) >= _OWN_NUMBER and token.isascii() and token.isalnum() and any(map(str.isdigit, token))


def _without(rest: str, match: re.Match[str]) -> str:
    return f"{rest[: match.start()]} {LABEL} {rest[match.end() :]}"
