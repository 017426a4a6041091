"""What became of the files of a run: folders and index held against a pure parse of the same bytes."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from fault_folders import digest_of

from worker.document.identifiers import digest
from worker.indexing import Versions
from worker.indexing.documents import article_documents
from worker.ingestion.pipeline import with_notices
from worker.job import Job

if TYPE_CHECKING:
    from collections.abc import Sequence

    from elasticsearch import Elasticsearch
    from fault_folders import Folders
    from fault_issues import MadeIssue

    from worker.ingestion.pipeline import Pipeline

# When and from which order a document was made, and what it resembles of what was there before: not of the file alone.
_CIRCUMSTANCES = ("ingested_at", "revision", "versions", "duplicate_of", "similar", "story", "file")
_NEVER = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
_PAGE = 2000


@dataclass(slots=True)
class Drop:
    """One file as the user handled it.

    Attributes:
        states: What it was, in turn: another path after a rename, other bytes after a rewrite.
        taken_away: The user deleted it or moved it out: it may have been filed before, whole, or not at all.
        withdrawn: A person took it out of the index: its bytes must be in withdrawn/.
        exact: It was dropped anew under its last path once it was filed: no earlier path will do.
        sidecar: What was stated of it.
    """

    states: list[MadeIssue]
    taken_away: bool = False
    withdrawn: bool = False
    exact: bool = False
    sidecar: dict[str, str] | None = None

    @property
    def last(self) -> MadeIssue:
        return self.states[-1]


@dataclass(slots=True)
class Verdict:
    """Counts over one run; each finding is said in a line."""

    files: int = 0
    lost: int = 0
    double: int = 0
    left_over: int = 0
    findings: list[str] = field(default_factory=list)


def judge(drops: Sequence[Drop], folders: Folders, client: Elasticsearch, alias: str, pipeline: Pipeline) -> Verdict:
    """Hold everything against everything. The index must have been refreshed."""
    verdict = Verdict(files=len(drops))
    waiting, failed = folders.waiting(), folders.failed()
    archived = Counter(digest_of(path) for path in folders.archived())
    withdrawn = Counter(digest_of(path) for path in folders.withdrawn())
    index = documents_of(client, alias, folders.run)
    expected: dict[str, dict[str, Any]] = {}
    known: dict[str, set[str]] = {}  # under which paths bytes were dropped, by digest
    for drop in drops:
        for state in drop.states:
            known.setdefault(digest(state.data), set()).add(state.path)
        if drop.withdrawn:
            if not withdrawn[digest(drop.last.data)]:
                verdict.lost += 1
                verdict.findings.append(f"not in withdrawn/: {drop.last.path}")
            continue
        expected.update(_judge_one(drop, archived, index, pipeline, verdict))
    _more_than_once(archived, known, verdict)
    for identifier in sorted(index.keys() - expected.keys()):
        verdict.left_over += 1
        verdict.findings.append(f"left over in the index: {identifier}")
    for path in [*waiting, *failed, *folders.temporary()]:
        verdict.left_over += 1
        verdict.findings.append(f"left over: {path}")
    for unknown in archived.keys() - known:
        verdict.left_over += 1
        verdict.findings.append(f"archived bytes that nobody dropped: {unknown}")
    return verdict


def _judge_one(
    drop: Drop, archived: Counter[str], index: dict[str, Any], pipeline: Pipeline, verdict: Verdict
) -> dict[str, dict[str, Any]]:
    """Return the documents that the index should have of a file, and note what is wrong.

    The last state of a file must be archived and searchable; of one taken away, the last one that was archived.
    """
    state = drop.last
    if drop.taken_away:
        filed = [state for state in drop.states if archived[digest(state.data)]]
        if not filed:
            return {}
        state = filed[-1]
    # under another name of the same bytes it is the same issue as far as the archive goes
    wanted = [
        documents_made(each, pipeline, drop.sidecar)
        for each in drop.states
        if each.data == state.data and (not drop.exact or each is state)
    ]
    present = [documents for documents in wanted if documents.keys() & index.keys()]
    documents = present[0] if present else wanted[-1]
    wrong = [identifier for identifier, document in documents.items() if plain(index.get(identifier)) != document]
    if wrong:
        there, wanted_there = plain(index.get(wrong[0])), documents[wrong[0]]
        names = sorted(name for name in there | wanted_there if there.get(name) != wanted_there.get(name))
        what = f"differs in {', '.join(names)}" if there else "is absent"
        verdict.findings.append(f"{wrong[0]} {what}, and {len(wrong) - 1} more ({state.path})")
    if not archived[digest(state.data)]:
        verdict.findings.append(f"not in the archive: {state.path}")
    verdict.lost += bool(wrong or not archived[digest(state.data)])
    return documents


def _more_than_once(archived: Counter[str], known: dict[str, set[str]], verdict: Verdict) -> None:
    """The archive keeps the same bytes once for each path that they were dropped under."""
    for content, count in archived.items():
        if count > max(1, len(known.get(content, ()))):
            verdict.double += 1
            verdict.findings.append(f"archived {count} times: {content}")


def documents_made(
    issue: MadeIssue, pipeline: Pipeline, sidecar: dict[str, str] | None = None
) -> dict[str, dict[str, Any]]:
    """Return the documents that a file gives by themselves, by id."""
    processed = pipeline.process(issue.data, path=issue.path, sidecar=sidecar)
    documents = article_documents(
        with_notices(processed.issue),
        processed.enrichments,
        unit_id=processed.unit_id,
        job=Job(issue.path, processed.digest, 0),
        ingested_at=_NEVER,
        versions=Versions("", "", ""),
    )
    return {document["id"]: plain(document) for document in documents}


def plain(document: dict[str, Any] | None) -> dict[str, Any]:
    """Return a document without what depends on when and how it came."""
    return {name: value for name, value in (document or {}).items() if name not in _CIRCUMSTANCES}


def documents_of(client: Elasticsearch, alias: str, run: str) -> dict[str, dict[str, Any]]:
    """Return every article of a run by id."""
    found: dict[str, dict[str, Any]] = {}
    after: list[Any] | None = None
    while True:
        answer = client.search(
            index=alias, query={"prefix": {"issue_id": f"{run}-"}}, sort=["id"], size=_PAGE, search_after=after
        )
        hits = answer["hits"]["hits"]
        if not hits:
            return found
        found.update((hit["_id"], hit["_source"]) for hit in hits)
        after = hits[-1]["sort"]
