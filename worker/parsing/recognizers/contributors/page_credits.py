"""A credit for every picture of the page: ``本版照片为本报记者孟仁泉、王东 摄`` (LAYOUTS section 4)."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from worker.document.issue import Contributor
from worker.parsing.recognizers.people.grammar import parse_people

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.document.issue import Article
    from worker.parsing.layout.lines import Line

_LONGEST = 80
# Must NOT match 本版责编 (an editors' line), nor a sentence that only begins so: pictures must be named and the line
# must end with who took or gave them.
_PAGE_WIDE = re.compile(
    r"[(【]?本(?:版|页|组)(?:除署名外|除注明外|未署名)?的?(?:所有)?(?:图片|照片|摄影|图文|文图|图)"
    r"(?:除署名外|除注明外)?[,:\s]{0,2}(?:均|都|皆)?(?:为|由|系)?[:\s]{0,3}"
    r"(?P<who>[^,。:]{2,50}?)\s{0,3}(?:摄影报道|摄影|拍摄|摄|提供|供图)?[)】。]{0,2}"
)


def page_wide_credit(line: Line) -> tuple[Contributor, ...]:
    """Return whom the line credits with the pictures of the whole page; nobody when it is no such line."""
    folded = line.folded.strip()
    if len(folded) > _LONGEST or "本" not in folded[:2]:
        return ()
    match = _PAGE_WIDE.fullmatch(folded)
    if match is None:
        return ()
    start, end = match.span("who")
    source = line.text.strip()[start:end]
    return parse_people(match.group("who"), source, strict=False) or (Contributor(source.strip()),)


def with_page_wide_credit(articles: Sequence[Article], people: tuple[Contributor, ...]) -> list[Article]:
    """Return the articles with the credit on each that has a picture and no credit of its own."""
    return [
        dataclasses.replace(article, credits=people) if article.captions and not article.credits else article
        for article in articles
    ]
