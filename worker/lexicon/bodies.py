"""Organisations: kinds by the ends of names (``data/body_kinds.txt``) and the full form of short ones.

``data/short_forms.tsv`` has bodies that everybody knows, ``data/body_tails.tsv`` those of a level, after their place.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from worker.lexicon.files import groups, rows, words

if TYPE_CHECKING:
    from collections.abc import Mapping

FOREIGN: Final = "foreign"
INTERNATIONAL: Final = "international"
_WHOLE, _BEGINS = "=", "^"


def _by_word(mark: str) -> Mapping[str, str]:
    """Return the kind of each word of the groups whose name ends in ``mark``; "" for those without a mark."""
    found: dict[str, str] = {}
    for group, members in groups("body_kinds").items():
        kind = group.rstrip(_WHOLE + _BEGINS)
        if group[len(kind) :] == mark and kind != FOREIGN:  # which says where a body is, not what
            found.update(dict.fromkeys(members, kind))
    return MappingProxyType(found)


def _full_forms(name: str) -> Mapping[str, str]:
    return MappingProxyType({short: full for full, shorts in rows(name) for short in shorts.split()})


ENDINGS: Final = MappingProxyType({**dict.fromkeys(words("outlets", "ending"), "media"), **_by_word("")})
"""Kind by the last characters of a name; the longest that fits decides."""

WHOLE_NAMES: Final = MappingProxyType({**dict.fromkeys(words("outlets", "agency"), "media"), **_by_word(_WHOLE)})
"""Kind of names that no ending tells."""

FOREIGN_NAMES: Final = words("body_kinds", f"{FOREIGN}{_WHOLE}")
INTERNATIONAL_BEGINNINGS: Final = words("body_kinds", f"{INTERNATIONAL}{_BEGINS}")
KINDS: Final = tuple(dict.fromkeys(group.rstrip(_WHOLE + _BEGINS) for group in groups("body_kinds")))
"""Every kind there is."""

SHORT_FORMS: Final = _full_forms("short_forms")
"""Full form of well-known short ones."""

TAILS: Final = _full_forms("body_tails")
"""Full form of what follows a place or its level."""
