"""Make the pictures of docs/reading-room.md (`make screenshots`) on a baoku of its own that reads the test pages."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
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

from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))
PICTURES = ROOT / "docs" / "images"
PAPER = "澄江日报"
FIRST = dt.date(2024, 3, 1)
WITHHELD = {dt.date(2024, 3, 9), dt.date(2024, 3, 21), dt.date(2024, 5, 18)}
START_SECONDS = 120
MOST_BYTES = 150_000
MOST_PRINTED = 14
COLOURS = 96


def main() -> int:
    """Make every picture; return 1 when one is too large to be kept."""
    from browsing import chromium  # noqa: PLC0415 - of the tests

    PICTURES.mkdir(exist_ok=True)
    with running() as (url, inbox), chromium() as browser:
        after = fill(inbox)
        wait(url, "/ingest", lambda said: said["articles"] and said["failures"] and not said["left"])
        hit = printed_page(browser, url, inbox, after)
        shown = (
            ("search", "/search?q=老人 OR 孩子", "light"),
            ("article", f"/articles/{hit}?q=粮食", "light"),
            ("calendar", f"/calendar?publication={PAPER}", "light"),
            ("trend", "/trend?q=老人&q=孩子", "light"),
            ("ingest", "/ingest", "dark"),
        )
        for name, address, scheme in shown:
            page = browser.new_page(viewport={"width": 1120, "height": 700}, color_scheme=scheme)  # type: ignore[arg-type]
            page.goto(url + quote(address, safe="/?=&"))
            page.wait_for_timeout(500)
            keep(page.screenshot(), PICTURES / f"reading-room-{name}.png")
            page.close()
    large = [one.name for one in PICTURES.glob("*.png") if one.stat().st_size > MOST_BYTES]
    print(f"pictures in {PICTURES.relative_to(ROOT)}" + (f"; too large: {', '.join(large)}" if large else ""))
    return 1 if large else 0


def keep(picture: bytes, place: Path) -> None:
    """Keep a picture in a few colours: text on paper needs no more, and it takes a third of the room."""
    image = (
        Image.open(io.BytesIO(picture))
        .convert("RGB")
        .quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    )
    image.save(place, optimize=True)


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


def fill(inbox: Path) -> dt.date:
    """Drop the test pages as months of a paper, three days withheld, and a file that fails; return the day after."""
    pages = sorted((ROOT / "tests" / "golden" / "pages").glob("*.txt"))
    day = FIRST
    while pages:
        if day not in WITHHELD:
            folder = inbox / PAPER / day.isoformat()
            folder.mkdir(parents=True)
            shutil.copy(pages.pop(0), folder / "p01.txt")
        day += dt.timedelta(days=1)
    (inbox / "空白.txt").touch()
    return day


def printed_page(browser: Any, url: str, inbox: Path, day: dt.date) -> str:
    """Drop a page printed from the longest test articles; return the id of the first once its image is kept."""
    texts: dict[str, list[str]] = {}
    for place in sorted((ROOT / "tests" / "golden" / "pages").glob("*.gold.json")):
        for article in json.loads(place.read_text())["articles"]:
            if article.get("kind") == "news" and article.get("headline") and article.get("body"):
                texts.setdefault(article["headline"], article["body"].splitlines())
    longest = sorted(texts, key=lambda headline: -len("".join(texts[headline])))[:MOST_PRINTED]
    printer = browser.new_page()
    printer.set_content(
        "<style>@page { size: 780pt 1080pt; margin: 30pt } body { font: 11pt/1.65 'Noto Serif CJK SC'; margin: 0 }"
        "main { columns: 3; column-gap: 22pt } h1 { font-size: 19pt; line-height: 1.3; margin: 0 0 8pt }"
        "p { margin: 0; text-indent: 2em; text-align: justify } section { break-inside: avoid; margin-bottom: 20pt }"
        "</style><main>"
        + "".join(
            f"<section><h1>{headline}</h1>{''.join(f'<p>{line}</p>' for line in texts[headline])}</section>"
            for headline in longest
        )
        + "</main>"
    )
    folder = inbox / PAPER / day.isoformat()
    folder.mkdir(parents=True)
    (folder / "p01.pdf").write_bytes(printer.pdf(prefer_css_page_size=True))
    printer.close()
    address = f"/search?q={longest[0]}&from={day}"
    wait(url, address, lambda said: said["total"] > 0)
    found: str = asked(url, address)["hits"][0]["id"]
    wait(url, f"/issues/{found.rpartition('-a')[0]}", lambda said: said["pages"][0]["images"])
    return found


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
