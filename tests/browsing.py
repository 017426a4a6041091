"""Debian's Chromium, driven by Playwright; installed where it is missing, and never downloaded by anything else."""

from __future__ import annotations

import contextlib
import json
import subprocess
import urllib.request
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

GET_CHROMIUM = Path(__file__).parents[1] / "scripts" / "get-chromium"
# No sandbox: tests often run as root in a container. No watchdog: where all wait for a processor, it takes what draws
# for hung, and ends the browser. The rest keeps the browser from calling its maker.
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-gpu-watchdog", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-default-apps",
]  # fmt: skip


# What pages are looked at on: either width and either scheme once.
SCREENS: list[dict[str, Any]] = [
    {"viewport": {"width": 1440, "height": 900}, "color_scheme": "light"},
    {"viewport": {"width": 390, "height": 800}, "color_scheme": "dark"},
]
EVIL = "<img src=x onerror=alert(1)><script>alert(2)</script>"


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """Start a browser. Fails where there is none and none can be installed."""
    found = subprocess.run([GET_CHROMIUM], capture_output=True, text=True, check=False)
    assert found.returncode == 0, f"no Chromium for the browser tests: {found.stderr.strip()[-500:]}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found.stdout.strip().splitlines()[-1], args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Reader:
    """Somebody with a browser.

    Attributes:
        url: Of the reading room.
        hosts: Where requests went.
        complaints: What the browser's console had to say: scripts that were refused, errors, dialogs.
    """

    context: BrowserContext
    url: str
    hosts: set[str] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)

    def page(self, address: str = "/") -> Page:
        """Open an address in a page of its own."""
        page = self.context.new_page()
        page.on("request", lambda request: self.hosts.add(request.url.split("/")[2]))
        page.on("console", lambda said: self._note(said.type, said.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: (self.complaints.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.goto(self.url + address)
        return page

    def _note(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.complaints.append(text)


@contextlib.contextmanager
def reading(browser: Browser, url: str, **options: Any) -> Iterator[Reader]:
    """Open a browser window of nobody's: no cookie, no history. At its end nothing may have gone anywhere else."""
    context = browser.new_context(locale="zh-CN", **options)
    context.set_default_timeout(60_000)  # generous: machines are shared
    reader = Reader(context, url)
    try:
        yield reader
    finally:
        context.close()
    assert reader.hosts <= {url.removeprefix("http://")}
    assert reader.complaints == []


def violations(page: Page) -> list[str]:
    """Return what axe finds wrong with the page as it is shown, in any of its rules but the experimental."""
    if not page.evaluate("'axe' in window"):
        page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{one['id']}: {node['html'][:160]} {node['any'][0]['message'] if node['any'] else ''}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


def violations_on_screens(page: Page) -> list[str]:
    """Return what is wrong on any of SCREENS: what axe finds, and a page that must be moved sideways.

    One page for all of them, and for all addresses: a new page is a process that reads axe anew, most of the work.
    """
    found = []
    for screen in SCREENS:
        page.set_viewport_size(screen["viewport"])
        page.emulate_media(color_scheme=screen["color_scheme"])
        found += violations(page)
        if page.evaluate("document.documentElement.scrollWidth") > screen["viewport"]["width"]:
            found.append(f"wider than {screen['viewport']}")
    return found


def answered(url: str, address: str) -> Any:
    """Return what the reading room answers to a program: JSON."""
    request = urllib.request.Request(url + quote(address, safe="/?=&%"), headers={"accept": "application/json"})
    with urllib.request.urlopen(request, timeout=10) as response:
        return json.load(response)
