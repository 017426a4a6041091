"""Text of a file to an issue: pages apart, each read, the whole accounted for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.errors import NoArticleError
from worker.models import Block, BlockType, IdentityHints, Issue, IssueIdentity
from worker.parsing.lines import Line, visible_lines
from worker.parsing.pages import read_page

if TYPE_CHECKING:
    from worker.models import Article, ContentsEntry, SourceText


def parse_issue(source: SourceText, hints: IdentityHints = IdentityHints()) -> Issue:  # noqa: B008 - frozen
    """Return the issue that ``source`` holds.

    Raises:
        NoArticleError: The text holds no article.
    """
    lines = visible_lines(source.text)
    identity, warnings = _identity(source.text, hints)
    articles: list[Article] = []
    contents: list[ContentsEntry] = []
    roles: dict[int, tuple[BlockType, int | None]] = {}
    for page_lines in _pages(lines):
        reading = read_page(page_lines, page=identity.page, first_ordinal=len(articles) + 1, issue_date=identity.date)
        articles.extend(reading.articles)
        contents.extend(reading.contents)
        roles.update(reading.roles)
    if not articles:
        raise NoArticleError("no article found in the text", "Look whether it is a newspaper page at all.")
    blocks = _blocks(lines, roles)
    return Issue(
        identity=identity,
        articles=tuple(articles),
        contents=tuple(contents),
        blocks=blocks,
        encoding=source.encoding,
        warnings=(*source.warnings, *warnings),
    )


def _identity(text: str, hints: IdentityHints) -> tuple[IssueIdentity, tuple[str, ...]]:
    try:
        from worker.parsing.identity import identify
    except ImportError:
        return IssueIdentity(), ()
    identity, warnings = identify(text, hints)
    return identity, tuple(warnings)


def _pages(lines: list[Line]) -> list[list[Line]]:
    pages: list[list[Line]] = [[]]
    for line in lines:
        if "\f" in line.raw and pages[-1]:
            pages.append([])
        pages[-1].append(line)
    return [page for page in pages if page]


def _blocks(lines: list[Line], roles: dict[int, tuple[BlockType, int | None]]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    run: list[Line] = []
    for line in lines:
        role = roles.get(line.number, (BlockType.UNASSIGNED, None))
        if run and (
            roles.get(run[-1].number, (BlockType.UNASSIGNED, None)) != role or line.number != run[-1].number + 1
        ):
            blocks.append(_block(run, roles))
            run = []
        run.append(line)
    if run:
        blocks.append(_block(run, roles))
    return tuple(blocks)


def _block(run: list[Line], roles: dict[int, tuple[BlockType, int | None]]) -> Block:
    kind, article = roles.get(run[0].number, (BlockType.UNASSIGNED, None))
    return Block(kind, run[0].number, run[-1].number, "\n".join(line.raw for line in run), article)
