"""Reads saved pages of web editions: an article's page, a page of an issue with its articles, any HTML article."""

from __future__ import annotations

import dataclasses
import posixpath
import re
from typing import TYPE_CHECKING

from worker.document.geometry import Region
from worker.document.identity import StatedIdentity
from worker.document.issue import Article, Contributor
from worker.document.source import Document, Page, SourceLine
from worker.errors import NoArticleError, PermanentError, TooLargeError
from worker.messages import message
from worker.readers.base import Rejected
from worker.readers.epaper_html.article import PageArticle, article_of, is_article
from worker.readers.epaper_html.headed_page import marked
from worker.readers.epaper_html.layout import Entry, Layout, file_name, layout_of, node_links, saved_name
from worker.readers.epaper_html.marks import marks_of
from worker.readers.epaper_html.web import told_near_title, web_article
from worker.readers.headed import articles_of, pages_of
from worker.readers.markup import UTF_16, decoded, html_tree
from worker.readers.values import page_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.readers.base import Limits, Source
    from worker.readers.markup import Element

_SURE, _BY_NAME = 0.9, 0.4
_HTML = re.compile(
    rb"(?is)(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*+)?"
    rb"<(?:!doctype\s+html|html|head|body|meta|title|div|table|script)[\s>]"
)
_AREAS = re.compile(r"<(?:area|polygon)[\s>]", re.IGNORECASE)
_BEGINS = re.compile(r"<(?:html|body)[\s>]", re.IGNORECASE)
_CLOSES = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_FEWEST_HEADINGS, _FEWEST_ARTICLES = 3, 2  # of an issue that is set as one text
_FEWEST_SENTENCES = 3  # of a story; titles of stories end with no full stop
_SENTENCES_BESIDE_AREAS = 10
_MOST_BYTES = 16 * 1024 * 1024
_MOST_NODES = 60  # pages of an issue that one article's page may ask after
_DIGITS = re.compile(r"\d+")
_PEOPLES = re.compile(r"nw\.(?P<paper>D\w+?)_\d{8}_\d+-(?P<page>\d{2})(?P<ending>\.html?)", re.IGNORECASE)
_PART = re.compile(r"(?<!\d)\d++(?:-\d++)?$")


class EpaperReader:
    """Reads HTML pages of six e-paper systems and what resembles them; other article pages by trafilatura."""

    name = "html"
    version = 5
    suffixes = (".htm", ".html", ".shtml", ".xhtml")
    streams = False

    def sniff(self, head: bytes, name: str) -> float:
        """Return how surely it is an HTML page."""
        if head.startswith(UTF_16):
            head = head.decode("utf-16", "ignore").encode("utf-8", "ignore")
        if _HTML.match(head) or (b"<html" in head.lower() and head.lstrip().startswith(b"<")):
            return _SURE
        return _BY_NAME if name.lower().endswith(self.suffixes) and b"<" in head else 0.0

    def read(self, source: Source, limits: Limits) -> Iterator[Document | Rejected]:
        """Yield the article of a page; for a page of an issue a document for each article it leads to."""
        if len(source.data) > min(_MOST_BYTES, limits.max_bytes):
            raise TooLargeError(
                f"the HTML page has {len(source.data):,} bytes, more than any page of a paper.", "Remove it."
            )
        text, encoding = decoded(source.data)
        root = html_tree(text)
        source = dataclasses.replace(source, name=saved_name(source.name))
        pages = _issue_documents(root, encoding)
        if pages:
            yield from pages
            return
        if is_article(text, root):
            made = _article_document(source, text, root, encoding)
            yield _whole(_told_by_web(made, source, text, encoding) or made, text)
            return
        layout = layout_of(root, source.name)
        if not layout.entries:
            yield _whole(_web_document(source, text, root, encoding), text)
        elif alone := _story_among_links(layout, source, text, encoding):
            yield _whole(alone, text)
        else:
            yield from _page_documents(source, layout)

    def document(self, article: PageArticle, source: Source, layout: Layout, encoding: str) -> Document:
        """Return an article as the document of a unit of its own, placed on its page by the layout."""
        found = layout.entry(posixpath.basename(source.name))
        place, entry = found or (1, Entry("", ""))
        coded = _PEOPLES.fullmatch(posixpath.basename(source.name))
        label = layout.label or article.page or (page_of(coded["page"])[0] if coded else "")
        body = article.body
        return Document(
            pages=(Page(label, layout.width, layout.height),) if label or layout.width else (),
            articles=(
                Article(
                    ordinal=place,
                    page=label,
                    kicker=article.kicker,
                    headline=article.title or entry.title,
                    subtitle=article.subtitle,
                    byline=(Contributor(article.author),) if article.author else (),
                    paragraphs=body.paragraphs,
                    captions=body.captions,
                    images=body.images,
                    url=article.url,
                    keywords=article.keywords,
                    regions=tuple(Region(1, box) for box in entry.boxes),
                ),
            ),
            identity=StatedIdentity(
                publication=article.paper or layout.paper,
                date=article.date or layout.date,
                page=label,
                section=layout.section or article.section,
                part=part_of(posixpath.basename(source.name)),
            ),
            # The same whichever way the article was come upon: through its page of the issue, or by itself.
            key=posixpath.basename(source.name),
            path=source.name,
            format="e-paper html",
            reader=f"{self.name}/{self.version}",
            encoding=encoding,
        )


