"""Text of a newspaper page to an issue: ``parse_issue``."""

from worker.parsing.explain import ExplainedLine, explain
from worker.parsing.export import issue_json
from worker.parsing.parse import parse_issue

__all__ = ["ExplainedLine", "explain", "issue_json", "parse_issue"]
