"""Text from outside is shown and never run: a row a field, each with the page that shows it."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import io
import json
import re
import uuid
import xml.etree.ElementTree as ET
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from inert import EVIL, run_by
from reading_room import browsing, room_on, token_of

from worker.document.enrichment import Enrichment
from worker.document.geometry import Box, Region
from worker.document.identifiers import issue_id
from worker.document.identity import Conflict, IssueIdentity, Origin
from worker.document.issue import Article, Contributor, Issue, LineRange
from worker.home.page_images import Drawn, keep_page_images
from worker.indexing import Archive, Entry, Versions, set_up
from worker.indexing.setup import index_behind
from worker.job import Job, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import SmallArchive
    from starlette.testclient import TestClient

    from worker.embedded import Addresses

NOW = dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)
VERSIONS = Versions("p1", "e1", "d1")
JSON = {"accept": "application/json"}
ATOM = "{http://www.w3.org/2005/Atom}"
PLAIN = "2024/01/page.txt"
PICTURE = "2024/01/page.pdf"
_MARKS = re.compile(r"</?(?:mark|em)\b[^>]*>")


def hostile(name: str) -> str:
    """Return hostile text that tells which field it came by."""
    return f"{EVIL} {name}〉"


def sign(name: str) -> str:
    """Return how a page that shows the field as text has it, or an attribute or address as part of one."""
    return escape(f"{{{{1234*5678}}}}javascript:alert(4) {name}〉")


def entry(identity: IssueIdentity, digest: str, archived: str, article: Article, enrichment: Enrichment) -> Entry:
    job = Job(hostile("file name").replace("/", "-"), digest, int(NOW.timestamp() * 1000))
    issue = Issue(identity, (article,), encoding="utf-8")
    return Entry(job, issue_id(identity, digest), issue, (enrichment,), archived_as=archived)


@pytest.fixture(scope="module")
def archive(small_archive: SmallArchive) -> Iterator[SmallArchive]:
    """Two issues whose every field is hostile: one that is text, in conflict, and one with an image; and one held."""
    name = f"in-{uuid.uuid4().hex[:8]}"
    client = small_archive.client
    ledger = Archive(client, articles=f"articles-{name}", issues=f"issues-{name}", clock=lambda: NOW)
    set_up(client, articles_alias=ledger.articles, issues_alias=ledger.issues, versions=VERSIONS)
    article = Article(
        1, kicker=hostile("kicker"), headline=hostile("headline"), subtitle=hostile("subtitle"),
        column=hostile("column"), byline=(Contributor(hostile("reporter"), hostile("reporter's role")),),
        source=hostile("source"), source_line=hostile("source line"), paragraphs=(hostile("body"),),
        captions=(hostile("caption"),), credits=(Contributor(hostile("photographer"), hostile("credit")),),
        editor_note=hostile("note"), tail=hostile("tail"), page=hostile("page"), url="javascript:alert(5)",
        images=(hostile("image name"),), lines=(LineRange(1, 1),),
    )  # fmt: skip
    enrichment = Enrichment(
        title_words="alert", body_words="alert", people=(hostile("person"),),
        people_roles=((hostile("person"), hostile("office")),), places=(hostile("place"),),
        place_divisions=((hostile("place"), hostile("division"), hostile("division")),),
        organizations=(hostile("organisation"),),
        bodies=(hostile("organisation"),), keywords=(hostile("keyword"),), category=hostile("category"),
        summary=hostile("summary"),
    )  # fmt: skip
    conflict = Conflict("publication", hostile("stated"), hostile("masthead"), Origin.NAME, Origin.MASTHEAD)
    day = dt.date(2024, 1, 1)
    contested = IssueIdentity(hostile("paper"), day, "1", conflicts=(conflict,))
    pictured = IssueIdentity(hostile("second paper"), day, "2")
    other = dataclasses.replace(article, headline=hostile("outline"), regions=(Region(1, Box(1, 1, 90, 90)),))
    ledger.replace([entry(contested, "a" * 64, PLAIN, article, enrichment)], VERSIONS, refresh=True)
    ledger.replace([entry(pictured, "b" * 64, PICTURE, other, enrichment)], VERSIONS, refresh=True)
    held = entry(dataclasses.replace(pictured, masthead="甲报"), "c" * 64, "h.txt", article, enrichment)
    ledger.replace([dataclasses.replace(held, recorded=Outcome.HELD)], VERSIONS, refresh=True)
    yield dataclasses.replace(small_archive, articles=ledger.articles, issues=ledger.issues)
    client.indices.delete(index=[index_behind(client, alias) for alias in (ledger.articles, ledger.issues)])


@pytest.fixture
def client(archive: SmallArchive, engines: Addresses, tmp_path: Path) -> TestClient:
    room = room_on(archive, engines, tmp_path)
    page = tmp_path / "archive" / PLAIN
    page.parent.mkdir(parents=True)
    page.write_text(hostile("line of the page"))
    keep_page_images(tmp_path / "archive", PICTURE, [Drawn(1, 100, 100, b"webp", b"webp")])
    stored = hostile("failed file").replace("/", "-") + ".txt"
    (tmp_path / "failed" / stored).write_text("")
    report = {"file": stored, "reason": hostile("reason"), "advice": hostile("advice"), "code": hostile("code")}
    (tmp_path / "failed" / f"{stored}.error.json").write_text(json.dumps(report))
    return browsing(room)


def pages(client: TestClient) -> dict[str, str]:
    """Return what every page shows, by a name of it."""
    hits = client.get("/", headers=JSON).json()["hits"]
    plain, pictured = sorted(hits, key=lambda hit: "outline" in hit["headline"]["text"])
    addresses = {
        "latest": "/", "search": "/search?q=alert", "facet": "/search?more=people", "text": f"/articles/{plain['id']}",
        "marked": f"/articles/{plain['id']}?q=alert", "image": f"/articles/{pictured['id']}?q=alert",
        "issue": f"/issues/{pictured['issue_id']}", "calendar": "/calendar", "ingest": "/ingest", "saved": "/saved",
        "trend": f"/trend?q={hostile('query of a trend')}", "year": f"/calendar?publication={hostile('paper')}",
    }  # fmt: skip
    return {name: client.get(address).text for name, address in addresses.items()}


SHOWN = [
    # field, and a page that shows it
    ("headline", "latest"), ("kicker", "search"), ("subtitle", "search"), ("reporter", "search"), ("page", "search"),
    ("person", "facet"), ("place", "facet"), ("organisation", "facet"), ("keyword", "facet"), ("category", "facet"),
    ("headline", "text"), ("kicker", "text"), ("subtitle", "text"), ("column", "text"), ("reporter", "text"),
    ("reporter's role", "text"), ("source line", "text"), ("body", "text"), ("caption", "text"),
    ("photographer", "text"), ("credit", "text"), ("note", "text"), ("tail", "text"), ("office", "text"),
    ("division", "text"), ("file name", "text"), ("line of the page", "text"), ("paper", "text"),
    ("body", "marked"), ("line of the page", "marked"), ("outline", "image"), ("outline", "issue"),
    ("second paper", "issue"), ("paper", "calendar"), ("paper", "year"), ("failed file", "ingest"),
    ("reason", "ingest"), ("advice", "ingest"), ("code", "ingest"), ("stated", "ingest"), ("masthead", "ingest"),
    ("file name", "ingest"), ("query of a trend", "trend"),
]  # fmt: skip


def test_every_field_is_shown_as_text(client: TestClient) -> None:
    shown = pages(client)
    assert {name: run_by(page) for name, page in shown.items() if run_by(page)} == {}
    missing = []
    for field, name in SHOWN:
        text = _MARKS.sub("", shown[name]).replace("&#39;", "&#x27;")
        if sign(field) not in text:
            missing.append((field, name))
    assert missing == []
    assert all("javascript:alert(5)" not in page for page in shown.values())  # an address out of a file is no link


@pytest.mark.parametrize("field", ["name", "address"])
def test_a_saved_search_is_shown_as_text(client: TestClient, field: str) -> None:
    of_field = {"name": hostile("name"), "address": f"publication={quote(hostile('address'))}"}
    values = {"name": "x", "address": "q=alert", field: of_field[field]}
    made = client.post("/saved", data={"csrf": token_of(client), **values}, headers=JSON)
    identifier = made.json()["id"]
    for address in ("/saved", f"/saved/{identifier}", "/search?q=alert"):
        assert run_by(client.get(address).text) == []
    feed = ET.fromstring(client.get(f"/saved/{identifier}.atom").text)
    assert all(one.tag.startswith(ATOM) for one in feed.iter())
    assert all(link.get("href", "").startswith("http://127.0.0.1:8420/") for link in feed.iter(f"{ATOM}link"))


@pytest.mark.parametrize("field", ["note", "wrong"])
def test_a_report_is_shown_as_text(client: TestClient, field: str) -> None:
    identifier = client.get("/", headers=JSON).json()["hits"][0]["id"]
    values = {"note": "x", "wrong": "two", field: hostile(field)}
    client.post(f"/articles/{identifier}/report", data={"csrf": token_of(client), **values})
    assert run_by(client.get("/ingest").text) == []


@pytest.mark.parametrize("field", ["file", "folder"])
def test_an_upload_is_shown_as_text(client: TestClient, field: str) -> None:
    sent = {"file": ("x.txt", b"text"), "folder": hostile("folder")}
    name = hostile("sent").replace("/", "") + ".part" if field == "file" else "x.txt"
    response = client.post(
        "/ingest/upload",
        data={"csrf": token_of(client), "folder": sent["folder"] if field == "folder" else ""},
        files={"files": (name, b"text")},
    )
    assert run_by(response.text) == []
    assert "javascript:alert(4)" in response.text


@pytest.mark.parametrize(
    "address",
    ["/ingest?moved={}&left={}", "/ingest?settled={}", "/articles/x?zoom={}&leaf={}", "/saved/{}", "/saved/{}.atom",
     "/trend?q=x&by={}&from={}", "/calendar?publication=x&year={}", "/suggest?q={}", "/search?more={}&size={}"],
)  # fmt: skip
def test_what_an_address_holds_is_shown_as_text(client: TestClient, address: str) -> None:
    response = client.get(address.format(EVIL.replace("/", "%2F"), EVIL.replace("/", "%2F")))
    if response.headers["content-type"].startswith("text/html"):
        assert run_by(response.text) == []


@pytest.mark.parametrize("form", ["csv", "jsonl", "ris", "bibtex"])
def test_an_export_is_a_file_and_no_page(client: TestClient, form: str) -> None:
    response = client.get(f"/export?format={form}")
    assert response.headers["content-disposition"].startswith("attachment")
    assert "html" not in response.headers["content-type"]
    assert response.headers["x-content-type-options"] == "nosniff"
    if form == "csv":
        rows: list[Any] = list(csv.reader(io.StringIO(response.text.removeprefix("\ufeff"))))
        assert len(rows) == 3
        assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_a_manifest_is_data(client: TestClient) -> None:
    hits = client.get("/", headers=JSON).json()["hits"]
    (issue,) = (hit["issue_id"] for hit in hits if "outline" in hit["headline"]["text"])
    response = client.get(f"/issues/{issue}/manifest.json")
    assert response.headers["content-type"] == "application/json"
    assert "outline" in response.json()["structures"][0]["label"]["zh"][0]
