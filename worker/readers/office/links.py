"""Links of an Office document to its own members: pictures that a mail filter or a program took out are still linked.

python-docx opens no document that lacks one.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import TYPE_CHECKING

from lxml import etree

from worker.errors import UnsupportedFormatError
from worker.messages import message
from worker.readers.markup import Element, parse_xml

if TYPE_CHECKING:
    from collections.abc import Collection


def without_dangling_links(archive: zipfile.ZipFile, data: bytes) -> bytes:
    """Return the bytes of an Office document without links to members that it lacks.

    Args:
        archive: The document, opened.
        data: Its bytes, returned as they are where nothing is lacking.

    Raises:
        PermanentError: Its links are damaged.
    """
    names = {name.lower() for name in archive.namelist()}
    mended: dict[str, bytes] = {}
    for place in archive.namelist():
        folder, name = posixpath.split(place)
        if not name.endswith(".rels") or posixpath.basename(folder) != "_rels":
            continue
        links = _links(archive, place)
        lacking = [link for link in links if not _is_there(link, posixpath.dirname(folder), names)]
        for link in lacking:
            links.remove(link)
        if lacking:
            mended[place] = etree.tostring(links)
    if not mended:
        return data
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as again:
        for name in archive.namelist():
            again.writestr(name, mended[name] if name in mended else archive.read(name))
    return file.getvalue()


def _is_there(link: Element, folder: str, names: Collection[str]) -> bool:
    target = str(link.get("Target") or "")
    if link.get("TargetMode") == "External" or target.startswith("#"):
        return True
    return posixpath.normpath(posixpath.join("/", folder, target)).strip("/").lower() in names


def _links(archive: zipfile.ZipFile, place: str) -> Element:
    try:
        return parse_xml(archive.read(place), message("the Word document"))
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, zlib.error) as error:
        raise UnsupportedFormatError(f"the Word document is damaged ({error}).", "Save it again.") from error
