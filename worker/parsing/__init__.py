"""A document, or the text of a newspaper page, to an issue: ``parse_document``, ``parse_issue``."""

from worker.document.as_json import issue_json
from worker.parsing.explain import ExplainedLine, explain
from worker.parsing.parse import parse_document, parse_issue

PARSER_VERSION = "5"
"""Raised with every change that can give another article for the same text: `baoku reindex` is due then."""

__all__ = ["PARSER_VERSION", "ExplainedLine", "explain", "issue_json", "parse_document", "parse_issue"]
