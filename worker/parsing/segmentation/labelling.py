"""The labels of a page: what the model finds best, within what recognisers and the page's layout rule out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from worker.document.source import Hint
from worker.parsing.recognizers.pictures.captions import closes_as_caption
from worker.parsing.recognizers.sites.metadata import is_timestamp
from worker.parsing.segmentation import labels
from worker.parsing.segmentation.decoding import best_path, marginals
from worker.parsing.segmentation.hinted import hint_of
from worker.parsing.segmentation.rows import titles_left_out
from worker.parsing.segmentation.second_looks import NOT_AT_ALL, looked_at_again

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from numpy.typing import NDArray

    from worker.parsing.recognizers.annotations import Annotations
    from worker.parsing.segmentation.features import Found
    from worker.parsing.segmentation.model import Model
    from worker.parsing.segmentation.observations import PageView

# A text of more pieces is no page, and is labelled stretch by stretch: what is worth what takes 400 bytes a piece.
_PAGE, _AT_ONCE = 5000, 1000
# Nats against taking a sentence for furniture of which nothing says so: text that is lost is lost for good.
_LOST_SENTENCE: Final = 3.0
_SENTENCE: Final = 24  # characters
_TOLD: Final = "LPpcs"  # classes of text
_LONGEST_CREDITED: Final = 60  # characters of a caption without a sentence's end
_NEVER_DROPPED: Final = "Jc"  # classes of ``Shape.kind``: text after a jump mark, a caption with its credit
# Within a column's text nothing begins: such a piece goes on with what the piece above is.
_GOES_ON: Final = {
    labels.PARAGRAPH: labels.PARAGRAPH_ON,
    labels.CAPTION: labels.CAPTION_ON,
    labels.NOTE: labels.NOTE_ON,
    labels.SIGNATURE: labels.PARAGRAPH_ON,
    labels.CREDIT: labels.PARAGRAPH_ON,
    labels.BYLINE: labels.PARAGRAPH_ON,
}
_TEXT: Final = {
    *(labels.PARAGRAPH, labels.PARAGRAPH_ON, labels.SOURCED, labels.SUBHEAD, labels.BYLINE, labels.SIGNATURE),
    *(labels.CREDIT, labels.NOTE, labels.NOTE_ON, labels.SUMMARY),
}
# The roles that a line may have which the layout says something of.
_HINTED: Final = {
    Hint.KICKER: {labels.KICKER},
    Hint.HEADLINE: {labels.HEADLINE},
    Hint.SUBTITLE: {labels.SUBTITLE},
    Hint.SUBHEAD: {labels.SUBHEAD, labels.PARAGRAPH},
    Hint.BODY: _TEXT,
    Hint.CAPTION: {labels.CAPTION, labels.CAPTION_ON},
    Hint.FURNITURE: {labels.FURNITURE},
}


@dataclass(frozen=True, slots=True)
class Labelled:
    """The best labels of the pieces, how sure each is, and how sure it is that an article begins (or not) there.

    ``headed``: how probable it is of each piece that it is of a headline, 0 within a text's column.
    """

    labels: list[str]
    sure: list[float]
    bounds: list[float]
    headed: list[float]


class _Columns(NamedTuple):
    """Which labels are of a sort, by column; ``ruled_out``: by what is known of a piece, those that it may not have."""

    beginning: NDArray[np.bool_]
    furniture: NDArray[np.bool_]
    hinted: dict[Hint, NDArray[np.bool_]]
    going_on: NDArray[np.bool_]
    heading: NDArray[np.bool_]
    headline: NDArray[np.bool_]
    ruled_out: dict[str, NDArray[np.bool_]]


@cache
def _columns(names: tuple[str, ...]) -> _Columns:
    """Return the sorts of a model's labels; finding them out for each page took a thirtieth of parsing."""
    roles = np.array([labels.role_of(name) for name in names])
    beginning = np.array([labels.begins(name) for name in names])
    furniture = roles == labels.FURNITURE
    heading = beginning & (roles == labels.HEADLINE)
    verse = roles == labels.VERSE
    shown = furniture | (roles == labels.SUBHEAD)
    heads = [labels.KICKER, labels.HEADLINE, labels.SUBTITLE, labels.SUBHEAD, labels.BELOW]
    return _Columns(
        beginning,
        furniture,
        {hint: np.isin(roles, list(allowed)) for hint, allowed in _HINTED.items()},
        roles == labels.CAPTION_ON,
        heading,
        roles == labels.HEADLINE,
        {
            "outside": ~furniture,
            "signatures": beginning | (roles != labels.SIGNATURE),
            "titles": ~heading,
            "authors": beginning | (roles != labels.BYLINE),
            "verses": ~verse,
            "verses below a title": ~verse | beginning,
            "below a title": beginning,
            "pictures": ~beginning | (roles != labels.CAPTION),
            "captions": beginning | (roles != labels.CAPTION),
            "fresh": ~beginning & ~furniture,
            "openings": ~beginning,
            "opening texts": ~beginning | ~np.isin(roles, [labels.PARAGRAPH, labels.SOURCED]),
            "turns": beginning | (roles != labels.PARAGRAPH),
            "first turn": furniture,
            "credited": shown,
            "before credits": shown | np.isin(roles, [labels.BYLINE, labels.SIGNATURE]),
            "about texts": ~np.isin(roles, [labels.FURNITURE, labels.BYLINE, labels.SIGNATURE]),
            "captioned": furniture | np.isin(roles, heads),
        },
    )


