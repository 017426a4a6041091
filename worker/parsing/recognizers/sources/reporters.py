"""Whom a source line names, and what else stands before the story: (记者 N), 记者N报道:, 据某社消息:, 题:."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from worker.lexicon import outlets
from worker.lexicon.characters import HAN
from worker.lexicon.places import place_names
from worker.parsing.patterns.person_names import sure_name
from worker.parsing.recognizers.once import once
from worker.parsing.recognizers.people.grammar import read_people
from worker.parsing.recognizers.sources.parts import DAY, NOT_A_PLACE

if TYPE_CHECKING:
    from worker.document.issue import Contributor
    from worker.parsing.recognizers.people.named import People

_KNOWN: Final = rf"(?:{outlets.KNOWN})"
BRACKET_PEOPLE: Final = re.compile(r"\s{0,4}[(【\[〔](?P<who>[^()【】\[\]〔〕]{2,70})[)】\]〕]\s{0,4}")
_REPORTS: Final = re.compile(
    rf"\s{{0,4}}/?(?P<who>[{HAN}·、, \u3000]{{0,40}}?(?:记者|通讯员)[{HAN}·、, \u3000]{{2,50}}?)"
    r"(?:报[道导]|摄影报道)(?:\s{0,2}:\s{0,2}|\s{1,4}(?=\S)|$)"
)
# Reporters named with no 报道: behind the kind of report, a blank before the text: 青石晚报讯记者N 昨日….
_NAMED_ALONE: Final = re.compile(
    rf"\s{{0,4}}(?P<who>(?:(?:[、, ]{{0,2}}(?:见习|实习|首席|本报)?(?:记者|通讯员|实习生)){{1,2}}\s?[{HAN}·]{{2,4}}"
    rf"(?:[、, ][{HAN}·]{{2,4}}){{0,3}}){{1,2}})\s{{1,4}}(?=\S)"
)
# 本报讯 N、N报道:, the names without any word for what they are.
_NAMES_REPORT: Final = re.compile(
    rf"\s{{0,4}}(?P<who>[{HAN}·]{{2,4}}(?:[、, ][{HAN}·]{{2,4}}){{0,3}})报[道导]:\s{{0,2}}"
)
_SHORT_NAME: Final = re.compile(rf"[{HAN}]{{2,6}}?(?=记者)")
# 本报讯记者N通讯员N报道昨日…: nothing set between the report and who sends it. Each must have a word for what it is.
_REPORT_ON: Final = re.compile(
    rf"\s{{0,4}}(?P<who>(?:(?:本报|见习|实习|首席|特约|驻站){{0,2}}(?:记者|通讯员|实习生)(?![从在昨今近日])"
    rf"[{HAN}]{{2,3}}(?:[、 ][{HAN}]{{2,3}}){{0,3}}){{1,3}})报[道导](?=[{HAN}0-9“])"
)
_TITLED: Final = re.compile(r"\s{0,4}题:")
# …电 题:老桥通车 作者 柳禾青 杜小渡 近日,…, …电】题:老桥通车(记者柳禾青) 近日,…: the title and the authors of a
# feature, the text behind them.
_TITLED_BY: Final = re.compile(
    rf"\s{{0,4}}题:[^。]{{4,60}}?(?:\s作者\s{{1,3}}(?P<who>[{HAN}]{{2,4}}(?:\s{{1,3}}[{HAN}]{{2,4}}){{0,2}})\s{{1,3}}(?=\S)"
    rf"|\s{{0,2}}\((?P<by>(?:[{HAN}]{{0,6}}记者|作者)[{HAN}·、 ]{{2,24}})\)\s{{0,3}}(?=\S))"
)
# 【新华社重庆十四日电】拉萨讯:, 据塔斯社消息:, 据某某报报道:, 综合本社驻外记者报道:, 新华社记者报道:.
_SECOND: Final = re.compile(
    rf"\s{{0,2}}(?:[{HAN}]{{2,10}}(?:讯|消息|电)|(?:据|综合)[{HAN}、]{{0,14}}(?:《[^《》]{{2,12}}》)?(?:报道|报导|消息|电)"
    rf"|(?:{outlets.OWN}|{_KNOWN})(?:驻[{HAN}]{{1,6}})?记者(?:集体)?报[道导]):\s{{0,2}}"
)
# 【记者N某某校园报导】: the reporter by name, and a place that no list of places holds, before what was done.
_FROM_ANYWHERE: Final = re.compile(
    rf"(?P<role>(?:[{HAN}]{{2,8}}?)?(?:特约|特派|实习|见习|地方|驻地)?记者\s?)"
    rf"(?P<told>[{HAN}]{{4,11}}?)(?:{DAY})?(?:(?:综合|采访|专题)?报[道导]|专?[电讯])"
)

_OF_A_PLACE: Final = frozenset("县市乡镇区村")  # 竹县横山: so a place's name goes on, and does not begin
_COLON: Final = re.compile(r"\s{0,2}[:/]\s{0,2}")
_LONGEST_OPENING: Final = 80
WINDOW: Final = 140
"""Characters behind a source line in which whom it names is sought."""


def named_behind(folded: str, source: str, end: int) -> tuple[tuple[Contributor, ...], int]:
    """Return whom a bracket or 记者N报道: behind the source line names, and where the story begins."""
    window = folded[: end + WINDOW]
    bracket = BRACKET_PEOPLE.match(window, end)
    detail = bracket or _REPORTS.match(window, end)
    if detail:
        who = _past_outlet(folded, slice(*detail.span("who")), end)
        found = read_people(folded[who], loose=bracket is not None)
        if found.named and (found.marked or not found.rest):
            colon = _COLON.match(window, detail.end())
            return found.contributors(folded[who], source[who]), colon.end() if colon else detail.end()
        told = from_anywhere(folded[who]) if bracket else None
        if told is not None:
            return told[0].contributors(folded[who], source[who]), detail.end()
        if bracket and (found.units or found.work) and not found.rest:
            return (), detail.end()  # (本报“两会”报道组)
    unmarked = _named_without_bracket(window, end)
    if unmarked:
        who = slice(*unmarked[1])
        return unmarked[0].contributors(folded[who], source[who]), unmarked[2]
    for pattern in (_SECOND, _TITLED, _COLON):
        match = pattern.match(window, end)
        if match:
            return (), match.end()
    return (), end


def _named_without_bracket(window: str, end: int) -> tuple[People, tuple[int, int], int] | None:
    """Return whom the words behind a source line name, where they stand, and where the story begins."""
    for pattern, loose in ((_REPORT_ON, False), (_NAMED_ALONE, False), (_NAMES_REPORT, True)):
        match = pattern.match(window, end)
        if match:
            found = read_people(match["who"], loose=loose)
            if found.named and not found.rest and (found.sure or found.marked):
                return found, match.span("who"), match.end()
    titled = _TITLED_BY.match(window, end) if "题:" in window[end : end + 6] else None
    if titled is None:
        return None
    group = "who" if titled["who"] else "by"
    authors = read_people(titled[group], loose=True)
    return (authors, titled.span(group), titled.end()) if authors.named and not authors.rest else None


def _past_outlet(folded: str, who: slice, end: int) -> slice:
    """Return the span without the outlet's short name, which the source line has in full: 【青石网…】(青石记者N)."""
    outlet = _SHORT_NAME.match(folded, who.start, who.stop)
    if outlet and outlet.group() in folded[:end]:
        return slice(outlet.end(), who.stop)
    return who


