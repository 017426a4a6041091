"""Where the engines are: the settings' addresses, else those of the embedded engines that a ``baoku up`` runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from worker.embedded import Addresses, read_addresses
from worker.errors import ConfigurationError, EngineUnavailableError
from worker.indexing import connect

if TYPE_CHECKING:
    from pathlib import Path

    from elasticsearch import Elasticsearch

    from worker.app.settings import Settings

TIMEOUT_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Account:
    """A user of Elasticsearch: name and password, or an API key."""

    user: str = ""
    password: str = field(default="", repr=False)
    api_key: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Connection:
    """Addresses and accounts, from wherever they come."""

    redis_url: str = field(repr=False)
    elasticsearch_url: str
    admin: Account
    writer: Account
    reader: Account
    ca: Path | None = None

    @property
    def secrets(self) -> frozenset[str]:
        """What must not be shown: passwords and keys, as they are and as the address of Redis spells them."""
        accounts = (self.admin, self.writer, self.reader)
        in_address = urlsplit(self.redis_url).password or ""
        found = {in_address, unquote(in_address), *(account.password for account in accounts)}
        return frozenset(found | {account.api_key for account in accounts}) - {""}

    def elasticsearch(self, account: Account, *, timeout: float = TIMEOUT_SECONDS) -> Elasticsearch:
        """Return a client for one of the accounts."""
        return connect(
            self.elasticsearch_url,
            user=account.user,
            password=account.password,
            api_key=account.api_key,
            ca=self.ca,
            timeout=timeout,
        )


def from_addresses(addresses: Addresses) -> Connection:
    """Return the connection to embedded engines."""

    def account(credentials: tuple[str, str]) -> Account:
        return Account(*credentials)

    return Connection(
        redis_url=addresses.redis_url,
        elasticsearch_url=addresses.elasticsearch_url,
        admin=account(addresses.admin),
        writer=account(addresses.worker),
        reader=account(addresses.reader),
    )


def from_settings(settings: Settings) -> Connection:
    """Return the connection that the settings name.

    Raises:
        ConfigurationError: Only one of the two addresses is given.
    """
    if settings.redis_url is None or settings.elasticsearch_url is None:
        absent = "REDIS_URL" if settings.redis_url is None else "ELASTICSEARCH_URL"
        raise ConfigurationError(f"setting {absent}: give both addresses, or neither for embedded engines")
    account = Account(
        settings.elasticsearch_user,
        settings.elasticsearch_password.get_secret_value(),
        settings.elasticsearch_api_key.get_secret_value(),
    )
    return Connection(
        redis_url=settings.redis_url.get_secret_value(),
        elasticsearch_url=settings.elasticsearch_url,
        admin=account,
        writer=account,
        reader=account,
        ca=settings.elasticsearch_ca,
    )


def find(settings: Settings) -> Connection:
    """Return the connection to engines that should be running now.

    Raises:
        EngineUnavailableError: No address is given and no ``baoku up`` runs on this home.
        ConfigurationError: See ``from_settings``.
    """
    if not settings.embedded:
        return from_settings(settings)
    addresses = read_addresses(settings.state)
    if addresses is None:
        raise EngineUnavailableError(
            f"no baoku is running on {settings.home_path}.", "Start one with: baoku up (or set BAOKU_HOME)"
        )
    return from_addresses(addresses)
