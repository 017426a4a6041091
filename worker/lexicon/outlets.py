"""Agencies, and how the names of papers, stations and sites end (``data/outlets.txt``)."""

from __future__ import annotations

from typing import Final

from worker.lexicon.files import alternatives, words

# As the inside of a group of a pattern.
OWN: Final = alternatives("outlets", "own")
KNOWN: Final = alternatives("outlets", "own", "agency")
ENDINGS: Final = alternatives("outlets", "ending")
PAPERS: Final = alternatives("outlets", "paper")
AGENCY: Final = alternatives("outlets", "agency")
AGENCIES: Final = words("outlets", "agency")
