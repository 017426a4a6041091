"""The features of each piece: short words that the model has weights for.

Text without boxes and text with them walk the same way: where a line has a place, a style or a hint, it has a few
features more. Words that come together again and again stand in groups, so that a group is spelled and weighed once.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

from worker.document.source import Hint
from worker.lexicon.characters import BULLETS
from worker.parsing.patterns.spacing import squeeze_each
from worker.parsing.patterns.wordbreaks import runs_on
from worker.parsing.segmentation.affinity import affinities
from worker.parsing.segmentation.courses import courses_of
from worker.parsing.segmentation.form import form_of
from worker.parsing.segmentation.groups import Group
from worker.parsing.segmentation.hinted import hint_of
from worker.parsing.segmentation.pieces import opens_as_source
from worker.parsing.segmentation.stacks import STACK, stack_words, stacks_of
from worker.parsing.segmentation.words import annotated, class_of, end_of, lexical

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.parsing.layout.lines import Line, Place
    from worker.parsing.segmentation.observations import PageView, Shape

_WIDTHS = (2, 4, 6, 8, 10, 12, 16, 20, 24, 28, 32, 36, 40, 48, 60, 80, 120, 200)
_INDENTS = (0, 2, 4)  # half-widths
_RATIOS = (0.5, 0.8, 0.999, 1.001, 1.3, 2.0)
_SIZES = (0.85, 1.1, 1.35, 1.8, 2.6)  # of type, beside that of the text
_FOREIGN = (0.4, 0.8, 1.2, 2.0)  # how foreign a line is to the text below it, beside that above
_HARDLY: Final = 0.06
_NO_INDENT: Final = 2  # half-widths: what a line of a placed column may stand in by chance
_PLACED_FORM = ("placed",)  # a page with places is no file of a certain form
_SHORT: Final = 90  # half-widths: pieces whose own words are looked at
_LEAST_SHARED: Final = 6  # half-widths: three characters
_SHORTEST_TWICE, _LONGEST_TWICE = 4, 60  # characters of a line that is looked for elsewhere on the page
_MAY_OPEN: Final = "LTF"  # classes of pieces that may look like source lines
_LONG, _PAGE = 25, 5000  # lines of a page of several articles; pieces
_KEPT: Final = 8192  # groups that are kept spelled
# Which words of lexis and annotations the piece above and the one below are told.
_TOLD: Final = frozenset({"by:", "fu:", "be:", "ab:", "la:", "it:", "cr:", "ed:", "cu:", "me:", "hi:"})
_LENGTH_TOLD: Final = 3
_LONGEST_HEAD: Final = 150  # half-widths: no headline is longer
_SHORTEST_WITHIN: Final = 6  # characters of a line that stands within another: shorter ones do by chance
_FEW, _SOME = 3, 8  # pieces above or below one: up to the first each count tells, from the second on none
_MANY_ITEMS: Final = 4  # with one mark


class Found(NamedTuple):
    """The features of a piece: groups that many pieces share, and words of its own."""

    groups: list[Group]
    words: list[str]

    def flat(self) -> list[str]:
        """Return all of them."""
        return [*chain.from_iterable(self.groups), *self.words]


def features(view: PageView) -> Iterator[Found]:
    """Yield the features of each piece of a page; none for what stands within a column's text."""
    context = _Context(view)
    last = len(view.pieces) - 1
    above: tuple[Group, ...] = ()
    own = context.own(0) if view.pieces else _NOTHING
    for index, seen in enumerate(view.seen):
        below = context.own(index + 1) if index < last else _NOTHING
        if seen.amid:
            yield _AMID
        else:
            groups, words = context.around(index)
            yield Found(
                [*own.groups, *groups, *above, *below.to_above],
                own.words + words,
            )
        above, own = own.to_below, below


_AMID: Final = Found([], ["amid"])


class _Own(NamedTuple):
    """The features of a piece by itself, and those that the pieces above and below it are told."""

    groups: tuple[Group, ...]
    words: list[str]
    to_above: tuple[Group, ...]
    to_below: tuple[Group, ...]


_NO_COURSE: Final = Group()
_NOTHING: Final = _Own((), [], (), ())


class _Told(NamedTuple):
    """Words of a piece, and as the pieces above and below it are told them."""

    own: Group
    to_above: Group
    to_below: Group


@lru_cache(_KEPT)
def _told(words: tuple[str, ...]) -> _Told:
    return _Told(Group(words), Group(f"+{word}" for word in words), Group(f"-{word}" for word in words))


