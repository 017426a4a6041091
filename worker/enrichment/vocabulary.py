"""The words of a text as numbers into a table: what the stages ask of a word is found out once.

Half the words of a page are among some hundred; asking the dictionary, hashing and weighing them anew for each
occurrence cost more than cutting the text did.
"""

from __future__ import annotations

import bisect
import operator
import re
from array import array
from typing import TYPE_CHECKING, Final, TypeVar

import numpy as np

from worker.enrichment.known_names import certain_bodies, certain_places, listed_places, teams_at_play
from worker.enrichment.names.word_keys import KEYS, word_keys
from worker.enrichment.signs import Signs, signs_in
from worker.enrichment.weights import weights_of
from worker.lexicon.units import UNITS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from numpy.typing import NDArray

T = TypeVar("T")

# The number of a number and its unit. Must NOT match 1997年 itself nor a lone point.
_FIGURES: Final = re.compile(r"[0-9][0-9.,]*%?$")
# What is asked of each word of a text, as bits. Readers type a unit with its number; jieba cuts 1997|年; both must be
# found, 年 and 1997年.
_UNIT, _NUMBER = 1, 2
_NOUN: Final = 4  # may be a keyword wherever it stands: it weighs something, and is no verb
_SUBJECT: Final = 8  # tells what a text is about
_BODY, _PLACE = 16, 32  # names one wherever it stands
_LISTED: Final = 64  # a place of a list, and no common word
_TEAM: Final = 128  # what a team is called where it plays
_TAGS_OF_PLACES: Final = frozenset({"ns", "nr", "nrt", "nz"})
_NUMBER_AND_UNIT: Final = bytes((_NUMBER, _UNIT))
_ONLY_FIGURES: Final = bytes(traits & (_NUMBER | _UNIT) for traits in range(256))
_WHOLE: Final = 2  # characters: a word with fewer than three has no others in it
LINE_FEED: Final = 0
"""The number of a line feed in every vocabulary."""


def is_number(word: str) -> bool:
    """Return whether a word is a number that a unit may follow: ``1997``, ``3.5%``; not a lone point."""
    return _FIGURES.match(word) is not None


class Vocabulary(dict[str, int]):
    """Words by number; looking one up adds it, :meth:`learn` finds out the rest.

    Args:
        tags_of: Returns the part of speech of each of some words.
        forms_of: Returns what of a word is indexed, see ``Segmenter.forms``.
        telling: Words that tell what a text is about, see ``category.telling``.

    Attributes:
        words: By number, like all that follows.
        tags: Parts of speech.
        written: Search words of each, as they are indexed: with spaces between them.
        subjects: Those of them that tell what a text is about; most words have none and are left out.
        weights: See ``weights.weight``.
    """

    def __init__(
        self,
        tags_of: Callable[[Sequence[str]], list[str]],
        forms_of: Callable[[str], tuple[str, ...]],
        telling: Collection[str],
    ) -> None:
        super().__init__()
        self._tags_of, self._forms_of = tags_of, forms_of
        self._telling = frozenset(telling)
        self.words: list[str] = []
        self.tags: list[str] = []
        self.written: list[str] = []
        self.subjects: dict[int, tuple[str, ...]] = {}
        self.weights = array("d")
        self._traits = bytearray()
        self._sizes = array("i")
        self._bodies = frozenset(certain_bodies())
        self._places = certain_places()
        self._listed = listed_places()
        self._name_keys = array("I")  # KEYS of each
        self["\n"]  # LINE_FEED
        self.learn()

    def __missing__(self, word: str) -> int:
        number = len(self.words)
        self.words.append(word)
        self[word] = number
        return number

    def learn(self) -> None:
        """Find out what the stages ask of the words that are new; many at a time cost less than one by one."""
        first = len(self.tags)
        new = self.words[first:]
        if not new:
            return
        tags = self._tags_of(new)
        weights = weights_of(new, tags)
        self.tags += tags
        self.weights.extend(weights)
        self._sizes.extend(map(len, new))
        self._name_keys.frombytes(word_keys(new, tags).tobytes())
        traits = bytearray([_NOUN if weighs > 0 else 0 for weighs in weights])
        self._learn_forms(new, first, traits)
        kinds = ((_UNIT, UNITS), (_BODY, self._bodies), (_PLACE, self._places), (_TEAM, teams_at_play()))
        for trait, known in kinds:
            for word in known.intersection(new):
                traits[self[word] - first] |= trait
        for word in self._listed.intersection(new):
            if tags[self[word] - first] in _TAGS_OF_PLACES:
                traits[self[word] - first] |= _LISTED
        self._traits += traits

    def _learn_forms(self, new: Sequence[str], first: int, traits: bytearray) -> None:
        """Find out what of the words from number ``first`` on is indexed, and which of them are numbers."""
        self.written += new  # the same objects: a word is held once
        for word in self._telling.intersection(new):
            at = self[word] - first
            self.subjects[first + at] = (word,)
            traits[at] |= _SUBJECT
        for at in [at for at, word in enumerate(new) if len(word) > _WHOLE or word[0] <= "9" or not word.isalnum()]:
            word = new[at]
            forms = self._forms_of(word)
            if len(forms) != 1:
                self.written[first + at] = " ".join(forms)
                subjects = tuple([form for form in forms if form in self._telling])
                if subjects:
                    self.subjects[first + at] = subjects
                    traits[at] |= _SUBJECT
            if "0" <= word[0] <= "9" and is_number(word):
                traits[at] |= _NUMBER

    def name_keys(self, numbers: NDArray[np.int32]) -> NDArray[np.uint32]:
        """Return what the name tagger sees of words: (numbers, KEYS)."""
        table = np.frombuffer(self._name_keys, dtype=np.uint32).reshape(-1, KEYS)
        keys: NDArray[np.uint32] = table[numbers]
        return keys

    def sizes_of(self, numbers: NDArray[np.int32]) -> NDArray[np.int32]:
        """Return the characters of each of some words."""
        sizes: NDArray[np.int32] = np.frombuffer(self._sizes, dtype=np.int32)[numbers]
        return sizes

    def traits_of(self, numbers: NDArray[np.int32]) -> NDArray[np.uint8]:
        """Return what is asked of each of some words, as bits."""
        traits: NDArray[np.uint8] = np.frombuffer(self._traits, dtype=np.uint8)[numbers]
        return traits


