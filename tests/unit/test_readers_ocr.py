"""Scans and images: recognised, set straight, cut at gutters, and read by the same layout as text layers.

The recogniser is in the test environment, so that none of these is ever left out.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image
from printed_pages import Design, Slot, Story, as_image, make
from reportlab.lib.utils import ImageReader as Embedded
from reportlab.pdfgen.canvas import Canvas

from worker.errors import PermanentError
from worker.parsing import parse_document
from worker.readers.base import Limits, Source
from worker.readers.ocr.images import images_of
from worker.readers.ocr.reader import ImageReader
from worker.readers.registry import read, reader_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from worker.document.issue import Issue

LIMITS = Limits(max_bytes=64 * 1024 * 1024)
FIRST = Story(
    "春季造林全面展开",
    (
        "本报讯（记者 王小明） 全区春季造林工作今天在江东片区全面展开，参加植树的干部群众达三千余人。",
        "今年计划新增绿地两百公顷，比去年同期增长一成以上，沿江大道两侧将种上香樟和桂花。",
        "各镇街要把管护责任落实到人，居民出门就能看到成片的林带。",
    ),
)
SECOND = Story(
    "社区医院下乡义诊",
    (
        "本报讯（记者 李方） 社区医院的医生昨天来到北村，为老人们检查身体，发放常用药品。",
        "村里的老人说，不用进城就能看病，真是方便。义诊活动将在每个月的第一周举行。",
    ),
)
PAGE = make(
    Design(width=520, height=300, columns=4, masthead="", foot="", headline=20, rules=False),
    [[Slot(FIRST, 2), Slot(SECOND, 2)]],
)


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)  # type: ignore[arg-type] # what each format takes
    return buffer.getvalue()


def scanned_pdf(image: Image.Image) -> bytes:
    """A PDF page that holds nothing but a picture."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(520, 300), invariant=1)
    canvas.drawImage(Embedded(image), 0, 0, 520, 300)
    canvas.save()
    return buffer.getvalue()


def parsed(data: bytes, name: str) -> Issue:
    (document,) = read(Source(name, data), LIMITS)
    return parse_document(document)  # type: ignore[arg-type] # nothing of it is rejected


def test_a_scan_in_a_pdf_is_read_from_its_image() -> None:
    # as a scanner gives it: turned by half a degree, grey paper, noise
    image = as_image(PAGE).rotate(0.5, fillcolor="white", resample=Image.Resampling.BICUBIC)
    noise = np.random.default_rng(1).normal(0, 8, (image.height, image.width, 1))
    grey = np.clip(np.asarray(image, dtype=float) * 0.92 + noise, 0, 255).astype(np.uint8)
    issue = parsed(scanned_pdf(Image.fromarray(grey)), "scan.pdf")
    assert [article.headline for article in issue.articles] == [FIRST.headline, SECOND.headline]
    for article, told in zip(issue.articles, (FIRST, SECOND), strict=True):
        printed = "".join(told.paragraphs).split("） ")[1]
        assert wrong(article.body, printed) <= 0.03 * len(printed)
        (region,) = article.regions
        assert region.box == pytest.approx(PAGE.regions[told.headline][0], abs=14)
    assert any("recognised" in warning for warning in issue.warnings)


def test_an_image_file_ends_as_articles() -> None:
    """One kind does: that each kind is seen as on paper is shown below."""
    issue = parsed(saved(as_image(PAGE), "JPEG", quality=80, dpi=(200, 200)), "page.jpg")
    assert [article.headline for article in issue.articles] == [FIRST.headline, SECOND.headline]


