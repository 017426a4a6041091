"""The reading room's pages against the real engine: what they say, as HTML and as JSON."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from reading_room import browsing, room_on

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import SmallArchive
    from starlette.testclient import TestClient

    from worker.embedded import Addresses

JSON = {"accept": "application/json"}


@pytest.fixture
def client(small_archive: SmallArchive, engines: Addresses, tmp_path: Path) -> TestClient:
    return browsing(room_on(small_archive, engines, tmp_path))


def answered(client: TestClient, address: str) -> Any:
    response = client.get(address, headers=JSON)
    assert response.status_code == 200, response.text
    return response.json()


SEARCHES = [
    # address, number of hits
    ("/search?q=渡口", 4),
    ("/search?q=渡口&publication=澄江报", 2),
    ("/search?q=渡口&no_publication=澄江报", 2),
    ("/search?q=渡口&publication=澄江报&publication=長江日報", 4),  # an article has one paper: either will do
    ("/search?q=渡口&people=谭水生&places=澄江渡口", 2),  # it may have several names: all must be there
    ("/search?q=渡口&months=2023-10", 1),
    ("/search?q=渡口&from=2024&to=2024-02", 2),
    ("/search?q=渡口&from=2024", 2),
    ("/search?byline=罗青禾", 3),  # the traditional form of the name is the same reporter
    ("/search?page=1", 2),
    ("/", 6),
]


@pytest.mark.parametrize(("address", "hits"), SEARCHES)
def test_searches_narrow_and_say_so_in_both_forms(client: TestClient, address: str, hits: int) -> None:
    found = answered(client, address)
    assert found["total"] == hits
    page = client.get(address).text
    assert page.count('<li class="hit"') == len(found["hits"]) == hits
    again = answered(client, f"/search?q={found['as_query']}")  # what the command line would be told
    assert again["total"] == hits


def test_facets_choose_leave_out_and_let_go(client: TestClient) -> None:
    page = client.get("/search?q=渡口").text
    for address in re.findall(r'class="value" href="([^"]+)"', page):
        narrowed = answered(client, address.replace("&amp;", "&"))
        assert narrowed["total"] > 0
    chosen = client.get("/search?q=渡口&publication=澄江报").text
    assert 'class="chip"' in chosen
    assert 'aria-current="true"' in chosen


def test_pages_follow_each_other_without_gap_or_repeat(client: TestClient) -> None:
    seen: list[str] = []
    address = "/search?size=2&sort=oldest"
    while address:
        found = answered(client, address)
        seen += [hit["id"] for hit in found["hits"]]
        address = found["next"]
    assert len(seen) == len(set(seen)) == 6


def test_an_article_keeps_the_marks_of_the_query(client: TestClient) -> None:
    hit = answered(client, "/search?q=渡口 船工")["hits"][0]
    said = answered(client, f"/articles/{hit['id']}?q=渡口 船工")
    page = client.get(f"/articles/{hit['id']}?q=渡口 船工").text
    assert page.count("<mark id=") == said["marks_total"] > 1
    assert f'data-marks="{said["marks_total"]}"' in page
    assert answered(client, f"/articles/{hit['id']}")["marks_total"] == 0


def test_marks_stand_in_the_script_of_the_paper(client: TestClient) -> None:
    hit = answered(client, "/search?q=经济学人")["hits"][0]
    assert '<mark id="hit-1">經濟學人</mark>' in client.get(f"/articles/{hit['id']}?q=经济学人").text


def test_an_issue_is_a_page_or_a_day(client: TestClient) -> None:
    hit = answered(client, "/search?q=夜市")["hits"][0]
    day = hit["issue_id"].rpartition("-p")[0]
    for identifier in (hit["issue_id"], day):
        issue = answered(client, f"/issues/{identifier}")
        assert issue["articles"] == 2
        assert hit["id"] in client.get(f"/issues/{identifier}").text


def test_from_day_to_day_of_a_paper(client: TestClient) -> None:
    days = [day["id"] for day in answered(client, "/calendar?publication=澄江报&year=2023")["days"]]
    first, second = (answered(client, f"/issues/{day}") for day in days)
    assert (first["before"], first["after"]) == ("", days[1])
    assert (second["before"], second["after"]) == (days[0], "")
    assert f'rel="next" href="/issues/{days[1]}"' in client.get(f"/issues/{days[0]}").text


def test_what_does_not_exist_is_said(client: TestClient) -> None:
    for address in ("/articles/nothing", "/issues/nothing", "/nothing"):
        assert client.get(address).status_code == 404
        assert client.get(address, headers=JSON).json()["error"]


def test_a_wrong_query_is_shown_with_its_place(client: TestClient) -> None:
    response = client.get("/search?q=日期:2023-13")
    assert response.status_code == 400
    assert "<mark>" in response.text
    assert client.get("/search?q=日期:2023-13", headers=JSON).json()["start"] == 3


def test_of_a_query_that_is_too_long_a_part_is_shown(client: TestClient) -> None:
    said = client.get(f"/search?q={'渡口' * 1000}", headers=JSON).json()
    assert 0 < len(said["query"][said["start"] : said["end"]]) <= len(said["query"]) <= 800


def test_english_at_a_click(client: TestClient) -> None:
    assert '<html lang="zh-Hans">' in client.get("/").text
    client.get("/language/en?next=/")
    page = client.get("/").text
    assert '<html lang="en">' in page
    assert "Latest articles" in page


def test_an_export_is_every_hit(client: TestClient) -> None:
    for address in ("/search?q=渡口", "/search?q=渡口&publication=澄江报", "/search?q=柳溪 夜市", "/search"):
        hits = {hit["id"] for hit in answered(client, f"{address}{'&' if '?' in address else '?'}size=100")["hits"]}
        exported = client.get(address.replace("/search", "/export") + ("&" if "?" in address else "?") + "format=jsonl")
        lines = [json.loads(line) for line in exported.text.splitlines()]
        assert {line["id"] for line in lines} == hits
        assert len(lines) == len(hits)


@pytest.mark.parametrize(("form", "begins"), [("csv", "\ufeffid,"), ("ris", "TY  - NEWS"), ("bibtex", "@article{")])
def test_an_export_is_a_file_of_its_format(client: TestClient, form: str, begins: str) -> None:
    response = client.get(f"/export?q=夜市&format={form}")
    assert response.headers["content-disposition"].startswith("attachment")
    assert response.text.startswith(begins)
    assert client.get("/export?q=夜市&format=exe").status_code == 400
    assert client.get("/export?q=日期:nie").status_code == 400


def test_the_calendar_leads_to_the_issues(client: TestClient) -> None:
    papers = answered(client, "/calendar")["papers"]
    assert {paper["publication"] for paper in papers} == {"澄江报", "長江日報"}
    year = answered(client, "/calendar?publication=澄江报&year=2023")
    assert [day["date"] for day in year["days"]] == ["2023-10-27", "2023-11-03"]
    for day in year["days"]:
        assert answered(client, f"/issues/{day['id']}")["date"] == day["date"]
        assert f'href="/issues/{day["id"]}"' in client.get("/calendar?publication=澄江报&year=2023").text
    assert client.get("/calendar?publication=无").status_code == 404


def test_names_that_begin_so(client: TestClient) -> None:
    assert answered(client, "/suggest?q=谭水")["suggestions"][0]["text"] == "谭水生"
    for nothing in ("", "《", "x" * 100):
        assert answered(client, f"/suggest?q={nothing}")["suggestions"] == []
