"""Words: the only module that knows a segmenter.

jieba's dictionary cuts the text; ``rjieba`` (the same algorithm and dictionary in Rust, 20 times faster) does the work
where its wheel installs, pure ``jieba`` otherwise, and a test proves that the two agree. Everything here sees *folded*
text (:func:`worker.folding.fold`), so that index and query meet.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from worker.enrichment.category import telling
from worker.enrichment.dictionary import package_file
from worker.enrichment.dictionary import tags as dictionary_tags
from worker.enrichment.known_names import UNSAFE_DIVISIONS, known_bodies, known_places
from worker.enrichment.lexicons import lexicon
from worker.enrichment.remembered import remembered
from worker.enrichment.signs import signs_in
from worker.enrichment.vocabulary import Vocabulary, Words, is_number, words_of
from worker.errors import ConfigurationError
from worker.folding import fold
from worker.lexicon.places import ABROAD, WORLD, divisions
from worker.lexicon.units import UNITS
from worker.messages import plain

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

# A word holds a letter, a digit or a Han character. Must NOT match punctuation, spaces or rules: they are no words.
_WORD: Final = re.compile(r"\w")
# Cities whose names without 市 are ordinary words, or the name of a person more often.
_WORDS_TOO: Final = frozenset({"朝阳", "东方", "安康", "长治", "中山", "白银", "吉安", "来宾"})
# Enough to be cut whole unless its parts are among the commonest words; both engines get the same number.
_OWN_FREQUENCY: Final = 50
_USER_FREQUENCY: Final = 2000  # what a user writes down is meant to be a word
_SHORTEST_SPLIT: Final = 3
_MOST_WORDS: Final = 56 * 1024  # of a vocabulary; then a new one is begun
_CACHED_NAMES: Final = 5 * 1024
_DICTIONARY_LINE: Final = re.compile(r"(\S(?:.{0,200}?\S)?)(?:\s+(\d+))?(?:\s+([A-Za-z]+))?")


class _Entry(NamedTuple):
    word: str
    frequency: int
    tag: str


class Segmenter(Protocol):
    """Cuts text into words.

    Attributes:
        version: Digest of the dictionaries and the algorithm; another value means that words may differ.
    """

    @property
    def version(self) -> str:
        """Digest of the dictionaries and the algorithm."""

    def has_word(self, word: str) -> bool:
        """Tell whether a dictionary has a word, which is folded already."""

    def search_words(self, text: str) -> list[str]:
        """Return the words to index: every dictionary word inside a longer one too, a number also with its unit."""

    def query_words(self, text: str) -> list[str]:
        """Return the words of a query: each character once, a number joined with its unit."""

    def words(self, text: str) -> Words:
        """Return the words of ``text``, which is folded already, each with its part of speech."""

    def forms(self, word: str) -> tuple[str, ...]:
        """Return the dictionary words of two and three characters inside ``word``, then itself; none of punctuation."""


_TagsOf = Callable[[Sequence[str]], list[str]]


@dataclass(frozen=True, slots=True)
class _Engine:
    """What an implementation must bring; the rest is shared."""

    name: str
    cut: Callable[[str], Iterable[str]]
    tags_of: _TagsOf
    has_word: Callable[[str], bool]


class JiebaSegmenter:
    """A :class:`Segmenter` over one engine (rjieba or jieba).

    Attributes:
        own_tags: Part of speech of each word of the user's dictionaries.
    """

    def __init__(self, engine: _Engine, version: str, own_tags: Mapping[str, str] = MappingProxyType({})) -> None:
        self.version = version
        self.own_tags = own_tags
        self.engine = engine.name
        self.has_word = engine.has_word
        self._cut = engine.cut
        self._dictionary_tags = engine.tags_of
        self._vocabulary = Vocabulary(engine.tags_of, self.forms, telling())
        self.tag_of = remembered(_CACHED_NAMES)(self._tag_of)
        self.name_words = remembered(_CACHED_NAMES)(self._name_words)

    def words(self, text: str) -> Words:
        """See :meth:`Segmenter.words`."""
        return self.words_of([text])[0]

    def words_of(self, texts: Sequence[str]) -> list[Words]:
        """Return the words of each of several folded texts; together they cost less."""
        numbered: list[tuple[Vocabulary, list[NDArray[np.int32]]]] = [(self._vocabulary, [])]
        for text in texts:
            if len(self._vocabulary) >= _MOST_WORDS:
                self._vocabulary.learn()
                self._vocabulary = Vocabulary(self._dictionary_tags, self.forms, telling())
                numbered.append((self._vocabulary, []))
            cut = list(self._cut(text))
            numbered[-1][1].append(np.fromiter(map(self._vocabulary.__getitem__, cut), np.int32, len(cut)))
        self._vocabulary.learn()
        found = [words for vocabulary, codes in numbered if codes for words in words_of(vocabulary, codes)]
        for words, signs in zip(found, signs_in(texts), strict=True):
            words.signs = signs
        return found

    def forms(self, word: str) -> tuple[str, ...]:
        """See :meth:`Segmenter.forms`."""
        if not (word.isalnum() or _WORD.search(word)):  # the first is cheaper, and tells of nearly all
            return ()
        if len(word) < _SHORTEST_SPLIT or word.isascii():
            return (word,)
        parts = [word[at : at + 2] for at in range(len(word) - 1)]
        if len(word) > _SHORTEST_SPLIT:
            parts += [word[at : at + 3] for at in range(len(word) - 2)]
        return (*filter(self.has_word, parts), word)

    def search_words(self, text: str) -> list[str]:
        """See :meth:`Segmenter.search_words`."""
        return self.words(fold(text)).search_text().split()

    def query_words(self, text: str) -> list[str]:
        """See :meth:`Segmenter.query_words`."""
        words: list[str] = []
        previous = ""
        for word in self._cut(fold(text)):
            if word in UNITS and is_number(previous):
                words[-1] += word
            elif _WORD.search(word):
                words.append(word)
            previous = word
        return words

    def _name_words(self, name: str) -> tuple[str, ...]:
        """Return the words of a query for a name; names come again and again, so they are remembered."""
        return tuple(self.query_words(name))

    def _tag_of(self, word: str) -> str:
        """Return the dictionary's tag of a word, "" for what the dictionary cuts in pieces or does not have."""
        alone = list(self._cut(word)) == [word]
        return self._dictionary_tags([word])[0] if alone and self.has_word(word) else ""


