"""Rules for people: what can be a name, lists of names, names run together."""

from __future__ import annotations

import bisect
import functools
import re
from typing import TYPE_CHECKING, Final

from worker.enrichment.lexicons import lexicon
from worker.enrichment.names.roles import is_title
from worker.enrichment.names.spans import BY_RULE, PERSON, Name
from worker.enrichment.remembered import remembered
from worker.enrichment.signs import sign
from worker.lexicon import surnames, transliteration
from worker.lexicon.characters import HAN
from worker.lexicon.places import WORLD
from worker.lexicon.titles import TITLES

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from worker.enrichment.names.usage import Counted

_SHORTEST_CHINESE: Final = 2
_LONGEST_CHINESE: Final = 3
_LONGEST_GIVEN: Final = 2  # characters
_LONGEST: Final = 24
# Han, rare ones too (郑暐章 once it is folded), and the points and dashes inside foreign names. Must NOT match digits,
# Latin letters, brackets.
_NAME: Final = re.compile(rf"[{HAN}][{HAN}·•・‧.—-]*[{HAN}]")
# One item of an enumeration. Must NOT match across other punctuation.
_LIST: Final = re.compile(r"[^\s,。;:!?、()《》“”]+(?:、[^\s,。;:!?、()《》“”]+)+")
# The last of a list: 、曾绍山和|毛远新. Must NOT match 、曾绍山和全体干部, 、曾绍山和王家.
_LAST_OF_LIST: Final = re.compile(rf"[和与及]([{HAN}]{{3}})$")
_EDGE: Final = re.compile(r"[\s,。;:!?()《》“”]")
_LOOK_BACK: Final = 60  # characters of an enumeration before its first known name
# What follows a run of names that stands alone on a line. Must NOT match a verb with an object: 陪同参观, 主持召开.
_LINE_OF_NAMES: Final = re.compile(
    r"([\u3400-\u9fff]{2,16}?)(主持会议|主持|出席会议|出席|参加|陪同|列席|作报告|讲话|致辞)(?=\s|$)"
)
STANDS_ALONE: Final = sign(["主持", "出席", "参加", "陪同", "列席", "作报告", "讲话", "致辞"])
"""What every such line ends in."""
# 王小明|出席并|讲话 is one who does two things.
_DOES: Final = re.compile(r"主持|出席|参加|陪同|列席")
# After the last name of a list.
_AFTER_LIST: Final = re.compile(
    r"(?:等)?(?:出席|参加|陪同|列席|主持|先后|分别|在座|以及|和|及|同志|到会|一同|发言|调研|随同|一行|共同)"
)
# Prepositions and conjunctions that begin no name. Must NOT hold surnames in use: 于, 向, 和 stay out.
_BEFORE_NAMES: Final = "对同与把被给让使由"
_AT_TIMES_BEFORE: Final = "应和与向于为后"  # surnames as well, so the article must know the name without them
# What often follows a name and ends few.
_AFTER_NAMES: Final = (
    "则未让答著说式也又的是在对用将已为不就都还从把被向与及等任同获曾因仍即说称问笑介赴率摄虽亦遂竟均皆却指犯"
)
_AT_TIMES_AFTER: Final = "才便再"  # which end names of three as well
# How a village calls its elders, behind their names: 平措大叔.
KIN = ("大叔", "大妈", "大爷", "大娘", "大姐", "大哥", "阿妈", "阿爸", "阿姨", "奶奶", "爷爷")
# 黄姓司机, 杨家, 何母亲 name nobody, nor does who is called by the surname: 刘官, 张太, 陈伯.
_OF_A_FAMILY: Final = frozenset(
    {"姓", "氏", "家", "母亲", "父亲", "母", "妻", "老总", "家人", "家村", "官", "太", "伯", "叔", "婶", "嫂"}
)
# 韩方, 台媒 are sides of states.
_SIDES: Final = frozenset({*"方媒企称", "空军", "海军", "军方", "官方", "绿委", "蓝委", "立院", "海警", "民调"})
_ARMED: Final = frozenset("军警")  # behind what is no common surname: 马军 may be somebody, 乌军 is nobody
# 马方|愿 is a side and what it does. Must NOT match 韩方明.
_OF_SIDES: Final = frozenset("愿应将须望勿拟")
_STATES: Final = frozenset(
    "中美英法德俄日韩朝印越泰缅老柬马新菲哈乌阿伊以巴埃澳加墨古智秘欧非台港蒙尼斯孟沙土意西荷波捷匈罗塞白吉科挪黎陆"
)
_PEOPLES: Final = frozenset({"马来", "犹太", "阿拉伯", "华裔", "吉卜赛"})  # with those of states
# A surname alone goes on so: 廖指, 林又. No given name is written with one of these.
_SAID: Final = frozenset("指又及亦斥叹则续")
# 楼价|高企|令人难眠: what is said of things, before what it makes of them.
_MAKES: Final = frozenset("令使让致")
# How what is eaten or worn ends, and nobody: 花枝丸, 白衬衫.
_GOODS: Final = frozenset("丸饼衫裤鞋粥糕粽饺")
# A verb of moving that goes on with where to: 王俊到|北碚, 朱波来|我县. Must NOT match a name before a verb: 李春来说.
_MOVES: Final = "到来去赴抵返"
# Of these, what ends no name at all, and what ends none without a family name: 格桑达瓦正, 安华已.
_NO_LAST: Final = "已则虽亦遂却仍而"
_NO_LAST_ABROAD: Final = f"{_NO_LAST}正便就又还也曾均"
# 有 ends names too (李大有), but none of four.
_AFTER_LONG: Final = f"{_AFTER_NAMES}{_MOVES}有唤喊叫推抱背拿陪送请跟随遭拒盼吁批斥评"
# 林正继|与甲国会谈后: what was done before. Must NOT match 王承继说.
_THEN: Final = frozenset("与在去上今前昨本早此访对出")
# 林金强|将支票移交: words of the dictionary, and none is said behind a name as 上将 and 老将 are.
_GENERALS: Final = frozenset({"强将", "良将", "武将", "勇将", "战将", "福将", "虎将", "猛将"})
# 任命|韩俊|为部长: who is made something.
_MADE = ("任命", "推选", "选举", "聘任", "委任", "征召", "推举")
_LINKS: Final = "和与及"
_DOUBTFUL: Final = 0.5  # nats a character
# What follows a state named by one character: 马政府 is no person.
_AFFAIRS: Final = lexicon("affairs")