class _Rules:
    """Which labels what was recognised in a piece, or its place, does not allow."""

    def __init__(self, view: PageView, names: tuple[str, ...]) -> None:
        columns = _columns(names)
        self.beginning, self.furniture, self.hinted, self.going_on, self.heading, self.headline, ruled_out = columns
        self.headed = any(hint_of(piece) is Hint.HEADLINE for piece in view.pieces)
        self.view = view
        before_credits, credited = _before_credits(view), _credited(view)
        below_titles = _below_titles(view)
        # Pieces that are known, and as what; the first that holds one says all.
        known: tuple[tuple[Collection[int], str], ...] = (
            (view.outside, "outside"),
            (view.signatures, "signatures"),
            (view.titles, "titles"),
            (view.authors, "authors"),
            (view.verses, "verses below a title" if view.titles else "verses"),
            (view.captions, "captions"),
            (below_titles | view.items, "below a title"),
            (view.pictures, "pictures"),
            (_opening_texts(view), "opening texts"),
            (view.openings, "openings"),
            (view.fresh, "fresh"),
            (view.turns, "turns"),
            (() if view.first_turn is None else (view.first_turn,), "first turn"),
            (before_credits, "before credits"),
            (credited, "credited"),
            (_about_texts(view), "about texts"),
            (_captioned(view), "captioned"),
        )
        self.ruled_out: dict[int, NDArray[np.bool_]] = {}
        for pieces, name in reversed(known):
            if pieces:
                self.ruled_out |= dict.fromkeys(pieces, ruled_out[name])
        # Below a title, what a picture's credit closes is not dropped either.
        below = below_titles - view.outside - view.captions
        for pictured, name in ((before_credits, "before credits"), (credited, "credited")):
            for index in pictured & below:
                self.ruled_out[index] = self.ruled_out[index] | ruled_out[name]

    def settle(self, scores: NDArray[np.float32], pieces: Sequence[int]) -> None:
        """Rule out labels in place: ``scores`` has a row for each of ``pieces``."""
        sentences = [
            row
            for row, index in enumerate(pieces)
            if self.view.pieces[index].place is None and self._is_sentence(index)
        ]
        fresh = [row for row in sentences if pieces[row] in self.view.fresh]
        # A sentence is not dropped lightly.
        scores[np.ix_(np.array(sentences, np.intp), self.furniture)] -= _LOST_SENTENCE
        scores[np.ix_(np.array(fresh, np.intp), self.furniture)] = NOT_AT_ALL
        for row, index in enumerate(pieces):
            if self.view.pieces[index].place is not None:
                self._settle_placed(scores[row], index, first=row == 0)
            else:
                self._settle_text(scores[row], index)

    def _settle_text(self, own: NDArray[np.float32], index: int) -> None:
        """What recognisers know of a piece without a place."""
        seen = self.view.seen[index]
        if seen.kind in _NEVER_DROPPED and (seen.stops or seen.commas):
            own[self.furniture] = NOT_AT_ALL
            if index not in self.view.captions and index not in self.view.pictures:
                return
        ruled_out = self.ruled_out.get(index)
        if ruled_out is not None:
            own[ruled_out] = NOT_AT_ALL

    def _is_sentence(self, index: int) -> bool:
        """Tell whether a piece is a sentence, or begins lines of a column that hold one, and nothing says furniture."""
        if self.view.annotations[index].furniture is not None:
            return False
        size, marks = 0, 0
        for at in range(index, len(self.view.seen)):
            seen = self.view.seen[at]
            if at > index and not seen.amid:
                break
            size += len(self.view.pieces[at].folded)
            marks += seen.stops + seen.commas
            if size >= _SENTENCE and marks:
                return True
        return False

    def _settle_placed(self, own: NDArray[np.float32], index: int, *, first: bool) -> None:
        """What the layout says of a line is one of few roles; with a headline, its zone is one article."""
        pieces = self.view.pieces
        hint = hint_of(pieces[index])
        if hint in self.hinted:
            own[~self.hinted[hint]] = NOT_AT_ALL
        elif self.view.seen[index].stops:  # the layout has taken out what stands about: no sentence is left over
            own[self.furniture] = NOT_AT_ALL
        if self.headed:
            own[~self.beginning if first else self.beginning] = NOT_AT_ALL
        if hint is Hint.CAPTION and index:
            place, above = pieces[index].place, pieces[index - 1].place
            if place and above and above.hint is hint and above.block == place.block:
                own[~self.going_on] = NOT_AT_ALL


