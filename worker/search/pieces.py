"""What a run of text asks for when it does not stand anywhere as it is: its words, each somewhere.

A character that the dictionary leaves alone is mostly part of a name (王|小明, 熊|辉). Sought by itself it would match
nearly everything, so it has to stand beside its neighbour: 王小明调研 asks for 王小明 and for 调研.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.folding.spelling import spelled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.enrichment import Segmenter

# Text between punctuation, which stays inside numbers and Latin names: 3.5, 10:30, covid-19, o'neill.
# Must NOT go on over punctuation beside a Han character: 王俊,项目 are two runs.
_RUN = re.compile(r"[^\W_]+(?:(?<=[0-9a-z])[-.,:/'·&+](?=[0-9a-z])[^\W_]+)*")
# The tokens of Elasticsearch's standard analyzer, near enough: a Han character, or a run of other letters and digits.
_TOKEN = re.compile(r"[\u3007\u3400-\u9fff\U00020000-\U0003ffff]|[^\W_\u3007\u3400-\u9fff\U00020000-\U0003ffff]+")
_HAN = re.compile(r"[\u3007\u3400-\u9fff\U00020000-\U0003ffff]")
# Latin letters and digits: jieba cuts them otherwise in a sentence than alone (3.5|%), characters are always the same.
_FOREIGN = re.compile(r"[0-9a-z]")
_GRAMMAR = frozenset("的了在和与是之及或于为以对从到被把将向等也都又而")
"""Characters that join words; alone they ask for nothing."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A folded part of the query that can be sought by itself.

    Attributes:
        word: True when it is a word as the index has them; else it is sought as a phrase of characters.
    """

    text: str
    word: bool


def tokens(text: str) -> list[str]:
    """Return the characters and words that the index has of ``text``, folded, in order."""
    return _TOKEN.findall(spelled(text))


def runs(text: str) -> list[str]:
    """Return the runs of letters, digits and Han characters in ``text``, folded: what punctuation separates."""
    return _RUN.findall(spelled(text))


def pieces(text: str, segmenter: Segmenter) -> tuple[Piece, ...]:
    """Return the pieces of ``text`` in order, without repeats; none when it is punctuation only."""
    found: list[Piece] = []
    for run in runs(text):
        found += _pieces(segmenter.query_words(run))
    # nothing but grammar (的, or 和 and 在): then that is what is sought
    return tuple(dict.fromkeys(found)) or tuple(Piece(run, word=False) for run in dict.fromkeys(runs(text)))


def _pieces(words: Sequence[str]) -> list[Piece]:
    found: list[Piece] = []
    alone = ""  # characters that wait for their neighbour to the right
    joined = False  # whether the last piece may take a lone character that has no neighbour to the right
    for word in words:
        if len(word) == 1 and word in _GRAMMAR:
            _add_alone(found, alone, joined=joined)
            alone, joined = "", False
        elif len(word) == 1 and _HAN.match(word):
            alone += word
        else:
            # two characters or more make a name of their own: 熊辉|调研
            if len(alone) > 1:
                found += [Piece(alone, word=False), Piece(word, word=not _FOREIGN.search(word))]
            else:
                found.append(Piece(alone + word, word=not alone and not _FOREIGN.search(word)))
            alone, joined = "", True
    _add_alone(found, alone, joined=joined)
    return found


def _add_alone(found: list[Piece], alone: str, *, joined: bool) -> None:
    if len(alone) > 1 or (alone and not joined):
        found.append(Piece(alone, word=False))
    elif alone:
        found[-1] = Piece(found[-1].text + alone, word=False)
