"""Classes of characters as they stand inside the brackets of a pattern."""

from __future__ import annotations

from typing import Final

from worker.lexicon.files import groups

HAN: Final = r"\u3400-\u9fff\U00020000-\U0003ffff"
# Numerals as pages print them; ``N`` is a whole class.
CHINESE_DIGITS: Final = "零一二三四五六七八九"
N: Final = f"[0-9〇○{CHINESE_DIGITS}十]"
# Signs before an item, a label, a byline; and before a caption.
BULLETS: Final = "".join(groups("bullets")["bullet"])
POINTERS: Final = "".join(groups("bullets")["pointer"])
CIRCLED: Final = "".join(groups("bullets")["circled"])
