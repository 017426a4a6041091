"""Finds the names of an article: the tagger first, then the rules, then what the issue already knows."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from worker.document.enrichment import MentionKind
from worker.enrichment.names import organizations, people, places
from worker.enrichment.names.consistency import repeat_known
from worker.enrichment.names.doubtful import without_doubtful
from worker.enrichment.names.kinds import settle_kinds
from worker.enrichment.names.known import NONE_KNOWN, KnownNames
from worker.enrichment.names.own import Own
from worker.enrichment.names.roles import with_roles
from worker.enrichment.names.rules import by_rules
from worker.enrichment.names.short import short_names
from worker.enrichment.names.spans import ORGANIZATION, PERSON, PLACE, Name, without_overlaps
from worker.enrichment.names.stages import Stage
from worker.enrichment.names.usage import Usage
from worker.enrichment.passages import Passages
from worker.enrichment.vocabulary import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from worker.enrichment.names.stages import Watch
    from worker.enrichment.names.tagger import Tagged, Tagger

_VALID: dict[MentionKind, Callable[[str], bool]] = {
    PERSON: people.is_person,
    PLACE: places.is_place,
    ORGANIZATION: organizations.is_organization,
}
_SURE: Final = (
    0.8  # nats a character from which a name holds elsewhere too; on tuning lines 95 % of such people are right
)
_SHORTEST: Final = 2  # characters of a name: one as short comes by chance as well
_WEAK: Final = 1.3  # nats a character
_PLAIN_TAGS: Final = frozenset({"v", "vn", "n", "a", "ad", "d", "t", "i", "l"})
_COMMON_TAGS: Final = frozenset({"v", "vn", "n", "a", "ad", "d", "t", "i", "l", "ns", "nt", "s", "b", "vd", "an", "f"})


@dataclass(frozen=True, slots=True)
class Draft:
    """An article's names before the issue has been asked; ``known`` are those that may be sought elsewhere."""

    passages: Passages
    words: Words
    names: tuple[Name, ...]
    known: frozenset[tuple[str, MentionKind]]

    def known_of(self, kind: MentionKind) -> set[str]:
        """Return the names of a kind that are sure here: seen twice, or once beyond doubt."""
        return {text for text, known in self.known if known is kind}


def known_in(names: Iterable[Name], spoken: frozenset[str]) -> frozenset[tuple[str, MentionKind]]:
    """Return the people and the longer places and organisations that are sure: seen twice, or once beyond doubt.

    Args:
        names: Of an article.
        spoken: People who have a position there.
    """
    known: set[tuple[str, MentionKind]] = set()
    once: set[tuple[str, MentionKind]] = set()
    for name in names:
        pair = name.text, name.kind
        certain = name.sure >= _SURE or pair in once or (name.kind is PERSON and name.text in spoken)
        if certain and (name.kind is PERSON or len(name.text) > _SHORTEST):
            known.add(pair)
        once.add(pair)
    return frozenset(known)


def _tell(watches: Sequence[Watch], stage: Stage, names: Sequence[Sequence[Name]]) -> None:
    """Tell who watches an article, if anybody does, its names after a stage."""
    for watch, each in zip(watches, names, strict=False):
        watch(stage, each)


def _with_lists(text: str, names: Sequence[Name]) -> list[Name]:
    """Return the names with those that a list of people holds."""
    certain = {name.text for name in names if name.kind is PERSON and name.sure >= _SURE}
    added = people.complete_lists(text, names, certain)
    return without_overlaps([*names, *added]) if added else list(names)  # the tagger's do not overlap


def _as_tagged(view: Tagged) -> list[Name]:
    """Return what the tagger marked, before anything is cut or refused."""
    return [
        Name(
            int(view.offsets[found.start]),
            int(view.offsets[found.end - 1]) + 1,
            found.kind,
            view.text[found.start : found.end],
            found.margin,
        )
        for found in view.names
    ]


