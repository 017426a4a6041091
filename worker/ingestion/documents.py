"""A reader's document to an issue: ready-made articles are taken as they are, lines go to the parser."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

import orjson

from worker.document.as_json import issue_json
from worker.document.issue import Issue
from worker.errors import NoArticleError
from worker.parsing import parse_document
from worker.parsing.assembly.blocks import confidence_of
from worker.parsing.assembly.ready import finished
from worker.parsing.identity.identify import identify
from worker.parsing.layout.lines import visible_lines

if TYPE_CHECKING:
    from worker.document.identity import IdentityHints
    from worker.document.issue import Article
    from worker.document.source import Document


def issue_of(document: Document, hints: IdentityHints) -> Issue:
    """Return the issue that a document holds.

    Args:
        document: As its reader found it.
        hints: Path, sidecar and settings; what the document states of itself ranks below its sidecar. Lines that
            stand beside ready-made articles are the page's head: they say which issue it is.

    Raises:
        NoArticleError: It holds neither an article nor a notice.
    """
    hints = replace(hints, stated=document.identity, path=document.path or hints.path)
    if not document.articles:
        return parse_document(document, hints)
    head = "\n".join(line.text for page in document.pages for line in page.lines)
    identity, warnings = identify(visible_lines(head), hints)
    articles = tuple(
        article if article.page else replace(article, page=identity.page) for article in _numbered(document.articles)
    )
    if not document.complete:
        articles = tuple(finished(article, identity.date) for article in articles)
    if not any(article.headline or article.paragraphs for article in articles):
        raise NoArticleError("no article found in it", "Look whether it was exported whole.")
    return Issue(
        identity,
        articles,
        encoding=document.encoding,
        confidence=confidence_of(list(articles)),
        warnings=(*document.warnings, *warnings),
    )


def _numbered(articles: tuple[Article, ...]) -> tuple[Article, ...]:
    """Return the articles with numbers of their own: those their file gives them, if each has another."""
    given = [article.ordinal for article in articles]
    if all(number > 0 for number in given) and len(set(given)) == len(given):
        return articles
    return tuple(replace(article, ordinal=number) for number, article in enumerate(articles, start=1))


def content_of(issue: Issue) -> str:
    """Return the SHA-256 of what an issue says, hex: two units of one file, or of two exports, are told apart by it."""
    return hashlib.sha256(orjson.dumps(issue_json(issue), option=orjson.OPT_SORT_KEYS)).hexdigest()
