"""Lists of excerpts, of items parted by rules, and of readers' questions: where one ends the next one begins."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from worker.lexicon import navigation
from worker.lexicon.characters import HAN
from worker.parsing.recognizers.annotations import Furniture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.layout.lines import Line
    from worker.parsing.recognizers.annotations import Annotations

_FEWEST: Final = 2  # excerpts, or readers: one alone is no list
_TEXT: Final = 30  # characters of an excerpt
_ANSWER: Final = 14  # characters of a paragraph
_PAINT: Final = " :|/+-*>»【】[]•·."
# What a link to the rest of a text begins with.
_READS_ON: Final = re.compile(
    rf"[\s{re.escape(_PAINT)}]{{0,60}}[{''.join(sorted({words[0] for words in navigation.READ_ON}))}]"
)
_READ_ON_STARTS: Final = frozenset(_PAINT).union(words[0] for words in navigation.READ_ON)
# 详情请浏览:题, 更多内容请点击: where a digest sends its readers. Must not match 详情请看第三版 (a pointer to a page).
GO_AND_SEE: Final = re.compile(
    r"(?:>{1,3}|[▶►☞])?\s?(?:详情|更多|全文|详细)(?:内容|报道|新闻|资讯|精彩)?\s?(?:请|可)?(?:浏览|点击|点阅|登录|登陆|访问|参阅|关注)"
    r"\s{0,2}(?=:|>|$|http|www|[「《【\u4e00-\u9fff])"
)
_GO_STARTS: Final = frozenset(">▶►☞详更全")
# …已发出三百张… |, …接受访问...: cut off. Must not match 他想起了那年夏天……, an ellipsis as it is written.
_CUT_ENDS: Final = frozenset("….|")
_CUT_OFF: Final = re.compile(r"(?<![…。])(?:…|\.{3})\s*\|?$")
_RULE_STARTS: Final = frozenset("-—=*_~·.")
_RULE: Final = re.compile(r"(?:-{3,}|—{3,}|={3,}|\*{3,}|_{3,}|~{3,}|·{4,}|\.{6,})")
# 读者张先生来电:, 市民王女士问:
_READER: Final = re.compile(
    rf"(?:读者|市民|网友|[居村]民|用户|听众|街坊)[{HAN}]{{1,3}}(?:先生|女士|小姐|同学|老师|大[妈爷]|阿姨)?"
    r"(?:来电|来信|致电|打来电话|反映|投诉|咨询|询问|留言|爆料|提问|问)(?:反映|说|称|咨询|询问|投诉|问)?:"
)


def sends_on(folded: str) -> bool:
    """Tell whether a line opens with where a digest sends its readers: 详情请浏览:题."""
    return (folded[0] in _GO_STARTS or folded[0].isspace()) and GO_AND_SEE.match(folded) is not None


def fresh_lines(lines: Sequence[Line], annotations: Sequence[Annotations]) -> frozenset[int]:
    """Return the indices of lines that go on with nothing above them: an article begins, if they belong to one."""
    return _below_excerpts(lines, annotations) | _below_rules(lines) | _readers(lines, annotations)


def _items_below_links(lines: Sequence[Line], annotations: Sequence[Annotations]) -> list[int]:
    """Return with what line each item below a link begins: neither furniture nor what stands on the page again."""
    links = _below_links(lines, annotations)
    if len(links) < _FEWEST:
        return []
    count = Counter(line.folded for line in lines)
    found: list[int] = []
    for link in links:
        index = link
        while index < len(lines) and (count[lines[index].folded] > 1 or annotations[index].furniture is not None):
            index += 1
        if index < len(lines):
            found.append(index)
    return found


def _below_links(lines: Sequence[Line], annotations: Sequence[Annotations]) -> list[int]:
    """Return what stands below the links to the rest of excerpts: below text, or the dots with which it breaks off."""
    return [
        index + 1
        for index in range(1, len(lines) - 1)
        if (lines[index].folded[0] in _READ_ON_STARTS or lines[index].folded[0].isspace())
        and _READS_ON.match(lines[index].folded)
        and "".join(lines[index].folded.split()).strip(_PAINT) in navigation.READ_ON
        and ((above := annotations[index - 1].furniture) is None or above.kind is Furniture.ORNAMENT)
    ]


def _below_excerpts(lines: Sequence[Line], annotations: Sequence[Annotations]) -> frozenset[int]:
    """Return what stands below the links to the rest of excerpts, and below the cut of those that have no link."""
    links = _items_below_links(lines, annotations)
    cut = [
        index + 1
        for index in range(len(lines) - 1)
        if lines[index].folded[-1] in _CUT_ENDS
        and len(lines[index].folded) >= _TEXT
        and _CUT_OFF.search(lines[index].folded)
        and not _closes(annotations[index + 1])
    ]
    return frozenset(links + cut if len(cut) >= _FEWEST else links)


def _below_rules(lines: Sequence[Line]) -> frozenset[int]:
    """Return what stands below lines of strokes or stars, if several alike part the page."""
    strokes = [index for index, line in enumerate(lines) if line.folded[0] in _RULE_STARTS]
    rules = [index for index in strokes if _RULE.fullmatch(lines[index].folded)]
    alike = [index for index in rules if lines[index].folded == lines[rules[0]].folded]
    return frozenset(index + 1 for index in alike if index + 1 < len(lines)) if len(alike) >= _FEWEST else frozenset()


def _closes(found: Annotations) -> bool:
    """Tell whether a line may still belong to the excerpt above it: its writer, its photographer."""
    return found.byline is not None or found.credit is not None or found.end is not None


def _askers(lines: Sequence[Line]) -> list[int]:
    """Return where a reader begins to ask, if several do."""
    found = [index for index, line in enumerate(lines) if ":" in line.folded[:24] and _READER.match(line.folded)]
    return found if len(found) >= _FEWEST else []


def _readers(lines: Sequence[Line], annotations: Sequence[Annotations]) -> frozenset[int]:
    """Return where a reader begins to ask, if several do; not below the headline of what is asked."""
    return frozenset(index for index in _askers(lines) if index and _is_over(lines[index - 1], annotations[index - 1]))


def answers(lines: Sequence[Line], annotations: Sequence[Annotations]) -> frozenset[int]:
    """Return the indices of the paragraphs that answer a reader, or go on with what one asks, where several ask."""
    askers = _askers(lines)
    found: set[int] = set()
    for asker in askers:
        index = asker + 1
        while index < len(lines) and index not in askers and _answers(lines[index], annotations[index]):
            found.add(index)
            index += 1
    return frozenset(found)


def _answers(line: Line, found: Annotations) -> bool:
    if found.source_line is not None or found.furniture is not None or _closes(found) or found.item is not None:
        return False
    return len(line.folded) >= _ANSWER and line.folded[-1] in "。!?”"


def _is_over(line: Line, found: Annotations) -> bool:
    return len(line.folded) >= _TEXT or line.folded[-1] == "。" or found.furniture is not None or _closes(found)
