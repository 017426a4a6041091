"""The reading room's working pages against real engines: upload, retry, saved searches, trend, reports."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import re
import threading
import uuid
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Any

import pytest
from reading_room import browsing, room_on, token_of

from worker.document.enrichment import Enrichment
from worker.document.identifiers import issue_id
from worker.document.identity import IssueIdentity
from worker.document.issue import Article, Issue
from worker.indexing import Archive, Entry, Versions, set_up
from worker.indexing.setup import index_behind
from worker.job import Job
from worker.web.news import LONG_LOOK_EVERY, OVERLAP, SHORT_OVERLAP, News

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import SmallArchive
    from starlette.testclient import TestClient

    from worker.embedded import Addresses

JSON = {"accept": "application/json"}
VERSIONS = Versions("p1", "e1", "d1")
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def client(small_archive: SmallArchive, engines: Addresses, tmp_path: Path) -> TestClient:
    return browsing(room_on(small_archive, engines, tmp_path))


def posted(client: TestClient, to: str, **fields: Any) -> Any:
    return client.post(to, data={"csrf": token_of(client), **fields}, headers=JSON)


UPLOADS = [
    # name as sent, folder, path below the inbox (empty: refused)
    ("page.txt", "", "page.txt"),
    ("第1版.txt", "澄江报/2023-10-27", "澄江报/2023-10-27/第1版.txt"),
    ("../../etc/cron.d/x.txt", "../..", "x.txt"),
    (r"C:\Users\我\p01.txt", "", "p01.txt"),
    ("a\u202ecod.txt", "", "acod.txt"),  # would be read backwards
    ("..hidden.txt", "", "hidden.txt"),
    (".part", "", "part"),
    ("x.txt.part", "", ""),  # half-transferred
    ("~$page.docx", "", ""),  # an office program's
    ("...", "", ""),
    ("名" * 300 + ".txt", "", "名" * 65 + ".txt"),
    ("p01.txt.yml", "", "p01.txt.yml"),  # a sidecar
]


@pytest.mark.parametrize(("name", "folder", "stored"), UPLOADS)
def test_an_upload_is_a_drop(client: TestClient, tmp_path: Path, name: str, folder: str, stored: str) -> None:
    response = client.post(
        "/ingest/upload",
        data={"csrf": token_of(client), "folder": folder},
        files={"files": (name, "本报讯".encode())},
        headers=JSON,
    )
    (said,) = response.json()["files"]
    assert said["stored"] == stored
    assert bool(said["error"]) is not bool(stored)
    assert response.status_code == (200 if stored else 422)
    inbox = tmp_path / "inbox"
    assert [str(path.relative_to(inbox)) for path in inbox.rglob("*") if path.is_file()] == [stored] * bool(stored)


def test_an_upload_replaces_nothing_that_waits(client: TestClient, tmp_path: Path) -> None:
    (tmp_path / "inbox" / "p.txt").write_text("first")
    response = client.post(
        "/ingest/upload", data={"csrf": token_of(client)}, files={"files": ("p.txt", b"second")}, headers=JSON
    )
    assert response.json()["files"][0]["error"]
    assert (tmp_path / "inbox" / "p.txt").read_text() == "first"


def test_an_upload_does_not_follow_a_link_out(client: TestClient, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "inbox" / "paper").symlink_to(tmp_path / "elsewhere")
    response = client.post(
        "/ingest/upload",
        data={"csrf": token_of(client), "folder": "paper"},
        files={"files": ("p.txt", b"text")},
        headers=JSON,
    )
    assert response.json()["files"][0]["error"]
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_large_upload_is_refused(small_archive: SmallArchive, engines: Addresses, tmp_path: Path) -> None:
    client = browsing(dataclasses.replace(room_on(small_archive, engines, tmp_path), max_upload_bytes=1000))
    for size, status in ((1000, 200), (1001, 422), (3_000_000, 413)):
        response = client.post(
            "/ingest/upload",
            data={"csrf": token_of(client)},
            files={"files": (f"{size}.txt", b"x" * size)},
            headers=JSON,
        )
        assert response.status_code == status
    assert [path.name for path in (tmp_path / "inbox").iterdir()] == ["1000.txt"]


def test_a_body_without_a_length_ends_too(small_archive: SmallArchive, engines: Addresses, tmp_path: Path) -> None:
    client = browsing(dataclasses.replace(room_on(small_archive, engines, tmp_path), max_upload_bytes=1000))

    def body() -> Iterator[bytes]:
        yield b'--b\r\nContent-Disposition: form-data; name="files"; filename="x.txt"\r\n\r\n'
        for _ in range(100):
            yield b"x" * 100_000

    token_of(client)
    response = client.post(
        "/ingest/upload", content=body(), headers={**JSON, "content-type": "multipart/form-data; boundary=b"}
    )
    assert response.status_code == 413
    assert list((tmp_path / "inbox").iterdir()) == []


def failed_file(home: Path, name: str, code: str = "empty") -> None:
    (home / "failed" / name).write_text("")
    report = {"file": name, "reason": "the file is empty.", "advice": "Export it again.", "code": code}
    (home / "failed" / f"{name}.error.json").write_text(json.dumps(report))


def test_a_failure_is_told_and_tried_again(client: TestClient, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "<script>c.txt"):
        failed_file(tmp_path, name)
    page = client.get("/ingest").text
    assert "文件是空的。请重新导出。" in page  # stored in English, read in the language of the page
    assert "the file is empty. Export it again." in client.get("/ingest", headers={"cookie": "baoku_language=en"}).text
    assert client.get("/ingest", headers=JSON).json()["failures"][0]["reason"] == "the file is empty."
    assert "&lt;script&gt;c.txt" in page
    assert "<script>c" not in page
    assert posted(client, "/ingest/retry", name="a.txt").json()["moved"] == 1
    assert (tmp_path / "inbox" / "a.txt").exists()
    assert posted(client, "/ingest/retry", code="empty").json()["moved"] == 2
    assert posted(client, "/ingest/retry", name="../inbox/a.txt").status_code == 409
    assert client.get("/ingest", headers=JSON).json()["failures"] == []


def test_a_reader_operates_nothing(small_archive: SmallArchive, engines: Addresses, tmp_path: Path) -> None:
    from worker.web.room import Access  # noqa: PLC0415 - beside the test it is for

    access = Access("open sesame", "read only", b"k" * 32, frozenset({"127.0.0.1"}))
    client = browsing(room_on(small_archive, engines, tmp_path, access))
    failed_file(tmp_path, "a.txt")
    client.post("/login", data={"csrf": token_of(client), "user": "reader", "password": "read only"})
    page = client.get("/ingest").text
    assert "a.txt" in page
    assert 'action="/ingest/' not in page
    for address in ("/ingest/retry", "/ingest/upload", "/saved", "/articles/x/report", "/reports/done"):
        assert posted(client, address, name="a.txt").status_code == 403
    assert (tmp_path / "failed" / "a.txt").exists()
    client.post("/login", data={"csrf": token_of(client), "user": "operator", "password": "open sesame"})
    assert posted(client, "/ingest/retry", name="a.txt").json()["moved"] == 1


def test_what_goes_on_without_an_engine(small_archive: SmallArchive, engines: Addresses, tmp_path: Path) -> None:
    room = room_on(small_archive, engines, tmp_path)
    room = dataclasses.replace(room, archive=dataclasses.replace(room.archive, issues="no-such-alias"))
    page = browsing(room).get("/ingest")
    assert page.status_code == 200
    assert "no-such-alias" in page.text


def test_a_report_is_a_note_to_act_on(client: TestClient, tmp_path: Path) -> None:
    hit = client.get("/search?q=夜市", headers=JSON).json()["hits"][0]
    note = "<script>第二段属于另一篇</script>"
    response = posted(client, f"/articles/{hit['id']}/report", wrong="two", note=note)
    assert response.status_code == 201
    (place,) = (tmp_path / "reports").iterdir()
    kept = json.loads(place.read_text())
    assert (kept["article"], kept["wrong"], kept["note"]) == (hit["id"], "two", note)
    assert "baoku parse --explain" in kept["to_do"]
    page = client.get("/ingest").text
    assert "&lt;script&gt;第二段" in page
    assert posted(client, "/reports/done", name="../../x.json").status_code == 404
    assert posted(client, "/reports/done", name=place.name).status_code == 200
    assert (tmp_path / "reports" / "done" / place.name).exists()
    assert client.get("/ingest", headers=JSON).json()["reports"] == []


def test_a_trend_is_a_share(client: TestClient) -> None:
    said = client.get("/trend?q=渡口&q=夜市", headers=JSON).json()
    assert [one["query"] for one in said["series"]] == ["渡口", "夜市"]
    first = said["series"][0]["points"]
    assert [(point["period"], point["hits"], point["articles"]) for point in first] == [
        ("2023-10", 1, 2),
        ("2023-11", 0, 1),
        ("2023-12", 0, 0),
        ("2024-01", 0, 0),
        ("2024-02", 2, 2),
    ]
    assert [point["share"] for point in first] == [0.5, 0, 0, 0, 1]
    page = client.get("/trend?q=渡口&q=夜市").text
    assert page.count('<svg class="chart"') == 2
    assert "2023-10 · 50.0% · 1/2" in page  # shown at the bar that is pointed at
    rows = re.findall(r'<th scope="row">([^<]+)</th>', page)  # the same for those who do not see bars, side by side
    assert rows == [point["period"] for point in first]
    within = client.get("/trend?q=渡口&from=2024", headers=JSON).json()["series"][0]["points"]
    assert [point["period"] for point in within] == ["2024-02"]
    assert 'href="/search?q=%E6%B8%A1%E5%8F%A3&amp;months=2023-10"' in page
    assert client.get("/search?q=渡口&months=2023-10", headers=JSON).json()["total"] == 1
    years = client.get("/trend?q=渡口&by=year", headers=JSON).json()
    assert years["interval"] == "year"
    assert [tuple(one.values()) for one in years["series"][0]["points"]] == [
        ("2023", 1, 3, 1 / 3),
        ("2024", 2, 2, 1.0),
    ]
    nothing = client.get("/trend?q=无此词句").text
    assert "没有找到" in nothing
    assert '<svg class="chart"' not in nothing
    assert client.get("/trend").status_code == 200
    assert client.get("/trend?q=日期:x").status_code == 400


class Growing:
    """An archive that articles are added to."""

    def __init__(self, small: SmallArchive) -> None:
        name = f"gr-{uuid.uuid4().hex[:8]}"
        self.now = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)
        self.archive = Archive(small.client, f"articles-{name}", f"issues-{name}", clock=lambda: self.now)
        set_up(small.client, articles_alias=f"articles-{name}", issues_alias=f"issues-{name}", versions=VERSIONS)
        self.small = dataclasses.replace(small, articles=f"articles-{name}", issues=f"issues-{name}")

    def add(self, day: int, *headlines: str, revision: int = 1) -> None:
        identity = IssueIdentity("澄江报", dt.date(2023, 1, day), "1")
        articles = tuple(
            Article(number, headline=one, paragraphs=("正文。",)) for number, one in enumerate(headlines, start=1)
        )
        digest = f"{day:032x}{revision:032x}"
        enrichments = tuple(
            Enrichment(title_words=" ".join(self.small.segmenter.search_words(one))) for one in headlines
        )
        job = Job(f"{day}.txt", digest, 1_700_000_000_000 + revision)
        entry = Entry(job, issue_id(identity, digest), Issue(identity, articles), enrichments)
        self.archive.replace([entry], VERSIONS, refresh=True)


@pytest.fixture
def growing(small_archive: SmallArchive) -> Iterator[Growing]:
    made = Growing(small_archive)
    yield made
    client = made.archive.client
    client.indices.delete(index=[index_behind(client, one) for one in (made.small.articles, made.small.issues)])


def test_a_saved_search_tells_each_new_article_once(growing: Growing, engines: Addresses, tmp_path: Path) -> None:
    room = room_on(growing.small, engines, tmp_path)
    growing.add(1, "渡口旧闻")
    news = News(tmp_path / "web.sqlite3", room.search, lambda: growing.now)
    kept = news.save("渡口", "q=渡口")

    def told() -> list[str]:
        news.look()
        return sorted(one.headline for one in news.new(kept.id))

    assert told() == []  # what was there is no news
    growing.add(2, "渡口新闻一", "别的新闻")
    assert told() == ["渡口新闻一"]
    assert told() == ["渡口新闻一"]
    growing.now += OVERLAP * 3
    growing.add(2, "渡口新闻一更正", "渡口别的", revision=2)  # a correction: one article is new, one is known
    assert told() == ["渡口别的", "渡口新闻一"]
    growing.add(1, "渡口旧闻", revision=3)  # an old issue dropped again is no news either
    assert len(told()) == 2
    news = News(tmp_path / "web.sqlite3", room.search, lambda: growing.now)  # the server was killed
    assert len(told()) == 2
    growing.now += OVERLAP / 2
    stamped = growing.now
    growing.now += OVERLAP / 2
    news.look()
    growing.now, later = stamped, growing.now
    growing.add(3, "渡口迟到")  # stamped before the last look, found after it
    growing.now = later + LONG_LOOK_EVERY
    assert "渡口迟到" in told()
    growing.now += SHORT_OVERLAP / 2
    growing.add(4, "渡口刚到")
    assert sorted(told()) == sorted(["渡口别的", "渡口新闻一", "渡口迟到", "渡口刚到"])


def test_looks_beside_each_other_tell_nothing_twice(growing: Growing, engines: Addresses, tmp_path: Path) -> None:
    room = room_on(growing.small, engines, tmp_path)
    place = tmp_path / "web.sqlite3"
    kept = News(place, room.search, lambda: growing.now).save("渡口", "q=渡口")
    growing.add(1, *(f"渡口第{number}篇" for number in range(1, 40)))
    looks = [threading.Thread(target=News(place, room.search, lambda: growing.now).look) for _ in range(5)]
    for one in looks:
        one.start()
    for one in looks:
        one.join()
    assert len(News(place, room.search).new(kept.id)) == 39


def test_saved_searches_on_the_page_and_as_a_feed(growing: Growing, engines: Addresses, tmp_path: Path) -> None:
    growing.now = dt.datetime.now(dt.UTC)
    client = browsing(room_on(growing.small, engines, tmp_path))
    kept = posted(client, "/saved", address="q=渡口&publication=澄江报", name="<script>渡口").json()
    assert posted(client, "/saved", address="q=日期:x").status_code == 400
    growing.add(1, "渡口<script>alert(1)</script>\x0b\ufffe")
    page = client.get("/saved").text
    assert "&lt;script&gt;渡口" in page
    assert "<script>alert" not in page
    (search,) = client.get("/saved", headers=JSON).json()["searches"]
    assert (search["unseen"], len(search["new"])) == (1, 1)
    feed = client.get(kept["feed"])
    assert feed.headers["content-type"].startswith("application/atom+xml")
    (entry,) = ET.fromstring(feed.text).findall(f"{ATOM}entry")
    title = entry.find(f"{ATOM}title")
    assert title is not None
    assert (title.text or "").startswith("渡口<script>")
    posted(client, f"/saved/{kept['id']}/seen")
    assert client.get("/saved", headers=JSON).json()["searches"][0]["unseen"] == 0
    assert len(ET.fromstring(client.get(kept["feed"]).text).findall(f"{ATOM}entry")) == 1
    assert posted(client, f"/saved/{kept['id']}/delete").status_code == 200
    assert client.get(kept["feed"]).status_code == 404
