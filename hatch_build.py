"""Compiles the hot modules with mypyc: into a wheel when one is built, beside their sources by ``make compile``.

Where no C compiler or no header of Python is at hand, or it does not compile, baoku is plain Python: the same results
for more CPU (docs/speed.md). Which modules are compiled is listed in ``pyproject.toml``.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parent
MANIFEST = ROOT / "worker" / "compiled.json"  # read by worker/compiled.py
NEEDED = ["mypy[mypyc]>=1.15,<3"]
_LAST_LINES = 20  # of a compiler's output, enough to see what it stumbled over
# Of mypy: `make check` checks types, with all that baoku imports; none of that is looked at here, so that a wheel is
# the same wherever it is built.
_OPTIONS = ["--config-file=", "--no-site-packages", "--ignore-missing-imports", "--follow-imports=silent"]


class Hook(BuildHookInterface):  # type: ignore[type-arg]  # what hatchling calls it with at run time is not generic
    """Adds the extensions to a wheel; an editable installation has none, ``make compile`` makes them."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Return what building needs beside hatchling: nothing where nothing can be compiled."""
        return [] if lacking() else NEEDED

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and have the extensions packed."""
        if version == "editable":
            return
        self._made = Path(tempfile.mkdtemp())
        why = lacking() or compiled_into(self._made, self.config["modules"])
        if why:
            self.app.display_warning(f"Not compiled, plain Python does the same for more CPU: {why}")
            return
        build_data |= {"pure_python": False, "infer_tag": True}
        build_data["force_include"].update({os.fspath(self._made / name): name for name in extensions(self._made)})

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Take away what was packed."""
        del build_data, artifact_path
        if version != "editable":
            shutil.rmtree(self._made, ignore_errors=True)


def lacking() -> str:
    """Return what this machine lacks for compiling; nothing when it lacks nothing."""
    compiler = (os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc").split()[0]
    if shutil.which(compiler) is None:
        return f"no C compiler ({compiler}; on Debian: apt install gcc libc6-dev)"
    if not Path(sysconfig.get_path("include"), "Python.h").exists():
        return "no headers of this Python (on Debian: apt install python3-dev)"
    return ""


def extensions(folder: Path) -> list[str]:
    """Return the extension modules below a folder by their paths in it."""
    suffix = str(sysconfig.get_config_var("EXT_SUFFIX"))
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob(f"*{suffix}"))


def compiled_into(folder: Path, modules: Sequence[str]) -> str:
    """Compile modules into a folder, all or none; return why it did not work, nothing when it did.

    In a process of its own: mypyc exits where it does not understand something.
    """
    with tempfile.TemporaryDirectory() as making:
        command = [sys.executable, __file__, "--into", making, *modules]
        ran = subprocess.run(
            command, cwd=ROOT, check=False, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        if ran.returncode:
            lines = [line for line in ran.stdout.splitlines() if "warning: " not in line]
            return "\n".join(["it ended with:", *lines[-_LAST_LINES:]])
        shutil.copytree(Path(making, "made"), folder, dirs_exist_ok=True)
    return ""


def compile_modules(modules: Sequence[str], making: Path) -> None:
    """Compile modules into ``making``/made, as many files at a time as there are cores."""
    from mypyc.build import mypycify  # noqa: PLC0415 - only where something is compiled
    from setuptools import Distribution  # noqa: PLC0415 - likewise
    from setuptools.command.build_ext import build_ext  # noqa: PLC0415 - likewise

    class ManyAtATime(build_ext):
        def build_extensions(self) -> None:
            one = self.compiler.compile

            def compile_all(files: list[str], **options: object) -> list[str]:
                with ThreadPoolExecutor(os.cpu_count()) as pool:
                    made = pool.map(lambda file: one([file], **options), files)
                    return [path for paths in made for path in paths]

            self.compiler.compile = compile_all
            super().build_extensions()

    # One group, in which calls are direct; its own module lies beside the package, as mypyc has it.
    made = mypycify(
        [*_OPTIONS, *modules],
        opt_level="1",  # as fast as "2" here, and made in two thirds of the time (docs/speed.md)
        debug_level="0",
        multi_file=True,
        group_name="baoku",
        target_dir=os.fspath(making / "source"),
    )
    command = ManyAtATime(Distribution({"name": "baoku", "ext_modules": made}))
    command.build_lib, command.build_temp = os.fspath(making / "made"), os.fspath(making / "objects")
    command.ensure_finalized()
    command.run()


def take_away() -> None:
    """Remove the extensions beside the sources."""
    MANIFEST.unlink(missing_ok=True)
    for extension in (*ROOT.glob("baoku__mypyc.*.so"), *(ROOT / "worker").rglob("*.so")):
        extension.unlink(missing_ok=True)


def listed() -> list[str]:
    """Return the modules that are compiled."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    modules: list[str] = project["tool"]["hatch"]["build"]["targets"]["wheel"]["hooks"]["custom"]["modules"]
    return modules


def manifest() -> dict[str, Any]:
    """Return what extensions are made by and of, as things stand."""
    made_of = (*listed(), "pyproject.toml", "hatch_build.py")
    return {
        "made_by": [importlib.metadata.version("mypy"), str(sysconfig.get_config_var("EXT_SUFFIX"))],
        "made_of": {name: hashlib.sha256((ROOT / name).read_bytes()).hexdigest() for name in made_of},
    }


def in_place() -> int:
    """Compile beside the sources, and note of which they were made; return the exit code."""
    noted = manifest()
    if MANIFEST.exists() and json.loads(MANIFEST.read_text()) == noted:
        return 0
    take_away()
    print("Compiling the hot modules, a minute or so ...", flush=True)
    with tempfile.TemporaryDirectory() as making:
        why = lacking() or compiled_into(Path(making), listed())
        if why:
            print(f"Not compiled, plain Python does the same for more CPU: {why}", file=sys.stderr)
            return 1
        for name in extensions(Path(making)):
            shutil.copyfile(Path(making, name), ROOT / name)
    MANIFEST.write_text(json.dumps(noted, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--into"]:
        compile_modules(sys.argv[3:], Path(sys.argv[2]))
    elif sys.argv[1:] == ["--remove"]:
        take_away()
    else:
        sys.exit(in_place())
