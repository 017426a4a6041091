"""Make the pictures of docs/reading-room.md (`make screenshots`) on a baoku of its own that reads the test pages."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))
PICTURES = ROOT / "docs" / "images"
PAPER = "澄江日报"
FIRST = dt.date(2024, 3, 1)
WITHHELD = {dt.date(2024, 3, 9), dt.date(2024, 3, 21)}
START_SECONDS = 120
MOST_BYTES = 150_000


def main() -> int:
    """Make every picture; return 1 when one is too large to be kept."""
    from browsing import chromium  # noqa: PLC0415 - of the tests

    PICTURES.mkdir(exist_ok=True)
    with running() as (url, inbox), chromium() as browser:
        fill(inbox)
        wait(url, "/ingest", lambda said: said["articles"] and said["failures"] and not said["left"])
        hit = asked(url, "/search?q=建设")["hits"][0]
        shown = (
            ("search", "/search?q=建设", "light"),
            ("article", f"/articles/{hit['id']}?q=建设", "light"),
            ("calendar", f"/calendar?publication={PAPER}", "light"),
            ("trend", "/trend?q=建设&q=记者", "light"),
            ("ingest", "/ingest", "dark"),
        )
        for name, address, scheme in shown:
            page = browser.new_page(viewport={"width": 1120, "height": 700}, color_scheme=scheme)  # type: ignore[arg-type]
            page.goto(url + quote(address, safe="/?=&"))
            page.wait_for_timeout(500)
            page.screenshot(path=PICTURES / f"reading-room-{name}.png")
            page.close()
    large = [one.name for one in PICTURES.glob("*.png") if one.stat().st_size > MOST_BYTES]
    print(f"pictures in {PICTURES.relative_to(ROOT)}" + (f"; too large: {', '.join(large)}" if large else ""))
    return 1 if large else 0


@contextlib.contextmanager
def running() -> Iterator[tuple[str, Path]]:
    """Run a baoku on a home that is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="baoku-pictures-"))
    folder.chmod(0o711)
    home = folder / "home"
    environment = {**os.environ, "BAOKU_HOME": str(home)}
    command = Path(sys.executable).with_name("baoku")
    process = subprocess.Popen([command, "up"], env=environment, stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        deadline = time.monotonic() + START_SECONDS
        while True:
            said = subprocess.run([command, "env", "--json"], env=environment, capture_output=True, check=False)
            url = json.loads(said.stdout)["web_url"] if said.returncode == 0 else ""
            if url:
                break
            if time.monotonic() > deadline:
                raise SystemExit("baoku up did not start")
            time.sleep(0.5)
        yield url, home / "inbox"
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)
        shutil.rmtree(folder, ignore_errors=True)


def fill(inbox: Path) -> None:
    """Drop the test pages as four weeks of a paper, two days withheld, and a file that fails."""
    pages = sorted((ROOT / "tests" / "golden" / "pages").glob("*.txt"))
    day = FIRST
    while pages:
        if day not in WITHHELD:
            folder = inbox / PAPER / day.isoformat()
            folder.mkdir(parents=True)
            for number in range(1, 5):
                if pages:
                    shutil.copy(pages.pop(0), folder / f"p{number:02d}.txt")
        day += dt.timedelta(days=1)
    (inbox / "空白.txt").touch()


def wait(url: str, address: str, enough: Any) -> None:
    """Wait until an answer is as it should be."""
    deadline = time.monotonic() + START_SECONDS
    while not enough(asked(url, address)):
        if time.monotonic() > deadline:
            raise SystemExit(f"{address}: not in time")
        time.sleep(0.5)


def asked(url: str, address: str) -> Any:
    """Return an answer as JSON."""
    request = urllib.request.Request(url + quote(address, safe="/?=&"), headers={"accept": "application/json"})  # noqa: S310 - our own server
    with urllib.request.urlopen(request, timeout=20) as response:  # noqa: S310
        return json.load(response)


if __name__ == "__main__":
    sys.exit(main())
