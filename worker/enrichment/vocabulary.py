"""The words of a text as numbers into a table: what the stages ask of a word is found out once.

Half the words of a page are among some hundred; asking the dictionary, hashing and weighing them anew for each
occurrence cost more than cutting the text did.
"""

from __future__ import annotations

import bisect
import itertools
import operator
import re
import sys
from array import array
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from worker.enrichment.known_names import certain_bodies, certain_places
from worker.enrichment.names.word_keys import KEYS, word_keys
from worker.enrichment.weights import weight
from worker.lexicon.units import UNITS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

T = TypeVar("T")

# The number of a number and its unit. Must NOT match 1997年 itself nor a lone point.
_FIGURES = re.compile(r"[0-9][0-9.,]*%?$")
# Kinds of words. Readers type a unit with its number; jieba cuts 1997|年; both ``年`` and ``1997年`` must be found.
_OTHER, _UNIT, _NUMBER = range(3)
_NUMBER_AND_UNIT = bytes((_NUMBER, _UNIT))


def is_number(word: str) -> bool:
    """Return whether a word is a number that a unit may follow: ``1997``, ``3.5%``; not a lone point."""
    return _FIGURES.match(word) is not None


class Vocabulary(dict[str, int]):
    """Words by number; looking one up adds it.

    Args:
        tag_of: Returns a word's part of speech.
        forms_of: Returns what of a word is indexed, see ``Segmenter.forms``.
        subjects_of: Returns those of some words that tell what a text is about, see ``category.subjects``.

    Attributes:
        words: By number, like all that follows.
        tags: Parts of speech.
        written: Search words of each, as they are indexed: with spaces between them.
        subjects: Those of them that tell what a text is about; of most words none.
        weights: See ``weights.weight``.
        kinds: ``_NUMBER``, ``_UNIT`` or neither.
        certain: Numbers of the words that name a body wherever they stand, see ``known_names.certain_bodies``.
        placed: Likewise of those that name a place, see ``known_names.certain_places``.
        are_nouns: Whether it may be a keyword wherever it stands: its weight is not 0, nor a verb's.
    """

    def __init__(
        self,
        tag_of: Callable[[str], str],
        forms_of: Callable[[str], tuple[str, ...]],
        subjects_of: Callable[[tuple[str, ...]], tuple[str, ...]],
    ) -> None:
        super().__init__()
        self._tag_of, self._forms_of, self._subjects_of = tag_of, forms_of, subjects_of
        self.words: list[str] = []
        self.tags: list[str] = []
        self.written: list[str] = []
        self.subjects: list[tuple[str, ...]] = []
        self.weights: list[float] = []
        self.kinds: list[int] = []
        self.are_nouns: list[bool] = []
        self.certain: set[int] = set()
        self._certain_words = certain_bodies().keys()
        self.placed: set[int] = set()
        self._placed_words = certain_places()
        self._name_keys = array("I")  # KEYS of each

    def __missing__(self, word: str) -> int:
        number = len(self.words)
        tag = sys.intern(self._tag_of(word))
        self.words.append(word)
        self.tags.append(tag)
        forms = self._forms_of(word)
        self.written.append(word if forms == (word,) else " ".join(forms))  # the same object: a word is held once
        self.subjects.append(self._subjects_of(forms))
        weighs = weight(word, tag)
        self.weights.append(weighs)
        self.are_nouns.append(weighs > 0)
        self.kinds.append(_UNIT if word in UNITS else _NUMBER if "0" <= word[0] <= "9" and is_number(word) else _OTHER)
        self._name_keys.extend(word_keys(word, tag))
        if word in self._certain_words:
            self.certain.add(number)
        if word in self._placed_words:
            self.placed.add(number)
        self[word] = number
        return number

    def name_keys(self, numbers: Sequence[int]) -> NDArray[np.uint32]:
        """Return what the name tagger sees of words: (numbers, KEYS)."""
        table = np.frombuffer(self._name_keys, dtype=np.uint32).reshape(-1, KEYS)
        keys: NDArray[np.uint32] = table[np.array(numbers, dtype=np.int32)]
        return keys


class Words:
    """The words of a text in order; they concatenate to it.

    Attributes:
        vocabulary: What ``numbers`` mean.
        numbers: Of the words.
        lengths: Their characters.
        starts: The offset of each in the text.
    """

    __slots__ = ("lengths", "numbers", "starts", "vocabulary")

    def __init__(self, vocabulary: Vocabulary, numbers: list[int], lengths: list[int]) -> None:
        self.vocabulary = vocabulary
        self.numbers = numbers
        self.lengths = lengths
        self.starts: list[int] = list(itertools.accumulate(lengths, initial=0))
        self.starts.pop()

    def __len__(self) -> int:
        return len(self.numbers)

    def word(self, index: int) -> str:
        """Return the word at ``index``."""
        return self.vocabulary.words[self.numbers[index]]

    def tag(self, index: int) -> str:
        """Return its part of speech."""
        return self.vocabulary.tags[self.numbers[index]]

    def index_before(self, offset: int) -> int:
        """Return the index of the word that ends at ``offset``; -1 when none does."""
        index = bisect.bisect_left(self.starts, offset) - 1
        return index if index >= 0 and self.starts[index] + len(self.word(index)) == offset else -1

    def index_at(self, offset: int) -> int:
        """Return the index of the word that begins at ``offset``; -1 when none does."""
        index = bisect.bisect_left(self.starts, offset)
        return index if index < len(self.starts) and self.starts[index] == offset else -1

    def part(self, first: int, last: int) -> Words:
        """Return the words from ``first`` up to ``last`` as those of a text of their own."""
        return Words(self.vocabulary, self.numbers[first:last], self.lengths[first:last])

    def search_text(self, first: int = 0, last: int | None = None) -> str:
        """Return what of these words is indexed, see ``Segmenter.search_words``, with a space between two."""
        numbers = self.numbers[first:last]
        table = self.vocabulary
        written = list(entries_at(numbers, table.written))
        kinds = bytes(entries_at(numbers, table.kinds))
        at = kinds.find(_NUMBER_AND_UNIT)
        while at >= 0:
            written[at + 1] += f" {table.words[numbers[at]]}{table.words[numbers[at + 1]]}"
            at = kinds.find(_NUMBER_AND_UNIT, at + 2)
        return " ".join(filter(None, written))

    def subjects(self, first: int = 0) -> list[str]:
        """Return the search words from word ``first`` on that tell what the text is about, each time they occur."""
        return list(itertools.chain.from_iterable(entries_at(self.numbers[first:], self.vocabulary.subjects)))


def entries_at(numbers: Sequence[int], table: Sequence[T]) -> Sequence[T]:
    """Return the entries of a table at some numbers: as ``[table[number] for number in numbers]``, in half the time."""
    if len(numbers) > 1:
        found: Sequence[T] = operator.itemgetter(*numbers)(table)
        return found
    return [table[number] for number in numbers]
