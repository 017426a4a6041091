"""The features of each piece: short words that the model has weights for.

Text without boxes and text with them walk the same way: where a line has a style, a box or a hint, it has a few
features more.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

from worker.lexicon.characters import BULLETS
from worker.parsing.patterns.wordbreaks import runs_on
from worker.parsing.recognizers.annotations import Cue, EndKind, LabelKind
from worker.parsing.segmentation.affinity import Affinity
from worker.parsing.segmentation.learned.form import form_of
from worker.parsing.segmentation.learned.pieces import SOURCE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.parsing.recognizers.annotations import Annotations
    from worker.parsing.segmentation.learned.observations import PageView

_WIDTHS = (2, 4, 6, 8, 10, 12, 16, 20, 24, 28, 32, 36, 40, 48, 60, 80, 120, 200)
_INDENTS = (0, 2, 4)  # half-widths
_RATIOS = (0.5, 0.8, 0.999, 1.001, 1.3, 2.0)
_TALLEST = 6  # lines of a stack
_LENGTHS = (0.6, 0.95)
_SHORT = 90  # half-widths: pieces whose own words are looked at
_STACK = frozenset("hHxbni")  # classes of pieces that may stand in a headline's stack
_BYLINE = re.compile(
    r"[□■●◎○\s(【〔]{0,4}(?:[\u3400-\u9fff]{0,8}(?:记者|通讯员|评论员|作者|实习生|特约|撰稿|采访人员)|文/|文:|图:|文·图|文图|编译|整理|播报人|爆料人|报料人)"
)
_CAPTION = re.compile(r"(?:[▲△▼▽■●]\s?)?(?:图为|图[①-⑩0-9:]|上图|下图|左图|右图|[①-⑩])")
_WEB = re.compile(
    r"来源|作者:|发布|时间:|字号|点击|浏览|责任编辑|编辑:|责编|版权|首页|上一篇|下一篇|返回|打印|关闭|放大|缩小|本文转自"
    r"|转载|记者:|通讯员:|www\.|http|电话|热线|e-mail|pdf"
)
_DATE = re.compile(r"[0-9]{4}[-年/.][0-9]{1,2}[-月/.][0-9]{1,2}")
_PAGE = re.compile(r"第?\s?[a-z]?[0-9]{1,5}\s?版|专栏|版面|版:")
_PUNCTUATION = re.compile(r"[,。;:!?、]")
_HOLDS = (
    ("“", "q"), ("《", "b"), (":", "cl"), (" ", "sp"), ("!", "ex"), ("?", "qu"), ("、", "d"), ("—", "da"),
    ("(", "br"), ("【", "kb"), ("·", "mi"), ("|", "ba"), (">", "gt"), ("摄", "sh"), ("记者", "re"),
)  # fmt: skip
# What is told of the piece above and of the one below.
_TOLD = (
    "w:", "en:", "fi:", "st:", "co:", "by:", "fu:", "in:", "be:", "ab:", "la:", "it:", "cr:", "ed:", "cu:", "me:",
)  # fmt: skip


def features(view: PageView) -> Iterator[list[str]]:
    """Yield the features of each piece of a page; none for what stands within a column's text."""
    context = _Context(view)
    last = len(view.pieces) - 1
    above: list[str] = []
    own = context.own(0) if view.pieces else []
    told = _told(own)
    for index, seen in enumerate(view.seen):
        below = context.own(index + 1) if index < last else []
        told_below = _told(below)
        if seen.amid:
            yield _AMID
        else:
            yield [
                *own,
                *context.around(index),
                *["-" + word for word in above],
                *["+" + word for word in told_below],
            ]
        above, own, told = told, below, told_below


def _told(words: list[str]) -> list[str]:
    """Return those of a piece's features that its neighbours are told."""
    return [word for word in words if word.startswith(_TOLD)]


_AMID = ["amid"]


