"""Why an article begins where it does: the features that speak most for it and against, by what they look at.

A feature speaks for a beginning by how much more it is worth for the label that was chosen, with which an article
begins, than for the same label without that.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from worker.messages import message
from worker.parsing.segmentation import labels
from worker.parsing.segmentation.features import features
from worker.parsing.segmentation.labelling import best_labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.segmentation.model import Model
    from worker.parsing.segmentation.observations import PageView

_MOST = 3  # reasons for, and as many against
_LEAST = 0.3  # nats: less says nothing
# What features look at, by how they begin; the longest that fits counts.
_LOOKS_AT = {
    "g": message("blank lines around it"),
    "gk:": message("the kinds of lines around it"),
    "w:": message("its length"),
    "sc:": message("its length"),
    "r": message("its length beside its neighbours'"),
    "in": message("its indent"),
    "pi:": message("its indent"),
    "fi:": message("how far it fills its column"),
    "en:": message("how it ends"),
    "st:": message("its full stops and commas"),
    "co:": message("its full stops and commas"),
    "k:": message("the kind of line it is"),
    "pt:": message("its place in the printed line"),
    "p": message("how the line above ends"),
    "ps:": message("its place in the file"),
    "pe:": message("its place in the file"),
    "bef": message("its place in the file"),
    "aft": message("its place in the file"),
    "mid": message("its place in the file"),
    "nl:": message("how near the next source line is"),
    "la:": message("a source line or a label in it"),
    "by:": message("a byline in it"),
    "cr:": message("a photographer's credit in it"),
    "cu:": message("words of captions or contents in it"),
    "it:": message("an item mark before it"),
    "ed:": message("an end mark or a signature"),
    "me:": message("page labels, dates or web words in it"),
    "fu:": message("it looks like furniture"),
    "rep": message("it stands there more than once"),
    "dup:": message("it stands there more than once"),
    "f": message("its first and last characters"),
    "l": message("its first and last characters"),
    "fm:": message("the form of the whole file"),
    "fk:": message("the form of the whole file"),
    "on": message("whether words run on over the line's end"),
    "s": message("its place in a stack of short lines"),
    "same": message("its length beside its neighbours'"),
    "h": message("its type, and what place and size say of it"),
    "ab:": message("words it shares with the text above and below"),
    "be:": message("words it shares with the text above and below"),
    "ad:": message("words it shares with the text above and below"),
    "ct:": message("signs in it"),
    "dg:": message("signs in it"),
    "ns:": message("signs in it"),
    "-": message("the line above"),
    "+": message("the line below"),
    "0": message("the kinds of lines around it"),
    "1": message("the kinds of lines around it"),
    "5:": message("the kinds of lines around it"),
    "-1": message("the kinds of lines around it"),
    "-2": message("the kinds of lines around it"),
    "+1": message("the kinds of lines around it"),
    "+2": message("the kinds of lines around it"),
}
_LONGEST = max(map(len, _LOOKS_AT))


class Beginning(NamedTuple):
    """An article's first piece, and why it begins there.

    Attributes:
        line: Its number in the source.
        pro: What speaks for it, strongest first, in nats; ``contra``: what speaks against.
    """

    line: int
    pro: tuple[tuple[str, float], ...]
    contra: tuple[tuple[str, float], ...]


def beginnings(view: PageView, weights: Model) -> list[Beginning]:
    """Return the pieces of a page with which the model lets an article begin, and why."""
    every = [*features(view)]
    asked = [(index, own.flat()) for index, own in enumerate(every) if not view.seen[index].amid]
    found = []
    for (index, words), name in zip(asked, best_labels(view, every, weights), strict=True):
        if labels.begins(name):
            sums = _sums(words, weights, name)
            pro = sorted(((what, worth) for what, worth in sums.items() if worth >= _LEAST), key=lambda one: -one[1])
            contra = sorted(((what, worth) for what, worth in sums.items() if worth <= -_LEAST), key=lambda one: one[1])
            found.append(Beginning(view.pieces[index].number, tuple(pro[:_MOST]), tuple(contra[:_MOST])))
    return found


def _sums(words: Sequence[str], weights: Model, name: str) -> dict[str, float]:
    column = weights.names.index(name)
    going_on = name.replace(labels.BEGINS, "")
    others = [place for place, other in enumerate(weights.names) if other == going_on] or [
        place for place, other in enumerate(weights.names) if other[0] == name[0] and not labels.begins(other)
    ]
    sums: dict[str, float] = defaultdict(float)
    for word in words:
        row = weights.rows.get(word)
        if row is not None:
            own = weights.weights[row]
            sums[_looks_at(word)] += float(own[column]) - (float(own[others].mean()) if others else 0.0)
    return sums


def _looks_at(word: str) -> str:
    return next(
        (_LOOKS_AT[word[:size]] for size in range(_LONGEST, 0, -1) if word[:size] in _LOOKS_AT), _LOOKS_AT["5:"]
    )
