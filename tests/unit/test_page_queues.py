"""Which queue a file goes to: texts never wait behind pages."""

from __future__ import annotations

import pytest

from worker.job import Job
from worker.queueing.broker import by_queue
from worker.queueing.queues import BACKLOG, FRESH, PAGES


@pytest.mark.parametrize(
    ("paths", "fresh", "expected"),
    [
        (["a.txt", "b.txt"], True, [(FRESH, ["a.txt", "b.txt"])]),
        (["a.txt"], False, [(BACKLOG, ["a.txt"])]),
        # files of pages go apart, a few at a time, whatever the case of their ending
        (["a.txt", "p.PDF", "q.jpg"], True, [(FRESH, ["a.txt"]), (PAGES, ["p.PDF", "q.jpg"])]),
        ([f"{n}.pdf" for n in range(5)], False, [(PAGES, [f"{n}.pdf" for n in range(4)]), (PAGES, ["4.pdf"])]),
        # a name that only holds the word is a text
        (["pdf.txt", "a.pdf.json"], True, [(FRESH, ["pdf.txt", "a.pdf.json"])]),
        ([], True, []),
    ],
)
def test_files_go_to_their_queue(paths: list[str], fresh: bool, expected: list[tuple[str, list[str]]]) -> None:
    tasks = by_queue([Job(path, "0" * 64, 1) for path in paths], fresh=fresh)
    assert [(queue, [job.path for job in jobs]) for queue, jobs in tasks] == expected
