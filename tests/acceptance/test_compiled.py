"""What is compiled computes what plain Python does: a wheel built with a compiler, beside this checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"][
    "wheel"
]["hooks"]["custom"]["modules"]
PAGES = sorted([*(ROOT / "samples").glob("*.txt"), *(ROOT / "tests" / "golden").rglob("*.txt")])
# Where each module was loaded from, then what each page becomes; a process each, for a module is imported once.
PROCESS = """
import importlib, pathlib, sys
from worker.app.settings import Settings
from worker.app.wiring import load_pipeline
from worker.errors import PermanentError

sys.stdout.reconfigure(encoding="utf-8")
modules, pages = sys.argv[1].split(), sys.argv[2].split("\\n")
print(*(importlib.import_module(name).__file__ for name in modules), sep="|")
pipeline = load_pipeline(Settings())
for page in pages:
    try:
        processed = pipeline.process(pathlib.Path(page).read_bytes(), path="page.txt")
        print(repr(processed))
    except PermanentError as error:
        print(repr(error))
"""


def said(root: Path) -> list[str]:
    """Return the lines of a process that imports baoku from ``root``."""
    names = [module.removesuffix(".py").replace("/", ".") for module in MODULES]
    ran = subprocess.run(
        [sys.executable, "-c", PROCESS, " ".join(names), "\n".join(map(os.fspath, PAGES))],
        cwd=root,
        env={**os.environ, "PYTHONPATH": os.fspath(root)},
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    return ran.stdout.splitlines()


def copied(to: Path) -> Path:
    """Copy the sources of this checkout, whatever is compiled in it."""
    for folder in ("worker", "mappings", "samples"):
        subprocess.run(["cp", "-r", ROOT / folder, to / folder], check=True)
    for made in (*to.rglob("*.so"), *to.rglob("compiled.json")):
        made.unlink()
    return to


@pytest.mark.slow
@pytest.mark.timeout(1800)  # a minute of compiling on two free cores
def test_a_compiled_wheel_computes_what_plain_python_does(tmp_path: Path) -> None:
    """A compiler is needed here, as in continuous integration: that there may be none is another test."""
    quick = tmp_path / "cc"  # what it computes is the same, and making it so fast takes most of a minute
    quick.write_text('#!/bin/sh\nexec cc "$@" -O0\n')
    quick.chmod(0o755)
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", os.fspath(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "CC": os.fspath(quick)},
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    suffix = str(sysconfig.get_config_var("EXT_SUFFIX"))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    sources = tmp_path / "sources"
    sources.mkdir()
    compiled, plain = said(tmp_path / "installed"), said(copied(sources))
    assert [file.endswith(suffix) for file in compiled[0].split("|")] == [True] * len(MODULES)
    assert [file.endswith(".py") for file in plain[0].split("|")] == [True] * len(MODULES)
    assert len(compiled) > len(PAGES)
    assert compiled[1:] == plain[1:]


@pytest.mark.parametrize(("changed", "refused"), [("\n", True), ("", False)], ids=["edited", "as it was compiled"])
def test_an_edited_module_is_not_run_as_it_was_before(tmp_path: Path, changed: str, refused: bool) -> None:
    root = copied(tmp_path)
    for name in ("pyproject.toml", "hatch_build.py"):
        (root / name).write_bytes((ROOT / name).read_bytes())
    note = "import hatch_build, json; print(json.dumps(hatch_build.manifest()))"
    noted = subprocess.run([sys.executable, "-c", note], cwd=root, check=True, capture_output=True, text=True).stdout
    (root / "worker" / "compiled.json").write_text(noted)
    with (root / MODULES[0]).open("a") as module:
        module.write(changed)
    ran = subprocess.run([sys.executable, "-c", "import worker"], cwd=root, check=False, capture_output=True, text=True)
    assert (ran.returncode != 0) is refused
    assert ("make compile" in ran.stderr) is refused
