"""A text that ends in a full stop is signed by a sentence that says who reported, or not at all."""

from __future__ import annotations

import pytest

from worker.folding import fold
from worker.parsing.recognizers.annotations import EndKind
from worker.parsing.recognizers.contributors.signatures import end_mark


@pytest.mark.parametrize("text", ["新华社记者柳禾青、杜小渡报道。", "以上由本报记者柳禾青报道。"])
def test_a_sentence_that_says_who_reported_signs(text: str) -> None:
    found = end_mark(fold(text), text)
    assert found is not None
    assert found.kind is EndKind.PEOPLE
    assert found.span.start == 0


@pytest.mark.parametrize(
    "text",
    ["老桥昨日重新通车,街坊都来看热闹。", "可拨热线。 记者 柳禾青。", "老桥通车。 □柳禾青。", "老桥通车。/柳禾青。"],
)
def test_whatever_else_ends_in_a_full_stop_signs_nothing(text: str) -> None:
    assert end_mark(fold(text), text) is None
