"""Composes the stages: bytes -> text -> issue -> enrichments. Pure: same bytes, same settings, same result.

Knows no Celery, no Elasticsearch and no folder; ``worker.ingestion.ingest`` reads, indexes and files.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from worker.document import identifiers
from worker.document.issue import IdentityHints
from worker.enrichment import enrichment_json
from worker.errors import InternalError, PermanentError, PoisonError
from worker.parsing import issue_json, parse_issue
from worker.readers.text import read

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from worker.document.enrichment import Enrichment
    from worker.document.issue import Issue
    from worker.enrichment import Enricher

# What a mistake in our own code raises. Such a file is quarantined like any other that cannot be read: it must neither
# stop its neighbours nor go round for ever.
_BUGS = (ArithmeticError, AssertionError, AttributeError, LookupError, NameError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file that was read and parsed; ``unit_id`` names what it replaces, ``issue_id`` the issue it belongs to."""

    unit_id: str
    issue_id: str
    digest: str
    issue: Issue


@dataclass(frozen=True, slots=True)
class Processed:
    """A file after all pure stages: ``enrichments`` has one entry an article, then one a notice, in order."""

    unit_id: str
    issue_id: str
    digest: str
    issue: Issue
    enrichments: tuple[Enrichment, ...]


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The stages with their settings.

    Attributes:
        enricher: Loaded once a process, before any fork.
        max_bytes: Larger files are refused.
        default_publication: For files that do not name theirs.
    """

    enricher: Enricher
    max_bytes: int
    default_publication: str = ""

    def process(self, data: bytes, *, path: str = "", sidecar: Mapping[str, str] | None = None) -> Processed:
        """Read, parse and enrich one file.

        Args:
            data: The file's bytes.
            path: Path below the inbox: folder and file names say which issue it is.
            sidecar: Decoded sidecar file, see ``worker.parsing.identity.sidecar``.

        Raises:
            PermanentError: With the reason, whatever is wrong with the bytes.
            MemoryError: More is needed than this process may take: of this file, or of others it holds besides.
        """
        parsed = self.parse(data, path=path, sidecar=sidecar)
        (processed,) = self.enrich([parsed])
        if isinstance(processed, PermanentError):
            raise processed
        return processed

    def parse(self, data: bytes, *, path: str = "", sidecar: Mapping[str, str] | None = None) -> Parsed:
        """Read and parse one file: the first half of :meth:`process`, with its arguments and errors."""
        with _own_faults():
            text = read(data, max_bytes=self.max_bytes)
            hints = IdentityHints(path, tuple((sidecar or {}).items()), self.default_publication)
            issue = parse_issue(text, hints)
        digest = identifiers.digest(data)
        return Parsed(
            identifiers.unit_id(issue.identity, digest), identifiers.issue_id(issue.identity, digest), digest, issue
        )

    def enrich(self, parsed: Sequence[Parsed]) -> list[Processed | PermanentError]:
        """Return each file with its enrichments, or the error that one alone raises.

        Several at once cost less than one after the other, and give the same.
        """
        issues = [with_notices(one.issue) for one in parsed]
        try:
            with _own_faults():
                enriched = self.enricher.enrich_issues(issues)
        except PermanentError as error:
            # One of them is at fault: it must not fail the others.
            return [error] if len(parsed) == 1 else [self.enrich([one])[0] for one in parsed]
        return [
            Processed(one.unit_id, one.issue_id, one.digest, one.issue, enrichments)
            for one, enrichments in zip(parsed, enriched, strict=True)
        ]


@contextlib.contextmanager
def _own_faults() -> Iterator[None]:
    """Turn what a mistake of ours or a file nested too deeply raises into permanent errors."""
    try:
        yield
    except RecursionError as error:
        raise PoisonError(
            "the file is nested too deeply for the worker", "Look whether it is a newspaper page at all."
        ) from error
    except _BUGS as error:
        raise InternalError(
            f"baoku itself failed on it ({type(error).__name__}: {error})",
            "Report it with the file; drop the file again after an update.",
        ) from error


def with_notices(issue: Issue) -> Issue:
    """Return the issue with its notices among its articles, as the index has them: they are searched like any other."""
    return replace(issue, articles=(*issue.articles, *issue.notices), notices=())


def processed_json(processed: Processed) -> dict[str, Any]:
    """Return an issue as JSON values: what ``baoku parse`` writes."""
    issue = issue_json(processed.issue)
    for article, enrichment in zip((*issue["articles"], *issue["notices"]), processed.enrichments, strict=True):
        article["id"] = identifiers.article_id(processed.unit_id, article["ordinal"])
        article.update(enrichment_json(enrichment))
    return {"id": processed.unit_id, "issue_id": processed.issue_id, "digest": processed.digest, **issue}
