"""The compiled twin: computes what the plain modules do, and is used for the very sources it was made of alone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from worker import compiled

ROOT = Path(__file__).parents[2]
# What a page becomes, as text; a process for each, since a module is imported once.
PROCESS = """
import sys
import worker, worker.parsing.labelling
from worker.cli.parse import load_pipeline
from worker.settings import Settings

pipeline = load_pipeline(Settings())
sys.stdout.reconfigure(encoding="utf-8")
print(worker.COMPILED, worker.parsing.labelling.__file__.endswith(".py"))
for path in sys.argv[1:]:
    parsed = pipeline.parse(open(path, "rb").read(), path="issue.txt")
    print(repr(parsed), repr(pipeline.enrich([parsed])))
"""
PAGES = sorted([*(ROOT / "samples").glob("*.txt"), *(ROOT / "tests" / "golden").rglob("*.txt")])


def run(*, pure: bool) -> list[str]:
    environment = {name: value for name, value in os.environ.items() if name != compiled.PURE}
    if pure:
        environment[compiled.PURE] = "1"
    command = [sys.executable, "-c", PROCESS, *map(os.fspath, PAGES)]
    ran = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, encoding="utf-8")
    return ran.stdout.splitlines()


@pytest.mark.skipif(not compiled.folder_of(compiled.sources()).is_dir(), reason="not compiled: `make compile` does it")
def test_computes_what_plain_python_does() -> None:
    twin, plain = run(pure=False), run(pure=True)
    assert (twin[0], plain[0]) == ("True False", "False True")
    assert len(twin) == len(PAGES) + 1
    assert twin[1:] == plain[1:]


def test_an_edited_module_has_another_folder(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text("a = 1\n")
    before = compiled.folder_of([module])
    assert compiled.folder_of([module]) == before
    module.write_text("a = 2\n")
    assert compiled.folder_of([module]) != before


def test_nothing_is_used_where_nothing_was_compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(compiled.PURE, raising=False)
    monkeypatch.setattr(compiled, "FOLDER", tmp_path)
    finders = list(sys.meta_path)
    assert not compiled.use_compiled()
    assert sys.meta_path == finders


def test_without_a_compiler_plain_python_goes_on(tmp_path: Path) -> None:
    """A copy, so that the twin that is there does not count."""
    for name in ("worker", "scripts"):
        subprocess.run(["cp", "-r", ROOT / name, tmp_path / name], check=True)
    subprocess.run(["rm", "-rf", tmp_path / "worker" / "_compiled"], check=True)
    environment = {**os.environ, "CC": "no-such-compiler", "PYTHONPATH": os.fspath(tmp_path)}
    command = [sys.executable, tmp_path / "scripts" / "compile_worker.py"]
    for options, code in (["--if-possible"], 0), ([], 1):
        ran = subprocess.run(
            [*command, *options], cwd=tmp_path, env=environment, check=False, capture_output=True, text=True
        )
        assert ran.returncode == code
        assert "no C compiler (no-such-compiler" in ran.stderr
        assert "plain Python" in ran.stderr
