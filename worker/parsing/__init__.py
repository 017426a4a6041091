"""A document, or the text of a newspaper page, to an issue: ``parse_document``, ``parse_issue``."""

from typing import TYPE_CHECKING

from worker.document.as_json import issue_json
from worker.on_demand import on_demand

if TYPE_CHECKING:
    from worker.parsing.parse import parse_document, parse_issue
else:
    __getattr__ = on_demand(
        __name__,
        {
            "parse_document": "parse",
            "parse_issue": "parse",
        },
    )

PARSER_VERSION = "21"
"""Raised with every change that can give another article for the same text: `baoku reindex` is due then."""

__all__ = ["PARSER_VERSION", "issue_json", "parse_document", "parse_issue"]
