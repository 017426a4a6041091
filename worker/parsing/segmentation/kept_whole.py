"""What within a line is kept whole, wherever blanks and signs stand in it: names, credits, dates, links, labels."""

from __future__ import annotations

import re
from typing import Final

from worker.lexicon.characters import HAN
from worker.parsing.patterns.person_names import likely_name
from worker.parsing.recognizers.contributors.credits import own_line_credit
from worker.parsing.recognizers.contributors.signatures import end_mark
from worker.parsing.recognizers.furniture.lines import is_editing, is_told_inside, stands_amid
from worker.parsing.recognizers.rows.excerpts import sends_on
from worker.parsing.recognizers.sites.metadata import (
    is_barred,
    is_breadcrumb,
    is_date_by_name,
    is_former_title,
    web_fields,
)
from worker.parsing.recognizers.sites.notices import asks_reader
from worker.parsing.recognizers.sources.lines import read_source_line

# 松溪+ 2023-08-06 09:21:30, 某网 | 2008-3-23 10:04 要闻: no title beside a date and time is so short.
_STAMPED: Final = re.compile(
    rf"[{HAN}a-z0-9+|·\s]{{0,9}}(?:19|20)\d\d[-/.年]\d{{1,2}}[-/.月]\d{{1,2}}日?\s{{1,4}}\d{{1,2}}:\d\d(?::\d\d)?[{HAN}|\s]{{0,9}}"
)
_LONGEST_WHOLE, _FEWEST_FIELDS = 120, 3
# 某局供图 某网发: who gave a picture and who sent it on are one credit.
_SENT_ON: Final = re.compile(rf"(?:供图|提供|摄)(?P<by>\s{{1,3}}[{HAN}]{{2,8}}(?:[网社报]发|[网社]))$")
_SENT_ON_WITHIN: Final = 18
# …电 题:老桥通车 作者 柳禾青 杜小渡 近日,…: a feature's title and authors are of its source line.
_TITLED_BY: Final = re.compile(rf"[电讯]\s{{0,2}}题:[^。]{{4,60}}?\s作者\s{{1,3}}(?:[{HAN}]{{2,4}}\s{{1,3}}){{1,3}}")
# 老桥通车 柳禾青 2020-06-11 昨日,…: a list's title, who wrote and when, and the text on one line.
_NAME_AND_DATE: Final = re.compile(
    rf"(?<=\s)(?P<name>[{HAN}]{{2,3}})\s{{1,3}}(?:19|20)\d\d[-/.]\d{{1,2}}[-/.]\d{{1,2}}\s{{1,3}}(?=\S)"
)
# …提质增效。柳禾青 杜小渡: no blank parts names behind the last sentence.
_GLUED_NAMES: Final = re.compile(rf"(?<=[。!?”」』])[{HAN}]{{2,3}}(?:\s{{1,3}}[{HAN}]{{2,3}}){{1,2}}$")
_SIGNED_WITHIN: Final = 16
_OPENING: Final = 24  # characters that a source line without people takes
_SENTENCE_END: Final = re.compile(r"[。!?;]")
_SHORTEST_TITLE, _SHORTEST_TEXT = 8, 40


def _is_credit(folded: str) -> bool:
    """Tell whether a line is who took the pictures, several of them, or when: 柳禾青 杜小渡摄, 某摄 114年1月8日."""
    ends = folded[-1] == "摄" or (folded[-1] == "日" and "摄" in folded[-16:])
    return ends and own_line_credit(folded, folded) is not None


def is_whole(folded: str) -> bool:
    """Tell whether a line is one thing: a link, a path, a date and its outlet, who edited, where a report stands."""
    if sends_on(folded) or is_breadcrumb(folded) or is_barred(folded):
        return True
    if is_date_by_name(folded) or is_former_title(folded):
        return True
    if _is_credit(folded):
        return True
    if len(folded) > _LONGEST_WHOLE:
        return asks_reader(folded)
    stamped = _STAMPED.fullmatch(folded) if ":" in folded else None
    if stamped is not None or is_told_inside(folded) or stands_amid(folded):
        return True
    return ":" in folded and (is_editing(folded) or len(web_fields(folded)) >= _FEWEST_FIELDS)


def without_blanks_amid(cuts: dict[int, str], folded: str, text: str) -> dict[int, str]:
    """Return the cuts but those at the blank behind a source line (某网讯 今日) and amid a credit (某局供图 某网发)."""
    told = folded[0] == "【" or any(word in folded[:_OPENING] for word in ("讯", "电", "消息"))
    if cuts and min(cuts) <= _OPENING and told:
        opened = read_source_line(folded, text)
        if opened is not None:
            cuts = {at: why for at, why in cuts.items() if folded[opened.end : at].strip()}
    titled = _TITLED_BY.search(folded) if "题:" in folded and "作者" in folded else None
    if titled:
        cuts = {at: why for at, why in cuts.items() if not titled.start() < at <= titled.end()}
    sent = _SENT_ON.search(folded, max(0, len(folded) - _SENT_ON_WITHIN)) if folded[-1] in "发网社" else None
    return {at: why for at, why in cuts.items() if at < sent.start("by")} if sent else cuts


def _named_cuts(folded: str, cuts: dict[int, str]) -> None:
    """Put the cuts around a name and a date that stand between a title and its text; none is within them."""
    match = _NAME_AND_DATE.search(folded[:_LONGEST_WHOLE])
    if match is None or len(folded) - match.end() < _SHORTEST_TEXT or not likely_name(match["name"]):
        return
    if match.start() < _SHORTEST_TITLE or _SENTENCE_END.search(folded[: match.start()]):
        return
    for at in [at for at in cuts if match.start() < at < match.end()]:
        del cuts[at]
    cuts[match.start()] = cuts[match.end()] = "space"


def keep_names(folded: str, cuts: dict[int, str]) -> None:
    """Take the cuts between a name and its date, or where a writer is from, away again: 青石小学五年级 ◎柳禾青 text."""
    if "20" in folded or "19" in folded:
        _named_cuts(folded, cuts)
    glued = _GLUED_NAMES.search(folded, max(0, len(folded) - _SIGNED_WITHIN)) if cuts else None
    if glued and end_mark(folded, folded) is not None:
        for at in [at for at in cuts if at > glued.start()]:
            del cuts[at]
