"""What the engines are told: pure text and bytes."""

from __future__ import annotations

from pathlib import Path

import bcrypt
import pytest
import yaml

from worker.embedded import credentials, es_config, es_wire
from worker.embedded.engine import telling_line
from worker.embedded.es_config import NodePaths, config_files, node_settings
from worker.embedded.redis_config import redis_config

JAVA_TRACE = """\
java.lang.IllegalStateException: outer
\tat a.b.C(D.java:1)
Caused by: java.nio.file.AccessDeniedException: /data/node.lock
\tat e.f.G(H.java:2)
ERROR: Elasticsearch did not exit normally
"""
PATHS = NodePaths(Path("/es"), Path("/data"), Path("/logs"))


def test_the_message_is_what_the_launcher_of_the_same_version_writes() -> None:
    # Recorded from bin/elasticsearch 9.5.3, but for the copy of the key store's file, which the server reads no more.
    message = es_wire.server_arguments(
        settings={"http.port": "19300", "cluster.name": "baoku-dev"},
        seed="$0IzBYKqKoDvYn-c$P$E",
        config=Path("/tmp/escap/config"),  # noqa: S108 - as recorded
        logs=Path("/tmp/escap/logs"),  # noqa: S108 - as recorded
    )
    assert message == (
        b"\x00\x00\x00"
        b"1org.elasticsearch.common.settings.KeyStoreWrapper"
        b"\x00\x00\x00\x07\x00\x00"
        b"\x01\rkeystore.seed\x14$0IzBYKqKoDvYn-c$P$E"
        b"\x20\xe0\x15\x9dQ\x94<\x7f>(\xd1CZ\x9d\xf0\x13\xea\xb5DDH\x83\xa5Zj\xae\xa9\xab%\x93\xa8\xf4x"
        b"\x00"
        b"\x02\x0ccluster.name\x00\tbaoku-dev\thttp.port\x00\x0519300"
        b"\x11/tmp/escap/config\x0f/tmp/escap/logs"
    )


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("/报库", b"\x03/\xe6\x8a\xa5\xe5\xba\x93"),  # three UTF-16 units, seven bytes
        ("/𠮷", b"\x03/\xed\xa1\x82\xed\xbe\xb7"),  # outside the basic plane: two units, three bytes each
        ("/" + "x" * 199, b"\xc8\x01/" + b"x" * 199),  # 200: the length takes two bytes
    ],
)
def test_text_is_counted_and_written_in_utf16_units(path: str, written: bytes) -> None:
    message = es_wire.server_arguments(settings={}, seed="s", config=Path("/"), logs=Path(path))
    assert message.endswith(b"\x01/" + written)


def test_a_data_folder_with_a_comma_is_one_folder() -> None:
    settings = node_settings(NodePaths(Path("/es"), Path("/a,b"), Path("/logs")), port=9200, modules=())
    message = es_wire.server_arguments(settings=settings, seed="s", config=Path("/"), logs=Path("/"))
    assert b"\x09path.data\x07\x01\x00\x04/a,b" in message  # a list of one text, not a text that is split


def test_the_node_listens_on_the_loopback_interface_alone_and_asks_for_passwords() -> None:
    settings = node_settings(PATHS, port=9200, modules={"x-pack-core"})
    assert settings["network.host"] == "127.0.0.1"
    assert settings["xpack.security.enabled"] == "true"
    assert "xpack.ml.enabled" not in settings  # a setting of a module that is not there would stop the start


def test_what_a_fuller_distribution_would_start_is_off() -> None:
    settings = node_settings(PATHS, port=9200, modules={"x-pack-ml", "ingest-geoip"})
    assert settings["xpack.ml.enabled"] == settings["ingest.geoip.downloader.enabled"] == "false"


def test_users_and_roles_are_those_of_the_aliases() -> None:
    known = credentials.make()
    files = config_files(known, articles_alias="press", issues_alias="ledger")
    users = dict(line.split(":", 1) for line in files["users"].splitlines())
    assert list(users) == [es_config.ADMIN, "baoku_worker", "baoku_reader"]
    assert bcrypt.checkpw(known.worker.encode(), users["baoku_worker"].encode())
    assert files["users_roles"].splitlines() == [f"{name}:{name}" for name in users]
    roles = yaml.safe_load(files["roles.yml"])
    assert roles["baoku_worker"]["indices"][0]["names"] == ["press", "ledger"]
    assert set(roles) == set(users)
    assert "&" not in files["roles.yml"]  # Elasticsearch drops a role with a YAML anchor
    assert not any(known.admin in content for content in files.values())


def test_redis_keeps_orders_and_a_hash_of_the_password() -> None:
    text = redis_config(port=6379, data=Path('/a "b"'), password="secret")
    lines = text.splitlines()
    for line in ("bind 127.0.0.1", "appendonly yes", "maxmemory-policy noeviction", "user default off"):
        assert line in lines
    assert r'dir "/a \"b\""' in lines
    assert "secret" not in text


@pytest.mark.parametrize(
    ("printed", "line"),
    [
        ("", ""),
        ("one\ntwo\n\n", "two"),  # nothing stands out
        ("one\n\x18\n", "one"),  # a sign of Elasticsearch's server to its launcher
        # the reason, not the frames nor the closing remark
        (
            JAVA_TRACE,
            "/data/node.lock",
        ),
        (
            "Error occurred during initialization of VM\nToo small maximum heap\n",
            "Too small maximum heap",
        ),
        (
            "Unrecognized VM option 'X'\nError: Could not create the Java Virtual Machine.\n",
            "Error: Could not create the Java Virtual Machine.",
        ),
        (
            "1:M * Server initialized\n1:M # Fatal error loading the DB: wrong signature\n1:M bye\n",
            "1:M # Fatal error loading the DB: wrong signature",
        ),
    ],
)
def test_the_line_that_tells_why(printed: str, line: str) -> None:
    assert telling_line(printed) == line