def layered_pdf(image: Image.Image, said: Callable[[str], str]) -> bytes:
    """A scan with an invisible text layer: what stands there, as ``said`` changes it."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(520, 300), invariant=1)
    canvas.drawImage(Embedded(image), 0, 0, 520, 300)
    assert PAGE.pen is not None
    for font, size, x, y, text, _ in PAGE.pen.ops:
        words = canvas.beginText(x, 300 - y - size * 0.88)
        words.setFont(font, size)
        words.setTextRenderMode(3)
        words.textOut(said(text))
        canvas.drawText(words)
    canvas.save()
    return buffer.getvalue()


MISREAD = str.maketrans(
    "造林工作全面展开今天江东医生年人村一的在为会地个", "迨沐土乍仝囬屐廾令夭汇柬匡牛午入忖ー旳洅沩佥坨仐"
)


@pytest.mark.parametrize(
    ("said", "recognised"),
    [
        # what is printed, as it is usual
        (lambda text: text, False),
        # one character in three is another one
        (lambda text: "".join(chr(ord(letter) + (at % 3 == 1)) for at, letter in enumerate(text)), True),
        # letters, as a recogniser of another language leaves them
        (lambda text: "".join(chr(97 + ord(letter) % 26) for letter in text), True),
        # characters from all over
        (lambda text: "".join(chr(0x4E00 + ord(letter) * 7 % 20000) for letter in text), True),
    ],
    ids=["good", "mistaken", "letters", "garbage"],
)
def test_the_layer_of_a_scan_is_used_if_it_says_what_is_printed(said: Callable[[str], str], recognised: bool) -> None:
    issue = parsed(layered_pdf(as_image(PAGE), said), "scan.pdf")
    assert [article.headline for article in issue.articles] == [FIRST.headline, SECOND.headline]
    assert any("recognised" in warning for warning in issue.warnings) == recognised


MARKED = Image.new("L", (60, 80), 255)
MARKED.paste(0, (0, 0, 20, 20))  # black at the top left, else white
CLEAR = Image.merge("RGBA", (Image.new("L", MARKED.size),) * 3 + (MARKED.point(lambda value: 255 - value),))
TURNED = Image.Exif()
TURNED[0x0112] = 6  # to be shown a quarter turn clockwise


@pytest.mark.parametrize(
    ("image", "kind", "options"),
    [
        (MARKED.convert("CMYK"), "JPEG", {}),  # as print shops keep them
        (MARKED.convert("1"), "TIFF", {"compression": "group4"}),
        (MARKED.convert("P"), "PNG", {}),
        # sixteen bits a pixel, as archives scan
        (Image.fromarray(np.asarray(MARKED).astype(np.uint16) * 257), "TIFF", {}),
        (Image.fromarray(np.asarray(MARKED).astype(np.uint16) * 257), "PNG", {}),
        # nothing but ink, the paper left out
        (CLEAR, "PNG", {}),
        (CLEAR, "WEBP", {"lossless": True}),
        # as a telephone held upright takes it
        (MARKED.transpose(Image.Transpose.ROTATE_90), "JPEG", {"exif": TURNED}),
    ],
)
def test_images_of_every_kind_are_seen_as_on_paper(image: Image.Image, kind: str, options: dict[str, object]) -> None:
    (shown,) = images_of(saved(image, kind, **options))
    height, width, colours = shown.image.shape
    assert (height, width, colours) == (80, 60, 3)
    assert shown.image[2:16, 2:16].max() < 60
    assert shown.image[24:, 24:].min() > 200


def test_each_image_of_a_tiff_is_a_page() -> None:
    image = as_image(PAGE)
    data = saved(image, "TIFF", save_all=True, append_images=[image], compression="tiff_lzw")
    assert len(list(images_of(data))) == 2


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "broken_image"),
        (saved(Image.new("RGB", (400, 300), "white"), "JPEG")[:400], "broken_image"),
        (saved(Image.new("RGB", (400, 300), "white"), "PNG"), "empty"),  # nothing is printed on it
    ],
)
def test_images_that_cannot_be_read(data: bytes, code: str) -> None:
    with pytest.raises(PermanentError) as caught:
        list(read(Source("page.png", data), LIMITS))
    assert caught.value.code == code


@pytest.mark.parametrize("head", [b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"II*\0", b"MM\0*", b"RIFF\0\0\0\0WEBP"])
def test_images_are_told_by_their_first_bytes(head: bytes) -> None:
    assert isinstance(reader_of(head + b"\0" * 40, "page.txt"), ImageReader)


def wrong(found: str, printed: str) -> int:
    """How many characters differ, white space and the width of punctuation aside."""
    narrow = str.maketrans("，。：；（）", ",.:;()")
    one, other = ("".join(text.split()).translate(narrow) for text in (found, printed))
    before = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        row = [at]
        for place, against in enumerate(other, 1):
            row.append(min(before[place] + 1, row[-1] + 1, before[place - 1] + (letter != against)))
        before = row
    return before[-1]
