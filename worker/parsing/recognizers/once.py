"""A recogniser looks at a text once: what it found is kept while an issue is read.

Annotating asks each piece of a page, and what stands above and below asks some of them again: boxes before there are
pieces, assembly when it reads a paragraph that is one piece. They get what was found. A paragraph of several pieces is
another text than its pieces, a signature or a source line may go over its lines: it is looked at as what it is, once
as well.

Remembering costs a microsecond a text. What is told at a glance, or what hardly anybody asks again, is asked again.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, ParamSpec, TypeVar

from worker.parsing.patterns import hints

if TYPE_CHECKING:
    from collections.abc import Callable

_Asked = ParamSpec("_Asked")
_Found = TypeVar("_Found")
_KEPT: Final = 2048  # texts: more than a page has pieces and paragraphs
_forgotten: list[Callable[[], None]] = [hints.forget]


def once(recognizer: Callable[_Asked, _Found]) -> Callable[_Asked, _Found]:
    """Return a recogniser that remembers what it found in the texts of the issue; what it returns must not change."""
    remembering = lru_cache(_KEPT)(recognizer)
    _forgotten.append(remembering.cache_clear)
    return remembering  # type: ignore[return-value]  # a cache does not say what it is asked with


def forget() -> None:
    """Forget the texts: the issue is read."""
    for clear in _forgotten:
        clear()
