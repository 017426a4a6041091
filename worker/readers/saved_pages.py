"""Pages that a browser saved into one file: MHTML of Chrome, Edge and Internet Explorer, web archives of Safari.

The page in it is read as if it had been saved alone; what it was saved from goes with it, since addresses of e-papers
name the day. Pictures and scripts beside it are not looked at.
"""

from __future__ import annotations

import email
import email.policy
import plistlib
import posixpath
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from worker.errors import NoArticleError, UnsupportedFormatError
from worker.readers.epaper_html.layout import file_name
from worker.readers.epaper_html.reader import EpaperReader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.document.source import Document
    from worker.readers.base import Limits, Rejected, Source

_SURE = 0.95
_HEADERS = re.compile(rb"\A\s*(?:[\w-]{2,40}:[^\n]*\n(?:[ \t][^\n]*\n)*)+", re.MULTILINE)
_RELATED = re.compile(rb"(?i)^content-type:\s*multipart/related", re.MULTILINE)
_MAIN = b"WebMainResource"
_HEAD = 4096  # bytes
_DTD = re.compile(rb"<!(?:ENTITY|ELEMENT|ATTLIST)|<!DOCTYPE[^<>]*\[", re.IGNORECASE)
_NO_ADDRESS = re.compile(r"[\s<>]|--")


class SavedPageReader:
    """Reads web pages that were saved into one file with their pictures."""

    name = "saved-page"
    version = 1
    suffixes = (".mhtml", ".mht", ".webarchive")
    streams = False

    def sniff(self, head: bytes, _name: str) -> float:
        """Return how surely it is MHTML, by the headers it begins with, or a web archive, by its first key."""
        if _MAIN in head and (head.startswith(b"bplist00") or b"<plist" in head):
            return _SURE
        headers = _HEADERS.match(head)
        return _SURE if headers and _RELATED.search(headers.group()) else 0.0

    def read(self, source: Source, limits: Limits) -> Iterator[Document | Rejected]:
        """Yield what the page in the file gives."""
        address, page = _of_archive(source.data) if _MAIN in source.data[:_HEAD] else _of_mail(source.data)
        if not page.strip():
            raise NoArticleError("the file holds no web page.", "Save the page again.")
        told = f"<!-- saved from url=({len(address):04}){address} -->\n".encode()
        name = file_name(address) or posixpath.splitext(posixpath.basename(source.name))[0] + ".html"
        inner = replace(
            source,
            name=posixpath.join(posixpath.dirname(source.name), name),
            data=(told if address and not _NO_ADDRESS.search(address) else b"") + page,
        )
        yield from EpaperReader().read(inner, limits)


def _of_mail(data: bytes) -> tuple[str, bytes]:
    """Return the address and the HTML of the page in an MHTML file: of several the one that was saved."""
    saved = email.message_from_bytes(data, policy=email.policy.compat32)
    address = str(saved.get("Snapshot-Content-Location") or "").strip()
    pages = [part for part in saved.walk() if part.get_content_type() in {"text/html", "application/xhtml+xml"}]
    if not pages:
        raise NoArticleError("the file holds no web page.", "Save the page again.")
    main = next((part for part in pages if str(part.get("Content-Location") or "").strip() == address), pages[0])
    content = main.get_payload(decode=True)
    return address or str(main.get("Content-Location") or "").strip(), content if isinstance(content, bytes) else b""


def _of_archive(data: bytes) -> tuple[str, bytes]:
    """Return the address and the HTML of the page in a web archive."""
    if _DTD.search(data[:_HEAD]):
        raise UnsupportedFormatError("the web archive declares a DTD.", "Save the page again.")
    try:
        main: Any = plistlib.loads(data)["WebMainResource"]
        content, address = main["WebResourceData"], str(main.get("WebResourceURL", ""))
    except Exception as error:  # plistlib raises whatever it comes upon
        raise UnsupportedFormatError(
            f"the web archive is damaged ({type(error).__name__}).", "Save the page again."
        ) from error
    return address, content if isinstance(content, bytes) else b""
