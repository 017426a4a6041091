"""One way to reach Elasticsearch, and one translation of its failures into what to do next."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

import elastic_transport
import elasticsearch
from elasticsearch import Elasticsearch, OrjsonSerializer
from elasticsearch.serializer import NdjsonSerializer

from worker.errors import TRIED_AGAIN, ConfigurationError, EngineUnavailableError
from worker.indexing.nodes import PromptNode
from worker.messages import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

DEFAULT_TIMEOUT_SECONDS = 30.0
# Every request of ours may be sent twice: writes carry their version. A timeout is not retried here: the server is most
# likely still busy with the first one, and whoever gave the order tries again later. Of several nodes each is tried.
_LEAST_RETRIES = 2
_TOO_MANY, _SERVER_TROUBLE = 429, 500  # the latter and above
_REFUSED = frozenset({401, 403})


class _OrjsonLines(NdjsonSerializer, OrjsonSerializer):
    """Newline-delimited JSON written by orjson: the media type of the first parent, the speed of the second.

    Lines that are written already are sent as they are: the first parent would copy them twice, some 10 MB an order.
    """

    def dumps(self, data: Any) -> bytes:
        return data if isinstance(data, bytes) and data.endswith(b"\n") else super().dumps(data)


def connect(
    url: str,
    *,
    user: str = "",
    password: str = "",
    api_key: str = "",
    ca: Path | None = None,
    timeout: float = DEFAULT_TIMEOUT_SECONDS,
) -> Elasticsearch:
    """Return a client; no request is made. Not to be shared across a fork.

    Args:
        url: For example ``http://127.0.0.1:9200``; of a cluster several nodes, separated by commas. They take
            turns; one that is away is left out for a while (1 s, then twice as long each time, up to 30 s).
        user: With ``password``; an ``api_key`` takes precedence.
        password: See ``user``.
        api_key: Encoded API key.
        ca: File of certificates to trust, for an address that begins with ``https``.
        timeout: Seconds a request may take.

    Raises:
        ConfigurationError: The address is not a URL, or the CA file cannot be read.
    """
    options: dict[str, Any] = {}
    if api_key:
        options["api_key"] = api_key
    elif user:
        options["basic_auth"] = (user, password)
    if ca is not None:
        options["ca_certs"] = str(ca)
    nodes = url.split(",")
    try:
        return Elasticsearch(
            nodes,
            node_class=PromptNode,
            serializers={
                OrjsonSerializer.mimetype: OrjsonSerializer(),
                NdjsonSerializer.mimetype: _OrjsonLines(),
            },
            request_timeout=timeout,
            max_retries=max(_LEAST_RETRIES, len(nodes) - 1),
            retry_on_timeout=False,
            http_compress=False,
            **options,
        )
    except (ValueError, OSError) as error:
        raise ConfigurationError(f"Elasticsearch address {url!r}: {error}") from error


def is_alive(client: Elasticsearch) -> bool:
    """Tell whether the server answers and can serve its data (health yellow or green).

    ``GET /`` is not asked: a minimal distribution has no such handler.
    """
    try:
        with failures_named():
            health = client.options(request_timeout=5).cluster.health(filter_path="status")
    except EngineUnavailableError:
        return False
    return bool(health["status"] != "red")


@contextlib.contextmanager
def failures_named() -> Iterator[None]:
    """Turn the client's exceptions into ours.

    Raises:
        EngineUnavailableError: The server is away, overloaded or read-only: try again.
        ConfigurationError: It does not know us, forbids it, or has no such index: stop.
    """
    try:
        yield
    except elastic_transport.TlsError as error:
        raise ConfigurationError(
            f"Elasticsearch: the certificate is not trusted ({error.message}); set BAOKU_ELASTICSEARCH_CA"
        ) from error
    except elasticsearch.TransportError as error:
        raise EngineUnavailableError(f"Elasticsearch does not answer ({plain(error.message)}).", TRIED_AGAIN) from error
    except elasticsearch.ApiError as error:
        body = error.body if isinstance(error.body, dict) else {}
        cause = body.get("error", {})
        raise failure(error.status_code, cause if isinstance(cause, dict) else {"reason": str(cause)}) from error


def failure(status: int, cause: Mapping[str, Any]) -> ConfigurationError | EngineUnavailableError:
    """Return the error that a refused request or bulk item means.

    Args:
        status: HTTP status of the request or of the item.
        cause: Elasticsearch's ``{"type", "reason"}``.
    """
    kind = str(cause.get("type", ""))
    reason = str(cause.get("reason", "")) or f"status {status}"
    # A full disk makes indices read-only: it passes once there is room again.
    if status == _TOO_MANY or status >= _SERVER_TROUBLE or kind == "cluster_block_exception":
        return EngineUnavailableError(f"Elasticsearch refuses for now ({kind}: {reason}).", TRIED_AGAIN)
    if status in _REFUSED:
        return ConfigurationError(f"Elasticsearch does not allow it: {reason}")
    return ConfigurationError(f"Elasticsearch answers {status} {kind}: {reason}")


def make_visible(client: Elasticsearch, *aliases: str) -> None:
    """Make all that was written there visible to searches.

    Raises:
        EngineUnavailableError: The server is away.
        ConfigurationError: An alias is missing, or the user lacks a right.
    """
    with failures_named():
        client.indices.refresh(index=list(aliases))
