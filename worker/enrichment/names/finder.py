"""Finds the names of an article: the tagger first, then the rules, then what the issue already knows."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from worker.document.enrichment import MentionKind
from worker.enrichment.names import organizations, people, places
from worker.enrichment.names.consistency import repeat_known
from worker.enrichment.names.kinds import settle_kinds
from worker.enrichment.names.known import NONE_KNOWN, KnownNames
from worker.enrichment.names.own import Own
from worker.enrichment.names.roles import with_roles
from worker.enrichment.names.short import short_names
from worker.enrichment.names.spans import Name, without_overlaps
from worker.enrichment.names.stages import Stage, unwatched
from worker.enrichment.names.structure import built
from worker.enrichment.names.usage import Usage
from worker.enrichment.passages import Passages
from worker.enrichment.vocabulary import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from worker.enrichment.names.stages import Watch
    from worker.enrichment.names.tagger import Tagged, Tagger

_VALID: dict[MentionKind, Callable[[str], bool]] = {
    MentionKind.PERSON: people.is_person,
    MentionKind.PLACE: places.is_place,
    MentionKind.ORGANIZATION: organizations.is_organization,
}
_SURE = 0.8  # nats a character from which a name holds elsewhere too; on tuning lines 95 % of such people are right
_WEAK = 1.3  # nats a character
_PLAIN_TAGS = frozenset({"v", "vn", "n", "a", "ad", "d", "t", "i", "l"})
_COMMON_TAGS = frozenset({"v", "vn", "n", "a", "ad", "d", "t", "i", "l", "ns", "nt", "s", "b", "vd", "an", "f"})


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


def _known(names: Iterable[Name]) -> frozenset[tuple[str, MentionKind]]:
    """Return the people and the longer places and organisations that are sure: seen twice, or once beyond doubt."""
    known: set[tuple[str, MentionKind]] = set()
    once: set[tuple[str, MentionKind]] = set()
    for name in names:
        pair = name.text, name.kind
        if (name.sure >= _SURE or pair in once) and (name.kind is MentionKind.PERSON or len(name.text) > 2):  # noqa: PLR2004 - the shortest that is no chance
            known.add(pair)
        once.add(pair)
    return frozenset(known)


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
        found = self._tagger.find([passages.text for passages, _ in articles], [words for _, words in articles])
        each = watches or (unwatched,) * len(articles)
        return [self._draft(*article, view, watch) for article, view, watch in zip(articles, found, each, strict=True)]

    def _draft(self, passages: Passages, words: Words, view: Tagged, watch: Watch) -> Draft:
        text = passages.text
        usage = Usage(text)
        names: list[Name] = []
        bodies = {found.start for found in view.names if found.kind is not MentionKind.PERSON}
        for found in view.names:
            front = back = 0
            if found.kind is MentionKind.PERSON:
                written, after = view.text[found.start : found.end], view.text[found.end : found.end + 2]
                near = usage.near(int(view.offsets[found.start]))
                leads_on = found.end in bodies
                cut = people.trimmed(written, after, near, found.margin, self._word_tag, leads_on=leads_on)
                if cut is None:
                    continue
                front, back = cut
            first, last = found.start + front, found.end - 1 - back
            written = view.text[first : last + 1]
            if _VALID[found.kind](written):
                start, end = int(view.offsets[first]), int(view.offsets[last]) + 1
                names.append(Name(start, end, found.kind, written, found.margin))
        if watch is not unwatched:
            watch(Stage.MODEL, _as_tagged(view))
        watch(Stage.SHAPE, names)
        certain = {name.text for name in names if name.kind is MentionKind.PERSON and name.sure >= _SURE}
        names += people.complete_lists(text, names, certain)
        names = without_overlaps(names)
        watch(Stage.LIST, names)
        boundaries = functools.cache(lambda: frozenset(words.starts))
        names = people.joined(without_overlaps(built(text, names, words)))
        watch(Stage.STRUCTURE, names)
        names = without_overlaps(short_names(text, names, boundaries, self._is_ordinary))
        watch(Stage.SHORT, names)
        names = self._own.settle(names, words)
        watch(Stage.DICTIONARY, names)
        names = settle_kinds(text, usage, names, self._word_tag)
        watch(Stage.KIND, names)
        return Draft(passages, words, tuple(names), _known(names))

    def settle(
        self,
        draft: Draft,
        known: KnownNames = NONE_KNOWN,
        organizations_known: KnownNames = NONE_KNOWN,
        watch: Watch = unwatched,
    ) -> list[Name]:
        """Return the article's names in order, roles set, given the people and organisations known in its issue."""
        text = draft.passages.text
        elsewhere = (name for name in known.possible_in(text) if not self._is_common(name))
        everyone = draft.known | {(name, MentionKind.PERSON) for name in elsewhere}
        names = repeat_known(text, draft.names, sorted(everyone))
        watch(Stage.KNOWN, names)
        people_known = {name for name, kind in everyone if kind is MentionKind.PERSON}
        names += people.run_together(text, draft.passages.body_start, people_known, self._is_common)
        names = without_overlaps(names)
        watch(Stage.LINE, names)
        names = [name for name in with_roles(text, names, draft.words) if not self._is_unsupported(name)]
        watch(Stage.SUPPORT, names)
        return organizations.link_short_forms(text, names, organizations_known)

    def _is_ordinary(self, word: str) -> bool:
        return self._word_tag(word) in _COMMON_TAGS

    def _is_common(self, name: str) -> bool:
        return len(name) == 2 and self._word_tag(name) in _COMMON_TAGS  # noqa: PLR2004 - the shortest name

    def _is_unsupported(self, name: Name) -> bool:
        """Tell whether a person is an ordinary word (满意, 柳条) for which neither a position nor the tagger speaks."""
        weak = name.kind is MentionKind.PERSON and name.sure < _WEAK and not name.role
        return weak and self._word_tag(name.text) in _PLAIN_TAGS
