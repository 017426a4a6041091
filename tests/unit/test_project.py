"""The project's own files: the Makefile explains itself, and the locks are complete and name no address."""

from __future__ import annotations

import graphlib
import os
import re
import subprocess
import tomllib
from pathlib import Path

import grimp
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
RECOGNISER = PROJECT["project"]["optional-dependencies"]["ocr"]  # the image reads scans too
DEVELOPING = ROOT / "requirements.lock"
RUNNING = ROOT / "requirements-run.lock"
PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)==([^\s;]+)", re.MULTILINE)


def pins(lock: Path) -> dict[str, set[str]]:
    """Return the locked versions by name: more than one where they depend on the Python."""
    found: dict[str, set[str]] = {}
    for name, version in PIN.findall(lock.read_text()):
        found.setdefault(canonicalize_name(name), set()).add(version)
    return found


def requirements(lines: list[str]) -> list[Requirement]:
    return [Requirement(line) for line in lines]


def test_help_lists_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text()
    phony = {name for line in re.findall(r"(?m)^\.PHONY: (.*)$", makefile) for name in line.split()}
    targets = set(re.findall(r"(?m)^([a-z][a-z-]*):(?!=)", makefile))
    shown = subprocess.run(["make", "help"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert set(re.findall(r"(?m)^  make ([a-z-]+) +\S", shown)) == targets == phony


def test_continuous_integration_runs_every_test() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    lines = [line for line in script.read_text().splitlines() if line and not line.startswith("#")]
    assert lines[0] == "set -euo pipefail"
    assert lines[-2:] == ["make test", "exec make slow"]


@pytest.mark.parametrize("lock", [DEVELOPING, RUNNING], ids=lambda path: path.name)
def test_a_lock_names_no_address(lock: Path) -> None:
    """Whoever installs has a registry of their own."""
    assert not re.search(r"://|--(index|extra-index|find-links|trusted)|^-[if]\b", lock.read_text(), re.MULTILINE)


@pytest.mark.parametrize("lock", [DEVELOPING, RUNNING], ids=lambda path: path.name)
def test_every_locked_version_has_hashes(lock: Path) -> None:
    entries = re.split(r"\n(?=\S)", lock.read_text().strip())
    assert all("--hash=sha256:" in entry for entry in entries if not entry.startswith("#"))


def test_locks_hold_what_the_project_asks_for() -> None:
    asked = requirements(PROJECT["project"]["dependencies"] + RECOGNISER)
    developing = requirements(PROJECT["dependency-groups"]["dev"])
    for lock, wanted in ((RUNNING, asked), (DEVELOPING, asked + developing)):
        locked = pins(lock)
        for requirement in wanted:
            versions = locked[canonicalize_name(requirement.name)]
            assert all(requirement.specifier.contains(version) for version in versions), requirement


def test_what_runs_is_what_was_tested() -> None:
    tested = pins(DEVELOPING)
    assert all(versions <= tested[name] for name, versions in pins(RUNNING).items())


def test_what_runs_holds_no_tool_of_development() -> None:
    developing = {canonicalize_name(item.name) for item in requirements(PROJECT["dependency-groups"]["dev"])}
    running = {
        canonicalize_name(item.name) for item in requirements(PROJECT["project"]["optional-dependencies"]["ocr"])
    }
    assert not (developing - running) & set(pins(RUNNING))


def test_the_build_backend_is_locked() -> None:
    """`make setup` and the image build without fetching an unlocked one."""
    for requirement in requirements(PROJECT["build-system"]["requires"]):
        versions = pins(DEVELOPING)[canonicalize_name(requirement.name)]
        assert all(requirement.specifier.contains(version) for version in versions)


def test_a_python_is_found_and_a_missing_one_is_explained(tmp_path: Path) -> None:
    script = ROOT / "scripts" / "find-python"
    found = subprocess.run([script], check=True, capture_output=True, text=True).stdout.strip()
    assert os.access(found, os.X_OK)
    # a PATH with bash but no Python at all
    for tool in ("bash", "env"):
        (tmp_path / tool).symlink_to(Path("/bin") / tool)
    missing = subprocess.run([script], env={"PATH": os.fspath(tmp_path)}, capture_output=True, text=True, check=False)
    assert missing.returncode == 1
    assert "apt install python3" in missing.stderr
    # one that is too old, or that a version manager only pretends to have
    (tmp_path / "python3").write_text("#!/bin/bash\nexit 1\n")
    (tmp_path / "python3").chmod(0o755)
    old = subprocess.run([script], env={"PATH": os.fspath(tmp_path)}, capture_output=True, text=True, check=False)
    assert (old.returncode, old.stdout) == (1, "")


@pytest.mark.parametrize("package", ["worker", "training", "benchmarks"])
def test_no_modules_import_each_other_in_a_circle(package: str) -> None:
    """Nor for their types: whoever reads one module need not have read it before."""
    graph = grimp.build_graph(package, cache_dir=None)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    assert len(list(graphlib.TopologicalSorter(imports).static_order())) == len(imports)
