"""Every panel's query, as Kibana would send it, on a real Elasticsearch: each finds what the archive holds."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import uuid
from typing import TYPE_CHECKING, Any

import pytest

from worker.document import identifiers
from worker.document.enrichment import Enrichment
from worker.document.identity import IssueIdentity
from worker.document.issue import Article, Issue
from worker.errors import EmptyFileError
from worker.indexing import Archive, Entry, Failure, Versions, set_up
from worker.indexing.kibana import DASHBOARDS, saved_objects
from worker.job import Job
from worker.resources import mapping_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from elasticsearch import Elasticsearch

VERSIONS = Versions("p", "e", "d")
PANELS = [
    pytest.param(panel, id=f"{name}-{number}")
    for name in DASHBOARDS
    for number, panel in enumerate(json.loads(mapping_path(f"kibana/dashboard-{name}.json").read_bytes())["panels"])
    if panel["type"] == "vis"
]


@pytest.fixture(scope="module")
def archive(client: Elasticsearch) -> Iterator[Archive]:
    """Two issues of two papers and one failure."""
    name = uuid.uuid4().hex[:8]
    made = Archive(client, f"articles-{name}", f"issues-{name}")
    set_up(client, articles_alias=made.articles, issues_alias=made.issues, versions=VERSIONS)
    enrichment = Enrichment(
        people=("王明",), places=("北碚区",), bodies=("生态环境局",), keywords=("生态",), category="生态"
    )
    now = int(dt.datetime.now(dt.UTC).timestamp() * 1000)
    for publication, date in (("北碚报", dt.date(2023, 10, 27)), ("渝北报", dt.date(1955, 3, 1))):
        identity = IssueIdentity(publication, date, "1")
        digest = identifiers.digest(publication.encode())
        issue = Issue(identity, (Article(ordinal=1, headline="题", paragraphs=("正文",)),), coverage=0.9)
        job = Job(f"{publication}.txt", digest, now)
        made.replace([Entry(job, identifiers.unit_id(identity, digest), issue, (enrichment,))], VERSIONS)
    failure = Failure(Job("bad.txt", "e" * 64, now), EmptyFileError("no visible character", "Drop it again."))
    made.record_failures([failure], VERSIONS)
    made.refresh()
    yield made
    client.indices.delete(index=[f"{made.articles}-v2-000001", f"{made.issues}-v2-000001"])


def aggregation(operation: dict[str, Any]) -> dict[str, Any] | None:
    """What Kibana asks Elasticsearch for an operation; None for a count, which every bucket has."""
    kind = operation["operation"]
    if kind == "count":
        return None
    if kind == "terms":
        return {"terms": {"field": operation["fields"][0], "size": operation["limit"]}}
    if kind == "date_histogram":
        interval = operation.get("suggested_interval", "1d")
        return {"date_histogram": {"field": operation["field"], "calendar_interval": interval, "min_doc_count": 1}}
    if kind in {"median", "percentile"}:
        percents = [operation.get("percentile", 50)]
        return {"percentiles": {"field": operation["field"], "percents": percents}}
    return {{"unique_count": "cardinality", "average": "avg", "min": "min"}[kind]: {"field": operation["field"]}}


def nested(buckets: list[dict[str, Any]], metrics: list[dict[str, Any]]) -> dict[str, Any]:
    """Aggregations of the metrics inside those of the buckets, the first outermost."""
    inner = {f"metric{number}": made for number, each in enumerate(metrics) if (made := aggregation(each)) is not None}
    for bucket in reversed(buckets):
        inner = {"bucket": {**(aggregation(bucket) or {}), "aggs": inner} if inner else aggregation(bucket)}
    return inner


def requests(config: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Data view and aggregations of each request of a panel."""
    if config["type"] == "xy":
        return [
            (
                layer["data_source"]["ref_id"],
                nested([layer[key] for key in ("x", "breakdown_by") if key in layer], layer["y"]),
            )
            for layer in config["layers"]
        ]
    buckets = [config["tag_by"]] if "tag_by" in config else config.get("rows", [])
    metrics = [config["metric"]] if "metric" in config else config["metrics"]
    return [(config["data_source"]["ref_id"], nested(buckets, metrics))]


def has_values(result: dict[str, Any]) -> bool:
    """Tell whether every level of a result has buckets or numbers."""
    for name, value in result.items():
        if name == "bucket":
            if not value["buckets"]:
                return False
            if not all(has_values(bucket) for bucket in value["buckets"]):
                return False
        elif name.startswith("metric"):
            numbers = value["values"].values() if "values" in value else [value["value"]]
            if any(number is None for number in numbers):
                return False
    return True


@pytest.mark.parametrize("panel", PANELS)
def test_each_panel_shows_something(archive: Archive, panel: dict[str, Any]) -> None:
    for view, aggregations in requests(panel["config"]):
        alias = archive.articles if view == "baoku-articles" else archive.issues
        # files that failed have no coverage: as in Kibana, their rows of that table are empty
        query: dict[str, Any] = {"match_all": {}}
        if panel["config"].get("title", "").startswith("覆盖"):
            query = {"exists": {"field": "coverage"}}
        response = archive.client.search(index=alias, size=0, query=query, aggs=aggregations or None)
        assert response["hits"]["total"]["value"] > 0
        assert has_values(response.get("aggregations", {}))


@pytest.mark.parametrize(("identifier", "expected"), [("baoku-latest-articles", 2), ("baoku-failures", 1)])
def test_each_saved_search_finds_its_documents(archive: Archive, identifier: str, expected: int) -> None:
    [search] = [each for each in saved_objects("articles", "issues") if each["id"] == identifier]
    attributes = search["attributes"]
    source = json.loads(attributes["kibanaSavedObjectMeta"]["searchSourceJSON"])
    words = source["query"]["query"]
    query: dict[str, Any] = {"match_all": {}}
    if words:
        name, value = words.split(" : ")  # KQL, FIELD : VALUE
        query = {"match": {name: value}}
    alias = archive.articles if search["references"][0]["id"] == "baoku-articles" else archive.issues
    [[field, direction]] = attributes["sort"]
    found = archive.client.search(
        index=alias, query=query, sort=[{field: direction}], fields=attributes["columns"], source=False
    )["hits"]
    assert found["total"]["value"] == expected
    # every column has a value in some document, or it would be of no use
    filled = {name for hit in found["hits"] for name in hit.get("fields", {})}
    assert set(attributes["columns"]) - filled <= {"summary"}


def test_the_archive_is_whole(archive: Archive) -> None:
    counted = dataclasses.asdict(archive.counts())
    assert (counted["articles"], counted["issues"]) == (2, 2)
