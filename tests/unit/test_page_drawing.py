"""Images of pages beside the archive: made from the original, again when they are gone."""

from __future__ import annotations

import io
import shutil
from typing import TYPE_CHECKING

from PIL import Image
from printed_pages import Design, Slot, Story, make

from worker.document.geometry import Box, PlacedLine
from worker.document.source import Document
from worker.home.page_images import keep_page_lines, page_images, page_lines
from worker.ingestion.page_images import has_pages, keep_images, keep_lines, restore_images
from worker.parsing import parse_document
from worker.readers.base import Limits, Source
from worker.readers.page_drawing import LARGE, SMALL, drawn_pages
from worker.readers.registry import read

if TYPE_CHECKING:
    from pathlib import Path

PAGE = make(Design(width=500, height=700), [[Slot(Story("标题", ("正文。" * 40,)), 5)]]).data
LIMITS = Limits(max_bytes=1 << 24)
NAME = "2023/10/临河新报/p01.pdf"


def test_a_page_is_drawn_large_and_small() -> None:
    (page,) = drawn_pages(PAGE, LIMITS)
    assert (page.page, page.width, page.height) == (1, 500, 700)
    for data, longest in ((page.large, LARGE), (page.small, SMALL)):
        image = Image.open(io.BytesIO(data))
        assert image.format == "WEBP"
        assert max(image.size) == longest


def test_an_image_file_is_drawn_no_larger_than_it_is() -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (900, 1200), "white").save(buffer, "PNG", dpi=(100, 100))
    (page,) = drawn_pages(buffer.getvalue(), LIMITS)
    assert Image.open(io.BytesIO(page.large)).size == (900, 1200)
    assert round(page.height) == 864  # twelve inches


def test_images_that_are_gone_are_made_again(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    (archive / NAME).parent.mkdir(parents=True)
    (archive / NAME).write_bytes(PAGE)
    assert keep_images(archive, NAME, PAGE)
    (kept,) = page_images(archive, NAME)
    assert kept.large.is_file()
    assert restore_images(archive, [NAME, "2023/10/a.txt"], 1 << 24) == 0  # nothing is missing
    shutil.rmtree(tmp_path / "pages")
    assert restore_images(archive, [NAME, NAME, "2023/10/gone.pdf"], 1 << 24) == 1
    assert page_images(archive, NAME)


def test_the_places_of_lines_are_kept_beside_the_images(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    (document,) = read(Source(NAME, PAGE), LIMITS)
    assert isinstance(document, Document)
    issue = parse_document(document)
    assert page_lines(archive, NAME) == ()
    keep_lines(archive, NAME, issue)
    kept = page_lines(archive, NAME)
    for article in issue.articles:
        (region,) = article.regions
        own = [line for line in kept if any(part.first <= line.number <= part.last for part in article.lines)]
        # what the ranges of an article name is its text, and stands where the article stands
        assert article.headline in [line.text for line in own]
        assert all(line.page == region.page and region.box.union(line.box) == region.box for line in own)


def test_damaged_places_are_none(tmp_path: Path) -> None:
    keep_page_lines(tmp_path / "archive", NAME, [PlacedLine(1, 1, Box(0, 0, 9.04, 9), False, "春2", (0, 667))])
    assert page_lines(tmp_path / "archive", NAME) == (PlacedLine(1, 1, Box(0, 0, 9.0, 9), False, "春2", (0, 667)),)
    for content in (b"", b"[1]", b"[[1, 2]]", b'{"a": 1}'):
        (tmp_path / "pages" / NAME / "lines.json").write_bytes(content)
        assert page_lines(tmp_path / "archive", NAME) == ()


def test_what_cannot_be_drawn_is_passed_over(tmp_path: Path) -> None:
    assert not keep_images(tmp_path / "archive", NAME, b"%PDF-1.4 nothing")
    assert page_images(tmp_path / "archive", NAME) == ()


def test_which_files_have_pages() -> None:
    assert has_pages("a/b.PDF")
    assert has_pages("b.tiff")
    assert not has_pages("b.txt")
