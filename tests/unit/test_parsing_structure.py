"""The parsing rooms: what imports what is as docs/architecture.md draws it, nothing in a circle, no module too long."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[2]
PARSING = ROOT / "worker" / "parsing"
LONGEST = 460  # lines: a longer module holds more than one idea
_ROW = re.compile(r"([a-z, ]+?)\s*─▶ ([a-z, ]+)")


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {name_of(path): path for path in sorted(PARSING.rglob("*.py"))}


def imports() -> dict[str, set[str]]:
    """Return what each module of parsing imports of it, for types as well."""
    found: dict[str, set[str]] = {}
    for name, path in MODULES.items():
        found[name] = {
            whole if (whole := f"{node.module}.{each.name}") in MODULES else node.module
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("worker.parsing")
            for each in node.names
        }  # fmt: skip
    return found


def room_of(module: str) -> str:
    return module.split(".")[2] if module.count(".") > 1 else ""


def test_rooms_import_what_is_drawn() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    (drawing,) = (block for block in re.findall(r"```\n(.*?)```", text, re.DOTALL) if "recognizers" in block)
    drawn: dict[str, set[str]] = {}
    for row in drawing.strip().splitlines():
        match = _ROW.fullmatch(row)
        assert match, f"no row of the drawing: {row}"
        drawn |= {room: set(match[2].split(", ")) for room in match[1].split(", ")}
    found: dict[str, set[str]] = defaultdict(set)
    for module, targets in imports().items():
        found[room_of(module)] |= {room_of(target) for target in targets} - {room_of(module)}
    both = found.pop("parse") | found.pop("explain")
    assert found.pop("") == {"parse"}  # what the package shows
    assert {"parse": both, "explain": both} | {room: below for room, below in found.items() if below} == drawn


def test_no_modules_import_each_other_in_a_circle() -> None:
    left = imports()
    while left:
        leaves = {module for module, targets in left.items() if not targets & left.keys() - {module}}
        assert leaves, f"in a circle, or above one: {sorted(left)}"
        left = {module: targets for module, targets in left.items() if module not in leaves}


def test_no_module_is_too_long() -> None:
    long = {name: size for name, path in MODULES.items() if (size := len(path.read_text().splitlines())) > LONGEST}
    assert not long
