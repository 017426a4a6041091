"""Uploaded files into the inbox, as if they had been dropped there: the same names are taken, each appears whole."""

from __future__ import annotations

import os
import tempfile
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from worker.home.moving import move_without_replacing

if TYPE_CHECKING:
    from collections.abc import Callable

    from worker.watching.filter import NameFilter

_LONGEST_BYTES = 200  # of a name, leaving room for what filing adds
_DEEPEST = 4  # folders below the inbox
_CHUNK = 1024 * 1024
_MODE = 0o644


@dataclass(frozen=True, slots=True)
class Uploaded:
    """What became of one file.

    Attributes:
        name: As it was sent.
        stored: Its path below the inbox; empty when it was refused.
        error: Why it was refused.
    """

    name: str
    stored: str = ""
    error: str = ""


def cleaned_name(name: str) -> str:
    """Return the last part of a file's name without what cannot or must not be in one; empty when nothing is left."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    # Cc control, Cf format (among them what writes backwards), Cs lone surrogates
    plain = "".join(character for character in last if unicodedata.category(character) not in {"Cc", "Cf", "Cs"})
    plain = plain.replace(":", "：").strip().lstrip(". ")
    stem, dot, suffix = plain.rpartition(".")
    if not dot:
        return _shortened(plain, _LONGEST_BYTES)
    tail = _shortened(f".{suffix}", _LONGEST_BYTES // 2)
    return _shortened(stem, _LONGEST_BYTES - len(tail.encode())) + tail


def cleaned_folder(folder: str) -> str:
    """Return a path below the inbox of such names, at most four deep."""
    parts = (cleaned_name(part) for part in folder.replace("\\", "/").split("/"))
    return "/".join([part for part in parts if part][:_DEEPEST])


def store(
    content: BinaryIO,
    name: str,
    folder: str,
    inbox: Path,
    *,
    names: NameFilter,
    max_bytes: int,
    gettext: Callable[[str], str],
) -> Uploaded:
    """Put a file into the inbox, whole and never over another.

    Args:
        content: Its bytes.
        name: As it was sent.
        folder: Path below the inbox.
        inbox: Exists.
        names: Which files it takes.
        max_bytes: Longer files are refused.
        gettext: Translates what is said about a refusal.
    """
    clean = cleaned_name(name)
    relative = "/".join(part for part in (cleaned_folder(folder), clean) if part)
    if not clean or not (names.is_issue_name(relative) or names.is_sidecar_name(relative)):
        return Uploaded(name, error=gettext("This name is not taken: it is empty, hidden or that of a temporary file"))
    target = inbox / relative
    descriptor, temporary = tempfile.mkstemp(prefix=".upload-", dir=inbox)  # hidden: the watcher passes it over
    try:
        with os.fdopen(descriptor, "wb") as file:
            size = 0
            while chunk := content.read(_CHUNK):
                size += len(chunk)
                if size > max_bytes:
                    return Uploaded(name, error=gettext("The file is too large"))
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
            os.fchmod(file.fileno(), _MODE)
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.parent.resolve() != (inbox.resolve() / relative).parent:
            return Uploaded(name, error=gettext("The folder in the inbox is a link"))
        move_without_replacing(Path(temporary), target)
    except FileExistsError:
        return Uploaded(name, error=gettext("Another file waits in the inbox under this name"))
    except OSError as error:
        return Uploaded(name, error=error.strerror or str(error))
    finally:
        Path(temporary).unlink(missing_ok=True)
    return Uploaded(name, stored=relative)


def _shortened(text: str, most_bytes: int) -> str:
    return text.encode("utf-8", "ignore")[:most_bytes].decode("utf-8", "ignore")
