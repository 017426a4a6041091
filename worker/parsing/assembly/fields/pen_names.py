"""Who wrote an article by a name without a family name, told by where it stands: below a headline, or at the end.

Alone such a word is any word. It names somebody where the line was taken for a byline, and where a report that opens
with a source line and names no reporter closes with it in brackets.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from worker.document.issue import Contributor
from worker.folding import fold
from worker.lexicon import navigation
from worker.lexicon.characters import HAN
from worker.parsing.patterns.cues import COLUMN
from worker.parsing.patterns.person_names import pen_name
from worker.parsing.recognizers.contributors.signatures import names_nobody
from worker.parsing.recognizers.people.beside import is_unit

if TYPE_CHECKING:
    from worker.parsing.assembly.reading import Reading

_SHORTEST, _LONGEST = 2, 3
_AT_END = re.compile(rf"(?<=[。!?”])\s?\((?P<who>[{HAN}]{{2,3}})\)$")
_NOBODY = re.compile(r"[图照]片|资料|提供|打印|^(?:消息|天气|楼主|正文|供稿)$|图书馆$|摄$")
_POINTS = "·•"


def is_nobody(name: str) -> bool:
    """Return whether what was read as a name says something else: who gave a picture, what a link does, 消息, 楼主."""
    return _NOBODY.search(fold(name)) is not None


def pen_name_of(folded: str, text: str) -> list[Contributor]:
    """Return whom a line that was taken for a byline names, where it is a short name alone: 晓  鸽, ·禾青."""
    start = len(folded) - len(folded.lstrip(_POINTS))
    folded, text = ("".join(each[start:].split()) for each in (folded, text))
    is_name = _SHORTEST <= len(folded) <= _LONGEST and pen_name(folded) and folded.isalpha() and not folded.isascii()
    is_label = is_name and (
        folded in navigation.LINES or COLUMN.fullmatch(folded) is not None or folded in navigation.TAGS
    )
    return [Contributor(text)] if is_name and not is_label and not is_unit(folded) and not names_nobody(folded) else []


def with_signature(reading: Reading) -> Reading:
    """Take the bracketed name off the end of a report that opens with a source line and names no reporter."""
    if reading.source_line is None or reading.byline or reading.signers or not reading.body:
        return reading
    *above, last = reading.body
    found = _AT_END.search(last.folded)
    if found is None:
        return reading
    people = pen_name_of(found["who"], last.text[slice(*found.span("who"))])
    if not people:
        return reading
    text = (*above, last.slice(0, found.start()))
    return reading._replace(body=text).signed(people, last.text[found.start() :].strip())
