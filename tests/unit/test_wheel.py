"""The wheel: what is installed is the package with its definitions and its sample, and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from worker.resources import mapping_path, sample_path

ROOT = Path(__file__).parents[2]
# Only these folders hold anything but Python: what lies elsewhere got in by accident.
DATA_FOLDERS = {"_mappings", "_samples", "data", "locale", "static", "templates"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel with the locked build backend, without the network and without a C compiler."""
    folder = tmp_path_factory.mktemp("wheel")
    said = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", os.fspath(folder)],
        cwd=ROOT,
        env={**os.environ, "CC": "no-such-compiler"},
        check=True,
        capture_output=True,
        text=True,
    )
    assert "no C compiler (no-such-compiler" in said.stderr + said.stdout
    (built,) = folder.glob("*-py3-none-any.whl")
    return built


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if ".dist-info/" not in name}


def test_holds_every_module_of_the_package(names: set[str]) -> None:
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "worker").rglob("*.py")}
    assert modules <= names


@pytest.mark.parametrize(("folder", "packed"), [("mappings", "worker/_mappings"), ("samples", "worker/_samples")])
def test_holds_definitions_and_sample_byte_for_byte(folder: str, packed: str, wheel: Path) -> None:
    expected = {
        f"{packed}/{path.relative_to(ROOT / folder).as_posix()}": path.read_bytes()
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
    }
    with zipfile.ZipFile(wheel) as archive:
        held = {name: archive.read(name) for name in archive.namelist() if name.startswith(f"{packed}/")}
    assert expected
    assert held == expected


def test_holds_nothing_else(names: set[str]) -> None:
    strays = {
        name
        for name in names
        if not name.startswith("worker/")  # tests, benchmarks, compose files
        or "__pycache__" in name
        or Path(name).name.startswith(".")
        or not (Path(name).suffix == ".py" or Path(name).name == "py.typed" or DATA_FOLDERS & set(Path(name).parts))
    }
    assert strays == set()


def test_installs_the_command_and_the_licence(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        described = {name.partition(".dist-info/")[2]: name for name in archive.namelist() if ".dist-info/" in name}
        assert "baoku = worker.cli:main" in archive.read(described["entry_points.txt"]).decode()
    assert "licenses/LICENSE" in described


def test_an_installed_package_finds_its_files(wheel: Path, tmp_path: Path) -> None:
    """The paths lead into the installation, not into this checkout."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    finder = "from worker.resources import *; print(mapping_path('articles.json')); print(sample_path())"
    found = subprocess.run(
        [sys.executable, "-c", finder],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.fspath(tmp_path)},
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()
    assert [Path(line).is_relative_to(tmp_path) for line in found] == [True, True]
    assert all(Path(line).is_file() for line in found)


def test_a_checkout_finds_its_own_files() -> None:
    assert mapping_path("articles.json") == ROOT / "mappings" / "articles.json"
    assert sample_path().parent == ROOT / "samples"
    assert sample_path().is_file()
