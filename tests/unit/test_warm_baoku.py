"""The program that tests run in place of the installed one says what that says, and ends as it ends."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from pathlib import Path

import pytest
import warm_baoku
from baoku_process import COMMAND, environment, processes_of, wait_until

PAGE = "澄江报\n2023年10月25日 第02版\n\n候鸟飞临湿地公园\n本报讯(记者 周小林)昨天,首批越冬候鸟到达。\n"


def ran(program: Path, arguments: tuple[str, ...], folder: Path, **variables: str) -> tuple[object, ...]:
    done = subprocess.run(
        [program, *arguments],
        env=environment(folder / "home") | variables,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=120,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    ("arguments", "variables"),
    [
        (("parse", "page.txt", "--json"), {}),
        (("parse", "页\udcff.txt"), {}),  # there is none of that name, which is no text
        (("status",), {"BAOKU_LANGUAGE": "zh"}),  # nothing runs
        (("parse", "-h"), {"COLUMNS": "60"}),
        (("search", "--size", "many"), {}),
    ],
)
def test_it_says_what_the_installed_program_says(
    arguments: tuple[str, ...], variables: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    warm, installed = (ran(program, arguments, tmp_path, **variables) for program in (warm_baoku.command(), COMMAND))
    assert warm == installed


def folders_at_work() -> list[str]:
    """Return the working folder of every process that may be looked at."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            found.append(os.fspath((process / "cwd").readlink()))
    return found


def test_what_it_runs_ends_with_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "page.txt")
    folder = os.fspath(tmp_path.resolve())
    with subprocess.Popen(
        [warm_baoku.command(), "parse", "page.txt"], env=environment(tmp_path / "home"), cwd=tmp_path
    ) as program:
        try:  # the program, and the command that waits for its page
            wait_until(lambda: folders_at_work().count(folder) == 2, 60, "it waits")
        finally:
            program.kill()
    wait_until(lambda: folder not in folders_at_work(), 60, "the command is gone too")


def test_it_is_shown_as_what_it_is_and_passes_signals_on(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "page.txt")
    home = tmp_path / "home"
    with subprocess.Popen([warm_baoku.command(), "parse", "page.txt"], env=environment(home), cwd=tmp_path) as program:
        wait_until(lambda: len(processes_of(home)) == 2, 60, "it waits")
        assert all(command.endswith("/baoku parse page.txt") for command in processes_of(home).values())
        program.terminate()
        assert program.wait(60) == -signal.SIGTERM
    assert processes_of(home) == {}


def test_what_it_starts_itself_is_forked_too(tmp_path: Path) -> None:
    python = warm_baoku.command().with_name("python")
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    arguments = ("parse", "page.txt", "--json")
    assert ran(python, ("-P", "-m", "worker", *arguments), tmp_path) == ran(COMMAND, arguments, tmp_path)
    assert ran(python, ("-c", "print(6 * 7)"), tmp_path) == (0, b"42\n", b"")
