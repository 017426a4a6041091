"""Older office files (.doc, .wps, .rtf, .odt): text by a converter that is installed on the machine."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from worker.document.source import Document, Page, SourceLine
from worker.errors import PermanentError, UnsupportedFormatError
from worker.readers.text.read import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.readers.base import Limits, Source

_SURE = 0.8
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD = "W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0".encode("latin-1")
_OFFICES = ("soffice", "libreoffice")
_WORDS = ("antiword", "catdoc")


class ConvertedReader:
    """Reads .doc, .wps, .rtf and .odt through LibreOffice or antiword, without network, macros or a profile."""

    name = "converted"
    version = 1
    suffixes = (".doc", ".wps", ".rtf", ".odt")
    streams = False

    def sniff(self, head: bytes, name: str) -> float:
        """Return how surely it is a document that a converter reads; other OLE files (.xls, .ppt) are not."""
        ending = PurePosixPath(name.lower()).suffix
        if head.startswith(b"{\\rtf") or b"mimetypeapplication/vnd.oasis.opendocument.text" in head[:200]:
            return _SURE
        return _SURE if head.startswith(_OLE) and (ending in {".doc", ".wps", ".dot", ".wpt"}) else 0.0

    def read(self, source: Source, limits: Limits) -> Iterator[Document]:
        """Yield the file's text as lines."""
        with tempfile.TemporaryDirectory(prefix="baoku-") as folder:
            ending = ".rtf" if source.data.startswith(b"{\\rtf") else ".doc" if source.data.startswith(_OLE) else ".odt"
            path = Path(folder, f"page{ending}")
            path.write_bytes(source.data)
            data = _converted(path, limits)
        text = read(data, max_bytes=limits.max_bytes)
        lines = tuple(SourceLine(number, line, line) for number, line in enumerate(text.text.split("\n"), 1))
        yield Document(
            (Page(lines=lines),), format=ending.removeprefix("."), reader=f"{self.name}/{self.version}",
            encoding=text.encoding, warnings=text.warnings,
        )  # fmt: skip


def _converted(path: Path, limits: Limits) -> bytes:
    office = next((found for name in _OFFICES if (found := shutil.which(name))), None)
    if office is not None:
        profile = path.parent / "profile"
        command = [
            office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--convert-to",
            "txt:Text (encoded):UTF8", "--outdir", str(path.parent), str(path),
        ]  # fmt: skip
        _run(command, limits)
        made = path.with_suffix(".txt")
        if made.is_file():
            return made.read_bytes()
    word = next((found for name in _WORDS if (found := shutil.which(name))), None)
    if word is not None and path.suffix == ".doc":
        options = ["-m", "UTF-8.txt", "-w", "0"] if word.endswith("antiword") else ["-d", "utf-8", "-w"]
        return _run([word, *options, str(path)], limits)
    if office is None:
        raise UnsupportedFormatError(
            f"a {path.suffix} file needs a converter, and none is installed.",
            "Install LibreOffice (for .doc also antiword), or save the page as .docx or text.",
        )
    raise UnsupportedFormatError("LibreOffice could not read the file.", "Save the page as .docx or text.")


def _run(command: list[str], limits: Limits) -> bytes:
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=limits.seconds, check=False, stdin=subprocess.DEVNULL
        )
    except subprocess.TimeoutExpired as error:
        raise PermanentError(
            f"the converter took longer than {limits.seconds:.0f} s.",
            "Save the page as .docx or text.",
            "too_slow",
            "read",
        ) from error
    return done.stdout
