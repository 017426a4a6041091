"""What goes into the index: pure functions from an issue to its documents and its ledger entry.

Text stands in a document as it stands in the source. Where folding (``worker.folding``) changes a letter or digit,
the folded text stands beside it under ``folded``, same length: an offset in one is an offset in the other. Text that
folding leaves alone has no companion, so an ordinary page pays nothing.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from worker.document import identifiers
from worker.document.as_json import region_json
from worker.folding.spelling import spelled
from worker.indexing.letters import needs_folding
from worker.job import LIVE, Outcome
from worker.lexicon.titles import office

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from worker.document.enrichment import Enrichment
    from worker.document.identity import IssueIdentity
    from worker.document.issue import Article, Contributor, Issue
    from worker.errors import PermanentError
    from worker.indexing.definitions import Versions
    from worker.job import Decision, Job

Document = dict[str, Any]

TEXT_FIELDS = ("kicker", "headline", "subtitle", "source_line", "body", "captions", "editor_note", "tail")
"""Text of an article that is searchable by characters; each may have a companion of the same name in ``folded``."""

_MAX_WARNINGS = 50  # a broken page can have one a line; the first ones tell


@dataclass(frozen=True, slots=True)
class Entry:
    """An issue ready for the index.

    Attributes:
        job: The file it was made from.
        unit_id: What it replaces, see ``worker.document.identifiers.unit_id``.
        enrichments: One an article, in order.
        archived_as: Where the file will stand, relative to ``archive/``.
        attempts: Deliveries of the job so far, this one included.
        indexed_at: When this content was first indexed, if an index is being built anew; else None.
        inbox_id: Of the inbox it came in by, whose archive keeps it; empty where there is but one.
        content: Digest of what the unit says, where its file holds several; else empty, and the file's digest counts.
        decision: A person's, that this is for.
        recorded: What it came to when it was ingested, if an index is being built anew.
    """

    job: Job
    unit_id: str
    issue: Issue
    enrichments: tuple[Enrichment, ...]
    archived_as: str = ""
    attempts: int = 1
    indexed_at: dt.datetime | None = None
    inbox_id: str = ""
    content: str = ""
    decision: Decision | None = None
    recorded: Outcome | None = None

    @property
    def settled(self) -> bool:
        """Whether it need not be asked for what it would lose: somebody has decided, or it went through before."""
        return self.decision is not None or self.recorded in LIVE

    @property
    def states(self) -> tuple[str, ...]:
        """Its identity as ``Stored.states`` has it."""
        identity = self.issue.identity
        date = identity.date.isoformat() if identity.date else ""
        return identity.publication, date, identity.edition, identity.page, identity.part

    @property
    def stated(self) -> str:
        """A digest of its whole identity: the same bytes with another one are a correction."""
        identity = self.issue.identity
        told = [*self.states, str(identity.date_end or ""), identity.number, identity.section, str(identity.contested)]
        return identifiers.digest("\0".join(told).encode())[:16]

    @property
    def issue_id(self) -> str:
        """The issue it belongs to, as a reader sees it: units of one issue stand beside each other."""
        return identifiers.issue_id(self.issue.identity, self.content_digest)

    @property
    def content_digest(self) -> str:
        """What tells one content of the unit from another."""
        return self.content or self.job.digest

    @property
    def is_part(self) -> bool:
        """Whether its file holds other units too."""
        return self.content not in {"", self.job.digest}


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Units that a person took out of the index, when an index is built anew.

    Attributes:
        units: Their ids.
        revision: Of the decision.
        at: When it was made; None when that is not known.
    """

    units: tuple[str, ...]
    revision: int
    at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that cannot be indexed.

    Attributes:
        error: Why.
        archived_as: Where the file will stand, relative to ``failed/``.
        issue_id: When the file was identified before it failed.
        inbox_id: As in ``Entry``.
    """

    job: Job
    error: PermanentError
    archived_as: str = ""
    issue_id: str = ""
    attempts: int = 1
    inbox_id: str = ""


def content_id(digest: str) -> str:
    """Return the ledger id of a file that failed: its content is its identity."""
    return f"content-{digest[:16]}"


def timestamp(moment: dt.datetime) -> str:
    """Return a moment in UTC as the index has it: ``2023-10-27T08:00:00.000Z``."""
    return moment.astimezone(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def article_documents(
    issue: Issue,
    enrichments: Sequence[Enrichment],
    *,
    unit_id: str,
    job: Job,
    ingested_at: dt.datetime,
    versions: Versions,
    content: str = "",
) -> list[Document]:
    """Return one document an article, empty values left out, ready for JSON.

    Args:
        issue: Its articles are the documents.
        enrichments: One an article, in order.
        unit_id: See ``worker.document.identifiers.unit_id``.
        job: The file the issue was read from.
        ingested_at: From the caller's clock.
        versions: What the documents were made with.
        content: As in ``Entry``.

    Raises:
        ValueError: Not as many enrichments as articles.
    """
    identity = issue.identity
    shared: Document = {
        "issue_id": identifiers.issue_id(identity, content or job.digest),
        "unit_id": unit_id,
        **_identity(identity),
        "file": {"path": job.path, "digest": job.digest},
        "versions": versions.as_json(),
        "ingested_at": timestamp(ingested_at),
        "revision": job.revision,
    }
    return [
        _article(article, enrichment, shared, identifiers.article_id(unit_id, article.ordinal), identity.page)
        for article, enrichment in zip(issue.articles, enrichments, strict=True)
    ]


def _identity(identity: IssueIdentity) -> Document:
    """Return what documents and ledger entries both say of the issue."""
    return {
        "publication": identity.publication,
        "date": identity.date.isoformat() if identity.date else "",
        "date_end": identity.date_end.isoformat() if identity.date_end else "",
        "edition": identity.edition,
        "part": identity.part,
    }


def _article(article: Article, enrichment: Enrichment, shared: Document, identifier: str, page: str) -> Document:
    document: Document = {
        "id": identifier,
        **shared,
        "page": article.page or page,
        "ordinal": article.ordinal,
        "kind": str(article.kind),
        "column": article.column,
        "kicker": article.kicker,
        "headline": article.headline,
        "subtitle": article.subtitle,
        "headline_derived": article.headline_derived,
        "source": article.source,
        "source_line": article.source_line,
        "dateline": _without_empty({"place": article.dateline.place, "date": article.dateline.date}),
        "byline": _contributors(article.byline),
        "body": article.body,
        "captions": list(article.captions),
        "credits": _contributors(article.credits),
        "editor_note": article.editor_note,
        "url": article.url,
        "images": list(article.images),
        "tail": article.tail,
        "jump_to": article.jump_to,
        "jump_from": article.jump_from,
        "characters": article.characters,
        "title_words": enrichment.title_words,
        "body_words": enrichment.body_words,
        "people": list(enrichment.people),
        "people_roles": [{"name": name, "role": role} for name, role in enrichment.people_roles],
        "places": list(enrichment.places),
        "roles": roles(enrichment.people_roles),
        "divisions": _with_ancestors(enrichment.divisions),
        "place_divisions": [
            {"place": place, "division": path, "why": why} for place, path, why in enrichment.place_divisions
        ],
        "organizations": list(enrichment.organizations),
        "bodies": list(enrichment.bodies),
        "body_forms": [{"body": body, "printed": printed} for body, printed in enrichment.body_forms],
        "body_kinds": [{"body": body, "kind": kind} for body, kind in enrichment.body_kinds],
        "body_aliases": list(enrichment.body_aliases),
        "keywords": list(article.keywords or enrichment.keywords),
        "category": enrichment.category,
        "category_confidence": round(enrichment.category_confidence, 3),
        "summary": enrichment.summary,
        "dates": list(enrichment.dates),
        "signature": list(enrichment.signature),
        "story": identifier,
        "lines": [{"first": lines.first, "last": lines.last} for lines in article.lines],
        "regions": [region_json(region) for region in article.regions],
        "confidence": round(article.confidence, 3),
        "warnings": list(article.warnings[:_MAX_WARNINGS]),
    }
    document["folded"] = _folded(document)
    return _without_empty(document)


def _folded(document: Mapping[str, Any]) -> Document:
    """Return the companions of the fields that folding changes."""
    companions: Document = {}
    for name in TEXT_FIELDS:
        value = document[name]
        if any(needs_folding(text) for text in ([value] if isinstance(value, str) else value)):
            companions[name] = spelled(value) if isinstance(value, str) else [spelled(text) for text in value]
    facets = {
        **{name: [document[name]] for name in ("publication", "edition", "column", "source")},
        **{name: [person["name"] for person in document[name]] for name in ("byline", "credits")},
        **{name: document[name] for name in ("people", "places", "organizations", "bodies", "roles", "keywords")},
    }
    together = "\n".join([value for values in facets.values() for value in values])
    if spelled(together) != together:  # else, as on most pages, there is no need to look at each
        for name, values in facets.items():
            folded = [spelled(value) for value in values]
            if folded != values:
                companions[name] = folded
    return companions


def _contributors(contributors: Iterable[Contributor]) -> list[Document]:
    return [_without_empty({"name": person.name, "role": person.role}) for person in contributors if person.name]


def _with_ancestors(paths: Iterable[str]) -> list[str]:
    """Return region paths with every division above them, so that a province finds its districts.

    ``重庆市/北碚区`` -> ``重庆市``, ``重庆市/北碚区``.
    """
    found: dict[str, None] = {}
    for path in paths:
        parts = path.split("/")
        found.update(("/".join(parts[:length]), None) for length in range(1, len(parts) + 1))
    return list(found)


def roles(pairs: Iterable[tuple[str, str]]) -> list[str]:
    """Return what people with a position are found by, given as (name, role).

    The role as it is printed, each of several by itself, the office or calling that ends it, and each with the name
    after it: 北碚区林业局局长, 局长, 北碚区林业局局长陈永明, 局长陈永明.
    """
    found: dict[str, None] = {}
    for name, role in pairs:
        parts = [part for part in role.split("、") if part]
        for form in dict.fromkeys((role, *parts, *map(office, parts))):
            found.update({form: None, f"{form}{name}": None})
    return list(found)


def _without_empty(document: Document) -> Document:
    """Leave out what is empty; numbers and booleans stay, whatever they are."""
    return {name: value for name, value in document.items() if value not in ("", [], {}, None)}


def ledger_entry(
    entry: Entry,
    article_ids: Sequence[str],
    *,
    indexed_at: dt.datetime,
    versions: Versions,
    outcome: Outcome = Outcome.INDEXED,
    replaced: Sequence[Mapping[str, Any]] = (),
) -> Document:
    """Return the ledger's entry for a unit that was indexed.

    ``indexed_at`` is when its articles were accepted, unless the entry itself knows better; with the job's revision
    (the moment the file was found complete) it gives ``seconds_to_searchable``. ``replaced`` says what stood in its
    place before.
    """
    # as it is written, in whole milliseconds: a rebuild reads it back and must come to the same figure
    indexed_at = whole_milliseconds(entry.indexed_at or indexed_at)
    return _without_empty(
        {
            **_file(entry, versions),
            **_described(entry),
            "outcome": str(outcome),
            "articles": len(article_ids),
            "article_ids": list(article_ids),
            "replaced": list(replaced),
            "indexed_at": timestamp(indexed_at),
            "seconds_to_searchable": round((indexed_at - _found_at(entry.job)).total_seconds(), 3),
        }
    )


def held_entry(entry: Entry, error: PermanentError, *, held_at: dt.datetime, versions: Versions) -> Document:
    """Return the ledger's entry for a unit that waits for a person's decision."""
    return _without_empty(
        {
            **_file(entry, versions),
            **_described(entry),
            "outcome": str(Outcome.HELD),
            "reason": _reason(error),
            "articles": 0,
            "indexed_at": timestamp(entry.indexed_at or held_at),
        }
    )


def whole_milliseconds(moment: dt.datetime) -> dt.datetime:
    """Return a moment as it is written, and read back by a rebuild."""
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def _described(entry: Entry) -> Document:
    issue = entry.issue
    return {
        "issue_id": entry.issue_id,
        "unit_id": entry.unit_id,
        "content": entry.content if entry.is_part else "",
        "stated": entry.stated,
        **_identity(issue.identity),
        "page": issue.identity.page,
        "number": issue.identity.number,
        "masthead": issue.identity.masthead,
        "conflicts": [asdict(conflict) for conflict in issue.identity.conflicts],
        "encoding": issue.encoding,
        "coverage": round(issue.coverage, 4),
        "confidence": round(issue.confidence, 3),
        "warnings": list(issue.warnings[:_MAX_WARNINGS]),
    }


def _reason(error: PermanentError) -> Document:
    return _without_empty({"code": error.code, "text": error.reason, "advice": error.advice, "stage": error.stage})


def failure_entry(failure: Failure, *, failed_at: dt.datetime, versions: Versions) -> Document:
    """Return the ledger's entry for a file that failed."""
    error = failure.error
    return _without_empty(
        {
            **_file(failure, versions),
            "issue_id": failure.issue_id,
            "outcome": str(Outcome.FAILED),
            "reason": _reason(error),
            "articles": 0,
            "indexed_at": timestamp(failed_at),
        }
    )


def _file(source: Entry | Failure, versions: Versions) -> Document:
    job = source.job
    return {
        "inbox": source.inbox_id,
        "path": job.path,
        "archived_as": source.archived_as,
        "digest": job.digest,
        "revision": job.revision,
        "attempts": source.attempts,
        "found_at": timestamp(_found_at(job)),
        "versions": versions.as_json(),
    }


def _found_at(job: Job) -> dt.datetime:
    return dt.datetime.fromtimestamp(job.revision / 1000, tz=dt.UTC)
