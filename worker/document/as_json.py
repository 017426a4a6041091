"""An issue as JSON values."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from worker.document.geometry import Region
    from worker.document.issue import Article, Issue


def issue_json(issue: Issue) -> dict[str, Any]:
    """Return ``issue`` as JSON values; ``articles`` are in the order of ``issue.articles``."""
    identity = dataclasses.asdict(issue.identity)
    del identity["masthead"]  # of interest to a replacement alone; the line itself stands among the blocks
    for name in ("date", "date_end"):
        identity[name] = identity[name].isoformat() if identity[name] else ""
    return {
        "identity": identity,
        "articles": [article_json(article) for article in issue.articles],
        "notices": [article_json(notice) for notice in issue.notices],
        "contents": [dataclasses.asdict(entry) for entry in issue.contents],
        "furniture": [block.text for block in issue.furniture],
        "blocks": [dataclasses.asdict(block) for block in issue.blocks],
        "encoding": issue.encoding,
        "coverage": issue.coverage,
        "confidence": issue.confidence,
        "warnings": list(issue.warnings),
    }


def article_json(article: Article) -> dict[str, Any]:
    """Return ``article`` as JSON values, with ``body`` (the paragraphs joined, without the source line).

    ``lead`` is the former name of ``source_line``, for those who read it.
    """
    values = dataclasses.asdict(article)
    values["lead"] = article.source_line
    values["regions"] = [region_json(region) for region in article.regions]
    values["body"] = article.body
    values["characters"] = article.characters
    return values


def region_json(region: Region) -> dict[str, Any]:
    """Return a region as JSON values, in tenths of a point."""
    return {"page": region.page, "box": [round(value, 1) for value in region.box]}