def load_segmenter(user_dictionaries: Sequence[Path] = (), *, pure: bool = False) -> JiebaSegmenter:
    """Return the segmenter with the user's dictionaries, which are in jieba's format.

    Args:
        user_dictionaries: Lines of word, frequency and tag, the last two optional; later entries replace earlier ones.
        pure: Use pure jieba even where rjieba is installed (for the test that compares them).

    Raises:
        ConfigurationError: A dictionary cannot be read, or one of its lines is not in jieba's format.
    """
    own, users, version = _entries(user_dictionaries)
    tags = {entry.word: entry.tag for entry in (*own, *users.values())}
    use_rust = not pure and importlib.util.find_spec("rjieba") is not None
    engine = (_rust_engine if use_rust else _python_engine)(own, users.values(), _tagging(tags))
    return JiebaSegmenter(engine, version, {entry.word: entry.tag for entry in users.values()})


def segmenter_version(user_dictionaries: Sequence[Path] = ()) -> str:
    """Return the version of the segmenter with the user's dictionaries, without loading it.

    Raises:
        ConfigurationError: See ``load_segmenter``.
    """
    return _entries(user_dictionaries)[2]


def _entries(user_dictionaries: Sequence[Path]) -> tuple[list[_Entry], dict[str, _Entry], str]:
    """Return our own entries, the user's by word, and the version of the dictionary that both are added to."""
    own = _own_entries()
    users = {entry.word: entry for path in user_dictionaries for entry in _read_dictionary(path)}
    digest = hashlib.sha256(package_file("jieba", "dict.txt").read_bytes())
    digest.update(repr((own, sorted(users.values(), key=lambda entry: entry.word))).encode())
    return own, users, f"jieba-{importlib.metadata.version('jieba')}-{digest.hexdigest()[:12]}"


