"""The one form of an organisation across an archive.

Only rules that hold wherever the name is printed: short forms everybody knows, short forms of bodies of a level after
their place, the place that a level means where the article leaves no choice, and abbreviations of a body that the
article also names in full. What a person writes into a file of forms comes before all of them.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from worker.enrichment.bodies.places_in_names import LEVELS, placed, without_suffix
from worker.enrichment.names.places import certain_division, divisions_of
from worker.errors import ConfigurationError
from worker.folding import fold
from worker.lexicon.bodies import SHORT_FORMS
from worker.lexicon.files import words
from worker.messages import message, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

# 中华人民共和国教育部 is 教育部. Must NOT match an embassy: 中华人民共和国驻法国大使馆.
_OF_THE_REPUBLIC = re.compile(
    r"中华人民共和国(?=(?:[^驻].{1,11}(?:部|委员会|总局|总署)|国务院|最高人民(?:法|检察)院)$)"
)
# 国家电网柳林县供电公司 is 国网柳林县供电公司. Must NOT match 国家电网公司 itself.
_OF_THE_GRID = re.compile(r"国家电网(?:有限)?(?:公司)?(?=.{2,24}(?:供电公司|电力公司|供电局|供电所)$)")
# 政协北碚区委员会 is 北碚区政协.
_CPPCC = re.compile(r"(?:中国人民政治协商会议|人民政协|政协)(.{2,24}[省市区县州盟旗])委员会")
_YOUTH = re.compile(r"(?:中国共产主义青年团|共青团|团)(.{2,24}[省市区县州盟旗镇乡])委(?:员会)?")
# 农行北碚支行 is 中国农业银行北碚支行. Must NOT match 中行者…: a branch ends so.
_BRANCH = re.compile(r"(工行|农行|建行|交行|中行|邮储银行)(.{2,16}[支分]行)")
_BANKS = {"中行": "中国银行"}
# What a company's name ends in after what it is called by: 华为 of 华为技术有限公司.
_LEGAL = re.compile(
    r"(?:技术|科技|实业|控股|投资|网络|信息|电子|汽车|国际|发展|工业|股份)*(?:集团)?(?:股份)?(?:有限)?(?:责任)?(?:公司|集团)"
)
_ABROAD = words("world", "states", "cities")
_SHORTEST_PLACE = 2
_PARTS_OF_TOWNS = frozenset({"城区", "郊区", "矿区", "开发区", "高新区"})
_FEWEST, _MOST = 2, 5  # letters of an abbreviation by first letters


WHYS = {
    "printed": message("as it is printed"),
    "yours": message("your file of forms says so"),
    "declared": message("the article or its issue links the short form to the full one"),
    "known": message("a short form that everybody knows (lexicon/data/short_forms.tsv)"),
    "structure": message(
        "the full form of what stands after its place (lexicon/data/body_tails.tsv), its nearest place alone"
    ),
    "level": message("the one place of this level that the article or the paper names"),
    "abbreviation": message("abbreviates the one body of the article that it can"),
}
"""Why an organisation has its form."""


class Standing(NamedTuple):
    """The form an organisation has, and why.

    Attributes:
        name: The form.
        why: One of ``WHYS``.
    """

    name: str
    why: str


class Surroundings(NamedTuple):
    """What an article tells about the bodies in it.

    Attributes:
        owners: The one place that each level can mean here: 县 -> 柳林县.
        divisions: The path of each place whose division is sure.
    """

    owners: Mapping[str, str]
    divisions: Mapping[str, str]


NOWHERE = Surroundings(MappingProxyType({}), MappingProxyType({}))


class Forms:
    """The forms a person has decided on.

    Args:
        decided: Form by name, both folded; a name that is its own form stands for itself, whatever the rules say.
    """

    def __init__(self, decided: Mapping[str, str] = MappingProxyType({})) -> None:
        self.decided = dict(decided)

    def standing(self, printed: str, linked: str, around: Surroundings = NOWHERE) -> Standing:
        """Return the form of one organisation.

        Args:
            printed: As it stands in the text, folded.
            linked: The name that the article or its issue gives it, folded; the same as ``printed`` without one.
            around: What the article tells.
        """
        for name in (printed, linked):
            if name in self.decided:
                return Standing(self.decided[name], "yours")
        form, why = _by_rules(linked, around)
        if form in self.decided:
            return Standing(self.decided[form], "yours")
        return Standing(form, "declared" if why == "printed" and linked != printed else why)


NO_DECISIONS = Forms()
"""The rules alone."""


def _by_rules(name: str, around: Surroundings) -> Standing:
    bare = _OF_THE_GRID.sub("国网", _OF_THE_REPUBLIC.sub("", name))
    known = SHORT_FORMS.get(bare)
    if known:
        return Standing(known, "known")
    branch = _BRANCH.fullmatch(bare)
    if branch:
        return Standing((_BANKS.get(branch[1]) or SHORT_FORMS[branch[1]]) + branch[2], "known")
    for pattern, before, after in ((_CPPCC, "", "政协"), (_YOUTH, "共青团", "委")):
        match = pattern.fullmatch(bare)
        if match:
            place = _place(placed(f"{match[1]}政协").places or (match[1],), around)
            return Standing(f"{before}{place}{after}", "structure")
    parts = placed(bare)
    if not parts.places and not parts.level:
        parts = without_suffix(bare) or parts
    if parts.level:
        owner = around.owners.get(parts.level)
        return Standing(_named(_place((owner,), around), parts.rest), "level") if owner else Standing(bare, "printed")
    if not parts.places:
        return Standing(bare, "printed" if bare == name else "structure")
    form = _named(_place(parts.places, around), parts.rest)
    return Standing(form, "printed" if form == name else "structure")


def _named(place: str, rest: str) -> str:
    return f"中共{place}{rest}" if rest.startswith("委") and not rest.startswith("委员") else f"{place}{rest}"


def _place(places: tuple[str, ...], around: Surroundings) -> str:
    """Return the place of a body: its last division alone where no other has its name, else with the city above it."""
    last = places[-1]
    if certain_division(last) or not divisions_of(last):
        return last
    meant = [division for division in divisions_of(last) if set(places) <= set(division)] if len(places) > 1 else []
    path = "/".join(meant[0]) if len(meant) == 1 else around.divisions.get(last, "")
    above = [part for part in path.split("/") if part and part != last]
    return f"{above[-1]}{last}" if above else "".join(places)


def owners(places: Iterable[str], paths: Iterable[str]) -> dict[str, str]:
    """Return the place that each level means, where an article leaves no choice.

    An article that names a place abroad decides nothing: a 县 may be Japan's, a 州 America's.

    Args:
        places: Folded names of places that the article and its paper name.
        paths: Of the divisions that are sure: 浙江省/杭州市/西湖区.
    """
    named = list(places)
    if not _ABROAD.isdisjoint(named):
        return {}
    found: dict[str, set[str]] = {}
    for name in (*named, *(part for path in paths for part in path.split("/"))):
        if _can_own(name):
            found.setdefault(name[-1], set()).add(name)
    return {level: min(names) for level, names in found.items() if len(names) == 1}


def _can_own(name: str) -> bool:
    """Tell whether a place is one of a level: not 杭州, which is no 州, nor 城区, which is part of any town."""
    if name[-1] not in LEVELS or len(name) < _SHORTEST_PLACE or name in _PARTS_OF_TOWNS:
        return False
    return name.endswith("自治州") if name[-1] == "州" else len(name) > _SHORTEST_PLACE or bool(divisions_of(name))


def in_full(short: str, others: Sequence[str]) -> str:
    """Return the one body of an article that a short name abbreviates, "" when none or several can be meant.

    Two ways: a company without its legal form (华为, 华为技术有限公司), and first letters (北师大, 北京师范大学).
    """
    meant = [
        full
        for full in others
        if full != short
        and len(full) > len(short)
        and ((full.startswith(short) and _LEGAL.fullmatch(full, len(short))) or _has_initials(full, short))
    ]
    return meant[0] if len(meant) == 1 else ""


def _has_initials(full: str, short: str) -> bool:
    """Tell whether ``short`` is first letters of the two-letter words of ``full``, beginning with its first."""
    if not _FEWEST <= len(short) <= _MOST or len(full) % 2 or len(full) < 2 * len(short) or short[0] != full[0]:
        return False
    letters = iter(full[::2])
    return all(letter in letters for letter in short)


def read_forms(path: Path) -> dict[str, str]:
    """Return the forms of a file: a line ``FORM = NAME`` joins a form to a name, ``NAME = NAME`` keeps it by itself.

    Raises:
        ConfigurationError: The file cannot be read, or a line is not of that form.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"forms of organisations {path}: {plain(error)}") from None
    forms: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        short, equals, full = (part.strip() for part in line.partition("="))
        if not (short and equals and full):
            raise ConfigurationError(f"forms of organisations {path}, line {number}: expected 'SHORT = FULL'")
        forms[fold(short)] = fold(full)
    return forms
