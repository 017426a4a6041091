"""What ``baoku export --format jsonl`` writes, read back to the same articles."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from worker.document.geometry import Box, Region
from worker.document.identity import StatedIdentity
from worker.document.issue import Article, Contributor, Dateline, Kind, LineRange
from worker.readers.exports.records import Row, bad_row

if TYPE_CHECKING:
    from collections.abc import Mapping

_ITS_OWN = frozenset({"id", "unit_id", "issue_id", "ordinal", "versions"})
_TEXTS = (
    "page", "column", "kicker", "headline", "subtitle", "source", "source_line", "editor_note", "url", "tail",
    "jump_to", "jump_from",
)  # fmt: skip
_LISTS = ("captions", "images", "keywords", "warnings")


def is_own(record: Mapping[str, Any]) -> bool:
    """Return whether a record is an article as baoku's own index has it."""
    return record.keys() >= _ITS_OWN


def own_row(record: Mapping[str, Any]) -> Row:
    """Return the article of such a record, field by field.

    Raises:
        PermanentError: A field is not as baoku writes it.
    """
    try:
        article = Article(
            ordinal=int(record["ordinal"]),
            kind=Kind(record.get("kind", Kind.NEWS)),
            headline_derived=bool(record.get("headline_derived", False)),
            byline=_people(record.get("byline", ())),
            credits=_people(record.get("credits", ())),
            dateline=Dateline(**record.get("dateline", {})),
            paragraphs=tuple(record["body"].split("\n")) if record.get("body") else (),
            lines=tuple(LineRange(one["first"], one["last"]) for one in record.get("lines", ())),
            confidence=float(record.get("confidence", 1.0)),
            regions=tuple(Region(int(one["page"]), Box(*one["box"])) for one in record.get("regions", ())),
            **{name: str(record.get(name, "")) for name in _TEXTS},  # type: ignore[arg-type] # each a text
            **{name: tuple(map(str, record.get(name, ()))) for name in _LISTS},  # type: ignore[arg-type] # texts
        )
        identity = StatedIdentity(
            publication=record.get("publication", ""),
            date=_day(record.get("date")),
            page=article.page,
            edition=record.get("edition", ""),
            part=record.get("part", ""),
            date_end=_day(record.get("date_end")),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise bad_row(f"the record is not as baoku exports it ({type(error).__name__}: {error}).") from error
    return Row(article, identity, article.ordinal, complete=True)


def _people(given: Any) -> tuple[Contributor, ...]:
    return tuple(Contributor(one.get("name", ""), one.get("role", "")) for one in given)


def _day(given: Any) -> dt.date | None:
    return dt.date.fromisoformat(given) if given else None
