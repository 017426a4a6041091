"""Readable, stable ids: ``beibei-2023-10-27-p01-a03``."""

from __future__ import annotations

import functools
import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING

from worker.folding import fold

if TYPE_CHECKING:
    from worker.document.identity import IssueIdentity

_NOT_SLUG = re.compile(r"[^a-z0-9]+")
# The parts of a page label: letters with a number (A04, A-04) or either alone. Not 第 and 版, nor what joins two pages.
_PAGE_PART = re.compile(r"([a-z]*)[-_ ]?0*(\d+)|([a-z]+)", re.ASCII)
MAX_SLUG = 40  # characters; an id may have 512 bytes in Elasticsearch
_CUT_DIGITS = 8
_HOMOPHONE_DIGITS = 4
_OWN_DIGITS = 8


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
    """Return the id of what a reader calls an issue's page: publication, date, edition and page label.

    The content's digest stands for whatever is not known: for the page (``beibei-2023-10-27-x7c9244e9``), and for all
    of it without a publication and a date (``content-7c9244e943033ee6``). It also sets apart a file whose paper or
    date is contested (``beibei-2023-10-27-p01-x7c9244e9``): that one replaces nothing.
    """
    publication = name_slug(identity.publication)
    if not publication or identity.date is None:
        return f"content-{content_digest[:16]}"
    own = f"x{content_digest[:_OWN_DIGITS]}"
    parts = [publication, identity.date.isoformat()]
    if identity.edition:
        parts.append(name_slug(identity.edition))
    if identity.page:
        parts.append(page_label(identity.page))
    if not identity.page or identity.contested:
        parts.append(own)
    return "-".join(parts)


def day_id(issue: str, date: str) -> str:
    """Return the id that opens all pages of an issue's day: ``beibei-2023-10-27`` of ``beibei-2023-10-27-p01``.

    Args:
        issue: Id of a page.
        date: Its day, ISO 8601.
    """
    head, found, _ = issue.partition(date)
    return head + found if found else issue


def unit_id(identity: IssueIdentity, content_digest: str) -> str:
    """Return the id of what is replaced as a whole: the issue's, and the part where a page comes in several files.

    Units of one issue stand beside each other: ``beibei-2023-10-27-p01-n02``. Without a known page the digest tells
    files apart already.
    """
    issue = issue_id(identity, content_digest)
    if not identity.part or not identity.page or issue.startswith("content-"):
        return issue
    return f"{issue}-{part_label(identity.part)}"


def part_label(part: str) -> str:
    """Return the label of a part of a page, its numbers padded: ``2`` -> ``n02``; never like that of a page."""
    parts = _PAGE_PART.findall(unicodedata.normalize("NFKC", part).lower())
    if not parts:
        return f"n{name_slug(part) or '00'}"
    return _cut("n" + "-".join(word or f"{letters}{int(number):02d}" for letters, number, word in parts))


def name_slug(name: str) -> str:
    """Return the part of an id that names a paper or an edition; different names get different ones.

    Papers that sound alike (玉林日报, 榆林日报) have the same pinyin: a Chinese name carries digits of its digest, the
    same in both scripts.
    """
    spelled = slug(name)
    if not spelled or name.isascii():
        return spelled
    return f"{spelled}-{hashlib.sha256(fold(name.strip()).encode()).hexdigest()[:_HOMOPHONE_DIGITS]}"


def article_id(issue: str, ordinal: int) -> str:
    """Return the id of the article at ``ordinal`` (from 1) of an issue: ``...-a03``."""
    return f"{issue}-a{ordinal:02d}"
