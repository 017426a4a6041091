"""What the names of an article come to: people with positions, places with divisions, organisations with their form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from worker.document.enrichment import Mention, MentionKind
from worker.enrichment.bodies.forms import Surroundings, owners
from worker.enrichment.bodies.of_article import Body, Printed, aliases, bodies_of, body_kinds
from worker.enrichment.bodies.places_in_names import placed
from worker.enrichment.names.places import depth, divisions_of, is_place, path_of
from worker.enrichment.names.printed import only_printed
from worker.enrichment.names.spans import ORGANIZATION, PERSON, PLACE
from worker.enrichment.regions import Located, Occurrence, home_divisions, located
from worker.enrichment.remembered import remembered
from worker.folding import fold
from worker.lexicon.characters import HAN
from worker.lexicon.places import WORLD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from worker.enrichment.bodies.forms import Forms
    from worker.enrichment.names.spans import Name
    from worker.enrichment.passages import Passages
    from worker.enrichment.vocabulary import Words


# The town or village that a body's name begins with: 白沙镇|党委, 松溪村|党支部. Must NOT match 城镇|供水公司, 县乡村|…
_TOWN: Final = re.compile(
    rf"(?:(?![各全该本乡城农市县区省中])[{HAN}]){{1,4}}?(?:[镇乡村]|街道|社区)"
    r"(?=党|人民政府|政府|村?委会|委员会|居委会|支部|人大|卫生|派出所|中心小学|小学|中学|初中|幼儿园|敬老院|供销社|团委|妇联|商会|办事处)"
)


_TOWNS: Final = frozenset("镇乡村")
_ENDS_OF_TOWNS: Final = frozenset("镇乡村道区")
_BARE: Final = 2  # letters of a county without its suffix
_HIGH: Final = 2  # levels: a province, or its city


def _is_high(place: str) -> bool:
    """Tell whether a place is a province or a city, no county."""
    return any(depth(division) <= _HIGH for division in divisions_of(place))


class Home(NamedTuple):
    """Where an article is from, as its paper and dateline say."""

    publication: str
    dateline: str

    @property
    def text(self) -> str:
        """Both, folded."""
        return _folded(f"{self.publication} {self.dateline}")


# Papers, datelines and bodies come again and again.
_folded = remembered(1 << 13)(fold)


class Named(NamedTuple):
    """Fields of ``Enrichment`` of the same names."""

    people: tuple[str, ...]
    people_roles: tuple[tuple[str, str], ...]
    places: tuple[str, ...]
    divisions: tuple[str, ...]
    place_divisions: tuple[tuple[str, str, str], ...]
    organizations: tuple[str, ...]
    bodies: tuple[str, ...]
    body_forms: tuple[tuple[str, str], ...]
    body_kinds: tuple[tuple[str, str], ...]
    body_aliases: tuple[str, ...]
    mentions: tuple[Mention, ...]


def named(articles: Sequence[tuple[Passages, Sequence[Name], Words, Home]], forms: Forms) -> list[Named]:
    """Return what the names of each article come to; many at a time, step by step, cost less than one by one.

    Args:
        articles: Text, its names in order without those that the article is not about, its words, where it is from.
        forms: What a person has decided about organisations.
    """
    shown = [[_shown(text, name) for name in names] for text, names, _, _ in articles]
    occurrences = [
        list(_occurrences(text, names, words, written))
        for (text, names, words, _), written in zip(articles, shown, strict=True)
    ]
    homes = [home.text for _, _, _, home in articles]
    where = [located(*each) for each in zip(occurrences, homes, strict=True)]
    standing = [
        standing_of(text, names, shown=written, occurrences=found, where=places, home=home, forms=forms)
        for (text, names, _, home), written, found, places in zip(articles, shown, occurrences, where, strict=True)
    ]
    mentions = [
        _mentions(text, names, written, places, bodies)
        for (text, names, _, _), written, places, bodies in zip(articles, shown, where, standing, strict=True)
    ]
    bodies = [_bodies(text, names, each) for (text, names, _, _), each in zip(articles, standing, strict=True)]
    return [
        Named(
            people=_distinct(mentioned, PERSON),
            people_roles=tuple(dict.fromkeys((each.name, each.role) for each in mentioned if each.role)),
            places=tuple(dict.fromkeys([one.shown for one in found])),
            divisions=tuple(dict.fromkeys([one.path for one in places])),
            place_divisions=tuple(places),
            # A newspaper that is only cited is mentioned, and none of the bodies that the article is about.
            organizations=tuple(dict.fromkeys(mentioned[number].name for number in told)),
            mentions=tuple(mentioned),
            **of_bodies,
        )
        for mentioned, found, places, told, of_bodies in zip(
            mentions, occurrences, where, standing, bodies, strict=True
        )
    ]


def _mentions(
    text: Passages,
    names: Sequence[Name],
    shown: Sequence[str],
    where: Sequence[Located],
    standing: dict[int, Body],
) -> list[Mention]:
    """Return each name where it stands, under its kind, with what is known of it."""
    paths = {one.place: one.path for one in where}
    mentions = []
    for number, (name, written) in enumerate(zip(names, shown, strict=True)):
        field, start = text.locate(name.start)
        role = text.source[name.role_start : name.role_start + len(name.role)]
        division = paths.get(written, "") if name.kind is PLACE else ""
        body = standing[number].name if number in standing else ""
        end = start + name.end - name.start
        mentions.append(Mention(name.kind, written, field, start, end, role, division, "" if body == written else body))
    return mentions


def standing_of(
    text: Passages,
    names: Sequence[Name],
    *,
    shown: Sequence[str],
    occurrences: Sequence[Occurrence],
    where: Sequence[Located],
    home: Home,
    forms: Forms,
) -> dict[int, Body]:
    """Return the body of each organisation that the article is about, by its number among the names."""
    numbers = [
        number for number, name in enumerate(names) if name.kind is ORGANIZATION and not only_printed(text.text, name)
    ]
    if not numbers:
        return {}
    found = [Printed(_printed(text.text, names[number]), names[number].text, shown[number]) for number in numbers]
    paths = {one.place: one.path for one in where}
    divisions = {one.name: paths[one.shown] for one in occurrences if one.shown in paths}
    places = [one.name for one in occurrences] + [place for one in found for place in placed(one.linked).places]
    if home.dateline:
        places.append(_folded(home.dateline))
    around = Surroundings(owners(places, [*divisions.values(), *map(path_of, home_divisions(home.text))]), divisions)
    return dict(zip(numbers, bodies_of(found, forms, around), strict=True))


def _bodies(text: Passages, names: Sequence[Name], standing: dict[int, Body]) -> dict[str, tuple[Any, ...]]:
    bodies = dict.fromkeys(body.name for body in standing.values())
    printed = dict.fromkeys((body.name, _printed(text.source, names[number])) for number, body in standing.items())
    other = tuple((body, form) for body, form in printed if body != form)
    folded = {body: _folded(body) for body in bodies}
    return {
        "bodies": tuple(bodies),
        "body_forms": other,
        "body_kinds": body_kinds(folded.items()),
        "body_aliases": aliases(folded.values(), (_folded(form) for _, form in other)),
    }


def _printed(text: str, name: Name) -> str:
    written = text[name.start : name.end]
    return written if written == name.text else "".join(written.split())  # without spaces, as nearly all are


def _shown(text: Passages, name: Name) -> str:
    """Return a name as the article prints it, in its own script; the full form of one in short is folded."""
    written = text.source[name.start : name.end]
    if written == name.text:  # as nearly all are
        return written
    written = "".join(written.split())
    same = len(written) == len(name.text) and name.text == _printed(text.text, name)
    return written if same else name.text


def _distinct(mentions: Iterable[Mention], kind: MentionKind) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mention.name for mention in mentions if mention.kind is kind))


def _occurrences(text: Passages, names: Sequence[Name], words: Words, shown: Sequence[str]) -> Iterator[Occurrence]:
    """Yield the places named, those that begin an organisation's name too: 北碚区 of 北碚区生态环境局."""
    for name, written in zip(names, shown, strict=True):
        if name.kind is PLACE:
            yield Occurrence(name.text, name.start, name.end, written)
        elif name.kind is ORGANIZATION and not only_printed(text.text, name):
            index = words.index_at(name.start)
            while 0 <= index < len(words.starts) and words.starts[index] < name.end:
                word, tag, start = words.word(index), words.tag(index), words.starts[index]
                end = start + len(word)
                within = tag == "ns" and end < name.end and text.text[end] in _TOWNS  # 松溪|村
                # 中国|路桥 is no county of China's
                within = within or (
                    start > name.start
                    and end - start == _BARE
                    and words.word(index - 1) in WORLD
                    and not _is_high(word)
                )
                if within or tag != "ns" or end > name.end or not (divisions_of(word) or word in WORLD):
                    break
                yield Occurrence(word, start, end, "".join(text.source[start:end].split()))
                index += 1
            start = words.starts[index] if 0 <= index < len(words.starts) else name.end
            near = text.text[start + 1 : min(start + 6, name.end)]
            town = None if _ENDS_OF_TOWNS.isdisjoint(near) else _TOWN.match(text.text, start, name.end)
            if town and is_place(town[0]):
                yield Occurrence(town[0], start, town.end(), "".join(text.source[start : town.end()].split()))
