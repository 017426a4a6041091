from __future__ import annotations

from worker.monitoring.calendar import replacements


def note(unit: str, digest: str, outcome: str = "indexed", revision: int = 1) -> dict[str, object]:
    return {"issue": unit, "digest": digest, "outcome": outcome, "revision": revision}


def test_corrections_and_repeated_drops_are_told_apart() -> None:
    found = replacements(
        [
            note("once", "a"),
            note("twice", "b"),
            note("twice", "c", revision=2),  # another content: a correction
            note("again", "d"),
            note("again", "d", "duplicate", 2),
            note("again", "d", "duplicate", 3),
            note("again", "d", "duplicate", 3),  # one job noted twice, after a crash
            note("crash", "e"),
            note("crash", "e"),
        ]
    )
    assert dict(found.corrected) == {"twice": 1}
    assert dict(found.duplicates) == {"again": 2}