class NameFinder:
    """Finds names with a loaded tagger.

    Args:
        tagger: The model.
        word_tag: Gives the dictionary's tag of a word, "" when it has none.
        own: Tags of the words of the user's dictionaries, which win.
    """

    def __init__(
        self, tagger: Tagger, word_tag: Callable[[str], str], own: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        self._tagger = tagger
        self._word_tag = word_tag
        self._own = Own(own)

    def drafts(self, articles: Sequence[tuple[Passages, Words]], watches: Sequence[Watch] = ()) -> list[Draft]:
        """Return what each article alone tells, given its text and the words of its text.

        Args:
            articles: Texts and their words.
            watches: One an article, told of each stage; none for nobody.
        """
        texts = [passages.text for passages, _ in articles]
        words = [each for _, each in articles]
        found = self._tagger.find(texts, words)
        usages = [Usage(text) for text in texts]
        # Stage by stage, all articles in each: what a stage runs and looks up stays in the processor's caches, where
        # all stages together would not fit (docs/speed.md).
        names = [self._shaped(view, usage) for view, usage in zip(found, usages, strict=True)]
        if watches:
            _tell(watches, Stage.MODEL, [_as_tagged(view) for view in found])
        _tell(watches, Stage.SHAPE, names)
        names = [_with_lists(*each) for each in zip(texts, names, strict=True)]
        _tell(watches, Stage.LIST, names)
        names = [people.joined(without_overlaps(each)) for each in by_rules(texts, names, words)]
        _tell(watches, Stage.STRUCTURE, names)
        names = [self._with_short(*each) for each in zip(texts, names, words, strict=True)]
        _tell(watches, Stage.SHORT, names)
        names = [self._own.settle(*each) for each in zip(names, words, strict=True)]
        _tell(watches, Stage.DICTIONARY, names)
        names = [settle_kinds(*each, self._word_tag) for each in zip(texts, usages, names, strict=True)]
        _tell(watches, Stage.KIND, names)
        settled = [without_doubtful(*each, self._word_tag) for each in zip(texts, usages, names, words, strict=True)]
        names = [each for each, _ in settled]
        _tell(watches, Stage.DOUBT, names)
        return [
            Draft(*article, tuple(each), known_in(each, spoken))
            for article, (each, spoken) in zip(articles, settled, strict=True)
        ]

    def _shaped(self, view: Tagged, usage: Usage) -> list[Name]:
        """Return what the tagger marked that has the shape of a name, its ends set by how the article uses it."""
        names: list[Name] = []
        bodies = {found.start for found in view.names if found.kind is not PERSON}
        offset = view.offsets.item
        for found in view.names:
            front = back = 0
            if found.kind is PERSON:
                written, after = view.text[found.start : found.end], view.text[found.end : found.end + 2]
                near = usage.near(offset(found.start))
                leads_on = found.end in bodies
                before = view.text[max(0, found.start - 2) : found.start]
                cut = people.trimmed(
                    written, after, near, found.margin, self._word_tag, before=before, leads_on=leads_on
                )
                if cut is None:
                    continue
                front, back = cut
            first, last = found.start + front, found.end - 1 - back
            written = view.text[first : last + 1]
            if _VALID[found.kind](written):
                start, end = offset(first), offset(last) + 1
                names.append(Name(start, end, found.kind, written, found.margin))
        return names

    def _with_short(self, text: str, names: list[Name], words: Words) -> list[Name]:
        found = short_names(text, names, words, self._is_ordinary)
        return found if found is names else without_overlaps(found)

    def settle(
        self,
        drafts: Sequence[Draft],
        known: Sequence[tuple[KnownNames, KnownNames]] = (),
        watches: Sequence[Watch] = (),
    ) -> list[list[Name]]:
        """Return the names of each article in order, roles set, given what is known in its issue.

        Args:
            drafts: Of the articles.
            known: People and organisations that are sure in the issue of each; none for nobody.
            watches: One an article, told of each stage; none for nobody.
        """
        known = known or ((NONE_KNOWN, NONE_KNOWN),) * len(drafts)
        everyone = [draft.known | self._known_in(draft, sure) for draft, (sure, _) in zip(drafts, known, strict=True)]
        texts = [draft.passages.text for draft in drafts]
        names = [
            repeat_known(text, draft.names, sorted(sure))
            for text, draft, sure in zip(texts, drafts, everyone, strict=True)
        ]
        _tell(watches, Stage.KNOWN, names)
        names = [self._with_lines(*each) for each in zip(drafts, names, everyone, strict=True)]
        _tell(watches, Stage.LINE, names)
        words = [draft.words for draft in drafts]
        names = [with_roles(*each) for each in zip(texts, names, words, strict=True)]
        names = [[name for name in each if not self._is_unsupported(name)] for each in names]
        _tell(watches, Stage.SUPPORT, names)
        bodies = [sure for _, sure in known]
        return [organizations.link_short_forms(*each) for each in zip(texts, names, bodies, strict=True)]

    def _known_in(self, draft: Draft, known: KnownNames) -> set[tuple[str, MentionKind]]:
        """Return the people known elsewhere in the issue that an article can mean."""
        possible = known.possible_in(draft.passages.text)
        return {(name, PERSON) for name in possible if not self._is_common(name)}

    def _with_lines(self, draft: Draft, names: list[Name], known: Iterable[tuple[str, MentionKind]]) -> list[Name]:
        """Return the names with those of lines of nothing but names."""
        end = draft.passages.body_start
        if all(at >= end for at in draft.words.places_of(people.STANDS_ALONE)):  # as in most titles
            return without_overlaps(names)
        people_known = {name for name, kind in known if kind is PERSON}
        lines = people.run_together(draft.passages.text, end, people_known, self._is_common)
        return without_overlaps([*names, *lines])

    def _is_ordinary(self, word: str) -> bool:
        return self._word_tag(word) in _COMMON_TAGS

    def _is_common(self, name: str) -> bool:
        return len(name) == _SHORTEST and self._word_tag(name) in _COMMON_TAGS

    def _is_unsupported(self, name: Name) -> bool:
        """Tell whether a person is an ordinary word (满意, 柳条) for which neither a position nor the tagger speaks."""
        weak = name.kind is PERSON and name.sure < _WEAK and not name.role
        return weak and self._word_tag(name.text) in _PLAIN_TAGS
