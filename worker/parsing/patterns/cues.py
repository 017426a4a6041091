"""Named patterns for how lines and paragraphs open and close. All run on folded text."""

from __future__ import annotations

import re
from typing import Final

from worker.lexicon import labels
from worker.lexicon.characters import BULLETS, HAN, N
from worker.lexicon.sections import SECTIONS

_PAGE: Final = rf"第?\s{{0,2}}(?P<page>[a-z]{{0,2}}{N}{{1,3}})\s{{0,2}}版"

# (下转第2版), ▲下转A2版, 下转第4版▶ at the end. Must not match 下转 within a sentence: page and end must follow.
JUMP_TO: Final = re.compile(rf"[(▲▶►→【\[]?\s{{0,2}}下转\s{{0,2}}{_PAGE}[^)\]】。,]{{0,8}}[)▶►】\]]?\s{{0,2}}$")
# >>2版, ▶A05 on a line of its own: more of it there.
POINTER: Final = re.compile(
    rf"(?:>>|》|▶|►|→|☞)\s{{0,2}}(?:详见|见|转)?\s{{0,2}}(?:{_PAGE}|(?P<lettered>[a-d]\d{{1,2}}))\s{{0,2}}"
)
# (上接第1版) at the head.
JUMP_FROM: Final = re.compile(rf"[(▲▶►→【\[◀]?\s{{0,2}}上接\s{{0,2}}{_PAGE}[^)\]】。,]{{0,12}}[)◀►】\]]?\s{{0,2}}")
# A mark never stands farther from the line's end than this.
JUMP_WINDOW: Final = 30

# (本报堪培拉1月25日电), (据新华社电), (完), (作者系…). Must not match (本报记者 N): that is a signature.
END_DATELINE: Final = re.compile(
    r"\((?:(?:据|综合)?(?:本报|新华社|中新社|央视|人民)(?!记者|通讯员|特约|见习|实习)[^()。]{0,24}(?:电|讯|报道)"
    r"|完|全文完|未完待续|未完|待续|作者[^()]{2,40}|据[^()。]{2,24}|(?:摘自|转自|转载自|选自)[^()]{2,24}|(?:原载|原刊|刊于)[^()]{2,24}|(?:资料|稿件|文章|新闻|信息)?来源:[^()]{2,24}|(?:本文|文章)作者[^()]{2,40}"
    r"|[^()。,;]{2,20}(?:供稿|提供|整理|推荐))\)\s{0,2}$"
)
# Whose reports an article is made of, on a line of its own: □ 综合新华社、《京华时报》报道.
SOURCES: Final = re.compile(
    r"[□■(【]?\s{0,3}(?:综合|据|本版稿件(?:均)?据?)[^。,;!?()]{2,40}(?:报道|电|消息|客户端|供稿|稿件)\s{0,2}[)】]?"
)
# Names after the last full stop without brackets, told by a role: …可拨打12315投诉。 本报记者 李楠.
END_BYLINE: Final = re.compile(
    rf"(?<=[。!?”’…])\s{{0,4}}(?P<who>[{HAN}]{{0,8}}(?:记者|通讯员)[{HAN}·、/ \u3000]{{2,40}})$"
)
# No signature or dateline is longer.
END_WINDOW: Final = 60

