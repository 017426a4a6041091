"""Finds every text in the source that a person reads: Babel's extraction method for this project's Python files.

A text is a constant, or an f-string, whose fields get names: ``f"{path}: {len(found)} files"`` is the template
``{path}: {count} files``. Looked for in

- what errors are made of: the reason and the advice of every class named ``...Error``;
- the arguments of ``KEYWORDS``, functions that take a text for a person;
- what commands say of themselves: ``help`` of options and arguments, docstrings of commands.

Whatever stands in such a place and cannot be read as a template is in ``Found.unreadable``: a test fails on it.
"""

from __future__ import annotations

import ast
import inspect
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from worker.cli import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

ROOT = Path(__file__).resolve().parents[1]
KEYWORDS: dict[str, tuple[int, ...]] = {
    # function: which of its arguments are texts, counted from 0
    "message": (0,),
    "say": (0,),
    "ValueError": (0,),  # settings' values are refused with it
    "_": (0,),
    "gettext": (0,),
    "bad_row": (0, 1),
    "bad_member": (0, 1),  # a member of an archive
    "_error": (0,),  # of a query
    "_format": (0, 2),  # that is no text
}
PLURALS = frozenset({"say_count", "ngettext"})
"""Functions whose first two arguments are one and many."""
TAKEN_IF_READABLE = frozenset({"ValueError", "gettext"})
"""Functions that are given other things as well: what is no template there is none of ours."""
NO_MESSAGES = frozenset(
    {
        # found and dealt with before anybody is told, or made of what the system says
        "FileNotFoundError", "FileExistsError", "OSError", "TypeError", "NodeAwayError", "ConnectionResetError",
        "MalformedJobError", "_AgainError", "_DiedError", "FPDF_GetLastError", "HTTPError", "KeyError",
        "NotImplementedError", "AttributeError",
    }
)  # fmt: skip
"""Errors that no person reads."""
PASSED_ON = frozenset({"reason", "advice", "message", "strerror", "code", "stage", "said", "msg"})
"""Attributes that hold a text which was taken where it was made."""
TEXTS_OF_ERRORS = {"QueryError": 1, "DateError": 1}
"""How many of an error's first arguments are texts, where they are not the usual two: reason and advice."""
_FLOW = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


@dataclass
class Found:
    """What one file has.

    Attributes:
        texts: Line and template of each text.
        plurals: Line, and templates for one and for many.
        unreadable: Line and source of what should be a text and cannot be read as one.
    """

    texts: list[tuple[int, str]] = field(default_factory=list)
    plurals: list[tuple[int, tuple[str, str]]] = field(default_factory=list)
    unreadable: list[tuple[int, str]] = field(default_factory=list)


def extract(
    file: IO[bytes], keywords: Collection[str], comment_tags: Collection[str], options: Mapping[str, Any]
) -> Iterator[tuple[int, str, Any, list[str]]]:
    """Yield messages as Babel wants them; what is looked for does not depend on its options."""
    del keywords, comment_tags, options
    found = messages_of(file.read().decode(), commands_in(Path(file.name)))
    for line, text in found.texts:
        yield line, "gettext", text, []
    for line, texts in found.plurals:
        yield line, "ngettext", texts, []


def commands_in(path: Path) -> frozenset[str]:
    """Return the commands that a module of the package has."""
    module = ".".join(path.resolve().relative_to(ROOT).with_suffix("").parts)
    return frozenset(name for name, (place, _panel) in COMMANDS.items() if place == module)


def messages_of(source: str, commands: Collection[str] = ()) -> Found:
    """Return what a source file has; docstrings are taken of the functions called ``commands``."""
    reader = _Reader(ast.parse(source), commands)
    reader.read()
    return reader.found


def template_of(node: ast.JoinedStr) -> str:
    """Return an f-string as a template whose fields have names."""
    names: dict[str, str] = {}  # of an expression
    parts: list[str] = []
    for part in node.values:
        if isinstance(part, ast.Constant):
            parts.append(str(part.value).replace("{", "{{").replace("}", "}}"))
        elif isinstance(part, ast.FormattedValue):
            expression = ast.unparse(part.value)
            if expression not in names:
                name = _name_of(part.value)
                taken = sum(1 for other in names.values() if other.rstrip("0123456789") == name)
                names[expression] = f"{name}{taken + 1}" if taken else name
            parts.append("{" + names[expression] + "}")
    return "".join(parts)


def _name_of(node: ast.expr) -> str:  # noqa: C901, PLR0911 - a kind of expression each
    """Return what the field of an expression is called: its own name, or that of what it is made of."""
    match node:
        case ast.Name(id=name):
            return name.strip("_").lower() or "value"
        case ast.Attribute(attr="__name__", value=ast.Call(args=[argument])):
            return _name_of(argument)
        case ast.Attribute(attr=name):
            return name.strip("_").lower()
        case ast.Constant(value=str(name)) | ast.Subscript(slice=ast.Constant(value=str(name))) if name.isidentifier():
            return name.lower()
        case ast.Call(func=ast.Attribute(attr="get"), args=[ast.Constant(value=str(name)), *_]) if name.isidentifier():
            return name.lower()
        case ast.Call(func=ast.Name(id="len")):
            return "count"
        case ast.Call(args=[argument, *_]):
            return _name_of(argument)
        case ast.Call(func=function):
            return _name_of(function)
        case ast.Subscript(value=value) | ast.BinOp(left=value) | ast.IfExp(body=value) | ast.GeneratorExp(elt=value):
            return _name_of(value)
        case ast.BoolOp(values=[value, *_]):
            return _name_of(value)
    return "value"


