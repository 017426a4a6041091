"""Offices and callings that stand beside a name (``data/titles.txt``), and courtesies that state none."""

from __future__ import annotations

from typing import Final

from worker.lexicon.files import words

TITLES: Final = words("titles")
COURTESY: Final = words("courtesy")
