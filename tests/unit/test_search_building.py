"""The query body: what is asked of which fields. What it finds is shown on the real engine."""

from __future__ import annotations

import itertools
import json
from typing import TYPE_CHECKING, Any

import loaded
import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.indexing import definitions
from worker.search import facets, fields
from worker.search.building import Order, build, ranks, sort_of
from worker.search.errors import QueryError
from worker.search.parser import parse
from worker.search.results import SHOWN

if TYPE_CHECKING:
    from collections.abc import Iterator


def clause(query: str) -> str:
    return json.dumps(build(parse(query), loaded.segmenter()).clause, ensure_ascii=False)


def mapped(properties: dict[str, Any], prefix: str = "") -> Iterator[str]:
    for name, definition in properties.items():
        yield f"{prefix}{name}"
        yield from mapped(definition.get("properties", {}), f"{prefix}{name}.")


def test_every_field_that_search_names_is_in_the_mapping() -> None:
    known = set(mapped(definitions.load("articles")["properties"]))
    texts = {*fields.TITLE_FIELDS, *fields.BODY_FIELDS}
    named = {
        *texts,
        *(f"folded.{name}" for name in texts),
        fields.TITLE_WORDS,
        fields.BODY_WORDS,
        *itertools.chain.from_iterable(field.targets for field in fields.FIELDS),
        *SHOWN,
        *(aggregation[kind]["field"] for aggregation in facets.aggregations().values() for kind in aggregation),
    }
    assert named <= known


def test_no_name_means_two_fields() -> None:
    names = [name for field in fields.FIELDS for name in field.names]
    assert len(names) == len(set(names))
    assert all(fields.field_named(field.name) == field for field in fields.FIELDS)


@pytest.mark.parametrize(
    ("query", "value"),
    [
        # page labels as people write them, found however the paper printed them
        ("版:第4版", '["4", "04", "第4版"]'),
        ("版:二版", '"二版"'),
        ("版:04", '["04", "4"]'),
        ("版:a2", '["a2", "A2", "a02", "A02"]'),
        # kinds by their Chinese names
        ("体裁:图片", '"kind": ["photo"]'),
        ("kind:photo", '"kind": ["photo"]'),
        # names folded, ids as they are
        ("人物:江澤民", '"people": ["江泽民"]'),
        ("编号:content-7C", '"id": ["content-7C"]'),
        # dates, open and closed
        ("日期:2023-10..", '{"range": {"date": {"gte": "2023-10-01"}}}'),
        ("日期:..2023", '{"range": {"date": {"lte": "2023-12-31"}}}'),
    ],
)
def test_values(query: str, value: str) -> None:
    assert value in clause(query)


def test_what_is_left_out_is_left_out_only_where_it_stands_as_it_is() -> None:
    """Else -城乡融合 would hide articles that have 城乡 and 融合 far apart."""
    unwanted = build(parse("古镇 -城乡融合"), loaded.segmenter()).clause["bool"]["filter"][0]["bool"]["must_not"]
    assert [next(iter(one)) for one in unwanted] == ["multi_match"]
    assert unwanted[0]["multi_match"]["type"] == "phrase"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        # there are several pieces, any of which is less than all
        ("城乡融合", True),
        ("老街 古镇", True),
        ("标题:城乡融合", True),
        # one piece cannot give way; nor do phrases, fields and what is left out
        ("古镇", False),
        ("古镇 古镇", False),
        ('"城乡融合"', False),
        ("古镇 人物:王小明 -老街", False),
        ("", False),
    ],
)
def test_what_can_relax(query: str, expected: bool) -> None:
    assert build(parse(query), loaded.segmenter()).can_relax is expected


def test_relaxing_keeps_phrases_fields_and_what_is_left_out() -> None:
    strict = json.dumps(build(parse('"江边人家" 人物:王小明 -老街'), loaded.segmenter()).clause, ensure_ascii=False)
    relaxed = json.dumps(
        build(parse('"江边人家" 人物:王小明 -老街 城乡融合'), loaded.segmenter(), relaxed=True).clause,
        ensure_ascii=False,
    )
    for part in ("江边人家", '"people": ["王小明"]', "must_not"):
        assert part in strict
        assert part in relaxed


def test_the_query_without_parts_is_everything() -> None:
    assert build(parse(""), loaded.segmenter()).clause == {"match_all": {}}


@pytest.mark.parametrize("order", list(Order))
@pytest.mark.parametrize("scored", [True, False])
def test_every_order_ends_with_the_id(order: Order, scored: bool) -> None:
    """Without it, hits that sort alike would be skipped or repeated between pages."""
    assert sort_of(order, scored=scored)[-1] == {"id": "asc"}


@pytest.mark.parametrize(
    ("query", "expected"),
    [("古镇", True), ("标题:古镇", True), ("人物:王小明", False), ("-古镇", False), ("人物:王 OR 古镇", True)],
)
def test_what_is_ranked(query: str, expected: bool) -> None:
    assert ranks(parse(query)) is expected


@given(st.text('古镇北碚的和 OR-"“”《》:：人物标题日期2023.a', max_size=40), st.booleans(), st.booleans())
def test_any_query_gives_a_body_of_plain_json(text: str, relaxed: bool, tiers: bool) -> None:
    try:
        query = parse(text)
    except QueryError:
        return
    matching = build(query, loaded.segmenter(), tiers=tiers)
    json.dumps(matching.clause)
    if relaxed and matching.can_relax:
        json.dumps(build(query, loaded.segmenter(), relaxed=True, tiers=tiers).clause)
