"""Any other article page of the web: title, date and text by trafilatura, which is given all and fetches nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree

from worker.document.issue import Article, Contributor
from worker.document.source import StatedIdentity
from worker.errors import NoArticleError
from worker.readers.epaper_html.article import paper_of_title
from worker.readers.values import date_of, lines_of, path_date, strings_of

if TYPE_CHECKING:
    from worker.readers.markup import Element

_FEWEST = 20  # characters; less is navigation


def web_article(root: Element, path: str) -> tuple[Article, StatedIdentity]:
    """Return the article of a page, and the issue it names.

    Raises:
        NoArticleError: The page holds no article's text.
    """
    import trafilatura  # noqa: PLC0415 - half a second that only such pages need

    for element in list(root.iter("nav", "header", "footer", "aside", "form")):
        if not element.xpath(".//h1"):
            element.clear(keep_tail=True)
    source = etree.tostring(root, encoding="unicode", method="html")
    found: Any = trafilatura.bare_extraction(source, with_metadata=True, include_comments=False, include_tables=False)
    paragraphs = lines_of(found.text or "") if found is not None else ()
    if found is None or sum(map(len, paragraphs)) < _FEWEST:
        raise NoArticleError("the HTML page holds no article's text.", "Save the article's own page.")
    title = " ".join((found.title or "").split())
    article = Article(
        ordinal=1,
        headline=title,
        byline=(Contributor(found.author),) if found.author else (),
        paragraphs=tuple(paragraph for paragraph in paragraphs if paragraph != title),
        url=found.url or "",
        images=(found.image,) if found.image else (),
        keywords=strings_of(";".join(found.tags or ())),
    )
    paper = paper_of_title(found.sitename or "") or paper_of_title(found.title or "")
    return article, StatedIdentity(paper, path_date(path) or date_of(found.date))