def part_of(name: str) -> str:
    """Return what tells an article's page apart from the others of its page: ``content_101.htm`` is ``101``."""
    stem = posixpath.splitext(name)[0]
    match = _PART.search(stem)
    return match.group().lstrip("0") or "0" if match else stem[-40:]


def _article_document(source: Source, text: str, root: Element, encoding: str) -> Document:
    article = article_of(text, root, source.name)
    if not (article.page or marks_of(text).values):  # no page of an e-paper: a portal's
        article = told_near_title(root, article)
    name = posixpath.basename(source.name)
    own = layout_of(root, source.name) if _AREAS.search(text) else Layout()
    layout = own if own.entry(name) and own.label else _layout_beside(source, root)
    if layout is None:
        # The page's label was not told by its own areas: the article's own word comes first.
        if not (article.page and article.paper and article.date):
            own = layout_of(root, source.name)
        layout = dataclasses.replace(own, label=article.page or own.label, section=article.section or own.section)
    return EpaperReader().document(article, source, layout, encoding)


def _layout_beside(source: Source, root: Element) -> Layout | None:
    """Return the page of the issue, in the same folder, that leads to this article."""
    name = posixpath.basename(source.name)
    number = (_DIGITS.findall(name) or [name])[-1].encode()
    for href in (node_links(root) or _likely_nodes(name))[:_MOST_NODES]:
        data = _sibling(source, href)
        if data is None or len(data) > _MOST_BYTES or not (number in data or data.startswith(UTF_16)):
            continue
        try:
            layout = layout_of(html_tree(decoded(data)[0]), _beside(source.name, file_name(href)))
        except PermanentError:
            continue
        if layout.entry(name):
            return layout
    return None


def _likely_nodes(name: str) -> tuple[str, ...]:
    """Return the names that the page of an article without a link to it may have."""
    peoples = _PEOPLES.fullmatch(name)
    if peoples:
        return (f"nbs.{peoples['paper']}_{peoples['page']}{peoples['ending']}",)
    ending = posixpath.splitext(name)[1]
    return tuple(f"node_{number}{ending}" for page in range(1, 25) for number in (f"{page}", f"{page:02}"))


def _page_documents(source: Source, layout: Layout) -> Iterator[Document | Rejected]:
    """Yield the articles of a page in the order of its areas; name those whose pages are not there."""
    for entry in layout.entries:
        data = _sibling(source, entry.href)
        if data is None:
            title = entry.title or message("no title")
            yield Rejected(
                entry.name,
                PermanentError(
                    f"the article's page {entry.name} ({title}) is missing beside {source.name}.",
                    "Save it and drop it into the same folder.",
                    "missing_page",
                    "read",
                ),
            )
            continue
        inner = dataclasses.replace(source, name=_beside(source.name, entry.name), data=data)
        try:
            text, encoding = decoded(data)
            root = html_tree(text)
            if not is_article(text, root):
                raise NoArticleError("the page holds no article.", "Save it again.")
            made = EpaperReader().document(article_of(text, root, inner.name), inner, layout, encoding)
            document = _whole(made, text)
        except PermanentError as error:
            yield Rejected(entry.name, error)
        else:
            yield document


