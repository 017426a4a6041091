"""Which kind of body an organisation is, by the structure of its name (``lexicon/data/body_kinds.txt``)."""

from __future__ import annotations

import re

from worker.enrichment.remembered import remembered
from worker.lexicon.bodies import (
    ENDINGS,
    FOREIGN,
    FOREIGN_NAMES,
    INTERNATIONAL,
    INTERNATIONAL_BEGINNINGS,
    WHOLE_NAMES,
)
from worker.lexicon.files import alternatives

_LONGEST = max(map(len, ENDINGS))
# 重庆大学(虎溪校区): what stands in brackets at the end does not tell the kind.
_BRACKETS = re.compile(r"\([^()]*\)$")
# 美国国务院, 法国队. Must NOT match 中国驻美国大使馆, which begins with China.
_OF_A_STATE = re.compile(rf"(?:{alternatives('world', 'states')})")
# 东京大学, 纽约市警察局. Must NOT match 万象集团: cities abroad have the names of much else.
_OF_A_CITY = re.compile(rf"(?:{alternatives('world', 'cities')})(?:市|大学|时报|证券交易所)")
# Bodies between states are found under these kinds by their ending: 世界银行, 国际足联, 联合国难民署.
_CAN_BE_INTERNATIONAL = frozenset({"", "association", "government", "sport", "congress", "court", "party", "research"})


@remembered(1 << 13)
def kinds_of(body: str) -> tuple[str, ...]:
    """Return the kinds of an organisation, empty when its name tells none; one of another state is ``foreign`` too.

    Args:
        body: Folded name, without spaces.
    """
    kind = WHOLE_NAMES.get(body) or _by_ending(_BRACKETS.sub("", body))
    if kind != INTERNATIONAL and kind in _CAN_BE_INTERNATIONAL and body.startswith(tuple(INTERNATIONAL_BEGINNINGS)):
        kind = INTERNATIONAL
    abroad = kind != INTERNATIONAL and (
        body in FOREIGN_NAMES or _OF_A_STATE.match(body) is not None or _OF_A_CITY.match(body) is not None
    )
    return tuple(each for each in (kind, FOREIGN if abroad else "") if each)


def _by_ending(body: str) -> str:
    """Return the kind of the longest ending, "" when none fits or the name is nothing but an ending of one letter."""
    for length in range(min(_LONGEST, len(body)), 0, -1):
        kind = ENDINGS.get(body[-length:])
        if kind:
            return kind
    return ""