def is_chinese_name(text: str) -> bool:
    """Tell whether ``text`` has the shape of a Chinese name: a surname and one or two characters."""
    if text[:2] in surnames.COMPOUND:
        return 1 <= len(text) - 2 <= _LONGEST_GIVEN
    return 1 <= len(text) - 1 <= _LONGEST_GIVEN and text[0] in surnames.SINGLE


@remembered(1 << 13)
def is_person(text: str) -> bool:
    """Tell whether ``text`` can name a person at all: at least two Han characters, no digits."""
    return bool(_NAME.fullmatch(text)) and len(text) <= _LONGEST


@remembered(1 << 13)
def _is_nobody(name: str) -> bool:
    """Tell whether what was taken for a name says whose somebody is, what is done, or which side."""
    rest = name[1:]
    if rest in _OF_A_FAMILY or rest in TITLES or rest in _AFFAIRS or name in lexicon("not_people"):
        return True
    if name[-1] in _MAKES and name[:-1] in lexicon("not_people"):
        return True
    if name[-1] in _GOODS or (len(name) == _LONGEST_CHINESE and name[1] == "及" and name[2] in surnames.SINGLE):
        return True
    if name[1] == "匪" or name.startswith("蒋军"):  # old papers: 蒋匪, 蒋军|新六军
        return True
    # 马来人; 李人 is somebody.
    if len(name) > _SHORTEST_CHINESE and name[-1] == "人" and (name[:-1] in WORLD or name[:-1] in _PEOPLES):
        return True
    side = name[0] in _STATES and (
        rest in _SIDES
        or (name[1] == "方" and rest[1:] in _OF_SIDES)
        or (rest in _ARMED and name[0] not in surnames.COMMON)
    )
    return side or rest in _SAID


