"""Short forms of organisations: those that everybody knows, and those of a body that the article names in full."""

from __future__ import annotations

import bisect
import re
from typing import TYPE_CHECKING, Final

from worker.enrichment.bodies.kinds import kinds_of
from worker.enrichment.known_names import brands
from worker.enrichment.names.places import divisions_of
from worker.enrichment.names.spans import BY_RULE, ORGANIZATION, PERSON, Name
from worker.enrichment.remembered import remembered
from worker.enrichment.signs import matches_at, sign
from worker.lexicon import surnames
from worker.lexicon.bodies import SHORT_FORMS
from worker.lexicon.characters import HAN
from worker.lexicon.files import grouped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from worker.enrichment.vocabulary import Words

# Must NOT match 最高法 of 最高法庭.
_KNOWN: Final = re.compile(rf"(?:{grouped(SHORT_FORMS)})(?<!法(?=庭))")
_BEGINS: Final = sign(SHORT_FORMS)
# 清华|国学研究院 is a part of it. Must NOT match 北大|一研究所.
_PART: Final = re.compile(
    rf"(?:(?![的在和与及一某各为是])[{HAN}]){{2,5}}?(?:研究院|研究所|研究中心|附属中学|附属小学|附中|附小)"
)
_SHORTEST: Final = 3  # letters from which a form need not end a word: 中科院 of 中科院院士
# What a company's name ends in by law, with what it deals in.
_LEGAL: Final = re.compile(r"(?:技术|科技|实业|控股|投资|网络|集团){0,3}(?:股份)?有限(?:责任)?公司$")
_STEM: Final = range(2, 7)
# 甲市第一人民医院, 松溪县第二中学: called 市一医院, 县二中.
_NUMBERED: Final = re.compile(r".+?([市县区])第([一二三四五六七八九十])(人民医院|中学|小学)$")
_CALLED: Final = {"人民医院": "医院", "中学": "中", "小学": "小"}
_PLACE: Final = 2  # letters of the place that begins a team's name
_SPELLED: Final = range(6, 11)  # letters of a name that is called by the first of each two: 北京师范大学, 北师大


def short_names(text: str, names: list[Name], words: Words, is_common: Callable[[str], bool]) -> list[Name]:
    """Return the names with short forms of organisations that nothing else found; the list itself where there is none.

    Args:
        text: Folded text.
        names: As found so far, in order, without overlaps.
        words: Of the text.
        is_common: Tells whether a word is an ordinary one, so that it is nobody's short form.
    """
    found = [*_known(text, words.places_of(_BEGINS)), *_of_full_names(text, names, is_common)]
    if not found:
        return names
    begun = [name.start for name in names]
    teams = {name.text[_PLACE:] for name in names if name.text in brands()[0]}
    added = {}
    mistaken = set()
    for start, end in found:
        at = bisect.bisect_left(begun, end) - 1
        free = at < 0 or names[at].end <= start
        if not free and _is_person_at(names[at], start, end) and text[start:end] in teams:
            mistaken.add(at)  # 申花主帅 speaks of nobody called so where 上海申花 plays
            free = True
        whole = words.index_at(start) >= 0 and (
            end - start >= _SHORTEST or words.index_at(end) >= 0 or end == len(text)
        )
        # 李清华 is somebody
        of_person = end - start < _SHORTEST and text[start - 1 : start] in surnames.SINGLE if start else False
        if free and whole and not of_person:
            added[start] = Name(start, end, ORGANIZATION, text[start:end], BY_RULE)
    kept = [name for at, name in enumerate(names) if at not in mistaken] if mistaken else names
    return [*kept, *added.values()]


def _is_person_at(name: Name, start: int, end: int) -> bool:
    return name.kind is PERSON and name.start == start and name.end == end


def _known(text: str, places: Sequence[int]) -> Iterator[tuple[int, int]]:
    for match in matches_at(_KNOWN, text, places):
        start, end = match.span()
        part = _PART.match(text, end) if "school" in kinds_of(SHORT_FORMS[match[0]]) else None
        yield start, part.end() if part else end


def _of_full_names(text: str, names: Sequence[Name], is_common: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    full = dict.fromkeys(name.text for name in names if name.kind is ORGANIZATION)
    for form in dict.fromkeys(form for name in full for form in _forms_of(name)):
        if form in full or is_common(form):
            continue
        at = text.find(form)
        while at >= 0:
            yield at, at + len(form)
            at = text.find(form, at + len(form))


@remembered(1 << 13)
def _forms_of(full: str) -> tuple[str, ...]:
    """Return what a body is called in short where it is named in full as well."""
    forms = []
    company = _LEGAL.search(full)
    if company and company.start() in _STEM and not divisions_of(full[: company.start()]):
        forms.append(full[: company.start()])
    numbered = _NUMBERED.fullmatch(full)
    if numbered:
        forms.append(f"{numbered[1]}{numbered[2]}{_CALLED[numbered[3]]}")
    if full in brands()[0] and len(full) == 2 * _PLACE and divisions_of(full[:_PLACE]):
        forms.append(full[_PLACE:])  # 上海申花: 申花
    if len(full) in _SPELLED and not len(full) % 2 and "school" in kinds_of(full):
        forms.append(full[::2])
    return tuple(forms)
