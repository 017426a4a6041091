"""The installed command as a subprocess, with real files, signals and engines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from baoku_process import Baoku

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def baoku(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Baoku]:
    """One running baoku for the tests of a module."""
    made = Baoku(tmp_path_factory.mktemp("acceptance") / "home")
    try:
        made.start()
        yield made
        if made.process is not None:
            made.interrupt()
    finally:
        made.sweep()


@pytest.fixture
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Baoku]:
    """A home on which nothing runs yet."""
    made = Baoku(tmp_path_factory.mktemp("lifecycle") / "home")
    yield made
    made.sweep()
