"""Print the designs to PDF with their gold: ``python -m benchmarks.page_designs OUT [--held | --unseen]``."""

from __future__ import annotations

import argparse
import json
import shutil
import zlib
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright

from benchmarks.page_designs import chance
from benchmarks.page_designs.designs import DESIGNS, HELD, UNSEEN
from benchmarks.page_designs.gold import gold_of
from benchmarks.page_designs.sheet import PIXEL, Sheet
from benchmarks.page_designs.texts import Texts

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def main() -> None:
    """Print what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, help="PDF files go here, their gold to its folder gold/")
    parser.add_argument("--held", action="store_true", help="the designs that nothing is mended by")
    parser.add_argument("--unseen", action="store_true", help="the latest designs, which nothing was fitted with")
    parser.add_argument("--stories", type=Path, help="JSON file with articles; else they are invented")
    parser.add_argument("--only", default="", help="names of designs, commas between them")
    parser.add_argument(
        "--chance", type=int, default=0, metavar="N", help="in place of the designs N pages left to chance"
    )
    given = parser.parse_args()
    (given.out / "gold").mkdir(parents=True, exist_ok=True)
    if given.chance:
        wanted = [f"chance_{number:03d}" for number in range(given.chance)]
        for number, name in enumerate(wanted):
            DESIGNS[name] = (*chance.size_and_order(number), partial(chance.draw, seed=number))
    else:
        known = UNSEEN if given.unseen else HELD if given.held else set(DESIGNS) - HELD - UNSEEN
        wanted = [name for name in DESIGNS if (name in given.only.split(",") if given.only else name in known)]
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name in wanted:
            data, gold = printed(browser, name, Texts(zlib.crc32(name.encode()), given.stories))
            (given.out / f"{name}.pdf").write_bytes(data)
            (given.out / "gold" / f"{name}.gold.json").write_text(
                json.dumps(gold, ensure_ascii=False), encoding="utf-8"
            )
        browser.close()


def printed(browser: Browser, name: str, texts: Texts) -> tuple[bytes, dict[str, Any]]:
    """Return a design as PDF, and its gold."""
    width, height, order, draw = DESIGNS[name]
    sheet = Sheet(name, width, height, texts, order)
    draw(sheet)
    page = browser.new_page(viewport={"width": round(width / PIXEL), "height": round(height / PIXEL)})
    page.emulate_media(media="print")
    page.set_content(sheet.page())
    told = page.evaluate("fill()")
    data = page.pdf(width=f"{width / 72}in", height=f"{height / 72}in", print_background=True, page_ranges="1")
    page.close()
    return data, gold_of(sheet, told)


if __name__ == "__main__":
    main()