def _own_entries() -> list[_Entry]:
    """Return what the product adds to jieba's dictionary, which has few words of today and calls 徐汇区 a person.

    Counties only in their full name: 永德县 is a place, 永德 may as well be somebody. Cities in both: 通辽, 绍兴.
    """
    bare = {city.removesuffix("市") for _, city, district in divisions() if city.endswith("市") and not district}
    full = {name for row in divisions() for name in row if len(name) >= _SHORTEST_SPLIT} - UNSAFE_DIVISIONS
    return [
        *(
            _Entry(fold(name), _OWN_FREQUENCY, "ns")
            for name in sorted(full | (bare - _WORDS_TOO) | WORLD | ABROAD | known_places())
        ),
        *(_Entry(name, _OWN_FREQUENCY, "nt") for name in sorted(known_bodies())),
        *(_Entry(fold(word), _OWN_FREQUENCY, "n") for word in sorted(lexicon("modern"))),
    ]


def _read_dictionary(path: Path) -> list[_Entry]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise ConfigurationError(
            f"user dictionary {path}: {error.strerror}: look whether BAOKU_USER_DICTIONARIES names files that may be "
            "read"
        ) from None
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"user dictionary {path}: {plain(error)}: save it as UTF-8") from None
    entries: list[_Entry] = []
    for number, line in enumerate(lines, start=1):
        # word [frequency] [tag], as jieba reads it: "Edu Trust认证 2000" is one word (known, though no cut goes over a
        # space). Must NOT take a lone frequency for a word.
        match = _DICTIONARY_LINE.fullmatch(line.strip())
        if match and not match[1].isdigit():
            entries.append(_Entry(fold(match[1]), int(match[2] or _USER_FREQUENCY), match[3] or "nz"))
        elif line.strip():
            raise ConfigurationError(f"user dictionary {path}, line {number}: expected 'word [frequency] [tag]'")
    return entries


def _tagging(tags: Mapping[str, str]) -> _TagsOf:
    """Return what tells parts of speech: of our own entries and the user's first, then of the dictionary's.

    rjieba's tags are the same, but for words of ours that jieba has as well, a few that it cuts in two when they stand
    alone (太大), and those that no dictionary has, for which it guesses with a model that pure jieba lacks.
    """
    added = {word: sys.intern(tag) for word, tag in tags.items()}
    in_dictionary = dictionary_tags()

    def tags_of(words: Sequence[str]) -> list[str]:
        known = map(in_dictionary.get, words)
        return [added.get(word) or tag or _shape_tag(word) for word, tag in zip(words, known, strict=True)]

    return tags_of


def _rust_engine(own: Iterable[_Entry], users: Iterable[_Entry], tags_of: _TagsOf) -> _Engine:
    import rjieba  # noqa: PLC0415 - optional

    jieba: Any = rjieba.Jieba()
    _add(jieba.add_word, jieba.has_word, own, users)
    return _Engine("rjieba", jieba.cut, tags_of, jieba.has_word)


def _python_engine(own: Iterable[_Entry], users: Iterable[_Entry], tags_of: _TagsOf) -> _Engine:
    import logging  # noqa: PLC0415 - where there is no Rust port alone
    import warnings  # noqa: PLC0415 - likewise

    with warnings.catch_warnings():
        # jieba 0.42.1 has invalid escapes in its patterns and imports pkg_resources: nothing a user can act on.
        warnings.simplefilter("ignore")
        import jieba  # noqa: PLC0415 - slow to import, and only needed without rjieba

    jieba.setLogLevel(logging.WARNING)
    tokenizer: Any = jieba.Tokenizer()
    tokenizer.initialize()

    def has_word(word: str) -> bool:
        return bool(tokenizer.FREQ.get(word))

    _add(tokenizer.add_word, has_word, own, users)
    return _Engine("jieba", tokenizer.cut, tags_of, has_word)


def _add(
    add: Callable[[str, int, str], object],
    has_word: Callable[[str], bool],
    own: Iterable[_Entry],
    users: Iterable[_Entry],
) -> None:
    for entry in own:
        if not has_word(entry.word):
            add(*entry)
    for entry in users:
        add(*entry)


def _shape_tag(word: str) -> str:
    """Return the tag of a word that no dictionary has, as rjieba gives it: number, Latin or unknown."""
    if is_number(word):
        return "m"
    return "eng" if word.isascii() and word.isalnum() else "x"
