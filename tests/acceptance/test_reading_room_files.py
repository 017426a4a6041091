"""What becomes of a file, in a real browser on a real `baoku up`: it appears, fails, is settled, told of and shown."""

from __future__ import annotations

import base64
import os
import signal
import urllib.request
from typing import TYPE_CHECKING, Any

import pytest
from baoku_process import Baoku, page, wait_until
from browsing import EVIL, answered, reading, violations
from playwright.sync_api import expect
from printed_archive import EDGES, HEIGHT, archive_page, drop_printed, on_screen

from worker.document.geometry import Box
from worker.home.page_images import page_lines
from worker.web.newsstore import NewsStore

if TYPE_CHECKING:
    from playwright.sync_api import Browser

OTHER = """{name}获评先进工作者

本报讯(记者 罗青禾)昨日,山区小学教师{name}被评为先进工作者。多年来他教过的学生遍布各地,很多人回乡办厂。

村民们说,学校的操场是他带着大家一担土一担土挑平的。
"""
# Letters and digits are narrower than characters, and not alike.
MIXED = "2023年全市GDP增长5.2%，投资1280万元的蓝渡口码头今天启用，有泊位36个。"


@pytest.fixture(scope="module")
def room(baoku: Baoku) -> str:
    """Return the address of the reading room."""
    return baoku.room()


def test_what_is_dropped_appears_by_itself(browser: Browser, baoku: Baoku, room: str) -> None:
    with reading(browser, room) as reader:
        results, ingest = reader.page("/search?q=季遇春"), reader.page("/ingest")
        results.wait_for_selector(".nothing")
        count = int(ingest.inner_text("[data-figure=articles]").replace(",", ""))
        results.wait_for_timeout(1500)  # both follow what goes on
        (baoku.inbox / "dropped.txt").write_text(page("季遇春", topic="水文"))
        results.wait_for_selector(".hit")
        expect(ingest.locator("[data-figure=articles]")).not_to_have_text(f"{count:,}")
        expect(ingest.locator("#live")).to_contain_text("dropped.txt")


def test_a_failure_is_mended_and_tried_again_by_a_click(browser: Browser, baoku: Baoku, room: str) -> None:
    with reading(browser, room) as reader:
        shown = reader.page("/ingest")
        (baoku.inbox / f"{EVIL.replace('/', '-')}.txt").write_text("")
        shown.wait_for_selector("#failures .file")
        (stored,) = (path for path in (baoku.home / "failed").iterdir() if path.suffix == ".txt")
        assert stored.name in shown.inner_text("#failures")
        stored.write_text(page("柏重生", topic="水文"))
        shown.click("#failures li button")
        shown.wait_for_selector("[role=status]")
        wait_until(lambda: answered(room, "/search?q=柏重生")["total"] == 1, 20, "the mended file")
        shown.wait_for_selector("#failures", state="detached")


def test_a_conflict_is_settled_by_a_click(browser: Browser, baoku: Baoku, room: str) -> None:
    """The page prints another paper's name than its folder has: it stands apart until somebody says which it is."""
    folder = baoku.inbox / "松岭晚报" / "2023-11-09"
    folder.mkdir(parents=True)
    (folder / "p01.txt").write_text(f"柳溪日报\n2023年11月9日　星期四　第1版\n\n{page('钟两可', topic='渡船')}")
    wait_until(lambda: answered(room, "/search?q=钟两可")["total"] == 1, 20, "the page in conflict")
    with reading(browser, room) as reader:
        shown = reader.page("/ingest")
        waiting = shown.locator("#conflicts li", has_text="松岭晚报/2023-11-09/p01.txt")
        assert "柳溪日报" in waiting.inner_text()
        (told,) = answered(room, "/ingest")["to_settle"]["conflicts"]
        assert told["path"] == "松岭晚报/2023-11-09/p01.txt"
        waiting.locator("button[value=other]").click()
        shown.wait_for_selector("[role=status]")
        shown.wait_for_selector("#conflicts", state="detached")
    (hit,) = answered(room, "/search?q=钟两可")["hits"]
    assert (hit["publication"], hit["date"]) == ("柳溪日报", "2023-11-09")
    assert answered(room, "/ingest")["to_settle"]["conflicts"] == []


