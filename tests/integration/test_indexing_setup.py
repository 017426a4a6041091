"""Set-up on a real Elasticsearch: run twice, run by an older version, run beside somebody's own index."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from worker.errors import ConfigurationError
from worker.indexing import Archive, Profile, Versions, definitions, set_up, setup
from worker.indexing.definitions import detect_profile
from worker.indexing.reindex import rebuild

if TYPE_CHECKING:
    from collections.abc import Iterator

    from elasticsearch import Elasticsearch

    from worker.indexing import SetUpReport

VERSIONS = Versions("p1", "e1", "d1")


@pytest.fixture
def name(client: Elasticsearch) -> Iterator[str]:
    """An end for the names of aliases that nobody else uses."""
    made = uuid.uuid4().hex[:8]
    yield made
    indices = sorted(client.indices.get(index=[f"articles-{made}*", f"issues-{made}*"]))
    if indices:
        client.indices.delete(index=indices)


def run(
    client: Elasticsearch, name: str, versions: Versions = VERSIONS, replicas: int = 0, shards: int = 1
) -> SetUpReport:
    return set_up(
        client,
        articles_alias=f"articles-{name}",
        issues_alias=f"issues-{name}",
        replicas=replicas,
        shards=shards,
        versions=versions,
    )


def test_set_up_makes_both_indices_and_the_second_time_does_nothing(client: Elasticsearch, name: str) -> None:
    made = run(client, name)
    assert made.created == (f"articles-{name}-v2-000001", f"issues-{name}-v2-000001")
    assert setup.index_behind(client, f"articles-{name}") == f"articles-{name}-v2-000001"
    again = run(client, name)
    assert (again.created, again.updated, again.rebuild) == ((), (), ())


def test_set_ups_at_the_same_moment_make_one_pair_of_indices(client: Elasticsearch, name: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        reports = list(pool.map(lambda _: run(client, name), range(4)))
    assert sorted(index for report in reports for index in report.created) == [
        f"articles-{name}-v2-000001",
        f"issues-{name}-v2-000001",
    ]


def test_half_of_a_set_up_is_completed(client: Elasticsearch, name: str) -> None:
    run(client, name)
    client.indices.delete(index=f"issues-{name}-v2-000001")
    assert run(client, name).created == (f"issues-{name}-v2-000001",)


def test_settings_that_can_change_are_changed_in_place(client: Elasticsearch, name: str) -> None:
    run(client, name)
    assert run(client, name, replicas=1).updated == (f"articles-{name}-v2-000001", f"issues-{name}-v2-000001")
    assert run(client, name, replicas=1).updated == ()


def test_deletions_are_remembered_for_longer_than_a_file_is_late(client: Elasticsearch, name: str) -> None:
    """An index of an earlier version forgot them after Elasticsearch's own minute."""
    run(client, name)
    articles = f"articles-{name}"
    client.indices.put_settings(index=articles, settings={"gc_deletes": None})
    run(client, name)
    (settings,) = client.indices.get_settings(index=articles).body.values()
    assert settings["settings"]["index"]["gc_deletes"] == "1h"


def test_another_number_of_shards_asks_for_a_rebuild_and_the_rebuild_has_it(client: Elasticsearch, name: str) -> None:
    """An index keeps the number it was made with; the ledger has one shard whatever the articles have."""
    assert run(client, name, shards=2).rebuild == ()
    for _ in range(2):
        report = run(client, name, shards=3)
        assert report.rebuild == (f"articles-{name}-v2-000001 has 2 shards, the settings say 3",)
        assert report.updated == ()
    archive = Archive(client, f"articles-{name}", f"issues-{name}")
    built = rebuild(archive, [], versions=VERSIONS, shards=3).indices
    assert run(client, name, shards=3).rebuild == ()
    settings = client.indices.get_settings(index=list(built))
    assert [settings[index]["settings"]["index"]["number_of_shards"] for index in built] == ["3", "1"]


def test_default_fields_are_mended(client: Elasticsearch, name: str) -> None:
    run(client, name)
    index = f"articles-{name}-v2-000001"
    client.indices.put_settings(index=index, settings={"index.query.default_field": ["body"]})
    assert run(client, name).updated == (index,)
    assert run(client, name).updated == ()


def test_new_versions_are_noticed_and_what_the_documents_were_made_with_is_kept(
    client: Elasticsearch, name: str
) -> None:
    run(client, name)
    newer = Versions("p2", "e1", "d2")
    for _ in range(2):  # telling it once must not make it forgotten
        report = run(client, name, newer)
        assert report.rebuild == ("the parser version is p1, now p2", "the dictionary version is d1, now d2")
        assert report.updated == ()
        assert due(client, name) == report.rebuild  # for whoever looks later
    assert run(client, name).rebuild == ()
    assert due(client, name) == ()


def test_what_is_built_anew_asks_for_no_rebuild(client: Elasticsearch, name: str) -> None:
    run(client, name)
    newer = Versions("p2", "e1", "d1")
    run(client, name, newer)
    assert due(client, name) == ("the parser version is p1, now p2",)
    rebuild(Archive(client, f"articles-{name}", f"issues-{name}"), [], versions=newer)
    assert due(client, name) == ()


