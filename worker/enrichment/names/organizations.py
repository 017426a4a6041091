"""Rules for organisations: what is one at all, and short forms tied to the full one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from worker.enrichment.lexicons import lexicon
from worker.enrichment.names.known import NONE_KNOWN, KnownNames
from worker.enrichment.names.spans import ORGANIZATION
from worker.enrichment.remembered import remembered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.enrichment.names.spans import Name

# (以下简称“X”), (简称X) directly after a name. Must NOT match 简称 of laws: 《...》.
_SHORT_FORM: Final = re.compile(r"\s*\((?:以下)?(?:简称|称)(?:为)?[:“\"]?([\u3400-\u9fffA-Za-z]{2,12})[”\"]?\)")
_CALLED: Final = "称"  # none of them is without
_LEVELS: Final = "省市县区镇乡州旗"
# Last characters of organisations; a name of up to _SHORT characters may end otherwise (联合国, 中共中央, 比亚迪).
_ENDINGS: Final = frozenset(
    "局委部厅院校学社会团队司店馆站所厂心行台办组党军盟府处联协庭署房楼园室矿田场库航网报业商铁股关区旅营连班小中技大券险媒投织篮金"
)
_SHORT: Final = 4
_WORTH: Final = re.compile(r"[\u3400-\u9fffa-z0-9·“”\"()—-]{2,40}")


@remembered(1 << 13)
def is_organization(text: str) -> bool:
    """Tell whether ``text`` can name an organisation: closed brackets, a fitting end, no bare kind (人民检察院)."""
    if text in lexicon("not_organizations"):
        return False
    if len(text) > _SHORT and text[-1] not in _ENDINGS:
        return False
    return bool(_WORTH.fullmatch(text)) and text.count("(") == text.count(")") and text.count("“") == text.count("”")


def link_short_forms(text: str, names: Sequence[Name], elsewhere: KnownNames = NONE_KNOWN) -> list[Name]:
    """Return the names, organisations named in short under their full form.

    Two links are certain enough: what the text itself declares (以下简称…), and an office named by its level
    (区生态环境局) when exactly one full name in the article, or else in the rest of the issue, ends so
    (北碚区生态环境局).

    Args:
        text: Folded text.
        names: In order.
        elsewhere: Organisations that are sure in the issue.
    """
    bodies = [name for name in names if name.kind is ORGANIZATION]
    if not bodies:
        return list(names)
    declared: dict[str, str] = {}
    full = KnownNames(name.text for name in bodies)
    for name in bodies if _CALLED in text else ():
        match = _SHORT_FORM.match(text, name.end)
        if match:
            declared[match[1]] = name.text
    result: list[Name] = []
    for name in names:
        linked = name.text
        if name.kind is ORGANIZATION:
            linked = (
                declared.get(name.text) or _by_level(name.text, full) or _by_level(name.text, elsewhere) or name.text
            )
        result.append(name._replace(text=linked) if linked != name.text else name)
    return result


def _by_level(short: str, full: KnownNames) -> str:
    if short[0] not in _LEVELS:
        return ""
    longer = full.longer_than(short)
    longest = max(longer, key=len, default="")
    # 北碚区林业局 and 重庆市北碚区林业局 are the same office, 渝北区林业局 is another.
    return longest if all(longest.endswith(name) for name in longer) else ""
