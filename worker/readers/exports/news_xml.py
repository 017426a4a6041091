"""Stories in the XML of news agencies, feeds and editions: NITF, NewsML 1 and G2, RSS and Atom, TEI.

NITF 3, NewsML 1.2 and NewsML-G2 are the IPTC's (CNML, GB/T 20092, keeps the elements of NewsML 1); what is read of TEI
is how the guidelines mark up a periodical: a ``div`` a story, its ``head``, ``byline`` and paragraphs, ``pb`` a page.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from worker.errors import NoArticleError, PermanentError
from worker.messages import message
from worker.readers.base import Rejected
from worker.readers.exports.aliases import Field
from worker.readers.exports.records import Row, row_of
from worker.readers.markup import Element, fragment_paragraphs, parse_xml, root_of, tag

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Fields = dict[Field, Any]

_DOCTYPE = re.compile(rb"<!DOCTYPE\s[^<>\[\]]{0,400}>", re.IGNORECASE)  # names its DTD, declares nothing itself
_HEAD = 4096
_WRAP = re.compile(r"(?<=[\u2e80-\u9fff\uff00-\uffef])[ \t\r\n]*\n[ \t\r\n]*(?=[\u2e80-\u9fff\uff00-\uffef])")


def is_news_xml(head: bytes) -> bool:
    """Return whether a file's beginning is that of one of these formats, by its first element."""
    return root_of(head)[0] in _STORIES


def rows_of_news_xml(data: bytes) -> tuple[str, Iterator[Row | Rejected]]:
    """Return the name of a file's format, and its stories.

    Raises:
        PermanentError: It is not well-formed, declares entities, or holds no story.
    """
    head = _DOCTYPE.sub(b"", data[:_HEAD], count=1)
    root = parse_xml(head + data[_HEAD:], message("the XML file"))
    name, read = _STORIES[tag(root)]
    found = [fields for fields in read(root) if fields.get(Field.TITLE) or fields.get(Field.CONTENT)]
    if not found:
        raise NoArticleError("the file holds no story.", "Export it with the texts.")
    return name, _rows(found)


def _rows(found: Iterable[Fields]) -> Iterator[Row | Rejected]:
    for number, fields in enumerate(found, 1):
        try:
            yield row_of(fields)
        except PermanentError as error:
            yield Rejected(f"record {number}", error)


def _text(element: Element | None, skip: frozenset[str] = frozenset()) -> str:
    """Return an element's characters as one line: a line wrapped between Chinese characters has no space there."""
    if element is None:
        return ""
    pieces: list[str] = []

    def gather(one: Element) -> None:
        pieces.append(one.text or "")
        for child in one:
            name = tag(child)
            if name and name not in skip:
                gather(child)
            pieces.append("\n" * (name in {"lb", "br"}) + (child.tail or ""))

    gather(element)
    return " ".join(_WRAP.sub("", "".join(pieces).strip()).split(" ")).replace("\n", " ").strip()


def _texts(elements: Iterable[Element], skip: frozenset[str] = frozenset()) -> list[str]:
    return [text for one in elements if (text := _text(one, skip))]


def _first(root: Element, *names: str) -> Element | None:
    return next((found for name in names for found in root.iter(f"{{*}}{name}")), None)


def _said(root: Element, *names: str) -> str:
    """Return the text of the first element of these names that has one."""
    return next((text for name in names for one in root.iter(f"{{*}}{name}") if (text := _text(one))), "")


def _attribute(root: Element, name: str, *attributes: str) -> str:
    for one in root.iter(f"{{*}}{name}"):
        for attribute in attributes:
            if one.get(attribute):
                return str(one.get(attribute))
    return ""


def _body(element: Element | None) -> list[str]:
    """Return the paragraphs of a body; where nothing is marked as one, its lines."""
    if element is None:
        return []
    marked = [one for one in element.iter("{*}p", "{*}hl2", "{*}li") if not _within(one, "media", element)]
    if marked:
        return _texts(one for one in marked if not any(tag(above) == "p" for above in one.iterancestors()))
    inner = "".join(element.itertext())
    if "<" in inner and ">" in inner:  # markup that was escaped
        return list(fragment_paragraphs(inner))
    return [line.strip() for line in inner.splitlines() if line.strip()]


def _within(element: Element, name: str, root: Element) -> bool:
    for above in element.iterancestors():
        if above is root:
            return False
        if tag(above) == name:
            return True
    return False


