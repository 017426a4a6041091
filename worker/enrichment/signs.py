"""The signs of rules for names and dates, sought in all texts at once; see :mod:`worker.folding.signs`."""

from __future__ import annotations

from worker.folding.signs import Signs, SignTable, matches_at

__all__ = ["Signs", "matches_at", "sign", "signs_in"]

_TABLE = SignTable()
sign, signs_in = _TABLE.sign, _TABLE.signs_in