def trimmed(
    name: str,
    after: str,
    usage: Counted,
    margin: float,
    is_word: Callable[[str], object],
    *,
    before: str = "",
    leads_on: bool = False,
) -> tuple[int, int] | None:
    """Return how many characters to cut from the front and (negative: to add) from the end of a tagged person.

    None when it is no person. The tagger sees a clause; the article tells more: 常昊 stands in it five times, 常昊则
    once; and 汪忠 is always followed by 和, so that the name is 汪忠和.

    Args:
        name: As tagged.
        after: The two characters after it.
        usage: The whole article, folded.
        margin: The tagger's, in nats.
        is_word: Gives the dictionary's tag of a word, "" when it has none.
        before: The two characters before it.
        leads_on: A place or a body begins where the name ends.
    """
    front = int(_has_preposition(name, usage))
    name = name[front:]
    if _is_nobody(name):
        return None
    if margin < _DOUBTFUL and name[0] in "小老阿":
        return None
    goes_on = _NO_LAST if is_chinese_name(name) else _NO_LAST_ABROAD if len(name) > _LONGEST_CHINESE else ""
    is_long = len(name) == _LONGEST_CHINESE + 1 and is_chinese_name(name[:-1]) and not is_chinese_name(name)
    too_long = is_long and (name[-1] in _AFTER_LONG or usage.count(name[:-1]) > usage.count(name))
    if too_long or (name[-1] in goes_on and len(name) > _SHORTEST_CHINESE):
        return front, 1  # 蒋万安笑
    if len(name) == _LONGEST_CHINESE and is_chinese_name(name):
        shorter = name[:-1]
        times = usage.count(name)
        often = usage.count(shorter) - times
        named = is_word(name) == "nr"  # 金正日 and 金正恩 have no 金正 in common
        moves = name[-1] in _MOVES and (leads_on or (often and after[:1] == "说"))
        then = name[-1] == "继" and after[:1] in _THEN
        then = then or (name[-1] == "为" and before.endswith(_MADE))
        if (
            moves
            or then
            or (not named and often > times)
            or (often and (name[-1] in _AFTER_NAMES or name[-1] in _AT_TIMES_AFTER))
        ):
            return front, 1
    elif len(name) == _SHORTEST_CHINESE and is_chinese_name(name) and after[:1] not in _AFTER_NAMES:
        longer = name + after[:1]
        follows = is_person(longer) and not is_word(after) and usage.count(longer) == usage.count(name) > 1
        if follows or after in _GENERALS:
            return front, -1
    return front, 0


def _has_preposition(name: str, usage: Counted) -> bool:
    rest = name[1:]
    if name[0] in _BEFORE_NAMES and rest[0] not in "·‧":  # 让·皮埃尔
        return is_chinese_name(rest) or len(name) > _LONGEST_CHINESE
    return name[0] in _AT_TIMES_BEFORE and is_chinese_name(rest) and usage.count(rest) > usage.count(name)


def joined(names: Sequence[Name]) -> list[Name]:
    """Return the names, those of a person joined that were found as two: [阿不都][热合曼·吐尔逊].

    Two people never stand side by side without a mark where one of them has a point in the name; where none has, the
    first of them ends before what links them: [陈浩和][谢林].

    Args:
        names: In order, without overlaps.
    """
    whole: list[Name] = []
    for name in names:
        last = whole[-1] if whole else None
        if (
            last is not None
            and last.end == name.start
            and last.kind is name.kind is PERSON
            and ("·" in name.text or ("·" in last.text and transliteration.CHARACTERS.issuperset(name.text)))
            and is_person(last.text + name.text)
        ):
            whole[-1] = name._replace(start=last.start, text=last.text + name.text, sure=max(last.sure, name.sure))
            continue
        if (
            last is not None
            and last.end == name.start
            and last.kind is name.kind is PERSON
            and last.text[-1] in _LINKS
            and last.end - last.start == len(last.text) == _LONGEST_CHINESE
        ):
            whole[-1] = last._replace(end=last.end - 1, text=last.text[:-1])
        whole.append(name)
    return whole


