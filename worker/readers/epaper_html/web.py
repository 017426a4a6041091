"""Any other article page of the web: title, date and text by trafilatura, which is given all and fetches nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lxml import etree

from worker.document.issue import Article, Contributor
from worker.document.source import StatedIdentity
from worker.errors import NoArticleError
from worker.readers.epaper_html.article import paper_of_title
from worker.readers.values import date_of, lines_of, strings_of

if TYPE_CHECKING:
    from worker.readers.epaper_html.article import PageArticle
    from worker.readers.markup import Element

# The line below a headline: 2023-11-05 第03版 作者：桑小竹
_META = re.compile(r"(?:作者|来源|发布时间|责任编辑|字号)\s*[：:]|\d\s+第\s*[A-Z]?\d+\s*版")
_LONGEST_META = 60
_FEWEST = 20  # characters; less is navigation


def web_article(root: Element, printed: PageArticle) -> tuple[Article, StatedIdentity]:
    """Return the article of a page, and the issue it names.

    Args:
        root: The page; what surrounds the article is taken out of it.
        printed: What its headings and lines say, as of an e-paper's page.

    Raises:
        NoArticleError: The page holds no article's text.
    """
    import trafilatura  # noqa: PLC0415 - half a second that only such pages need

    for element in list(root.iter("nav", "header", "footer", "aside", "form")):
        if not element.xpath(".//h1"):
            element.clear(keep_tail=True)
    source = etree.tostring(root, encoding="unicode", method="html")
    found: Any = trafilatura.bare_extraction(source, with_metadata=True, include_comments=False, include_tables=False)
    lines = lines_of(found.text or "") if found is not None else ()
    paragraphs = tuple(line for line in lines if not (len(line) < _LONGEST_META and _META.search(line)))
    if found is None or sum(map(len, paragraphs)) < _FEWEST:
        raise NoArticleError("the HTML page holds no article's text.", "Save the article's own page.")
    title = printed.title or " ".join((found.title or "").split())
    author = printed.author or found.author or ""
    article = Article(
        ordinal=1,
        page=printed.page,
        kicker=printed.kicker,
        headline=title,
        subtitle=printed.subtitle,
        byline=(Contributor(author),) if author else (),
        paragraphs=tuple(one for one in paragraphs if one not in {title, printed.kicker, printed.subtitle}),
        url=printed.url or found.url or "",
        images=(found.image,) if found.image else (),
        keywords=strings_of(";".join(found.tags or ())),
    )
    paper = printed.paper or paper_of_title(found.sitename or "") or paper_of_title(found.title or "")
    return article, StatedIdentity(paper, printed.date or date_of(found.date), printed.page, section=printed.section)