def _nitf(root: Element) -> Iterator[Fields]:
    content = _first(root, "body.content")
    paragraphs = _body(content)
    dateline = _said(root, "dateline")
    if dateline and paragraphs and not paragraphs[0].startswith(dateline):
        paragraphs[0] = f"{dateline}{'' if dateline.endswith('电') else ' '}{paragraphs[0]}"
    metas = {one.get("name") or "": one.get("content") or "" for one in root.iter("{*}meta")}
    headline = _first(root, "hedline")
    yield {
        Field.TITLE: _said(root, "hl1") or _said(root, "title"),
        Field.SUBTITLE: " ".join(_texts(headline.iter("{*}hl2"))) if headline is not None else "",
        Field.AUTHOR: _texts(root.iter("{*}byline")),
        Field.CONTENT: paragraphs,
        Field.CAPTIONS: _texts(root.iter("{*}media-caption")),
        Field.IMAGES: [one.get("source") for one in root.iter("{*}media-reference") if one.get("source")],
        Field.PAPER: _attribute(root, "pubdata", "name"),
        Field.DATE: _attribute(root, "pubdata", "date.publication")
        or _attribute(root, "date.issue", "norm")
        or _attribute(root, "date.release", "norm"),
        Field.PAGE: metas.get("print_page_number") or _attribute(root, "pubdata", "position.sequence"),
        Field.SECTION: metas.get("print_section") or _attribute(root, "pubdata", "position.section"),
        Field.EDITION: _attribute(root, "pubdata", "edition.name"),
        Field.NUMBER: _attribute(root, "pubdata", "number"),
        Field.KEYWORDS: [one.get("key") for one in root.iter("{*}keyword") if one.get("key")],
    }


def _newsml(root: Element) -> Iterator[Fields]:
    items = list(root.iter("{*}NewsItem", "{*}Item")) or [root]
    envelope = _said(root, "DateAndTime")
    for item in items:
        if any(tag(one) in {"newsitem", "item"} for one in item.iterdescendants()):
            continue
        data = _first(item, "DataContent")
        inner = _first(data, "body.content", "body") if data is not None else None
        keywords = item.iter("{*}KeywordLine", "{*}Keyword")
        yield {
            Field.TITLE: _said(item, "HeadLine", "hl1"),
            Field.SUBTITLE: _said(item, "SubHeadLine"),
            Field.AUTHOR: _texts(item.iter("{*}ByLine")),
            Field.CONTENT: _body(inner if inner is not None else data),
            Field.CAPTIONS: _texts(item.iter("{*}media-caption")),
            Field.PAPER: _said(item, "CreditLine") or _attribute(item, "Provider", "FormalName"),
            Field.DATE: _said(item, "DateId", "FirstCreated", "ThisRevisionCreated", "PublishTime") or envelope,
            Field.KEYWORDS: _texts(keywords),
        }


def _newsml_g2(root: Element) -> Iterator[Fields]:
    for item in [root] if tag(root) == "newsitem" else root.iter("{*}newsItem"):
        content = _first(item, "inlineXML", "inlineData")
        inner = _first(content, "body.content", "body") if content is not None else None
        meta = _first(item, "contentMeta")
        meta = item if meta is None else meta
        yield {
            Field.TITLE: _said(meta, "headline"),
            Field.AUTHOR: _texts(meta.iter("{*}by")) or _texts(one for one in meta.iter("{*}creator")),
            Field.CONTENT: _body(inner if inner is not None else content),
            Field.PAPER: _said(item, "infoSource")
            or _said(item, "provider")
            or _attribute(item, "provider", "literal"),
            Field.DATE: _said(meta, "contentCreated") or _said(item, "firstCreated", "versionCreated"),
            Field.KEYWORDS: _texts(meta.iter("{*}keyword")),
        }


def _feed(root: Element) -> Iterator[Fields]:
    channel = _first(root, "channel")
    channel = root if channel is None else channel
    paper = next((_text(one) for one in channel if tag(one) == "title"), "")
    for item in root.iter("{*}item", "{*}entry"):
        own = {tag(one): one for one in reversed(item) if tag(one)}
        # Of encoded, content and description the fullest that is there: a description may be the first sentences.
        bodies = [own[name] for name in ("encoded", "content", "description", "summary") if name in own]
        link = own.get("link")
        yield {
            Field.TITLE: _text(own.get("title")),
            Field.AUTHOR: _said(item, "creator", "name") or _text(own.get("author")),
            Field.CONTENT: next(filter(None, map(_body, bodies)), []),
            Field.PAPER: paper,
            Field.DATE: next(
                (_text(own[name]) for name in ("pubdate", "published", "issued", "date", "updated") if name in own), ""
            ),
            Field.URL: (link.get("href") or _text(link)) if link is not None else "",
            Field.KEYWORDS: [one.get("term") or _text(one) for one in item if tag(one) == "category"],
        }


