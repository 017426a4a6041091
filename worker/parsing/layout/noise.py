"""What a site mixed into a text that no paper printed: readings in brackets behind characters, scrambled signs.

中國(guó)新詩(shī), and 晚春的村莊* L. K5 M+ n% }8 @' f3. Told over the whole text: one alone is a word in brackets.
"""

from __future__ import annotations

import re

_TONES = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_TONE = re.compile(f"[{_TONES}]")
_READING = re.compile(rf"(?<=[\u3400-\u9fff])[(（](?:[a-zü{_TONES}]{{2,6}}|[{_TONES}])[)）]")
_FEWEST_READINGS = 3
# Signs, letters and figures one by one. No two letters and no two figures stand together.
_SIGNS = r"[!-/:-@\[-`{-~]"
_TOKEN = rf"{_SIGNS}{{0,2}}[A-Za-z]?[0-9]?{_SIGNS}{{0,2}}"
_SEVERAL = re.compile(r" [!-~]{1,4} [!-~]{1,4} [!-~]{1,4} [!-~]")  # of such; quickly found not to be there
_SCRAMBLED = re.compile(rf"(?:{_TOKEN} ){{4,60}}{_TOKEN}")
_LETTER, _SIGN = re.compile("[A-Za-z]"), re.compile(_SIGNS)
_FEWEST_OF_EACH = 3  # letters, and signs, of one run
_FEWEST_RUNS = 3  # of those; then runs of fewer signs are scrambled as well
# …摄pagebreak: where a content system begins another page, run on to what stands before. Alone it is a line of portals.
_PAGE_BREAK = re.compile(r"(?<=[\u3400-\u9fff。)）])\[?pagebreak\]?[ \t]{0,9}$", re.IGNORECASE | re.MULTILINE)
_ASCII_SENTENCE_END = ",.;:!?)"


def without_noise(text: str) -> str:
    """Return ``text`` without readings and scrambled signs, where there are several; the lines stay as many."""
    if "break" in text or "BREAK" in text:
        text = _PAGE_BREAK.sub("", text)
    if _TONE.search(text):
        text = _without_readings(text)
    return _without_scrambled(text) if _SEVERAL.search(text) else text


def _without_readings(text: str) -> str:
    found = list(_READING.finditer(text))
    toned = sum(_TONE.search(match.group()) is not None for match in found)
    if toned < _FEWEST_READINGS or 2 * toned < len(found):
        return text
    return _READING.sub("", text)


def _without_scrambled(text: str) -> str:
    runs = [match for match in _SCRAMBLED.finditer(text) if len(_LETTER.findall(match.group())) >= _FEWEST_OF_EACH]
    signs = [len(_SIGN.findall(match.group())) for match in runs]
    if sum(count >= _FEWEST_OF_EACH for count in signs) < _FEWEST_RUNS:
        return text
    found = [match for match, count in zip(runs, signs, strict=True) if count]
    parts: list[str] = []
    last = 0
    for match in found:
        start = match.start()
        # What ends the clause before it is the text's.
        while start < match.end() and text[start] in _ASCII_SENTENCE_END and start and not text[start - 1].isascii():
            start += 1
        parts.append(text[last:start])
        last = match.end()
    return "".join(parts) + text[last:]