class _Reader:
    """Walks through one file, knowing the functions around the place where it stands."""

    def __init__(self, tree: ast.Module, commands: Collection[str]) -> None:
        self.found = Found()
        self._tree = tree
        self._commands = commands
        self._around: list[ast.AST] = [tree]
        self._imported = {
            alias.asname or alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }

    def read(self) -> None:
        self._visit(self._tree)

    def _visit(self, node: ast.AST) -> None:
        inner = isinstance(node, _FLOW)
        if inner:
            self._around.append(node)
        if isinstance(node, ast.FunctionDef) and node.name in self._commands and len(self._around) == 2:  # noqa: PLR2004
            doc = ast.get_docstring(node)
            if doc:
                self.found.texts.append((node.lineno, inspect.cleandoc(doc)))
        if isinstance(node, ast.Call):
            self._call(node)
        for child in ast.iter_child_nodes(node):
            self._visit(child)
        if inner:
            self._around.pop()

    def _call(self, call: ast.Call) -> None:
        function = call.func
        name = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
        if name in PLURALS:
            self._plural(call)
        elif name in {"Option", "Argument"}:
            self._help(call)
        elif name in KEYWORDS:
            for place in KEYWORDS[name]:
                if place < len(call.args):
                    self._text(call.args[place], required=name not in TAKEN_IF_READABLE)
        elif name.endswith("Error") and name not in NO_MESSAGES:
            named = {"reason", "advice"}
            for argument in (
                *call.args[: TEXTS_OF_ERRORS.get(name, 2)],
                *(key.value for key in call.keywords if key.arg in named),
            ):
                self._text(argument)

    def _help(self, call: ast.Call) -> None:
        for key in call.keywords:
            if key.arg == "help":
                self._text(key.value)

    def _plural(self, call: ast.Call) -> None:
        one, many = (_constant(argument) for argument in call.args[:2])
        if one is None or many is None:
            if any(isinstance(place, ast.FunctionDef) and place.name in PLURALS for place in self._around):
                return  # that function itself, which hands on what it is given
            self.found.unreadable.append((call.lineno, ast.unparse(call)))
        else:
            self.found.plurals.append((call.lineno, (one, many)))

    def _text(self, node: ast.expr, *, required: bool = True) -> None:
        """Take the text that an expression stands for; note it where it cannot be read."""
        texts = self._texts(node, frozenset())
        if texts is None and required:
            self.found.unreadable.append((node.lineno, ast.unparse(node)))
            return
        self.found.texts += [(node.lineno, text) for text in texts or () if any(letter.isalpha() for letter in text)]

    def _texts(self, node: ast.expr, seen: frozenset[str]) -> list[str] | None:  # noqa: PLR0911 - as above
        """Return the templates that an expression may stand for; None when it cannot be told."""
        match node:
            case ast.Constant(value=str(text)):
                return [text]
            case ast.JoinedStr():
                return [template_of(node)]
            case ast.IfExp(body=first, orelse=second):
                return self._all([first, second], seen)
            case ast.BoolOp(values=values):
                return self._all(values, seen)
            case ast.Attribute(attr=name) if name in PASSED_ON:
                return []
            case ast.Call(func=ast.Name(id=name)) if name in KEYWORDS or name in {"str", "plain"}:
                return []  # taken where it stands, or an error's own words
            case (
                ast.Call(func=ast.Attribute(attr="get", value=ast.Name(id=name)))
                | ast.Subscript(value=ast.Name(id=name))
            ):
                return [] if name.isupper() else None  # one of a table's, which are marked there
            case ast.Name(id=name) if name not in seen:
                return self._named(name, seen | {name})
        return None

    def _all(self, nodes: list[ast.expr], seen: frozenset[str]) -> list[str] | None:
        every = [self._texts(node, seen) for node in nodes]
        return None if None in every else [text for texts in every for text in texts or ()]

    def _named(self, name: str, seen: frozenset[str]) -> list[str] | None:
        """Return what a name was given in the functions around, or in the module."""
        if name in self._imported:
            return []  # taken in its own module
        for place in reversed(self._around):
            values = [
                node.value
                for node in ast.walk(place)
                if isinstance(node, ast.Assign | ast.AnnAssign)
                and node.value is not None
                and any(
                    isinstance(target, ast.Name) and target.id == name
                    for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
                )
            ]
            if values:
                return self._all(values, seen)
            if isinstance(place, ast.FunctionDef) and any(
                argument.arg == name for argument in (*place.args.args, *place.args.kwonlyargs)
            ):
                return [] if place.name in {*KEYWORDS, *PLURALS} else None
        return None


def _constant(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
