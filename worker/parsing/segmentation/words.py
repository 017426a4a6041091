"""The features that a piece's own words and marks give, and what was recognised in it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from worker.lexicon.characters import CIRCLED
from worker.parsing.patterns.hints import hint, may_hold
from worker.parsing.recognizers.annotations import NOTHING, Annotations, Cue, EndKind, LabelKind

_BYLINE: Final = re.compile(
    r"[□■●◎○\s(【〔]{0,4}(?:[\u3400-\u9fff]{0,8}(?:记者|通讯员|评论员|作者|实习生|特约|撰稿|采访人员)|文/|文:|图:|文·图|文图|编译|整理|播报人|爆料人|报料人)"
)
_MAY_BE_BYLINE: Final = hint(
    [
        "记者",
        "通讯员",
        "评论员",
        "作者",
        "实习生",
        "特约",
        "撰稿",
        "采访人员",
        "文/",
        "文:",
        "图:",
        "文·图",
        "文图",
        "编译",
        "整理",
        "播报人",
        "爆料人",
        "报料人",
    ]
)
_CAPTION: Final = re.compile(r"(?:[▲△▼▽■●]\s?)?(?:图为|图[①-⑩0-9:]|上图|下图|左图|右图|[①-⑩])")
_CAPTION_STARTS: Final = frozenset("▲△▼▽■●图上下左右" + CIRCLED[:10])
_ON_THE_WEB: Final = (
    "来源|作者:|发布|时间:|字号|点击|浏览|责任编辑|编辑:|责编|版权|首页|上一篇|下一篇|返回|打印|关闭|放大|"
    "缩小|本文转自|转载|记者:|通讯员:|www.|http|电话|热线|e-mail|pdf"
)
_WEB: Final = re.compile(_ON_THE_WEB.replace(".", r"\."))
_MAY_BE_WEB: Final = hint(_ON_THE_WEB.split("|"))
_DATE: Final = re.compile(r"[0-9]{4}[-年/.][0-9]{1,2}[-月/.][0-9]{1,2}")
_PAGE: Final = re.compile(r"第?\s?[a-z]?[0-9]{1,5}\s?版|专栏|版面|版:")
_PUNCTUATION: Final = re.compile(r"[,。;:!?、]")
_HOLDS = (
    ("“", "q"), ("《", "b"), (":", "cl"), (" ", "sp"), ("!", "ex"), ("?", "qu"), ("、", "d"), ("—", "da"),
    ("(", "br"), ("【", "kb"), ("·", "mi"), ("|", "ba"), (">", "gt"), ("摄", "sh"), ("记者", "re"),
)  # fmt: skip
_IN_LETTERS: Final = tuple((mark, name) for mark, name in _HOLDS if mark.isalpha())
_SHORT_LINE, _FIGURES_OF_DATE = 40, 6
_CUES: Final = Annotations._fields.index("cues")
_NO_MORE: Final = NOTHING[:_CUES]
_ENDS_SENTENCE, _OPEN_END = int(Cue.ENDS_SENTENCE), int(Cue.OPEN_END)


def lexical(folded: str) -> list[str]:
    """Return the features of the characters of a short piece."""
    words = [f"f1:{folded[:1]}", f"f2:{folded[:2]}", f"l1:{folded[-1:]}", f"l2:{folded[-2:]}"]
    letters = folded.isalpha()  # no mark, no blank, no figure: most headlines and bylines
    words += [f"ct:{name}" for mark, name in (_IN_LETTERS if letters else _HOLDS) if mark in folded]
    if folded.startswith(("—", "--")):
        words.append("dash")
    digits = 0 if letters else sum(map(str.isdigit, folded))
    words.append(f"dg:{min(3, 4 * digits // len(folded))}")
    spaces = folded.count(" ")
    words.append(f"ns:{min(4, spaces)}")
    if spaces and len(folded) - spaces <= 2 * spaces + 1:
        words.append("spaced")
    if folded.isascii():
        words.append("ascii")
    if letters or not _PUNCTUATION.search(folded):
        words.append("nopun")
    if may_hold(folded, _MAY_BE_BYLINE) and _BYLINE.match(folded):
        words.append("by:cue")
    if folded[0] in _CAPTION_STARTS and _CAPTION.match(folded):
        words.append("cu:cap")
    if may_hold(folded, _MAY_BE_WEB) and _WEB.search(folded):
        words.append("me:web")
    if digits >= _FIGURES_OF_DATE and _DATE.search(folded):
        words.append("me:date")
    if len(folded) < _SHORT_LINE and ("版" in folded or "专栏" in folded) and _PAGE.search(folded):
        words.append("me:page")
    return words


def annotated(found: Annotations) -> list[str]:  # noqa: C901, PLR0912 - one kind of value after the other
    """Return the features that the annotations give."""
    if found[:_CUES] == _NO_MORE:  # running text: cues alone
        return list(_cue_words(found.cues))
    words: list[str] = []
    if found.source_line is not None:
        words.append("la:source")
    if found.byline is not None:
        words.append(f"by:{found.byline.sure:d}")
    if found.credit is not None:
        words.append("cr:own" if found.credit.own_line else "cr:end")
        if found.credit.given:
            words.append("cr:given")
        if found.credit.page_wide:
            words.append("cr:page")
    if found.caption is not None:
        words.append(f"cu:caption{found.caption.sure:d}")
    if found.item is not None:
        words.append("it:sign" if found.item.ordinal == 0 else "it:" + found.item.alphabet)
    if found.end is not None:
        words.append(f"ed:{'own' if found.end.span.start == 0 else 'end'}")
        words.append(f"ed:{found.end.kind}")
        if found.end.kind is EndKind.PEOPLE and found.end.people:
            words.append("ed:named")
    words += [f"la:{label.kind}" for label in found.labels]
    if any(label.kind is LabelKind.NOTE for label in found.labels):
        words.append("la:note")
    if found.page_label is not None:
        words.append("me:label")
    if found.metadata is not None:
        words.append("me:meta")
    if found.furniture is not None:
        words += [f"fu:{found.furniture.kind}", f"fu:edge{found.furniture.edge_only:d}"]
    if found.contents is not None:
        words.append("me:contents")
    if found.jump_to is not None:
        words.append("ed:jump")
    if found.jump_from is not None:
        words.append("cu:from")
    if found.speaker is not None:
        words.append(f"cu:speaker{found.speaker.question:d}")
    words += _cue_words(found.cues)
    return words


@lru_cache(1 << len(Cue))
def _cue_words(cues: Cue) -> tuple[str, ...]:
    return tuple(f"cu:{cue.name}" for cue in cues)


def end_of(folded: str, found: Annotations) -> str:
    """Return how a piece ends, one letter: a full stop, another end of a sentence, a comma, an open end, or none."""
    if folded[-1] == "。":
        return "."
    if int(found.cues) & _ENDS_SENTENCE:
        return "e"
    if folded[-1] == ",":
        return ","
    return "o" if int(found.cues) & _OPEN_END else "-"


def class_of(character: str) -> str:
    """Return what a character is: d digit, h Han, a another letter; a mark is itself."""
    if character.isdigit():
        return "d"
    if "\u3400" <= character <= "\u9fff":
        return "h"
    return "a" if character.isalpha() else character
