"""What must hold of every input. Each function raises an AssertionError, or lets out whatever should not have come."""

from __future__ import annotations

import json
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from blocks_of_lines import printed_lines_of

from worker.errors import InternalError, PermanentError, PoisonError
from worker.ingestion.pipeline import processed_json, with_notices
from worker.parsing.identity.sidecar import SIDECAR_KEYS, SidecarError, parse_sidecar
from worker.parsing.layout.lines import INVISIBLE
from worker.readers.text import read
from worker.search import Order, QueryError, parse
from worker.search.building import build
from worker.search.marking import Marker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.document.issue import Article
    from worker.enrichment import Segmenter
    from worker.ingestion.pipeline import Pipeline, Processed

# No input here is larger than a few hundred kilobytes: many times what the slowest of them takes, so that only work
# that has run away exceeds it.
MOST_CPU_SECONDS = 20.0

# What may come of a file; ``internal`` and ``poison`` mean that baoku itself failed.
_CODES = frozenset({"undecodable", "unsupported_format", "empty", "too_large", "no_article"})


@contextmanager
def _bounded(what: str) -> Iterator[None]:
    started = time.process_time()
    yield
    took = time.process_time() - started
    assert took < MOST_CPU_SECONDS, f"{what} took {took:.1f} s of CPU"


def check_file(pipeline: Pipeline, data: bytes, path: str) -> Processed | None:
    """Process a file; return what came of it, None when it was refused for a documented reason."""
    with _bounded("the file"):
        try:
            processed = pipeline.process(data, path=path)
        except (InternalError, PoisonError) as error:
            raise AssertionError(f"baoku failed: {error}") from error
        except PermanentError as error:
            assert error.code in _CODES, error.code
            assert error.reason
            assert error.advice
            assert error.stage
            return None
    _check_lines(data, processed, pipeline.max_bytes)
    _check_mentions(processed)
    encoded = _as_json(processed)
    assert encoded == _as_json(pipeline.process(data, path=path)), "not the same twice"
    return processed


def _as_json(processed: Processed) -> bytes:
    """Return the whole result as it is written; fails on what JSON or UTF-8 cannot hold."""
    return json.dumps(processed_json(processed), ensure_ascii=False, allow_nan=False).encode()


def _check_lines(data: bytes, processed: Processed, max_bytes: int) -> None:
    """Every visible character stands in exactly one block, in its place; articles own lines that exist."""
    lines = read(data, max_bytes=max_bytes).text.split("\n")
    issue = processed.issue
    assert printed_lines_of(issue.blocks) == {
        number: line for number, line in enumerate(lines, 1) if line.strip(INVISIBLE)
    }
    assert all(0.0 <= block.confidence <= 1.0 for block in issue.blocks)
    everything = (*issue.articles, *issue.notices)
    assert [article.ordinal for article in everything] == list(range(1, len(everything) + 1))
    for article in everything:
        assert all(1 <= span.first <= span.last <= len(lines) for span in article.lines)
    assert 0.0 <= issue.coverage <= 1.0


def _check_mentions(processed: Processed) -> None:
    issue = with_notices(processed.issue)
    assert len(processed.enrichments) == len(issue.articles)
    for article, enrichment in zip(issue.articles, processed.enrichments, strict=True):
        for mention in enrichment.mentions:
            assert mention.name
            assert 0 <= mention.start < mention.end <= len(_field(article, mention.field)), mention


def _field(article: Article, name: str) -> str:
    if name.startswith("captions."):
        return article.captions[int(name.removeprefix("captions."))]
    value = getattr(article, name)
    assert isinstance(value, str)
    return value


def check_sidecar(data: bytes) -> None:
    """Read a sidecar: known keys with text, or the documented error."""
    with _bounded("the sidecar"):
        try:
            values = parse_sidecar(data)
        except SidecarError as error:
            assert error.reason
            return
    assert set(values) <= set(SIDECAR_KEYS)
    assert all(value and value.isprintable() for value in values.values())


def check_query(segmenter: Segmenter, text: str, page: str) -> bool:
    """Read a query and mark what it finds in ``page``; tell whether it is one."""
    with _bounded("the query"):
        try:
            query = parse(text)
        except QueryError as error:
            assert 0 <= error.start <= error.end <= len(text)
            assert error.message
            return False
        for atom in query.atoms():
            assert 0 <= atom.span.start < atom.span.end <= len(text)
        for relaxed in (False, True):
            for order in Order:
                try:
                    body = build(query, segmenter, relaxed=relaxed, tiers=order is Order.RECENT).clause
                except QueryError as error:
                    assert error.message
                else:
                    json.dumps(body, ensure_ascii=False, allow_nan=False).encode()
        for marked in Marker(query, segmenter).mark({"body": page}).values():
            ends = [0]
            for mark in marked.marks:
                assert ends[-1] <= mark.start < mark.end <= len(page)
                ends.append(mark.end)
    return True
