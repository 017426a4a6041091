"""Readable, stable ids: ``beibei-2023-10-27-p01-a03``."""

from __future__ import annotations

import functools
import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from worker.models import IssueIdentity

_NOT_SLUG = re.compile(r"[^a-z0-9]+")
# The parts of a page label: letters with a number (A04, A-04) or either alone. Not 第 and 版, nor what joins two pages.
_PAGE_PART = re.compile(r"([a-z]*)[-_ ]?0*(\d+)|([a-z]+)", re.ASCII)
MAX_SLUG = 40  # characters; an id may have 512 bytes in Elasticsearch
_CUT_DIGITS = 8


def digest(data: bytes) -> str:
    """Return the SHA-256 of ``data`` in hex: the identity of a file's content."""
    return hashlib.sha256(data).hexdigest()


@functools.cache
def slug(name: str) -> str:
    """Return a publication's name in ``a-z0-9`` (Chinese by its pinyin, run together): 北碚报 -> ``beibeibao``."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - its tables take 0.1 s to load, and most commands name no paper

    spelled = "".join(lazy_pinyin(name, errors=lambda run: f"-{run}-"))
    return _cut(_NOT_SLUG.sub("-", spelled.lower()).strip("-"))


def page_label(page: str) -> str:
    """Return a page label with its numbers padded, so that ids sort: ``2`` -> ``p02``, ``A4`` -> ``pa04``.

    Different pages get different labels, else one would replace the other: ``1-2`` -> ``p01-02`` is not page 12, and
    a label without Latin letters or digits is spelled: 二版 -> ``perban``.
    """
    parts = _PAGE_PART.findall(unicodedata.normalize("NFKC", page).lower())
    if not parts:
        return f"p{slug(page) or '00'}"
    return _cut("p" + "-".join(word or f"{letters}{int(number):02d}" for letters, number, word in parts))


def _cut(text: str) -> str:
    """Return ``text`` in at most ``MAX_SLUG`` characters: what is cut off leaves its digest, so that ids differ."""
    if len(text) <= MAX_SLUG:
        return text
    kept = text[: MAX_SLUG - 1 - _CUT_DIGITS].strip("-")
    return f"{kept}-{hashlib.sha256(text.encode()).hexdigest()[:_CUT_DIGITS]}"


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