class _Context:
    """What is counted once for a page."""

    def __init__(self, view: PageView) -> None:
        self.view = view
        self.kinds = "".join(seen.kind for seen in view.seen)
        count = len(view.pieces)
        self.squeezed = [
            "" if seen.amid else squeeze(piece.folded) for piece, seen in zip(view.pieces, view.seen, strict=True)
        ]
        self.places: dict[str, list[int]] = {}
        for index, text in enumerate(self.squeezed):
            if 4 <= len(text) <= 60:  # noqa: PLR2004 - from a short headline to a long one
                self.places.setdefault(text, []).append(index)
        self.joined = "\n".join(text for text in self.squeezed if len(text) <= _SHORT)
        self.words = Affinity(view.pieces)
        self.form = form_of(view)
        texts = [
            index
            for index, (piece, seen) in enumerate(zip(view.pieces, view.seen, strict=True))
            if seen.amid or seen.kind == "L" or seen.stops or seen.commas > 1 or piece.width > 150  # noqa: PLR2004
        ]
        self.first_text, self.last_text = (texts[0], texts[-1]) if texts else (count, -1)
        self.marks = Counter(piece.folded[0] for piece in view.pieces if piece.folded[0] in BULLETS)
        self.source_below = [0] * count
        distance = 9
        for index in range(count - 1, -1, -1):
            self.source_below[index] = min(distance, 5)
            distance = 0 if self.kinds[index] == "L" else distance + 1
        self.stack = _stacks(self.kinds)

    def own(self, index: int) -> list[str]:
        view = self.view
        piece, seen, found = view.pieces[index], view.seen[index], view.annotations[index]
        if seen.amid:
            return ["fi:F", "st:0", "en:-F", f"w:{bisect_left(_WIDTHS, piece.width)}"]
        folded = piece.folded
        width = bisect_left(_WIDTHS, piece.width)
        wrapped = view.widths[index] > 0
        fill = ("F" if seen.full else "B" if seen.beyond else "s") if wrapped else "-"
        end = _end(folded, found)
        gap = min(2, piece.gap) if piece.part == 0 else 5
        below = self._gap_below(index)
        part = 0 if piece.parts == 1 else 1 if piece.part == 0 else 3 if piece.part == piece.parts - 1 else 2
        style = self.form[0]
        words = [
            f"w:{width}", f"k:{seen.kind}", f"pt:{part}{piece.cut}", f"g:{gap}", f"g2:{gap}{style}", f"gb:{below}",
            f"gg:{gap}{below}", f"in:{bisect_left(_INDENTS, piece.indent)}",
            f"fi:{fill}", f"en:{end}", f"en:{end}{fill}", f"st:{seen.stops}", f"co:{seen.commas}",
            f"sc:{min(1, seen.stops)}{min(2, seen.commas)}{width // 3}", f"fc:{_class(folded[0])}",
            f"lc:{_class(folded[-1])}",
            f"ps:{index if index < 3 else 3 if index < 8 else 4}",  # noqa: PLR2004
            f"pe:{self._from_end(index)}",
            "bef" if index < self.first_text else "aft" if index > self.last_text else "mid",
            f"nl:{self.source_below[index]}",
        ]  # fmt: skip
        if piece.parts > 1:
            words.append(f"pp:{min(5, piece.part)}/{min(5, piece.parts)}")
            line = self.kinds[index - piece.part : index - piece.part + piece.parts]
            words.append(f"pl:{min(5, piece.part)}{line[:5]}")
            words.append(f"pl:{line[-1]}{min(5, piece.parts - piece.part)}")
        if seen.reset:
            words.append("reset")
        if seen.indent:
            words.append("in:p")
        words += _annotated(found)
        if SOURCE.match(folded):
            words.append("la:src")
        place = view.line_of[index]
        words += self._box(place)
        if piece.width <= _SHORT:
            words += self._lexical(index, folded)
        words += self._repeated(index)
        if found.item is not None:
            count = self.marks.get(folded[0], 0)
            words.append(f"it:m{1 if count <= 1 else 2 if count < 4 else 3}")  # noqa: PLR2004
        words += [f"fm:{word}" for word in self.form]
        words += [f"fk:{word}{seen.kind}" for word in self.form]
        return words

    def _from_end(self, index: int) -> int:
        left = len(self.view.pieces) - 1 - index
        return left if left < 3 else 3 if left < 8 else 4  # noqa: PLR2004

    def _gap_below(self, index: int) -> int:
        pieces = self.view.pieces
        if index + 1 == len(pieces):
            return 9
        below = pieces[index + 1]
        return 5 if below.part else min(2, below.gap)

    def _box(self, place: int) -> list[str]:
        view = self.view
        words = []
        if any(box.first <= place <= box.last for box in view.contents):
            words.append("box:contents")
        if any(box.first <= place <= box.last for box in view.notices):
            words.append("box:notice")
        if place in view.repeated:
            words.append("rep")
        if place in view.weather:
            words.append("weather")
        return words

    def _lexical(self, index: int, folded: str) -> list[str]:  # noqa: C901 - one pattern after the other
        words = [f"f1:{folded[:1]}", f"f2:{folded[:2]}", f"l1:{folded[-1:]}", f"l2:{folded[-2:]}"]
        words += [f"ct:{name}" for mark, name in _HOLDS if mark in folded]
        if folded.startswith(("—", "--")):
            words.append("dash")
        digits = sum(map(str.isdigit, folded))
        words.append(f"dg:{min(3, 4 * digits // len(folded))}")
        spaces = folded.count(" ")
        words.append(f"ns:{min(4, spaces)}")
        if spaces and len(folded) - spaces <= 2 * spaces + 1:
            words.append("spaced")
        if folded.isascii():
            words.append("ascii")
        if not _PUNCTUATION.search(folded):
            words.append("nopun")
        if _BYLINE.match(folded):
            words.append("by:cue")
        if _CAPTION.match(folded):
            words.append("cu:cap")
        if _WEB.search(folded):
            words.append("me:web")
        if _DATE.search(folded):
            words.append("me:date")
        if len(folded) < 40 and _PAGE.search(folded):  # noqa: PLR2004
            words.append("me:page")
        if self.view.pieces[index].width >= 6:  # noqa: PLR2004
            above, below = self.words.of(index)
            words += [f"ab:{int(above * 4.99)}", f"be:{int(below * 4.99)}", f"ad:{int((below - above) * 4)}"]
        return words

    def _repeated(self, index: int) -> list[str]:
        text = self.squeezed[index]
        places = self.places.get(text)
        if places is not None and len(places) > 1:
            at = places.index(index)
            words = ["dup:" + ("L" if at == 0 else "E" if at == len(places) - 1 else "M")]
            if (at and places[at - 1] == index - 1) or (at + 1 < len(places) and places[at + 1] == index + 1):
                words.append("dup:adj")
            return words
        if 6 <= len(text) <= 60 and self.joined.count(text) > 1:  # noqa: PLR2004
            return ["dup:in"]
        return []

    def around(self, index: int) -> list[str]:
        """Return what a piece has to do with its neighbours."""
        view, kinds = self.view, self.kinds
        piece, seen = view.pieces[index], view.seen[index]
        kind = kinds[index]
        at = [
            kinds[place] if 0 <= place < len(kinds) else "^" if place < 0 else "$"
            for place in range(index - 2, index + 4)
        ]
        a2, a1, _, b1, b2, b3 = at
        below_gap = index + 1 < len(kinds) and view.pieces[index + 1].gap > 0
        words = [
            "-1" + a1, "+1" + b1, "-2" + a2, "+2" + b2, "-10" + a1 + kind, "01" + kind + b1, "-101" + a1 + kind + b1,
            "012" + kind + b1 + b2, "-210" + a2 + a1 + kind, "123" + b1 + b2 + b3,
            f"gk:{a1}{'_' if piece.gap else ''}{kind}{'_' if below_gap else ''}{b1}", "5:" + a2 + a1 + kind + b1 + b2,
        ]  # fmt: skip
        words += self._first(index)
        if kind in _STACK:
            words += self._stack_words(index)
        if index:
            words += self._above(index)
        if index + 1 < len(kinds):
            below = view.pieces[index + 1]
            if not seen.finished and runs_on(piece.folded, below.folded):
                words.append("onb")
            words.append(f"rb:{bisect_left(_RATIOS, piece.width / max(1, below.width))}")
        return words

    def _first(self, index: int) -> list[str]:
        """Return what the first reading takes the line for, and its neighbours."""
        view = self.view
        place = view.line_of[index]
        name, sure = view.first[place]
        above = view.first[place - 1].name if place else "^"
        below = view.first[place + 1].name if place + 1 < len(view.first) else "$"
        part = min(2, view.pieces[index].part)
        return [
            f"o:{name}{part}", f"o-:{above}>{name}{part}", f"o+:{name}>{below}{part}",
            f"ok:{name}{view.seen[index].kind}{part}",
            f"og:{name}{self.form[0]}{part}", f"ow:{name}{self.form[1]}{self.form[2]}{part}", f"os:{name}{sure}{part}",
            f"oq:{name}{view.unsure}{part}", f"oqs:{name}{sure}{view.unsure}{part}",
        ]  # fmt: skip

    def _above(self, index: int) -> list[str]:
        view = self.view
        piece, seen = view.pieces[index], view.seen[index]
        above, before, found = view.pieces[index - 1], view.seen[index - 1], view.annotations[index - 1]
        source = found.source_line
        finished = before.finished or (source is not None and source.span.end >= len(above.folded))
        gap = min(2, piece.gap) if piece.part == 0 else 5
        fill = ("F" if seen.full else "B" if seen.beyond else "s") if view.widths[index] else "-"
        edge = ("F" if before.full else "B" if before.beyond else "s") if view.widths[index - 1] else "-"
        words = [
            f"pf:{finished:d}", f"pf:{finished:d}{gap}{fill}", f"pk:{finished:d}{before.kind}{seen.kind}",
            f"pe:{edge}{finished:d}{fill}{seen.indent:d}",
            f"ra:{bisect_left(_RATIOS, piece.width / max(1, above.width))}",
            f"pi:{min(4, above.indent) // 2}{min(4, piece.indent) // 2}",
        ]  # fmt: skip
        if not finished and runs_on(above.folded, piece.folded):
            words.append("on")
        if above.width == piece.width:
            words.append("samew")
        if above.folded[:1] == piece.folded[:1]:
            words.append("samef")
        return words

    def _stack_words(self, index: int) -> list[str]:
        first, last = self.stack[index]
        pieces, kinds = self.view.pieces, self.kinds
        size, place = last - first + 1, index - first
        above = kinds[first - 1] if first else "^"
        below = kinds[last + 1] if last + 1 < len(kinds) else "$"
        words = [
            f"sp:{min(3, place)}/{min(4, size)}", f"sb:{min(4, last - index)}{below}", f"sa:{min(4, place)}{above}",
            f"sab:{above}{below}{min(4, size)}", f"spb:{min(3, place)}/{min(4, size)}{below}",
        ]  # fmt: skip
        if size > _TALLEST:
            words.append("tall")
            return words
        stack = pieces[first : last + 1]
        widest = max(piece.width for piece in stack)
        width = pieces[index].width
        if width == widest:
            words.append("smax")
        if width == min(piece.width for piece in stack):
            words.append("smin")
        # The shape of the stack: how long its lines are beside the longest, and what stands between them.
        shape = "".join("slL"[bisect_left(_LENGTHS, piece.width / widest)] for piece in stack)
        gaps = "".join("/" if piece.part else "_" if piece.gap else "." for piece in stack[1:])
        indents = "".join(str(min(3, piece.indent // 2)) for piece in stack)
        words += [
            f"ss:{place}{shape}", f"ss:{place}{shape}{below}", f"sg:{place}{gaps}", f"sg:{place}{gaps}{below}",
            f"si:{place}{indents}", f"ssg:{place}{shape}{gaps}",
        ]  # fmt: skip
        return words


def _stacks(kinds: str) -> list[tuple[int, int]]:
    """Return for each piece the first and the last of the run of pieces without text that it stands in."""
    found: list[tuple[int, int]] = []
    index = 0
    while index < len(kinds):
        last = index
        if kinds[index] in _STACK:
            while last + 1 < len(kinds) and kinds[last + 1] in _STACK:
                last += 1
        found += [(index, last)] * (last - index + 1)
        index = last + 1
    return found


def squeeze(folded: str) -> str:
    """Return ``folded`` without white space and punctuation: two printings of one headline become equal."""
    return "".join(filter(str.isalnum, folded))


def _end(folded: str, found: Annotations) -> str:
    if folded[-1] == "。":
        return "."
    if found.cues & Cue.ENDS_SENTENCE:
        return "e"
    if folded[-1] == ",":
        return ","
    return "o" if found.cues & Cue.OPEN_END else "-"


def _class(character: str) -> str:
    if character.isdigit():
        return "d"
    if "\u3400" <= character <= "\u9fff":
        return "h"
    return "a" if character.isalpha() else character


def _annotated(found: Annotations) -> list[str]:  # noqa: C901, PLR0912 - one kind of value after the other
    """Return the features that the annotations give."""
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
    words += [f"cu:{cue.name}" for cue in found.cues]
    return words
