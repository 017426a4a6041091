"""Features that come together again and again: spelled once, weighed once, and told apart by what they are."""

from __future__ import annotations


class Group(tuple[str, ...]):
    """Features that come together.

    Each is equal to itself alone: whoever keeps what it is worth finds that without comparing or hashing a dozen
    words. The same features spelled again are another group; that costs no more than weighing them again.
    """

    __slots__ = ()
    __hash__ = object.__hash__
    __eq__ = object.__eq__
    __ne__ = object.__ne__
