"""The address of Redis, in the forms that its own client and Celery want.

``redis://user:password@host:6379/0``, one server; ``rediss://`` the same with TLS; and, after the form of the Lettuce
client, ``redis-sentinel://user:password@host1:26379,host2:26379/0?sentinelMasterId=NAME``: Sentinels that tell which
server is the master now. Redis Cluster has no form here: Celery's transport does not know it (celery #2852).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import redis
from redis.sentinel import Sentinel

SENTINEL_PORT = 26379
_FORMS = (
    "redis://USER:PASSWORD@HOST:6379/0, rediss:// with TLS, or "
    "redis-sentinel://USER:PASSWORD@HOST1:26379,HOST2:26379/0?sentinelMasterId=NAME"
)


@dataclass(frozen=True, slots=True)
class RedisAddress:
    """Where Redis is.

    Attributes:
        url: Of the one server; of a server that Sentinels know, what is the same whichever it is.
        sentinels: Host and port of each Sentinel; empty where there is one server.
        master: The name under which the Sentinels know the servers.
    """

    url: str = field(repr=False)
    sentinels: tuple[tuple[str, int], ...] = ()
    master: str = ""

    @property
    def broker_url(self) -> str:
        """The address as Celery wants it."""
        if not self.sentinels:
            return self.url
        parts = urlsplit(self.url)
        credentials = f"{parts.netloc.rpartition('@')[0]}@" if "@" in parts.netloc else ""
        return ";".join(f"sentinel://{credentials}{host}:{port}{parts.path}" for host, port in self.sentinels)

    @property
    def transport_options(self) -> dict[str, str]:
        """What Celery's transport must be told besides."""
        return {"master_name": self.master} if self.sentinels else {}

    def client(self, **options: Any) -> redis.Redis:
        """Return a client of the server, or of whichever is the master at the time of a request."""
        if not self.sentinels:
            return redis.Redis.from_url(self.url, **options)
        parts = urlsplit(self.url)
        sentinel = Sentinel(list(self.sentinels), **options)  # type: ignore[no-untyped-call] # redis types no sentinel
        client: redis.Redis = sentinel.master_for(  # type: ignore[no-untyped-call] # as above
            self.master,
            username=unquote(parts.username) if parts.username else None,
            password=unquote(parts.password) if parts.password else None,
            db=int(parts.path.strip("/") or 0),
        )
        return client


def parse_redis_address(url: str) -> RedisAddress:
    """Return the address that a setting holds.

    TLS without a word about certificates means that the server's is verified; kombu alone would not.

    Raises:
        ValueError: It has none of the forms; the message does not repeat it.
    """
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    if parts.scheme == "redis-sentinel":
        return _through_sentinels(url, query.pop("sentinelMasterId", ""), rest=query)
    if parts.scheme not in {"redis", "rediss"} or not parts.hostname:
        raise ValueError(f"an address of Redis is wanted: {_FORMS}")
    if parts.scheme == "rediss" and "ssl_cert_reqs" not in query:
        url += ("&" if parts.query else "?") + "ssl_cert_reqs=required"
    return RedisAddress(url)


def _through_sentinels(url: str, master: str, rest: dict[str, str]) -> RedisAddress:
    parts = urlsplit(url)
    credentials, _, nodes = parts.netloc.rpartition("@")
    sentinels = []
    for node in nodes.split(","):
        host, _, port = node.partition(":")
        if not host or (port and not port.isdecimal()):
            raise ValueError(f"a host and a port of each Sentinel are wanted: {_FORMS}")
        sentinels.append((host, int(port or SENTINEL_PORT)))
    if not master or rest:
        raise ValueError(f"the name of the master, and nothing else, is wanted after the question mark: {_FORMS}")
    userinfo = f"{credentials}@" if credentials else ""
    return RedisAddress(f"redis://{userinfo}{master}{parts.path}", tuple(sentinels), master)
