"""Words: the only module that knows a segmenter.

jieba's dictionary cuts the text; ``rjieba`` (the same algorithm and dictionary in Rust, 20 times faster) does the work
where its wheel installs, pure ``jieba`` otherwise, and a test proves that the two agree. Everything here sees *folded*
text (:func:`worker.folding.fold`), so that index and query meet.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
import importlib.util
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from worker.enrichment.lexicons import lexicon
from worker.errors import ConfigurationError
from worker.folding import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

# A word holds a letter, a digit or a Han character. Must NOT match punctuation, spaces or rules: they are no words.
_WORD = re.compile(r"\w")
# The number of a number and its unit. Must NOT match 1997年 itself nor a lone point.
_NUMBER = re.compile(r"[0-9][0-9.,]*%?$")
# Units that readers type together with their number. Jieba cuts 1997|年; both ``年`` and ``1997年`` must be found.
UNITS = lexicon("units")
_SHORTEST_SPLIT = 3
_CACHED_WORDS = 1 << 15


class Segmenter(Protocol):
    """Cuts text into words.

    Attributes:
        version: Digest of the dictionaries and the algorithm; another value means that words may differ.
    """

    @property
    def version(self) -> str:
        """Digest of the dictionaries and the algorithm."""

    def search_words(self, text: str) -> list[str]:
        """Return the words to index: every dictionary word inside a longer one too, a number also with its unit."""

    def query_words(self, text: str) -> list[str]:
        """Return the words of a query: each character once, a number joined with its unit."""

    def tag(self, text: str) -> list[tuple[str, str]]:
        """Return (word, part of speech) pairs that concatenate to ``text``, which is folded already."""

    def forms(self, word: str) -> tuple[str, ...]:
        """Return the dictionary words of two and three characters inside ``word``, then the word itself."""


@dataclass(frozen=True, slots=True)
class _Engine:
    """What an implementation must bring; the rest is shared."""

    name: str
    cut: Callable[[str], Iterable[str]]
    tag: Callable[[str], list[tuple[str, str]]]
    has_word: Callable[[str], bool]


class JiebaSegmenter:
    """A :class:`Segmenter` over one engine (rjieba or jieba)."""

    def __init__(self, engine: _Engine, version: str) -> None:
        self.version = version
        self.engine = engine.name
        self.tag = engine.tag
        self._cut = engine.cut
        self._has_word = engine.has_word
        self.forms = functools.lru_cache(_CACHED_WORDS)(self._forms)

    def search_words(self, text: str) -> list[str]:
        """See :meth:`Segmenter.search_words`."""
        return index_words(self._cut(fold(text)), self.forms)

    def query_words(self, text: str) -> list[str]:
        """See :meth:`Segmenter.query_words`."""
        words: list[str] = []
        previous = ""
        for word in self._cut(fold(text)):
            if word in UNITS and _NUMBER.match(previous):
                words[-1] += word
            elif _WORD.search(word):
                words.append(word)
            previous = word
        return words

    def _forms(self, word: str) -> tuple[str, ...]:
        if len(word) < _SHORTEST_SPLIT or word.isascii():
            return (word,)
        has_word = self._has_word
        pairs = [word[at : at + 2] for at in range(len(word) - 1)]
        triples = [word[at : at + 3] for at in range(len(word) - 2)] if len(word) > _SHORTEST_SPLIT else []
        return (*(part for part in (*pairs, *triples) if has_word(part)), word)


def index_words(cut: Iterable[str], forms: Callable[[str], tuple[str, ...]]) -> list[str]:
    """Return the words to index out of one segmentation of folded text (see :meth:`Segmenter.search_words`)."""
    words: list[str] = []
    previous = ""
    for word in cut:
        if _WORD.search(word):
            words += forms(word)
            if word in UNITS and _NUMBER.match(previous):
                words.append(previous + word)
        previous = word
    return words


def package_file(package: str, *parts: str) -> Path:
    """Return a data file of an installed package without importing it.

    Raises:
        ConfigurationError: The package is not installed.
    """
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise ConfigurationError(f"the package {package} is not installed")
    return Path(spec.origin).parent.joinpath(*parts)


def load_segmenter(user_dictionaries: Sequence[Path] = (), *, pure: bool = False) -> JiebaSegmenter:
    """Return the segmenter with the user's dictionaries, which are in jieba's format.

    Args:
        user_dictionaries: Lines of word, frequency and tag, the last two optional; later entries replace earlier ones.
        pure: Use pure jieba even where rjieba is installed (for the test that compares them).

    Raises:
        ConfigurationError: A dictionary cannot be read, or one of its lines is not in jieba's format.
    """
    entries = [entry for path in user_dictionaries for entry in _read_dictionary(path)]
    dictionary = package_file("jieba", "dict.txt").read_bytes()
    digest = hashlib.sha256(dictionary)
    digest.update(repr(entries).encode())
    version = f"jieba-{importlib.metadata.version('jieba')}-{digest.hexdigest()[:12]}"
    use_rust = not pure and importlib.util.find_spec("rjieba") is not None
    return JiebaSegmenter(_rust_engine(entries) if use_rust else _python_engine(entries), version)


def _read_dictionary(path: Path) -> list[tuple[str, int | None, str]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"user dictionary {path}: {error}") from None
    entries: list[tuple[str, int | None, str]] = []
    for number, line in enumerate(lines, start=1):
        # word [frequency] [tag]; the word itself may not hold spaces.
        match = re.fullmatch(r"(\S+)(?:\s+(\d+))?(?:\s+([A-Za-z]+))?", line.strip())
        if match:
            frequency = int(match[2]) if match[2] else None
            entries.append((fold(match[1]), frequency, match[3] or "nz"))
        elif line.strip():
            raise ConfigurationError(f"user dictionary {path}, line {number}: expected 'word [frequency] [tag]'")
    return entries


def _rust_engine(entries: Iterable[tuple[str, int | None, str]]) -> _Engine:
    import rjieba  # noqa: PLC0415 - optional

    jieba: Any = rjieba.Jieba()
    for word, frequency, tag in entries:
        jieba.add_word(word, frequency, tag)
    has_word = jieba.has_word

    def tagged(text: str) -> list[tuple[str, str]]:
        # For a word no dictionary has, rjieba guesses a tag with a model that pure jieba lacks.
        return [(word, tag if has_word(word) else _shape_tag(word)) for word, tag in jieba.tag(text)]

    return _Engine("rjieba", jieba.cut, tagged, has_word)


def _python_engine(entries: Iterable[tuple[str, int | None, str]]) -> _Engine:
    import logging  # noqa: PLC0415
    import warnings  # noqa: PLC0415

    with warnings.catch_warnings():
        # jieba 0.42.1 has invalid escapes in its patterns and imports pkg_resources: nothing a user can act on.
        warnings.simplefilter("ignore")
        import jieba  # noqa: PLC0415 - slow to import, and only needed without rjieba

    jieba.setLogLevel(logging.WARNING)
    tokenizer: Any = jieba.Tokenizer()
    tokenizer.initialize()
    tags = dict(_dictionary_tags())
    for word, frequency, tag in entries:
        tokenizer.add_word(word, frequency, tag)
        tags[word] = tag

    def tagged(text: str) -> list[tuple[str, str]]:
        return [(word, tags.get(word) or _shape_tag(word)) for word in tokenizer.cut(text)]

    return _Engine("jieba", tokenizer.cut, tagged, lambda word: bool(tokenizer.FREQ.get(word)))


def _dictionary_tags() -> Iterable[tuple[str, str]]:
    for line in package_file("jieba", "dict.txt").read_text(encoding="utf-8").splitlines():
        word, _, tag = line.split(" ")
        yield word, tag


def _shape_tag(word: str) -> str:
    """Return the tag of a word that no dictionary has, as rjieba gives it: number, Latin or unknown."""
    if _NUMBER.match(word):
        return "m"
    return "eng" if word.isascii() and word.isalnum() else "x"
