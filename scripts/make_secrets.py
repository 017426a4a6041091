"""Make the .env that compose.yaml needs, and the folders that it mounts: `make secrets`.

Needs nothing but Python, so that a machine with Docker alone can run it. An .env that is there is never changed: the
engines were set up with its passwords.
"""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path

PASSWORDS = (
    "ELASTIC_PASSWORD",  # the administrator, for set-up alone
    "KIBANA_SYSTEM_PASSWORD",  # Kibana signs in to Elasticsearch with it
    "KIBANA_ENCRYPTION_KEY",  # at least 32 characters; a new one makes what Kibana stored with it unreadable
    "WORKER_PASSWORD",  # baoku_worker writes articles
    "READER_PASSWORD",  # baoku_reader: for you, in Kibana and with curl
    "REDIS_PASSWORD",
    "WEB_PASSWORD",  # user operator of the reading room
    "WEB_READER_PASSWORD",  # user reader of it
)
BYTES = 24  # 192 bits, 32 characters that need no quoting in a shell, an address or a Redis configuration
FOLDERS = ("data", "data/inbox", "data/archive", "data/failed", "data/state")
ORDINARY_USER = 1000  # the containers are not to run as root, even when root makes the file


def owner() -> tuple[int, int]:
    """Return the user and group that the containers run as: whoever calls this, but never root."""
    return os.getuid() or ORDINARY_USER, os.getgid() or ORDINARY_USER


def contents() -> str:
    """Return the lines of a new .env."""
    user, group = owner()
    lines = ["# Made by `make secrets` for compose.yaml; docs/containers.md says what each is for."]
    lines += [f"{name}={secrets.token_urlsafe(BYTES)}" for name in PASSWORDS]
    lines += [f"HOST_UID={user}", f"HOST_GID={group}"]
    return "\n".join(lines) + "\n"


def make_folders(parent: Path) -> None:
    """Make the mounted folders beside .env, as the containers' user."""
    user, group = owner()
    for name in FOLDERS:
        folder = parent / name
        if not folder.exists():
            folder.mkdir(mode=0o750)
            os.chown(folder, user, group)


def main(path: Path) -> int:
    """Write ``path`` unless it is there; return the exit code."""
    make_folders(path.absolute().parent)
    try:
        # mode first, contents then: at no moment can anybody else read it
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        print(f"{path} is there already and stays as it is.")
        return 0
    with os.fdopen(descriptor, "w") as file:
        file.write(contents())
    print(f"{path} made; only you can read it. Next: docker compose up --build --detach")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else ".env")))
