"""Names of newspapers: what one looks like, and what merely ends like one."""

from __future__ import annotations

import re

from worker.lexicon.characters import HAN

_SUFFIX = r"(?:报海外版|[周日旬晚晨]刊|周末|时讯|电讯|导刊|经济报道|参考消息|报)"
_LAST = frozenset("报版刊末讯道息")  # of each of them and of the two papers that end otherwise
# Must not match 天气预报, 宣传海报, 本报, 工作汇报 (文汇报 is a paper), 新闻公报 (大公报 is one),
# 市委机关报, 要闻周报 (a digest's headline).
_NO_PAPER = re.compile(
    r"(?:预报|海报|情报|年报|月报|季报|通报|喜报|电报|警报|举报|回报|捷报|播报|上报|填报|谎报|瞒报|墙报|板报|简报|"
    r"作汇报|果汇报|告汇报|议公报|闻公报|计公报|量公报|机关报|闻周报|周快报|[本我贵该各党大小都见登订读办]报)"
)
PAPER_NAME = re.compile(rf"(?:[{HAN}]{{1,9}}?{_SUFFIX}|参考消息|人民铁道)(?![{HAN}])")
# Endings that hardly any word but a paper's name has.
_MARKED = re.compile(r"(?:日|晚|晨|早|新|时|商|导|都市|青年|经济|法治|法制|农民|工人|教育|科技|文化)报$")
# What a page asks of its readers: 点击锦州日报, 欢迎订阅平湖晚报. No paper's name begins so.
_APPEAL = re.compile(r"点击|关注|订阅|欢迎|扫码|登录|下载|浏览|投稿")
SHORTEST, LONGEST = 3, 9  # characters: 青石报, 人民日报海外版


def is_paper_name(squeezed: str) -> bool:
    """Tell whether folded text without white space has the form of a paper's name: 青石报, 平湖经济报, 南方周末."""
    return (
        SHORTEST <= len(squeezed) <= LONGEST
        and squeezed[-1] in _LAST
        and PAPER_NAME.fullmatch(squeezed) is not None
        and _APPEAL.match(squeezed) is None
        and _NO_PAPER.fullmatch(squeezed[-3:]) is None
        and _NO_PAPER.fullmatch(squeezed[-2:]) is None
    )


# First characters of words with 报 that are no paper, and of papers' kinds: 电报, 简报, 日报.
_NOT_ALONE = frozenset(
    "日晚早晨午夜周旬月季年电海简通公情警预汇回捷播上填谎瞒墙板画学党团快战小大号本我贵该各都见登订读办喜举呈禀密急转续补专送投看新时商"
)


def is_short_paper_name(squeezed: str) -> bool:
    """Return whether the whole of a name, or a line at a page's head, is a paper's of two characters: 申报; not 简报.

    In running text such a word may be anything (申报材料): of a page's text, lines at its head alone are asked this.
    """
    return len(squeezed) == SHORTEST - 1 and squeezed[1] == "报" and squeezed[0] not in _NOT_ALONE


def is_marked(squeezed: str) -> bool:
    """Tell whether a paper's name has an ending of its own (日报, 晚报, 新报), beyond the 报 that others share."""
    return _MARKED.search(squeezed) is not None
