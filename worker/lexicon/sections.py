"""Names that papers give the sections of a page (``data/sections.txt``): these for certain; others may be."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from worker.lexicon.files import groups, words

if TYPE_CHECKING:
    from collections.abc import Mapping

_NO_CATEGORY = "-"
SECTIONS: Final = words("sections")
# The category of a section that has one; 要闻 and 综合 hold everything.
CATEGORY_OF: Final[Mapping[str, str]] = MappingProxyType(
    {name: category for category, names in groups("sections").items() if category != _NO_CATEGORY for name in names}
)
