"""Word 97 files (.doc, .wps): text by a converter that is installed on the machine."""

from __future__ import annotations

import dataclasses
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from worker.document.source import Document, Page, SourceLine
from worker.errors import PermanentError, UnsupportedFormatError
from worker.readers.office.docx import DocxReader
from worker.readers.text.read import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.readers.base import Limits, Source

_SURE = 0.8
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The name of the stream in which such a file keeps its text.
_WORD = "W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0".encode("latin-1")
_OFFICES = ("soffice", "libreoffice")
_WORDS = ("antiword", "catdoc")


class ConvertedReader:
    """Reads .doc and .wps through LibreOffice, antiword or catdoc, without network, macros or a profile."""

    name = "converted"
    version = 2
    suffixes = (".doc", ".wps")
    streams = False

    def sniff(self, head: bytes, name: str) -> float:
        """Return how surely it is a document that a converter reads; other OLE files (.xls, .ppt) are not."""
        ending = PurePosixPath(name.lower()).suffix
        return _SURE if head.startswith(_OLE) and (ending in {".doc", ".wps", ".dot", ".wpt"}) else 0.0

    def read(self, source: Source, limits: Limits) -> Iterator[Document]:
        """Yield the file's one document: its articles where headings are styled as such, else its lines.

        Raises:
            PermanentError: No converter is installed, or none can read it.
        """
        if _WORD not in source.data:
            raise UnsupportedFormatError(
                "the file holds no Word document.", "Look whether it was cut off; save the page as .docx or text."
            )
        reader = f"{self.name}/{self.version}"
        with tempfile.TemporaryDirectory(prefix="baoku-") as folder:
            path = Path(folder, "page.doc")
            path.write_bytes(source.data)
            converted = _as_docx(path, limits)
            if converted is not None:
                for document in DocxReader().read(dataclasses.replace(source, data=converted), limits):
                    yield dataclasses.replace(document, format="doc", reader=reader)
                return
            data = _as_text(path, limits)
        text = read(data, max_bytes=limits.max_bytes)
        lines = tuple(SourceLine(number, line, line) for number, line in enumerate(text.text.split("\n"), 1))
        yield Document(
            (Page(lines=lines),), format="doc", reader=reader, encoding=text.encoding, warnings=text.warnings
        )


def _as_docx(path: Path, limits: Limits) -> bytes | None:
    """Return the file as LibreOffice writes it anew, with its headings; None where that is not installed or fails."""
    office = _installed(_OFFICES)
    if not office:
        return None
    profile = path.parent / "profile"
    _run(
        [
            office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--convert-to",
            "docx:MS Word 2007 XML", "--outdir", str(path.parent), str(path),
        ],
        limits,
    )  # fmt: skip
    made = path.with_suffix(".docx")
    return made.read_bytes() if made.is_file() else None


def _as_text(path: Path, limits: Limits) -> bytes:
    word = _installed(_WORDS)
    if word:
        options = ["-m", "UTF-8.txt", "-w", "0"] if word.endswith("antiword") else ["-d", "utf-8", "-w"]
        text = _run([word, *options, str(path)], limits)
        if text.strip():
            return text
    if not word and not _installed(_OFFICES):
        raise UnsupportedFormatError(
            "a Word 97 file (.doc, .wps) needs a converter, and none is installed.",
            "Install LibreOffice (Debian: apt install libreoffice-writer-nogui) or antiword, or save the page as .docx "
            "or text.",
        )
    raise UnsupportedFormatError("no converter could read the file.", "Save the page as .docx or text.")


def _installed(names: tuple[str, ...]) -> str:
    return next((found for name in names if (found := shutil.which(name))), "")


def _run(command: list[str], limits: Limits) -> bytes:
    """Return what a converter prints; it and all that it started end after the time a page may take."""
    folder = str(Path(command[-1]).parent)
    # Nothing that a document links to is fetched: there is nothing behind this proxy.
    nowhere = dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy", "all_proxy"), "http://127.0.0.1:9")
    environment = {"PATH": os.environ.get("PATH", os.defpath), "HOME": folder, "LANG": "C.UTF-8", **nowhere}
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=folder,
        env=environment, start_new_session=True,
    ) as process:  # fmt: skip
        try:
            return process.communicate(timeout=limits.seconds)[0]
        except subprocess.TimeoutExpired as error:
            os.killpg(process.pid, signal.SIGKILL)  # LibreOffice is a script that starts the program
            raise PermanentError(
                f"the converter took longer than {limits.seconds:.0f} s.",
                "Save the page as .docx or text.",
                "too_slow",
                "read",
            ) from error
