"""What a page of a web archive is called: its address as the path that a mirror would have saved it under."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import urlsplit

_LONGEST = 2000  # characters
_DOTS = re.compile(r"/\.{1,2}(?=/|$)")
_NO_TEXT = re.compile(r"(?:^|/)(?:robots|ads|app-ads|humans|security|llms|llms-full|sitemap[^/]*)\.txt$", re.IGNORECASE)
_TEXT = re.compile(r"(?:^|/)[^/.]*$|\.(?:txt|text)$", re.IGNORECASE)
_HTML, _PDF, _PLAIN = "html", "pdf", "text"
_KINDS = {
    "text/html": _HTML,
    "application/xhtml+xml": _HTML,
    "application/pdf": _PDF,
    "application/x-pdf": _PDF,
    "text/plain": _PLAIN,
}
_UNTOLD = {"", "application/octet-stream", "binary/octet-stream", "application/force-download", "application/download"}
_ENDINGS = {".htm": _HTML, ".html": _HTML, ".shtml": _HTML, ".xhtml": _HTML, ".pdf": _PDF, ".txt": _PLAIN}


def name_of(address: str) -> str:
    """Return ``host/path?query`` of an address on the web; empty for any other.

    A folder is its ``index.html``. The port, the scheme and what stands behind # tell no page apart.
    """
    try:
        parts = urlsplit(address.strip().strip("<>"))
        host = (parts.hostname or "").replace(":", ".")
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not host or len(address) > _LONGEST or not address.isprintable():
        return ""
    path = parts.path if not parts.path.endswith("/") and parts.path else f"{parts.path}index.html"
    path = posixpath.normpath(_DOTS.sub("", f"/{path}")).strip("/")
    return f"{host}/{path}" + (f"?{parts.query.replace('/', '%2F')}" if parts.query else "")


def kind_of(media_type: str, name: str) -> str:
    """Return ``html``, ``pdf`` or ``text`` for what may be a page of a paper; empty for all else.

    Args:
        media_type: As the server said it, with or without its parameters.
        name: Of the page, which counts where the server did not say what it sent.
    """
    said = media_type.split(";", maxsplit=1)[0].strip().lower()
    path = name.split("?", maxsplit=1)[0]
    kind = _ENDINGS.get(posixpath.splitext(path)[1].lower(), "") if said in _UNTOLD else _KINDS.get(said, "")
    # Servers call plain text what they know nothing of, and what is meant for machines.
    return "" if kind == _PLAIN and (_NO_TEXT.search(path) or not _TEXT.search(path)) else kind