@lru_cache(_KEPT)
def _amid_told(width: int, hint: str) -> _Own:
    told = _told(("fi:F", "st:0", "en:-F", f"w:{width}", *((f"hi:{hint}",) if hint else ())))
    return _Own((), [], (told.to_above,), (told.to_below,))


@lru_cache(_KEPT)
def _column(width: int, end: str, fill: str, stops: int, commas: int, indent: int, paragraph: bool) -> _Told:  # noqa: PLR0917 - a key of what is kept
    """Return what is seen of a piece's length, end and indent; its neighbours are told the same."""
    return _told((
        f"w:{width}", f"in:{indent}", f"fi:{fill}", f"en:{end}", f"en:{end}{fill}", f"st:{stops}", f"co:{commas}",
        *(("in:p",) if paragraph else ()),
    ))  # fmt: skip


@lru_cache(_KEPT)
def _line(kind: str, part: int, cut: str, gap: int, below: int, style: str, first: str, last: str) -> Group:  # noqa: PLR0917 - a key of what is kept
    return Group((
        f"k:{kind}", f"pt:{part}{cut}", f"g:{gap}", f"g2:{gap}{style}", f"gb:{below}", f"gg:{gap}{below}",
        f"fc:{first}", f"lc:{last}",
    ))  # fmt: skip


@lru_cache(_KEPT)
def _position(  # noqa: PLR0917 - a key of what is kept
    start: int, end: int, zone: str, source: int, reset: bool, stops: int, commas: int, width: int
) -> Group:
    return Group((
        f"ps:{start}", f"pe:{end}", zone, f"nl:{source}", f"sc:{stops}{commas}{width}", *(("reset",) if reset else ()),
    ))  # fmt: skip


@lru_cache(_KEPT)
def _form_words(form: tuple[str, ...], kind: str) -> Group:
    return Group((*(f"fm:{word}" for word in form), *(f"fk:{word}{kind}" for word in form)))


@lru_cache(_KEPT)
def _kinds(at: str, gap: bool, below_gap: bool) -> Group:
    a2, a1, kind, b1, b2, b3 = tuple(at)
    return Group((
        "-1" + a1, "+1" + b1, "-2" + a2, "+2" + b2, "-10" + a1 + kind, "01" + kind + b1, "-101" + a1 + kind + b1,
        "012" + kind + b1 + b2, "-210" + a2 + a1 + kind, "123" + b1 + b2 + b3,
        f"gk:{a1}{'_' if gap else ''}{kind}{'_' if below_gap else ''}{b1}", "5:" + a2 + a1 + kind + b1 + b2,
    ))  # fmt: skip


@lru_cache(_KEPT)
def _joint(finished: bool, gap: int, fill: str, edge: str, kinds: str, onward: str, indent: bool) -> Group:  # noqa: PLR0917 - a key of what is kept
    return Group((
        f"pf:{finished:d}", f"pf:{finished:d}{gap}{fill}", f"pk:{finished:d}{kinds}",
        f"pe:{edge}{finished:d}{fill}{indent:d}", f"pg:{finished:d}{kinds[0]}{gap}{kinds[1]}{fill}",
        f"pb:{finished:d}{gap}{kinds[1]}{fill}{onward}",
    ))  # fmt: skip


@lru_cache(_KEPT)
def _ratios(above: int, below: int, indents: str) -> Group:
    return Group((*((f"ra:{above}", f"pi:{indents}") if indents else ()), *((f"rb:{below}",) if below >= 0 else ())))


def _few_some_many(count: int) -> int:
    return count if count < _FEW else _FEW if count < _SOME else _FEW + 1


