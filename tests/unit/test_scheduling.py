"""What is said of files of tests when they are given to processes is true of them."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

from scheduling import LONGEST, Scheduling, file_of, is_on_engines, longest_first

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


class Process:
    """What the scheduler knows of a process of a run."""

    def __init__(self, number: int) -> None:
        self.gateway = SimpleNamespace(id=f"gw{number}")
        self.shutting_down = False
        self.given: list[int] = []

    def send_runtest_some(self, indices: list[int]) -> None:
        self.given += indices

    def shutdown(self) -> None:
        self.shutting_down = True


def test_the_last_of_many_processes_begins_with_what_waits_for_nothing() -> None:
    names = (*(f"acceptance/test_{letter}" for letter in "abcd"), "unit/test_e")
    tests = [f"tests/{name}.py::test_{number}" for name in names for number in range(2)]

    def first_files(count: int) -> list[str]:
        order = SimpleNamespace(loadscopereorder=False)
        scheduling = Scheduling(SimpleNamespace(getvalue=lambda _: ["popen"] * count, option=order))
        processes = [Process(number) for number in range(count)]
        for process in processes:
            scheduling.add_node(process)
            scheduling.add_node_collection(process, tests)
        scheduling.schedule()
        return [file_of(tests[process.given[0]]).removeprefix("tests/").removesuffix(".py") for process in processes]

    assert first_files(5) == [*names[:4], "unit/test_e"]
    assert first_files(4) == [*names[:4]]
