"""Who may do what in the reading room, and that nothing out of a file, a name or a query is ever run."""

from __future__ import annotations

import dataclasses
import datetime as dt
import uuid
from typing import TYPE_CHECKING, Any

import pytest
from inert import EVIL, run_by
from reading_room import HOSTS, browsing, room_on, token_of

from worker.document.enrichment import Enrichment
from worker.document.identifiers import issue_id
from worker.document.identity import IssueIdentity
from worker.document.issue import Article, Contributor, Issue
from worker.indexing import Archive, Entry, Versions, set_up
from worker.indexing.setup import index_behind
from worker.job import Job
from worker.web.room import Access
from worker.web.throttle import Throttle

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import SmallArchive
    from starlette.testclient import TestClient

    from worker.embedded import Addresses

NOW = dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)
VERSIONS = Versions("p1", "e1", "d1")
LOCKED = Access("open sesame", "read only", b"k" * 32, HOSTS)


@pytest.fixture(scope="module")
def hostile_archive(small_archive: SmallArchive) -> Iterator[SmallArchive]:
    """One issue whose every field is hostile."""
    name = f"ho-{uuid.uuid4().hex[:8]}"
    client = small_archive.client
    archive = Archive(client, articles=f"articles-{name}", issues=f"issues-{name}", clock=lambda: NOW)
    set_up(client, articles_alias=archive.articles, issues_alias=archive.issues, versions=VERSIONS)
    identity = IssueIdentity(EVIL, dt.date(2024, 1, 1), "1")
    article = Article(
        1, kicker=EVIL, headline=EVIL, subtitle=EVIL, column=EVIL, byline=(Contributor(EVIL, EVIL),), source=EVIL,
        source_line=EVIL,
        paragraphs=(EVIL, EVIL), captions=(EVIL,), credits=(Contributor(EVIL, EVIL),), editor_note=EVIL,
        tail=EVIL, page=EVIL,
    )  # fmt: skip
    words = small_archive.segmenter.search_words(EVIL)
    enrichment = Enrichment(
        title_words=" ".join(words), body_words=" ".join(words), people=(EVIL,), places=(EVIL,), organizations=(EVIL,),
        keywords=(EVIL,), category=EVIL, summary=EVIL,
    )  # fmt: skip
    order = Job(f"{EVIL.replace('/', '-')}.txt", "e" * 64, int(NOW.timestamp() * 1000))
    issue = Issue(identity, (article,), encoding="utf-8")
    entry = Entry(order, issue_id(identity, order.digest), issue, (enrichment,), archived_as=EVIL)
    archive.replace([entry], VERSIONS, refresh=True)
    yield dataclasses.replace(small_archive, articles=archive.articles, issues=archive.issues)
    client.indices.delete(index=[index_behind(client, alias) for alias in (archive.articles, archive.issues)])


@pytest.fixture
def hostile(hostile_archive: SmallArchive, engines: Addresses, tmp_path: Path) -> TestClient:
    return browsing(room_on(hostile_archive, engines, tmp_path))


def addresses(client: TestClient) -> list[str]:
    (hit,) = client.get("/", headers={"accept": "application/json"}).json()["hits"]
    return [
        "/", "/search?q=alert", f"/articles/{hit['id']}", f"/articles/{hit['id']}?q=alert",
        f"/issues/{hit['issue_id']}", "/calendar", f"/calendar?publication={EVIL}",
    ]  # fmt: skip


def test_no_field_of_an_article_is_run(hostile: TestClient) -> None:
    for address in addresses(hostile):
        page = hostile.get(address).text
        assert run_by(page) == [], address
        assert "&lt;script&gt;" in page, address  # it is shown, as text
        assert "7006652" not in page, address


@pytest.mark.parametrize(
    "address",
    [
        f"/search?q={EVIL}",
        f"/search?q=x&publication={EVIL}&no_people={EVIL}&from={EVIL}&after={EVIL}&sort={EVIL}",
        f"/search?people={EVIL}",
        f"/articles/{EVIL.replace('/', '%2F')}",
        f"/issues/{EVIL.replace('/', '%2F')}",
        f"/language/en?next={EVIL}",
        "/language/en?next=//elsewhere.example",
        f"/login?next={EVIL}",
        f"/export?q=x&format={EVIL}",
    ],
)
def test_no_part_of_an_address_is_run(hostile: TestClient, address: str) -> None:
    response = hostile.get(address)
    assert run_by(response.text) == []
    assert response.url.host == "127.0.0.1"


@pytest.mark.parametrize(
    "address",
    [
        "/images/..%2F..%2Fstate%2Fweb.key/1",
        "/images/%2e%2e/1",
        "/images/x/1%2F..%2F..",
        "/images/x/%00",
        "/static/..%2Fapp.py",
        "/static/%2e%2e/%2e%2e/web/app.py",
        "/issues/..%2F..%2Fetc%2Fpasswd/manifest.json",
    ],
)
def test_no_path_leads_out(hostile: TestClient, address: str) -> None:
    assert hostile.get(address).status_code == 404


