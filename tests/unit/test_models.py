from __future__ import annotations

from worker.document.identity import IssueIdentity
from worker.document.issue import Article, Block, BlockType, Issue


def test_characters_are_counted_without_any_kind_of_space() -> None:
    """Papers indent with ideographic spaces, and PDF text layers scatter plain ones."""
    article = Article(1, paragraphs=("\u3000\u3000本报讯 记者", "熊\t辉"))
    assert article.characters == 7
    assert article.body == "\u3000\u3000本报讯 记者\n熊\t辉"


def test_furniture_is_what_is_neither_article_nor_contents() -> None:
    blocks = tuple(Block(kind, line, line, "x") for line, kind in enumerate(BlockType, start=1))
    issue = Issue(IssueIdentity(), articles=(), blocks=blocks)
    assert [block.type for block in issue.furniture] == [BlockType.FURNITURE]
