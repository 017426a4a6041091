"""The installed command as a subprocess, with real files, signals and engines."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from baoku_process import Baoku
from browsing import chromium

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser


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
    """One running baoku for the tests of a module, with the settings that the module gives as SETTINGS."""
    with _home() as made:
        made.settings.update(getattr(request.module, "SETTINGS", {}))
        made.start()
        yield made
        if made.process is not None:
            made.interrupt()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def home() -> Iterator[Baoku]:
    """A home on which nothing runs yet."""
    with _home() as made:
        yield made
