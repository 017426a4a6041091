"""Printed forms of one character that Unicode encodes apart, from ``data/variants.txt``, which names its sources."""

from __future__ import annotations

from importlib.resources import files


def variants() -> dict[str, str]:
    """Return the character that each form stands for, both of them one character."""
    lines = files("worker.folding").joinpath("data", "variants.txt").read_text(encoding="utf-8").splitlines()
    return {line[0]: line[1] for line in lines if not line.startswith("#")}
