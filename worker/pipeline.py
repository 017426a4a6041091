"""Composes the stages: bytes -> text -> issue -> enrichments. Pure: same bytes, same settings, same result.

Knows no Celery, no Elasticsearch and no folder; ``worker.ingestion`` does the reading, the indexing and the filing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from worker import identifiers
from worker.enrichment import enrichment_json
from worker.errors import InternalError, PoisonError
from worker.models import IdentityHints
from worker.parsing import issue_json, parse_issue
from worker.reading import read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from worker.enrichment import Enricher
    from worker.models import Enrichment, Issue

# What a mistake in our own code raises. Such a file is quarantined like any other that cannot be read: it must neither
# stop its neighbours nor go round for ever.
_BUGS = (ArithmeticError, AssertionError, AttributeError, LookupError, NameError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class Processed:
    """A file after all pure stages: ``enrichments`` has one entry an article, then one a notice, in order."""

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
            sidecar: Decoded sidecar file, see ``worker.parsing.sidecar``.

        Raises:
            PermanentError: With the reason, whatever is wrong with the bytes.
        """
        try:
            text = read(data, max_bytes=self.max_bytes)
            hints = IdentityHints(path, tuple((sidecar or {}).items()), self.default_publication)
            issue = parse_issue(text, hints)
            enrichments = self.enricher.enrich_issue(with_notices(issue))
        except (RecursionError, MemoryError) as error:
            raise PoisonError(
                f"the file exhausts the worker ({type(error).__name__})", "Look whether it is a newspaper page at all."
            ) from error
        except _BUGS as error:
            raise InternalError(
                f"baoku itself failed on it ({type(error).__name__}: {error})",
                "Report it with the file; drop the file again after an update.",
            ) from error
        digest = identifiers.digest(data)
        return Processed(identifiers.issue_id(issue.identity, digest), digest, issue, enrichments)


def with_notices(issue: Issue) -> Issue:
    """Return the issue with its notices among its articles, as the index has them: they are searched like any other."""
    return replace(issue, articles=(*issue.articles, *issue.notices), notices=())


def processed_json(processed: Processed) -> dict[str, Any]:
    """Return an issue as JSON values: what ``baoku parse`` writes."""
    issue = issue_json(processed.issue)
    for article, enrichment in zip((*issue["articles"], *issue["notices"]), processed.enrichments, strict=True):
        article["id"] = identifiers.article_id(processed.issue_id, article["ordinal"])
        article.update(enrichment_json(enrichment))
    return {"id": processed.issue_id, "digest": processed.digest, **issue}
