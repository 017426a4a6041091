"""What the reading room says when something is wrong, in a real browser: axe finds nothing wrong with any of it.

The engines are away in all of it: nothing listens where the room looks for them.
"""

from __future__ import annotations

import contextlib
import dataclasses
import socket
import threading
from typing import TYPE_CHECKING, Any

import uvicorn
from browsing import reading, violations_on_screens
from reading_room import OPEN

from worker.app.commands import Ran
from worker.embedded.ports import any_free_port
from worker.enrichment import load_segmenter
from worker.home.filing import Filing
from worker.indexing import Archive, connect
from worker.monitoring.calendar import ManifestReader
from worker.queueing import broker
from worker.search import Search
from worker.web.app import create_app
from worker.web.room import Access, Room
from worker.web.throttle import Throttle

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

LOCKED = dataclasses.replace(OPEN, operator_password="open sesame", reader_password="read only")
# What a form is answered, shown in the page that it was sent from.
SEND = """async ([address, fields, size]) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    if (size) body.append("files", new File([new Uint8Array(size)], "p01.txt"));
    const answer = await fetch(address, { method: "POST", body, headers: { accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.title = page.title;
    document.body.replaceChildren(...page.body.childNodes);
    return answer.status;
}"""


@contextlib.contextmanager
def served(home: Path, access: Access, **others: Any) -> Iterator[str]:
    """Serve a room whose engines are away; give its address."""
    dead = any_free_port()
    filing = Filing(home / "inbox", home / "archive", home / "failed")
    filing.prepare()
    with connect(f"http://127.0.0.1:{dead}", user="x", password="y", timeout=2) as client:
        ledger = Archive(client, "articles", "issues")
        room = Room(
            search=Search(client, "articles", load_segmenter(())),
            archive=ledger,
            writer=ledger,
            redis=broker.connect(f"redis://127.0.0.1:{dead}/0"),
            filing=filing,
            manifests=ManifestReader(filing.archive),
            state=home,
            reports=home / "reports",
            access=access,
            command=lambda *_: Ran(1, ""),
            max_upload_bytes=100_000,
            **others,
        )
        with socket.create_server(("127.0.0.1", 0)) as listening:
            server = uvicorn.Server(uvicorn.Config(create_app(room), log_config=None, lifespan="off"))
            server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
            serving = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
            serving.start()
            try:
                yield f"http://127.0.0.1:{listening.getsockname()[1]}"
            finally:
                server.should_exit = True
                serving.join()


def checked(shown: Page, status: int, said: str) -> None:
    assert said in shown.inner_text("main"), status
    assert violations_on_screens(shown) == [], status


def test_axe_finds_nothing_in_what_goes_wrong(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "web.sqlite3").mkdir()  # a page that fails for a reason nobody thought of
    with served(tmp_path, OPEN) as url, reading(browser, url) as reader:
        shown = reader.page()
        for address, status, said in (
            ("/search?q=码头", 503, "报库没有应答"),
            ("/calendar", 503, "报库没有应答"),
            ("/articles/x-a01", 503, "报库没有应答"),
            ("/search?q=日期:x", 400, "检索式有误"),
            ("/export?format=doc", 400, "没有这种格式"),
            ("/nothing", 404, "没有这个页面"),
            ("/saved", 500, "报库自身出错了"),
            ("/ingest", 200, "Elasticsearch"),
        ):
            answered = shown.goto(url + address)
            assert answered is not None
            assert answered.status == status, address
            assert "default-src 'none'" in answered.headers["content-security-policy"]
            checked(shown, status, said)
        token = shown.get_attribute("meta[name=csrf]", "content")
        for address, fields, size, status, said in (
            ("/ingest/upload", {}, 0, 403, "过期"),
            ("/ingest/upload", {"csrf": token}, 2_000_000, 413, "文件太大"),
            ("/ingest/upload", {"csrf": token}, 150_000, 422, "文件太大"),
            ("/ingest/decide", {"csrf": token, "held": "x"}, 0, 503, "报库没有应答"),
            ("/login", {}, 0, 403, "过期"),
            ("/healthz", {}, 0, 405, "不能"),
        ):
            shown.goto(f"{url}/ingest")
            assert shown.evaluate(SEND, [address, fields, size]) == status, address
            checked(shown, status, said)
        reader.complaints.clear()  # the browser notes every answer that is no page


def test_axe_finds_nothing_at_the_door(browser: Browser, tmp_path: Path) -> None:
    few = {"logins": Throttle(per_second=0.001, burst=1), "requests": Throttle(per_second=0.001, burst=12)}
    with served(tmp_path, LOCKED, **few) as url, reading(browser, url) as reader:
        shown = reader.page("/search?q=码头")
        checked(shown, 401, "登录")
        for said in ("密码", "次数过多"):
            shown.fill("[name=user]", "operator")
            shown.fill("[name=password]", "wrong")
            shown.click(".login button")
            shown.wait_for_selector("[role=alert]")
            checked(shown, 401, said)
        for _ in range(12):
            answered = shown.goto(f"{url}/")
            assert answered is not None
            if answered.status == 429:
                break
        assert answered.status == 429
        assert int(answered.headers["retry-after"]) > 0
        reader.complaints.clear()
