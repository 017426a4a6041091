"""One article as one folded text with the way back to its fields, so that every stage makes a single pass."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from worker.folding import fold
from worker.lexicon.characters import HAN

if TYPE_CHECKING:
    from worker.document.issue import Article


# 卡蒂•艾德勒: a bullet, and other points of that height, between two characters of a name. Must NOT match • at the
# start of a line.
_POINTS: Final = "•∙⋅・‧"
_POINT: Final = re.compile(rf"(?<=[{HAN}])[•∙⋅・‧](?=[{HAN}])|(?<=[{HAN}] )•(?= [{HAN}])")


@dataclass(frozen=True, slots=True)
class Passages:
    """The fields of an article laid end to end, a line feed between them.

    Attributes:
        source: Source characters.
        text: ``source`` folded; the same offsets.
        fields: Field names in order: kicker, headline, subtitle, source_line, body, captions.N (from 0).
        starts: Offset of each field in ``text``.
        body_start: Where the title fields (kicker, headline, subtitle) end.
    """

    source: str
    text: str
    fields: tuple[str, ...]
    starts: tuple[int, ...]
    body_start: int

    @property
    def body(self) -> str:
        """The folded body."""
        start, end = self.span_of("body")
        return self.text[start:end]

    def locate(self, offset: int) -> tuple[str, int]:
        """Return the field that holds ``offset`` and the offset inside it."""
        index = bisect.bisect_right(self.starts, offset) - 1
        return self.fields[index], offset - self.starts[index]

    def span_of(self, field: str) -> tuple[int, int]:
        """Return start and end of a field in ``text``."""
        index = self.fields.index(field)
        start = self.starts[index]
        end = self.starts[index + 1] - 1 if index + 1 < len(self.starts) else len(self.text)
        return start, end


def passages(article: Article) -> Passages:
    """Lay an article's fields end to end."""
    named = [
        ("kicker", article.kicker),
        ("headline", article.headline),
        ("subtitle", article.subtitle),
        ("source_line", article.source_line),
        ("body", article.body),
        *((f"captions.{number}", caption) for number, caption in enumerate(article.captions)),
    ]
    starts: list[int] = []
    at = 0
    for _, text in named:
        starts.append(at)
        at += len(text) + 1
    source = "\n".join(text for _, text in named)
    return Passages(source, _with_points(fold(source)), tuple(name for name, _ in named), tuple(starts), starts[3])


def _with_points(text: str) -> str:
    """Return a folded text whose foreign names have the usual point; most texts have no other."""
    return _POINT.sub("·", text) if any(map(text.__contains__, _POINTS)) else text