def _whole(document: Document, text: str) -> Document:
    """Return the document of an article's page, with a warning where the page's source does not end.

    Raises:
        PermanentError: It ends before the article's text begins.
    """
    if _BEGINS.search(text) is None or _CLOSES.search(text) is not None:
        return document
    if not any(article.paragraphs or article.images for article in document.articles):
        raise PermanentError("the page is cut off before its text.", "Save it again.", "cut_off", "read")
    return dataclasses.replace(document, warnings=(*document.warnings, message("the page seems to be cut off")))


def _sibling(source: Source, href: str) -> bytes | None:
    """Return the file a link leads to: where the link says, else beside the page; nothing is ever fetched."""
    path = href.split("?", maxsplit=1)[0].split("#", maxsplit=1)[0].strip()
    if "://" not in path and not path.startswith("/"):
        data = source.sibling(path.removeprefix("./"))
        if data is not None:
            return data
    name = file_name(href)
    data = source.sibling(name) if name and name != path else None
    return data if data is not None or not name else _saved_otherwise(source, name)


def _saved_otherwise(source: Source, name: str) -> bytes | None:
    """Return the file beside a page whose name differs by its case, or by a query that was saved with it."""
    listed = (source.sibling("./") or b"").decode("utf-8", "replace")
    if name.lower() not in listed.lower():  # folders of archives hold thousands of pages
        return None
    for other in listed.splitlines():
        if other.lower() != name.lower() and saved_name(other).lower() != name.lower():
            continue
        data = source.sibling(other)
        if data is not None:
            return data
    return None


def _beside(path: str, name: str) -> str:
    return posixpath.join(posixpath.dirname(path), name)


def _issue_documents(root: Element, encoding: str) -> list[Document]:
    """Return the pages of an issue that is set as one text; none where the page is none."""
    if sum(1 for _ in root.iter(*_HEADINGS)) < _FEWEST_HEADINGS:
        return []
    head, pages = pages_of(marked(root))
    found = [(page, *articles_of(page.paragraphs)) for page in pages]
    if sum(len(articles) for _, _, articles in found) < _FEWEST_ARTICLES:
        return []
    return [
        Document(
            (
                Page(
                    page.label,
                    lines=tuple(SourceLine(number, line, line) for number, line in enumerate((*head, *above), 1)),
                ),
            ),
            articles,
            StatedIdentity(page=page.label, section=page.name),
            f"{page.label}版",
            format="html",
            reader=f"{EpaperReader.name}/{EpaperReader.version}",
            encoding=encoding,
        )
        for page, above, articles in found
        if articles or above
    ]


def _told_by_web(made: Document, source: Source, text: str, encoding: str) -> Document | None:
    """Return the article of a page where only pictures stand in the place of a text; None where it is an e-paper's.

    Portals call their lists of pictures and of related stories what e-papers call an article.
    """
    [article] = made.articles
    if article.paragraphs or made.identity.page or marks_of(text).bodies or marks_of(text).values:
        return None
    try:
        return _web_document(source, text, html_tree(text), encoding)
    except NoArticleError:
        return None


def _story_among_links(layout: Layout, source: Source, text: str, encoding: str) -> Document | None:
    """Return the story of a page whose links lead to nothing that is there; None for a page of an issue.

    A page of an issue has a label or areas, and beside its links no text of sentences; portals' feet have areas too.
    """
    if layout.label:
        return None
    try:
        found = _web_document(source, text, html_tree(text), encoding)
    except NoArticleError:
        return None
    told = "".join(paragraph for article in found.articles for paragraph in article.paragraphs)
    fewest = _SENTENCES_BESIDE_AREAS if _AREAS.search(text) else _FEWEST_SENTENCES
    if told.count("。") < fewest or any(_sibling(source, entry.href) is not None for entry in layout.entries):
        return None
    return found


def _web_document(source: Source, text: str, root: Element, encoding: str) -> Document:
    article, identity = web_article(root, article_of(text, root, source.name))
    return Document(
        articles=(article,),
        identity=identity,
        format="html",
        reader=f"{EpaperReader.name}/{EpaperReader.version}",
        encoding=encoding,
    )
