"""Readable, stable ids: ``beibei-2023-10-27-p01-a03``."""

from __future__ import annotations

import functools
import hashlib
import re
from typing import TYPE_CHECKING

from pypinyin import lazy_pinyin

if TYPE_CHECKING:
    from worker.models import IssueIdentity

_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_PAGE = re.compile(r"^([a-z]*)0*(\d+)$")
MAX_SLUG = 40


def digest(data: bytes) -> str:
    """Return the SHA-256 of ``data`` in hex: the identity of a file's content."""
    return hashlib.sha256(data).hexdigest()


@functools.cache
def slug(name: str) -> str:
    """Return a publication's name in ``a-z0-9`` (Chinese by its pinyin, run together): 北碚报 -> ``beibeibao``."""
    spelled = "".join(lazy_pinyin(name, errors=lambda run: f"-{run}-"))
    return _NOT_SLUG.sub("-", spelled.lower()).strip("-")[:MAX_SLUG].strip("-")


def page_label(page: str) -> str:
    """Return a page label with its number padded, so that ids sort: ``2`` -> ``p02``, ``A4`` -> ``pa04``."""
    folded = _NOT_SLUG.sub("", page.lower())
    match = _PAGE.match(folded)
    if match:
        return f"p{match.group(1)}{int(match.group(2)):02d}"
    return f"p{folded or '00'}"


def issue_id(identity: IssueIdentity, content_digest: str) -> str:
    """Return the id of an issue file: publication, date and page label.

    Without a publication and a date the content itself is the identity (``content-7c9244e943033ee6``): two files
    that merely share a name must never replace each other.
    """
    publication = slug(identity.publication)
    if publication and identity.date is not None:
        return f"{publication}-{identity.date.isoformat()}-{page_label(identity.page or '0')}"
    return f"content-{content_digest[:16]}"


def article_id(issue: str, ordinal: int) -> str:
    """Return the id of the article at ``ordinal`` (from 1) of an issue: ``...-a03``."""
    return f"{issue}-a{ordinal:02d}"
