"""`baoku` as processes of its own, with real files, signals and engines."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
import uuid
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from baoku_process import Baoku
from browsing import chromium

from worker.embedded.ports import any_free_port
from worker.indexing import connect
from worker.queueing import broker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from worker.embedded import Addresses


@contextlib.contextmanager
def _home() -> Iterator[Baoku]:
    """Make a home that the engines' own user can reach (pytest's folders are closed to it when root runs this)."""
    folder = Path(tempfile.mkdtemp(prefix="baoku-acceptance-"))
    folder.chmod(0o711)
    made = Baoku(folder / "home")
    try:
        yield made
    finally:
        made.sweep()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def baoku(request: pytest.FixtureRequest) -> Iterator[Baoku]:
    """One running baoku for the tests of a module, with the settings that the module gives as SETTINGS.

    On engines of its own, unless the module says SHARED_ENGINES. Its processes are forks (``warm_baoku``), unless the
    module says INSTALLED.
    """
    with ExitStack() as cleanup:
        made = cleanup.enter_context(_home())
        if getattr(request.module, "SHARED_ENGINES", False):
            made.settings.update(cleanup.enter_context(_room_on(request.getfixturevalue("engines"))))
        made.settings.update(getattr(request.module, "SETTINGS", {}))
        made.installed = getattr(request.module, "INSTALLED", False)
        made.start()
        yield made
        if made.process is not None:
            made.interrupt()


@contextlib.contextmanager
def _room_on(engines: Addresses) -> Iterator[dict[str, str]]:
    """Give the settings of a home on engines that others use, and leave nothing of it there."""
    mark = uuid.uuid4().hex[:8]
    aliases = {f"BAOKU_{name.upper()}_ALIAS": f"{name}-{mark}" for name in ("articles", "issues")}
    user, password = engines.admin
    yield {
        **aliases,
        "BAOKU_INBOX_ID": mark,
        "BAOKU_WEB_PORT": str(any_free_port()),  # without engines of its own another is not looked for
        "REDIS_URL": engines.redis_url,
        "ELASTICSEARCH_URL": engines.elasticsearch_url,
        "ELASTICSEARCH_USER": user,
        "ELASTICSEARCH_PASSWORD": password,
    }
    with connect(engines.elasticsearch_url, user=user, password=password) as client:
        client.indices.delete(index=sorted(client.indices.get(index=[f"{alias}-*" for alias in aliases.values()])))
    with broker.connect(engines.redis_url) as client:
        for key in client.scan_iter(match=f"*{mark}*"):
            client.delete(key)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def home() -> Iterator[Baoku]:
    """A home on which nothing runs yet."""
    with _home() as made:
        yield made
