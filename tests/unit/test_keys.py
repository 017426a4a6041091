from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from worker.queueing.keys import key_prefix

IDS = st.from_regex(r"([a-z0-9][a-z0-9-]{0,31})?", fullmatch=True)
NAMES = st.sampled_from(["unacked", "unacked_index", "baoku-fresh", "_kombu.binding.baoku-fresh", "deliveries"])


@given(one=IDS, other=IDS, name=NAMES, other_name=NAMES)
def test_two_inboxes_have_no_key_in_common(one: str, other: str, name: str, other_name: str) -> None:
    if one != other:
        assert key_prefix(one) + name != key_prefix(other) + other_name


@given(IDS)
def test_every_key_is_one_that_the_redis_user_may_touch(inbox_id: str) -> None:
    assert key_prefix(inbox_id).startswith("baoku:")
