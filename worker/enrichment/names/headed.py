"""Bodies told by who heads them, by what they report and by their legal form, where neither list nor tagger knows them.

A title before a person bounds a name on the right, the start of the clause on the left: 、万岭新材料|董事长|李明.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from worker.enrichment.lexicons import lexicon
from worker.enrichment.names.continued import no_verb
from worker.enrichment.names.spans import BY_RULE, ORGANIZATION, PERSON, PLACE, Name
from worker.enrichment.remembered import remembered
from worker.enrichment.signs import sign
from worker.lexicon.bodies import ENDINGS
from worker.lexicon.characters import HAN
from worker.lexicon.files import alternatives
from worker.lexicon.files import words as lexicon_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from worker.enrichment.vocabulary import Words

# Who heads a firm; and whom societies and schools have too. Must NOT hold who heads a unit of one: 处长, 主任.
_RANK = r"(?:[前原]|时任|现任|名誉|执行|联席|常务|创始){0,4}副?"
_FIRM = f"(?:{alternatives('titles', 'heads of firms')}|ceo)"
_HEAD = re.compile(rf"{_RANK}(?P<firm>{_FIRM})$|{_RANK}(?:{alternatives('titles', 'heads of societies')})$")
_HEADS = (*sorted(lexicon_words("titles", "heads of firms", "heads of societies")), "ceo")
_LAST_OF_HEADS = frozenset(title[-1] for title in _HEADS)
_FARTHEST = 9  # letters of a head
_HEADED = frozenset({"association", "company", "school", "hospital", "research", "culture", "sport", "media"})
_OWN = 2  # letters of the name before what it ends in: 万岭|集团
_LONGEST_ENDING = 8
# Letters of a name, and what stands before one. Must NOT match where one goes on: 甲(中国)|投资有限公司.
_STEM = re.compile(
    rf"(?:(?![的在和与及等有是从向对为把将被每某由了到给让称说获该本我其兼任请各全这那])[{HAN}a-z0-9]){{1,28}}$"
)
_FREE = re.compile(rf"[^{HAN}a-z0-9·)”》’-]$|^$|[和与及由对请有是]$")
_FORMER = "原前"
_LONGEST = 14  # of a firm twice that, and no pattern looks farther
_SHORTEST = 2
_KINDS_OF = frozenset({"b"})  # 外资|银行
_ANY = ("企业", "工厂", "车间", "市场")  # 民营企业
_UNKNOWN = frozenset({"x", "nz", "nt", "eng"})
# 康源制造|有限公司. Its own stem goes before: at the start of a clause, behind 对 and 与, behind a place.
_LEGALLY = "有限"
_LEGAL = re.compile(r"(?:股份)?有限(?:责任)?公司(?![长的章])")
# 据|柳林新闻网|报道. Must NOT match 据有关新闻报道, 据当地电视台报道.
_REPORTS = ("报道", "报导", "消息", "援引", "引述")
_IS_REPORT, _IS_LEGAL = sign(_REPORTS), sign([_LEGALLY])
_REPORTER = re.compile(
    rf"(?:据|综合|引述|援引|引用|[、和与及])((?:(?![的在和与及等有是当该本各多我地家新热、])[{HAN}]){{2,6}}?"
    rf"(?:{alternatives('outlets', 'paper')}|新闻网|新闻社|通讯社|电视台|电台|广播公司|网))"
    r"(?:网站)?[0-9星期上周月日今昨当天早晚下午中()一二三四五六]{0,12}$"
)
_BEFORE_REPORTS = frozenset("报闻网社台刊司末站日天午)")
_FARTHEST_REPORTER = 30
_NO_OUTLET = re.compile(r"(?:官|互联|因特|门户|媒体|有关|国内|国外|海外|最新|网络|社会|经济|体育)(?:网|新闻|报)$")


def headed(text: str, names: Sequence[Name], words: Words) -> Iterator[Name]:
    """Yield the bodies, in no order.

    Args:
        text: Folded text.
        names: As found so far.
        words: Of the text.
    """
    headed_here = [
        name.start
        for name in names
        if name.kind is PERSON
        and text[name.start - 1] in _LAST_OF_HEADS
        and text.endswith(_HEADS, 0, name.start)  # far sooner told than by the pattern
    ]
    reports = [word for word in _REPORTS if word in text] if words.holds(_IS_REPORT) else []
    if not headed_here and not reports and not words.holds(_IS_LEGAL):  # as in most texts
        return
    bodies = {name.end for name in names if name.kind is ORGANIZATION}
    places = {name.end: name.start for name in names if name.kind is PLACE}
    for start in headed_here:
        head = _HEAD.search(text, max(0, start - _FARTHEST), start)
        if head and head.start() not in bodies:
            yield from _before(text, head.start(), places, words, firm=head["firm"] is not None)
    for match in _LEGAL.finditer(text) if words.holds(_IS_LEGAL) else ():
        if match.end() not in bodies:
            yield from _legal(text, match, places, words)
    for word in reports:
        at = text.find(word)
        while at >= 0:
            if text[at - 1] in _BEFORE_REPORTS:
                yield from _reporter(text, at, bodies, words)
            at = text.find(word, at + len(word))


def _reporter(text: str, end: int, bodies: set[int], words: Words) -> Iterator[Name]:
    """Yield who reports, before ``end``."""
    match = _REPORTER.search(text, max(0, end - _FARTHEST_REPORTER), end)
    if match and match.end(1) not in bodies and words.index_at(match.start(1)) >= 0 and not _NO_OUTLET.search(match[1]):
        yield _body(text, *match.span(1))


def _before(text: str, end: int, places: dict[int, int], words: Words, *, firm: bool) -> Iterator[Name]:
    """Yield the body that ends at ``end``, before its head."""
    match = _STEM.search(text, max(0, end - _LONGEST), end)
    if match is None:
        return
    start = match.start() + (text[match.start()] in _FORMER)
    if not _FREE.search(text[max(0, start - 1) : start]):
        return
    ends = _ends_as_headed(text[start:end])
    if not ends:
        start = next((place for place in places if start < place < end), start)  # 柳林|万岭新材料
    index = words.index_at(start)
    if end - start < _SHORTEST or index < 0 or words.tag(index) in _KINDS_OF or not no_verb(words, start, end):
        return
    if text.endswith(_ANY, start, end):
        return
    named = ends or (firm and _is_unknown(words, start, end))
    if named and text[start:end] not in lexicon("not_organizations"):
        yield _body(text, start, end)


@remembered(1 << 10)
def _ends_as_headed(text: str) -> bool:
    """Tell whether what such people head ends so, behind a name of its own."""
    lengths = range(min(_LONGEST_ENDING, len(text) - _OWN), 0, -1)
    return next((ENDINGS[text[-size:]] in _HEADED for size in lengths if text[-size:] in ENDINGS), False)


def _is_unknown(words: Words, start: int, end: int) -> bool:
    """Tell whether a name is made of words that no dictionary has: 翱蓝."""
    index = words.index_at(start)
    found = False
    while index < len(words) and words.starts[index] < end:
        if words.tag(index) not in _UNKNOWN:
            return False
        found, index = True, index + 1
    return found


def _legal(text: str, ending: re.Match[str], places: dict[int, int], words: Words) -> Iterator[Name]:
    """Yield the firm of a legal ending whose stem nothing else tells."""
    start, end = ending.span()
    match = _STEM.search(text, max(0, start - _LONGEST - _LONGEST), start)
    if match is None:
        return
    begin = match.start()
    if any(begin < place < start for place in places.values()):
        return  # what begins with a place is told elsewhere
    if not _FREE.search(text[max(0, begin - 1) : begin]):
        return
    inner = words.index_at(begin)
    one_word = inner >= 0 and words.starts[inner] + words.lengths[inner] == start  # 起步|股份有限公司
    if start - begin >= _SHORTEST and inner >= 0 and (one_word or no_verb(words, begin, start)):
        yield _body(text, begin, end)


def _body(text: str, start: int, end: int) -> Name:
    return Name(start, end, ORGANIZATION, text[start:end], BY_RULE)
