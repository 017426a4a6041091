"""The table of faults: the worst of the seeds, and a last line that counts everything."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # the harness's own modules

from fault_table import BEGIN, END, Outcome, last_line, load, write

TEXTS = {"a": "what a does", "b": "what b does", "never run": "nothing"}
OUTCOMES = (
    Outcome("b", 1, 10, 0, 0, 0, 1.0, 2.0, 5),
    Outcome("a", 1, 10, 1, 0, 0, 1.0, 2.25, 5),
    Outcome("a", 2, 10, 0, 2, 3, 4.0, None, 5),  # not settled within the time allowed
)


def test_written_between_its_marks_only(tmp_path: Path) -> None:
    document = tmp_path / "reliability.md"
    document.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n")
    for _ in range(2):  # twice gives the same
        write(OUTCOMES, TEXTS, document)
    text = document.read_text()
    assert text.startswith(f"before\n{BEGIN}\n")
    assert text.endswith(f"\n{END}\nafter\n")
    rows = [line for line in text.splitlines() if line.startswith("| `")]
    assert rows == [
        "| `a` | what a does | 2 | 20 | 1 | 2 | 3 | 4.0 | never |",
        "| `b` | what b does | 1 | 10 | 0 | 0 | 0 | 1.0 | 2.0 |",
    ]
    assert "faults 3, files 30, lost 1, double 2, left over 3" in text
    write([Outcome("b", 2, 20, 0, 0, 1, 1.0, 2.0, 5)], TEXTS, document)  # the other kinds' rows stay
    kept, new = [line for line in document.read_text().splitlines() if line.startswith("| `")]
    assert (kept, new) == (rows[0], "| `b` | what b does | 1 | 20 | 0 | 0 | 1 | 1.0 | 2.0 |")
    assert "faults 3, files 40, lost 1, double 2, left over 4" in document.read_text()


def test_results_survive_and_the_later_of_two_counts(tmp_path: Path) -> None:
    results = tmp_path / "results.jsonl"
    for outcome in OUTCOMES:
        outcome.kept(results)
    again = Outcome("a", 1, 10, 0, 0, 0, 1.0, 2.0, 5)
    again.kept(results)
    loaded = load(results)
    assert last_line(loaded) == "faults 3, files 30, lost 0, double 2, left over 3"
    assert again in loaded
