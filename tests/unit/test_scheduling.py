"""What is said of files of tests when they are given to processes is true of them."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

from scheduling import LONGEST, file_of, is_on_engines, longest_first

if TYPE_CHECKING:
    import pytest

TESTS = Path(__file__).parents[1]


def test_the_longest_are_there() -> None:
    assert [file for file in LONGEST if not (TESTS / file).is_file()] == []
    assert len(set(LONGEST)) == len(LONGEST)


def test_the_longest_come_first_and_all_else_stays() -> None:
    first, last = LONGEST[:2]
    names = ["unit/a.py::test_2", f"{last}::test_1", "unit/a.py::test_1", f"{first}::test_2", f"{first}::test_1"]
    items = [SimpleNamespace(nodeid=f"tests/{name}") for name in names]
    longest_first(items)  # type: ignore[arg-type]
    assert [item.nodeid.removeprefix("tests/") for item in items] == [names[at] for at in (3, 4, 1, 0, 2)]


def test_who_asks_for_the_engines_is_known(request: pytest.FixtureRequest) -> None:
    """Of the files of this run. A file that is not known would have engines started for itself alone."""
    asking = {file_of(item.nodeid) for item in request.session.items if "engines" in getattr(item, "fixturenames", ())}
    assert {file for file in asking if not is_on_engines(file)} == set()
