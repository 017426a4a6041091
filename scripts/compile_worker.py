"""Compile what reads and enriches with mypyc: `make compile`. A minute on two cores; nothing when it is done already.

Needs a C compiler and Python's headers. With `--if-possible` it is no failure that they are missing or do not work: the
same modules run as plain Python then, and an article takes longer (docs/speed.md).
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from worker.compiled import FOLDER, PURE, folder_of, sources

if TYPE_CHECKING:
    from setuptools import Extension

ROOT = FOLDER.parent.parent
_LAST_LINES = 20  # of a compiler's output, enough to see what it stumbled over


def missing() -> str:
    """Return what this machine lacks for compiling, "" when it lacks nothing."""
    compiler = (os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc").split()[0]
    if shutil.which(compiler) is None:
        return f"no C compiler ({compiler}; on Debian: apt install gcc libc6-dev)"
    if not Path(sysconfig.get_path("include"), "Python.h").exists():
        return "no headers of this Python (on Debian: apt install python3-dev)"
    return ""


def build(extensions: list[Extension], making: Path) -> None:
    """Compile the extensions into ``making``/library, as many files at a time as there are cores."""
    from setuptools import Distribution  # noqa: PLC0415 - only where something is compiled
    from setuptools.command.build_ext import build_ext  # noqa: PLC0415

    class ManyAtATime(build_ext):
        def build_extensions(self) -> None:
            one_after_another = self.compiler.compile

            def compile_all(files: list[str], **options: object) -> list[str]:
                with ThreadPoolExecutor(os.cpu_count()) as pool:
                    made = pool.map(lambda file: one_after_another([file], **options), files)
                    return [path for paths in made for path in paths]

            self.compiler.compile = compile_all
            super().build_extensions()

    command = ManyAtATime(Distribution({"name": "baoku", "ext_modules": extensions}))
    command.build_lib, command.build_temp = os.fspath(making / "library"), os.fspath(making / "objects")
    command.ensure_finalized()
    command.run()


def compile_into(making: Path) -> None:
    """Compile the modules into ``making``/library."""
    from mypyc.build import mypycify  # noqa: PLC0415 - only where something is compiled

    paths = [os.fspath(path.relative_to(ROOT)) for path in sources()]
    # One group, in which calls are direct; -O2 gives what -O3 does, and -O1 less.
    extensions = mypycify(
        ["--config-file", "pyproject.toml", *paths],
        opt_level="2",
        debug_level="0",
        multi_file=True,
        group_name="baoku",
        target_dir=os.fspath(making / "source"),
    )
    build(extensions, making)


# In a process that has nothing of baoku imported but what finds the twin.
_TRIAL = """
import importlib, pathlib, sys
from worker.compiled import import_from
for name in import_from(pathlib.Path(sys.argv[1])):
    importlib.import_module(name)
from worker.enrichment import load_enricher
load_enricher()
"""


def try_out(library: Path) -> None:
    """Import all of what was compiled and enrich an article with it, before anybody uses it.

    Raises:
        subprocess.CalledProcessError: It does not work.
    """
    subprocess.run([sys.executable, "-c", _TRIAL, library], check=True, env={**os.environ, PURE: "1"})


def compile_apart(target: Path) -> str:
    """Compile in a process of its own; ``target`` appears once it is whole. Return why it did not, "" when it did."""
    target.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix="making-") as making:
        command = [sys.executable, __file__, "--into", making]
        ran = subprocess.run(
            command, cwd=ROOT, check=False, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        if ran.returncode:
            return "\n".join(["it ended with:", *ran.stdout.splitlines()[-_LAST_LINES:]])
        Path(making, "library").rename(target)
    for other in target.parent.iterdir():
        if other != target:
            shutil.rmtree(other, ignore_errors=True)
    return ""


def main() -> int:
    """Compile unless it is done; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--if-possible", action="store_true", help="go on in plain Python where it does not work")
    parser.add_argument("--into", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.into:
        compile_into(asked.into)
        try_out(asked.into / "library")
        return 0
    target = folder_of(sources())
    if target.is_dir():
        return 0
    why = missing()
    if not why:
        print("Compiling what reads and enriches, about a minute, once ...", flush=True)
        why = compile_apart(target)
    if not why:
        return 0
    print(f"Not compiled: {why}\nbaoku works all the same, in plain Python; an article takes longer.", file=sys.stderr)
    return 0 if asked.if_possible else 1


if __name__ == "__main__":
    sys.exit(main())
