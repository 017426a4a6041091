from __future__ import annotations

import pytest

from worker.queueing.redis_address import RedisAddress, parse_redis_address

SENTINEL = "redis-sentinel://baoku:p%40ss@s1:26380,s2/2?sentinelMasterId=queue"


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("redis://baoku:secret@10.0.0.5:6379/0", "redis://baoku:secret@10.0.0.5:6379/0"),
        # TLS verifies the server's certificate ...
        ("rediss://r:6380/0", "rediss://r:6380/0?ssl_cert_reqs=required"),
        ("rediss://r/0?ssl_ca_certs=/ca.pem", "rediss://r/0?ssl_ca_certs=/ca.pem&ssl_cert_reqs=required"),
        # ... unless it is told not to
        ("rediss://r/0?ssl_cert_reqs=none", "rediss://r/0?ssl_cert_reqs=none"),
    ],
)
def test_one_server(given: str, used: str) -> None:
    address = parse_redis_address(given)
    assert address == RedisAddress(used)
    assert (address.broker_url, address.transport_options) == (used, {})


def test_sentinels_as_celery_wants_them() -> None:
    address = parse_redis_address(SENTINEL)
    assert address.sentinels == (("s1", 26380), ("s2", 26379))
    assert address.broker_url == "sentinel://baoku:p%40ss@s1:26380/2;sentinel://baoku:p%40ss@s2:26379/2"
    assert address.transport_options == {"master_name": "queue"}


def test_sentinels_as_the_client_wants_them() -> None:
    with parse_redis_address(SENTINEL).client() as client:
        options = client.connection_pool.connection_kwargs
    assert (options["username"], options["password"], options["db"]) == ("baoku", "p@ss", 2)


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "10.0.0.5:6379",
        "redis://",
        "redis+cluster://secret@c1:7000",  # Celery has no transport for it
        "redis-sentinel://:secret@s1:26379/0",  # whose master?
        "redis-sentinel://:secret@s1:26379,/0?sentinelMasterId=queue",
        "redis-sentinel://:secret@s1:port/0?sentinelMasterId=queue",
        "redis-sentinel://:secret@s1/0?sentinelMasterId=queue&timeout=1",
    ],
)
def test_anything_else_is_told_the_forms_without_its_secrets(wrong: str) -> None:
    with pytest.raises(ValueError, match="redis-sentinel://USER") as caught:
        parse_redis_address(wrong)
    assert "secret" not in str(caught.value)
