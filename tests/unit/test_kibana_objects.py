"""What Kibana is given: fields that exist and can be aggregated, panels that fit the grid, requests as documented.

No Kibana runs here. A small HTTP server stands for it and keeps what it is sent.
"""

from __future__ import annotations

import email.policy
import json
import threading
from dataclasses import dataclass, field
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest

from worker.errors import ConfigurationError, EngineUnavailableError
from worker.indexing import definitions
from worker.indexing.kibana import DASHBOARDS, Kibana, saved_objects, set_up_kibana
from worker.resources import mapping_path

if TYPE_CHECKING:
    from collections.abc import Iterator

MAPPINGS = {"baoku-articles": "articles", "baoku-issues": "issues"}
COLUMNS = 48


def dashboard(name: str) -> dict[str, Any]:
    decoded: dict[str, Any] = json.loads(mapping_path(f"kibana/dashboard-{name}.json").read_bytes())
    return decoded


def fields(properties: dict[str, Any], prefix: str = "") -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for name, definition in properties.items():
        if "properties" in definition:
            found |= fields(definition["properties"], f"{prefix}{name}.")
        else:
            found[prefix + name] = definition
    return found


def operations(node: Any, view: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every operation of a panel with the data view that it works on."""
    if isinstance(node, list):
        for each in node:
            yield from operations(each, view)
    elif isinstance(node, dict):
        inside = node.get("data_source", {}).get("ref_id", view)
        if "operation" in node:
            yield inside, node
        for value in node.values():
            yield from operations(value, inside)


@pytest.mark.parametrize("name", DASHBOARDS)
def test_every_operation_is_on_a_field_that_can_be_aggregated(name: str) -> None:
    found = [pair for panel in dashboard(name)["panels"] for pair in operations(panel)]
    assert len(found) > 10
    for view, operation in found:
        mapped = fields(definitions.load(MAPPINGS[view])["properties"])
        for target in operation.get("fields", [operation["field"]] if "field" in operation else []):
            assert mapped[target]["type"] != "text"
            assert mapped[target].get("doc_values", True)
        if operation["operation"] == "date_histogram":
            assert mapped[operation["field"]]["type"] == "date"
        if operation["operation"] == "terms":
            assert operation["limit"] > 0
        rank = operation.get("rank_by", {"type": "metric", "metric_index": 0, "direction": "desc"})
        assert set(rank) == {"type", "metric_index", "direction"}


@pytest.mark.parametrize("name", DASHBOARDS)
def test_panels_fit_the_grid_and_do_not_overlap(name: str) -> None:
    grids = [panel["grid"] for panel in dashboard(name)["panels"]]
    for grid in grids:
        assert grid["x"] >= 0
        assert grid["x"] + grid["w"] <= COLUMNS
    for one, other in combinations(grids, 2):
        beside = one["x"] + one["w"] <= other["x"] or other["x"] + other["w"] <= one["x"]
        below = one["y"] + one["h"] <= other["y"] or other["y"] + other["h"] <= one["y"]
        assert beside or below


def test_panels_and_searches_refer_to_objects_that_are_sent() -> None:
    objects = saved_objects("articles", "issues")
    sent = {each["id"] for each in objects}
    wanted = {reference["id"] for each in objects for reference in each["references"]}
    for name in DASHBOARDS:
        for panel in dashboard(name)["panels"]:
            wanted |= {view for view, _ in operations(panel)}
            if panel["type"] == "discover_session":
                wanted.add(panel["config"]["ref_id"])
    assert wanted <= sent
    assert all({"coreMigrationVersion", "typeMigrationVersion"} <= set(each) for each in objects)


def test_saved_objects_name_fields_of_the_mapping() -> None:
    for each in saved_objects("articles", "issues"):
        attributes = each["attributes"]
        if each["type"] == "index-pattern":
            mapped = fields(definitions.load(MAPPINGS[each["id"]])["properties"])
            hidden = [hide["value"] for hide in json.loads(attributes["sourceFilters"])]
            assert all(any(field.startswith(name.rstrip("*")) for field in mapped) for name in hidden)
            assert mapped[attributes["timeFieldName"]]["type"] == "date"
        else:
            mapped = fields(definitions.load(MAPPINGS[each["references"][0]["id"]])["properties"])
            assert set(attributes["columns"]) | {attributes["sort"][0][0]} <= set(mapped)
            json.loads(attributes["kibanaSavedObjectMeta"]["searchSourceJSON"])


def test_the_time_range_shows_an_archive() -> None:
    settings = json.loads(mapping_path("kibana/settings.json").read_bytes())["changes"]
    assert json.loads(settings["timepicker:timeDefaults"])["from"] < "1946"
    assert dashboard("archive")["time_range"]["from"] < "1946"
    months = (2100 - 1900) * 12
    assert settings["histogram:maxBars"] >= months * 0.8  # else bars by month become bars by year


@dataclass
class Sent:
    """One request that arrived."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class StandIn:
    """Answers as it is told and keeps what it is sent."""

    url: str = ""
    requests: list[Sent] = field(default_factory=list)
    status: int = 200
    answer: bytes = b'{"success": true}'


@pytest.fixture
def stand_in() -> Iterator[StandIn]:
    state = StandIn()

    class Handler(BaseHTTPRequestHandler):
        def _take(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            state.requests.append(Sent(self.command, self.path, dict(self.headers), body))
            self.send_response(state.status)
            self.send_header("Content-Length", str(len(state.answer)))
            self.end_headers()
            self.wfile.write(state.answer)

        do_POST = do_PUT = _take  # noqa: N815 - the names are http.server's

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        state.url = f"http://127.0.0.1:{server.server_port}"
        yield state
        server.shutdown()
        thread.join()


def test_everything_is_sent_in_an_order_that_works(stand_in: StandIn) -> None:
    kibana = Kibana(f"{stand_in.url}/base/", "elastic", "secret")
    titles = set_up_kibana(kibana, articles_alias="papers", issues_alias="ledger")
    assert [(sent.method, sent.path) for sent in stand_in.requests] == [
        ("POST", "/base/api/saved_objects/_import?overwrite=true"),
        ("POST", "/base/api/data_views/default"),
        ("PUT", "/base/api/dashboards/baoku-archive"),
        ("PUT", "/base/api/dashboards/baoku-ingest"),
        ("POST", "/base/internal/kibana/settings"),
    ]
    assert "档案概览 Archive" in titles
    for sent in stand_in.requests:
        headers = {name.lower(): value for name, value in sent.headers.items()}
        assert headers["kbn-xsrf"]
        assert headers["authorization"] == "Basic ZWxhc3RpYzpzZWNyZXQ="
        assert ("x-elastic-internal-origin" in headers) is ("/internal/" in sent.path)


def test_the_import_is_a_file_of_a_form_with_our_aliases(stand_in: StandIn) -> None:
    set_up_kibana(Kibana(stand_in.url), articles_alias="papers", issues_alias="ledger")
    sent = stand_in.requests[0]
    head = f"Content-Type: {sent.headers['Content-Type']}\r\n\r\n".encode()
    [part] = BytesParser(policy=email.policy.HTTP).parsebytes(head + sent.body).iter_parts()
    assert part.get_filename() == "objects.ndjson"
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    views = [each for each in map(json.loads, content.splitlines()) if each["type"] == "index-pattern"]
    assert [view["attributes"]["title"] for view in views] == ["papers", "ledger"]


@pytest.mark.parametrize(
    ("status", "answer", "expected", "words"),
    [
        (503, b"Kibana server is not ready yet", EngineUnavailableError, "not ready yet"),
        (429, b"{}", EngineUnavailableError, "429"),
        (401, b'{"message": "unable to authenticate"}', ConfigurationError, "unable to authenticate"),
        (400, b'{"message": "[request body.panels]"}', ConfigurationError, "request body.panels"),
        (404, b'{"message": "Not Found"}', ConfigurationError, "404"),  # an older Kibana
        (200, b'{"success": false, "errors": [{"id": "x", "error": {"type": "conflict"}}]}', ConfigurationError, "x"),
    ],
)
def test_what_an_answer_means(
    stand_in: StandIn, status: int, answer: bytes, expected: type[Exception], words: str
) -> None:
    stand_in.status, stand_in.answer = status, answer
    with pytest.raises(expected, match=words.replace("[", r"\[")):
        set_up_kibana(Kibana(stand_in.url), articles_alias="articles", issues_alias="issues")
    assert len(stand_in.requests) == 1


def test_a_kibana_that_is_not_there_is_a_passing_trouble() -> None:
    with pytest.raises(EngineUnavailableError, match="does not answer"):
        set_up_kibana(Kibana("http://127.0.0.1:1"), articles_alias="articles", issues_alias="issues")


def test_an_address_without_a_scheme_is_refused_and_the_password_not_shown() -> None:
    with pytest.raises(ConfigurationError, match="http://"):
        Kibana("file:///etc/passwd")
    assert "secret" not in repr(Kibana("http://127.0.0.1:5601", "elastic", "secret"))
