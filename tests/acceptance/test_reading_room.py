"""The reading room in a real browser, on a real `baoku up`: what a reader does."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import TYPE_CHECKING

import pytest
from baoku_process import Baoku, page, wait_until
from browsing import EVIL, answered, reading, violations_on_screens
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SHARED_ENGINES = True
SETTINGS = {"BAOKU_PAGE_CONCURRENCY": "0"}  # texts alone are dropped here
PAPER = "澄江日报"
FIRST = dt.date(2023, 10, 1)
WITHHELD = (dt.date(2023, 10, 6), dt.date(2023, 10, 17))
SURNAMES = "赵钱孙李周吴郑王冯陈蒋沈"
DAYS = [FIRST + dt.timedelta(days=number) for number in range(28)]


@pytest.fixture(scope="module")
def room(baoku: Baoku) -> str:
    """Return the address of the reading room, once four weeks of a paper are in the archive."""
    for number, day in enumerate(DAYS):
        if day not in WITHHELD:
            folder = baoku.inbox / PAPER / day.isoformat()
            folder.mkdir(parents=True)
            (folder / "p01.txt").write_text(
                page("谭水生", topic=f"第{number}码头", reporter=f"罗青{'禾苗'[number % 2]}")
            )
            (folder / "p02.txt").write_text(
                page(f"毛一{number}", topic="夜市", reporter=f"{SURNAMES[number % 12]}晓明")
            )
    url = baoku.room()
    wait_until(lambda: answered(url, "/search")["total"] >= 2 * (len(DAYS) - len(WITHHELD)), 60, "the first issues")
    return url


def search(shown: Page, query: str) -> None:
    shown.fill("#q", query)
    shown.press("#q", "Enter")
    shown.wait_for_url("**/search?*")


def test_from_query_to_facet_to_article_to_page(browser: Browser, room: str) -> None:
    with reading(browser, room) as reader:
        shown = reader.page()
        search(shown, "码头建设")
        total = answered(room, "/search?q=码头建设")["total"]
        assert str(total) in shown.inner_text("#found")
        shown.locator(".facets details", has_text="记者").locator("summary").click()
        shown.locator(".facets a.value", has_text="罗青禾").click()
        shown.wait_for_selector(".chip")
        narrowed = answered(room, "/search?q=码头建设&byline=罗青禾")
        assert 0 < narrowed["total"] < total
        assert str(narrowed["total"]) in shown.inner_text("#found")
        address = shown.url
        shown.locator(".hit a").first.click()
        shown.wait_for_selector("article")
        identifier = shown.url.split("/articles/")[1].split("?")[0]
        said = answered(room, f"/articles/{identifier}?q=码头建设&byline=罗青禾")
        assert shown.locator("article mark[id^=hit-]").count() == said["marks_total"] > 1
        assert shown.locator(".line.here").count() >= 3  # the page's text, with the article marked
        assert "罗青禾" in shown.inner_text(".line.here >> nth=3")
        shown.go_back()
        assert shown.url == address
        expect(shown.locator(".chip")).to_have_count(1)
        assert shown.input_value("#q") == "码头建设"
        shown.click(".chip")
        shown.wait_for_url(lambda url: "byline" not in url)
        assert str(total) in shown.inner_text("#found")


def test_a_facet_with_many_values_shows_them_at_a_click(browser: Browser, room: str) -> None:
    with reading(browser, room, java_script_enabled=False) as reader:
        shown = reader.page("/search?q=夜市")
        reporters = shown.locator("#facet-byline")
        reporters.locator("summary").click()
        expect(reporters.locator("a.value")).to_have_count(10)
        reporters.locator("a.others").click()
        expect(reporters.locator("a.value").nth(10)).to_be_visible()
        assert shown.url.endswith("more=byline#facet-byline")


def test_leaving_out_dates_and_order(browser: Browser, room: str) -> None:
    with reading(browser, room) as reader:
        shown = reader.page("/search?q=建设")
        shown.locator(".facets details", has_text="版").last.locator("summary").first.click(trial=True)
        shown.locator(".facets li", has=shown.locator("a.value", has_text=re.compile("^1 "))).locator(
            "a.without"
        ).click()
        shown.wait_for_selector(".chip.not")
        assert {hit["page"] for hit in answered(room, shown.url.removeprefix(room))["hits"]} == {"2"}
        shown.fill("[name=from]", "2023-10-10")
        shown.fill("[name=to]", "2023-10-12")
        shown.select_option("[name=sort]", "oldest")
        shown.click(".how button")
        shown.wait_for_url("**from=2023-10-10**")
        assert re.findall(r"2023-10-\d\d", shown.inner_text(".hits")) == ["2023-10-10", "2023-10-11", "2023-10-12"]


def test_the_calendar_shows_exactly_the_days_withheld(browser: Browser, baoku: Baoku, room: str) -> None:
    with reading(browser, room) as reader:
        shown = reader.page(f"/calendar?publication={PAPER}&year=2023")
        missing = [cell.get_attribute("data-missing") for cell in shown.locator("[data-missing]").all()]
        assert missing == [str(day) for day in WITHHELD]
        shown.locator(".month td.there a").first.click()
        assert "2023-10-01" in shown.inner_text("h1")
        expect(shown.locator(".issue-part")).to_have_count(2)
    printed = json.loads(baoku.run("calendar", PAPER, "--year", "2023", "--json").stdout)
    assert printed["missing"] == [str(day) for day in WITHHELD]


def test_an_export_is_what_was_found(browser: Browser, room: str) -> None:
    with reading(browser, room) as reader:
        shown = reader.page("/search?q=码头建设&byline=罗青禾&size=100")
        hits = {hit.get_attribute("data-id") for hit in shown.locator(".hit").all()}
        with shown.expect_download() as started:
            shown.click(".foot a:has-text('JSONL')")
        lines = [json.loads(line) for line in started.value.path().read_text().splitlines()]
        assert {line["id"] for line in lines} == hits
        assert len(lines) == len(hits) == answered(room, "/search?q=码头建设&byline=罗青禾")["total"]


def test_everything_without_javascript(browser: Browser, baoku: Baoku, room: str) -> None:
    with reading(browser, room, java_script_enabled=False) as reader:
        shown = reader.page()
        search(shown, "码头建设")
        shown.locator(".facets details", has_text="记者").locator("summary").click()
        shown.locator(".facets a.value", has_text="罗青禾").click()
        shown.locator(".hit a").first.click()
        expect(shown.locator("article mark").nth(1)).to_be_visible()
        expect(shown.locator(".line.here").nth(2)).to_be_visible()
        shown.locator(".report summary").click()
        shown.fill("textarea", "两篇并成一篇")
        shown.click(".report button")
        expect(shown.locator(".report [role=status]")).to_have_count(1)
        shown.click("text=入库")
        content = page("绿无脚本", topic="水文").encode()
        shown.set_input_files("[type=file]", [{"name": "plain.txt", "mimeType": "text/plain", "buffer": content}])
        shown.click(".upload button")
        expect(shown.locator("[role=status]")).to_contain_text("plain.txt")
        wait_until(lambda: answered(room, "/search?q=绿无脚本")["total"] == 1, 20, "the upload")
        (baoku.inbox / "still-empty.txt").write_text("")
        wait_until(lambda: bool(answered(room, "/ingest")["failures"]), 20, "the failure")
        shown.reload()
        shown.goto(f"{room}/ingest")
        shown.click("#failures li button")
        expect(shown.locator("[role=status]")).to_contain_text("1")
        shown.click(".one-report button")
        expect(shown.locator(".one-report")).to_have_count(0)
        shown.click("text=趋势")
        shown.locator(".trend-form input[name=q]").first.fill("码头")
        shown.click(".trend-form button")
        shown.locator(".chart .hit-area").first.hover()
        expect(shown.locator(".chart .value").first).to_be_visible()
        shown.locator(".chart .hit-area").first.click()
        expect(shown.locator(".hit").first).to_be_visible()
        shown.click("text=English")
        expect(shown.locator("#found")).to_contain_text("articles")


def test_by_keyboard_alone(browser: Browser, room: str) -> None:
    with reading(browser, room) as reader:
        shown = reader.page("/calendar")
        shown.keyboard.press("/")
        shown.keyboard.type("码头建设")
        shown.keyboard.press("Enter")
        shown.wait_for_selector(".hit")
        shown.keyboard.press("Tab")
        assert shown.evaluate("document.activeElement.className") == "skip"
        shown.keyboard.press("Enter")  # past what stands on every page
        for _ in range(12):
            shown.keyboard.press("Tab")
            if shown.evaluate("!!document.activeElement.closest('.hit h2')"):
                break
        shown.keyboard.press("Enter")
        shown.wait_for_selector("article")
        shown.keyboard.press("n")
        assert shown.evaluate("document.querySelector('mark.at').id") == "hit-1"
        shown.keyboard.press("n")
        assert shown.evaluate("document.querySelector('mark.at').id") == "hit-2"
        shown.keyboard.press("p")
        assert shown.inner_text(".marks .at").startswith("1/")


def test_axe_finds_nothing(browser: Browser, room: str) -> None:
    """In either width and either scheme: a scheme sets colours alone, and a width no colour (``test_web_pieces``)."""
    hit = answered(room, "/search?q=码头建设")["hits"][0]
    addresses = [
        "/", "/search?q=码头建设&byline=罗青禾&no_page=2", "/search?q=没有这样的词句",
        "/search?q=夜市&more=byline", f"/articles/{hit['id']}?reported=1",
        f"/articles/{hit['id']}?q=码头建设", f"/issues/{hit['issue_id']}", "/calendar",
        f"/calendar?publication={PAPER}&year=2023", "/trend?q=码头&q=夜市", "/ingest", "/saved", "/login",
    ]  # fmt: skip
    with reading(browser, room) as reader:
        shown = reader.page()
        for address in addresses:
            shown.goto(room + address)
            assert violations_on_screens(shown) == [], address


def test_nothing_out_of_a_file_is_run(browser: Browser, baoku: Baoku, room: str) -> None:
    text = page("解惑人", topic="水文").replace("加快推进", f"加快推进{EVIL}")
    (baoku.inbox / "evil.txt").write_text(text + f"\n{EVIL}\n")
    wait_until(lambda: answered(room, "/search?q=解惑人")["total"] == 1, 20, "the hostile page")
    (hit,) = answered(room, "/search?q=解惑人")["hits"]
    with reading(browser, room) as reader:
        for address in (f"/search?q={EVIL}", "/search?q=解惑人", f"/articles/{hit['id']}?q=onerror", "/ingest", "/"):
            shown = reader.page(address)
            shown.wait_for_timeout(200)
            expect(shown.locator("main img, main script")).to_have_count(0)
            shown.close()