def _opening_texts(view: PageView) -> frozenset[int]:
    """Return the pieces with which an article begins that are no titles: sentences, and whom a letter greets."""
    return frozenset(index for index in view.openings if view.seen[index].stops or view.pieces[index].folded[-1] == ":")


def _below_titles(view: PageView) -> frozenset[int]:
    """Return the pieces below a title that is sure to be one, down to the first text: they are of the same article."""
    found: set[int] = set()
    for title in view.titles:
        index = title + 1
        while index < len(view.seen) and index not in view.titles:
            found.add(index)
            told = view.seen[index].stops or view.seen[index].kind in _TOLD or index in view.verses
            if told and index not in view.outside:
                break
            index += 1
    return frozenset(found)


def _credited(view: PageView) -> frozenset[int]:
    """Return the short pieces that end in a picture's credit, or stand before it on its line: they tell of a picture.

    老桥的桥墩(视频截图), 桥头的柳镇长 (视频截图).
    """
    return frozenset(
        index
        for index, found in enumerate(view.annotations)
        if (_closes_with_credit(found) or _stands_before_credit(index, view))
        and found.furniture is None
        and found.source_line is None
        and len(view.pieces[index].folded) <= _LONGEST_CREDITED
    )


def _closes_with_credit(found: Annotations) -> bool:
    return found.credit is not None and not found.credit.own_line


def _before_credits(view: PageView) -> frozenset[int]:
    """Return the short pieces that stand before a credit on their line and name nobody: they tell of its picture."""
    return frozenset(
        index
        for index, found in enumerate(view.annotations)
        if found.byline is None
        and found.furniture is None
        and found.source_line is None
        and found.end is None
        and len(view.pieces[index].folded) <= _LONGEST_CREDITED
        and _stands_before_credit(index, view)
    )


def _stands_before_credit(index: int, view: PageView) -> bool:
    below = index + 1
    if below >= len(view.pieces) or view.line_of[below] != view.line_of[index]:
        return False
    credit = view.annotations[below].credit
    return credit is not None and credit.own_line and view.annotations[index].credit is None


