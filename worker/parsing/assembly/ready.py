"""An article that its file holds ready-made: taken field by field, its byline told apart into names and roles.

Nothing of its text is changed or moved, but for a byline that stands as the first paragraph because the file's own
field for it is empty.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re

from worker.document.issue import Article, Contributor, Dateline, Kind
from worker.folding import fold
from worker.parsing.patterns.person_names import split_names
from worker.parsing.recognizers.annotations import Mark
from worker.parsing.recognizers.contributors.bylines import end_byline, parse_byline
from worker.parsing.recognizers.contributors.credits import end_credit, own_line_credit
from worker.parsing.recognizers.sources.dates import iso_date
from worker.parsing.recognizers.sources.lines import read_source_line

_LONGEST_BYLINE = 60
_HEAD = 2  # paragraphs among which a byline may stand
_BRACKETS = re.compile(r"^[(\[【]\s{0,4}(.{2,58}?)\s{0,4}[)\]】]$")
_SENTENCE = re.compile(r"[^。！？!?]{1,40}")
_ROLE_AFTER = re.compile(r"^(?P<name>[^()\s]{2,12})\s*[(](?P<role>[^()]{1,10})[)]$")
_ADVERTISEMENT = re.compile(r"^[(\[【《\s]*(?:公益)?广告[\s)\]】》\d]*$|^(?:整版|本版)广告$")


def finished(article: Article, date: dt.date | None = None) -> Article:
    """Return a ready-made article with what can be read out of its fields.

    Args:
        article: As its reader made it; a byline it did not take apart is one contributor without a role.
        date: Of its issue: the year that a dateline leaves out.
    """
    byline = tuple(person for printed in article.byline for person in _people(printed))
    paragraphs = article.paragraphs
    if not byline:
        byline, paragraphs = _byline_of_body(paragraphs)
    opening = read_source_line(fold(paragraphs[0]), paragraphs[0]) if paragraphs else None
    if opening is not None and not byline:
        byline = opening.people
    if not byline and paragraphs:
        ending = end_byline(fold(paragraphs[-1]), paragraphs[-1])
        byline = ending[0] if ending else ()
    captioned = article.credits or tuple(person for caption in article.captions for person in _credited(caption))
    headline, derived = article.headline, article.headline_derived
    if not headline:
        headline, derived = _derived(article), True
    source = article.source or (opening.source if opening else "")
    dateline = article.dateline
    if opening is not None and dateline == Dateline() and (opening.place or opening.date):
        dateline = Dateline(opening.place, iso_date(opening.date, date))
    return dataclasses.replace(
        article,
        kind=_kind(article, paragraphs),
        headline=headline,
        headline_derived=derived,
        byline=tuple(dict.fromkeys(byline)),
        paragraphs=paragraphs,
        source=source,
        dateline=dateline,
        credits=tuple(dict.fromkeys(captioned)),
    )


def _people(printed: Contributor) -> tuple[Contributor, ...]:
    """Return the people a byline's text names; itself where it does not look like names."""
    text = printed.name.strip()
    if printed.role or not text:
        return (printed,) if printed.role or text else ()
    bracketed = _BRACKETS.match(text)
    text = bracketed[1] if bracketed else text
    folded = fold(text)
    after = _ROLE_AFTER.match(folded)
    if after:
        return (Contributor(text[slice(*after.span("name"))], text[slice(*after.span("role"))]),)
    found = parse_byline(folded, text) if len(text) <= _LONGEST_BYLINE else None
    if found:
        return found[0]
    names = split_names(folded)
    if names is None:
        return (Contributor(text),)
    # Split in the source's own characters: folding keeps lengths, not scripts.
    return tuple(Contributor(name) for name in names) if folded == text else (Contributor(text),)


def _byline_of_body(paragraphs: tuple[str, ...]) -> tuple[tuple[Contributor, ...], tuple[str, ...]]:
    """Return the byline that stands as one of the first paragraphs, and the others."""
    for place, paragraph in enumerate(paragraphs[:_HEAD]):
        if len(paragraph) > _LONGEST_BYLINE or len(paragraphs) <= place + 1:
            break
        found = parse_byline(fold(paragraph), paragraph)
        if found and (found[1] is Mark.MARKED or (place == 0 and found[1] is Mark.SURNAMED)):
            return found[0], (*paragraphs[:place], *paragraphs[place + 1 :])
    return (), paragraphs


def _credited(caption: str) -> tuple[Contributor, ...]:
    folded = fold(caption)
    credit = own_line_credit(folded, caption) or end_credit(folded, caption)
    return credit.people if credit else ()


def _derived(article: Article) -> str:
    """Return the first sentence of an article without a headline, as the parser derives one."""
    for text in (*article.paragraphs, *article.captions):
        match = _SENTENCE.match(text)
        if match:
            return match.group()
    return ""


def _kind(article: Article, paragraphs: tuple[str, ...]) -> Kind:
    if article.kind is not Kind.NEWS:
        return article.kind
    if _ADVERTISEMENT.match(article.headline):
        return Kind.NOTICE
    return Kind.PHOTO if not paragraphs and (article.captions or article.images) else Kind.NEWS