def test_what_is_held_is_decided_by_a_click(browser: Browser, baoku: Baoku, room: str) -> None:
    """Another content of a page would drop all that stands there: it waits until somebody decides."""
    folder = baoku.inbox / "岚山晚报" / "2023-11-12"
    folder.mkdir(parents=True)
    names = {"1": ("旧一一", "新一一"), "2": ("旧二二", "新二二"), "3": ("旧三三", "新三三")}

    def found(name: str) -> list[str]:
        return [hit["page"] for hit in answered(room, f"/search?q=%22{name}%22")["hits"]]

    for label, (old, _) in names.items():
        (folder / f"第{label}版.txt").write_text(page(old, topic="渡船"))
    wait_until(lambda: all(found(old) == [label] for label, (old, _) in names.items()), 40, "the pages")
    for label, (_, new) in names.items():
        (folder / f"第{label}版.txt").write_text(OTHER.format(name=new))
    wait_until(lambda: len(answered(room, "/ingest")["to_settle"]["held"]) == len(names), 40, "what is held")
    # without JavaScript: the first takes its place, the second is discarded, the third is another page
    with reading(browser, room, java_script_enabled=False) as reader:
        for label, decision in zip(names, ("accept", "discard", "identify"), strict=True):
            shown = reader.page("/ingest")
            held = shown.locator("#conflicts li", has_text=f"第{label}版.txt")
            assert "1" in held.locator(".quiet").inner_text()
            if decision == "identify":
                held.locator("summary").click()
                held.locator("[name=page]").fill("5")
            held.locator(f"button[value={decision}]").click(timeout=60_000)
            shown.wait_for_selector("[role=status]", timeout=60_000)
    assert [found("旧一一"), found("新一一")] == [[], ["1"]]
    assert [found("旧二二"), found("新二二")] == [["2"], []]
    assert [found("旧三三"), found("新三三")] == [["3"], ["5"]]
    assert answered(room, "/ingest")["to_settle"]["held"] == []
    assert [path.read_text() for path in (baoku.home / "withdrawn").rglob("*.txt")] == [OTHER.format(name="新二二")]
    assert baoku.run("conflicts").returncode == 1  # the command line sees the same


def test_upload_by_choice_and_by_dropping(browser: Browser, room: str) -> None:
    with reading(browser, room) as reader:
        shown = reader.page("/ingest")
        content = page("蓝上载", topic="水文").encode()
        shown.fill("[name=folder]", "柳溪报/2023-11-02")
        shown.set_input_files("[type=file]", [{"name": "p01.txt", "mimeType": "text/plain", "buffer": content}])
        shown.click(".upload button")
        shown.wait_for_selector(".sent .good")
        dropped = base64.b64encode(page("红拖放", topic="水文").encode()).decode()
        shown.evaluate(
            """content => {
                const data = new DataTransfer();
                const bytes = Uint8Array.from(atob(content), (one) => one.charCodeAt(0));
                data.items.add(new File([bytes], "p02.txt"));
                document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true }));
            }""",
            dropped,
        )
        shown.wait_for_selector(".sent .good >> nth=1")
        for name in ("蓝上载", "红拖放"):
            wait_until(lambda name=name: answered(room, f"/search?q={name}")["total"] == 1, 20, name)
        assert answered(room, "/search?q=蓝上载")["hits"][0]["date"] == "2023-11-02"