def complete_lists(text: str, names: Sequence[Name], words: Collection[str]) -> list[Name]:
    """Return names that a list of people holds and the tagger missed: 刘永、[高峰]、邓美涛出席.

    Args:
        text: Folded text.
        names: What was found so far.
        words: Names that are known in this article; they need no other proof.
    """
    people = {(name.start, name.end) for name in names if name.kind is PERSON}
    ends = {end for _, end in people}
    if not any(text.startswith("、", end) for end in ends):  # see _lists
        return []
    taken = sorted((name.start, name.end) for name in names)
    found: list[Name] = []
    for match in _lists(text, people):
        starts = [match.start()]
        for item in match[0].split("、")[:-1]:
            starts.append(starts[-1] + len(item) + 1)
        items = list(zip(starts, match[0].split("、"), strict=True))
        whole = sum((start, start + len(item)) in people for start, item in items[1:-1])
        edge = items[0][0] + len(items[0][1]) in ends
        last = _LAST_OF_LIST.search(text, starts[-1], match.end())
        if last and last.start() in ends and is_chinese_name(last[1]) and not _is_taken(taken, *last.span(1)):
            found.append(Name(*last.span(1), PERSON, last[1], BY_RULE))
        if whole + edge <= 1 or whole + edge < len(items) / 2:  # two names make a list of people
            continue
        first, opening = items[0]
        candidate = _after_title(opening)
        if candidate and not _is_taken(taken, first + len(opening) - len(candidate), first + len(opening)):
            end = first + len(opening)
            found.append(Name(end - len(candidate), end, PERSON, candidate, BY_RULE))
        for start, item in items[1:]:
            candidate = item if is_chinese_name(item) else _before_verb(item, words)
            end = start + len(candidate)
            if candidate and not _is_taken(taken, start, end):
                found.append(Name(start, end, PERSON, candidate, BY_RULE))
    return found


def _lists(text: str, people: Iterable[tuple[int, int]]) -> Iterable[re.Match[str]]:
    """Yield the enumerations that hold one of the spans."""
    done = 0
    for start, end in sorted(people):
        if start < done or text[end : end + 1] != "、":
            continue
        edge = _EDGE.search(text[start - _LOOK_BACK if start > _LOOK_BACK else 0 : start][::-1])
        match = _LIST.match(text, start - edge.start() if edge else max(start - _LOOK_BACK, 0))
        if match:
            done = match.end()
            yield match


def _is_taken(taken: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    at = bisect.bisect_left(taken, (end, 0)) - 1
    return at >= 0 and taken[at][1] > start


def _after_title(item: str) -> str:
    """Return the name that ends the first item of a list, after a position: 市领导[高峰]、孙正华."""
    for length in (3, 2, 4):
        title, candidate = item[:-length], item[-length:]
        if title and is_chinese_name(candidate) and is_title(title):
            return candidate
    return ""


def _before_verb(item: str, words: Collection[str]) -> str:
    for length in (3, 2, 4):
        candidate, rest = item[:length], item[length:]
        if is_chinese_name(candidate) and (candidate in words or _AFTER_LIST.match(rest)):
            return candidate
    return ""


def run_together(text: str, end: int, known: Collection[str], is_common: Callable[[str], bool]) -> list[Name]:
    """Return the names of lines that hold nothing else: 黄祖英徐永德出席.

    Args:
        text: Folded text.
        end: Look no further (the title fields).
        known: Names sure elsewhere in the issue; a division that uses more of them is preferred.
        is_common: Tells whether a word is an ordinary one: 党员 and 干部 begin with surnames too.
    """
    found: list[Name] = []
    for match in _LINE_OF_NAMES.finditer(text, 0, end):
        if (match.start() and text[match.start() - 1] not in " \n\u3000") or _DOES.search(match[1]):
            continue
        parts = _divide(match[1], frozenset(known))
        if all(part not in known and is_common(part) for part in parts):
            continue
        at = match.start()
        for part in parts:
            found.append(Name(at, at + len(part), PERSON, part, BY_RULE))
            at += len(part)
    return found


@functools.lru_cache(256)
def _divide(text: str, known: frozenset[str]) -> tuple[str, ...]:
    """Return the best division of ``text`` into names, empty when there is none."""
    best: list[tuple[float, tuple[str, ...]] | None] = [(0.0, ()), *([None] * len(text))]
    for end in range(2, len(text) + 1):
        for length in (2, 3, 4):
            before = best[end - length] if length <= end else None
            part = text[end - length : end]
            if before is None or not (part in known or is_chinese_name(part)):
                continue
            # Three characters are the commonest form; a name known elsewhere outweighs everything.
            score = before[0] + (10 if part in known else 1.5 if length == _LONGEST_CHINESE else 0)
            held = best[end]
            if held is None or score > held[0]:
                best[end] = (score, (*before[1], part))
    reached = best[-1]
    return reached[1] if reached else ()