def _captioned(view: PageView) -> frozenset[int]:
    """Return the short pieces below the first line that end as captions do: 某网报道截图, 老桥旧影(资料图片)."""
    return frozenset(
        index
        for index, piece in enumerate(view.pieces)
        if index and len(piece.folded) <= _LONGEST_CREDITED and not piece.part and closes_as_caption(piece.folded)
    )


def _about_texts(view: PageView) -> frozenset[int]:
    """Return the pieces that say of a text when and where it was published, and nothing else: no part of its stack."""
    return frozenset(
        index
        for index, found in enumerate(view.annotations)
        if found.metadata is not None and not is_timestamp(view.pieces[index].folded)
    )


def label_pieces(view: PageView, found: Iterable[Found], weights: Model) -> Labelled:
    """Return the best labels for a page.

    Args:
        view: Of the page.
        found: The features of its pieces.
        weights: To judge by.
    """
    path, sure, begun, heading = _decoded(view, found, weights)
    names: list[str] = []
    own_sure: list[float] = []
    bounds: list[float] = []
    headed: list[float] = []
    position = 0
    for seen in view.seen:
        if seen.amid:
            role = labels.role_of(names[-1])
            names.append(_GOES_ON.get(role, role))
            own_sure.append(own_sure[-1])
            bounds.append(1.0)
            headed.append(0.0)
            continue
        name = weights.names[path[position]]
        names.append(labels.without_context(name))
        own_sure.append(sure[position])
        bounds.append(begun[position] if labels.begins(name) else 1 - begun[position])
        headed.append(heading[position])
        position += 1
    return Labelled(names, own_sure, bounds, headed)


class _Decoded(NamedTuple):
    """Of each piece that is asked: its label's column, how sure that, an article's beginning and a headline are."""

    columns: list[int]
    sure: list[float]
    begun: list[float]
    headed: list[float]


def _decoded(view: PageView, found: Iterable[Found], weights: Model) -> _Decoded:
    """Return the best labels of the pieces that are asked."""
    asked = [index for index, seen in enumerate(view.seen) if not seen.amid]
    if not asked:
        return _Decoded([], [], [], [])
    words = (own for own, seen in zip(found, view.seen, strict=True) if not seen.amid)
    rules = _Rules(view, weights.names)
    columns: list[int] = []
    sure: list[float] = []
    begun: list[float] = []
    headed: list[float] = []
    size = len(asked) if len(asked) <= _PAGE else _AT_ONCE
    for start in range(0, len(asked), size):
        pieces = asked[start : start + size]
        scores = weights.scores(
            islice(words, len(pieces)),
            len(pieces),
            above=columns[-1] if columns else None,
            last=start + size >= len(asked),
        )
        rules.settle(scores, pieces)
        shares = marginals(scores, weights.follows)
        best = best_path(scores, weights.follows, shares)
        settled = scores
        if len(pieces) == len(asked) and view.pieces[0].place is None:
            first = shares.each[:, rules.beginning].sum(axis=1).tolist()
            settled = looked_at_again(view, pieces, scores, rules.beginning, weights, best, first)
        if settled is not scores:
            shares = marginals(scores, weights.follows)
            best = best_path(settled, weights.follows, marginals(settled, weights.follows))
        left_out = titles_left_out(
            view, pieces, {pieces[row] for row, column in enumerate(best) if rules.beginning[column]}
        )
        if left_out:
            for row in map(pieces.index, left_out):
                settled[row] = scores[row]
                for own in (scores[row], settled[row]):
                    own[~rules.heading] = NOT_AT_ALL
            shares = marginals(scores, weights.follows)
            best = best_path(settled, weights.follows, marginals(settled, weights.follows))
        columns += best
        sure += shares.each[np.arange(len(best)), best].tolist()
        begun += shares.each[:, rules.beginning].sum(axis=1).tolist()
        headed += shares.each[:, rules.headline].sum(axis=1).tolist()
    return _Decoded(columns, sure, begun, headed)


def best_labels(view: PageView, found: Iterable[Found], weights: Model) -> list[str]:
    """Return the labels of the pieces that are asked, as the model has them: with the article around each."""
    return [weights.names[column] for column in _decoded(view, found, weights).columns]