class _Context:
    """What is counted once for a page."""

    def __init__(self, view: PageView) -> None:
        self.view = view
        self.kinds = "".join(seen.kind for seen in view.seen)
        self.padded = f"^^{self.kinds}$$$"
        count = len(view.pieces)
        self.squeezed = squeeze_each([
            "" if seen.amid or piece.width > 2 * _SHORT else piece.folded
            for piece, seen in zip(view.pieces, view.seen, strict=True)
        ])  # fmt: skip
        self.places: dict[str, list[int]] = {}
        for index, text in enumerate(self.squeezed):
            if _SHORTEST_TWICE <= len(text) <= _LONGEST_TWICE:
                self.places.setdefault(text, []).append(index)
        # A text of more pieces is no page: each would be looked for in all the others.
        self.joined = "\n".join(text for text in self.squeezed if len(text) <= _SHORT) if count <= _PAGE else ""
        self.shares = affinities(
            view.pieces,
            [
                index
                for index, (piece, seen) in enumerate(zip(view.pieces, view.seen, strict=True))
                if _LEAST_SHARED <= piece.width <= _SHORT and not seen.amid
            ],
        )
        placed = any(piece.place for piece in view.pieces)
        self.form: tuple[str, ...] = _PLACED_FORM if placed else tuple(form_of(view))
        self.headed = placed and any(hint_of(piece) is Hint.HEADLINE for piece in view.pieces)
        texts = [
            index
            for index, (piece, seen) in enumerate(zip(view.pieces, view.seen, strict=True))
            if seen.amid or seen.kind == "L" or seen.stops or seen.commas > 1 or piece.width > _LONGEST_HEAD
        ]
        self.first_text, self.last_text = (texts[0], texts[-1]) if texts else (count, -1)
        self.marked = bool(view.contents or view.notices or view.repeated or view.weather)
        self.marks = Counter(piece.folded[0] for piece in view.pieces if piece.folded[0] in BULLETS)
        self.source_below = [0] * count
        distance = 9
        for index in range(count - 1, -1, -1):
            self.source_below[index] = min(distance, 5)
            distance = 0 if self.kinds[index] == "L" else distance + 1
        self.stack = stacks_of(self.kinds)
        long = len(view.lines) >= _LONG and not placed
        self.courses: list[Group] = self._courses() if long else [_NO_COURSE] * count

    def _courses(self) -> list[Group]:
        """Return the features of a long page's course.

        Short texts hold few articles, and what stands next to a line tells enough there; so do places.
        """
        view = self.view
        boxed = {line for box in (*view.contents, *view.notices) for line in range(box.first, box.last + 1)}
        within = [index for index, line in enumerate(view.line_of) if line in boxed] if boxed else ()
        alone = [index for index, seen in enumerate(view.seen) if seen.kind == "L" and not (seen.stops or seen.commas)]
        return courses_of(self.kinds, self.stack, frozenset(within), frozenset(alone))

    def own(self, index: int) -> _Own:
        """Return the features of a piece by itself."""
        view = self.view
        piece, seen, found = view.pieces[index], view.seen[index], view.annotations[index]
        width = bisect_left(_WIDTHS, piece.width)
        hint = "" if piece.place is None else piece.place.hint or "-"
        if seen.amid:
            return _amid_told(width, hint)
        folded = piece.folded
        fill = self._fill(index, seen)
        part = 0 if piece.parts == 1 else 1 if piece.part == 0 else 3 if piece.part == piece.parts - 1 else 2
        gap = min(2, piece.gap) if piece.part == 0 else 5
        column = _column(
            width, end_of(folded, found), fill, seen.stops, seen.commas, bisect_left(_INDENTS, piece.indent),
            seen.indent,
        )  # fmt: skip
        groups = (
            column.own,
            _line(
                seen.kind, part, piece.cut, gap, self._gap_below(index), self.form[0], class_of(folded[0]),
                class_of(folded[-1]),
            ),
            _position(
                _few_some_many(index),
                self._from_end(index),
                "bef" if index < self.first_text else "aft" if index > self.last_text else "mid",
                self.source_below[index],
                seen.reset,
                min(1, seen.stops),
                min(2, seen.commas),
                width // 3,
            ),
            _form_words(self.form, seen.kind),
        )  # fmt: skip
        words = annotated(found)
        if seen.kind in _MAY_OPEN and opens_as_source(folded):
            words.append("la:src")
        if piece.parts > 1:
            words += self._within_line(index, piece)
        if piece.place is not None:
            words += self._placed(index, piece, piece.place)
        if self.marked:
            words += self._box(view.line_of[index])
        if piece.width <= _SHORT:
            words += lexical(folded)
            words += self._shared(index, piece, seen)
        words += self._repeated(index)
        if found.item is not None:
            count = self.marks.get(folded[0], 0)
            words.append(f"it:m{1 if count <= 1 else 2 if count < _MANY_ITEMS else 3}")
        told = [word for word in words if word[:_LENGTH_TOLD] in _TOLD]
        if not told:
            return _Own(groups, words, (column.to_above,), (column.to_below,))
        also = _told(tuple(told))
        return _Own(groups, words, (column.to_above, also.to_above), (column.to_below, also.to_below))

    def _fill(self, index: int, seen: Shape) -> str:
        return ("F" if seen.full else "B" if seen.beyond else "s") if self.view.widths[index] else "-"

    def _within_line(self, index: int, piece: Line) -> list[str]:
        """Return where in its printed line a piece stands."""
        line = self.kinds[index - piece.part : index - piece.part + piece.parts]
        return [
            f"pp:{min(5, piece.part)}/{min(5, piece.parts)}",
            f"pl:{min(5, piece.part)}{line[:5]}",
            f"pl:{line[-1]}{min(5, piece.parts - piece.part)}",
        ]

    def _placed(self, index: int, piece: Line, place: Place) -> list[str]:
        """Return what size, style and place say of a piece, and its layout's hint."""
        pieces = self.view.pieces
        above = pieces[index - 1].place if index else None
        below = pieces[index + 1].place if index + 1 < len(pieces) else None
        first = above is None or above.block != place.block
        last = below is None or below.block != place.block
        size = bisect_left(_SIZES, place.size)
        beside = bisect_left(_SIZES, place.size / above.size) if above is not None and above.size else 9
        finished = index > 0 and self.view.seen[index - 1].finished
        hint = place.hint or "-"
        return [
            f"hi:{hint}", f"hi:{hint}{size}{place.plain:d}", f"hi:{hint}{piece.indent > _NO_INDENT:d}{finished:d}",
            f"hs:{size}{place.plain:d}", f"hs:{beside}", f"hb:{first:d}{last:d}", f"hb:{hint}{first:d}{finished:d}",
            f"hz:{self.headed:d}{hint}", f"hz:{self.headed:d}{size}{min(index, 2)}",
            f"hu:{above.hint if above else '^'}>{hint}>{below.hint if below else '$'}",
        ]  # fmt: skip

    def _from_end(self, index: int) -> int:
        left = len(self.view.pieces) - 1 - index
        return _few_some_many(left)

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

    def _shared(self, index: int, piece: Line, seen: Shape) -> list[str]:
        """Return how many of its words a short piece shares with the text above and below."""
        if index not in self.shares:
            return []
        above, below = self.shares[index]
        foreign = 3 * max(0.0, above - below) + 1.5 * above + (below < _HARDLY)
        finished = index == 0 or self.view.seen[index - 1].finished
        told = f"{bisect_left(_FOREIGN, foreign)}{finished:d}"
        return [
            f"ab:{int(above * 4.99)}", f"be:{int(below * 4.99)}", f"ad:{int((below - above) * 4)}",
            f"af:{told}", f"af:{told}{seen.kind}", f"af:{told}{bisect_left(_WIDTHS, piece.width) // 3}",
        ]  # fmt: skip

    def _repeated(self, index: int) -> list[str]:
        text = self.squeezed[index]
        places = self.places.get(text)
        if places is not None and len(places) > 1:
            at = bisect_left(places, index)
            words = ["dup:" + ("L" if at == 0 else "E" if at == len(places) - 1 else "M")]
            if (at and places[at - 1] == index - 1) or (at + 1 < len(places) and places[at + 1] == index + 1):
                words.append("dup:adj")
            return words
        if _SHORTEST_WITHIN <= len(text) <= _LONGEST_TWICE and self.joined.count(text) > 1:
            return ["dup:in"]
        return []

    def around(self, index: int) -> tuple[list[Group], list[str]]:
        """Return what a piece has to do with its neighbours."""
        view, kinds = self.view, self.kinds
        piece, seen = view.pieces[index], view.seen[index]
        below = view.pieces[index + 1] if index + 1 < len(kinds) else None
        above = view.pieces[index - 1] if index else None
        groups = [
            _kinds(self.padded[index : index + 6], piece.gap > 0, below is not None and below.gap > 0),
            _ratios(
                bisect_left(_RATIOS, piece.width / max(1, above.width)) if above else 0,
                bisect_left(_RATIOS, piece.width / max(1, below.width)) if below else -1,
                f"{min(4, above.indent) // 2}{min(4, piece.indent) // 2}" if above else "",
            ),
        ]
        words: list[str] = []
        if self.courses[index]:
            groups.append(self.courses[index])
        if seen.kind in STACK:
            groups.append(stack_words(self.stack[index], index, view.pieces, kinds))
        if above is not None:
            before = view.seen[index - 1]
            source = view.annotations[index - 1].source_line
            finished = before.finished or (source is not None and source.span.end >= len(above.folded))
            after = view.seen[index + 1] if below is not None else None
            groups.append(
                _joint(
                    finished,
                    min(2, piece.gap) if piece.part == 0 else 5,
                    self._fill(index, seen),
                    self._fill(index - 1, before),
                    before.kind + seen.kind,
                    f"{after.kind}{after.indent:d}" if after else "$",
                    seen.indent,
                )
            )
            if not finished and runs_on(above.folded, piece.folded):
                words.append("on")
            if above.width == piece.width:
                words.append("samew")
            if above.folded[:1] == piece.folded[:1]:
                words.append("samef")
        if below is not None and not seen.finished and runs_on(piece.folded, below.folded):
            words.append("onb")
        return groups, words
