"""A message that is not a job, or reaches out of the inbox, is refused."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.job import Job
from worker.queueing.jobs import MalformedJobError, from_message, to_message

DIGEST = "0" * 64


@pytest.mark.parametrize(
    "message",
    [
        None,
        "a.txt",
        {"path": "a.txt", "digest": DIGEST, "revision": 1},  # not in a list
        [{"path": "a.txt", "digest": DIGEST}],  # no revision
        [{"path": "a.txt", "digest": DIGEST, "revision": 1, "more": 1}],
        [{"path": "a.txt", "digest": DIGEST, "revision": "1"}],
        [{"path": "a.txt", "digest": DIGEST, "revision": -1}],
        [{"path": "a.txt", "digest": DIGEST, "revision": 2**60}],
        [{"path": "a.txt", "digest": DIGEST[1:], "revision": 1}],
        [{"path": "a.txt", "digest": DIGEST.replace("0", "G"), "revision": 1}],
        [{"path": "", "digest": DIGEST, "revision": 1}],
        [{"path": "/etc/passwd", "digest": DIGEST, "revision": 1}],
        [{"path": "../secret", "digest": DIGEST, "revision": 1}],
        [{"path": "a/../../secret", "digest": DIGEST, "revision": 1}],
        [{"path": "a//b", "digest": DIGEST, "revision": 1}],
        [{"path": "a\0b", "digest": DIGEST, "revision": 1}],
        [{"path": "a" * 5000, "digest": DIGEST, "revision": 1}],
        [{"path": "a.txt", "digest": DIGEST, "revision": 1}] * 501,  # taken apart, it would fill the queue
    ],
)
def test_refused(message: object) -> None:
    with pytest.raises(MalformedJobError):
        from_message(message)


names = st.text(min_size=1, max_size=20).filter(
    lambda name: "/" not in name and "\0" not in name and name not in {".", ".."}
)


@given(st.lists(names, min_size=1, max_size=4), st.integers(0, 2**53))
def test_round_trip_through_json(parts: list[str], revision: int) -> None:
    job = Job("/".join(parts), DIGEST, revision)
    assert from_message(json.loads(json.dumps(to_message([job])))) == (job,)
