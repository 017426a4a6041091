"""A mail as a file (.eml), or a folder of mails (mbox): attachments are read as if they lay in a folder, else the text.

Papers send their pages and their writers send texts by mail. A covering note beside attachments is no text of a paper.
"""

from __future__ import annotations

import dataclasses
import email
import email.errors
import email.header
import email.policy
import posixpath
import re
from typing import TYPE_CHECKING

from worker.errors import NoArticleError, UndecodableError
from worker.messages import message
from worker.readers.archives import read_members, too_large
from worker.readers.base import Rejected
from worker.readers.text.decoding import decode
from worker.readers.zipped import MOST_MEMBERS, too_many

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from email.message import Message

    from worker.document.source import Document
    from worker.errors import PermanentError
    from worker.readers.base import Limits, Reader, Source

_SURE = 0.9
_HEADERS = re.compile(
    rb"\A\s{0,8}(?:From [^\n]{3,300}\n)?(?:[\w-]{2,40}:[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n){0,50}){3,200}",
    re.MULTILINE,
)
_NEEDED = tuple(re.compile(rb"(?im)^" + name + rb":") for name in (rb"subject", rb"from", rb"(?:date|mime-version)"))
# What servers write above a mail on its way (RFC 5321, 4.4), where its own headers may stand pages further down.
_TRACE = re.compile(
    rb"\A\s{0,8}(?:from [^\n]{3,300}\n)?(?:return-path|delivered-to|received|x-received):", re.IGNORECASE
)
# The line above each mail of a folder of mails (RFC 4155, appendix A): From a@b.example Fri Oct 27 08:00:00 2023
_SEPARATOR = re.compile(rb"(?m)(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\n]{3,300}\n(?=[\w-]{2,40}:)")
_PAGE = re.compile(rb"(?im)^content-type:\s{0,4}multipart/related")  # a saved page of the web
_UNSAFE = re.compile(r"[\\/:\x00-\x1f]+")
_LONGEST_NAME = 60  # characters
_LONG_TEXT = 400  # characters: a text that is more than a covering note


class MailReader:
    """Reads mails: each attachment by the surest of ``readers``."""

    name = "mail"
    version = 2
    suffixes: tuple[str, ...] = (".eml", ".mbox")
    streams = False

    def __init__(self, readers: Callable[[], Sequence[Reader]]) -> None:
        self._readers = readers

    def sniff(self, head: bytes, _name: str) -> float:
        """Return how surely it is a mail, by the headers it begins with."""
        found = _HEADERS.match(head.replace(b"\r\n", b"\n"))
        headers = found.group() if found else b""
        is_mail = _TRACE.match(headers) or all(name.search(headers) for name in _NEEDED)
        return _SURE if headers and is_mail and not _PAGE.search(headers) else 0.0

    def read(self, source: Source, limits: Limits) -> Iterator[Document | Rejected]:
        """Yield what each attachment holds, or the mail's text."""
        mails = _mails(source.data)
        name = re.sub(r"(?i)\.(?:eml|mbox)$", "", source.name)
        for number, data in enumerate(mails, 1):
            mail = _Mail(data)
            if len(mails) == 1:
                if not mail.names:
                    raise _nothing_in_it()
                yield from read_members(mail, dataclasses.replace(source, name=name), limits, self._readers())
            elif not mail.names:
                yield Rejected(f"mail {number}", _nothing_in_it())
            else:
                inner = dataclasses.replace(source, name=f"{name}/mail {number}")
                for part in read_members(mail, inner, limits, self._readers()):
                    yield dataclasses.replace(part, key=f"mail {number}:{part.key}")


def _mails(data: bytes) -> list[bytes]:
    """Return the mails of a folder of mails, each without the line above it; a mail alone is the only one."""
    starts = list(_SEPARATOR.finditer(data))
    if not starts or starts[0].start():  # within a mail's text such a line stands too
        return [data]
    return [
        data[start.end() : following.start() if following else len(data)]
        for start, following in zip(starts, [*starts[1:], None], strict=True)
    ]


def _nothing_in_it() -> NoArticleError:
    return NoArticleError("the mail holds no text and no attachment.", "Save it again with its attachments.")


class _Mail:
    """The parts of a mail as the members of an archive."""

    def __init__(self, data: bytes) -> None:
        mail = email.message_from_bytes(data, policy=email.policy.compat32)
        self.refused: list[tuple[str, PermanentError]] = []
        self._parts: dict[str, bytes] = {}
        self._numbers: dict[str, int] = {}
        texts: list[tuple[str, str]] = []
        for part in mail.walk():
            if part.is_multipart():
                continue
            name = _named(part)
            kind = part.get_content_type()
            content = part.get_payload(decode=True)
            content = content if isinstance(content, bytes) else b""
            if name and not (kind.startswith("image/") and part.get("Content-ID")):  # a sender's sign
                if len(self._parts) == MOST_MEMBERS:
                    raise too_many(message("the mail"), MOST_MEMBERS + 1)
                self._parts[self._unused(name)] = content
            elif kind in {"text/plain", "text/html"} and not name:
                texts.append((kind, _decoded(content, part.get_content_charset() or "utf-8")))
        subject = " ".join(_shown(mail.get("Subject")).split())
        self._add_text(subject, texts)
        self.names = {name: len(content) for name, content in self._parts.items()}

    def _add_text(self, subject: str, texts: list[tuple[str, str]]) -> None:
        """Keep the mail's own text, the plain one of two: below its subject, which heads it."""
        kind, text = min(texts, key=lambda one: one[0] != "text/plain", default=("", ""))
        if not text.strip() or (self._parts and len(text) < _LONG_TEXT):
            return
        ending = "txt" if kind == "text/plain" else "html"
        head = "" if kind != "text/plain" or text.lstrip().startswith(subject) else f"{subject}\n\n"
        name = _UNSAFE.sub(" ", subject).strip(" .")[:_LONGEST_NAME] or "text"
        self._parts[self._unused(f"{name}.{ending}")] = f"{head}{text}".encode()

    def _unused(self, name: str) -> str:
        """Return a name that no part has yet; the numbers of one name are counted on, not sought anew."""
        stem, ending = posixpath.splitext(name)
        number, unused = self._numbers.get(name, 1), name
        while unused in self._parts:
            number += 1
            unused = f"{stem} ({number}){ending}"
        self._numbers[name] = number
        return unused

    def read(self, name: str, most: int) -> bytes:
        if len(self._parts[name]) > most:
            raise too_large(most)
        return self._parts[name]


_CHARSETS = {"gb2312": "gb18030", "gbk": "gb18030", "us-ascii": "utf-8"}


def _decoded(content: bytes, charset: str) -> str:
    """Return a text in the encoding that the mail says, else in whichever gives text."""
    try:
        return content.decode(_CHARSETS.get(charset, charset))
    except (UnicodeError, LookupError):
        pass
    try:
        return decode(content).text
    except UndecodableError:
        return content.decode("utf-8", "replace")


def _named(part: Message) -> str:
    """Return the name of an attachment, without folders."""
    return _UNSAFE.sub("_", posixpath.basename(_shown(part.get_filename()).replace("\\", "/"))).strip()


def _shown(header: object) -> str:
    """Return a header as people read it: =?gbk?B?...?= undone."""
    try:
        return str(email.header.make_header(email.header.decode_header(str(header or ""))))
    except (email.errors.MessageError, ValueError, LookupError):
        return str(header or "")