def due(client: Elasticsearch, name: str) -> tuple[str, ...]:
    return Archive(client, f"articles-{name}", f"issues-{name}").rebuild_due()


def test_a_field_added_to_the_mapping_arrives_in_place(
    client: Elasticsearch, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(client, name)
    issues = definitions.load("issues")
    grown = {**issues, "properties": {**issues["properties"], "new_field": {"type": "keyword"}}}
    original = definitions.load
    monkeypatch.setattr(definitions, "load", lambda part: grown if part == "issues" else original(part))
    report = run(client, name)
    assert (report.updated, report.rebuild) == ((f"issues-{name}-v2-000001",), ())
    mapping = client.indices.get_mapping(index=f"issues-{name}")[f"issues-{name}-v2-000001"]["mappings"]
    assert "new_field" in mapping["properties"]
    assert mapping["dynamic"] == "strict"
    assert mapping["_meta"]["versions"]["parser"] == "p1"


def test_a_field_that_changed_its_type_asks_for_a_rebuild(
    client: Elasticsearch, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(client, name)
    issues = definitions.load("issues")
    other = {**issues, "properties": {**issues["properties"], "encoding": {"type": "long"}}}
    original = definitions.load
    monkeypatch.setattr(definitions, "load", lambda part: other if part == "issues" else original(part))
    assert run(client, name).rebuild == ("the mapping changed",)


def test_another_schema_asks_for_a_rebuild_and_a_newer_one_stops(
    client: Elasticsearch, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(client, name)
    monkeypatch.setattr(definitions, "SCHEMA", definitions.SCHEMA + 1)
    assert run(client, name).rebuild == (f"the mapping's schema is {definitions.SCHEMA - 1}, now {definitions.SCHEMA}",)
    monkeypatch.setattr(definitions, "SCHEMA", 0)
    with pytest.raises(ConfigurationError, match="update baoku"):
        run(client, name)


def test_an_index_in_the_place_of_an_alias_is_not_touched(client: Elasticsearch, name: str) -> None:
    client.indices.create(index=f"articles-{name}")
    with pytest.raises(ConfigurationError, match="is an index, not an alias"):
        run(client, name)


def test_an_alias_of_several_indices_is_not_guessed_at(client: Elasticsearch, name: str) -> None:
    run(client, name)
    client.indices.create(index=f"articles-{name}-other", aliases={f"articles-{name}": {}})
    with pytest.raises(ConfigurationError, match="several indices"):
        run(client, name)


def test_an_index_of_the_same_name_without_the_alias_is_left_alone(client: Elasticsearch, name: str) -> None:
    client.indices.create(index=f"articles-{name}-v2-000001")
    assert run(client, name).created[0] == f"articles-{name}-v2-000002"


def test_a_block_that_an_interrupted_rebuild_left_is_reported(client: Elasticsearch, name: str) -> None:
    run(client, name)
    client.indices.add_block(index=f"articles-{name}", block="write")
    assert any("blocked" in reason for reason in run(client, name).rebuild)


def test_the_profile_is_what_the_server_can_do(client: Elasticsearch, name: str) -> None:
    # whichever server this is: the detected profile's index can be made, and the detection repeats itself
    profile = detect_profile(client)
    assert profile in set(Profile)
    assert run(client, name).profile is profile


# What Kibana's bar sends: a bare word as multi_match over the default fields, a quoted one as a phrase.
@pytest.mark.parametrize(
    ("query", "kind", "expected"),
    [
        ("江泽民", "best_fields", {"name"}),  # a name is found whole, not wherever its characters stand
        ("江泽民", "phrase", {"name"}),
        ("泽民江", "best_fields", set()),
        ("泽民", "phrase", {"name"}),  # a phrase needs no word boundary
        ("江", "best_fields", {"name", "characters"}),  # a single character
        ("gdp", "best_fields", {"name"}),
        ("GDP", "phrase", {"name"}),
        ("北碚区", "phrase", {"traditional"}),  # the folded companion
        ("北碚區", "phrase", {"traditional"}),  # the text itself
        ("熊辉", "best_fields", {"reporter"}),  # a byline
    ],
)
def test_kibanas_bar_is_precise(client: Elasticsearch, name: str, query: str, kind: str, expected: set[str]) -> None:
    run(client, name)
    documents: dict[str, dict[str, Any]] = {
        "name": {"body": "江泽民主席谈GDP增长", "body_words": "江泽民 主席 谈 gdp 增长"},
        "characters": {"body": "江边的民居有泽", "body_words": "江边 的 民居 有 泽"},
        "traditional": {"body": "北碚區的新聞", "folded": {"body": "北碚区的新闻"}, "body_words": "北碚区 的 新闻"},
        "reporter": {"body": "正文", "byline": [{"name": "熊辉", "role": "记者"}]},
    }
    for identifier, document in documents.items():
        client.index(index=f"articles-{name}", id=identifier, document=document)
    client.indices.refresh(index=f"articles-{name}")
    found = client.search(
        index=f"articles-{name}", query={"multi_match": {"type": kind, "query": query, "lenient": True}}
    )
    assert {hit["_id"] for hit in found["hits"]["hits"]} == expected