def test_a_saved_search_tells_each_article_once_though_a_worker_is_killed(
    browser: Browser, baoku: Baoku, room: str
) -> None:
    with reading(browser, room) as reader:
        shown = reader.page("/search?q=潮汐")
        shown.fill(".save [name=name]", "潮汐新闻")
        shown.click(".save button")
        shown.wait_for_url("**/saved")
        wanted = 60
        for number in range(wanted):
            (baoku.inbox / f"tide-{number}.txt").write_text(page(f"令狐{number}", topic="潮汐"))
            if number == wanted // 2:
                for pid, command in baoku.processes().items():
                    if "-m worker worker" in command:
                        os.kill(pid, signal.SIGKILL)
        wait_until(lambda: answered(room, "/search?q=潮汐")["total"] >= wanted, 90, "all tides")
        expect(shown.locator(".saved-one .tag")).to_contain_text(f"{wanted}", timeout=60_000)
        shown.click(f"text=全部 {wanted} 篇")
        expect(shown.locator(".news .new")).to_have_count(wanted)
        assert violations(shown) == []
        (saved,) = answered(room, "/saved")["searches"]
        told = [one["article"] for one in saved["new"]]
        assert len(told) == len(set(told)) == saved["unseen"] == wanted
        shown.click("text=标为已读")
        expect(shown.locator(".news .new")).to_have_count(0)
        feed = urllib.request.urlopen(room + saved["feed"], timeout=10).read().decode()
        assert feed.count("<entry>") == wanted
        shown.goto(f"{room}/calendar")  # nobody asks for news
        (baoku.inbox / "tide-last.txt").write_text(page("令狐末", topic="潮汐"))
        told_by_itself = NewsStore(baoku.home / "state" / "web.sqlite3")
        wait_until(lambda: told_by_itself.searches()[0].unseen == 1, 30, "news that nobody asked for")


def test_outlines_stand_where_the_article_stands(browser: Browser, baoku: Baoku, room: str) -> None:
    boxes = {"左文": Box(40, 60, 280, 500), "右文": Box(300.5, 60.25, 560, 300)}
    document = archive_page(browser, baoku, boxes)
    size: Any = {"width": 1440, "height": 900}
    with reading(browser, room, viewport=size) as reader:
        shown = reader.page(f"/articles/{document}-a01")
        picture = shown.locator(".canvas img")
        expect(picture).not_to_have_js_property("naturalWidth", 0)
        for zoom in (1, 2):
            shown.click(f"[data-zoom='{zoom}']")
            drawn = shown.locator(".region.here").evaluate(EDGES)
            assert drawn == pytest.approx(on_screen(picture, boxes["左文"]), abs=2)
        shown.locator(".overlay a").first.click()
        shown.wait_for_url(f"**/articles/{document}-a02**")
        assert violations(shown) == []
    manifest = answered(room, f"/issues/{document}/manifest.json")
    assert [len(manifest["items"]), len(manifest["structures"])] == [1, 2]
    assert manifest["navDate"] == "2024-05-01T00:00:00Z"
    assert manifest["structures"][0]["items"][0]["id"].endswith("#xywh=160,240,960,1760")