def from_anywhere(inner: str) -> tuple[People, tuple[int, int]] | None:
    """Return whom a bracket names who reports from a place that no list holds, and where the place stands in it."""
    match = _FROM_ANYWHERE.fullmatch(inner)
    if match is None:
        return None
    told = match["told"]
    placed = told[2:4] in place_names() or told[2:5] in place_names()  # 张然加拿大…
    length = 2 if placed or told[3] in _OF_A_PLACE else 3
    if not sure_name(told[:length]) or NOT_A_PLACE.search(told[length:]):
        return None
    people = read_people(match["role"] + told[:length])
    return (people, (match.start("told") + length, match.end("told"))) if people.named else None


@once
def bracketed_reporters(folded: str, source: str) -> tuple[tuple[Contributor, ...], int] | None:
    """Return whom a bracket at the head of a report names, and where the text begins: (记者 N 通讯员 N)昨日,….

    Must not match who took a picture: (记者 N 摄).
    """
    bracket = BRACKET_PEOPLE.match(folded[:_LONGEST_OPENING])
    if bracket is None or "摄" in bracket["who"] or bracket.end() >= len(folded):
        return None
    found = read_people(bracket["who"])
    if not found.named or not found.marked or found.rest:
        return None
    who = slice(*bracket.span("who"))
    return found.contributors(folded[who], source[who]), bracket.end()
