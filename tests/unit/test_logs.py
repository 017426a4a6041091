"""Log lines of a real process: one JSON object each, with an action, and no secret however it came in."""

from __future__ import annotations

import base64
import json
import subprocess
import sys

import pytest

from worker.app.redaction import HIDDEN, Redaction

SECRET = 'p@ss/w"ord:1 &%'

PROGRAM = """
import logging, sys, warnings
import elasticsearch, redis, structlog
from worker.app.connection import Account, Connection
from worker.app.logs import hide, set_up_logs
from worker.app.settings import load_settings
from urllib.parse import quote

secret = sys.argv[1]
set_up_logs()
settings = load_settings(
    redis_url=f"redis://baoku:{quote(secret, safe='')}@127.0.0.1:1/0",
    elasticsearch_url="http://127.0.0.1:1",
    **{name: secret + name for name in (
        "elasticsearch_password", "elasticsearch_api_key", "worker_password", "reader_password", "kibana_password"
    )},
)
account = Account("baoku", settings.elasticsearch_password.get_secret_value())
found = Connection(settings.redis_url.get_secret_value(), settings.elasticsearch_url, account, account, account)
hide(settings.secrets | found.secrets)

log = structlog.get_logger("program")
log.info(f"connected to {found.redis_url}", action="test", address=found.redis_url, nested={"deep": [found.redis_url]})
for value in sorted(settings.secrets):
    log.info(value, action="test", value=value, nested={"deep": [value, {value: 1}]})
    logging.getLogger("library").warning("with %s and %r", value, {"password": value})
    logging.getLogger("library").warning("extra", extra={"password": value})
    warnings.warn(value)
    try:
        raise RuntimeError({"kwargs": value})
    except RuntimeError:
        log.exception("failed", action="test")
        logging.getLogger("library").exception("failed")
with structlog.contextvars.bound_contextvars(task_id="t-1", address=found.redis_url):
    try:
        redis.Redis.from_url(found.redis_url).ping()
    except redis.RedisError:
        log.exception("redis is away", action="test")
try:
    elasticsearch.Elasticsearch(
        found.elasticsearch_url, basic_auth=("baoku", account.password), max_retries=0
    ).search(index="articles")
except elasticsearch.TransportError as error:
    log.exception("elasticsearch is away", action="test", error=error, client=repr(error))
raise RuntimeError(f"ends with {secret}")
"""


def test_every_line_is_a_record_and_no_secret_is_in_any() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, SECRET], capture_output=True, text=True, timeout=60, check=False
    )
    lines = done.stderr.splitlines()
    assert done.returncode == 1
    assert len(lines) >= 1 + 6 * 6 + 3  # each of ours, and what the clients say of themselves
    records = [json.loads(line) for line in lines]
    assert all(record["action"] and record["level"] and record["timestamp"] for record in records)
    assert {record["action"] for record in records} == {"test", "library", "process_died"}
    assert [record["task_id"] for record in records if "task_id" in record] == ["t-1"]
    assert "RuntimeError: ends with ***" in records[-1]["exception"]
    for spelling in (SECRET, "p%40ss", 'w\\"', "ord:1", "ord%3A1"):
        assert spelling not in done.stderr


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nothing to hide", "nothing to hide"),
        ("redis://baoku:abc@host:6379/0", "redis://***@host:6379/0"),
        ("at http://host:9200/a and mail@host", "at http://host:9200/a and mail@host"),  # no credentials in it
        ("redis://u:p@ss/w@host and http://u:x@h", "redis://***@host and http://***@h"),  # an @ nobody escaped
        (f"Authorization: Basic {base64.b64encode(b'u:p').decode()}", f"Authorization: Basic {HIDDEN}"),
        ("{'authorization': 'ApiKey abc=='}", "{'authorization': 'ApiKey ***'}"),
        ("known-secret and known%2Dsecret", "*** and known%2Dsecret"),  # nothing in it needs that spelling
        ("mot-de-passe: clé secrète; cl%C3%A9%20secr%C3%A8te", "mot-de-passe: ***; ***"),
        ("abc", "abc"),  # too short a secret to be told from words
    ],
)
def test_redaction(text: str, expected: str) -> None:
    assert Redaction().with_secrets(["known-secret", "clé secrète", "abc"])(text) == expected