# ● ▲ ◎ before an item of a digest, a subhead or a label.
ITEM: Final = re.compile(rf"[{BULLETS}·]\s{{0,3}}(?=[^\s])")
# The label above a digest: 要闻简报, 信息速递.
DIGEST: Final = re.compile(rf"[{HAN}\s·]{{0,8}}(?:{labels.DIGESTS})")
# 编者按, 开栏的话, 【编者的话】.
EDITOR_NOTE: Final = re.compile(
    rf"[【(\[]?\s{{0,2}}(?:{labels.NOTES})\s{{0,2}}[】)\]]?(?:\s{{0,2}}:|\s{{1,4}}|$|(?<=[】)\]]))"
)
# A column's label: ——重点项目巡礼, ■热点关注, 【走进开发区】, …系列报道之一.
SERIES: Final = re.compile(
    rf"(?:——|--)\s{{0,3}}[^,。]{{2,24}}|[■◆●★▲◎□]\s{{0,3}}[^,。\s]{{2,16}}|【[^【】]{{2,20}}】"
    rf"|[^,。]{{2,24}}(?:{labels.SERIES})(?:之{N}{{1,3}})?|专栏[:·][^,。]{{0,20}}"
)
# A column's label without any paint: its last word says so.
COLUMN: Final = re.compile(rf"[{HAN}·]{{0,6}}(?:{labels.COLUMNS})")
# The label of a box that belongs to the story it stands in or below: 【链接】, ■ 专家说法, 相关新闻.
BOX: Final = re.compile(
    rf"[【\[■◆●▲★□◎]?\s{{0,2}}(?:{labels.BOXES}|(?:{labels.OPINIONS})(?:{labels.OPINION_KINDS})"
    rf"|[{HAN}]{{0,4}}(?:知识|常识|百科|科普))\s{{0,2}}[】\]]?"
)
# The verb that ends a kicker. Must NOT match what only ends like one: 会谈, 座谈, 小说, 六小时.
KICKER_END: Final = re.compile(
    r"(?:强调|指出|要求|表示|认为|提出|阐述|希望|呼吁|透露|宣布|重申|号召|批示|声明|讲话|建议|主张"
    r"|(?<![小传学评])说|(?<![会座访洽商])谈|题词|寄语|致辞|(?<![小平准临及])时)$"
)
# Who presided or sent a letter: ends a subtitle.
PRESIDES: Final = re.compile(
    r"(?:主持|出席|陪同|参加|讲话|致辞|题词|贺信|致信|致信祝贺|祝贺|批示|作报告|列席|作出部署)$"
)
# What opens a sentence and no headline: a word that goes on from one before, a day. Must not match 但丁, 他乡.
GOES_ON: Final = re.compile(
    r"[他她它](?:们|说|的|在|还|是|指|强|希|介|表)|但[是在,]|而且?|因此|此外|同时[,也]|其中|据悉|据了解|于是|所以|然而|不过|另外"
    r"|记者[在从了]|目前,|当[天日时],|(?:近日|日前|昨[日天]|[0-9]{1,2}月[0-9]{1,2}日),"
)
_JOINTS: Final = re.compile(r"\s?[·、/|•]\s?")
_FEWEST_PARTS, _MOST_PARTS = 2, 4
_SHORTEST_PART, _LONGEST_PART = 2, 5
_SENTENCE_END: Final = frozenset("。!?…")
_END_PAINT: Final = "▲■□◆●★△▼※ "  # closes a story
_CLOSERS: Final = "”’)》」』】]\"'〉"
_PICTURE_NOTE = ("(图片)", "(附图片)")


def ends_sentence(folded: str) -> bool:
    """Tell whether ``folded`` ends a sentence, closing quotes and brackets aside."""
    folded = folded.rstrip(_END_PAINT)
    if not folded:
        return False
    last = folded[-1]
    if last in _SENTENCE_END:
        return True
    if last not in _CLOSERS:
        return False
    bare = folded[-6:].rstrip(_CLOSERS)
    return (bool(bare) and bare[-1] in _SENTENCE_END) or folded.endswith(_PICTURE_NOTE)


def is_note_label(folded: str) -> bool:
    """Tell whether a line is the label of an editor's note and nothing else."""
    match = EDITOR_NOTE.match(folded)
    return match is not None and not folded[match.end() :].strip(" :】)]")


def is_joined_label(folded: str) -> bool:
    """Return whether a line is a column's label made of words: 读者·编者, 读者、作者、编者, 法治/社会."""
    parts = [part.strip() for part in _JOINTS.split(folded)]
    if not _FEWEST_PARTS <= len(parts) <= _MOST_PARTS or not all(
        _SHORTEST_PART <= len(part) <= _LONGEST_PART for part in parts
    ):
        return False
    known = sum(part in labels.PARTS or part in SECTIONS for part in parts)
    return 2 * known >= len(parts)
