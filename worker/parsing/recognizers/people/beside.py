"""What stands beside a name: the place, the institution, the outlet or the calling of whom it is. Folded text."""

from __future__ import annotations

import re

from worker.lexicon import endings, outlets, roles
from worker.lexicon.characters import HAN
from worker.lexicon.places import place_names
from worker.lexicon.titles import COURTESY, TITLES
from worker.parsing.patterns.person_names import likely_name, sure_name

OUTLET = re.compile(rf"(?:{outlets.KNOWN}|[{HAN}a-z·\-]{{1,16}}(?:{outlets.ENDINGS}|[社报网台]))(?:驻[{HAN}]{{1,8}})?")
_LONG_OUTLET = re.compile(rf"[{HAN}]{{2,14}}(?:电视?台|通讯社|[日晚晨时周商]报|新闻网|客户端)")
_POSTED = re.compile(rf"驻[{HAN}]{{1,8}}")
_SHORTEST_UNIT = 3
_LONGEST_OUTLET = 12
_SHORTEST_OFFICE, _LONGEST_OFFICE = 5, 10
_NAME_AND_LONG_PLACE = 5  # characters: two of a name, three of a place
_OFFICE_ENDINGS = ("部", "局", "厅", "署")
_OFFICES = tuple(sorted(title for title in TITLES if len(title) > 1))


def is_unit(text: str) -> bool:
    """Return whether ``text`` may be a place, an institution, an outlet or a calling that stands beside a name."""
    if text in place_names() or text in TITLES or text in COURTESY or text in roles.READER_WORDS:
        return True
    if len(text) >= _SHORTEST_UNIT and text.endswith(endings.UNITS):
        return True
    if text.endswith(roles.READER_WORDS):
        return True
    return OUTLET.fullmatch(text) is not None


def is_calling(text: str) -> bool:
    """Return whether ``text`` ends in what somebody is: 贵州读者, 退休教师, 市长."""
    return text.endswith(roles.READER_WORDS) or text in TITLES


def holds_office(text: str) -> bool:
    """Return whether ``text`` ends in an office, whatever it is of: 专题策划主任."""
    return len(text) <= _LONGEST_OFFICE and text.endswith(_OFFICES)


def is_long_office(word: str) -> bool:
    """Return whether a word of some length ends in an office."""
    return len(word) >= _SHORTEST_OFFICE and holds_office(word)


def is_office(word: str) -> bool:
    """Return whether a word is an institution in three characters, whatever surname it begins with: 宣传部, 公安局."""
    return len(word) == _SHORTEST_UNIT and word.endswith(_OFFICE_ENDINGS) and word not in place_names()


def name_and_place(text: str) -> str:
    """Return the name in 王明台南 (报导): a name and a known place, "" for another text."""
    if len(text) == _NAME_AND_LONG_PLACE and likely_name(text[:2]) and text[2:] in place_names():
        return text[:2]  # 王明旧金山: 金山 is a place too
    for length in (3, 2, 4):
        if likely_name(text[:length]) and text[length:] in place_names():
            return text[:length]
    return ""


def behind_outlet(text: str) -> list[str] | None:
    """Return the name in 松溪人民广播电台柳禾青 (报道): one that its outlet, named in full, stands before."""
    for length in (3, 2):
        if sure_name(text[-length:]) and _LONG_OUTLET.fullmatch(text[:-length]):
            return [text[-length:]]
    return None


def is_strange(word: str, *, whole: bool) -> bool:
    """Return whether a word directly before a role can be no person: 齐鲁壹点·云上, 大纪元, nownews.

    ``whole``: nothing stands before it.
    """
    if len(word) > _LONGEST_OUTLET:
        return False
    joined = any(point in word for point in "·-") and not likely_name(word)
    return joined or (whole and (len(word) <= _SHORTEST_UNIT or word.isascii()) and not likely_name(word))


def is_outlet(word: str) -> bool:
    """Return whether a word directly before a role is the outlet or the place of whom it names, not a name itself."""
    if len(word) > _LONGEST_OUTLET:
        return False
    return OUTLET.fullmatch(word) is not None or _POSTED.fullmatch(word) is not None or is_unit(word)
