"""Where the embedded engines of a state folder are reached, for the process that runs them and for any other."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from worker.embedded import credentials
from worker.embedded.es_config import ADMIN
from worker.embedded.ports import LOOPBACK
from worker.embedded.private_files import write_whole
from worker.embedded.processes import ProcessStamp, is_alive
from worker.embedded.redis_config import USER
from worker.indexing.accounts import READER, WORKER

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from worker.embedded.credentials import Credentials

CREDENTIALS_FILE = "credentials.json"
RECORD_FILE = "engines.json"


class User(NamedTuple):
    """A user of an engine."""

    name: str
    password: str

    def __repr__(self) -> str:
        return f"User({self.name!r}, '***')"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the engines answer, and as whom.

    Attributes:
        redis_url: With user and password.
        elasticsearch_url: Without.
        admin: May set up the indices of the two aliases.
        worker: May write through the two aliases.
        reader: May search them.
    """

    redis_url: str = field(repr=False)
    elasticsearch_url: str
    admin: User
    worker: User
    reader: User


@dataclass(frozen=True, slots=True)
class Record:
    """What one process runs, kept in a file for others and for the next start.

    Attributes:
        owner: The process that runs the engines.
        engines: Every process of an engine, to be ended should the owner die without doing so.
        ports: Port of each engine once it answers; empty before.
    """

    owner: ProcessStamp
    engines: tuple[ProcessStamp, ...] = ()
    ports: Mapping[str, int] = field(default_factory=dict)

    def write(self, path: Path) -> None:
        """Replace the file."""
        write_whole(path, json.dumps(asdict(self)) + "\n")


def read_record(path: Path) -> Record | None:
    """Return the record kept in the file, None when there is none or it is damaged: the next start writes a new one."""
    try:
        values = json.loads(path.read_bytes())
        return Record(
            owner=ProcessStamp(**values["owner"]),
            engines=tuple(ProcessStamp(**each) for each in values["engines"]),
            ports={str(name): int(port) for name, port in values["ports"].items()},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def read_addresses(state: Path) -> Addresses | None:
    """Return where the engines of a running baoku are, None when none runs on this state folder (or none answers yet).

    Args:
        state: The state folder that the other process was given.

    Raises:
        ConfigurationError: The passwords are damaged or belong to another user.
    """
    known = credentials.load(state / CREDENTIALS_FILE)
    record = read_record(state / RECORD_FILE)
    if known is None or record is None or not record.ports or not is_alive(record.owner):
        return None
    return addresses(known, record.ports)


def addresses(known: Credentials, ports: Mapping[str, int]) -> Addresses:
    """Return the addresses of engines that listen on ``ports``, by the names ``elasticsearch`` and ``redis``."""
    return Addresses(
        redis_url=f"redis://{USER}:{known.redis}@{LOOPBACK}:{ports['redis']}/0",
        elasticsearch_url=f"http://{LOOPBACK}:{ports['elasticsearch']}",
        admin=User(ADMIN, known.admin),
        worker=User(WORKER, known.worker),
        reader=User(READER, known.reader),
    )