_STORY_TYPES = frozenset({"article", "advert", "advertisement", "ad", "notice", "item", "story", "poem", "letter"})
_TEI_TEXT = frozenset({"p", "ab", "lg", "l", "sp", "list", "quote"})
_ASIDE = frozenset({"note", "fw", "figure"})


def _tei(root: Element) -> Iterator[Fields]:
    header = _first(root, "teiHeader")
    source = _first(header, "sourceDesc") if header is not None else None
    told = _issue_of_tei(source if source is not None else header)
    page = ""
    text = _first(root, "text")
    for element in text.iter() if text is not None else ():
        name = tag(element)
        if name == "pb":
            page = element.get("n") or page
        elif name.startswith("div") and _is_story(element) and not _within_story(element):
            first = next((one for one in element if tag(one)), None)
            here = first.get("n") if first is not None and tag(first) == "pb" else None  # a page begins with the story
            yield {**told, **_story_of_tei(element), Field.PAGE: here or page or told.get(Field.PAGE, "")}


def _issue_of_tei(source: Element | None) -> Fields:
    if source is None:
        return {}
    titles = list(source.iter("{*}title"))
    journal = next((one for one in titles if one.get("level") in {"j", "s"}), None)
    scopes = {one.get("unit") or one.get("type") or "": _text(one) for one in source.iter("{*}biblScope")}
    return {
        Field.PAPER: _text(journal),
        Field.DATE: _attribute(source, "date", "when", "when-iso") or _said(source, "date"),
        Field.NUMBER: scopes.get("issue", ""),
        Field.PAGE: scopes.get("page", "") or scopes.get("pp", ""),
    }


def _is_story(element: Element) -> bool:
    if (element.get("type") or "").lower() in _STORY_TYPES:
        return True
    if any(tag(one).startswith("div") and _is_story(one) and _has_head(one) for one in element):
        return False  # a section, which holds stories
    return any(tag(one) in _TEI_TEXT for one in element) or any(tag(one).startswith("div") for one in element)


def _has_head(element: Element) -> bool:
    return any(tag(one) == "head" for one in element)


def _within_story(element: Element) -> bool:
    return any(tag(above).startswith("div") and _is_story(above) for above in element.iterancestors())


def _story_of_tei(element: Element) -> Fields:
    heads = [one for one in element if tag(one) == "head"]
    subs = [one for one in heads if (one.get("type") or "").startswith("sub")]
    above = next((one for one in element.iterancestors() if tag(one).startswith("div") and _has_head(one)), None)
    paragraphs = [
        one
        for one in element.iterdescendants()
        if (tag(one) in _TEI_TEXT or (tag(one) == "head" and one not in heads and tag(one.getparent()) != "figure"))
        and not any(tag(up) in _TEI_TEXT | _ASIDE for up in _between(one, element))
    ]
    return {
        Field.TITLE: " ".join(_texts(one for one in heads if one not in subs)),
        Field.SUBTITLE: " ".join(_texts(subs)),
        Field.AUTHOR: _texts(one for one in element.iter("{*}byline"))
        or _texts(one for one in element.iter("{*}docAuthor")),
        Field.COLUMN: _text(next(one for one in above if tag(one) == "head")) if above is not None else "",
        Field.CONTENT: _texts(paragraphs, _ASIDE),
        Field.CAPTIONS: _texts(
            one for figure in element.iter("{*}figure") for one in figure if tag(one) in {"head", "p"}
        ),
    }


def _between(element: Element, root: Element) -> Iterator[Element]:
    for above in element.iterancestors():
        if above is root:
            return
        yield above


_STORIES: dict[str, tuple[str, Callable[[Element], Iterator[Fields]]]] = {
    "nitf": ("nitf", _nitf),
    "newsml": ("newsml", _newsml),
    "cnml": ("cnml", _newsml),
    "newsitem": ("newsml-g2", _newsml_g2),
    "newsmessage": ("newsml-g2", _newsml_g2),
    "rss": ("feed", _feed),
    "feed": ("feed", _feed),
    "tei": ("tei", _tei),
    "tei.2": ("tei", _tei),
    "teicorpus": ("tei", _tei),
}
