"""Issues of a few articles, as the index is given them, and what it says of them."""

from __future__ import annotations

import datetime as dt

from worker.document import identifiers
from worker.document.enrichment import Enrichment
from worker.document.identity import IssueIdentity
from worker.document.issue import Article, Issue
from worker.indexing import Archive, Entry, Versions
from worker.job import Job, Outcome

VERSIONS = Versions("p1", "e1", "d1")
DATE = dt.date(2023, 10, 27)
INDEXED, REPLACED, MOVED = Outcome.INDEXED, Outcome.REPLACED, Outcome.MOVED
DUPLICATE, SUPERSEDED, FAILED = Outcome.DUPLICATE, Outcome.SUPERSEDED, Outcome.FAILED


def entry(
    content: str, revision: int, *, articles: int = 3, page: str = "1", signatures: tuple[str, ...] = ()
) -> Entry:
    """An issue of some articles, each saying ``content``."""
    identity = IssueIdentity("北碚报", DATE, page)
    digest = identifiers.digest(content.encode())
    made = tuple(
        Article(ordinal=number, headline=f"{content}{number}", paragraphs=(f"{content}。",))
        for number in range(1, articles + 1)
    )
    enrichments = (Enrichment(title_words=content, body_words=content, signature=signatures),) * articles
    job = Job(f"{page}.txt", digest, revision)
    # what a replacement would lose is not the matter here: it went through before
    unit_id, issue = identifiers.unit_id(identity, digest), Issue(identity, made)
    return Entry(job, unit_id, issue, enrichments, recorded=Outcome.REPLACED)


ISSUE_ID = entry("甲", 1).unit_id


def articles_of(archive: Archive, issue_id: str = ISSUE_ID) -> dict[str, str]:
    """The body of each article that a search finds of an issue, by the end of its id."""
    archive.refresh()
    found = archive.client.search(index=archive.articles, query={"term": {"issue_id": issue_id}}, size=100)
    return {hit["_id"].removeprefix(f"{issue_id}-"): hit["_source"]["body"] for hit in found["hits"]["hits"]}


def outcomes(archive: Archive, *entries: Entry, **options: bool) -> list[Outcome]:
    return [settled.outcome for settled in archive.replace(entries, VERSIONS, **options)]
