"""Numbers as newspapers print them: 12, 十二, 二十八, 三〇."""

from __future__ import annotations

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}


def number_of(text: str) -> int | None:
    """Return the value of a small number in ASCII or Chinese digits (folded), None when it is none."""
    if text.isascii():
        return int(text) if text.isdigit() else None
    if "十" in text:
        tens, _, units = text.partition("十")
        if (tens and tens not in _DIGITS) or (units and units not in _DIGITS):
            return None
        return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[units] if units else 0)
    value = 0
    for character in text:
        if character not in _DIGITS:
            return None
        value = value * 10 + _DIGITS[character]
    return value


def page_number(printed: str) -> str:
    """Return a page as labels name it: 02 and 二 are ``2``, a02 is ``A02``."""
    value = number_of(printed) if printed else None
    return str(value) if value is not None else printed.upper()
