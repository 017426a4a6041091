"""What a browser would run or fetch of a page, and what a file may hold to have it run."""

from __future__ import annotations

import html.parser

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg/onload=alert(3)>{{1234*5678}}javascript:alert(4)"


class _Watch(html.parser.HTMLParser):
    """Notes what a browser would run or fetch from a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            address = (value or "").strip().lower()
            if name.startswith("on") or name == "style":
                self.found.append(f"{tag} {name}={value}")
            if name in {"href", "src", "action"} and not (address.startswith(("/", "#", "?")) and address[:2] != "//"):
                self.found.append(f"{tag} {name}={value}")
        if tag == "script" and not dict(attrs).get("src"):
            self.found.append("inline script")
        if tag in {"img", "iframe", "object", "embed"} and not (dict(attrs).get("src") or "").startswith("/images/"):
            self.found.append(tag)


def run_by(page: str) -> list[str]:
    """Return what a browser would run of a page, or fetch from elsewhere."""
    watch = _Watch()
    watch.feed(page)
    return watch.found
