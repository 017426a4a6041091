"""What an article is in the index: pure functions from an issue to its documents.

Text stands in a document as it stands in the source. Where folding (``worker.folding``) changes a letter or digit,
the folded text stands beside it under ``folded``, same length: an offset in one is an offset in the other. Text that
folding leaves alone has no companion, so an ordinary page pays nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from worker.document import identifiers
from worker.document.as_json import region_json
from worker.folding.spelling import spelled
from worker.indexing.fields import MAX_WARNINGS, identity_fields, timestamp, without_empty
from worker.lexicon.titles import office

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from worker.document.enrichment import Enrichment
    from worker.document.issue import Article, Contributor, Issue
    from worker.indexing.definitions import Versions
    from worker.indexing.fields import Document
    from worker.job import Job

TEXT_FIELDS = ("kicker", "headline", "subtitle", "source_line", "body", "captions", "editor_note", "tail")
"""Text of an article that is searchable by characters; each may have a companion of the same name in ``folded``."""


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
        **identity_fields(identity),
        "file": {"path": job.path, "digest": job.digest},
        "versions": versions.as_json(),
        "ingested_at": timestamp(ingested_at),
        "revision": job.revision,
    }
    return [
        _article(article, enrichment, shared, identifiers.article_id(unit_id, article.ordinal), identity.page)
        for article, enrichment in zip(issue.articles, enrichments, strict=True)
    ]


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
        "dateline": without_empty({"place": article.dateline.place, "date": article.dateline.date}),
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
        "warnings": list(article.warnings[:MAX_WARNINGS]),
    }
    document["folded"] = _folded(document)
    return without_empty(document)


def _folded(document: Mapping[str, Any]) -> Document:
    """Return the companions of the fields that folding changes."""
    from worker.indexing.companions import may_change, needs_folding  # noqa: PLC0415 - loads NumPy; screens index nothing

    companions: Document = {}
    texts = {name: [value] if isinstance(value := document[name], str) else value for name in TEXT_FIELDS}
    if needs_folding(_together(texts)):  # else, as on most pages, there is no need to look at each
        for name, values in texts.items():
            if any(map(needs_folding, values)):
                companions[name] = (
                    spelled(document[name]) if isinstance(document[name], str) else [*map(spelled, values)]
                )
    facets = {
        **{name: [document[name]] for name in ("publication", "edition", "column", "source")},
        **{name: [person["name"] for person in document[name]] for name in ("byline", "credits")},
        **{name: document[name] for name in ("people", "places", "organizations", "bodies", "roles", "keywords")},
    }
    if may_change(_together(facets)):
        for name, values in facets.items():
            folded = [*map(spelled, values)]
            if folded != values:
                companions[name] = folded
    return companions


def _together(fields: Mapping[str, Sequence[str]]) -> str:
    return "\n".join([value for values in fields.values() for value in values])


def _contributors(contributors: Iterable[Contributor]) -> list[Document]:
    return [without_empty({"name": person.name, "role": person.role}) for person in contributors if person.name]


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
