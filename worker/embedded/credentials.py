"""Passwords of the embedded engines: made once, kept readable by their owner alone."""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict, dataclass, field, fields
from typing import TYPE_CHECKING

import bcrypt

from worker.embedded.private_files import write_whole
from worker.errors import ConfigurationError

if TYPE_CHECKING:
    from pathlib import Path

# Elasticsearch's file realm knows this spelling of bcrypt alone. The least cost will do: what is hashed is no human's
# password but 256 random bits, which no number of guesses finds.
_BCRYPT_PREFIX = b"2a"
_BCRYPT_ROUNDS = 4
_PASSWORD_BYTES = 32


@dataclass(frozen=True, slots=True)
class Credentials:
    """One password a user, and the random text that Elasticsearch's key store begins with."""

    admin: str = field(repr=False)
    worker: str = field(repr=False)
    reader: str = field(repr=False)
    redis: str = field(repr=False)
    keystore_seed: str = field(repr=False)


def make() -> Credentials:
    """Return new passwords from the system's source of randomness."""
    return Credentials(*(secrets.token_urlsafe(_PASSWORD_BYTES) for _ in fields(Credentials)))


def load_or_make(path: Path) -> Credentials:
    """Return the passwords kept in the file, made now when there is none.

    Raises:
        ConfigurationError: The file is there but is not what this wrote.
    """
    known = load(path)
    if known is None:
        known = make()
        write_whole(path, json.dumps(asdict(known), indent=2) + "\n")
    return known


def load(path: Path) -> Credentials | None:
    """Return the passwords kept in the file, None when there is none.

    Raises:
        ConfigurationError: The file is there but is not what ``load_or_make`` wrote, or may not be read.
    """
    try:
        values = json.loads(path.read_bytes())
        return Credentials(**{each.name: _text(values[each.name]) for each in fields(Credentials)})
    except FileNotFoundError:
        return None
    except PermissionError as error:
        raise ConfigurationError(f"{path} belongs to another user: run baoku as that user") from error
    except (ValueError, KeyError, TypeError) as error:
        raise ConfigurationError(
            f"{path} is damaged; remove it, and new passwords are made at the next start"
        ) from error


def bcrypt_hash(password: str) -> str:
    """Return the hash that Elasticsearch's file ``users`` takes."""
    return bcrypt.hashpw(password.encode(), bcrypt.gensalt(_BCRYPT_ROUNDS, prefix=_BCRYPT_PREFIX)).decode()


def _text(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise TypeError(value)
    return value