def test_a_dropped_pdf_is_read_beside_its_page(browser: Browser, baoku: Baoku, room: str) -> None:
    left, right = page("申左栏", topic="水文").split("\n\n", 1), page("石右栏", topic="林业").split("\n\n", 1)
    columns = "".join(
        f"<div style='left: {at}pt'><h1>{head.splitlines()[-1]}</h1>"
        + "".join(f"<p>{line}</p>" for line in body.splitlines() if line)
        + "</div>"
        for at, (head, body) in ((30, left), (320, right))
    )
    style = (
        "body { margin: 0; font: 10pt/1.6 'Noto Serif CJK SC' } h1 { font-size: 20pt; line-height: 1.3 }"
        "div { position: absolute; top: 60pt; width: 250pt }"
    )
    drop_printed(browser, baoku, "画报/2024-05-02/p01.pdf", f"<style>{style}</style>{columns}")
    wait_until(lambda: answered(room, "/search?q=申左栏")["total"] > 0, 60, "the page")
    (hit,) = answered(room, "/search?q=申左栏")["hits"]
    regions = answered(room, f"/articles/{hit['id']}")["regions"]
    # images are kept after the articles are searchable
    wait_until(lambda: answered(room, f"/issues/{hit['issue_id']}")["pages"][0]["images"], 20, "its image")
    with reading(browser, room) as reader:
        shown = reader.page(f"/articles/{hit['id']}?q=申左栏")
        picture = shown.locator(".canvas img")
        expect(picture).not_to_have_js_property("naturalWidth", 0)
        marks, places = shown.locator("article mark[id^=hit-]"), shown.locator(".overlay a[data-hit]")
        expect(places).to_have_count(marks.count())
        number = places.first.get_attribute("data-hit")
        places.first.click()
        expect(shown.locator(f"mark#hit-{number}")).to_have_class("at")
        expect(places.first).to_have_class("at")
        left_edge, top, right_edge, bottom = shown.locator(".region.here").first.evaluate(EDGES)
        x0, y0, x1, y1 = shown.locator(".overlay .hit").first.evaluate(EDGES)
        assert left_edge - 2 <= x0 < x1 <= right_edge + 2
        assert top - 2 <= y0 < y1 <= bottom + 2
        assert violations(shown) == []
        (kept,) = (baoku.home / "pages").rglob("2024-05-02/p01.pdf/lines.json")
        printed = page_lines(baoku.home / "archive", str(kept.parent.relative_to(baoku.home / "pages")))
        boxes = [line.box for line in printed if "申左栏" in line.text]
        for drawn in shown.locator(".overlay .hit").all():
            x, y, wide, high = (float(drawn.get_attribute(name) or 0) for name in ("x", "y", "width", "height"))
            assert any(
                box.x0 <= x < x + wide <= box.x1 + 0.01 and box.y0 <= y < y + high <= box.y1 + 0.01 for box in boxes
            )
        for zoom in (1, 3):
            shown.click(f"[data-zoom='{zoom}']")
            for region, drawn in zip(regions, shown.locator(".region.here").all(), strict=True):
                assert drawn.evaluate(EDGES) == pytest.approx(on_screen(picture, region["box"]), abs=2)
        assert all(region["box"][2] <= 320 for region in regions)  # the left column, and not the right one
        image = picture.bounding_box()
        assert image is not None
        assert image["height"] == pytest.approx(HEIGHT * image["width"] / 600, abs=2)


def test_marks_stand_on_the_words_and_lead_there_without_javascript(browser: Browser, baoku: Baoku, room: str) -> None:
    style = "<style>h1 { font-size: 20pt } body { margin: 60pt 40pt; font: 10pt/1.6 'Noto Serif CJK SC' }</style>"
    html = f"{style}<h1>蓝渡口码头启用</h1>" + f"<p>{MIXED}</p>" * 5
    printed = drop_printed(browser, baoku, "画报/2024-05-03/p01.pdf", html, "蓝渡口")
    wait_until(lambda: answered(room, "/search?q=蓝渡口")["total"] > 0, 60, "the page")
    (hit,) = answered(room, "/search?q=蓝渡口")["hits"]
    wait_until(lambda: answered(room, f"/issues/{hit['issue_id']}")["pages"][0]["images"], 20, "its image")
    with reading(browser, room, java_script_enabled=False) as reader:
        shown = reader.page(f"/articles/{hit['id']}?q=蓝渡口&zoom=3")
        expect(shown.locator("mark[id] > a")).to_have_count(6)  # in the headline, and in each paragraph
        drawn = shown.locator(".overlay #place-2 .hit").evaluate(
            "one => [one.x, one.y, one.width, one.height].map((each) => each.baseVal.value)"
        )
        x, y, wide, high = drawn
        assert [x, x + wide] == pytest.approx([printed[0], printed[2]], abs=1)  # a tenth of a character
        assert printed[1] <= y < y + high <= printed[3]
        shown.click(".numbers a >> nth=1")
        assert shown.url.endswith("#hit-2")
        shown.click("mark#hit-2 a")
        assert shown.url.endswith("#place-2")
        expect(shown.locator(".overlay a:target .hit")).to_be_in_viewport()
        shown.click("#place-2 .hit")
        assert shown.url.endswith("#hit-2")
        expect(shown.locator("mark:target")).to_be_in_viewport()
