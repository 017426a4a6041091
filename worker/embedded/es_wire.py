"""The one message that Elasticsearch's server reads from its standard input when it starts.

``bin/elasticsearch`` is a launcher: it works out settings and JVM options, starts the server's JVM and writes it the
settings in Elasticsearch's own stream format (class ``ServerArgs``). Written from here, the launcher's two JVMs are not
needed, and the server's standard input is ours: the server stops when it reads ``STOP`` or when the pipe closes, which
it does however this process ends.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

STOP = b"\x1b"  # ServerProcess's shutdown marker

_KEYSTORE_CLASS = "org.elasticsearch.common.settings.KeyStoreWrapper"
_KEYSTORE_FORMAT = 7  # KeyStoreWrapper.CURRENT_VERSION of 9.x
_SEED = "keystore.seed"
_FALSE, _TRUE, _ABSENT = b"\x00", b"\x01", b"\x00"
_TYPE_STRING, _TYPE_LIST = b"\x00", b"\x07"


def server_arguments(*, settings: Mapping[str, str | Sequence[str]], seed: str, config: Path, logs: Path) -> bytes:
    """Return the message.

    Args:
        settings: Node settings, flat names, a text or a list of texts each. They stand in place of
            ``elasticsearch.yml``, which the server itself never reads.
        seed: The key store's one entry: random text that the node may derive secrets from.
        config: Folder with users, roles and logging.
        logs: Folder for log files.
    """
    return b"".join(
        (
            _FALSE,  # do not detach
            _FALSE,  # not quiet: log to standard output too
            _ABSENT,  # no pid file
            _text(_KEYSTORE_CLASS),
            _KEYSTORE_FORMAT.to_bytes(4, "big"),
            _FALSE,  # no password
            _ABSENT,  # not read from a file: the entries follow
            _entries({_SEED: seed.encode()}),
            _FALSE,  # not closed
            _settings(settings),
            _text(str(config)),
            _text(str(logs)),
        )
    )


def _entries(entries: Mapping[str, bytes]) -> bytes:
    parts = [_count(len(entries))]
    for name, value in entries.items():
        check = hashlib.sha256(value).digest()
        parts += [_text(name), _count(len(value)), value, _count(len(check)), check]
    return b"".join(parts)


def _settings(settings: Mapping[str, str | Sequence[str]]) -> bytes:
    parts = [_count(len(settings))]
    for name, value in sorted(settings.items()):
        parts += [_text(name), _value(value)]
    return b"".join(parts)


def _value(value: str | Sequence[str]) -> bytes:
    if isinstance(value, str):
        return _TYPE_STRING + _text(value)
    return _TYPE_LIST + _count(len(value)) + b"".join(map(_value, value))


def _text(value: str) -> bytes:
    """Return a string as StreamOutput.writeString does: UTF-16 units counted, each written as one to three bytes."""
    raw = value.encode("utf-16-be", "surrogatepass")
    units = [chr(int.from_bytes(raw[at : at + 2], "big")) for at in range(0, len(raw), 2)]
    return _count(len(units)) + b"".join(unit.encode("utf-8", "surrogatepass") for unit in units)


def _count(number: int) -> bytes:
    """Return a number as StreamOutput.writeVInt does: seven bits a byte, the lowest first."""
    out = bytearray()
    while number > 0x7F:  # noqa: PLR2004 - seven bits a byte
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)