class Words:
    """The words of a text in order; they concatenate to it.

    Attributes:
        vocabulary: What ``numbers`` mean.
        codes: The numbers of the words, as an array; ``numbers`` as a list.
        sizes: Their characters, as an array; ``lengths`` as a list.
        starts: The offset of each in the text.
    """

    __slots__ = ("_any", "_signs", "_traits", "codes", "lengths", "numbers", "sizes", "starts", "vocabulary")

    def __init__(
        self,
        vocabulary: Vocabulary,
        codes: NDArray[np.int32],
        sizes: NDArray[np.int32],
        starts: list[int],
        traits: NDArray[np.uint8],
    ) -> None:
        self.vocabulary = vocabulary
        self.codes = codes
        self.sizes = sizes
        self.numbers: list[int] = codes.tolist()
        self.lengths: list[int] = sizes.tolist()
        self.starts = starts
        self._traits = traits
        self._any = int(np.bitwise_or.reduce(traits))  # what no word has is not looked for
        self._signs: Signs | None = None

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
        return words_of(self.vocabulary, [self.codes[first:last]])[0]

    @property
    def signs(self) -> Signs:
        """The signs of rules that the text holds, see :mod:`worker.enrichment.signs`."""
        if self._signs is None:
            self._signs = signs_in(["".join(entries_at(self.numbers, self.vocabulary.words))])[0]
        return self._signs

    @signs.setter
    def signs(self, signs: Signs) -> None:
        self._signs = signs

    def holds(self, sign: int) -> bool:
        """Tell whether the text holds a sign, one of several where their bits are joined."""
        return self.signs.held & sign != 0

    def places_of(self, sign: int) -> list[int]:
        """Return the offsets at which a sign stands."""
        held, places, bits = self.signs
        return [at for at, there in zip(places, bits, strict=True) if there & sign] if held & sign else []

    def search_text(self, first: int = 0, last: int | None = None) -> str:
        """Return what of these words is indexed, see ``Segmenter.search_words``, with a space between two."""
        numbers = self.numbers[first:last]
        table = self.vocabulary
        written = list(entries_at(numbers, table.written))
        figures = self._traits[first:last].tobytes().translate(_ONLY_FIGURES)
        at = figures.find(_NUMBER_AND_UNIT)
        while at >= 0:
            written[at + 1] += f" {table.words[numbers[at]]}{table.words[numbers[at + 1]]}"
            at = figures.find(_NUMBER_AND_UNIT, at + 2)
        return " ".join(filter(None, written))

    def subjects(self, first: int = 0) -> list[str]:
        """Return the search words from word ``first`` on that tell what the text is about, each time they occur."""
        found = self.vocabulary.subjects
        telling = self.codes[first:][(self._traits[first:] & _SUBJECT) != 0]
        return [subject for number in telling.tolist() for subject in found[number]]

    def nouns(self) -> NDArray[np.bool_]:
        """Return of each word whether it may be a keyword wherever it stands: it weighs something, and is no verb."""
        nouns: NDArray[np.bool_] = (self._traits & _NOUN) != 0
        return nouns

    def bodies(self) -> list[str]:
        """Return the words that name a body wherever they stand, each once; see ``known_names.certain_bodies``."""
        return self._having(_BODY)

    def places(self) -> list[str]:
        """Likewise those that name a place, see ``known_names.certain_places``."""
        return self._having(_PLACE)

    def listed(self) -> list[int]:
        """Return the indexes of the words that may be a place, see ``known_names.listed_places``."""
        return self._at(_LISTED)

    def teams(self) -> list[int]:
        """Return the indexes of the words that teams are called by where they play, see ``teams_at_play``."""
        return self._at(_TEAM)

    def _at(self, trait: int) -> list[int]:
        if not self._any & trait:
            return []
        indexes: list[int] = np.flatnonzero(self._traits & trait).tolist()
        return indexes

    def _having(self, trait: int) -> list[str]:
        if not self._any & trait:
            return []
        words = self.vocabulary.words
        found = dict.fromkeys(self.codes[(self._traits & trait) != 0].tolist())
        return [words[number] for number in found]


def words_of(vocabulary: Vocabulary, codes: Sequence[NDArray[np.int32]]) -> list[Words]:
    """Return the words of several texts, given the numbers of each; what they are asked for is looked up at once."""
    whole = np.concatenate(codes)
    sizes, traits = vocabulary.sizes_of(whole), vocabulary.traits_of(whole)
    starts = np.cumsum(sizes) - sizes
    found = []
    first = 0
    for each in codes:
        part = slice(first, first + len(each))
        begins = starts[part]
        found.append(Words(vocabulary, each, sizes[part], (begins - begins[:1]).tolist(), traits[part]))
        first += len(each)
    return found


def entries_at(numbers: Sequence[int], table: Sequence[T]) -> Sequence[T]:
    """Return the entries of a table at some numbers: as ``[table[number] for number in numbers]``, in half the time."""
    if len(numbers) > 1:
        found: Sequence[T] = operator.itemgetter(*numbers)(table)
        return found
    return [table[number] for number in numbers]
