"""Composes the stages: bytes -> text -> issue -> enrichments. Pure: same bytes, same settings, same result.

Knows no Celery, no Elasticsearch and no folder; ``worker.ingestion.ingest`` reads, indexes and files.
"""

from __future__ import annotations

import contextlib
import itertools
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from worker.document import identifiers
from worker.document.identity import IdentityHints
from worker.enrichment import enrichment_json
from worker.errors import InternalError, NoArticleError, PermanentError, PoisonError
from worker.ingestion.documents import content_of, issue_of
from worker.parsing import issue_json, parse_issue
from worker.parsing.identity.identify import identify
from worker.parsing.layout.lines import visible_lines
from worker.readers import registry
from worker.readers.base import PAGED_SUFFIXES, Limits, Rejected, Source
from worker.readers.text import read
from worker.readers.text.reader import TextReader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from worker.document.enrichment import Enrichment
    from worker.document.identity import IssueIdentity
    from worker.document.issue import Issue
    from worker.document.source import Document
    from worker.enrichment import Enricher
    from worker.readers.base import Reader

# What a mistake in our own code raises. Such a file is quarantined like any other that cannot be read: it must neither
# stop its neighbours nor go round for ever.
_BUGS = (ArithmeticError, AssertionError, AttributeError, LookupError, NameError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A unit of a file, read and parsed: what is replaced as a whole.

    Attributes:
        unit_id: Names what it replaces; ``issue_id`` the issue it belongs to.
        digest: Of the file.
        content: Of the unit alone: the file's digest where it is the file's only one.
        key: Tells the units of one file apart; empty for a file's only one.
        read_ahead: Characters of later units of the file that are read already.
    """

    unit_id: str
    issue_id: str
    digest: str
    issue: Issue
    content: str = ""
    key: str = ""
    read_ahead: int = 0


@dataclass(frozen=True, slots=True)
class Processed:
    """A unit after all pure stages: ``enrichments`` has one entry an article, then one a notice, in order."""

    unit_id: str
    issue_id: str
    digest: str
    issue: Issue
    enrichments: tuple[Enrichment, ...]
    content: str = ""
    key: str = ""


def _no_progress(_name: str, _pages: int) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The stages with their settings.

    Attributes:
        enricher: Loaded once a process, before any fork.
        max_bytes: Larger files are refused; see :meth:`most_bytes`.
        default_publication: For files that do not name theirs.
        readers: The one that is surest of a file reads it.
        max_page_bytes: The same for PDF files and images, where it is more: their size says little of their text.
        recognise: Text in images is recognised here; where not, such a file raises ``RecognitionNeededError``.
        progress: Told a file's name and how many of its pages are recognised.
    """

    enricher: Enricher
    max_bytes: int
    default_publication: str = ""
    readers: Sequence[Reader] = registry.READERS
    recognise: bool = True
    max_page_bytes: int = 0
    progress: Callable[[str, int], None] = _no_progress

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
        """Read and parse a file that holds one unit: the first half of :meth:`process`, with its arguments and errors.

        Raises:
            PermanentError: Whatever is wrong with it; code ``several_units`` for a file that holds more than one.
        """
        found = list(itertools.islice(self.parse_all(Source(path, data), identifiers.digest(data), sidecar=sidecar), 2))
        if len(found) > 1:
            raise PermanentError("the file holds several issues", "Read it by `baoku ingest`.", "several_units", "read")
        if isinstance(found[0], Rejected):
            raise found[0].error
        return found[0]

    def parse_all(
        self, source: Source, digest: str, *, sidecar: Mapping[str, str] | None = None
    ) -> Iterator[Parsed | Rejected]:
        """Read and parse one file; yield each of its units, at least one, as soon as it is complete.

        A file of years is never held whole: its reader yields one document after the other.

        Args:
            source: Its name, the path below the inbox, says which issue it is.
            digest: Of the file.
            sidecar: Decoded sidecar file, see ``worker.parsing.identity.sidecar``.

        Yields:
            Units, and parts that cannot be read while others can.

        Raises:
            PermanentError: The whole file, or all that comes after what was yielded, cannot be read.
        """
        hints = IdentityHints(source.name, tuple((sidecar or {}).items()), self.default_publication)
        with _own_faults():
            reader = registry.reader_of(source.head(), source.name, self.readers)
            if isinstance(reader, TextReader) and source.stream is None:
                issue = parse_issue(reader.text_of(source, Limits(self.max_bytes)), hints)
                yield _parsed(issue, digest, digest)
                return
            empty = True
            for part in registry.read(source, self._limits(source.name), self.readers):
                empty = False
                yield part if isinstance(part, Rejected) else _document_parsed(part, digest, hints)
            if empty:
                raise NoArticleError("the file holds no article", "Look whether it was exported whole.")

    def most_bytes(self, name: str) -> int:
        """Return how large a file of this name may be."""
        return max(self.max_bytes, self.max_page_bytes if name.lower().endswith(PAGED_SUFFIXES) else 0)

    def _limits(self, name: str) -> Limits:
        return Limits(self.most_bytes(name), recognise=self.recognise, progress=partial(self.progress, name))

    def text_of(self, data: bytes) -> str:
        """Return the text of a plain text file. Raises PermanentError for any other."""
        return read(data, max_bytes=self.max_bytes).text

    def identity_of(self, data: bytes) -> IssueIdentity:
        """Return what the text itself says of its issue, whatever it is called. Raises PermanentError."""
        return identify(visible_lines(self.text_of(data)), IdentityHints())[0]

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
            Processed(one.unit_id, one.issue_id, one.digest, one.issue, enrichments, one.content, one.key)
            for one, enrichments in zip(parsed, enriched, strict=True)
        ]


def _document_parsed(document: Document, digest: str, hints: IdentityHints) -> Parsed | Rejected:
    """Return a document's unit; a document that holds no article is rejected alone."""
    try:
        issue = issue_of(document, hints)
    except PermanentError as error:
        return Rejected(document.key, error)
    parsed = _parsed(issue, digest, content_of(issue) if document.key else digest, document.key)
    return replace(parsed, read_ahead=document.read_ahead) if document.read_ahead else parsed


def _parsed(issue: Issue, digest: str, content: str, key: str = "") -> Parsed:
    identity = issue.identity
    unit, whole = identifiers.unit_id(identity, content), identifiers.issue_id(identity, content)
    return Parsed(unit, whole, digest, issue, content, key)


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
        stated = {name: article[name] for name in ("keywords",) if article[name]}
        article.update({**enrichment_json(enrichment), **stated})
    return {"id": processed.unit_id, "issue_id": processed.issue_id, "digest": processed.digest, **issue}
