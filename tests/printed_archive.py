"""Pages with an image for the browser tests: printed by the browser as PDF, or made of boxes alone."""

from __future__ import annotations

import base64
import datetime as dt
from typing import TYPE_CHECKING, Any

from worker.document.enrichment import Enrichment
from worker.document.geometry import Box, Region
from worker.document.identifiers import issue_id
from worker.document.identity import IssueIdentity
from worker.document.issue import Article, Issue
from worker.home.page_images import Drawn, keep_page_images
from worker.indexing import Archive, Entry, Versions, connect
from worker.job import Job

if TYPE_CHECKING:
    from baoku_process import Baoku
    from playwright.sync_api import Browser, Locator

WIDTH, HEIGHT = 600, 800  # points
EDGES = "one => { const b = one.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom] }"
_PLACE = """word => {
    const text = document.querySelector("p").firstChild;
    const range = document.createRange();
    range.setStart(text, text.data.indexOf(word));
    range.setEnd(text, text.data.indexOf(word) + word.length);
    const box = range.getBoundingClientRect();
    return [box.left, box.top, box.right, box.bottom].map((pixels) => pixels * 0.75);
}"""


def drop_printed(browser: Browser, baoku: Baoku, path: str, html: str, word: str = "") -> list[float]:
    """Print HTML as a page of 600 x 800 points, drop it, and return where its first paragraph has ``word``."""
    printer = browser.new_page()
    printer.set_content(f"<style>@page {{ size: {WIDTH}pt {HEIGHT}pt; margin: 0 }}</style>{html}")
    place: list[float] = printer.evaluate(_PLACE, word) if word else []
    target = baoku.inbox / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(printer.pdf(prefer_css_page_size=True))
    printer.close()
    return place


def on_screen(picture: Locator, box: tuple[float, ...] | Box) -> list[float]:
    """Return where a box in points stands on the screen, given the picture of its page."""
    image = picture.bounding_box()
    assert image is not None
    scale = image["width"] / WIDTH
    x0, y0, x1, y1 = box
    return [image["x"] + x0 * scale, image["y"] + y0 * scale, image["x"] + x1 * scale, image["y"] + y1 * scale]


def archive_page(browser: Browser, baoku: Baoku, boxes: dict[str, Box], picture: str = "") -> str:
    """Put an issue into the archive whose articles stand in these boxes, with a picture of it; return its id.

    Args:
        browser: Draws the picture, in 1200 x 1600 pixels.
        baoku: The home.
        boxes: By headline.
        picture: JavaScript that draws with ``g``; a grey ground by itself.
    """
    env = baoku.env()
    identity = IssueIdentity("画报", dt.date(2024, 5, 1), "1")
    articles = tuple(
        Article(number, headline=headline, paragraphs=(f"{headline}的正文。",), regions=(Region(1, box),))
        for number, (headline, box) in enumerate(boxes.items(), start=1)
    )
    archived = "2024/05/画报/p01.pdf"
    job = Job("画报/p01.pdf", "a" * 64, 1_700_000_000_000)
    issue = issue_id(identity, job.digest)
    blank = browser.new_page()
    drawn: Any = blank.evaluate(
        "() => { const c = document.createElement('canvas'); c.width = 1200; c.height = 1600;"
        "const g = c.getContext('2d'); g.fillStyle = '#eee'; g.fillRect(0, 0, 1200, 1600);"
        f"{picture} return c.toDataURL('image/webp').split(',')[1]; }}"
    )
    blank.close()
    webp = base64.b64decode(drawn)
    keep_page_images(baoku.home / "archive", archived, [Drawn(1, WIDTH, HEIGHT, webp, webp)])
    user, password = env["elasticsearch_user"], env["elasticsearch_password"]
    with connect(env["elasticsearch_url"], user=user, password=password) as client:
        entry = Entry(job, issue, Issue(identity, articles), (Enrichment(),) * len(articles), archived_as=archived)
        Archive(client, baoku.articles, baoku.issues).replace([entry], Versions("p", "e", "d"), refresh=True)
    return issue
