"""One pair of real engines for a whole test run: in containers where a Docker engine answers, else embedded.

Unit tests ask for none of this and start nothing.
"""

from __future__ import annotations

import contextlib
import gc
import os
import shutil
import tempfile
import warnings
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import scheduling
from hypothesis import settings

from worker.embedded import Addresses, Engines, User

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xdist.remote import Producer

    from worker.enrichment import Enricher

os.environ["BAOKU_LANGUAGE"] = "en"  # whatever the locale of whoever runs the tests; those of languages set their own
settings.register_profile("baoku", deadline=None)  # nothing is asserted about the clock
settings.load_profile("baoku")
ES_IMAGE = "docker.elastic.co/elasticsearch/elasticsearch:9.5.3"
REDIS_IMAGE = "redis:8"
PASSWORD = "a-password-of-containers-that-live-for-one-run"
START_SECONDS = 180


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest."""
    scheduling.longest_first(items)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave the processor to whoever waits for engines, as long as this test waits for none."""
    scheduling.give_way(item.nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> scheduling.Scheduling | None:
    """Give each process files, as ``--dist loadfile`` asks for."""
    return scheduling.Scheduling(config, log) if config.getvalue("dist") == "loadfile" else None


@pytest.fixture(scope="session")
def engines() -> Iterator[Addresses]:
    """Addresses and accounts of Redis and Elasticsearch; both are gone when the run ends, however it ends."""
    with ExitStack() as cleanup:
        yield _in_containers(cleanup) if _docker_answers() else _embedded(cleanup)


@pytest.fixture(scope="session")
def enricher() -> Enricher:
    """The enrichment as it comes with the program."""
    import loaded  # noqa: PLC0415 - only a run that needs it pays for it

    return loaded.enricher()


def _docker_answers() -> bool:
    import docker  # noqa: PLC0415 - only a run that needs engines pays for the import

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # a client that finds no Docker forgets to close its socket
        try:
            with contextlib.closing(docker.from_env()) as client:
                return bool(client.ping())
        except docker.errors.DockerException:
            return False
        finally:
            gc.collect()


def _embedded(cleanup: ExitStack) -> Addresses:
    """Start them below the system's temporary folder: pytest's own one is closed to the user that root runs them as."""
    state = Path(tempfile.mkdtemp(prefix="baoku-engines-"))
    cleanup.callback(shutil.rmtree, state, ignore_errors=True)
    named = os.environ.get("BAOKU_ES_HOME", "")
    return cleanup.enter_context(
        Engines(state, es_home=Path(named) if named else None, prepare_classes=False).running()
    )


def _in_containers(cleanup: ExitStack) -> Addresses:
    from testcontainers.core.container import DockerContainer  # noqa: PLC0415 - only where Docker answers
    from testcontainers.core.waiting_utils import wait_for_logs  # noqa: PLC0415

    from worker.indexing import connect  # noqa: PLC0415
    from worker.indexing.accounts import READER, WORKER, Passwords, set_up_accounts  # noqa: PLC0415

    broker = DockerContainer(REDIS_IMAGE).with_command(f"redis-server --requirepass {PASSWORD} --appendonly yes")
    broker = cleanup.enter_context(broker.with_exposed_ports(6379))
    index = DockerContainer(ES_IMAGE).with_exposed_ports(9200)
    for name, value in {
        "discovery.type": "single-node",
        "ELASTIC_PASSWORD": PASSWORD,
        "xpack.security.http.ssl.enabled": "false",
        "ES_JAVA_OPTS": "-Xms512m -Xmx512m",
    }.items():
        index = index.with_env(name, value)
    index = cleanup.enter_context(index)
    wait_for_logs(broker, "Ready to accept connections", timeout=START_SECONDS)
    wait_for_logs(index, '"message":"started', timeout=START_SECONDS)
    url = f"http://{index.get_container_host_ip()}:{index.get_exposed_port(9200)}"
    with connect(url, user="elastic", password=PASSWORD) as client:
        passwords = Passwords(worker=PASSWORD, reader=PASSWORD)
        set_up_accounts(client, passwords, articles_alias="articles", issues_alias="issues")
    return Addresses(
        redis_url=f"redis://:{PASSWORD}@{broker.get_container_host_ip()}:{broker.get_exposed_port(6379)}/0",
        elasticsearch_url=url,
        admin=User("elastic", PASSWORD),
        worker=User(WORKER, PASSWORD),
        reader=User(READER, PASSWORD),
    )
