"""HTML and XML trees, parsed so that hostile files cost nothing: no DTD, no entity, no network, bounded depth."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree, html

from worker.errors import PermanentError, UndecodableError, UnsupportedFormatError
from worker.messages import message
from worker.readers.text.decoding import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

if TYPE_CHECKING:
    from typing import Any

    Element = Any
else:
    Element = etree._Element  # noqa: SLF001 - the documented type has no public name

_CHARSET = re.compile(rb"""<meta[^<>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_-]{2,20})""", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"""^<\?xml[^<>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9_-]{2,20})""")
_HEAD = 4096
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
"""Marks of the order of bytes: what looks for ASCII in a page's bytes finds none after them."""
_ROOT = re.compile(rb"<(?P<name>[A-Za-z_][A-Za-z0-9_:.-]{0,99})(?=[\s/>])")
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_CDATA, _CDATA_END = "<![CDATA[", "]]>"
# Elements whose edges break a line of text.
_BLOCKS = frozenset(
    {
        "p", "div", "br", "tr", "table", "tbody", "td", "th", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3",
        "h4", "h5", "h6", "section", "article", "blockquote", "pre", "center", "hr", "figure", "figcaption", "title",
        "form", "header", "footer", "main", "nav", "aside",
    }
)  # fmt: skip
_SILENT = frozenset({"script", "style", "noscript", "template", "select", "button", "textarea", "iframe", "object"})
_DEEPEST = 255  # of libxml2's own limit; real pages nest some thirty deep
_TOO_DEEP = "Excessive depth"
_SPACE = " \t\r\n\f\v\u3000\xa0\u2002\u2003\u200b\ufeff"
_RUNS = re.compile(r"[ \t\r\n\f\v\xa0]+")


def without_cdata(text: str) -> str:
    """Return a source whose sections of character data stand without their marks; one that never ends keeps its."""
    parts: list[str] = []
    at = 0
    while (start := text.find(_CDATA, at)) >= 0 and (end := text.find(_CDATA_END, start + len(_CDATA))) >= 0:
        parts += text[at:start], text[start + len(_CDATA) : end]
        at = end + len(_CDATA_END)
    return "".join((*parts, text[at:]))


def decoded(data: bytes) -> tuple[str, str]:
    """Return the characters of a page and the encoding that read them: as it says itself, if its bytes agree.

    Raises:
        UndecodableError: No encoding gives readable text.
    """
    head = data[:_HEAD]
    match = _CHARSET.search(head) or _XML_CHARSET.match(head.removeprefix(b"\xef\xbb\xbf"))
    if match:
        said = match[1].decode().lower()
        codec = "gb18030" if said in {"gb2312", "gbk", "gb18030", "gb_2312-80", "hz"} else said
        try:
            text = data.decode("utf-8-sig" if codec in {"utf-8", "utf8"} else codec)
        except (UnicodeDecodeError, LookupError):
            pass
        else:
            return text, codec
    found = decode(data)
    return found.text, found.encoding


def parse_html(data: bytes) -> tuple[Element, str]:
    """Return the root of an HTML page, and its encoding.

    Raises:
        PermanentError: Not readable, or nested more deeply than any page.
    """
    text, encoding = decoded(data)
    return html_tree(text), encoding


def html_tree(text: str) -> Element:
    """Return the root of a page's characters.

    Raises:
        PermanentError: Nested more deeply than any page, or nothing is in it.
    """
    text = _CONTROL.sub("", without_cdata(text))
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, recover=True, huge_tree=False)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError) as error:
        raise UnsupportedFormatError(
            "the HTML page cannot be parsed.", "Save the page again from the browser."
        ) from error
    if any(_TOO_DEEP in entry.message for entry in parser.error_log):
        raise _too_deep(message("the HTML page"))
    return root


def parse_xml(data: bytes, what: str = message("the XML file")) -> Element:
    """Return the root of an XML document that declares no DTD.

    Raises:
        PermanentError: A DTD or entity is declared, it is not well-formed (cut off?), or nested too deeply.
    """
    refuse_dtd(data, what)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, recover=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if _TOO_DEEP in str(error):
            raise _too_deep(what) from error
        raise PermanentError(
            f"{what} is not well-formed: {error.msg or message('it holds nothing')}.",
            "Look whether it was cut off; export it again.",
            "bad_markup",
            "read",
        ) from error
    if root.getroottree().docinfo.internalDTD is not None:  # in UTF-16, where the search above does not see it
        raise _with_dtd(what)
    return root


def refuse_dtd(data: bytes, what: str) -> None:
    """Pass when no DTD is declared: entities could grow without end or name files and addresses.

    Raises:
        UnsupportedFormatError: There is one.
    """
    if _DOCTYPE.search(data):
        raise _with_dtd(what)


def _with_dtd(what: str) -> UnsupportedFormatError:
    return UnsupportedFormatError(f"{what} declares a DTD or an entity.", "Export it without a DOCTYPE.")


def _too_deep(what: str) -> PermanentError:
    return PermanentError(
        f"{what} nests elements more than {_DEEPEST} deep.", "It is no newspaper page: remove it.", "too_deep", "read"
    )


def root_of(head: bytes) -> tuple[str, bytes]:
    """Return the name of the first element of an XML document, as ``tag`` has it, and what stands from there on.

    Empty for what does not begin as XML: only declarations, comments and white space may come before.
    """
    rest = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    while rest.startswith((b"<?", b"<!")):
        end = b"?>" if rest.startswith(b"<?") else b"-->" if rest.startswith(b"<!--") else b">"
        if end == b">" and b"[" in rest.partition(end)[0]:  # <!DOCTYPE name [ declarations ]>
            rest = rest.partition(b"]")[2]
        rest = rest.partition(end)[2].lstrip()
    match = _ROOT.match(rest)
    return (match["name"].decode("ascii").rpartition(":")[2].lower(), rest) if match else ("", b"")


def tag(element: Element) -> str:
    """Return the name of an element without its namespace, in small letters; empty for comments."""
    name = element.tag
    if not isinstance(name, str):
        return ""
    return name.rpartition("}")[2].rpartition(":")[2].lower()


def _pieces(element: Element, skip: frozenset[Element]) -> Iterator[str]:
    """Yield the text of an element; a line feed stands where a block begins or ends."""
    silent = 0
    for event, node in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        name = tag(node)
        mute = name in _SILENT or node in skip
        text = node.text if event == "start" else node.tail if node is not element else ""
        if event == "start":
            silent += mute
        elif event == "end":
            silent -= mute
        # A blank element in skip still ends the line it stood in.
        if name in _BLOCKS and not (event == "end" and name == "br"):
            yield "\n"
        if text and not silent:
            yield _RUNS.sub(" ", text)


def lines_of_element(element: Element, skip: frozenset[Element] = frozenset()) -> tuple[str, ...]:
    """Return the lines an element shows, without the white space around them; what ``skip`` holds is left out."""
    text = "".join(_pieces(element, skip))
    return tuple(line for part in text.split("\n") if (line := part.strip(_SPACE)))


def text_of_element(element: Element | None) -> str:
    """Return what an element shows as one line."""
    return " ".join(lines_of_element(element)) if element is not None else ""


def fragment_paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a piece of HTML.

    Raises:
        PermanentError: Nested more deeply than any page.
    """
    return lines_of_element(html_tree(f"<div>{text}</div>"))


__all__ = [
    "Element", "UndecodableError", "decoded", "fragment_paragraphs", "html_tree", "lines_of_element", "parse_html",
    "parse_xml", "refuse_dtd", "root_of", "tag", "text_of_element",
]  # fmt: skip
