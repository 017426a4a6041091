"""Numbers as newspapers print them: 12, 十二, 二十八, 三〇, 廿七, 卅一, and 〇 in all the shapes that stand for it."""

from __future__ import annotations

from worker.lexicon.characters import CHINESE_DIGITS

# 〇 is typed as ○ or ◯, as the Latin or Greek letter, or as the figure.
ZEROS = "〇○◯零0oο"
_DIGITS = {digit: value for value, digit in enumerate(CHINESE_DIGITS)} | dict.fromkeys(ZEROS, 0)
_TENS = {"十": 1, "廿": 2, "卄": 2, "卅": 3}
_HUNDRED = "百"


def number_of(text: str) -> int | None:
    """Return the value of a small number in ASCII or Chinese digits (folded), None when it is none."""
    if text.isascii() and text.isdigit():
        return int(text)
    if text[:1].isascii() and not text[:1].isdigit() and len(text) > 1:
        return None  # O01 is a page of section O
    if text == "元":  # 元年, 元月
        return 1
    hundreds, _, rest = text.partition(_HUNDRED)
    if rest or text.endswith(_HUNDRED):
        return _with_hundreds(hundreds, rest.lstrip(ZEROS))
    for sign, tens in _TENS.items():
        if sign in text:
            return _with_tens(text, sign, tens)
    return digits_of(text)


def digits_of(text: str) -> int | None:
    """Return the value of digits written one after the other (二〇二三, 2O23), None when one of them is none."""
    value = 0
    for character in text:
        digit = int(character) if character.isascii() and character.isdigit() else _DIGITS.get(character)
        if digit is None:
            return None
        value = value * 10 + digit
    return value if text else None


def _with_tens(text: str, sign: str, tens: int) -> int | None:
    before, _, units = text.partition(sign)
    if (before and (sign != "十" or before not in _DIGITS)) or (units and units not in _DIGITS):
        return None
    return (_DIGITS[before] if before else tens) * 10 + (_DIGITS[units] if units else 0)


def _with_hundreds(hundreds: str, rest: str) -> int | None:
    if hundreds and hundreds not in _DIGITS:
        return None
    below = number_of(rest) if rest else 0
    return None if below is None else (_DIGITS[hundreds] if hundreds else 1) * 100 + below


def page_number(printed: str) -> str:
    """Return a page as labels name it: 02 and 二 are ``2``, a02 is ``A02``."""
    value = number_of(printed) if printed else None
    return str(value) if value is not None else printed.upper()