def test_nothing_that_was_sent_is_in_a_header_or_in_a_link_to_elsewhere(hostile: TestClient) -> None:
    sent = {"x-forwarded-host": "elsewhere.example", "forwarded": "host=elsewhere.example"}
    response = hostile.get("/export?q=夜市%0d%0aX-Evil:%20yes&format=csv", headers=sent)
    assert response.headers["content-disposition"] == 'attachment; filename="baoku.csv"'
    assert "x-evil" not in response.headers
    for address in addresses(hostile):
        answered = hostile.get(address, headers=sent)
        assert "elsewhere.example" not in answered.text
        assert answered.headers["cache-control"] == "no-store"  # what one was shown is kept for nobody else


def test_every_answer_forbids_what_is_not_ours(hostile: TestClient) -> None:
    for address in ("/", "/nothing", "/search?q=日期:x", "/healthz", "/static/room.css", "/login"):
        headers = hostile.get(address).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"


def test_a_server_called_by_another_name_answers_nothing(hostile: TestClient) -> None:
    response = hostile.get("/", headers={"host": "rebound.example"})  # DNS rebinding
    assert response.status_code == 421
    assert "&lt;script&gt;" not in response.text


@pytest.fixture
def locked(hostile_archive: SmallArchive, engines: Addresses, tmp_path: Path) -> TestClient:
    return browsing(room_on(hostile_archive, engines, tmp_path, LOCKED))


def sign_in(client: TestClient, user: str, password: str, **more: str) -> Any:
    return client.post(
        "/login", data={"csrf": token_of(client), "user": user, "password": password, **more}, follow_redirects=False
    )


def test_nothing_without_a_password(locked: TestClient) -> None:
    for address in ("/", "/search?q=x", "/articles/x", "/issues/x", "/calendar", "/export?q=x", "/nothing"):
        for accept in ("text/html", "application/json"):
            response = locked.get(address, headers={"accept": accept})
            assert response.status_code == 401, address
            assert "alert" not in response.text
    assert locked.get("/healthz").status_code == 200


def test_sign_in_and_out(locked: TestClient) -> None:
    assert sign_in(locked, "operator", "wrong").status_code == 401
    assert sign_in(locked, "nobody", "").status_code == 401
    entered = sign_in(locked, "reader", "read only", next="/search?q=alert")
    assert (entered.status_code, entered.headers["location"]) == (303, "/search?q=alert")
    assert "; Path=/; HttpOnly; SameSite=Lax" in entered.headers["set-cookie"]
    assert locked.get("/search?q=alert").status_code == 200
    kept = dict(locked.cookies)
    locked.post("/logout", data={"csrf": token_of(locked, "/")})
    assert locked.get("/search?q=alert").status_code == 401
    locked.cookies.clear()
    locked.cookies.update(kept)  # by whoever copied it
    assert locked.get("/search?q=alert").status_code == 401


def test_a_session_behind_tls_is_sent_over_tls_alone(
    hostile_archive: SmallArchive, engines: Addresses, tmp_path: Path
) -> None:
    client = browsing(room_on(hostile_archive, engines, tmp_path, LOCKED), "https://127.0.0.1:8420")
    assert client.get("/login").headers["set-cookie"].endswith("; Secure")


def test_a_program_may_show_its_password_each_time(locked: TestClient) -> None:
    assert locked.get("/search", auth=("reader", "read only")).status_code == 200
    refused = locked.get("/search", auth=("reader", "open sesame"), headers={"accept": "application/json"})
    assert refused.status_code == 401
    assert refused.headers["www-authenticate"].startswith("Basic")


def test_guessing_is_slowed_down(hostile_archive: SmallArchive, engines: Addresses, tmp_path: Path) -> None:
    room = dataclasses.replace(
        room_on(hostile_archive, engines, tmp_path, LOCKED), logins=Throttle(per_second=0.001, burst=3)
    )
    client = browsing(room)
    codes = [sign_in(client, "operator", f"guess {number}").status_code for number in range(5)]
    assert codes == [401, 401, 401, 429, 429]
    assert sign_in(client, "operator", "open sesame").status_code == 429  # not even with the right one
    assert client.get("/", auth=("operator", "open sesame")).status_code == 429


def test_a_forged_session_is_none(locked: TestClient) -> None:
    sign_in(locked, "reader", "read only")
    name, value = next(iter(locked.cookies.items()))
    locked.cookies.clear()
    locked.cookies.set(name, value.replace("reader", "operator"))
    assert locked.get("/").status_code == 401


def test_a_form_needs_its_token_and_its_origin(locked: TestClient) -> None:
    token = token_of(locked)
    data = {"user": "reader", "password": "read only"}
    assert locked.post("/login", data=data).status_code == 403
    assert locked.post("/login", data={**data, "csrf": token[:-1] + "x"}).status_code == 403
    foreign = {"origin": "http://elsewhere.example"}
    assert locked.post("/login", data={**data, "csrf": token}, headers=foreign).status_code == 403
    cross = {"sec-fetch-site": "cross-site"}
    assert locked.post("/login", data={**data, "csrf": token}, headers=cross).status_code == 403
    other = browsing(locked.app.state.room)
    assert other.post("/login", data={**data, "csrf": token}).status_code == 403  # of another session
    assert locked.post("/login", data={**data, "csrf": token}, follow_redirects=False).status_code == 303
